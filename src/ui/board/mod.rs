//! The board: what has been asked of the team, in lanes by stage. Requests, the form for a new one and the
//! form that declines one are shown over it, so that it stays as it was left.

mod bar;
mod card;
mod columns;
mod drag;
mod due;
mod filter;
mod form;
mod form_asked;
mod ghost;
mod given;
mod lane;
mod lift;
mod month;
mod move_dialog;
mod new_request;
mod order;
mod pick;
mod quick;
mod rows;
mod search;
mod sight;
mod swim;
mod table;
mod views;
mod window;

use crate::browser::page;
use crate::domain::moment::Moment;
use crate::domain::sieve::Form;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::strong::strong;
use crate::ui::typing;
use crate::ui::use_place;
use crate::ui::{go, later};
pub use card::face_of;
pub use filter::labels_of;
pub use given::FromLink;
use leptos::prelude::*;
pub use new_request::NewRequestDialog;
use order::{BoardState, use_board};
use std::sync::Arc;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let (board, desk) = (BoardState::start(), use_desk());
    provide_context(board);
    let heard = StoredValue::new_local(page::on_paper(move |on| {
        board.on_paper.try_set(on);
    }));
    on_cleanup(move || drop(heard.try_update_value(std::mem::take)));
    provide_context(typing::outlive("new request", form::Form::new));
    let form = Memo::new(move |_| board.view.with(|view| view.form));
    view! {
        <main id="main" class="board-page" tabindex="-1">
            <bar::Bar/>
            <filter::Filter/>
            {move || match form.get() {
                Form::Board => view! { <lane::Lanes/> }.into_any(),
                Form::Table => view! { <table::Table/> }.into_any(),
                Form::Calendar => view! { <month::Month/> }.into_any(),
            }}
            <a class="btn btn-main fab only-phone" href=Route::NewRequest.href() aria-label=say!("board.new")>
                <Icon name="plus"/>
            </a>
            <p id="card-keys" hidden>{say!("board.keys")}</p>
            <p class="sr" role="status" aria-live="polite">{move || board.said.get()}</p>
        </main>
        <lift::HintBar/>
        <pick::BulkBar/>
        <Over/>
        {move || board.moving.get().map(|id| view! { <move_dialog::MoveDialog id=id/> })}
        {move || board.passing.get().map(|_| later::over(desk, later::go_first, move || board.passing.set(None)))}
    }
    .into_any()
}

/// Asks why a card that was put down goes before others; left without a reason, it is where it was.
#[component]
pub fn GoFirst() -> impl IntoView {
    let board = use_board();
    board.passing.get_untracked().map(|(id, how)| {
        let close = Callback::new(move |()| {
            board.passing.set(None);
            board.show.set(Some(id));
        });
        view! { <crate::ui::request::GoFirstDialog id=id how=how close=close/> }
    })
}

/// What the address shows over the board.
#[component]
fn Over() -> impl IntoView {
    let (board, desk, place) = (use_board(), use_desk(), use_place());
    let over = Memo::new(move |_| place.get());
    // A card that was asked for while a form stood over the board is shown once the form is gone.
    let waiting = expect_context::<form::Form>().made;
    Effect::new(move |_| {
        if over.get().view().is_some()
            && let Some(id) = waiting.get()
        {
            waiting.set(None);
            board.show.set(Some(id));
        }
    });
    move || {
        let part = match over.get() {
            Route::Request(_) => later::request,
            Route::Decline(_) => later::decline,
            Route::NewRequest => later::new_request,
            Route::Given(_) => later::given,
            _ => return ().into_any(),
        };
        later::over(desk, part, move || go(&place.board()))
    }
}

/// The team's zone, covering these moments; UTC where this browser does not know it.
fn team_zone(ledger: &Ledger, from: Moment, to: Moment) -> Arc<ZoneTable> {
    let name = ledger.desk().team().zone.as_deref().unwrap_or("UTC");
    ledger.ports().zones.table(name, from, to).unwrap_or_else(|| Arc::new(ZoneTable::utc()))
}
