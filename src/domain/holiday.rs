//! Holidays by rule: days of every year that have no fixed date.
//!
//! Rules:
//! 1. The n-th weekday of a month counts from its first day; there is no fifth one in some months, and then
//!    there is no such day. "The last" counts back from the month's end.
//! 2. The first weekday on or after a date finds days such as "the Saturday from 20 to 26 June".
//! 3. Easter of the Western churches is Easter Sunday of the Gregorian calendar: D. Roegel's and others'
//!    form of the "anonymous Gregorian" computation of Nature, 20 April 1876 (J. Meeus, Astronomical
//!    Algorithms, chapter 8). Easter of the Orthodox churches is that of the Julian calendar (Meeus, same
//!    chapter), written as a Gregorian date. Days that hang on it are so many days before or after.
//! 4. Easter is known from 1583, when the Gregorian calendar began, to 9999.
//! 5. A rule that has no day in a year (29 February, a fifth Monday) leaves that year without it.

use chrono::{Datelike, Days, NaiveDate};

/// A day of every year. Weekdays are 0 for Monday to 6 for Sunday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DayRule {
    /// The n-th such weekday of a month, 1 to 5.
    Nth {
        /// 1 to 12.
        month: u8,
        /// 1 to 5.
        nth: u8,
        /// 0 to 6.
        weekday: u8,
    },
    /// The last such weekday of a month.
    Last {
        /// 1 to 12.
        month: u8,
        /// 0 to 6.
        weekday: u8,
    },
    /// The first such weekday on or after a date.
    From {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// 0 to 6.
        weekday: u8,
    },
    /// So many days after Easter Sunday of the Western churches (before it where negative).
    Easter(i16),
    /// So many days after Easter Sunday of the Orthodox churches (before it where negative).
    OrthodoxEaster(i16),
}

/// A rule with the name of its day.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ruled {
    /// Which day.
    pub rule: DayRule,
    /// Its name.
    pub name: String,
}

impl DayRule {
    /// The farthest from Easter a day may be.
    pub const EASTER_REACH: i16 = 120;

    /// True if the rule is within its bounds and has a day in some year.
    pub fn is_sound(self) -> bool {
        let (month, weekday) = match self {
            DayRule::Nth { month, nth, weekday } if (1..=5).contains(&nth) => (month, weekday),
            DayRule::Last { month, weekday } => (month, weekday),
            DayRule::From { month, day, weekday } if (1..=31).contains(&day) => (month, weekday),
            DayRule::Easter(days) | DayRule::OrthodoxEaster(days) => {
                return days.abs() <= Self::EASTER_REACH;
            }
            DayRule::Nth { .. } | DayRule::From { .. } => return false,
        };
        // 2024 is a leap year: a date that it does not have, no year has.
        let there = match self {
            DayRule::From { month, day, .. } => date(2024, month, day).is_some(),
            _ => true,
        };
        (1..=12).contains(&month) && weekday < 7 && there
    }

    /// Its date in a year; none where it has none (rule 5).
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            DayRule::Nth { month, nth, weekday } => {
                let first = on_or_after(date(year, month, 1)?, weekday)?;
                let found = first.checked_add_days(Days::new(7 * u64::from(nth.saturating_sub(1))))?;
                (found.month() == u32::from(month)).then_some(found)
            }
            DayRule::Last { month, weekday } => {
                // The week that begins on the seventh day from the end holds each weekday once.
                let next = if month == 12 { date(year + 1, 1, 1)? } else { date(year, month + 1, 1)? };
                on_or_after(next.checked_sub_days(Days::new(7))?, weekday)
            }
            DayRule::From { month, day, weekday } => on_or_after(date(year, month, day)?, weekday),
            DayRule::Easter(days) => shifted(easter(year)?, days),
            DayRule::OrthodoxEaster(days) => shifted(orthodox_easter(year)?, days),
        }
    }

    /// True if it falls on this date. A day close to the turn of the year may belong to the year before
    /// or after.
    pub fn falls_on(self, on: NaiveDate) -> bool {
        let near = match self {
            DayRule::From { month: 12, .. } => on.year() - i32::from(on.month() == 1),
            _ => on.year(),
        };
        self.in_year(near) == Some(on)
    }

    /// A number that tells rules apart, for keeping them as one set.
    pub fn key(self) -> u64 {
        let pack = |kind: u64, a: u8, b: u8, c: u8| {
            (kind << 24) | (u64::from(a) << 16) | (u64::from(b) << 8) | u64::from(c)
        };
        let offset = |kind: u64, days: i16| (kind << 24) | u64::from(days.cast_unsigned());
        match self {
            DayRule::Nth { month, nth, weekday } => pack(0, month, nth, weekday),
            DayRule::Last { month, weekday } => pack(1, month, 0, weekday),
            DayRule::From { month, day, weekday } => pack(2, month, day, weekday),
            DayRule::Easter(days) => offset(3, days),
            DayRule::OrthodoxEaster(days) => offset(4, days),
        }
    }
}

