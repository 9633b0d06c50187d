//! What comes up on the board besides what the client was promised: the clock of whoever has a request in hand, and a
//! wait that is longer than agreed; and what keeps an agreement from being removed. Figures are worked out by hand in
//! the comment beside them. The desk is open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026 is
//! a Monday. Requests are raised then at 09:00 and answered at 10:00, normal ones have 16 h.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::agenda::{Agenda, Counts};
use inhouse::domain::agreed::told_by_now;
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Target};
use inhouse::domain::counting::Counting;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::glance::Turn;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::insight::attainment;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority, RequestFact, Stage};
use inhouse::domain::threshold::Threshold;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

fn target(amount: Span, basis: Basis) -> Option<Target> {
    Some(Target::usual(ClockKind::Resolution, amount, basis).unwrap())
}

/// A desk whose agreement counts like this, and a request under it.
fn asked(counting: Counting, stops: &[PauseReason]) -> (Desk, RequestId) {
    let mut desk = Desk::new();
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
    terms.counting = counting;
    terms.pauses_on = stops.iter().copied().collect();
    desk.propose(terms);
    let id = desk.raise();
    (desk, id)
}

/// What the board says of it: whose turn it is, in which state, and the counts.
fn seen(desk: &Desk, id: RequestId, now: Moment) -> (Turn, ClockState, Counts) {
    let mut agenda = Agenda::default();
    agenda.refresh(&desk.desk, &desk.book, now, false);
    let glance = agenda.glance(id).unwrap();
    (glance.turn, glance.state, agenda.counts())
}

fn give(id: RequestId, who: &str) -> Edit {
    Edit::Change(id, vec![RequestFact::Assigned(Some(name(who)))])
}

fn news(id: RequestId) -> Edit {
    Edit::Update { id, text: note("We still wait for your list."), visible: true }
}

/// Ann gets it on Monday at 10:00 and has two hours: until 12:00, before the 16 h of the request are used up on Tuesday
/// at 17:00. Three quarters of them are over at 11:30. Bo gets it at 13:00 and has until 15:00.
#[test]
fn whoever_has_it_in_hand_has_a_deadline_of_the_day() {
    let counting = Counting { hand_over: target(Span::hours(2), Basis::Open), ..Counting::default() };
    let (mut desk, id) = asked(counting, &[PauseReason::Client]);
    let nothing = Counts { open: 1, ..Counts::default() };
    // Nobody has it yet.
    assert_eq!(seen(&desk, id, at(9, "10:00")).0, Turn::Due(at(10, "17:00")));
    desk.go(at(9, "10:00"), give(id, "Ann"));
    let noon = Turn::Due(at(9, "12:00"));
    assert_eq!(seen(&desk, id, at(9, "11:00")), (noon, ClockState::Running, nothing));
    assert_eq!(
        seen(&desk, id, at(9, "11:40")),
        (noon, ClockState::AtRisk, Counts { at_risk: 1, pressing: 1, ..nothing })
    );
    assert_eq!(seen(&desk, id, at(9, "12:00")).2.late, 0, "on the moment it is in time");
    assert_eq!(
        seen(&desk, id, at(9, "12:00") + Span(1)),
        (noon, ClockState::Breached, Counts { late: 1, pressing: 1, ..nothing })
    );
    // What is kept between two looks comes to the same.
    let mut kept = Agenda::default();
    kept.refresh(&desk.desk, &desk.book, at(9, "11:00"), false);
    kept.refresh(&desk.desk, &desk.book, at(9, "12:00") + Span(1), false);
    assert_eq!(kept.counts().late, 1);
    // The client was promised no such thing: nothing is late in the figures.
    let figures = attainment(&desk.desk, &desk.book, at(9, "12:30"), &|_| true);
    assert!(figures.rows.values().all(|row| row.resolution.breached.is_empty()));

    desk.go(at(9, "13:00"), give(id, "Bo"));
    assert_eq!(seen(&desk, id, at(9, "13:30")), (Turn::Due(at(9, "15:00")), ClockState::Running, nothing));
    // Given to nobody, or done, no hand has a clock.
    desk.go(at(9, "14:00"), Edit::Change(id, vec![RequestFact::Assigned(None)]));
    assert_eq!(seen(&desk, id, at(9, "16:00")).0, Turn::Due(at(10, "17:00")));
}

