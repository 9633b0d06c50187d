//! Closed days out of a calendar file (iCalendar, `.ics`), as Outlook, Google and governments publish them.
//!
//! Rules (RFC 5545 unless another source is named):
//! 1. Lines are unfolded (§3.1): a line that begins with a space or a tab goes on with the one before.
//!    Lines may end in CR LF, LF or CR. Names and components are read in any case.
//! 2. Only events count (`VEVENT`), and not what stands inside them or beside them (alarms, zones, tasks).
//!    An event called off (`STATUS:CANCELLED`) is none.
//! 3. `DTEND` is the day after the last one (§3.6.1). An event without it lasts its `DURATION`, else a day.
//! 4. An event with times counts where it takes whole days from midnight to midnight, or is marked as
//!    lasting all day (`X-MICROSOFT-CDO-ALLDAYEVENT`, as Outlook writes). One with other times is named, and
//!    left out: half a day is written down as a day with hours of its own.
//! 5. A day of every year stays one: the same date, the n-th or last weekday of a month (`BYDAY` with a
//!    number, or with `BYSETPOS`), the weekday within seven days of a month (`BYMONTHDAY`). Where it is
//!    limited (`COUNT`, `UNTIL`, `INTERVAL`) or has exceptions (`EXDATE`), its days are written down
//!    one by one, from the year before last to ten years ahead. `FREQ=MONTHLY;INTERVAL=12` is yearly too.
//! 6. What repeats in another way is named and left out: a team meeting of every week is no holiday.
//! 7. Nothing stops the reading: a line or an event that cannot be read is named with its line, and the
//!    rest comes in. A file cut off in the middle gives what is whole.
//! 8. At most [`MOST_DAYS`] days come in, those that lie ahead first; the rest is counted.

mod write;

pub use write::{Entry, On, file};

use crate::domain::day_file::FileDay;
use crate::domain::holiday::DayRule;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::borrow::Cow;

/// The most days that are taken from one file.
pub const MOST_DAYS: usize = 1_000;
/// The most days one event may last.
const MOST_LONG: i64 = 92;
/// How many years ahead a limited repetition is written down.
const YEARS_AHEAD: i32 = 10;
/// The most letters of a name that are kept.
const LONGEST_NAME: usize = 80;
/// The most faults that are named one by one.
const MOST_FAULTS: usize = 20;

/// When a day is closed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum When {
    /// Once.
    Once(NaiveDate),
    /// On this date of every year; the year is the first one.
    Yearly(NaiveDate),
    /// By a rule; the date is the first one.
    Rule(DayRule, NaiveDate),
}

impl When {
    /// The first date.
    pub fn first(self) -> NaiveDate {
        match self {
            When::Once(date) | When::Yearly(date) | When::Rule(_, date) => date,
        }
    }

    /// The day as it is remembered and written down.
    pub fn day(self) -> FileDay {
        match self {
            When::Once(date) => FileDay::Once(date),
            When::Yearly(date) => FileDay::Yearly(date.month(), date.day()),
            When::Rule(rule, _) => FileDay::Ruled(rule),
        }
    }
}

/// A closed day of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IcsDay {
    /// When.
    pub when: When,
    /// Its name; empty where it has none.
    pub name: String,
}

/// What could not be taken, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IcsFault {
    /// It has times of day (rule 4).
    Timed,
    /// It repeats in a way that makes no holiday (rule 6); the text as written.
    Repeats(String),
    /// Its date is missing or is no date; the text as written.
    NoDate(String),
    /// It lasts longer than a season.
    TooLong,
    /// The file ends in the middle of it.
    Cut,
}

/// A fault with the event it is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The event's name; empty where it has none.
    pub name: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: IcsFault,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IcsFile {
    /// What the calendar calls itself; empty where it does not.
    pub called: String,
    /// The days, by their first date.
    pub days: Vec<IcsDay>,
    /// The first things that were not taken.
    pub faults: Vec<Named>,
    /// How many more things were not taken.
    pub more_faults: usize,
    /// How many more days there are than are taken.
    pub more_days: usize,
}

