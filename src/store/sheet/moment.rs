//! Times as other programs write them.
//!
//! Read are: ISO 8601 (`2012-10-09T14:50:17+02:00`, with a space instead of the T, without seconds, offset or
//! time, `20121009T145017Z`), numeric dates with the year last in the order given (`9.10.2012 14:50`,
//! `10/9/12 2:50 PM`), English month names (`9 Oct 2012`, `Oct 9, 2012`, RFC 5322 dates), and seconds or
//! milliseconds since 1970. A day that does not exist (31 February) does not read; neither does a zone
//! abbreviation other than UTC and GMT, since most of them mean several zones.
//!
//! Two figures of a year mean 1970 to 2069. A date without a time means its midnight.

use crate::domain::moment::Moment;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// How a numeric date with the year last is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    /// 31/12/2026.
    #[default]
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

impl DateOrder {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<DateOrder> {
        match code {
            "day" => Some(DateOrder::DayFirst),
            "month" => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

/// A time as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Written {
    /// An instant: the text said its offset.
    At(Moment),
    /// What a clock on some wall showed.
    Wall(NaiveDateTime),
}

/// What a text says about the order of day and month: the first two numbers of a date with the year last,
/// and whether dots stand between them (day first by custom).
pub(super) fn order_evidence(text: &str) -> Option<(u32, u32, bool)> {
    let (date, _) = halves(text)?;
    let parts = pieces(date);
    let [a, b, c] = parts.as_slice() else { return None };
    let all = [a, b, c].iter().all(|p| p.bytes().all(|x| x.is_ascii_digit()));
    (all && a.len() <= 2).then_some((a.parse().ok()?, b.parse().ok()?, date.contains('.')))
}

/// Reads a time; none if it is none.
pub(super) fn read_time(text: &str, order: DateOrder) -> Option<Written> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        match text.len() {
            10 => return Some(Written::At(Moment(number.checked_mul(1_000)?))),
            13 => return Some(Written::At(Moment(number))),
            8 | 14 => {}
            _ => return None,
        }
    }
    let (date, time) = halves(text)?;
    let date = read_date(date, order)?;
    let (clock, offset) = read_clock(time)?;
    let mut wall = date.and_time(NaiveTime::MIN);
    if clock == 86_400_000 {
        wall = wall.checked_add_days(Days::new(1))?;
    } else {
        wall += chrono::TimeDelta::milliseconds(clock);
    }
    Some(match offset {
        Some(minutes) => Written::At(Moment(wall.and_utc().timestamp_millis() - minutes * 60_000)),
        None => Written::Wall(wall),
    })
}

/// The date and the time of day of a text; the latter may be empty.
fn halves(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let split = if digits == 8 || digits == 14 {
        8
    } else {
        match text.find(':') {
            Some(colon) => colon - text.get(..colon)?.bytes().rev().take_while(u8::is_ascii_digit).count(),
            None => text.len(),
        }
    };
    let (date, time) = (text.get(..split)?, text.get(split..)?);
    let date = date.trim_end_matches(['T', 't', ',', ' ']);
    Some((date, time.trim_start_matches(['T', 't', ' '])))
}

fn pieces(date: &str) -> Vec<&str> {
    date.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect()
}

fn read_date(text: &str, order: DateOrder) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
        return date_of(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    let mut parts = pieces(text);
    if parts.len() == 4 && weekday(parts.first()?) {
        parts.remove(0);
    }
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |p: &str| if p.len() <= 4 { p.parse::<u32>().ok() } else { None };
    if let Some(month) = month(b) {
        // 9 Oct 2012, or 2012-Oct-09
        return if a.len() == 4 {
            date_of(number(a)?, month, number(c)?)
        } else {
            date_of(year(c)?, month, number(a)?)
        };
    }
    if let Some(month) = month(a) {
        return date_of(year(c)?, month, number(b)?);
    }
    if a.len() == 4 {
        return date_of(number(a)?, number(b)?, number(c)?);
    }
    let (day, month) = match order {
        DateOrder::DayFirst => (a, b),
        DateOrder::MonthFirst => (b, a),
    };
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    date_of(year(c)?, number(month)?, number(day)?)
}

fn year(text: &str) -> Option<u32> {
    let year: u32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2_000 + year } else { 1_900 + year }),
        _ => None,
    }
}

fn date_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    // Earlier years are slips of the pen: no desk's history reaches back so far.
    if !(1_970..=9_998).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The word is one of these in full or by its first three letters, perhaps with a dot after it.
fn word(text: &str, words: &[&str]) -> Option<u32> {
    let text = text.to_ascii_lowercase();
    let place = words.iter().position(|w| *w == text || w.get(..3) == Some(text.as_str()))?;
    u32::try_from(place).ok()
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if text.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    word(text, &MONTHS).map(|place| place + 1)
}

fn weekday(text: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word(text, &DAYS).is_some()
}

/// Milliseconds since midnight and the offset in minutes, of `14:50`, `2:50:17.5 pm`, `145017`, with `Z`,
/// `UTC`, `GMT` or `+02:00` after it. Nothing at all is midnight.
fn read_clock(text: &str) -> Option<(i64, Option<i64>)> {
    if text.is_empty() {
        return Some((0, None));
    }
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(text.len());
    let (clock, rest) = (text.get(..end)?, text.get(end..)?.trim());
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let parts: Vec<&str> = match (clock.contains(':'), clock.len()) {
        (true, _) => clock.split(':').collect(),
        (false, 4) => vec![clock.get(..2)?, clock.get(2..)?],
        (false, 6) => vec![clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?],
        _ => return None,
    };
    let part = |at: usize| match parts.get(at) {
        Some(p) if (1..=2).contains(&p.len()) => p.parse::<i64>().ok(),
        Some(_) => None,
        None => Some(0),
    };
    let (mut hour, minute, second) = (part(0)?, part(1)?, part(2)?);
    if parts.len() > 3 || minute > 59 || second > 59 {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let (noon, zone) = match lower.get(..2) {
        Some("am") => (Some(0), lower.get(2..)?.trim()),
        Some("pm") => (Some(12), lower.get(2..)?.trim()),
        _ => (None, lower.as_str()),
    };
    if let Some(half) = noon {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + half;
    }
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    let ms = ((hour * 60 + minute) * 60 + second) * 1_000 + thousandths.parse::<i64>().ok()?;
    if ms > 86_400_000 || (hour == 24 && ms != 86_400_000) {
        return None;
    }
    Some((ms, offset(zone)?))
}

/// The offset in minutes; none inside for a text that says none.
fn offset(text: &str) -> Option<Option<i64>> {
    let text = match text {
        "" => return Some(None),
        "z" | "utc" | "gmt" => return Some(Some(0)),
        _ => text.strip_prefix("utc").or_else(|| text.strip_prefix("gmt")).unwrap_or(text),
    };
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix(['-', '−'])) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return None,
    };
    // A name after the offset, as in "+02:00[Europe/Rome]" or "+0200 (CEST)", says nothing more.
    let end = digits.find([' ', '[', '(']).unwrap_or(digits.len());
    let digits = digits.get(..end)?;
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(both), _) => both,
        (None, 1..=2) => (digits, "0"),
        (None, 4) => (digits.get(..2)?, digits.get(2..)?),
        _ => return None,
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 18 && minutes <= 59 && hours >= 0 && minutes >= 0)
        .then_some(Some(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests;
