//! How clocks count besides their targets: from when in the day a request is one of the next day, an answer to
//! what the client says, and the days on which both sides talk. Every expected moment is worked out by hand in
//! the comment beside it; the desk is open Monday to Friday from 09:00 to 17:00 unless said otherwise.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreed::Cadence;
use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Course, Reading, Target, read};
use inhouse::domain::counting::Counting;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Priority, Request};
use inhouse::domain::timebook::{Compiled, Timebook, read_with};
use inhouse::domain::zone::ZoneTable;
use std::sync::Arc;

/// Brussels in winter, an hour ahead of UTC.
fn brussels() -> ZoneTable {
    ZoneTable::new("Europe/Brussels", 3_600, Vec::new())
}

/// A moment of November 2026 by the clock of Brussels: the 9th is a Monday.
fn at(day: u32, time: &str) -> Moment {
    let date = on(2026, 11, day);
    brussels().from_local(date.and_time(format!("{time}:00").parse().unwrap()))
}

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn compiled(hours: &Hours) -> Compiled {
    let zones = |_: &str, _: Moment, _: Moment| Some(Arc::new(brussels()));
    Timebook::compile_for(hours, "Europe/Brussels", &zones, at(1, "00:00"), at(1, "00:00")).unwrap()
}

fn office() -> Hours {
    Hours::weekly(Week::office(&[(540, 1_020)]))
}

/// When what was raised then is due in so many working days, asked before 15:00.
fn due(raised: Moment, days: i64, hours: &Hours) -> Option<Moment> {
    due_by(Basis::Days, raised, days, hours)
}

fn due_by(basis: Basis, raised: Moment, days: i64, hours: &Hours) -> Option<Moment> {
    let mut terms =
        Version { counting: Counting { cut_off: Some(900), ..Counting::default() }, ..Version::default() };
    let target = Target::usual(ClockKind::Resolution, Span::days(days), basis).unwrap();
    terms.targets.insert((ClockKind::Resolution, Priority::Normal), target);
    let request = Request { raised, ..Request::default() };
    read_with(&request, &terms, &compiled(hours), raised).resolution.due
}

/// Two working days, asked on Monday: by Wednesday evening until 14:59, by Thursday evening from 15:00 on by the
/// clock of Brussels. On Friday at 15:00 it counts as Monday's: Wednesday.
#[test]
fn what_is_asked_late_in_the_day_counts_as_asked_tomorrow() {
    assert_eq!(due(at(9, "14:59"), 2, &office()), Some(at(11, "17:00")));
    assert_eq!(due(at(9, "15:00"), 2, &office()), Some(at(12, "17:00")));
    assert_eq!(due(at(13, "15:00"), 2, &office()), Some(at(18, "17:00")));
}

/// What is asked after closing or on a closed day is of the next day already, and not of the one after it: Monday
/// 17:30 as Tuesday, so Thursday; Saturday 16:00 as Monday, so Wednesday. The same on a holiday.
#[test]
fn what_is_asked_on_a_closed_day_is_not_put_off_twice() {
    assert_eq!(due(at(9, "17:30"), 2, &office()), Some(at(12, "17:00")));
    assert_eq!(due(at(14, "16:00"), 2, &office()), Some(at(18, "17:00")));
    let mut hours = office();
    hours.closed.insert(on(2026, 11, 11), "Armistice Day".into());
    // Wednesday is closed: as Thursday, so Monday.
    assert_eq!(due(at(11, "16:00"), 2, &hours), Some(at(16, "17:00")));
    // Tuesday 15:00 as of the next day that opens, Thursday: Monday too.
    assert_eq!(due(at(10, "15:00"), 2, &hours), Some(at(16, "17:00")));
}

/// On a half day that ends at 13:00, 15:00 is after closing: the next day, once.
#[test]
fn on_a_half_day_closing_comes_first() {
    let mut hours = office();
    hours.overrides.insert(on(2026, 11, 9), vec![DaySpan::new(540, 780)]);
    assert_eq!(due(at(9, "12:00"), 1, &hours), Some(at(10, "17:00")));
    assert_eq!(due(at(9, "15:30"), 1, &hours), Some(at(11, "17:00")));
}

/// By the same time: what is asked at 14:59 is due at 14:59; from 15:00 on it counts from the opening of the next
/// day, Tuesday 09:00, so Thursday 09:00. On Friday at 15:00 from Monday 09:00: Wednesday 09:00.
#[test]
fn after_the_cut_off_the_same_time_is_the_opening() {
    let same = |raised| due_by(Basis::SameTime, raised, 2, &office());
    assert_eq!(same(at(9, "14:59")), Some(at(11, "14:59")));
    assert_eq!(same(at(9, "15:00")), Some(at(12, "09:00")));
    assert_eq!(same(at(13, "15:00")), Some(at(18, "09:00")));
}

/// Targets in hours go by the hour, whenever they are asked: 8 h from Monday 15:00 end on Tuesday at 15:00.
#[test]
fn hours_know_no_cut_off() {
    let mut terms =
        Version { counting: Counting { cut_off: Some(900), ..Counting::default() }, ..Version::default() };
    let target = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).unwrap();
    terms.targets.insert((ClockKind::Resolution, Priority::Normal), target);
    let request = Request { raised: at(9, "15:00"), ..Request::default() };
    let reading = read_with(&request, &terms, &compiled(&office()), at(9, "15:00")).resolution;
    assert_eq!(reading.due, Some(at(10, "15:00")));
}

