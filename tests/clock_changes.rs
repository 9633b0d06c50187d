//! What happens to the clocks of a request when something changes while it is open: its priority, its client,
//! its agreement, the opening hours; and when it is opened again after it was late. Each case is told with
//! its figures worked out by hand. The desk is open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of
//! November 2026 is a Monday.
//!
//! | Case | What changes | What counts |
//! |---|---|---|
//! | 1 | priority raised | the new target from the beginning, less the pauses before (as ServiceNow's "retroactive start and pause") |
//! | 2 | priority raised so far that it is late at once | late from the due moment of the new target, not from the change |
//! | 3 | priority lowered | the new target from the beginning, where nothing was late yet |
//! | 4 | priority changed during a pause | the pause goes on, and what was paused before it stays given back |
//! | 5 | another version, moved to it by hand | the new version from the beginning, also its other pauses |
//! | 6 | a holiday written down late | open requests move, the verdict of a finished one stays as it was written |
//! | 7 | other hours | open requests are read by the new hours from their beginning |
//! | 8 | another client | that client's agreement from the beginning |
//! | 9 | another client without an agreement | no clock |
//! | 10 | opened again after a breach | it stays breached, and both verdicts can be read |
//! | 11 | opened again in time | the time between counts for nobody |
//! | 12 | declined while late | no verdict on being done; the decline is the answer |
//! | 13 | the agreement ends | what is open has no clock any more, or keeps it, as was chosen |
//! | 14 | undone and done again | the clocks as if it had not been undone |
//! | 15 | priority lowered when it is late | the new target from the beginning: late no more |
//! | 16, 17 | late stays late, where that is agreed | `clock_terms.rs` |
//! | 18 | raised during a pilot | measured, no breach, counted apart |
//! | 19 | late for causes | each late clock once, under its cause or under none |
//! | 20 | handed from one to another | each has the whole time from when it came to them |
//! | 21 | noted by a clock that runs ahead | what was noted before it, until that time has come |
//! | 22 | raised waiting | clocks that stop for it have never run |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agenda::Agenda;
use inhouse::domain::calendar::Week;
use inhouse::domain::cause::{BreachCause, Cause};
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Target, Verdict, read_first_resolution, verdict};
use inhouse::domain::derivation::ahead;
use inhouse::domain::edit::{Choice, Edit, NewRequest};
use inhouse::domain::handover::{Awaited, awaited, stints};
use inhouse::domain::ident::Subject;
use inhouse::domain::insight::{attainment, by_cause};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{DeclineReason, PauseReason, Priority, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

/// Case 1. Normal, 16 h from Monday 09:00; it waits for the client from Monday 11:00 to 13:00 (2 h).
/// Due: Monday 2 + 4 = 6 h, Tuesday 8 h, Wednesday 2 h: Wednesday 11:00.
/// Raised to urgent on Monday at 13:30, when 2 h 30 are counted: 4 h from the beginning with the same two
/// hours given back: 09–11 and 13–15: Monday 15:00.
#[test]
fn raised_in_priority_it_keeps_its_pauses() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.wait(id, PauseReason::Client, at(9, "11:00"), at(9, "13:00"));
    assert_eq!(desk.done(id, at(9, "13:00")).due, Some(at(11, "11:00")));
    desk.prioritise(at(9, "13:30"), id, Priority::Urgent);
    let reading = desk.done(id, at(9, "13:30"));
    assert_eq!(reading.due, Some(at(9, "15:00")));
    assert_eq!((reading.elapsed, reading.remaining), (Span::minutes(150), Span::minutes(90)));
    // The answer at 10:00 was within two hours before and after.
    assert_eq!(desk.clock(id, ClockKind::FirstResponse, at(9, "13:30")).state, ClockState::Met);
}

/// Case 2. Raised to urgent on Tuesday at 12:00, when 8 + 3 = 11 h are counted: 4 h were used up on Monday
/// at 13:00. Late since then by 7 h, and late on its first reading.
#[test]
fn raised_too_late_it_is_late_from_the_new_target_on() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.prioritise(at(10, "12:00"), id, Priority::Urgent);
    let reading = desk.done(id, at(10, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Breached, Some(at(9, "13:00"))));
    assert_eq!(reading.remaining, Span::hours(-7));
    // Nothing further changes by itself: no second breach is to come.
    assert_eq!(reading.next_change, None);
}

