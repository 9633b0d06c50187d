//! Copying to the clipboard.

use super::{focus, js};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement};

/// Copies a text; false where the browser refuses both ways (then show it, selected, to be copied by hand).
/// Only from a click or a key.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let written = js::prop(window.navigator().as_ref(), "clipboard")
        .and_then(|clipboard| js::call(&clipboard, "writeText", Some(text)));
    if let Some(promise) = written
        && JsFuture::from(js_sys::Promise::resolve(&promise)).await.is_ok()
    {
        return true;
    }
    window.document().and_then(|document| copy_by_selection(&document, text)).unwrap_or(false)
}

/// The text that is being pasted; none where there is none.
pub fn pasted(event: &web_sys::Event) -> Option<String> {
    js::call(&js::prop(event, "clipboardData")?, "getData", Some("text/plain"))?.as_string()
}

/// The way of frames and pages without https: a text area, selected and copied.
fn copy_by_selection(document: &Document, text: &str) -> Option<bool> {
    let before = focus::focused();
    // A modal dialog makes everything outside it inert: stay where the focus is.
    let dialog = before.as_ref().and_then(|element| element.closest("dialog[open]").ok().flatten());
    let home = match dialog {
        Some(dialog) => dialog,
        None => document.body()?.into(),
    };
    let area: HtmlElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    js::set(&area, "value", text);
    let style = area.style();
    let _ = style.set_property("position", "fixed");
    let _ = style.set_property("opacity", "0");
    home.append_child(&area).ok()?;
    js::call(&area, "select", None);
    let copied = js::call(document, "execCommand", Some("copy")).and_then(|done| done.as_bool());
    area.remove();
    if let Some(before) = before {
        focus::focus(&before);
    }
    copied
}
