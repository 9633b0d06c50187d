//! What can happen to a request, and which field of it each of these facts overwrites.

use super::{Channel, DeclineReason, Direction, Effect, PauseReason, Priority, Stage};
use crate::domain::care::CareFact;
use crate::domain::cause::Cause;
use crate::domain::clock::{ClockKind, Verdict};
use crate::domain::fact::Field;
use crate::domain::ident::{AgreementId, ClientId, RequestId, ServiceId, steady_hash};
use crate::domain::moment::{Moment, Span};
use crate::domain::rank::Rank;
use crate::domain::text::{Name, Note, Title};
use crate::domain::triage::TriageFact;
use std::sync::Arc;

/// What is known of a request when it is raised.
#[derive(Clone, PartialEq, Debug)]
pub struct Raise {
    /// How people call it, such as "FIN-42".
    pub reference: Arc<str>,
    /// What it is about.
    pub title: Title,
    /// Who it is for.
    pub client: Option<ClientId>,
    /// Who asked.
    pub requester: Option<Name>,
    /// Which service.
    pub service: Option<ServiceId>,
    /// Who delivers to whom.
    pub direction: Direction,
    /// How it came in.
    pub channel: Channel,
    /// How soon it matters.
    pub priority: Priority,
    /// What it does for the people served in the end.
    pub effect: Option<Effect>,
    /// Why: for which end result.
    pub purpose: Note,
    /// Its text.
    pub text: Note,
    /// Its place in New.
    pub rank: Rank,
}

/// Why an agreement was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchWhy {
    /// The scope named the client.
    pub client: bool,
    /// The scope named the service.
    pub service: bool,
    /// A person chose it, as for an imported history; otherwise it was the first in the list that fits.
    pub chosen: bool,
}

/// The verdict of a clock, written down when the request came to its end.
#[derive(Clone, PartialEq, Debug)]
pub struct Settled {
    /// Which clock.
    pub clock: ClockKind,
    /// How it ended.
    pub verdict: Verdict,
    /// Counted working time.
    pub elapsed: Span,
    /// The deadline it was measured against.
    pub due: Option<Moment>,
}

/// What happened to a request.
#[derive(Clone, PartialEq, Debug)]
pub enum RequestFact {
    /// It was raised.
    Raised(Box<Raise>),
    /// It has this title.
    Retitled(Title),
    /// It has this text.
    Described(Note),
    /// It is for this client.
    For(Option<ClientId>),
    /// This person asked.
    AskedBy(Option<Name>),
    /// It asks for this service.
    About(Option<ServiceId>),
    /// Who delivers to whom.
    Directed(Direction),
    /// Why: for which end result.
    Purpose(Note),
    /// What it does for the people served in the end.
    Lens(Option<Effect>),
    /// It came in this way.
    Came(Channel),
    /// How soon it matters.
    Prioritised(Priority),
    /// Who sees to it.
    Assigned(Option<Name>),
    /// It stands here now.
    Moved {
        /// The stage.
        stage: Stage,
        /// The place in it.
        rank: Rank,
    },
    /// Somebody has seen it; the client was told no more than that.
    Acknowledged,
    /// News of it, or a note.
    Updated {
        /// What was said.
        text: Note,
        /// True when the client sees it.
        visible: bool,
        /// True when no person wrote it.
        automatic: bool,
    },
    /// A date was promised, or the promise taken back (`None`).
    Promised {
        /// By when.
        date: Option<Moment>,
        /// Why it is no longer the date before.
        reason: Note,
    },
    /// The work waits.
    Paused(PauseReason),
    /// The work goes on.
    Resumed,
    /// It was declined.
    Declined {
        /// The kind of reason.
        category: DeclineReason,
        /// The reason in words.
        reason: Note,
        /// What the client can do instead.
        alternative: Note,
    },
    /// The client took it back.
    Withdrawn(Note),
    /// It is the same as another one.
    Merged(Option<RequestId>),
    /// Why it was opened again.
    Reopened(Note),
    /// It was opened again so long after it was done that its clock begins anew (C37 of the clocks).
    Anew,
    /// The agreement it is measured by.
    Pinned {
        /// The agreement; none for "measured by none".
        agreement: Option<(AgreementId, u32)>,
        /// Why this one.
        why: MatchWhy,
    },
    /// A clock's verdict at its end.
    Settled(Settled),
    /// A label was put on or taken off.
    Labelled(Name, bool),
    /// It went into the archive, or came out of it.
    Archived(bool),
    /// It stands in this added column of its stage; 0 for the usual one.
    Column(u32),
    /// Besides the work itself: contact, what stands in its way, what "done" means, what it hangs with.
    Care(CareFact),
    /// While it was decided, and to its promise.
    Triage(TriageFact),
    /// Both sides agreed on another date to be done by, or take that back.
    Agreed(Option<Box<AgreedDate>>),
    /// Why one of its clocks was late.
    BreachCause(Box<Cause>),
}

impl RequestFact {
    /// The field it overwrites; none for what only adds to the history.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            RequestFact::Raised(_) => Field(1, 0),
            RequestFact::Retitled(_) => Field(2, 0),
            RequestFact::Described(_) => Field(3, 0),
            RequestFact::For(_) => Field(4, 0),
            RequestFact::AskedBy(_) => Field(5, 0),
            RequestFact::About(_) => Field(6, 0),
            RequestFact::Directed(_) => Field(7, 0),
            RequestFact::Purpose(_) => Field(8, 0),
            RequestFact::Lens(_) => Field(9, 0),
            RequestFact::Prioritised(_) => Field(10, 0),
            RequestFact::Assigned(_) => Field(11, 0),
            RequestFact::Moved { .. } => Field(12, 0),
            RequestFact::Promised { .. } => Field(13, 0),
            RequestFact::Pinned { .. } => Field(14, 0),
            RequestFact::Labelled(label, _) => Field(15, steady_hash(&[label.as_str()])),
            RequestFact::Declined { .. } => Field(16, 0),
            RequestFact::Archived(_) => Field(17, 0),
            RequestFact::Came(_) => Field(20, 0),
            RequestFact::Agreed(_) => Field(19, 0),
            RequestFact::Column(_) => Field(21, 0),
            RequestFact::Care(fact) => return fact.field(),
            RequestFact::Triage(fact) => return fact.field(),
            RequestFact::BreachCause(cause) => cause.field(),
            RequestFact::Acknowledged
            | RequestFact::Updated { .. }
            | RequestFact::Paused(_)
            | RequestFact::Resumed
            | RequestFact::Withdrawn(_)
            | RequestFact::Merged(_)
            | RequestFact::Reopened(_)
            | RequestFact::Anew
            | RequestFact::Settled(_) => return None,
        })
    }
}

/// A date both sides agreed on for one request, instead of its resolution target.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreedDate {
    /// By when.
    pub date: Moment,
    /// Who of the client agreed.
    pub by: Name,
    /// Why.
    pub why: Note,
}