/// Case 3. Normal, due Tuesday 17:00 (16 h). Lowered on Tuesday at 12:00, when 8 + 3 = 11 h are counted: 40 h are
/// five days, Friday 17:00; 29 h are left.
#[test]
fn lowered_in_priority_it_has_the_longer_target_from_the_beginning() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.prioritise(at(10, "12:00"), id, Priority::Low);
    let reading = desk.done(id, at(10, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(13, "17:00"))));
    assert_eq!((reading.elapsed, reading.remaining), (Span::hours(11), Span::hours(29)));
    // Where it waits at that moment, nothing has come due: 15 h by Tuesday 16:00, and 25 of 40 left.
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.go(at(10, "16:00"), Edit::Pause(id, Some(PauseReason::Client)));
    desk.prioritise(at(12, "10:00"), id, Priority::Low);
    let reading = desk.done(id, at(12, "10:00"));
    assert_eq!((reading.state, reading.remaining), (ClockState::Paused, Span::hours(25)));
}

/// Case 15. Normal, due Tuesday 17:00. On Wednesday at 10:00 it is an hour late and called low: the 40 h of low count
/// from Monday 09:00 and end on Friday at 17:00; 8 + 8 + 1 = 17 h are counted. Done on Thursday at 09:00 it is in
/// time, and one verdict is written down. (Where the two sides agree that late stays late: `clock_terms.rs`.)
#[test]
fn lowered_in_priority_when_it_is_late_it_is_read_by_the_new_target() {
    let mut desk = Desk::new();
    let id = desk.raise();
    assert_eq!(desk.done(id, at(11, "10:00")).state, ClockState::Breached);
    desk.prioritise(at(11, "10:00"), id, Priority::Low);
    let reading = desk.done(id, at(11, "10:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(13, "17:00"))));
    assert_eq!((reading.elapsed, reading.remaining), (Span::hours(17), Span::hours(23)));
    desk.stage(at(12, "09:00"), id, Stage::Done);
    let settled = &desk.desk.request(id).unwrap().settled;
    let done: Vec<_> = settled.iter().filter(|s| s.clock == ClockKind::Resolution).collect();
    assert_eq!((done.len(), done[0].verdict, done[0].due), (1, Verdict::Met, Some(at(13, "17:00"))));
}

/// Case 22. Raised on Monday at 09:00 waiting for the client, in one step: of the 16 h to the end nothing is counted, and nothing
/// is due. The first response, which waits for nobody, is due at 11:00. It goes on on Tuesday at 13:00: 4 h are left of
/// that day, 8 h of Wednesday, and the last 4 h end on Thursday at 13:00.
#[test]
fn raised_waiting_its_clock_has_never_run() {
    let raised = |waits| {
        let mut desk = Desk::new();
        let client = Choice::New(name("Sales"));
        let new =
            NewRequest { client, waits: Some(waits), ..NewRequest::titled(Title::new("A list").unwrap()) };
        match desk.act(Edit::Raise(Box::new(new))) {
            Some(Subject::Request(id)) => (desk, id),
            other => panic!("{other:?}"),
        }
    };
    let (mut desk, id) = raised(PauseReason::Client);
    let request = desk.desk.request(id).unwrap();
    assert_eq!((request.stage, request.waiting().unwrap().from), (Stage::Waiting, at(9, "09:00")));
    assert_eq!(desk.desk.lanes().of(Stage::Waiting).count(), 1);
    let reading = desk.done(id, at(10, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Paused, None));
    assert_eq!((reading.elapsed, reading.remaining), (Span::ZERO, Span::hours(16)));
    assert_eq!(desk.clock(id, ClockKind::FirstResponse, at(9, "10:00")).due, Some(at(9, "11:00")));
    desk.stage(at(10, "13:00"), id, Stage::InProgress);
    assert_eq!(desk.done(id, at(10, "13:00")).due, Some(at(12, "13:00")));
    // One step: taken back, there is no such request.
    let (mut desk, id) = raised(PauseReason::Client);
    let all = desk.last.clone();
    desk.revoke(Subject::Request(id), all);
    assert!(desk.desk.request(id).is_none());
    assert!(desk.desk.lanes().of(Stage::Waiting).next().is_none());
    // For another team it waits where it stands; the agreement counts on, so 3 of 16 h are gone at noon.
    let (desk, id) = raised(PauseReason::OtherTeam);
    let request = desk.desk.request(id).unwrap();
    assert_eq!((request.stage, request.waiting().unwrap().reason), (Stage::New, PauseReason::OtherTeam));
    assert_eq!(desk.done(id, at(9, "12:00")).elapsed, Span::hours(3));
}

/// Case 4. It waits Monday 11–12 (1 h), and again from 14:00. Raised to urgent at 15:00, within that pause:
/// counted are 09–11 and 12–14, exactly the four hours, so nothing is left and nothing late until it goes
/// on (C12). It goes on on Tuesday at 09:30: due then, and late after it.
#[test]
fn raised_within_a_pause_nothing_is_due_until_it_goes_on() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.wait(id, PauseReason::Client, at(9, "11:00"), at(9, "12:00"));
    desk.go(at(9, "14:00"), Edit::Pause(id, Some(PauseReason::Client)));
    desk.prioritise(at(9, "15:00"), id, Priority::Urgent);
    let paused = desk.done(id, at(9, "15:00"));
    assert_eq!((paused.state, paused.due, paused.remaining), (ClockState::Paused, None, Span::ZERO));
    desk.go(at(10, "09:30"), Edit::Pause(id, None));
    let on = desk.done(id, at(10, "09:30"));
    assert_eq!((on.state, on.due), (ClockState::AtRisk, Some(at(10, "09:30"))));
    assert_eq!(desk.done(id, at(10, "09:31")).state, ClockState::Breached);
}

/// Case 5. It waits for another team on Monday from 12:00 to 15:00, which version 1 does not stop for:
/// 16 h end on Tuesday at 17:00. Version 2: 12 h, and waiting for another team stops the clock as well:
/// 12 h and the 3 h given back: Monday 3 + 2 = 5 h, Tuesday 7 h: Tuesday 16:00. Until it is moved it keeps
/// version 1.
#[test]
fn moved_to_another_version_it_is_read_as_if_it_had_always_been_its_own() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.wait(id, PauseReason::OtherTeam, at(9, "12:00"), at(9, "15:00"));
    desk.now = at(9, "16:00");
    let both = [PauseReason::Client, PauseReason::OtherTeam];
    let agreement = desk.agreement;
    desk.agree(Some(agreement), "Sales", [4, 12, 40], &both);
    assert_eq!(desk.done(id, at(9, "16:00")).due, Some(at(10, "17:00")));
    desk.act(Edit::MoveOpen(agreement, vec![id]));
    let reading = desk.done(id, at(9, "16:00"));
    assert_eq!((reading.due, reading.elapsed), (Some(at(10, "16:00")), Span::hours(4)));
}

