//! Zones and opening hours.
//!
//! Two second implementations that share no code with what they check: `chrono-tz` for zones, and a bitmap of
//! open minutes for opening hours. Expected times in the tables are published examples (the product is named)
//! or were worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bitmap.rs"]
mod bitmap;

use bitmap::*;
use chrono::{Days, NaiveDate, TimeDelta, TimeZone, Timelike};
use inhouse::domain::calendar::{DAY, DaySpan, Hours, HoursFault, OpenTime, SpanFault, Week};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;
use proptest::prelude::*;
use std::collections::BTreeMap;

// ---------------------------------------------------------------------------------------- zones

#[test]
fn zones_agree_with_the_tz_database_around_every_change() {
    for place in PLACES.iter() {
        for &change in &place.changes {
            for minute in (-200..200).step_by(5).chain([-1_500, -61, -31, -1, 1, 29, 59, 1_500]) {
                let at = change + minute * 60;
                let offset = zones::offset(place.tz, at);
                assert_eq!(place.table.offset_at(Moment(at * 1_000)), offset);
                let local = place.tz.timestamp_opt(at, 0).unwrap().naive_local();
                assert_eq!(place.table.to_local(Moment(at * 1_000)), local);
                // The wall clock around the change: what exists, what happens twice, what does not exist.
                let around = chrono::DateTime::from_timestamp(at + i64::from(offset), 0).unwrap().naive_utc();
                for local in [local, around, around + TimeDelta::minutes(90)] {
                    let found = place.table.from_local(local);
                    assert_eq!(found, Moment(instant(place.tz, local) * 1_000), "{} {local}", place.tz);
                }
            }
            // Each second of the last minute and the first.
            for second in -2..=2 {
                let at = Moment((change + second) * 1_000);
                assert_eq!(place.table.offset_at(at), zones::offset(place.tz, change + second));
            }
            let before = Moment(change * 1_000 - 1);
            let (at, from, to) = place.table.next_step_after(before).unwrap();
            assert_eq!(at, Moment(change * 1_000));
            assert_eq!((from, to), (zones::offset(place.tz, change - 1), zones::offset(place.tz, change)));
        }
    }
}

#[test]
fn the_gap_moves_forward_and_the_fold_means_its_first_time() {
    let berlin = &place("Europe/Berlin").table;
    // 2026-03-29: 02:00 CET becomes 03:00 CEST. 2026-10-25: 03:00 CEST becomes 02:00 CET.
    for (local, instant) in [
        ("2026-03-29 01:59", "2026-03-29 00:59"),
        ("2026-03-29 02:00", "2026-03-29 01:00"),
        ("2026-03-29 02:30", "2026-03-29 01:30"),
        ("2026-03-29 03:00", "2026-03-29 01:00"),
        ("2026-10-25 01:59", "2026-10-24 23:59"),
        ("2026-10-25 02:30", "2026-10-25 00:30"),
        ("2026-10-25 03:00", "2026-10-25 02:00"),
    ] {
        assert_eq!(berlin.from_local(wall(local)), utc(instant), "{local}");
    }
    assert_eq!(berlin.to_local(utc("2026-10-25 01:30")), wall("2026-10-25 02:30"));
    assert_eq!(
        berlin.next_step_after(utc("2026-03-29 01:00")),
        Some((utc("2026-10-25 01:00"), 7_200, 3_600))
    );
}

#[test]
fn zone_tables_put_themselves_in_order() {
    let steps =
        vec![(Moment(3_000), 7_200), (Moment(1_000), 3_600), (Moment(2_000), 3_600), (Moment(1_000), 0)];
    let zone = ZoneTable::new("Test/Odd", 0, steps);
    // The later word for the same moment holds; steps that change nothing are none.
    assert_eq!(zone.next_step_after(Moment(0)), Some((Moment(2_000), 0, 3_600)));
    assert_eq!(zone.next_step_after(Moment(2_000)), Some((Moment(3_000), 3_600, 7_200)));
    assert_eq!(zone.next_step_after(Moment(3_000)), None);
    assert_eq!(ZoneTable::utc().offset_at(Moment(5)), 0);
    assert_eq!(ZoneTable::utc().name(), "UTC");
    // Far moments are held at the edge instead of failing.
    assert_eq!(
        zone.to_local(Moment(i64::MAX)).date(),
        date("9999-12-31").checked_add_days(Days::new(1)).unwrap()
    );
}

