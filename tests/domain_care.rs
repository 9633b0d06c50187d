//! What is noted of a request besides the work.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use chrono::NaiveDate;
use inhouse::domain::agenda::Agenda;
use inhouse::domain::care::{CareFact, Tie, news_due, wants_talk};
use inhouse::domain::caring::{CareEdit, CareRefusal};
use inhouse::domain::client::ServiceFact;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::gain::{Gain, Usual};
use inhouse::domain::ident::{ClientId, RequestId, ServiceId};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::record::Record;
use inhouse::domain::request::{Channel, Effect, Priority, Request, RequestFact, Stage};
use inhouse::domain::sieve::{Facet, Looking, Sieve, Texts, View};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::{Every, Repeat, Template};
use inhouse::domain::text::Note;
use inhouse::store::ledger::Ledger;
use inhouse::store::wire::v1;

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
        CareFact::Gained(Gain::Usual(Usual::Risk), true),
        CareFact::Sent(Channel::Chat),
        CareFact::AnswerBy(NaiveDate::from_ymd_opt(2026, 11, 12).unwrap()),
        CareFact::Beyond(true),
        CareFact::Beyond(false),
        CareFact::Gained(Gain::Own(name("Peace")), false),
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
        Fact::Team(TeamFact::TalkAfter(4)),
        Fact::Team(TeamFact::Gain(Gain::Usual(Usual::Time), false)),
        Fact::Team(TeamFact::Gain(Gain::Own(name("Peace")), true)),
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
fn the_search_finds_reasons_and_the_names_beside_them() {
    use inhouse::domain::deciding::{Passing, TriageEdit};
    use inhouse::domain::triage::{Deferral, WayOn};
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
    triage(&mut ledger, TriageEdit::Defer(Box::new(put_off), WayOn::default()));
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
        let looking = Looking { now, promised: None, unpromised: None };
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

/// Six words by phone and in person, ours and theirs, are talks; six by chat after them are written, and one more by phone
/// begins anew.
#[test]
fn a_word_by_phone_or_in_person_is_a_talk() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let wants = |ledger: &Ledger| wants_talk(ledger.desk(), ledger.desk().request(id).unwrap());
    let both = |ledger: &mut Ledger, channel: Channel| {
        bench.pass(Span::minutes(1));
        ledger.act(Edit::Care(id, CareEdit::Tell(say("Half of it is done."), channel))).unwrap();
        bench.pass(Span::minutes(1));
        ledger.act(note(id, CareFact::Chased { channel, text: say("And the rest?") })).unwrap();
    };
    for channel in [Channel::Phone, Channel::Person, Channel::Phone] {
        both(&mut ledger, channel);
    }
    assert_eq!(wants(&ledger), None);
    assert_eq!(ledger.desk().request(id).unwrap().updates.len(), 3, "each of ours is news all the same");
    for _ in 0..3 {
        both(&mut ledger, Channel::Chat);
    }
    assert_eq!(wants(&ledger), Some(6));
    bench.pass(Span::minutes(1));
    ledger.act(note(id, CareFact::Chased { channel: Channel::Phone, text: say("When?") })).unwrap();
    assert_eq!(wants(&bench.open()), None);
}

/// Three updates of ours and three answers of theirs are six; a talk begins anew, and a done request asks nothing.
#[test]
fn after_six_written_words_a_talk_may_be_quicker() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let wants = |ledger: &Ledger| wants_talk(ledger.desk(), ledger.desk().request(id).unwrap());
    let ours = |ledger: &mut Ledger| {
        bench.pass(Span::minutes(1));
        ledger.act(Edit::Update { id, text: say("Which month?"), visible: true }).unwrap();
    };
    let theirs = |ledger: &mut Ledger| {
        bench.pass(Span::minutes(1));
        ledger.act(note(id, CareFact::Answered(say("October.")))).unwrap();
    };
    for _ in 0..2 {
        ours(&mut ledger);
        theirs(&mut ledger);
    }
    ours(&mut ledger);
    // A note of the team to itself is no word to anybody.
    ledger.act(Edit::Update { id, text: say("Odd."), visible: false }).unwrap();
    assert_eq!(wants(&ledger), None, "five");
    theirs(&mut ledger);
    assert_eq!(wants(&ledger), Some(6));
    ours(&mut ledger);
    assert_eq!(wants(&bench.open()), Some(7));
    let talked = CareFact::Talked { channel: Channel::Phone, text: say("Half now, half later.") };
    bench.pass(Span::minutes(1));
    ledger.act(note(id, talked)).unwrap();
    ours(&mut ledger);
    assert_eq!(wants(&ledger), None, "one since the talk");
    ledger.act(Edit::ChangeTeam(vec![TeamFact::TalkAfter(2)])).unwrap();
    theirs(&mut ledger);
    assert_eq!(wants(&ledger), Some(2), "the team's own number");
    to(&mut ledger, id, Stage::Done);
    assert_eq!(wants(&ledger), None);
}
