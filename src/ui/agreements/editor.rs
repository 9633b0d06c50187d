//! One agreement: left as both sides read it, right what it is made of.

use super::accept::Accepting;
use super::counter::Countering;
use super::counting::CountingBox;
use super::duties::{Duties, Pauses};
use super::example::Example;
use super::exports::Exports;
use super::form::{Form, Written};
use super::kept::KeptBox;
use super::look::{Look, look_at};
use super::measures::Measures;
use super::more::Around;
use super::paper::{Paper, Sheet};
use super::scope::{Basics, Expects, OpeningHours};
use super::settle::Settle;
use super::targets::Targets;
use super::template::Begin;
use super::trial::{Trial, TrialBox};
use super::version::{VersionPage, stored_sheet};
use super::versions::{Elsewhere, Versions};
use super::{status_word, team_name};
use crate::browser::page;
use crate::domain::agreement::Status;
use crate::domain::ident::{AgreementId, Subject};
use crate::domain::reviewed::review_of;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::say;
use leptos::prelude::*;

/// The editor of the agreement the address names, or of a new one; or one of its versions, to read.
#[component]
pub fn Editor() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let shown = Memo::new(move |_| match place.get() {
        Route::Agreement(id) => (Some(id), None),
        Route::Version(id, number) => (Some(id), Some(number)),
        _ => (None, None),
    });
    // Opened anew when what is stored is to be shown again.
    let again = RwSignal::new(0u32);
    move || {
        let (id, number) = shown.get();
        again.track();
        let is = |id| desk.peek(|l| l.desk().is_live(Subject::Agreement(id)));
        match (id, number) {
            (Some(id), Some(number)) if desk.peek(|l| has_version(l, id, number)) => {
                view! { <VersionPage id=id number=number/> }.into_any()
            }
            (id, None) if id.is_none_or(is) => view! { <Writing id=id again=again/> }.into_any(),
            _ => view! {
                <main id="main" class="page" tabindex="-1"><h1 tabindex="-1">{say!("agreement.gone")}</h1>
                    <p><a class="btn" href=Route::Agreements.href()>{say!("agreement.back")}</a></p></main>
            }
            .into_any(),
        }
    }
}

fn has_version(ledger: &Ledger, id: AgreementId, number: u32) -> bool {
    ledger.desk().agreement(id).is_some_and(|agreement| agreement.versions.contains_key(&number))
}

/// The page of what is written: the newest version as long as no term differs, otherwise the next one.
fn sheet(ledger: &Ledger, form: Form, id: Option<AgreementId>, written: &Written) -> Sheet {
    let agreement = id.and_then(|id| Some((id, ledger.desk().agreement(id)?)));
    let newest = agreement.and_then(|(id, agreement)| Some((id, agreement, agreement.newest()?)));
    let same = newest.filter(|(.., (_, version))| version.same_terms(&written.terms));
    if let Some((id, agreement, (number, version))) = same {
        // A reason that is being written stands on the page at once.
        let mut sheet = stored_sheet(ledger, id, number).unwrap_or_default();
        if !written.terms.reason.is_empty() {
            sheet.terms.reason = written.terms.reason.clone();
        }
        sheet.review = review_of(agreement, version, ledger.now());
        return sheet;
    }
    let number = match newest {
        Some((.., (number, version))) if version.is_open() || version.is_coming(ledger.now()) => number,
        Some((_, agreement, _)) => agreement.next_number(),
        None => 1,
    };
    Sheet {
        terms: written.terms.clone(),
        client: form.client_words(),
        service: form.services.words(),
        version: number,
        status: status_word(Status::Draft),
        dates: say!("agreement.not_kept").to_owned(),
        counters: Vec::new(),
        authors: String::new(),
        code: String::new(),
        open: Some(Status::Draft),
        signed: [None, None],
        review: written.terms.review,
    }
}

#[component]
fn Writing(id: Option<AgreementId>, again: RwSignal<u32>) -> impl IntoView {
    let desk = use_desk();
    let form = desk.peek(|l| untrack(|| Form::of(l, id)));
    let written = Memo::new(move |_| form.watched(desk));
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
    let team = desk.peek(team_name);
    let client = Signal::derive(move || form.client_words());
    let sheet = Memo::new(move |_| desk.read(Bell::Others, |l| written.with(|w| sheet(l, form, id, w))));
    let review = Signal::derive(move || sheet.with(|s| s.review));
    let talks = super::rhythm::talks(desk, form, id, written, review);
    view! {
        <main id="main" class="page" tabindex="-1" data-form="">
            <div class="page-head">
                <div>
                    <p class="way way-big"><b>{team}</b>" "<span>{say!("way.to")}</span>" "<b>{move || form.client_words()}</b></p>
                    <h1 tabindex="-1">{heading}</h1>
                    <p class="sub"><a href=Route::Agreements.href()>{say!("agreement.back")}</a></p>
                </div>
                <div class="actions"><Exports name=client review=review talks=talks form=form/><button class="btn" type="button" on:click=move |_| { page::print(); }><Icon name="print"/>{say!("button.print")}</button></div>
            </div>
            {id.map(|id| view! { <Elsewhere form=form id=id again=again/><Versions id=id written=written/> })}
            <div class="cols">
                <Paper sheet=sheet/>
                <div class="stack stack-5">
                    <Look found=found/>
                    {id.map(|id| view! { <KeptBox id=id/> })}
                    {id.is_none().then(|| view! { <Begin form=form/> })}
                    <Basics form=form/>
                    <Expects form=form written=written tried=trial.expected found=found/>
                    <Targets form=form written=written kept=trial.tried found=found/>
                    <TrialBox trial=trial/>
                    <OpeningHours form=form found=found/>
                    <Example form=form written=written/>
                    <CountingBox form=form/>
                    <Pauses form=form found=found/>
                    <Duties form=form found=found/>
                    <Measures form=form id=id written=written/>
                    <Around form=form/>
                    {id.map(|id| view! { <Accepting id=id client=client written=written/> })}
                    {id.map(|id| view! { <Countering form=form id=id client=client again=again/> })}
                    <Settle form=form id=id written=written again=again/>
                </div>
            </div>
        </main>
    }
}