/// Case 6. Two requests of Monday, due Tuesday 17:00. One is done on Wednesday at 10:00: late by one hour.
/// On Wednesday noon somebody writes down that Tuesday was a holiday. The open one, with 8 + 3 = 11 of
/// 16 h counted, is due on Wednesday at 17:00. The finished one would now be in time, and the verdict written at its end still says it was late,
/// with the seventeen hours counted then.
#[test]
fn a_holiday_written_down_late_moves_what_is_open_and_no_verdict() {
    let mut desk = Desk::new();
    let open = desk.raise();
    desk.now = at(9, "09:00");
    let finished = desk.raise();
    desk.stage(at(11, "10:00"), finished, Stage::Done);
    desk.hours(at(11, "12:00"), |hours| {
        hours.closed.insert(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap(), "Day off".into());
    });
    let reading = desk.done(open, at(11, "12:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(11, "17:00"))));
    assert_eq!(desk.done(finished, at(11, "12:00")).state, ClockState::Met);
    let settled = &desk.desk.request(finished).unwrap().settled;
    let written = settled.iter().find(|s| s.clock == ClockKind::Resolution).unwrap();
    assert_eq!((written.verdict, written.elapsed), (Verdict::Breached, Span::hours(17)));
    assert_eq!(written.due, Some(at(10, "17:00")));
}

/// Case 7. From Tuesday noon the week is 09:00–13:00: 16 h of four-hour days, counted from the beginning:
/// Monday to Thursday: Thursday 13:00.
#[test]
fn other_hours_are_read_from_the_beginning() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.hours(at(10, "12:00"), |hours| hours.week = Week::office(&[(540, 780)]));
    let reading = desk.done(id, at(10, "12:00"));
    assert_eq!((reading.due, reading.elapsed), (Some(at(12, "13:00")), Span::hours(7)));
}

/// Case 8. Legal has 8 h for normal requests. Moved to Legal on Tuesday at 09:30 with the two hours Sales let
/// the team wait on Monday (11–13): Monday 6 h, Tuesday 2 h: Tuesday 11:00.
/// Case 9. A client nobody has agreed with: no clock. And back again: as it was.
#[test]
fn another_client_brings_its_own_agreement_and_pauses_stay() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.wait(id, PauseReason::Client, at(9, "11:00"), at(9, "13:00"));
    desk.now = at(9, "14:00");
    desk.agree(None, "Legal", [2, 8, 20], &[PauseReason::Client]);
    desk.go(at(10, "09:30"), Edit::ChangeClient(id, Choice::New(name("Legal"))));
    assert_eq!(desk.done(id, at(10, "09:30")).due, Some(at(10, "11:00")));
    desk.go(at(10, "09:40"), Edit::ChangeClient(id, Choice::New(name("Board"))));
    assert!(desk.book.read(&desk.desk, desk.desk.request(id).unwrap(), desk.now).is_none());
    desk.go(at(10, "09:50"), Edit::ChangeClient(id, Choice::New(name("Sales"))));
    assert_eq!(desk.done(id, at(10, "09:50")).due, Some(at(11, "11:00")));
}

