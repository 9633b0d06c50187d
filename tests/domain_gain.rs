//! What finished work was good for, by kinds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::edit::Edit;
use inhouse::domain::gain::{Gain, Usual, gained, offered};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Channel, Stage};
use inhouse::domain::team::TeamFact;
use inhouse::store::ledger::Ledger;
use inhouse::store::wire::v1::{decode, encode};

fn own(text: &str) -> Gain {
    Gain::Own(name(text))
}

fn list(ledger: &mut Ledger, gain: Gain, on: bool) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Gain(gain, on)])).unwrap();
}

fn good_for(ledger: &mut Ledger, id: RequestId, gain: Gain, on: bool) {
    ledger.act(note(id, CareFact::Gained(gain, on))).unwrap();
}

#[test]
fn the_list_is_the_teams_own() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let usual: Vec<Gain> = Usual::ALL.iter().copied().map(Gain::Usual).collect();
    assert_eq!(offered(ledger.desk().team()), usual);
    list(&mut ledger, own("Peace of mind"), true);
    list(&mut ledger, Gain::Usual(Usual::Money), false);
    let without: Vec<Gain> =
        usual.iter().filter(|gain| **gain != Gain::Usual(Usual::Money)).cloned().collect();
    assert_eq!(offered(bench.open().desk().team()), [without, vec![own("Peace of mind")]].concat());
    list(&mut ledger, own("Peace of mind"), false);
    list(&mut ledger, Gain::Usual(Usual::Money), true);
    assert_eq!(offered(ledger.desk().team()), usual);
}

/// Four are done: one saved time and lowered a risk, one saved time, one has words alone, one has nothing. The fifth is
/// open: it counts for nothing yet.
#[test]
fn each_kind_counts_what_is_done() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c, d, open] = ["A", "B", "C", "D", "E"].map(|title| {
        bench.pass(Span::minutes(1));
        raise(&mut ledger, title, "Finance")
    });
    for id in [a, b, c, d] {
        to(&mut ledger, id, Stage::Done);
    }
    let (time, risk) = (Gain::Usual(Usual::Time), Gain::Usual(Usual::Risk));
    good_for(&mut ledger, a, risk.clone(), true);
    good_for(&mut ledger, a, time.clone(), true);
    good_for(&mut ledger, b, time.clone(), true);
    good_for(&mut ledger, b, own("Peace of mind"), true);
    good_for(&mut ledger, open, time.clone(), true);
    ledger.act(note(c, CareFact::Benefit(say("Forty people are paid.")))).unwrap();
    // Taken off the list, what was noted stays; noted again, nothing happens.
    list(&mut ledger, time.clone(), false);
    good_for(&mut ledger, b, time.clone(), true);
    let all = gained(ledger.desk(), ledger.now(), &|_| true);
    assert_eq!((all.done.as_slice(), all.noted.as_slice()), ([a, b, c, d].as_slice(), [a, b, c].as_slice()));
    let kinds = vec![(time.clone(), vec![a, b]), (risk, vec![a]), (own("Peace of mind"), vec![b])];
    assert_eq!(all.kinds, kinds);
    good_for(&mut ledger, b, own("Peace of mind"), false);
    let one = gained(bench.open().desk(), ledger.now(), &|id| id == b);
    assert_eq!(one.kinds, [(time, vec![b])]);
}

/// A kind that a later version knows leaves the team and the request readable, and is written as it was.
#[test]
fn a_kind_of_a_later_version_is_kept() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "A", "Finance");
    to(&mut ledger, id, Stage::Done);
    list(&mut ledger, Gain::Usual(Usual::Risk), false);
    good_for(&mut ledger, id, Gain::Usual(Usual::Risk), true);
    ledger.act(Edit::Care(id, CareEdit::Tell(say("It is done."), Channel::Phone))).unwrap();
    for (subject, codes) in [
        (Subject::Team, vec![Usual::Risk.code()]),
        (Subject::Request(id), vec![Usual::Risk.code(), Channel::Phone.code()]),
    ] {
        let written = encode(ledger.desk().log(subject)).unwrap();
        for code in codes {
            let later = written.replace(&format!("\"{code}\""), "\"of-later\"");
            assert!(later != written, "{code}: {written}");
            assert_eq!(encode(&decode(&later).unwrap()).unwrap(), later);
        }
    }
}
