//! What a client would have instead of what is proposed: written beside the offer, taken over into a draft or answered.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/dealing.rs"]
mod dealing;

use dealing::*;
use inhouse::domain::agreement::{Side, Status, Version};
use inhouse::domain::clock::{Basis, ClockKind};
use inhouse::domain::counter::{Counter, CounterAnswer};
use inhouse::domain::edit::{AgreementDraft, Edit, Refusal};
use inhouse::domain::ident::{AgreementId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::Priority;
use inhouse::domain::text::Note;
use inhouse::store::wire::v1::{decode, encode};
use std::collections::BTreeMap;

const DONE: (ClockKind, Priority) = (ClockKind::Resolution, Priority::Normal);

fn wish(hours: i64) -> Counter {
    Counter {
        version: 0,
        by: name("Ann"),
        reason: Note::new("Payday is on the 25th").unwrap(),
        targets: BTreeMap::from([(DONE, (Span::hours(hours), Basis::Open))]),
        calendar: None,
        duties: vec![(Side::Client, Note::new("We send changes by noon").unwrap())],
    }
}

fn proposed(desk: &mut Desk) -> AgreementId {
    let mut draft = desk.draft(8);
    draft.terms.status = Status::Proposed;
    desk.save(None, draft)
}

#[test]
fn only_a_proposal_is_answered_and_only_with_something_else_and_a_reason() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    let say = |desk: &mut Desk, wish| desk.act(Edit::Counter(id, Box::new(wish)));
    assert_eq!(say(&mut desk, wish(4)), Err(Refusal::NotOffered));
    let mut draft = desk.draft(8);
    draft.terms.status = Status::Proposed;
    desk.save(Some(id), draft);
    let nothing = Counter { targets: BTreeMap::new(), duties: Vec::new(), ..wish(4) };
    assert_eq!(say(&mut desk, nothing), Err(Refusal::NoWish));
    let silent = Counter { reason: Note::default(), ..wish(4) };
    assert_eq!(say(&mut desk, silent), Err(Refusal::EmptyText));
    // What could not be agreed is not wished either.
    assert_eq!(say(&mut desk, wish(0)), Err(Refusal::ZeroTarget(DONE.0, DONE.1)));
    say(&mut desk, wish(4)).unwrap();
    // The offer stands as it stood.
    let (number, version) = desk.newest(id);
    assert_eq!(
        (number, version.status, version.targets[&DONE].amount),
        (1, Status::Proposed, Span::hours(8))
    );
    let countered = &desk.agreement(id).counters[&1];
    assert_eq!((countered.wish.version, &countered.answer), (1, &None));
}

#[test]
fn taken_over_it_is_a_draft_with_the_wish_filled_in_and_stays_in_the_history() {
    let mut desk = Desk::new();
    let id = proposed(&mut desk);
    desk.act(Edit::Counter(id, Box::new(wish(4)))).unwrap();
    desk.act(Edit::TakeCounter(id, 1)).unwrap();
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.status), (2, Status::Draft));
    assert_eq!(version.targets[&DONE], target(4));
    assert_eq!(version.reason.as_str(), "Payday is on the 25th");
    let duties: Vec<(Side, &str)> = version.duties.values().map(|d| (d.side, d.text.as_str())).collect();
    assert_eq!(duties, [(Side::Client, "We send changes by noon")]);
    assert_eq!(version.calendar, desk.calendar, "what is not named stays as offered");
    // The offer and the wish stay; it is answered once.
    let agreement = desk.agreement(id);
    assert_eq!(agreement.versions[&1].targets[&DONE], target(8));
    assert_eq!(agreement.counters[&1].answer, Some(CounterAnswer::Taken(2)));
    assert_eq!(desk.act(Edit::TakeCounter(id, 1)), Err(Refusal::Gone));
    assert_eq!(desk.act(Edit::RefuseCounter(id, 1, Note::new("No").unwrap())), Err(Refusal::Gone));
    // Stored and read again, all of it is there.
    let log = desk.desk.log(Subject::Agreement(id));
    assert_eq!(decode(&encode(log).unwrap()).unwrap(), log);
}

#[test]
fn not_taken_over_it_says_why_and_the_offer_can_be_accepted() {
    let mut desk = Desk::new();
    let id = proposed(&mut desk);
    desk.act(Edit::Counter(id, Box::new(wish(4)))).unwrap();
    assert_eq!(desk.act(Edit::RefuseCounter(id, 1, Note::default())), Err(Refusal::EmptyText));
    let why = Note::new("We are two until March").unwrap();
    desk.act(Edit::RefuseCounter(id, 1, why.clone())).unwrap();
    assert_eq!(desk.agreement(id).counters[&1].answer, Some(CounterAnswer::Refused(why)));
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    assert!(desk.newest(id).1.accepted_by(Side::Client).is_some());
    // A second wish has a number of its own, and is taken over into the draft that came of it.
    desk.act(Edit::Counter(id, Box::new(wish(6)))).unwrap();
    desk.act(Edit::Counter(id, Box::new(Counter { duties: Vec::new(), ..wish(5) }))).unwrap();
    desk.act(Edit::TakeCounter(id, 2)).unwrap();
    desk.act(Edit::TakeCounter(id, 3)).unwrap();
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.targets[&DONE].amount), (2, Span::hours(5)));
    assert_eq!(desk.agreement(id).counters[&3].answer, Some(CounterAnswer::Taken(2)));
    // Then it goes the way of any draft.
    let terms = Version { status: Status::Draft, ..version.clone() };
    desk.save(Some(id), AgreementDraft { publish: true, terms, ..desk.draft(5) });
    assert_eq!(desk.newest(id).1.status, Status::InForce);
}