/// Case 10. Due Tuesday 17:00, done on Wednesday at 11:00: 18 h, late. Opened again on Thursday at 09:00 and
/// done at 12:00: 18 + 3 = 21 h, late as before, due as before.
#[test]
fn opened_again_after_a_breach_it_stays_breached() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.stage(at(11, "11:00"), id, Stage::Done);
    desk.stage(at(12, "09:00"), id, Stage::InProgress);
    let open = desk.done(id, at(12, "10:00"));
    assert!(open.state == ClockState::Breached && open.breached_open);
    assert_eq!((open.due, open.elapsed), (Some(at(10, "17:00")), Span::hours(19)));
    desk.stage(at(12, "12:00"), id, Stage::Done);
    let closed = desk.done(id, at(20, "12:00"));
    assert_eq!((closed.state, closed.elapsed), (ClockState::Breached, Span::hours(21)));
    let request = desk.desk.request(id).unwrap();
    let version = &desk.desk.agreement(desk.agreement).unwrap().versions[&1];
    let course = request.course(&version.pauses_on, false);
    let target = version.target(ClockKind::Resolution, Priority::Normal);
    let open_time = &desk.book.get(desk.calendar).unwrap().open;
    let first = read_first_resolution(&course, target, open_time, at(20, "12:00"));
    assert_eq!((first.state, first.elapsed), (ClockState::Breached, Span::hours(18)));
}

/// Case 11, told: of two requests opened again, one was in time the first time (10 of 16 h) and late in the end; the
/// other was late the first time and is late in the end. A third was never opened again.
#[test]
fn what_was_opened_again_is_told_by_its_first_and_its_final_verdict() {
    let mut desk = Desk::new();
    let (one, other, third) = (desk.raise(), desk.raise_at(at(9, "11:00")), desk.raise_at(at(9, "11:00")));
    desk.stage(at(10, "11:00"), one, Stage::Done);
    desk.stage(at(10, "12:00"), third, Stage::Done);
    desk.stage(at(12, "09:00"), other, Stage::Done);
    desk.stage(at(12, "10:00"), one, Stage::InProgress);
    desk.stage(at(12, "10:00"), other, Stage::InProgress);
    desk.stage(at(13, "16:00"), other, Stage::Done);
    desk.stage(at(13, "17:00"), one, Stage::Done);
    let figures = attainment(&desk.desk, &desk.book, at(20, "12:00"), &|_| true);
    let (first, last) = &figures.opened_again;
    assert_eq!((first.met.as_slice(), first.breached.as_slice()), ([one].as_slice(), [other].as_slice()));
    assert_eq!((last.met.len(), last.n()), (0, 2));
    assert_eq!(figures.total().resolution.met, [third]);
}

