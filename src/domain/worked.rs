//! A worked example of an agreement: somebody asks at a moment, the client may let wait, and it may be done at another
//! one. When is what due, how much time was counted, and on which days?
//!
//! Rules:
//! 1. Waiting for the client counts only where that stops the clock, and is over: the example is looked at when it ends, as
//!    what lies ahead is not known to a clock (C21 of [`super::clock`]).
//! 2. The first news is reckoned as if the first answer came at once: it cannot be due sooner. Where the client's words
//!    start that clock, nothing is owed before they are said.
//! 3. What is *done at* a moment has used the time counted from the asking until then, less what was given back: of the kind
//!    of time its target counts, and open time where there is none. With a target it is in time or too late (C6); without
//!    one it is neither.
//! 4. The days are those from the asking to the latest deadline, or to the moment it is done where that is later; a wait for
//!    the next update is none of them.

use super::agreement::Version;
use super::clock::{Basis, ClockKind, Course, PauseSpan, Target, Verdict, counted, read, verdict};
use super::counting::UpdateBy;
use super::derivation::{Row, derive};
use super::moment::{Moment, Span};
use super::request::{PauseReason, Priority};
use super::threshold::Threshold;
use super::timebook::Compiled;

/// What is assumed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Case {
    /// How urgent it is.
    pub priority: Priority,
    /// When it is asked.
    pub raised: Moment,
    /// For how long the client lets wait, if at all; it ends after it begins.
    pub wait: Option<PauseSpan>,
    /// When it is done, where that is asked; not before it is raised.
    pub done: Option<Moment>,
}

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// Nothing is promised.
    NoTarget,
    /// Later than the opening hours are known.
    Beyond,
    /// At this moment.
    At(Moment),
}

/// What being done at a moment comes to (rule 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Done {
    /// When.
    pub at: Moment,
    /// How much time was counted until then.
    pub counted: Span,
    /// Whether that is in time; none without a target.
    pub kept: Option<bool>,
}

/// What an example comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Worked {
    /// When what is due, in the order in which clocks are shown.
    pub dues: Vec<(ClockKind, Due)>,
    /// What being done then comes to, where that was asked.
    pub done: Option<Done>,
    /// The days (rule 4).
    pub rows: Vec<Row>,
    /// What the days count.
    pub basis: Basis,
}

/// Works an example out, with at most `most` days one by one.
pub fn work_out(terms: &Version, compiled: &Compiled, case: Case, most: usize) -> Worked {
    let (zone, open) = (&compiled.zone, &compiled.open);
    let Case { priority, raised, done, .. } = case;
    let wait = case.wait.filter(|_| terms.pauses_on.contains(&PauseReason::Client));
    let seen = wait.and_then(|wait| wait.to).map_or(raised, |to| to.max(raised));
    let course = Course { raised, pauses: wait.into_iter().collect(), ..Course::default() };
    let promised = |clock| {
        let target = terms.target(clock, priority).filter(|t| t.check().is_ok())?;
        Some(terms.counting.target(target, clock, raised, open, zone))
    };
    let due_of = |clock| {
        let replies = clock == ClockKind::Update && terms.counting.update_by != UpdateBy::Rhythm;
        let Some(target) = promised(clock).filter(|_| !replies) else { return Due::NoTarget };
        let answered = Course { responded: Some(raised), ..course.clone() };
        let read_of = if clock == ClockKind::Update { &answered } else { &course };
        read(clock, read_of, Some(&target), open, seen).due.map_or(Due::Beyond, Due::At)
    };
    // Nothing the client says belongs to an example, so nothing of it waits for an answer.
    let clocks = ClockKind::ALL.into_iter().filter(|clock| *clock != ClockKind::Reply);
    let dues: Vec<(ClockKind, Due)> = clocks.map(|clock| (clock, due_of(clock))).collect();
    let latest = dues.iter().filter_map(|(clock, due)| match due {
        Due::At(at) if !clock.is_waits() => Some((*at, *clock)),
        _ => None,
    });
    let latest = latest.max();
    let target = promised(ClockKind::Resolution);
    let ended = |at: Moment| Course { resolved: vec![(at, None)], ..course.clone() };
    let done = done.map(|at| match &target {
        Some(target) => {
            let reading = read(ClockKind::Resolution, &ended(at), Some(target), open, at.max(seen));
            let kept = matches!(verdict(&reading), Verdict::Met);
            Done { at, counted: reading.elapsed, kept: Some(kept) }
        }
        None => Done { at, counted: counted(&course, (Basis::Open, true), open, at), kept: None },
    });
    // Without a target, all of it counts up to the end.
    let whole = |done: Done| Target {
        amount: done.counted.max(Span(1)),
        basis: Basis::Open,
        pauses: true,
        warn: Threshold::USUAL_WARNING,
    };
    let mut basis = Basis::Open;
    let rows = match (done, latest) {
        (Some(done), due) if due.is_none_or(|(due, _)| done.at > due) => {
            let target = target.unwrap_or_else(|| whole(done));
            basis = target.basis;
            derive(ClockKind::Resolution, &ended(done.at), &target, open, zone, done.at.max(seen), most).rows
        }
        (_, Some((_, clock))) => promised(clock)
            .map(|target| {
                basis = target.basis;
                derive(clock, &course, &target, open, zone, seen, most).rows
            })
            .unwrap_or_default(),
        (_, None) => Vec::new(),
    };
    Worked { dues, done, rows, basis }
}
