//! Thresholds before and after a deadline: from when on a clock is at risk, who is told, and what is pointed out while
//! they are written. On the desk of `support/agreed.rs`: Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November
//! 2026 is a Monday; normal 16 h, so that what is raised on Monday at 09:00 is due on Tuesday at 17:00.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/agreed.rs"]
mod agreed;

use agreed::*;
use inhouse::domain::agreed::{escalates_to, told_by_now};
use inhouse::domain::agreeing::AgreedDay;
use inhouse::domain::agreement::Version;
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Target};
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority, Stage};
use inhouse::domain::review::{Around, Remark, remarks};
use inhouse::domain::signed::signature;
use inhouse::domain::text::Name;
use inhouse::domain::threshold::{Lead, Threshold};
use inhouse::domain::versions::{Change, difference};
use inhouse::domain::workspace::Workspace;
use inhouse::store::wire::v1::{decode, encode};

const TWO_HOURS: Lead = Lead::Time(Span::hours(2));
const NORMAL: (ClockKind, Priority) = (ClockKind::Resolution, Priority::Normal);

fn put(desk: &mut Desk, amount: Span, basis: Basis, warn: Threshold) {
    desk.changed(|terms| {
        terms.targets.insert(NORMAL, Target { amount, basis, pauses: true, warn });
    });
}

/// From when on it is at risk; it is on track a millisecond before.
fn at_risk_from(desk: &Desk, id: RequestId, from: Moment) {
    assert_eq!(desk.done(id, from - Span(1)).state, ClockState::Running, "before {from:?}");
    assert_eq!(desk.done(id, from).state, ClockState::AtRisk, "at {from:?}");
}

/// Two opening hours before Tuesday 17:00 is Tuesday 15:00; after four hours of waiting it is due on Wednesday at 13:00,
/// and at risk from 11:00. Raised on Thursday for 9 h it is due on Friday at 10:00: two opening hours before that is
/// Thursday 16:00.
#[test]
fn hours_before_the_deadline_are_opening_hours() {
    let mut desk = Desk::new();
    put(&mut desk, Span::hours(16), Basis::Open, Threshold::Before(TWO_HOURS));
    let id = desk.raise();
    at_risk_from(&desk, id, at(10, "15:00"));
    desk.wait(id, PauseReason::Client, at(10, "09:00"), at(10, "13:00"));
    at_risk_from(&desk, id, at(11, "11:00"));

    put(&mut desk, Span::hours(9), Basis::Open, Threshold::Before(TWO_HOURS));
    let id = desk.raise_at(at(12, "09:00"));
    assert_eq!(desk.done(id, at(12, "09:00")).due, Some(at(13, "10:00")));
    at_risk_from(&desk, id, at(12, "16:00"));
}

/// Around the clock: raised on Monday at 09:00 for 30 h, due on Tuesday at 15:00. Two hours before is 13:00, and one day
/// before 24 hours: Monday 15:00. Two days before is before it was raised: at risk from the beginning.
#[test]
fn around_the_clock_hours_are_hours_and_days_are_24_of_them() {
    for (lead, from) in [(TWO_HOURS, at(10, "13:00")), (Lead::Days(1), at(9, "15:00"))] {
        let mut desk = Desk::new();
        put(&mut desk, Span::hours(30), Basis::Calendar, Threshold::Before(lead));
        let id = desk.raise();
        at_risk_from(&desk, id, from);
    }
    let mut desk = Desk::new();
    put(&mut desk, Span::hours(30), Basis::Calendar, Threshold::Before(Lead::Days(2)));
    let id = desk.raise();
    assert_eq!(desk.done(id, at(9, "10:00")).state, ClockState::AtRisk);
}

