//! How a language writes numbers, plurals, lists and dates.
//!
//! In the page it is the browser's own `Intl` (`browser::locale`). [`Plain`] is a fixed English for
//! tests and for whatever `Intl` cannot do. Hours are always 0 to 23: desks plan in them.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};

/// A plural category of Unicode CLDR. English has `One` and `Other`, for ordinals also `Two` and `Few`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plural {
    /// None (Arabic, Latvian, Welsh); not the number 0 of English.
    Zero,
    /// Singular.
    One,
    /// Dual.
    Two,
    /// Paucal.
    Few,
    /// Also fractions, in some languages.
    Many,
    /// Whatever is left; every language has it.
    Other,
}

impl Plural {
    /// Its name in a sentence file: CLDR's.
    pub fn name(self) -> &'static str {
        match self {
            Plural::Zero => "zero",
            Plural::One => "one",
            Plural::Two => "two",
            Plural::Few => "few",
            Plural::Many => "many",
            Plural::Other => "other",
        }
    }

    /// The category with this name; `Other` for any other name.
    pub fn named(name: &str) -> Plural {
        match name {
            "zero" => Plural::Zero,
            "one" => Plural::One,
            "two" => Plural::Two,
            "few" => Plural::Few,
            "many" => Plural::Many,
            _ => Plural::Other,
        }
    }
}

/// How much of a date is written. The examples are [`Plain`]'s; the order of the parts is the language's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateStyle {
    /// Fri
    Weekday,
    /// Friday
    WeekdayLong,
    /// Fri 13 Nov
    Day,
    /// Fri 13 Nov 2026
    DayYear,
    /// Thu 12 November 2026
    DayLong,
    /// 12 Nov 2026
    Date,
    /// 14:20
    Time,
    /// Nov
    Month,
    /// November 2026
    MonthYear,
}

/// How a language writes numbers, plurals, lists and dates.
pub trait Locale {
    /// Its BCP 47 tag, for `<html lang>`.
    fn tag(&self) -> String;
    /// A number with its groups and at most so many decimals; none are written for a whole number.
    fn number(&self, n: f64, max_fraction: u8) -> String;
    /// The plural category of a count.
    fn plural(&self, n: f64) -> Plural;
    /// The plural category of a place in an order: 1st, 2nd, 3rd, 4th.
    fn ordinal(&self, n: f64) -> Plural;
    /// "Finance, Sales and Warehouse".
    fn list(&self, items: &[String]) -> String;
    /// An instant (ms UTC since 1970) in a zone (an IANA name, `"UTC"`, or an offset as `"+02:00"`).
    /// A zone nobody knows gives UTC, and says so. A civil time is written by giving its milliseconds
    /// as if it were UTC, with the zone `"UTC"`.
    fn date(&self, at_ms_utc: i64, zone: &str, style: DateStyle) -> String;
}

/// A fixed English, the same everywhere; its only zones are UTC and fixed offsets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

/// The one there is.
pub static PLAIN: Plain = Plain;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Locale for Plain {
    fn tag(&self) -> String {
        String::from("en")
    }

    fn number(&self, n: f64, max_fraction: u8) -> String {
        if !n.is_finite() {
            return String::from("–");
        }
        let places = u32::from(max_fraction.min(6));
        let scale = 10_i64.pow(places);
        let scaled = (n.abs() * scale as f64).round() as i64;
        let (whole, mut decimals) = (scaled / scale, scaled % scale);
        let mut out = String::new();
        if n < 0.0 && scaled > 0 {
            out.push('-');
        }
        let digits = whole.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if decimals > 0 {
            out.push('.');
            let mut unit = scale / 10;
            while decimals > 0 {
                out.push_str(&(decimals / unit).to_string());
                (decimals, unit) = (decimals % unit, unit / 10);
            }
        }
        out
    }

    fn plural(&self, n: f64) -> Plural {
        if n == 1.0 { Plural::One } else { Plural::Other }
    }

    fn ordinal(&self, n: f64) -> Plural {
        let n = n as i64;
        match (n % 10, n % 100) {
            (1, tens) if tens != 11 => Plural::One,
            (2, tens) if tens != 12 => Plural::Two,
            (3, tens) if tens != 13 => Plural::Few,
            _ => Plural::Other,
        }
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => [first.join(", ").as_str(), " and ", last].concat(),
        }
    }

    fn date(&self, at_ms_utc: i64, zone: &str, style: DateStyle) -> String {
        let offset = offset_minutes(zone);
        let ms = at_ms_utc.saturating_add(offset.unwrap_or(0) * 60_000);
        let Some(at) = DateTime::from_timestamp_millis(ms).map(|t| t.naive_utc()) else {
            return String::from("–");
        };
        let mut out = english_date(at, style);
        if offset.is_none() && style == DateStyle::Time {
            out.push_str(" UTC");
        }
        out
    }
}