/// Raised on Monday at 09:00 and answered at 10:00; these things were said by the client, and these answers came.
fn talk(said: &[Moment], answers: &[Moment]) -> Course {
    let mut updates = vec![at(9, "10:00")];
    updates.extend(answers);
    Course {
        raised: at(9, "09:00"),
        responded: Some(at(9, "10:00")),
        updates,
        said: Some(said.to_vec()),
        ..Course::default()
    }
}

/// Four opening hours to an answer.
fn answer(course: &Course, now: Moment) -> Reading {
    let target = Target::usual(ClockKind::Update, Span::hours(4), Basis::Open).unwrap();
    read(ClockKind::Update, course, Some(&target), &compiled(&office()).open, now)
}

/// Nothing is owed until the client says something: on Monday at 14:00, so by Tuesday 10:00. Said again on
/// Tuesday at 09:00, it is due as before. An answer at 09:30 ends it.
#[test]
fn an_answer_is_owed_from_the_first_thing_the_client_says() {
    assert_eq!(answer(&talk(&[], &[]), at(12, "12:00")).state, ClockState::NotApplicable);
    let said = [at(9, "14:00"), at(10, "09:00")];
    let open = answer(&talk(&said, &[]), at(10, "09:15"));
    assert_eq!((open.state, open.due), (ClockState::AtRisk, Some(at(10, "10:00"))));
    let late = answer(&talk(&said, &[]), at(10, "11:00"));
    assert_eq!((late.state, late.remaining), (ClockState::Breached, Span::hours(-1)));
    let met = answer(&talk(&said, &[at(10, "09:30")]), at(10, "11:00"));
    assert_eq!(
        (met.state, met.elapsed, met.due),
        (ClockState::Met, Span::minutes(210), Some(at(10, "10:00")))
    );
}

/// Answered late once (Tuesday 12:00, due 10:00), in time the next time (Wednesday 09:00 to 10:00): while nobody
/// waits, the longest wait is read, and it was late. A new question is read for itself.
#[test]
fn the_longest_wait_is_remembered_and_hides_no_present_one() {
    let said = [at(9, "14:00"), at(11, "09:00")];
    let answers = [at(10, "12:00"), at(11, "10:00")];
    let rest = answer(&talk(&said, &answers), at(11, "11:00"));
    assert_eq!(
        (rest.state, rest.remaining, rest.breached_open),
        (ClockState::Breached, Span::hours(-2), false)
    );
    let third = [said[0], said[1], at(12, "09:00")];
    let open = answer(&talk(&third, &answers), at(12, "10:00"));
    assert_eq!((open.state, open.due), (ClockState::Running, Some(at(12, "13:00"))));
}

/// What the client says before the first answer belongs to the first response, and what it says after the end to
/// nobody; said at the moment of an answer, it waits for the next one.
#[test]
fn what_is_said_before_the_first_answer_and_after_the_end_starts_nothing() {
    let mut early = talk(&[at(9, "09:30")], &[]);
    assert_eq!(answer(&early, at(12, "12:00")).state, ClockState::NotApplicable);
    early.resolved = vec![(at(9, "12:00"), None)];
    early.said = Some(vec![at(10, "09:00")]);
    assert_eq!(answer(&early, at(12, "12:00")).state, ClockState::NotApplicable);
    let together = answer(&talk(&[at(9, "10:00")], &[]), at(9, "11:00"));
    assert_eq!((together.state, together.due), (ClockState::Running, Some(at(9, "14:00"))));
}

/// Every two weeks from Monday 9 November: the 23rd is next on the 22nd, and on the 23rd itself 7 December. A day
/// that is closed gives way to the next open one: 21 December 2026 to 4 January where the desk is shut between.
#[test]
fn the_cadence_proposes_the_next_days() {
    let (hours, weeks) = (office(), Cadence { weeks: 2, months: 0 });
    let next = |today| weeks.next_check_in(on(2026, 11, 9), today, &hours);
    assert_eq!(next(on(2026, 11, 22)), Some(on(2026, 11, 23)));
    assert_eq!(next(on(2026, 11, 23)), Some(on(2026, 12, 7)));
    assert_eq!(weeks.next_review(on(2026, 11, 9), on(2026, 11, 22), &hours), None);
    let mut shut = office();
    for day in 21..=31 {
        shut.closed.insert(on(2026, 12, day), "Winter".into());
    }
    shut.closed.insert(on(2027, 1, 1), "New Year".into());
    assert_eq!(weeks.next_check_in(on(2026, 11, 9), on(2026, 12, 8), &shut), Some(on(2027, 1, 4)));

    // A month after 31 January is 28 February 2027, a Sunday: Monday 1 March. After that, 31 March.
    let months = Cadence { weeks: 0, months: 1 };
    let next = |today| months.next_review(on(2027, 1, 31), today, &hours);
    assert_eq!(next(on(2027, 2, 1)), Some(on(2027, 3, 1)));
    assert_eq!(next(on(2027, 3, 1)), Some(on(2027, 3, 31)));
    assert_eq!(months.next_check_in(on(2027, 1, 31), on(2027, 2, 1), &hours), None);
    // Never open: no day.
    assert_eq!(weeks.next_check_in(on(2026, 11, 9), on(2026, 11, 9), &Hours::default()), None);
}
