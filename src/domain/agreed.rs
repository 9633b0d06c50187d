//! What an agreement holds beside its targets: measures beyond time, who is told when time runs short, how
//! often both sides talk, who can be reached outside the opening hours, and what it costs.
//!
//! Rules:
//! 1. A measure beside the targets is a share of requests, 0 to 100, and is agreed with the way it is
//!    measured ([`Measure`]). It is counted over the requests the agreement measures.
//! 2. *Right first time*: done, and never opened again. *First promise kept*: a date was promised, and the
//!    work was done by the first date ever promised; moving the date does not move the measure.
//!    *Satisfied*: those who rated the result 4 or 5 of 5, of all who rated it (the usual CSAT).
//! 3. A step of escalation names somebody who is told at a threshold of the time of a clock ([`super::threshold`]); it
//!    changes no clock. Of each clock the highest step reached is the one that is shown. Whoever escalates the request is
//!    offered that somebody, and before the first step whom that names: so nobody has to look it up when time is short.
//!    Where several clocks name somebody, the time until done goes first.
//! 4. Support hours are those in which somebody can be reached; the clocks go on counting the opening hours.
//! 5. What something costs is part of the agreement also where it is "nothing": not shown, shown, at cost,
//!    or at cost with a share on top.
//! 6. The cadence proposes the next days on which both sides talk: so many weeks, or months, after the day they
//!    are counted from, and after today; where that day is closed, the next one that is open. A month later is
//!    the same day of the month, or its last one (31 January, 28 February). It is a proposal: the day agreed is
//!    the one written down.
//! 7. *In time* is what the figures count ([`super::insight`]): an open request past its deadline is not, what still runs
//!    and what a pilot measures does not count. *Confirmed*, *rated*, *not chased* and *purpose known* are of everything
//!    done: the client has confirmed the result, has rated it, never had to ask for news; what it is for was written down.
//!    *By the date promised last*: as the first promise, and a date taken back is none.
//! 8. A measure is agreed for a time: the present month, quarter, half or whole year by the clock of the opening hours, or
//!    all there is; and for so many cases at least, five unless more are agreed: of fewer there is a count and no share.
//!    What is done belongs to the day it was done on, a target to the day on which it was asked, a beginning to its own day,
//!    and a delay to the date that did not hold, the last of them.
//! 9. *Date before work*: of the requests that were ever in progress, those with a date promised by the time they first
//!    were. *Delays told*: a promised date did not hold where it was moved to a later one, or passed while the request was
//!    not finished; where each of them was told as a delay ([`super::deciding`]) by the date itself, the request counts. A
//!    date that before it had passed was moved because the client wanted something else, or was taken back, is no delay; nor
//!    is one by which the request was finished, whatever came after it was opened again.

use super::calendar::Hours;
use super::care::Rating;
use super::clock::{ClockKind, Reading, Verdict};
use super::ident::{AgreementId, RequestId};
use super::insight::counted;
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Promise, Request};
use super::review::Kept;
use super::text::Name;
use super::threshold::Threshold;
use super::timebook::Clocks;
use super::timebook::{Compiled, Timebook};
use super::workspace::Workspace;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// A measure beside the targets (rules 2 and 7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Measure {
    /// Done and never opened again.
    RightFirst,
    /// Done by the first date ever promised.
    FirstPromise,
    /// Those who were asked say 4 or 5 of 5.
    Satisfied,
    /// The first response in time.
    Response,
    /// Done in time.
    Done,
    /// Done by the date promised last.
    LastPromise,
    /// The client has confirmed that it is done.
    Confirmed,
    /// The client has rated it.
    Rated,
    /// Nobody had to ask for news.
    Unchased,
    /// What it is for was written down.
    Purpose,
    /// A date was promised before work began.
    DateFirst,
    /// That a date does not hold was told before it passed.
    DelayTold,
}

impl Measure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Measure; 12] = [
        Measure::RightFirst,
        Measure::FirstPromise,
        Measure::Satisfied,
        Measure::Response,
        Measure::Done,
        Measure::LastPromise,
        Measure::Confirmed,
        Measure::Rated,
        Measure::Unchased,
        Measure::Purpose,
        Measure::DateFirst,
        Measure::DelayTold,
    ];

    /// Its code, also in what is stored.
    pub fn code(self) -> &'static str {
        match self {
            Measure::RightFirst => "right-first",
            Measure::FirstPromise => "first-promise",
            Measure::Satisfied => "satisfied",
            Measure::Response => "response",
            Measure::Done => "done",
            Measure::LastPromise => "last-promise",
            Measure::Confirmed => "confirmed",
            Measure::Rated => "rated",
            Measure::Unchased => "unchased",
            Measure::Purpose => "purpose",
            Measure::DateFirst => "date-first",
            Measure::DelayTold => "delay-told",
        }
    }

    /// The measure of a code.
    pub fn parse(code: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.code() == code)
    }

    /// True for those every version of the program knows.
    pub fn is_first(self) -> bool {
        matches!(self, Measure::RightFirst | Measure::FirstPromise | Measure::Satisfied)
    }
}

