//! A calendar as a record of the desk: a name, a zone and opening hours, shared by agreements.

use super::calendar::{DaySpan, Hours, Week};
use super::day_file::FileReading;
use super::fact::{Event, Fact, Field};
use super::holiday::DayRule;
use super::ident::{CalendarId, steady_hash};
use super::record::Folded;
use super::text::Name;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What happened to a calendar.
#[derive(Clone, PartialEq, Debug)]
pub enum CalendarFact {
    /// It has this name.
    Named(Name),
    /// Its hours are local time of this IANA zone.
    Zone(Arc<str>),
    /// Its weekly opening hours.
    Week(Week),
    /// A date on which it is closed (with the holiday's name), or no longer closed (`None`).
    Closed {
        /// The local date.
        date: NaiveDate,
        /// The holiday's name.
        name: Option<Name>,
    },
    /// A day of every year on which it is closed (with the holiday's name), or no longer (`None`).
    Yearly {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
        /// The holiday's name.
        name: Option<Name>,
    },
    /// A day closed every year by a rule (with the holiday's name), or no longer (`None`).
    Ruled {
        /// Which day.
        rule: DayRule,
        /// The holiday's name.
        name: Option<Name>,
    },
    /// The one calendar whose closed days are closed here too ([`super::layers`]), or none. Of versions that knew one
    /// only and see no other: it takes the place of the one that was said this way before, and no other's.
    Layer(Option<CalendarId>),
    /// The closed days of this calendar are closed here too ([`super::layers`]), or no longer.
    Takes(CalendarId, bool),
    /// Whenever this calendar is open, so is this one ([`super::offices`]), or no longer.
    Opens(CalendarId, bool),
    /// What a calendar file of this name said when it was read last ([`super::day_file`]); none to forget it.
    File {
        /// The file's name.
        name: Name,
        /// What it said.
        reading: Option<FileReading>,
    },
    /// A date with hours of its own instead of the week's, or no longer (`None`).
    Special {
        /// The local date.
        date: NaiveDate,
        /// The hours of that date.
        spans: Option<Vec<DaySpan>>,
    },
}

impl CalendarFact {
    /// The field it writes: holidays and special days are one field a date, calendars from which something is taken and
    /// files one each.
    pub fn field(&self) -> Field {
        let day = |date: &NaiveDate| u64::from(date.num_days_from_ce().unsigned_abs());
        match self {
            CalendarFact::Named(_) => Field(1, 0),
            CalendarFact::Zone(_) => Field(2, 0),
            CalendarFact::Week(_) => Field(3, 0),
            CalendarFact::Closed { date, .. } => Field(4, day(date)),
            CalendarFact::Special { date, .. } => Field(5, day(date)),
            CalendarFact::Yearly { month, day, .. } => Field(6, u64::from(*month) * 32 + u64::from(*day)),
            CalendarFact::Ruled { rule, .. } => Field(7, rule.key()),
            CalendarFact::Layer(_) => Field(8, 0),
            CalendarFact::Takes(id, _) => Field(9, steady_hash(&[&id.to_string()])),
            CalendarFact::Opens(id, _) => Field(10, steady_hash(&[&id.to_string()])),
            CalendarFact::File { name, .. } => Field(11, steady_hash(&[name.as_str()])),
        }
    }
}

/// A calendar as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calendar {
    /// Its name.
    pub name: Option<Name>,
    /// The IANA zone its hours are meant in.
    pub zone: Arc<str>,
    /// Weekly hours, holidays, special days: its own.
    pub hours: Hours,
    /// The calendars whose closed days are closed here too.
    pub layers: BTreeSet<CalendarId>,
    /// The calendars whose hours it is open in, besides its own.
    pub opens: BTreeSet<CalendarId>,
    /// What calendar files said when they were read last, by the files' names.
    pub files: BTreeMap<Name, FileReading>,
    /// The one that [`CalendarFact::Layer`] named last.
    pub only: Option<CalendarId>,
}

impl Folded for Calendar {
    fn step(&mut self, event: &Event) {
        if let Fact::Calendar(fact) = &event.fact {
            self.take(fact);
        }
    }
}

impl Calendar {
    /// Takes a fact in.
    pub fn take(&mut self, fact: &CalendarFact) {
        match fact {
            CalendarFact::Named(name) => self.name = Some(name.clone()),
            CalendarFact::Zone(zone) => self.zone = zone.clone(),
            CalendarFact::Layer(id) => {
                self.layers.retain(|one| Some(*one) != self.only);
                self.layers.extend(id);
                self.only = *id;
            }
            CalendarFact::Takes(id, true) => drop(self.layers.insert(*id)),
            CalendarFact::Takes(id, false) => drop(self.layers.remove(id)),
            CalendarFact::Opens(id, true) => drop(self.opens.insert(*id)),
            CalendarFact::Opens(id, false) => drop(self.opens.remove(id)),
            CalendarFact::File { name, reading: Some(reading) } => {
                self.files.insert(name.clone(), reading.clone());
            }
            CalendarFact::File { name, reading: None } => drop(self.files.remove(name)),
            CalendarFact::Week(week) => self.hours.week = week.clone(),
            CalendarFact::Closed { date, name } => {
                match name {
                    Some(name) => self.hours.closed.insert(*date, name.to_string()),
                    None => self.hours.closed.remove(date),
                };
            }
            CalendarFact::Yearly { month, day, name } => {
                match name {
                    Some(name) => self.hours.yearly.insert((*month, *day), name.to_string()),
                    None => self.hours.yearly.remove(&(*month, *day)),
                };
            }
            CalendarFact::Ruled { rule, name } => {
                self.hours.set_rule(*rule, name.as_ref().map(Name::to_string));
            }
            CalendarFact::Special { date, spans } => {
                match spans {
                    Some(spans) => self.hours.overrides.insert(*date, spans.clone()),
                    None => self.hours.overrides.remove(date),
                };
            }
        }
    }
}
