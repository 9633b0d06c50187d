//! The page before there is a desk on this device: the first screen, and nothing of the desk's own program. That comes
//! (as a part of its own, [`super::later`]) with the first thing a person chooses; where a desk is kept, at once.

use super::later::{self, Begin};
use super::{bars, start};
use crate::browser::{focus, log, page};
use crate::say;
use crate::store::ports::KeyValue;
use crate::store::{here, key};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use std::rc::Rc;

/// True where nothing was ever kept and the address asks for nothing else than the beginning.
pub async fn is_first_visit(kept: &dyn KeyValue) -> bool {
    matches!(page::hash().as_str(), "" | "/" | "/board")
        // Where there is a desk this tells it; to list thousands of keys costs more than to ask for one.
        && kept.get(key::ROOT) == Ok(None)
        && kept.keys(key::ROOT).is_ok_and(|keys| keys.is_empty())
        && !log::may_hold().await
}

/// The page. `is_kept` is false where the browser keeps nothing; `first` on a first visit.
pub fn page(kept: Rc<dyn KeyValue>, is_kept: bool, first: bool) -> AnyView {
    let desk = RwSignal::new_local(None::<AnyView>);
    let [asked, lost] = [RwSignal::new(false), RwSignal::new(false)];
    let owner = Owner::current().unwrap_or_default();
    let ports = StoredValue::new_local(kept);
    let open = Callback::new(move |begin: Begin| {
        if asked.get_untracked() {
            return;
        }
        asked.set(true);
        lost.set(false);
        let opened =
            owner.with(|| ScopedFuture::new_untracked(later::desk(ports.get_value(), is_kept, begin)));
        spawn_local(async move {
            match opened.await {
                Ok(view) => desk.set(Some(view)),
                Err(later::NotLoaded) => {
                    asked.set(false);
                    lost.set(true);
                }
            }
        });
    });
    if !first {
        open.run(Begin::Address);
    }
    let here = Memo::new(move |_| desk.with(Option::is_some));
    (move || match (here.get(), first) {
        (true, _) => desk.try_update_untracked(Option::take).flatten().into_any(),
        (false, true) => front(ports, open, asked, lost),
        (false, false) => {
            (move || lost.get().then(|| later::lost(move || open.run(Begin::Address)))).into_any()
        }
    })
    .into_any()
}

/// What a first visit shows.
fn front(
    ports: StoredValue<Rc<dyn KeyValue>, LocalStorage>,
    open: Callback<Begin>,
    asked: RwSignal<bool>,
    lost: RwSignal<bool>,
) -> AnyView {
    // A link in the bars, or "back": the desk's own program knows every address.
    let listener = StoredValue::new_local(Some(page::on_hash(move |_| open.run(Begin::Address))));
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
    let dark = RwSignal::new(page::prefers_dark());
    let turn = Callback::new(move |()| {
        dark.update(|dark| *dark = !*dark);
        let theme = if dark.get_untracked() { "dark" } else { "light" };
        ports.with_value(|kept| here::begin_with(&**kept, theme));
        page::set_theme(Some(theme));
    });
    let nothing = |icon: &'static str, word: &'static str| {
        view! {
            <button class="icon-btn" type="button" aria-label=word title=word disabled=true>
                <svg class="i" aria-hidden="true"><use href=icon/></svg>
            </button>
        }
    };
    if page::begins_anew() {
        focus::focus_first_soon("main h1");
    }
    let bars = bars::bars(bars::Bars {
        here: Callback::new(|index| index == 0),
        team: say!("frame.desk_none").into_any(),
        search: ().into_any(),
        tools: view! {
            {nothing("#i-undo", say!("frame.undo_none"))}
            {nothing("#i-redo", say!("frame.redo_none"))}
            {bars::theme_button(turn)}
        }
        .into_any(),
    });
    let begin = Callback::new(move |()| open.run(Begin::Form));
    let look = Callback::new(move |()| open.run(Begin::Sample));
    view! {
        <a class="skip" href="#main" on:click=|ev| { ev.prevent_default(); focus::focus_soon("main"); }>{say!("frame.skip")}</a>
        {bars}
        {start::start(false.into(), || ().into_any(), begin, look)}
        <div class="toasts" role="status">
            {move || asked.get().then(|| view! { <p class="toast"><span>{say!("frame.opening")}</span></p> })}
        </div>
        <div class="toasts" role="alert">
            {move || lost.get().then(|| view! { <p class="toast toast-late"><span>{say!("frame.not_loaded")}</span></p> })}
        </div>
    }
    .into_any()
}