/// Over which time a measure is counted (rule 8).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Over {
    /// Everything there is.
    #[default]
    All,
    /// This month.
    Month,
    /// This quarter of the year.
    Quarter,
    /// This half of the year.
    HalfYear,
    /// This year.
    Year,
}

impl Over {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Over; 5] = [Over::All, Over::Month, Over::Quarter, Over::HalfYear, Over::Year];

    /// Its code, also in what is stored.
    pub fn code(self) -> &'static str {
        match self {
            Over::All => "all",
            Over::Month => "month",
            Over::Quarter => "quarter",
            Over::HalfYear => "half-year",
            Over::Year => "year",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Over> {
        Over::ALL.into_iter().find(|over| over.code() == code)
    }

    /// The first day of the present one; none where everything counts.
    pub fn begin(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Over::All => return None,
            Over::Month => 1,
            Over::Quarter => 3,
            Over::HalfYear => 6,
            Over::Year => 12,
        };
        NaiveDate::from_ymd_opt(today.year(), today.month0() / months * months + 1, 1)
    }
}

/// What is agreed for a measure: "90 % in a month, of five or more".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Goal {
    /// The share, 0 to 100.
    pub share: u8,
    /// Over which time.
    pub over: Over,
    /// Of how many cases at least it is a share, and of fewer a count.
    pub least: u8,
}

impl Goal {
    /// The fewest cases of which a share is agreed, unless more are: of fewer it says nothing.
    pub const LEAST: u8 = 5;

    /// So much of everything, as it is usual.
    pub fn of(share: u8) -> Goal {
        Goal { share, over: Over::All, least: Goal::LEAST }
    }