/// Urgent it has four hours, until 13:00, and is at risk from 12:00 on. Ann has it from 09:00 with two hours: late from
/// 11:00 on. That is what the card shows until the client's own clock is at risk; the request stays late on the board.
#[test]
fn a_hand_over_never_hides_a_clock_of_the_client_at_risk() {
    let counting = Counting { hand_over: target(Span::hours(2), Basis::Open), ..Counting::default() };
    let (mut desk, id) = asked(counting, &[PauseReason::Client]);
    desk.prioritise(at(9, "09:00"), id, Priority::Urgent);
    desk.go(at(9, "09:00"), give(id, "Ann"));
    let shown = |now| {
        let clocks = desk.book.read(&desk.desk, desk.desk.request(id).unwrap(), now).unwrap();
        let (reading, by_hand) = clocks.next();
        (reading.due, reading.state, by_hand)
    };
    assert_eq!(shown(at(9, "11:30")), (Some(at(9, "11:00")), ClockState::Breached, true));
    assert_eq!(shown(at(9, "12:30")), (Some(at(9, "13:00")), ClockState::AtRisk, false));
    assert_eq!(seen(&desk, id, at(9, "12:30")).1, ClockState::Breached);
    // In a pilot nothing of it is late.
    let counting = Counting { pilot: chrono::NaiveDate::from_ymd_opt(2026, 12, 1), ..counting };
    let (mut desk, id) = asked(counting, &[PauseReason::Client]);
    desk.go(at(9, "09:00"), give(id, "Ann"));
    assert_eq!(seen(&desk, id, at(9, "12:30")).2.late, 0);
}

