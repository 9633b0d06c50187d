//! How often the client answered in the time they took on for it, by the team's own record of waiting.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/dealing.rs"]
mod dealing;

use chrono::NaiveDate;
use dealing::{Desk, MONDAY, target};
use inhouse::domain::agreement::{AgreementFact, Term};
use inhouse::domain::answered::{Answered, Wait, answered, awaited, waits};
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::edit::{AgreementDraft, Edit};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{AgreementId, RequestId};
use inhouse::domain::kept::beside;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{DeclineReason, PauseReason, Stage};
use inhouse::domain::review::Kept;
use inhouse::domain::stamp::Stamp;
use inhouse::domain::text::Note;
use inhouse::domain::versions::{Change, difference};
use inhouse::store::wire::v1::{decode, encode};

/// So many hours after Monday 09:00. The desk is open from 09:00 to 17:00.
fn hours(n: i64) -> Moment {
    MONDAY + Span::hours(n)
}

fn asks(desk: &mut Desk, id: RequestId, from: i64, to: Option<i64>, reason: PauseReason) {
    desk.now = hours(from);
    desk.act(Edit::Pause(id, Some(reason))).unwrap();
    if let Some(to) = to {
        desk.now = hours(to);
        desk.act(Edit::Pause(id, None)).unwrap();
    }
}

fn stand(desk: &Desk, id: AgreementId) -> Option<Answered> {
    answered(&desk.desk, &desk.book, id, &target(4), desk.now, &|_| true)
}

#[test]
fn answers_are_counted_by_the_waits_for_the_client_in_opening_hours() {
    let mut desk = Desk::new();
    let mut draft = desk.draft(40);
    draft.terms.counting.answers = Some(target(4));
    let id = desk.save(None, AgreementDraft { publish: true, ..draft });
    let [first, second, third] = [desk.raise(), desk.raise(), desk.raise()];
    assert_eq!(stand(&desk, id), None, "nobody was asked yet");

    // Monday 15:00 to Tuesday 11:00: two hours of Monday and two of Tuesday are four, which is in time.
    asks(&mut desk, first, 6, Some(26), PauseReason::Client);
    let in_time = vec![first];
    let kept = |met, of, longer: &[RequestId], took: &[i64]| {
        let took = took.iter().map(|minutes| Span::minutes(*minutes)).collect();
        let (kept, in_time, longer) = (Kept { met, of }, in_time.clone(), longer.to_vec());
        Some(Answered { kept, in_time, longer, took })
    };
    assert_eq!(stand(&desk, id), kept(1, 1, &[], &[240]));
    // Tuesday 11:00 to 15:30: half an hour too long. For another team: no answer of the client.
    asks(&mut desk, second, 26, None, PauseReason::Client);
    desk.now = hours(30);
    assert_eq!(stand(&desk, id), kept(1, 1, &[], &[240]), "the time is not over: it is not counted yet");
    desk.now = hours(30) + Span::minutes(30);
    desk.act(Edit::Pause(second, None)).unwrap();
    assert_eq!(stand(&desk, id), kept(1, 2, &[second], &[240, 270]));
    asks(&mut desk, third, 31, Some(60), PauseReason::OtherTeam);
    assert_eq!(stand(&desk, id), kept(1, 2, &[second], &[240, 270]));
    // One that lasts is counted once it is longer: from Thursday 09:00 on, at 13:01.
    asks(&mut desk, third, 72, None, PauseReason::Client);
    desk.now = hours(76);
    assert_eq!(stand(&desk, id), kept(1, 2, &[second], &[240, 270]));
    desk.now = hours(76) + Span::minutes(1);
    assert_eq!(
        stand(&desk, id),
        kept(1, 3, &[second, third], &[240, 270]),
        "how long it took is not known yet"
    );
    let told = |id| waits(&desk.desk, &desk.book, desk.desk.request(id).unwrap(), desk.now);
    let wait = Wait { from: hours(72), took: Span::minutes(241), over: false, in_time: false };
    assert_eq!(told(third), [wait]);
    // Withdrawn while it waits: no answer is due any more, and one that was late already stays so.
    let (fourth, fifth) = (desk.raise(), desk.raise());
    asks(&mut desk, fourth, 77, None, PauseReason::Client);
    asks(&mut desk, fifth, 77, None, PauseReason::Client);
    desk.now = hours(78);
    desk.act(Edit::Withdraw(fourth, Note::default())).unwrap();
    assert_eq!(stand(&desk, id), kept(1, 3, &[second, third], &[240, 270]));
    desk.now = hours(100);
    desk.act(Edit::Withdraw(fifth, Note::default())).unwrap();
    assert_eq!(stand(&desk, id), kept(1, 4, &[second, third, fifth], &[240, 270]));
    // Of some requests only.
    let one = answered(&desk.desk, &desk.book, id, &target(4), desk.now, &|one| one == second).unwrap();
    assert_eq!((one.kept, one.took), (Kept { met: 0, of: 1 }, vec![Span::minutes(270)]));
}

