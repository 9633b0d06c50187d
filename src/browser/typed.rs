//! What is typed into the forms of the page and not kept yet. It is read off the page itself: a form carries a mark
//! from the first key to its end, so one that leaves the page takes its mark along, and a new form is guarded unasked.
//!
//! A form is a `<form>`, or what stands under `data-form`. What is kept at every key stands under `data-kept`. A field
//! that is kept when it is left has `data-leaves`.

use super::focus::focused;
use super::js;
use super::listener::{Listener, Manner};
use super::pace::after_frame;
use std::cell::RefCell;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

const MARK: &str = "data-typed";
const MARKED: &str = "[data-typed], [data-leaves][aria-invalid=true]";
const MARKED_OVER: &str = "dialog [data-typed], dialog [data-leaves][aria-invalid=true]";

thread_local! {
    /// What is held in memory while its form is away.
    static HELD: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn form_of(event: &Event) -> Option<Element> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let form = element.closest("form, [data-form], [data-kept]").ok().flatten()?;
    (!form.has_attribute("data-kept")).then_some(form)
}

/// What stands in a field for text; none in any other.
fn text_of(field: Option<EventTarget>) -> Option<String> {
    let field = field?;
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    let input = field.dyn_ref::<HtmlInputElement>()?;
    (!matches!(input.type_().as_str(), "checkbox" | "radio" | "range" | "file")).then(|| input.value())
}

/// True while no field for text of this form holds any.
fn is_blank(form: &Element) -> bool {
    let Ok(fields) = form.query_selector_all("input, textarea") else { return false };
    let field = |at| fields.item(at).map(EventTarget::from);
    (0..fields.length()).filter_map(|at| text_of(field(at))).all(|text| text.is_empty())
}

/// Listens as long as the page lives: marks forms that are typed in, takes the mark off those that are sent, and has
/// the browser ask before the page goes with something typed in it.
pub fn listen() {
    let Some(document) = document() else { return };
    let target: &EventTarget = document.as_ref();
    let on_the_way_down = Manner { capture: true, passive: None };
    let marks = Listener::with(target, "input", on_the_way_down, |event| {
        let Some(form) = form_of(&event) else { return };
        let _ = match text_of(event.target()) {
            // Emptied again: nothing is lost with it.
            Some(text) if text.is_empty() && is_blank(&form) => form.remove_attribute(MARK),
            _ => form.set_attribute(MARK, ""),
        };
    });
    let sent = Listener::with(target, "submit", on_the_way_down, |event| {
        let Some(form) = form_of(&event) else { return };
        let _ = form.remove_attribute(MARK);
        // Refused, it stays with what is wrong beside its fields.
        after_frame(move || {
            let faults = form.query_selector("[aria-invalid=true], .error");
            if form.is_connected() && matches!(faults, Ok(Some(_))) {
                let _ = form.set_attribute(MARK, "");
            }
        });
    });
    let leaving = Listener::window("beforeunload", |event| {
        leave_field();
        if any() || HELD.with_borrow(|held| !held.is_empty()) {
            event.prevent_default();
            // The older way; the text itself is shown nowhere, but it must not be empty everywhere.
            js::set(&event, "returnValue", "1");
        }
    });
    [marks, sent, leaving].into_iter().for_each(std::mem::forget);
}

/// Something was put into the form of this event by a button: it counts as typed.
pub fn mark(event: &Event) {
    if let Some(form) = form_of(event) {
        let _ = form.set_attribute(MARK, "");
    }
}

/// Leaves the field that has the focus, so that what is kept then is kept now.
pub fn leave_field() {
    let field = focused().filter(|field| field.matches("[data-leaves]").unwrap_or_default());
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.blur();
    }
}

/// A field that is kept when it is left was left: marks at once whether it could be kept. Where the page goes with the
/// caret in it, what could not is asked for in the same breath, before the screen has changed.
pub fn left(field: &Element, not_kept: bool) {
    let _ = match not_kept {
        true => field.set_attribute("aria-invalid", "true"),
        false => field.remove_attribute("aria-invalid"),
    };
}

fn finds(selector: &str) -> bool {
    document().is_some_and(|document| matches!(document.query_selector(selector), Ok(Some(_))))
}

/// True while a form of the page holds something.
pub fn any() -> bool {
    finds(MARKED)
}

/// True while a form that lies over the page holds something.
pub fn any_over() -> bool {
    finds(MARKED_OVER)
}

/// True while a form in this element holds something.
pub fn within(element: &Element) -> bool {
    matches!(element.query_selector(MARKED), Ok(Some(_)))
}

/// True while a `<form>` of the page holds something that lies outside the nearest `place` around what this event came from.
pub fn beside(event: &Event, place: &str) -> bool {
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let place = from.and_then(|element| element.closest(place).ok().flatten());
    let forms = document().and_then(|document| document.query_selector_all("form[data-typed]").ok());
    let Some(marked) = forms else { return false };
    let outside = |node| place.as_ref().is_none_or(|place| !place.contains(Some(&node)));
    (0..marked.length()).filter_map(|at| marked.item(at)).any(outside)
}

/// What is typed in the page is let go, or was kept: nothing is asked for it any more.
pub fn forget() {
    let Some(marked) = document().and_then(|document| document.query_selector_all(MARKED).ok()) else {
        return;
    };
    for at in 0..marked.length() {
        if let Some(element) = marked.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            let _ = element.remove_attribute(MARK);
            let _ = element.remove_attribute("aria-invalid");
        }
    }
}

/// Whether something typed under this name is held in memory: it outlives its form, but not the page.
pub fn hold(name: &str, on: bool) {
    HELD.with_borrow_mut(|held| {
        if on {
            held.insert(name.to_owned());
        } else {
            held.remove(name);
        }
    });
}
