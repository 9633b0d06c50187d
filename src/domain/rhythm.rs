//! The next-update clock: a request's answers as a chain of waits, each from one answer the requester could
//! see to the next, and the clock of answers, whose waits begin with what the client says. The rules are C23 to C26, C30
//! and C38 of [`super::clock`].

use super::clock::{ClockKind, ClockState, Course, End, Reading, Target, read};
use super::moment::{Moment, Span};
use super::open::OpenTime;

/// One wait: from an answer to the next one, to the resolution, or to the end; still lasting without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waited {
    /// The answer it began with, or when the request was opened again.
    pub from: Moment,
    /// What ended it.
    pub to: Option<Moment>,
}

/// What happens in the life of a rhythm. Of things at the same moment, the ends come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beat {
    Stop,
    Again,
    Said,
    Heard,
}

/// The waits of a request as known at `now`, in order (C23, C24).
pub fn waits(kind: ClockKind, course: &Course, now: Moment) -> Vec<Waited> {
    let mut beats: Vec<(Moment, Beat)> = Vec::with_capacity(course.updates.len() + 2);
    beats.extend(course.responded.iter().chain(&course.updates).map(|at| (*at, Beat::Said)));
    let heard = if kind == ClockKind::Reply { Some(&course.heard) } else { course.said.as_ref() };
    let replies = heard.is_some();
    beats.extend(heard.into_iter().flatten().map(|at| (*at, Beat::Heard)));
    for (done, again) in &course.resolved {
        beats.push((*done, Beat::Stop));
        beats.extend(again.map(|at| (at, Beat::Again)));
    }
    beats.extend(course.ended.map(|(at, _)| (at, Beat::Stop)));
    beats.retain(|(at, _)| *at <= now);
    beats.sort_unstable();
    beats.dedup();
    let (mut out, mut since, mut over, mut answered) = (Vec::new(), None::<Moment>, false, false);
    for (at, beat) in beats {
        if beat == Beat::Heard {
            // The first thing that waits for an answer counts, once there has been a first answer at all.
            since = since.or_else(|| (answered && !over).then_some(at));
            continue;
        }
        if let Some(from) = since.take().filter(|from| *from < at || beat == Beat::Stop) {
            out.push(Waited { from, to: Some(at) });
        }
        match beat {
            Beat::Stop => over = true,
            Beat::Again => {
                over = false;
                answered = true;
                since = (!replies).then_some(at);
            }
            Beat::Said => {
                answered = true;
                since = (!over && !replies).then_some(at);
            }
            Beat::Heard => {}
        }
    }
    out.extend(since.map(|from| Waited { from, to: None }));
    out
}

/// A wait as the course of a request whose resolution clock reads the same.
fn alone(course: &Course, wait: Waited) -> Course {
    Course {
        raised: wait.from,
        resolved: wait.to.map(|to| (to, None)).into_iter().collect(),
        pauses: course.pauses.clone(),
        ..Course::default()
    }
}

/// Reads the waits: which one counts (C25), and how it stands.
fn counting(
    kind: ClockKind,
    course: &Course,
    target: &Target,
    open: &OpenTime,
    now: Moment,
) -> Option<(Course, Reading)> {
    let mut longest: Option<(Course, Reading)> = None;
    for wait in waits(kind, course, now) {
        let wait = alone(course, wait);
        let reading = read(ClockKind::Resolution, &wait, Some(target), open, now);
        if reading.stopped.is_none() {
            return Some((wait, reading));
        }
        let weight = |r: &Reading| (r.state == ClockState::Breached, r.elapsed);
        if longest.as_ref().is_none_or(|(_, before)| weight(before) < weight(&reading)) {
            longest = Some((wait, reading));
        }
    }
    longest
}

/// A wait as it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The time it took: counted by its clock, opening time without one; none while it lasts.
    pub took: Option<Span>,
    /// Whether it was no longer than agreed; none where nothing is agreed, or that is not known yet.
    pub in_time: Option<bool>,
}

/// How every wait came out that has ended by `now`, or lasts and is late, in order.
pub fn ended(course: &Course, target: Option<&Target>, open: &OpenTime, now: Moment) -> Vec<Ended> {
    let tell = |wait: Waited| {
        let Some(target) = target else {
            return wait.to.map(|to| Ended { took: Some(open.elapsed(wait.from, to)), in_time: None });
        };
        let reading = read(ClockKind::Resolution, &alone(course, wait), Some(target), open, now);
        let late = reading.state == ClockState::Breached;
        let took = wait.to.map(|_| reading.elapsed);
        (took.is_some() || late).then_some(Ended { took, in_time: Some(!late) })
    };
    waits(ClockKind::Update, course, now).into_iter().filter_map(tell).collect()
}

/// Reads the clock of updates or that of answers at `now`.
pub fn read_waits(
    kind: ClockKind,
    course: &Course,
    target: Option<&Target>,
    open: &OpenTime,
    now: Moment,
) -> Reading {
    let Some(target) = target.filter(|target| target.check().is_ok()) else {
        return Reading::nothing(kind, None);
    };
    let counted = counting(kind, course, target, open, now);
    let Some((_, reading)) = counted else { return Reading::nothing(kind, None) };
    let ended = course.ended.filter(|(at, end)| *at <= now && *end != End::Declined);
    let state = match ended {
        Some((_, end)) if reading.state != ClockState::Breached => ClockState::Cancelled(end),
        _ => reading.state,
    };
    Reading { kind, state, ..reading }
}

/// The wait the clock shows at `now`, as a course whose *resolution* clock reads the same; none before the
/// first answer.
pub fn shown(
    kind: ClockKind,
    course: &Course,
    target: &Target,
    open: &OpenTime,
    now: Moment,
) -> Option<Course> {
    counting(kind, course, target, open, now).map(|(wait, _)| wait)
}
