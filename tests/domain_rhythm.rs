//! The next-update clock, and targets in working days. Every expected moment is worked out by hand in the
//! comment beside it; the desk is open Monday to Friday from 09:00 to 17:00 unless said otherwise.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::calendar::{DaySpan, Hours, OpenTime, Week};
use inhouse::domain::clock::{
    Basis, ClockKind, ClockState, Course, End, PauseSpan, Reading, Target, TargetFault, Verdict, read,
    verdict,
};
use inhouse::domain::derivation::derive;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;

/// A moment of November 2026 in UTC: the 9th is a Monday.
fn at(day: u32, time: &str) -> Moment {
    let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let time = format!("{time}:00").parse().unwrap();
    ZoneTable::utc().from_local(date.and_time(time))
}

fn table(hours: &Hours) -> OpenTime {
    OpenTime::compile(hours, &ZoneTable::utc(), at(1, "00:00"), at(1, "00:00") + Span::days(200))
}

fn office() -> OpenTime {
    table(&Hours::weekly(Week::office(&[(540, 1_020)])))
}

/// One opening day from answer to answer.
fn daily() -> Target {
    Target::usual(ClockKind::Update, Span::hours(8), Basis::Open).unwrap()
}

fn days(n: i64) -> Target {
    Target::usual(ClockKind::Resolution, Span::days(n), Basis::Days).unwrap()
}

/// Raised on Monday at 09:00, answered at 10:00.
fn answered() -> Course {
    Course {
        raised: at(9, "09:00"),
        responded: Some(at(9, "10:00")),
        updates: vec![at(9, "10:00")],
        ..Course::default()
    }
}

fn update(course: &Course, now: Moment) -> Reading {
    read(ClockKind::Update, course, Some(&daily()), &office(), now)
}

#[test]
fn no_news_is_owed_before_the_first_answer() {
    let silent = Course { raised: at(9, "09:00"), ..Course::default() };
    let reading = update(&silent, at(12, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::NotApplicable, None));
    assert_eq!(verdict(&reading), Verdict::Excluded);
}

#[test]
fn it_runs_from_the_answer_and_each_answer_starts_it_anew() {
    // 10:00 to 17:00 are seven hours; the eighth ends on Tuesday at 10:00.
    let course = answered();
    let reading = update(&course, at(9, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(10, "10:00"))));
    // Three quarters of eight hours are six: 16:00.
    assert_eq!(reading.warn_at, Some(at(9, "16:00")));
    assert_eq!(update(&course, at(9, "16:30")).state, ClockState::AtRisk);
    assert_eq!(update(&course, at(9, "20:00")).state, ClockState::OutsideHours);
    let late = update(&course, at(10, "10:00") + Span(1));
    assert!(late.state == ClockState::Breached && late.breached_open);

    // News at 15:00: two hours on Monday, six on Tuesday.
    let course = Course { updates: vec![at(9, "10:00"), at(9, "15:00")], ..course };
    assert_eq!(update(&course, at(9, "16:30")).due, Some(at(10, "15:00")));
    // Seen from before that news, the first wait still runs.
    assert_eq!(update(&course, at(9, "14:00")).due, Some(at(10, "10:00")));
}

#[test]
fn waiting_for_the_client_gives_back_what_was_counted_in_it() {
    let course = Course {
        updates: vec![at(9, "10:00"), at(9, "15:00")],
        pauses: vec![PauseSpan { from: at(9, "16:00"), to: Some(at(10, "11:00")) }],
        ..answered()
    };
    let paused = update(&course, at(10, "10:00"));
    assert_eq!((paused.state, paused.due), (ClockState::Paused, None));
    assert_eq!(paused.remaining, Span::hours(7));
    // 15:00 to 16:00 is one hour, Tuesday 11:00 to 17:00 six, Wednesday 09:00 to 10:00 the eighth.
    assert_eq!(update(&course, at(10, "12:00")).due, Some(at(11, "10:00")));
}

#[test]
fn once_done_the_longest_wait_speaks() {
    let done =
        |updates: Vec<Moment>, done: Moment| Course { updates, resolved: vec![(done, None)], ..answered() };
    // Waits of 5 h (Mon 10–15), 7 h (Mon 15–17, Tue 9–14) and 1 h: all within eight.
    let kept = done(vec![at(9, "10:00"), at(9, "15:00"), at(10, "14:00")], at(10, "15:00"));
    let reading = update(&kept, at(20, "12:00"));
    assert_eq!((reading.state, reading.elapsed), (ClockState::Met, Span::hours(7)));
    // Mon 10:00 to Wed 10:00 are 7 + 8 + 1 = 16 h of silence; a quick word afterwards does not undo it.
    let broken = done(vec![at(9, "10:00"), at(11, "10:00"), at(11, "11:00")], at(11, "12:00"));
    let reading = update(&broken, at(20, "12:00"));
    assert_eq!((reading.state, reading.elapsed), (ClockState::Breached, Span::hours(16)));
    assert_eq!(reading.due, Some(at(10, "10:00")));
    // While it was open the present wait was what counted: 11:00 and eight hours are Thursday 11:00.
    assert_eq!(update(&broken, at(11, "11:30")).due, Some(at(12, "11:00")));
    // An update after the end starts nothing.
    let after = done(vec![at(9, "10:00"), at(12, "10:00")], at(9, "16:00"));
    assert_eq!(update(&after, at(20, "12:00")).state, ClockState::Met);
}

