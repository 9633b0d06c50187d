//! A draft tried on what has happened: how far it would have been kept, which requests it would have
//! missed, and what could have been promised instead.
//!
//! Rules:
//! 1. Tried are requests that are resolved, under their present priority. Declined, withdrawn and merged ones
//!    have no verdict on being done and are left out; open ones have none yet. Where the draft lets a change of
//!    priority or opening again begin anew, a request is late when one of its stretches was, and needed what the
//!    longest of them needed. Where it lets what is late stay late (C31 of [`super::clock`]), a request that was late under
//!    a priority it had before is late, whatever its present one promises; what it needed is said as for any other.
//! 2. Each request is read as [`super::clock`] reads it, under the draft's targets, pauses and opening
//!    hours, as if no other date had been agreed on for it. Nothing is estimated.
//! 3. What a request *needed* is the smallest target it would have met: the counted time up to the stop;
//!    a millisecond more where it stopped while nothing was counted, for a target used up at closing time
//!    is due then (C5, C7).
//! 4. The target that p % of past work would have met is the p-th percentile of what was needed, by nearest
//!    rank ([`super::flow::percentile`]), rounded up to an amount people say ([`round_up`]): promise a
//!    little less than you can.
//!    Working days are suggested as open time, which is what they are (C28).
//! 5. Where a priority has no target, what was needed is counted in open time, and pauses stop the clock as
//!    is the custom (C9).
//! 6. Decisions are tried where the draft promises them.
//! 7. By hand it is tried over the amounts people say ([`amounts`]), up to a quarter more than the longest request
//!    needed, so that it can be seen what is gained by promising more; but over no more than can be told apart.

use super::agreement::{Scope, Version};
use super::clock::{Basis, ClockKind, ClockState, Course, Target, Verdict, read, verdict};
use super::flow::percentile;
use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Outcome, Priority};
use super::standing::{stays_late, stretches};
use super::workspace::Workspace;
use super::zone::ZoneTable;

/// A finished request, as far as trying a draft goes.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// Which one.
    pub id: RequestId,
    /// Its priority.
    pub priority: Priority,
    /// The priorities it had before, each with until when.
    pub formerly: Vec<(Priority, Moment)>,
    /// What happened, with the pauses the draft knows.
    pub course: Course,
}

/// The finished requests of a scope (rule 1), as the draft's pauses and answers read them.
pub fn past(desk: &Workspace, scope: &Scope, terms: &Version) -> Vec<Past> {
    desk.served()
        .filter(|(_, r)| r.outcome() == Some(Outcome::Done))
        .filter(|(_, r)| scope.fits(r.client, r.service))
        .map(|(id, r)| Past {
            id,
            priority: r.priority,
            formerly: r.formerly.clone(),
            course: Course { agreed: None, ..r.course_under(terms) },
        })
        .collect()
}

/// How one target fared.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried {
    /// Which clock.
    pub clock: ClockKind,
    /// For which priority.
    pub priority: Priority,
    /// The target, if there is one.
    pub target: Option<Target>,
    /// How many stopped in time; with [`Self::late`] it makes all. Without a target it is none, and late is only what
    /// was late under another priority.
    pub met: usize,
    /// Those that would have been late.
    pub late: Vec<RequestId>,
    /// What each request needed (rule 3), the least first.
    pub needed: Vec<(Span, RequestId)>,
}

impl Tried {
    /// How many requests were tried.
    pub fn n(&self) -> usize {
        self.needed.len()
    }

    /// The smallest target people would say that this share of them, in percent, would have met (rule 4).
    pub fn promise(&self, percent: usize) -> Option<Span> {
        percentile(&self.needed, percent).map(|(span, _)| round_up(span))
    }
}

/// Up to the next amount people say: minutes by fives within an hour, then quarters of an hour within
/// four hours, halves within sixteen, whole hours above; at least five minutes.
pub fn round_up(span: Span) -> Span {
    const MINUTE: i64 = 60_000;
    let step = match span.0 {
        ms if ms <= 60 * MINUTE => 5 * MINUTE,
        ms if ms <= 240 * MINUTE => 15 * MINUTE,
        ms if ms <= 960 * MINUTE => 30 * MINUTE,
        _ => 60 * MINUTE,
    };
    let steps = span.0.max(1).saturating_add(step - 1) / step;
    Span(steps.saturating_mul(step))
}

