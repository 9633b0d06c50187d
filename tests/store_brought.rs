//! What was brought in from a file: taken back and brought in again, taken out of a full store, and counted as in no copy.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::edit::{Deed, Edit};
use inhouse::domain::fact::Event;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::store::ledger::{Ledger, Ports, RIPE};
use inhouse::store::memory::Counting;
use inhouse::store::ports::KeyValue;
use inhouse::store::{backup, merge};
use std::cell::Cell;
use std::rc::Rc;

/// A backup is opened, that is taken back, and it is opened again, as often as somebody likes.
#[test]
fn what_was_brought_in_and_taken_back_can_be_brought_in_again() {
    let there = Bench { random: Counting::from(99), ..Bench::new() };
    let mut theirs = there.desk();
    for n in 0..5 {
        raise(&mut theirs, &format!("Request {n}"), "Finance");
    }
    let ids = open_requests(&theirs);
    theirs.act(Edit::Remove(Subject::Request(ids[4]))).unwrap();
    let file = backup::read(&file_of(&theirs)).unwrap().records;

    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mine = raise(&mut ledger, "Mine", "Sales");
    for round in 0..4 {
        bench.pass(Span::minutes(3));
        let said = merge::adding(ledger.desk(), &file);
        assert!(!said.is_nothing(), "round {round}");
        assert!(ids[..4].iter().all(|id| said.added.contains(&Subject::Request(*id))), "round {round}");
        take(&mut ledger, &file);
        assert_eq!(
            ledger.desk().request_count(),
            5,
            "round {round}: four come, and what was removed stays so"
        );
        assert!(merge::adding(ledger.desk(), &file).is_nothing(), "round {round}: now it is all there");
        assert_eq!(bench.open().desk(), ledger.desk());
        ledger.undo().unwrap();
        assert_eq!(open_requests(&ledger), [mine], "round {round}");
    }
    // Undo and redo are as they were.
    ledger.redo().unwrap();
    assert_eq!(ledger.desk().request_count(), 5);
    ledger.undo().unwrap();
    assert_eq!(open_requests(&ledger), [mine]);
    assert_eq!(bench.open().desk(), ledger.desk());
}

/// What somebody of this desk did and took back is work: no older file brings it back.
#[test]
fn what_was_done_here_and_taken_back_stays_taken_back() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)])).unwrap();
    let file = backup::read(&file_of(&ledger)).unwrap().records;
    ledger.undo().unwrap();
    assert!(merge::adding(ledger.desk(), &file).is_nothing());
    take(&mut ledger, &file);
    assert_eq!(ledger.desk().request(id).unwrap().priority, Priority::Normal);
}

/// An import that is stopped in a store that takes nothing more: it is out again, and what was done meanwhile, here and
/// in another tab, stays.
#[test]
fn an_import_goes_out_of_a_full_store_without_what_was_done_meanwhile() {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    let id = ledger.desk().requests().find(|(_, r)| !r.stage.is_finished()).unwrap().0;
    let year = (THURSDAY_9 - Span::days(300), THURSDAY_9 - RIPE - Span::days(5));
    let old = years::requests(200, 500, year, true, &[]);
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    let mut bringing = ledger.begin_bringing();
    ledger.bring(&mut bringing, old).unwrap();
    // Some of it is packed by now, and another tab goes on working.
    bench.pass(Span::minutes(20));
    ledger.tidy().unwrap();
    let mut other = bench.open();
    other.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name("Tom Aerts")))])).unwrap();
    let mine = raise(&mut ledger, "Meanwhile", "Sales");
    ledger.bring(&mut bringing, years::requests(50, 900, weeks, false, &[])).unwrap();
    ledger.imported(Deed { key: "imported", ..Deed::default() }, bringing.members.clone());
    bench.memory.set_quota(bench.memory.used());

    ledger.take_out(&bringing).unwrap();
    assert_eq!(ledger.desk().request_count(), 97);
    assert!(ledger.desk().request(mine).is_some());
    for (key, value) in bench.memory.dump().iter().filter(|(key, _)| key.contains("/j/")) {
        ledger.absorb(key, Some(value)).unwrap();
    }
    assert_eq!(ledger.desk().request(id).unwrap().owner, Some(name("Tom Aerts")));
    assert_eq!(bench.open().desk(), ledger.desk());
    // Not from the safe log either, and the other tab reads the desk anew.
    let mut again = bench.open();
    again.recover(&bench.log.noted("a"));
    assert_eq!(again.desk(), ledger.desk());
    other.absorb("inhouse/log/a", bench.memory.get("inhouse/log/a").unwrap().as_deref()).unwrap();
    assert!(other.is_stale());
    other.reload();
    assert_eq!(other.desk(), ledger.desk());
    // What was done before it can still be undone.
    bench.memory.set_quota(usize::MAX);
    ledger.undo().unwrap();
    assert!(ledger.desk().request(mine).is_none());
    let events: Vec<Event> = ledger.desk().subjects().flat_map(|s| ledger.desk().log(s).to_vec()).collect();
    assert!(!events.is_empty());
}