/// 20 opening hours from Thursday the 12th at 09:00 are due on Monday at 13:00; one day before is Friday 13:00. Two hours
/// of waiting on Friday morning move the deadline to Monday 15:00 and the warning to Friday 15:00: 12 h are counted then
/// as before. Three days before would be Wednesday 13:00: it has been at risk from the beginning.
#[test]
fn days_before_the_deadline_are_working_days_by_the_same_time() {
    let mut desk = Desk::new();
    put(&mut desk, Span::hours(20), Basis::Open, Threshold::Before(Lead::Days(1)));
    let id = desk.raise_at(at(12, "09:00"));
    assert_eq!(desk.done(id, at(12, "09:00")).due, Some(at(16, "13:00")));
    at_risk_from(&desk, id, at(13, "13:00"));
    desk.wait(id, PauseReason::Client, at(13, "09:00"), at(13, "11:00"));
    at_risk_from(&desk, id, at(13, "15:00"));
    assert_eq!(desk.done(id, at(13, "15:00")).due, Some(at(16, "15:00")));

    put(&mut desk, Span::hours(20), Basis::Open, Threshold::Before(Lead::Days(3)));
    let id = desk.raise_at(at(12, "09:00"));
    assert_eq!(desk.done(id, at(12, "09:00")).state, ClockState::AtRisk);
}

/// Two working days, raised on Monday at 10:30: by closing time due on Wednesday at 17:00, and at risk a day before on
/// Tuesday at 17:00, which is closing time: so it is seen on Wednesday at 09:00. By the same time it is due on Wednesday at
/// 10:30, and at risk on Tuesday at 10:30.
#[test]
fn of_targets_in_working_days_a_day_before_is_the_day_before() {
    let mut desk = Desk::new();
    put(&mut desk, Span::days(2), Basis::Days, Threshold::Before(Lead::Days(1)));
    let id = desk.raise_at(at(9, "10:30"));
    let reading = desk.done(id, at(9, "10:30"));
    assert_eq!((reading.due, reading.warn_at), (Some(at(11, "17:00")), Some(at(10, "17:00"))));
    assert_eq!(desk.done(id, at(10, "16:59")).state, ClockState::Running);
    assert_eq!(desk.done(id, at(10, "17:00")).state, ClockState::OutsideHours);
    assert_eq!(desk.done(id, at(11, "09:00")).state, ClockState::AtRisk);

    put(&mut desk, Span::days(2), Basis::SameTime, Threshold::Before(Lead::Days(1)));
    let id = desk.raise_at(at(9, "10:30"));
    assert_eq!(desk.done(id, at(9, "10:30")).due, Some(at(11, "10:30")));
    at_risk_from(&desk, id, at(10, "10:30"));
}

/// With Ann of Sales agreed on Friday the 13th, due at 17:00: two hours before that is 15:00, whatever it waits for.
#[test]
fn where_another_date_is_agreed_it_is_before_that_date() {
    let mut desk = Desk::new();
    put(&mut desk, Span::hours(16), Basis::Open, Threshold::Before(TWO_HOURS));
    let id = desk.raise();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 13).unwrap();
    desk.go(
        at(9, "12:00"),
        Edit::AgreeDate(id, Some(AgreedDay { day, by: name("Ann"), why: note("Later") })),
    );
    desk.wait(id, PauseReason::Client, at(10, "09:00"), at(10, "13:00"));
    at_risk_from(&desk, id, at(13, "15:00"));
}

/// A warning of nothing before the deadline, and one after it, are none.
#[test]
fn what_is_no_time_before_the_deadline_warns_of_nothing() {
    for warn in [Threshold::Before(Lead::Time(Span::ZERO)), Threshold::After(TWO_HOURS)] {
        let mut desk = Desk::new();
        put(&mut desk, Span::hours(16), Basis::Open, warn);
        let id = desk.raise();
        let reading = desk.done(id, at(10, "16:59"));
        assert_eq!((reading.state, reading.warn_at, reading.warn), (ClockState::Running, None, None));
    }
}

fn steps(terms: &mut Version) {
    terms.ladder = [
        ((ClockKind::Resolution, Threshold::Before(TWO_HOURS)), name("Bo")),
        ((ClockKind::Resolution, Threshold::Share(100)), name("Cy")),
        ((ClockKind::Resolution, Threshold::After(TWO_HOURS)), name("Di")),
        ((ClockKind::Resolution, Threshold::After(Lead::Days(1))), name("Ed")),
    ]
    .into();
}

