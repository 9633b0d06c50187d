//! Zones, opening hours and clocks.
//!
//! Three second implementations, written for these tests and sharing no code with what they check:
//! `chrono-tz` for zones; a bitmap of open minutes, its borders placed by `chrono-tz`, for opening hours;
//! and a clock that counts minute by minute on that bitmap. Expected times in the tables are published
//! examples (the product is named) or were worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/zones.rs"]
mod zones;

use chrono::{Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use inhouse::domain::calendar::{DAY, DaySpan, Hours, HoursFault, OpenTime, SpanFault, Week};
use inhouse::domain::clock::{
    Basis, ClockKind, ClockState, Course, End, PauseSpan, Reading, RequestState, Target, TargetFault,
    Verdict, aggregate, read, read_first_resolution, verdict,
};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Both directions of clock change, in Europe, America, Australia and New Zealand's neighbourhood; zones
/// that switch at midnight; half an hour; a change around Ramadan; a day skipped; none at all.
const ZONES: [&str; 14] = [
    "Europe/Berlin",
    "Europe/Rome",
    "America/New_York",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Asia/Tehran",
    "America/Santiago",
    "Asia/Beirut",
    "America/Havana",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kolkata",
];

struct Place {
    tz: Tz,
    table: ZoneTable,
    changes: Vec<i64>,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let place = |name: &&str| {
        let tz: Tz = name.parse().unwrap();
        Place { tz, table: zones::zone(name), changes: zones::changes(tz) }
    };
    ZONES.iter().map(place).collect()
});

fn place(name: &str) -> &'static Place {
    PLACES.iter().find(|place| place.table.name() == name).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// An instant from UTC.
fn utc(text: &str) -> Moment {
    Moment(wall(text).and_utc().timestamp_millis())
}

/// An instant from Berlin wall-clock time, by `chrono-tz`, which must know exactly one.
fn berlin(text: &str) -> Moment {
    let at = chrono_tz::Europe::Berlin.from_local_datetime(&wall(text)).single().unwrap();
    Moment(at.timestamp_millis())
}