/// Asked on Friday at 16:00: answered on Monday at 10:00 it took 66 h, day and night, and 2 opening hours; answered on
/// Friday at 20:00 it took 4 h, or 1 opening hour. Of 4 h and 66 h, half (the first of two, by nearest rank) within 4 h.
#[test]
fn answers_are_told_in_the_time_they_are_judged_by() {
    let (mut desk, friday, evening, monday) = (Desk::new(), 4 * 24 + 7, 4 * 24 + 11, 7 * 24 + 1);
    let of = |amount, basis| Some(Target::usual(ClockKind::Resolution, Span::hours(amount), basis).unwrap());
    let mut draft = desk.draft(40);
    draft.terms.counting.answers = of(24, Basis::Calendar);
    let id = desk.save(None, AgreementDraft { publish: true, ..draft });
    let [late, soon] = [desk.raise(), desk.raise()];
    asks(&mut desk, soon, friday, Some(evening), PauseReason::Client);
    asks(&mut desk, late, friday, Some(monday), PauseReason::Client);
    let told = |desk: &Desk, id| {
        let all = waits(&desk.desk, &desk.book, desk.desk.request(id).unwrap(), desk.now);
        all.iter().map(|wait| (wait.took, wait.in_time)).collect::<Vec<_>>()
    };
    assert_eq!(told(&desk, late), [(Span::hours(66), false)]);
    assert_eq!(told(&desk, soon), [(Span::hours(4), true)]);
    let half = |desk: &Desk| beside(&desk.desk, &desk.book, id, desk.now, true, &|_| true)[0].half;
    assert_eq!(half(&desk), Some(Span::hours(4)));

    // One working day from now on: the end of Monday. It has no hours of its own, so it is told in opening hours, and so
    // is half of all beside it, of 1 h, 2 h and 2 h the second; each alone is told as it is judged.
    let (mut draft, _) = desk.opened(id);
    draft.terms.counting.answers = of(24, Basis::Days);
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    let next = desk.raise();
    asks(&mut desk, next, friday + 7 * 24, Some(monday + 7 * 24), PauseReason::Client);
    assert_eq!(told(&desk, next), [(Span::hours(2), true)]);
    assert_eq!(half(&desk), Some(Span::hours(2)));
    assert_eq!(told(&desk, late), [(Span::hours(66), false)]);
}

/// 4 h are agreed. Each waits from Monday 10:00 and ends at 11:00 without an answer; one that is opened again and waits
/// from 12:00 to 13:00 has one answer, after 1 h.
#[test]
fn what_ended_while_it_waited_had_no_answer_though_it_is_opened_again() {
    let ends: [&dyn Fn(RequestId, RequestId) -> Edit; 3] = [
        &|id, _| Edit::Withdraw(id, Note::default()),
        &|id, _| Edit::Decline {
            id,
            category: DeclineReason::OtherTeam,
            reason: Note::new("Payroll is with Finance").unwrap(),
            alternative: Note::new("Ask Finance").unwrap(),
        },
        &|id, into| Edit::Care(id, CareEdit::Merge(into, Note::new("The same list").unwrap())),
    ];
    for end in ends {
        let mut desk = Desk::new();
        let mut draft = desk.draft(40);
        draft.terms.counting.answers = Some(target(4));
        let agreement = desk.save(None, AgreementDraft { publish: true, ..draft });
        let (id, other) = (desk.raise(), desk.raise());
        asks(&mut desk, id, 1, None, PauseReason::Client);
        desk.now = hours(2);
        desk.act(end(id, other)).unwrap();
        assert_eq!(stand(&desk, agreement), None, "nobody answered");
        desk.now = hours(3);
        desk.stage(id, Stage::InProgress);
        assert_eq!(desk.desk.request(id).unwrap().ended, None);
        assert_eq!(stand(&desk, agreement), None, "nor does opening it again answer");
        asks(&mut desk, id, 3, Some(4), PauseReason::Client);
        let all = stand(&desk, agreement).unwrap();
        assert_eq!((all.kept, all.took), (Kept { met: 1, of: 1 }, vec![Span::hours(1)]));
    }
}