/// Due on Tuesday at 17:00. Bo is told two hours before, at 15:00; Cy when it is due; Di two opening hours after, on
/// Wednesday at 11:00; Ed a working day after: what is due at closing time on Tuesday is that on Wednesday at closing time.
/// Looked at a hundred times it is the same, and nobody is told while it waits.
#[test]
fn somebody_is_told_before_and_after_the_deadline() {
    let mut desk = Desk::new();
    desk.changed(steps);
    let id = desk.raise();
    let told = |desk: &Desk, now: Moment| {
        let request = desk.desk.request(id).unwrap();
        let clocks = desk.book.read(&desk.desk, request, now).unwrap();
        let version = desk.desk.version_of(request).unwrap();
        told_by_now(&version.ladder, &clocks).first().map(|told| told.who.to_string())
    };
    let from = [
        (at(10, "15:00"), None, "Bo"),
        (at(10, "17:00"), Some("Bo"), "Cy"),
        (at(11, "11:00"), Some("Cy"), "Di"),
        (at(11, "17:00"), Some("Di"), "Ed"),
    ];
    for (when, before, who) in from {
        assert_eq!(told(&desk, when - Span(1)).as_deref(), before, "before {when:?}");
        for _ in 0..100 {
            assert_eq!(told(&desk, when).as_deref(), Some(who), "{when:?}");
        }
    }
    desk.go(at(10, "15:30"), Edit::Pause(id, Some(PauseReason::Client)));
    assert_eq!(told(&desk, at(10, "16:00")), None);
}

/// Whoever escalates it is offered Bo, the first one, until Cy is told at the deadline; while it waits, nobody is told,
/// and Bo stands first. Without a step there is nobody to offer.
#[test]
fn who_escalates_is_offered_whom_the_agreement_names() {
    let mut desk = Desk::new();
    desk.changed(steps);
    let id = desk.raise();
    let offered = |desk: &Desk, now: Moment| {
        let request = desk.desk.request(id).unwrap();
        let clocks = desk.book.read(&desk.desk, request, now).unwrap();
        let version = desk.desk.version_of(request).unwrap();
        escalates_to(&version.ladder, &clocks).map(Name::to_string)
    };
    for (when, who) in
        [(at(9, "11:00"), "Bo"), (at(10, "15:00"), "Bo"), (at(10, "17:00"), "Cy"), (at(11, "11:00"), "Di")]
    {
        assert_eq!(offered(&desk, when).as_deref(), Some(who), "{when:?}");
    }
    desk.go(at(10, "15:30"), Edit::Pause(id, Some(PauseReason::Client)));
    assert_eq!(offered(&desk, at(10, "16:00")).as_deref(), Some("Bo"));
    let mut bare = Desk::new();
    let id = bare.raise();
    let request = bare.desk.request(id).unwrap();
    let clocks = bare.book.read(&bare.desk, request, at(9, "11:00")).unwrap();
    let version = bare.desk.version_of(request).unwrap();
    assert!(escalates_to(&version.ladder, &clocks).is_none());
}

/// Who is told, at this moment.
fn all_told(desk: &Desk, id: RequestId, now: Moment) -> Vec<(ClockKind, String)> {
    let request = desk.desk.request(id).unwrap();
    let clocks = desk.book.read(&desk.desk, request, now).unwrap();
    let version = desk.desk.version_of(request).unwrap();
    let told = told_by_now(&version.ladder, &clocks);
    told.into_iter().map(|told| (told.clock, told.who.to_string())).collect()
}

