//! A week drawn with the hand, and what other opening hours would do to open deadlines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::calendar::Hours;
use inhouse::domain::calendar::{DaySpan, Week};
use inhouse::domain::edit::{Choice, Edit, Many};
use inhouse::domain::layers::Written;
use inhouse::domain::moment::Span;
use inhouse::domain::moves::{Hold, compile, drawn, hold, moves, moves_to_client, quarter};
use inhouse::domain::request::Stage;
use inhouse::domain::zone::ZoneTable;
use std::sync::Arc;

#[path = "support/bench.rs"]
mod bench;

fn spans(list: &[(u16, u16)]) -> Vec<DaySpan> {
    list.iter().map(|(from, to)| DaySpan::new(*from, *to)).collect()
}

#[test]
fn a_stretch_is_drawn_by_quarters_of_an_hour() {
    assert_eq!((quarter(547.0), quarter(548.0), quarter(-40.0), quarter(9_000.0)), (540, 555, 0, 1_440));
    assert_eq!(drawn(&[], Hold::New(540), 760.0), spans(&[(540, 765)]));
    // Drawn upwards it is the same stretch; shorter than a quarter it is none.
    assert_eq!(drawn(&[], Hold::New(765), 542.0), spans(&[(540, 765)]));
    assert_eq!(drawn(&[], Hold::New(540), 544.0), []);
}

#[test]
fn edges_move_stretches_join_and_what_is_pulled_shut_is_gone() {
    let day = spans(&[(540, 720), (780, 1_020)]);
    assert_eq!(hold(&day, 722.0, 30.0), Hold::Closing(0));
    assert_eq!(hold(&day, 770.0, 30.0), Hold::Opening(1));
    assert_eq!(hold(&day, 640.0, 30.0), Hold::New(645));
    assert_eq!(drawn(&day, Hold::Closing(1), 1_080.0), spans(&[(540, 720), (780, 1_080)]));
    // Up to the next one: the lunch break is gone.
    assert_eq!(drawn(&day, Hold::Closing(0), 780.0), spans(&[(540, 1_020)]));
    assert_eq!(drawn(&day, Hold::New(700), 800.0), spans(&[(540, 1_020)]));
    assert_eq!(drawn(&day, Hold::Opening(0), 900.0), spans(&[(780, 1_020)]));
    // A stretch over midnight keeps its end while another one is drawn.
    let night = spans(&[(1_320, 1_800)]);
    assert_eq!(drawn(&night, Hold::New(540), 600.0), spans(&[(540, 600), (1_320, 1_800)]));
}

/// Monday to Friday 09:00 to 17:00, eight hours until done. What was raised an opening hour ago is due later
/// when the days end at 13:00; what is finished is not listed, and without a change nothing is.
#[test]
fn shorter_days_move_what_is_open_and_nothing_else() {
    let mut ledger = bench::Bench::new().desk();
    bench::agree(&mut ledger, Choice::None, 2, 8);
    let open = bench::raise(&mut ledger, "Open", "Sales");
    let done = bench::raise(&mut ledger, "Done", "Sales");
    ledger.act(Edit::Move { id: done, column: Stage::Done.into(), index: None }).unwrap();
    let (id, calendar) = ledger.desk().calendars().next().unwrap();
    let zones = |_: &str, _, _| Some(Arc::new(ZoneTable::utc()));
    let now = ledger.now();
    let read = |hours: &Hours| {
        let written = Written { hours, zone: "UTC", ..Written::of(id, calendar) };
        let compiled = compile(ledger.desk(), written, None, &zones, now).unwrap();
        moves(ledger.desk(), ledger.book(), id, &compiled, now)
    };
    assert_eq!(read(&calendar.hours), []);
    let rows = read(&Hours::weekly(Week::office(&[(540, 780)])));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].id, open);
    let later = rows[0].after.unwrap().since(rows[0].before.unwrap());
    assert!(later > Span::ZERO, "{rows:?}");
    assert!(!rows[0].late && !rows[0].late_after);
}

/// Finance alone is promised something: what is open gets a deadline with that client, and loses it with another one, known
/// or not. What is finished is not listed, nor what is for that client already.
#[test]
fn another_client_moves_what_is_open() {
    let mut ledger = bench::Bench::new().desk();
    bench::agree(&mut ledger, Choice::New(bench::name("Finance")), 2, 4);
    let theirs = bench::raise(&mut ledger, "Theirs", "Finance");
    let open = bench::raise(&mut ledger, "Open", "Sales");
    let done = bench::raise(&mut ledger, "Done", "Sales");
    ledger.act(Edit::Move { id: done, column: Stage::Done.into(), index: None }).unwrap();
    let ids = [theirs, open, done];
    let read = |ledger: &inhouse::store::ledger::Ledger, name: Option<&str>| {
        let rows = moves_to_client(ledger.desk(), ledger.book(), &ids, name, ledger.now());
        rows.into_iter().map(|m| (m.id, m.before.is_some(), m.after.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(read(&ledger, Some("finance")), [(open, false, true)]);
    assert_eq!(read(&ledger, Some("Nobody we know")), [(theirs, true, false)]);
    assert_eq!(read(&ledger, None), [(theirs, true, false)]);
    // What was said before comes true.
    let rows = moves_to_client(ledger.desk(), ledger.book(), &ids, Some("Finance"), ledger.now());
    let client = Choice::New(bench::name("Finance"));
    ledger.act(Edit::Many(vec![open], Many::Client(client))).unwrap();
    let request = ledger.desk().request(open).unwrap();
    let clocks = ledger.book().read(ledger.desk(), request, ledger.now()).unwrap();
    assert_eq!(clocks.resolution.due, rows[0].after);
}