/// Minutes east of UTC of `"UTC"`, `""` and `"+hh:mm"`; `None` for a zone only a table knows.
fn offset_minutes(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone == "UTC" {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, zone.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
}

fn english_date(at: NaiveDateTime, style: DateStyle) -> String {
    let weekday = DAYS.get(at.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    let month = MONTHS.get(at.month0() as usize).copied().unwrap_or_default();
    let short = |name: &'static str| name.get(..3).unwrap_or(name);
    let (day, year) = (at.day().to_string(), at.year().to_string());
    match style {
        DateStyle::Weekday => String::from(short(weekday)),
        DateStyle::WeekdayLong => String::from(weekday),
        DateStyle::Day => [short(weekday), &day, short(month)].join(" "),
        DateStyle::DayYear => [short(weekday), &day, short(month), &year].join(" "),
        DateStyle::DayLong => [short(weekday), &day, month, &year].join(" "),
        DateStyle::Date => [&day, short(month), &year].join(" "),
        DateStyle::Time => [two_digits(at.hour()), two_digits(at.minute())].join(":"),
        DateStyle::Month => String::from(short(month)),
        DateStyle::MonthYear => [month, &year].join(" "),
    }
}

fn two_digits(n: u32) -> String {
    let mut out = n.to_string();
    if n < 10 {
        out.insert(0, '0');
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers() {
        let table = [
            (0.0, 0, "0"),
            (7.0, 2, "7"),
            (4_579.0, 0, "4,579"),
            (1_234_567.0, 0, "1,234,567"),
            (1.6, 1, "1.6"),
            (0.05, 2, "0.05"),
            (0.04, 1, "0"),
            (-0.04, 1, "0"),
            (-18.0, 0, "-18"),
            (999.96, 1, "1,000"),
            (12.5, 1, "12.5"),
            (f64::NAN, 0, "–"),
        ];
        for (n, places, wanted) in table {
            assert_eq!(PLAIN.number(n, places), wanted, "{n} with {places}");
        }
    }

    #[test]
    fn lists() {
        let list = |items: &[&str]| PLAIN.list(&items.iter().map(|i| String::from(*i)).collect::<Vec<_>>());
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["Finance"]), "Finance");
        assert_eq!(list(&["Finance", "Sales"]), "Finance and Sales");
        assert_eq!(list(&["Finance", "Sales", "Warehouse"]), "Finance, Sales and Warehouse");
    }

    #[test]
    fn dates_of_a_known_instant() {
        // 2026-11-13T13:05:00Z, a Friday: `date -u -d @1794575100`.
        let at = 1_794_575_100_000;
        let table = [
            (DateStyle::Weekday, "Fri"),
            (DateStyle::WeekdayLong, "Friday"),
            (DateStyle::Day, "Fri 13 Nov"),
            (DateStyle::DayYear, "Fri 13 Nov 2026"),
            (DateStyle::DayLong, "Fri 13 November 2026"),
            (DateStyle::Date, "13 Nov 2026"),
            (DateStyle::Time, "13:05"),
            (DateStyle::Month, "Nov"),
            (DateStyle::MonthYear, "November 2026"),
        ];
        for (style, wanted) in table {
            assert_eq!(PLAIN.date(at, "UTC", style), wanted, "{style:?}");
        }
        assert_eq!(PLAIN.date(at, "+05:30", DateStyle::Time), "18:35");
        assert_eq!(PLAIN.date(at, "-13:30", DateStyle::Day), "Thu 12 Nov");
    }

    #[test]
    fn a_zone_nobody_knows_is_utc_and_says_so() {
        for zone in ["Mars/Phobos", "+", "+5", "+a:b", "CET"] {
            assert_eq!(PLAIN.date(0, zone, DateStyle::Time), "00:00 UTC", "{zone}");
        }
    }

    #[test]
    fn an_instant_outside_of_every_calendar_does_no_harm() {
        for at in [i64::MIN, i64::MAX] {
            assert_eq!(PLAIN.date(at, "+01:00", DateStyle::DayLong), "–");
        }
    }
}
