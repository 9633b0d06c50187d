//! How a file is read: which column plays which part, and what its activities, priorities and states mean.
//!
//! A mapping is kept as a short JSON text ([`Mapping::to_text`]), so that the next file of the same kind is
//! read the same way. It names columns by their headers; a column that is gone, or a word it does not know,
//! is reported by [`super::fit`] and stops nothing.

use super::moment::DateOrder;
use crate::domain::request::{Priority, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its code: in the kept mapping, and as the last part of its sentence's key.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// What a row is.
    Shape {
        /// Something that happened to a case.
        Events = "events",
        /// A whole request.
        Requests = "requests",
    }
}

codes! {
    /// The part a column plays.
    Role {
        /// Which case or request: becomes its reference.
        Case = "case",
        /// When the event happened.
        Time = "time",
        /// What happened.
        Activity = "activity",
        /// What the request is about.
        Title = "title",
        /// Who it is for.
        Client = "client",
        /// Which service it asks for.
        Service = "service",
        /// What it concerns; only for the title of a request that has none.
        Topic = "topic",
        /// Who asked.
        Requester = "requester",
        /// Who of the team sees to it.
        Agent = "agent",
        /// How soon it matters.
        Priority = "priority",
        /// Its text; in a later row of a case, what was said there.
        Text = "text",
        /// Why: for which end result.
        Purpose = "purpose",
        /// Where it stands.
        Status = "status",
        /// When it was raised.
        Raised = "raised",
        /// When the client got the first answer.
        Responded = "responded",
        /// When it was resolved.
        Resolved = "resolved",
        /// When it was closed.
        Closed = "closed",
        /// By when it is promised.
        Promised = "promised",
    }
}

codes! {
    /// What an activity does to a request.
    Kind {
        /// The request is entered; nothing more.
        Raise = "raise",
        /// Something was done; a note in the history.
        Progress = "progress",
        /// Somebody has seen it, and the client was told no more than that.
        Acknowledge = "acknowledge",
        /// The client was answered.
        Reply = "reply",
        /// The client has to act: until the case's next other activity the work waits.
        Wait = "wait",
        /// The result is delivered.
        Resolve = "resolve",
        /// Closed after it was resolved. Closed without that, it ends as withdrawn, with no verdict.
        Close = "close",
        /// Declined.
        Decline = "decline",
        /// The same as another one.
        Merge = "merge",
        /// The client took it back.
        Withdraw = "withdraw",
        /// Not read at all.
        Skip = "skip",
    }
}

codes! {
    /// What a state in a table of requests says.
    Standing {
        /// Raised, nobody has looked yet.
        New = "new",
        /// Being triaged.
        Deciding = "deciding",
        /// Taken on, not begun.
        Accepted = "accepted",
        /// Being worked on.
        InProgress = "progress",
        /// The client has to act.
        Waiting = "waiting",
        /// The result is delivered.
        Done = "done",
        /// Delivered and confirmed.
        Closed = "closed",
        /// Declined.
        Declined = "declined",
        /// The client took it back.
        Withdrawn = "withdrawn",
        /// The same as another one.
        Merged = "merged",
    }
}

impl Standing {
    /// The stage it comes to.
    pub fn stage(self) -> Stage {
        match self {
            Standing::New => Stage::New,
            Standing::Deciding => Stage::Deciding,
            Standing::Accepted => Stage::Accepted,
            Standing::InProgress => Stage::InProgress,
            Standing::Waiting => Stage::Waiting,
            Standing::Done => Stage::Done,
            Standing::Closed | Standing::Withdrawn | Standing::Merged => Stage::Closed,
            Standing::Declined => Stage::Declined,
        }
    }
}

/// What an activity means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// What it does.
    pub kind: Kind,
    /// Work goes on with it: a new request is then in progress, and one that was resolved or had ended is
    /// open again. Counts for Raise, Progress, Acknowledge and Reply; waiting always reopens.
    pub works: bool,
}

impl Meaning {
    /// What is assumed of an activity nobody has mapped: a note that moves nothing.
    pub const NOTE: Meaning = Meaning { kind: Kind::Progress, works: false };

    /// A meaning.
    pub const fn new(kind: Kind, works: bool) -> Meaning {
        Meaning { kind, works }
    }

