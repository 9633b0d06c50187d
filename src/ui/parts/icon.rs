//! An icon out of the sprite in `index.html`. Always beside a word or on a named control: it is hidden
//! from screen readers.

use leptos::prelude::*;

/// The icon with this name (`plus` shows `#i-plus`).
#[component]
pub fn Icon(#[prop(into)] name: String) -> impl IntoView {
    let href = ["#i-", &name].concat();
    view! { <svg class="i" aria-hidden="true"><use href=href/></svg> }
}
