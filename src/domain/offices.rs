//! Opening hours that are open whenever one of others is: a team that works in two offices.
//!
//! Rules, besides those of [`super::calendar`] and [`super::layers`]:
//! 1. Opening hours may name others, offices, in whose hours they are open. They are open in their own week, which may be
//!    empty, and whenever one of the offices is: each of these by the clock of its own zone, with its own closed days, its
//!    own days at other hours and the closed days it takes. Where the clocks change in one zone only, the hours of that
//!    office alone move.
//! 2. Time in which several are open counts once.
//! 3. A date that is written down in the hours themselves, or that they take as closed, goes before the offices, from
//!    midnight to midnight by the clock of their own zone: on a closed day no office counts, and a day with hours of its own
//!    has those and no others.
//! 4. The offices may name others again. Hours that come back to themselves are refused; where two desks that are brought
//!    together make such a ring, a stretch counts wherever one way leads to it that no date cuts off (rule 3), once.
//! 5. A working day is a date of their own zone on which somebody opens, from the first opening of that date to the last
//!    closing of what has opened on it. So the day of a far office belongs to the date on which it begins here. Where that
//!    lasts into the next date, and longer than what opens on that one, the next working day ends with it: none ends before
//!    the one before it.
//! 6. An office that is no longer there adds nothing. Where the zone of one is not known here, nothing is counted at all:
//!    no clock is better than a wrong one.
//! 7. Every open stretch is known by whose it is, and a day on which an office would have opened by the name under which it
//!    is closed.
//! 8. Hours whose own week is empty can be used as long as one of their offices ever opens.
//! 9. At most [`MOST_OFFICES`] calendars are put together, the hours themselves among them. An office with which hours would
//!    come to more is refused, for these and for those that are open in them; where two desks that are brought together come
//!    to more, nothing is counted in these hours, as where a zone is not known (rule 6), and no agreement can be written in
//!    them.

use super::calendar::{Hours, HoursFault, OpenTime};
use super::ident::CalendarId;
use super::layers::{Written, whole_of, with_sources};
use super::moment::Moment;
use super::open::{DaySpans, Stretch, day_spans, span_on};
use super::text::Name;
use super::timebook::Zones;
use super::workspace::Workspace;
use super::zone::ZoneTable;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many calendars are put together at most (rule 9).
pub const MOST_OFFICES: usize = 32;

/// One of the calendars whose hours are put together.
#[derive(Clone, PartialEq, Debug)]
pub struct Office {
    /// Which one; none for one that is not there yet.
    pub id: Option<CalendarId>,
    /// Its name; empty for one that has none yet.
    pub name: String,
    /// Its IANA zone.
    pub zone: Arc<str>,
    /// Its own hours, with the closed days it takes.
    pub hours: Hours,
    /// In whose hours it is open, by their places in the list.
    pub opens: Vec<usize>,
}

/// The calendars whose hours are put together in this one, itself first and then the nearest; none where it is open in its
/// own hours only.
pub fn offices(desk: &Workspace, id: CalendarId) -> Vec<Office> {
    match desk.calendar(id) {
        Some(calendar) if !calendar.opens.is_empty() => offices_of(desk, Written::of(id, calendar), None),
        _ => Vec::new(),
    }
}

/// The same of a calendar as it is written, as if `other` had been saved before. Where there are too many (rule 9), it is one
/// more than may be, and the last ones lead no further.
pub fn offices_of<'a>(desk: &'a Workspace, written: Written<'a>, other: Option<Written<'a>>) -> Vec<Office> {
    let mut all: Vec<Written<'a>> = vec![written];
    let mut out: Vec<Office> = Vec::new();
    while let Some(here) = all.get(out.len()).copied() {
        let mut opens = Vec::new();
        for id in here.opens {
            let place = all.iter().position(|known| known.id == Some(*id));
            let written = || match other.filter(|other| other.id == Some(*id)) {
                Some(other) => Some(other),
                None => desk.calendar(*id).map(|calendar| Written::of(*id, calendar)),
            };
            if let Some(place) = place {
                opens.push(place);
            } else if let Some(written) = written().filter(|_| all.len() <= MOST_OFFICES) {
                opens.push(all.len());
                all.push(written);
            }
        }
        let named = here.id.and_then(|id| desk.calendar(id)?.name.as_ref()).map(Name::to_string);
        out.push(Office {
            id: here.id,
            name: named.unwrap_or_default(),
            zone: here.zone.into(),
            hours: whole_of(desk, here, other),
            opens,
        });
    }
    out
}

