//! Going over the limit of a column: written down, with a reason where one is said, and taken back as one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, name, raise};
use inhouse::domain::columns::{Column, ColumnFact, Each, Share, crowded};
use inhouse::domain::edit::{Edit, Many};
use inhouse::domain::ident::RequestId;
use inhouse::domain::over::{Times, times};
use inhouse::domain::request::{RequestFact, Stage};
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::Note;
use inhouse::store::ledger::Ledger;

fn limit(ledger: &mut Ledger, column: impl Into<Column>, most: u32) {
    let fact = ColumnFact::Limit(column.into(), Some(most));
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(fact)])).unwrap();
}

fn to(id: RequestId, column: impl Into<Column>) -> Edit {
    Edit::Move { id, column: column.into(), index: None }
}

fn several(ledger: &mut Ledger, n: usize) -> Vec<RequestId> {
    (0..n).map(|n| raise(ledger, &["Request ", &n.to_string()].concat(), "Finance")).collect()
}

/// Each limit a request passed: how many stood there, how many may, and why.
fn passed(ledger: &Ledger, id: RequestId) -> Vec<(u32, u32, String)> {
    let all = |a: &inhouse::domain::triage::Answers| {
        a.over.iter().map(|p| (p.count, p.limit, p.why.as_str().to_owned())).collect()
    };
    ledger.desk().request(id).unwrap().triage.look(all)
}

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

#[test]
fn whoever_passes_a_limit_may_say_why_and_one_undo_takes_back_both() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all = several(&mut ledger, 3);
    limit(&mut ledger, Stage::InProgress, 1);
    // Up to the limit is not over it.
    assert!(ledger.act(to(all[0], Stage::InProgress)).unwrap().deed.over.is_empty());
    assert_eq!(passed(&ledger, all[0]), []);
    let outcome = ledger.act(to(all[1], Stage::InProgress)).unwrap();
    assert_eq!(outcome.deed.over, [all[1]]);
    assert_eq!(passed(&ledger, all[1]), [(2, 1, String::new())]);

    let why = |text: &str| Edit::ExplainOver(vec![all[1], all[0]], note(text));
    assert_eq!(
        ledger.act_beside(why("The auditors come.")).unwrap().touched.len(),
        1,
        "the other passed none"
    );
    assert!(ledger.act_beside(why("The auditors come.")).unwrap().touched.is_empty());
    assert_eq!(passed(&bench.open(), all[1]), [(2, 1, "The auditors come.".to_owned())]);
    ledger.act_beside(why("Two auditors come.")).unwrap();
    assert_eq!(passed(&ledger, all[1]), [(2, 1, "Two auditors come.".to_owned())]);
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(all[1]).unwrap().stage, Stage::New);
    assert_eq!(passed(&ledger, all[1]), []);
    assert_eq!(ledger.desk().request(all[0]).unwrap().stage, Stage::InProgress, "that was a step of its own");
    ledger.redo().unwrap();
    assert_eq!(passed(&ledger, all[1]), [(2, 1, "Two auditors come.".to_owned())]);
    // Another place in the column is no coming; a reason beside a step of another record is a step of its own.
    ledger.act(Edit::Move { id: all[1], column: Stage::InProgress.into(), index: Some(0) }).unwrap();
    assert_eq!(passed(&ledger, all[1]).len(), 1);
    ledger.act(to(all[2], Stage::Accepted)).unwrap();
    ledger.act_beside(why("Three.")).unwrap();
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(all[2]).unwrap().stage, Stage::Accepted);
    // A request that is raised has come in and passes nothing.
    limit(&mut ledger, Stage::New, 1);
    let [a, b] = several(&mut ledger, 2)[..] else { panic!() };
    assert_eq!((passed(&ledger, a), passed(&ledger, b)), (vec![], vec![]));
}

