//! An agreement for several clients and several services, and what it does not include: which requests it measures, where it stands in the list, what
//! those before it take of it, and how it is written down.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/dealing.rs"]
mod dealing;

use dealing::{Desk, name};
use inhouse::domain::agreement::{AgreementFact, Scope, Term};
use inhouse::domain::backtest::{amounts, past};
use inhouse::domain::edit::{AgreementDraft, Choice, Edit};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{AgreementId, ClientId, RequestId, ServiceId};
use inhouse::domain::matched::{Passed, matched, passed_over};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Stage;
use inhouse::domain::review::{Before, adoptable, reached_before, waited};
use inhouse::domain::signed::signature;
use inhouse::domain::stamp::Stamp;
use inhouse::domain::text::Note;
use inhouse::domain::versions::{Change, difference};
use inhouse::store::wire::v1::{decode, encode};

/// An agreement for these clients and services, in force.
fn agree(desk: &mut Desk, clients: &[&str], services: &[&str]) -> AgreementId {
    let clients = clients.iter().map(|client| Choice::New(name(client))).collect();
    let services = services.iter().map(|service| Choice::New(name(service))).collect();
    let draft = AgreementDraft { publish: true, clients, services, ..desk.draft(8) };
    desk.save(None, draft)
}

fn scope_of(desk: &Desk, id: AgreementId) -> Scope {
    desk.newest(id).1.scope.clone()
}

#[test]
fn any_of_the_clients_with_any_of_the_services_is_measured_and_no_other() {
    let mut desk = Desk::new();
    // “Finance” is typed twice, once in small letters: it is one client.
    let id = agree(&mut desk, &["Finance", "Sales", "finance"], &["Payroll", "Reports"]);
    let (finance, sales) = (desk.client("Finance"), desk.client("Sales"));
    let service = |called: &str| desk.desk.service_named(called);
    assert_eq!(desk.desk.clients().count(), 2);
    let fits = |client, service| matched(&desk.desk, client, service, desk.now, desk.now).found.is_some();
    assert!(fits(finance, service("Payroll")) && fits(sales, service("Reports")));
    assert!(!fits(finance, None) && !fits(None, service("Payroll")));
    let passed = matched(&desk.desk, None, service("Payroll"), desk.now, desk.now).passed;
    assert_eq!(passed, [(id, Passed::OfClients([finance.unwrap(), sales.unwrap()].into()))]);
    let both = [service("Payroll").unwrap(), service("Reports").unwrap()];
    let passed = matched(&desk.desk, finance, None, desk.now, desk.now).passed;
    assert_eq!(passed, [(id, Passed::OfServices(both.into()))]);
}

#[test]
fn of_two_agreements_the_one_that_names_fewer_is_tried_first() {
    let mut desk = Desk::new();
    let everybody = agree(&mut desk, &[], &[]);
    let three = agree(&mut desk, &["Finance", "Sales", "HR"], &[]);
    let two = agree(&mut desk, &["Finance", "Sales"], &[]);
    let one = agree(&mut desk, &["Finance"], &[]);
    let order: Vec<AgreementId> = desk.desk.agreements_in_order().into_iter().map(|(id, _)| id).collect();
    assert_eq!(order, [one, two, three, everybody]);

    // Of the two, Finance is taken by its own; Sales is left. Of the three, HR is left.
    let part = |called: &str| (desk.client(called), None);
    let look = |id| reached_before(&desk.desk, Some(id), &scope_of(&desk, id), desk.now);
    assert_eq!(look(two), Before { all: false, taken: vec![(one, vec![part("Finance")])] });
    let taken = vec![(one, vec![part("Finance")]), (two, vec![part("Sales")])];
    assert_eq!(look(three), Before { all: false, taken });
    assert_eq!(look(everybody), Before { all: false, taken: Vec::new() });
    // One for Finance and Sales that is not in the list yet would stand behind both and be left nothing.
    let taken = vec![(one, vec![part("Finance")]), (two, vec![part("Sales")])];
    let scope = scope_of(&desk, two);
    assert_eq!(reached_before(&desk.desk, None, &scope, desk.now), Before { all: true, taken });
}

#[test]
fn what_is_counted_of_an_agreement_is_counted_over_all_it_names() {
    let mut desk = Desk::new();
    let [finance, sales, hr] = ["Finance", "Sales", "HR"].map(|client| desk.raise_for(client));
    let scope = Scope {
        clients: ["Finance", "Sales"].into_iter().filter_map(|called| desk.client(called)).collect(),
        ..Scope::default()
    };
    assert_eq!((adoptable(&desk.desk, &scope), waited(&desk.desk, &scope).of), (2, 2));
    // Putting it in force with those that wait: two of the three get it.
    let clients = vec![Choice::New(name("Finance")), Choice::New(name("Sales"))];
    let draft = AgreementDraft { publish: true, adopt: true, clients, ..desk.draft(8) };
    let id = desk.save(None, draft);
    let measured = [finance, sales, hr].map(|request| desk.desk.request(request).unwrap().is_measured_by(id));
    assert_eq!(measured, [true, true, false]);
    for request in [finance, hr] {
        desk.act(Edit::Move { id: request, column: Stage::Done.into(), index: None }).unwrap();
    }
    let tried = past(&desk.desk, &scope, desk.newest(id).1);
    assert_eq!(tried.iter().map(|one| one.id).collect::<Vec<_>>(), [finance]);
}

