//! Insights.

use leptos::prelude::*;

/// Insights.
#[component]
pub fn Insights() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Insights"</h1></main> }
}