/// The amounts people say to try by hand (rule 7), the least first. `needed` is in order.
pub fn amounts(needed: &[(Span, RequestId)]) -> Vec<Span> {
    const MOST: usize = 600;
    let longest = needed.last().map_or(Span(0), |(span, _)| *span);
    let most = Span(longest.0.saturating_add(longest.0 / 4));
    let next = |amount: &Span| Some(round_up(Span(amount.0 + 1))).filter(|_| *amount < most);
    std::iter::successors(Some(round_up(Span(1))), next).take(MOST).collect()
}

/// Tries a draft on past requests with these opening hours, by clock and priority; what has no request is
/// left out. The opening hours come with their zone. `now` lies after everything that happened.
pub fn try_out(
    past: &[Past],
    terms: &Version,
    (open, zone): (&OpenTime, &ZoneTable),
    now: Moment,
) -> Vec<Tried> {
    let mut out = Vec::new();
    for clock in ClockKind::ALL {
        for priority in Priority::ALL {
            let target = terms.target(clock, *priority).filter(|t| t.check().is_ok()).copied();
            // Without a target, a promise nobody could miss shows what was needed.
            let probe = Target {
                amount: Span::days(36_500),
                basis: Basis::Open,
                pauses: clock.pauses(),
                warn: crate::domain::threshold::Threshold::Share(0),
            };
            let read_with = target.unwrap_or(probe);
            let mut tried =
                Tried { clock, priority: *priority, target, met: 0, late: Vec::new(), needed: Vec::new() };
            for one in past.iter().filter(|one| one.priority == *priority) {
                let parted;
                let stretches = if terms.counting.is_through() && one.course.anew.is_empty() {
                    std::slice::from_ref(&one.course)
                } else {
                    parted = stretches(&terms.counting, &one.formerly, &one.course, clock, now);
                    parted.as_slice()
                };
                let counted = |c: &Course| terms.counting.target(&read_with, clock, c.raised, open, zone);
                let fares = |worst: Option<(Verdict, Span)>, stretch: &Course| {
                    let this = fare(clock, stretch, &counted(stretch), open, now)?;
                    Some(Some(worst.map_or(this, |worst| worse(worst, this))))
                };
                let Some(Some((verdict, needed))) = stretches.iter().try_fold(None, fares) else { continue };
                if stays_late(terms, (open, zone), &one.formerly, &one.course, clock, now) {
                    tried.late.push(one.id);
                } else if target.is_some() {
                    match verdict {
                        Verdict::Met => tried.met += 1,
                        Verdict::Breached | Verdict::OpenBreached => tried.late.push(one.id),
                        Verdict::Excluded => continue,
                    }
                }
                tried.needed.push((needed, one.id));
            }
            tried.needed.sort_unstable();
            let promised = !matches!(clock, ClockKind::Decision | ClockKind::Reply)
                || target.is_some()
                || !tried.late.is_empty();
            if promised && !tried.needed.is_empty() {
                out.push(tried);
            }
        }
    }
    out
}

/// The verdict on one stretch, and what it needed (rule 3); none where it has not stopped.
fn fare(
    clock: ClockKind,
    course: &Course,
    target: &Target,
    open: &OpenTime,
    now: Moment,
) -> Option<(Verdict, Span)> {
    let reading = read(clock, course, Some(target), open, now);
    reading.stopped?;
    // Where it stopped while nothing was counted, that much would not have been enough.
    let basis = if target.basis == Basis::Calendar { Basis::Calendar } else { Basis::Open };
    let exact = Target { amount: reading.elapsed, basis, ..*target };
    let enough = read(clock, course, Some(&exact), open, now).state == ClockState::Met;
    Some((verdict(&reading), reading.elapsed + Span(i64::from(!enough))))
}

/// Of two stretches: late if one is, and the longer of what they needed.
fn worse(one: (Verdict, Span), other: (Verdict, Span)) -> (Verdict, Span) {
    let verdict = if one.0 == Verdict::Met { other.0 } else { one.0 };
    (verdict, one.1.max(other.1))
}
