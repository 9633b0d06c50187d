//! Compiled calendars, ready for the clocks, and the reading of a request's clocks with them.
//!
//! A calendar is compiled once for each of its states and for the years the desk spans; a change of the
//! calendar makes a new table the next time it is read.

use super::agreement::Version;
use super::calendar::{Hours, OpenTime};
use super::clock::{self, ClockKind, ClockState, Reading};
use super::ident::CalendarId;
use super::layers::whole;
use super::moment::{Moment, Span};
use super::offices::{Office, Part, join, offices};
use super::request::Request;
use super::standing::standing;
use super::workspace::Workspace;
use super::zone::ZoneTable;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Finds the table of a zone by its IANA name; none where this place does not know it.
pub type Zones<'a> = &'a dyn Fn(&str, Moment, Moment) -> Option<Arc<ZoneTable>>;

/// A compiled calendar.
#[derive(Clone)]
pub struct Compiled {
    /// The opening times.
    pub open: OpenTime,
    /// The zone they are meant in.
    pub zone: Arc<ZoneTable>,
    /// Working minutes of an average open day: how long "1 day" is in words.
    pub day_minutes: u32,
    /// The offices in whose hours it is open, itself first; none where it is open in its own hours only.
    pub parts: Vec<Part>,
    source: Source,
    from: Moment,
}

/// What a calendar was compiled from.
#[derive(Clone)]
struct Source {
    zone: Arc<str>,
    hours: Hours,
    offices: Vec<Office>,
}

impl Source {
    fn is(&self, zone: &str, hours: &Hours, offices: &[Office]) -> bool {
        *self.zone == *zone && self.hours == *hours && self.offices == offices
    }
}

impl Compiled {
    /// The hours it was compiled from, with the closed days they take from others.
    pub fn hours(&self) -> &Hours {
        &self.source.hours
    }

    /// True if somebody is open on this date of the zone.
    pub fn opens_on(&self, date: NaiveDate) -> bool {
        let (from, to) = self.day(date);
        self.open.elapsed(from, to).is_positive()
    }

    /// From which moment to which a date lasts.
    pub fn day(&self, date: NaiveDate) -> (Moment, Moment) {
        let midnight = |date: NaiveDate| self.zone.from_local(date.and_time(NaiveTime::MIN));
        (midnight(date), date.succ_opt().map_or(Moment::MAX, midnight))
    }

    /// The last of the closed days written down by date, of the offices too, where that is over or nearly: the first such
    /// day.
    pub fn runs_out(&self, today: NaiveDate) -> Option<NaiveDate> {
        let own = self.source.hours.runs_out(today);
        self.parts.iter().skip(1).filter_map(|part| part.hours.runs_out(today)).chain(own).min()
    }
}

/// Compiled calendars by id.
#[derive(Default, Clone)]
pub struct Timebook {
    calendars: BTreeMap<CalendarId, Compiled>,
}

impl Timebook {
    /// How far ahead of now calendars are compiled.
    const AHEAD: Span = Span::days(3_653);
    /// How far before the first event, so that warnings counted backwards find open time.
    const BEFORE: Span = Span::days(366);

    /// Compiles what is new or has changed since the last time. `now` bounds how far tables reach.
    pub fn refresh(&mut self, desk: &Workspace, zones: Zones, now: Moment) {
        let known: Vec<CalendarId> = desk.calendars().map(|(id, _)| id).collect();
        self.calendars.retain(|id, _| known.contains(id));
        let first = desk.earliest().unwrap_or(now).min(now);
        for (id, calendar) in desk.calendars() {
            let Some(hours) = whole(desk, id) else { continue };
            let offices = offices(desk, id);
            let fresh = self.calendars.get(&id).is_some_and(|c| {
                c.source.is(&calendar.zone, &hours, &offices)
                    && c.from <= first
                    && c.open.covers(first, now + Span::days(1_100))
            });
            if fresh {
                continue;
            }
            let compiled = match offices.is_empty() {
                true => Self::compile_for(&hours, &calendar.zone, zones, first, now),
                false => Self::compile_offices(offices, zones, first, now),
            };
            match compiled {
                Some(compiled) => drop(self.calendars.insert(id, compiled)),
                None => drop(self.calendars.remove(&id)),
            }
        }
    }

