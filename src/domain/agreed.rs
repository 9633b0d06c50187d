//! What an agreement holds beside its targets: measures beyond time, who is told when time runs short, how
//! often both sides talk, who can be reached outside the opening hours, and what it costs.
//!
//! Rules:
//! 1. A measure beyond time is a share of finished requests, 0 to 100, and is agreed with the way it is
//!    measured ([`Measure`]). It is counted over the requests the agreement measures.
//! 2. *Right first time*: done, and never opened again. *First promise kept*: a date was promised, and the
//!    work was done by the first date ever promised; moving the date does not move the measure.
//!    *Satisfied*: those who rated the result 4 or 5 of 5, of all who rated it (the usual CSAT).
//! 3. A step of escalation names somebody who is told once a share of the target of being done is used; it
//!    changes no clock. The highest step reached is the one that is shown.
//! 4. Support hours are those in which somebody can be reached; the clocks go on counting the opening hours.
//! 5. What something costs is part of the agreement also where it is "nothing": not shown, shown, at cost,
//!    or at cost with a share on top.

use super::ident::AgreementId;
use super::moment::Span;
use super::review::Kept;
use super::text::Name;
use super::workspace::Workspace;
use std::collections::BTreeMap;

/// A measure beyond time (rule 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Measure {
    /// Done and never opened again.
    RightFirst,
    /// Done by the first date ever promised.
    FirstPromise,
    /// Those who were asked say 4 or 5 of 5.
    Satisfied,
}

impl Measure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Measure; 3] = [Measure::RightFirst, Measure::FirstPromise, Measure::Satisfied];

    /// Its code, also in what is stored.
    pub fn code(self) -> &'static str {
        match self {
            Measure::RightFirst => "right-first",
            Measure::FirstPromise => "first-promise",
            Measure::Satisfied => "satisfied",
        }
    }

    /// The measure of a code.
    pub fn parse(code: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// What the work costs those it is done for (rule 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Cost {
    /// Nothing is said about it.
    #[default]
    NotShown,
    /// It is shown, and nobody pays.
    Shown,
    /// The client pays what it costs.
    AtCost,
    /// The client pays what it costs and so many percent more.
    CostPlus(u8),
}

/// How often both sides talk; 0 for never.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct Cadence {
    /// A short check-in every so many weeks.
    pub weeks: u8,
    /// A review of the agreement every so many months.
    pub months: u8,
}

/// Who is told at which share of the target, in percent (rule 3).
pub type Ladder = BTreeMap<u8, Name>;

/// The highest step reached when so much of the target is used; none before the first.
pub fn step_reached(ladder: &Ladder, elapsed: Span, target: Span) -> Option<(u8, &Name)> {
    if !target.is_positive() {
        return None;
    }
    let reached = |percent: u8| i128::from(elapsed.0) * 100 >= i128::from(target.0) * i128::from(percent);
    ladder.iter().rev().find(|(percent, _)| reached(**percent)).map(|(percent, who)| (*percent, who))
}

/// How a measure stands over the finished requests of an agreement (rules 1, 2).
pub fn measured(desk: &Workspace, id: AgreementId, measure: Measure) -> Kept {
    let mut out = Kept::default();
    let mine = desk.requests().filter(|(_, r)| {
        matches!(r.pinned, Some((Some((agreement, _)), _)) if agreement == id) && r.stage.is_resolved()
    });
    for (_, request) in mine {
        let Some((first, again)) = request.resolved.first() else { continue };
        let kept = match (measure, request.first_promise()) {
            (Measure::FirstPromise, None) => continue,
            (Measure::FirstPromise, Some(promise)) => {
                let last = request.resolved.last().map_or(*first, |(at, _)| *at);
                last <= promise.date
            }
            (Measure::Satisfied, _) => match request.care.kept().and_then(|kept| kept.rating.as_ref()) {
                Some(rating) => rating.result >= 4,
                None => continue,
            },
            (Measure::RightFirst, _) => again.is_none(),
        };
        out.of += 1;
        out.met += usize::from(kept);
    }
    out
}
