//! Clocks: their states, pauses, reopening and verdicts.
//!
//! The second implementation is a clock that counts minute by minute on a bitmap of open minutes; it shares no
//! code with what it checks. Expected times in the tables are published examples (the product is named) or were
//! worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bitmap.rs"]
mod bitmap;

use bitmap::*;
use inhouse::domain::calendar::{Hours, OpenTime, Week};
use inhouse::domain::clock::{
    Basis, ClockKind, ClockState, Course, End, PauseSpan, Reading, RequestState, Target, TargetFault,
    Verdict, aggregate, read, read_first_resolution, verdict,
};
use inhouse::domain::moment::Span;
use inhouse::domain::threshold::Threshold;
use proptest::prelude::*;

fn target(minutes: i64) -> Target {
    Target { amount: Span::minutes(minutes), basis: Basis::Open, pauses: true, warn: Threshold::Share(75) }
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
    assert_eq!(usual(ClockKind::Resolution).warn, Threshold::Share(75));
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
    assert_eq!((reading.warn_at, reading.warn), (Some(course.raised + Span(7_537)), Some(Span(7_537))));
}

#[test]
fn no_warning_if_none_is_wanted() {
    let course = raised("2026-11-18 09:00");
    for percent in [0, 100, 255] {
        let quiet = Target { warn: Threshold::Share(percent), ..target(240) };
        let reading =
            read(ClockKind::Resolution, &course, Some(&quiet), &nine_to_five(), berlin("2026-11-18 12:59"));
        assert_eq!((reading.state, reading.warn_at, reading.warn), (ClockState::Running, None, None));
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
            heard: Vec::new(),
            anew: Vec::new(),
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
            warn: Threshold::Share(75),
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