#[test]
fn another_client_beside_the_first_is_the_next_version_and_voids_what_was_accepted() {
    let mut desk = Desk::new();
    let id = agree(&mut desk, &["Finance"], &[]);
    let before = desk.newest(id).1.clone();
    let (mut draft, _) = desk.opened(id);
    draft.clients.push(Choice::New(name("Sales")));
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    let (number, after) = desk.newest(id);
    assert_eq!(number, 2);
    let both = Scope {
        clients: [desk.client("Finance").unwrap(), desk.client("Sales").unwrap()].into(),
        ..Scope::default()
    };
    assert_eq!(difference(&before, after), [Change::Scope(before.scope.clone(), both)]);
    assert_ne!(signature(&desk.desk, &before).terms, signature(&desk.desk, after).terms);
    // The first version is for Finance as it was.
    assert_eq!(desk.desk.agreement(id).unwrap().versions[&1].scope, before.scope);
}

#[test]
fn a_scope_of_one_is_written_as_it_always_was_and_one_of_several_comes_back() {
    let (client, other) = (ClientId::from_parts(1, 1), ClientId::from_parts(1, 2));
    let service = ServiceId::from_parts(1, 3);
    let event = |scope: Scope| Event {
        stamp: Stamp { ms: 0, count: 0, node: 1 },
        at: Moment(0),
        actor: None,
        source: Source::Live,
        fact: Fact::Agreement(AgreementFact::Version(2, Term::Scope(scope))),
    };
    for (scope, written) in [
        (Scope::default(), "\"g.for\",[2,null,null]".to_owned()),
        (Scope::one(Some(client), None), format!("\"g.for\",[2,\"{client}\",null]")),
        (Scope::one(Some(client), Some(service)), format!("\"g.for\",[2,\"{client}\",\"{service}\"]")),
        (
            Scope { clients: [client, other].into(), services: [service].into() },
            format!("\"g.for-any\",[2,[\"{client}\",\"{other}\"],[\"{service}\"]]"),
        ),
        (
            Scope { clients: [client, other].into(), ..Scope::default() },
            format!("\"g.for-any\",[2,[\"{client}\",\"{other}\"],[]]"),
        ),
    ] {
        let events = vec![event(scope)];
        let text = encode(&events).unwrap();
        assert!(text.contains(&written), "{text}");
        assert_eq!(decode(&text).unwrap(), events);
    }
}

#[test]
fn a_request_knows_which_agreements_were_passed_over() {
    let mut desk = Desk::new();
    let sales = agree(&mut desk, &["Sales", "HR"], &[]);
    let draft = desk.save(None, desk.draft_for("Finance", 4));
    let everybody = agree(&mut desk, &[], &[]);
    let request = desk.raise_for("Finance");
    let over = |desk: &Desk| passed_over(&desk.desk, desk.desk.request(request).unwrap());
    let clients = [desk.client("Sales").unwrap(), desk.client("HR").unwrap()];
    // Finance was one name when the draft named it, and one client: the draft is the narrowest and tried first.
    let wanted = vec![(draft, Passed::NotInForce), (sales, Passed::OfClients(clients.into()))];
    assert_eq!(over(&desk), wanted);
    assert!(desk.desk.request(request).unwrap().is_measured_by(everybody));
    // Once the draft is in force the list tells another tale: nothing is said of then.
    desk.now = desk.now + Span::hours(1);
    desk.act(Edit::EndAgreement { id: everybody, keeps_clocks: true }).unwrap();
    assert_eq!(over(&desk), []);
}

#[test]
fn what_is_not_included_is_a_term_like_the_others() {
    let mut desk = Desk::new();
    let note = |text: &str| Note::new(text).unwrap();
    let id = agree(&mut desk, &["Finance"], &[]);
    let bare = signature(&desk.desk, desk.newest(id).1);
    let (mut draft, _) = desk.opened(id);
    draft.terms.excludes = [(1, note("Work of the same day")), (2, note("Printing"))].into();
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    let first = desk.newest(id).1.clone();
    assert_ne!(signature(&desk.desk, &first).terms, bare.terms);
    let (mut draft, _) = desk.opened(id);
    draft.terms.excludes = [(1, note("Work needed the same day")), (3, note("Translations"))].into();
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    let (number, second) = desk.newest(id);
    assert_eq!(number, 3);
    let change =
        |before: Option<&str>, after: Option<&str>| Change::Excludes(before.map(note), after.map(note));
    assert_eq!(
        difference(&first, second),
        [
            change(Some("Work of the same day"), Some("Work needed the same day")),
            change(Some("Printing"), None),
            change(None, Some("Translations")),
        ]
    );
    let events: Vec<Event> = [Some(note("Printing")), None]
        .into_iter()
        .zip(0..)
        .map(|(text, count)| Event {
            stamp: Stamp { ms: 0, count, node: 1 },
            at: Moment(0),
            actor: None,
            source: Source::Live,
            fact: Fact::Agreement(AgreementFact::Version(1, Term::Excludes(2, text))),
        })
        .collect();
    assert_eq!(decode(&encode(&events).unwrap()).unwrap(), events);
}

#[test]
fn the_slider_goes_over_what_people_say() {
    let id = RequestId::from_parts(1, 1);
    let minutes = |n: i64| Span::minutes(n);
    // Nothing needed: five minutes, the least that is said.
    assert_eq!(amounts(&[]), [minutes(5)]);
    // 64 minutes were needed at most; a quarter more is 80: by fives to the hour, then by quarters to 90.
    let steps = amounts(&[(minutes(10), id), (minutes(64), id)]);
    let wanted: Vec<Span> = (1..=12).map(|n| minutes(5 * n)).chain([minutes(75), minutes(90)]).collect();
    assert_eq!(steps, wanted);
    // A year is not gone over by the hour: six hundred steps are enough.
    assert_eq!(amounts(&[(Span::days(365), id)]).len(), 600);
}
