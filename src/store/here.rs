//! What this device remembers for itself: theme, density, who acts, the order of the board. It is never
//! part of the desk and never exported.
//!
//! A value that does not read counts as none, and is set aside before another one is written: the day of the last copy,
//! the folder copies go to and the keys that are off are worth asking for once more.

use super::key;
use super::ledger::set_aside;
use super::ports::KeyValue;
use serde_json::{Map, Value};
use std::rc::Rc;

/// The name of the setting that says whether this device shows notices: there where it does.
pub const NOTICES: &str = "notices";

/// This device's own settings.
#[derive(Clone)]
pub struct Here {
    kept: Rc<dyn KeyValue>,
}

impl Here {
    /// The settings in this store.
    pub fn new(kept: Rc<dyn KeyValue>) -> Here {
        Here { kept }
    }

    fn all(&self) -> Map<String, Value> {
        let stored = self.kept.get(key::HERE).ok().flatten();
        stored.and_then(|text| read(&text).ok()).unwrap_or_default()
    }

    /// The setting with this name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.all().get(name).and_then(Value::as_str).map(str::to_owned)
    }

    /// Sets it, or clears it. A store that refuses loses only this convenience.
    pub fn set(&self, name: &str, value: Option<&str>) {
        if !keep_aside(self.kept.as_ref()) {
            return;
        }
        let mut all = self.all();
        match value {
            Some(value) => all.insert(name.to_owned(), Value::from(value)),
            None => all.remove(name),
        };
        let _ = self.kept.put(key::HERE, &Value::Object(all).to_string());
    }
}

/// The settings in a stored value, or why it does not read.
pub fn read(text: &str) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text).map_err(|fault| fault.to_string())
}

/// Why what is kept here does not read; none where it does, or where there is nothing.
pub fn fault(kept: &dyn KeyValue) -> Option<String> {
    read(&kept.get(key::HERE).ok().flatten()?).err()
}

/// Sets a value that does not read aside. False where that cannot be done: then nothing may be written in its place.
fn keep_aside(kept: &dyn KeyValue) -> bool {
    let Some(cause) = fault(kept) else { return true };
    let (Ok(Some(value)), Ok(taken)) = (kept.get(key::HERE), kept.keys(key::HERE_ASIDE)) else {
        return false;
    };
    let mut number = taken.len();
    let place = |number: usize| [key::HERE_ASIDE, &number.to_string()].concat();
    while taken.contains(&place(number)) {
        number += 1;
    }
    kept.put(&place(number), &set_aside(key::HERE, &cause, &value)).is_ok()
}

/// The first setting of a device that has none yet: its theme. Written as text, for the first screen does without
/// whatever else is here.
pub fn begin_with(kept: &dyn KeyValue, theme: &str) {
    // A store that refuses loses only this convenience.
    let _ = kept.put(key::HERE, &["{\"theme\":\"", theme, "\"}"].concat());
}
