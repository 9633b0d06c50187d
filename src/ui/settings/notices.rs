//! Notices of the browser on this device: asked for by a press, switched off by another.

use crate::browser::notices::{self, May};
use crate::route::Route;
use crate::say;
use crate::store::here::NOTICES;
use crate::ui::desk::use_desk;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The switch, and what stands in its way.
#[component]
pub fn Notices() -> impl IntoView {
    let desk = use_desk();
    let on = RwSignal::new(desk.here().get(NOTICES).is_some() && notices::may() == May::Show);
    // What has become of the last press.
    let word = RwSignal::new(match notices::may() {
        May::Never => say!("notices.never"),
        May::Refused => say!("notices.refused"),
        May::Ask | May::Show => "",
    });
    let switch = move |wanted: bool| {
        if !wanted {
            desk.here().set(NOTICES, None);
            on.set(false);
            word.set("");
            return;
        }
        spawn_local(async move {
            let may = notices::ask().await;
            let shows = may == May::Show
                && notices::show(
                    say!("notices.first"),
                    say!("notices.first_text"),
                    "inhouse",
                    &Route::Board.href(),
                );
            if shows {
                desk.here().set(NOTICES, Some("on"));
            }
            // A store that is full has not kept it.
            let kept = desk.here().get(NOTICES).is_some();
            on.try_set(shows && kept);
            word.try_set(match may {
                May::Show if shows && !kept => say!("notices.no_room"),
                May::Show if shows && !desk.is_kept() => say!("notices.is_on_for_now"),
                May::Show if shows => say!("notices.is_on"),
                May::Show | May::Never => say!("notices.never"),
                May::Refused => say!("notices.refused"),
                May::Ask => say!("notices.open"),
            });
        });
    };
    let button = move |wanted: bool, words: &'static str| {
        view! { <button type="button" aria-pressed=move || (on.get() == wanted).to_string() on:click=move |_| switch(wanted)>{words}</button> }
    };
    view! {
        <div class="setting">
            <div><b>{say!("notices.title")}</b><p>{say!("notices.text")}</p><p role="status">{word}</p></div>
            <div class="seg" role="group" data-choice="notices" aria-label=say!("notices.title")>
                {button(false, say!("notices.off"))}
                {button(true, say!("notices.on"))}
            </div>
        </div>
    }
}
