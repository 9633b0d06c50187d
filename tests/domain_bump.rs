//! Who loses a place to a later request, and who has been told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::bump::{MOST, to_tell, untold, would_pass};
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::deciding::{Passing, TriageEdit, TriageRefusal};
use inhouse::domain::edit::{AgreementDraft, Edit, Many, Refusal};
use inhouse::domain::fact::Fact;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Note;
use inhouse::domain::triage::{Impact, TriageFact, Urgency};
use inhouse::store::ledger::{Ledger, Trouble};

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

/// Into this place of a stage, before others.
fn first(stage: Stage, index: usize) -> TriageEdit {
    TriageEdit::GoFirst(Passing::Place(stage.into(), Some(index)), note("The auditors come tomorrow."))
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
    ledger.act(Edit::Move { id: b, column: Stage::Done.into(), index: None }).unwrap();
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
    ledger.act(Edit::Many(all.to_vec(), Many::Move(Stage::Accepted.into()))).unwrap();
    assert!(to_tell(ledger.desk()).is_empty(), "all of them at once: a new order");
    decide(&mut ledger, all[3], first(Stage::Accepted, 1));
    assert_eq!(to_tell(ledger.desk()), [all[1], all[2]]);
    // One step tells so many at most, those that would have come next.
    decide(&mut ledger, all[25], first(Stage::Accepted, 0));
    let by_last: Vec<_> = all.into_iter().filter(|id| passed_by(&ledger, *id).contains(&all[25])).collect();
    assert_eq!(by_last, all[..MOST]);
    // Work that has begun has had its turn.
    ledger.act(Edit::Many(all[..3].to_vec(), Many::Move(Stage::InProgress.into()))).unwrap();
    ledger.act(Edit::Move { id: all[2], column: Stage::InProgress.into(), index: Some(0) }).unwrap();
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
        clients: Vec::new(),
        services: Vec::new(),
        terms,
        publish: true,
        adopt: false,
        opened: None,
    };
    ledger.act(Edit::SaveAgreement(None, Box::new(draft))).unwrap();
    let [a, b, c] = several(&mut ledger, &bench);
    ledger.act(Edit::Many(vec![a, b, c], Many::Move(Stage::Accepted.into()))).unwrap();
    let prioritise = |ledger: &mut Ledger, id, to| {
        decide(ledger, id, TriageEdit::GoFirst(Passing::Priority(to), note("The auditors come tomorrow.")));
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

#[test]
fn whoever_takes_the_turn_of_others_that_are_accepted_says_why_and_it_is_kept() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c, d] = several(&mut ledger, &bench);
    ledger.act(Edit::Many(vec![a, b, c], Many::Move(Stage::Accepted.into()))).unwrap();
    let order = |ledger: &Ledger| ledger.desk().lanes().of(Stage::Accepted).collect::<Vec<_>>();
    let put = |id, index| Edit::Move { id, column: Stage::Accepted.into(), index: Some(index) };
    let refused = |n| Trouble::Refused(Refusal::Triage(TriageRefusal::PassesOthers(n)));
    assert_eq!(ledger.act(put(c, 0)).unwrap_err(), refused(2));
    assert_eq!(ledger.act(put(d, 1)).unwrap_err(), refused(2), "from another column as well");
    assert_eq!(order(&ledger), [a, b, c], "nothing has moved");
    let how = Passing::Place(Stage::Accepted.into(), Some(0));
    assert_eq!(would_pass(ledger.desk(), ledger.book(), c, how, ledger.now()), [a, b]);
    let bare = Edit::Triage(c, Box::new(TriageEdit::GoFirst(how, Note::default())));
    assert_eq!(ledger.act(bare).unwrap_err(), Trouble::Refused(TriageRefusal::OverrideReason.into()));

    decide(&mut ledger, c, first(Stage::Accepted, 0));
    assert_eq!((order(&ledger), to_tell(ledger.desk())), (vec![c, a, b], vec![a, b]));
    let why = Fact::Request(RequestFact::Triage(TriageFact::WentFirst(note("The auditors come tomorrow."))));
    assert!(
        bench.open().desk().log(Subject::Request(c)).iter().any(|event| event.fact == why),
        "kept with it"
    );
    ledger.undo().unwrap();
    assert_eq!((order(&ledger), to_tell(ledger.desk()).len()), (vec![a, b, c], 0), "one step");
    // Who takes nobody's turn says nothing: down, to the end, and before what was raised later.
    ledger.act(put(a, 2)).unwrap();
    ledger.act(put(a, 0)).unwrap();
    ledger.act(Edit::Move { id: d, column: Stage::Accepted.into(), index: None }).unwrap();
    assert_eq!(order(&ledger), [a, b, c, d]);
}
