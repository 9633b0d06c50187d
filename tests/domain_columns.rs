//! How the team arranges its board and what it keeps beside: columns of its own, a limit for each person, colours of
//! labels, what can be looked for, texts for updates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, agree, name, raise};
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::column_sets::{Change, SETS, changes, find};
use inhouse::domain::columns::{Column, ColumnFact, Hue, MOST_ADDED, next_of, overloaded, too_many_for};
use inhouse::domain::edit::{Choice, Edit, Many};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Channel, PauseReason, RequestFact, Stage};
use inhouse::domain::sieve::{Facet, Looking, Sieve};
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::Note;
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

/// Each of two people has two in progress where one is the limit for a person: both are over it. One more of somebody
/// else's would make three; one that is theirs already, or is not in progress, makes no difference.
#[test]
fn a_person_has_a_limit_too_once_the_team_sets_one() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all: Vec<RequestId> =
        ["One", "Two", "Three", "Four", "Five"].map(|title| raise(&mut ledger, title, "Finance")).to_vec();
    let give = |ledger: &mut Ledger, id: RequestId, who: &str| {
        ledger.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name(who)))])).unwrap();
    };
    for (id, who) in all.iter().zip(["Ann", "Ann", "Bo", "Bo", "Bo"]) {
        give(&mut ledger, *id, who);
    }
    for id in all.get(..4).unwrap() {
        ledger.act(to(*id, Stage::InProgress)).unwrap();
    }
    assert_eq!(overloaded(ledger.desk()), []);
    assert_eq!(too_many_for(ledger.desk(), &name("Ann"), &all), None);
    change(&mut ledger, ColumnFact::Each(Some(1)));
    assert_eq!(overloaded(ledger.desk()), [(name("Ann"), 2), (name("Bo"), 2)]);
    assert_eq!(too_many_for(ledger.desk(), &name("Ann"), &all[2..3]), Some((3, 1)));
    assert_eq!(too_many_for(ledger.desk(), &name("Ann"), &all[..2]), None);
    assert_eq!(too_many_for(ledger.desk(), &name("Ann"), &all[4..]), None);
    assert_eq!(too_many_for(ledger.desk(), &name("New"), &all[..1]), None);
    // An added column of the stage is in progress as well; what waits is not.
    add_review(&mut ledger);
    ledger.act(to(all[0], REVIEW)).unwrap();
    ledger.act(to(all[2], Stage::Waiting)).unwrap();
    assert_eq!(overloaded(ledger.desk()), [(name("Ann"), 2)]);
    // Kept, and taken away again.
    assert_eq!(bench.open().desk().team().columns.each(), Some(1));
    change(&mut ledger, ColumnFact::Each(None));
    assert_eq!(overloaded(ledger.desk()), []);
}

#[test]
fn a_label_keeps_its_colour_until_it_is_taken_away() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let hue = |ledger: &Ledger| ledger.desk().team().columns.hue(&name("Payroll"));
    change(&mut ledger, ColumnFact::Labelled(name("Payroll"), Some(Hue::Green)));
    change(&mut ledger, ColumnFact::Labelled(name("Payroll"), Some(Hue::Violet)));
    assert_eq!((hue(&ledger), hue(&bench.open())), (Some(Hue::Violet), Some(Hue::Violet)));
    change(&mut ledger, ColumnFact::Labelled(name("Payroll"), None));
    assert_eq!((hue(&ledger), hue(&bench.open())), (None, None));
}

/// What the client took back, and what was opened again, is found by what became of it.
#[test]
fn what_became_of_a_request_can_be_looked_for() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all = ["One", "Two", "Three"].map(|title| raise(&mut ledger, title, "Finance"));
    ledger.act(Edit::Withdraw(all[0], Note::new("Solved by itself").unwrap())).unwrap();
    ledger.act(to(all[1], Stage::InProgress)).unwrap();
    ledger.act(to(all[1], Stage::Done)).unwrap();
    ledger.act(to(all[2], Stage::InProgress)).unwrap();
    ledger.act(to(all[2], Stage::Done)).unwrap();
    ledger.act(Edit::Care(all[2], CareEdit::Reopen(Note::new("Not yet").unwrap()))).unwrap();
    let found = |facet| {
        let sieve = Sieve { facet, ..Sieve::default() };
        let looking = Looking { now: ledger.now(), promised: None, unpromised: None };
        let desk = ledger.desk();
        desk.requests().filter(|(_, r)| sieve.lets(r, None, &looking)).map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(found(Facet::Withdrawn), [all[0]]);
    assert_eq!(found(Facet::Reopened), [all[2]]);
}

/// A text for updates is kept with its service under its name, written over by the next of that name, and taken off.
#[test]
fn texts_for_updates_are_kept_with_a_service() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let made = ledger.act(Edit::AddService(name("Payroll"))).unwrap().made;
    let Some(Subject::Service(id)) = made else { panic!("no service") };
    let mut keep = |text: Option<&str>| {
        let text = text.map(|text| Note::new(text).unwrap());
        ledger.act(Edit::EditService(id, vec![ServiceFact::Reply(name("Begun"), text)])).unwrap();
        let kept = bench.open().desk().service(id).unwrap().replies.clone();
        assert_eq!(kept, ledger.desk().service(id).unwrap().replies);
        kept.values().map(Note::to_string).collect::<Vec<_>>()
    };
    assert_eq!(keep(Some("Begun with {title}.")), ["Begun with {title}."]);
    assert_eq!(keep(Some("We have begun.")), ["We have begun."]);
    assert!(keep(None).is_empty());
}