#[test]
fn one_instant_has_a_label_in_each_zone() {
    let auckland = zones::zone("Pacific/Auckland");
    let open = office(&[("9:00", "17:00")]);
    let due = open.after(berlin("2026-11-20 16:00"), Span::hours(2)).unwrap();
    assert_eq!(place("Europe/Berlin").table.to_local(due), wall("2026-11-23 10:00"));
    assert_eq!(auckland.to_local(due), wall("2026-11-23 22:00"));
}

// ---------------------------------------------------------------------------------------- the week

#[test]
fn a_week_is_put_in_order_and_says_if_it_merged() {
    let mut week = Week::default();
    week.0[0] = vec![span("13:00", "17:00"), span("9:00", "12:00")];
    week.0[1] = vec![span("9:00", "12:00"), span("12:00", "17:00"), span("16:00", "18:00")];
    let (put, merged) = week.normalised();
    assert!(merged);
    assert_eq!(put.0[0], vec![span("9:00", "12:00"), span("13:00", "17:00")]);
    assert_eq!(put.0[1], vec![span("9:00", "18:00")]);
    assert_eq!(put.normalised(), (put.clone(), false));
    // A long span is not shortened by one inside it.
    week.0[1] = vec![span("9:00", "18:00"), span("10:00", "11:00")];
    assert_eq!(week.normalised().0.0[1], vec![span("9:00", "18:00")]);
}

#[test]
fn a_day_whose_spans_overlap_is_named() {
    let mut week = Week::default();
    // Monday: 9–13 and 12–17 share an hour. Tuesday: 9–12 and 12–17 touch. Friday 22:00 to Saturday 06:00, which Saturday
    // begins within; Sunday 20:00 to Monday 02:00 ends before anything of Monday.
    week.0[0] = vec![span("9:00", "13:00"), span("12:00", "17:00")];
    week.0[1] = vec![span("12:00", "17:00"), span("9:00", "12:00")];
    week.0[4] = vec![DaySpan::new(1_320, 1_800)];
    week.0[5] = vec![span("5:00", "9:00")];
    week.0[6] = vec![DaySpan::new(1_200, 1_560)];
    assert_eq!(week.overlapping(), [0, 5]);
    // A wide span over two small ones; a span whose end is missing its day covers nothing.
    week.0[1] = vec![span("9:00", "17:00"), span("10:00", "11:00"), span("12:00", "13:00")];
    week.0[2] = vec![DaySpan::new(600, 540), span("9:30", "11:00")];
    assert_eq!(week.overlapping(), [0, 1, 5]);
    assert!(Week::always().overlapping().is_empty());
    assert!(Week::default().overlapping().is_empty());
}

#[test]
fn minutes_a_week_count_every_minute_once() {
    assert_eq!(Week::always().minutes_a_week(), 10_080);
    assert_eq!(Week::office(&[(540, 720), (780, 1_020)]).minutes_a_week(), 5 * 420);
    let mut nights = Week::default();
    nights.0[6] = vec![span("22:00", "30:00")];
    nights.0[0] = vec![span("5:00", "7:00")];
    // Sunday 22:00 to Monday 06:00, then on to 07:00.
    assert_eq!(nights.minutes_a_week(), 9 * 60);
    assert_eq!(Week::default().minutes_a_week(), 0);
}

#[test]
fn hours_that_cannot_work_are_refused_with_the_place() {
    assert_eq!(Hours::default().check(), Err(HoursFault::NeverOpen));
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.week.0[2] = vec![span("22:00", "6:00")];
    let wrong = HoursFault::Week { day: 2, span: span("22:00", "6:00"), fault: SpanFault::EndNotAfterStart };
    assert_eq!(hours.check(), Err(wrong));
    // Overnight is asked for by adding a day to the end.
    hours.week.0[2] = vec![DaySpan::new(clock("22:00"), clock("6:00") + DAY)];
    assert_eq!(hours.check(), Ok(()));
    for (from, to, fault) in [
        (1_440, 1_500, SpanFault::StartOutOfRange),
        (0, 0, SpanFault::EndOutOfRange),
        (600, 2_881, SpanFault::EndOutOfRange),
        (600, 600, SpanFault::EndNotAfterStart),
    ] {
        let day = date("2026-12-24");
        let span = DaySpan::new(from, to);
        hours.overrides = BTreeMap::from([(day, vec![span])]);
        assert_eq!(hours.check(), Err(HoursFault::Override { date: day, span, fault }));
    }
    // One opening on one date is enough to be open at all; overrides that only close are not.
    let mut once = Hours::default();
    once.overrides.insert(date("2026-12-05"), vec![]);
    assert_eq!(once.check(), Err(HoursFault::NeverOpen));
    once.overrides.insert(date("2026-12-06"), vec![DaySpan::WHOLE_DAY]);
    assert_eq!(once.check(), Ok(()));
}

