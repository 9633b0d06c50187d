//! The desk as a whole, and what may happen to it: cleared from outside, emptied or replaced in another tab, a thousand
//! requests changed in one step, an import taken back in a store that is full.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/tabs.rs"]
mod tabs;
#[path = "support/years.rs"]
mod years;

use bench::*;
use inhouse::domain::agreement::Version;
use inhouse::domain::edit::{AgreementDraft, Choice, Deed, Edit, Many};
use inhouse::domain::fact::Event;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Note;
use inhouse::store::ledger::{Batch, Ledger, Ports, RIPE, SETTLED, Tidied, Trouble};
use inhouse::store::memory::Counting;
use inhouse::store::ports::{KeyValue, StoreError};
use inhouse::store::{backup, merge};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tabs::Browser;

fn tidy_all(bench: &Bench, ledger: &mut Ledger) {
    for _ in 0..1_000 {
        match ledger.tidy().unwrap() {
            Tidied::Nothing => return,
            Tidied::More => {}
            Tidied::Later => bench.pass(SETTLED),
        }
    }
    panic!("tidying never ends");
}

/// A desk with requests of every age: some packed, some not.
fn of_all_ages(bench: &Bench) -> Ledger {
    let mut ledger = bench.desk();
    let year = (THURSDAY_9 - Span::days(365), THURSDAY_9 - RIPE - Span::days(5));
    ledger.take_in(years::requests(90, 1, year, true, &[])).unwrap();
    for n in 0..6 {
        raise(&mut ledger, &format!("Request {n}"), "Finance");
    }
    bench.pass(Span::hours(1));
    tidy_all(bench, &mut ledger);
    assert_eq!(ledger.packed(), 90);
    ledger
}

/// So many open requests, taken in at once.
fn with_open(bench: &Bench, count: usize) -> Ledger {
    let mut ledger = bench.desk();
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    for portion in years::requests(count, 1, weeks, false, &[]).chunks(100) {
        ledger.take_in(portion.to_vec()).unwrap();
    }
    bench.pass(Span::hours(1));
    ledger
}

fn urgently() -> Many {
    Many::Change(vec![RequestFact::Prioritised(Priority::Urgent)])
}

fn open_requests(ledger: &Ledger) -> Vec<RequestId> {
    ledger.desk().requests().map(|(id, _)| id).collect()
}

fn file_of(ledger: &Ledger) -> String {
    backup::write(ledger.keys(), &ledger.copy(), THURSDAY_9)
}

fn take(ledger: &mut Ledger, file: &Batch) {
    let members = ledger.take_in(file.clone()).unwrap();
    ledger.imported(Deed { key: "restored", ..Deed::default() }, members);
}

/// Somebody clears the data of the site, or a page beside this one does: everything is still in the open tab.
#[test]
fn a_store_cleared_from_outside_costs_nothing_that_is_in_an_open_tab() {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    let (whole, before) = (ledger.desk().clone(), file_of(&ledger));
    bench.memory.fill(BTreeMap::new());
    ledger.hear_clearing();
    assert!(ledger.is_cleared());
    let copy = file_of(&ledger);
    assert_eq!(copy, before, "a copy taken now is the copy of a moment ago");
    let elsewhere = Bench::new();
    let mut fresh = elsewhere.open();
    fresh.take_in(backup::read(&copy).unwrap().records).unwrap();
    assert_eq!(fresh.desk(), &whole);

    ledger.save_all().unwrap();
    assert!(!ledger.is_cleared());
    let again = bench.open();
    assert_eq!(
        (again.desk(), again.packed()),
        (&whole, 90),
        "and what was packed takes no more room than before"
    );
    assert_eq!(file_of(&again), before);
}

/// Nobody told the tab: it notices at its next step, which is kept like any other.
#[test]
fn a_clearing_nobody_told_of_is_noticed_at_the_next_step() {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    bench.memory.fill(BTreeMap::new());
    assert!(!ledger.is_cleared());
    raise(&mut ledger, "One more", "Finance");
    assert!(ledger.is_cleared());
    ledger.save_all().unwrap();
    assert_eq!(bench.open().desk(), ledger.desk());
    // A desk that was never there is not missed.
    let other = Bench::new();
    assert!(!other.desk().is_cleared());
}

