//! One version of an agreement, to read, to print and to keep: its page, and what differs from the version before it.

use super::accept::signed_words;
use super::counter::told;
use super::exports::Exports;
use super::paper::{Paper, Sheet};
use super::versions::{change_words, names, stages};
use super::{strong, team_name};
use crate::browser::page;
use crate::domain::agreement::Side;
use crate::domain::ident::AgreementId;
use crate::domain::reviewed::review_of;
use crate::domain::text::Name;
use crate::domain::versions::difference;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{Part, say};
use leptos::prelude::*;

/// The page of a version as it is stored.
pub fn stored_sheet(ledger: &Ledger, id: AgreementId, number: u32) -> Option<Sheet> {
    let desk = ledger.desk();
    let agreement = desk.agreement(id)?;
    let version = agreement.versions.get(&number)?;
    let stage = stages(ledger, id).into_iter().find(|stage| stage.number == number)?;
    let (client, service) = names(ledger, &version.scope);
    let client = client.unwrap_or_else(|| say!("paper.everybody").to_owned());
    let counters = told(ledger, id, &client, Some(number));
    Some(Sheet {
        terms: version.clone(),
        client,
        service: service.unwrap_or_default(),
        version: number,
        status: stage.status,
        dates: stage.dates,
        authors: stage.authors,
        code: stage.code,
        counters,
        open: version.is_open().then_some(version.status),
        signed: [Side::Provider, Side::Client].map(|side| signed_words(desk, version, side)),
        review: review_of(agreement, version, ledger.now()),
    })
}

/// What a version changed.
#[derive(Clone, PartialEq, Default)]
struct Changes {
    /// The number of the version before it.
    before: u32,
    lines: Vec<Vec<Part>>,
}

fn changes(ledger: &Ledger, id: AgreementId, number: u32) -> Option<Changes> {
    let versions = &ledger.desk().agreement(id)?.versions;
    let (before, old) = versions.range(..number).next_back()?;
    let lines = difference(old, versions.get(&number)?);
    Some(Changes {
        before: *before,
        lines: lines.iter().map(|change| change_words(ledger, change)).collect(),
    })
}

/// The page of one version.
#[component]
pub fn VersionPage(id: AgreementId, number: u32) -> impl IntoView {
    let desk = use_desk();
    let sheet =
        Memo::new(move |_| desk.read(Bell::Others, |l| stored_sheet(l, id, number)).unwrap_or_default());
    let changes = Memo::new(move |_| desk.read(Bell::Others, |l| changes(l, id, number)));
    let name = desk.peek(|l| {
        let name = l.desk().agreement(id).and_then(|agreement| agreement.name.as_ref());
        name.map(Name::to_string).unwrap_or_default()
    });
    let team = desk.peek(team_name);
    let file = Signal::derive(move || {
        sheet.with(|s| [&s.client, " ", &say!("agreements.version", n = s.version)].concat())
    });
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div>
                    <p class="way way-big"><b>{team}</b>" "<span>{say!("way.to")}</span>" "<b>{move || sheet.with(|s| s.client.clone())}</b></p>
                    <h1 tabindex="-1">{say!("version.title", name = name, n = number)}</h1>
                    <p class="sub"><a href=Route::Agreement(id).href()>{say!("version.back")}</a></p>
                </div>
                <div class="actions"><Exports name=file review=Signal::stored(None) talks=Signal::stored(None)/><button class="btn" type="button" on:click=move |_| { page::print(); }><Icon name="print"/>{say!("button.print")}</button></div>
            </div>
            <div class="cols cols-read">
                <Paper sheet=sheet/>
                <div class="stack stack-5">
                    {move || changes.get().map(|changes| view! {
                        <section class="box stack" aria-labelledby="changed">
                            <h2 id="changed">{say!("version.changes", n = changes.lines.len(), before = changes.before)}</h2>
                            <ul class="stack stack-2 changes">{changes.lines.into_iter().map(|parts| view! { <li>{strong(parts)}</li> }).collect_view()}</ul>
                        </section>
                    })}
                </div>
            </div>
        </main>
    }
}
