//! Desks that have been in use: requests of every age, many open at once, files of them, and a file in their place.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use super::{bench::*, years};
use inhouse::domain::edit::{Deed, Many};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::store::backup;
use inhouse::store::ledger::{Batch, Ledger, RIPE, SETTLED, Tidied};
use inhouse::store::ports::StoreError;

pub fn tidy_all(bench: &Bench, ledger: &mut Ledger) {
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
pub fn of_all_ages(bench: &Bench) -> Ledger {
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
pub fn with_open(bench: &Bench, count: usize) -> Ledger {
    let mut ledger = bench.desk();
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    for portion in years::requests(count, 1, weeks, false, &[]).chunks(100) {
        ledger.take_in(portion.to_vec()).unwrap();
    }
    bench.pass(Span::hours(1));
    ledger
}

pub fn urgently() -> Many {
    Many::Change(vec![RequestFact::Prioritised(Priority::Urgent)])
}

pub fn open_requests(ledger: &Ledger) -> Vec<RequestId> {
    ledger.desk().requests().map(|(id, _)| id).collect()
}

pub fn file_of(ledger: &Ledger) -> String {
    backup::write(ledger.keys(), &ledger.copy(), THURSDAY_9)
}

pub fn take(ledger: &mut Ledger, file: &Batch) {
    let members = ledger.take_in(file.clone()).unwrap();
    ledger.imported(Deed { key: "restored", ..Deed::default() }, members);
}

/// Puts a file in the place of a desk, as the page does.
pub fn replace(ledger: &mut Ledger, file: &Batch, portion: usize) -> Result<(), StoreError> {
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