/// Where the room has become less, all that fits is saved, the rest is still in memory and in a copy.
#[test]
fn what_cannot_be_saved_again_is_still_in_the_copy() {
    let bench = Bench::new();
    let mut ledger = with_open(&bench, 60);
    let (whole, used) = (ledger.desk().clone(), bench.memory.used());
    bench.memory.fill(BTreeMap::new());
    bench.memory.set_quota(used / 2);
    ledger.hear_clearing();
    assert!(matches!(ledger.save_all(), Err(StoreError::Full { .. })));
    assert!(ledger.is_cleared());
    assert_eq!(ledger.desk(), &whole);
    assert!(bench.open().desk().request_count() > 10);
    let records = backup::read(&file_of(&ledger)).unwrap().records;
    assert_eq!(records.len(), whole.subjects().count());
}

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

/// One tab empties the desk while another one is in the middle of something.
#[test]
fn an_edit_in_a_tab_that_has_not_heard_of_the_emptying_brings_nothing_back() {
    let bench = Bench::new();
    let mut one = of_all_ages(&bench);
    let mut two = bench.open();
    let id = two.desk().requests().find(|(_, r)| !r.stage.is_finished()).unwrap().0;
    let old = file_of(&two);
    bench.pass(Span::seconds(5));
    one.wipe().unwrap();
    let emptied = bench.memory.dump();
    // It writes before it hears.
    let refused = two.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)]));
    assert_eq!(refused, Err(Trouble::Store(StoreError::Emptied)));
    assert!(two.is_stale());
    assert_eq!(two.undo().map_err(|_| ()), Ok(None), "there is nothing to undo, and nothing is written");
    assert_eq!((two.tidy().unwrap(), two.save_all()), (Tidied::Nothing, Err(StoreError::Emptied)));
    for key in ["inhouse/a/t", &two.keys().record(Subject::Request(id)), "inhouse/log/a"] {
        two.absorb(key, emptied.get(key).map(String::as_str)).unwrap();
    }
    assert_eq!(bench.memory.dump(), emptied, "to the letter");
    // What it had is still in a copy of it.
    assert_eq!(file_of(&two), old);
    two.reload();
    assert!(!two.is_stale());
    assert_eq!(two.desk(), one.desk());
    assert_eq!(two.desk().request_count(), 0);
}

/// One tab puts a file in the place of the desk; twice within a millisecond.
#[test]
fn a_tab_hears_that_the_desk_was_replaced_and_reads_the_new_one() {
    let bench = Bench::new();
    let mut one = bench.desk();
    raise(&mut one, "Old", "Finance");
    let mut two = bench.open();
    let old = one.wipe().unwrap();
    one.act(set_up()).unwrap();
    raise(&mut one, "New", "Finance");
    let marker = bench.memory.dump()["inhouse/log/a"].clone();
    two.absorb("inhouse/log/a", Some(&marker)).unwrap();
    assert!(two.is_stale());
    two.reload();
    assert_eq!(two.desk(), one.desk());
    // Put back, within the same millisecond: that is another change.
    one.wipe().unwrap();
    one.put_back(&old).unwrap();
    let again = bench.memory.dump()["inhouse/log/a"].clone();
    assert_ne!(again, marker);
    two.absorb("inhouse/log/a", Some(&again)).unwrap();
    assert!(two.is_stale());
    two.reload();
    assert_eq!(two.desk(), one.desk());
    assert_eq!(two.desk().requests().next().unwrap().1.title.as_ref().unwrap().as_str(), "Old");
    // And nobody is disturbed by an ordinary step.
    raise(&mut one, "Goes on", "Finance");
    for (key, value) in bench.memory.dump().iter().filter(|(key, _)| key.contains("/j/")) {
        two.absorb(key, Some(value)).unwrap();
    }
    assert!(!two.is_stale());
    assert_eq!(two.desk(), one.desk());
}