    /// True where it was kept; none where there are too few cases to say so.
    pub fn is_kept(&self, kept: Kept) -> Option<bool> {
        (kept.of > 0 && kept.of >= usize::from(self.least))
            .then(|| kept.met * 100 >= kept.of * usize::from(self.share))
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
pub(super) fn open_day(from: NaiveDate, hours: &impl OpenDays) -> Option<NaiveDate> {
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

/// Who is told at which threshold of which clock (rule 3).
pub type Ladder = BTreeMap<(ClockKind, Threshold), Name>;

/// Somebody who is told by now (rule 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told<'a> {
    /// Of which clock.
    pub clock: ClockKind,
    /// From which threshold of it on.
    pub step: Threshold,
    /// Who.
    pub who: &'a Name,
}

/// The steps of one clock, each with how much it has counted by then.
fn steps<'a>(
    ladder: &'a Ladder,
    reading: &Reading,
    open: &OpenTime,
) -> impl Iterator<Item = (Span, Told<'a>)> {
    let of_it = ladder.iter().filter(|((clock, _), _)| *clock == reading.kind);
    of_it.filter_map(|((clock, step), who)| {
        Some((reading.amount_at(*step, open)?, Told { clock: *clock, step: *step, who }))
    })
}

/// Who is told by now where the clocks read so, the time until done first (rule 3): of each clock one at most, nobody
/// while it stands for somebody, and nobody any more once it has stopped. Of several steps that are passed it is the last;
/// of equals the one that is written as a time after the deadline, or before it.
pub fn told_by_now<'a>(ladder: &'a Ladder, clocks: &Clocks<'_>) -> Vec<Told<'a>> {
    let runs = |reading: &&Reading| reading.stopped.is_none() && reading.paused_since.is_none();
    let last = |reading: &Reading| {
        let passed = steps(ladder, reading, &clocks.compiled.open).filter(|(at, _)| *at <= reading.elapsed);
        passed.max_by_key(|(at, told)| (*at, told.step)).map(|(_, told)| told)
    };
    done_first(clocks).filter(runs).filter_map(last).collect()
}

/// Whom the agreement names for a request that is to be escalated, where the clocks read so (rule 3); none where it
/// names nobody.
pub fn escalates_to<'a>(ladder: &'a Ladder, clocks: &Clocks<'_>) -> Option<&'a Name> {
    let counts = |r: &&Reading| r.kind == ClockKind::Resolution || r.stopped.is_none();
    let first = |reading: &Reading| {
        let steps = steps(ladder, reading, &clocks.compiled.open);
        steps.min_by_key(|(at, told)| (*at, told.step)).map(|(_, told)| told)
    };
    let told = told_by_now(ladder, clocks).into_iter().next();
    told.or_else(|| done_first(clocks).filter(counts).find_map(first)).map(|told| told.who)
}

/// All clocks, the time until done before the others.
fn done_first<'c>(clocks: &'c Clocks<'_>) -> impl Iterator<Item = &'c Reading> {
    let others = clocks.all().into_iter().filter(|reading| reading.kind != ClockKind::Resolution);
    [&clocks.resolution].into_iter().chain(others)
}

/// The requests of an agreement that kept a measure, and those that did not (rules 1, 2, 7, 9), as it stands at `now`: of
/// those for which `counts` says yes, and that belong to the time from `since` on (rule 8).
pub fn measured(
    (desk, book): (&Workspace, &Timebook),
    id: AgreementId,
    measure: Measure,
    (since, now): (Option<Moment>, Moment),
    counts: &dyn Fn(RequestId) -> bool,
) -> (Vec<RequestId>, Vec<RequestId>) {
    let (mut met, mut missed) = (Vec::new(), Vec::new());
    for (request_id, request) in desk.requests().filter(|(id_, r)| r.is_measured_by(id) && counts(*id_)) {
        let at = match measure {
            Measure::Response | Measure::Done => Some(request.raised),
            Measure::DateFirst => request.triage.started,
            Measure::DelayTold => broken(request, now).map(|promise| promise.date).max(),
            _ => request.resolved.last().map(|(at, _)| *at).filter(|_| request.stage.is_resolved()),
        };
        let Some(at) = at.filter(|at| since.is_none_or(|since| *at >= since)) else { continue };
        if let Some(kept) = keeps(desk, book, request, measure, at, now) {
            if kept { &mut met } else { &mut missed }.push(request_id);
        }
    }
    (met, missed)
}

/// The promised dates of a request that did not hold (rule 9).
fn broken(request: &Request, now: Moment) -> impl Iterator<Item = &Promise> {
    let is_finished = |at: Moment| {
        let is_done = |(done, again): &(Moment, Option<Moment>)| *done <= at && again.is_none_or(|a| a > at);
        request.resolved.iter().any(is_done)
            || request.ended_before.iter().any(|(end, again)| *end <= at && *again > at)
            || request.ended.is_some_and(|(end, _)| end <= at)
    };
    let wanted = |made: Moment| {
        request
            .triage
            .look(|kept| kept.scope.iter().any(|(at, _, stays)| *at == made && *stays == Some(false)))
    };
    request.promises.iter().enumerate().filter_map(move |(index, promise)| {
        let passed = |until: Moment| until > promise.date && !is_finished(promise.date);
        let broken = match (promise.taken_back, request.promises.get(index + 1)) {
            (Some(back), _) => passed(back),
            (None, Some(next)) if next.made > promise.date => passed(next.made),
            (None, Some(next)) => next.date > promise.date && !wanted(next.made),
            (None, None) => passed(now),
        };
        broken.then_some(promise)
    })
}

/// Whether a request keeps a measure; none where it is none of its cases. `at` is what it belongs to (rule 8): when it was
/// done, for those that count what is done.
fn keeps(
    desk: &Workspace,
    book: &Timebook,
    request: &Request,
    measure: Measure,
    at: Moment,
    now: Moment,
) -> Option<bool> {
    let clock = |clock| {
        let clocks = book.read(desk, request, now)?;
        match counted(request, clocks.of(clock)) {
            Verdict::Met => Some(true),
            Verdict::Breached | Verdict::OpenBreached => Some(false),
            Verdict::Excluded => None,
        }
    };
    let rating = || request.care.kept().and_then(|kept| kept.rating.as_ref());
    match measure {
        Measure::RightFirst => request.resolved.first().map(|(_, again)| again.is_none()),
        Measure::FirstPromise => request.first_promise().map(|promise| at <= promise.date),
        Measure::LastPromise => request.promise().map(|promise| at <= promise.date),
        Measure::Satisfied => rating().map(Rating::is_good),
        Measure::Response => clock(ClockKind::FirstResponse),
        Measure::Done => clock(ClockKind::Resolution),
        Measure::Confirmed => Some(request.care.look(|kept| kept.confirmed.is_some())),
        Measure::Rated => Some(rating().is_some()),
        Measure::Unchased => Some(!request.care.look(|kept| kept.chased.is_some())),
        Measure::Purpose => Some(!request.purpose.is_empty()),
        Measure::DateFirst => Some(request.promises.iter().any(|promise| promise.made <= at)),
        Measure::DelayTold => {
            let told = |old: Moment| {
                request.triage.look(|kept| kept.delays.iter().any(|(at, date)| *date == old && *at <= old))
            };
            Some(broken(request, now).all(|promise| told(promise.date)))
        }
    }
}
