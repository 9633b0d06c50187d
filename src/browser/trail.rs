//! Where the focus goes when what had it is taken from the page. A browser leaves it with nothing: whoever works by keys
//! or hears the page would begin again at its top.
//!
//! Rules, tried in this order once what was clicked or typed has changed the page, and nothing else has the focus:
//! 1. The same thing made anew (by its id), as a card in another lane.
//! 2. What stands beside what went: the next row or card, else the one before.
//! 3. Where the focus was before, by rules 1 and 2: what led to the button of a notice, or to a question that is gone.
//! 4. The heading of what stands over the page; else the page's own.

use super::focus::{focus, focused};
use super::listener::Listener;
use super::pace::after_frame;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// So many places are remembered.
const LENGTH: usize = 8;
/// A change has so many frames to come: what it focuses itself comes before this.
const FRAMES: u8 = 20;
/// In this frame after the last click or key it is looked for the first time: a card that has gone to a lane of hundreds is
/// found and focused by the board first.
const FIRST: u8 = 9;
/// What stands in a line with others of its kind.
const ROWS: &str = "li, tr, tbody";
/// What takes the focus in such a row, the best first.
const IN_ROW: [&str; 3] = [".card-title", "button", "a[href]"];

/// A place where the focus was.
struct Step {
    element: Element,
    /// The rows after and before its own.
    beside: Vec<Element>,
}

thread_local! {
    static TRAIL: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
    /// Frames that are still watched.
    static LEFT: Cell<u8> = const { Cell::new(0) };
}

/// Keeps the focus on the page, as long as the page lives.
pub fn keep() {
    let listeners = [
        Listener::document("focusin", |event| {
            if let Some(element) = event.target().and_then(|target| target.dyn_into().ok()) {
                note(element);
            }
        }),
        Listener::window("click", |_| watch()),
        Listener::window("keydown", |_| watch()),
    ];
    std::mem::forget(listeners);
}

/// Forgets where the focus was: another screen comes, and its heading is where reading begins.
pub fn forget() {
    TRAIL.take();
}

/// Looks, in the next frames, whether the focus has been lost.
pub fn watch() {
    if LEFT.replace(FRAMES) == 0 {
        look();
    }
}

fn look() {
    after_frame(|| {
        let left = LEFT.get().saturating_sub(1);
        let found = left <= FRAMES - FIRST && is_lost() && find();
        LEFT.set(if found { 0 } else { left });
        if LEFT.get() > 0 {
            look();
        }
    });
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// True where what had the focus last is gone, and nothing else has it.
fn is_lost() -> bool {
    let nowhere = focused().is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"));
    nowhere && TRAIL.with_borrow(|trail| trail.last().is_some_and(|step| !step.element.is_connected()))
}

fn note(element: Element) {
    let beside = beside(&element);
    TRAIL.with_borrow_mut(|trail| {
        trail.retain(|step| step.element != element);
        trail.push(Step { element, beside });
        if trail.len() > LENGTH {
            trail.remove(0);
        }
    });
}

/// The rows after and before the one an element stands in; of a row that stands alone, those of the row around it.
fn beside(element: &Element) -> Vec<Element> {
    let mut at = element.closest(ROWS).ok().flatten();
    while let Some(row) = at {
        let is_row = |other: &Element| other.matches(ROWS).unwrap_or_default();
        let found: Vec<Element> = [row.next_element_sibling(), row.previous_element_sibling()]
            .into_iter()
            .flatten()
            .filter(is_row)
            .collect();
        if !found.is_empty() {
            return found;
        }
        at = row.parent_element().and_then(|parent| parent.closest(ROWS).ok().flatten());
    }
    Vec::new()
}

/// Focuses what comes first by the rules; false where there is nothing yet.
fn find() -> bool {
    let trail = TRAIL.take();
    for step in trail.iter().rev() {
        if step.element.is_connected() {
            // What led here may be shut by now, or lie below a question.
            if focus(&step.element) {
                return true;
            }
            break;
        }
        let beside = step.beside.iter().filter_map(in_row).filter_map(now);
        if now(step.element.clone()).into_iter().chain(beside).any(|element| focus(&element)) {
            return true;
        }
    }
    let found = heading().is_some_and(|heading| focus(&heading));
    if !found {
        TRAIL.set(trail);
    }
    found
}

/// An element that is there, or the one that has been made anew in its place.
fn now(element: Element) -> Option<Element> {
    if element.is_connected() {
        return Some(element);
    }
    let id = Some(element.id()).filter(|id| !id.is_empty())?;
    document()?.get_element_by_id(&id)
}

fn in_row(row: &Element) -> Option<Element> {
    IN_ROW.iter().find_map(|wanted| row.query_selector(wanted).ok().flatten())
}

/// The heading of what stands over the page, or the first thing in it; else the page's heading.
fn heading() -> Option<Element> {
    let document = document()?;
    let over = document.query_selector_all("dialog:modal").ok()?;
    let last = over.length().checked_sub(1).and_then(|at| over.item(at)?.dyn_into::<Element>().ok());
    match last {
        Some(over) => {
            ["[tabindex='-1']", "button"].iter().find_map(|wanted| over.query_selector(wanted).ok().flatten())
        }
        None => document.query_selector("main h1").ok().flatten(),
    }
}
