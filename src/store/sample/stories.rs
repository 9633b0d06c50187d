//! Who is on the sample desk, and what can happen to a request there. All times are open minutes before
//! now; a working day has 420 of them.

use crate::domain::care::Tie;
use crate::domain::cause::BreachCause;
use crate::domain::request::{Channel, DeclineReason, Direction, Effect, PauseReason, Priority, Stage};
use crate::domain::triage::{Impact, Urgency};

/// The clients, by the keys of their texts.
pub const CLIENTS: [&str; 5] = ["finance", "care", "warehouse", "sales", "singapore"];
/// The services; the first one has an agreement of its own.
pub const SERVICES: [&str; 4] =
    ["service.payroll", "service.hiring", "service.contracts", "service.learning"];
/// What the organisation wants.
pub const GOALS: [&str; 3] = ["goal.paid", "goal.region", "goal.hires"];
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
    /// Puts it off until then.
    Later(DeclineReason, i64),
    /// Answers what is asked while deciding.
    Judge(Judged),
    /// Puts it first by hand, and says why.
    First(&'static str),
    /// Tells the client that another request goes first.
    Tell(&'static str),
    /// The wish has changed; the date stays.
    Scope(&'static str),
    /// The client asks for news.
    Chased(&'static str),
    /// Asks the client something.
    Ask(&'static str),
    /// The client answers.
    Answered(&'static str),
    /// Talks with the client.
    Talk(&'static str),
    /// It may not be done in time.
    Risk(&'static str),
    /// Something stands in its way: the next step, who takes it, by when.
    Block(&'static str, &'static str, i64),
    /// Takes it to somebody who can decide: why, to whom, by when.
    Escalate(&'static str, &'static str, i64),
    /// What came of that.
    Settle(&'static str),
    /// Agrees a point of what "done" means.
    Means(&'static str),
    /// Meets the point with this number.
    Tick(u32),
    /// The client says that it is done.
    Confirm,
    /// The client rates result and manner.
    Rate(u8, u8, &'static str),
    /// The client complains.
    Complain(&'static str),
    /// Answers a complaint or a low rating.
    Reply(&'static str),
    /// What it was good for.
    Benefit(&'static str),
    /// Somebody of [`PEOPLE`] worked on it too.
    With(usize),
    /// Thanks are said.
    Thank(&'static str),
    /// Hangs together with another request, by its place among the stories.
    Tie(Tie, usize),
    /// Why it was late.
    Late(BreachCause, &'static str),
    /// Puts a label on it.
    Label(&'static str),
}

/// What is answered while deciding.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// For whom waiting has consequences.
    pub impact: Impact,
    /// Which.
    pub urgency: Urgency,
    /// Which of [`GOALS`] it serves; none for none of them.
    pub goal: Option<usize>,
    /// How much work it is, in minutes.
    pub effort: u32,
    /// What is at stake, in points.
    pub value: u8,
}

/// Answers while deciding: for whom, what happens, which goal, how much work, what is at stake.
pub const fn judge(impact: Impact, urgency: Urgency, goal: Option<usize>, effort: u32, value: u8) -> Act {
    Act::Judge(Judged { impact, urgency, goal, effort, value })
}

impl Act {
    /// True for what is done before anybody sees to the request.
    pub const fn is_before_owner(&self) -> bool {
        matches!(self, Act::Judge(_) | Act::First(_) | Act::Label(_) | Act::Tie(..))
    }
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
    /// True where it was made from the template of its service.
    pub by_template: bool,
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
    let (purpose, by_template) = (false, false);
    Story { client, service, priority, effect, direction, channel, purpose, by_template, raised, owner, acts }
}

impl Story {
    /// Its purpose is written down.
    pub const fn meant(mut self) -> Story {
        self.purpose = true;
        self
    }

    /// It was made from the template of its service.
    pub const fn by_template(mut self) -> Story {
        self.by_template = true;
        self
    }

    /// The team asks for it.
    pub const fn asked(mut self) -> Story {
        self.direction = Direction::WeAsk;
        self
    }
}
