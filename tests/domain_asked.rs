//! How a request came in, and what its service asks for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::asked::{Asked, AskedFault, Kind, has_required, usual_date};
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::edit::{Edit, NewRequest, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Channel, RequestFact};
use inhouse::domain::sieve::Texts;
use inhouse::domain::template::untried;
use inhouse::domain::text::Note;
use inhouse::store::ledger::Ledger;

/// How it came in is known from the form, and can be put right later.
#[test]
fn the_way_it_came_in_is_kept_and_can_be_changed() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let new = NewRequest { channel: Channel::Phone, ..NewRequest::titled(point("Export")) };
    let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else { panic!() };
    let change = |channel| Edit::Change(id, vec![RequestFact::Came(channel)]);
    assert_eq!(ledger.desk().request(id).unwrap().channel, Channel::Phone);
    ledger.act(change(Channel::Mail)).unwrap();
    assert!(ledger.act(change(Channel::Mail)).unwrap().touched.is_empty());
    assert_eq!(bench.open().desk().request(id).unwrap().channel, Channel::Mail);
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().channel, Channel::Phone);
}

/// What has to be filled to be accepted is no duty at the door, and is asked for before the request is taken on, by
/// whichever way. Taken on already, it is held up by nothing.
#[test]
fn a_field_may_have_to_be_filled_before_accepting_only() {
    use inhouse::domain::deciding::TriageEdit;
    use inhouse::domain::edit::Choice;
    use inhouse::domain::request::Stage;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.act(Edit::AddService(name("Devices"))).unwrap();
    let service = ledger.desk().services().next().unwrap().0;
    let field = Asked { name: name("Quote"), kind: Kind::Link, required: true, to_accept: true };
    let set = |field| Edit::EditService(service, vec![ServiceFact::Field(1, Some(Box::new(field)))]);
    ledger.act(set(field.clone())).unwrap();
    assert!(!has_required(ledger.desk(), &Choice::Known(service)), "a line can hold it");
    let new = NewRequest { service: Choice::Known(service), ..NewRequest::titled(point("For Ada")) };
    let mut raise = || match ledger.act(Edit::Raise(Box::new(new.clone()))).unwrap().made {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    };
    let (id, other) = (raise(), raise());
    let accept = Edit::Triage(id, Box::new(TriageEdit::Accept(Note::default())));
    let missing = Refusal::Asked("Quote".into(), AskedFault::Missing);
    assert_eq!(refused(&mut ledger, accept.clone()), missing);
    let begin = Edit::Move { id, column: Stage::InProgress.into(), index: None };
    assert_eq!(refused(&mut ledger, begin), missing);
    let fill = |text: &str| note(id, CareFact::Filled(name("Quote"), say(text)));
    let wrong = Refusal::Asked("Quote".into(), AskedFault::NotALink);
    assert_eq!(refused(&mut ledger, fill("javascript:alert(1)")), wrong);
    ledger.act(fill("https://example.org/quote")).unwrap();
    ledger.act(accept).unwrap();
    // It is kept as it is, and one that is declined owes nothing.
    assert_eq!(bench.open().desk().service(service).unwrap().fields[&1], field);
    let (reason, alternative) = (say("Too many"), say("Ask in spring"));
    let category = inhouse::domain::request::DeclineReason::Capacity;
    ledger.act(Edit::Decline { id: other, category, reason, alternative }).unwrap();
}

/// What a service asks for is asked when a request is raised by hand, kept by its name, found, and shown as it was said
/// after the field is gone. What comes by itself is held up by nothing.
#[test]
fn a_service_asks_for_fields_of_its_own() {
    use inhouse::domain::edit::Choice;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.act(Edit::AddService(name("Devices"))).unwrap();
    let service = ledger.desk().services().next().unwrap().0;
    let field = |n, field| ServiceFact::Field(n, field);
    let fields = vec![
        field(1, Some(Box::new(choice("Laptop", true)))),
        field(2, Some(Box::new(number(false)))),
        ServiceFact::Usual(Some(16 * 60)),
    ];
    ledger.act(Edit::EditService(service, fields)).unwrap();
    let by_name = Choice::New(name("devices"));
    assert!(has_required(ledger.desk(), &by_name) && !has_required(ledger.desk(), &Choice::New(name("Pay"))));
    let new = |filled: &[(&str, &str)]| {
        let filled = filled.iter().map(|(field, answer)| (name(field), say(answer))).collect();
        NewRequest { service: Choice::Known(service), filled, ..NewRequest::titled(point("For Ada")) }
    };
    let raise = |filled: &[(&str, &str)]| Edit::Raise(Box::new(new(filled)));
    assert_eq!(refused(&mut ledger, raise(&[])), Refusal::Asked("What?".into(), AskedFault::Missing));
    let other = raise(&[("What?", "Laptop"), ("How many?", "some")]);
    assert_eq!(refused(&mut ledger, other), Refusal::Asked("How many?".into(), AskedFault::NotANumber));
    let made = ledger.act(raise(&[("What?", "Laptop"), ("How many?", "")])).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!() };
    let filled = |ledger: &Ledger, id| {
        let kept = ledger.desk().request(id).unwrap().care.look(|kept| kept.filled.clone());
        kept.into_iter()
            .map(|(name, answer)| [name.as_str(), "=", answer.as_str()].concat())
            .collect::<Vec<_>>()
    };
    assert_eq!(filled(&ledger, id), ["What?=Laptop"]);

    // Changed where it stands, by the same rules; found by what was filled in; a copy says the same.
    let fill = |field: &str, answer: &str| note(id, CareFact::Filled(name(field), say(answer)));
    assert_eq!(
        refused(&mut ledger, fill("What?", "Table")),
        Refusal::Asked("What?".into(), AskedFault::NotAChoice)
    );
    assert_eq!(refused(&mut ledger, fill("What?", "")), Refusal::Asked("What?".into(), AskedFault::Missing));
    ledger.act(fill("How many?", "12")).unwrap();
    assert!(ledger.act(fill("How many?", "12")).unwrap().touched.is_empty());
    let mut texts = Texts::default();
    texts.refresh(ledger.desk(), true);
    assert!(texts.have(id, &["laptop".to_owned(), "12".to_owned()]));
    let Some(Subject::Request(copy)) = ledger.act(Edit::Care(id, CareEdit::Duplicate)).unwrap().made else {
        panic!()
    };
    assert_eq!(filled(&ledger, copy), ["How many?=12", "What?=Laptop"]);
    ledger.act(Edit::EditService(service, vec![field(1, None)])).unwrap();
    assert_eq!(filled(&bench.open(), id), ["How many?=12", "What?=Laptop"], "said is said");

    // The usual time is opening hours: Thursday at nine and 16 of them is Friday at five.
    let found = usual_date(ledger.desk(), ledger.book(), service, THURSDAY_9).unwrap();
    assert_eq!(found, (Span::hours(16), THURSDAY_9 + Span::hours(32)));
    // What comes again by itself waits for nobody's answer.
    ledger.act(Edit::EditService(service, vec![field(1, Some(Box::new(choice("Laptop", true))))])).unwrap();
    repeat_monthly(&mut ledger, service, "Exchange", "Exchange old ones");
    let dues = untried(ledger.desk(), date(2026, 11, 12));
    ledger.act(Edit::MakeDue(dues)).unwrap();
}