/// A calendar, and all in whose hours it is open.
pub fn with_offices(desk: &Workspace, id: CalendarId) -> Vec<CalendarId> {
    led_to(desk, BTreeSet::from([id]), None)
}

/// These calendars and all in whose hours they are open, the nearest first; as if one had been saved with other offices
/// before.
fn led_to(
    desk: &Workspace,
    from: BTreeSet<CalendarId>,
    saved: Option<(CalendarId, &BTreeSet<CalendarId>)>,
) -> Vec<CalendarId> {
    let mut all: Vec<CalendarId> = from.iter().copied().collect();
    let mut seen = from;
    let mut place = 0;
    while let Some(id) = all.get(place).copied() {
        let opens = match saved {
            Some((other, opens)) if other == id => Some(opens),
            _ => desk.calendar(id).map(|calendar| &calendar.opens),
        };
        all.extend(opens.into_iter().flatten().copied().filter(|office| seen.insert(*office)));
        place += 1;
    }
    all
}

/// True where being open in the hours of `office` would bring these hours back to themselves (rule 4).
pub fn opens_ring(desk: &Workspace, id: CalendarId, office: CalendarId) -> bool {
    with_offices(desk, office).contains(&id)
}

/// True where being open in these hours would put too many calendars together (rule 9): in this one, or in one that is open
/// in it and would come to more than it does.
pub fn opens_many(desk: &Workspace, id: Option<CalendarId>, opens: &BTreeSet<CalendarId>) -> bool {
    let Some(id) = id else {
        return led_to(desk, opens.clone(), None).len() >= MOST_OFFICES;
    };
    let then = |other| led_to(desk, BTreeSet::from([other]), Some((id, opens)));
    let over = |other: CalendarId| {
        let all = then(other);
        all.len() > MOST_OFFICES && all.contains(&id) && all.len() > with_offices(desk, other).len()
    };
    then(id).len() > MOST_OFFICES || desk.calendars().any(|(other, _)| over(other))
}

/// In whose hours this one, or one that is not there yet, may be open; those that it is open in already are among them, so
/// that a ring can be untied (rule 4).
pub fn offered_offices(desk: &Workspace, id: Option<CalendarId>) -> Vec<CalendarId> {
    let has = |id, other| desk.calendar(id).is_some_and(|own| own.opens.contains(&other));
    let may = |other: &CalendarId| id.is_none_or(|id| has(id, *other) || !opens_ring(desk, id, *other));
    desk.calendars().map(|(other, _)| other).filter(may).collect()
}

/// The calendars that are open at other times when this one is changed: those that take closed days from it or are open in
/// its hours, by way of others too.
pub fn moving_with(desk: &Workspace, id: CalendarId) -> Vec<CalendarId> {
    let others = desk.calendars().map(|(other, _)| other).filter(|other| *other != id);
    let takes = |other: &CalendarId| {
        let mut offices = with_offices(desk, *other).into_iter();
        offices.any(|office| with_sources(desk, office).contains(&id))
    };
    others.filter(takes).collect()
}

/// What is wrong with hours as they are written, if anything: those of a calendar with offices may be empty themselves
/// (rule 8).
pub fn check_whole(desk: &Workspace, written: Written<'_>) -> Result<(), HoursFault> {
    match written.hours.check() {
        Err(HoursFault::NeverOpen) => {
            let all = offices_of(desk, written, None);
            let opens = all.iter().any(|office| office.hours.check().is_ok());
            if opens { Ok(()) } else { Err(HoursFault::NeverOpen) }
        }
        other => other,
    }
}