/// Case 11. Done on Tuesday at 11:00 with 10 h, in time. Opened again on Friday at 09:00: six hours are left,
/// due Friday 15:00, though sixteen working hours of Monday's beginning are long over.
#[test]
fn opened_again_in_time_it_goes_on_with_what_was_left() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.stage(at(10, "11:00"), id, Stage::Done);
    assert_eq!(desk.done(id, at(10, "11:00")).state, ClockState::Met);
    desk.stage(at(13, "09:00"), id, Stage::InProgress);
    let reading = desk.done(id, at(13, "10:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(13, "15:00"))));
    assert_eq!((reading.elapsed, reading.remaining), (Span::hours(11), Span::hours(5)));
}

/// Case 12. Never answered, declined on Wednesday when both were late: the response (due Monday 11:00) is
/// breached by the decline, being done has no verdict.
#[test]
fn declined_while_late_only_the_answer_has_a_verdict() {
    let mut desk = Desk::new();
    let client = Choice::New(name("Sales"));
    let new = NewRequest { client, ..NewRequest::titled(Title::new("A list").unwrap()) };
    let Some(Subject::Request(id)) = desk.act(Edit::Raise(Box::new(new))) else { panic!("not raised") };
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    let category = DeclineReason::ALL[0];
    desk.go(at(11, "12:00"), Edit::Decline { id, category, reason, alternative });
    let answer = desk.clock(id, ClockKind::FirstResponse, at(11, "12:00"));
    assert_eq!((answer.state, answer.due), (ClockState::Breached, Some(at(9, "11:00"))));
    assert!(matches!(desk.done(id, at(11, "12:00")).state, ClockState::Cancelled(_)));
    let settled = &desk.desk.request(id).unwrap().settled;
    let clocks: Vec<ClockKind> = settled.iter().map(|s| s.clock).collect();
    assert_eq!(clocks, [ClockKind::FirstResponse]);
}

/// Case 13. The agreement ends on Monday at 12:00. As is usual what is open under it has no clock from then on, and
/// nothing of it is late or warned of; what was done at 11:00 keeps its verdict. Where the two sides leave the open ones
/// their clocks, they are measured to their end (Tuesday 17:00). What is raised afterwards is measured by nothing.
#[test]
fn an_agreement_that_ends_takes_its_clocks_or_leaves_them() {
    for keeps_clocks in [false, true] {
        let mut desk = Desk::new();
        let id = desk.raise();
        let done = desk.raise_at(at(9, "10:00"));
        desk.stage(at(9, "11:00"), done, Stage::Done);
        let agreement = desk.agreement;
        desk.go(at(9, "12:00"), Edit::EndAgreement { id: agreement, keeps_clocks });
        let due = |desk: &Desk, id| {
            let clocks = desk.book.read(&desk.desk, desk.desk.request(id).unwrap(), at(13, "12:00"));
            clocks.map(|clocks| (clocks.resolution.due, clocks.resolution.breached_open))
        };
        assert_eq!(due(&desk, id), keeps_clocks.then_some((Some(at(10, "17:00")), true)));
        assert_eq!(due(&desk, done), Some((Some(at(11, "10:00")), false)));
        let figures = attainment(&desk.desk, &desk.book, at(13, "12:00"), &|_| true);
        assert_eq!(figures.unmeasured, usize::from(!keeps_clocks));
        let later = desk.raise();
        assert!(desk.book.read(&desk.desk, desk.desk.request(later).unwrap(), desk.now).is_none());
    }
}

/// Case 14. A pause from Monday 11:00, taken back at 13:00: no two hours are given back, due Tuesday 17:00.
/// Taking that back as well: the pause lasts since 11:00 with fourteen of sixteen hours left.
#[test]
fn what_is_undone_counts_for_nothing_and_what_is_redone_counts_again() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let pause = desk.last.clone();
    desk.now = at(9, "13:00");
    let undone = desk.revoke(Subject::Request(id), pause);
    let reading = desk.done(id, at(9, "13:00"));
    assert_eq!((reading.state, reading.due), (ClockState::Running, Some(at(10, "17:00"))));
    desk.revoke(Subject::Request(id), undone);
    let reading = desk.done(id, at(9, "13:00"));
    assert_eq!((reading.state, reading.remaining), (ClockState::Paused, Span::hours(14)));
    assert_eq!(reading.paused_since, Some(at(9, "11:00")));
}

