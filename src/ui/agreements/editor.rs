//! One agreement: left as both sides read it, right what it is made of.

use super::duties::{Duties, Pauses};
use super::example::Example;
use super::form::{Form, Written};
use super::look::Look;
use super::paper::Paper;
use super::scope::{Basics, OpeningHours};
use super::settle::Settle;
use super::targets::Targets;
use super::{status_word, team_name};
use crate::browser::page;
use crate::domain::agreement::{Status, Version};
use crate::domain::ident::{AgreementId, Subject};
use crate::domain::moment::Moment;
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::{DateStyle, locale, say};
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
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div>
                    <p class="way way-big"><b>{team}</b>" "<span>{say!("way.to")}</span>" "<b>{move || form.client_words()}</b></p>
                    <h1 tabindex="-1">{heading}</h1>
                    <p class="sub"><a href=Route::Agreements.href()>{say!("agreement.back")}</a></p>
                </div>
                <div class="actions"><button class="btn" type="button" on:click=move |_| { page::print(); }><Icon name="print"/>{say!("button.print")}</button></div>
            </div>
            {id.map(|id| view! { <Versions id=id written=written/> })}
            <div class="cols">
                <Paper form=form written=written status=status/>
                <div class="stack stack-5">
                    <Look form=form id=id written=written/>
                    <Basics form=form/>
                    <Targets form=form written=written/>
                    <OpeningHours form=form/>
                    <Example form=form written=written/>
                    <Pauses form=form/>
                    <Duties form=form/>
                    <Settle form=form id=id/>
                </div>
            </div>
        </main>
    }
}

/// A version as the strip shows it: its number, status, whether it is in force, its dates, its reason.
type Stage = (u32, String, bool, String, String);

fn stages(desk: Desk, id: AgreementId) -> Vec<Stage> {
    desk.read(Bell::Others, |l| {
        let Some(agreement) = l.desk().agreement(id) else { return Vec::new() };
        let zone = l.desk().team().zone.clone();
        let date = |at: Moment| locale().date(at.0, zone.as_deref().unwrap_or("UTC"), DateStyle::Date);
        let now = agreement.in_force(l.now()).map(|(n, _)| n);
        let row = |(n, v): (&u32, &Version)| {
            // A version in force lasts until the next one begins.
            let next = agreement.versions.iter().find(|(m, v)| *m > n && v.status != Status::Draft);
            let until = next.and_then(|(_, v)| v.effective);
            let status =
                if v.status == Status::InForce && now != Some(*n) { Status::Ended } else { v.status };
            let dates = match (v.status, v.effective, until) {
                (Status::Draft | Status::Proposed, ..) => say!("agreement.version_made", date = date(v.made)),
                (_, Some(from), Some(to)) => {
                    say!("agreement.version_from_to", from = date(from), to = date(to))
                }
                (_, Some(from), None) => say!("agreement.version_since", date = date(from)),
                (_, None, Some(to)) => say!("agreement.version_until", to = date(to)),
                (_, None, None) => say!("agreement.version_always").to_owned(),
            };
            (*n, status_word(status), now == Some(*n), dates, v.reason.to_string())
        };
        agreement.versions.iter().map(row).collect()
    })
}

#[component]
fn Versions(id: AgreementId, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let rows = Memo::new(move |_| stages(desk, id));
    // Changed terms of a settled version become the next one.
    let next = Memo::new(move |_| {
        let version = newest(desk, Some(id))?;
        let last = rows.with(|r| r.last().map(|(n, ..)| *n))?;
        let same = version.status == Status::Draft || written.with(|w| version.same_terms(&w.terms));
        (!same).then_some(last + 1)
    });
    view! {
        <ol class="versions" tabindex="0" aria-label=say!("agreement.versions")>
            {move || {
                let (all, next) = (rows.get(), next.get());
                let last = all.len();
                all.into_iter().enumerate().map(move |(index, (n, status, in_force, dates, reason))| view! {
                    <li aria-current=(next.is_none() && index + 1 == last).then_some("true")>
                        <b>{say!("agreements.version", n = n)}" "<span class="tag" class:tag-ok=in_force>{status}</span></b>
                        {dates}{(!reason.is_empty()).then(|| view! { <span class="version-why">{reason}</span> })}
                    </li>
                }).collect_view()
            }}
            {move || next.get().map(|n| view! {
                <li aria-current="true"><b>{say!("agreements.version", n = n)}" "<span class="tag tag-accent">{say!("agreement.you_edit")}</span></b>{say!("agreement.not_kept")}</li>
            })}
        </ol>
    }
}
