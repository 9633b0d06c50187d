//! Lengths of time and moments in words.
//!
//! Rules of lengths:
//! 1. Time left is rounded down and time late is rounded up to the minute, so that nobody is told of
//!    more time than there is: never "0 min left", never "late" before the deadline has gone by. At the
//!    deadline itself it is "due now": a clock stopped then is met.
//! 2. Below an hour minutes are said, from an hour on hours and minutes ("25 min", "8 h 20", "6 h").
//! 3. Days are said from one on, if the caller says how long a day is: a working day of the agreement's
//!    calendar for working time, 24 hours for time that simply goes by. They are *full* days. Without a
//!    length of the day it is hours, however many: a target set in hours is never turned into days.
//!
//! Rules of moments:
//! 4. A moment is shown by the calendar's clock, never by the reader's. Where the reader's clock shows
//!    another time at that moment it stands beside: "Thu 12 Nov 16:00 Berlin (10:00 your time)".
//! 5. Yesterday, today and tomorrow are said so; the year is named unless it is this year.

use super::{DateStyle, locale};
use crate::domain::moment::Span;
use crate::say;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Which way a length of time is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Round {
    /// What is left.
    Down,
    /// What has been used or overrun.
    Up,
}

/// What a clock has left, or by how much it is over: "8 h 20 left", "1 day left", "under 1 min left",
/// "due now", "25 min late".
///
/// `left` is negative behind the deadline. `day` is the length of a day (rule 3).
pub fn span_left(left: Span, day: Option<Span>) -> String {
    match left.0 {
        0 => String::from(say!("time.due_now")),
        1..60_000 => String::from(say!("time.under_a_minute_left")),
        60_000.. => say!("time.left", span = length(left, day, Round::Down)),
        _ => span_late(-left, day),
    }
}

/// By how much something is late: "25 min late", "2 days late". `over` is positive.
pub fn span_late(over: Span, day: Option<Span>) -> String {
    say!("time.late", span = length(over, day, Round::Up))
}

/// A length of time: "25 min", "1 h 05", "8 h 20", "6 h", "1 day". One below nothing counts as nothing.
pub fn length(span: Span, day: Option<Span>, round: Round) -> String {
    let ms = span.0.max(0);
    let minutes = ms / 60_000 + i64::from(round == Round::Up && ms % 60_000 > 0);
    // The day is compared in whole minutes as well: 6 h 59 min 30 s late is "7 h", not a day too early.
    let day = day.map_or(0, |day| day.0 / 60_000);
    if day > 0 && minutes >= day {
        return say!("time.days", n = minutes / day);
    }
    let (h, m) = (minutes / 60, minutes % 60);
    if h == 0 {
        say!("time.minutes", n = m)
    } else if m == 0 {
        say!("time.hours", n = h)
    } else {
        say!("time.hours_minutes", h = h, m = two_digits(m))
    }
}

fn two_digits(n: i64) -> String {
    let mut out = locale().number(n as f64, 0);
    if n < 10 {
        out.insert_str(0, &locale().number(0.0, 0));
    }
    out
}

/// A civil date or time as the language writes it.
pub fn date(at: NaiveDateTime, style: DateStyle) -> String {
    locale().date(at.and_utc().timestamp_millis(), "UTC", style)
}

/// A day: "today", "tomorrow", "yesterday", "Fri 13 Nov", "Fri 1 Jan 2027".
pub fn day(of: NaiveDate, today: NaiveDate) -> String {
    match near(of, today) {
        Some(word) => String::from(word),
        None => named(of, today),
    }
}

/// A moment: "today 14:20", "tomorrow 09:00", "Fri 13 Nov 14:00", "Fri 1 Jan 2027 09:00".
pub fn moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    say!("time.day_time", day = day(at.date(), now.date()), time = date(at, DateStyle::Time))
}

/// A moment in a text that is read later, where "tomorrow" would be another day: "Fri 13 Nov 14:00".
pub fn dated(at: NaiveDateTime, now: NaiveDateTime) -> String {
    say!("time.day_time", day = named(at.date(), now.date()), time = date(at, DateStyle::Time))
}

/// A moment as short as it can be said without doubt, for a card: "14:20" today, "Fri 14:00" in the six
/// days that follow, otherwise as [`moment`] says it.
pub fn soon(at: NaiveDateTime, now: NaiveDateTime) -> String {
    match at.date().signed_duration_since(now.date()).num_days() {
        0 => date(at, DateStyle::Time),
        1..=6 => {
            say!("time.day_time", day = date(at, DateStyle::Weekday), time = date(at, DateStyle::Time))
        }
        _ => moment(at, now),
    }
}

