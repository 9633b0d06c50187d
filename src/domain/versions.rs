//! The versions of an agreement side by side: what differs between two of them, and what moving open
//! requests from one to another would do to their deadlines.
//!
//! Rules:
//! 1. A request keeps the version it has until somebody moves it. Only open requests move, only to the
//!    version in force, and what each would be due before and after is shown first.
//! 2. A moved request keeps its beginning and its pauses: the new version is read as if it had always been
//!    its own (ServiceNow's "retroactive start").
//!    One that the version in force is not for stays where it is.
//! 3. The difference between two versions leaves nothing out that the clocks or the two sides go by.

use super::agreed::{Cadence, Cost, Goal, Measure};
use super::agreement::{Duty, Scope, Version};
use super::clock::{Basis, ClockKind, Target};
use super::counting::{OnPriority, OnReopen, UpdateBy};
use super::ident::{AgreementId, CalendarId, RequestId};
use super::moment::{Moment, Span};
use super::request::{PauseReason, Priority};
use super::text::{Name, Note};
use super::threshold::Threshold;
use super::timebook::Timebook;
use super::workspace::Workspace;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// One thing that differs.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// It is for other requests.
    Scope(Scope, Scope),
    /// Other opening hours count.
    Calendar(Option<CalendarId>, Option<CalendarId>),
    /// A target is new, gone, or another.
    Target {
        /// Of which clock.
        clock: ClockKind,
        /// For which priority.
        priority: Priority,
        /// As it was.
        before: Option<Target>,
        /// As it is.
        after: Option<Target>,
    },
    /// Waiting for this reason now stops the clock, or no longer does.
    Pauses(PauseReason, bool),
    /// A bare acknowledgement now counts as the first response, or no longer does.
    Ack(bool),
    /// A duty is new, gone, or another.
    Duty(Option<Duty>, Option<Duty>),
    /// The client expects something else; the new words.
    Expects(Note),
    /// What is expected of a target is new, gone, or another.
    Expected {
        /// Of which clock.
        clock: ClockKind,
        /// For which priority.
        priority: Priority,
        /// As it was.
        before: Option<(Span, Basis)>,
        /// As it is.
        after: Option<(Span, Basis)>,
    },
    /// A line of what is not included is new, gone, or another.
    Excludes(Option<Note>, Option<Note>),
    /// Both sides look at it again on another day, or on none.
    Review(Option<NaiveDate>),
    /// A measure beside the targets: what is agreed before and after.
    Measure(Measure, Option<Goal>, Option<Goal>),
    /// Who is told at this threshold of the time of this clock: before and after.
    Step(ClockKind, Threshold, Option<Name>, Option<Name>),
    /// Both sides talk at another rhythm.
    Cadence(Cadence),
    /// It costs something else.
    Cost(Cost),
    /// Somebody can be reached at other hours; none for the opening hours.
    Support(Option<CalendarId>),
    /// From another minute of the day on, or from none, a request is one of the next day.
    CutOff(Option<u16>),
    /// The next update waits for something else.
    UpdateBy(UpdateBy),
    /// Whoever takes a request over has another time, or none.
    HandOver(Option<Target>),
    /// The pilot ends on another day; none for no pilot.
    Pilot(Option<NaiveDate>),
    /// A change of priority does something else.
    OnPriority(OnPriority),
    /// Opening again does something else.
    OnReopen(OnReopen),
    /// A pause may last for another time before somebody is reminded, or for any time.
    LongestPause(Option<Target>),
    /// The client answers within another time, or none is agreed.
    Answers(Option<Target>),
}

