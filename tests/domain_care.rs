//! What is noted of a request besides the work, and work that comes again.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use chrono::NaiveDate;
use inhouse::domain::agenda::Agenda;
use inhouse::domain::asked::{Asked, AskedFault, Kind, has_required, usual_date};
use inhouse::domain::care::{Care, CareFact, Tie, news_due, onward};
use inhouse::domain::caring::{CareEdit, CareRefusal};
use inhouse::domain::client::ServiceFact;
use inhouse::domain::clock::ClockKind;
use inhouse::domain::edit::{Edit, NewRequest, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{ClientId, RequestId, ServiceId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::record::Record;
use inhouse::domain::request::{Channel, Effect, Priority, Request, RequestFact, Stage};
use inhouse::domain::sieve::{Facet, Looking, Sieve, Texts, View};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::{Due, Every, Repeat, Template, due, filled, untried};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::{Ledger, Trouble};
use inhouse::store::wire::v1;

fn say(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn point(text: &str) -> Title {
    Title::new(text).unwrap()
}

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn note(id: RequestId, fact: CareFact) -> Edit {
    Edit::Care(id, CareEdit::Note(fact))
}

fn care(ledger: &Ledger, id: RequestId) -> Care {
    ledger.desk().request(id).unwrap().care.clone()
}

fn refused(ledger: &mut Ledger, edit: Edit) -> Refusal {
    match ledger.act(edit) {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn to(ledger: &mut Ledger, id: RequestId, stage: Stage) {
    ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
}

/// Every fact, with everything that may be left out both there and not.
fn every_fact() -> Vec<CareFact> {
    let (other, service) = (RequestId::from_parts(5, 6), ServiceId::from_parts(7, 8));
    let day = date(2026, 11, 24);
    vec![
        CareFact::Chased { channel: Channel::Phone, text: say("any news?") },
        CareFact::Chased { channel: Channel::Chat, text: Note::default() },
        CareFact::Asked(say("which month? 🌶")),
        CareFact::Answered(say("تشرين الأول")),
        CareFact::Restated(say("a list of everybody who worked on a holiday, for the pay of May")),
        CareFact::Understood(Some(name("Ravi Nair"))),
        CareFact::Understood(None),
        CareFact::Talked { channel: Channel::Person, text: say("half now, half later") },
        CareFact::AtRisk(say("the supplier is late")),
        CareFact::AtRisk(Note::default()),
        CareFact::Blocked { step: say("ask IT"), owner: Some(name("Tom Aerts")), date: Some(day) },
        CareFact::Blocked { step: say("ask IT"), owner: None, date: None },
        CareFact::Unblocked(Note::default()),
        CareFact::Escalated { to: name("Ines Roth"), due: Some(day), why: say("two teams, one day") },
        CareFact::EscalationClosed(say("payroll first")),
        CareFact::Means(1, Some(point("the file opens"))),
        CareFact::Means(1, None),
        CareFact::Ticked(1, true),
        CareFact::Confirmed(Some(name("Ravi Nair"))),
        CareFact::Confirmed(None),
        CareFact::Rated { result: 5, manner: 1, comment: say("right, but rude") },
        CareFact::Benefit(say("forty people are paid")),
        CareFact::Contributor(name("Mila Berg"), true),
        CareFact::Thanked(say("thank you")),
        CareFact::Complained(say("too late")),
        CareFact::Replied(say("it will not happen again")),
        CareFact::Linked(Tie::HasPart, other, true),
        CareFact::Linked(Tie::MergedInto, other, true),
        CareFact::Linked(Tie::Holds, other, false),
        CareFact::Filled(name("How many?"), say("40")),
        CareFact::Filled(name("How many?"), Note::default()),
        CareFact::Template(service, 3),
        CareFact::Repeats(service, 3, day),
    ]
}

fn choice(first: &str, required: bool) -> Asked {
    let list = vec![name(first), name("Screen")];
    Asked { name: name("What?"), kind: Kind::Choice(list), required }
}

fn number(required: bool) -> Asked {
    Asked { name: name("How many?"), kind: Kind::Number, required }
}

#[test]
fn every_fact_is_stored_and_read_back() {
    let event = |i: usize, fact: Fact| Event {
        stamp: Stamp { ms: 1_000 + i as i64, count: 0, node: 9 },
        at: Moment(1_000 + i as i64),
        actor: Some(name("Mila Berg")),
        source: Source::Live,
        fact,
    };
    let facts = every_fact().into_iter().map(|fact| Fact::Request(RequestFact::Care(fact)));
    let events: Vec<Event> = facts.enumerate().map(|(i, fact)| event(i, fact)).collect();
    assert_eq!(v1::decode(&v1::encode(&events).unwrap()).unwrap(), events);

    let template = Template {
        name: name("Month end"),
        title: point("Close the month"),
        text: say("as ever"),
        means: vec![point("balance sent"), point("archive made")],
        priority: Priority::High,
        effect: Some(Effect::Essential),
        owner: Some(name("Tom Aerts")),
        client: Some(ClientId::from_parts(1, 2)),
        repeat: Some(Repeat { every: Every::Weekday(1), from: date(2026, 1, 30) }),
    };
    let bare =
        Template { effect: None, owner: None, client: None, repeat: None, means: vec![], ..template.clone() };
    let events: Vec<Event> = [
        Fact::Service(ServiceFact::Template(1, Some(Box::new(template)))),
        Fact::Service(ServiceFact::Template(2, Some(Box::new(bare)))),
        Fact::Service(ServiceFact::Template(1, None)),
        Fact::Service(ServiceFact::Owner(Some(name("Tom Aerts")))),
        Fact::Service(ServiceFact::Owner(None)),
        Fact::Service(ServiceFact::Usual(Some(960))),
        Fact::Service(ServiceFact::Usual(None)),
        Fact::Service(ServiceFact::Field(1, Some(Box::new(choice("Laptop", true))))),
        Fact::Service(ServiceFact::Field(2, Some(Box::new(number(false))))),
        Fact::Service(ServiceFact::Field(1, None)),
        Fact::Team(TeamFact::NewsDays(3)),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, fact)| event(i, fact))
    .collect();
    assert_eq!(v1::decode(&v1::encode(&events).unwrap()).unwrap(), events);
}

#[test]
fn facts_in_any_order_give_one_request() {
    let events: Vec<Event> = every_fact()
        .into_iter()
        .enumerate()
        .map(|(i, fact)| Event {
            stamp: Stamp { ms: i as i64, count: 0, node: 1 },
            at: Moment(i as i64),
            actor: None,
            source: Source::Live,
            fact: Fact::Request(RequestFact::Care(fact)),
        })
        .collect();
    let straight: Record<Request> = Record::from_events(events.clone());
    let mut other: Record<Request> = Record::default();
    for event in events.iter().rev().chain(&events) {
        other.insert(event.clone());
    }
    assert_eq!(straight, other);
}

#[test]
fn chasers_are_counted_until_there_is_news_and_questions_answer() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let chased = || note(id, CareFact::Chased { channel: Channel::Phone, text: Note::default() });
    ledger.act(chased()).unwrap();
    bench.pass(Span::hours(1));
    ledger.act(chased()).unwrap();
    let kept = care(&ledger, id).kept().unwrap().clone();
    assert_eq!(kept.chased, Some((2, THURSDAY_9 + Span::hours(1))));
    assert_eq!(kept.chased_since_news, 2);
    // Being asked for news answers nobody.
    assert_eq!(ledger.desk().request(id).unwrap().answered, None);

    bench.pass(Span::hours(1));
    ledger.act(note(id, CareFact::Asked(say("Which month?")))).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.answered, Some(THURSDAY_9 + Span::hours(2)));
    assert_eq!(request.care.kept().unwrap().chased_since_news, 0);
    assert_eq!(request.care.kept().unwrap().chased.unwrap().0, 2);
    assert!(request.care.kept().unwrap().question.is_some());
    ledger.act(note(id, CareFact::Answered(say("October")))).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().question, None);
    assert_eq!(refused(&mut ledger, note(id, CareFact::Asked(Note::default()))), Refusal::EmptyText);

    // Undone, the answer, the question and the first response are gone with their events.
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.answered, None);
    assert_eq!(request.care.kept().unwrap().chased_since_news, 2);
    ledger.redo().unwrap();
    assert!(ledger.desk().request(id).unwrap().answered.is_some());
    // It reads the same from what is stored.
    let again = bench.open();
    assert_eq!(again.desk().request(id), ledger.desk().request(id));
}

