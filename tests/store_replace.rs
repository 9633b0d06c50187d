//! A file takes the place of a desk: whole or not at all, also where it fits only packed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::store::backup;
use inhouse::store::ledger::{Ledger, Ports, RIPE};
use inhouse::store::memory::Counting;
use std::cell::Cell;
use std::rc::Rc;

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