#[test]
fn opened_again_news_is_owed_from_then_on() {
    let course = Course { resolved: vec![(at(9, "16:00"), Some(at(11, "09:00")))], ..answered() };
    assert_eq!(update(&course, at(11, "10:00")).due, Some(at(11, "17:00")));
    // Resolved without an answer, then opened again: the resolution was the answer.
    let quick = Course { responded: None, updates: Vec::new(), ..course };
    assert_eq!(update(&quick, at(10, "10:00")).state, ClockState::NotApplicable);
    assert_eq!(update(&quick, at(11, "10:00")).due, Some(at(11, "17:00")));
}

#[test]
fn a_decline_is_news_and_a_merge_is_no_verdict() {
    let ended = |when, end| Course { ended: Some((when, end)), ..answered() };
    let state = |when, end| update(&ended(when, end), at(20, "12:00")).state;
    assert_eq!(state(at(9, "12:00"), End::Declined), ClockState::Met);
    assert_eq!(state(at(10, "12:00"), End::Declined), ClockState::Breached);
    assert_eq!(state(at(9, "12:00"), End::Merged), ClockState::Cancelled(End::Merged));
    assert_eq!(state(at(9, "12:00"), End::Withdrawn), ClockState::Cancelled(End::Withdrawn));
    assert_eq!(state(at(10, "12:00"), End::Withdrawn), ClockState::Breached);
}

#[test]
fn the_days_of_an_update_add_up_to_its_reading() {
    let course = Course {
        updates: vec![at(9, "10:00"), at(9, "15:00")],
        pauses: vec![PauseSpan { from: at(9, "16:00"), to: Some(at(10, "11:00")) }],
        ..answered()
    };
    let (target, open, zone) = (daily(), office(), ZoneTable::utc());
    let mut now = at(9, "10:00");
    while now < at(13, "17:00") {
        let laid = derive(ClockKind::Update, &course, &target, &open, &zone, now, 60);
        let reading = read(ClockKind::Update, &course, Some(&target), &open, now);
        assert_eq!(laid.sums.counted + laid.sums.over, reading.elapsed, "{now:?}");
        if reading.due.is_some_and(|due| due > now) {
            assert_eq!(laid.sums.counted + laid.sums.left, target.amount, "{now:?}");
        }
        now = now + Span::minutes(23);
    }
}

fn due(target: &Target, raised: Moment, open: &OpenTime) -> Option<Moment> {
    let course = Course { raised, ..Course::default() };
    read(ClockKind::Resolution, &course, Some(target), open, raised).due
}

#[test]
fn working_days_end_at_closing_time() {
    let mut hours = Hours::weekly(Week::office(&[(540, 720), (780, 1_020)]));
    hours.closed.insert(NaiveDate::from_ymd_opt(2026, 11, 11).unwrap(), "Armistice Day".into());
    hours.overrides.insert(NaiveDate::from_ymd_opt(2026, 11, 13).unwrap(), vec![DaySpan::new(540, 720)]);
    let open = table(&hours);
    // Asked on Monday: Tuesday is the first day, Wednesday is closed, Thursday the second.
    assert_eq!(due(&days(2), at(9, "10:00"), &open), Some(at(12, "17:00")));
    assert_eq!(due(&days(2), at(9, "12:30"), &open), Some(at(12, "17:00")), "the lunch break is in the day");
    assert_eq!(due(&days(2), at(9, "16:59"), &open), Some(at(12, "17:00")));
    // After closing it counts as asked on Tuesday: Thursday, then Friday, which closes at noon.
    assert_eq!(due(&days(2), at(9, "17:00"), &open), Some(at(13, "12:00")));
    // On Saturday it counts as asked on Monday.
    assert_eq!(due(&days(1), at(14, "11:00"), &open), Some(at(17, "17:00")));
}

