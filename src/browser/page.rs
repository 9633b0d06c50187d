//! The page as a whole: title, root element, address, and what the browser says of itself.

use super::js;
use super::listener::Listener;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, MediaQueryList, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of `<html>`; none removes it.
fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// The language of the page, a BCP 47 tag, and whether it runs from right to left.
pub fn set_language(tag: &str, right_to_left: bool) {
    set_root("lang", Some(tag));
    set_root("dir", Some(if right_to_left { "rtl" } else { "ltr" }));
}

/// The theme (`data-theme`); none follows the device.
pub fn set_theme(theme: Option<&str>) {
    set_root("data-theme", theme);
}

/// The contrast (`data-contrast`): "more"; none follows the device.
pub fn set_contrast(contrast: Option<&str>) {
    let asked = media_matches("(prefers-contrast: more)").then_some("more");
    set_root("data-contrast", contrast.or(asked));
}

/// The density (`data-density`); none is the usual one.
pub fn set_density(density: Option<&str>) {
    set_root("data-density", density);
}

/// The texts of the elements a selector finds, in the order of the page, each with its tag in small letters.
/// Of a `<div>`, the texts of what stands in it, a line each.
pub fn texts(selector: &str) -> Vec<(String, String)> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    let text = |element: &Element| element.text_content().unwrap_or_default();
    elements
        .map(|element| {
            let tag = element.tag_name().to_lowercase();
            if tag != "div" {
                return (tag, text(&element));
            }
            let inside = element.children();
            let parts: Vec<String> =
                (0..inside.length()).filter_map(|at| Some(text(&inside.item(at)?))).collect();
            (tag, parts.join("\n"))
        })
        .collect()
}

/// Whether the pointer or the focus is in an element this selector finds.
pub fn is_held(selector: &str) -> bool {
    let held = [selector, ":is(:hover, :focus-within)"].concat();
    document().is_some_and(|document| matches!(document.query_selector(&held), Ok(Some(_))))
}

/// The languages the person prefers, the dearest first, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    let Some(window) = window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The address of the page without what stands behind `#`.
pub fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// What stands after `#` in the address, as it is written there; empty where nothing does.
pub fn hash() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Goes to `#hash`: a step in the history, and a `hashchange` event unless it is there already.
pub fn set_hash(hash: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Makes `#hash` the address of this step of the history. Nobody hears a `hashchange`, except where the
/// browser refuses (Safari, after a hundred in half a minute) and the address is replaced the other way.
pub fn replace_hash(hash: &str) {
    let Some(window) = window() else { return };
    let mut address = String::with_capacity(hash.len() + 1);
    address.push('#');
    address.push_str(hash);
    let replaced = window
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)))
        .is_ok();
    if !replaced {
        let _ = window.location().replace(&address);
    }
}

/// Makes `#hash` a step of its own in the history; nobody hears a `hashchange`.
pub fn step_hash(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Hears that the part after `#` has changed, and to what.
pub fn on_hash(heard: impl Fn(String) + 'static) -> Listener {
    Listener::window("hashchange", move |_| heard(hash()))
}

/// Asks before the page is left, while it is on. Only for what would be lost.
#[derive(Default)]
pub struct LeaveGuard(RefCell<Option<Listener>>);

impl LeaveGuard {
    /// A guard that is off.
    pub fn new() -> LeaveGuard {
        LeaveGuard::default()
    }

    /// Turns it on or off. The listener goes when it is off: pages that have one are not kept for "back".
    pub fn set(&self, on: bool) {
        let mut guard = self.0.borrow_mut();
        if on == guard.is_some() {
            return;
        }
        *guard = on.then(|| {
            Listener::window("beforeunload", |event| {
                event.prevent_default();
                // The older way; the text itself is shown nowhere, but it must not be empty everywhere.
                js::set(&event, "returnValue", "1");
            })
        });
    }

    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.0.borrow().is_some()
    }
}

/// True inside a page of another site: its document is not ours to see.
pub fn is_in_other_site() -> bool {
    let top = window().and_then(|window| js::prop(window.as_ref(), "top"));
    top.and_then(|top| js::prop(&top, "document")).is_none()
}

/// Whether the browser believes to have a network.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Whether nobody can see the page (another tab is in front).
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Hears when the page is hidden (true) or seen again (false).
pub fn on_visibility(heard: impl Fn(bool) + 'static) -> Listener {
    Listener::document("visibilitychange", move |_| heard(is_hidden()))
}

fn media(query: &str) -> Option<MediaQueryList> {
    window()?.match_media(query).ok().flatten()
}

/// Whether a media query holds.
pub fn media_matches(query: &str) -> bool {
    media(query).is_some_and(|list| list.matches())
}

/// Hears when a media query begins (true) or ceases to hold; none where the browser cannot tell.
pub fn on_media(query: &str, heard: impl Fn(bool) + 'static) -> Option<Listener> {
    let list = media(query)?;
    let asked = list.clone();
    Some(Listener::on(&list, "change", move |_| heard(asked.matches())))
}

/// Hears when the page goes to paper (true) and when it is back on the screen: before it is drawn for paper.
pub fn on_paper(heard: impl Fn(bool) + Clone + 'static) -> Vec<Listener> {
    let (before, after) = (heard.clone(), heard.clone());
    let around = [
        Listener::window("beforeprint", move |_| before(true)),
        Listener::window("afterprint", move |_| after(false)),
    ];
    around.into_iter().chain(on_media("print", heard)).collect()
}

/// Whether the device prefers dark.
pub fn prefers_dark() -> bool {
    media_matches("(prefers-color-scheme: dark)")
}

/// Whether the person asked for less motion.
pub fn prefers_less_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether the main pointer is a finger.
pub fn has_coarse_pointer() -> bool {
    media_matches("(pointer: coarse)")
}

/// Whether the device is of Apple's, whose keyboards have ⌘ where others have Ctrl.
pub fn is_apple() -> bool {
    let platform = window().and_then(|window| window.navigator().platform().ok()).unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|name| platform.starts_with(name))
}

/// How high the window is, in CSS pixels.
pub fn height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(800.0)
}

/// Whether anything on the page fits a selector.
pub fn has(selector: &str) -> bool {
    document().is_some_and(|document| document.query_selector(selector).ok().flatten().is_some())
}

/// Opens the print dialog; false where printing is refused.
pub fn print() -> bool {
    window().is_some_and(|window| window.print().is_ok())
}

/// Loads the page anew; it begins at its heading ([`begins_anew`]).
pub fn reload() {
    let Some(window) = window() else { return };
    if let Ok(history) = window.history() {
        // Where the browser refuses, it begins at its top.
        let _ = history.replace_state_with_url(&JsValue::TRUE, "", None);
    }
    let _ = window.location().reload();
}

/// True, once, where the page was loaded anew by [`reload`].
pub fn begins_anew() -> bool {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return false };
    let anew = history.state().is_ok_and(|state| state == JsValue::TRUE);
    anew && history.replace_state_with_url(&JsValue::NULL, "", None).is_ok()
}
