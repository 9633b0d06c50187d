//! The places of the settings, on each of them.

use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::use_place;
use leptos::prelude::*;

/// Links to the places of the settings, once there is a desk.
#[component]
pub fn SettingsNav() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    let link = move |route: Route, words: &'static str| {
        let href = route.href();
        // What is brought from elsewhere belongs to the data.
        let here = Memo::new(move |_| match (place.get(), &route) {
            (Route::Import, Route::Data) => Some("true"),
            (now, route) => (now == *route).then_some("page"),
        });
        view! { <a href=href aria-current=move || here.get()>{words}</a> }
    };
    move || {
        set_up.get().then(|| {
            view! {
                <nav class="tabs tabs-all" aria-label=say!("frame.settings")>
                    {link(Route::Settings, say!("frame.settings_own"))}
                    {link(Route::Services, say!("frame.services"))}
                    {link(Route::Positions, say!("frame.positions"))}
                    {link(Route::Rules, say!("frame.rules"))}
                    {link(Route::Templates, say!("frame.templates"))}
                    {link(Route::Data, say!("frame.data"))}
                </nav>
            }
        })
    }
}
