//! One record of the desk: the set of its events and the state that follows from them.
//!
//! [`Record::insert`] is total, idempotent and independent of order: inserting the same events in any
//! order, any number of times, gives the same record (see the rules of [`super::fact`]).

use super::fact::{Event, Fact, Field};
use super::moment::Moment;
use super::stamp::Stamp;

/// A state computed by going through a history.
pub trait Folded: Default + Clone + PartialEq + std::fmt::Debug {
    /// Takes the next event into account. Events come in order; revoked ones do not come.
    /// Facts of other kinds change nothing.
    fn step(&mut self, event: &Event);
}

/// A record: its events in order, and the state that follows from them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record<T> {
    log: Vec<Event>,
    state: T,
    removed: bool,
    exists: bool,
}

impl<T: Folded> Record<T> {
    /// The record with these events, in any order.
    pub fn from_events(events: Vec<Event>) -> Record<T> {
        let mut record = Record { log: ordered(events), ..Record::default() };
        record.fold();
        record
    }

    /// The present state.
    pub fn state(&self) -> &T {
        &self.state
    }

    /// Every event ever recorded of it, in order, revoked ones included.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// True when it is there: something was recorded, not all of it revoked, and it is not removed.
    pub fn is_live(&self) -> bool {
        self.exists && !self.removed
    }

    /// Adds an event; false when it was known already.
    pub fn insert(&mut self, event: Event) -> bool {
        match take_in(&mut self.log, event) {
            Taken::Known => return false,
            Taken::Last => self.step_last(),
            Taken::Between => self.refold(),
        }
        true
    }

    /// Takes events out again: only for a change that could not be stored and never was shown as kept.
    pub fn retract(&mut self, stamps: &[Stamp]) {
        self.log.retain(|e| !stamps.contains(&e.stamp));
        self.refold();
    }

    /// The stamps that are revoked at present.
    pub fn revoked(&self) -> Vec<Stamp> {
        revoked(&self.log)
    }

    /// The effective events: everything that counts, in order.
    pub fn effective(&self) -> impl Iterator<Item = &Event> {
        let revoked = self.revoked();
        self.log.iter().filter(move |e| !revoked.contains(&e.stamp) && !matches!(e.fact, Fact::Revoked(_)))
    }

    /// The stamp of the effective event that gives a field its present value.
    pub fn writer(&self, field: Field) -> Option<Stamp> {
        self.effective().filter(|e| e.fact.field() == Some(field)).last().map(|e| e.stamp)
    }

    /// The first moment anything was recorded of it.
    pub fn began(&self) -> Option<Moment> {
        self.log.first().map(|e| e.at)
    }

    fn step_last(&mut self) {
        if let Some(event) = self.log.last() {
            fold_one(&mut self.state, &mut self.removed, &mut self.exists, event);
        }
    }

    fn refold(&mut self) {
        (self.state, self.removed, self.exists) = (T::default(), false, false);
        self.fold();
    }

    /// Goes through the whole history, from a state that nothing has changed yet.
    fn fold(&mut self) {
        let revoked = self.revoked();
        for event in &self.log {
            if revoked.is_empty() || !revoked.contains(&event.stamp) {
                fold_one(&mut self.state, &mut self.removed, &mut self.exists, event);
            }
        }
    }
}

fn fold_one<T: Folded>(state: &mut T, removed: &mut bool, exists: &mut bool, event: &Event) {
    match &event.fact {
        Fact::Removed => *removed = true,
        Fact::Restored => *removed = false,
        Fact::Revoked(_) | Fact::Kept { .. } => {}
        _ => {
            *exists = true;
            state.step(event);
        }
    }
}

// What does not depend on the kind of record stands outside the generic type, so that it is in the program once.

fn ordered(mut events: Vec<Event>) -> Vec<Event> {
    if !events.is_sorted_by_key(Event::order) {
        events.sort_by_key(Event::order);
    }
    events.dedup_by_key(|e| e.order());
    events
}

enum Taken {
    /// It was there already.
    Known,
    /// It is the newest, and nothing that came before revokes it.
    Last,
    /// The state has to be computed anew.
    Between,
}

fn take_in(log: &mut Vec<Event>, event: Event) -> Taken {
    match log.binary_search_by_key(&event.order(), Event::order) {
        Ok(_) => Taken::Known,
        Err(place) => {
            let newest = place == log.len();
            let plain = !matches!(event.fact, Fact::Revoked(_));
            let late_for_a_revocation = log.iter().any(|e| match &e.fact {
                Fact::Revoked(gone) => gone.contains(&event.stamp),
                _ => false,
            });
            log.insert(place, event);
            if newest && plain && !late_for_a_revocation { Taken::Last } else { Taken::Between }
        }
    }
}

fn revoked(log: &[Event]) -> Vec<Stamp> {
    if !log.iter().any(|e| matches!(e.fact, Fact::Revoked(_))) {
        return Vec::new();
    }
    let mut revocations: Vec<(Stamp, &[Stamp])> = log
        .iter()
        .filter_map(|e| match &e.fact {
            Fact::Revoked(gone) => Some((e.stamp, gone.as_slice())),
            _ => None,
        })
        .collect();
    revocations.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
    let mut out: Vec<Stamp> = Vec::new();
    for (stamp, gone) in revocations {
        if !out.contains(&stamp) {
            out.extend(gone.iter().filter(|g| **g < stamp));
        }
    }
    out
}