#[test]
fn the_time_to_answer_is_a_term_and_moves_no_clock() {
    let mut desk = Desk::new();
    let id = desk.save(None, AgreementDraft { publish: true, ..desk.draft(8) });
    let request = desk.raise();
    asks(&mut desk, request, 1, Some(30), PauseReason::Client);
    assert_eq!(stand(&desk, id), None, "no time is agreed");
    let before = desk.newest(id).1.clone();
    let (mut draft, _) = desk.opened(id);
    draft.terms.counting.answers = Some(target(4));
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    assert_eq!(difference(&before, desk.newest(id).1), [Change::Answers(Some(target(4)))]);
    // The request has the version it was raised under, in which none was agreed.
    assert_eq!(stand(&desk, id), None);

    for answers in [Some(target(4)), None] {
        let events = vec![Event {
            stamp: Stamp { ms: 0, count: 0, node: 1 },
            at: Moment(0),
            actor: None,
            source: Source::Live,
            fact: Fact::Agreement(AgreementFact::Version(1, Term::Answers(answers))),
        }];
        assert_eq!(decode(&encode(&events).unwrap()).unwrap(), events);
    }
}

/// Four hours to answer. Asked on Monday at 15:00 the answer is due on Tuesday at 11:00, two hours of either day; put off to
/// another team and back it would count anew. Once they have answered, or it goes on, nothing is awaited.
#[test]
fn the_day_of_the_clients_own_step_is_the_end_of_their_time() {
    let mut desk = Desk::new();
    let id = desk.raise();
    asks(&mut desk, id, 6, None, PauseReason::Client);
    let due = |desk: &Desk| awaited(&desk.desk, &desk.book, desk.desk.request(id).unwrap());
    assert_eq!(due(&desk), None, "no time is agreed");

    let mut desk = Desk::new();
    let mut draft = desk.draft(40);
    draft.terms.counting.answers = Some(target(4));
    desk.save(None, AgreementDraft { publish: true, ..draft });
    let id = desk.raise();
    let due = |desk: &Desk| awaited(&desk.desk, &desk.book, desk.desk.request(id).unwrap());
    assert_eq!(due(&desk), None, "nobody was asked");
    asks(&mut desk, id, 6, None, PauseReason::Client);
    assert_eq!(due(&desk), Some(hours(26)));
    desk.now = hours(30);
    assert_eq!(due(&desk), Some(hours(26)), "it stays where it was, over or not");
    desk.act(Edit::Care(id, CareEdit::Note(CareFact::Answered(Note::new("October.").unwrap())))).unwrap();
    assert_eq!(due(&desk), None, "they have answered, and it still waits");
    asks(&mut desk, id, 31, None, PauseReason::OtherTeam);
    assert_eq!(due(&desk), None);

    // A question that says by which day: until closing time of that Thursday, whatever time is agreed.
    let question =
        |text: &str| CareEdit::Ask(Note::new(text).unwrap(), NaiveDate::from_ymd_opt(2026, 11, 12).unwrap());
    assert!(desk.act(Edit::Care(id, question(""))).is_err());
    desk.act(Edit::Care(id, question("Which month?"))).unwrap();
    assert_eq!(due(&desk), Some(hours(3 * 24 + 8)));
    desk.act(Edit::Care(id, CareEdit::Note(CareFact::Asked(Note::new("And which year?").unwrap())))).unwrap();
    assert_eq!(due(&desk), None, "another question, without a day, and another team is awaited");
    desk.act(Edit::Care(id, question("Which month?"))).unwrap();
    desk.act(Edit::Care(id, CareEdit::Note(CareFact::Answered(Note::new("October.").unwrap())))).unwrap();
    assert_eq!(due(&desk), None);
}
