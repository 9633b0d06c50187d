//! Four years on one desk: 20,000 requests that are closed and 2,000 that are not, 4.7 events and 200 letters of text
//! each. How much room they take, how long the start takes, what one edit writes.

use crate::bench::*;
use crate::years;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::{ClientId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::zone::ZoneTable;
use inhouse::store::ledger::{Ledger, RIPE, SETTLED, Tidied};
use inhouse::store::sheet::{PinChoice, Table, guess, plan};
use inhouse::store::usage::{USUAL_QUOTA, Usage};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLOSED: usize = 20_000;
const ALIVE: usize = 2_000;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

pub fn run() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    for (n, client) in ["Finance", "Sales", "Warehouse", "Customer Care", "Legal", "IT"].iter().enumerate() {
        raise(&mut ledger, &format!("The first of {n}"), client);
    }
    let clients: Vec<ClientId> = ledger.desk().clients().map(|(id, _)| id).collect();
    let four_years = (THURSDAY_9 - Span::days(1_460), THURSDAY_9 - RIPE - Span::days(5));
    // As the quota of a browser: it fits only because it is packed on the way.
    bench.memory.set_quota(USUAL_QUOTA);
    let start = Instant::now();
    let closed = years::requests(CLOSED, 10, four_years, true, &clients);
    let events: usize = closed.iter().map(|(_, log)| log.len()).sum();
    for portion in closed.chunks(100) {
        ledger.take_in(portion.to_vec()).unwrap();
    }
    let weeks = (THURSDAY_9 - Span::days(30), THURSDAY_9 - Span::days(3));
    for portion in years::requests(ALIVE, 10 + CLOSED, weeks, false, &clients).chunks(100) {
        ledger.take_in(portion.to_vec()).unwrap();
    }
    println!(
        "{} events a request; brought in in {:.1} s",
        events as f64 / CLOSED as f64,
        start.elapsed().as_secs_f64()
    );
    bench.pass(Span::hours(1));
    let mut slices = Vec::new();
    loop {
        let start = Instant::now();
        match ledger.tidy().unwrap() {
            Tidied::Nothing => break,
            Tidied::More => slices.push(start.elapsed()),
            Tidied::Later => bench.pass(SETTLED),
        }
    }
    if !slices.is_empty() {
        println!("tidying: {} slices, median {:.1} ms", slices.len(), median(slices));
    }
    let usage = Usage::of(&ledger);
    let (shards, packed) = usage.kind("packed");
    println!(
        "{} packed requests in {shards} shards: {packed} units, {:.1} each; everything {} of {USUAL_QUOTA} units",
        usage.packed,
        packed as f64 / usage.packed as f64,
        usage.used
    );
    assert!(usage.packed >= CLOSED && usage.used < USUAL_QUOTA);

    let whole = (0..5).map(|_| {
        let start = Instant::now();
        assert_eq!(black_box(bench.open()).desk().request_count(), CLOSED + ALIVE + 6);
        start.elapsed()
    });
    println!("open all of it                             {:8.1} ms (n = 5)", median(whole.collect()));
    let alive = (0..15).map(|_| {
        let start = Instant::now();
        black_box(Ledger::begin(bench.ports(), "a"));
        start.elapsed()
    });
    println!("open with what is alive                    {:8.1} ms (n = 15)", median(alive.collect()));
    let mut begun = Ledger::begin(bench.ports(), "a");
    let mut slices = Vec::new();
    while begun.awaited() > 0 {
        let start = Instant::now();
        begun.read_on();
        slices.push(start.elapsed());
    }
    println!("then {} shards, each                       {:8.1} ms", slices.len(), median(slices));

    // What one edit of a field writes, whatever the number of requests.
    let id = ledger.desk().requests().filter(|(_, r)| r.stage == Stage::InProgress).nth(700).unwrap().0;
    for fact in [RequestFact::Prioritised(Priority::Urgent), RequestFact::Assigned(Some(name("Mila Berg")))] {
        bench.pass(Span::minutes(1));
        let before = bench.memory.dump();
        ledger.act(Edit::Change(id, vec![fact])).unwrap();
        let after = bench.memory.dump();
        let written: usize = after
            .iter()
            .filter(|(k, v)| before.get(*k) != Some(v))
            .map(|(k, v)| k.len() + v.encode_utf16().count())
            .sum();
        println!("one edit of a field writes {written} units");
        assert!(written <= 1_500);
    }
    assert!(ledger.desk().is_live(Subject::Team));
    real_log();
}

/// What a request of a real log takes once it is packed, where there is such a log.
fn real_log() {
    let named = std::env::var_os("INHOUSE_LOG").map(PathBuf::from);
    let file = named
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/helpdesk-events.csv"));
    let Ok(text) = std::fs::read_to_string(file) else {
        return println!("no log in INHOUSE_LOG: what a real request takes is not measured");
    };
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let table = Table::parse(&text).unwrap();
    let utc = |_: &str, _: Moment, _: Moment| Some(Arc::new(ZoneTable::utc()));
    let plan = plan(&table, &guess(&table), ledger.desk(), &utc, ledger.now()).unwrap();
    for portion in plan.batches(PinChoice::FirstMatch, ledger.desk(), 64) {
        ledger.take_in(portion).unwrap();
    }
    let hot = Usage::of(&ledger).kind("requests");
    bench.pass(Span::hours(1));
    while ledger.tidy().unwrap() != Tidied::Nothing {
        bench.pass(SETTLED);
    }
    let usage = Usage::of(&ledger);
    println!(
        "a real log: {} requests, {:.1} units each as records of their own; {} packed, {:.1} units each",
        hot.0,
        hot.1 as f64 / hot.0 as f64,
        usage.packed,
        usage.kind("packed").1 as f64 / usage.packed as f64
    );
}
