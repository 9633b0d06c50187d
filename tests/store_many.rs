//! A step over hundreds of requests: seen by another tab, done whole or not at all, in any room.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/tabs.rs"]
mod tabs;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::moment::Span;
use inhouse::domain::request::Priority;
use inhouse::store::ledger::{Ledger, Ports, SPARE, Tidied};
use inhouse::store::memory::Counting;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use tabs::Browser;

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

/// With room to spare for its journal, a step is done as soon as its records fit; and the room is there again after it.
#[test]
fn a_step_over_hundreds_of_requests_is_done_wherever_its_records_fit() {
    let start = Bench::new();
    let mut ledger = with_open(&start, 600);
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing);
    let (before, stored, used) = (ledger.desk().clone(), start.memory.dump(), start.memory.used());
    let ids = open_requests(&ledger);
    drop(ledger);
    let at = |room: usize| {
        let bench = Bench { random: Counting::from(5), ..start.clone() };
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        let mut ledger = bench.open();
        bench.memory.set_quota(used.saturating_add(room));
        let done = ledger.act(Edit::Many(ids.clone(), urgently()));
        (bench, ledger, done)
    };
    let (bench, ..) = at(usize::MAX);
    let growth = bench.memory.used() - used;
    assert!(growth > 20_000, "{growth}");
    for room in [0, 1_000, growth / 2, growth - 1, growth, growth + 1, growth + 5_000, growth * 2] {
        let (bench, ledger, done) = at(room);
        bench.memory.set_quota(usize::MAX);
        assert_eq!(done.is_ok(), room >= growth, "room for {room} of {growth}");
        assert_eq!(ledger.desk() == &before, done.is_err(), "room for {room}");
        assert_eq!(bench.open().desk(), ledger.desk(), "room for {room}");
        let spare = bench.memory.dump().get("inhouse/spare").map(String::len);
        assert_eq!(spare, Some(SPARE - "inhouse/spare".len()), "room for {room}");
        if done.is_err() {
            assert_eq!(bench.memory.dump(), stored, "room for {room}");
        }
    }
}

/// The tab gone at any write of a step that borrows room for its journal, done or refused: all of it is there, or nothing.
#[test]
fn a_step_in_borrowed_room_is_done_whole_or_not_at_all() {
    let start = Bench::new();
    let mut ledger = with_open(&start, 40);
    ledger.tidy().unwrap();
    let (before, mut stored, ids) = (ledger.desk().clone(), start.memory.dump(), open_requests(&ledger));
    drop(ledger);
    // The journal of the step before would make room for that of the next.
    stored.retain(|key, _| !key.contains("/j/"));
    start.memory.fill(stored.clone());
    let used = start.memory.used();
    let fresh = |room: usize| {
        let bench = Bench { random: Counting::from(5), ..start.clone() };
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        bench.memory.set_quota(used + room);
        bench
    };
    let bench = fresh(1_000_000);
    let mut ledger = bench.open();
    ledger.act(Edit::Many(ids.clone(), urgently())).unwrap();
    let after = ledger.desk().clone();
    let records = |all: &BTreeMap<String, String>| -> usize {
        all.iter().filter(|(key, _)| key.contains("/r/")).map(|(_, value)| value.encode_utf16().count()).sum()
    };
    let growth = records(&bench.memory.dump()) - records(&stored);
    for room in [growth, growth - 20] {
        let mut seen = [0, 0];
        for k in 0..150 {
            let bench = fresh(room);
            let left = Rc::new(Cell::new(usize::MAX));
            let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
            let mut ledger = Ledger::open(ports, "a");
            left.set(k);
            let done = ledger.act(Edit::Many(ids.clone(), urgently()));
            let alive = left.get() > 0;
            assert!(!alive || done.is_ok() == (room == growth), "room for {room}, {k} writes");
            bench.memory.set_quota(usize::MAX);
            let again = bench.open();
            assert!(again.damage().is_empty());
            assert!(
                again.desk() == &before || again.desk() == &after,
                "room for {room}, gone after {k} writes"
            );
            assert_eq!(bench.open().desk(), again.desk());
            seen[usize::from(again.desk() == &after)] += 1;
        }
        assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
    }
}
