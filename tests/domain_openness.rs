//! What clients may see of the queue, what is asked in return, and who takes requests in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::deciding::{Declining, TriageEdit, TriageRefusal};
use inhouse::domain::edit::{Choice, Edit, Many, NewRequest, Refusal};
use inhouse::domain::ident::{RequestId, ServiceId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::openness::{owes_purpose, seen};
use inhouse::domain::position::Stance;
use inhouse::domain::request::{DeclineReason, Direction, RequestFact, Stage};
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::{TriageSetting, WayOn};
use inhouse::store::ledger::{Ledger, Trouble};

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn position(ledger: &mut Ledger, position: &str, choice: &str) {
    let (position, choice) = (position.into(), choice.into());
    let stance = Stance { position, choice, owner: None, review: None, note: Note::default() };
    ledger.act(Edit::TakePosition { stance: Box::new(stance), word: None }).unwrap();
}

fn rule(ledger: &mut Ledger, setting: TriageSetting) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Triage(setting)])).unwrap();
}

fn owner(ledger: &Ledger, id: RequestId) -> Option<String> {
    ledger.desk().request(id).unwrap().owner.as_ref().map(ToString::to_string)
}

#[test]
fn a_client_sees_what_the_position_says_and_no_more() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mut made = |title: &str, client: &str| {
        bench.pass(Span::minutes(1));
        raise(&mut ledger, title, client)
    };
    let (a, b, c) = (made("Payslips", "Finance"), made("Lockers", "Warehouse"), made("Bonus", "Finance"));
    let (d, e) = (made("Driver", "Warehouse"), made("Old", "Finance"));
    for (id, stage) in [(d, Stage::InProgress), (c, Stage::Accepted), (e, Stage::Done)] {
        ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
    }
    let finance = ledger.desk().client_named("Finance").unwrap();
    type Line = (RequestId, Option<(usize, usize)>, bool);
    let list = |ledger: &Ledger| -> Vec<Line> {
        seen(ledger.desk(), finance, ledger.now()).into_iter().map(|s| (s.id, s.place, s.own)).collect()
    };
    // Usually their own with the place; what is finished is no part of a queue.
    assert_eq!(list(&ledger), [(c, Some((1, 1)), true), (a, Some((1, 2)), true)]);
    assert!(!owes_purpose(ledger.desk()));
    position(&mut ledger, "open", "own");
    assert_eq!(list(&ledger), [(c, None, true), (a, None, true)]);
    for choice in ["unnamed", "whole"] {
        position(&mut ledger, "open", choice);
        let all =
            [(c, Some((1, 1)), true), (a, Some((1, 2)), true), (b, Some((2, 2)), false), (d, None, false)];
        assert_eq!(list(&ledger), all);
        assert!(owes_purpose(ledger.desk()), "openness goes both ways");
    }
}

#[test]
fn what_is_raised_goes_to_whoever_takes_requests_in() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let before = raise(&mut ledger, "Before", "Finance");
    rule(&mut ledger, TriageSetting::Entry(Some(name("Mila Berg"))));
    let a = raise(&mut ledger, "Payslips", "Finance");
    assert_eq!((owner(&ledger, before), owner(&ledger, a)), (None, Some("Mila Berg".into())));
    let mut with = |change: &dyn Fn(&mut NewRequest)| {
        let mut new = NewRequest::titled(Title::new("Another").unwrap());
        change(&mut new);
        let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else {
            panic!()
        };
        owner(&ledger, id)
    };
    assert_eq!(with(&|new| new.owner = Some(name("Tom Aerts"))), Some("Tom Aerts".into()));
    assert_eq!(with(&|new| new.direction = Direction::WeAsk), None, "what the team asks for is its own");
    assert_eq!(with(&|new| new.at = Some(THURSDAY_9 - Span::days(1))), None, "taken in long ago");
    // It is kept; any member takes requests in where that is the position.
    assert_eq!(owner(&bench.open(), a), Some("Mila Berg".into()));
    position(&mut ledger, "access", "any");
    let b = raise(&mut ledger, "Lockers", "Warehouse");
    assert_eq!(owner(&ledger, b), None);
}

/// A request for this service.
fn asked(ledger: &mut Ledger, service: ServiceId) -> RequestId {
    let mut new = NewRequest::titled(Title::new("Payslips").unwrap());
    new.service = Choice::Known(service);
    let made = ledger.act(Edit::Raise(Box::new(new))).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!("no request was made") };
    id
}

