//! Who had a request in hand and for how long: the chain of hand-overs behind a promise.
//!
//! Rules:
//! 1. A *stint* begins when a request is given to somebody and ends when it is given to somebody else, to
//!    nobody, or when the request comes to its end. A request opened again goes on in the same hands.
//! 2. Its clock counts from its own beginning, not from the request's, so whoever gets it late gets no less time
//!    (GLPI counts its operational level agreements from the moment of assignment for that reason). Otherwise it
//!    counts as the clock of being done does: pauses, opening hours and being opened again included.
//! 3. It is kept where the request was passed on or done in time. It changes no other clock and is no part of
//!    attainment: the client was promised an end, not who holds it when.
//! 4. The stints of a request together show where the promised time went.
//! 5. The clock of whoever has it now is a deadline of the team's day like those of the client: it takes its place
//!    among them, and late it counts as late on the board. It never hides a clock of the client that is late or at
//!    risk ([`super::timebook::Clocks::next`]).
//! 6. Beside the hands stands for whom the request waited, each with the open time that took: so what another team or the
//!    client had of the promised time can be told from one's own. It counts as the team's unless the agreement lets the
//!    clock of being done stand still for it.

use super::agreement::Version;
use super::clock::{Basis, ClockKind, Course, Reading, Target, read};
use super::moment::{Moment, Span};
use super::request::{PauseReason, Request};
use super::text::Name;
use super::timebook::Compiled;

/// One person's time with a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Stint {
    /// Who had it.
    pub who: Name,
    /// Since when.
    pub from: Moment,
    /// Until when, where it was passed on.
    pub to: Option<Moment>,
    /// Open time it was with them, without pauses.
    pub took: Span,
    /// Its own clock; without a target where none is agreed.
    pub reading: Reading,
}

/// The stints of a request at `now`, in order.
pub fn stints(request: &Request, version: &Version, compiled: &Compiled, now: Moment) -> Vec<Stint> {
    let course = request.course_under(version);
    let next = request.held.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
    let mut out = Vec::new();
    for ((from, who), to) in request.held.iter().zip(next).filter(|((from, _), _)| *from <= now) {
        let to = to.filter(|at| *at <= now);
        let Some(who) = who.clone().filter(|_| to.is_none_or(|to| to > *from)) else { continue };
        let own = alone(&course, *from, to);
        let target = target_from(*from, version, compiled);
        let reading = read(ClockKind::Resolution, &own, target.as_ref(), &compiled.open, now);
        let took = read(ClockKind::Resolution, &own, Some(&endless()), &compiled.open, now).elapsed;
        out.push(Stint { who, from: *from, to, took, reading });
    }
    out
}

/// For whom a request waited, and how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Awaited {
    /// For whom.
    pub reason: PauseReason,
    /// Open time of all such waits together.
    pub took: Span,
    /// True where the clock of being done stood still meanwhile.
    pub stops: bool,
}

/// For whom a request has waited until `now` (rule 6), in the order of the reasons; what took no open time is left out.
pub fn awaited(request: &Request, version: &Version, compiled: &Compiled, now: Moment) -> Vec<Awaited> {
    let target = version.target(ClockKind::Resolution, request.priority);
    let all = PauseReason::ALL.iter().map(|reason| {
        let waits = request.waits.iter().filter(|wait| wait.reason == *reason);
        let took = waits.fold(Span::ZERO, |sum, wait| {
            sum + compiled.open.elapsed(wait.from, wait.to.map_or(now, |to| to.min(now)))
        });
        let stops = version.pauses_on.contains(reason) && target.is_none_or(|target| target.pauses);
        Awaited { reason: *reason, took, stops }
    });
    all.filter(|awaited| awaited.took.is_positive()).collect()
}

/// The clock of whoever has a request in hand at `now` (rule 5); none where no time is agreed for it, nobody has it, or
/// it has come to its end.
pub fn present(request: &Request, version: &Version, compiled: &Compiled, now: Moment) -> Option<Reading> {
    version.counting.hand_over?;
    let (from, who) = request.held.iter().rfind(|(at, _)| *at <= now)?;
    who.as_ref()?;
    let own = alone(&request.course_under(version), *from, None);
    let target = target_from(*from, version, compiled);
    let reading = read(ClockKind::Resolution, &own, target.as_ref(), &compiled.open, now);
    let pilot = version.counting.is_pilot(request.raised, &compiled.zone);
    let breached_open = reading.breached_open && !pilot;
    reading.stopped.is_none().then_some(Reading { pilot, breached_open, ..reading })
}

/// What whoever takes it over at `from` has.
fn target_from(from: Moment, version: &Version, compiled: &Compiled) -> Option<Target> {
    let counting = &version.counting;
    let counted = |target: &Target| {
        counting.target(target, ClockKind::Resolution, from, &compiled.open, &compiled.zone)
    };
    counting.hand_over.as_ref().map(counted)
}

/// A promise nobody could miss, to see how much was counted.
fn endless() -> Target {
    let amount = Span::days(36_500);
    Target { amount, basis: Basis::Open, pauses: true, warn: crate::domain::threshold::Threshold::Share(0) }
}

/// A stint as the course of a request whose resolution clock reads the same (rule 2).
fn alone(course: &Course, from: Moment, to: Option<Moment>) -> Course {
    let mut resolved: Vec<(Moment, Option<Moment>)> = Vec::new();
    for (done, again) in &course.resolved {
        // What was done before it came here has no part in it; once passed on, nothing after it has.
        if again.is_some_and(|again| again <= from) || to.is_some_and(|to| *done >= to) {
            continue;
        }
        resolved.push((*done, again.filter(|again| to.is_none_or(|to| *again < to))));
    }
    if let Some(to) = to.filter(|_| resolved.last().is_none_or(|(_, again)| again.is_some())) {
        resolved.push((to, None));
    }
    Course { raised: from, resolved, pauses: course.pauses.clone(), ended: course.ended, ..Course::default() }
}