#[test]
fn blocked_work_has_a_next_step_and_ends_with_the_work() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let blocked = |step: &str| {
        let (owner, date) = (Some(name("Tom Aerts")), Some(date(2026, 11, 16)));
        note(id, CareFact::Blocked { step: say(step), owner, date })
    };
    assert_eq!(refused(&mut ledger, blocked("")), Refusal::Care(CareRefusal::NoStep));
    let unblock = note(id, CareFact::Unblocked(Note::default()));
    assert_eq!(refused(&mut ledger, unblock.clone()), Refusal::Care(CareRefusal::NothingToEnd));
    ledger.act(blocked("Ask IT for the log")).unwrap();
    bench.pass(Span::hours(3));
    ledger.act(blocked("Ask IT again")).unwrap();
    let block = care(&ledger, id).blocked().unwrap().clone();
    // Another step; the same obstacle.
    assert_eq!((block.since, block.step.as_str()), (THURSDAY_9, "Ask IT again"));
    ledger.undo().unwrap();
    assert_eq!(care(&ledger, id).blocked().unwrap().step.as_str(), "Ask IT for the log");
    to(&mut ledger, id, Stage::Done);
    assert_eq!(care(&ledger, id).blocked(), None);
    assert_eq!(refused(&mut ledger, blocked("too late")), Refusal::Finished);
    ledger.undo().unwrap();
    assert!(care(&ledger, id).blocked().is_some());
    ledger.act(unblock).unwrap();
    assert_eq!(care(&ledger, id).blocked(), None);
}

