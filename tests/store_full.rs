//! A full store gets room: what is finished goes for good, whole or not at all; what was put away is packed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::edit::{Edit, Many};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{RequestFact, Stage};
use inhouse::domain::text::Note;
use inhouse::store::ledger::{Ledger, Ports, RIPE, Tidied, Trouble};
use inhouse::store::ports::{KeyValue, StoreError};
use inhouse::store::{backup, merge};
use std::cell::Cell;
use std::rc::Rc;

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

/// What another tab opens again while somebody is asked whether it may go does not go, nor what was done to it since.
#[test]
fn what_was_opened_again_meanwhile_does_not_go() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let closed = |ledger: &mut Ledger, title: &str| {
        let id = raise(ledger, title, "Finance");
        ledger.act(Edit::Move { id, column: Stage::Closed.into(), index: None }).unwrap();
        id
    };
    let (again, over) = (closed(&mut ledger, "Opened again"), closed(&mut ledger, "Over"));
    let go = ledger.purgeable();
    assert_eq!(go.len(), 2);
    let mut other = bench.open();
    other.act(Edit::Move { id: again, column: Stage::InProgress.into(), index: None }).unwrap();
    other.act(Edit::Change(again, vec![RequestFact::Assigned(Some(name("Tom Aerts")))])).unwrap();
    assert_eq!(ledger.purge(&go).unwrap(), 1);
    assert!(ledger.desk().request(over).is_none());
    for desk in [ledger.desk(), bench.open().desk()] {
        assert_eq!(desk.request(again).unwrap().owner, Some(name("Tom Aerts")));
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

/// In a store that takes nothing more, and with the tab gone at every single write: all of it goes, or nothing.
#[test]
fn a_purge_in_a_full_store_is_done_whole_or_not_at_all() {
    let start = Bench::new();
    let mut ledger = of_all_ages(&start);
    for n in 0..30 {
        let id = raise(&mut ledger, &format!("Ended today {n}"), "Finance");
        ledger.act(Edit::Move { id, column: Stage::Closed.into(), index: None }).unwrap();
    }
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing);
    let (stored, go, now) = (start.memory.dump(), ledger.purgeable(), ledger.now());
    let count = ledger.desk().request_count();
    assert_eq!((go.len(), count), (120, 126));
    let noted = start.log.noted("a");
    let mut seen = [0, 0];
    for k in (0..160).filter(|k| *k < 12 || k % 5 == 0) {
        let bench = start.clone();
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        bench.memory.set_quota(bench.memory.used());
        bench.clock.set(now);
        let left = Rc::new(Cell::new(usize::MAX));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        left.set(k);
        let _ = ledger.purge(&go);
        let mut again = bench.open();
        let left = again.desk().request_count();
        assert!(left == 6 || left == count, "gone after {k} writes: {left}");
        again.recover(&noted);
        assert_eq!(again.desk().request_count(), left, "gone after {k} writes, with the log");
        assert!(again.damage().is_empty());
        seen[usize::from(left == 6)] += 1;
        // What the tab did not get to is gone from the store too, long before the mark of it is.
        if left == 6 {
            assert_eq!(again.packed(), 0);
            assert!(!bench.memory.dump().keys().any(|key| key.contains("/z/")), "gone after {k} writes");
        }
    }
    assert!(seen[0] > 0 && seen[1] > 25, "{seen:?}");
}

/// Marks take a fraction of what goes, though that is packed; and a store that has never had room to spare gets room too.
#[test]
fn thousands_go_for_good_and_free_more_than_their_marks_take() {
    for spare in [true, false] {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        let years = (THURSDAY_9 - Span::days(900), THURSDAY_9 - RIPE - Span::days(5));
        for portion in years::requests(3_000, 1, years, true, &[]).chunks(500) {
            ledger.take_in(portion.to_vec()).unwrap();
        }
        bench.pass(Span::hours(1));
        tidy_all(&bench, &mut ledger);
        assert_eq!(ledger.packed(), 3_000);
        if !spare {
            bench.memory.remove("inhouse/spare").unwrap();
        }
        let used = bench.memory.used();
        bench.memory.set_quota(used);
        let go = ledger.purgeable();
        let freed = ledger.purge_units(&go);
        ledger.purge(&go).unwrap();
        assert_eq!((ledger.desk().request_count(), bench.open().desk().request_count()), (0, 0));
        let marks = bench.memory.get("inhouse/a/d").unwrap().unwrap().encode_utf16().count();
        assert!(marks < go.len() * 11 && marks * 4 < freed, "{marks} units of marks, {freed} freed, {spare}");
        assert!(bench.memory.used() < used / 2, "{} of {used}", bench.memory.used());
    }
}

/// Room is kept free for a desk, and goes with it.
#[test]
fn the_room_that_is_kept_free_comes_and_goes_with_the_desk() {
    let bench = Bench::new();
    let spare = || bench.memory.dump().contains_key("inhouse/spare");
    bench.open().tidy().unwrap();
    assert!(!spare(), "there is no desk yet");
    let mut ledger = bench.desk();
    ledger.tidy().unwrap();
    assert!(spare());
    ledger.empty().unwrap();
    assert!(!spare());
    ledger.tidy().unwrap();
    assert!(!spare());
}
