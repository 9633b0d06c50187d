//! Editor.

use leptos::prelude::*;

/// Editor.
#[component]
pub fn Editor() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Editor"</h1></main> }
}
