//! The cards of a lane: all of them, or of many those near what is in sight ([`super::window`]).

use super::card::Card;
use super::filter::clear_button;
use super::order::{card_id, use_board};
use super::window::{Heights, ON_PAPER, Place, Reach, Window};
use crate::browser::{focus, pace, page};
use crate::domain::columns::Column;
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::say;
use crate::ui::parts::icon::Icon;
use crate::words::say_parts;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The window is looked at again when the list has been scrolled this far.
const STEP: f64 = 300.0;
/// What a list takes of the page's height, about: a guess until it is there.
const LISTS: f64 = 0.6;

/// The cards of one lane.
#[component]
pub fn Rows(
    /// The lane.
    column: Column,
    /// The band, where the lanes are split.
    band: Option<usize>,
) -> impl IntoView {
    let board = use_board();
    let ids = Memo::new(move |_| board.sight.with(|sight| sight.part(column, band)));
    let list = NodeRef::<html::Ul>::new();
    let heights = StoredValue::new(Heights::default());
    let reach = if band.is_some() { Reach::OF_BAND } else { Reach::WHOLE };
    let place = RwSignal::new(Place {
        top: 0.0,
        view: page::height() * LISTS,
        scrolled: false,
        asked: board.asked.get_untracked(),
        measured: 0,
    });
    // Who carries a card by the keys has the focus on it: it would be put back if it left the page.
    let held = Memo::new(move |_| board.held.get().filter(|held| held.by_keys).map(|held| held.id));
    let window = Memo::new(move |_| {
        let (place, held) = (place.get().of(board.asked.get()), held.get());
        if board.on_paper.get() {
            return ids.with(|ids| Window::on_paper(ids));
        }
        ids.with(|ids| {
            let held = held.and_then(|held| ids.iter().position(|id| *id == held));
            heights.with_value(|heights| heights.window(ids, reach, place, held))
        })
    });
    begin_at_the_top(list, place);
    measure(list, window, heights, place);
    follow(column, ids, list, window, heights, place);
    let spacer = move |height: f64| {
        (height > 0.5).then(|| {
            let height = [&(height.round() as i64).to_string(), "px"].concat();
            view! { <li class="lane-space" aria-hidden="true" style:height=height></li> }
        })
    };
    view! {
        <ul class="lane-cards" node_ref=list on:scroll:target=move |ev| look(&ev.target(), place, true)
            aria-label=move || board.lane_name(column)>
            {move || spacer(window.with(|w| w.above))}
            <For each=move || window.with(|w| w.ids.clone()) key=|id| id.0.0 let(id)>
                <SlotBefore column=column band=band before=Some(id)/>
                <Card id=id place=Memo::new(move |_| window.with(|w| place_in(w, id)))/>
            </For>
            <SlotBefore column=column band=band before=None/>
            {move || spacer(window.with(|w| w.below))}
            {move || more_on_paper(board.on_paper.get(), ids.with(|ids| ids.len()), ON_PAPER).map(|words| view! { <li class="muted small">{words}</li> })}
            {band.is_none().then(|| view! { <Empty column=column ids=ids/> })}
        </ul>
    }
}

fn place_in(window: &Window, id: RequestId) -> Option<(usize, usize)> {
    let of = window.of?;
    let at = window.ids.iter().position(|other| *other == id)?;
    Some((window.first + at + 1, of))
}

/// What stands below the last that is drawn on paper, where there are more.
pub fn more_on_paper(on_paper: bool, all: usize, drawn: usize) -> Option<String> {
    let more = all.checked_sub(drawn).filter(|more| on_paper && *more > 0)?;
    Some(say!("board.more_on_paper", n = more))
}

/// Looks where the list is scrolled to; the window changes only after a whole step.
fn look(list: &HtmlElement, place: RwSignal<Place>, scrolled: bool) {
    let top = (f64::from(list.scroll_top()) / STEP).floor() * STEP;
    let view = f64::from(list.client_height()).max(300.0);
    let Some(old) = place.try_get_untracked() else { return };
    let new = Place { top, view, scrolled: old.scrolled || (scrolled && list.scroll_top() > 0), ..old };
    if new != old {
        place.try_set(new);
    }
}

/// What is found for something else is shown from its first card on, however far the list was scrolled.
fn begin_at_the_top(list: NodeRef<html::Ul>, place: RwSignal<Place>) {
    let board = use_board();
    Effect::new(move |before: Option<u32>| {
        let asked = board.asked.get();
        if before.is_some_and(|before| before != asked) {
            let old = place.get_untracked();
            if let Some(list) = list.get_untracked().filter(|_| old.scrolled) {
                list.set_scroll_top(0);
            }
            place.set(old.of(asked));
        }
        asked
    });
}