#[test]
fn one_escalation_runs_and_ends_with_its_outcome() {
    let mut ledger = Bench::new().desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let up = |why: &str| note(id, CareFact::Escalated { to: name("Ines Roth"), due: None, why: say(why) });
    assert_eq!(refused(&mut ledger, up("")), Refusal::EmptyText);
    ledger.act(up("Who goes first?")).unwrap();
    assert_eq!(refused(&mut ledger, up("Again")), Refusal::Care(CareRefusal::Escalated));
    ledger.act(note(id, CareFact::EscalationClosed(say("Payroll goes first")))).unwrap();
    let kept = care(&ledger, id).kept().unwrap().clone();
    assert_eq!(kept.escalation(), None);
    assert_eq!(kept.escalations[0].outcome.as_ref().unwrap().1.as_str(), "Payroll goes first");
    ledger.act(up("Again")).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().escalations.len(), 2);
}

#[test]
fn done_means_is_a_list_that_is_ticked() {
    let mut ledger = Bench::new().desk();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    for text in ["The file opens", "October is in it"] {
        ledger.act(Edit::Care(id, CareEdit::AddPoint(point(text)))).unwrap();
    }
    ledger.act(note(id, CareFact::Ticked(2, true))).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().points(), (1, 2));
    // Ticking twice is one tick; a point nobody knows is gone.
    assert!(ledger.act(note(id, CareFact::Ticked(2, true))).unwrap().touched.is_empty());
    assert_eq!(refused(&mut ledger, note(id, CareFact::Ticked(9, true))), Refusal::Gone);
    ledger.act(note(id, CareFact::Means(1, None))).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().points(), (1, 1));
    ledger.undo().unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().points(), (1, 2));
    for n in 2..50 {
        ledger.act(Edit::Care(id, CareEdit::AddPoint(point(&format!("point {n}"))))).unwrap();
    }
    let more = Edit::Care(id, CareEdit::AddPoint(point("one more")));
    assert_eq!(refused(&mut ledger, more), Refusal::Care(CareRefusal::TooManyPoints));
}

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