fn date(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
}

fn on_or_after(from: NaiveDate, weekday: u8) -> Option<NaiveDate> {
    let here = from.weekday().num_days_from_monday();
    from.checked_add_days(Days::new(u64::from((u32::from(weekday) + 7 - here) % 7)))
}

fn shifted(from: NaiveDate, days: i16) -> Option<NaiveDate> {
    let by = Days::new(u64::from(days.unsigned_abs()));
    if days < 0 { from.checked_sub_days(by) } else { from.checked_add_days(by) }
}

/// Easter Sunday of the Western churches (rule 3); none outside the years of rule 4.
pub fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let moon = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + moon + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let days = epact + sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, days.unsigned_abs() / 31, days.unsigned_abs() % 31 + 1)
}

/// Easter Sunday of the Orthodox churches, as a Gregorian date (rule 3); none outside the years of rule 4.
pub fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let epact = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
    let days = epact + sunday + 114;
    let julian = NaiveDate::from_ymd_opt(year, days.unsigned_abs() / 31, days.unsigned_abs() % 31 + 1)?;
    // How far the Julian calendar is behind in that year's spring.
    let behind = year / 100 - year / 400 - 2;
    julian.checked_add_days(Days::new(u64::from(behind.unsigned_abs())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_rule_out_of_bounds_is_not_sound() {
        assert!(DayRule::Nth { month: 5, nth: 5, weekday: 0 }.is_sound());
        assert!(!DayRule::Nth { month: 13, nth: 1, weekday: 0 }.is_sound());
        assert!(!DayRule::Nth { month: 5, nth: 6, weekday: 0 }.is_sound());
        assert!(!DayRule::Last { month: 5, weekday: 7 }.is_sound());
        assert!(DayRule::From { month: 2, day: 29, weekday: 0 }.is_sound());
        assert!(!DayRule::From { month: 2, day: 30, weekday: 0 }.is_sound());
        assert!(!DayRule::Easter(400).is_sound());
    }

    #[test]
    fn a_day_over_the_turn_of_the_year_is_found_in_the_new_one() {
        // The first Monday from 29 December 2026 on is 4 January 2027.
        let rule = DayRule::From { month: 12, day: 29, weekday: 0 };
        assert!(rule.falls_on("2027-01-04".parse().unwrap()));
        assert!(!rule.falls_on("2026-12-28".parse().unwrap()));
    }

    #[test]
    fn a_fifth_monday_is_only_where_there_is_one() {
        let rule = DayRule::Nth { month: 2, nth: 5, weekday: 0 };
        assert_eq!(rule.in_year(2026), None);
        assert_eq!(rule.in_year(2044), "2044-02-29".parse().ok());
    }

    #[test]
    fn keys_tell_rules_apart() {
        let rules = [
            DayRule::Nth { month: 1, nth: 1, weekday: 1 },
            DayRule::Last { month: 1, weekday: 1 },
            DayRule::From { month: 1, day: 1, weekday: 1 },
            DayRule::Easter(1),
            DayRule::Easter(-1),
            DayRule::OrthodoxEaster(1),
        ];
        let keys: std::collections::BTreeSet<u64> = rules.iter().map(|rule| rule.key()).collect();
        assert_eq!(keys.len(), rules.len());
    }
}