/// One office of compiled hours: what it adds to the whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Which one; none for one that is not there yet.
    pub id: Option<CalendarId>,
    /// Its name.
    pub name: String,
    /// Its zone.
    pub zone: Arc<ZoneTable>,
    /// Its hours, with the closed days it takes.
    pub hours: Hours,
    /// What it adds: its open time less what the dates of those cut off that name it (rule 3).
    pub open: OpenTime,
}

/// Hours put together.
pub struct Joined {
    /// When somebody is open.
    pub open: OpenTime,
    /// The zone of the first of them.
    pub zone: Arc<ZoneTable>,
    /// Each of them, the calendar itself first.
    pub parts: Vec<Part>,
}

/// Compiles hours for the time from `from` to `to`; none where there are none or too many (rule 9), or a zone is not known
/// here (rule 6).
pub fn join(offices: &[Office], zones: Zones<'_>, from: Moment, to: Moment) -> Option<Joined> {
    if offices.len() > MOST_OFFICES {
        return None;
    }
    let tables: Option<Vec<Arc<ZoneTable>>> =
        offices.iter().map(|office| zones(&office.zone, from, to)).collect();
    let tables = tables?;
    let zone = tables.first()?.clone();
    let own: Vec<DaySpans> =
        offices.iter().zip(&tables).map(|(office, zone)| day_spans(&office.hours, zone, from, to)).collect();
    let cuts: Vec<Times> =
        offices.iter().zip(&tables).map(|(office, zone)| cuts(office, zone, from, to)).collect();
    let shut = settle(offices, &cuts);
    // By the date here on which each begins (rule 5); what is its own keeps the day it was written down for.
    let here = |place: usize, spans: &DaySpans| -> DaySpans {
        let dated = |stretch: &Stretch| match place {
            0 => *stretch,
            _ => Stretch { midnight: zone.midnight_before(Moment(stretch.open)), ..*stretch },
        };
        spans.iter().map(dated).collect()
    };
    let mut all = Vec::new();
    let mut parts = Vec::with_capacity(offices.len());
    for (place, (office, table)) in offices.iter().zip(tables).enumerate() {
        let spans = match (own.get(place), shut.get(place)) {
            (Some(spans), Some(Some(shut))) => here(place, &without(spans, shut)),
            _ => DaySpans::new(),
        };
        all.extend_from_slice(&spans);
        let open = OpenTime::of_spans(spans, &zone, from, to);
        let Office { id, name, hours, .. } = office.clone();
        parts.push(Part { id, name, zone: table, hours, open });
    }
    // Nothing is put together where the offices are gone.
    let open = match offices.first().filter(|_| offices.len() == 1) {
        Some(own) => OpenTime::compile(&own.hours, &zone, from, to),
        None => OpenTime::of_spans(all, &zone, from, to),
    };
    Some(Joined { open, zone, parts })
}

/// Stretches of time, in order.
type Times = Vec<(i64, i64)>;

/// The dates of an office that go before its own offices (rule 3), `[midnight, next midnight)`, in order.
fn cuts(office: &Office, zone: &ZoneTable, from: Moment, to: Moment) -> Times {
    if office.opens.is_empty() {
        return Vec::new();
    }
    let midnight = |date: NaiveDate| zone.from_local(date.and_time(NaiveTime::MIN)).0;
    let first = zone.to_local(from).date();
    let last = zone.to_local(to).date();
    let dates = first.iter_days().take_while(|date| *date <= last);
    let own = dates.filter(|date| {
        office.hours.overrides.contains_key(date) || office.hours.closed_name(*date).is_some()
    });
    own.filter_map(|date| Some((midnight(date), midnight(date.succ_opt()?)))).filter(|(a, b)| a < b).collect()
}

