//! What several stories of deciding begin with.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::bench::*;
use inhouse::domain::deciding::{Declining, TriageEdit};
use inhouse::domain::edit::{Choice, Edit, NewRequest, Refusal};
use inhouse::domain::fact::Fact;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::position::Stance;
use inhouse::domain::request::{DeclineReason, Effect, Priority, RequestFact};
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::*;
use inhouse::store::ledger::{Ledger, Trouble};

pub fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

pub fn act(ledger: &mut Ledger, id: RequestId, edit: TriageEdit) -> Result<(), Refusal> {
    match ledger.act(Edit::Triage(id, Box::new(edit))) {
        Ok(_) => Ok(()),
        Err(Trouble::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other:?}"),
    }
}

pub fn answer(ledger: &mut Ledger, id: RequestId, facts: Vec<TriageFact>) {
    let facts = facts.into_iter().map(RequestFact::Triage).collect();
    act(ledger, id, TriageEdit::Answer(facts)).unwrap();
}

pub fn rule(ledger: &mut Ledger, setting: TriageSetting) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Triage(setting)])).unwrap();
}

pub fn position(ledger: &mut Ledger, position: &str, choice: &str) {
    let (position, choice) = (position.into(), choice.into());
    let stance = Stance { position, choice, owner: None, review: None, note: Note::default() };
    ledger.act(Edit::TakePosition { stance: Box::new(stance), word: None }).unwrap();
}

pub fn order(ledger: &Ledger) -> Vec<RequestId> {
    to_decide(ledger.desk(), ledger.now()).into_iter().map(|(id, _)| id).collect()
}

pub fn facts(ledger: &Ledger, id: RequestId) -> Vec<TriageFact> {
    let subject = Subject::Request(id);
    let revoked = ledger.desk().revoked(subject);
    let log = ledger.desk().log(subject).iter().filter(|e| !revoked.contains(&e.stamp));
    log.filter_map(|event| match &event.fact {
        Fact::Request(RequestFact::Triage(fact)) => Some(fact.clone()),
        _ => None,
    })
    .collect()
}

pub fn triage(ledger: &Ledger, id: RequestId) -> Triage {
    ledger.desk().request(id).unwrap().triage.clone()
}

pub fn refused(ledger: &mut Ledger, edit: Edit) -> Refusal {
    match ledger.act(edit) {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

pub fn new(title: &str, priority: Priority, effect: Option<Effect>) -> NewRequest {
    NewRequest {
        client: Choice::New(name("Finance")),
        priority,
        effect,
        ..NewRequest::titled(Title::new(title).unwrap())
    }
}

pub fn made(ledger: &mut Ledger, new: NewRequest) -> RequestId {
    match ledger.act(Edit::Raise(Box::new(new))).unwrap().made {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    }
}

pub fn three(ledger: &mut Ledger, bench: &Bench) -> [RequestId; 3] {
    ["First", "Second", "Third"].map(|title| {
        bench.pass(Span::minutes(1));
        raise(ledger, title, "Finance")
    })
}

pub fn deferral(until: Option<Moment>, condition: &str) -> Deferral {
    Deferral {
        category: Some(DeclineReason::Capacity),
        reason: note("Year end."),
        alternative: note("The old form works."),
        until,
        condition: note(condition),
    }
}

pub fn no(by: Option<&str>) -> Declining {
    Declining {
        category: DeclineReason::Goal,
        reason: note("It undoes what we began."),
        alternative: note("Ask in spring."),
        against: Some(name("Less paper")),
        by: by.map(name),
        way_on: WayOn::default(),
    }
}
