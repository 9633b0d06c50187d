//! Values that do not read are set aside untouched: under a key of their own, with the key they had and why.
//!
//! Rules:
//! 1. A value is set aside before anything is written in its place, and where there is no room for that, nothing is.
//! 2. A number that another tab has taken meanwhile is not taken again.
//! 3. What is set aside is tried again at every start; where it reads now, it is a record as any other.
//! 4. What this device remembers for itself is set aside beside it ([`crate::store::here`]), and listed here. As long as
//!    nothing was written in its place it is listed where it is.

use super::{Damage, Ledger, StoreError, WireFault};
use crate::store::here;
use crate::store::key::{self, Named};
use crate::store::wire::v1;

/// A value set aside, as it is stored.
#[derive(serde::Deserialize)]
struct Aside {
    key: String,
    cause: Option<String>,
    value: String,
}

/// The value to store for one that is set aside.
pub(in crate::store) fn written(key: &str, cause: &str, value: &str) -> String {
    serde_json::json!({ "key": key, "cause": cause, "value": value }).to_string()
}

fn read(text: &str) -> Result<Aside, WireFault> {
    serde_json::from_str(text).map_err(|fault| WireFault::Shape(fault.to_string()))
}

impl Ledger {
    /// Values set aside untouched: the key each is kept under, and the key it had and why it did not read as far as
    /// that is known. One that does not read itself is listed under the key it has.
    pub fn set_aside(&self) -> Vec<(String, Damage)> {
        let kept = &self.ports.kept;
        let keys = |prefix: &str| kept.keys(prefix).unwrap_or_default();
        let of_desk = keys(&format!("{}x/", self.keys.prefix()));
        let listed = |key: String| {
            let value = kept.get(&key).ok().flatten()?;
            let (was, cause) = match read(&value) {
                Ok(aside) => (aside.key, aside.cause.unwrap_or_default()),
                Err(fault) => (key.clone(), fault.to_string()),
            };
            Some((key, Damage { key: was, cause, newer: false }))
        };
        let here = here::fault(kept.as_ref()).map(|cause| {
            let damage = Damage { key: key::HERE.to_owned(), cause, newer: false };
            (key::HERE.to_owned(), damage)
        });
        of_desk.into_iter().chain(keys(key::HERE_ASIDE)).filter_map(listed).chain(here).collect()
    }

    /// True for a key under which something is set aside.
    pub(super) fn is_aside(&self, key: &str) -> bool {
        matches!(self.keys.read(key), Named::SetAside(_)) || key.starts_with(key::HERE_ASIDE)
    }

    /// Sets a value aside (rules 1 and 2); `text` is how that is [written].
    pub(super) fn put_aside(&mut self, text: &str) -> Result<(), StoreError> {
        let mut key = self.keys.set_aside(self.next_aside);
        while self.ports.kept.get(&key)?.is_some() {
            self.next_aside += 1;
            key = self.keys.set_aside(self.next_aside);
        }
        self.ports.kept.put(&key, text)?;
        self.next_aside += 1;
        Ok(())
    }

    /// Tries again to read a value that was set aside (rule 3).
    pub(super) fn take_up(&mut self, key: &str) {
        let Ok(Some(text)) = self.ports.kept.get(key) else { return };
        let Ok(aside) = read(&text) else { return };
        let (Named::Record(subject), Ok(events)) = (self.keys.read(&aside.key), v1::decode(&aside.value))
        else {
            return;
        };
        let now = self.now();
        self.learn(subject, events, now);
        if self.newer.is_none() && self.complete(subject).is_ok() {
            // Nothing is lost if it stays: it is read again at the next start.
            let _ = self.ports.kept.remove(key);
        }
    }

    /// Removes a value that was set aside, for good; or what this device remembers for itself, where that does not read.
    pub fn discard(&mut self, key: &str) -> Result<(), StoreError> {
        let unread = key == key::HERE && here::fault(self.ports.kept.as_ref()).is_some();
        match unread || self.is_aside(key) {
            true => self.ports.kept.remove(key),
            false => Ok(()),
        }
    }
}
