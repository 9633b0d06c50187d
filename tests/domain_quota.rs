//! The number of urgent requests one client has open at a time: it asks and refuses nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/deciding.rs"]
mod deciding;

use bench::*;
use deciding::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::Span;
use inhouse::domain::quota::{Beyond, asks, with_one_more};
use inhouse::domain::request::{Direction, Effect, Priority, RequestFact, Stage};
use inhouse::domain::triage::{TriageFact, TriageSetting, Urgency};
use inhouse::store::ledger::Ledger;

fn asked(ledger: &Ledger, id: RequestId) -> Option<Beyond> {
    asks(ledger.desk(), ledger.desk().request(id).unwrap())
}

fn urgent(ledger: &mut Ledger, bench: &Bench, title: &str) -> RequestId {
    bench.pass(Span::minutes(1));
    made(ledger, new(title, Priority::Urgent, None))
}

fn prioritise(ledger: &mut Ledger, id: RequestId, priority: Priority) {
    ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(priority)])).unwrap();
}

#[test]
fn one_more_than_the_number_asks_and_is_there_all_the_same() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let a = urgent(&mut ledger, &bench, "First");
    let b = urgent(&mut ledger, &bench, "Second");
    let finance = ledger.desk().client_named("Finance").unwrap();
    assert_eq!(with_one_more(ledger.desk(), finance), None, "no number, no question");
    rule(&mut ledger, TriageSetting::UrgentQuota(Some(2)));
    assert_eq!(asked(&ledger, a), None, "two of two");
    assert_eq!(with_one_more(ledger.desk(), finance), Some(Beyond { most: 2, counted: vec![a, b] }));
    let c = urgent(&mut ledger, &bench, "Third");
    let three = Some(Beyond { most: 2, counted: vec![a, b, c] });
    assert_eq!((asked(&ledger, a), asked(&ledger, c)), (three.clone(), three.clone()));
    assert_eq!(ledger.desk().request(c).unwrap().priority, Priority::Urgent);

    // One gives way: two are left. Urgent again, they are three again.
    prioritise(&mut ledger, b, Priority::High);
    assert_eq!((asked(&ledger, a), asked(&ledger, b)), (None, None));
    prioritise(&mut ledger, b, Priority::Urgent);
    assert_eq!(asked(&ledger, b), three);
    // Or one has a reason: it is counted no longer, and the others ask nothing.
    answer(&mut ledger, c, vec![TriageFact::UrgentToo(note("The pay run stands still."))]);
    assert_eq!((asked(&ledger, a), asked(&ledger, c)), (None, None));
    assert_eq!(with_one_more(ledger.desk(), finance), Some(Beyond { most: 2, counted: vec![a, b] }));
    assert_eq!(facts(&ledger, c), [TriageFact::UrgentToo(note("The pay run stands still."))]);
    // The reason goes with its being urgent; all of it is there after a new start.
    prioritise(&mut ledger, c, Priority::Low);
    prioritise(&mut ledger, c, Priority::Urgent);
    assert_eq!(asked(&bench.open(), c), three);
}

/// Raised as urgent before the team tested by degrees, it stays so, with the reason written down and with who presses for it.
/// Once what happens if it waits is judged, a mere preference is high.
#[test]
fn a_reason_keeps_an_urgent_preference_urgent() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    position(&mut ledger, "lens", "off");
    rule(&mut ledger, TriageSetting::UrgentQuota(Some(1)));
    let a = made(&mut ledger, new("First", Priority::Urgent, Some(Effect::Preference)));
    let b = urgent(&mut ledger, &bench, "Second");
    position(&mut ledger, "lens", "graded");
    assert_eq!(asked(&ledger, a), Some(Beyond { most: 1, counted: vec![a, b] }));
    answer(&mut ledger, a, vec![TriageFact::UrgentToo(note("The board meets today."))]);
    answer(&mut ledger, a, vec![TriageFact::Pressed(Some(name("The board")))]);
    let stands = |ledger: &Ledger| {
        let request = ledger.desk().request(a).unwrap();
        (request.priority, request.triage.look(|answers| answers.urgent_too.to_string()))
    };
    assert_eq!(stands(&ledger), (Priority::Urgent, "The board meets today.".to_owned()));
    assert_eq!((asked(&ledger, a), asked(&ledger, b)), (None, None));
    answer(&mut ledger, a, vec![TriageFact::Urgency(Some(Urgency::Stop))]);
    assert_eq!(stands(&ledger), (Priority::High, String::new()));
}

#[test]
fn counted_is_what_is_open_and_asked_of_us_by_that_client() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    rule(&mut ledger, TriageSetting::UrgentQuota(Some(1)));
    let a = urgent(&mut ledger, &bench, "First");
    let done = urgent(&mut ledger, &bench, "Second");
    ledger.act(Edit::Move { id: done, column: Stage::Done.into(), index: None }).unwrap();
    let ours = urgent(&mut ledger, &bench, "Third");
    ledger.act(Edit::Change(ours, vec![RequestFact::Directed(Direction::WeAsk)])).unwrap();
    let other = raise(&mut ledger, "Fourth", "Sales");
    prioritise(&mut ledger, other, Priority::Urgent);
    for id in [a, done, ours, other] {
        assert_eq!(asked(&ledger, id), None);
    }
    ledger.act(Edit::Change(ours, vec![RequestFact::Directed(Direction::WeServe)])).unwrap();
    assert_eq!(asked(&ledger, a), Some(Beyond { most: 1, counted: vec![a, ours] }));
    rule(&mut ledger, TriageSetting::UrgentQuota(None));
    assert_eq!(asked(&ledger, a), None);
}
