//! A sentence with its strong words.

use crate::words::Part;
use leptos::prelude::*;

/// The pieces of a sentence, its strong words in bold.
pub fn strong(parts: Vec<Part>) -> impl IntoView {
    parts
        .into_iter()
        .map(|part| match part {
            Part::Strong(text) => view! { <b>{text}</b> }.into_any(),
            Part::Plain(text) | Part::Slot(text) => text.into_any(),
        })
        .collect_view()
}