/// Answered at 12:00, an hour late, and promised nothing else. Ann has it from then on with 16 h, until Wednesday 12:00.
/// What was late once is not what is due now.
#[test]
fn a_clock_that_has_ended_late_makes_nothing_else_late() {
    let mut desk = Desk::new();
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
    terms.targets.retain(|(clock, _), _| *clock == ClockKind::FirstResponse);
    terms.counting.hand_over = target(Span::hours(16), Basis::Open);
    terms.counting.longest_pause = target(Span::hours(8), Basis::Open);
    desk.propose(terms);
    let id = desk.raise_at(at(9, "09:00"));
    desk.go(at(9, "12:00"), news(id));
    let nothing = Counts { open: 1, ..Counts::default() };
    assert_eq!(seen(&desk, id, at(9, "12:30")).2, nothing);
    desk.go(at(9, "12:00"), give(id, "Ann"));
    let wednesday = Turn::Due(at(11, "12:00"));
    assert_eq!(seen(&desk, id, at(9, "13:00")), (wednesday, ClockState::Running, nothing));
    let late = Counts { late: 1, pressing: 1, ..nothing };
    assert_eq!(seen(&desk, id, at(11, "12:01")), (wednesday, ClockState::Breached, late));
    // Taken from Ann it waits from 14:00 on: eight hours more are over on Tuesday at 14:00.
    desk.go(at(9, "14:00"), Edit::Change(id, vec![RequestFact::Assigned(None)]));
    desk.go(at(9, "14:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let (turn, _, counts) = seen(&desk, id, at(9, "15:00"));
    assert_eq!((turn, counts.late), (Turn::Due(at(10, "14:00")), 0));
}

/// Normal: due on Tuesday at 17:00. Ann has 32 h, of which a tenth is over at 12:12, and is due after the client: the
/// card shows the client's clock, which is calm, and so the request is not counted among those at risk.
#[test]
fn at_risk_is_counted_where_the_card_shows_it() {
    let hand = Target { warn: Threshold::Share(10), ..target(Span::hours(32), Basis::Open).unwrap() };
    let counting = Counting { hand_over: Some(hand), ..Counting::default() };
    let (mut desk, id) = asked(counting, &[PauseReason::Client]);
    desk.go(at(9, "10:00"), give(id, "Ann"));
    let (turn, state, counts) = seen(&desk, id, at(9, "16:00"));
    assert_eq!((turn, state, counts.at_risk), (Turn::Due(at(10, "17:00")), ClockState::Running, 0));
}

/// Whoever reminds the client of a long wait is not asked to do so again; that it is long stays to be seen.
#[test]
fn a_client_that_was_reminded_need_not_be_reminded_again() {
    let counting = Counting { longest_pause: target(Span::hours(8), Basis::Open), ..Counting::default() };
    let (mut desk, id) = asked(counting, &[PauseReason::Client]);
    desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let asks = |desk: &Desk, now| {
        let counts = seen(desk, id, now).2;
        (counts.overlong, counts.tell)
    };
    // What was said before it was long does not count.
    desk.go(at(10, "10:00"), news(id));
    assert_eq!(asks(&desk, at(10, "11:00")), (1, 1));
    desk.go(at(10, "11:05"), news(id));
    assert_eq!(asks(&desk, at(10, "11:06")), (1, 0));
}

/// A pause lasts eight opening hours at most. It waits for the client from Monday 11:00: 6 h on Monday, 2 h on Tuesday,
/// so until Tuesday 11:00. Two of its 16 hours were used by then, and fourteen are left however long it waits.
#[test]
fn a_wait_that_is_longer_than_agreed_comes_up() {
    let counting = Counting { longest_pause: target(Span::hours(8), Basis::Open), ..Counting::default() };
    let (mut desk, id) = asked(counting, &[PauseReason::Client, PauseReason::OtherTeam]);
    desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let tuesday = Turn::Due(at(10, "11:00"));
    let waiting = Counts { open: 1, waiting: 1, ..Counts::default() };
    assert_eq!(seen(&desk, id, at(9, "12:00")), (tuesday, ClockState::Paused, waiting));
    let up = Counts { overlong: 1, tell: 1, ..waiting };
    assert_eq!(seen(&desk, id, at(10, "11:00")), (tuesday, ClockState::Paused, up));
    // It comes up by itself between two looks.
    let mut kept = Agenda::default();
    kept.refresh(&desk.desk, &desk.book, at(10, "10:59"), false);
    assert_eq!(kept.counts().overlong, 0);
    kept.refresh(&desk.desk, &desk.book, at(10, "11:00"), false);
    assert_eq!(kept.counts().overlong, 1);
    // Nothing resumes by itself.
    let reading = desk.done(id, at(13, "09:00"));
    assert_eq!((reading.state, reading.remaining), (ClockState::Paused, Span::hours(14)));

    // For another reason from Tuesday 10:00 on: the pause is the same one, and the client is not who is awaited.
    desk.go(at(10, "10:00"), Edit::Pause(id, Some(PauseReason::OtherTeam)));
    let (turn, _, counts) = seen(&desk, id, at(10, "11:00"));
    assert_eq!((turn, counts.overlong, counts.tell), (tuesday, 1, 0));
    // For a supplier no clock stops by this agreement: it is no pause.
    desk.go(at(10, "12:00"), Edit::Pause(id, Some(PauseReason::Supplier)));
    assert_eq!(seen(&desk, id, at(12, "11:00")).2.overlong, 0);
    // Taken up, and waiting again on Wednesday at 14:00: 3 h and 5 h more, until Thursday 14:00.
    desk.go(at(11, "09:00"), Edit::Pause(id, None));
    desk.go(at(11, "14:00"), Edit::Pause(id, Some(PauseReason::Client)));
    assert_eq!(seen(&desk, id, at(11, "15:00")).0, Turn::Due(at(12, "14:00")));
    // Done, it waits for nobody.
    desk.stage(at(13, "10:00"), id, Stage::Done);
    let clocks = desk.book.read(&desk.desk, desk.desk.request(id).unwrap(), at(16, "12:00")).unwrap();
    assert_eq!(clocks.remind, None);
}

/// Two working days from Monday 11:00: Wednesday 17:00, or by the same time, Wednesday 11:00. Without an agreed longest
/// pause nothing comes up, however long it waits.
#[test]
fn a_longest_pause_may_be_working_days() {
    for (basis, due) in [(Basis::Days, at(11, "17:00")), (Basis::SameTime, at(11, "11:00"))] {
        let counting = Counting { longest_pause: target(Span::days(2), basis), ..Counting::default() };
        let (mut desk, id) = asked(counting, &[PauseReason::Client]);
        desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
        assert_eq!(seen(&desk, id, at(9, "12:00")).0, Turn::Due(due));
    }
    let (mut desk, id) = asked(Counting::default(), &[PauseReason::Client]);
    desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let (turn, _, counts) = seen(&desk, id, at(27, "12:00"));
    assert_eq!((turn, counts.overlong), (Turn::Paused, 0));
}

/// Figures are read by the terms of the agreement for as long as there are requests under it, so it is ended instead.
#[test]
fn an_agreement_that_measures_something_is_ended_and_not_removed() {
    let mut desk = Desk::new();
    let (id, agreement) = (desk.raise(), desk.agreement);
    let remove = || Edit::Remove(Subject::Agreement(agreement));
    let in_use = |n| Refusal::AgreementInUse("An agreement".to_owned(), n);
    assert_eq!(desk.refused(remove()), in_use(1));
    desk.stage(at(9, "11:00"), id, Stage::Done);
    assert_eq!(desk.refused(remove()), in_use(1), "also by what is finished");

    // Ended with the clocks of what is open left to it, and ended once more without them.
    let open = desk.raise();
    let end = |keeps_clocks| Edit::EndAgreement { id: agreement, keeps_clocks };
    desk.go(at(9, "12:00"), end(true));
    assert!(desk.desk.request(open).unwrap().is_measured_by(agreement));
    desk.go(at(9, "13:00"), end(false));
    assert!(!desk.desk.request(open).unwrap().is_measured_by(agreement));
    assert_eq!(desk.refused(remove()), in_use(1));
    // Nothing is measured by it any more.
    desk.go(at(9, "14:00"), Edit::Remove(Subject::Request(id)));
    desk.go(at(9, "14:00"), remove());
    assert!(!desk.desk.is_live(Subject::Agreement(agreement)));
}

/// Done within 16 h: Bo is told at half of it, Ann at all of it. Raised on Monday at 09:00 the half is used at 17:00, and
/// one millisecond before it nobody is told; the whole on Tuesday at 17:00. From Tuesday 09:00 to 13:00 it waits for the
/// client: nobody is told meanwhile, and the whole is used on Wednesday at 13:00. Done, nobody is told any more.
#[test]
fn who_is_told_is_whose_share_is_used() {
    let mut desk = Desk::new();
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
    terms.ladder = [
        ((ClockKind::Resolution, Threshold::Share(50)), name("Bo")),
        ((ClockKind::Resolution, Threshold::Share(100)), name("Ann")),
    ]
    .into();
    desk.propose(terms);
    let id = desk.raise();
    let told = |desk: &Desk, now: Moment| {
        let request = desk.desk.request(id).unwrap();
        let clocks = desk.book.read(&desk.desk, request, now).unwrap();
        let version = desk.desk.version_of(request).unwrap();
        told_by_now(&version.ladder, &clocks).first().map(|told| (told.step, told.who.to_string()))
    };
    let bo = Some((Threshold::Share(50), "Bo".to_owned()));
    assert_eq!(told(&desk, at(9, "17:00") - Span(1)), None);
    assert_eq!(told(&desk, at(9, "17:00")), bo);
    desk.now = at(10, "09:00");
    desk.act(Edit::Pause(id, Some(PauseReason::Client)));
    assert_eq!(told(&desk, at(10, "12:00")), None);
    desk.now = at(10, "13:00");
    desk.act(Edit::Pause(id, None));
    assert_eq!(told(&desk, at(10, "17:00")), bo);
    assert_eq!(told(&desk, at(11, "13:00") - Span(1)), bo);
    assert_eq!(told(&desk, at(11, "13:00")), Some((Threshold::Share(100), "Ann".to_owned())));
    desk.now = at(11, "14:00");
    desk.act(Edit::Move { id, column: Stage::Done.into(), index: None });
    assert_eq!(told(&desk, desk.now), None);
}
