//! Making room: what is finished is packed at once, or goes for good.

use super::removing::Removing;
use super::storage::quota;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::words::{Arg, errors};
use leptos::prelude::*;

/// So many units as a share of the room, in percent.
fn share_of_room(desk: Desk, units: usize) -> Arg<'static> {
    Arg::places(100.0 * units as f64 / quota(desk).max(1) as f64, 1)
}

/// Packs what is finished, and says how many units that has freed; none where the store refused.
pub fn pack_finished(desk: Desk) -> Option<usize> {
    match desk.replace(Ledger::pack_finished) {
        Ok(freed) => {
            let percent = share_of_room(desk, freed);
            desk.notices().show(Notice::plain(say!("standing.packed", n = freed, percent = percent)));
            Some(freed)
        }
        Err(error) => {
            desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) });
            None
        }
    }
}

/// What can be done, and its question.
#[component]
pub fn RoomBox() -> impl IntoView {
    let desk = use_desk();
    let asking = RwSignal::new(false);
    let count = Memo::new(move |_| desk.read(Bell::Requests, |ledger| ledger.purgeable().len()));
    let pack = move |_| {
        pack_finished(desk);
    };
    let none = move || count.get() == 0;
    view! {
        <section class="box" aria-labelledby="room-head">
            <div class="box-head"><div><h2 id="room-head">{say!("room.title")}</h2><p>{move || say!("room.text", n = count.get())}</p></div></div>
            <div class="setting">
                <div><b>{say!("room.pack")}</b><p>{say!("room.pack_text")}</p></div>
                <button class="btn" type="button" data-does="pack" disabled=none on:click=pack>{say!("standing.pack")}</button>
            </div>
            <div class="setting">
                <div><b>{say!("room.purge")}</b><p>{say!("room.purge_text")}</p></div>
                <button class="btn btn-danger" type="button" data-does="purge" disabled=none on:click=move |_| asking.set(true)>{say!("standing.remove")}</button>
            </div>
            {move || asking.get().then(|| view! { <Question asking=asking/> })}
        </section>
    }
}

#[component]
fn Question(asking: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let (go, units) = desk.tend(|ledger| {
        // What is packed goes as well.
        ledger.read_all();
        let go = ledger.purgeable();
        let units = ledger.purge_units(&go);
        (go, units)
    });
    let numbers = say!("room.numbers", n = go.len(), percent = share_of_room(desk, units));
    let go = StoredValue::new(go);
    let purge = Callback::new(move |()| match desk.replace(|ledger| go.with_value(|go| ledger.purge(go))) {
        Ok(n) => {
            desk.full().set(false);
            desk.notices().show(Notice::plain(say!("room.purged", n = n)));
        }
        Err(error) => desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) }),
    });
    view! {
        <Removing title=say!("room.ask") numbers=Signal::stored(numbers) word=say!("room.go") asking=asking on_go=purge/>
    }
}
