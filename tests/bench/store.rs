//! How long the store takes with thousands of requests: opening a desk of 5,000, taking events in, one
//! edit on a small and on a large desk. Prints medians with n; only the ratio of the two edits is judged.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "archive.rs"]
mod archive;
#[path = "../support/bench.rs"]
mod bench;
#[path = "../support/years.rs"]
mod years;

use bench::*;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::Stage;
use inhouse::domain::text::Note;
use inhouse::domain::workspace::Workspace;
use inhouse::store::ledger::Ledger;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A desk with `n` requests of five to six events and some 200 characters of text each.
fn filled(n: usize) -> (Bench, Ledger) {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 16);
    let text = "The export of the payroll lacks the overtime of October, for the second month. ".repeat(2);
    for i in 0..n {
        bench.pass(Span::seconds(40));
        let client = ["Finance", "Sales", "Warehouse", "Customer Care"][i % 4];
        let id = raise(&mut ledger, &format!("Overtime is missing in export {i}"), client);
        ledger.act(Edit::Update { id, text: Note::new(&text).unwrap(), visible: true }).unwrap();
        let stage = [Stage::Accepted, Stage::InProgress, Stage::Waiting, Stage::New][i % 4];
        ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
    }
    (bench, ledger)
}

fn main() {
    const N: usize = 5_000;
    let (bench, ledger) = filled(N);
    let events: usize = ledger.desk().subjects().map(|s| ledger.desk().log(s).len()).sum();
    println!("desk: {N} requests, {events} events, {} UTF-16 units stored", bench.memory.used());

    let opening = (0..15).map(|_| {
        let start = Instant::now();
        black_box(bench.open());
        start.elapsed()
    });
    println!(
        "open a desk of {N} stored requests     median {:7.1} ms  (aim 50 ms, n = 15)",
        ms(median(opening.collect()))
    );

    let all: Vec<_> = ledger
        .desk()
        .subjects()
        .flat_map(|s| ledger.desk().log(s).iter().map(move |e| (s, e.clone())).collect::<Vec<_>>())
        .collect();
    let applying = (0..15).map(|_| {
        let copy = all.clone();
        let start = Instant::now();
        let mut desk = Workspace::default();
        for (subject, event) in copy {
            desk.apply(subject, event);
        }
        black_box(&desk);
        start.elapsed()
    });
    let time = median(applying.collect());
    println!(
        "apply {events} events one by one          median {:7.1} ms  ({:.1} million events/s, n = 15)",
        ms(time),
        events as f64 / time.as_secs_f64() / 1e6
    );

    let edit = |ledger: &mut Ledger, bench: &Bench| {
        let ids: Vec<_> = ledger.desk().requests().map(|(id, _)| id).take(40).collect();
        let mut times = Vec::new();
        for round in 0..5 {
            for id in &ids {
                bench.pass(Span::seconds(1));
                let stage = if round % 2 == 0 { Stage::Done } else { Stage::InProgress };
                let start = Instant::now();
                black_box(ledger.act(Edit::Move { id: *id, column: stage.into(), index: Some(0) }).unwrap());
                times.push(start.elapsed());
            }
        }
        median(times)
    };
    let (small_bench, mut small) = filled(100);
    let few = edit(&mut small, &small_bench);
    let mut large = ledger;
    let many = edit(&mut large, &bench);
    println!("one move on a desk of 100                 median {:7.3} ms  (n = 200)", ms(few));
    println!(
        "one move on a desk of {N}                median {:7.3} ms  (n = 200), {:.2}×",
        ms(many),
        ms(many) / ms(few)
    );
    let read = {
        let start = Instant::now();
        let mut n = 0;
        for (_, request) in large.desk().requests() {
            n += usize::from(large.book().read(large.desk(), request, large.now()).is_some());
        }
        (start.elapsed(), n)
    };
    println!("both clocks of {} requests             {:14.1} ms", read.1, ms(read.0));
    assert!(large.desk().is_live(Subject::Team));
    archive::run();
}
