//! Requests that have to do with each other: links, duplicates, and what is merged.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::care::{CareFact, Tie, askers, onward};
use inhouse::domain::caring::{CareEdit, CareRefusal};
use inhouse::domain::clock::ClockKind;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Note;
use inhouse::store::ledger::Ledger;

#[test]
fn links_stand_in_both_and_never_go_round() {
    let mut ledger = Bench::new().desk();
    let ids = ["Log", "Export", "Payday", "Year end"].map(|title| raise(&mut ledger, title, "Finance"));
    let tie = |from: usize, tie, to: usize| Edit::Care(ids[from], CareEdit::Link(tie, ids[to], true));
    ledger.act(tie(0, Tie::Blocks, 1)).unwrap();
    ledger.act(tie(2, Tie::BlockedBy, 1)).unwrap();
    ledger.act(tie(2, Tie::PartOf, 3)).unwrap();
    assert!(care(&ledger, ids[1]).kept().unwrap().links.contains(&(Tie::BlockedBy, ids[0])));
    assert!(care(&ledger, ids[3]).kept().unwrap().links.contains(&(Tie::HasPart, ids[2])));
    let chain = vec![(Tie::Blocks, ids[1]), (Tie::Blocks, ids[2]), (Tie::PartOf, ids[3])];
    assert_eq!(onward(ledger.desk(), ids[0]), chain);
    // Round in a circle nobody could begin, whichever end it is tied from.
    let back = Refusal::Care(CareRefusal::Circle("PEO-1".into()));
    assert_eq!(refused(&mut ledger, tie(2, Tie::Blocks, 0)), back);
    let back = Refusal::Care(CareRefusal::Circle("PEO-3".into()));
    assert_eq!(refused(&mut ledger, tie(0, Tie::BlockedBy, 2)), back);
    let back = Refusal::Care(CareRefusal::Circle("PEO-3".into()));
    assert_eq!(refused(&mut ledger, tie(3, Tie::PartOf, 2)), back);
    assert_eq!(refused(&mut ledger, tie(0, Tie::SameCause, 0)), Refusal::Care(CareRefusal::Itself));
    ledger.act(tie(3, Tie::SameCause, 0)).unwrap();
    // One step: undone, it is gone from both.
    ledger.undo().unwrap();
    assert!(!care(&ledger, ids[0]).kept().unwrap().links.contains(&(Tie::SameCause, ids[3])));
    assert!(!care(&ledger, ids[3]).kept().unwrap().links.contains(&(Tie::SameCause, ids[0])));
    ledger.act(Edit::Care(ids[1], CareEdit::Link(Tie::BlockedBy, ids[0], false))).unwrap();
    assert_eq!(onward(ledger.desk(), ids[0]), []);
}

#[test]
fn a_duplicate_has_everything_but_the_history() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Close the month", "Finance");
    ledger.act(Edit::Care(id, CareEdit::AddPoint(point("Balance sent")))).unwrap();
    ledger.act(note(id, CareFact::Ticked(1, true))).unwrap();
    ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    to(&mut ledger, id, Stage::Done);
    let made = ledger.act(Edit::Care(id, CareEdit::Duplicate)).unwrap().made;
    let Some(Subject::Request(other)) = made else { panic!("{made:?}") };
    let (first, second) = (ledger.desk().request(id).unwrap(), ledger.desk().request(other).unwrap());
    assert_eq!(second.reference.as_ref(), "PEO-2");
    assert_eq!((second.title.clone(), second.client), (first.title.clone(), first.client));
    assert_eq!((second.stage, second.priority), (Stage::New, Priority::High));
    assert_eq!(second.care.kept().unwrap().points(), (0, 1));
    ledger.undo().unwrap();
    assert!(ledger.desk().request(other).is_none());
}

/// One of two that ask for the same goes on; the other is closed as merged, its client hears of it, both show the other.
#[test]
fn what_was_asked_for_already_is_merged_into_what_goes_on() {
    use inhouse::domain::request::Outcome;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, inhouse::domain::edit::Choice::None, 4, 8);
    let [a, b, done] =
        ["Export", "The export again", "Old"].map(|title| raise(&mut ledger, title, "Finance"));
    let merge = |from, into, text: &str| Edit::Care(from, CareEdit::Merge(into, say(text)));
    to(&mut ledger, done, Stage::Done);
    assert_eq!(refused(&mut ledger, merge(b, b, "")), Refusal::Care(CareRefusal::Itself));
    let finished = CareRefusal::MergedIntoFinished("PEO-3".into());
    assert_eq!(refused(&mut ledger, merge(b, done, "")), Refusal::Care(finished));
    assert_eq!(refused(&mut ledger, merge(done, a, "")), Refusal::Finished);

    bench.pass(Span::hours(1));
    ledger.act(merge(b, a, "We go on with PEO-1.")).unwrap();
    let links = |ledger: &Ledger, id| care(ledger, id).kept().map(|k| k.links.clone()).unwrap_or_default();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!(
        (request.stage, request.outcome(), request.merged_into),
        (Stage::Closed, Some(Outcome::Merged), Some(a))
    );
    assert_eq!((request.resolved.len(), request.settled.len()), (0, 0), "no work done, and no verdict");
    assert_eq!(request.updates, [THURSDAY_9 + Span::hours(1)], "the client is told");
    assert_eq!(links(&ledger, b).into_iter().collect::<Vec<_>>(), [(Tie::MergedInto, a)]);
    assert_eq!(links(&ledger, a).into_iter().collect::<Vec<_>>(), [(Tie::Holds, b)]);
    assert_eq!(onward(ledger.desk(), b), [(Tie::MergedInto, a)]);
    assert_eq!(bench.open().desk().request(b), ledger.desk().request(b));
    ledger.undo().unwrap();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!(
        (request.stage, request.merged_into, request.updates.len()),
        (Stage::New, None, 0),
        "one step"
    );
    assert!(links(&ledger, a).is_empty());
    ledger.redo().unwrap();

    // Whoever asked for either hears of the one that goes on, each once, also by way of a third that was merged before.
    let ann = RequestFact::AskedBy(Some(name("Ann Peeters")));
    ledger.act(Edit::Change(b, vec![ann])).unwrap();
    let finance = ledger.desk().request(a).unwrap().client;
    assert_eq!(askers(ledger.desk(), a), [(None, finance), (Some(name("Ann Peeters")), finance)]);
    let onward = raise(&mut ledger, "All exports", "Sales");
    let sales = ledger.desk().request(onward).unwrap().client;
    ledger.act(merge(a, onward, "")).unwrap();
    let all = [(None, sales), (None, finance), (Some(name("Ann Peeters")), finance)];
    assert_eq!(askers(ledger.desk(), onward), all);
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    ledger.undo().unwrap();

    // Opened again it stands alone: nothing shows the other any more.
    ledger.act(Edit::Care(b, CareEdit::Reopen(say("It is another export.")))).unwrap();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!((request.stage, request.outcome(), request.merged_into), (Stage::Deciding, None, None));
    assert!(links(&ledger, a).is_empty() && links(&ledger, b).is_empty());
    // What the client took back gets no verdict either.
    ledger.act(Edit::Withdraw(b, Note::default())).unwrap();
    let request = ledger.desk().request(b).unwrap();
    let verdicts: Vec<ClockKind> = request.settled.iter().map(|settled| settled.clock).collect();
    assert_eq!((request.outcome(), verdicts), (Some(Outcome::Withdrawn), vec![ClockKind::FirstResponse]));
}
