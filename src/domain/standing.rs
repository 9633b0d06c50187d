//! What a clock of a request is read by, where something changed on the way: for which priority, by which target,
//! and from when it counts. The rules are C29, C31 to C33, C35 and C37 of [`super::clock`]; which of them hold is a term of
//! the agreement ([`super::counting`]).

use super::agreement::Version;
use super::clock::{self, Basis, ClockKind, ClockState, Course, Target};
use super::counting::{Counting, OnPriority, OnReopen};
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Priority, Request};
use super::threshold::Threshold;
use super::timebook::Compiled;
use super::zone::ZoneTable;
use std::borrow::Cow;

/// What a clock is read by.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing<'a> {
    /// The priority the target is for: the present one, or a former one whose target was broken while it stood (C31).
    pub priority: Priority,
    /// The target, as the agreement counts it.
    pub target: Target,
    /// What the clock reads: what happened to the request, or the part of it that counts (C32, C33).
    pub course: Cow<'a, Course>,
}

/// What a clock of a request is read by at `now`; none without a target.
pub fn standing<'a>(
    request: &Request,
    version: &Version,
    compiled: &Compiled,
    course: &'a Course,
    kind: ClockKind,
    now: Moment,
) -> Option<Standing<'a>> {
    let read = Read { version, open: &compiled.open, zone: &compiled.zone, kind };
    // What was agreed before it began anew is over (C37).
    let stands = |agreed: &Moment| course.anew.iter().all(|from| from > &now || from <= agreed);
    if let Some(agreed) = course.agreed.filter(|_| kind == ClockKind::Resolution).filter(stands) {
        // A date agreed after a reopening is for what began then; what was late before it stays late (C33).
        let course = match parts(kind, &version.counting, course) {
            true => match read.dated(request.priority, agreed, course, now) {
                Dated::Late(late) => return Some(late),
                Dated::Last(last) => Cow::Owned(last),
                Dated::Whole => Cow::Borrowed(course),
            },
            false => Cow::Borrowed(course),
        };
        let amount = compiled.open.elapsed(course.raised, agreed).max(Span(1));
        let warn = version.target(kind, request.priority).map_or(Threshold::USUAL_WARNING, |t| t.warn);
        let target = Target { amount, basis: Basis::Open, pauses: false, warn };
        return Some(Standing { priority: request.priority, target, course });
    }
    // A rhythm has no former priority and no cycles: each wait is of its own.
    if kind.is_waits() {
        return read.by(request.priority, Cow::Borrowed(course), now);
    }
    match version.counting.on_priority {
        OnPriority::Retarget => read.by(request.priority, Cow::Borrowed(course), now),
        OnPriority::Onward => read
            .broken(&request.formerly, course, now)
            .or_else(|| read.by(request.priority, Cow::Borrowed(course), now)),
        OnPriority::Anew => {
            let course = since_change(&request.formerly, course, kind, now);
            read.by(request.priority, course, now)
        }
    }
}

/// What a clock that has stopped counted, where a change of priority or opening again may begin it anew: each stretch
/// that has the whole target to itself (C32, C33), under the present priority.
pub fn stretches(
    counting: &Counting,
    formerly: &[(Priority, Moment)],
    course: &Course,
    kind: ClockKind,
    now: Moment,
) -> Vec<Course> {
    if kind.is_waits() {
        return vec![course.clone()];
    }
    let whole = match counting.on_priority {
        OnPriority::Anew => since_change(formerly, course, kind, now),
        OnPriority::Retarget | OnPriority::Onward => Cow::Borrowed(course),
    };
    match parts(kind, counting, &whole) {
        true => cycles(&whole, counting, now),
        false => vec![whole.into_owned()],
    }
}

/// True where a former priority was broken while it stood, and the agreement lets what is late stay late (C31). `course`
/// is what happened to the request, with the priorities it had before.
pub fn stays_late(
    version: &Version,
    (open, zone): (&OpenTime, &ZoneTable),
    formerly: &[(Priority, Moment)],
    course: &Course,
    kind: ClockKind,
    now: Moment,
) -> bool {
    let binds = version.counting.on_priority == OnPriority::Onward && !kind.is_waits();
    binds && Read { version, open, zone, kind }.broken(formerly, course, now).is_some()
}

/// What a date agreed on (C35) is for, where opening again began the clock anew.
enum Dated {
    /// It is over, and a stretch before the one the date is for was late: that is what is read.
    Late(Standing<'static>),
    /// The last stretch.
    Last(Course),
    /// There is one stretch only, or the date lies before the last one.
    Whole,
}

struct Read<'b> {
    version: &'b Version,
    open: &'b OpenTime,
    zone: &'b ZoneTable,
    kind: ClockKind,
}

