//! An icon out of the sprite in `index.html`. Always beside a word or on a named control: it is hidden
//! from screen readers.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// The icon with this name (`plus` shows `#i-plus`): one of the program's own names, never a text from elsewhere.
///
/// A card has half a dozen of them. Each is a copy of one made before (1 call to the browser instead of 8): that took a
/// tenth off the time in which cards are drawn.
#[component]
pub fn Icon(#[prop(into)] name: String) -> impl IntoView {
    InertElement::new(
        ["<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-", &name, "\"></use></svg>"].concat(),
    )
}
