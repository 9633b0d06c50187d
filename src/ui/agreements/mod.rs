//! Agreements.

pub mod editor;
use leptos::prelude::*;

/// Agreements.
#[component]
pub fn Agreements() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Agreements"</h1></main> }
}
