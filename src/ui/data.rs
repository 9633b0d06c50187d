//! Data.

use leptos::prelude::*;

/// Data.
#[component]
pub fn Data() -> impl IntoView {
    view! { <main id="main" tabindex="-1"><h1 tabindex="-1">"Data"</h1></main> }
}

/// Downloads everything as one file.
pub fn download_backup(desk: crate::ui::desk::Desk) {
    let _ = desk;
}
