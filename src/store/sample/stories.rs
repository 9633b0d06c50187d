//! Who is on the sample desk, and what can happen to a request there. All times are open minutes before
//! now; a working day has 420 of them.

use crate::domain::request::{Channel, DeclineReason, Direction, Effect, PauseReason, Priority, Stage};

/// The clients, by the keys of their texts.
pub const CLIENTS: [&str; 5] = ["finance", "care", "warehouse", "sales", "singapore"];
/// The services; the first one has an agreement of its own.
pub const SERVICES: [&str; 4] =
    ["service.payroll", "service.hiring", "service.contracts", "service.learning"];
/// The team.
pub const PEOPLE: [&str; 3] = ["tom", "mila", "jo"];

/// What somebody does to a request. Texts by their keys, dates in open minutes ago (below nothing: ahead).
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Moves it.
    To(Stage),
    /// Notes that it was seen.
    Seen,
    /// Writes to the client.
    Say(&'static str),
    /// Writes for the team.
    Note(&'static str),
    /// Promises a date.
    Promise(i64),
    /// Promises another date, with the reason.
    Again(i64, &'static str),
    /// Waits for somebody without moving it.
    Pause(PauseReason),
    /// The client takes it back.
    Withdraw(&'static str),
    /// Declines it.
    Decline(DeclineReason),
}

/// One request.
pub struct Story {
    /// Whose, by the place in [`CLIENTS`].
    pub client: usize,
    /// Which service.
    pub service: Option<usize>,
    /// How soon it matters.
    pub priority: Priority,
    /// What it does for the people served in the end.
    pub effect: Option<Effect>,
    /// Who delivers to whom.
    pub direction: Direction,
    /// How it came in.
    pub channel: Channel,
    /// True where its purpose is written down.
    pub purpose: bool,
    /// When it was raised.
    pub raised: i64,
    /// Who sees to it, by the place in [`PEOPLE`], once something is done.
    pub owner: usize,
    /// What is done, and when.
    pub acts: &'static [(i64, Act)],
}

/// A request with what it asks for (client, service, priority, effect, channel), when it was raised, who sees
/// to it, and what is done.
pub const fn story(
    what: (usize, Option<usize>, Priority, Option<Effect>, Channel),
    raised: i64,
    owner: usize,
    acts: &'static [(i64, Act)],
) -> Story {
    let (client, service, priority, effect, channel) = what;
    let direction = Direction::WeServe;
    Story { client, service, priority, effect, direction, channel, purpose: false, raised, owner, acts }
}

impl Story {
    /// Its purpose is written down.
    pub const fn meant(mut self) -> Story {
        self.purpose = true;
        self
    }

    /// The team asks for it.
    pub const fn asked(mut self) -> Story {
        self.direction = Direction::WeAsk;
        self
    }
}