#[test]
fn the_search_finds_reasons_and_the_names_beside_them() {
    use inhouse::domain::deciding::{Passing, TriageEdit};
    use inhouse::domain::triage::Deferral;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [first, id] = ["Desk", "Chair"].map(|title| {
        bench.pass(Span::minutes(1));
        raise(&mut ledger, title, "Finance")
    });
    let triage = |ledger: &mut Ledger, edit| ledger.act(Edit::Triage(id, Box::new(edit))).unwrap();
    to(&mut ledger, first, Stage::Accepted);
    to(&mut ledger, id, Stage::Accepted);
    let ahead = Passing::Place(Stage::Accepted.into(), Some(0));
    triage(&mut ledger, TriageEdit::GoFirst(ahead, say("overridden for the auditors")));
    let soon = ledger.now() + Span::days(1);
    ledger.act(Edit::Promise { id, date: Some(soon), reason: say("promised in the lift") }).unwrap();
    let scope = TriageEdit::Scope { what: say("with armrests"), date: None };
    triage(&mut ledger, scope);
    let cause = say("the lorry broke down");
    triage(&mut ledger, TriageEdit::Delay { date: soon + Span::days(1), cause, text: Note::default() });
    let blocked = CareFact::Blocked { step: say("call"), owner: Some(name("Tom Aerts")), date: None };
    let escalated = CareFact::Escalated { to: name("Ines Roth"), due: None, why: say("who pays") };
    for fact in [CareFact::Contributor(name("Mila Berg"), true), blocked, escalated] {
        ledger.act(note(id, fact)).unwrap();
    }
    let put_off = Deferral {
        category: None,
        reason: say("the budget is spent"),
        alternative: say("borrow one"),
        until: None,
        condition: say("the new year begins"),
    };
    triage(&mut ledger, TriageEdit::Defer(Box::new(put_off)));
    to(&mut ledger, id, Stage::Done);
    ledger.act(Edit::Care(id, CareEdit::Reopen(say("a wheel came off")))).unwrap();

    let mut texts = Texts::default();
    texts.refresh(ledger.desk(), true);
    for words in [
        "auditors", "lift", "armrests", "lorry", "Aerts", "Roth", "pays", "Berg", "budget", "borrow",
        "new year", "wheel",
    ] {
        let sieve = Sieve { text: words.into(), ..Sieve::default() };
        assert!(texts.have(id, &sieve.words()) && !texts.have(first, &sieve.words()), "{words}");
    }
    // What was taken back is not found.
    ledger.undo().unwrap();
    texts.refresh(ledger.desk(), true);
    assert!(!texts.have(id, &["wheel".to_owned()]));
}

/// Said in the team's words it is an answer, which the client confirms; said anew it is to be confirmed anew.
#[test]
fn what_was_understood_is_confirmed() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Overtime", "Finance");
    let understood = || note(id, CareFact::Understood(Some(name("Ravi Nair"))));
    assert_eq!(refused(&mut ledger, understood()), Refusal::Care(CareRefusal::NothingToEnd));
    assert_eq!(refused(&mut ledger, note(id, CareFact::Restated(say("")))), Refusal::EmptyText);
    bench.pass(Span::hours(1));
    ledger.act(note(id, CareFact::Restated(say("A list of May, for the pay")))).unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().answered, Some(THURSDAY_9 + Span::hours(1)));
    assert!(care(&ledger, id).kept().unwrap().unconfirmed().is_some());
    ledger.act(understood()).unwrap();
    assert!(care(&ledger, id).kept().unwrap().unconfirmed().is_none());
    ledger.act(note(id, CareFact::Restated(say("A list of May and June")))).unwrap();
    assert_eq!(care(&ledger, id).kept().unwrap().understood, None);
    ledger.undo().unwrap();
    let kept = care(&ledger, id);
    assert_eq!(kept.kept().unwrap().restated.as_ref().unwrap().1.as_str(), "A list of May, for the pay");
    assert!(kept.kept().unwrap().understood.is_some());
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

