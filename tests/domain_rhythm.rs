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

/// Asked in Berlin on Saturday 24 October 2026 at 10:00, open day and night: when it is due by the clock on the wall, and
/// the whole reading. Berlin goes back an hour on Sunday at 01:00 UTC.
fn asked_before_the_clocks_go_back(target: &Target) -> (String, Reading) {
    let berlin = ZoneTable::new("Europe/Berlin", 7_200, vec![(Moment(1_792_890_000_000), 3_600)]);
    let local = |text: &str| berlin.from_local(text.parse().unwrap());
    let (from, to) = (local("2026-10-01T00:00:00"), local("2026-12-01T00:00:00"));
    let open = OpenTime::compile(&Hours::weekly(Week::always()), &berlin, from, to);
    let raised = local("2026-10-24T10:00:00");
    let course = Course { raised, ..Course::default() };
    let reading = read(ClockKind::Resolution, &course, Some(target), &open, raised);
    (berlin.to_local(reading.due.unwrap()).format("%Y-%m-%dT%H:%M:%S").to_string(), reading)
}

#[test]
fn around_the_clock_a_working_day_ends_at_midnight_however_long_it_is() {
    let (due, reading) = asked_before_the_clocks_go_back(&days(1));
    assert_eq!(due, "2026-10-26T00:00:00");
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

fn same_time(n: i64) -> Target {
    Target::usual(ClockKind::Resolution, Span::days(n), Basis::SameTime).unwrap()
}

/// A lunch break from 12:00 to 13:00; Wednesday 11 November is closed, Friday 13 closes at 12:00, and Thursday 19
/// opens at 11:00.
fn with_exceptions() -> OpenTime {
    let on = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let mut hours = Hours::weekly(Week::office(&[(540, 720), (780, 1_020)]));
    hours.closed.insert(on(11), "Armistice Day".into());
    hours.overrides.insert(on(13), vec![DaySpan::new(540, 720)]);
    hours.overrides.insert(on(19), vec![DaySpan::new(660, 1_020)]);
    table(&hours)
}

#[test]
fn working_days_may_end_by_the_same_time() {
    let open = with_exceptions();
    // Asked on Monday at 10:20: Tuesday is the first day, Wednesday is closed, Thursday the second.
    assert_eq!(due(&same_time(1), at(9, "10:20"), &open), Some(at(10, "10:20")));
    assert_eq!(due(&same_time(2), at(9, "10:20"), &open), Some(at(12, "10:20")));
    // In the lunch break it counts from its end.
    assert_eq!(due(&same_time(1), at(9, "12:30"), &open), Some(at(10, "13:00")));
    // Friday closes at noon: what was asked on Thursday at 15:00 is due then, and at 10:20 at that time.
    assert_eq!(due(&same_time(1), at(12, "15:00"), &open), Some(at(13, "12:00")));
    assert_eq!(due(&same_time(1), at(12, "10:20"), &open), Some(at(13, "10:20")));
    // Thursday 19 opens at 11:00 only.
    assert_eq!(due(&same_time(1), at(18, "10:20"), &open), Some(at(19, "11:00")));
    // And what was asked on that day at 16:00 is due on Friday at 16:00.
    assert_eq!(due(&same_time(1), at(19, "16:00"), &open), Some(at(20, "16:00")));
}

#[test]
fn what_is_asked_outside_hours_counts_from_the_opening() {
    let open = with_exceptions();
    // Monday before opening, and after closing: from Monday 09:00, and from Tuesday 09:00.
    assert_eq!(due(&same_time(1), at(9, "07:30"), &open), Some(at(10, "09:00")));
    assert_eq!(due(&same_time(1), at(9, "17:00"), &open), Some(at(12, "09:00")));
    // Saturday: from Monday 09:00, so by Tuesday 09:00. Monday's seven hours are all there is; the night after
    // them is still in time.
    let raised = at(14, "11:00");
    let of = |done: Moment, now: Moment| {
        let course = Course { raised, resolved: vec![(done, None)], ..Course::default() };
        read(ClockKind::Resolution, &course, Some(&same_time(1)), &open, now)
    };
    let now = at(18, "12:00");
    let met = of(at(17, "08:50"), now);
    assert_eq!((met.state, met.due), (ClockState::Met, Some(at(17, "09:00"))));
    assert_eq!((met.target, met.remaining), (Some(Span::hours(7)), Span::ZERO));
    assert_eq!(of(at(17, "09:00"), now).state, ClockState::Met);
    assert_eq!(of(at(17, "09:00") + Span(1), now).state, ClockState::Breached);
    // Three quarters of seven hours are 5 h 15: Monday 09:00 to 12:00 and 13:00 to 15:15.
    assert_eq!(met.warn_at, Some(at(16, "15:15")));
}

#[test]
fn a_shift_over_midnight_keeps_its_hour() {
    let open = table(&Hours::weekly(Week::office(&[(1_320, 1_800)])));
    // Tuesday's shift runs from 22:00 to 06:00 on Wednesday.
    assert_eq!(due(&same_time(1), at(10, "23:00"), &open), Some(at(11, "23:00")));
    assert_eq!(due(&same_time(1), at(11, "05:00"), &open), Some(at(12, "05:00")), "still Tuesday's shift");
    // Saturday 05:00 is still Friday's shift; the next one is Monday's.
    assert_eq!(due(&same_time(1), at(14, "05:00"), &open), Some(at(17, "05:00")));
}

#[test]
fn the_same_time_is_that_of_the_wall_clock() {
    let (due, reading) = asked_before_the_clocks_go_back(&same_time(1));
    assert_eq!(due, "2026-10-25T10:00:00");
    assert_eq!(reading.target, Some(Span::hours(25)));
}

#[test]
fn pauses_give_back_open_time_from_the_same_time_on() {
    // Monday 10:20, two days: 6 h 40 on Monday, 8 h on Tuesday, 1 h 20 on Wednesday: 16 h.
    let mut course = Course { raised: at(9, "10:20"), ..Course::default() };
    let of = |course: &Course, now| read(ClockKind::Resolution, course, Some(&same_time(2)), &office(), now);
    let reading = of(&course, at(9, "10:20"));
    assert_eq!((reading.target, reading.due), (Some(Span::hours(16)), Some(at(11, "10:20"))));
    // Tuesday 09:00 to 11:00 waited: two hours more.
    course.pauses = vec![PauseSpan { from: at(10, "09:00"), to: Some(at(10, "11:00")) }];
    assert_eq!(of(&course, at(10, "12:00")).due, Some(at(11, "12:20")));
    let laid = derive(
        ClockKind::Resolution,
        &course,
        &same_time(2),
        &office(),
        &ZoneTable::utc(),
        at(10, "12:00"),
        60,
    );
    assert_eq!(laid.sums.counted + laid.sums.left, Span::hours(16));
    assert_eq!(laid.due_unpaused, Some(at(11, "10:20")));
    // A pause over night gives back nothing.
    course.pauses = vec![PauseSpan { from: at(9, "17:00"), to: Some(at(10, "09:00")) }];
    assert_eq!(of(&course, at(10, "12:00")).due, Some(at(11, "10:20")));

    // Asked on Saturday, due on Tuesday at 09:00. Waited from Monday 20:00 to Tuesday 12:00: nothing was left of
    // the open time, and it was not late before the wait ended.
    let mut course = Course { raised: at(14, "11:00"), ..Course::default() };
    let of = |course: &Course, now| read(ClockKind::Resolution, course, Some(&same_time(1)), &office(), now);
    course.pauses = vec![PauseSpan { from: at(16, "20:00"), to: None }];
    assert_eq!(of(&course, at(17, "10:00")).state, ClockState::Paused);
    course.pauses = vec![PauseSpan { from: at(16, "20:00"), to: Some(at(17, "12:00")) }];
    assert_eq!(of(&course, at(17, "11:59")).state, ClockState::Paused);
    let over = of(&course, at(17, "12:01"));
    assert_eq!((over.state, over.due), (ClockState::Breached, Some(at(17, "12:00"))));
    // From Monday 18:00 to 20:00 nobody is open: nothing is given back, and nothing falls due at night.
    course.pauses = vec![PauseSpan { from: at(16, "18:00"), to: Some(at(16, "20:00")) }];
    let night = of(&course, at(16, "21:00"));
    assert_eq!((night.state, night.due), (ClockState::OutsideHours, Some(at(17, "09:00"))));
    assert_eq!(of(&course, at(17, "09:00") + Span(1)).state, ClockState::Breached);
}

#[test]
fn the_next_update_by_the_same_time_counts_from_each_answer() {
    let target = Target::usual(ClockKind::Update, Span::days(1), Basis::SameTime).unwrap();
    let course = Course { updates: vec![at(9, "10:00"), at(10, "15:00")], ..answered() };
    let of = |now| read(ClockKind::Update, &course, Some(&target), &office(), now).due;
    assert_eq!(of(at(9, "12:00")), Some(at(10, "10:00")));
    assert_eq!(of(at(10, "16:00")), Some(at(11, "15:00")));
}

#[test]
fn of_two_targets_in_working_days_the_end_of_a_day_comes_after_any_time_of_it() {
    assert!(days(3).comes_after(&days(2)) && same_time(3).comes_after(&days(2)));
    assert!(days(2).comes_after(&same_time(2)));
    assert!(!same_time(2).comes_after(&days(2)) && !days(2).comes_after(&days(2)));
    let hours = |n| Target::usual(ClockKind::Resolution, Span::hours(n), Basis::Open).unwrap();
    assert!(hours(3).comes_after(&hours(2)));
    assert!(!hours(100).comes_after(&days(1)) && !days(9).comes_after(&hours(1)), "they do not compare");
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