/// The same, with the tab gone at every single write of it: the import is there whole, or not at all, and what was done
/// meanwhile is there either way.
#[test]
fn an_import_goes_out_of_a_full_store_whole_or_not_at_all() {
    let start = Bench::new();
    let mut ledger = of_all_ages(&start);
    let year = (THURSDAY_9 - Span::days(300), THURSDAY_9 - RIPE - Span::days(5));
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    let mut bringing = ledger.begin_bringing();
    ledger.bring(&mut bringing, years::requests(60, 500, year, true, &[])).unwrap();
    // Some of it is packed by now, and somebody works on.
    start.pass(Span::minutes(20));
    ledger.tidy().unwrap();
    ledger.bring(&mut bringing, years::requests(25, 900, weeks, false, &[])).unwrap();
    let mine = raise(&mut ledger, "Meanwhile", "Sales");
    // A small portion at the end: it is in the journal when the tab dies.
    ledger.bring(&mut bringing, years::requests(3, 990, weeks, false, &[])).unwrap();
    let (before, stored, now) = (ledger.desk().clone(), start.memory.dump(), ledger.now());
    let noted = start.log.noted("a");
    drop(ledger);
    let fresh = || {
        let bench = Bench { random: Counting::from(5), log: Default::default(), ..start.clone() };
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        bench.memory.set_quota(bench.memory.used());
        bench.clock.set(now + Span::seconds(2));
        bench
    };
    let mut after = None;
    let (mut whole, mut without) = (0, 0);
    for k in (0..400).rev().filter(|k| *k < 15 || k % 7 == 0) {
        let bench = fresh();
        let left = Rc::new(Cell::new(usize::MAX));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        left.set(k);
        let _ = ledger.take_out(&bringing);
        let done = after.get_or_insert_with(|| ledger.desk().clone());
        assert!(done.request(mine).is_some() && done.request_count() == 97, "{}", done.request_count());
        let mut again = bench.open();
        assert!(again.damage().is_empty(), "gone after {k} writes");
        match again.desk() {
            desk if desk == done => without += 1,
            desk if desk == &before => whole += 1,
            desk => panic!("gone after {k} writes: {} requests", desk.request_count()),
        }
        // Nor from what the safe log held before.
        again.recover(&noted);
        assert!(again.desk() == done || again.desk() == &before, "gone after {k} writes, with the log");
        assert_eq!(bench.open().desk(), again.desk(), "gone after {k} writes");
    }
    assert!(whole > 1 && without > 40, "{whole} {without}");
    // No list is left once it is out.
    let bench = fresh();
    let mut ledger = bench.open();
    ledger.take_out(&bringing).unwrap();
    assert_eq!((Some(ledger.desk()), bench.open().desk()), (after.as_ref(), ledger.desk()));
    let kept = |prefix: &str| bench.memory.dump().keys().any(|key| key.starts_with(prefix));
    assert!(!kept("inhouse/in/") && !kept("inhouse/out/"));
}

/// A tab that is gone while an import goes out, settled and not done, beside one that stays open: this one holds the
/// import in memory still.
fn half_out(fresh: impl Fn() -> (Bench, Ledger)) -> (Bench, Ledger) {
    let (bench, mut ledger) = fresh();
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    let left = Rc::new(Cell::new(usize::MAX));
    let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
    let mut dying = Ledger::open(ports, "a");
    let mut bringing = dying.begin_bringing();
    dying.bring(&mut bringing, years::requests(40, 500, weeks, false, &[])).unwrap();
    for (key, value) in bench.memory.dump().iter().filter(|(key, _)| key.contains("/j/")) {
        ledger.absorb(key, Some(value)).unwrap();
    }
    assert_eq!(ledger.desk().request_count(), 46);
    left.set(12);
    dying.take_out(&bringing).unwrap();
    assert!(bench.memory.get("inhouse/out/a").unwrap().is_some(), "it is not done");
    (bench, ledger)
}

