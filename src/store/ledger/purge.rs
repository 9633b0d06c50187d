//! Requests that are removed for good, to make room.
//!
//! Rules:
//! 1. Whoever removes a request can undo that, and its history stays: so it takes as much room as before. For good goes
//!    only what somebody chose to, out of what is finished or removed ([`Ledger::purgeable`]): also at the moment it goes,
//!    since another tab may have opened it again.
//! 2. A mark says what went and when, so that no journal, no note of the safe log and no other tab's memory brings it
//!    back. It is written before the first record goes, and a start that finds something marked removes it: a purge is
//!    done whole or not at all. A full store lends the marks its [spare room](super::spare). Where even that does not do
//!    for so many at once, they go in portions, each whole; each makes room for the marks of the next.
//! 3. Marks that do not read are listed as damage, and set aside before others are written: what they named may come back
//!    from an old tab or a file, and whoever reads the list knows.
//! 4. Marks are kept for [`MARKED`]. Whoever opens a file that has it brings it back knowingly; then its mark goes.

use super::{Batch, Ledger, StoreError, WireFault, aside, unreadable};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::stamp::Stamp;
use crate::store::key::Named;
use crate::store::{archive, pack};
use std::collections::{BTreeMap, BTreeSet};

/// How long a mark is kept: nobody has a tab open for longer.
pub const MARKED: Span = Span::days(90);

/// The version marks are written in, as the first letter of the value.
const MARKS_VERSION: u32 = 2;

/// What went for good, and when.
pub(super) type Marks = BTreeMap<RequestId, Moment>;

/// Marks as they are stored: `2`, then [packed](pack) for each the identifier and the moment. Some nine units each: what
/// goes may be packed itself, and has to free more than its mark takes.
fn write(marks: &Marks) -> String {
    let mut plain = String::new();
    for (id, at) in marks {
        plain.push(' ');
        plain.push_str(&id.to_string());
        plain.push(' ');
        plain.push_str(&at.0.to_string());
    }
    ["2", &pack::pack(plain.as_bytes())].concat()
}

/// The marks in a stored value; nothing is guessed. `1` begins the older form, which is not packed.
fn read(text: &str) -> Result<Marks, WireFault> {
    let plain = |text: &str| read_plain(text).ok_or_else(|| WireFault::Shape("no list of marks".to_owned()));
    match text.split_at_checked(1) {
        Some(("1", marks)) => plain(marks),
        Some(("2", packed)) => plain(&String::from_utf8_lossy(&pack::unpack(packed)?)),
        Some((digit @ ("3" | "4" | "5" | "6" | "7" | "8" | "9"), _)) => {
            Err(WireFault::Newer(digit.parse().unwrap_or(9)))
        }
        _ => plain("?"),
    }
}

fn read_plain(text: &str) -> Option<Marks> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let pairs = words.chunks(2).map(|pair| match pair {
        [id, at] => Some((id.parse().ok()?, Moment(at.parse().ok()?))),
        _ => None,
    });
    pairs.collect()
}

/// How many marks there are in a stored value.
///
/// # Errors
/// It does not read.
pub fn marks_in(text: &str) -> Result<usize, WireFault> {
    read(text).map(|marks| marks.len())
}

impl Ledger {
    /// What may go for good: requests that are finished, and those that were removed.
    pub fn purgeable(&self) -> Vec<RequestId> {
        let of_request = |subject| match subject {
            Subject::Request(id) => Some(id),
            _ => None,
        };
        let requests = self.desk.subjects().filter_map(of_request);
        requests.filter(|id| self.desk.request(*id).is_none_or(|r| r.stage.is_finished())).collect()
    }