/// Minutes of the day from "9:00" or, on the next day, "30:00".
fn clock(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

fn span(from: &str, to: &str) -> DaySpan {
    DaySpan::new(clock(from), clock(to))
}

/// Monday to Friday, in Berlin, for the years around the examples.
fn office(spans: &[(&str, &str)]) -> OpenTime {
    let spans: Vec<_> = spans.iter().map(|(from, to)| (clock(from), clock(to))).collect();
    compile(&Hours::weekly(Week::office(&spans)), "Europe/Berlin")
}

fn compile(hours: &Hours, zone: &str) -> OpenTime {
    assert_eq!(hours.check(), Ok(()));
    OpenTime::compile(hours, &place(zone).table, utc("2010-01-01 00:00"), utc("2031-01-01 00:00"))
}

// ---------------------------------------------------------------------------------------- zones

/// The instant of a wall-clock time by `chrono-tz`: in a gap, counted on from the last minute that exists.
fn instant(tz: Tz, local: NaiveDateTime) -> i64 {
    let mut back = 0;
    loop {
        match tz.from_local_datetime(&(local - TimeDelta::minutes(back))) {
            LocalResult::Single(at) => return at.timestamp() + back * 60,
            LocalResult::Ambiguous(first, _) if back == 0 => return first.timestamp(),
            LocalResult::Ambiguous(_, last) => return last.timestamp() + back * 60,
            LocalResult::None => back += 1,
        }
    }
}

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

// ----------------------------------------------------------------- open time, a second implementation

/// Every minute from a start on, open or not; borders placed by `chrono-tz`.
struct Minutes {
    start: i64,
    open: Vec<bool>,
}

impl Minutes {
    fn new(hours: &Hours, tz: Tz, start: i64, days: i64) -> Minutes {
        let mut minutes = Minutes { start, open: vec![false; (days * 1_440) as usize] };
        let first = tz.timestamp_opt(start, 0).unwrap().date_naive() - Days::new(4);
        for date in first.iter_days().take(days as usize + 8) {
            let midnight = date.and_hms_opt(0, 0, 0).unwrap();
            let exists = (0..1_440)
                .any(|m| tz.from_local_datetime(&(midnight + TimeDelta::minutes(m))) != LocalResult::None);
            let week = &hours.week.0[date.weekday().number_from_monday() as usize - 1];
            let spans = match (hours.overrides.get(&date), hours.closed.contains_key(&date)) {
                _ if !exists => &[],
                (Some(own), _) => own.as_slice(),
                (None, true) => &[],
                (None, false) => week.as_slice(),
            };
            for span in spans {
                let border = |m: u16| instant(tz, midnight + TimeDelta::minutes(i64::from(m)));
                let (from, to) = (border(span.from), border(span.to));
                for minute in (from - start) / 60..(to - start).div_euclid(60) {
                    if let Some(bit) = usize::try_from(minute).ok().and_then(|m| minutes.open.get_mut(m)) {
                        *bit = true;
                    }
                }
            }
        }
        minutes
    }

    fn moment(&self, minute: usize) -> Moment {
        Moment((self.start + minute as i64 * 60) * 1_000)
    }

    fn elapsed(&self, from: usize, to: usize) -> Span {
        Span::minutes(self.open[from..to.max(from)].iter().filter(|&&open| open).count() as i64)
    }

    fn after(&self, from: usize, minutes: usize) -> Option<usize> {
        if minutes == 0 {
            return Some(from);
        }
        let open = (from..self.open.len()).filter(|&m| self.open[m]);
        open.take(minutes).nth(minutes - 1).map(|m| m + 1)
    }

    fn before(&self, from: usize, minutes: usize) -> Option<usize> {
        if minutes == 0 {
            return Some(from);
        }
        (0..from).rev().filter(|&m| self.open[m]).nth(minutes - 1)
    }
}

/// Days of the bitmap.
const DAYS: i64 = 12;

fn day_span() -> impl Strategy<Value = DaySpan> {
    // Often on the hour, often within the hours in which clocks change, sometimes past midnight.
    let from = prop_oneof![(0u16..24).prop_map(|h| h * 60), 0u16..240, 0u16..1_440, Just(0)];
    let length = prop_oneof![(1u16..13).prop_map(|h| h * 60), 1u16..90, 1u16..1_440, Just(1_440)];
    (from, length).prop_map(|(from, length)| DaySpan::new(from, (from + length).min(2_880)))
}

fn day() -> impl Strategy<Value = Vec<DaySpan>> {
    prop::collection::vec(day_span(), 0..3)
}

/// A zone, and a start near one of its changes (or anywhere, for a zone without).
fn whereabouts() -> impl Strategy<Value = (usize, i64)> {
    (0..ZONES.len(), any::<prop::sample::Index>(), -7 * 1_440..2_880i64).prop_map(|(zone, index, shift)| {
        let changes = &PLACES[zone].changes;
        let near = if changes.is_empty() { 1_700_000_000 } else { *index.get(changes) };
        (zone, near - near.rem_euclid(60) + shift * 60)
    })
}

prop_compose! {
    fn some_hours()(week in prop::array::uniform7(day()), closed in 0..9u64, special in 0..9u64, own in day())
        -> (Week, u64, u64, Vec<DaySpan>) {
        (Week(week), closed, special, own)
    }
}

/// Hours with a closed day and a special day within the bitmap.
fn hours_at(parts: (Week, u64, u64, Vec<DaySpan>), tz: Tz, start: i64) -> Hours {
    let (week, closed, special, own) = parts;
    let first = tz.timestamp_opt(start, 0).unwrap().date_naive();
    let mut hours = Hours::weekly(week);
    hours.closed.insert(first + Days::new(closed), "Holiday".to_owned());
    hours.overrides.insert(first + Days::new(special), own);
    hours
}

fn table(hours: &Hours, zone: usize, start: i64) -> OpenTime {
    let (from, to) = (Moment(start * 1_000), Moment((start + DAYS * 86_400) * 1_000));
    OpenTime::compile(hours, &PLACES[zone].table, from, to)
}

const MINUTES: usize = (DAYS * 1_440) as usize;

/// Cases a property is tried with: as many as `PROPTEST_CASES` says, or these.
fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

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

// ---------------------------------------------------------------------------------------- clocks

fn target(minutes: i64) -> Target {
    Target { amount: Span::minutes(minutes), basis: Basis::Open, pauses: true, warn_percent: 75 }
}

fn raised(at: &str) -> Course {
    Course { raised: berlin(at), ..Course::default() }
}

impl Build for Course {
    fn pause(mut self, from: &str, to: &str) -> Course {
        self.pauses.push(PauseSpan { from: berlin(from), to: (!to.is_empty()).then(|| berlin(to)) });
        self
    }
    fn resolve(mut self, at: &str) -> Course {
        self.resolved.push((berlin(at), None));
        self
    }
    fn reopen(mut self, at: &str) -> Course {
        self.resolved.last_mut().unwrap().1 = Some(berlin(at));
        self
    }
    fn end(mut self, at: &str, end: End) -> Course {
        self.ended = Some((berlin(at), end));
        self
    }
    fn respond(mut self, at: &str) -> Course {
        self.responded = Some(berlin(at));
        self
    }
}

/// Short ways to say what happened, in Berlin time.
trait Build {
    fn pause(self, from: &str, to: &str) -> Self;
    fn resolve(self, at: &str) -> Self;
    fn reopen(self, at: &str) -> Self;
    fn end(self, at: &str, end: End) -> Self;
    fn respond(self, at: &str) -> Self;
}

fn nine_to_five() -> OpenTime {
    office(&[("9:00", "17:00")])
}

fn resolution(course: &Course, minutes: i64, now: &str) -> Reading {
    read(ClockKind::Resolution, course, Some(&target(minutes)), &nine_to_five(), berlin(now))
}

fn response(course: &Course, minutes: i64, now: &str) -> Reading {
    let target = Target { pauses: false, ..target(minutes) };
    read(ClockKind::FirstResponse, course, Some(&target), &nine_to_five(), berlin(now))
}

/// Wednesday 18 November 2026, eight hours from 09:00, as the day goes.
#[test]
fn a_clock_through_its_states() {
    let course = raised("2026-11-18 11:00");
    for (now, state, elapsed, next) in [
        ("2026-11-18 11:00", ClockState::Running, 0, "2026-11-18 17:00"),
        ("2026-11-18 17:00", ClockState::OutsideHours, 360, "2026-11-19 09:00"),
        ("2026-11-19 08:59", ClockState::OutsideHours, 360, "2026-11-19 09:00"),
        // 75 % of 480 minutes is 360: at risk as soon as it opens.
        ("2026-11-19 09:00", ClockState::AtRisk, 360, ""),
        ("2026-11-19 11:00", ClockState::AtRisk, 480, ""),
    ] {
        let reading = resolution(&course, 480, now);
        assert_eq!(reading.state, state, "{now}");
        assert_eq!(reading.elapsed, Span::minutes(elapsed), "{now}");
        assert_eq!(reading.remaining, Span::minutes(480 - elapsed), "{now}");
        assert_eq!(reading.due, Some(berlin("2026-11-19 11:00")));
        assert_eq!(reading.warn_at, Some(berlin("2026-11-18 17:00")));
        let breach = berlin("2026-11-19 11:00") + Span(1);
        assert_eq!(reading.next_change, Some(if next.is_empty() { breach } else { berlin(next) }), "{now}");
        let resumes = (state == ClockState::OutsideHours).then(|| berlin("2026-11-19 09:00"));
        assert_eq!(reading.resumes, resumes);
        assert_eq!((reading.stopped, reading.paused_since, reading.breached_open), (None, None, false));
        assert_eq!(verdict(&reading), Verdict::Excluded);
    }
    let late = resolution(&course, 480, "2026-11-19 11:30");
    assert_eq!((late.state, late.breached_open), (ClockState::Breached, true));
    assert_eq!(late.remaining, Span::minutes(-30));
    assert_eq!((late.next_change, late.resumes), (None, None));
    assert_eq!(verdict(&late), Verdict::OpenBreached);
    // Half past five it is breached still, not outside hours.
    assert_eq!(resolution(&course, 480, "2026-11-19 17:30").state, ClockState::Breached);
}

/// (raised, resolved, target minutes, state, remaining minutes)
#[test]
fn stopping_on_the_due_moment_is_in_time_and_after_it_is_not() {
    let course = |resolved| raised("2026-11-20 15:00").resolve(resolved);
    let now = "2026-11-23 12:00";
    for (resolved, minutes, state, remaining) in [
        ("2026-11-20 16:00", 120, ClockState::Met, 60),
        ("2026-11-20 17:00", 120, ClockState::Met, 0),
        // Due Friday 17:00 at closing: Saturday is late although no more open time has passed.
        ("2026-11-21 11:00", 120, ClockState::Breached, 0),
        ("2026-11-23 09:00", 120, ClockState::Breached, 0),
        ("2026-11-23 09:01", 120, ClockState::Breached, -1),
        // A minute more promised, and the weekend is in time.
        ("2026-11-21 11:00", 121, ClockState::Met, 1),
    ] {
        let reading = resolution(&course(resolved), minutes, now);
        assert_eq!(reading.state, state, "{resolved} {minutes}");
        assert_eq!(reading.remaining, Span::minutes(remaining), "{resolved} {minutes}");
        assert_eq!(reading.stopped, Some(berlin(resolved)));
        assert_eq!((reading.next_change, reading.breached_open), (None, false));
    }
    // A millisecond is enough.
    let mut late = course("2026-11-20 16:00");
    late.resolved[0].0 = berlin("2026-11-20 16:00") + Span(1);
    assert_eq!(resolution(&late, 60, now).state, ClockState::Breached);
}

#[test]
fn pauses_give_back_the_working_time_inside_them() {
    // (pauses, due), raised Friday 20 November 2026 at 15:00 with four hours: due Monday 11:00 without.
    let cases: [(&[(&str, &str)], &str); 9] = [
        (&[], "2026-11-23 11:00"),
        // Friday 16:00 to Monday 10:00 gives back one hour and one hour.
        (&[("2026-11-20 16:00", "2026-11-23 10:00")], "2026-11-23 13:00"),
        // Closed all the time: nothing.
        (&[("2026-11-20 17:00", "2026-11-23 09:00")], "2026-11-23 11:00"),
        (&[("2026-11-20 22:00", "2026-11-21 06:00")], "2026-11-23 11:00"),
        // Overlapping and touching ones are one, in whatever order they were written down.
        (
            &[("2026-11-23 09:30", "2026-11-23 10:30"), ("2026-11-23 09:00", "2026-11-23 10:00")],
            "2026-11-23 12:30",
        ),
        (
            &[("2026-11-23 09:00", "2026-11-23 09:30"), ("2026-11-23 09:30", "2026-11-23 10:00")],
            "2026-11-23 12:00",
        ),
        // From before the start.
        (&[("2026-11-20 09:00", "2026-11-20 15:30")], "2026-11-23 11:30"),
        (&[("2026-11-20 09:00", "2026-11-20 14:00")], "2026-11-23 11:00"),
        // After the due moment: it stays.
        (&[("2026-11-23 12:00", "2026-11-23 16:00")], "2026-11-23 11:00"),
    ];
    for (pauses, due) in cases {
        let course =
            pauses.iter().fold(raised("2026-11-20 15:00"), |course, (from, to)| course.pause(from, to));
        let reading = resolution(&course, 240, "2026-11-24 12:00");
        assert_eq!(reading.due, Some(berlin(due)), "{pauses:?}");
        assert_eq!(reading.state, ClockState::Breached);
        // Stopped on the due moment it is met, and exactly the target has been counted.
        let stopped = resolution(&course.resolve(due), 240, "2026-11-24 12:00");
        assert_eq!((stopped.state, stopped.elapsed), (ClockState::Met, Span::hours(4)), "{pauses:?}");
    }
}

#[test]
fn published_pause_examples() {
    let always = compile(&Hours::weekly(Week::always()), "Europe/Berlin");
    // Znuny, escalation suspend: raised 08:00, two hours, waiting from 09:00 to 10:05, due 11:05.
    let waiting = raised("2026-11-18 08:00").pause("2026-11-18 09:00", "");
    let answered = raised("2026-11-18 08:00").pause("2026-11-18 09:00", "2026-11-18 10:05");
    let at =
        |course: &Course, now| read(ClockKind::Resolution, course, Some(&target(120)), &always, berlin(now));
    assert_eq!(at(&waiting, "2026-11-18 08:59").due, Some(berlin("2026-11-18 10:00")));
    assert_eq!(at(&waiting, "2026-11-18 10:00").state, ClockState::Paused);
    assert_eq!(at(&waiting, "2026-11-18 10:00").remaining, Span::minutes(60));
    assert_eq!(at(&answered, "2026-11-18 10:30").due, Some(berlin("2026-11-18 11:05")));
    assert_eq!(at(&answered, "2026-11-18 11:05").state, ClockState::AtRisk);
    assert_eq!(at(&answered, "2026-11-18 11:06").state, ClockState::Breached);

    // Zammad: around the clock; an hour new, half an hour open, half an hour pending, closed.
    let course =
        raised("2026-11-18 10:00").pause("2026-11-18 11:30", "2026-11-18 12:00").resolve("2026-11-18 12:00");
    let closed = |minutes| {
        read(ClockKind::Resolution, &course, Some(&target(minutes)), &always, berlin("2026-11-18 14:00"))
    };
    assert_eq!(closed(90).elapsed, Span::minutes(90));
    assert_eq!(closed(75).due, Some(berlin("2026-11-18 11:15")));
    // Its first response after 75 minutes of 60: minus 15.
    let first = Target { pauses: false, ..target(60) };
    let answered = course.clone().respond("2026-11-18 11:15");
    let reading =
        read(ClockKind::FirstResponse, &answered, Some(&first), &always, berlin("2026-11-18 14:00"));
    assert_eq!((reading.elapsed, reading.remaining), (Span::minutes(75), Span::minutes(-15)));

    // FreeITSM: closing at 18:00, opening at 08:00; from 17:30 to 08:00 half an hour passes, paused or not.
    let office = office(&[("8:00", "18:00")]);
    let course = raised("2026-11-18 17:00").pause("2026-11-18 17:30", "2026-11-19 08:00");
    let reading =
        read(ClockKind::Resolution, &course, Some(&target(60)), &office, berlin("2026-11-19 08:10"));
    assert_eq!(reading.due, Some(berlin("2026-11-19 08:30")));
    assert_eq!(reading.elapsed, Span::minutes(40));

    // Zammad's table for Berlin 08:00-18:00: first response 60 minutes from 10:30 local, solution 180.
    let course = raised("2013-03-21 10:30").respond("2013-03-21 15:00").resolve("2013-03-21 14:00");
    let at = berlin("2013-03-22 12:00");
    let done = read(ClockKind::Resolution, &course, Some(&target(180)), &office, at);
    assert_eq!((done.elapsed, done.remaining), (Span::minutes(210), Span::minutes(-30)));
    let only_answered = Course { resolved: vec![], ..course };
    let answer = read(ClockKind::FirstResponse, &only_answered, Some(&target(60)), &office, at);
    assert_eq!((answer.elapsed, answer.remaining), (Span::minutes(270), Span::minutes(-210)));
}

#[test]
fn while_paused_nothing_becomes_due() {
    let course = raised("2026-11-18 09:00").pause("2026-11-18 12:10", "");
    // The target has passed on the wall clock; three hours were promised more than were used.
    let reading = resolution(&course, 320, "2026-11-20 16:00");
    assert_eq!(reading.state, ClockState::Paused);
    assert_eq!(reading.paused_since, Some(berlin("2026-11-18 12:10")));
    assert_eq!(reading.remaining, Span::minutes(130));
    assert_eq!((reading.due, reading.warn_at, reading.next_change), (None, None, None));
    // Also at night it is paused, not outside hours.
    assert_eq!(resolution(&course, 320, "2026-11-20 23:00").state, ClockState::Paused);
    // Pauses that touch are one wait; the moment a pause begins it is paused, the moment it ends it is not.
    let twice = raised("2026-11-18 09:00")
        .pause("2026-11-18 14:00", "2026-11-18 15:00")
        .pause("2026-11-18 12:00", "2026-11-18 14:00");
    assert_eq!(resolution(&twice, 320, "2026-11-18 14:30").paused_since, Some(berlin("2026-11-18 12:00")));
    assert_eq!(resolution(&twice, 320, "2026-11-18 12:00").state, ClockState::Paused);
    assert_eq!(resolution(&twice, 320, "2026-11-18 15:00").state, ClockState::Running);
    // A warning that was passed before stays on the record.
    assert_eq!(resolution(&course, 200, "2026-11-20 16:00").warn_at, Some(berlin("2026-11-18 11:30")));
    // First response by custom does not pause.
    assert_eq!(response(&course, 320, "2026-11-18 12:30").state, ClockState::Running);
}

#[test]
fn raised_paused() {
    let course = raised("2026-11-18 09:00").pause("2026-11-18 09:00", "2026-11-18 10:00");
    let reading = resolution(&course, 60, "2026-11-18 09:30");
    assert_eq!((reading.state, reading.elapsed), (ClockState::Paused, Span::ZERO));
    assert_eq!(resolution(&course, 60, "2026-11-18 10:00").due, Some(berlin("2026-11-18 11:00")));
}

#[test]
fn a_pause_on_the_due_moment_saves_it_and_one_after_does_not() {
    let at = |pause| raised("2026-11-20 15:00").pause(pause, "2026-11-23 10:00");
    // Due Friday 16:00. Paused just then: not late while it lasts, and late the moment after.
    let reading = resolution(&at("2026-11-20 16:00"), 60, "2026-11-20 16:30");
    assert_eq!((reading.state, reading.remaining), (ClockState::Paused, Span::ZERO));
    let on = resolution(&at("2026-11-20 16:00"), 60, "2026-11-23 10:00");
    assert_eq!((on.state, on.due), (ClockState::AtRisk, Some(berlin("2026-11-23 10:00"))));
    assert_eq!(resolution(&at("2026-11-20 16:00"), 60, "2026-11-23 10:01").state, ClockState::Breached);
    // Used up at closing on Friday; paused on Saturday is too late.
    let closed = raised("2026-11-20 15:00").pause("2026-11-21 10:00", "2026-11-23 10:00");
    for now in ["2026-11-20 17:01", "2026-11-21 10:00", "2026-11-22 12:00", "2026-11-23 12:00"] {
        let reading = resolution(&closed, 120, now);
        assert_eq!(
            (reading.state, reading.due),
            (ClockState::Breached, Some(berlin("2026-11-20 17:00"))),
            "{now}"
        );
    }
    // Paused a minute late: breached, and it stays so.
    for now in ["2026-11-20 16:30", "2026-11-23 12:00"] {
        let reading = resolution(&at("2026-11-20 16:01"), 60, now);
        assert_eq!((reading.state, reading.breached_open), (ClockState::Breached, true));
        assert_eq!(reading.due, Some(berlin("2026-11-20 16:00")));
    }
}

#[test]
fn a_changed_target_keeps_the_start_and_the_pauses() {
    // Paused 10:00-12:00; then the priority goes up and eight hours become four.
    let course = raised("2026-11-18 09:00").pause("2026-11-18 10:00", "2026-11-18 12:00");
    assert_eq!(resolution(&course, 480, "2026-11-18 12:30").due, Some(berlin("2026-11-19 11:00")));
    assert_eq!(resolution(&course, 240, "2026-11-18 12:30").due, Some(berlin("2026-11-18 15:00")));
    // Up again to an hour: breached long ago.
    let reading = resolution(&course, 60, "2026-11-18 12:30");
    assert_eq!((reading.state, reading.remaining), (ClockState::Breached, Span::minutes(-30)));
}

#[test]
fn a_holiday_entered_late_moves_the_due_moment() {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    let course = raised("2026-12-23 15:00");
    let due = |hours: &Hours| {
        let open = compile(hours, "Europe/Berlin");
        let now = berlin("2026-12-23 16:00");
        read(ClockKind::Resolution, &course, Some(&target(240)), &open, now).due
    };
    assert_eq!(due(&hours), Some(berlin("2026-12-24 11:00")));
    hours.closed.insert(date("2026-12-24"), "Christmas Eve".to_owned());
    hours.closed.insert(date("2026-12-25"), "Christmas Day".to_owned());
    assert_eq!(due(&hours), Some(berlin("2026-12-28 11:00")));
}

#[test]
fn reopening_continues_without_the_time_between() {
    // BoldDesk: due 16:00, resolved 13:00, reopened 15:00: due 18:00.
    let always = compile(&Hours::weekly(Week::always()), "Europe/Berlin");
    let course = raised("2026-11-18 12:00").resolve("2026-11-18 13:00").reopen("2026-11-18 15:00");
    let read_at =
        |course: &Course, now| read(ClockKind::Resolution, course, Some(&target(240)), &always, berlin(now));
    let reading = read_at(&course, "2026-11-18 15:30");
    assert_eq!(reading.due, Some(berlin("2026-11-18 18:00")));
    assert_eq!((reading.state, reading.paused_since), (ClockState::Running, None));
    assert_eq!(reading.elapsed, Span::minutes(90));
    assert_eq!(read_at(&course, "2026-11-18 14:00").state, ClockState::Met);
    // Reopened after the deadline has gone by on the wall clock: what was left is left still.
    let course = raised("2026-11-18 09:00").resolve("2026-11-18 10:00").reopen("2026-11-25 09:00");
    let reading = resolution(&course, 120, "2026-11-25 09:30");
    assert_eq!((reading.state, reading.remaining), (ClockState::AtRisk, Span::minutes(30)));
    assert_eq!(reading.due, Some(berlin("2026-11-25 10:00")));
    // The first verdict stands beside the final one.
    let course = course.resolve("2026-11-25 11:00");
    let now = berlin("2026-11-26 12:00");
    let first = read_first_resolution(&course, Some(&target(120)), &nine_to_five(), now);
    let last = read(ClockKind::Resolution, &course, Some(&target(120)), &nine_to_five(), now);
    assert_eq!((first.state, first.stopped), (ClockState::Met, Some(berlin("2026-11-18 10:00"))));
    assert_eq!((last.state, last.stopped), (ClockState::Breached, Some(berlin("2026-11-25 11:00"))));
    assert_eq!(last.elapsed, Span::hours(3));
    // Not resolved yet: the first reading is the present one.
    let open = raised("2026-11-18 09:00");
    let now = berlin("2026-11-18 09:30");
    assert_eq!(
        read_first_resolution(&open, Some(&target(120)), &nine_to_five(), now),
        read(ClockKind::Resolution, &open, Some(&target(120)), &nine_to_five(), now)
    );
}

#[test]
fn a_breach_before_reopening_is_not_undone() {
    let course = raised("2026-11-18 09:00").resolve("2026-11-18 12:00").reopen("2026-11-20 09:00");
    for (now, open) in [("2026-11-18 13:00", false), ("2026-11-20 09:00", true), ("2026-11-20 23:00", true)] {
        let reading = resolution(&course, 120, now);
        assert_eq!((reading.state, reading.breached_open), (ClockState::Breached, open), "{now}");
        assert_eq!(reading.due, Some(berlin("2026-11-18 11:00")));
    }
    let again = resolution(&course.resolve("2026-11-20 09:01"), 120, "2026-11-21 12:00");
    assert_eq!(verdict(&again), Verdict::Breached);
}

#[test]
fn resolved_while_paused_and_reopened_into_the_pause() {
    let course = raised("2026-11-18 09:00")
        .pause("2026-11-18 10:00", "2026-11-19 11:00")
        .resolve("2026-11-18 16:00")
        .reopen("2026-11-19 10:00");
    assert_eq!(resolution(&course, 120, "2026-11-18 17:00").state, ClockState::Met);
    let waiting = resolution(&course, 120, "2026-11-19 10:30");
    assert_eq!((waiting.state, waiting.paused_since), (ClockState::Paused, Some(berlin("2026-11-18 10:00"))));
    assert_eq!(resolution(&course, 120, "2026-11-19 11:10").due, Some(berlin("2026-11-19 12:00")));
}

#[test]
fn the_first_response() {
    // Answered in time, late, never but resolved, never.
    let course = raised("2026-11-18 09:00");
    let now = "2026-11-18 16:00";
    for (course, state, stopped) in [
        (course.clone().respond("2026-11-18 10:00"), ClockState::Met, "2026-11-18 10:00"),
        (course.clone().respond("2026-11-18 11:01"), ClockState::Breached, "2026-11-18 11:01"),
        (course.clone().resolve("2026-11-18 10:30"), ClockState::Met, "2026-11-18 10:30"),
        (course.clone().resolve("2026-11-18 11:30"), ClockState::Breached, "2026-11-18 11:30"),
        (
            course.clone().respond("2026-11-18 12:00").resolve("2026-11-18 10:30"),
            ClockState::Met,
            "2026-11-18 10:30",
        ),
    ] {
        let reading = response(&course, 120, now);
        assert_eq!((reading.state, reading.stopped), (state, Some(berlin(stopped))));
    }
    assert_eq!(response(&course, 120, now).state, ClockState::Breached);
    // Reopening starts nothing again.
    let reopened = course.resolve("2026-11-18 10:30").reopen("2026-11-18 12:00");
    assert_eq!(response(&reopened, 120, now).state, ClockState::Met);
}

#[test]
fn declined_withdrawn_and_merged() {
    let course = raised("2026-11-18 09:00");
    let now = "2026-11-20 16:00";
    for (end, at, answer, done) in [
        // In time: the decline is the answer; the others leave no verdict.
        (End::Declined, "2026-11-18 10:00", ClockState::Met, ClockState::Cancelled(End::Declined)),
        (
            End::Withdrawn,
            "2026-11-18 10:00",
            ClockState::Cancelled(End::Withdrawn),
            ClockState::Cancelled(End::Withdrawn),
        ),
        (
            End::Merged,
            "2026-11-18 10:00",
            ClockState::Cancelled(End::Merged),
            ClockState::Cancelled(End::Merged),
        ),
        // The answer was overdue by then, and so was the work: only the answer's breach counts.
        (End::Declined, "2026-11-18 16:00", ClockState::Breached, ClockState::Cancelled(End::Declined)),
        (End::Withdrawn, "2026-11-18 16:00", ClockState::Breached, ClockState::Cancelled(End::Withdrawn)),
        (End::Merged, "2026-11-18 16:00", ClockState::Breached, ClockState::Cancelled(End::Merged)),
    ] {
        let course = course.clone().end(at, end);
        let (answered, resolved) = (response(&course, 120, now), resolution(&course, 240, now));
        assert_eq!((answered.state, resolved.state), (answer, done), "{end:?} {at}");
        assert_eq!((answered.stopped, resolved.stopped), (Some(berlin(at)), Some(berlin(at))));
        assert_eq!(verdict(&resolved), Verdict::Excluded);
        assert!(!answered.breached_open && !resolved.breached_open);
        assert_eq!(resolved.next_change, None);
    }
    // Answered before: that verdict stays. Resolved before: that one too.
    let merged = course.clone().respond("2026-11-18 09:30").end("2026-11-18 10:00", End::Merged);
    assert_eq!(response(&merged, 120, now).state, ClockState::Met);
    let late = course.clone().resolve("2026-11-18 16:00").end("2026-11-19 10:00", End::Withdrawn);
    assert_eq!(resolution(&late, 240, now).state, ClockState::Breached);
    // All at one moment: what was done counts.
    let at_once = course.clone().resolve("2026-11-18 10:00").end("2026-11-18 10:00", End::Merged);
    assert_eq!(response(&at_once, 120, now).state, ClockState::Met);
    assert_eq!(resolution(&at_once, 240, now).state, ClockState::Met);
    // Reopened and then withdrawn: no final verdict, but a first one.
    let back =
        course.resolve("2026-11-18 10:00").reopen("2026-11-18 12:00").end("2026-11-18 13:00", End::Withdrawn);
    assert_eq!(resolution(&back, 240, now).state, ClockState::Cancelled(End::Withdrawn));
    let first = read_first_resolution(&back, Some(&target(240)), &nine_to_five(), berlin(now));
    assert_eq!(first.state, ClockState::Met);
}

#[test]
fn without_a_target_there_is_no_clock() {
    let course = raised("2026-11-18 09:00").resolve("2026-11-18 10:00");
    let now = berlin("2026-11-20 12:00");
    let open = nine_to_five();
    let zero = target(0);
    for none in [None, Some(&zero)] {
        let reading = read(ClockKind::Resolution, &course, none, &open, now);
        assert_eq!(reading.state, ClockState::NotApplicable);
        assert_eq!((reading.target, reading.due, reading.next_change), (None, None, None));
        assert_eq!(reading.stopped, Some(berlin("2026-11-18 10:00")));
        assert_eq!(verdict(&reading), Verdict::Excluded);
    }
    assert_eq!(zero.check(), Err(TargetFault::NotPositive));
    assert_eq!(Target::usual(ClockKind::Resolution, Span(-1), Basis::Open), Err(TargetFault::NotPositive));
    let usual = |kind| Target::usual(kind, Span::hours(1), Basis::Open).unwrap();
    assert!(usual(ClockKind::Resolution).pauses && !usual(ClockKind::FirstResponse).pauses);
    assert_eq!(usual(ClockKind::Resolution).warn_percent, 75);
}

#[test]
fn calendar_hours_run_at_night_too() {
    let target = Target { basis: Basis::Calendar, ..target(8 * 60) };
    let course = raised("2026-11-20 16:00").pause("2026-11-20 18:00", "2026-11-20 20:00");
    let at = |now| read(ClockKind::Resolution, &course, Some(&target), &nine_to_five(), berlin(now));
    let reading = at("2026-11-20 21:00");
    assert_eq!(reading.state, ClockState::Running);
    assert_eq!(reading.due, Some(berlin("2026-11-21 02:00")));
    assert_eq!(reading.warn_at, Some(berlin("2026-11-21 00:00")));
    assert_eq!(reading.elapsed, Span::hours(3));
    assert_eq!(reading.next_change, Some(berlin("2026-11-21 00:00")));
    assert_eq!(at("2026-11-21 02:01").state, ClockState::Breached);
}

#[test]
fn due_at_closing_is_late_a_millisecond_after() {
    let course = raised("2026-11-20 15:00");
    let reading = resolution(&course, 120, "2026-11-20 17:00");
    assert_eq!(reading.state, ClockState::OutsideHours);
    assert_eq!(reading.resumes, Some(berlin("2026-11-23 09:00")));
    assert_eq!(reading.next_change, Some(berlin("2026-11-20 17:00") + Span(1)));
}

#[test]
fn the_warning_is_exact_to_the_millisecond() {
    let course = raised("2026-11-18 09:00");
    let short = Target { amount: Span(10_050), ..target(1) };
    let reading = read(ClockKind::Resolution, &course, Some(&short), &nine_to_five(), course.raised);
    // Three quarters of 10.050 s are 7.5375 s.
    assert_eq!((reading.warn_at, reading.warn_percent), (Some(course.raised + Span(7_537)), 75));
}

#[test]
fn no_warning_if_none_is_wanted() {
    let course = raised("2026-11-18 09:00");
    for percent in [0, 100, 255] {
        let quiet = Target { warn_percent: percent, ..target(240) };
        let reading =
            read(ClockKind::Resolution, &course, Some(&quiet), &nine_to_five(), berlin("2026-11-18 12:59"));
        assert_eq!((reading.state, reading.warn_at, reading.warn_percent), (ClockState::Running, None, 0));
    }
}

#[test]
fn a_request_over_both_clocks() {
    let course = raised("2026-11-18 09:00").respond("2026-11-18 10:00").resolve("2026-11-18 15:00");
    let over = |answer, work, now| {
        let both = [response(&course, answer, now), resolution(&course, work, now)];
        aggregate(&both)
    };
    let end = "2026-11-19 12:00";
    assert_eq!(over(60, 360, end), RequestState::Met);
    assert_eq!(over(59, 360, end), RequestState::PartlyMet);
    assert_eq!(over(60, 359, end), RequestState::PartlyMet);
    assert_eq!(over(30, 120, end), RequestState::Breached);
    assert_eq!(over(60, 360, "2026-11-18 11:00"), RequestState::Pending);
    assert_eq!(over(30, 360, "2026-11-18 11:00"), RequestState::Pending);
    // Still open, and both too late already.
    assert_eq!(over(30, 30, "2026-11-18 11:00"), RequestState::Breached);
    let ended = raised("2026-11-18 09:00").end("2026-11-18 09:30", End::Withdrawn);
    assert_eq!(aggregate(&[response(&ended, 60, end), resolution(&ended, 60, end)]), RequestState::None);
    assert_eq!(aggregate(&[]), RequestState::None);
}

// ------------------------------------------------------------------------ clocks, a second implementation

/// A course in minutes of the bitmap.
#[derive(Clone, Debug)]
struct Story {
    raised: usize,
    pauses: Vec<(usize, Option<usize>)>,
    resolved: Vec<(usize, Option<usize>)>,
    now: usize,
    quarter: i64,
    pausing: bool,
    calendar: bool,
}

prop_compose! {
    fn story()(
        raised in 0..3_000usize,
        pauses in prop::collection::vec((0..8_000usize, prop::option::weighted(0.8, 0..3_000usize)), 0..4),
        steps in prop::collection::vec(0..2_500usize, 0..5),
        now in 0..9_000usize,
        quarter in prop_oneof![1..40i64, 1..600i64],
        pausing: bool,
        calendar in prop::bool::weighted(0.2),
    ) -> Story {
        // Resolved, reopened, resolved ... in order.
        let mut at = raised;
        let mut resolved: Vec<(usize, Option<usize>)> = Vec::new();
        for (turn, step) in steps.into_iter().enumerate() {
            at += step;
            match resolved.last_mut() {
                Some(last) if turn % 2 == 1 => last.1 = Some(at),
                _ => resolved.push((at, None)),
            }
        }
        let pauses = pauses.into_iter().map(|(from, length)| (from, length.map(|l| from + l))).collect();
        Story { raised, pauses, resolved, now, quarter, pausing, calendar }
    }
}

impl Story {
    /// Nobody is expected to work on it in the minute that begins at `at`, as known at `now`.
    fn idle(&self, at: usize) -> bool {
        let within = |(from, to): &(usize, Option<usize>)| {
            *from <= self.now && *from <= at && to.filter(|&to| to <= self.now).is_none_or(|to| at < to)
        };
        self.pausing && self.pauses.iter().any(within) || self.resolved.iter().any(within)
    }

    fn stopped(&self) -> Option<usize> {
        let open = |to: &Option<usize>| to.is_none_or(|to| to > self.now);
        self.resolved.iter().find(|(at, to)| *at <= self.now && open(to)).map(|(at, _)| *at)
    }

    /// Counts minute by minute: state, minutes counted, and the due minute where it is known.
    fn play(&self, minutes: &Minutes) -> (ClockState, i64, Option<usize>) {
        let wanted = self.quarter * 4;
        let stopped = self.stopped();
        let until = stopped.unwrap_or(self.now);
        let counts = |at: usize| (self.calendar || minutes.open[at]) && !self.idle(at);
        let (mut counted, mut due) = (0, None);
        let mut at = self.raised;
        while at < until {
            if counts(at) {
                counted += 1;
                if counted == wanted {
                    due = Some(at + 1);
                }
            }
            at += 1;
            // Used up on the edge of idle time: due when that is over.
            if due == Some(at) && at < until && self.idle(at) {
                due = Some(at + 1);
            }
        }
        let late = due.is_some_and(|due| until > due);
        let paused = self.pausing && stopped.is_none() && self.idle(self.now);
        let state = match stopped {
            Some(_) if late => ClockState::Breached,
            Some(_) => ClockState::Met,
            None if late => ClockState::Breached,
            None if paused => ClockState::Paused,
            None if !self.calendar && !minutes.open[self.now] => ClockState::OutsideHours,
            None if counted >= self.quarter * 3 => ClockState::AtRisk,
            None => ClockState::Running,
        };
        if due.is_none() && !paused {
            // Nothing more comes between: go on from here.
            let mut rest = counted;
            let mut at = until.max(self.raised);
            while rest < wanted && at < MINUTES {
                rest += i64::from(self.calendar || minutes.open[at]);
                at += 1;
                due = (rest == wanted).then_some(at);
            }
        }
        (state, counted, due.filter(|_| !paused || late))
    }

    fn course(&self, minutes: &Minutes) -> Course {
        let moment = |minute: &usize| minutes.moment(*minute);
        Course {
            raised: moment(&self.raised),
            decided: None,
            agreed: None,
            responded: None,
            updates: Vec::new(),
            said: None,
            resolved: self.resolved.iter().map(|(at, to)| (moment(at), to.as_ref().map(moment))).collect(),
            pauses: self
                .pauses
                .iter()
                .map(|(from, to)| PauseSpan { from: moment(from), to: to.as_ref().map(moment) })
                .collect(),
            ended: None,
        }
    }

    fn target(&self) -> Target {
        Target {
            amount: Span::minutes(self.quarter * 4),
            basis: if self.calendar { Basis::Calendar } else { Basis::Open },
            pauses: self.pausing,
            warn_percent: 75,
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn clocks_agree_with_counting_minute_by_minute(
        (zone, start) in whereabouts(),
        parts in some_hours(),
        story in story(),
    ) {
        let tz = PLACES[zone].tz;
        let hours = hours_at(parts, tz, start);
        let minutes = Minutes::new(&hours, tz, start, DAYS);
        let open = table(&hours, zone, start);
        let now = minutes.moment(story.now);
        let (state, counted, due) = story.play(&minutes);
        let reading =
            read(ClockKind::Resolution, &story.course(&minutes), Some(&story.target()), &open, now);
        prop_assert_eq!(reading.state, state);
        prop_assert_eq!(reading.elapsed, Span::minutes(counted));
        prop_assert_eq!(reading.remaining, Span::minutes(story.quarter * 4 - counted));
        prop_assert_eq!(reading.stopped, story.stopped().map(|minute| minutes.moment(minute)));
        // Beyond the bitmap only the other side knows.
        if due.is_some() || reading.due.is_none_or(|due| due <= minutes.moment(MINUTES)) {
            prop_assert_eq!(reading.due, due.map(|minute| minutes.moment(minute)));
        }
    }

    /// What has not happened yet does not matter: a verdict is the same whenever it is looked at, and a
    /// look back gives what was seen then.
    #[test]
    fn looking_back_shows_what_was_seen(
        (zone, start) in whereabouts(), parts in some_hours(), story in story(), later in 0..5_000usize,
    ) {
        let tz = PLACES[zone].tz;
        let hours = hours_at(parts, tz, start);
        let open = table(&hours, zone, start);
        let minutes = Minutes { start, open: vec![] };
        let whole = story.course(&minutes);
        let now = minutes.moment(story.now);
        // The course as it was written down by then.
        let then = Course {
            resolved: whole.resolved.iter().filter(|c| c.0 <= now)
                .map(|&(at, to)| (at, to.filter(|&to| to <= now))).collect(),
            pauses: whole.pauses.iter().filter(|p| p.from <= now)
                .map(|p| PauseSpan { to: p.to.filter(|&to| to <= now), ..*p }).collect(),
            ..whole.clone()
        };
        let target = story.target();
        let seen = read(ClockKind::Resolution, &then, Some(&target), &open, now);
        prop_assert_eq!(read(ClockKind::Resolution, &whole, Some(&target), &open, now), seen);
        // Stopped, and nothing further written down: the same for ever.
        if seen.stopped.is_some() {
            let afterwards = now + Span::minutes(later as i64);
            prop_assert_eq!(read(ClockKind::Resolution, &then, Some(&target), &open, afterwards), seen);
        }
    }

    /// `next_change` is when the state changes, and it does not change before.
    #[test]
    fn the_state_holds_until_the_next_change(
        (zone, start) in whereabouts(), parts in some_hours(), story in story(), share in 0..1_000i64,
    ) {
        let tz = PLACES[zone].tz;
        let hours = hours_at(parts, tz, start);
        let open = table(&hours, zone, start);
        let minutes = Minutes { start, open: vec![] };
        let now = minutes.moment(story.now);
        // Only what is known now; nothing else is to happen.
        let mut course = story.course(&minutes);
        course.resolved.retain(|c| c.0 <= now);
        course.resolved.iter_mut().for_each(|c| c.1 = c.1.filter(|&to| to <= now));
        course.pauses.retain(|p| p.from <= now);
        course.pauses.iter_mut().for_each(|p| p.to = p.to.filter(|&to| to <= now));
        let target = story.target();
        let state = |at| read(ClockKind::Resolution, &course, Some(&target), &open, at).state;
        let first = read(ClockKind::Resolution, &course, Some(&target), &open, now);
        let end = first.next_change.unwrap_or(open.range().1);
        if end > now {
            prop_assert_eq!(state(now + Span(end.since(now).0 * share / 1_000)), first.state);
            prop_assert_eq!(state(end - Span(1)), first.state);
        }
        if first.next_change.is_some() {
            prop_assert!(end > now);
            prop_assert_ne!(state(end), first.state);
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
