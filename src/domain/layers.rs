//! Opening hours that take the closed days of others: a team's hours beside those of the whole company.
//!
//! Rules:
//! 1. Opening hours may name others whose closed days are closed in them too, whichever way these are written down: by
//!    date, every year, by a rule. The week of the others, their days with hours of their own and their zone are not
//!    taken: a date is a date of the hours that take it. (django-bizcal puts whole calendars one upon the other; what
//!    teams of one company share are its holidays.)
//! 2. The others may take days from others again. Hours that come back to themselves are refused; where two desks that
//!    are brought together make such a ring, each counts once. From which ones days are taken already can always be seen
//!    and left out, so that a ring can be untied.
//! 3. What is written down here goes first: a day with hours of its own is open although the others are closed, and a
//!    closed day keeps its own name.
//! 4. A closed day that was taken names the hours it comes from. Where several bring the same day it has the name of the
//!    nearest of them, of those equally near of the one that was made first.
//! 5. Hours from which others take days are not removed.
//! 6. From how many they are taken is not limited: a company's days and those of one of its sites, each counts once
//!    whichever way it is reached.

use super::calendar::Hours;
use super::calendar_record::Calendar;
use super::ident::CalendarId;
use super::text::Name;
use super::workspace::Workspace;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A calendar as a form holds it: which one, its hours, and from which ones it takes closed days.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Which one; none for one that is not there yet.
    pub id: Option<CalendarId>,
    /// Its IANA zone.
    pub zone: &'a str,
    /// Its own hours.
    pub hours: &'a Hours,
    /// From which ones it takes closed days.
    pub layers: &'a BTreeSet<CalendarId>,
    /// In whose hours it is open ([`super::offices`]).
    pub opens: &'a BTreeSet<CalendarId>,
}

impl<'a> Written<'a> {
    /// A calendar as it stands.
    pub fn of(id: CalendarId, calendar: &'a Calendar) -> Written<'a> {
        let Calendar { zone, hours, layers, opens, .. } = calendar;
        Written { id: Some(id), zone, hours, layers, opens }
    }
}

/// The hours of a calendar with everything it takes; none where there is no such calendar.
pub fn whole(desk: &Workspace, id: CalendarId) -> Option<Cow<'_, Hours>> {
    let calendar = desk.calendar(id)?;
    let written = Written::of(id, calendar);
    Some(match calendar.layers.is_empty() {
        true => Cow::Borrowed(&calendar.hours),
        false => Cow::Owned(whole_of(desk, written, None)),
    })
}

/// The hours of a calendar as it is written, with everything it takes; as if `other` had been saved before.
pub fn whole_of(desk: &Workspace, written: Written<'_>, other: Option<Written<'_>>) -> Hours {
    let mut out = written.hours.clone();
    let other = |id| other.filter(|other| other.id == Some(id));
    let layers = |id| other(id).map(|other| other.layers);
    for id in reached(desk, written.layers, &layers).into_iter().filter(|id| written.id != Some(*id)) {
        let Some(calendar) = desk.calendar(id) else { continue };
        take(&mut out, other(id).map_or(&calendar.hours, |other| other.hours), calendar);
    }
    out
}

/// What is reached from these, themselves first, then the nearest (rules 2, 4 and 6); `layers` says from which others a
/// calendar takes days where that is not as the desk says.
fn reached<'a>(
    desk: &'a Workspace,
    from: &BTreeSet<CalendarId>,
    layers: &dyn Fn(CalendarId) -> Option<&'a BTreeSet<CalendarId>>,
) -> Vec<CalendarId> {
    let mut all: Vec<CalendarId> = from.iter().copied().collect();
    let mut place = 0;
    while let Some(id) = all.get(place).copied() {
        let next = layers(id).or_else(|| desk.calendar(id).map(|calendar| &calendar.layers));
        for id in next.into_iter().flatten() {
            if !all.contains(id) {
                all.push(*id);
            }
        }
        place += 1;
    }
    all
}

/// A calendar, and all from which it takes closed days, by way of others too.
pub fn with_sources(desk: &Workspace, id: CalendarId) -> Vec<CalendarId> {
    reached(desk, &BTreeSet::from([id]), &|_| None)
}

/// Takes the closed days of others in (rules 1, 3 and 4).
fn take(out: &mut Hours, from: &Hours, calendar: &Calendar) {
    let source = calendar.name.as_ref().map(Name::as_str).unwrap_or_default();
    let named = |name: &str| {
        let long = [name, " (", source, ")"].concat();
        if Name::new(&long).is_ok() { long } else { name.to_owned() }
    };
    for (date, name) in &from.closed {
        out.closed.entry(*date).or_insert_with(|| named(name));
    }
    for (day, name) in &from.yearly {
        out.yearly.entry(*day).or_insert_with(|| named(name));
    }
    for ruled in &from.ruled {
        if out.ruled.iter().all(|own| own.rule != ruled.rule) {
            out.set_rule(ruled.rule, Some(named(&ruled.name)));
        }
    }
}

/// True where taking the closed days of `layer` would bring these hours back to themselves (rule 2).
pub fn comes_back(desk: &Workspace, id: CalendarId, layer: CalendarId) -> bool {
    with_sources(desk, layer).contains(&id)
}

/// From which calendars closed days may be taken in this one, or in one that is not there yet (rule 2).
pub fn offered(desk: &Workspace, id: Option<CalendarId>) -> Vec<CalendarId> {
    let taken = |id, other| desk.calendar(id).is_some_and(|own| own.layers.contains(&other));
    let may = |other: &CalendarId| id.is_none_or(|id| taken(id, *other) || !comes_back(desk, id, *other));
    desk.calendars().map(|(other, _)| other).filter(may).collect()
}

/// The calendars that take closed days of this one, by way of others too.
pub fn taking_from(desk: &Workspace, id: CalendarId) -> Vec<CalendarId> {
    let others = desk.calendars().map(|(other, _)| other).filter(|other| *other != id);
    others.filter(|other| with_sources(desk, *other).contains(&id)).collect()
}
