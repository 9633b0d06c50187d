//! What the two sides may agree on beside the usual: that late stays late whatever priority follows, that a change of
//! priority or opening again begins anew. Each case is told with its figures worked out by hand, on the desk of
//! `clock_changes.rs`: Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026 is a Monday; urgent 4 h,
//! normal 16 h, low 40 h, a first response within 2 h.
//!
//! | Case | Agreed | What happens | What counts |
//! |---|---|---|---|
//! | 1 | late stays late | priority lowered when it is late | late, by the target that stood when it came due |
//! | 2 | late stays late | raised by mistake, late at once, and set back | as if nothing had been |
//! | 3 | late stays late | raised, come due, lowered | late by the raised one; taken back by Undo, it is not |
//! | 4 | anew from the change | raised, lowered, raised when it is done | each from its change; what is done is done |
//! | 5 | opened again: the whole time | done in time, opened again | the whole target from the opening |
//! | 6 | opened again: the whole time | done late, opened again, done in time | late, by the first stretch |
//! | 7 | opened again: the whole time | tried on past work | what the longest stretch needed |
//! | 8 | a yes or no within 6 h | asked back, put aside, accepted | from raised to the yes, whatever it waits for |
//! | 9 | a yes or no within 6 h | declined, withdrawn | declining decides; what is withdrawn has no verdict |
//! | 10 | another day for one request | it waits, its priority changes | due at closing time of that day, whatever happens |
//! | 13 | news every 8 h and an answer within 2 h | the client writes twice, is answered, and writes again | both, each by its own time |
//! | 12 | opened again: it goes on | opened again by hand ten working days later, or after more | goes on, or anew |
//! | 11 | which targets waiting stops, one by one | it waits before it is answered | each target by its own choice |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreeing::AgreedDay;
use inhouse::domain::agreement::Scope;
use inhouse::domain::backtest::{past, try_out};
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::clock::{Basis, ClockKind, ClockState, End, Target, Verdict};
use inhouse::domain::counting::{Counting, OnPriority, OnReopen};
use inhouse::domain::decide::check_terms;
use inhouse::domain::edit::{Choice, Edit, Many, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::insight::attainment;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Channel, DeclineReason, PauseReason, Priority, Stage};
use inhouse::domain::text::Note;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

/// The desk, with these terms in force.
fn agreed(counting: Counting) -> Desk {
    let mut desk = Desk::new();
    desk.changed(|terms| terms.counting = counting);
    desk
}

fn onward() -> Desk {
    agreed(Counting { on_priority: OnPriority::Onward, ..Counting::default() })
}

fn again() -> Desk {
    agreed(Counting { on_reopen: OnReopen::Anew, ..Counting::default() })
}