    fn code(self) -> String {
        [self.kind.code(), if self.works { "+" } else { "" }].concat()
    }

    fn parse(code: &str) -> Option<Meaning> {
        let kind = code.strip_suffix('+');
        Some(Meaning { kind: Kind::parse(kind.unwrap_or(code))?, works: kind.is_some() })
    }
}

/// How a file is read.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// What a row is.
    pub shape: Shape,
    /// The header of the column that plays each part.
    pub columns: BTreeMap<Role, String>,
    /// What each activity means.
    pub activities: BTreeMap<String, Meaning>,
    /// Which priority each word means; words without one mean [`Priority::Normal`].
    pub priorities: BTreeMap<String, Priority>,
    /// What each state means.
    pub statuses: BTreeMap<String, Standing>,
    /// The IANA zone of times without an offset; none for the team's.
    pub zone: Option<String>,
    /// How dates such as 3/4/2026 are meant.
    pub order: DateOrder,
}

/// Why a kept mapping cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// It does not read.
    #[error("the mapping does not read")]
    Unreadable,
    /// It was written by a later version of the program.
    #[error("the mapping is of version {0}")]
    Newer(u32),
}

const VERSION: u32 = 1;

/// The kept form: codes and the file's own words only, so that a word of a later version is passed over.
#[derive(Serialize, Deserialize)]
struct Kept {
    v: u32,
    shape: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
    #[serde(default)]
    order: String,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    activities: BTreeMap<String, String>,
    #[serde(default)]
    priorities: BTreeMap<String, String>,
    #[serde(default)]
    statuses: BTreeMap<String, String>,
}

impl Mapping {
    /// A mapping that maps nothing yet.
    pub fn new(shape: Shape) -> Mapping {
        Mapping {
            shape,
            columns: BTreeMap::new(),
            activities: BTreeMap::new(),
            priorities: BTreeMap::new(),
            statuses: BTreeMap::new(),
            zone: None,
            order: DateOrder::default(),
        }
    }

    /// As a text to be kept.
    pub fn to_text(&self) -> String {
        let kept = Kept {
            v: VERSION,
            shape: self.shape.code().to_owned(),
            zone: self.zone.clone(),
            order: self.order.code().to_owned(),
            columns: self.columns.iter().map(|(k, v)| (k.code().to_owned(), v.clone())).collect(),
            activities: self.activities.iter().map(|(k, v)| (k.clone(), v.code())).collect(),
            priorities: self.priorities.iter().map(|(k, v)| (k.clone(), v.code().to_owned())).collect(),
            statuses: self.statuses.iter().map(|(k, v)| (k.clone(), v.code().to_owned())).collect(),
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Out of a kept text. Codes this version does not know are passed over.
    pub fn from_text(text: &str) -> Result<Mapping, MappingFault> {
        let kept: Kept = serde_json::from_str(text).map_err(|_| MappingFault::Unreadable)?;
        if kept.v > VERSION {
            return Err(MappingFault::Newer(kept.v));
        }
        Ok(Mapping {
            shape: Shape::parse(&kept.shape).ok_or(MappingFault::Unreadable)?,
            columns: kept.columns.into_iter().filter_map(|(k, v)| Some((Role::parse(&k)?, v))).collect(),
            activities: read(kept.activities, Meaning::parse),
            priorities: read(kept.priorities, Priority::parse),
            statuses: read(kept.statuses, Standing::parse),
            zone: kept.zone,
            order: DateOrder::parse(&kept.order).unwrap_or_default(),
        })
    }

    /// The column that plays a part.
    pub fn column(&self, role: Role) -> Option<&str> {
        self.columns.get(&role).map(String::as_str)
    }

    /// Gives a part to a column; none takes it away.
    pub fn set_column(&mut self, role: Role, column: Option<&str>) {
        match column {
            Some(name) => drop(self.columns.insert(role, name.to_owned())),
            None => drop(self.columns.remove(&role)),
        }
    }
}

fn read<T>(words: BTreeMap<String, String>, parse: fn(&str) -> Option<T>) -> BTreeMap<String, T> {
    words.into_iter().filter_map(|(word, code)| Some((word, parse(&code)?))).collect()
}
