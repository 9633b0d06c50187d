//! Board.

use leptos::prelude::*;

/// Board.
#[component]
pub fn Board() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Board"</h1></main> }
}
