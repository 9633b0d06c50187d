//! Import.

use leptos::prelude::*;

/// Import.
#[component]
pub fn Import() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Import"</h1></main> }
}
