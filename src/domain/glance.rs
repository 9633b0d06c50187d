//! How an open request stands, told from its clocks: what presses, when it is its turn, and what asks for a word.
//!
//! Rules:
//! 1. The clock that presses is the one whose open deadline comes first ([`Clocks::pressing`]). The clock of whoever has
//!    the request in hand is a deadline of the team's beside it (rule 5 of [`super::handover`]), and so is the moment
//!    at which it has waited longer than agreed (rule 4 of [`super::pausing`]).
//! 2. A clock that has come to its end is no deadline any more, and what a pilot measures is never late.
//! 3. A promised date is a deadline of the team's as well ([`super::promised`]): it takes its place among the others,
//!    also where nothing measures the request or its clock is paused. It changes no clock and no verdict, so a promise
//!    that has passed is counted as such and not as late by an agreement.
//! 4. The client is to hear of it when news are due or, where it waits for the client longer than agreed, at once;
//!    whoever has been written to since then need not be reminded.

use super::clock::{ClockState, Reading};
use super::moment::Moment;
use super::promised::{Keeping, Promised, promised};
use super::request::{PauseReason, Request, codes};
use super::timebook::{Clocks, Timebook};
use super::workspace::Workspace;

/// When it is a request's turn: the order by deadline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turn {
    /// Its next open deadline.
    Due(Moment),
    /// No clock asks for anything.
    Open,
    /// Its clock stands still for somebody.
    Paused,
}

codes! {
    /// How its clock stands in one word (rule 5), the gravest first.
    Kind {
        /// Past an open deadline.
        Late = "late",
        /// Most of the time is used.
        AtRisk = "risk",
        /// There is time.
        InTime = "run",
        /// It stands still for somebody.
        Paused = "paused",
        /// Nothing is due.
        NoTarget = "none",
        /// It is finished.
        Stopped = "stopped",
    }
}

impl Kind {
    /// That of a request, by its glance; without one it is finished.
    pub fn of(glance: Option<&Glance>) -> Kind {
        match glance {
            None => Kind::Stopped,
            Some(glance) if glance.is_late() => Kind::Late,
            Some(glance) => match glance.state {
                ClockState::AtRisk => Kind::AtRisk,
                ClockState::Running | ClockState::OutsideHours => Kind::InTime,
                ClockState::Paused => Kind::Paused,
                _ => Kind::NoTarget,
            },
        }
    }
}

/// How an open request stands at a glance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glance {
    /// The state of the clock that presses; not applicable without an agreement.
    pub state: ClockState,
    /// When it is its turn.
    pub turn: Turn,
    /// True while a deadline of its clocks is open.
    pub ticks: bool,
    /// True while work waits for the client.
    pub waits: bool,
    /// When the client is to hear of it next.
    pub tell: Option<Moment>,
    /// True while something stands in its way.
    pub blocked: bool,
    /// When it has waited longer than agreed, while it waits.
    pub overlong: Option<Moment>,
    /// How its promise stands, where something is promised.
    pub promise: Option<Promised>,
}

impl Glance {
    /// A request nothing measures.
    pub const NONE: Glance = Glance {
        state: ClockState::NotApplicable,
        turn: Turn::Open,
        ticks: false,
        waits: false,
        tell: None,
        blocked: false,
        overlong: None,
        promise: None,
    };

    /// True past an open deadline.
    pub fn is_late(&self) -> bool {
        self.state == ClockState::Breached && self.ticks
    }

    /// True while most of the time is used and some is left.
    pub fn is_at_risk(&self) -> bool {
        self.state == ClockState::AtRisk
    }

    /// True where the promised date has passed.
    pub fn is_promise_over(&self) -> bool {
        self.promise.is_some_and(|promise| promise.keeping == Keeping::Over)
    }

    /// True where the promised date is near.
    pub fn is_promise_near(&self) -> bool {
        self.promise.is_some_and(|promise| promise.keeping == Keeping::Near)
    }

    /// True where something of it asks for attention today: a clock or a promise.
    pub fn is_pressing(&self) -> bool {
        self.is_late() || self.is_at_risk() || self.is_promise_over() || self.is_promise_near()
    }

    /// How this request stands at `now`, and when that may change by itself.
    pub fn at(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> (Glance, Option<Moment>) {
        let clocks = book.read(desk, request, now);
        let next = |clocks: &Clocks| {
            let own = clocks.all().into_iter().chain(&clocks.hand_over);
            let own = own.filter_map(|reading| reading.next_change);
            own.chain(clocks.remind.filter(|at| *at > now)).min()
        };
        let until = clocks.as_ref().and_then(next);
        let mut glance = clocks.as_ref().map_or(Glance::NONE, Glance::of);
        let (promise, turns) = promised(desk, book, request, now).unzip();
        let until = [until, turns.flatten()].into_iter().flatten().min();
        glance.ticks = matches!(glance.turn, Turn::Due(_));
        if let Some(Promised { date, .. }) = promise {
            glance.turn = glance.turn.min(Turn::Due(date));
        }
        let waits = request.waiting().is_some_and(|wait| wait.reason == PauseReason::Client);
        let news = super::care::news_due_by(desk, book, request, clocks.as_ref());
        // Whoever has been written to since need not be reminded again.
        let told = |over: &Moment| request.updates.last().is_some_and(|last| last >= over);
        let ask = glance.overlong.filter(|over| waits && !told(over));
        let tell = [news, ask].into_iter().flatten().min();
        let blocked = request.care.blocked().is_some();
        (Glance { waits, tell, blocked, promise, ..glance }, until)
    }

    fn of(clocks: &Clocks) -> Glance {
        let pressing = clocks.pressing();
        let turn = match (pressing.stopped, pressing.due) {
            (None, Some(due)) => Turn::Due(due),
            (None, None) if pressing.state == ClockState::Paused => Turn::Paused,
            _ => Turn::Open,
        };
        // What a pilot measures is never late.
        let seen = |reading: &Reading| match reading.state {
            ClockState::Breached if reading.pilot => ClockState::Running,
            state => state,
        };
        let mut glance = Glance { state: seen(pressing), turn, overlong: clocks.remind, ..Glance::NONE };
        // A clock that has come to its end says nothing of what is due now.
        let over = pressing.stopped.is_some();
        if let Some(at) = clocks.remind {
            glance.turn = glance.turn.min(Turn::Due(at));
            glance.state = if over { ClockState::Paused } else { glance.state };
        }
        if let Some((hand, due)) = clocks.hand_over.as_ref().and_then(|hand| Some((hand, hand.due?))) {
            glance.turn = glance.turn.min(Turn::Due(due));
            let state = seen(hand);
            // At risk it counts where the card shows it; late, the card says so beside any other clock.
            let graver = match state {
                ClockState::Breached => true,
                ClockState::AtRisk => glance.state != ClockState::Breached && clocks.next().1,
                _ => false,
            };
            if over || graver {
                glance.state = state;
            }
        }
        glance
    }
}
