//! After the work: confirming, ratings, complaints and their replies, and a look long after.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::care::{CareFact, Tie};
use inhouse::domain::caring::{CareEdit, CareRefusal};
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Channel, Stage};
use inhouse::domain::text::Note;

#[test]
fn confirming_closes_rating_is_one_to_five_and_complaints_want_a_reply() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let confirmed = note(id, CareFact::Confirmed(Some(name("Ravi Nair"))));
    let rated = |result, manner| note(id, CareFact::Rated { result, manner, comment: Note::default() });
    assert_eq!(refused(&mut ledger, confirmed.clone()), Refusal::Care(CareRefusal::NotFinished));
    assert_eq!(refused(&mut ledger, rated(5, 5)), Refusal::Care(CareRefusal::NotFinished));
    to(&mut ledger, id, Stage::Done);
    let resolved = ledger.desk().request(id).unwrap().resolved.clone();
    bench.pass(Span::hours(1));
    ledger.act(confirmed).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.stage, Stage::Closed);
    // Confirming is no second resolution.
    assert_eq!(request.resolved, resolved);
    for (result, manner) in [(0, 3), (3, 6)] {
        assert_eq!(refused(&mut ledger, rated(result, manner)), Refusal::Care(CareRefusal::BadRating));
    }
    ledger.act(rated(4, 2)).unwrap();
    let low = care(&ledger, id).kept().unwrap().wants_reply();
    assert_eq!(low, Some(THURSDAY_9 + Span::hours(1)));
    bench.pass(Span::hours(1));
    ledger.act(note(id, CareFact::Replied(say("We were curt. It will not happen again.")))).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().wants_reply(), None);
    bench.pass(Span::hours(1));
    ledger.act(note(id, CareFact::Complained(say("It happened again")))).unwrap();
    assert!(care(&ledger, id).kept().unwrap().wants_reply().is_some());

    let reopen = |why: &str| Edit::Care(id, CareEdit::Reopen(say(why)));
    assert_eq!(refused(&mut ledger, reopen("")), Refusal::Care(CareRefusal::NoReason));
    ledger.act(reopen("November is missing now")).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.resolved[0].1.is_some()), (Stage::InProgress, true));
    // What was confirmed is not what comes now: it is confirmed anew.
    assert_eq!(care(&ledger, id).kept().unwrap().confirmed, None);
    ledger.undo().unwrap();
    assert!(care(&ledger, id).kept().unwrap().confirmed.is_some());
    ledger.redo().unwrap();
    to(&mut ledger, id, Stage::Done);
    ledger.act(note(id, CareFact::Confirmed(None))).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.care.kept().unwrap().confirmed.is_some()), (Stage::Closed, true));
    to(&mut ledger, id, Stage::InProgress);
    assert_eq!(care(&ledger, id).kept().unwrap().confirmed, None, "moved back by hand as well");
    assert_eq!(refused(&mut ledger, reopen("again")), Refusal::Care(CareRefusal::NotFinished));
}

#[test]
fn the_reply_to_a_complaint_is_an_answer() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let chased = CareFact::Chased { channel: Channel::Phone, text: Note::default() };
    ledger.act(note(id, chased)).unwrap();
    ledger.act(note(id, CareFact::Complained(say("Nobody answers.")))).unwrap();
    bench.pass(Span::hours(1));
    ledger.act(note(id, CareFact::Replied(say("You are right. It is begun today.")))).unwrap();
    let request = ledger.desk().request(id).unwrap();
    let heard = THURSDAY_9 + Span::hours(1);
    assert_eq!((request.answered, request.updates.as_slice()), (Some(heard), [heard].as_slice()));
    assert_eq!(request.care.kept().unwrap().chased_since_news, 0);
}

/// Done on Thursday the 12th at 09:00. The tenth working day after it is Thursday the 26th, which closes at 17:00: until
/// then it is opened again, afterwards it is followed by another one.
#[test]
fn what_was_done_long_ago_is_followed_up() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let (id, other) =
        (raise(&mut ledger, "Close the month", "Finance"), raise(&mut ledger, "A list", "Sales"));
    for id in [id, other] {
        to(&mut ledger, id, Stage::Done);
    }
    let reopen = |id, why: &str| Edit::Care(id, CareEdit::Reopen(say(why)));
    bench.pass(Span::days(14) + Span::hours(8));
    ledger.act(reopen(other, "One name is missing")).unwrap();
    assert_eq!(ledger.desk().request(other).unwrap().stage, Stage::InProgress);
    bench.pass(Span::minutes(1));
    let Some(Subject::Request(next)) = ledger.act(reopen(id, "November is missing now")).unwrap().made else {
        panic!("no request was made")
    };
    let (old, new) = (ledger.desk().request(id).unwrap(), ledger.desk().request(next).unwrap());
    assert_eq!((old.stage, old.resolved[0].1), (Stage::Done, None));
    assert_eq!(
        (new.stage, new.client, new.text.as_str()),
        (Stage::New, old.client, "November is missing now")
    );
    assert_eq!(new.raised, ledger.now());
    assert!(care(&ledger, id).kept().unwrap().links.contains(&(Tie::FollowedBy, next)));
    assert!(care(&ledger, next).kept().unwrap().links.contains(&(Tie::Follows, id)));
    // One step: undone, there is no second one, and the first is tied to nothing.
    ledger.undo().unwrap();
    assert!(ledger.desk().request(next).is_none());
    assert!(care(&ledger, id).kept().is_none_or(|kept| kept.links.is_empty()));
}
