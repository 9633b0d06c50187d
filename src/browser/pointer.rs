//! Pointers and where things are. Lengths are CSS pixels of the window.

use web_sys::Element;

/// A rectangle of the window.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// Where an element is now.
    pub fn of(element: &Element) -> Rect {
        let rect = element.get_bounding_client_rect();
        Rect { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
    }

    /// Whether a point lies in it; the left and the upper edge belong to it.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        let (x, y) = (x - self.left, y - self.top);
        x >= 0.0 && x < self.width && y >= 0.0 && y < self.height
    }

    /// The height of its middle.
    pub fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

/// Sends everything this pointer does to `element` until it is released; false where the pointer is gone.
pub fn capture(element: &Element, pointer: i32) -> bool {
    element.set_pointer_capture(pointer).is_ok()
}

/// Ends [`capture`]; nothing happens where there is none.
pub fn release(element: &Element, pointer: i32) {
    if element.has_pointer_capture(pointer) {
        let _ = element.release_pointer_capture(pointer);
    }
}

/// The nearest element around the point, from the topmost there outwards, that the selector names. What lies
/// below others is found as well: a ghost under the pointer is in nobody's way.
pub fn element_at(x: f64, y: f64, selector: &str) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    let found = document.elements_from_point(x as f32, y as f32);
    found.iter().filter_map(|value| wasm_bindgen::JsCast::dyn_into::<Element>(value).ok()).find_map(
        |element| {
            if element.matches(selector).unwrap_or(false) { Some(element) } else { None }
        },
    )
}

/// Scrolls an element by this much.
pub fn scroll_by(element: &Element, x: f64, y: f64) {
    element.scroll_by_with_x_and_y(x, y);
}