/// A thousand requests moved to another priority in one step, and that taken back, seen from a second tab.
#[test]
fn another_tab_sees_a_step_over_a_thousand_requests() {
    let bench = Bench::new();
    let ledger = with_open(&bench, 1_000);
    let mut browser = Browser::new(bench.memory.dump(), 2);
    drop(ledger);
    let open =
        |tab: usize| Ledger::open(Ports { kept: Rc::new(browser.tabs[tab].clone()), ..bench.ports() }, "a");
    let mut ledgers = vec![open(0), open(1)];
    let ids = open_requests(&ledgers[0]);
    bench.pass(Span::minutes(1));
    ledgers[0].act(Edit::Many(ids.clone(), urgently())).unwrap();
    browser.settle(&mut ledgers);
    let urgent = |l: &Ledger| l.desk().requests().filter(|(_, r)| r.priority == Priority::Urgent).count();
    assert_eq!((urgent(&ledgers[0]), urgent(&ledgers[1])), (1_000, 1_000));
    assert_eq!(ledgers[0].desk(), ledgers[1].desk());
    ledgers[0].undo().unwrap();
    browser.settle(&mut ledgers);
    assert_eq!(ledgers[0].desk(), ledgers[1].desk());
    assert!(urgent(&ledgers[1]) < 1_000);
    assert!(!browser.kept.keys().any(|key| key.contains("/j/")), "a long journal is there for a moment only");
}

/// The same step, with a tab that is gone at any of its writes: all of it is there, or nothing.
#[test]
fn a_step_over_a_thousand_requests_is_done_whole_or_not_at_all() {
    let start = Bench::new();
    let ledger = with_open(&start, 1_000);
    let (before, stored) = (ledger.desk().clone(), start.memory.dump());
    let ids = open_requests(&ledger);
    let mut after = None;
    for k in [0, 1, 2, 3, 40, 500, 998, 999, 1_000, 1_001, 1_002, 2_000] {
        let bench = Bench { random: Counting::from(5), ..start.clone() };
        bench.memory.fill(stored.clone());
        let left = Rc::new(Cell::new(usize::MAX));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        left.set(k);
        ledger.act(Edit::Many(ids.clone(), urgently())).unwrap();
        let whole = after.get_or_insert_with(|| ledger.desk().clone());
        let again = bench.open();
        assert_eq!(again.desk(), if k == 0 { &before } else { whole }, "gone after {k} writes");
        assert!(again.damage().is_empty());
        // And so it stays: the next start reads the same.
        assert_eq!(bench.open().desk(), again.desk());
        assert!(!bench.memory.dump().keys().any(|key| key.contains("/j/")), "gone after {k} writes");
    }
}

/// At any room left, a step over hundreds of requests is done, or nothing has changed.
#[test]
fn a_step_over_hundreds_of_requests_that_does_not_fit_changes_nothing() {
    let start = Bench::new();
    let ledger = with_open(&start, 600);
    let (before, stored, used) = (ledger.desk().clone(), start.memory.dump(), start.memory.used());
    let ids = open_requests(&ledger);
    drop(ledger);
    for room in [0, 100, 5_000, 9_000, 20_000, 40_000, 200_000] {
        let bench = Bench { random: Counting::from(5), ..start.clone() };
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        let mut ledger = bench.open();
        bench.memory.set_quota(used + room);
        let done = ledger.act(Edit::Many(ids.clone(), urgently()));
        bench.memory.set_quota(usize::MAX);
        assert_eq!(done.is_ok(), room >= 40_000, "room for {room}");
        assert_eq!(ledger.desk() == &before, done.is_err(), "room for {room}");
        assert_eq!(bench.open().desk(), ledger.desk(), "room for {room}");
        if done.is_err() {
            assert_eq!(bench.memory.dump(), stored, "room for {room}");
        }
    }
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
    let mut members = ledger.take_in(old).unwrap();
    // Some of it is packed by now, and another tab goes on working.
    bench.pass(Span::minutes(20));
    ledger.tidy().unwrap();
    let mut other = bench.open();
    other.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name("Tom Aerts")))])).unwrap();
    let mine = raise(&mut ledger, "Meanwhile", "Sales");
    members.extend(ledger.take_in(years::requests(50, 900, weeks, false, &[])).unwrap());
    ledger.imported(Deed { key: "imported", ..Deed::default() }, members.clone());
    bench.memory.set_quota(bench.memory.used());

    ledger.withdraw(&members).unwrap();
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

