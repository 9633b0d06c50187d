//! What is stored is read: at the start, and where a journal or the safe log knows more than the records.
//!
//! Whatever does not read stays as it is and is listed as damage; the rest starts without it.

use super::{Batch, Damage, Ledger, Recovered, StoreError, encode, unreadable};
use crate::domain::ident::Subject;
use crate::domain::moment::{Moment, Span};
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use crate::store::history::History;
use crate::store::journal;
use crate::store::key::{self, Named};
use crate::store::wire::{WireFault, v1};
use std::collections::BTreeSet;

impl Ledger {
    /// Takes in what the safe log noted of this space, oldest first: what the browser did not get to disk before it
    /// was killed, however long ago that was. What is known already changes nothing.
    pub fn recover(&mut self, noted: &[(Moment, String)]) -> Recovered {
        if self.went_stale() {
            return Recovered { records: 0, kept: vec![false; noted.len()] };
        }
        let since = self.emptied_at();
        let now = self.now();
        let batches: Vec<_> = noted
            .iter()
            // What was noted in the very millisecond of the emptying came after it, as with a file that replaces all.
            .map(|(at, text)| if at.0 >= since { journal::decode(text) } else { Ok(Batch::new()) })
            .collect();
        if !self.awaited.is_empty() && batches.iter().flatten().any(|batch| self.has_strangers(batch)) {
            self.read_all();
        }
        let mut mended: BTreeSet<Subject> = BTreeSet::new();
        let mut of: Vec<Option<BTreeSet<Subject>>> = Vec::with_capacity(batches.len());
        for batch in batches {
            let batch = match batch {
                Ok(batch) => batch,
                // A later program's note is not ours to judge. One that does not read is no loss: it is a second copy.
                Err(fault) => {
                    of.push((!matches!(fault, WireFault::Newer(_))).then(BTreeSet::new));
                    continue;
                }
            };
            let mut subjects = BTreeSet::new();
            for (subject, events) in batch {
                if self.is_marked(subject) {
                    continue;
                }
                subjects.insert(subject);
                if !self.is_damaged(subject) && self.learn(subject, events, now) {
                    mended.insert(subject);
                }
            }
            of.push(Some(subjects));
        }
        // What cannot be written stays in memory, and in the log.
        let lacking: BTreeSet<Subject> =
            mended.iter().copied().filter(|subject| self.complete(*subject).is_err()).collect();
        if !mended.is_empty() {
            self.refresh_book();
        }
        let is_kept = |subjects: BTreeSet<Subject>| {
            self.newer.is_none() && !subjects.iter().any(|s| lacking.contains(s) || self.is_damaged(*s))
        };
        let kept = of.into_iter().map(|subjects| subjects.is_some_and(is_kept)).collect();
        Recovered { records: mended.len(), kept }
    }

    pub(super) fn load(&mut self) {
        let kept = self.ports.kept.clone();
        let now = self.now();
        self.marker = kept.get(&self.keys.emptied()).ok().flatten();
        // What a later program has begun is its own to finish.
        let ours = self.newer.is_none();
        if ours {
            self.finish_coming();
        }
        let left = ours && self.finish_taking_out();
        self.load_marks();
        let mut journals = Vec::new();
        let mut requests = Vec::new();
        let mut aside = Vec::new();
        let keys = self.keys.clone();
        let is_record = |key: &str| matches!(keys.read(key), Named::Record(_));
        kept.each(keys.prefix(), &is_record, &mut |key, value| match keys.read(&key) {
            Named::Record(subject) => match value {
                Ok(Some(value)) => match v1::decode(&value) {
                    Ok(events) => {
                        if let Some(last) = events.iter().map(|e| e.stamp).max() {
                            self.ticker.observe(last, now);
                        }
                        match subject {
                            Subject::Request(id) => requests.push((id, events)),
                            _ => self.desk.apply_all(subject, events),
                        }
                    }
                    Err(fault) => self.note_damage(key, &fault),
                },
                Ok(None) => {}
                Err(error) => self.damage.push(Damage { key, cause: error.to_string(), newer: false }),
            },
            Named::Journal(node) => journals.push((node, key)),
            Named::SetAside(number) => {
                self.next_aside = self.next_aside.max(number.saturating_add(1));
                aside.push(key);
            }
            Named::Shard(_) => self.awaited.push(key),
            Named::Marks | Named::Unknown => {}
        });
        if !self.marks.is_empty() {
            let marked: Vec<_> =
                requests.extract_if(.., |(id, _)| self.marks.contains_key(id)).map(|(id, _)| id).collect();
            if ours {
                self.sweep_marked(&marked);
            }
        }
        self.desk.apply_requests(requests);
        self.awaited.sort_unstable();
        for key in aside {
            self.take_up(&key);
        }
        for (node, key) in journals {
            self.replay(node, key, now);
        }
        if left {
            // What the safe log held is void now.
            self.read_all();
            let _ = self.note_whole();
        }
    }

