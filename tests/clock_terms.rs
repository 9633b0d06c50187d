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
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::backtest::{past, try_out};
use inhouse::domain::clock::{ClockKind, ClockState, Verdict};
use inhouse::domain::counting::{Counting, OnPriority, OnReopen};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{PauseReason, Priority, Stage};

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at};

/// The desk, with these terms in force.
fn agreed(counting: Counting) -> Desk {
    let mut desk = Desk::new();
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
    terms.counting = counting;
    desk.propose(terms);
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
        let tried = try_out(&past(&desk.desk, None, None, &terms), &terms, hours, at(20, "12:00"));
        let done = tried.iter().find(|t| t.clock == ClockKind::Resolution).unwrap();
        assert_eq!((done.needed.as_slice(), done.met), ([(Span::hours(needed), id)].as_slice(), met));
    }
}