    /// Hours compiled for what has happened since `first`; none where the zone is not known here.
    pub fn compile_for(
        hours: &Hours,
        zone_name: &str,
        zones: Zones,
        first: Moment,
        now: Moment,
    ) -> Option<Compiled> {
        let (from, to) = (first - Self::BEFORE, now + Self::AHEAD);
        let zone = zones(zone_name, from, to)?;
        let open = OpenTime::compile(hours, &zone, from, to);
        let source = Source { zone: zone_name.into(), hours: hours.clone(), offices: Vec::new() };
        Some(Compiled { open, zone, day_minutes: average_day(hours), parts: Vec::new(), source, from })
    }

    /// The hours of several offices put together, the calendar itself first; none where a zone is not known here, or there
    /// are none.
    pub fn compile_offices(
        offices: Vec<Office>,
        zones: Zones,
        first: Moment,
        now: Moment,
    ) -> Option<Compiled> {
        let (from, to) = (first - Self::BEFORE, now + Self::AHEAD);
        let joined = join(&offices, zones, from, to)?;
        let usual = joined.open.usual_day(now, now + Self::BEFORE);
        let day_minutes = usual.and_then(|day| u32::try_from(day.0 / 60_000).ok()).unwrap_or(480).max(1);
        let own = offices.first()?;
        let source = Source { zone: own.zone.clone(), hours: own.hours.clone(), offices };
        Some(Compiled {
            open: joined.open,
            zone: joined.zone,
            day_minutes,
            parts: joined.parts,
            source,
            from,
        })
    }

    /// True when every compiled calendar covers this moment.
    pub fn reaches(&self, at: Moment) -> bool {
        self.calendars.values().all(|c| c.from <= at)
    }

    /// A compiled calendar; none when it is missing or its zone is not known here.
    pub fn get(&self, id: CalendarId) -> Option<&Compiled> {
        self.calendars.get(&id)
    }

    /// The opening hours that count for a request: those of its agreement, else the team's.
    pub fn hours_of(&self, desk: &Workspace, request: &Request) -> Option<&Compiled> {
        let own = desk.version_of(request).and_then(|version| version.calendar);
        self.get(own.or(desk.team().hours)?)
    }

    /// The clocks of a request at `now`. None without an agreement
    /// whose calendar can be read.
    pub fn read(&self, desk: &Workspace, request: &Request, now: Moment) -> Option<Clocks<'_>> {
        self.read_under(request, desk.version_of(request)?, now)
    }

    /// The clocks of a request as they would read under a version.
    pub fn read_under(&self, request: &Request, version: &Version, now: Moment) -> Option<Clocks<'_>> {
        Some(read_with(request, version, self.get(version.calendar?)?, now))
    }

    /// The resolution clock of a request as if its first resolution had been the last (C16 of [`super::clock`]).
    pub fn read_first_resolution(&self, desk: &Workspace, request: &Request, now: Moment) -> Option<Reading> {
        let version = desk.version_of(request)?;
        let compiled = self.get(version.calendar?)?;
        let course = request.course_under(version);
        let by = standing(request, version, compiled, &course, ClockKind::Resolution, now);
        let target = by.as_ref().map(|by| &by.target);
        let pilot = version.counting.is_pilot(request.raised, &compiled.zone);
        Some(Reading { pilot, ..clock::read_first_resolution(&course, target, &compiled.open, now) })
    }
}

