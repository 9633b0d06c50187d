//! What taking in a file would do, before it is done.
//!
//! Rules:
//! 1. A record is the set of its events, here and in the file: taking a file in unites the sets. So it does not matter
//!    which of two people takes in the other's file first, nor how often: both end with the same desk (union is
//!    commutative, associative and idempotent).
//! 2. *Added* is what is not there now and would be, also what was removed and comes back; *removed* what is there now
//!    and would not be; *changed* what has news in the file.
//! 3. *Conflicting* is a field that was set on both sides since they parted, to different values: the later setting
//!    stays (by its moment, then its stamp), and the other is still in the history.
//! 4. Replacing is not uniting: what the file does not know goes.
//! 5. What was brought in before and taken back comes back ([`lifting`]): it counts as added or changed, not as known.

use super::ledger::Batch;
use super::lifting;
use crate::domain::fact::{Event, Field};
use crate::domain::ident::Subject;
use crate::domain::moment::Moment;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// One side of a conflict.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// Who set the field.
    pub actor: Option<Name>,
    /// When.
    pub at: Moment,
}

/// A field that both sides have set since they parted.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict {
    /// The record.
    pub subject: Subject,
    /// The field.
    pub field: Field,
    /// As it was set here.
    pub ours: Side,
    /// As it was set in the file.
    pub theirs: Side,
    /// True where the file's setting is the later one and stays.
    pub theirs_stays: bool,
}

/// What would become of the desk.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Records that would be new here.
    pub added: Vec<Subject>,
    /// Records with news.
    pub changed: Vec<Subject>,
    /// Records that would go.
    pub removed: Vec<Subject>,
    /// Records that would be as they are.
    pub same: usize,
    /// Fields set on both sides.
    pub conflicts: Vec<Conflict>,
    /// The records with news as they would be: to name them by.
    pub after: Workspace,
}

impl Preview {
    /// True where nothing would change.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// What uniting the desk with these records would do.
pub fn adding(desk: &Workspace, file: &Batch) -> Preview {
    let mut out = Preview::default();
    for (subject, theirs) in file {
        let ours = desk.log(*subject);
        let lifted = lifting::liftings(ours, theirs);
        let news: Vec<&Event> = theirs.iter().chain(&lifted).filter(|event| !knows(ours, event)).collect();
        if news.is_empty() {
            out.same += usize::from(desk.is_live(*subject));
            continue;
        }
        let mut both = ours.to_vec();
        both.extend(news.iter().map(|event| (*event).clone()));
        out.after.apply_all(*subject, both);
        out.note(*subject, desk.is_live(*subject));
        conflicts(desk, *subject, theirs, &news, &mut out);
    }
    let named: BTreeSet<Subject> = file.iter().map(|(subject, _)| *subject).collect();
    out.same += desk.subjects().filter(|s| desk.is_live(*s) && !named.contains(s)).count();
    out
}

/// What putting these records in the place of the desk would do.
pub fn replacing(desk: &Workspace, file: &Batch) -> Preview {
    let mut out = Preview::default();
    for (subject, theirs) in file {
        let ours = desk.log(*subject);
        let as_it_is = ours.len() == theirs.len() && theirs.iter().all(|event| knows(ours, event));
        if as_it_is {
            out.same += usize::from(desk.is_live(*subject));
        } else {
            out.after.apply_all(*subject, theirs.clone());
            out.note(*subject, desk.is_live(*subject));
        }
    }
    let named: BTreeSet<Subject> = file.iter().map(|(subject, _)| *subject).collect();
    out.removed.extend(desk.subjects().filter(|s| desk.is_live(*s) && !named.contains(s)));
    out
}

impl Preview {
    fn note(&mut self, subject: Subject, was_there: bool) {
        match (was_there, self.after.is_live(subject)) {
            (false, true) => self.added.push(subject),
            (true, true) => self.changed.push(subject),
            (true, false) => self.removed.push(subject),
            (false, false) => {}
        }
    }
}

fn knows(log: &[Event], event: &Event) -> bool {
    log.binary_search_by_key(&event.order(), Event::order).is_ok()
}

fn conflicts(desk: &Workspace, subject: Subject, theirs: &[Event], news: &[&Event], out: &mut Preview) {
    let known: BTreeSet<_> = theirs.iter().map(Event::order).collect();
    let last = |events: &mut dyn Iterator<Item = &Event>| {
        let mut by_field: BTreeMap<Field, Event> = BTreeMap::new();
        for event in events {
            if let Some(field) = event.fact.field()
                && by_field.get(&field).is_none_or(|other| other.order() < event.order())
            {
                by_field.insert(field, event.clone());
            }
        }
        by_field
    };
    let gone = out.after.revoked(subject);
    let counts = |event: &&Event| !gone.contains(&event.stamp);
    let ours = last(&mut desk.log(subject).iter().filter(counts).filter(|e| !known.contains(&e.order())));
    let theirs = last(&mut news.iter().copied().filter(counts));
    for (field, here) in ours {
        let Some(there) = theirs.get(&field).filter(|there| there.fact != here.fact) else { continue };
        let side = |event: &Event| Side { actor: event.actor.clone(), at: event.at };
        let theirs_stays = there.order() > here.order();
        out.conflicts.push(Conflict { subject, field, ours: side(&here), theirs: side(there), theirs_stays });
    }
}