/// A moment as the clocks of one zone show it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The moment, by that zone's clock.
    pub at: NaiveDateTime,
    /// Now, by that zone's clock.
    pub now: NaiveDateTime,
    /// The zone's IANA name.
    pub zone: &'a str,
}

/// [`moment`] by the calendar's clock, and the reader's time beside it where that differs:
/// "today 16:00 Berlin (10:00 your time)".
pub fn moment_in(calendar: Seen, reader: Seen) -> String {
    beside(moment(calendar.at, calendar.now), calendar, reader)
}

/// [`soon`] by the calendar's clock, and the reader's time beside it where that differs:
/// "Fri 09:00 Singapore (02:00 your time)".
pub fn soon_in(calendar: Seen, reader: Seen) -> String {
    beside(soon(calendar.at, calendar.now), calendar, reader)
}

fn beside(there: String, calendar: Seen, reader: Seen) -> String {
    if calendar.at == reader.at {
        return there;
    }
    let time = date(reader.at, DateStyle::Time);
    let here = if calendar.at.date() == reader.at.date() {
        time
    } else {
        say!("time.day_time", day = date(reader.at, DateStyle::Weekday), time = time)
    };
    say!("time.two_zones", there = there, place = place(calendar.zone), here = here)
}

/// The place a zone is named after: "Europe/Berlin" is "Berlin", "America/New_York" is "New York".
pub fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

fn near(of: NaiveDate, today: NaiveDate) -> Option<&'static str> {
    match of.signed_duration_since(today).num_days() {
        -1 => Some(say!("time.yesterday")),
        0 => Some(say!("time.today")),
        1 => Some(say!("time.tomorrow")),
        _ => None,
    }
}

