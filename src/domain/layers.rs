//! Opening hours that take the closed days of others: a team's hours beside those of the whole company.
//!
//! Rules:
//! 1. Opening hours may name others whose closed days are closed in them too, whichever way these are written down: by
//!    date, every year, by a rule. The week of the others, their days with hours of their own and their zone are not
//!    taken: a date is a date of the hours that take it. (django-bizcal puts whole calendars one upon the other; what
//!    teams of one company share are its holidays.)
//! 2. The others may take days from others again. Hours that come back to themselves are refused; where two desks that
//!    are brought together make such a ring, each counts once.
//! 3. What is written down here goes first: a day with hours of its own is open although the others are closed, and a
//!    closed day keeps its own name.
//! 4. A closed day that was taken names the hours it comes from.
//! 5. Hours from which others take days are not removed.

use super::calendar::Hours;
use super::calendar_record::Calendar;
use super::ident::CalendarId;
use super::text::Name;
use super::workspace::Workspace;
use std::borrow::Cow;

/// A calendar as a form holds it: which one, its hours, and from which one it takes closed days.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Which one; none for one that is not there yet.
    pub id: Option<CalendarId>,
    /// Its own hours.
    pub hours: &'a Hours,
    /// From which it takes closed days.
    pub layer: Option<CalendarId>,
}

/// The hours of a calendar with everything it takes; none where there is no such calendar.
pub fn whole(desk: &Workspace, id: CalendarId) -> Option<Cow<'_, Hours>> {
    let calendar = desk.calendar(id)?;
    Some(match calendar.layer {
        None => Cow::Borrowed(&calendar.hours),
        Some(_) => {
            let written = Written { id: Some(id), hours: &calendar.hours, layer: calendar.layer };
            Cow::Owned(whole_of(desk, written, None))
        }
    })
}

/// The hours of a calendar as it is written, with everything it takes; as if `other` had been saved before.
pub fn whole_of(desk: &Workspace, written: Written<'_>, other: Option<Written<'_>>) -> Hours {
    let mut out = written.hours.clone();
    let mut seen = written.id.into_iter().collect::<Vec<_>>();
    let mut next = written.layer;
    while let Some(id) = next.filter(|id| !seen.contains(id)) {
        seen.push(id);
        let Some(calendar) = desk.calendar(id) else { break };
        let changed = other.filter(|other| other.id == Some(id));
        let (hours, layer) = match changed {
            Some(other) => (other.hours, other.layer),
            None => (&calendar.hours, calendar.layer),
        };
        take(&mut out, hours, calendar);
        next = layer;
    }
    out
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
    let mut seen = Vec::new();
    let mut next = Some(layer);
    while let Some(here) = next.filter(|here| !seen.contains(here)) {
        if here == id {
            return true;
        }
        seen.push(here);
        next = desk.calendar(here).and_then(|calendar| calendar.layer);
    }
    false
}

/// The calendars that take closed days of this one, by way of others too.
pub fn taking_from(desk: &Workspace, id: CalendarId) -> Vec<CalendarId> {
    let takes = |(other, calendar): (CalendarId, &Calendar)| {
        let layer = calendar.layer.filter(|_| other != id)?;
        comes_back(desk, id, layer).then_some(other)
    };
    desk.calendars().filter_map(takes).collect()
}
