//! Notices of the browser: what it shows beside the page, on the desktop or the lock screen.

use super::js;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const CLASS: &str = "Notification";

/// Whether this page may show notices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum May {
    /// There are none here: an old browser, or a page that is not served safely.
    Never,
    /// Nobody has been asked yet.
    Ask,
    /// They were refused, or the page stands inside another one.
    Refused,
    /// It may.
    Show,
}

/// Whether this page may show notices now.
pub fn may() -> May {
    let class = web_sys::window().and_then(|window| js::prop(window.as_ref(), CLASS));
    match class.map(|class| js::text(&class, "permission")) {
        None => May::Never,
        Some(Some(state)) if state == "granted" => May::Show,
        Some(Some(state)) if state == "denied" => May::Refused,
        // A browser may say that nobody was asked, and then never ask.
        Some(_) if super::page::is_in_other_site() => May::Refused,
        Some(_) => May::Ask,
    }
}

/// Asks the person whether notices may be shown. To be called for a press of a button, and for nothing else.
pub async fn ask() -> May {
    if may() == May::Ask {
        let class = web_sys::window().and_then(|window| js::prop(window.as_ref(), CLASS));
        let promise = class.and_then(|class| js::call(&class, "requestPermission", None));
        if let Some(promise) = promise {
            let _ = JsFuture::from(Promise::resolve(&promise)).await;
        }
    }
    may()
}

/// Shows a notice. One with the same `tag` takes the place of the one before, also of another tab. Pressed, it brings the
/// page into sight at `hash`. False where the browser does not do it (on phones only programs of a service worker may).
pub fn show(title: &str, body: &str, tag: &str, hash: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let options = Object::new();
    for (name, value) in [("body", body), ("tag", tag)] {
        js::set(&options, name, value);
    }
    let Some(notice) = js::build(&window, CLASS, &Array::of2(&JsValue::from_str(title), &options)) else {
        return false;
    };
    let (hash, shown) = (hash.to_owned(), notice.clone());
    let pressed: Box<dyn FnOnce()> = Box::new(move || {
        if let Some(window) = web_sys::window() {
            js::call(&window, "focus", None);
        }
        super::page::set_hash(&hash);
        js::call(&shown, "close", None);
    });
    let pressed = Closure::once_into_js(pressed);
    Reflect::set(&notice, &JsValue::from_str("onclick"), pressed.unchecked_ref()).is_ok()
}