fn named(of: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike;
    let style = if of.year() == today.year() { DateStyle::Day } else { DateStyle::DayYear };
    date(of.and_time(NaiveTime::MIN), style)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SECOND: i64 = 1_000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;

    #[test]
    fn what_is_left_and_what_is_late() {
        let table = [
            (8 * HOUR + 20 * MINUTE, "8 h 20 left"),
            (HOUR + 40 * MINUTE, "1 h 40 left"),
            (HOUR + 5 * MINUTE, "1 h 05 left"),
            (6 * HOUR, "6 h left"),
            (25 * MINUTE, "25 min left"),
            // Never more than there is.
            (2 * HOUR - 1, "1 h 59 left"),
            (HOUR + 59 * SECOND, "1 h left"),
            (MINUTE, "1 min left"),
            (MINUTE - 1, "under 1 min left"),
            (1, "under 1 min left"),
            // A clock stopped at the deadline is met.
            (0, "due now"),
            (-1, "1 min late"),
            (-MINUTE, "1 min late"),
            (-MINUTE - 1, "2 min late"),
            (-25 * MINUTE, "25 min late"),
            (-(2 * HOUR + 10 * MINUTE), "2 h 10 late"),
            (-(HOUR - 1), "1 h late"),
            (-40 * HOUR, "40 h late"),
            (1_200 * HOUR, "1,200 h left"),
        ];
        for (ms, wanted) in table {
            assert_eq!(span_left(Span(ms), None), wanted, "{ms} ms");
        }
    }

    #[test]
    fn days_are_the_calendars_and_full() {
        // 33 hours in 5 days, as on a desk that closes early on Fridays: 6 h 36 a day.
        let day = Some(Span::minutes(396));
        let table = [
            (396 * MINUTE, "1 day left"),
            (396 * MINUTE - 1, "6 h 35 left"),
            (2 * 396 * MINUTE - 1, "1 day left"),
            (3 * 396 * MINUTE + 2 * HOUR, "3 days left"),
            (20 * MINUTE, "20 min left"),
            (-395 * MINUTE, "6 h 35 late"),
            (-395 * MINUTE - 1, "1 day late"),
            (-396 * MINUTE, "1 day late"),
            (-2 * 396 * MINUTE, "2 days late"),
        ];
        for (ms, wanted) in table {
            assert_eq!(span_left(Span(ms), day), wanted, "{ms} ms");
        }
        assert_eq!(length(Span::days(8), Some(Span::days(1)), Round::Down), "8 days");
    }

    #[test]
    fn a_day_of_no_length_is_no_day() {
        for day in [Span::ZERO, Span(-1), Span(59_999), Span(i64::MIN)] {
            assert_eq!(span_left(Span(30 * HOUR), Some(day)), "30 h left");
        }
    }

    #[test]
    fn lengths_round_the_way_they_are_told() {
        assert_eq!(length(Span(61 * SECOND), None, Round::Down), "1 min");
        assert_eq!(length(Span(61 * SECOND), None, Round::Up), "2 min");
        assert_eq!(length(Span::ZERO, None, Round::Up), "0 min");
        assert_eq!(length(Span(-HOUR), None, Round::Up), "0 min");
    }

    #[test]
    fn extremes_do_no_harm() {
        assert!(span_left(Span(i64::MIN), None).ends_with("late"));
        assert!(span_left(Span(i64::MAX), None).ends_with("left"));
        assert!(span_left(Span(i64::MIN), Some(Span(i64::MAX))).ends_with("late"));
    }

    fn civil(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn moments_near_and_far() {
        let now = civil("2026-11-12T11:40:00");
        let table = [
            ("2026-11-12T14:20:00", "today 14:20", "14:20"),
            ("2026-11-13T09:00:00", "tomorrow 09:00", "Fri 09:00"),
            ("2026-11-11T23:59:59", "yesterday 23:59", "yesterday 23:59"),
            ("2026-11-14T00:00:00", "Sat 14 Nov 00:00", "Sat 00:00"),
            ("2026-11-18T14:00:00", "Wed 18 Nov 14:00", "Wed 14:00"),
            ("2026-11-19T14:00:00", "Thu 19 Nov 14:00", "Thu 19 Nov 14:00"),
            ("2026-11-10T10:15:00", "Tue 10 Nov 10:15", "Tue 10 Nov 10:15"),
            ("2027-01-01T09:00:00", "Fri 1 Jan 2027 09:00", "Fri 1 Jan 2027 09:00"),
            ("2025-12-31T09:00:00", "Wed 31 Dec 2025 09:00", "Wed 31 Dec 2025 09:00"),
        ];
        for (at, long, short) in table {
            assert_eq!(moment(civil(at), now), long);
            assert_eq!(soon(civil(at), now), short);
        }
        // Across the new year the words for near days still hold.
        assert_eq!(moment(civil("2027-01-01T09:00:00"), civil("2026-12-31T17:00:00")), "tomorrow 09:00");
        assert_eq!(day(now.date(), now.date()), "today");
        assert_eq!(dated(civil("2026-11-13T09:00:00"), civil("2026-11-12T17:00:00")), "Fri 13 Nov 09:00");
        assert_eq!(dated(civil("2027-01-01T09:00:00"), civil("2026-12-31T17:00:00")), "Fri 1 Jan 2027 09:00");
    }

    #[test]
    fn the_readers_time_stands_beside_only_where_it_differs() {
        let seen = |at: &str, now: &str, zone: &'static str| Seen { at: civil(at), now: civil(now), zone };
        let berlin = seen("2026-11-12T16:00:00", "2026-11-12T11:40:00", "Europe/Berlin");
        let brussels = seen("2026-11-12T16:00:00", "2026-11-12T11:40:00", "Europe/Brussels");
        let new_york = seen("2026-11-12T10:00:00", "2026-11-12T05:40:00", "America/New_York");
        assert_eq!(moment_in(berlin, brussels), "today 16:00");
        assert_eq!(moment_in(berlin, new_york), "today 16:00 Berlin (10:00 your time)");
        assert_eq!(moment_in(new_york, berlin), "today 10:00 New York (16:00 your time)");

        let singapore = seen("2026-11-13T09:00:00", "2026-11-12T18:40:00", "Asia/Singapore");
        let here = seen("2026-11-13T02:00:00", "2026-11-12T11:40:00", "Europe/Brussels");
        assert_eq!(soon_in(singapore, here), "Fri 09:00 Singapore (02:00 your time)");

        let late_here = seen("2026-11-12T18:00:00", "2026-11-12T00:10:00", "America/Los_Angeles");
        let there = seen("2026-11-13T10:00:00", "2026-11-12T16:10:00", "Asia/Singapore");
        assert_eq!(moment_in(there, late_here), "tomorrow 10:00 Singapore (Thu 18:00 your time)");
    }
}