/// What a tab left half out does not take with it what another tab brings in, puts in its place, or keeps open for long.
#[test]
fn an_import_left_half_out_takes_nothing_else_with_it() {
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    let file = years::requests(40, 500, weeks, false, &[]);
    let fresh = || {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        for n in 0..6 {
            raise(&mut ledger, &format!("Request {n}"), "Finance");
        }
        (bench, ledger)
    };
    // The same file again: it comes in as if it had never been there.
    let (bench, mut ledger) = half_out(fresh);
    let mut bringing = ledger.begin_bringing();
    ledger.bring(&mut bringing, file.clone()).unwrap();
    assert_eq!(bringing.members.len(), file.len());
    ledger.settle(&bringing);
    assert_eq!(ledger.desk().request_count(), 46);
    assert_eq!(bench.open().desk(), ledger.desk());
    // A file in the place of the desk, with the very same events in it.
    let (bench, mut ledger) = half_out(fresh);
    let whole = backup::read(&file_of(&ledger)).unwrap().records;
    replace(&mut ledger, &whole, 10).unwrap();
    assert_eq!((ledger.desk().request_count(), bench.open().desk()), (46, ledger.desk()));
    // Two hours later it still goes out whole.
    let (bench, mut ledger) = half_out(fresh);
    bench.pass(Span::hours(2));
    tidy_all(&bench, &mut ledger);
    assert_eq!(bench.open().desk().request_count(), 6);
    assert!(!bench.memory.dump().keys().any(|key| key.starts_with("inhouse/in/")));
}

/// Numbers that somebody has changed in the store cost no start.
#[test]
fn a_wrong_number_of_parts_is_nothing_to_wait_for() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let before = ledger.desk().clone();
    for (key, value) in [("inhouse/out/a", "1794474000000 4000000000"), ("inhouse/new/a", "1 17 4000000000")]
    {
        bench.memory.put(key, value).unwrap();
        let again = bench.open();
        assert_eq!(again.desk(), &before, "{key}");
        assert!(again.damage().is_empty(), "{key}");
    }
}

/// Lists of what came in go when it is in to stay, and those of a tab that is gone an hour later.
#[test]
fn nothing_is_left_of_an_import_that_stays() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    let lists = || bench.memory.dump().keys().filter(|key| key.starts_with("inhouse/in/")).count();
    let mut bringing = ledger.begin_bringing();
    ledger.bring(&mut bringing, years::requests(20, 1, weeks, false, &[])).unwrap();
    ledger.bring(&mut bringing, years::requests(20, 1, weeks, false, &[])).unwrap();
    ledger.bring(&mut bringing, years::requests(20, 40, weeks, false, &[])).unwrap();
    assert_eq!(lists(), 2, "what was there before needs none");
    ledger.settle(&bringing);
    assert_eq!(lists(), 0);
    let mut lost = ledger.begin_bringing();
    ledger.bring(&mut lost, years::requests(20, 80, weeks, false, &[])).unwrap();
    bench.pass(Span::minutes(30));
    ledger.tidy().unwrap();
    assert_eq!(lists(), 1, "it may still be on its way, in another tab");
    bench.pass(Span::minutes(31));
    ledger.tidy().unwrap();
    assert_eq!((lists(), ledger.desk().request_count()), (0, 60));
}

/// What is brought in carries old moments, and is in no copy all the same.
#[test]
fn what_came_in_since_the_last_copy_counts() {
    use inhouse::store::remind;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    bench.pass(Span::days(1));
    let (last, known) = (Some(ledger.now()), remind::known(&ledger));
    let left = |ledger: &Ledger| remind::uncopied(ledger, last, Some(&known)).0;
    assert_eq!(left(&ledger), 0);
    assert_eq!(left(&bench.open()), 0, "also after a restart");
    let weeks = (THURSDAY_9 - Span::days(90), THURSDAY_9 - Span::days(50));
    let old = years::requests(60, 400, weeks, true, &[]);
    let events: usize = old.iter().map(|(_, events)| events.len()).sum();
    ledger.take_in(old).unwrap();
    assert_eq!(left(&ledger), events);
    assert_eq!(remind::changes(&ledger, last).0, 0, "by their moments alone they would not");
    bench.pass(Span::days(2));
    let due = remind::due(last, remind::uncopied(&ledger, last, Some(&known)), ledger.now(), false);
    assert_eq!(due.map(|due| due.changes), Some(events));
    // A file in the place of the desk: fewer events, and all of them others.
    let other = Bench { random: Counting::from(5), ..Bench::new() };
    assert!(remind::uncopied(&other.desk(), last, Some(&known)).0 > 0);
}