/// A full store, and a removal that is refused like every step: what is finished goes for good, and there is room.
#[test]
fn a_full_store_gets_room_by_what_is_removed_for_good() {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    let lately = raise(&mut ledger, "Ended today", "Finance");
    ledger.act(Edit::Move { id: lately, column: Stage::Closed.into(), index: None }).unwrap();
    let removed = raise(&mut ledger, "Not wanted", "Finance");
    ledger.act(Edit::Remove(Subject::Request(removed))).unwrap();
    let (noted, journals) = (bench.log.noted("a"), bench.memory.dump());
    let mut other = bench.open();
    let used = bench.memory.used();
    // Nothing more, and not even room for a mark.
    bench.memory.set_quota(used);
    let id = open_requests(&ledger).into_iter().find(|id| !ledger.purgeable().contains(id)).unwrap();
    let text = Note::new(&"x".repeat(9_000)).unwrap();
    let refused = ledger.act(Edit::Update { id, text, visible: true });
    assert!(matches!(refused, Err(Trouble::Store(StoreError::Full { .. }))), "{refused:?}");
    let used = bench.memory.used();
    bench.memory.set_quota(used);
    let go = ledger.purgeable();
    assert_eq!(go.len(), 92, "90 that are packed, one that ended today, one that was removed");
    let freed = ledger.purge_units(&go);
    ledger.purge(&go).unwrap();
    assert_eq!(ledger.desk().request_count(), 6);
    assert!(bench.memory.used() < used && freed > 1_000, "{freed} units of {used}");
    assert_eq!((ledger.purgeable(), ledger.packed()), (Vec::new(), 0));
    raise(&mut ledger, "There is room again", "Finance");
    bench.memory.set_quota(usize::MAX);
    assert_eq!(bench.open().desk(), ledger.desk());
    // Nothing brings it back: no note, no journal, no other tab.
    let mut again = bench.open();
    assert!(again.recover(&noted).kept.iter().all(|kept| *kept));
    assert_eq!(again.desk(), ledger.desk());
    for (key, value) in journals.iter().filter(|(key, _)| key.contains("/j/")) {
        bench.memory.put(key, value).unwrap();
    }
    assert_eq!(bench.open().desk(), ledger.desk());
    let marks = bench.memory.get("inhouse/a/d").unwrap();
    other.absorb("inhouse/a/d", marks.as_deref()).unwrap();
    assert!(other.desk().request(lately).is_none());
    other.tidy().unwrap();
    for key in bench.memory.dump().keys().filter(|key| key.contains("/r/") || key.contains("/z/")) {
        other.absorb(key, bench.memory.get(key).unwrap().as_deref()).unwrap();
    }
    assert_eq!(bench.open().desk(), ledger.desk());
}

/// Gone at any write of it, all of it goes, or nothing.
#[test]
fn a_tab_that_is_gone_in_the_middle_of_a_purge_leaves_all_of_it_or_nothing() {
    let start = Bench::new();
    let ledger = of_all_ages(&start);
    let (before, stored, go) = (ledger.desk().clone(), start.memory.dump(), ledger.purgeable());
    let now = ledger.now();
    for k in 0..120 {
        let bench = start.clone();
        bench.memory.fill(stored.clone());
        bench.clock.set(now);
        let left = Rc::new(Cell::new(usize::MAX));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        left.set(k);
        ledger.purge(&go).unwrap();
        let again = bench.open();
        let count = again.desk().request_count();
        assert_eq!(count, if k == 0 { before.request_count() } else { 6 }, "gone after {k} writes");
        assert!(again.damage().is_empty());
    }
}

/// A file that has what was removed for good brings it back: somebody opened it to have it.
#[test]
fn a_file_brings_back_what_was_removed_for_good() {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    let (whole, file) = (ledger.desk().clone(), backup::read(&file_of(&ledger)).unwrap().records);
    let go = ledger.purgeable();
    ledger.purge(&go).unwrap();
    let said = merge::adding(ledger.desk(), &file);
    assert_eq!(said.added.len(), 90);
    take(&mut ledger, &file);
    assert_eq!(ledger.desk(), &whole);
    assert_eq!(bench.open().desk(), &whole);
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request_count(), 6);
}