/// Two may be in progress and one is. Three more come at once: they make 2, 3 and 4, and the last two pass the limit. An
/// added column is counted by itself.
#[test]
fn of_several_that_come_at_once_only_those_above_the_limit_pass_it() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all = several(&mut ledger, 5);
    limit(&mut ledger, Stage::InProgress, 2);
    ledger.act(to(all[0], Stage::InProgress)).unwrap();
    let outcome = ledger.act(Edit::Many(all[1..4].to_vec(), Many::Move(Stage::InProgress.into()))).unwrap();
    assert_eq!(outcome.deed.over, all[2..4]);
    let counts: Vec<_> =
        all.iter().map(|id| passed(&ledger, *id).iter().map(|p| p.0).collect::<Vec<_>>()).collect();
    assert_eq!(counts, [vec![], vec![], vec![3], vec![4], vec![]]);
    ledger.act_beside(Edit::ExplainOver(vec![all[3]], note("Month end."))).unwrap();

    let review = Column { stage: Stage::InProgress, part: 7 };
    let added = ColumnFact::Added(review.part, Some(review.stage));
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(added)])).unwrap();
    limit(&mut ledger, review, 1);
    ledger.act(to(all[0], review)).unwrap();
    ledger.act(to(all[4], review)).unwrap();
    assert_eq!(passed(&ledger, all[0]), []);
    assert_eq!(passed(&ledger, all[4]), [(2, 1, String::new())]);

    let times = times(ledger.desk(), &|_| true);
    let of = |column: Column| times.get(&column).cloned().unwrap_or_default();
    let mut both = all[2..4].to_vec();
    both.sort_unstable();
    assert_eq!(of(Stage::InProgress.into()), Times { n: 2, told: 1, requests: both });
    assert_eq!(of(review), Times { n: 1, told: 0, requests: vec![all[4]] });
    ledger.undo().unwrap();
    assert_eq!(inhouse::domain::over::times(ledger.desk(), &|_| true).len(), 1, "taken back, it was not");
}

fn within(ledger: &mut Ledger, column: impl Into<Column>, limits: &[(Each, u32)]) {
    let fact = ColumnFact::Within(column.into(), limits.to_vec());
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(fact)])).unwrap();
}

/// At most one for each person: two of Ann's are one too many, whether the second is moved there or given to her there;
/// what nobody sees to and what others see to does not count.
#[test]
fn a_limit_for_each_person_is_passed_by_moving_and_by_giving() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let all = several(&mut ledger, 4);
    within(&mut ledger, Stage::InProgress, &[(Each::Owner, 1)]);
    let assign = |ledger: &mut Ledger, at: usize, who: &str| {
        let fact = RequestFact::Assigned(Some(name(who)));
        ledger.act(Edit::Many(vec![all[at]], Many::Change(vec![fact]))).unwrap()
    };
    assign(&mut ledger, 0, "Ann");
    assign(&mut ledger, 1, "Ann");
    assert!(ledger.act(to(all[0], Stage::InProgress)).unwrap().deed.over.is_empty());
    assert!(ledger.act(to(all[2], Stage::InProgress)).unwrap().deed.over.is_empty());
    assert!(ledger.act(to(all[3], Stage::InProgress)).unwrap().deed.over.is_empty(), "nobody has two");
    assert_eq!(crowded(ledger.desk(), Stage::InProgress.into()), []);
    let outcome = ledger.act(to(all[1], Stage::InProgress)).unwrap();
    assert_eq!((outcome.deed.over, passed(&ledger, all[1])), (vec![all[1]], vec![(2, 1, String::new())]));
    assert_eq!(crowded(ledger.desk(), Stage::InProgress.into()), [(Share::Owner(name("Ann")), 2, 1)]);
    ledger.act(Edit::ExplainOver(vec![all[1]], note("The other one rests."))).unwrap();
    assert_eq!(passed(&bench.open(), all[1]), [(2, 1, "The other one rests.".to_owned())]);
    // Given to her where it stands, a third is passed on; given to somebody else, it is not.
    assert!(assign(&mut ledger, 2, "Ben").deed.over.is_empty());
    assert_eq!(assign(&mut ledger, 2, "Ann").deed.over, [all[2]]);
    assert_eq!(passed(&ledger, all[2]), [(3, 1, String::new())]);
    // One who has them gives one away and gets another in the same step: as many as before, and still one too many.
    assert!(assign(&mut ledger, 2, "Ben").deed.over.is_empty());
    within(&mut ledger, Stage::InProgress, &[]);
    assert!(assign(&mut ledger, 2, "Ann").deed.over.is_empty(), "there is no limit any more");
}

