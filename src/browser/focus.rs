//! Focus and scrolling.
//!
//! Leptos changes the page in microtasks after an event: the element to focus is often not there yet.
//! So focus is given in the next animation frame, and once more in the one after it.

use super::pace::after_frame;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, SvgElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Focuses an element (one of HTML or SVG); false where it cannot take the focus.
pub fn focus(element: &Element) -> bool {
    let done = match element.dyn_ref::<HtmlElement>() {
        Some(html) => html.focus().is_ok(),
        None => element.dyn_ref::<SvgElement>().is_some_and(|svg| svg.focus().is_ok()),
    };
    done && focused().as_ref() == Some(element)
}

/// The element that has the focus.
pub fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Focuses the element with this id in the next animation frame.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    try_in_frames(2, Box::new(move || document().and_then(|d| d.get_element_by_id(&id))));
}

/// Focuses the first element that this selector finds, in the next animation frame.
pub fn focus_first_soon(selector: &str) {
    let selector = selector.to_owned();
    try_in_frames(2, Box::new(move || document()?.query_selector(&selector).ok().flatten()));
}

/// Focuses the first element that this selector finds as soon as it is there, within a third of a second: for
/// what comes with a new address.
pub fn focus_when_there(selector: &str) {
    let selector = selector.to_owned();
    try_in_frames(20, Box::new(move || document()?.query_selector(&selector).ok().flatten()));
}

/// Presses the first element that this selector finds where it is one to be pressed (it has `data-does`), else focuses it:
/// as soon as it has stood in the page for a moment, within four seconds. For what may stand on another screen.
pub fn press_when_there(selector: &str) {
    let selector = selector.to_owned();
    let seen = Cell::new(0_u8);
    try_in_frames(
        240,
        Box::new(move || {
            let found = document()?.query_selector(&selector).ok().flatten()?;
            // The heading of a screen that has just come takes the focus first.
            seen.set(seen.get() + 1);
            if seen.get() < 3 || !focus(&found) {
                return None;
            }
            if let Some(button) = found.dyn_ref::<HtmlElement>().filter(|_| found.has_attribute("data-does"))
            {
                button.click();
            }
            Some(found)
        }),
    );
}

/// Focuses the first element that this selector finds, in the next animation frame, and brings it to the top of the
/// page, so that what stands below it is seen as well: for an answer that takes its place below what asked for it.
pub fn show_soon(selector: &str) {
    let selector = selector.to_owned();
    try_in_frames(
        2,
        Box::new(move || {
            let found = document()?.query_selector(&selector).ok().flatten()?;
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Start);
            focus(&found);
            found.scroll_into_view_with_scroll_into_view_options(&options);
            Some(found)
        }),
    );
}

/// Begins a new screen at the top of the page, as a page that is loaded does, with the focus on its heading.
pub fn begin_screen() {
    super::trail::forget();
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    focus_first_soon("main h1");
}

fn try_in_frames(frames: u8, find: Box<dyn Fn() -> Option<Element>>) {
    after_frame(move || {
        let done = find().is_some_and(|element| focus(&element));
        if !done && frames > 1 {
            try_in_frames(frames - 1, find);
        }
    });
}

/// Scrolls no further than needed for the element with this id to be seen whole; false where there is none.
/// Whether it glides is the style sheet's matter (`scroll-behavior`).
pub fn scroll_to(id: &str) -> bool {
    let Some(element) = document().and_then(|d| d.get_element_by_id(id)) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

/// [`scroll_to`] in the next animation frame.
pub fn scroll_soon(id: &str) {
    let id = id.to_owned();
    after_frame(move || {
        scroll_to(&id);
    });
}
