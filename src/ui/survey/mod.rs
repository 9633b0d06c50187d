//! Survey.

pub mod answer;
pub mod results;
use leptos::prelude::*;

/// Survey.
#[component]
pub fn Survey() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Survey"</h1></main> }
}
