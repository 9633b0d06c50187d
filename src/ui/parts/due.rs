//! Recurring requests that are due: said where the team looks, put on the board by one press.

use super::icon::Icon;
use crate::browser::page;
use crate::domain::edit::Edit;
use crate::domain::template::{due, untried};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Today where the team works.
pub fn today(ledger: &Ledger) -> NaiveDate {
    let (now, here) = (ledger.now(), ledger.ports().zones.here());
    let zone = ledger.desk().team().zone.as_deref().unwrap_or(&here);
    let table = ledger.ports().zones.table(zone, now, now);
    table.unwrap_or_else(|| std::sync::Arc::new(crate::domain::zone::ZoneTable::utc())).to_local(now).date()
}

/// Puts on the board what is due, by itself, with a notice that can take it back. Not in the sample, which stands as it
/// is told, and not before everything stored has been read: what was made once is not made again.
#[component]
pub fn Recurring() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let wanted = Memo::new(move |_| {
        now.get();
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |ledger| match ledger.awaited() > 0 || ledger.desk().team().sample {
            true => Vec::new(),
            false => untried(ledger.desk(), today(ledger)),
        })
    });
    Effect::new(move |_| {
        let dues = wanted.get();
        // Of several tabs the one that is looked at: its person reads the notice.
        if !dues.is_empty() && !page::is_hidden() {
            // What is refused stays offered on the board, with why.
            let _ = desk.attempt(Edit::MakeDue(dues));
        }
    });
}

/// What is due now, and the press that makes it; nothing where nothing is.
#[component]
pub fn DueNow() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let day = Memo::new(move |_| {
        now.get();
        desk.read(Bell::Others, today)
    });
    let all = Memo::new(move |_| {
        desk.listen(Bell::Others);
        let day = day.get();
        desk.read(Bell::Requests, |ledger| due(ledger.desk(), day))
    });
    let names = move || {
        desk.peek(|ledger| {
            let name = |d: &crate::domain::template::Due| {
                ledger.desk().service(d.service)?.templates.get(&d.template).map(|t| t.title.to_string())
            };
            let names: Vec<String> = all.with(|all| all.iter().filter_map(name).collect());
            crate::words::locale().list(&names)
        })
    };
    let make = move |_| {
        desk.act(Edit::MakeDue(all.get_untracked()));
    };
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    move || {
        some.get().then(|| view! {
            <div class="note note-info">
                <Icon name="redo"/>
                <p class="grow">{move || say!("due.now", n = all.with(Vec::len), names = names())}</p>
                <div class="actions"><button class="btn" type="button" on:click=make>{say!("due.make")}</button></div>
            </div>
        })
    }
}
