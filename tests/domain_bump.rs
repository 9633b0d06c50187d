//! Who loses a place to a later request, and who has been told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::bump::{MOST, to_tell, untold};
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::{AgreementDraft, Choice, Edit, Many};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Note;
use inhouse::domain::triage::{Impact, TriageFact, Urgency};
use inhouse::store::ledger::Ledger;

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn decide(ledger: &mut Ledger, id: RequestId, edit: TriageEdit) {
    ledger.act(Edit::Triage(id, Box::new(edit))).unwrap();
}

fn judge(ledger: &mut Ledger, id: RequestId, impact: Impact, urgency: Urgency) {
    let facts = [TriageFact::Impact(Some(impact)), TriageFact::Urgency(Some(urgency))];
    decide(ledger, id, TriageEdit::Answer(facts.into_iter().map(RequestFact::Triage).collect()));
}

fn passed_by(ledger: &Ledger, id: RequestId) -> Vec<RequestId> {
    untold(ledger.desk().request(id).unwrap()).to_vec()
}

/// So many requests, each raised a minute after the one before.
fn several<const N: usize>(ledger: &mut Ledger, bench: &Bench) -> [RequestId; N] {
    std::array::from_fn(|n| {
        bench.pass(Span::minutes(1));
        raise(ledger, &["Request ", &n.to_string()].concat(), "Finance")
    })
}

#[test]
fn whoever_is_passed_by_a_later_one_is_to_be_told_and_then_is_not() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = several(&mut ledger, &bench);
    decide(&mut ledger, c, TriageEdit::Place(0, note("The auditors come tomorrow.")));
    assert_eq!(to_tell(ledger.desk()), [a, b]);
    // An earlier one that goes first takes nothing from those raised later.
    decide(&mut ledger, a, TriageEdit::Place(0, note("It was first.")));
    assert_eq!((passed_by(&ledger, b), passed_by(&ledger, c)), (vec![c], vec![]));

    bench.pass(Span::minutes(5));
    decide(&mut ledger, a, TriageEdit::TellBumped(note("Something more pressing goes first.")));
    assert_eq!(to_tell(ledger.desk()), [b]);
    let request = ledger.desk().request(a).unwrap();
    assert_eq!(request.updates, [ledger.now()], "what is written to the client is news");
    // Said in person: nothing is written, and it is told all the same. There is nothing to tell twice.
    decide(&mut ledger, b, TriageEdit::TellBumped(Note::default()));
    assert_eq!((to_tell(ledger.desk()).len(), ledger.desk().request(b).unwrap().updates.len()), (0, 0));
    let again = ledger.act(Edit::Triage(b, Box::new(TriageEdit::TellBumped(note("Again."))))).unwrap();
    assert!(again.touched.is_empty());
    ledger.undo().unwrap();
    assert_eq!(to_tell(ledger.desk()), [b]);
    assert_eq!(to_tell(bench.open().desk()), [b], "kept with the request");
    // What is finished waits for nobody.
    ledger.act(Edit::Move { id: b, stage: Stage::Done, index: None }).unwrap();
    assert!(to_tell(ledger.desk()).is_empty());
}

#[test]
fn answers_bump_when_they_are_given_anew_and_not_at_first() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b] = several(&mut ledger, &bench);
    judge(&mut ledger, b, Impact::Team, Urgency::Slow);
    assert!(to_tell(ledger.desk()).is_empty(), "until then it had no place");
    judge(&mut ledger, a, Impact::Team, Urgency::Stop);
    assert!(to_tell(ledger.desk()).is_empty());
    judge(&mut ledger, b, Impact::Many, Urgency::Harm);
    assert_eq!(passed_by(&ledger, a), [b]);
    // Back again: the later one lost its place to an earlier one, which is nobody's bump.
    judge(&mut ledger, b, Impact::One, Urgency::Nothing);
    assert!(passed_by(&ledger, b).is_empty());
}

#[test]
fn in_the_teams_own_order_of_what_is_accepted_the_nearest_are_bumped() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all: [RequestId; 26] = several(&mut ledger, &bench);
    ledger.act(Edit::Many(all.to_vec(), Many::Move(Stage::Accepted))).unwrap();
    assert!(to_tell(ledger.desk()).is_empty(), "all of them at once: a new order");
    ledger.act(Edit::Move { id: all[3], stage: Stage::Accepted, index: Some(1) }).unwrap();
    assert_eq!(to_tell(ledger.desk()), [all[1], all[2]]);
    // One step tells so many at most, those that would have come next.
    ledger.act(Edit::Move { id: all[25], stage: Stage::Accepted, index: Some(0) }).unwrap();
    let by_last: Vec<_> = all.into_iter().filter(|id| passed_by(&ledger, *id).contains(&all[25])).collect();
    assert_eq!(by_last, all[..MOST]);
    // Work that has begun has had its turn.
    ledger.act(Edit::Many(all[..3].to_vec(), Many::Move(Stage::InProgress))).unwrap();
    ledger.act(Edit::Move { id: all[2], stage: Stage::InProgress, index: Some(0) }).unwrap();
    assert!(!passed_by(&ledger, all[0]).contains(&all[2]));
}

#[test]
fn a_higher_priority_bumps_those_whose_deadline_comes_later_now() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let calendar = ledger.desk().team().hours;
    let mut terms = inhouse::domain::agreement::Version { calendar, ..Default::default() };
    for (priority, minutes) in Priority::ALL.iter().zip([60, 120, 240, 480]) {
        let target = Target::usual(ClockKind::Resolution, Span::minutes(minutes), Basis::Calendar).unwrap();
        terms.targets.insert((ClockKind::Resolution, *priority), target);
    }
    let draft = AgreementDraft {
        name: name("All"),
        client: Choice::None,
        service: Choice::None,
        terms,
        publish: true,
        adopt: false,
    };
    ledger.act(Edit::SaveAgreement(None, Box::new(draft))).unwrap();
    let [a, b, c] = several(&mut ledger, &bench);
    ledger.act(Edit::Many(vec![a, b, c], Many::Move(Stage::Accepted))).unwrap();
    let prioritise = |ledger: &mut Ledger, id, to| {
        ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(to)])).unwrap();
    };
    prioritise(&mut ledger, a, Priority::Urgent);
    assert!(to_tell(ledger.desk()).is_empty(), "it was due before them anyway");
    prioritise(&mut ledger, c, Priority::High);
    assert_eq!(to_tell(ledger.desk()), [b], "the urgent one is due first still");
    prioritise(&mut ledger, c, Priority::Low);
    assert_eq!(passed_by(&ledger, b), [c]);
    ledger
        .act(Edit::Many(vec![b, c], Many::Change(vec![RequestFact::Prioritised(Priority::Urgent)])))
        .unwrap();
    assert!(passed_by(&ledger, a).is_empty());
}