/// At most one for each client, and three for all: the fourth of four passes the limit of the column, and that one alone is
/// kept; of two that go to a client in one step, the second passes.
#[test]
fn a_limit_for_each_client_stands_beside_that_of_the_column() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let finance = several(&mut ledger, 3);
    let sales = raise(&mut ledger, "For Sales", "Sales");
    within(&mut ledger, Stage::InProgress, &[(Each::Client, 1)]);
    limit(&mut ledger, Stage::InProgress, 3);
    let order = vec![finance[0], sales, finance[1]];
    let outcome = ledger.act(Edit::Many(order, Many::Move(Stage::InProgress.into()))).unwrap();
    assert_eq!(
        (outcome.deed.over, passed(&ledger, finance[1])),
        (vec![finance[1]], vec![(2, 1, String::new())])
    );
    let outcome = ledger.act(to(finance[2], Stage::InProgress)).unwrap();
    assert_eq!(
        (outcome.deed.over, passed(&ledger, finance[2])),
        (vec![finance[2]], vec![(4, 3, String::new())])
    );
    // One Undo takes it back with what it passed.
    ledger.undo().unwrap();
    assert_eq!(passed(&ledger, finance[2]), []);
    assert_eq!(ledger.desk().request(finance[2]).unwrap().stage, Stage::New);
}

/// At most two for each person and one for each client: the second for one client passes that limit though nobody has too
/// many; one that passes both is asked for one reason, and both are shown.
#[test]
fn limits_for_each_of_several_kinds_stand_side_by_side() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let finance = several(&mut ledger, 3);
    let sales = raise(&mut ledger, "For Sales", "Sales");
    within(&mut ledger, Stage::InProgress, &[(Each::Client, 1), (Each::Owner, 2)]);
    let columns = &bench.open().desk().team().columns.clone();
    assert_eq!(columns.within(Stage::InProgress.into()), [(Each::Owner, 2), (Each::Client, 1)]);
    let everybody = [finance.as_slice(), &[sales]].concat();
    let ann = RequestFact::Assigned(Some(name("Ann")));
    ledger.act(Edit::Many(everybody, Many::Change(vec![ann]))).unwrap();
    assert!(ledger.act(to(finance[0], Stage::InProgress)).unwrap().deed.over.is_empty());
    assert!(ledger.act(to(sales, Stage::InProgress)).unwrap().deed.over.is_empty());
    let outcome = ledger.act(to(finance[1], Stage::InProgress)).unwrap();
    assert_eq!(outcome.deed.over, [finance[1]]);
    assert_eq!(passed(&ledger, finance[1]), [(3, 2, String::new())], "one reason: of the person");
    let client = ledger.desk().request(finance[0]).and_then(|r| r.client).unwrap();
    let over = crowded(ledger.desk(), Stage::InProgress.into());
    assert_eq!(over, [(Share::Owner(name("Ann")), 3, 2), (Share::Client(client), 2, 1)]);
    // Nobody's: only the client has too many.
    ledger.undo().unwrap();
    let nobody = Many::Change(vec![RequestFact::Assigned(None)]);
    ledger.act(Edit::Many(vec![finance[1]], nobody)).unwrap();
    ledger.act(to(finance[1], Stage::InProgress)).unwrap();
    assert_eq!(passed(&ledger, finance[1]), [(2, 1, String::new())]);
}
