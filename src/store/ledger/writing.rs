//! A batch of events is taken in and stored: the journal first, then the records; or everything is as it was.

use super::{Batch, Ledger, StoreError, aside, encode, steps, unreadable};
use crate::domain::ident::Subject;
use crate::domain::stamp::Stamp;
use crate::store::journal;
use crate::store::key::{self, Named};
use crate::store::wire::{WireFault, v1};

impl Ledger {
    /// Takes events in and stores them. On failure everything is as it was.
    pub(super) fn commit(&mut self, batch: Batch) -> Result<Vec<Subject>, StoreError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        let found = self.schema_found();
        if let Some(found) = found.filter(|f| *f > self.schema()) {
            self.newer = Some(found);
            return Err(StoreError::Newer { found, known: self.schema() });
        }
        if found.is_none() {
            self.hear_clearing();
            self.ports.kept.put(key::ROOT, &steps::root(self.schema()))?;
        }
        let mut old: Vec<(String, Option<String>)> = Vec::with_capacity(batch.len() + 1);
        for (subject, _) in &batch {
            let key = self.keys.record(*subject);
            let stored = self.ports.kept.get(&key)?;
            self.unite(*subject, &key, stored.as_deref())?;
            old.push((key, stored));
        }
        let journal_key = self.keys.journal(self.ticker.node());
        old.push((journal_key.clone(), self.ports.kept.get(&journal_key)?));

        for (subject, events) in &batch {
            for event in events {
                self.desk.apply(*subject, event.clone());
            }
        }
        let mut written = self.write(&batch, &journal_key);
        while let Err(StoreError::Full { needed }) = written {
            self.roll_back(&old);
            if !self.make_room(&batch, needed) {
                break;
            }
            written = self.write(&batch, &journal_key);
        }
        if matches!(written, Err(StoreError::Full { .. })) && self.lend_spare() {
            written = self.write_closely(&batch, &journal_key);
            if written.is_err() {
                self.roll_back(&old);
            }
            self.keep_spare();
        }
        match written {
            Ok(text) => self.note_safely(&text),
            Err(error) => {
                for (subject, events) in &batch {
                    let stamps: Vec<Stamp> = events.iter().map(|e| e.stamp).collect();
                    self.desk.retract(*subject, &stamps);
                }
                self.roll_back(&old);
                return Err(error);
            }
        }
        let now = self.now();
        for event in batch.iter().flat_map(|(_, events)| events) {
            self.ticker.observe(event.stamp, now);
        }
        let reaches_back = batch.iter().flat_map(|(_, e)| e).any(|e| !self.book.reaches(e.at));
        if reaches_back || batch.iter().any(|(s, _)| matches!(s, Subject::Calendar(_))) {
            self.refresh_book();
        }
        Ok(batch.into_iter().map(|(subject, _)| subject).collect())
    }

    fn write(&self, batch: &Batch, journal_key: &str) -> Result<String, StoreError> {
        let journal = journal::encode(batch).map_err(|f| unreadable(journal_key, &f))?;
        self.ports.kept.put(journal_key, &journal::stored(&journal))?;
        self.write_records(batch)?;
        if journal::is_long(&journal) {
            // Nothing is lost if it stays: it is read again at the next start.
            let _ = self.ports.kept.remove(journal_key);
        }
        Ok(journal)
    }

    /// As [`Self::write`], with a journal in the room that is lent ([`super::spare`]): packed, and gone at the end.
    fn write_closely(&self, batch: &Batch, journal_key: &str) -> Result<String, StoreError> {
        let journal = journal::encode(batch).map_err(|f| unreadable(journal_key, &f))?;
        let packed = journal::packed(&journal);
        self.ports.kept.put(journal_key, &packed)?;
        self.write_records(batch)?;
        self.spare_is_left(journal_key.len() + packed.encode_utf16().count())?;
        let _ = self.ports.kept.remove(journal_key);
        Ok(journal)
    }

    fn write_records(&self, batch: &Batch) -> Result<(), StoreError> {
        for (subject, _) in batch {
            let key = self.keys.record(*subject);
            self.ports.kept.put(&key, &encode(&key, self.desk.log(*subject))?)?;
        }
        Ok(())
    }

    /// Puts back what was there. The journal comes last: gone in the middle of it, the next start completes the batch
    /// from it.
    fn roll_back(&self, old: &[(String, Option<String>)]) {
        // Shrinking and removing work also when the store is full. A journal that cannot be put back is
        // removed: the batch it held is in its records, and the refused one must not come back from it.
        for (key, value) in old {
            let put = match value {
                Some(value) => self.ports.kept.put(key, value),
                None => self.ports.kept.remove(key),
            };
            if put.is_err() && matches!(self.keys.read(key), Named::Journal(_)) {
                let _ = self.ports.kept.remove(key);
            }
        }
    }

    /// Takes in what is stored under a record's key and not known here. A value that does not read is
    /// set aside first.
    pub(super) fn unite(
        &mut self,
        subject: Subject,
        key: &str,
        stored: Option<&str>,
    ) -> Result<(), StoreError> {
        let Some(stored) = stored else { return Ok(()) };
        match v1::decode(stored) {
            Ok(events) => {
                for event in events {
                    self.desk.apply(subject, event);
                }
                Ok(())
            }
            Err(WireFault::Newer(found)) => Err(StoreError::Newer { found, known: v1::VERSION }),
            Err(fault) => self.put_aside(&aside::written(key, &fault.to_string(), stored)),
        }
    }

    pub(super) fn note_safely(&self, batch: &str) {
        self.ports.log.append(self.keys.space(), self.now(), batch);
    }
}
