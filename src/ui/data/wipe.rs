//! Removing everything, after naming what that is.

use super::backup::download_backup;
use crate::browser::page;
use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::ui::parts::dialog::Dialog;
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
                <button class="btn btn-danger" type="button" on:click=move |_| asking.set(true)>{say!("data.wipe_ask")}</button>
            </div>
            {move || asking.get().then(|| view! { <Question asking=asking/> })}
        </section>
    }
}

#[component]
fn Question(asking: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let close = Callback::new(move |()| asking.set(false));
    let numbers = move || {
        let (clients, agreements) =
            desk.read(Bell::Others, |l| (l.desk().clients().count(), l.desk().agreements().count()));
        let requests = desk.read(Bell::Requests, |l| l.desk().request_count());
        say!("data.wipe_numbers", requests = requests, clients = clients, agreements = agreements)
    };
    let wipe = move |_| {
        asking.set(false);
        wipe_all(desk);
    };
    view! {
        <Dialog title=say!("data.wipe_title") on_close=close>
            <p class="soft">{numbers}</p>
            <div class="actions">
                <button class="btn" type="button" on:click=move |_| download_backup(desk)>{say!("data.wipe_first")}</button>
                <button class="btn" type="button" on:click=move |_| asking.set(false)>{say!("button.cancel")}</button>
                <button class="btn btn-danger" type="button" on:click=wipe>{say!("data.wipe_go")}</button>
            </div>
        </Dialog>
    }
}

fn wipe_all(desk: Desk) {
    let sample = desk.peek(|ledger| ledger.desk().team().sample);
    if let Err(error) = desk.replace(|ledger| ledger.wipe()) {
        desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) });
        return;
    }
    go(&Route::Board);
    if sample {
        desk.here().set("space", Some(OWN));
        page::reload();
    } else {
        desk.here().set("backup", None);
        desk.notices().show(Notice::plain(say!("data.wiped")));
    }
}
