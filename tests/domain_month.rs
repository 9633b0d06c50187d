//! A month of opening hours, day by day.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::{Datelike, NaiveDate};
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::month::{Look, half, look, month_of, weeks};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Open from 9:00 to 12:30 and 13:30 to 17:00, seven hours; six tenths of that are 4 h 12.
#[test]
fn a_day_is_said_as_it_counts() {
    let mut hours = Hours::weekly(Week::office(&[(540, 750), (810, 1_020)]));
    hours.closed.insert(date("2026-11-11"), "Armistice".into());
    hours.closed.insert(date("2026-11-12"), "Fair".into());
    let own = [
        ("2026-11-12", vec![DaySpan::new(600, 720)]),
        ("2026-11-13", vec![DaySpan::new(540, 792)]),
        ("2026-11-16", vec![DaySpan::new(540, 793)]),
        ("2026-11-14", vec![DaySpan::new(600, 720)]),
        ("2026-11-17", Vec::new()),
    ];
    hours.overrides.extend(own.map(|(day, spans)| (date(day), spans)));
    let week = [DaySpan::new(540, 750), DaySpan::new(810, 1_020)];
    assert_eq!(look(&hours, date("2026-11-10")), Look::Usual(&week));
    assert_eq!(look(&hours, date("2026-11-15")), Look::Usual(&[]));
    assert_eq!(look(&hours, date("2026-11-11")), Look::Closed("Armistice"));
    assert_eq!(look(&hours, date("2026-11-17")), Look::Closed(""));
    assert_eq!(look(&hours, date("2026-11-12")), Look::Extra(&[DaySpan::new(600, 720)]), "a holiday");
    assert_eq!(look(&hours, date("2026-11-14")), Look::Extra(&[DaySpan::new(600, 720)]), "a Saturday");
    assert_eq!(look(&hours, date("2026-11-13")), Look::Half(&[DaySpan::new(540, 792)]), "4 h 12");
    assert_eq!(look(&hours, date("2026-11-16")), Look::Other(&[DaySpan::new(540, 793)]), "4 h 13");
}

/// The first span of several; the first half of one, down to the quarter: 8 h 30 from 9:00 come to 13:15.
#[test]
fn half_a_day_is_its_first_half() {
    assert_eq!(half(&[DaySpan::new(810, 1_020), DaySpan::new(540, 750)]), Some(DaySpan::new(540, 750)));
    assert_eq!(half(&[DaySpan::new(540, 1_050)]), Some(DaySpan::new(540, 795)));
    assert_eq!(half(&[DaySpan::new(540, 541)]), Some(DaySpan::new(540, 541)));
    assert_eq!(half(&[]), None);
}

/// November 2026 begins on a Sunday: six weeks from Monday 26 October to Sunday 6 December. February 2027 has four.
#[test]
fn a_month_is_whole_weeks() {
    let november = weeks(month_of(date("2026-11-23"), 0));
    assert_eq!(november.len(), 6);
    assert_eq!((november[0][0], november[5][6]), (date("2026-10-26"), date("2026-12-06")));
    assert_eq!(weeks(month_of(date("2026-11-23"), 3)).len(), 4);
    assert_eq!(month_of(date("2026-11-23"), 3), date("2027-02-01"));
    assert_eq!(month_of(date("2026-01-31"), -1), date("2025-12-01"));
    for shift in -30..30 {
        let first = month_of(date("2026-11-23"), shift);
        let all: Vec<NaiveDate> = weeks(first).into_iter().flatten().collect();
        let own = all.iter().filter(|day| day.month() == first.month()).count();
        assert!(own >= 28 && all.contains(&first) && all.len().is_multiple_of(7));
    }
    // At the end of what can be counted nothing goes round for ever.
    assert!(weeks(NaiveDate::MAX.with_day(1).unwrap()).len() <= 6);
}