/// Raised on Monday at 09:00: the first response within 2 h, so Bo is told of half of it at 10:00; a decision within 4 h,
/// so Di is told two hours after it at 15:00; done within 16 h, so Cy is told two hours before on Tuesday at 15:00.
/// Answered at 11:00, nobody is told of the first response any more, begun on Tuesday at 15:30 nobody of the decision.
#[test]
fn somebody_is_told_of_every_clock_until_it_has_stopped() {
    let mut desk = Desk::new();
    let (first, decision, done) = (ClockKind::FirstResponse, ClockKind::Decision, ClockKind::Resolution);
    desk.changed(|terms| {
        let within = Target::usual(decision, Span::hours(4), Basis::Open).unwrap();
        terms.targets.insert((decision, Priority::Normal), within);
        terms.ladder = [
            ((first, Threshold::Share(50)), name("Bo")),
            ((decision, Threshold::After(TWO_HOURS)), name("Di")),
            ((done, Threshold::Before(TWO_HOURS)), name("Cy")),
            // Nothing is promised of it, so nothing of it is ever used up.
            ((ClockKind::Update, Threshold::Share(0)), name("Ed")),
        ]
        .into();
    });
    let id = desk.raise_at(at(9, "09:00"));
    let told = |clock, who: &str| (clock, who.to_owned());
    let offered = |desk: &Desk, now: Moment| {
        let request = desk.desk.request(id).unwrap();
        let clocks = desk.book.read(&desk.desk, request, now).unwrap();
        escalates_to(&desk.desk.version_of(request).unwrap().ladder, &clocks).map(Name::to_string)
    };
    assert_eq!(all_told(&desk, id, at(9, "10:00") - Span(1)), []);
    assert_eq!(offered(&desk, at(9, "10:00") - Span(1)).as_deref(), Some("Cy"));
    for _ in 0..100 {
        assert_eq!(all_told(&desk, id, at(9, "10:00")), [told(first, "Bo")]);
    }
    assert_eq!(offered(&desk, at(9, "10:00")).as_deref(), Some("Bo"));
    desk.go(at(9, "11:00"), Edit::Update { id, text: note("We look"), visible: true });
    assert_eq!(all_told(&desk, id, at(9, "15:00") - Span(1)), []);
    assert_eq!(all_told(&desk, id, at(9, "15:00")), [told(decision, "Di")]);
    assert_eq!(all_told(&desk, id, at(10, "15:00")), [told(done, "Cy"), told(decision, "Di")]);
    assert_eq!(offered(&desk, at(10, "15:00")).as_deref(), Some("Cy"));
    desk.stage(at(10, "15:30"), id, Stage::InProgress);
    assert_eq!(all_told(&desk, id, at(10, "15:30")), [told(done, "Cy")]);
    desk.stage(at(10, "16:00"), id, Stage::Done);
    assert_eq!(all_told(&desk, id, at(10, "16:00")), []);
}

/// An update every 4 h, and Bo is told when that is used: answered on Monday at 10:00 that is at 14:00. The update of 14:30
/// begins the next wait, which is used up on Tuesday at 10:30.
#[test]
fn of_the_next_update_somebody_is_told_in_each_wait() {
    let mut desk = Desk::new();
    desk.changed(|terms| {
        let every = Target::usual(ClockKind::Update, Span::hours(4), Basis::Open).unwrap();
        terms.targets.insert((ClockKind::Update, Priority::Normal), every);
        terms.ladder = [((ClockKind::Update, Threshold::Share(100)), name("Bo"))].into();
    });
    let id = desk.raise();
    let bo = [(ClockKind::Update, "Bo".to_owned())];
    assert_eq!(all_told(&desk, id, at(9, "14:00") - Span(1)), []);
    assert_eq!(all_told(&desk, id, at(9, "14:00")), bo);
    desk.go(at(9, "14:30"), Edit::Update { id, text: note("Half of it"), visible: true });
    assert_eq!(all_told(&desk, id, at(10, "10:30") - Span(1)), []);
    assert_eq!(all_told(&desk, id, at(10, "10:30")), bo);
}

