//! RequestDrawer.

use leptos::prelude::*;

/// RequestDrawer.
#[component]
pub fn RequestDrawer() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"RequestDrawer"</h1></main> }
}
