//! Properties and methods by name, for what may be missing.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property; none where it is missing, undefined, null, or refuses to be read.
pub(super) fn prop(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

/// A property that is a text.
pub(super) fn text(of: &JsValue, name: &str) -> Option<String> {
    prop(of, name)?.as_string()
}

/// Sets a property; a refusal is of no interest to those who call this.
pub(super) fn set(of: &JsValue, name: &str, value: &str) {
    let _ = Reflect::set(of, &JsValue::from_str(name), &JsValue::from_str(value));
}

/// Calls a method with at most one argument; none where there is no such method or where it throws.
pub(super) fn call(of: &JsValue, name: &str, argument: Option<&str>) -> Option<JsValue> {
    match argument {
        Some(argument) => call_with(of, name, &JsValue::from_str(argument)),
        None => prop(of, name)?.dyn_into::<Function>().ok()?.call0(of).ok(),
    }
}

/// Calls a method with an argument; none where there is no such method or where it throws.
pub(super) fn call_with(of: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    prop(of, name)?.dyn_into::<Function>().ok()?.call1(of, argument).ok()
}

/// A new object of the class `name` of `of`; none where there is no such class or where it throws.
pub(super) fn build(of: &JsValue, name: &str, arguments: &Array) -> Option<JsValue> {
    let class: Function = prop(of, name)?.dyn_into().ok()?;
    Reflect::construct(&class, arguments).ok()
}

/// What an error says of itself: its name and message.
pub(super) fn reason(error: &JsValue) -> String {
    let mut out = text(error, "name").unwrap_or_default();
    let message = text(error, "message").or_else(|| error.as_string()).unwrap_or_default();
    if !out.is_empty() && !message.is_empty() {
        out.push_str(": ");
    }
    out.push_str(&message);
    out
}
