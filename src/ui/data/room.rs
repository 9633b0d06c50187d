//! Making room: what is finished is packed, or goes for good.

use super::removing::Removing;
use super::storage::quota;
use crate::browser::{focus, pace};
use crate::say;
use crate::store::ledger::Ledger;
use crate::store::ports::StoreError;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::words::{Arg, errors};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// So many units as a share of the room, in percent.
fn share_of_room(desk: Desk, units: usize) -> Arg<'static> {
    Arg::places(100.0 * units as f64 / quota(desk).max(1) as f64, 1)
}

/// Packs what is finished, a portion at a time: the button, and while it goes on how far it has come and a button that
/// stops it. What is packed by then stays packed: nothing of the desk changes by it.
#[component]
pub fn Pack(
    /// The id of the button; there may be two on a page.
    id: &'static str,
    /// What the button looks like.
    class: &'static str,
    /// True where there is nothing to pack.
    #[prop(into)]
    none: Signal<bool>,
    /// What becomes of the units that are free again.
    #[prop(into)]
    on_done: Callback<usize>,
) -> impl IntoView {
    let desk = use_desk();
    let far = RwSignal::new(None::<(usize, usize)>);
    let stop = RwSignal::new(false);
    let running = Memo::new(move |_| far.get().is_some());
    let go = move |_| {
        // Twice pressed at once, it goes on once.
        if far.get_untracked().is_some() {
            return;
        }
        stop.set(false);
        far.set(Some((0, 1)));
        spawn_local(async move {
            let end = pack(desk, far, stop).await;
            // Somebody is elsewhere by now; what was packed is.
            if far.try_set(None).is_some() {
                return;
            }
            focus::focus_soon(id);
            match end {
                Ok(freed) => {
                    let percent = share_of_room(desk, freed);
                    desk.notices().show(Notice::plain(say!("standing.packed", n = freed, percent = percent)));
                    on_done.run(freed);
                }
                Err(error) => {
                    desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) });
                }
            }
        });
    };
    move || {
        match running.get() {
        false => view! {
            <button class=class type="button" id=id data-does="pack" disabled=move || none.get() on:click=go>{say!("standing.pack")}</button>
        }
        .into_any(),
        true => view! { <Packing id=id far=far stop=stop/> }.into_any(),
    }
    }
}

/// How far it has come, and the button that stops it; it takes the focus from the button that began.
#[component]
fn Packing(id: &'static str, far: RwSignal<Option<(usize, usize)>>, stop: RwSignal<bool>) -> impl IntoView {
    let now = Memo::new(move |_| far.get().unwrap_or((0, 1)));
    let (how, end) = ([id, "-how"].concat(), [id, "-stop"].concat());
    focus::focus_soon(&end);
    view! {
        <span class="row">
            <span class="small soft" id=how.clone()>{move || say!("room.packing", n = now.get().0, of = now.get().1)}</span>
            <progress class="progress" max=move || now.get().1 aria-labelledby=how prop:value=move || now.get().0 as f64></progress>
            <button class="btn btn-s" type="button" id=end on:click=move |_| stop.set(true)>{say!("room.stop")}</button>
        </span>
    }
}

/// Portion by portion, until nothing is left, somebody stops it, or its screen is gone. How many units are free again.
async fn pack(
    desk: Desk,
    far: RwSignal<Option<(usize, usize)>>,
    stop: RwSignal<bool>,
) -> Result<usize, StoreError> {
    let mut left = desk.tend(Ledger::packable)?;
    let (of, mut freed) = (left.len(), 0);
    while !left.is_empty() && stop.try_get_untracked() == Some(false) {
        far.try_set(Some((of - left.len(), of)));
        pace::yield_to_browser().await;
        // The page itself may be gone by now.
        let Some(done) = desk.try_tend(|ledger| ledger.pack_portion(&mut left)) else { break };
        freed += done?;
    }
    // How much room is in use is another figure now.
    desk.replace(|_| ());
    Ok(freed)
}

/// What can be done, and its question.
#[component]
pub fn RoomBox() -> impl IntoView {
    let desk = use_desk();
    let asking = RwSignal::new(false);
    let count = Memo::new(move |_| desk.read(Bell::Requests, |ledger| ledger.purgeable().len()));
    let none = move || count.get() == 0;
    view! {
        <section class="box" aria-labelledby="room-head">
            <div class="box-head"><div><h2 id="room-head">{say!("room.title")}</h2><p>{move || say!("room.text", n = count.get())}</p></div></div>
            <div class="setting">
                <div><b>{say!("room.pack")}</b><p>{say!("room.pack_text")}</p></div>
                <Pack id="pack-room" class="btn" none=Signal::derive(none) on_done=|_| ()/>
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