/// The closed days of a calendar file; none where the text is no calendar at all.
pub fn read(text: &str, today: NaiveDate) -> Option<IcsFile> {
    let mut out = Reader { today, file: IcsFile::default(), stack: Vec::new(), event: None, calendar: false };
    let mut lines = Unfolded { lines: Lines { rest: text }, number: 0, held: None };
    while let Some((number, line)) = lines.next() {
        out.line(number, &line);
    }
    let Reader { event, mut file, calendar, .. } = out.finish();
    if !calendar && event.is_none() {
        return None;
    }
    file.days.sort_by_key(|day| day.when);
    file.days.dedup();
    if file.days.len() > MOST_DAYS {
        file.more_days = file.days.len() - MOST_DAYS;
        let past = file.days.partition_point(|d| matches!(d.when, When::Once(date) if date < today));
        file.days.drain(..past.min(file.more_days));
        file.days.truncate(MOST_DAYS);
    }
    file.days.sort_by_key(|day| day.when.first());
    Some(file)
}

/// Lines by any of the three ends.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.bytes().position(|b| b == b'\n' || b == b'\r');
        let Some(end) = end else { return Some(std::mem::take(&mut self.rest)) };
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
        Some(line)
    }
}

/// Whole lines, each with the number of its first part.
struct Unfolded<'a> {
    lines: Lines<'a>,
    number: usize,
    held: Option<(usize, &'a str)>,
}

impl<'a> Unfolded<'a> {
    fn next(&mut self) -> Option<(usize, Cow<'a, str>)> {
        let (number, first) = match self.held.take() {
            Some(held) => held,
            None => {
                self.number += 1;
                (self.number, self.lines.next()?)
            }
        };
        let mut whole = Cow::Borrowed(first);
        for next in self.lines.by_ref() {
            self.number += 1;
            match next.strip_prefix([' ', '\t']) {
                Some(more) => whole.to_mut().push_str(more),
                None => {
                    self.held = Some((self.number, next));
                    break;
                }
            }
        }
        Some((number, whole))
    }
}

/// What is known of an event so far.
#[derive(Default)]
struct Event {
    line: usize,
    name: String,
    start: Option<Stamp>,
    end: Option<Stamp>,
    lasts: Option<TimeDelta>,
    rule: Option<String>,
    except: Vec<NaiveDate>,
    all_day: bool,
    called_off: bool,
    odd: Option<String>,
}

/// A date, or a date with a time.
#[derive(Clone, Copy)]
struct Stamp {
    at: NaiveDateTime,
    timed: bool,
}

