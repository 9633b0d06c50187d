//! How much room is used, by what, and for how long it will do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::store::ledger::{Ledger, SPARE, Tidied};
use inhouse::store::ports::KeyValue;
use inhouse::store::usage::{USUAL_QUOTA, Usage};

/// A desk on which three requests were raised and each was changed seven times, all within a day: 24 events of theirs.
fn busy(bench: &Bench) -> Ledger {
    let mut ledger = bench.desk();
    for n in 0..3 {
        let id = raise(&mut ledger, &format!("Request {n}"), "Finance");
        for turn in 0..7 {
            bench.pass(Span::minutes(10));
            let to = if turn % 2 == 0 { Priority::High } else { Priority::Low };
            ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(to)])).unwrap();
        }
    }
    let events: usize =
        ledger.desk().requests().map(|(id, _)| ledger.desk().log(Subject::Request(id)).len()).sum();
    assert_eq!(events, 24);
    ledger
}

#[test]
fn every_unit_is_said_by_what_takes_it() {
    let bench = Bench::new();
    let mut ledger = busy(&bench);
    bench.memory.put("inhouse/here", "{}").unwrap();
    bench.memory.put("another page", "its value").unwrap();
    bench.memory.put("inhouse/a/x/0", "{\"key\":\"k\"}").unwrap();
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing);
    let usage = Usage::of(&ledger);
    assert_eq!(usage.used, bench.memory.used(), "all of it, to the unit");
    assert_eq!(usage.kinds.iter().map(|(.., units)| units).sum::<usize>(), usage.used);
    assert_eq!(usage.kind("requests").0, 3);
    assert_eq!((usage.kind("team").0, usage.kind("clients").0, usage.kind("calendars").0), (1, 1, 1));
    assert_eq!(usage.kind("spare"), (1, SPARE));
    assert_eq!(usage.kind("strange"), (1, "another page".len() + "its value".len()));
    assert_eq!(usage.kind("aside"), (1, "inhouse/a/x/0".len() + 11));
    assert!(usage.kinds.is_sorted_by_key(|(.., units)| std::cmp::Reverse(*units)), "the largest first");
}

/// Nothing is packed yet, so a packed request is taken to need a fifth of the room. All 24 events are of the last 28
/// days and take all U units of the three requests: a day takes U / 28 / 5, and what is left does for
/// (quota - used) * 140 / U days.
#[test]
fn a_forecast_says_for_how_many_days_the_room_will_do() {
    let bench = Bench::new();
    let ledger = busy(&bench);
    let usage = Usage::of(&ledger);
    let units = usage.kind("requests").1;
    let quota = usage.used + units * 10 + 1;
    let forecast = usage.forecast(&ledger, quota).unwrap();
    assert!((forecast.per_day - units as f64 / 140.0).abs() < 0.01, "{forecast:?} of {units}");
    assert_eq!(forecast.days, 1_400);
    assert_eq!(usage.forecast(&ledger, usage.used).unwrap().days, 0, "it is full");
    // For ten years and more nothing is said.
    assert_eq!(usage.forecast(&ledger, USUAL_QUOTA), None);
    // 14 days on, half of the pace is as far back as before; 29 days on, nothing says anything about a pace.
    bench.pass(Span::days(14));
    assert_eq!(Usage::of(&ledger).forecast(&ledger, quota).unwrap().days, 1_400);
    bench.pass(Span::days(15));
    assert_eq!(Usage::of(&ledger).forecast(&ledger, quota), None);
}

#[test]
fn four_fifths_are_nearly_full() {
    let usage = Usage { used: 800, ..Usage::default() };
    assert!(usage.is_nearly_full(1_000) && !usage.is_nearly_full(1_001));
}