/// The same threshold of two clocks is two steps: both are stored, each is a difference of its own, and one taken away
/// leaves the other. A step of another clock is another text to accept.
#[test]
fn steps_of_two_clocks_are_two_steps() {
    let mut desk = Desk::new();
    let half = Threshold::Share(50);
    let (first, done) = (ClockKind::FirstResponse, ClockKind::Resolution);
    desk.changed(|terms| terms.ladder = [((done, half), name("Cy"))].into());
    desk.changed(|terms| {
        terms.ladder = [((done, half), name("Cy")), ((first, half), name("Bo"))].into();
    });
    desk.changed(|terms| terms.ladder = [((first, half), name("Cy"))].into());
    let subject = Subject::Agreement(desk.agreement);
    let back = decode(&encode(desk.desk.log(subject)).unwrap()).unwrap();
    assert_eq!(back, desk.desk.log(subject));
    let versions = &desk.desk.agreement(desk.agreement).unwrap().versions;
    assert_eq!(difference(&versions[&2], &versions[&3]), [Change::Step(first, half, None, Some(name("Bo")))]);
    assert_eq!(
        difference(&versions[&3], &versions[&4]),
        [
            Change::Step(first, half, Some(name("Bo")), Some(name("Cy"))),
            Change::Step(done, half, Some(name("Cy")), None),
        ]
    );
    let said = |n: u32| signature(&desk.desk, &versions[&n]).terms;
    assert_ne!(said(2), said(4));
}

/// Normal 16 h, urgent 4 h: a warning a day before is no warning for urgent requests, since a day before Monday 13:00 is
/// Friday 13:00; it is one for normal ones. Telling Bo two working days before is too early for both: 16 h are two days.
#[test]
fn what_would_be_passed_at_the_beginning_is_pointed_out() {
    let mut desk = Desk::new();
    desk.changed(|terms| {
        for priority in [Priority::Urgent, Priority::Normal] {
            let target = terms.targets.get_mut(&(ClockKind::Resolution, priority)).unwrap();
            target.warn = Threshold::Before(Lead::Days(1));
        }
        terms.ladder = [((ClockKind::Resolution, Threshold::Before(Lead::Days(2))), name("Bo"))].into();
    });
    let terms = desk.desk.agreement(desk.agreement).unwrap().newest().unwrap().1.clone();
    let compiled = desk.book.get(desk.calendar).unwrap();
    let around = Around { compiled: Some(compiled), now: at(9, "09:00"), ..Around::default() };
    let early = |r: &Remark| matches!(r, Remark::EarlyWarning(..) | Remark::EarlyStep(..));
    let found: Vec<Remark> = remarks(&terms, &around).into_iter().filter(early).collect();
    assert_eq!(
        found,
        [
            Remark::EarlyWarning(ClockKind::Resolution, Priority::Urgent, Lead::Days(1)),
            Remark::EarlyStep(ClockKind::Resolution, Priority::Urgent, Lead::Days(2)),
            Remark::EarlyStep(ClockKind::Resolution, Priority::Normal, Lead::Days(2)),
        ]
    );
}

/// What is stored comes back, the difference names each step that differs, and what was accepted is another thing once a
/// warning is.
#[test]
fn thresholds_are_stored_compared_and_signed() {
    let mut desk = Desk::new();
    desk.changed(|terms| {
        steps(terms);
        let warn = Threshold::Before(Lead::Days(1));
        terms.targets.values_mut().for_each(|target| *target = Target { warn, ..*target });
    });
    let subject = Subject::Agreement(desk.agreement);
    let log = desk.desk.log(subject);
    let back = decode(&encode(log).unwrap()).unwrap();
    assert_eq!(back, log);
    let mut again = Workspace::default();
    again.apply_all(subject, back);
    assert_eq!(again.agreement(desk.agreement), desk.desk.agreement(desk.agreement));

    let versions = &desk.desk.agreement(desk.agreement).unwrap().versions;
    let (before, after) = (&versions[&1], &versions[&2]);
    assert_eq!(after.ladder.len(), 4);
    let changed = difference(before, after);
    let told: Vec<&Change> = changed.iter().filter(|change| matches!(change, Change::Step(..))).collect();
    assert_eq!(told.len(), 4);
    assert_eq!(
        told[0],
        &Change::Step(ClockKind::Resolution, Threshold::Before(TWO_HOURS), None, Some(name("Bo")))
    );
    // Six targets: two clocks for each of three priorities.
    assert_eq!(changed.iter().filter(|change| matches!(change, Change::Target { .. })).count(), 6);
    assert_ne!(signature(&desk.desk, before).terms, signature(&desk.desk, after).terms);
    // Taken away step by step, the last one as well.
    desk.changed(|_| {});
    assert!(desk.desk.agreement(desk.agreement).unwrap().newest().unwrap().1.ladder.is_empty());
}
