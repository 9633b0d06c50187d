//! Moving by the keys: Space lifts the focused card, the arrows carry it, Enter or Space drops it, Esc puts
//! it back. The card stays where it is until it is dropped, so that it keeps the focus; a gap shows where it
//! would go, and every step is said in one polite live region. Nothing lifted, up and down go from card to
//! card.

use super::order::{BoardState, Held, reference, use_board};
use super::pick;
use crate::browser::focus;
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::say;
use crate::ui::desk::{Desk, use_desk};
use crate::words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// What a key on a card's link does.
pub fn on_key(event: &KeyboardEvent, board: BoardState, desk: Desk, id: RequestId) {
    let held = board.held.get_untracked().filter(|held| held.id == id && held.by_keys);
    if held.is_none() && pick::on_key(event, board, id) {
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let (back, on) =
        if words::direction() == "rtl" { ("ArrowRight", "ArrowLeft") } else { ("ArrowLeft", "ArrowRight") };
    let key = event.key();
    match (held, key.as_str()) {
        (None, " ") => lift(board, desk, id),
        (None, "ArrowUp") => neighbour(event, board, false),
        (None, "ArrowDown") => neighbour(event, board, true),
        (Some(_), " " | "Enter") => board.drop_held(desk),
        (Some(_), "Escape") => board.put_back(desk),
        (Some(held), "ArrowUp") => carry(board, held, false),
        (Some(held), "ArrowDown") => carry(board, held, true),
        (Some(held), key) if key == back => cross(board, held, false),
        (Some(held), key) if key == on => cross(board, held, true),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn lift(board: BoardState, desk: Desk, id: RequestId) {
    let Some(column) = board.column_now(id) else { return };
    let (others, own) = board.others(column, id);
    let place = own.unwrap_or(others.len());
    board.held.set(Some(Held { id, by_keys: true, column, place }));
    let (name, lane) = (reference(desk, id), board.lane_name_now(column));
    board.said.set(if board.has_places(column) {
        say!("move.lifted", name = name, lane = lane, n = place + 1, all = others.len() + 1)
    } else {
        say!("move.lifted_due", name = name, lane = lane)
    });
}

/// One place up or down.
fn carry(board: BoardState, held: Held, down: bool) {
    let others = board.others(held.column, held.id).0.len();
    let place = if down { (held.place + 1).min(others) } else { held.place.saturating_sub(1) };
    set(board, Held { place, ..held }, others);
}

/// One lane on or back.
fn cross(board: BoardState, held: Held, on: bool) {
    // The lanes as they stand there: the team orders its columns.
    let lanes = board.lanes_now();
    let here = lanes.iter().position(|column| *column == held.column).unwrap_or(0);
    let next = if on { Some(here + 1) } else { here.checked_sub(1) };
    let column = next.and_then(|at| lanes.get(at)).copied().unwrap_or(held.column);
    let others = board.others(column, held.id).0.len();
    set(board, Held { column, place: held.place.min(others), ..held }, others);
}

fn set(board: BoardState, held: Held, others: usize) {
    board.held.set(Some(held));
    let lane = board.lane_name_now(held.column);
    board.said.set(if held.column == Stage::Declined {
        say!("move.to_declined", lane = lane)
    } else {
        let place = |lane: String| say!("move.place", lane = lane, n = held.place + 1, all = others + 1);
        board.no_place(held.column, lane.clone()).unwrap_or_else(|| place(lane))
    });
    focus::scroll_soon("card-slot");
}

/// The next card of the lane, or the one before.
fn neighbour(event: &KeyboardEvent, board: BoardState, down: bool) {
    let here = event.current_target().and_then(|t| t.dyn_into::<Element>().ok());
    let row = here.and_then(|link| link.closest(".card").ok().flatten());
    let step = |row: &Element| if down { row.next_element_sibling() } else { row.previous_element_sibling() };
    let mut next = row.as_ref().and_then(step);
    while let Some(row) = next {
        if let Ok(Some(link)) = row.query_selector(".card-title") {
            focus::focus(&link);
            let id = row.get_attribute("data-id").and_then(|id| id.parse().ok());
            if let Some(id) = id.filter(|_| event.shift_key()) {
                pick::take_in(board, id);
            }
            return;
        }
        next = step(&row);
    }
}

/// Which keys work while a card is lifted.
#[component]
pub fn HintBar() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    // The arrows up and down do something only where a place is chosen.
    let lifted = Memo::new(move |_| {
        board.view.track();
        board.held.get().filter(|held| held.by_keys).map(|held| (held.id, board.has_places(held.column)))
    });
    move || {
        lifted.get().map(|(id, places)| {
            view! {
                <div class="hintbar" aria-hidden="true">
                    <b>{say!("move.hint", name = reference(desk, id))}</b>
                    <span><kbd>"←"</kbd><kbd>"→"</kbd>{say!("move.hint_lane")}</span>
                    {places.then(|| view! { <span><kbd>"↑"</kbd><kbd>"↓"</kbd>{say!("move.hint_place")}</span> })}
                    <span><kbd>"Enter"</kbd>{say!("move.hint_drop")}</span>
                    <span><kbd>"Esc"</kbd>{say!("move.hint_back")}</span>
                </div>
            }
        })
    }
}