impl Read<'_> {
    fn by<'a>(&self, priority: Priority, course: Cow<'a, Course>, now: Moment) -> Option<Standing<'a>> {
        let target = self.version.target(self.kind, priority)?;
        let course = match parts(self.kind, &self.version.counting, &course) {
            true => self.cycle(target, course, now),
            false => course,
        };
        let target = self.counted(target, course.raised);
        Some(Standing { priority, target, course })
    }

    fn counted(&self, target: &Target, from: Moment) -> Target {
        self.version.counting.target(target, self.kind, from, self.open, self.zone)
    }

    /// The first former priority whose target came due while it stood and was not kept by the time it was changed
    /// (C31).
    fn broken<'a>(
        &self,
        formerly: &[(Priority, Moment)],
        course: &'a Course,
        now: Moment,
    ) -> Option<Standing<'a>> {
        let mut from = course.raised;
        for &(priority, to) in formerly.iter().filter(|(_, to)| *to <= now) {
            if let Some(then) = self.by(priority, Cow::Borrowed(course), to) {
                let reading = clock::read(self.kind, &then.course, Some(&then.target), self.open, to);
                if reading.state == ClockState::Breached && reading.due.is_some_and(|due| due >= from) {
                    return Some(then);
                }
            }
            from = to;
        }
        None
    }

    /// What a date agreed on is for (C33, C35).
    fn dated(&self, priority: Priority, agreed: Moment, course: &Course, now: Moment) -> Dated {
        let mut all = cycles(course, &self.version.counting, now);
        let Some(last) = all.pop().filter(|last| !all.is_empty() && last.raised <= agreed) else {
            return Dated::Whole;
        };
        if last.resolved.last().is_some_and(|(_, again)| again.is_none())
            && let Some(target) = self.version.target(self.kind, priority)
        {
            for former in all {
                let target = self.counted(target, former.raised);
                let reading = clock::read(self.kind, &former, Some(&target), self.open, now);
                if reading.state == ClockState::Breached {
                    return Dated::Late(Standing { priority, target, course: Cow::Owned(former) });
                }
            }
        }
        Dated::Last(last)
    }

    /// The stretch from a beginning to a resolution that counts at `now` (C33): the one that lasts, or, once it has
    /// ended, the first one that was late, or the last.
    fn cycle<'a>(&self, target: &Target, course: Cow<'a, Course>, now: Moment) -> Cow<'a, Course> {
        let all = cycles(&course, &self.version.counting, now);
        let Some((last, former)) = all.split_last().filter(|(_, former)| !former.is_empty()) else {
            return course;
        };
        if last.resolved.last().is_some_and(|(_, again)| again.is_none()) {
            let late = |cycle: &&Course| {
                let target = self.counted(target, cycle.raised);
                clock::read(self.kind, cycle, Some(&target), self.open, now).state == ClockState::Breached
            };
            if let Some(late) = former.iter().find(late) {
                return Cow::Owned(late.clone());
            }
        }
        Cow::Owned(last.clone())
    }
}

/// What counts since the last change of priority before the clock stopped (C32).
fn since_change<'a>(
    formerly: &[(Priority, Moment)],
    course: &'a Course,
    kind: ClockKind,
    now: Moment,
) -> Cow<'a, Course> {
    let first = course.resolved.first().map(|(at, _)| *at);
    let stopped = match kind {
        ClockKind::FirstResponse => [course.responded, first].into_iter().flatten().min(),
        ClockKind::Decision => [course.decided, first].into_iter().flatten().min(),
        _ => course.resolved.last().filter(|(_, again)| again.is_none()).map(|(at, _)| *at),
    };
    let until = stopped.filter(|at| *at <= now).unwrap_or(now);
    let mut changes = formerly.iter().map(|(_, to)| *to);
    let Some(from) = changes.rfind(|to| *to <= until) else { return Cow::Borrowed(course) };
    // Resolved since, or resolved at that moment: what is left of it.
    let known = course.resolved.iter().filter(|(at, again)| *at >= from || again.is_some_and(|to| to > from));
    let resolved = known.map(|&(at, again)| (at.max(from), again)).collect();
    Cow::Owned(Course { raised: from, resolved, ..course.clone() })
}

/// True where opening again begins a clock anew: as agreed (C33), or because it came so late (C37).
fn parts(kind: ClockKind, counting: &Counting, course: &Course) -> bool {
    kind == ClockKind::Resolution && (counting.on_reopen == OnReopen::Anew || !course.anew.is_empty())
}

/// The stretches from a beginning to a resolution as known at `now`, each as a course of its own; the last one may
/// last still.
fn cycles(course: &Course, counting: &Counting, now: Moment) -> Vec<Course> {
    let begins = |again: &Moment| counting.on_reopen == OnReopen::Anew || course.anew.contains(again);
    let piece = |raised: Moment, resolved: Vec<(Moment, Option<Moment>)>, next: Option<Moment>| Course {
        raised,
        resolved,
        responded: None,
        decided: None,
        agreed: course.agreed.filter(|at| *at >= raised && next.is_none_or(|next| *at < next)),
        updates: Vec::new(),
        said: None,
        heard: Vec::new(),
        anew: Vec::new(),
        pauses: course.pauses.clone(),
        ended: course.ended,
    };
    let (mut out, mut from, mut resolved) = (Vec::new(), course.raised, Vec::new());
    for &(at, again) in course.resolved.iter().filter(|(at, _)| *at <= now) {
        let again = again.filter(|again| *again <= now);
        match again.filter(begins) {
            Some(next) => {
                resolved.push((at, None));
                out.push(piece(from, std::mem::take(&mut resolved), Some(next)));
                from = next;
            }
            None => resolved.push((at, again)),
        }
    }
    out.push(piece(from, resolved, None));
    out
}
