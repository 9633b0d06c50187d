//! Dates and times as native inputs hold them, and as people read them.

use crate::domain::calendar::DAY;
use crate::words::{DateStyle, time};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// A number with two digits at least: "08".
pub fn two(n: u32) -> String {
    let text = n.to_string();
    if n < 10 { ["0", &text].concat() } else { text }
}

/// Minutes of the day as a time input holds them: "09:00". The end of the day is the next one's 00:00.
pub fn write_time(minutes: u16) -> String {
    let minutes = u32::from(minutes % DAY);
    [two(minutes / 60), two(minutes % 60)].join(":")
}

/// What a time input holds, in minutes of the day; none where it is not filled in.
pub fn read_time(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let (hour, minute): (u16, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Minutes of the day as the language writes a time; the end of the day is "24:00".
pub fn time_words(minutes: u16) -> String {
    if minutes == DAY {
        return "24:00".to_owned();
    }
    let minutes = u32::from(minutes % DAY);
    let at = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or_default();
    time::date(NaiveDate::default().and_time(at), DateStyle::Time)
}

/// A date as a date input holds it: "2026-11-12".
pub fn write_date(date: NaiveDate) -> String {
    let mut year = date.year().to_string();
    while year.len() < 4 {
        year.insert(0, '0');
    }
    [year, two(date.month()), two(date.day())].join("-")
}

/// What a date input holds; none where it is not filled in.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

/// A wall-clock time as a `datetime-local` input holds it.
pub fn write_local(at: NaiveDateTime) -> String {
    let time = [two(at.hour()), two(at.minute())].join(":");
    [write_date(at.date()), time].join("T")
}

/// What a `datetime-local` input holds.
pub fn read_local(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('T')?;
    let minutes = u32::from(read_time(time)?);
    read_date(date)?.and_hms_opt(minutes / 60, minutes % 60, 0)
}
