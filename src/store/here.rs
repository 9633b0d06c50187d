//! What this device remembers for itself: theme, density, who acts, the order of the board. It is never
//! part of the desk and never exported. A value that does not read counts as none: nothing here is the
//! team's.

use super::key;
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
        match stored.and_then(|text| serde_json::from_str(&text).ok()) {
            Some(Value::Object(map)) => map,
            _ => Map::new(),
        }
    }

    /// The setting with this name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.all().get(name).and_then(Value::as_str).map(str::to_owned)
    }

    /// Sets it, or clears it. A store that refuses loses only this convenience.
    pub fn set(&self, name: &str, value: Option<&str>) {
        let mut all = self.all();
        match value {
            Some(value) => all.insert(name.to_owned(), Value::from(value)),
            None => all.remove(name),
        };
        let _ = self.kept.put(key::HERE, &Value::Object(all).to_string());
    }
}

/// The first setting of a device that has none yet: its theme. Written as text, for the first screen does without
/// whatever else is here.
pub fn begin_with(kept: &dyn KeyValue, theme: &str) {
    // A store that refuses loses only this convenience.
    let _ = kept.put(key::HERE, &["{\"theme\":\"", theme, "\"}"].concat());
}
