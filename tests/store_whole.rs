//! The desk as a whole, and what may happen to it from outside: cleared, emptied or replaced in another tab.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::store::backup;
use inhouse::store::ledger::{Tidied, Trouble};
use inhouse::store::ports::StoreError;
use std::collections::BTreeMap;

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
