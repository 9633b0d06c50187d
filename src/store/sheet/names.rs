//! Clients and services by name: those of the desk, and those a file brings.

use super::identity::SOURCE;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{ClientId, ServiceId, Subject, steady_hash};
use crate::domain::moment::Moment;
use crate::domain::stamp::Stamp;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// A record the file brings.
#[derive(Clone)]
pub(super) struct Newcomer<Id> {
    /// Its id, the same at every reading.
    pub id: Id,
    /// Its name, as the file first writes it.
    pub name: Name,
    /// When the file first mentions it.
    pub at: Moment,
}

/// Names of one kind of record.
pub(super) struct Names<Id> {
    word: &'static str,
    make: fn(u64) -> Id,
    known: BTreeMap<String, Id>,
    /// Those the desk does not have.
    pub new: BTreeMap<Id, Newcomer<Id>>,
}

impl<Id: Copy + Ord> Names<Id> {
    /// The record with this name, whatever its case; a new one where the desk has none.
    pub fn id(&mut self, name: &Name, at: Moment) -> Id {
        let key = name.as_str().to_lowercase();
        let id = match self.known.get(&key) {
            Some(id) => *id,
            None => {
                let id = (self.make)(steady_hash(&[SOURCE, self.word, &key]));
                self.known.insert(key, id);
                self.new.insert(id, Newcomer { id, name: name.clone(), at });
                id
            }
        };
        if let Some(newcomer) = self.new.get_mut(&id) {
            newcomer.at = newcomer.at.min(at);
        }
        id
    }
}

/// The clients of a desk, those with an id of an import first asked for by that id also when removed.
pub(super) fn clients(desk: &Workspace) -> Names<ClientId> {
    let named = desk.clients().filter_map(|(id, c)| Some((c.name.as_ref()?.as_str().to_lowercase(), id)));
    Names {
        word: "client",
        make: |hash| ClientId::from_parts(0, u128::from(hash)),
        known: named.collect(),
        new: BTreeMap::new(),
    }
}

/// The services of a desk.
pub(super) fn services(desk: &Workspace) -> Names<ServiceId> {
    let named = desk.services().filter_map(|(id, s)| Some((s.name.as_ref()?.as_str().to_lowercase(), id)));
    Names {
        word: "service",
        make: |hash| ServiceId::from_parts(0, u128::from(hash)),
        known: named.collect(),
        new: BTreeMap::new(),
    }
}

impl Newcomer<ClientId> {
    /// The record and the event that names it.
    pub fn part(&self, desk: &Workspace) -> (Subject, Vec<Event>) {
        let subject = Subject::Client(self.id);
        (subject, vec![named(self.at, desk.log(subject), Fact::Client(ClientFact::Named(self.name.clone())))])
    }
}

impl Newcomer<ServiceId> {
    /// The record and the event that names it.
    pub fn part(&self, desk: &Workspace) -> (Subject, Vec<Event>) {
        let subject = Subject::Service(self.id);
        (
            subject,
            vec![named(self.at, desk.log(subject), Fact::Service(ServiceFact::Named(self.name.clone())))],
        )
    }
}

/// The event that names a record. Where there is a history but no name, an import was undone: the name comes
/// after that.
fn named(at: Moment, log: &[Event], fact: Fact) -> Event {
    let node = steady_hash(&[SOURCE]) as u32;
    let (at, stamp) = match log.last() {
        None => (at, Stamp { ms: at.0, count: 0, node }),
        Some(last) => (last.at, Stamp { ms: last.stamp.ms, count: last.stamp.count.saturating_add(1), node }),
    };
    Event { stamp, at, actor: None, source: Source::Import, fact }
}