#[test]
fn links_stand_in_both_and_never_go_round() {
    let mut ledger = Bench::new().desk();
    let ids = ["Log", "Export", "Payday", "Year end"].map(|title| raise(&mut ledger, title, "Finance"));
    let tie = |from: usize, tie, to: usize| Edit::Care(ids[from], CareEdit::Link(tie, ids[to], true));
    ledger.act(tie(0, Tie::Blocks, 1)).unwrap();
    ledger.act(tie(2, Tie::BlockedBy, 1)).unwrap();
    ledger.act(tie(2, Tie::PartOf, 3)).unwrap();
    assert!(care(&ledger, ids[1]).kept().unwrap().links.contains(&(Tie::BlockedBy, ids[0])));
    assert!(care(&ledger, ids[3]).kept().unwrap().links.contains(&(Tie::HasPart, ids[2])));
    let chain = vec![(Tie::Blocks, ids[1]), (Tie::Blocks, ids[2]), (Tie::PartOf, ids[3])];
    assert_eq!(onward(ledger.desk(), ids[0]), chain);
    // Round in a circle nobody could begin, whichever end it is tied from.
    let back = Refusal::Care(CareRefusal::Circle("PEO-1".into()));
    assert_eq!(refused(&mut ledger, tie(2, Tie::Blocks, 0)), back);
    let back = Refusal::Care(CareRefusal::Circle("PEO-3".into()));
    assert_eq!(refused(&mut ledger, tie(0, Tie::BlockedBy, 2)), back);
    let back = Refusal::Care(CareRefusal::Circle("PEO-3".into()));
    assert_eq!(refused(&mut ledger, tie(3, Tie::PartOf, 2)), back);
    assert_eq!(refused(&mut ledger, tie(0, Tie::SameCause, 0)), Refusal::Care(CareRefusal::Itself));
    ledger.act(tie(3, Tie::SameCause, 0)).unwrap();
    // One step: undone, it is gone from both.
    ledger.undo().unwrap();
    assert!(!care(&ledger, ids[0]).kept().unwrap().links.contains(&(Tie::SameCause, ids[3])));
    assert!(!care(&ledger, ids[3]).kept().unwrap().links.contains(&(Tie::SameCause, ids[0])));
    ledger.act(Edit::Care(ids[1], CareEdit::Link(Tie::BlockedBy, ids[0], false))).unwrap();
    assert_eq!(onward(ledger.desk(), ids[0]), []);
}

#[test]
fn a_duplicate_has_everything_but_the_history() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Close the month", "Finance");
    ledger.act(Edit::Care(id, CareEdit::AddPoint(point("Balance sent")))).unwrap();
    ledger.act(note(id, CareFact::Ticked(1, true))).unwrap();
    ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    to(&mut ledger, id, Stage::Done);
    let made = ledger.act(Edit::Care(id, CareEdit::Duplicate)).unwrap().made;
    let Some(Subject::Request(other)) = made else { panic!("{made:?}") };
    let (first, second) = (ledger.desk().request(id).unwrap(), ledger.desk().request(other).unwrap());
    assert_eq!(second.reference.as_ref(), "PEO-2");
    assert_eq!((second.title.clone(), second.client), (first.title.clone(), first.client));
    assert_eq!((second.stage, second.priority), (Stage::New, Priority::High));
    assert_eq!(second.care.kept().unwrap().points(), (0, 1));
    ledger.undo().unwrap();
    assert!(ledger.desk().request(other).is_none());
}

/// Opening hours are Mon–Fri 9–17, so a working day is eight hours. Raised Thursday 12 November 9:00: two
/// working days end Friday 17:00; after an update on Friday at 12:00 they end Tuesday at 12:00.
#[test]
fn news_is_due_when_the_working_days_without_any_have_passed() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.act(Edit::ChangeTeam(vec![TeamFact::NewsDays(2)])).unwrap();
    let id = raise(&mut ledger, "Overtime is missing", "Finance");
    let due = |ledger: &Ledger| {
        news_due(ledger.desk(), ledger.book(), ledger.desk().request(id).unwrap(), ledger.now())
    };
    // What nobody has taken on has no rhythm yet.
    assert_eq!(due(&ledger), None);
    to(&mut ledger, id, Stage::Accepted);
    assert_eq!(due(&ledger), Some(THURSDAY_9 + Span::hours(32)));
    bench.pass(Span::hours(27));
    ledger.act(Edit::Update { id, text: say("Half of it is found"), visible: true }).unwrap();
    let tuesday_noon = THURSDAY_9 + Span::days(5) + Span::hours(3);
    assert_eq!(due(&ledger), Some(tuesday_noon));
    // A note inside is no news to the client.
    bench.pass(Span::hours(1));
    ledger.act(Edit::Update { id, text: say("Ask Tom"), visible: false }).unwrap();
    assert_eq!(due(&ledger), Some(tuesday_noon));

    let shown = |ledger: &Ledger, facet: Facet, now: Moment| {
        let mut agenda = Agenda::default();
        agenda.refresh(ledger.desk(), ledger.book(), now, true);
        let view = View { sieve: Sieve { facet, ..Sieve::default() }, ..View::default() };
        let looking = Looking { now, promised: None };
        let ids = agenda.shown(ledger.desk(), &Texts::default(), &view, &looking, Stage::Accepted);
        (ids, agenda.counts().tell)
    };
    assert_eq!(shown(&ledger, Facet::Tell, tuesday_noon - Span::minutes(1)), (vec![], 0));
    assert_eq!(shown(&ledger, Facet::Tell, tuesday_noon), (vec![id], 1));
    ledger.act(note(id, CareFact::Blocked { step: say("Ask IT"), owner: None, date: None })).unwrap();
    assert_eq!(shown(&ledger, Facet::Blocked, tuesday_noon).0, [id]);
    to(&mut ledger, id, Stage::Done);
    assert_eq!(due(&ledger), None);
}