#[test]
fn a_shift_over_midnight_is_the_day_it_began_on() {
    let open = table(&Hours::weekly(Week::office(&[(1_320, 1_800)])));
    // Asked in Tuesday's shift (22:00 to 06:00): the next one is Wednesday's, which ends on Thursday.
    assert_eq!(due(&days(1), at(10, "23:00"), &open), Some(at(12, "06:00")));
    assert_eq!(due(&days(1), at(11, "05:00"), &open), Some(at(12, "06:00")), "still Tuesday's shift");
}

#[test]
fn around_the_clock_a_working_day_ends_at_midnight_however_long_it_is() {
    // Berlin goes back an hour on Sunday 25 October 2026 at 01:00 UTC.
    let autumn = Moment(1_792_890_000_000);
    let berlin = ZoneTable::new("Europe/Berlin", 7_200, vec![(autumn, 3_600)]);
    let local = |text: &str| berlin.from_local(text.parse().unwrap());
    let (from, to) = (local("2026-10-01T00:00:00"), local("2026-12-01T00:00:00"));
    let open = OpenTime::compile(&Hours::weekly(Week::always()), &berlin, from, to);
    let raised = local("2026-10-24T10:00:00");
    let course = Course { raised, ..Course::default() };
    let reading = read(ClockKind::Resolution, &course, Some(&days(1)), &open, raised);
    assert_eq!(reading.due, Some(local("2026-10-26T00:00:00")));
    // 14 hours of Saturday and 25 of Sunday.
    assert_eq!(reading.target, Some(Span::hours(39)));
}

#[test]
fn pauses_and_warnings_of_working_days_are_open_time() {
    let mut course = Course { raised: at(9, "10:00"), ..Course::default() };
    let now = at(9, "10:00");
    // Two days: Monday 7 h, Tuesday 8 h, Wednesday 8 h: 23 h. Three quarters are 17 h 15, on Wednesday
    // 7 + 8 + 2 h 15: 11:15.
    let reading = read(ClockKind::Resolution, &course, Some(&days(2)), &office(), now);
    assert_eq!((reading.target, reading.due), (Some(Span::hours(23)), Some(at(11, "17:00"))));
    assert_eq!(reading.warn_at, Some(at(11, "11:15")));
    // Tuesday 09:00 to 11:00 waited: two hours more, Thursday 11:00.
    course.pauses = vec![PauseSpan { from: at(10, "09:00"), to: Some(at(10, "11:00")) }];
    let later = read(ClockKind::Resolution, &course, Some(&days(2)), &office(), at(10, "12:00"));
    assert_eq!(later.due, Some(at(12, "11:00")));
    // A pause over night gives back nothing.
    course.pauses = vec![PauseSpan { from: at(9, "17:00"), to: Some(at(10, "09:00")) }];
    let same = read(ClockKind::Resolution, &course, Some(&days(2)), &office(), at(10, "12:00"));
    assert_eq!(same.due, Some(at(11, "17:00")));
    let laid =
        derive(ClockKind::Resolution, &course, &days(2), &office(), &ZoneTable::utc(), at(10, "12:00"), 60);
    assert_eq!(laid.sums.counted + laid.sums.left, Span::hours(23));
}

#[test]
fn working_days_are_whole_and_reach_no_further_than_the_hours() {
    let usual = |span| Target::usual(ClockKind::Resolution, span, Basis::Days);
    assert_eq!(usual(Span::hours(36)), Err(TargetFault::NotWholeDays));
    assert_eq!(usual(Span::days(1_001)), Err(TargetFault::NotWholeDays));
    assert_eq!(usual(Span::ZERO), Err(TargetFault::NotPositive));
    assert_eq!(usual(Span::days(3)).unwrap().working_days(), Some(3));
    // The table ends after 200 days: nothing is due, and nothing can be late.
    let far = due(&days(900), at(9, "10:00"), &office());
    assert_eq!(far, None);
}

/// The evaluation of a clock is cheap enough to be done on every reading: a million of them, over three
/// clocks and pauses, well within a second where the program is built for use; without optimisation, as
/// tests are, thirty times that is allowed.
#[test]
fn a_million_readings_take_no_time_worth_waiting_for() {
    let (open, mut course) = (office(), answered());
    course.pauses = vec![PauseSpan { from: at(10, "11:00"), to: Some(at(10, "15:00")) }];
    let target = Target::usual(ClockKind::Resolution, Span::hours(16), Basis::Open).unwrap();
    let begun = std::time::Instant::now();
    let mut late = 0_u32;
    for n in 0..1_000_000_i64 {
        let now = at(9, "09:00") + Span::minutes(n % 10_000);
        let reading = read(ClockKind::Resolution, &course, Some(&target), &open, now);
        late += u32::from(reading.state == ClockState::Breached);
    }
    assert!(late > 0);
    let limit = if cfg!(debug_assertions) { 30 } else { 1 };
    assert!(begun.elapsed().as_secs() < limit, "{:?}", begun.elapsed());
}
