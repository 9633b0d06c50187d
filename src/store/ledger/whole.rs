//! The desk as a whole: copied, saved again, emptied, put back.

use super::tidy::covers;
use super::{Batch, Ledger, StoreError, encode, steps, unreadable};
use crate::domain::fact::Event;
use crate::domain::ident::{RequestId, Subject};
use crate::store::archive::{self, Shard};
use crate::store::journal;
use crate::store::key;
use crate::store::wire::v1;
use std::collections::{BTreeMap, BTreeSet};

impl Ledger {
    /// Every stored value of this space as it stands, whatever it is.
    pub fn stored(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut out = BTreeMap::new();
        for key in self.ports.kept.keys(self.keys.prefix())? {
            if let Some(value) = self.ports.kept.get(&key)? {
                out.insert(key, value);
            }
        }
        Ok(out)
    }

    /// Removes everything of this space. Returns what it was, so that it can be put back.
    pub fn wipe(&mut self) -> Result<BTreeMap<String, String>, StoreError> {
        let old = self.stored()?;
        self.drop_bringings()?;
        for key in old.keys() {
            self.ports.kept.remove(key)?;
        }
        self.lend_spare();
        self.mark_emptied();
        self.forget();
        Ok(old)
    }

    /// Voids what the log holds, and tells other tabs that the desk is another one now. The log itself forgets a little
    /// later, and a page may be left before it has. Where there is no room even for the mark, the worst is that
    /// something emptied comes back.
    pub(super) fn mark_emptied(&mut self) {
        let mut mark = self.now().0.to_string();
        // Twice in a millisecond it has to differ: nobody is told of an equal value.
        if self.marker.as_deref().is_some_and(|last| last.split(' ').next() == Some(mark.as_str())) {
            let times = self.marker.as_deref().and_then(|last| last.split(' ').nth(1)?.parse::<u32>().ok());
            mark.push(' ');
            mark.push_str(&(times.unwrap_or(1) + 1).to_string());
        }
        if self.ports.kept.put(&self.keys.emptied(), &mark).is_ok() {
            self.marker = Some(mark);
        }
        self.ports.log.clear(self.keys.space());
    }

    /// Puts back what [`Self::wipe`] returned.
    pub fn put_back(&mut self, old: &BTreeMap<String, String>) -> Result<(), StoreError> {
        for (key, value) in old {
            self.ports.kept.put(key, value)?;
        }
        self.forget();
        self.load();
        self.read_all();
        self.refresh_book();
        self.note_whole()
    }

    /// Notes the whole desk in the safe log.
    pub(super) fn note_whole(&self) -> Result<(), StoreError> {
        let whole: Batch = self.desk.subjects().map(|s| (s, self.desk.log(s).to_vec())).collect();
        let text = journal::encode(&whole).map_err(|f| unreadable(self.keys.prefix(), &f))?;
        self.note_safely(&text);
        Ok(())
    }

    /// Everything there is of this desk: what is stored, and what only this tab has in memory, as after a clearing from
    /// outside. What a copy is made of.
    pub fn copy(&self) -> BTreeMap<String, String> {
        // What is stored then is another desk.
        let mut all = if self.stale { BTreeMap::new() } else { self.stored().unwrap_or_default() };
        for subject in self.desk.subjects() {
            let (key, log) = (self.keys.record(subject), self.desk.log(subject));
            let whole: Vec<Event> = match all.get(&key).map(|value| v1::decode(value)) {
                Some(Ok(stored)) if covers(&stored, log) => continue,
                Some(Ok(mut stored)) => {
                    stored.extend(
                        log.iter()
                            .filter(|event| !covers(&stored, &[(*event).clone()]))
                            .cloned()
                            .collect::<Vec<_>>(),
                    );
                    stored.sort_by_key(Event::order);
                    stored
                }
                // It stays in the copy as it is.
                Some(Err(_)) => continue,
                None if self.shard_of(subject).is_some_and(|shard| all.contains_key(&shard)) => continue,
                None => log.to_vec(),
            };
            if let Ok(text) = v1::encode(&whole) {
                all.insert(key, text);
            }
        }
        all
    }

    fn shard_of(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Request(id) => self.placed.get(&id).map(|(name, _)| self.keys.shard(name)),
            _ => None,
        }
    }

    /// True where the store was cleared from outside while this tab was open: everything is here, and not there.
    pub fn is_cleared(&self) -> bool {
        self.cleared
    }

    /// Somebody has cleared the store, or seems to have: looks whether the desk is still in it.
    pub fn hear_clearing(&mut self) {
        let team = self.ports.kept.get(&self.keys.record(Subject::Team));
        self.cleared |= self.desk.is_set_up() && team == Ok(None);
    }

    /// Saves everything that is in memory and not in the store: what was packed as it was packed. Where the room does not
    /// do, what could be saved is, and the rest is still here.
    pub fn save_all(&mut self) -> Result<(), StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        if let Some(found) = self.newer {
            return Err(StoreError::Newer { found, known: self.schema() });
        }
        self.read_all();
        if self.schema_found().is_none() {
            self.ports.kept.put(key::ROOT, &steps::root(self.schema()))?;
        }
        let packed = self.save_shards()?;
        let loose: Vec<Subject> = self.desk.subjects().collect();
        for subject in loose {
            if matches!(subject, Subject::Request(id) if packed.contains(&id)) {
                continue;
            }
            match self.complete(subject) {
                Err(StoreError::Full { needed }) if self.make_room(&Batch::new(), needed) => {
                    self.complete(subject)?
                }
                done => done?,
            }
        }
        self.cleared = false;
        self.note_whole()
    }

    /// Writes the shards that are gone. Returns the requests of which everything is in a shard.
    fn save_shards(&mut self) -> Result<BTreeSet<RequestId>, StoreError> {
        let mut names: BTreeMap<String, Vec<RequestId>> = BTreeMap::new();
        for (id, (name, _)) in &self.placed {
            names.entry(name.clone()).or_default().push(*id);
        }
        let mut packed = BTreeSet::new();
        for (name, ids) in names {
            let value = self.ports.kept.get(&self.keys.shard(&name))?;
            let held: BTreeMap<RequestId, Vec<Event>> = match value {
                Some(value) => archive::events(&value).unwrap_or_default().into_iter().collect(),
                None => {
                    let mut shard = Shard::new();
                    for id in &ids {
                        let subject = Subject::Request(*id);
                        shard.insert(*id, encode(&self.keys.record(subject), self.desk.log(subject))?);
                    }
                    self.put_shard(&name, &shard)?;
                    packed.extend(ids);
                    continue;
                }
            };
            let whole = |id: &RequestId| {
                let log = self.desk.log(Subject::Request(*id));
                held.get(id).is_some_and(|events| covers(events, log))
            };
            packed.extend(ids.into_iter().filter(whole));
        }
        Ok(packed)
    }

    /// True where another tab has emptied or replaced the desk since it was read here: from then on nothing is written
    /// and nothing is heard, until it is read anew ([`Self::reload`]).
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Looks whether the desk is still the one that was read.
    pub(super) fn went_stale(&mut self) -> bool {
        let found = self.ports.kept.get(&self.keys.emptied()).ok().flatten();
        self.stale |= found.is_some() && found != self.marker;
        self.stale
    }

    /// Reads the desk anew, as it is stored now.
    pub fn reload(&mut self) {
        self.forget();
        self.carry();
        self.load();
        self.read_all();
        self.refresh_book();
    }
}