/// What differs from one version to another, in the order of the page (rule 3).
pub fn difference(before: &Version, after: &Version) -> Vec<Change> {
    let mut out = Vec::new();
    if before.scope != after.scope {
        out.push(Change::Scope(before.scope.clone(), after.scope.clone()));
    }
    if before.expects != after.expects {
        out.push(Change::Expects(after.expects.clone()));
    }
    let keys: BTreeSet<_> = before.expected.keys().chain(after.expected.keys()).collect();
    for key @ (clock, priority) in keys {
        let (old, new) = (before.expected.get(key).copied(), after.expected.get(key).copied());
        if old != new {
            out.push(Change::Expected { clock: *clock, priority: *priority, before: old, after: new });
        }
    }
    let lines: BTreeSet<u32> = before.excludes.keys().chain(after.excludes.keys()).copied().collect();
    for line in lines {
        let (old, new) = (before.excludes.get(&line), after.excludes.get(&line));
        if old != new {
            out.push(Change::Excludes(old.cloned(), new.cloned()));
        }
    }
    for priority in Priority::ALL {
        for clock in ClockKind::ALL {
            let of = |version: &Version| version.target(clock, *priority).copied();
            let (before, after) = (of(before), of(after));
            if before != after {
                out.push(Change::Target { clock, priority: *priority, before, after });
            }
        }
    }
    if before.calendar != after.calendar {
        out.push(Change::Calendar(before.calendar, after.calendar));
    }
    for reason in PauseReason::ALL {
        let now = after.pauses_on.contains(reason);
        if before.pauses_on.contains(reason) != now {
            out.push(Change::Pauses(*reason, now));
        }
    }
    if before.ack_counts != after.ack_counts {
        out.push(Change::Ack(after.ack_counts));
    }
    let both = before.duties.keys().chain(after.duties.keys().filter(|n| !before.duties.contains_key(n)));
    for number in both {
        let (old, new) = (before.duties.get(number), after.duties.get(number));
        if old != new {
            out.push(Change::Duty(old.cloned(), new.cloned()));
        }
    }
    for measure in Measure::ALL {
        let (old, new) = (before.measures.get(&measure), after.measures.get(&measure));
        if old != new {
            out.push(Change::Measure(measure, old.copied(), new.copied()));
        }
    }
    let steps: BTreeSet<_> = before.ladder.keys().chain(after.ladder.keys()).copied().collect();
    for key @ (clock, step) in steps {
        let (old, new) = (before.ladder.get(&key), after.ladder.get(&key));
        if old != new {
            out.push(Change::Step(clock, step, old.cloned(), new.cloned()));
        }
    }
    let (old, new) = (&before.counting, &after.counting);
    if old.update_by != new.update_by {
        out.push(Change::UpdateBy(new.update_by));
    }
    if old.cut_off != new.cut_off {
        out.push(Change::CutOff(new.cut_off));
    }
    if old.hand_over != new.hand_over {
        out.push(Change::HandOver(new.hand_over));
    }
    if old.pilot != new.pilot {
        out.push(Change::Pilot(new.pilot));
    }
    if old.on_priority != new.on_priority {
        out.push(Change::OnPriority(new.on_priority));
    }
    if old.on_reopen != new.on_reopen {
        out.push(Change::OnReopen(new.on_reopen));
    }
    if old.answers != new.answers {
        out.push(Change::Answers(new.answers));
    }
    if old.longest_pause != new.longest_pause {
        out.push(Change::LongestPause(new.longest_pause));
    }
    if before.support != after.support {
        out.push(Change::Support(after.support));
    }
    if before.cost != after.cost {
        out.push(Change::Cost(after.cost));
    }
    if before.cadence != after.cadence {
        out.push(Change::Cadence(after.cadence));
    }
    if before.review != after.review {
        out.push(Change::Review(after.review));
    }
    out
}

/// An open request that could be moved to the version in force.
#[derive(Clone, PartialEq, Debug)]
pub struct Moving {
    /// Which one.
    pub id: RequestId,
    /// The version it has.
    pub from: u32,
    /// When it is to be done, or, where that has no target, answered; none for no target or while it waits.
    pub before: Option<Moment>,
    /// When it would be due.
    pub after: Option<Moment>,
    /// It is late now.
    pub late: bool,
    /// It would be late.
    pub late_after: bool,
}

/// The open requests of an agreement that have another version than the one in force, with what moving
/// them would do, and that version's number (rule 1). None where no version is in force.
pub fn moving(desk: &Workspace, book: &Timebook, id: AgreementId, now: Moment) -> Option<(u32, Vec<Moving>)> {
    let (to, version) = desk.agreement(id)?.in_force(now)?;
    let pinned = desk.requests().filter(|(_, r)| !r.stage.is_finished()).filter_map(|(request_id, r)| {
        let (_, why) = r.pinned.as_ref()?;
        let (agreement, from) = r.pin()?;
        let fits = why.chosen || version.scope.fits(r.client, r.service);
        (fits && agreement == id && from != to).then_some((request_id, r, from))
    });
    let rows = pinned.map(|(request_id, request, from)| {
        let reading = |clocks: Option<super::timebook::Clocks<'_>>| {
            clocks.map(|c| {
                (
                    c.resolution.due.or(c.response.due),
                    c.response.breached_open || c.decision.breached_open || c.resolution.breached_open,
                )
            })
        };
        let (before, late) = reading(book.read(desk, request, now)).unwrap_or_default();
        let (after, late_after) = reading(book.read_under(request, version, now)).unwrap_or_default();
        Moving { id: request_id, from, before, after, late, late_after }
    });
    Some((to, rows.collect()))
}