    /// Removes these requests with their history, for good, but for those that may not go any more (rule 1); other tabs
    /// follow. Works in a full store. How many went.
    pub fn purge(&mut self, ids: &[RequestId]) -> Result<usize, StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        if let Some(found) = self.newer {
            return Err(StoreError::Newer { found, known: self.schema() });
        }
        self.read_all();
        let now = self.now();
        self.marks.retain(|_, at| now.since(*at) < MARKED);
        ids.iter().for_each(|id| self.catch_up(Subject::Request(*id)));
        let may: BTreeSet<RequestId> = self.purgeable().into_iter().collect();
        let ids: Vec<RequestId> = ids.iter().filter(|id| may.contains(id)).copied().collect();
        let (mut left, mut portion) = (ids.as_slice(), ids.len());
        while !left.is_empty() {
            let (these, rest) = left.split_at(portion.clamp(1, left.len()));
            match self.mark(these, now) {
                Ok(()) => {
                    self.drop_marked(these)?;
                    left = rest;
                    portion *= 2;
                }
                Err(StoreError::Full { .. }) if portion > 1 => portion /= 2,
                Err(error) => return Err(error),
            }
        }
        // What was lent comes back: there is room now.
        self.keep_spare();
        Ok(ids.len())
    }

    /// Marks these; in a full store with the room there is for that.
    fn mark(&mut self, ids: &[RequestId], now: Moment) -> Result<(), StoreError> {
        self.marks.extend(ids.iter().map(|id| (*id, now)));
        let is_full = |done: &Result<(), StoreError>| matches!(done, Err(StoreError::Full { .. }));
        let mut marked = self.put_marks();
        if is_full(&marked) && self.drop_journal() {
            marked = self.put_marks();
        }
        if is_full(&marked) && self.lend_spare() {
            marked = self.put_marks();
        }
        if is_full(&marked)
            && let [id] = ids
        {
            // A store that never had room to spare: one by one, the record makes room for its own mark.
            self.ports.kept.remove(&self.keys.record(Subject::Request(*id)))?;
            marked = self.put_marks();
            if is_full(&marked) {
                // Without its mark, the worst is that it comes back.
                return Ok(());
            }
        }
        if marked.is_err() {
            self.load_marks();
        }
        marked
    }

    fn put_marks(&mut self) -> Result<(), StoreError> {
        let key = self.keys.marks();
        if let Some(stored) = self.ports.kept.get(&key)?
            && let Err(fault) = read(&stored)
        {
            match fault {
                WireFault::Newer(found) => return Err(StoreError::Newer { found, known: MARKS_VERSION }),
                fault => self.put_aside(&aside::written(&key, &fault.to_string(), &stored))?,
            }
            self.damage.retain(|damage| damage.key != key);
        }
        match self.marks.is_empty() {
            true => self.ports.kept.remove(&key),
            false => self.ports.kept.put(&key, &write(&self.marks)),
        }
    }

    /// Removes what is marked from the store and from the desk.
    fn drop_marked(&mut self, ids: &[RequestId]) -> Result<(), StoreError> {
        for id in ids {
            self.ports.kept.remove(&self.keys.record(Subject::Request(*id)))?;
        }
        let names: BTreeSet<String> =
            ids.iter().filter_map(|id| self.placed.get(id)).map(|(name, _)| name.clone()).collect();
        for name in names {
            self.sweep_shard(&name)?;
        }
        self.forget_marked(ids);
        Ok(())
    }

    /// Removes what is marked from a shard.
    pub(super) fn sweep_shard(&self, name: &str) -> Result<(), StoreError> {
        let key = self.keys.shard(name);
        let Some(value) = self.ports.kept.get(&key)? else { return Ok(()) };
        let mut shard = archive::decode(&value).map_err(|fault| unreadable(&key, &fault))?;
        shard.retain(|id, _| !self.marks.contains_key(id));
        match shard.is_empty() {
            true => self.ports.kept.remove(&key),
            false => self.put_shard(name, &shard),
        }
    }

    /// Takes what is marked out of the desk.
    fn forget_marked(&mut self, ids: &[RequestId]) {
        for id in ids {
            let subject = Subject::Request(*id);
            let stamps: Vec<Stamp> = self.desk.log(subject).iter().map(|e| e.stamp).collect();
            self.desk.retract(subject, &stamps);
            self.placed.remove(id);
        }
        let marked = |subject: &Subject| matches!(subject, Subject::Request(id) if ids.contains(id));
        let touches = |members: &crate::store::history::Members| members.iter().any(|(s, _)| marked(s));
        self.history.done.retain(|step| !touches(&step.members));
        self.history.undone.retain(|undone| !touches(&undone.step.members));
    }

    /// True for a request that went for good.
    pub(super) fn is_marked(&self, subject: Subject) -> bool {
        matches!(subject, Subject::Request(id) if self.marks.contains_key(&id))
    }

    /// Reads the marks of the store.
    pub(super) fn load_marks(&mut self) {
        let stored = self.ports.kept.get(&self.keys.marks()).ok().flatten();
        self.marks = self.marks_read(stored.as_deref()).unwrap_or_default();
    }

    /// The marks in a stored value; none where it does not read, which is listed as damage.
    fn marks_read(&mut self, value: Option<&str>) -> Option<Marks> {
        match value.map_or(Ok(Marks::new()), read) {
            Ok(marks) => Some(marks),
            Err(fault) => {
                let key = self.keys.marks();
                if !self.damage.iter().any(|damage| damage.key == key) {
                    self.note_damage(key, &fault);
                }
                None
            }
        }
    }

    /// Tries again to read the marks of the store.
    pub(super) fn retry_marks(&mut self) {
        let stored = self.ports.kept.get(&self.keys.marks()).ok().flatten();
        self.marks_heard(stored.as_deref());
    }

    /// Another tab has removed something for good, or brought it back. Of marks that do not read nothing is taken.
    pub(super) fn marks_heard(&mut self, value: Option<&str>) -> Vec<Subject> {
        let Some(found) = self.marks_read(value) else { return Vec::new() };
        let new: Vec<RequestId> = found.keys().filter(|id| !self.marks.contains_key(id)).copied().collect();
        self.marks = found;
        self.forget_marked(&new);
        new.into_iter().map(Subject::Request).collect()
    }

    /// Rule 4: what somebody brings in is no longer marked.
    pub(super) fn unmark(&mut self, batch: &Batch) -> Result<(), StoreError> {
        let before = self.marks.len();
        for (subject, _) in batch {
            if let Subject::Request(id) = subject {
                self.marks.remove(id);
            }
        }
        if self.marks.len() == before { Ok(()) } else { self.put_marks() }
    }

    /// What is finished or removed goes, in whichever of these values it stands: how many units that frees, about.
    pub fn purge_units(&self, ids: &[RequestId]) -> usize {
        let ids: BTreeSet<RequestId> = ids.iter().copied().collect();
        let keys = self.ports.kept.keys(self.keys.prefix()).unwrap_or_default();
        let units = |key: &str| {
            self.ports.kept.get(key).ok().flatten().map_or(0, |v| key.len() + v.encode_utf16().count())
        };
        let mut out = 0;
        for key in keys {
            match self.keys.read(&key) {
                Named::Record(Subject::Request(id)) if ids.contains(&id) => out += units(&key),
                Named::Shard(name) => {
                    let held = self.placed.iter().filter(|(_, (at, _))| *at == name);
                    let (all, go) = held.fold((0_usize, 0_usize), |(all, go), (id, _)| {
                        (all + 1, go + usize::from(ids.contains(id)))
                    });
                    out += units(&key) * go / all.max(1);
                }
                _ => {}
            }
        }
        out
    }

    /// A record of a request that went for good and is stored all the same, as after a crash: it goes now.
    pub(super) fn sweep_marked(&mut self, found: &[RequestId]) {
        for id in found {
            let _ = self.ports.kept.remove(&self.keys.record(Subject::Request(*id)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_back_and_nonsense_does_not() {
        let id = RequestId::from_parts(1_700_000_000_000, 42);
        let marks = Marks::from([(id, Moment(7)), (RequestId::from_parts(1, 1), Moment(-3))]);
        assert_eq!(read(&write(&marks)), Ok(marks));
        for nonsense in ["", "2 a b", "2", "1 x y", "1 01", "{}", "é"] {
            assert!(matches!(read(nonsense), Err(WireFault::Shape(_))), "{nonsense}");
        }
        assert_eq!(read("3 of a later version"), Err(WireFault::Newer(3)));
        assert_eq!(read(&format!("1 {id} 7")), Ok(Marks::from([(id, Moment(7))])));
    }
}
