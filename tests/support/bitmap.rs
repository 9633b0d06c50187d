//! A second implementation of opening hours, written for the tests and sharing no code with what they check: a
//! bitmap of open minutes, its borders placed by `chrono-tz`; and zones and hours to try both with.
#![allow(dead_code)] // each test takes what it needs

#[path = "zones.rs"]
pub mod zones;

use chrono::{Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use inhouse::domain::calendar::{DaySpan, Hours, OpenTime, Week};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Both directions of clock change, in Europe, America, Australia and New Zealand's neighbourhood; zones
/// that switch at midnight; half an hour; a change around Ramadan; a day skipped; none at all.
pub const ZONES: [&str; 14] = [
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

pub struct Place {
    pub tz: Tz,
    pub table: ZoneTable,
    pub changes: Vec<i64>,
}

pub static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let place = |name: &&str| {
        let tz: Tz = name.parse().unwrap();
        Place { tz, table: zones::zone(name), changes: zones::changes(tz) }
    };
    ZONES.iter().map(place).collect()
});

pub fn place(name: &str) -> &'static Place {
    PLACES.iter().find(|place| place.table.name() == name).unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// An instant from UTC.
pub fn utc(text: &str) -> Moment {
    Moment(wall(text).and_utc().timestamp_millis())
}

/// An instant from Berlin wall-clock time, by `chrono-tz`, which must know exactly one.
pub fn berlin(text: &str) -> Moment {
    let at = chrono_tz::Europe::Berlin.from_local_datetime(&wall(text)).single().unwrap();
    Moment(at.timestamp_millis())
}

/// Minutes of the day from "9:00" or, on the next day, "30:00".
pub fn clock(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

pub fn span(from: &str, to: &str) -> DaySpan {
    DaySpan::new(clock(from), clock(to))
}

/// Monday to Friday, in Berlin, for the years around the examples.
pub fn office(spans: &[(&str, &str)]) -> OpenTime {
    let spans: Vec<_> = spans.iter().map(|(from, to)| (clock(from), clock(to))).collect();
    compile(&Hours::weekly(Week::office(&spans)), "Europe/Berlin")
}

pub fn compile(hours: &Hours, zone: &str) -> OpenTime {
    assert_eq!(hours.check(), Ok(()));
    OpenTime::compile(hours, &place(zone).table, utc("2010-01-01 00:00"), utc("2031-01-01 00:00"))
}

/// The instant of a wall-clock time by `chrono-tz`: in a gap, counted on from the last minute that exists.
pub fn instant(tz: Tz, local: NaiveDateTime) -> i64 {
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

/// Every minute from a start on, open or not; borders placed by `chrono-tz`.
pub struct Minutes {
    pub start: i64,
    pub open: Vec<bool>,
}

impl Minutes {
    pub fn new(hours: &Hours, tz: Tz, start: i64, days: i64) -> Minutes {
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

    pub fn moment(&self, minute: usize) -> Moment {
        Moment((self.start + minute as i64 * 60) * 1_000)
    }

    pub fn elapsed(&self, from: usize, to: usize) -> Span {
        Span::minutes(self.open[from..to.max(from)].iter().filter(|&&open| open).count() as i64)
    }

    pub fn after(&self, from: usize, minutes: usize) -> Option<usize> {
        if minutes == 0 {
            return Some(from);
        }
        let open = (from..self.open.len()).filter(|&m| self.open[m]);
        open.take(minutes).nth(minutes - 1).map(|m| m + 1)
    }

    pub fn before(&self, from: usize, minutes: usize) -> Option<usize> {
        if minutes == 0 {
            return Some(from);
        }
        (0..from).rev().filter(|&m| self.open[m]).nth(minutes - 1)
    }
}

/// Days of the bitmap.
pub const DAYS: i64 = 12;

pub fn day_span() -> impl Strategy<Value = DaySpan> {
    // Often on the hour, often within the hours in which clocks change, sometimes past midnight.
    let from = prop_oneof![(0u16..24).prop_map(|h| h * 60), 0u16..240, 0u16..1_440, Just(0)];
    let length = prop_oneof![(1u16..13).prop_map(|h| h * 60), 1u16..90, 1u16..1_440, Just(1_440)];
    (from, length).prop_map(|(from, length)| DaySpan::new(from, (from + length).min(2_880)))
}

pub fn day() -> impl Strategy<Value = Vec<DaySpan>> {
    prop::collection::vec(day_span(), 0..3)
}

/// A zone, and a start near one of its changes (or anywhere, for a zone without).
pub fn whereabouts() -> impl Strategy<Value = (usize, i64)> {
    (0..ZONES.len(), any::<prop::sample::Index>(), -7 * 1_440..2_880i64).prop_map(|(zone, index, shift)| {
        let changes = &PLACES[zone].changes;
        let near = if changes.is_empty() { 1_700_000_000 } else { *index.get(changes) };
        (zone, near - near.rem_euclid(60) + shift * 60)
    })
}

prop_compose! {
    pub fn some_hours()(week in prop::array::uniform7(day()), closed in 0..9u64, special in 0..9u64, own in day())
        -> (Week, u64, u64, Vec<DaySpan>) {
        (Week(week), closed, special, own)
    }
}

/// Hours with a closed day and a special day within the bitmap.
pub fn hours_at(parts: (Week, u64, u64, Vec<DaySpan>), tz: Tz, start: i64) -> Hours {
    let (week, closed, special, own) = parts;
    let first = tz.timestamp_opt(start, 0).unwrap().date_naive();
    let mut hours = Hours::weekly(week);
    hours.closed.insert(first + Days::new(closed), "Holiday".to_owned());
    hours.overrides.insert(first + Days::new(special), own);
    hours
}

pub fn table(hours: &Hours, zone: usize, start: i64) -> OpenTime {
    let (from, to) = (Moment(start * 1_000), Moment((start + DAYS * 86_400) * 1_000));
    OpenTime::compile(hours, &PLACES[zone].table, from, to)
}

pub const MINUTES: usize = (DAYS * 1_440) as usize;

/// Cases a property is tried with: as many as `PROPTEST_CASES` says, or these.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