struct Reader {
    today: NaiveDate,
    file: IcsFile,
    /// The components one is inside of, below the calendar.
    stack: Vec<String>,
    event: Option<Event>,
    /// A calendar or an event has begun somewhere.
    calendar: bool,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let Some((head, value)) = split_value(line.trim_start_matches('\u{feff}')) else { return };
        let (name, params) = head.split_once(';').unwrap_or((head, ""));
        if name.eq_ignore_ascii_case("BEGIN") {
            self.begin(number, value.trim());
        } else if name.eq_ignore_ascii_case("END") {
            self.end(value.trim());
        } else if self.stack.is_empty() && name.eq_ignore_ascii_case("X-WR-CALNAME") {
            self.file.called = shown(params, value);
        } else if self.stack.last().is_some_and(|c| c == "VEVENT")
            && let Some(event) = self.event.as_mut()
        {
            event.take(&name.to_ascii_uppercase(), params, value);
        }
    }

    fn begin(&mut self, number: usize, what: &str) {
        let what = what.to_ascii_uppercase();
        if what == "VCALENDAR" {
            // Several calendars may stand in one file; a new one ends what was left open.
            self.close();
            self.calendar = true;
            self.stack.clear();
            return;
        }
        if what == "VEVENT" {
            // An event cannot stand inside an event: the one before was cut off.
            if let Some(event) = self.event.take() {
                self.fault(&event, IcsFault::Cut);
            }
            self.stack.clear();
            self.event = Some(Event { line: number, ..Event::default() });
            self.calendar = true;
        }
        self.stack.push(what);
    }

    fn end(&mut self, what: &str) {
        let what = what.to_ascii_uppercase();
        if let Some(place) = self.stack.iter().rposition(|open| *open == what) {
            self.stack.truncate(place);
        }
        if what == "VEVENT"
            && let Some(event) = self.event.take()
        {
            self.settle(event);
        }
    }

    /// Ends an event that was not ended.
    fn close(&mut self) {
        if let Some(event) = self.event.take() {
            self.fault(&event, IcsFault::Cut);
        }
    }

    fn finish(mut self) -> Reader {
        self.close();
        self
    }

    fn fault(&mut self, event: &Event, fault: IcsFault) {
        if self.file.faults.len() < MOST_FAULTS {
            self.file.faults.push(Named { name: event.name.clone(), line: event.line, fault });
        } else {
            self.file.more_faults += 1;
        }
    }

    /// Turns an event into its days.
    fn settle(&mut self, event: Event) {
        if event.called_off {
            return;
        }
        let Some(start) = event.start else {
            return self.fault(&event, IcsFault::NoDate(event.odd.clone().unwrap_or_default()));
        };
        let first = start.at.date();
        let end = event.end.map(|end| end.at).or_else(|| start.at.checked_add_signed(event.lasts?));
        let length = end.map_or(TimeDelta::days(1), |end| end - start.at);
        let midnight = start.at.time() == NaiveTime::MIN;
        let whole = midnight && length >= TimeDelta::days(1) && length.num_seconds() % 86_400 == 0;
        if start.timed && !event.all_day && !whole {
            return self.fault(&event, IcsFault::Timed);
        }
        let days = length.num_days().max(1);
        if days > MOST_LONG {
            return self.fault(&event, IcsFault::TooLong);
        }
        let found = match &event.rule {
            None => Some(vec![When::Once(first)]),
            Some(rule) => repeated(first, rule, &event.except, self.today),
        };
        let Some(found) = found else {
            return self.fault(&event, IcsFault::Repeats(event.rule.clone().unwrap_or_default()));
        };
        for when in found {
            for offset in 0..days.unsigned_abs() {
                if let Some(when) = later(when, offset, self.today) {
                    self.file
                        .days
                        .extend(when.into_iter().map(|when| IcsDay { when, name: event.name.clone() }));
                }
            }
        }
    }
}

/// The same, so many days later. A rule has no later days, so they are written down one by one.
fn later(when: When, offset: u64, today: NaiveDate) -> Option<Vec<When>> {
    let by = Days::new(offset);
    Some(match when {
        _ if offset == 0 => vec![when],
        When::Once(date) => vec![When::Once(date.checked_add_days(by)?)],
        When::Yearly(date) => vec![When::Yearly(date.checked_add_days(by)?)],
        When::Rule(rule, first) => (first.year().max(today.year() - 2)..=today.year() + YEARS_AHEAD)
            .filter_map(|year| rule.in_year(year)?.checked_add_days(by).map(When::Once))
            .collect(),
    })
}

impl Event {
    fn take(&mut self, name: &str, params: &str, value: &str) {
        match name {
            "SUMMARY" => self.name = shown(params, value),
            "DTSTART" => match stamp(value) {
                Some(stamp) => self.start = Some(stamp),
                None => self.odd = Some(value.trim().chars().take(40).collect()),
            },
            "DTEND" => self.end = stamp(value),
            "DURATION" => self.lasts = duration(value),
            "RRULE" => self.rule = Some(value.trim().to_ascii_uppercase()),
            "EXDATE" => self.except.extend(value.split(',').filter_map(stamp).map(|s| s.at.date())),
            "STATUS" => self.called_off = value.trim().eq_ignore_ascii_case("CANCELLED"),
            "X-MICROSOFT-CDO-ALLDAYEVENT" => self.all_day = value.trim().eq_ignore_ascii_case("TRUE"),
            _ => {}
        }
    }
}

