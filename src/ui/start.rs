//! Start.

use leptos::prelude::*;

/// Start.
#[component]
pub fn Start() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Start"</h1></main> }
}