#[test]
fn what_is_accepted_goes_straight_to_who_knows_it_best() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let made = ledger.act(Edit::AddService(name("Payroll"))).unwrap().made;
    let Some(Subject::Service(payroll)) = made else { panic!("no service was made") };
    rule(&mut ledger, TriageSetting::Entry(Some(name("Mila Berg"))));
    let owner_of = |ledger: &mut Ledger, who: Option<&str>| {
        let fact = ServiceFact::Owner(who.map(name));
        ledger.act(Edit::EditService(payroll, vec![fact])).unwrap();
    };
    let go = |ledger: &mut Ledger, id: RequestId, stage: Stage| {
        ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
    };
    let mila = Some("Mila Berg".to_owned());
    let tom = Some("Tom Aerts".to_owned());

    // Nobody is written down: it stays with whoever took it in.
    let a = asked(&mut ledger, payroll);
    go(&mut ledger, a, Stage::Accepted);
    assert_eq!(owner(&ledger, a), mila);

    owner_of(&mut ledger, Some("Tom Aerts"));
    assert_eq!(owner(&bench.open(), a), mila, "what is accepted already stays where it is");
    let b = asked(&mut ledger, payroll);
    assert_eq!(owner(&ledger, b), mila);
    go(&mut ledger, b, Stage::Deciding);
    assert_eq!(owner(&ledger, b), mila);
    go(&mut ledger, b, Stage::Accepted);
    assert_eq!(owner(&ledger, b), tom);
    ledger.undo().unwrap();
    let undone = ledger.desk().request(b).unwrap();
    assert_eq!((undone.stage, owner(&ledger, b)), (Stage::Deciding, mila.clone()), "one step");
    ledger.redo().unwrap();
    assert_eq!(owner(&bench.open(), b), tom, "it is kept");

    // Whoever the team has put on it keeps it; and each of several at once goes its way.
    let c = asked(&mut ledger, payroll);
    let ann = RequestFact::Assigned(Some(name("Ann Peeters")));
    ledger.act(Edit::Change(c, vec![ann])).unwrap();
    let d = asked(&mut ledger, payroll);
    ledger.act(Edit::Many(vec![c, d], Many::Move(Stage::InProgress.into()))).unwrap();
    assert_eq!((owner(&ledger, c), owner(&ledger, d)), (Some("Ann Peeters".to_owned()), tom.clone()));

    // Asked back in between, it goes to Tom when it is accepted then.
    let h = asked(&mut ledger, payroll);
    go(&mut ledger, h, Stage::Waiting);
    assert_eq!(owner(&ledger, h), mila);
    go(&mut ledger, h, Stage::Accepted);
    assert_eq!(owner(&ledger, h), tom);

    // One door: it stays with whoever takes requests in. Any member: it goes to Tom at once.
    position(&mut ledger, "access", "one");
    let e = asked(&mut ledger, payroll);
    go(&mut ledger, e, Stage::Accepted);
    assert_eq!(owner(&ledger, e), mila);
    position(&mut ledger, "access", "any");
    let f = asked(&mut ledger, payroll);
    assert_eq!(owner(&ledger, f), tom);
    let before = raise(&mut ledger, "Lockers", "Warehouse");
    assert_eq!(owner(&ledger, before), None, "no service, nobody who knows it");
    owner_of(&mut ledger, None);
    let g = asked(&mut ledger, payroll);
    assert_eq!(owner(&ledger, g), None);
}

#[test]
fn whoever_takes_requests_in_declines_where_that_is_the_position() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips on paper", "Finance");
    rule(&mut ledger, TriageSetting::Entry(Some(name("Mila Berg"))));
    position(&mut ledger, "no", "intake");
    let mut decline = |by: &str| {
        let no = Declining {
            category: DeclineReason::NoEffect,
            reason: note("It changes nothing."),
            alternative: note("A terminal prints them."),
            against: None,
            by: Some(name(by)),
            way_on: WayOn::default(),
        };
        ledger.act(Edit::Triage(id, Box::new(TriageEdit::Decline(Box::new(no)))))
    };
    let theirs = Trouble::Refused(Refusal::Triage(TriageRefusal::NotTheirs("Mila Berg".into())));
    assert_eq!(decline("Tom Aerts").unwrap_err(), theirs);
    decline("Mila Berg").unwrap();
}
