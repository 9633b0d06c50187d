//! What happened, at the smallest grain. Every change of the desk is a list of facts; the history
//! of a record *is* the list of its facts, and its present state is computed from nothing else.
//!
//! Rules of events:
//! 1. An event is a fact with its stamp (identity, when recorded), its moment `at` (when it happened),
//!    its actor and its source. Imported and back-dated events have `at` earlier than the stamp says.
//! 2. A record is the *set* of its events, ordered by (at, stamp). For every field the last event wins.
//!    Sets (labels, holidays, answers …) have one field an element, so two people's additions both stay.
//! 3. Undo adds [`Fact::Revoked`] naming the stamps it takes back; redo revokes that revocation. A revoked
//!    event stays in the history and counts for nothing: no clock, figure or first promise sees it.
//!    A revocation can only reach stamps older than its own, so chains of them always resolve.
//! 4. A fact this version does not know is [`Fact::Kept`]: it changes nothing and is written back unchanged.

use super::agreement::AgreementFact;
use super::calendar_record::CalendarFact;
use super::client::{ClientFact, ServiceFact};
use super::mapping::MappingFact;
use super::moment::Moment;
use super::request::RequestFact;
use super::run::RunFact;
use super::stamp::Stamp;
use super::team::TeamFact;
use super::text::Name;
use std::sync::Arc;

/// Where an event came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Source {
    /// Recorded while it happened.
    #[default]
    Live,
    /// Brought in from another system's history.
    Import,
    /// Part of the sample desk.
    Sample,
    /// The undo of a taking-in: it hides what had been brought in, until that is brought in again.
    Undo,
}

/// A fact with who, when and whence.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Identity, and when it was recorded.
    pub stamp: Stamp,
    /// When it happened.
    pub at: Moment,
    /// Who did it: a name chosen on a device; none where it is not known.
    pub actor: Option<Name>,
    /// Whence.
    pub source: Source,
    /// What happened.
    pub fact: Fact,
}

impl Event {
    /// The order of a record's history: by moment, then by stamp.
    pub fn order(&self) -> (Moment, Stamp) {
        (self.at, self.stamp)
    }
}

/// What happened to one record.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// To a request.
    Request(RequestFact),
    /// To a client.
    Client(ClientFact),
    /// To a service.
    Service(ServiceFact),
    /// To the team.
    Team(TeamFact),
    /// To a calendar.
    Calendar(CalendarFact),
    /// To an agreement.
    Agreement(AgreementFact),
    /// To a run of the self-assessment.
    Run(RunFact),
    /// To a remembered import mapping.
    Mapping(MappingFact),
    /// These earlier events are taken back.
    Revoked(Vec<Stamp>),
    /// The record is removed; its history stays.
    Removed,
    /// The record is back.
    Restored,
    /// A fact without a screen in this version, or of a later one: kept as it was written.
    Kept {
        /// Its code in the wire format.
        code: Arc<str>,
        /// Its arguments, as written.
        args: Arc<str>,
    },
}

/// The field an event writes: a number for the kind, and which element for sets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Field(pub u16, pub u64);

impl Fact {
    /// The field this fact overwrites; `None` for facts that only add to the history.
    pub fn field(&self) -> Option<Field> {
        match self {
            Fact::Request(fact) => fact.field(),
            Fact::Client(fact) => Some(fact.field()),
            Fact::Service(fact) => Some(fact.field()),
            Fact::Team(fact) => Some(fact.field()),
            Fact::Calendar(fact) => Some(fact.field()),
            Fact::Agreement(fact) => Some(fact.field()),
            Fact::Run(fact) => fact.field(),
            Fact::Mapping(fact) => Some(fact.field()),
            Fact::Removed | Fact::Restored => Some(Field(u16::MAX, 0)),
            Fact::Revoked(_) | Fact::Kept { .. } => None,
        }
    }
}
