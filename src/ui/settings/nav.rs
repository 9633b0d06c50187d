//! The places of the settings, on each of them.

use crate::browser::focus;
use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::use_place;
use leptos::prelude::*;

/// The link to the place one is at.
const HERE: &str = "settings-here";

/// Links to the places of the settings, once there is a desk.
#[component]
pub fn SettingsNav() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    let link = move |route: Route, words: &'static str| {
        let href = route.href();
        let here = Memo::new(move |_| place.get() == route);
        view! {
            <a href=href id=move || here.get().then_some(HERE) aria-current=move || here.get().then_some("page")>{words}</a>
        }
    };
    move || {
        set_up.get().then(|| {
            // On a phone the list scrolls: the place one is at is in sight.
            focus::scroll_soon(HERE);
            view! {
                <nav class="tabs" aria-label=say!("frame.settings")>
                    {link(Route::Settings, say!("frame.settings_own"))}
                    {link(Route::Services, say!("frame.services"))}
                    {link(Route::Positions, say!("frame.positions"))}
                    {link(Route::Rules, say!("frame.rules"))}
                    {link(Route::Templates, say!("frame.templates"))}
                    {link(Route::Data, say!("frame.data"))}
                    {link(Route::Parts, say!("frame.parts"))}
                </nav>
            }
        })
    }
}
