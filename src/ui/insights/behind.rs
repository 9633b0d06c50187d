//! The requests behind a number.

use super::Chosen;
use crate::domain::ident::RequestId;
use crate::route::Route;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::words::say;
use leptos::prelude::*;

/// How many are listed at once.
const STEP: usize = 100;

/// The list over the page.
#[component]
pub fn Behind(chosen: Chosen, on_close: Callback<()>) -> impl IntoView {
    view! {
        <Dialog title=chosen.title class="dialog-wide" on_close=on_close>
            <div class="dialog-body">
                <List heading=say!("insights.behind_late") ids=chosen.breached/>
                <List heading=say!("insights.behind_met") ids=chosen.met/>
            </div>
        </Dialog>
    }
}

#[component]
fn List(heading: &'static str, ids: Vec<RequestId>) -> impl IntoView {
    let desk = use_desk();
    let total = ids.len();
    let shown = RwSignal::new(STEP);
    let lines = move || ids.iter().take(shown.get()).filter_map(|id| line(desk, *id)).collect_view();
    view! {
        <section class="stack">
            <h3>{heading}" "<span class="count">{total}</span></h3>
            {(total == 0).then(|| view! { <p class="muted">{say!("insights.behind_none")}</p> })}
            <ul class="stack stack-2">{lines}</ul>
            <Show when=move || { total > shown.get() }>
                <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += STEP)>{move || say!("insights.more", n = total - shown.get())}</button></div>
            </Show>
        </section>
    }
}

fn line(desk: Desk, id: RequestId) -> Option<impl IntoView> {
    let (reference, title) = desk.peek(|l| {
        let request = l.desk().request(id)?;
        Some((request.reference.to_string(), request.title.as_ref().map(|t| t.to_string()).unwrap_or_default()))
    })?;
    Some(view! { <li><a href=Route::Request(id).href()>{reference}</a>" "<span class="soft">{title}</span></li> })
}
