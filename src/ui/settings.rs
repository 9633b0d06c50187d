//! Settings.

use leptos::prelude::*;

/// Settings.
#[component]
pub fn Settings() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Settings"</h1></main> }
}
