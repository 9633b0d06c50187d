//! The board: what has been asked of the team, in lanes by stage. Requests, the form for a new one and the
//! form that declines one are shown over it, so that it stays as it was left.

mod card;
mod drag;
mod filter;
mod form;
mod ghost;
mod lane;
mod lift;
mod move_dialog;
mod new_request;
mod order;
mod rows;

use crate::browser::listener::Listener;
use crate::domain::moment::Moment;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::frame::is_typing;
use crate::ui::parts::icon::Icon;
use crate::ui::{Place, go, use_place};
use crate::words::Part;
use leptos::prelude::*;
use order::{BoardState, use_board};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let board = BoardState::start();
    provide_context(board);
    provide_context(form::Form::new());
    new_by_key();
    view! {
        <main id="main" class="board-page" tabindex="-1">
            <filter::Bar/>
            <filter::Filter/>
            <lane::Lanes/>
            <a class="btn btn-main fab only-phone" href=Route::NewRequest.href() aria-label=say!("board.new")>
                <Icon name="plus"/>
            </a>
            <p id="card-keys" hidden>{say!("board.keys")}</p>
            <p class="sr" role="status" aria-live="polite">{move || board.said.get()}</p>
        </main>
        <lift::HintBar/>
        <Over/>
        {move || board.moving.get().map(|id| view! { <move_dialog::MoveDialog id=id/> })}
    }
    .into_any()
}

/// What the address shows over the board.
#[component]
fn Over() -> impl IntoView {
    let (board, place) = (use_board(), use_place());
    let over = Memo::new(move |_| place.get());
    // A card that was asked for while a form stood over the board is shown once the form is gone.
    let waiting = expect_context::<form::Form>().made;
    Effect::new(move |_| {
        if matches!(over.get(), Route::Board)
            && let Some(id) = waiting.get()
        {
            waiting.set(None);
            board.show.set(Some(id));
        }
    });
    move || match over.get() {
        Route::Request(_) => view! { <crate::ui::request::RequestDrawer/> }.into_any(),
        Route::Decline(_) => view! { <crate::ui::request::DeclineDialog/> }.into_any(),
        Route::NewRequest => view! { <new_request::NewRequestDialog/> }.into_any(),
        _ => ().into_any(),
    }
}

/// The key N opens the form for a new request, where nothing is typed and nothing stands over the board.
/// A single key may be in somebody's way (speech input): the device's setting `keys` = `off` stops it.
fn new_by_key() {
    let (place, desk): (Place, _) = (use_place(), use_desk());
    let board = use_board();
    let listener = Listener::window("keydown", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::KeyboardEvent>() else { return };
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        let free = place.0.with_untracked(|route| *route == Route::Board)
            && board.moving.with_untracked(Option::is_none)
            && board.held.with_untracked(Option::is_none);
        if event.key().eq_ignore_ascii_case("n")
            && !modified
            && free
            && !is_typing(&event)
            && desk.here().get("keys").as_deref() != Some("off")
        {
            event.prevent_default();
            go(&Route::NewRequest);
        }
    });
    let kept = StoredValue::new_local(Some(listener));
    on_cleanup(move || kept.set_value(None));
}

/// A sentence in pieces, its strong words in bold.
fn strong(parts: Vec<Part>) -> impl IntoView {
    parts
        .into_iter()
        .map(|part| match part {
            Part::Strong(text) => view! { <b>{text}</b> }.into_any(),
            Part::Plain(text) | Part::Slot(text) => text.into_any(),
        })
        .collect_view()
}

/// The team's zone, covering these moments; UTC where this browser does not know it.
fn team_zone(ledger: &Ledger, from: Moment, to: Moment) -> Arc<ZoneTable> {
    let name = ledger.desk().team().zone.as_deref().unwrap_or("UTC");
    ledger.ports().zones.table(name, from, to).unwrap_or_else(|| Arc::new(ZoneTable::utc()))
}
