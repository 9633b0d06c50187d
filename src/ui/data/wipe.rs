//! Removing everything, after naming what that is.

use super::removing::Removing;
use crate::browser::page;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::ui::{OWN, go};
use crate::words::errors;
use leptos::prelude::*;

/// The button and its question.
#[component]
pub fn WipeBox() -> impl IntoView {
    let asking = RwSignal::new(false);
    view! {
        <section class="box" aria-labelledby="wipe-head">
            <div class="setting">
                <div><h2 id="wipe-head">{say!("data.wipe")}</h2><p>{say!("data.wipe_text")}</p></div>
                <button class="btn btn-danger" type="button" data-does="wipe" on:click=move |_| asking.set(true)>{say!("data.wipe_ask")}</button>
            </div>
            {move || asking.get().then(|| view! { <Question asking=asking/> })}
        </section>
    }
}

#[component]
fn Question(asking: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let numbers = move || {
        let (clients, agreements) =
            desk.read(Bell::Others, |l| (l.desk().clients().count(), l.desk().agreements().count()));
        let requests = desk.read(Bell::Requests, |l| l.desk().request_count());
        if requests + clients + agreements == 0 {
            return say!("data.wipe_empty").to_owned();
        }
        say!("data.wipe_numbers", requests = requests, clients = clients, agreements = agreements)
    };
    let wipe = Callback::new(move |()| wipe_all(desk));
    view! {
        <Removing title=say!("data.wipe_title") numbers=Signal::derive(numbers) word=say!("data.wipe_go") asking=asking on_go=wipe/>
    }
}

fn wipe_all(desk: Desk) {
    let sample = desk.peek(|ledger| ledger.desk().team().sample);
    if let Err(error) = desk.replace(Ledger::empty) {
        desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) });
        return;
    }
    go(&Route::Board);
    if sample {
        desk.here().set("space", Some(OWN));
        page::reload();
    } else {
        desk.here().set("backup", None);
        desk.here().set("backup-known", None);
        desk.notices().show(Notice::plain(say!("data.wiped")));
    }
}
