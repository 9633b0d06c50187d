//! How far a sheet is: the meter, and the dimensions as a way to each of them.

use super::{dimension_name, name_of, run};
use crate::domain::ident::RunId;
use crate::domain::sheets::{page_count, page_dimension, page_items};
use crate::domain::survey::instrument::{Form, ItemId};
use crate::domain::survey::{Progress, Sheet, progress};
use crate::route::Route;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// One sheet of a run, to ask how far it is.
#[derive(Clone, Copy)]
pub struct Far {
    /// The run.
    pub run: RunId,
    /// The sheet.
    pub sheet: StoredValue<Arc<str>>,
    /// What the run asks.
    pub form: Form,
}

impl Far {
    fn of(&self, desk: Desk, count: impl FnOnce(&Sheet) -> Progress) -> Progress {
        let found = run(desk, self.run, |r| {
            let empty = Sheet::new();
            self.sheet.with_value(|name| count(r.sheets.get(name).map_or(&empty, |sheet| &sheet.answers)))
        });
        found.unwrap_or_default()
    }

    /// How far it is as a whole: scored items only, as the form counts them.
    pub fn all(&self, desk: Desk) -> Progress {
        self.of(desk, |sheet| progress(sheet, self.form.items()))
    }

    /// How far a page is.
    pub fn page(&self, desk: Desk, page: u8) -> Progress {
        self.of(desk, |sheet| progress(sheet, page_items(self.form, page).into_iter()))
    }

    /// Items of a page that are still open.
    pub fn open(&self, desk: Desk, page: u8) -> usize {
        let far = self.page(desk, page);
        far.total.saturating_sub(far.done)
    }

    /// True when an item is dealt with; for event handlers and while a page is set up.
    pub fn has(&self, desk: Desk, item: ItemId) -> bool {
        desk.peek(|ledger| {
            let sheets = ledger.desk().run(self.run).map(|r| &r.sheets);
            self.sheet.with_value(|name| {
                sheets.and_then(|s| s.get(name)).is_some_and(|sheet| sheet.answers.contains_key(&item))
            })
        })
    }
}

/// The meter with its number.
#[component]
pub fn Meter(far: Far) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| far.all(desk));
    let text = move || say!("answer.progress", done = all.get().done, total = all.get().total);
    let label = move || say!("answer.progress_label", done = all.get().done, total = all.get().total);
    view! {
        <progress class="progress" value=move || all.get().done max=move || all.get().total aria-label=label></progress>
        <span class="small soft">{text}</span>
    }
}

/// The pages at the side of a wide screen.
#[component]
pub fn Side(far: Far, page: u8) -> impl IntoView {
    let desk = use_desk();
    let name = move || run(desk, far.run, name_of).unwrap_or_default();
    view! {
        <nav class="ask-side" aria-label=say!("answer.dimensions")>
            <div class="stack stack-2"><b>{name}</b><Meter far=far/></div>
            <ol class="dims">
                {(0..page_count(far.form)).map(|at| view! { <Stop far=far at=at here=at == page/> }).collect_view()}
            </ol>
            <p class="small muted">{say!("survey.note_strong")}" "{say!("survey.note")}</p>
        </nav>
    }
}

#[component]
fn Stop(far: Far, at: u8, here: bool) -> impl IntoView {
    let desk = use_desk();
    let dimension = page_dimension(at);
    let name = dimension.map_or_else(|| say!("answer.conditions_nav").to_owned(), dimension_name);
    let number = dimension.map(|d| d.number().to_string());
    let count = Memo::new(move |_| far.page(desk, at));
    view! {
        <li><a href=Route::Answer(far.run, at).href() aria-current=here.then_some("step")>
            <span>{number}</span><span>{name}</span>
            {move || {
                let count = count.get();
                if count.done == count.total {
                    view! { <span class="count"><Icon name="check"/><span class="sr">{say!("answer.all_done")}</span></span> }.into_any()
                } else {
                    view! { <span class="count">{say!("answer.count", done = count.done, total = count.total)}</span> }.into_any()
                }
            }}
        </a></li>
    }
}