/// Days checked against a calendar of 2026: 1 January is a Thursday, 2026 has no 29 February.
#[test]
fn days_of_what_comes_again() {
    let repeat = |every, from| Repeat { every, from };
    let days = repeat(Every::Days(10), date(2026, 1, 1));
    assert_eq!(days.latest(date(2025, 12, 31)), None);
    assert_eq!(days.next(date(2025, 12, 31)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 1)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 10)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 11)), Some(date(2026, 1, 11)));
    assert_eq!(days.next(date(2026, 1, 11)), Some(date(2026, 1, 21)));

    let weeks = repeat(Every::Weeks(2), date(2026, 1, 2));
    assert_eq!(weeks.latest(date(2026, 2, 1)), Some(date(2026, 1, 30)));

    // The last day of January: February has 28 days, April 30.
    let months = repeat(Every::Months(1), date(2026, 1, 31));
    assert_eq!(months.latest(date(2026, 2, 27)), Some(date(2026, 1, 31)));
    assert_eq!(months.latest(date(2026, 2, 28)), Some(date(2026, 2, 28)));
    assert_eq!(months.latest(date(2026, 3, 30)), Some(date(2026, 2, 28)));
    assert_eq!(months.next(date(2026, 3, 31)), Some(date(2026, 4, 30)));
    let quarters = repeat(Every::Months(3), date(2025, 11, 30));
    assert_eq!(quarters.latest(date(2026, 5, 1)), Some(date(2026, 2, 28)));

    // Second Tuesday: 13 January, 10 February, 10 March, 14 April 2026.
    let second = repeat(Every::Weekday(1), date(2026, 1, 13));
    assert_eq!(second.nth(), 2);
    let days: Vec<_> = (2..=4).map(|month| second.latest(date(2026, month, 28)).unwrap()).collect();
    assert_eq!(days, [date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 14)]);
    // A fifth Friday (30 January) is the last one: 27 February, 27 March, 24 April.
    let last = repeat(Every::Weekday(1), date(2026, 1, 30));
    let days: Vec<_> = (2..=4).map(|month| last.latest(date(2026, month, 28)).unwrap()).collect();
    assert_eq!(days, [date(2026, 2, 27), date(2026, 3, 27), date(2026, 4, 24)]);
    // Far away it answers too, or says that there is none.
    assert!(repeat(Every::Months(1_000), date(2026, 1, 31)).next(date(2026, 2, 1)).is_some());
    assert_eq!(Every::of("months", 0), None);
    assert_eq!(Every::of("fortnights", 1), None);
}

fn monthly(ledger: &mut Ledger) -> ServiceId {
    let made = ledger.act(Edit::AddService(name("Accounts"))).unwrap().made;
    let Some(Subject::Service(service)) = made else { panic!("{made:?}") };
    let template = Template {
        name: name("Month end"),
        title: point("Close the month"),
        text: say("As ever."),
        means: vec![point("Balance sent"), point("Archive made")],
        priority: Priority::High,
        effect: Some(Effect::Essential),
        owner: Some(name("Tom Aerts")),
        client: None,
        repeat: Some(Repeat { every: Every::Months(1), from: date(2026, 10, 12) }),
    };
    let fact = ServiceFact::Template(1, Some(Box::new(template)));
    ledger.act(Edit::EditService(service, vec![fact])).unwrap();
    service
}