/// A ready set is laid over a board with a review and one column more, in which a request stands: the review stays as it
/// is, the other goes, and the request stands in the usual column.
#[test]
fn what_a_ready_set_would_change_is_said_before() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    add_review(&mut ledger);
    let tests = Column { stage: Stage::InProgress, part: 8 };
    change(&mut ledger, ColumnFact::Added(tests.part, Some(tests.stage)));
    change(&mut ledger, ColumnFact::Named(tests, Some(name("Tests"))));
    let id = raise(&mut ledger, "A badge", "Finance");
    ledger.act(to(id, tests)).unwrap();
    let drafts = (Column::from(Stage::InProgress), Some(name("Drafts")));
    let artwork = Column { stage: Stage::InProgress, part: 9 };
    let wanted = [
        (Column::from(Stage::New), None),
        drafts.clone(),
        (REVIEW, Some(name("In review"))),
        (artwork, Some(name("Artwork"))),
    ];
    let found = changes(ledger.desk(), &wanted);
    assert_eq!(
        found,
        [Change::Named(drafts.0, drafts.1), Change::Comes(artwork, name("Artwork")), Change::Goes(tests, 1),]
    );
    let gone = vec![TeamFact::Columns(ColumnFact::Added(tests.part, None))];
    ledger.act(Edit::ChangeTeam(gone)).unwrap();
    assert_eq!(column_of(&ledger, id), Stage::InProgress);
    assert_eq!(changes(ledger.desk(), &[(REVIEW, Some(name("In review")))]), []);
    // Every set is within what a board can show, each of its columns in a stage that is open, and no name twice.
    for set in SETS {
        assert!(set.added.len() <= MOST_ADDED && find(set.code) == SETS.iter().find(|one| **one == set));
        let mut all: Vec<_> = set.added.iter().chain(set.named).collect();
        assert!(all.iter().all(|(stage, _)| !stage.is_finished()));
        all.sort_by_key(|(_, code)| *code);
        assert!(all.windows(2).all(|pair| pair[0].1 != pair[1].1), "{}", set.code);
    }
}

/// The way a request came in and the column it stands in are two things: changing one is no change of the other, here or
/// in what another computer brings.
#[test]
fn a_column_is_no_channel() {
    assert_ne!(RequestFact::Column(7).field(), RequestFact::Came(Channel::Chat).field());
}

/// In progress, In review, Waiting for papers (added), Waiting on client, Done, Declined: nobody is led into a wait or a no.
#[test]
fn the_next_column_neither_waits_nor_declines() {
    let papers = Column { stage: Stage::Waiting, part: 8 };
    let [progress, waiting, done, declined] =
        [Stage::InProgress, Stage::Waiting, Stage::Done, Stage::Declined].map(Column::from);
    let board = [progress, REVIEW, papers, waiting, done, declined];
    assert_eq!(next_of(&board, progress), Some(REVIEW));
    assert_eq!(next_of(&board, REVIEW), Some(done));
    assert_eq!(next_of(&board, papers), Some(done));
    assert_eq!(next_of(&board, done), None);
    assert_eq!(next_of(&board, Column { stage: Stage::New, part: 3 }), None);
}

const SUPPLIER: Column = Column { stage: Stage::Waiting, part: 9 };

fn waits(ledger: &Ledger, id: RequestId) -> Vec<(PauseReason, bool)> {
    let request = ledger.desk().request(id).unwrap();
    request.waits.iter().map(|wait| (wait.reason, wait.to.is_none())).collect()
}

#[test]
fn an_added_column_of_waiting_says_whom_it_waits_for() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    change(&mut ledger, ColumnFact::Added(SUPPLIER.part, Some(SUPPLIER.stage)));
    let [before, said, both] =
        ["A chair", "A lamp", "A shelf"].map(|title| raise(&mut ledger, title, "Finance"));
    // Nothing said: the client, as in the usual one.
    ledger.act(to(before, SUPPLIER)).unwrap();
    assert_eq!(waits(&ledger, before), [(PauseReason::Client, true)]);

    change(&mut ledger, ColumnFact::Waits(SUPPLIER, PauseReason::Supplier));
    ledger.act(to(said, SUPPLIER)).unwrap();
    assert_eq!(waits(&ledger, said), [(PauseReason::Supplier, true)]);
    // From one column of waiting to another: somebody else is waited for from then on, in one step.
    bench.pass(Span::hours(1));
    ledger.act(to(said, Stage::Waiting)).unwrap();
    assert_eq!(waits(&ledger, said), [(PauseReason::Supplier, false), (PauseReason::Client, true)]);
    ledger.undo().unwrap();
    assert_eq!(waits(&ledger, said), [(PauseReason::Supplier, true)]);
    // Several at once alike: one that waits here already, one that comes.
    ledger.act(to(both, Stage::Waiting)).unwrap();
    bench.pass(Span::hours(1));
    ledger.act(Edit::Many(vec![both, before], Many::Move(SUPPLIER))).unwrap();
    assert_eq!(waits(&ledger, both), [(PauseReason::Client, false), (PauseReason::Supplier, true)]);
    // It stands in that column already, and waits for whom it did: nobody said otherwise of it.
    assert_eq!(waits(&ledger, before), [(PauseReason::Client, true)]);
    // Kept over a start, and left by going on.
    let ledger = &mut bench.open();
    assert_eq!(ledger.desk().team().columns.waits_for(SUPPLIER), PauseReason::Supplier);
    ledger.act(to(said, Stage::InProgress)).unwrap();
    assert_eq!(waits(ledger, said), [(PauseReason::Supplier, false)]);
}