/// Case 18. A second version is a pilot up to Tuesday the 10th. What is raised on Monday 9th belongs to it: due on
/// Tuesday at 17:00 and done on Wednesday at 10:00, it is an hour over, with no verdict and none written
/// down, and counted apart. What is raised on Wednesday at 11:00 binds: due on
/// Friday at 11:00, late at noon.
#[test]
fn what_a_pilot_measures_is_no_breach() {
    let mut desk = Desk::new();
    let agreement = desk.agreement;
    let mut terms = desk.desk.agreement(agreement).unwrap().versions[&1].clone();
    terms.counting.pilot = NaiveDate::from_ymd_opt(2026, 11, 10);
    desk.propose(terms);
    let id = desk.raise();
    let late = desk.done(id, at(11, "10:00"));
    assert_eq!(
        (late.state, late.due, late.remaining),
        (ClockState::Breached, Some(at(10, "17:00")), Span::hours(-1))
    );
    assert_eq!((late.pilot, late.breached_open, verdict(&late)), (true, false, Verdict::Excluded));
    let mut agenda = Agenda::default();
    agenda.refresh(&desk.desk, &desk.book, at(11, "10:00"), true);
    assert!(!agenda.glance(id).unwrap().is_late());
    desk.stage(at(11, "10:00"), id, Stage::Done);
    assert_eq!(desk.desk.request(id).unwrap().settled, []);
    let fresh = desk.raise_at(at(11, "11:00"));
    let figures = attainment(&desk.desk, &desk.book, at(13, "12:00"), &|_| true);
    assert_eq!((figures.pilot.requests, figures.pilot.resolution.breached.as_slice()), (1, [id].as_slice()));
    assert_eq!(figures.pilot.response.met, [id]);
    let total = figures.total();
    assert_eq!((total.resolution.breached, total.resolution.open_breached), (vec![fresh], 1));
}

/// Case 19. Two requests are late with being done, one of them with the answer as well; one cause is given.
#[test]
fn late_clocks_are_counted_by_their_cause() {
    let mut desk = Desk::new();
    let (first, second) = (desk.raise(), desk.raise_at(at(9, "11:00")));
    let now = at(13, "12:00");
    let cause = Cause { clock: ClockKind::Resolution, kind: Some(BreachCause::Load), text: Note::default() };
    desk.go(now, Edit::Change(first, vec![RequestFact::BreachCause(Box::new(cause))]));
    let rows = by_cause(&desk.desk, &desk.book, now, &|_| true);
    let (done, response) = (ClockKind::Resolution, ClockKind::FirstResponse);
    let told: Vec<_> =
        rows.iter().map(|row| (row.cause, row.of(response), row.of(done), row.requests())).collect();
    assert_eq!(told, [(Some(BreachCause::Load), 0, 1, vec![first]), (None, 1, 1, vec![second])]);
    // A cause given for a clock that is late no more explains nothing.
    desk.hours(now, |hours| hours.week = Week::office(&[(540, 550)]));
    assert_eq!(by_cause(&desk.desk, &desk.book, now, &|_| true), []);
}

/// Case 20. Whoever takes it over has 8 h. Ann gets it on Monday at 10:00 and gives it to Bo on Tuesday at 12:00:
/// 7 + 3 = 10 h, two too many, due on Tuesday at 10:00. Bo has it from then: 5 h on Tuesday, 1 h on Wednesday, and
/// waits for the client from Wednesday 10:00 to Thursday 10:00: two of his hours are left then, so Thursday 12:00.
/// The request itself has 16 h from Monday 09:00, used up on Tuesday at 17:00 before that pause.
#[test]
fn each_hand_has_the_whole_time_from_when_it_came() {
    let mut desk = Desk::new();
    let mut terms = desk.desk.agreement(desk.agreement).unwrap().versions[&1].clone();
    let eight = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).unwrap();
    terms.counting.hand_over = Some(eight);
    desk.propose(terms);
    let id = desk.raise();
    let give = |who: &str| Edit::Change(id, vec![RequestFact::Assigned(Some(name(who)))]);
    desk.go(at(9, "10:00"), give("Ann"));
    desk.go(at(10, "12:00"), give("Bo"));
    desk.wait(id, PauseReason::Client, at(11, "10:00"), at(12, "10:00"));
    let told = |desk: &Desk, now: Moment| {
        let request = desk.desk.request(id).unwrap();
        let version = &desk.desk.agreement(desk.agreement).unwrap().versions[&2];
        stints(request, version, desk.book.get(desk.calendar).unwrap(), now)
    };
    let all = told(&desk, at(12, "11:00"));
    let row = |n: usize| (all[n].who.as_str(), all[n].took, all[n].reading.state, all[n].reading.due);
    assert_eq!(row(0), ("Ann", Span::hours(10), ClockState::Breached, Some(at(10, "10:00"))));
    assert_eq!(row(1), ("Bo", Span::hours(7), ClockState::AtRisk, Some(at(12, "12:00"))));
    assert_eq!(desk.done(id, at(12, "11:00")).due, Some(at(10, "17:00")));
    // Done, opened again the next day in the same hands: the night between is nobody's.
    desk.stage(at(12, "11:30"), id, Stage::Done);
    desk.stage(at(13, "09:00"), id, Stage::InProgress);
    let all = told(&desk, at(13, "09:15"));
    assert_eq!((all.len(), all[1].took, all[1].reading.due), (2, Span::minutes(465), Some(at(13, "09:30"))));
    // Given to nobody, the last stint ends, in time.
    desk.go(at(13, "09:20"), Edit::Change(id, vec![RequestFact::Assigned(None)]));
    let all = told(&desk, at(16, "09:00"));
    assert_eq!((all.len(), all[1].reading.state, all[1].took), (2, ClockState::Met, Span::minutes(470)));
}