/// When no way leads from the first calendar to each of them, by its place: the most that rules 1, 3 and 4 leave; none for
/// one that no way leads to at all. Each round goes one step further, and no way without a ring has more steps than there
/// are calendars.
fn settle(offices: &[Office], cuts: &[Times]) -> Vec<Option<Times>> {
    let mut shut: Vec<Option<Times>> =
        (0..offices.len()).map(|place| (place == 0).then(Times::new)).collect();
    for _ in 1..offices.len() {
        let mut changed = false;
        for (place, (office, cut)) in offices.iter().zip(cuts).enumerate() {
            let Some(Some(here)) = shut.get(place) else { continue };
            let way = either(here, cut);
            for place in &office.opens {
                let Some(next) = shut.get_mut(*place) else { continue };
                let left = match next.as_ref() {
                    Some(before) => both(before, &way),
                    None => way.clone(),
                };
                if next.as_ref() != Some(&left) {
                    *next = Some(left);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    shut
}

/// The time that is in either, in order and merged.
fn either(one: &[(i64, i64)], other: &[(i64, i64)]) -> Times {
    let mut all: Times = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    let mut out = Times::with_capacity(all.len());
    for (from, to) in all {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// The time that is in both of two that are in order and merged.
fn both(one: &[(i64, i64)], other: &[(i64, i64)]) -> Times {
    let mut out = Times::new();
    for (from, to) in one {
        let near = other.partition_point(|(_, end)| end <= from);
        let within = other.iter().skip(near).take_while(|(begin, _)| begin < to);
        out.extend(within.map(|(begin, end)| (*begin.max(from), *end.min(to))));
    }
    out
}

/// Spans without these stretches of time, which are in order.
fn without(spans: &DaySpans, cuts: &[(i64, i64)]) -> DaySpans {
    let mut out = Vec::with_capacity(spans.len());
    for span in spans {
        let mut rest = *span;
        let near = cuts.partition_point(|(_, to)| *to <= rest.open);
        for (from, to) in cuts.iter().skip(near).take_while(|(from, _)| *from < span.close) {
            if *from > rest.open {
                out.push(Stretch { close: *from, ..rest });
            }
            rest.open = rest.open.max(*to);
        }
        if rest.open < rest.close {
            out.push(rest);
        }
    }
    out
}

/// What one office has of a stretch of time.
#[derive(Clone, PartialEq, Debug)]
pub struct Share<'a> {
    /// Whose it is; empty for the calendar's own hours while it has no name.
    pub name: &'a str,
    /// True for the calendar's own hours.
    pub own: bool,
    /// When it is open.
    pub spans: Vec<(Moment, Moment)>,
    /// Under what name it is closed at a time at which it would have opened (rule 7); empty where it has none.
    pub closed: Option<&'a str>,
}

/// Who is open when between two moments, and who is closed under what name; those are left out that would not be open then
/// anyway.
pub fn shares(parts: &[Part], from: Moment, to: Moment) -> Vec<Share<'_>> {
    fn share(place: usize, part: &Part, from: Moment, to: Moment) -> Option<Share<'_>> {
        let spans: Vec<(Moment, Moment)> = part.open.spans_between(from, to).collect();
        let closed = part.closed_between(from, to);
        let some = !spans.is_empty() || closed.is_some();
        some.then_some(Share { name: &part.name, own: place == 0, spans, closed })
    }
    parts.iter().enumerate().filter_map(|(place, part)| share(place, part, from, to)).collect()
}

impl Part {
    /// The name of the closed day on which it would have opened between two moments.
    fn closed_between(&self, from: Moment, to: Moment) -> Option<&str> {
        let (first, last) = (self.zone.to_local(from).date(), self.zone.to_local(to).date());
        let week = Hours::weekly(self.hours.week.clone());
        let mut dates = first.iter_days().take_while(|date| *date <= last);
        dates.find_map(|date| {
            let would = week.spans_on(date).iter().any(|span| {
                let (open, close) = span_on(&self.zone, date, *span);
                open < to && close > from
            });
            let closed = would && self.hours.spans_on(date).is_empty();
            closed.then(|| self.hours.closed_name(date).unwrap_or_default())
        })
    }
}
