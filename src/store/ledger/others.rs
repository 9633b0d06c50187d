//! What others wrote: another tab of this browser, or a file. The later stamp of a field wins, and whoever wrote here
//! a moment ago and loses is told.

use super::{FRESH, Ledger, Overruled, StoreError, unreadable};
use crate::domain::fact::{Event, Field};
use crate::domain::ident::Subject;
use crate::domain::moment::Moment;
use crate::store::journal;
use crate::store::key::{self, Named};
use crate::store::wire::WireFault;
use std::collections::BTreeSet;

impl Ledger {
    /// Takes in what another tab has just written under a key. Returns the records that changed here. Where that tab
    /// has emptied or replaced the desk, nothing is taken in: the desk is stale.
    pub fn absorb(&mut self, key: &str, value: Option<&str>) -> Result<Vec<Subject>, StoreError> {
        if self.held.is_some() || self.went_stale() {
            return Ok(Vec::new());
        }
        let value = match (self.keys.read(key), value) {
            (Named::Journal(_), Some(value)) => value,
            (Named::Shard(name), Some(value)) => return self.shard_heard(&name, value).map(|()| Vec::new()),
            (Named::Marks, value) => return Ok(self.marks_heard(value)),
            (Named::Record(subject), None) => return self.removal_heard(subject).map(|()| Vec::new()),
            _ => {
                if key == key::ROOT {
                    self.newer = self.schema_found().filter(|found| *found > self.schema());
                }
                return Ok(Vec::new());
            }
        };
        let batch = match journal::decode(value) {
            Ok(batch) => batch,
            Err(WireFault::Newer(found)) => {
                self.newer = Some(found);
                return Err(StoreError::Newer { found, known: self.schema() });
            }
            Err(fault) => return Err(unreadable(key, &fault)),
        };
        let now = self.now();
        let mut touched = Vec::new();
        for (subject, events) in batch {
            if self.is_marked(subject) {
                continue;
            }
            let ours = self.written_here(subject, &events, now);
            if self.learn(subject, events, now) {
                self.note_overruled(subject, ours);
                touched.push(subject);
            }
        }
        // The other tab writes these records too. Where both wrote at once, the later put may lack
        // events of the earlier one: whoever hears of it makes the stored record whole.
        for subject in &touched {
            self.complete(*subject)?;
        }
        if touched.iter().any(|s| matches!(s, Subject::Calendar(_))) {
            self.refresh_book();
        }
        Ok(touched)
    }

    /// Takes in events recorded by others; true where that changed the record.
    pub(super) fn learn(&mut self, subject: Subject, events: Vec<Event>, now: Moment) -> bool {
        let mut changed = false;
        for event in events {
            self.ticker.observe(event.stamp, now);
            changed |= self.desk.apply(subject, event);
        }
        changed
    }

    /// The fields these events would write that this tab wrote a moment ago.
    fn written_here(&self, subject: Subject, events: &[Event], now: Moment) -> Vec<Field> {
        let node = self.ticker.node();
        let wrote_lately = |e: &Event| {
            e.stamp.node == node && now.since(e.stamp.moment()) <= FRESH && e.fact.field().is_some()
        };
        if !self.desk.log(subject).iter().any(wrote_lately) {
            return Vec::new();
        }
        let fields: BTreeSet<Field> = events.iter().filter_map(|e| e.fact.field()).collect();
        let ours = |field: &Field| {
            let writer = self.desk.writer(subject, *field);
            writer.is_some_and(|w| w.node == node && now.since(w.moment()) <= FRESH)
        };
        fields.into_iter().filter(ours).collect()
    }

    /// Notes which of these fields are no longer this tab's.
    fn note_overruled(&mut self, subject: Subject, fields: Vec<Field>) {
        for field in fields {
            let writer = self.desk.writer(subject, field).filter(|w| w.node != self.ticker.node());
            if let Some(stamp) = writer {
                let event = self.desk.log(subject).iter().find(|e| e.stamp == stamp);
                let by = event.and_then(|e| e.actor.clone());
                self.overruled.push(Overruled { subject, field, by });
            }
        }
    }
}