/// What is removed, or finished and put into the archive, is packed when room is needed, however new it is.
#[test]
fn what_was_put_away_makes_room_at_once() {
    let bench = Bench::new();
    let mut ledger = with_open(&bench, 200);
    let ids = open_requests(&ledger);
    ledger.act(Edit::Many(ids[..90].to_vec(), Many::Remove)).unwrap();
    ledger.act(Edit::Many(ids[90..180].to_vec(), Many::Move(Stage::Closed.into()))).unwrap();
    ledger.act(Edit::Many(ids[90..180].to_vec(), Many::Archive(true))).unwrap();
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing, "in idle time it stays at hand");
    let used = bench.memory.used();
    bench.memory.set_quota(used + 50);
    for n in 0..150 {
        raise(&mut ledger, &format!("Request {n} of a busy day"), "Finance");
    }
    assert!(ledger.packed() > 0);
    bench.memory.set_quota(usize::MAX);
    assert_eq!(bench.open().desk(), ledger.desk());
}

/// Puts a file in the place of a desk, as the page does.
fn replace(ledger: &mut Ledger, file: &Batch, portion: usize) -> Result<(), StoreError> {
    let mut coming = ledger.begin_staging();
    for part in file.chunks(portion) {
        if let Err(error) = ledger.stage(&mut coming, &part.to_vec()) {
            ledger.unstage(coming);
            return Err(error);
        }
    }
    ledger.switch(coming)?;
    // A tab that is gone never comes to the end.
    for _ in 0..file.len() {
        if ledger.unfold()? == 0 {
            break;
        }
    }
    Ok(())
}

/// With a fault, or the tab gone, at every single write: after it the desk is the old one or the new one, whole.
#[test]
fn a_desk_is_replaced_whole_or_not_at_all() {
    let there = Bench { random: Counting::from(99), ..Bench::new() };
    let mut theirs = with_open(&there, 40);
    for n in 0..5 {
        raise(&mut theirs, &format!("Theirs {n}"), "Legal");
    }
    let file = backup::read(&file_of(&theirs)).unwrap().records;
    let new = theirs.desk().clone();
    let start = Bench::new();
    let ledger = of_all_ages(&start);
    let (old, stored, now) = (ledger.desk().clone(), start.memory.dump(), ledger.now());
    let fresh = || {
        let bench = Bench { random: Counting::from(5), ..start.clone() };
        bench.memory.fill(stored.clone());
        bench.clock.set(now);
        bench
    };
    let (mut olds, mut news) = (0, 0);
    for k in 0..260 {
        let bench = fresh();
        let left = Rc::new(Cell::new(usize::MAX));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        left.set(k);
        let _ = replace(&mut ledger, &file, 10);
        let again = bench.open();
        assert!(again.damage().is_empty(), "gone after {k} writes");
        match again.desk() {
            desk if desk == &old => olds += 1,
            desk if desk == &new => news += 1,
            desk => panic!("gone after {k} writes: {} requests", desk.request_count()),
        }
        assert_eq!(bench.open().desk(), again.desk(), "gone after {k} writes");
        if again.desk() == &new {
            let parts = bench.memory.dump().keys().filter(|key| key.starts_with("inhouse/new/")).count();
            assert_eq!(parts, 0, "gone after {k} writes");
        }
    }
    assert!(olds > 3 && news > 100, "{olds} {news}");
    for k in 0..260 {
        let bench = fresh();
        let mut ledger = bench.open();
        bench.memory.fail_after(Some(k));
        let done = replace(&mut ledger, &file, 10);
        bench.memory.fail_after(None);
        let again = bench.open();
        let is = if again.desk() == &old { "old" } else { "new" };
        assert!(again.desk() == &old || again.desk() == &new, "full after {k} writes");
        assert!(done.is_err() || is == "new", "full after {k} writes");
    }
    // Parts nobody finished go by themselves.
    let bench = fresh();
    let mut ledger = bench.open();
    let mut coming = ledger.begin_staging();
    ledger.stage(&mut coming, &file).unwrap();
    ledger.tidy().unwrap();
    assert!(bench.memory.dump().keys().any(|key| key.starts_with("inhouse/new/")));
    bench.pass(Span::hours(2));
    ledger.tidy().unwrap();
    assert!(!bench.memory.dump().keys().any(|key| key.starts_with("inhouse/new/")));
    assert_eq!(bench.open().desk(), &old);
}