/// On another team it waits from Monday 11:00 to 13:00 and from Tuesday 16:00 to Wednesday 10:00, 2 + 1 + 1 = 4 h, which the
/// agreement counts as the team's; for the client from Wednesday 12:00 on, 3 h at 15:00, for whom the clock stands still.
#[test]
fn whom_it_waited_for_stands_beside_the_hands() {
    let mut desk = Desk::new();
    let id = desk.raise();
    desk.wait(id, PauseReason::OtherTeam, at(9, "11:00"), at(9, "13:00"));
    desk.wait(id, PauseReason::OtherTeam, at(10, "16:00"), at(11, "10:00"));
    desk.go(at(11, "12:00"), Edit::Pause(id, Some(PauseReason::Client)));
    let told = |now| {
        let request = desk.desk.request(id).unwrap();
        let version = &desk.desk.agreement(desk.agreement).unwrap().versions[&1];
        awaited(request, version, desk.book.get(desk.calendar).unwrap(), now)
    };
    let client = Awaited { reason: PauseReason::Client, took: Span::hours(3), stops: true };
    let team = Awaited { reason: PauseReason::OtherTeam, took: Span::hours(4), stops: false };
    assert_eq!(told(at(11, "15:00")), [client, team]);
    // As of Tuesday noon the second and the third lay ahead.
    assert_eq!(told(at(10, "12:00")), [Awaited { took: Span::hours(2), ..team }]);
}

/// Case 21. Raised on Monday at 09:00; a device whose clock is two hours ahead notes the answer as of 12:00, at 10:00. Until noon
/// the first response runs, 1 h used of 2, and that something is noted ahead is said; from two minutes before noon on it is
/// not, as clocks differ by so much. The response was due at 11:00 and is late for it: 3 h.
#[test]
fn what_is_noted_by_a_clock_that_runs_ahead_waits_for_its_time() {
    let mut desk = Desk::new();
    let id = desk.raise_at(at(9, "09:00"));
    desk.go(at(9, "12:00"), Edit::Update { id, text: note("We begin"), visible: true });
    let subject = Subject::Request(id);
    let noted = |desk: &Desk, now| ahead(desk.desk.log(subject), &desk.desk.revoked(subject), now);
    let response = |now| desk.clock(id, ClockKind::FirstResponse, now);
    let early = response(at(9, "10:00"));
    assert_eq!((early.state, early.elapsed), (ClockState::Running, Span::hours(1)));
    let late = response(at(9, "12:00"));
    assert_eq!((late.state, late.elapsed), (ClockState::Breached, Span::hours(3)));
    assert_eq!(noted(&desk, at(9, "10:00")), Some(at(9, "12:00")));
    assert_eq!(noted(&desk, at(9, "11:57")), Some(at(9, "12:00")));
    assert_eq!(noted(&desk, at(9, "11:58")), None);
    // Taken back, there is nothing ahead.
    let last = desk.last.clone();
    desk.now = at(9, "09:30");
    desk.revoke(subject, last);
    assert_eq!(noted(&desk, at(9, "10:00")), None);
}