#[test]
fn what_is_due_is_made_once() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let service = monthly(&mut ledger);
    let today = date(2026, 11, 12);
    // October passed unnoticed: only November is made.
    let wanted = Due { service, template: 1, day: today };
    assert_eq!(due(ledger.desk(), today), [wanted]);
    let mut other = bench.open();
    ledger.act(Edit::MakeDue(due(ledger.desk(), today))).unwrap();
    other.act(Edit::MakeDue(due(other.desk(), today))).unwrap();
    let here = ledger.desk().request(wanted.id()).unwrap();
    assert_eq!(here.title.as_ref().unwrap().as_str(), "Close the month");
    assert_eq!(here.owner, Some(name("Tom Aerts")));
    assert_eq!((here.service, here.priority), (Some(service), Priority::High));
    let kept = here.care.kept().unwrap();
    assert_eq!((kept.points(), kept.repeats), ((0, 2), Some((service, 1, today))));
    // Both tabs made it: there is one.
    let both = bench.open();
    assert_eq!(both.desk().request_count(), 1);
    assert_eq!(both.desk().request(wanted.id()).unwrap().care.kept().unwrap().points(), (0, 2));
    assert_eq!(due(both.desk(), today), []);
    assert_eq!(due(both.desk(), date(2026, 12, 11)), []);
    assert_eq!(due(both.desk(), date(2026, 12, 12)).len(), 1);
}

#[test]
fn what_was_undone_is_due_again_what_was_removed_is_not() {
    let mut ledger = Bench::new().desk();
    monthly(&mut ledger);
    let today = date(2026, 11, 12);
    let make = |ledger: &mut Ledger| {
        let all = due(ledger.desk(), today);
        ledger.act(Edit::MakeDue(all)).unwrap()
    };
    make(&mut ledger);
    ledger.undo().unwrap();
    assert_eq!(due(ledger.desk(), today).len(), 1);
    make(&mut ledger);
    let (id, _) = ledger.desk().requests().next().unwrap();
    ledger.act(Edit::Remove(Subject::Request(id))).unwrap();
    assert_eq!(due(ledger.desk(), today), []);
    assert!(ledger.act(Edit::MakeDue(due(ledger.desk(), today))).unwrap().touched.is_empty());
}

#[test]
fn a_template_fills_in_a_request() {
    let mut ledger = Bench::new().desk();
    let service = monthly(&mut ledger);
    let template = ledger.desk().service(service).unwrap().templates[&1].clone();
    let new = NewRequest { title: point("Close November"), ..filled(service, 1, &template) };
    let made = ledger.act(Edit::Raise(Box::new(new))).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!("{made:?}") };
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.title.as_ref().unwrap().as_str(), "Close November");
    assert_eq!((request.text.as_str(), request.effect), ("As ever.", Some(Effect::Essential)));
    let kept = request.care.kept().unwrap();
    assert_eq!(kept.template, Some((service, 1)));
    let points: Vec<&str> = kept.means.values().map(|(point, _)| point.as_str()).collect();
    assert_eq!(points, ["Balance sent", "Archive made"]);
}

