//! The way a client prefers, and the way it was written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::channel::{WayWords, is_other_way, preferred};
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::fact::Fact;
use inhouse::domain::ident::Subject;
use inhouse::domain::request::{Channel, RequestFact};
use inhouse::domain::text::Note;

fn words() -> Vec<WayWords> {
    let of = |channel, all: &str| (channel, all.split('|').map(str::to_owned).collect());
    vec![of(Channel::Mail, "e-mail|mail"), of(Channel::Phone, "call|phone"), of(Channel::Person, "in person")]
}

#[test]
fn what_is_recognised_is_preferred_and_nothing_is_guessed() {
    let of = |text| preferred(text, &words());
    assert_eq!(of("E-Mail, mornings"), [Channel::Mail]);
    assert_eq!(of("a call, or in person"), [Channel::Phone, Channel::Person]);
    assert!(of("Ask Ravi; recall that persons differ").is_empty());
    assert!(is_other_way("E-mail", Channel::Chat, &words()));
    assert!(!is_other_way("E-mail", Channel::Mail, &words()));
    assert!(!is_other_way("Pigeons", Channel::Chat, &words()), "nobody knows");
    assert!(!is_other_way("", Channel::Chat, &words()));
}

#[test]
fn an_update_says_by_which_way_it_went_and_is_undone_as_one() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let tell = |text: Note| Edit::Care(id, CareEdit::Tell(text, Channel::Chat));
    assert_eq!(refused(&mut ledger, tell(Note::default())), Refusal::EmptyText);
    ledger.act(tell(say("Half of it is done."))).unwrap();
    let ledger_again = bench.open();
    let request = ledger_again.desk().request(id).unwrap();
    assert_eq!((request.updates.len(), request.answered.is_some()), (1, true));
    let log = ledger_again.desk().log(Subject::Request(id));
    let sent = Fact::Request(RequestFact::Care(CareFact::Sent(Channel::Chat)));
    assert_eq!(log.last().map(|event| &event.fact), Some(&sent));
    ledger.undo().unwrap();
    assert!(ledger.desk().request(id).unwrap().updates.is_empty());
}
