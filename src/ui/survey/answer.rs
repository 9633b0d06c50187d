//! Answering.

use leptos::prelude::*;

/// Answering.
#[component]
pub fn Answering() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Answering"</h1></main> }
}
