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
//! 6. The cadence proposes the next days on which both sides talk: so many weeks, or months, after the day they
//!    are counted from, and after today; where that day is closed, the next one that is open. A month later is
//!    the same day of the month, or its last one (31 January, 28 February). It is a proposal: the day agreed is
//!    the one written down.

use super::calendar::Hours;
use super::clock::Reading;
use super::ident::{AgreementId, RequestId};
use super::moment::Span;
use super::text::Name;
use super::timebook::Compiled;
use super::workspace::Workspace;
use chrono::{Days, Months, NaiveDate};
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

impl Cadence {
    /// The day of the next check-in after `today`, counted from `from` (rule 6); none without check-ins.
    pub fn next_check_in(
        &self,
        from: NaiveDate,
        today: NaiveDate,
        hours: &impl OpenDays,
    ) -> Option<NaiveDate> {
        let step = 7 * i64::from(self.weeks);
        if step == 0 {
            return None;
        }
        let gone = today.signed_duration_since(from).num_days().max(0);
        let days = u64::try_from((gone / step + 1) * step).ok()?;
        open_day(from.checked_add_days(Days::new(days))?, hours)
    }

    /// The day of the next review after `today`, counted from `from` (rule 6); none without reviews.
    pub fn next_review(&self, from: NaiveDate, today: NaiveDate, hours: &impl OpenDays) -> Option<NaiveDate> {
        let months = u32::from(self.months);
        let steps = 1..=12 * 200 / months.max(1);
        let day = |n: u32| from.checked_add_months(Months::new(n * months));
        let next = steps.filter(|_| months > 0).find_map(|n| day(n).filter(|day| *day > today));
        open_day(next?, hours)
    }
}

/// The first day with opening hours from this one on, within a year.
fn open_day(from: NaiveDate, hours: &impl OpenDays) -> Option<NaiveDate> {
    from.iter_days().take(366).find(|day| hours.opens_on(*day))
}

/// Something that knows on which days there are opening hours.
pub trait OpenDays {
    /// True if there are some on this day.
    fn opens_on(&self, date: NaiveDate) -> bool;
}

impl OpenDays for Hours {
    fn opens_on(&self, date: NaiveDate) -> bool {
        !self.spans_on(date).is_empty()
    }
}

impl OpenDays for Compiled {
    fn opens_on(&self, date: NaiveDate) -> bool {
        match self.parts.is_empty() {
            true => self.hours().opens_on(date),
            false => Compiled::opens_on(self, date),
        }
    }
}

/// Who is told at which share of the target, in percent (rule 3).
pub type Ladder = BTreeMap<u8, Name>;

/// The highest step reached when so much of the target is used; none before the first.
fn step_reached(ladder: &Ladder, elapsed: Span, target: Span) -> Option<(u8, &Name)> {
    if !target.is_positive() {
        return None;
    }
    let reached = |percent: u8| i128::from(elapsed.0) * 100 >= i128::from(target.0) * i128::from(percent);
    ladder.iter().rev().find(|(percent, _)| reached(**percent)).map(|(percent, who)| (*percent, who))
}

/// Who is told by now, and from which share of the target on, where the clock of being done reads so (rule 3): nobody
/// while it stands for somebody, and nobody any more once it has stopped.
pub fn told_by_now<'a>(ladder: &'a Ladder, done: &Reading) -> Option<(u8, &'a Name)> {
    let runs = done.stopped.is_none() && done.paused_since.is_none();
    step_reached(ladder, done.elapsed, done.target.filter(|_| runs)?)
}

/// The finished requests of an agreement that kept a measure, and those that did not (rules 1, 2), of those for which
/// `counts` says yes.
pub fn measured(
    desk: &Workspace,
    id: AgreementId,
    measure: Measure,
    counts: &dyn Fn(RequestId) -> bool,
) -> (Vec<RequestId>, Vec<RequestId>) {
    let (mut met, mut missed) = (Vec::new(), Vec::new());
    let mine = desk.requests().filter(|(_, r)| r.is_measured_by(id) && r.stage.is_resolved());
    for (request_id, request) in mine.filter(|(id, _)| counts(*id)) {
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
        if kept { &mut met } else { &mut missed }.push(request_id);
    }
    (met, missed)
}
