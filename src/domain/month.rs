//! A month of opening hours, day by day, as it will count.
//!
//! Rules:
//! 1. A month is shown in whole weeks from Monday on; its first and last week may hold days of its neighbours.
//! 2. A day with hours of its own is an extra opening where the week has none for it or it would be closed, half a day where
//!    it has at most six tenths of what the week has for it, and a day of other hours otherwise.
//! 3. Half of a day is its first span where it has several, else the first half of its one span, to the quarter of an hour.

use super::calendar::{DaySpan, Hours};
use super::moves::QUARTER;
use chrono::{Datelike, Days, Months, NaiveDate};

/// How a day is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Look<'a> {
    /// As the week says; nothing where it is not open on such a day.
    Usual(&'a [DaySpan]),
    /// Closed, with its name; empty for none.
    Closed(&'a str),
    /// Half a day.
    Half(&'a [DaySpan]),
    /// Open although it would not be.
    Extra(&'a [DaySpan]),
    /// At other hours.
    Other(&'a [DaySpan]),
}

/// How hours are open on a date (rule 2).
pub fn look(hours: &Hours, date: NaiveDate) -> Look<'_> {
    let week = usual(hours, date);
    let minutes = |spans: &[DaySpan]| spans.iter().map(|span| u32::from(span.minutes())).sum::<u32>();
    match (hours.overrides.get(&date), hours.closed_name(date)) {
        (Some(own), name) if own.is_empty() => Look::Closed(name.unwrap_or_default()),
        (Some(own), Some(_)) => Look::Extra(own),
        (Some(own), None) if minutes(week) == 0 => Look::Extra(own),
        (Some(own), None) if minutes(own) * 10 <= minutes(week) * 6 => Look::Half(own),
        (Some(own), None) => Look::Other(own),
        (None, Some(name)) => Look::Closed(name),
        (None, None) => Look::Usual(week),
    }
}

/// What the week has for a date.
pub fn usual(hours: &Hours, date: NaiveDate) -> &[DaySpan] {
    let weekday = date.weekday().num_days_from_monday() as usize;
    hours.week.0.get(weekday).map_or(&[], Vec::as_slice)
}

/// Half of such a day (rule 3); none of a day that is not open.
pub fn half(day: &[DaySpan]) -> Option<DaySpan> {
    let first = day.iter().min()?;
    if day.len() > 1 {
        return Some(*first);
    }
    let middle = first.from + first.minutes() / 2 / QUARTER * QUARTER;
    Some(DaySpan::new(first.from, middle.max(first.from + 1)))
}

/// The first day of the month so many months from that of a date.
pub fn month_of(date: NaiveDate, shift: i32) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    let by = Months::new(shift.unsigned_abs());
    let moved = if shift < 0 { first.checked_sub_months(by) } else { first.checked_add_months(by) };
    moved.unwrap_or(first)
}

/// The weeks of a month, given its first day (rule 1).
pub fn weeks(first: NaiveDate) -> Vec<[NaiveDate; 7]> {
    let back = Days::new(u64::from(first.weekday().num_days_from_monday()));
    let mut day = first.checked_sub_days(back).unwrap_or(first);
    let end = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let mut out = Vec::with_capacity(6);
    while day < end {
        let at = |n: usize| day.checked_add_days(Days::new(n as u64)).unwrap_or(day);
        out.push(std::array::from_fn(at));
        let next = at(7);
        if next <= day {
            break;
        }
        day = next;
    }
    out
}
