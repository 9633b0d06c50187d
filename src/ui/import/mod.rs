//! Bringing history from a file: what it is, how it is read, what it would bring, taking it in.

mod faults;
pub mod intake;
mod map;
mod meanings;
mod pick;
mod preview;
mod run;
mod work;

use super::desk::{Bell, use_desk};
use super::parts::icon::Icon;
use crate::browser::focus;
use crate::route::Route;
use crate::say;
use crate::store::sheet::{SheetFault, Table};
use crate::ui::data::restore::RestoreFile;
use crate::ui::parts::drop::{DropPlace, ReadFile};
use crate::ui::settings::nav::SettingsNav;
use crate::ui::start::form::SetUpForm;
use leptos::prelude::*;
use map::MapBox;
use meanings::MeaningsBox;
use preview::PreviewBox;
use run::{Phase, RunBox};
use std::cell::Cell;
use work::Work;

thread_local! {
    /// The file that was chosen before there was a desk: the screen may be made anew once there is one.
    static WAITING: Cell<Option<ReadFile>> = const { Cell::new(None) };
}

/// Import.
#[component]
pub fn Import() -> impl IntoView {
    let file = RwSignal::new(WAITING.take());
    let read = Callback::new(move |read| {
        file.set(Some(read));
        focus::focus_first_soon("#file-head");
    });
    let close = Callback::new(move |()| file.set(None));
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head"><div><h1 tabindex="-1">{say!("import.title")}</h1><p class="sub">{say!("import.lede")}</p></div></div>
            <SettingsNav/>
            <DropPlace on_read=read text=say!("import.drop") paste=true/>
            {move || file.get().map(|file| view! { <Opened file=file on_close=close/> })}
            <p class="small"><a href=Route::Data.href()>{say!("import.to_data")}</a></p>
        </main>
    }
}

/// A file that was read: one of Inhouse's own, a table, or neither.
#[component]
fn Opened(file: ReadFile, on_close: Callback<()>) -> impl IntoView {
    if file.text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return view! {
            <section class="box stack" aria-labelledby="file-head">
                <h2 id="file-head" tabindex="-1">{file.name.clone()}</h2>
                <RestoreFile file=file on_close=on_close/>
            </section>
        }
        .into_any();
    }
    match Table::parse(&file.text) {
        Ok(table) => view! { <Sheet file=file table=table/> }.into_any(),
        Err(fault) => view! {
            <div class="note note-late" role="alert">
                <Icon name="late"/>
                <div><p><b id="file-head" tabindex="-1">{say!("import.unread", name = file.name)}</b></p><p>{sheet_fault(fault)}</p></div>
            </div>
        }
        .into_any(),
    }
}

/// A table, once there is a desk to bring it to.
#[component]
fn Sheet(file: ReadFile, table: Table) -> impl IntoView {
    let desk = use_desk();
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    let kept = StoredValue::new((file, table));
    let done = Callback::new(move |()| {
        WAITING.set(Some(kept.with_value(|(file, _)| file.clone())));
        focus::focus_first_soon("#file-head");
    });
    move || {
        let (name, table) = kept.with_value(|(file, table)| (file.name.clone(), table.clone()));
        if set_up.get() {
            WAITING.set(None);
            let work = Work::begin(desk, name, table);
            return view! { <Reading work=work/> }.into_any();
        }
        view! {
            <section class="box" aria-labelledby="file-head">
                <div class="box-head"><div>
                    <h2 id="file-head" tabindex="-1">{say!("import.first_desk")}</h2>
                    <p>{say!("import.first_desk_text", name = name, n = table.len())}</p>
                </div></div>
                <SetUpForm on_done=done/>
            </section>
        }
        .into_any()
    }
}

/// How it is read, what that brings, and taking it in.
#[component]
fn Reading(work: Work) -> impl IntoView {
    let desk = use_desk();
    let phase = RwSignal::new(Phase::Looking);
    let look = Memo::new(move |_| work.look(desk));
    let looking = Memo::new(move |_| matches!(phase.get(), Phase::Looking | Phase::Back(_)));
    let rows = work.table.with_value(Table::len);
    let before = work.remembered.get_value();
    view! {
        <div class="stack stack-5">
            <div>
                <h2 id="file-head" tabindex="-1">{work.name.get_value()}</h2>
                <p class="soft">{say!("import.rows", n = rows)}</p>
                {(!before.is_empty()).then(|| view! { <p class="soft">{say!("import.as_before", name = before)}</p> })}
            </div>
            {move || looking.get().then(|| view! {
                <MapBox work=work/>
                <MeaningsBox work=work look=look/>
                <PreviewBox work=work look=look/>
            })}
            <RunBox work=work look=look phase=phase/>
        </div>
    }
}

/// Why a text is not a table.
fn sheet_fault(fault: SheetFault) -> &'static str {
    match fault {
        SheetFault::Empty => say!("import.sheet_empty"),
        SheetFault::NotText => say!("file.not_text"),
        SheetFault::OneColumn => say!("import.sheet_one_column"),
        SheetFault::NoRows => say!("import.sheet_no_rows"),
    }
}
