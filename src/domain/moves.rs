//! What a change of opening hours, or another client, would do to open deadlines, before it is saved; and a week drawn with the
//! hand.
//!
//! Rules:
//! 1. Only open requests are read by the new hours; a verdict written down at an end stays as it is.
//! 2. Listed are those whose deadline differs: that of being done, or, where that has no target, of the answer.
//! 3. Another client may mean another agreement, or none; who is not known yet has what is agreed with everybody.
//! 4. A drawn stretch goes by quarters of an hour and is at least one long. Drawn over or up to another one it
//!    makes one of both. Drawn from the edge of one, that edge moves; drawn until nothing is left, it is gone.

use super::calendar::{DAY, DaySpan};
use super::clock::Reading;
use super::ident::{CalendarId, ClientId, RequestId};
use super::layers::{Written, whole_of};
use super::moment::Moment;
use super::offices::offices_of;
use super::timebook::{Clocks, Compiled, Timebook};
use super::workspace::Workspace;

/// An open request whose deadline would be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Which one.
    pub id: RequestId,
    /// When it is due now; none for no deadline.
    pub before: Option<Moment>,
    /// When it would be due.
    pub after: Option<Moment>,
    /// It is late now.
    pub late: bool,
    /// It would be late.
    pub late_after: bool,
}

/// When a request is due, and whether it is late (rule 2).
fn due(clocks: &Clocks<'_>) -> (Option<Moment>, bool) {
    let open = |r: &Reading| r.due.filter(|_| r.stopped.is_none());
    let late = clocks.all().iter().any(|r| r.breached_open);
    (open(&clocks.resolution).or(open(&clocks.response)), late)
}

/// Which of these requests would be due at another time if they were for the client of this name (rules 1 to 3); without a
/// name for nobody.
pub fn moves_to_client(
    desk: &Workspace,
    book: &Timebook,
    ids: &[RequestId],
    name: Option<&str>,
    now: Moment,
) -> Vec<Moved> {
    // Nobody has been made at the very beginning: the id of one who is not known yet.
    let client = name.map(|name| desk.client_named(name).unwrap_or(ClientId::from_parts(0, 0)));
    let mut out = Vec::new();
    for id in ids {
        let open = desk.request(*id).filter(|r| !r.stage.is_finished() && r.client != client);
        let Some(request) = open else { continue };
        let other = super::decide::for_client(desk, request, client, now);
        let (before, late) = book.read(desk, request, now).as_ref().map(due).unwrap_or_default();
        let (after, late_after) = book.read(desk, &other, now).as_ref().map(due).unwrap_or_default();
        if before != after || late != late_after {
            out.push(Moved { id: *id, before, after, late, late_after });
        }
    }
    out
}

/// The open requests that would be due at another time if this calendar had these hours (rules 1, 2).
pub fn moves(desk: &Workspace, book: &Timebook, id: CalendarId, hours: &Compiled, now: Moment) -> Vec<Moved> {
    let mut out = Vec::new();
    for (request_id, request) in desk.requests().filter(|(_, r)| !r.stage.is_finished()) {
        let Some(version) = desk.version_of(request).filter(|v| v.calendar == Some(id)) else { continue };
        let (before, late) = book.read_under(request, version, now).as_ref().map(due).unwrap_or_default();
        let (after, late_after) = due(&super::timebook::read_with(request, version, hours, now));
        if before != after || late != late_after {
            out.push(Moved { id: request_id, before, after, late, late_after });
        }
    }
    out
}

/// A calendar as it is written, compiled as the book compiles it; as if `other` had been saved before.
pub fn compile<'a>(
    desk: &'a Workspace,
    written: Written<'a>,
    other: Option<Written<'a>>,
    zones: super::timebook::Zones<'_>,
    now: Moment,
) -> Option<Compiled> {
    let first = desk.earliest().unwrap_or(now).min(now);
    match written.opens.is_empty() {
        true => Timebook::compile_for(&whole_of(desk, written, other), written.zone, zones, first, now),
        false => Timebook::compile_offices(offices_of(desk, written, other), zones, first, now),
    }
}

/// A quarter of an hour, the step of a drawn stretch, in minutes.
pub const QUARTER: u16 = 15;

/// What the hand has hold of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A new stretch begins at this minute.
    New(u16),
    /// The opening of the stretch at this place of the day.
    Opening(usize),
    /// The closing of the stretch at this place of the day.
    Closing(usize),
}

/// To the nearest quarter of an hour within the day.
pub fn quarter(minute: f64) -> u16 {
    let steps = (minute / f64::from(QUARTER)).round().clamp(0.0, f64::from(DAY / QUARTER));
    steps as u16 * QUARTER
}

/// What is taken hold of at a minute of a day: an edge within `near` minutes, otherwise a new stretch. Of two
/// edges the nearer one.
pub fn hold(day: &[DaySpan], minute: f64, near: f64) -> Hold {
    let edges = day
        .iter()
        .enumerate()
        .flat_map(|(at, span)| [(Hold::Opening(at), span.from), (Hold::Closing(at), span.to)]);
    let found = edges
        .map(|(hold, edge)| (hold, (f64::from(edge) - minute).abs()))
        .filter(|(_, away)| *away <= near)
        .min_by(|a, b| a.1.total_cmp(&b.1));
    found.map_or(Hold::New(quarter(minute)), |(hold, _)| hold)
}

/// The day once the hand has moved to `minute` (rule 4).
pub fn drawn(day: &[DaySpan], hold: Hold, minute: f64) -> Vec<DaySpan> {
    let to = quarter(minute);
    let mut spans = day.to_vec();
    match hold {
        Hold::New(from) => spans.push(DaySpan::new(from.min(to), from.max(to))),
        Hold::Opening(at) => {
            if let Some(span) = spans.get_mut(at) {
                span.from = to.min(span.to);
            }
        }
        Hold::Closing(at) => {
            if let Some(span) = spans.get_mut(at) {
                // What closes on the next day stays there until it is drawn back over midnight.
                span.to = to.max(span.from);
            }
        }
    }
    spans.retain(|span| span.minutes() >= QUARTER && span.from < DAY);
    spans.sort_unstable();
    let mut out: Vec<DaySpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => out.push(span),
        }
    }
    out
}
