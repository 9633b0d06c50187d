//! Results.

use leptos::prelude::*;

/// Results.
#[component]
pub fn Results() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Results"</h1></main> }
}
