//! Tabs of one browser as processes that hear of each other late, the way Chromium keeps localStorage: each has its
//! own copy; writes go to the browser, which puts them in order and tells the others; a tab that has a write of its
//! own to a key on its way does not take in others' writes to that key until its own has arrived.
#![allow(dead_code, clippy::unwrap_used)]

use inhouse::store::ledger::Ledger;
use inhouse::store::ports::{KeyValue, StoreError};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

#[derive(Clone)]
struct Write {
    key: String,
    value: Option<String>,
}

/// What is stored, and what the other tab has not heard of yet.
type Kept = (BTreeMap<String, String>, VecDeque<Write>);

/// A tab's own copy of the store, and what it has written that the browser has not heard of.
#[derive(Clone, Default)]
pub struct TabStore(Rc<RefCell<Kept>>);

impl TabStore {
    fn write(&self, key: &str, value: Option<&str>) {
        let (map, sent) = &mut *self.0.borrow_mut();
        match value {
            Some(value) => map.insert(key.to_owned(), value.to_owned()),
            None => map.remove(key),
        };
        sent.push_back(Write { key: key.to_owned(), value: value.map(str::to_owned) });
    }
}

impl KeyValue for TabStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.borrow().0.get(key).cloned())
    }
    fn put(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.write(key, Some(value));
        Ok(())
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.write(key, None);
        Ok(())
    }
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().0.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

/// The browser: the store as it will be on the disk, and what each tab has not been told yet.
pub struct Browser {
    pub kept: BTreeMap<String, String>,
    pub tabs: Vec<TabStore>,
    untold: Vec<VecDeque<(Write, Option<String>)>>,
}

impl Browser {
    pub fn new(kept: BTreeMap<String, String>, tabs: usize) -> Browser {
        let stores: Vec<TabStore> = (0..tabs).map(|_| TabStore::default()).collect();
        for store in &stores {
            store.0.borrow_mut().0 = kept.clone();
        }
        Browser { kept, tabs: stores, untold: vec![VecDeque::new(); tabs] }
    }

    /// Takes in the oldest write of a tab, if there is one, and has it told to the others.
    pub fn hear(&mut self, tab: usize) -> bool {
        let Some(write) = self.tabs[tab].0.borrow_mut().1.pop_front() else { return false };
        let old = match &write.value {
            Some(value) => self.kept.insert(write.key.clone(), value.clone()),
            None => self.kept.remove(&write.key),
        };
        for other in (0..self.tabs.len()).filter(|other| *other != tab) {
            self.untold[other].push_back((write.clone(), old.clone()));
        }
        true
    }

    /// Tells a tab the oldest thing it does not know, if there is one: its copy follows, and its ledger hears.
    pub fn tell(&mut self, tab: usize, ledger: &mut Ledger) -> bool {
        let Some((write, old)) = self.untold[tab].pop_front() else { return false };
        {
            let (map, sent) = &mut *self.tabs[tab].0.borrow_mut();
            if !sent.iter().any(|own| own.key == write.key) {
                match &write.value {
                    Some(value) => map.insert(write.key.clone(), value.clone()),
                    None => map.remove(&write.key),
                };
            }
        }
        // No event where the value is the same.
        if old != write.value {
            ledger.absorb(&write.key, write.value.as_deref()).unwrap();
        }
        true
    }

    /// Until everybody knows everything.
    pub fn settle(&mut self, ledgers: &mut [Ledger]) {
        loop {
            let mut busy = false;
            for (tab, ledger) in ledgers.iter_mut().enumerate() {
                while self.hear(tab) {
                    busy = true;
                }
                while self.tell(tab, ledger) {
                    busy = true;
                }
            }
            if !busy {
                return;
            }
        }
    }
}
