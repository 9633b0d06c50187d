//! Columns the team adds to a stage: what stands in them, and what that leaves as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, agree, name, raise};
use inhouse::domain::columns::{Column, ColumnFact};
use inhouse::domain::edit::{Choice, Edit, Many};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::Span;
use inhouse::domain::request::Stage;
use inhouse::domain::team::TeamFact;
use inhouse::store::ledger::Ledger;

const REVIEW: Column = Column { stage: Stage::InProgress, part: 7 };

fn change(ledger: &mut Ledger, fact: ColumnFact) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(fact)])).unwrap();
}

fn add_review(ledger: &mut Ledger) {
    change(ledger, ColumnFact::Added(REVIEW.part, Some(REVIEW.stage)));
    change(ledger, ColumnFact::Named(REVIEW, Some(name("In review"))));
}

fn column_of(ledger: &Ledger, id: RequestId) -> Column {
    ledger.desk().team().columns.of(ledger.desk().request(id).unwrap())
}

fn to(id: RequestId, column: impl Into<Column>) -> Edit {
    Edit::Move { id, column: column.into(), index: None }
}

#[test]
fn an_added_column_is_a_place_within_its_stage_and_no_clock_notices() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 8);
    add_review(&mut ledger);
    let id = raise(&mut ledger, "A badge", "Finance");
    ledger.act(to(id, Stage::InProgress)).unwrap();
    let since = ledger.desk().request(id).unwrap().since;
    let due = |ledger: &Ledger| {
        let request = ledger.desk().request(id).unwrap();
        ledger.book().read(ledger.desk(), request, ledger.now()).unwrap().resolution.due
    };
    let before = due(&ledger);
    bench.pass(Span::hours(1));
    let outcome = ledger.act(to(id, REVIEW)).unwrap();
    assert_eq!((outcome.deed.key, outcome.deed.column), ("moved", Some(name("In review"))));
    assert_eq!((column_of(&ledger, id), due(&ledger)), (REVIEW, before));
    // It has been in progress since it came there.
    assert_eq!(ledger.desk().request(id).unwrap().since, since);

    // Kept, taken back and done again like any step.
    assert_eq!(column_of(&bench.open(), id), REVIEW);
    ledger.undo().unwrap();
    assert_eq!(column_of(&ledger, id), Stage::InProgress);
    ledger.redo().unwrap();
    assert_eq!(column_of(&ledger, id), REVIEW);

    // Left for another stage and come back, it stands in the usual column; taken back, in the one it had.
    ledger.act(to(id, Stage::Waiting)).unwrap();
    ledger.act(to(id, Stage::InProgress)).unwrap();
    assert_eq!(column_of(&ledger, id), Stage::InProgress);
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    assert_eq!(column_of(&ledger, id), REVIEW);

    // The column goes: nothing that stood in it does.
    change(&mut ledger, ColumnFact::Added(REVIEW.part, None));
    assert_eq!(column_of(&ledger, id), Stage::InProgress);
    // Whoever still saw it puts the request into the usual one.
    ledger.act(to(id, REVIEW)).unwrap();
    assert_eq!(column_of(&ledger, id), Stage::InProgress);
    ledger.undo().unwrap();
    assert_eq!(column_of(&ledger, id), REVIEW);
}

#[test]
fn many_go_into_an_added_column_as_one() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    add_review(&mut ledger);
    let all: Vec<RequestId> =
        ["One", "Two", "Three"].map(|title| raise(&mut ledger, title, "Finance")).to_vec();
    ledger.act(to(all[0], Stage::InProgress)).unwrap();
    let outcome = ledger.act(Edit::Many(all.clone(), Many::Move(REVIEW))).unwrap();
    assert_eq!((outcome.deed.n, outcome.deed.column), (3, Some(name("In review"))));
    assert!(all.iter().all(|id| column_of(&ledger, *id) == REVIEW));
    ledger.undo().unwrap();
    assert_eq!(column_of(&ledger, all[0]), Stage::InProgress);
    assert_eq!(column_of(&ledger, all[1]), Stage::New);
}