    pub(super) fn forget(&mut self) {
        self.desk = Workspace::default();
        self.book = Timebook::default();
        self.history = History::default();
        self.damage.clear();
        self.awaited.clear();
        self.placed.clear();
        self.marks.clear();
        self.overruled.clear();
        self.stale = false;
        self.cleared = false;
    }

    /// When the space was last emptied, in milliseconds UTC.
    pub(super) fn emptied_at(&self) -> i64 {
        let emptied = self.ports.kept.get(&self.keys.emptied()).ok().flatten();
        emptied.and_then(|mark| mark.split(' ').next()?.parse().ok()).unwrap_or(i64::MIN)
    }

    pub(super) fn schema_found(&self) -> Option<u32> {
        let root = self.ports.kept.get(key::ROOT).ok().flatten()?;
        let value: serde_json::Value = serde_json::from_str(&root).ok()?;
        u32::try_from(value.get("schema")?.as_u64()?).ok()
    }

    /// True where a batch tells of requests that have no record of their own here: they may be in a shard.
    fn has_strangers(&self, batch: &Batch) -> bool {
        batch.iter().any(|(s, _)| matches!(s, Subject::Request(_)) && self.desk.log(*s).is_empty())
    }

    pub(super) fn note_damage(&mut self, key: String, fault: &WireFault) {
        let newer = matches!(fault, WireFault::Newer(_));
        self.damage.push(Damage { key, cause: fault.to_string(), newer });
    }

    /// True where the stored value of a record does not read.
    pub(super) fn is_damaged(&self, subject: Subject) -> bool {
        if self.damage.is_empty() {
            return false;
        }
        let record = self.keys.record(subject);
        self.damage.iter().any(|d| d.key == record)
    }

    pub(super) fn replay(&mut self, node: u32, key: String, now: Moment) {
        let Ok(Some(value)) = self.ports.kept.get(&key) else { return };
        let batch = match journal::decode(&value) {
            Ok(batch) => batch,
            Err(fault) => return self.note_damage(key, &fault),
        };
        let latest = batch.iter().flat_map(|(_, events)| events).map(|e| e.stamp.ms).max().unwrap_or(0);
        if !self.awaited.is_empty() && self.has_strangers(&batch) {
            self.read_all();
        }
        let mut whole = true;
        for (subject, events) in batch {
            if self.is_marked(subject) {
                continue;
            }
            if self.is_damaged(subject) {
                // Its value is damaged: it stays as it is, and so does the journal that may mend it.
                whole = false;
                continue;
            }
            if self.learn(subject, events, now) && self.complete(subject).is_err() {
                whole = false;
            }
        }
        // A long one is there only between its first write and its last.
        let old = now.since(Moment(latest)) > Span::days(1) || journal::is_packed(&value);
        if self.newer.is_none() && whole && old && node != self.ticker.node() {
            // Nothing is lost if this fails: the journal is read again at the next start.
            let _ = self.ports.kept.remove(&key);
        }
    }

    /// Writes a record if the stored value lacks events known here.
    pub(super) fn complete(&mut self, subject: Subject) -> Result<(), StoreError> {
        if self.newer.is_some() {
            return Ok(());
        }
        let key = self.keys.record(subject);
        let stored = self.ports.kept.get(&key)?;
        let known = match stored.as_deref().map(v1::decode) {
            Some(Ok(events)) => events,
            Some(Err(fault)) => return Err(unreadable(&key, &fault)),
            None => Vec::new(),
        };
        let log = self.desk.log(subject);
        let lacking = log.iter().any(|e| !known.iter().any(|k| k.order() == e.order()));
        if lacking {
            self.ports.kept.put(&key, &encode(&key, log)?)?;
        }
        Ok(())
    }
}