/// Years of finished requests that fit only packed take the place of a desk, in a browser of the usual size.
#[test]
fn a_desk_that_fits_only_packed_takes_the_place_of_another() {
    let years = (THURSDAY_9 - Span::days(900), THURSDAY_9 - RIPE - Span::days(5));
    let mut file = years::requests(900, 1, years, true, &[]);
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    file.push((Subject::Team, ledger.desk().log(Subject::Team).to_vec()));
    bench.memory.set_quota(bench.memory.used() + 260_000);
    let plain: usize =
        file.iter().map(|(_, e)| inhouse::store::wire::v1::encode(e).unwrap().len() + 42).sum();
    assert!(plain > 400_000, "{plain}");
    replace(&mut ledger, &file, 100).unwrap();
    assert_eq!(ledger.desk().request_count(), 900);
    assert_eq!(bench.open().desk(), ledger.desk());
    // And back again.
    let before = of_all_ages(&Bench::new());
    let back = backup::read(&file_of(&before)).unwrap().records;
    replace(&mut ledger, &back, 100).unwrap();
    assert_eq!((ledger.desk(), bench.open().desk()), (before.desk(), before.desk()));
}

/// A step of a script, on the desk as it is then.
type Act = Box<dyn Fn(&mut Ledger) -> Result<(), ()>>;

fn edit(make: impl Fn(&Ledger) -> Option<Edit> + 'static) -> Act {
    Box::new(move |ledger| match make(ledger) {
        Some(edit) => ledger.act(edit).map(drop).map_err(drop),
        None => Err(()),
    })
}

fn the_last(ledger: &Ledger) -> Option<RequestId> {
    ledger.desk().requests().last().map(|(id, _)| id)
}

/// A history of what happens to a desk: single steps and steps over many, agreements, a self-assessment, an import that
/// is taken back and taken in again, undo and redo, packing, a removal for good, a file in its place, and emptying it.
fn a_life(file: &Batch) -> Vec<Act> {
    let text = |text: &str| Note::new(text).unwrap();
    let weeks = (THURSDAY_9 - Span::days(90), THURSDAY_9 - Span::days(50));
    let old = years::requests(12, 400, weeks, true, &[]);
    let again = old.clone();
    let taken = move |ledger: &mut Ledger, batch: &Batch| {
        let members = ledger.take_in(batch.clone()).map_err(drop)?;
        ledger.imported(Deed { key: "imported", ..Deed::default() }, members);
        Ok(())
    };
    let file = file.clone();
    vec![
        edit(|_| Some(set_up())),
        edit(|_| Some(Edit::AddClient(name("Finance")))),
        edit(|_| Some(Edit::AddService(name("Payroll")))),
        edit(|l| {
            let terms =
                Version { calendar: l.desk().calendars().next().map(|(id, _)| id), ..Version::default() };
            let draft = AgreementDraft {
                name: name("Main agreement"),
                clients: Vec::new(),
                services: Vec::new(),
                terms,
                publish: false,
                adopt: false,
                opened: None,
            };
            Some(Edit::SaveAgreement(None, Box::new(draft)))
        }),
        edit(|_| Some(request("Fix the payroll export", "Finance"))),
        edit(|_| Some(request("New laptop", "Warehouse"))),
        edit(|l| Some(Edit::Move { id: the_last(l)?, column: Stage::Waiting.into(), index: None })),
        edit(move |l| {
            Some(Edit::Update { id: the_last(l)?, text: text("Where is the list?"), visible: true })
        }),
        edit(|l| Some(Edit::ChangeClient(the_last(l)?, Choice::New(name("Sales"))))),
        edit(|l| {
            let date = Some(l.now() + Span::days(3));
            Some(Edit::Promise { id: the_last(l)?, date, reason: Note::default() })
        }),
        edit(|l| Some(Edit::Many(open_requests(l), urgently()))),
        Box::new(|l| l.undo().map(drop).map_err(drop)),
        Box::new(|l| l.redo().map(drop).map_err(drop)),
        edit(|_| Some(Edit::SaveMapping(name("old.csv"), "a mapping".into()))),
        Box::new(move |l| taken(l, &old)),
        Box::new(|l| l.undo().map(drop).map_err(drop)),
        Box::new(move |l| taken(l, &again)),
        Box::new(|l| l.tidy().map(drop).map_err(drop)),
        edit(|l| Some(Edit::Move { id: the_last(l)?, column: Stage::Done.into(), index: None })),
        edit(|l| Some(Edit::Many(l.purgeable(), Many::Archive(true)))),
        edit(|l| Some(Edit::Remove(Subject::Request(the_last(l)?)))),
        Box::new(|l| {
            let go = l.purgeable();
            l.purge(&go).map_err(drop)
        }),
        Box::new(move |l| replace(l, &file, 7).map_err(drop)),
        edit(|_| Some(request("Goes on", "Finance"))),
        Box::new(|l| l.empty().map_err(drop)),
        edit(|_| Some(set_up())),
    ]
}