/// Case 1. Normal, due Tuesday 17:00. On Wednesday at 10:00 it is an hour late and called low: Friday would be
/// in time, and the promise that stood on Tuesday was not kept all the same. It is late by one hour, and by the
/// normal target to its end: done on Thursday at 09:00 after 24 h, eight too many. One verdict is written down.
#[test]
fn lowered_in_priority_when_it_is_late_it_stays_late() {
    let mut desk = onward();
    let id = desk.raise();
    desk.prioritise(at(11, "10:00"), id, Priority::Low);
    let reading = desk.done(id, at(11, "10:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Breached, Some(at(10, "17:00"))));
    assert!(reading.breached_open);
    assert_eq!((reading.elapsed, reading.remaining), (Span::hours(17), Span::hours(-1)));
    // The answer was in time before and after.
    assert_eq!(desk.clock(id, ClockKind::FirstResponse, at(11, "10:00")).state, ClockState::Met);
    desk.stage(at(12, "09:00"), id, Stage::Done);
    let reading = desk.done(id, at(12, "09:00"));
    assert_eq!((reading.state, reading.remaining), (ClockState::Breached, Span::hours(-8)));
    let settled = &desk.desk.request(id).unwrap().settled;
    let done: Vec<_> = settled.iter().filter(|s| s.clock == ClockKind::Resolution).collect();
    assert_eq!((done.len(), done[0].verdict, done[0].due), (1, Verdict::Breached, Some(at(10, "17:00"))));
}

/// Case 2. Called urgent on Tuesday at 12:00, it would have been due on Monday at 13:00, before anybody had
/// promised that. Set back at 12:05, it is due on Tuesday at 17:00 as before.
#[test]
fn a_priority_set_by_mistake_and_set_back_leaves_nothing() {
    let mut desk = onward();
    let id = desk.raise();
    desk.prioritise(at(10, "12:00"), id, Priority::Urgent);
    assert_eq!(desk.done(id, at(10, "12:00")).state, ClockState::Breached);
    desk.prioritise(at(10, "12:05"), id, Priority::Normal);
    let reading = desk.done(id, at(10, "12:05"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(10, "17:00"))));
}

/// Case 3. Called urgent on Monday at 10:30: due at 13:00 that day. Called low at 14:00: late since 13:00. The
/// calling low taken back: late as before. The calling urgent taken back as well: due Tuesday 17:00.
#[test]
fn what_came_due_while_a_priority_stood_stays_late_unless_it_is_taken_back() {
    let mut desk = onward();
    let id = desk.raise();
    desk.prioritise(at(9, "10:30"), id, Priority::Urgent);
    let urgent = desk.last.clone();
    desk.prioritise(at(9, "14:00"), id, Priority::Low);
    let low = desk.last.clone();
    let late = (ClockState::Breached, Some(at(9, "13:00")));
    let reading = desk.done(id, at(9, "15:00"));
    assert_eq!((reading.state, reading.due), late);
    // Lowered again, later: the first promise that was broken counts.
    desk.prioritise(at(10, "09:00"), id, Priority::Normal);
    let reading = desk.done(id, at(13, "15:00"));
    assert_eq!((reading.state, reading.due), late);
    let normal = desk.last.clone();
    for stamps in [normal, low] {
        desk.revoke(Subject::Request(id), stamps);
        let reading = desk.done(id, at(10, "10:00"));
        assert_eq!((reading.state, reading.due), late);
    }
    desk.revoke(Subject::Request(id), urgent);
    let reading = desk.done(id, at(10, "10:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(10, "17:00"))));
}

/// Case 4. Normal, answered on Monday at 10:00, waiting for the client on Monday from 11:00 to 12:00. Urgent from
/// Tuesday 10:00: four hours from there, due at 14:00, two of them used at noon. Low from Tuesday 13:00: 40 h are 4
/// on Tuesday, 24 up to Friday, 8 on Monday the 16th and 4 on Tuesday the 17th: 13:00. Done on Tuesday the 10th at
/// 17:00. What it is called afterwards does not count anew: urgent, 4 h from Tuesday 13:00, are used up exactly when
/// it was done, which is in time. The answer of Monday stays what it was.
#[test]
fn anew_from_the_change() {
    let mut desk = agreed(Counting { on_priority: OnPriority::Anew, ..Counting::default() });
    let id = desk.raise();
    desk.wait(id, PauseReason::Client, at(9, "11:00"), at(9, "12:00"));
    desk.prioritise(at(10, "10:00"), id, Priority::Urgent);
    let reading = desk.done(id, at(10, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(10, "14:00"))));
    assert_eq!((reading.elapsed, reading.remaining), (Span::hours(2), Span::hours(2)));
    desk.prioritise(at(10, "13:00"), id, Priority::Low);
    assert_eq!(desk.done(id, at(10, "13:00")).due, Some(at(17, "13:00")));
    desk.stage(at(10, "17:00"), id, Stage::Done);
    desk.prioritise(at(11, "09:00"), id, Priority::Urgent);
    let reading = desk.done(id, at(11, "09:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Met, Some(at(10, "17:00"))));
    let answer = desk.clock(id, ClockKind::FirstResponse, at(11, "09:00"));
    assert_eq!((answer.state, answer.elapsed), (ClockState::Met, Span::hours(1)));
}

/// Case 5. Done on Tuesday at 11:00 with 10 h, in time. Opened again on Friday at 09:00: 16 h from there are 8 on
/// Friday and 8 on Monday the 16th: 17:00. Done that day at noon: 8 + 3 = 11 h, in time.
#[test]
fn opened_again_it_has_the_whole_time_again() {
    let mut desk = again();
    let id = desk.raise();
    desk.stage(at(10, "11:00"), id, Stage::Done);
    assert_eq!(desk.done(id, at(10, "11:00")).elapsed, Span::hours(10));
    desk.stage(at(13, "09:00"), id, Stage::InProgress);
    let reading = desk.done(id, at(13, "10:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(16, "17:00"))));
    assert_eq!(reading.elapsed, Span::hours(1));
    desk.stage(at(16, "12:00"), id, Stage::Done);
    let reading = desk.done(id, at(20, "12:00"));
    assert_eq!((reading.state, reading.elapsed), (ClockState::Met, Span::hours(11)));
}

/// Case 6. Due Tuesday 17:00, done on Wednesday at 11:00: 18 h, late. Opened again on Thursday at 09:00, it has until
/// Friday 17:00; done at noon after three hours. The request was late all the same, by the first stretch.
/// Case 7. Tried with 18 h and with 17: its stretches needed 18 and 3, so 18 would have been kept. Where the clock
/// goes on instead, it needed 21.
#[test]
fn a_stretch_that_was_late_stays_late() {
    let mut desk = again();
    let id = desk.raise();
    desk.stage(at(11, "11:00"), id, Stage::Done);
    desk.stage(at(12, "09:00"), id, Stage::InProgress);
    let open = desk.done(id, at(12, "10:00"));
    assert_eq!((open.state, open.due), (ClockState::Running, Some(at(13, "17:00"))));
    desk.stage(at(12, "12:00"), id, Stage::Done);
    let closed = desk.done(id, at(20, "12:00"));
    assert_eq!((closed.state, closed.due), (ClockState::Breached, Some(at(10, "17:00"))));
    assert_eq!(closed.elapsed, Span::hours(18));
    let written: Vec<_> =
        desk.desk.request(id).unwrap().settled.iter().map(|s| (s.clock, s.verdict)).collect();
    assert_eq!(written.last(), Some(&(ClockKind::Resolution, Verdict::Breached)));

    let compiled = desk.book.get(desk.calendar).unwrap();
    let hours = (&compiled.open, &*compiled.zone);
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&2].clone();
    let key = (ClockKind::Resolution, Priority::Normal);
    for (again, promised, needed, met) in
        [(true, 18, 18, 1), (true, 17, 18, 0), (false, 20, 21, 0), (false, 21, 21, 1)]
    {
        terms.counting.on_reopen = if again { OnReopen::Anew } else { OnReopen::Continue };
        terms.targets.get_mut(&key).unwrap().amount = Span::hours(promised);
        let tried = try_out(&past(&desk.desk, &Scope::default(), &terms), &terms, hours, at(20, "12:00"));
        let done = tried.iter().find(|t| t.clock == ClockKind::Resolution).unwrap();
        assert_eq!((done.needed.as_slice(), done.met), ([(Span::hours(needed), id)].as_slice(), met));
    }
}

fn deciding() -> Desk {
    let mut desk = Desk::new();
    desk.changed(|terms| {
        let six = Target::usual(ClockKind::Decision, Span::hours(6), Basis::Open).unwrap();
        terms.targets.insert((ClockKind::Decision, Priority::Normal), six);
    });
    desk
}

/// Case 8. Raised on Monday at 09:00: decided by 15:00. It is looked at at 11:00, the client is asked at noon and
/// answers at 13:00: that decides nothing and gives nothing back, as the answer at 10:00 did not. At risk from 75 % of
/// six hours: 13:30. Accepted at 16:00, seven hours after it was raised, it is late; begun on Tuesday, and given
/// back, it stays what it is.
#[test]
fn a_decision_is_a_yes_or_a_no_and_nothing_else() {
    let mut desk = deciding();
    let id = desk.raise();
    desk.stage(at(9, "11:00"), id, Stage::Deciding);
    desk.stage(at(9, "12:00"), id, Stage::Waiting);
    desk.stage(at(9, "13:00"), id, Stage::Deciding);
    let open = desk.clock(id, ClockKind::Decision, at(9, "13:30"));
    assert_eq!((open.state, open.due), (ClockState::AtRisk, Some(at(9, "15:00"))));
    assert_eq!(desk.done(id, at(9, "13:30")).elapsed, Span::minutes(210));
    desk.stage(at(9, "16:00"), id, Stage::Accepted);
    desk.stage(at(10, "09:00"), id, Stage::InProgress);
    desk.stage(at(10, "12:00"), id, Stage::Deciding);
    let late = desk.clock(id, ClockKind::Decision, at(11, "09:00"));
    assert_eq!(
        (late.state, late.stopped, late.elapsed),
        (ClockState::Breached, Some(at(9, "16:00")), Span::hours(7))
    );
    let total = attainment(&desk.desk, &desk.book, at(11, "09:00"), &|_| true).total();
    assert_eq!((total.decision.breached, total.decision.met), (vec![id], vec![]));
}

/// Case 9. Declined at noon, within six hours; withdrawn at noon; a third withdrawn on Tuesday, when it was late.
#[test]
fn a_no_decides_and_what_is_withdrawn_has_no_verdict() {
    let mut desk = deciding();
    let [no, gone, late] =
        [desk.raise_at(at(9, "09:00")), desk.raise_at(at(9, "09:00")), desk.raise_at(at(9, "09:00"))];
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    desk.go(at(9, "12:00"), Edit::Decline { id: no, category: DeclineReason::Goal, reason, alternative });
    desk.go(at(9, "12:00"), Edit::Withdraw(gone, note("No longer needed")));
    desk.go(at(10, "12:00"), Edit::Withdraw(late, note("No longer needed")));
    let state = |id| desk.clock(id, ClockKind::Decision, at(11, "09:00")).state;
    let cancelled = ClockState::Cancelled(End::Withdrawn);
    assert_eq!([state(no), state(gone), state(late)], [ClockState::Met, cancelled, ClockState::Breached]);
}

/// A yes or no comes no sooner than the first response (2 h), and no later than the work is done (16 h).
#[test]
fn decisions_lie_between_the_answer_and_the_work() {
    for (hours, wrong) in [
        (1, Some((ClockKind::FirstResponse, ClockKind::Decision))),
        (2, None),
        (16, None),
        (17, Some((ClockKind::Decision, ClockKind::Resolution))),
    ] {
        let desk = Desk::new();
        let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
        let target = Target::usual(ClockKind::Decision, Span::hours(hours), Basis::Open).unwrap();
        terms.targets.insert((ClockKind::Decision, Priority::Normal), target);
        let expected = wrong.map(|(a, b)| Refusal::TargetsOutOfOrder(a, b, Priority::Normal));
        assert_eq!(check_terms(&desk.desk, &terms).err(), expected);
    }
}

/// Case 11. An answer within 2 h and a yes or no within 6 h. For normal requests waiting stops the answer as well, and
/// neither the decision nor being done; for low ones it stops the decision and being done. It waits on Monday from 10:00
/// to 12:00, before anybody has answered. Normal: an hour is used by 10:00, so the answer is due at 13:00, the decision
/// at 15:00 and the work on Tuesday at 17:00 as if nothing had been. Low: the answer is due at 11:00, the decision at
/// 17:00, the work (40 h: Friday 17:00) two hours into Monday.
#[test]
fn each_target_stands_still_or_runs_on_as_was_chosen_for_it() {
    use ClockKind::{Decision, FirstResponse, Resolution};
    let mut desk = deciding();
    desk.changed(|terms| {
        let within = Target::usual(Decision, Span::hours(6), Basis::Open).unwrap();
        for priority in [Priority::Normal, Priority::Low] {
            terms.targets.insert((Decision, priority), within);
        }
        for ((clock, priority), target) in &mut terms.targets {
            target.pauses = (*priority == Priority::Normal) == (*clock == FirstResponse);
        }
    });
    let [normal, low] = [desk.raise_at(at(9, "09:00")), desk.raise_at(at(9, "09:00"))];
    desk.prioritise(at(9, "09:00"), low, Priority::Low);
    for id in [normal, low] {
        desk.go(at(9, "10:00"), Edit::Pause(id, Some(PauseReason::Client)));
    }
    let states = |desk: &Desk, id| {
        [FirstResponse, Decision, Resolution].map(|kind| desk.clock(id, kind, at(9, "10:30")).state)
    };
    let (paused, running) = (ClockState::Paused, ClockState::Running);
    assert_eq!(states(&desk, normal), [paused, running, running]);
    assert_eq!(states(&desk, low), [ClockState::AtRisk, paused, paused]);
    for id in [normal, low] {
        desk.go(at(9, "12:00"), Edit::Pause(id, None));
    }
    let due = |desk: &Desk, id| {
        [FirstResponse, Decision, Resolution].map(|kind| desk.clock(id, kind, at(9, "12:30")).due.unwrap())
    };
    assert_eq!(due(&desk, normal), [at(9, "13:00"), at(9, "15:00"), at(10, "17:00")]);
    assert_eq!(due(&desk, low), [at(9, "11:00"), at(9, "17:00"), at(16, "11:00")]);
    // Answered at 13:00: the one is in time, the other two hours late.
    for id in [normal, low] {
        desk.go(at(9, "13:00"), Edit::Update { id, text: note("We begin"), visible: true });
    }
    let answer = |id| desk.clock(id, FirstResponse, at(9, "13:30"));
    assert_eq!((answer(normal).state, answer(normal).remaining), (ClockState::Met, Span::ZERO));
    assert_eq!((answer(low).state, answer(low).remaining), (ClockState::Breached, Span::hours(-2)));
}

/// Case 12. Normal, 16 h: due Tuesday 17:00. Done on Tuesday at noon, after 11 h, it may be opened again until closing
/// time of the tenth working day, Tuesday the 24th: then it goes on with the five hours it has left. On Thursday the 26th
/// it has 16 h of its own, until Friday 17:00, whatever the agreement says; what was late before stays late at its end.
/// A date agreed for Friday the 13th is kept for good by being done that day, and counts for nothing after.
#[test]
fn opened_by_hand_long_after_it_was_done_it_begins_anew() {
    let mut desk = Desk::new();
    let [soon, kept, missed, late, dated] = [(); 5].map(|()| {
        desk.now = at(9, "09:00");
        desk.raise()
    });
    let day = NaiveDate::from_ymd_opt(2026, 11, 13).unwrap();
    let agreed = AgreedDay { day, by: name("Ann"), why: note("The figures come later") };
    desk.go(at(9, "12:00"), Edit::AgreeDate(dated, Some(agreed)));
    for id in [soon, kept, missed] {
        desk.stage(at(10, "12:00"), id, Stage::Done);
    }
    desk.stage(at(11, "11:00"), late, Stage::Done);
    desk.stage(at(13, "12:00"), dated, Stage::Done);

    desk.stage(at(24, "16:00"), soon, Stage::InProgress);
    let reading = desk.done(soon, at(24, "16:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(25, "13:00"))));
    desk.stage(at(26, "09:00"), kept, Stage::InProgress);
    let ids = vec![missed, late];
    desk.go(at(26, "09:00"), Edit::Many(ids, Many::Move(Stage::InProgress.into())));
    for id in [kept, missed, late] {
        let reading = desk.done(id, at(26, "10:00"));
        assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(27, "17:00"))));
        assert_eq!(reading.elapsed, Span::hours(1));
        // Answered in time once and for all.
        assert_eq!(desk.clock(id, ClockKind::FirstResponse, at(26, "10:00")).state, ClockState::Met);
    }
    desk.stage(at(27, "17:00"), kept, Stage::Done);
    desk.stage(at(27, "17:00"), late, Stage::Done);
    desk.stage(at(30, "09:00"), missed, Stage::Done);
    let now = at(30, "10:00");
    let end = |id| (desk.done(id, now).state, desk.done(id, now).due);
    assert_eq!(end(kept), (ClockState::Met, Some(at(27, "17:00"))));
    assert_eq!(end(missed), (ClockState::Breached, Some(at(27, "17:00"))));
    assert_eq!(end(late), (ClockState::Breached, Some(at(10, "17:00"))));
    // The first verdict stands beside the last.
    let (first, last) = attainment(&desk.desk, &desk.book, now, &|_| true).opened_again;
    assert_eq!((first.met, first.breached), (vec![soon, kept, missed], vec![late]));
    assert_eq!(last.met, [kept]);

    desk.stage(at(30, "09:00"), dated, Stage::InProgress);
    let (back, due) = (desk.last.clone(), desk.done(dated, at(30, "10:00")).due);
    assert_eq!(due, Some(at(30, "17:00") + Span::days(1)));
    desk.stage(at(30, "12:00"), dated, Stage::Done);
    assert_eq!(desk.done(dated, at(30, "12:00")).state, ClockState::Met);
    let end = desk.last.clone();
    desk.revoke(Subject::Request(dated), [end, back].concat());
    assert_eq!(desk.done(dated, at(30, "12:00")).due, Some(at(13, "17:00")));
}

/// Case 12b. Normal, 16 h: due Tuesday 17:00. One is done in time on Tuesday at noon, one late on Wednesday at 11:00. Opened
/// again on Thursday the 26th at 09:00, both begin anew, and for both the client agrees on Monday the 30th: 17:00, which is
/// 24 open hours from there. Done on that Monday at noon, the one is met; the other stays late as it was on Tuesday the 10th:
/// a date agreed later makes no breach undone.
#[test]
fn a_date_agreed_after_a_late_reopening_erases_no_breach() {
    let mut desk = Desk::new();
    let [kept, late] = [(); 2].map(|()| {
        desk.now = at(9, "09:00");
        desk.raise()
    });
    desk.stage(at(10, "12:00"), kept, Stage::Done);
    desk.stage(at(11, "11:00"), late, Stage::Done);
    let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let agreed = AgreedDay { day, by: name("Ann"), why: note("The figures come later") };
    for id in [kept, late] {
        desk.stage(at(26, "09:00"), id, Stage::InProgress);
        desk.go(at(26, "10:00"), Edit::AgreeDate(id, Some(agreed.clone())));
        let open = desk.done(id, at(26, "11:00"));
        assert_eq!((open.state, open.due), (ClockState::Running, Some(at(30, "17:00"))));
        assert_eq!((open.target, open.elapsed), (Some(Span::hours(24)), Span::hours(2)));
    }
    for id in [kept, late] {
        desk.stage(at(30, "12:00"), id, Stage::Done);
    }
    let end = |id| (desk.done(id, at(30, "13:00")).state, desk.done(id, at(30, "13:00")).due);
    assert_eq!(end(kept), (ClockState::Met, Some(at(30, "17:00"))));
    assert_eq!(end(late), (ClockState::Breached, Some(at(10, "17:00"))));
}

/// Case 13. Answered on Monday at 10:00: news by Tuesday 10:00, eight hours on. The client writes at 11:00 and at noon:
/// an answer by 13:00, the news as before. Answered at 14:00, an hour late: news by Tuesday 14:00. The client writes on
/// Tuesday at 09:00 and is answered at 10:00, in time. In the end no news came late (the longest wait was four hours),
/// and one answer did (three hours).
#[test]
fn news_and_answers_are_promised_and_measured_at_once() {
    use ClockKind::{FirstResponse, Reply, Update};
    let mut desk = Desk::new();
    desk.changed(|terms| {
        for (clock, hours) in [(Update, 8), (Reply, 2)] {
            let target = Target::usual(clock, Span::hours(hours), Basis::Open).unwrap();
            terms.targets.insert((clock, Priority::Normal), target);
        }
    });
    let says = |desk: &mut Desk, when, id| {
        let asks = CareFact::Chased { channel: Channel::Mail, text: note("And now?") };
        desk.go(when, Edit::Care(id, CareEdit::Note(asks)));
    };
    // Before the first answer there is the first response, and nothing hides it.
    let early = desk.raise_at(at(9, "09:00"));
    says(&mut desk, at(9, "09:30"), early);
    let first = |kind| desk.clock(early, kind, at(9, "09:45")).state;
    let nothing = ClockState::NotApplicable;
    assert_eq!([FirstResponse, Update, Reply].map(first), [ClockState::Running, nothing, nothing]);

    let id = desk.raise_at(at(9, "09:00"));
    let tells = |desk: &mut Desk, when| {
        desk.go(when, Edit::Update { id, text: note("We are at it"), visible: true });
    };
    tells(&mut desk, at(9, "10:00"));
    says(&mut desk, at(9, "11:00"), id);
    says(&mut desk, at(9, "12:00"), id);
    let due = |desk: &Desk, now| [Update, Reply].map(|kind| desk.clock(id, kind, now).due);
    assert_eq!(due(&desk, at(9, "12:00")), [Some(at(10, "10:00")), Some(at(9, "13:00"))]);
    let request = desk.desk.request(id).unwrap();
    let clocks = desk.book.read(&desk.desk, request, at(9, "12:00")).unwrap();
    assert_eq!(clocks.pressing().kind, Reply);
    assert_eq!(desk.clock(id, Reply, at(9, "14:00")).state, ClockState::Breached);
    tells(&mut desk, at(9, "14:00"));
    assert_eq!(due(&desk, at(9, "15:00"))[0], Some(at(10, "14:00")));
    says(&mut desk, at(10, "09:00"), id);
    assert_eq!(due(&desk, at(10, "09:30")), [Some(at(10, "14:00")), Some(at(10, "11:00"))]);
    tells(&mut desk, at(10, "10:00"));
    desk.stage(at(10, "12:00"), id, Stage::Done);
    let end = |kind| desk.clock(id, kind, at(11, "09:00"));
    assert_eq!((end(Update).state, end(Update).elapsed), (ClockState::Met, Span::hours(4)));
    assert_eq!((end(Reply).state, end(Reply).elapsed), (ClockState::Breached, Span::hours(3)));
    let total = attainment(&desk.desk, &desk.book, at(11, "09:00"), &|other| other == id).total();
    assert_eq!((total.update.met, total.reply.breached), (vec![id], vec![id]));
}

/// Case 10. Normal, due Tuesday 17:00 (16 h). On Monday at noon Ann agrees on Friday the 13th: due at closing time,
/// 17:00, which is 40 open hours from Monday 09:00. It waits for the client from Tuesday to Wednesday noon, and is
/// called urgent: neither moves the date, nor does the waiting stop the clock; 75 % of the 40 hours are over on
/// Thursday at 15:00. Done on Friday at 17:00 it is in time; by the targets it would be late (urgent: Monday 13:00).
/// Taken back, the targets count again. Agreed for a Saturday, it is due when the Saturday ends.
#[test]
fn an_agreed_date_takes_the_place_of_the_target() {
    let mut desk = Desk::new();
    let id = desk.raise();
    let day = |day| AgreedDay {
        day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
        by: name("Ann"),
        why: note("The figures come on Thursday"),
    };
    desk.go(at(9, "12:00"), Edit::AgreeDate(id, Some(day(13))));
    assert_eq!(desk.done(id, at(9, "12:00")).due, Some(at(13, "17:00")));
    desk.wait(id, PauseReason::Client, at(10, "12:00"), at(11, "12:00"));
    desk.prioritise(at(11, "13:00"), id, Priority::Urgent);
    let open = desk.done(id, at(12, "14:59"));
    assert_eq!(
        (open.state, open.due, open.target),
        (ClockState::Running, Some(at(13, "17:00")), Some(Span::hours(40)))
    );
    assert_eq!(desk.done(id, at(12, "15:00")).state, ClockState::AtRisk);
    assert_eq!(desk.clock(id, ClockKind::FirstResponse, at(12, "15:00")).state, ClockState::Met);
    desk.stage(at(13, "17:00"), id, Stage::Done);
    assert_eq!(desk.done(id, at(16, "09:00")).state, ClockState::Met);
    let figures = attainment(&desk.desk, &desk.book, at(16, "09:00"), &|_| true);
    let (by_date, without) = &figures.agreed;
    assert_eq!((by_date.met.as_slice(), without.breached.as_slice()), ([id].as_slice(), [id].as_slice()));
    assert_eq!(figures.total().resolution.met, [id]);

    let other = desk.raise_at(at(16, "09:00"));
    desk.go(at(16, "10:00"), Edit::AgreeDate(other, Some(day(21))));
    assert_eq!(desk.done(other, at(16, "10:00")).due, Some(at(22, "00:00")));
    desk.go(at(16, "11:00"), Edit::AgreeDate(other, None));
    assert_eq!(desk.done(other, at(16, "11:00")).due, Some(at(17, "17:00")));
}

/// A date that is over, none who agreed, no reason, no agreement: each is refused, and nothing changes.
#[test]
fn a_date_needs_a_reason_and_lies_ahead() {
    let mut desk = Desk::new();
    let id = desk.raise();
    let day = |day, why: &str| AgreedDay {
        day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(),
        by: name("Ann"),
        why: Note::new(why).unwrap(),
    };
    desk.now = at(10, "17:30");
    assert_eq!(desk.refused(Edit::AgreeDate(id, Some(day(10, "Later")))), Refusal::PromisePast);
    assert_eq!(desk.refused(Edit::AgreeDate(id, Some(day(11, "")))), Refusal::EmptyText);
    desk.act(Edit::ChangeClient(id, Choice::New(name("Nobody has agreed with"))));
    assert_eq!(desk.refused(Edit::AgreeDate(id, Some(day(11, "Later")))), Refusal::NoClock);
    assert_eq!(desk.desk.request(id).unwrap().agreed, None);
}
