//! Moving without dragging: a lane and a place to choose from.

use super::order::{reference, use_board};
use crate::browser::focus;
use crate::domain::columns::{Column, next_of};
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::say;
use crate::ui::actions::request::Put;
use crate::ui::desk::use_desk;
use crate::ui::notice::Notice;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::SelectField;
use leptos::prelude::*;

/// The most places offered by name; further down there is only "Last".
const PLACES: usize = 60;

/// The dialog that moves a request: the next lane is chosen already.
#[component]
pub fn MoveDialog(
    /// Which request.
    id: RequestId,
) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    focus::focus_first_soon("dialog[open] form select");
    let was = board.column_now(id).unwrap_or_else(|| Stage::New.into());
    let next = next_of(&board.lanes_now(), was);
    let stage = RwSignal::new(next.map(|column| column.code()).unwrap_or_default());
    let fault = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| stage.with(|code| Column::parse(code)));
    let place = RwSignal::new(String::new());
    // Where it stands is chosen first; in another lane the end is.
    Effect::new(move |_| {
        fault.set(String::new());
        let Some(column) = chosen.get() else { return };
        let (others, own) = board.others(column, id);
        let at = own.filter(|at| *at < others.len().min(PLACES));
        let end = if others.is_empty() { "0" } else { "last" };
        place.set(at.map_or(end.to_owned(), |at| at.to_string()));
    });
    let has_places = Memo::new(move |_| chosen.get().is_some_and(|column| board.has_places(column)));
    let declines =
        Memo::new(move |_| was != Stage::Declined && chosen.get().is_some_and(|to| to == Stage::Declined));
    let choose = next.is_none().then(|| (String::new(), say!("move.choose").to_owned()));
    let lanes = board.lanes_now().into_iter().map(|c| (c.code(), board.lane_name_now(c)));
    let stages = choose.into_iter().chain(lanes).collect::<Vec<_>>();
    let places = Memo::new(move |_| {
        let others = chosen.get().map(|column| board.others(column, id).0).unwrap_or_default();
        let mut list = vec![("0".to_owned(), say!("move.place_first").to_owned())];
        for (at, other) in (1..).zip(others.iter().take(PLACES)) {
            list.push((at.to_string(), say!("move.place_after", name = reference(desk, *other))));
        }
        // Behind the last one by name is the end.
        if !others.is_empty() && others.len() <= PLACES {
            list.pop();
        }
        if !others.is_empty() {
            list.push(("last".to_owned(), say!("move.place_last").to_owned()));
        }
        list
    });
    let note = move || match chosen.get()? {
        _ if has_places.get() => None,
        _ if declines.get() => Some(say!("move.note_declined").to_owned()),
        column => board.no_place(column, board.lane_name_now(column)),
    };
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(column) = chosen.get_untracked() else {
            fault.set(say!("move.nowhere").to_owned());
            return focus::focus_first_soon("dialog[open] form select");
        };
        let at = place.with_untracked(|place| place.parse().unwrap_or(usize::MAX));
        board.moving.set(None);
        if board.put(desk, id, column, Some(at)) == Put::There {
            desk.notices().show(Notice::plain(say!("shut.there")));
        }
        if !declines.get_untracked() {
            board.show.set(Some(id));
        }
    };
    view! {
        <Dialog title=say!("move.title", name = reference(desk, id)) on_close=Callback::new(move |()| board.moving.set(None))>
            <form class="stack stack-4" data-kept="" on:submit=submit>
                <SelectField label=say!("move.stage") value=stage fault=fault options=Signal::derive(move || stages.clone())/>
                {move || has_places.get().then(|| view! {
                    <SelectField label=say!("move.place_label") value=place options=places/>
                })}
                {move || note().map(|text| view! { <p class="muted small">{text}</p> })}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| { board.moving.set(None); board.show.set(Some(id)); }>
                        {say!("button.cancel")}
                    </button>
                    <button class="btn btn-main" type="submit">
                        {move || if declines.get() { say!("move.write") } else { say!("button.move") }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