/// Name with parameters, and value: parted by the first colon outside quotation marks.
fn split_value(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = line.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b':' && !quoted
    })?;
    Some((line.get(..at)?, line.get(at + 1..)?))
}

/// `20261225`, `20261225T000000`, `20261225T000000Z`.
fn stamp(value: &str) -> Option<Stamp> {
    let value = value.trim();
    let (date, time) = value.split_once(['T', 't']).map_or((value, None), |(date, time)| (date, Some(time)));
    let number = |text: &str, from: usize, to: usize| -> Option<u32> {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    if date.len() != 8 {
        return None;
    }
    let year = i32::try_from(number(date, 0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(date, 4, 6)?, number(date, 6, 8)?)?;
    let at = match time {
        None => date.and_time(NaiveTime::MIN),
        Some(time) => {
            date.and_hms_opt(number(time, 0, 2)?, number(time, 2, 4)?, number(time, 4, 6).unwrap_or(0))?
        }
    };
    Some(Stamp { at, timed: time.is_some() })
}

/// `P1D`, `P2W`, `PT24H`, `P1DT12H30M`.
fn duration(value: &str) -> Option<TimeDelta> {
    let mut total = TimeDelta::zero();
    let mut number = 0i64;
    for letter in value.trim().trim_start_matches('+').strip_prefix('P')?.chars() {
        let unit = match letter {
            '0'..='9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(letter.to_digit(10)?))?;
                continue;
            }
            'T' => continue,
            'W' => TimeDelta::weeks(1),
            'D' => TimeDelta::days(1),
            'H' => TimeDelta::hours(1),
            'M' => TimeDelta::minutes(1),
            'S' => TimeDelta::seconds(1),
            _ => return None,
        };
        total = total.checked_add(&unit.checked_mul(i32::try_from(std::mem::take(&mut number)).ok()?)?)?;
    }
    Some(total)
}

/// A text as people read it: escapes (§3.3.11) and, from vCalendar 1.0, quoted-printable letters undone, in
/// one line.
fn shown(params: &str, value: &str) -> String {
    let plain = if params.to_ascii_uppercase().contains("QUOTED-PRINTABLE") {
        Cow::Owned(unquoted(value))
    } else {
        Cow::Borrowed(value)
    };
    let mut out = String::with_capacity(plain.len());
    let mut escaped = false;
    for letter in plain.chars() {
        let letter = match (escaped, letter) {
            (false, '\\') => {
                escaped = true;
                continue;
            }
            (true, 'n' | 'N') => ' ',
            (_, letter) if letter.is_control() => ' ',
            (_, letter) => letter,
        };
        escaped = false;
        out.push(letter);
    }
    out.trim().chars().take(LONGEST_NAME).collect()
}

fn unquoted(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let mut pair = rest.clone();
        let digits = [pair.next(), pair.next()];
        if let [Some(high), Some(low)] = digits.map(|d| d.and_then(|d| char::from(d).to_digit(16))) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = pair;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The parts of a repetition that matter here.
#[derive(Default)]
struct Repeat<'a> {
    yearly: bool,
    interval: i32,
    count: Option<usize>,
    until: Option<NaiveDate>,
    month: Option<u8>,
    month_days: Vec<u8>,
    /// Weekday and which one of them; 0 for no number.
    weekday: Option<(i8, u8)>,
    position: Option<i8>,
    odd: Option<&'a str>,
}

impl<'a> Repeat<'a> {
    fn of(text: &'a str) -> Option<Repeat<'a>> {
        let mut out = Repeat { interval: 1, ..Repeat::default() };
        let mut monthly = false;
        for (name, value) in text.split(';').filter_map(|part| part.split_once('=')) {
            match name {
                "FREQ" => {
                    out.yearly = value == "YEARLY";
                    monthly = value == "MONTHLY";
                }
                "INTERVAL" => out.interval = value.parse().ok().filter(|n| *n > 0)?,
                "COUNT" => out.count = Some(value.parse().ok()?),
                "UNTIL" => out.until = Some(stamp(value)?.at.date()),
                "BYMONTH" => out.month = Some(value.parse().ok()?),
                "BYMONTHDAY" => {
                    out.month_days = value.split(',').map(|d| d.parse().ok()).collect::<Option<_>>()?
                }
                "BYDAY" => out.weekday = Some(weekday(value)?),
                "BYSETPOS" => out.position = Some(value.parse().ok()?),
                "WKST" => {}
                other => out.odd = Some(other),
            }
        }
        if monthly && out.interval % 12 == 0 {
            out.yearly = true;
            out.interval /= 12;
        }
        (out.yearly && out.odd.is_none()).then_some(out)
    }

    /// Which day of the year it is, for an event that begins on `first`; none where it is another kind.
    fn day(&self, first: NaiveDate) -> Option<When> {
        let month = self.month.unwrap_or(u8::try_from(first.month()).ok()?);
        let same = u32::from(month) == first.month();
        let Some((number, weekday)) = self.weekday else {
            // The same date every year; given again, it must be the one it begins on.
            let days = self.month_days.as_slice();
            let again = days.is_empty() || days == [u8::try_from(first.day()).ok()?];
            return (same && again && self.position.is_none()).then_some(When::Yearly(first));
        };
        let rule = match (number, self.position, self.month_days.as_slice()) {
            // A number without a month would count the weeks of the year.
            (0, Some(-1), []) => DayRule::Last { month, weekday },
            (0, Some(nth), []) => DayRule::Nth { month, nth: u8::try_from(nth).ok()?, weekday },
            (-1, None, []) if self.month.is_some() => DayRule::Last { month, weekday },
            (nth, None, []) if self.month.is_some() && nth != 0 => {
                DayRule::Nth { month, nth: u8::try_from(nth).ok()?, weekday }
            }
            (0, None, days) if self.month.is_some() && days.len() == 7 => {
                let day = *days.iter().min()?;
                let all = (day..day + 7).all(|d| days.contains(&d));
                // Where the seven days reach past the month, a year may be without its day.
                NaiveDate::from_ymd_opt(2023, month.into(), u32::from(day) + 6).filter(|_| all)?;
                DayRule::From { month, day, weekday }
            }
            _ => return None,
        };
        (rule.is_sound() && rule.falls_on(first)).then_some(When::Rule(rule, first))
    }
}

/// `MO`, `4TH`, `-1MO`: which one (0 for no number), and the weekday.
fn weekday(text: &str) -> Option<(i8, u8)> {
    let at = text.len().checked_sub(2)?;
    let (number, name) = (text.get(..at)?, text.get(at..)?);
    let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|d| *d == name)?;
    let number = if number.is_empty() { 0 } else { number.parse().ok()? };
    Some((number, u8::try_from(day).ok()?))
}

/// The days of a repetition; none where it makes no holiday (rules 5, 6).
fn repeated(first: NaiveDate, rule: &str, except: &[NaiveDate], today: NaiveDate) -> Option<Vec<When>> {
    let repeat = Repeat::of(rule)?;
    let day = repeat.day(first)?;
    if repeat.interval == 1 && repeat.count.is_none() && repeat.until.is_none() && except.is_empty() {
        return Some(vec![day]);
    }
    let last = today.year() + YEARS_AHEAD;
    let in_year = |year: i32| match day {
        When::Rule(rule, _) => rule.in_year(year),
        _ => first.with_year(year),
    };
    let years = (first.year()..=last).step_by(usize::try_from(repeat.interval).ok()?);
    let dates = years.filter_map(in_year).filter(|date| *date >= first);
    let counted = dates.take(repeat.count.unwrap_or(usize::MAX));
    let within = counted.take_while(|date| repeat.until.is_none_or(|until| *date <= until));
    let recent = |date: &NaiveDate| date.year() >= today.year() - 2 && !except.contains(date);
    Some(within.filter(recent).map(When::Once).collect())
}
