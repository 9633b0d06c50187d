//! A calendar file for another calendar (RFC 5545).

use crate::domain::series::{Every, Series};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// Something for another calendar.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The identifier. It stays the same for the same thing, so that taking it in again moves the event instead of
    /// doubling it (§3.8.4.7).
    pub uid: String,
    /// When it is.
    pub on: On,
    /// What it is called.
    pub name: String,
    /// What is to be said of it.
    pub text: String,
    /// The rhythm in which it comes again from there on, if it does. It is for whole days.
    pub again: Option<Series>,
}

/// When something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    /// A whole day, wherever one is.
    Day(NaiveDate),
    /// A moment, in UTC. It takes no time (§3.6.1).
    Moment(NaiveDateTime),
}

/// A calendar file, as other calendars take it in; nothing in it makes anybody busy. `written` is when it is written, in
/// UTC.
pub fn file(entries: &[Entry], written: NaiveDateTime) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Inhouse//Inhouse//EN".to_owned(),
    ];
    for entry in entries {
        event(entry, entry.on, None, written, &mut lines);
        // What lies elsewhere than the rhythm has it is the same event on another day (§3.8.4.4).
        for (day, instead) in entry.again.iter().flat_map(|again| &again.moved) {
            event(entry, On::Day(*instead), Some(*day), written, &mut lines);
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut out = String::new();
    lines.iter().for_each(|line| fold(line, &mut out));
    out
}

/// One event; `instead` is the day of the rhythm that it stands for.
fn event(entry: &Entry, on: On, instead: Option<NaiveDate>, written: NaiveDateTime, lines: &mut Vec<String>) {
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(["UID:", &escaped(&entry.uid)].concat());
    lines.extend(instead.map(|day| ["RECURRENCE-ID;VALUE=DATE:", &day_out(day)].concat()));
    lines.push(["DTSTAMP:", &moment_out(written)].concat());
    match on {
        On::Day(date) => {
            let next = date.succ_opt().unwrap_or(date);
            lines.push(["DTSTART;VALUE=DATE:", &day_out(date)].concat());
            lines.push(["DTEND;VALUE=DATE:", &day_out(next)].concat());
        }
        On::Moment(at) => lines.push(["DTSTART:", &moment_out(at)].concat()),
    }
    if let (Some(again), None) = (&entry.again, instead) {
        lines.push(["RRULE:", &rule(again.every)].concat());
    }
    lines.push(["SUMMARY:", &escaped(&entry.name)].concat());
    lines.push(["DESCRIPTION:", &escaped(&entry.text)].concat());
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines.push("END:VEVENT".to_owned());
}

/// A rhythm as a rule (§3.3.10). A month without such a day would be passed over: there it is the last one there is.
fn rule(every: Every) -> String {
    match every {
        Every::Weeks(weeks) => ["FREQ=WEEKLY;INTERVAL=", &weeks.to_string()].concat(),
        Every::Months(months, day) => {
            let days = match day {
                31.. => ";BYMONTHDAY=-1",
                30 => ";BYMONTHDAY=28,29,30;BYSETPOS=-1",
                29 => ";BYMONTHDAY=28,29;BYSETPOS=-1",
                _ => "",
            };
            ["FREQ=MONTHLY;INTERVAL=", &months.to_string(), days].concat()
        }
    }
}

fn day_out(date: NaiveDate) -> String {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    [padded(year, 4), padded(month, 2), padded(day, 2)].concat()
}

fn moment_out(at: NaiveDateTime) -> String {
    let time = [at.time().hour(), at.time().minute(), at.time().second()];
    let time: String = time.iter().map(|n| padded(i64::from(*n), 2)).collect();
    [&day_out(at.date()), "T", &time, "Z"].concat()
}

fn padded(number: i64, digits: usize) -> String {
    let mut text = number.to_string();
    while text.len() < digits {
        text.insert(0, '0');
    }
    text
}

/// A text with the signs of §3.3.11 escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line in parts of at most 75 bytes, never in the middle of a letter (§3.1).
fn fold(line: &str, out: &mut String) {
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(letter);
        width += letter.len_utf8();
    }
    out.push_str("\r\n");
}
