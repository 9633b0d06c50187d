//! Words of the team's trade in a text for clients: which are named, and with which plain ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::moment::Moment;
use inhouse::domain::plain::{Strange, found, strange};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::team::TeamFact;
use inhouse::store::ledger::Ledger;
use inhouse::store::wire::v1;

fn write(ledger: &mut Ledger, word: &str, plain: Option<&str>) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Plain(name(word), plain.map(name))])).unwrap();
}

#[test]
fn a_word_stands_by_itself_in_any_case_and_the_longest_counts() {
    let words = ["pay run", "run", "accrual", "zahlläufe"];
    let found = |text| found(text, words.iter().copied());
    // In the order of the text, each once; “running” and “overrun” are other words.
    assert_eq!(found("The Accrual of the pay-run, and that accrual. Running an overrun."), [2, 0]);
    assert_eq!(found("We run it: PAY  RUN."), [1, 0]);
    assert_eq!(found("Zwei ZAHLLÄUFE"), [3]);
    assert!(found("").is_empty() && found("Nothing of it").is_empty());
}

#[test]
fn the_plain_word_stands_beside_it_and_three_are_named_at_most() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    write(&mut ledger, "Accrual", Some("money set aside"));
    write(&mut ledger, "SLA", Some("what we agreed"));
    write(&mut ledger, "GL", Some("books"));
    write(&mut ledger, "Accrual", Some("money put aside"));
    let usual = ["sla".to_owned(), "eod".to_owned()];
    let hint = |word: &str, plain: Option<&str>| Strange { word: word.into(), plain: plain.map(name) };
    let hints = |ledger: &Ledger, text: &str| strange(text, &ledger.desk().team().plain, &usual);
    assert_eq!(
        hints(&ledger, "By eod the accrual is in, by the sla."),
        [hint("EOD", None), hint("Accrual", Some("money put aside")), hint("SLA", Some("what we agreed"))]
    );
    assert_eq!(hints(&ledger, "eod, gl, accrual, sla").len(), 3);
    // Taken off the list it is a usual one again, and undo brings it back; all of it is there after a new start.
    write(&mut ledger, "SLA", None);
    assert_eq!(hints(&ledger, "The SLA"), [hint("SLA", None)]);
    ledger.undo().unwrap();
    assert_eq!(hints(&bench.open(), "The SLA"), [hint("SLA", Some("what we agreed"))]);
}

#[test]
fn the_list_reads_back_as_it_was_written() {
    let facts = [TeamFact::Plain(name("GL"), Some(name("books"))), TeamFact::Plain(name("GL"), None)];
    let event = |(count, fact): (u32, TeamFact)| Event {
        stamp: Stamp { ms: 1_000, count, node: 1 },
        at: Moment(1_000),
        actor: None,
        source: Source::Live,
        fact: Fact::Team(fact),
    };
    let events: Vec<Event> = (0..).zip(facts).map(event).collect();
    assert_eq!(v1::decode(&v1::encode(&events).unwrap()).unwrap(), events);
}