#[test]
fn hours_that_never_open_answer_at_once() {
    let open = OpenTime::compile(
        &Hours::default(),
        &ZoneTable::utc(),
        utc("2020-01-01 00:00"),
        utc("2040-01-01 00:00"),
    );
    let at = utc("2026-11-22 10:00");
    assert!(open.never_open());
    assert_eq!(open.after(at, Span::minutes(1)), None);
    assert_eq!(open.before(at, Span::minutes(1)), None);
    assert_eq!(open.elapsed(at, utc("2039-01-01 00:00")), Span::ZERO);
    assert_eq!((open.next_opening(at), open.next_closing(at), open.is_open(at)), (None, None, false));
}

// ---------------------------------------------------------------------------------------- open time

/// Spans of the day, from, minutes of open time, expected; Berlin time.
type Sum = (&'static [(&'static str, &'static str)], &'static str, i64, &'static str);

const ADDED: [Sum; 19] = [
    // A weekend, and the weekends on which Europe's clocks go back and forward.
    (&[("9:00", "17:00")], "2026-11-20 16:50", 30, "2026-11-23 09:20"),
    (&[("9:00", "17:00")], "2026-10-23 16:50", 30, "2026-10-26 09:20"),
    (&[("9:00", "17:00")], "2026-03-27 16:50", 30, "2026-03-30 09:20"),
    // FreeITSM: raised 16:30, one hour, the office closes at 17:00 and opens at 09:00.
    (&[("9:00", "17:00")], "2026-11-17 16:30", 60, "2026-11-18 09:30"),
    // Used up exactly at closing is closing, also across a lunch break; one minute more is not.
    (&[("9:00", "17:00")], "2026-11-20 15:00", 120, "2026-11-20 17:00"),
    (&[("9:00", "12:00"), ("13:00", "17:00")], "2026-11-20 09:00", 180, "2026-11-20 12:00"),
    (&[("9:00", "12:00"), ("13:00", "17:00")], "2026-11-20 09:00", 181, "2026-11-20 13:01"),
    // Started while closed; two days of eight hours (Zammad: 16 h are two working days).
    (&[("9:00", "17:00")], "2026-11-21 11:00", 16 * 60, "2026-11-24 17:00"),
    // GLPI: Monday to Friday 08:00-18:00, four hours.
    (&[("8:00", "18:00")], "2026-01-12 10:00", 240, "2026-01-12 14:00"),
    (&[("8:00", "18:00")], "2026-01-12 17:00", 240, "2026-01-13 11:00"),
    // GLPI: adding within a day of one span and within one of two.
    (&[("9:00", "18:00")], "2026-01-12 10:00", 120, "2026-01-12 12:00"),
    (&[("9:00", "18:00")], "2026-01-12 09:00", 540, "2026-01-12 18:00"),
    (&[("8:00", "12:00"), ("14:00", "18:00")], "2026-01-13 10:00", 300, "2026-01-13 17:00"),
    (&[("8:00", "12:00"), ("14:00", "18:00")], "2026-01-13 07:00", 180, "2026-01-13 11:00"),
    (&[("8:00", "12:00"), ("14:00", "18:00")], "2026-01-13 13:00", 120, "2026-01-13 16:00"),
    // Zammad: Europe/Berlin 09:00-17:00, raised 2013-03-21 09:30 UTC, 60, 180 and 240 minutes.
    (&[("9:00", "17:00")], "2013-03-21 10:30", 60, "2013-03-21 11:30"),
    (&[("9:00", "17:00")], "2013-03-21 10:30", 180, "2013-03-21 13:30"),
    (&[("9:00", "17:00")], "2013-03-21 10:30", 240, "2013-03-21 14:30"),
    // No amount changes nothing, open or not.
    (&[("9:00", "17:00")], "2026-11-21 11:00", 0, "2026-11-21 11:00"),
];

#[test]
fn open_time_added() {
    for (day, from, minutes, expected) in ADDED {
        let open = office(day);
        let found = open.after(berlin(from), Span::minutes(minutes));
        assert_eq!(found, Some(berlin(expected)), "{day:?} {from} + {minutes}");
        assert_eq!(open.elapsed(berlin(from), berlin(expected)), Span::minutes(minutes));
    }
}

const TAKEN: [Sum; 9] = [
    // Eight working hours before Friday 08:46, with days of ten and a half.
    (&[("8:00", "18:30")], "2026-11-20 08:46", 480, "2026-11-19 11:16"),
    // GLPI: an hour before deadlines on Monday 14:00 and Tuesday 11:00.
    (&[("8:00", "18:00")], "2026-01-12 14:00", 60, "2026-01-12 13:00"),
    (&[("8:00", "18:00")], "2026-01-13 11:00", 60, "2026-01-13 10:00"),
    // GLPI: taking within a day of one span and within one of two.
    (&[("9:00", "18:00")], "2026-01-12 15:00", 120, "2026-01-12 13:00"),
    (&[("9:00", "18:00")], "2026-01-12 18:00", 540, "2026-01-12 09:00"),
    (&[("8:00", "12:00"), ("14:00", "18:00")], "2026-01-13 17:00", 300, "2026-01-13 10:00"),
    (&[("9:00", "18:00")], "2026-01-12 19:00", 180, "2026-01-12 15:00"),
    (&[("8:00", "12:00"), ("14:00", "18:00")], "2026-01-13 13:00", 120, "2026-01-13 10:00"),
    (&[("9:00", "18:00")], "2026-01-12 12:00", 0, "2026-01-12 12:00"),
];

#[test]
fn open_time_taken() {
    for (day, from, minutes, expected) in TAKEN {
        let found = office(day).before(berlin(from), Span::minutes(minutes));
        assert_eq!(found, Some(berlin(expected)), "{day:?} {from} - {minutes}");
    }
}

#[test]
fn open_time_between() {
    // GLPI's default calendar, Monday to Friday 08:00-20:00.
    let open = office(&[("8:00", "20:00")]);
    for (from, to, hours) in [
        ("2019-01-01 07:00", "2019-01-01 09:00", 1),
        ("2019-01-01 06:00", "2019-01-01 07:00", 0),
        ("2019-01-01 00:00", "2019-01-08 00:00", 60),
        ("2019-01-08 00:00", "2019-01-01 00:00", 0),
    ] {
        assert_eq!(open.elapsed(berlin(from), berlin(to)), Span::hours(hours), "{from} {to}");
    }
    for (at, is_open) in [
        ("2019-01-01 00:00", false),
        ("2019-01-02 08:30", true),
        ("2019-01-03 18:10", true),
        ("2019-01-04 21:00", false),
        ("2019-01-05 08:30", false),
        ("2019-01-06 00:00", false),
        // Half open.
        ("2019-01-04 08:00", true),
        ("2019-01-04 20:00", false),
    ] {
        assert_eq!(open.is_open(berlin(at)), is_open, "{at}");
    }
}

#[test]
fn openings_and_closings_are_strictly_later() {
    let open = office(&[("9:00", "12:00"), ("13:00", "17:00")]);
    for (at, opening, closing) in [
        ("2026-11-20 08:00", "2026-11-20 09:00", "2026-11-20 12:00"),
        ("2026-11-20 09:00", "2026-11-20 13:00", "2026-11-20 12:00"),
        ("2026-11-20 12:00", "2026-11-20 13:00", "2026-11-20 17:00"),
        ("2026-11-20 17:00", "2026-11-23 09:00", "2026-11-23 12:00"),
    ] {
        assert_eq!(open.next_opening(berlin(at)), Some(berlin(opening)), "{at}");
        assert_eq!(open.next_closing(berlin(at)), Some(berlin(closing)), "{at}");
    }
    let spans: Vec<_> = open.spans_between(berlin("2026-11-20 10:00"), berlin("2026-11-23 09:30")).collect();
    assert_eq!(
        spans,
        [
            (berlin("2026-11-20 10:00"), berlin("2026-11-20 12:00")),
            (berlin("2026-11-20 13:00"), berlin("2026-11-20 17:00")),
            (berlin("2026-11-23 09:00"), berlin("2026-11-23 09:30")),
        ]
    );
    assert_eq!(open.spans_between(berlin("2026-11-20 17:00"), berlin("2026-11-23 09:00")).count(), 0);
}

#[test]
fn around_the_clock_no_instant_is_lost() {
    // The week of whole days in a zone that moves at midnight, across both changes: Santiago's clocks go
    // from 24:00 back to 23:00 in April and from 24:00 forward to 01:00 in September.
    for zone in ["America/Santiago", "Europe/Berlin", "America/Havana"] {
        let open = compile(&Hours::weekly(Week::always()), zone);
        let (from, to) = (utc("2023-01-01 00:00"), utc("2024-01-01 00:00"));
        assert_eq!(open.elapsed(from, to), Span::days(365));
        assert_eq!(open.spans_between(from, to).count(), 1);
        assert_eq!(open.next_closing(from), None);
        assert_eq!(open.after(from, Span::days(300)), Some(from + Span::days(300)));
    }
    // A day that ends at 23:59 is not a whole day: one minute a day is closed.
    let hours = Hours::weekly(Week(std::array::from_fn(|_| vec![span("0:00", "23:59")])));
    let short = compile(&hours, "Europe/Berlin");
    assert_eq!(
        short.elapsed(berlin("2026-11-16 00:00"), berlin("2026-11-23 00:00")),
        Span::minutes(7 * 1_439)
    );
}

#[test]
fn spans_follow_the_clock_change() {
    let mut hours = Hours::weekly(Week::default());
    hours.week.0[6] = vec![span("0:00", "24:00")];
    let sundays = compile(&hours, "Europe/Berlin");
    assert_eq!(sundays.elapsed(utc("2026-03-28 12:00"), utc("2026-03-30 12:00")), Span::hours(23));
    assert_eq!(sundays.elapsed(utc("2026-10-24 12:00"), utc("2026-10-26 12:00")), Span::hours(25));

    let on_sunday = |from, to| {
        let mut hours = Hours::weekly(Week::default());
        hours.week.0[6] = vec![span(from, to)];
        compile(&hours, "Europe/Berlin")
    };
    let on = |open: &OpenTime, day: &str| {
        let from = utc(&format!("{day} 00:00")) - Span::hours(3);
        open.spans_between(from, from + Span::hours(24)).collect::<Vec<_>>()
    };
    // Opening at 02:30, which the spring Sunday does not have: 03:30. It closes at 05:00 as ever.
    let spring = on(&on_sunday("2:30", "5:00"), "2026-03-29");
    assert_eq!(spring, [(utc("2026-03-29 01:30"), utc("2026-03-29 03:00"))]);
    // Wholly within the gap: an hour later by the clock on the wall.
    let inside = on(&on_sunday("2:15", "2:45"), "2026-03-29");
    assert_eq!(inside, [(utc("2026-03-29 01:15"), utc("2026-03-29 01:45"))]);
    // Opening in the gap after the closing: nothing is left.
    assert_eq!(on(&on_sunday("2:30", "3:15"), "2026-03-29"), []);
    // Twice 02:30 on the autumn Sunday: the first opens, and the first closes.
    let opening = on(&on_sunday("2:30", "5:00"), "2026-10-25");
    assert_eq!(opening, [(utc("2026-10-25 00:30"), utc("2026-10-25 04:00"))]);
    let closing = on(&on_sunday("1:00", "2:30"), "2026-10-25");
    assert_eq!(closing, [(utc("2026-10-24 23:00"), utc("2026-10-25 00:30"))]);
}

#[test]
fn an_opening_moved_by_the_gap_does_not_upset_the_order() {
    // 02:30-02:50 becomes 03:30-03:50, behind 03:00-03:20.
    let mut hours = Hours::weekly(Week::default());
    hours.week.0[6] = vec![span("2:30", "2:50"), span("3:00", "3:20"), span("4:00", "5:00")];
    let open = compile(&hours, "Europe/Berlin");
    let day: Vec<_> = open.spans_between(utc("2026-03-29 00:00"), utc("2026-03-29 12:00")).collect();
    assert_eq!(
        day,
        [
            (utc("2026-03-29 01:00"), utc("2026-03-29 01:20")),
            (utc("2026-03-29 01:30"), utc("2026-03-29 01:50")),
            (utc("2026-03-29 02:00"), utc("2026-03-29 03:00")),
        ]
    );
    assert_eq!(open.elapsed(utc("2026-03-29 00:00"), utc("2026-03-29 12:00")), Span::minutes(100));
}

#[test]
fn a_night_belongs_to_the_day_it_starts_on() {
    let mut hours = Hours::weekly(Week(std::array::from_fn(|_| vec![span("22:00", "30:00")])));
    hours.closed.insert(date("2026-12-25"), "Christmas Day".to_owned());
    let open = compile(&hours, "Europe/Berlin");
    // The night of the 24th keeps its tail on the closed day; the night of the 25th is gone.
    assert!(open.is_open(berlin("2026-12-25 05:59")));
    assert!(!open.is_open(berlin("2026-12-25 22:30")));
    assert!(!open.is_open(berlin("2026-12-26 05:00")));
    assert_eq!(open.next_opening(berlin("2026-12-25 06:00")), Some(berlin("2026-12-26 22:00")));
}

#[test]
fn a_night_span_touching_the_next_day_is_one_span() {
    let mut hours = Hours::weekly(Week::default());
    hours.week.0[0] = vec![span("20:00", "24:00")];
    hours.week.0[1] = vec![span("0:00", "8:00")];
    let open = compile(&hours, "Europe/Berlin");
    assert_eq!(open.next_closing(berlin("2026-11-23 21:00")), Some(berlin("2026-11-24 08:00")));
    // Overlapping nights count once.
    hours.week.0[0] = vec![span("20:00", "26:00")];
    let open = compile(&hours, "Europe/Berlin");
    let (monday, wednesday) = (berlin("2026-11-23 00:00"), berlin("2026-11-25 00:00"));
    assert_eq!(open.elapsed(monday, wednesday), Span::hours(12));
}

#[test]
fn dated_hours_win_over_closed_days_and_the_week() {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.closed.insert(date("2026-12-24"), "Christmas Eve".to_owned());
    hours.closed.insert(date("2026-12-25"), "Christmas Day".to_owned());
    hours.overrides.insert(date("2026-12-24"), vec![span("9:00", "12:00")]);
    hours.overrides.insert(date("2026-12-26"), vec![span("10:00", "14:00")]);
    hours.overrides.insert(date("2026-12-28"), vec![]);
    let open = compile(&hours, "Europe/Berlin");
    let hours_on = |day: &str| {
        let from = berlin(&format!("{day} 00:00"));
        open.elapsed(from, from + Span::hours(24)).0 / 3_600_000
    };
    let found =
        ["2026-12-23", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28"].map(hours_on);
    assert_eq!(found, [8, 3, 0, 4, 0, 0]);
}

#[test]
fn a_date_that_never_was_has_no_hours() {
    // Samoa went from Thursday 29 to Saturday 31 December 2011: no Friday.
    let open = compile(&Hours::weekly(Week::office(&[(540, 1_020)])), "Pacific/Apia");
    let zone = &place("Pacific/Apia").table;
    let thursday = zone.from_local(wall("2011-12-29 17:00"));
    assert_eq!(zone.to_local(open.next_opening(thursday).unwrap()), wall("2012-01-02 09:00"));
    assert_eq!(zone.to_local(thursday + Span::hours(7)), wall("2011-12-31 00:00"));
    // Thursday's night shift ends at 06:00, whatever the morning is called.
    let mut nights = Hours::weekly(Week::default());
    nights.week.0[3] = vec![span("22:00", "30:00")];
    let open = compile(&nights, "Pacific/Apia");
    assert_eq!(open.elapsed(thursday, thursday + Span::days(2)), Span::hours(8));
    // Also in a table that begins in that night.
    let late = OpenTime::compile(&nights, zone, thursday + Span::hours(9), thursday + Span::days(2));
    assert_eq!(late.next_closing(thursday + Span::hours(10)), Some(thursday + Span::hours(13)));
}

#[test]
fn an_opening_before_clocks_go_back_across_midnight() {
    // Newfoundland, 7 November 2010: at 00:01 on Sunday it was 23:01 on Saturday again. Sunday's first 00:00
    // has been, so it is open, also for a table that ends while the clock says Saturday.
    let mut hours = Hours::weekly(Week::default());
    hours.week.0[6] = vec![span("0:00", "8:00")];
    let zone = &place("America/St_Johns").table;
    let midnight = utc("2010-11-07 02:30");
    assert_eq!(zone.to_local(midnight), wall("2010-11-07 00:00"));
    assert_eq!(zone.to_local(midnight + Span::minutes(30)), wall("2010-11-06 23:30"));
    let open = OpenTime::compile(&hours, zone, midnight - Span::hours(5), midnight + Span::minutes(30));
    assert_eq!(open.elapsed(midnight - Span::hours(5), midnight + Span::minutes(30)), Span::minutes(30));
}

#[test]
fn the_table_knows_its_edges() {
    let hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    let (from, to) = (berlin("2026-11-16 10:00"), berlin("2026-11-20 16:00"));
    let open = OpenTime::compile(&hours, &place("Europe/Berlin").table, from, to);
    assert_eq!(open.range(), (from, to));
    assert!(open.covers(from, to) && open.covers(from + Span::hours(1), from));
    assert!(!open.covers(from - Span(1), to) && !open.covers(from, to + Span(1)));
    // 7 + 8 + 8 + 8 + 7 hours.
    assert_eq!(open.elapsed(Moment::MIN, Moment::MAX), Span::hours(38));
    assert_eq!(open.after(from, Span::hours(38)), Some(to));
    assert_eq!(open.after(from, Span(38 * 3_600_000 + 1)), None);
    assert_eq!(open.after(from - Span(1), Span(1)), None);
    assert_eq!(open.before(to, Span::hours(38)), Some(from));
    assert_eq!(open.before(to, Span(38 * 3_600_000 + 1)), None);
    assert_eq!(open.before(to + Span(1), Span(1)), None);
    // The table ends within opening hours: that is no closing.
    assert_eq!(open.next_closing(berlin("2026-11-20 12:00")), None);
    assert_eq!(open.next_opening(from - Span(1)), None);
    assert_eq!(open.next_opening(to), None);
    // It ends with the opening hours: that is one.
    let closing = berlin("2026-11-20 17:00");
    let week = OpenTime::compile(&hours, &place("Europe/Berlin").table, from, closing);
    assert_eq!(week.next_closing(berlin("2026-11-20 12:00")), Some(closing));
    // All of a table whose length is a power of two.
    let long =
        OpenTime::compile(&Hours::weekly(Week::always()), &ZoneTable::utc(), Moment(0), Moment(1 << 27));
    assert_eq!(long.after(Moment(0), Span(1 << 27)), Some(Moment(1 << 27)));
    assert_eq!(long.before(Moment(1 << 27), Span(1 << 27)), Some(Moment(0)));
    // Backwards ranges and moments beyond civil time are harmless.
    let none = OpenTime::compile(&hours, &ZoneTable::utc(), to, from);
    assert!(none.never_open());
    let odd = OpenTime::compile(&hours, &ZoneTable::utc(), Moment(i64::MAX), Moment(i64::MAX));
    assert_eq!(odd.elapsed(Moment(i64::MIN), Moment(i64::MAX)), Span::ZERO);
}

// ------------------------------------------------------- open time, beside the bitmap

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn open_time_agrees_with_the_bitmap(
        (zone, start) in whereabouts(),
        parts in some_hours(),
        a in 0..MINUTES, b in 0..MINUTES, amount in 0..3_000usize,
    ) {
        let tz = PLACES[zone].tz;
        let hours = hours_at(parts, tz, start);
        let minutes = Minutes::new(&hours, tz, start, DAYS);
        let open = table(&hours, zone, start);
        let (from, to) = (minutes.moment(a), minutes.moment(b));
        prop_assert_eq!(open.elapsed(from, to), minutes.elapsed(a, b));
        prop_assert_eq!(open.is_open(from), minutes.open[a]);
        let moment = |minute: Option<usize>| minute.map(|m| minutes.moment(m));
        let added = Span::minutes(amount as i64);
        prop_assert_eq!(open.after(from, added), moment(minutes.after(a, amount)));
        prop_assert_eq!(open.before(from, added), moment(minutes.before(a, amount)));
        let edge = |opens: bool| {
            (a + 1..MINUTES).find(|&m| minutes.open[m] == opens && minutes.open[m - 1] != opens)
        };
        prop_assert_eq!(open.next_opening(from), moment(edge(true)));
        // A closing at the very end of the table is known only if the hours end there.
        if let Some(closing) = edge(false) {
            prop_assert_eq!(open.next_closing(from), Some(minutes.moment(closing)));
        }
        let spans: i64 = open.spans_between(from, to).map(|(open, close)| close.since(open).0).sum();
        prop_assert_eq!(Span(spans), minutes.elapsed(a, b));
    }

    /// To the millisecond, not the minute.
    #[test]
    fn open_time_is_additive_and_adding_undoes_counting(
        (zone, start) in whereabouts(),
        parts in some_hours(),
        mut at in prop::array::uniform3(0..DAYS * 86_400_000),
        amount in 1..200_000_000i64,
    ) {
        at.sort_unstable();
        let hours = hours_at(parts, PLACES[zone].tz, start);
        let open = table(&hours, zone, start);
        let [a, b, c] = at.map(|ms| Moment(start * 1_000 + ms));
        prop_assert_eq!(open.elapsed(a, c), open.elapsed(a, b) + open.elapsed(b, c));
        prop_assert_eq!(open.elapsed(c, a), Span::ZERO);
        let amount = Span(amount);
        if let Some(then) = open.after(a, amount) {
            prop_assert_eq!(open.elapsed(a, then), amount);
            // Not a millisecond earlier, and not beyond a closing.
            prop_assert_eq!(open.elapsed(a, then - Span(1)), amount - Span(1));
            let back = open.before(then, amount).unwrap();
            prop_assert!(back >= a);
            prop_assert_eq!(open.elapsed(a, back), Span::ZERO);
        } else {
            prop_assert!(open.elapsed(a, open.range().1) < amount);
        }
        if let Some(then) = open.before(c, amount) {
            prop_assert_eq!(open.elapsed(then, c), amount);
            prop_assert_eq!(open.elapsed(then + Span(1), c), amount - Span(1));
        } else {
            prop_assert!(open.elapsed(open.range().0, c) < amount);
        }
    }

    /// A smaller table gives the same answers within its range.
    #[test]
    fn the_range_of_the_table_does_not_matter(
        (zone, start) in whereabouts(),
        parts in some_hours(),
        mut at in prop::array::uniform4(0..DAYS * 86_400_000),
        amount in 1..100_000_000i64,
    ) {
        at.sort_unstable();
        let hours = hours_at(parts, PLACES[zone].tz, start);
        let large = table(&hours, zone, start);
        let [from, a, b, to] = at.map(|ms| Moment(start * 1_000 + ms));
        let small = OpenTime::compile(&hours, &PLACES[zone].table, from, to);
        prop_assert_eq!(small.elapsed(a, b), large.elapsed(a, b));
        prop_assert_eq!(small.is_open(a), large.is_open(a) && a < to);
        for (small, large) in [
            (small.after(a, Span(amount)), large.after(a, Span(amount)).filter(|&m| m <= to)),
            (small.next_opening(a), large.next_opening(a).filter(|&m| m < to)),
        ] {
            prop_assert_eq!(small, large);
        }
    }
}

/// Wherever no border falls into an hour that is skipped or repeated, being open is being within the hours
/// by the clock on the wall, minute by minute.
#[test]
fn being_open_is_what_the_clock_on_the_wall_says() {
    let mut hours = Hours::weekly(Week::office(&[(480, 720), (780, 1_080)]));
    hours.week.0[4].push(span("20:00", "28:00"));
    hours.week.0[5] = vec![span("0:00", "24:00")];
    hours.week.0[6] = vec![span("0:00", "1:00"), span("22:00", "31:00")];
    hours.closed.insert(date("2018-11-02"), "All Souls".to_owned());
    let odd = ["Pacific/Apia", "America/St_Johns"];
    for place in PLACES.iter().filter(|place| !odd.contains(&place.table.name())) {
        let open = compile(&hours, place.table.name());
        for &change in place.changes.iter().filter(|&&c| (1_400_000_000..1_900_000_000).contains(&c)) {
            for minute in (-3 * 1_440..3 * 1_440).step_by(15) {
                let at = change - change % 60 + minute * 60;
                let local = place.tz.timestamp_opt(at, 0).unwrap().naive_local();
                let minute = (local.hour() * 60 + local.minute()) as u16;
                let today = hours.spans_on(local.date());
                let yesterday = hours.spans_on(local.date() - Days::new(1));
                let expected = today.iter().any(|s| s.from <= minute && minute < s.to)
                    || yesterday.iter().any(|s| s.from <= minute + DAY && minute + DAY < s.to);
                assert_eq!(open.is_open(Moment(at * 1_000)), expected, "{} {local}", place.tz);
            }
        }
    }
}

#[test]
fn a_yearly_holiday_closes_its_day_in_every_year_and_an_opening_of_that_date_wins() {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.yearly.insert((12, 25), "Christmas Day".to_owned());
    let friday = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    let saturday = NaiveDate::from_ymd_opt(2027, 12, 25).unwrap();
    let wednesday = NaiveDate::from_ymd_opt(2024, 12, 25).unwrap();
    assert!(
        hours.spans_on(friday).is_empty()
            && hours.spans_on(saturday).is_empty()
            && hours.spans_on(wednesday).is_empty()
    );
    assert_eq!(hours.spans_on(friday.succ_opt().unwrap().succ_opt().unwrap().succ_opt().unwrap()).len(), 1);
    hours.overrides.insert(friday, vec![DaySpan::new(540, 720)]);
    assert_eq!(hours.spans_on(friday), [DaySpan::new(540, 720)]);
}
