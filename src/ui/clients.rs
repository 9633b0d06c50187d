//! Clients.

use leptos::prelude::*;

/// Clients.
#[component]
pub fn Clients() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Clients"</h1></main> }
}
