//! The picture of a dragged card, and what the page has to know of a drag.

use crate::browser::listener::{Listener, Manner};
use crate::browser::pace;
use crate::browser::pointer::Rect;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A picture of the card that follows the pointer.
pub fn ghost_of(card: &HtmlElement, at: (f64, f64)) -> Option<HtmlElement> {
    let ghost = card.clone_node_with_deep(true).ok()?.dyn_into::<HtmlElement>().ok()?;
    let width = [&Rect::of(card).width.round().to_string(), "px"].concat();
    // What belongs to the card itself must not be there twice.
    for (name, value) in [("aria-hidden", "true"), ("inert", "")] {
        let _ = ghost.set_attribute(name, value);
    }
    let _ = ghost.remove_attribute("data-id");
    if let Ok(Some(link)) = ghost.query_selector(".card-title") {
        let _ = link.remove_attribute("id");
    }
    let _ = ghost.class_list().add_1("card-ghost");
    let _ = ghost.style().set_property("--w", &width);
    follow(&ghost, at);
    web_sys::window()?.document()?.body()?.append_child(&ghost).ok()?;
    Some(ghost)
}

/// Puts its upper left corner at this point of the window.
pub fn follow(ghost: &HtmlElement, at: (f64, f64)) {
    let set = |name, at: f64| {
        let _ = ghost.style().set_property(name, &[&at.round().to_string(), "px"].concat());
    };
    set("--x", at.0);
    set("--y", at.1);
}

/// Tells the style sheet that something is dragged.
pub fn mark(on: bool) {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        // Neither fails for a name like this.
        let _ =
            if on { root.set_attribute("data-dragging", "") } else { root.remove_attribute("data-dragging") };
    }
}

/// A browser may take the end of a drag for a click on the card's link.
pub fn swallow_click() {
    let Some(window) = web_sys::window() else { return };
    let manner = Manner { capture: true, passive: None };
    let listener = Listener::with(&window, "click", manner, |event| {
        event.prevent_default();
        event.stop_propagation();
    });
    pace::later(50, move || drop(listener));
}