/// The clocks of a request as they would read under a version with these opening hours.
pub fn read_with<'a>(
    request: &Request,
    version: &Version,
    compiled: &'a Compiled,
    now: Moment,
) -> Clocks<'a> {
    let course = request.course_under(version);
    let pilot = version.counting.is_pilot(request.raised, &compiled.zone);
    let read = |kind| {
        let reading = match standing(request, version, compiled, &course, kind, now) {
            Some(by) => clock::read(kind, &by.course, Some(&by.target), &compiled.open, now),
            None => clock::read(kind, &course, None, &compiled.open, now),
        };
        Reading { pilot, breached_open: reading.breached_open && !pilot, ..reading }
    };
    Clocks {
        response: read(ClockKind::FirstResponse),
        decision: read(ClockKind::Decision),
        update: read(ClockKind::Update),
        reply: read(ClockKind::Reply),
        resolution: read(ClockKind::Resolution),
        hand_over: super::handover::present(request, version, compiled, now),
        remind: super::pausing::longest(request, version, &compiled.open).map(|(_, over)| over),
        compiled,
    }
}

/// The clocks of a request.
pub struct Clocks<'a> {
    /// The first response.
    pub response: Reading,
    /// The decision.
    pub decision: Reading,
    /// The next update.
    pub update: Reading,
    /// The answer to what the client says.
    pub reply: Reading,
    /// The resolution.
    pub resolution: Reading,
    /// That of whoever has it in hand, where a time is agreed for it ([`super::handover`]).
    pub hand_over: Option<Reading>,
    /// When it has waited longer than agreed ([`super::pausing`]); none while it does not wait.
    pub remind: Option<Moment>,
    /// The calendar they were read with.
    pub compiled: &'a Compiled,
}

impl Clocks<'_> {
    /// The clock a card shows: the one whose open deadline is the earliest; the resolution once
    /// nothing is open.
    pub fn pressing(&self) -> &Reading {
        let open = |r: &&Reading| r.stopped.is_none() && r.due.is_some();
        let first = self.all().into_iter().filter(open).min_by_key(|r| r.due);
        let paused = || self.all().into_iter().rev().find(|r| r.paused_since.is_some());
        let promised =
            || [&self.resolution, &self.response, &self.decision].into_iter().find(|r| r.target.is_some());
        first.or_else(paused).or_else(promised).unwrap_or(&self.resolution)
    }

    /// The clock that comes first in the team's own day, and whether it is that of whoever has the request in hand:
    /// it is where it is due earlier than what the client was promised, and that is neither late nor at risk (rule 5
    /// of [`super::handover`]).
    pub fn next(&self) -> (&Reading, bool) {
        let pressing = self.pressing();
        let calm = !matches!(pressing.state, ClockState::AtRisk) && !pressing.breached_open;
        let promised = pressing.due.filter(|_| pressing.stopped.is_none());
        let earlier = |hand: &&Reading| hand.due.is_some_and(|due| promised.is_none_or(|other| due < other));
        match self.hand_over.as_ref().filter(|_| calm).filter(earlier) {
            Some(hand) => (hand, true),
            None => (pressing, false),
        }
    }

    /// All clocks of the client, in the order in which they are shown.
    pub fn all(&self) -> [&Reading; 5] {
        [&self.response, &self.decision, &self.update, &self.reply, &self.resolution]
    }

    /// The reading of one of them.
    pub fn of(&self, kind: ClockKind) -> &Reading {
        match kind {
            ClockKind::FirstResponse => &self.response,
            ClockKind::Decision => &self.decision,
            ClockKind::Update => &self.update,
            ClockKind::Reply => &self.reply,
            ClockKind::Resolution => &self.resolution,
        }
    }
}

fn average_day(hours: &Hours) -> u32 {
    let open_days = hours.week.0.iter().filter(|d| !d.is_empty()).count();
    let minutes = hours.week.minutes_a_week();
    u32::try_from(open_days).ok().filter(|d| *d > 0).map_or(480, |days| (minutes / days).max(1))
}
