//! What other tabs of this browser write.

use super::listener::Listener;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

/// What another tab did to localStorage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// A key has a new value, or was removed (none).
    Changed {
        /// The key.
        key: String,
        /// Its value now.
        value: Option<String>,
    },
    /// Everything was removed at once.
    Cleared,
}

/// Hears what other tabs do to keys that begin with `prefix`, and that they clear everything, for as long as
/// the listener is kept. A tab never hears itself, nor a write of an equal value. The writes of one task
/// are heard in order and after the last of them; Chromium tells of a clearing later than of writes after it.
pub fn listen(prefix: &str, heard: impl Fn(Heard) + 'static) -> Listener {
    let prefix = prefix.to_owned();
    let area = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    Listener::window("storage", move |event| {
        let Ok(event) = event.dyn_into::<StorageEvent>() else { return };
        // sessionStorage speaks through the same event (from frames of one tab).
        let other = event.storage_area();
        if other.is_some() && other != area {
            return;
        }
        match event.key() {
            None => heard(Heard::Cleared),
            Some(key) if key.starts_with(&prefix) => heard(Heard::Changed { key, value: event.new_value() }),
            Some(_) => {}
        }
    })
}