/// One of two that ask for the same goes on; the other is closed as merged, its client hears of it, both show the other.
#[test]
fn what_was_asked_for_already_is_merged_into_what_goes_on() {
    use inhouse::domain::request::Outcome;
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, inhouse::domain::edit::Choice::None, 4, 8);
    let [a, b, done] =
        ["Export", "The export again", "Old"].map(|title| raise(&mut ledger, title, "Finance"));
    let merge = |from, into, text: &str| Edit::Care(from, CareEdit::Merge(into, say(text)));
    to(&mut ledger, done, Stage::Done);
    assert_eq!(refused(&mut ledger, merge(b, b, "")), Refusal::Care(CareRefusal::Itself));
    let finished = CareRefusal::MergedIntoFinished("PEO-3".into());
    assert_eq!(refused(&mut ledger, merge(b, done, "")), Refusal::Care(finished));
    assert_eq!(refused(&mut ledger, merge(done, a, "")), Refusal::Finished);

    bench.pass(Span::hours(1));
    ledger.act(merge(b, a, "We go on with PEO-1.")).unwrap();
    let links = |ledger: &Ledger, id| care(ledger, id).kept().map(|k| k.links.clone()).unwrap_or_default();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!(
        (request.stage, request.outcome(), request.merged_into),
        (Stage::Closed, Some(Outcome::Merged), Some(a))
    );
    assert_eq!((request.resolved.len(), request.settled.len()), (0, 0), "no work done, and no verdict");
    assert_eq!(request.updates, [THURSDAY_9 + Span::hours(1)], "the client is told");
    assert_eq!(links(&ledger, b).into_iter().collect::<Vec<_>>(), [(Tie::MergedInto, a)]);
    assert_eq!(links(&ledger, a).into_iter().collect::<Vec<_>>(), [(Tie::Holds, b)]);
    assert_eq!(onward(ledger.desk(), b), [(Tie::MergedInto, a)]);
    assert_eq!(bench.open().desk().request(b), ledger.desk().request(b));
    ledger.undo().unwrap();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!(
        (request.stage, request.merged_into, request.updates.len()),
        (Stage::New, None, 0),
        "one step"
    );
    assert!(links(&ledger, a).is_empty());
    ledger.redo().unwrap();

    // Opened again it stands alone: nothing shows the other any more.
    ledger.act(Edit::Care(b, CareEdit::Reopen(say("It is another export.")))).unwrap();
    let request = ledger.desk().request(b).unwrap();
    assert_eq!((request.stage, request.outcome(), request.merged_into), (Stage::Deciding, None, None));
    assert!(links(&ledger, a).is_empty() && links(&ledger, b).is_empty());
    // What the client took back gets no verdict either.
    ledger.act(Edit::Withdraw(b, Note::default())).unwrap();
    let request = ledger.desk().request(b).unwrap();
    let verdicts: Vec<ClockKind> = request.settled.iter().map(|settled| settled.clock).collect();
    assert_eq!((request.outcome(), verdicts), (Some(Outcome::Withdrawn), vec![ClockKind::FirstResponse]));
}

/// A template of this service comes again on the tenth of every month, from October 2026.
fn repeat_monthly(ledger: &mut Ledger, service: ServiceId, called: &str, title: &str) {
    let template = Template {
        name: name(called),
        title: point(title),
        text: Note::default(),
        means: vec![],
        priority: Priority::Normal,
        effect: None,
        owner: None,
        client: None,
        repeat: Some(Repeat { every: Every::Months(1), from: date(2026, 10, 10) }),
    };
    ledger.act(Edit::EditService(service, vec![ServiceFact::Template(1, Some(Box::new(template)))])).unwrap();
}

/// It goes on the board by itself once; what was taken back or removed does not come by itself again.
#[test]
fn what_comes_again_goes_on_the_board_by_itself_once() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.act(Edit::AddService(name("Accounts"))).unwrap();
    let service = ledger.desk().services().next().unwrap().0;
    repeat_monthly(&mut ledger, service, "Month end", "Close the month");
    let today = date(2026, 11, 12);
    let dues = untried(ledger.desk(), today);
    assert_eq!(dues.len(), 1);
    ledger.act(Edit::MakeDue(dues.clone())).unwrap();
    assert_eq!((untried(ledger.desk(), today).len(), due(ledger.desk(), today).len()), (0, 0));
    // Another tab that has not seen it yet makes the same one, under the same identifier.
    let mut other = bench.open();
    assert!(other.act(Edit::MakeDue(dues.clone())).unwrap().touched.is_empty());
    ledger.undo().unwrap();
    assert_eq!(
        (untried(ledger.desk(), today).len(), due(ledger.desk(), today)),
        (0, dues.clone()),
        "only offered"
    );
    ledger.act(Edit::MakeDue(dues.clone())).unwrap();
    ledger.act(Edit::Remove(Subject::Request(dues[0].id()))).unwrap();
    assert_eq!((untried(ledger.desk(), today).len(), due(ledger.desk(), today).len()), (0, 0));
    assert_eq!(untried(ledger.desk(), date(2026, 12, 10)).len(), 1, "the next month comes by itself");
}

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
