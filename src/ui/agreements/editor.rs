//! One agreement: left as both sides read it, right what it is made of.

use super::accept::Accepting;
use super::counting::CountingBox;
use super::duties::{Duties, Pauses};
use super::example::Example;
use super::exports::Exports;
use super::form::Form;
use super::look::{Look, look_at};
use super::more::{Around, Measures};
use super::paper::Paper;
use super::scope::{Basics, Expects, OpeningHours};
use super::settle::Settle;
use super::targets::Targets;
use super::template::Begin;
use super::trial::{Trial, TrialBox};
use super::versions::Versions;
use super::{status_word, team_name};
use crate::browser::page;
use crate::domain::agreement::{Status, Version};
use crate::domain::ident::{AgreementId, Subject};
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::say;
use leptos::prelude::*;

/// The editor of the agreement the address names, or of a new one.
#[component]
pub fn Editor() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let id = Memo::new(move |_| match place.get() {
        Route::Agreement(id) => Some(id),
        _ => None,
    });
    move || {
        let id = id.get();
        let there = id.is_none_or(|id| desk.peek(|l| l.desk().is_live(Subject::Agreement(id))));
        if there {
            view! { <Writing id=id/> }.into_any()
        } else {
            view! {
                <main id="main" class="page" tabindex="-1"><h1 tabindex="-1">{say!("agreement.gone")}</h1>
                    <p><a class="btn" href=Route::Agreements.href()>{say!("agreement.back")}</a></p></main>
            }
            .into_any()
        }
    }
}

fn newest(desk: Desk, id: Option<AgreementId>) -> Option<Version> {
    desk.read(Bell::Others, |l| l.desk().agreement(id?)?.newest().map(|(_, v)| v.clone()))
}

#[component]
fn Writing(id: Option<AgreementId>) -> impl IntoView {
    let desk = use_desk();
    let form = desk.peek(|l| untrack(|| Form::of(l, id)));
    let written = Memo::new(move |_| form.written());
    let found = look_at(form, id, written);
    let trial = Trial::of(desk, form, written);
    let heading = move || {
        let name = desk
            .read(Bell::Others, |l| id.and_then(|id| l.desk().agreement(id)).and_then(|a| a.name.clone()));
        match name {
            Some(name) => say!("agreement.title", name = name.to_string()),
            None => say!("agreement.title_new").to_owned(),
        }
    };
    let status = Memo::new(move |_| match newest(desk, id) {
        Some(version) if written.with(|w| version.same_terms(&w.terms)) => status_word(version.status),
        _ => status_word(Status::Draft),
    });
    let team = desk.peek(team_name);
    let client = Signal::derive(move || form.client_words());
    let accepted = Memo::new(move |_| {
        let version = newest(desk, id)?;
        written.with(|w| version.same_terms(&w.terms)).then_some(version.accepted)
    });
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div>
                    <p class="way way-big"><b>{team}</b>" "<span>{say!("way.to")}</span>" "<b>{move || form.client_words()}</b></p>
                    <h1 tabindex="-1">{heading}</h1>
                    <p class="sub"><a href=Route::Agreements.href()>{say!("agreement.back")}</a></p>
                </div>
                <div class="actions"><Exports form=form/><button class="btn" type="button" on:click=move |_| { page::print(); }><Icon name="print"/>{say!("button.print")}</button></div>
            </div>
            {id.map(|id| view! { <Versions id=id written=written/> })}
            <div class="cols">
                <Paper form=form written=written status=status accepted=accepted/>
                <div class="stack stack-5">
                    <Look found=found/>
                    {id.is_none().then(|| view! { <Begin form=form/> })}
                    <Basics form=form/>
                    <Expects form=form/>
                    <Targets form=form written=written kept=trial.tried found=found/>
                    <TrialBox trial=trial/>
                    <OpeningHours form=form found=found/>
                    <Example form=form written=written/>
                    <CountingBox form=form/>
                    <Pauses form=form found=found/>
                    <Duties form=form found=found/>
                    <Measures form=form id=id/>
                    <Around form=form/>
                    {id.map(|id| view! { <Accepting id=id client=client written=written/> })}
                    <Settle form=form id=id written=written/>
                </div>
            </div>
        </main>
    }
}