/// Measures the cards of a windowed list after they are drawn.
fn measure(
    list: NodeRef<html::Ul>,
    window: Memo<Window>,
    heights: StoredValue<Heights>,
    place: RwSignal<Place>,
) {
    let board = use_board();
    Effect::new(move |_| {
        let ids = window.with(|w| w.of.map(|_| w.ids.clone()));
        // A gap between two cards would be taken for a part of one of them.
        if let Some(ids) = ids.filter(|_| board.slot.with_untracked(Option::is_none)) {
            pace::after_frame(move || {
                if let Some(list) = list.try_get_untracked().flatten() {
                    measure_now(&list, &ids, heights, place);
                }
            });
        }
    });
}

fn measure_now(list: &HtmlElement, ids: &[RequestId], heights: StoredValue<Heights>, place: RwSignal<Place>) {
    look(list, place, false);
    let Ok(rows) = list.query_selector_all(":scope > .card") else { return };
    let row = |at: u32| rows.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let first_time = heights.try_with_value(|h| h.usual.is_none()).unwrap_or(false);
    for (at, id) in (0..).zip(ids) {
        let (Some(this), Some(next)) = (row(at), row(at + 1)) else { break };
        let height = f64::from(next.offset_top() - this.offset_top());
        heights.try_update_value(|h| h.note(*id, height));
    }
    if first_time && !ids.is_empty() {
        heights.try_update_value(Heights::settle);
        place.try_update(|p| p.measured += 1);
    }
}

/// Brings a card that is to be shown, or the gap of a lifted one, into the window.
fn follow(
    column: Column,
    ids: Memo<Arc<[RequestId]>>,
    list: NodeRef<html::Ul>,
    window: Memo<Window>,
    heights: StoredValue<Heights>,
    place: RwSignal<Place>,
) {
    let board = use_board();
    let bring = move |id: RequestId| {
        let Some(at) = ids.with_untracked(|ids| ids.iter().position(|other| *other == id)) else {
            return false;
        };
        let inside = window.with_untracked(|w| w.of.is_none() || w.ids.contains(&id));
        if let Some(list) = list.get_untracked().filter(|_| !inside) {
            let top = ids.with_untracked(|ids| heights.with_value(|h| h.above(ids, at)));
            list.set_scroll_top(top as i32 - list.client_height() / 3);
            look(&list, place, true);
        }
        true
    };
    Effect::new(move |_| {
        if let Some(id) = board.show.get()
            && bring(id)
        {
            board.show.set(None);
            focus::focus_soon(&card_id(id));
        }
    });
    Effect::new(move |_| {
        let here = board.slot.with(|s| s.as_ref().filter(|s| s.column == column).map(|s| s.before));
        let held = board.held.get_untracked().filter(|held| held.by_keys);
        if let (Some(before), Some(held)) = (here, held) {
            // Where a deadline gives the place, the gap at the top is none to go to from where the card stands.
            if !board.has_places(column) && ids.with_untracked(|ids| ids.contains(&held.id)) {
                return;
            }
            // The gap at the end stands behind the last card.
            if let Some(id) = before.or_else(|| ids.with_untracked(|ids| ids.last().copied())) {
                bring(id);
            }
        }
    });
}

/// The gap that a held card would fill, where it stands before this card.
#[component]
fn SlotBefore(column: Column, band: Option<usize>, before: Option<RequestId>) -> impl IntoView {
    let board = use_board();
    let text = Memo::new(move |_| {
        board.slot.with(|slot| {
            let here = slot
                .as_ref()
                .filter(|slot| slot.column == column && slot.before == before && slot.band == band);
            here.map(|slot| slot.text.clone())
        })
    });
    move || {
        text.get().map(|text| view! { <li class="card-slot" id="card-slot" aria-hidden="true">{text}</li> })
    }
}

/// What a lane says when it shows nothing: what it is for, and the next step.
#[component]
fn Empty(column: Column, ids: Memo<Arc<[RequestId]>>) -> impl IntoView {
    let board = use_board();
    let state = Memo::new(move |_| {
        let is_empty = ids.with(|ids| ids.is_empty())
            && board.slot.with(|s| s.as_ref().is_none_or(|s| s.column != column));
        is_empty.then(|| {
            let begins = column == Stage::New;
            board.sight.with(|sight| {
                (sight.total(column) > 0, begins && sight.is_empty(), begins && sight.finds_nothing())
            })
        })
    });
    move || {
        state.get().map(|(hidden, first, nothing)| {
            // Said once, where reading begins, with the way back.
            if nothing && !first {
                return view! { <li class="empty"><p>{say!("empty.filter")}</p>{clear_button(board)}</li> }
                    .into_any();
            }
            if hidden {
                return view! { <li class="muted small">{say!("empty.filter")}</li> }.into_any();
            }
            if first {
                return view! { <li class="empty">{begin()}</li> }.into_any();
            }
            view! { <li class="empty"><p>{super::strong(super::lane::purpose(column))}</p></li> }.into_any()
        })
    }
}

/// What a board without any request says.
pub fn begin() -> AnyView {
    view! {
        <p>{super::strong(say_parts!("empty.board"))}</p>
        <a class="btn btn-s" href=crate::route::Route::NewRequest.href()><Icon name="plus"/>{say!("board.new")}</a>
    }
    .into_any()
}
