//! The days on which two sides talk as a calendar file holds them. The expected dates were looked up in a calendar: the
//! 9th of November 2026 is a Monday, Christmas Day 2026 and New Year's Day 2027 are Fridays, the 31st of January 2027 and the
//! 28th of February 2027 are Sundays.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreed::Cadence;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::series::{Every, Series};
use inhouse::store::ics::{Entry, On, file};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Open Monday to Friday, closed on Christmas Day and New Year's Day.
fn office() -> Hours {
    let mut hours = Hours { week: Week::office(&[(540, 1_020)]), ..Hours::default() };
    hours.closed.insert(date("2026-12-25"), "Christmas Day".into());
    hours.closed.insert(date("2027-01-01"), "New Year’s Day".into());
    hours
}

fn text(series: Series) -> Vec<String> {
    let first = series.first;
    let entry = Entry {
        uid: "sales@people".into(),
        on: On::Day(first),
        name: "Look again".into(),
        text: "Both".into(),
        again: Some(series),
    };
    let written = date("2026-11-09").and_hms_opt(8, 0, 0).unwrap();
    file(&[entry], written).lines().map(str::to_owned).collect()
}

fn with<'a>(lines: &'a [String], begins: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(begins)).collect()
}

/// Every second week from Friday the 27th of November: the 11th and the 25th of December, the 8th of January and so on.
/// Christmas Day is a Friday: the check-in is on Monday the 28th instead, the same event on another day.
#[test]
fn check_ins_come_again_and_a_holiday_moves_one() {
    let cadence = Cadence { weeks: 2, months: 0 };
    let (from, today) = (date("2026-11-13"), date("2026-11-13"));
    let series = cadence.check_ins(from, today, &office()).unwrap();
    assert_eq!((series.first, series.every), (date("2026-11-27"), Every::Weeks(2)));
    assert_eq!(series.moved, [(date("2026-12-25"), date("2026-12-28"))]);
    let lines = text(series);
    assert_eq!(with(&lines, "RRULE:"), ["FREQ=WEEKLY;INTERVAL=2"]);
    assert_eq!(with(&lines, "UID:"), ["sales@people", "sales@people"]);
    assert_eq!(with(&lines, "DTSTART;VALUE=DATE:"), ["20261127", "20261228"]);
    assert_eq!(with(&lines, "RECURRENCE-ID;VALUE=DATE:"), ["20261225"]);
    // Seen some weeks later it is the same rhythm, from its next day on.
    let later = cadence.check_ins(from, date("2026-12-12"), &office()).unwrap();
    assert_eq!(
        (later.first, later.moved),
        (date("2026-12-25"), vec![(date("2026-12-25"), date("2026-12-28"))])
    );
    assert_eq!(Cadence { weeks: 0, months: 3 }.check_ins(from, today, &office()), None);
}

/// Every three months from the day both sides wrote down, Saturday the 30th of January 2027: that day stays as it is written.
/// Then the 30th of April (a Friday), July (a Friday), October (a Saturday, so Monday the 1st of November), and the 30th of
/// January 2028 (a Sunday, so Monday the 31st).
#[test]
fn reviews_come_again_from_the_day_that_was_agreed_on() {
    let cadence = Cadence { weeks: 0, months: 3 };
    let on = Some(date("2027-01-30"));
    let series = cadence.reviews(date("2026-11-09"), on, date("2026-11-09"), &office()).unwrap();
    assert_eq!((series.first, series.every), (date("2027-01-30"), Every::Months(3, 30)));
    let first = [
        (date("2027-10-30"), date("2027-11-01")),
        (date("2028-01-30"), date("2028-01-31")),
        (date("2028-04-30"), date("2028-05-01")),
        (date("2028-07-30"), date("2028-07-31")),
    ];
    assert_eq!(series.moved[..4], first);
    let lines = text(series);
    // A month without a 30th would be passed over otherwise.
    assert_eq!(with(&lines, "RRULE:"), ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"]);
    assert_eq!(with(&lines, "DTSTART;VALUE=DATE:")[..2], ["20270130", "20271101"]);
}

/// Without such a day they are counted from the day the version began: from the 31st of August every six months is the 28th
/// of February 2027, a Sunday, so Monday the 1st of March; the rule is the last day of the month.
#[test]
fn the_last_day_of_a_month_is_the_last_day_of_every_month() {
    let cadence = Cadence { weeks: 0, months: 6 };
    let series = cadence.reviews(date("2026-08-31"), None, date("2026-11-09"), &office()).unwrap();
    assert_eq!((series.first, series.every), (date("2027-02-28"), Every::Months(6, 31)));
    assert_eq!(series.moved[0], (date("2027-02-28"), date("2027-03-01")));
    let lines = text(series);
    assert_eq!(with(&lines, "RRULE:"), ["FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"]);
    // On a usual day no more than the step is needed.
    let plain = cadence.reviews(date("2026-08-17"), None, date("2026-11-09"), &office()).unwrap();
    assert_eq!(with(&text(plain), "RRULE:"), ["FREQ=MONTHLY;INTERVAL=6"]);
    assert_eq!(
        cadence.reviews(date("2026-08-17"), None, date("2026-11-09"), &Hours::default()).unwrap().moved,
        []
    );
}