/// With a fault at the k-th write, and with the tab gone at the k-th write, for every k: after a restart the desk is the
/// one before or after a step, never between, and never one from before the last step that was done.
#[test]
fn whatever_is_cut_off_the_desk_is_the_one_before_or_after_a_step() {
    let there = Bench { random: Counting::from(99), ..Bench::new() };
    let mut theirs = there.desk();
    for n in 0..9 {
        raise(&mut theirs, &format!("Theirs {n}"), "Legal");
    }
    let file = backup::read(&file_of(&theirs)).unwrap().records;
    // How many writes there are: by a first run that nothing cuts off.
    let run = |bench: &Bench, ledger: &mut Ledger, cut: &dyn Fn() -> bool| {
        let mut states = vec![ledger.desk().clone()];
        for act in a_life(&file) {
            bench.pass(Span::minutes(7));
            if act(ledger).is_err() {
                return (states, false);
            }
            states.push(ledger.desk().clone());
            if cut() {
                return (states, true);
            }
        }
        (states, true)
    };
    let whole = Bench::new();
    let left = Rc::new(Cell::new(usize::MAX / 2));
    let ports = Ports { kept: Rc::new(Dying(whole.clone(), left.clone())), ..whole.ports() };
    let (states, done) = run(&whole, &mut Ledger::open(ports, "a"), &|| false);
    assert!(done, "the script runs to its end: {} steps", states.len());
    let writes = usize::MAX / 2 - left.get();
    assert!(writes > 150, "{writes}");
    assert_eq!(whole.open().desk(), states.last().unwrap());
    // A tab that is gone tells nothing: what the desk should be is known from the run that went to its end.
    let ought = states;
    for k in 0..writes {
        let bench = Bench::new();
        let left = Rc::new(Cell::new(k));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let (states, _) = run(&bench, &mut Ledger::open(ports, "a"), &|| left.get() == 0);
        let again = bench.open();
        let last = states.len() - 1;
        let near = [last, last.saturating_sub(1)];
        assert!(near.iter().any(|at| &ought[*at] == again.desk()), "gone at write {k}, in step {last}");
        assert!(again.damage().is_empty(), "gone at write {k}");
    }
    for k in 0..writes {
        let bench = Bench::new();
        let mut ledger = bench.open();
        bench.memory.fail_after(Some(k));
        let (states, done) = run(&bench, &mut ledger, &|| false);
        bench.memory.fail_after(None);
        let again = bench.open();
        let is = states.iter().rposition(|state| state == again.desk());
        if done || is == Some(states.len() - 1) {
            continue;
        }
        // A file that counts already but did not fit goes to its end with the next start that has room.
        let to_its_end = again.desk().request_count() == 9 && states.len() == 23;
        assert!(to_its_end, "full at write {k}: state {is:?} of {}", states.len());
    }
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
