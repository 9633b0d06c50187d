//! Closed days that were read from a calendar file: what the file said, and what reading it again would change.
//!
//! Rules:
//! 1. A reading is remembered under the name of the file, day by day as the file said it, whether a day was taken or not.
//!    A file is compared with what was read last from a file of that name, and with nothing else: the days of another
//!    file, and those written down by hand, are left alone.
//! 2. A day that the file says and that is neither written down nor remembered comes.
//! 3. A day that is remembered and no longer written down was switched off here. It stays away, unless it is asked for;
//!    so also where the file has moved it within its year (rule 6).
//! 4. A day that is written down stays as it is. Where the file calls it otherwise than it did, the new name is taken,
//!    unless it has been given another name here: that one stays, unless the new one is asked for.
//! 5. A day that is remembered and still written down, and that the file no longer says, goes. What is over stays: it was
//!    closed. A day of a year of which the file says nothing stays too: files are published year by year.
//! 6. A day that goes and one that comes, of the same name in the same year, are one day that is moved.
//! 7. Written down is what the hours say without the days that go: where a file that had a day of every year lists its
//!    dates one by one instead, they come.
//! 8. What is missing in a file of which not everything could be read is not said to go.

use super::calendar::Hours;
use super::holiday::DayRule;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A closed day as a file says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FileDay {
    /// On this date.
    Once(NaiveDate),
    /// On this date of every year: month and day.
    Yearly(u32, u32),
    /// By a rule.
    Ruled(DayRule),
}

impl FileDay {
    /// The year it is of; none where it is of every year.
    fn year(self) -> Option<i32> {
        match self {
            FileDay::Once(date) => Some(date.year()),
            FileDay::Yearly(..) | FileDay::Ruled(_) => None,
        }
    }

    fn falls_on(self, date: NaiveDate) -> bool {
        match self {
            FileDay::Once(own) => own == date,
            FileDay::Yearly(month, day) => (date.month(), date.day()) == (month, day),
            FileDay::Ruled(rule) => rule.falls_on(date),
        }
    }

    /// True where this day closes whenever the other one does.
    fn covers(self, other: FileDay) -> bool {
        self == other || matches!(other, FileDay::Once(date) if self.falls_on(date))
    }

    /// Its name where it is written down, as it is.
    fn written(self, hours: &Hours) -> Option<&str> {
        match self {
            FileDay::Once(date) => hours.closed.get(&date),
            FileDay::Yearly(month, day) => hours.yearly.get(&(month, day)),
            FileDay::Ruled(rule) => hours.ruled.iter().find(|own| own.rule == rule).map(|own| &own.name),
        }
        .map(String::as_str)
    }

    /// Its name where it is closed, whichever way that is written down.
    fn closed(self, hours: &Hours) -> Option<&str> {
        match self {
            FileDay::Once(date) => hours.closed_name(date),
            _ => self.written(hours),
        }
    }
}

/// What a file said when it was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileReading {
    /// The date on which it was read, in the zone of the hours.
    pub on: NaiveDate,
    /// Its days, with their names.
    pub days: BTreeMap<FileDay, String>,
}

/// What a line of a file comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// It comes (rule 2).
    Comes,
    /// It was switched off here, and stays away (rule 3).
    Off,
    /// The file calls it otherwise than it is called here; true where it has a name of its own here (rule 4).
    Named(String, bool),
    /// It is moved here from this day (rule 6).
    Moved(FileDay),
    /// It goes (rule 5).
    Goes,
    /// It stays as it is.
    Same,
}

impl Change {
    /// True where it is done unless it is asked not to be.
    pub fn usual(&self) -> bool {
        matches!(self, Change::Comes | Change::Moved(_) | Change::Goes | Change::Named(_, false))
    }
}

/// A day with what becomes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The day.
    pub day: FileDay,
    /// Its name, as the file says it; of one that goes as it is called here.
    pub name: String,
    /// What becomes of it.
    pub change: Change,
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What a file would change of these hours, given what was read from it before; `whole` where everything in it could be
/// read (rule 8). The days of the file come in its order, then those that go.
pub fn compare(
    hours: &Hours,
    before: Option<&FileReading>,
    file: &[(FileDay, String)],
    today: NaiveDate,
    whole: bool,
) -> Vec<Line> {
    let nothing = BTreeMap::new();
    let known = before.map_or(&nothing, |reading| &reading.days);
    let said: BTreeSet<FileDay> = file.iter().map(|(day, _)| *day).collect();
    let years: BTreeSet<i32> = said.iter().filter_map(|day| day.year()).collect();
    let missing = |day: &FileDay| match *day {
        _ if !whole || said.contains(day) => false,
        FileDay::Once(date) => date >= today && years.contains(&date.year()),
        _ => true,
    };
    let mut going: Vec<(FileDay, String)> = Vec::new();
    let mut off: Vec<(FileDay, &String)> = Vec::new();
    let mut left = hours.clone();
    for (day, name) in known.iter().filter(|(day, _)| missing(day)) {
        match day.written(hours) {
            Some(here) => going.push((*day, here.to_owned())),
            None => off.push((*day, name)),
        }
        match *day {
            FileDay::Once(date) => drop(left.closed.remove(&date)),
            FileDay::Yearly(month, date) => drop(left.yearly.remove(&(month, date))),
            FileDay::Ruled(rule) => left.set_rule(rule, None),
        }
    }
    let mut out = Vec::with_capacity(file.len() + going.len());
    let mut seen = BTreeSet::new();
    for (day, name) in file.iter().filter(|(day, _)| seen.insert(*day)) {
        let change = match (day.closed(&left), known.get(day)) {
            (Some(here), _) if here == name => Change::Same,
            (Some(here), Some(then)) if then != name => Change::Named(here.to_owned(), here != then),
            (Some(_), _) => Change::Same,
            (None, Some(_)) => Change::Off,
            (None, None) => {
                let moved = |(from, called): &(FileDay, String)| {
                    from.year() == day.year()
                        && (alike(called, name) || known.get(from).is_some_and(|n| alike(n, name)))
                };
                let here = going.iter().position(moved);
                let away = || {
                    off.iter().any(|(from, called)| from.year() == day.year() && alike(called, name))
                        || known.keys().any(|other| other.covers(*day) && other.closed(hours).is_none())
                };
                match here {
                    Some(place) => Change::Moved(going.remove(place).0),
                    None if away() => Change::Off,
                    None => Change::Comes,
                }
            }
        };
        out.push(Line { day: *day, name: name.clone(), change });
    }
    out.extend(going.into_iter().map(|(day, name)| Line { day, name, change: Change::Goes }));
    out
}

/// What is remembered once a file has been read: what it says, and what it said before of days ahead in years of which it
/// says nothing now, or everything where the rest could not be read (rules 5 and 8).
pub fn remembered(
    before: Option<&FileReading>,
    file: &[(FileDay, String)],
    today: NaiveDate,
    whole: bool,
) -> FileReading {
    let mut days: BTreeMap<FileDay, String> = BTreeMap::new();
    let years: BTreeSet<i32> = file.iter().filter_map(|(day, _)| day.year()).collect();
    for (day, name) in before.into_iter().flat_map(|reading| &reading.days) {
        let silent = |date: &NaiveDate| *date >= today && !years.contains(&date.year());
        if !whole || matches!(day, FileDay::Once(date) if silent(date)) {
            days.insert(*day, name.clone());
        }
    }
    let mut seen = BTreeSet::new();
    days.extend(file.iter().filter(|(day, _)| seen.insert(*day)).cloned());
    FileReading { on: today, days }
}
