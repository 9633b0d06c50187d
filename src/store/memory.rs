//! A store in memory: for tests, and for browsers that refuse storage (then the desk runs, and says
//! that nothing is kept).

use super::ports::{Clock, Entropy, KeyValue, SafeLog, StoreError};
use crate::domain::moment::Moment;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A store in memory with a quota in UTF-16 units, keys and values together; shared by its clones.
#[derive(Clone)]
pub struct Memory {
    map: Rc<RefCell<BTreeMap<String, String>>>,
    quota: Rc<Cell<usize>>,
    used: Rc<Cell<usize>>,
    /// Fails every write that makes a value longer, once this many more writes have succeeded: as a full
    /// browser store does, which still lets values shrink and go.
    writes_left: Rc<Cell<Option<usize>>>,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory {
            map: Rc::default(),
            quota: Rc::new(Cell::new(usize::MAX)),
            used: Rc::default(),
            writes_left: Rc::default(),
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Memory {
    /// An empty store.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Sets the quota in UTF-16 units.
    pub fn set_quota(&self, most: usize) {
        self.quota.set(most);
    }

    /// From now on only this many writes succeed; none lifts the limit.
    pub fn fail_after(&self, writes: Option<usize>) {
        self.writes_left.set(writes);
    }

    /// Units in use.
    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// A copy of everything in it.
    pub fn dump(&self) -> BTreeMap<String, String> {
        self.map.borrow().clone()
    }

    /// Replaces everything in it.
    pub fn fill(&self, all: BTreeMap<String, String>) {
        self.used.set(all.iter().map(|(k, v)| units(k) + units(v)).sum());
        *self.map.borrow_mut() = all;
    }

    fn spend_write(&self) -> Result<(), StoreError> {
        match self.writes_left.get() {
            None => Ok(()),
            Some(0) => Err(StoreError::Full { needed: 0 }),
            Some(left) => {
                self.writes_left.set(Some(left - 1));
                Ok(())
            }
        }
    }
}

impl KeyValue for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.map.borrow().get(key).cloned())
    }

    fn put(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let grows = self.map.borrow().get(key).is_none_or(|old| units(old) < units(value));
        if grows {
            self.spend_write()?;
        }
        let old = self.map.borrow().get(key).map(|v| units(key) + units(v)).unwrap_or(0);
        let needed = units(key) + units(value);
        if self.used() - old + needed > self.quota.get() {
            return Err(StoreError::Full { needed });
        }
        self.used.set(self.used() - old + needed);
        self.map.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if let Some(old) = self.map.borrow_mut().remove(key) {
            self.used.set(self.used.get() - units(key) - units(&old));
        }
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.map.borrow().keys().filter(|k| k.starts_with(prefix)).cloned().collect())
    }
}

/// A clock that shows what it is set to; shared by its clones.
#[derive(Clone, Default)]
pub struct SetClock(Rc<Cell<i64>>);

impl SetClock {
    /// A clock that shows `at`.
    pub fn at(at: Moment) -> SetClock {
        SetClock(Rc::new(Cell::new(at.0)))
    }

    /// Sets it.
    pub fn set(&self, at: Moment) {
        self.0.set(at.0);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.get())
    }
}

/// Numbers that are not random at all, from a seed: tests repeat themselves with them.
#[derive(Clone, Default)]
pub struct Counting(Rc<Cell<u128>>);

impl Counting {
    /// Starts after this number.
    pub fn from(seed: u128) -> Counting {
        Counting(Rc::new(Cell::new(seed)))
    }
}

impl Entropy for Counting {
    fn bits(&self) -> u128 {
        let next = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        self.0.set(next);
        next ^ (next >> 61)
    }
}

/// A [`SafeLog`] in memory.
#[derive(Clone, Default)]
pub struct MemoryLog(Rc<RefCell<Vec<(String, Moment, String)>>>);

impl MemoryLog {
    /// What it holds of a space, oldest first.
    pub fn noted(&self, space: &str) -> Vec<(Moment, String)> {
        let all = self.0.borrow();
        all.iter().filter(|(s, ..)| s == space).map(|(_, at, text)| (*at, text.clone())).collect()
    }
}

impl SafeLog for MemoryLog {
    fn append(&self, space: &str, at: Moment, batch: &str) {
        self.0.borrow_mut().push((space.to_owned(), at, batch.to_owned()));
    }

    fn clear(&self, space: &str) {
        self.0.borrow_mut().retain(|(s, ..)| s != space);
    }
}
