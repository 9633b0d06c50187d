//! What another team delivers to us: our agreements do not measure it, and our figures do not count it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, agree, calendar, name, raise};
use inhouse::domain::agreement::{Scope, Version};
use inhouse::domain::backtest::past;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::edit::{Choice, Edit, NewRequest};
use inhouse::domain::flow::{flow, unmeasured};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::insight::attainment;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Direction, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::Ledger;

fn ask(ledger: &mut Ledger, title: &str) -> RequestId {
    let mut new = NewRequest::titled(Title::new(title).unwrap());
    new.client = Choice::New(name("Finance"));
    new.direction = Direction::WeAsk;
    match ledger.act(Edit::Raise(Box::new(new))).unwrap().made {
        Some(Subject::Request(id)) => id,
        other => panic!("made {other:?}"),
    }
}

fn direct(ledger: &mut Ledger, id: RequestId, direction: Direction) {
    ledger.act(Edit::Change(id, vec![RequestFact::Directed(direction)])).unwrap();
}

fn has_clocks(ledger: &Ledger, id: RequestId) -> bool {
    let request = ledger.desk().request(id).unwrap();
    ledger.book().read(ledger.desk(), request, ledger.now()).is_some()
}

#[test]
fn our_agreement_measures_what_we_deliver_and_nothing_else() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 8);
    let (ours, theirs) = (raise(&mut ledger, "A badge", "Finance"), ask(&mut ledger, "The cost report"));
    assert!(has_clocks(&ledger, ours) && !has_clocks(&ledger, theirs));
    // It becomes ours, and theirs again: each time what fits, in one step.
    direct(&mut ledger, theirs, Direction::WeServe);
    assert!(has_clocks(&ledger, theirs));
    direct(&mut ledger, theirs, Direction::WeAsk);
    assert!(!has_clocks(&ledger, theirs));
    ledger.undo().unwrap();
    assert!(has_clocks(&ledger, theirs));
    ledger.undo().unwrap();
    assert!(!has_clocks(&ledger, theirs));
    // Another client's: nothing is written of an agreement while it is theirs.
    let events = |ledger: &Ledger| ledger.desk().log(Subject::Request(theirs)).len();
    let before = events(&ledger);
    ledger.act(Edit::ChangeClient(theirs, Choice::New(name("Sales")))).unwrap();
    assert_eq!(events(&ledger), before + 1);
    assert!(!has_clocks(&bench.open(), theirs));
}

#[test]
fn what_others_deliver_is_in_none_of_our_figures() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let hours = calendar(&mut ledger);
    agree(&mut ledger, Choice::None, 2, 8);
    let (ours, theirs) = (raise(&mut ledger, "A badge", "Finance"), ask(&mut ledger, "The cost report"));
    let twice = raise(&mut ledger, "The same badge", "Finance");
    ledger.act(Edit::Care(twice, CareEdit::Merge(ours, Note::new("The same badge").unwrap()))).unwrap();
    bench.pass(Span::hours(100));
    for id in [ours, theirs] {
        ledger.act(Edit::Update { id, text: Note::new("Done.").unwrap(), visible: true }).unwrap();
        ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
    }
    let (desk, now) = (ledger.desk(), ledger.now());
    let all = |_: RequestId| true;
    let figures = attainment(desk, ledger.book(), now, &all);
    let counted: usize = figures.rows.values().map(|row| row.requests).sum();
    // The badge and its double; the double ended as merged and has no verdict.
    assert_eq!(counted, 2);
    assert!(unmeasured(desk, ledger.book(), now, &all).no_agreement.is_empty());
    assert_eq!(past(desk, &Scope::default(), &Version::default()).len(), 1);
    // Asked for once: what is merged into it had been asked for already.
    let hours = ledger.book().get(hours).unwrap();
    let months = flow(desk, &hours.open, &hours.zone, now, &all).months;
    let raised: Vec<RequestId> = months.values().flat_map(|month| month.raised.clone()).collect();
    assert_eq!(raised, [ours]);
}
