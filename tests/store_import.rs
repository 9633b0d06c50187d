//! A log of activities becomes requests with their history: what comes in, and what is said not to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/importing.rs"]
mod importing;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use importing::*;
use inhouse::domain::clock::End;
use inhouse::domain::edit::Choice;
use inhouse::domain::ident::Subject;
use inhouse::domain::request::{Outcome, Priority, Request, Stage};
use inhouse::domain::text::{Name, Title};
use inhouse::store::sheet::{PinChoice, Reason, Table, guess};

#[test]
fn a_log_becomes_requests_with_their_history_and_survives_a_reload() {
    let mut desk = Desk::new();
    let preview = desk.look(LOG);
    assert_eq!((preview.requests_new, preview.rows_new, preview.rows), (2, 7, 7));
    assert_eq!(preview.clients, [name("Finance"), name("Sales")]);
    assert_eq!(preview.services, [name("Access"), name("Export")]);
    assert_eq!(preview.stages, [(Stage::Waiting, 1), (Stage::Closed, 1)]);
    assert_eq!(preview.span, Some((at("2026-03-02T08:00:00Z"), at("2026-03-20T10:00:00Z"))));
    assert_eq!(preview.activities[1], ("Closed".to_owned(), 1));
    assert_eq!(desk.by_reference().len(), 0, "looking takes nothing in");
    assert_eq!(desk.read(LOG), preview);

    let first = desk.request("A-1");
    assert_eq!(first.title, Title::new("Payroll A-1").ok());
    assert_eq!(desk.client(&first).as_deref(), Some("Finance"));
    assert_eq!((first.priority, first.stage), (Priority::Normal, Stage::Closed));
    assert_eq!(first.raised, at("2026-03-02T08:00:00Z"));
    assert_eq!(first.acknowledged, Some(at("2026-03-02T08:30:00Z")));
    assert_eq!(first.answered, None);
    assert_eq!(first.resolved, [(at("2026-03-02T10:00:00Z"), None)]);
    let wait = first.waits[0];
    assert_eq!((wait.from, wait.to), (at("2026-03-02T09:00:00Z"), Some(at("2026-03-02T10:00:00Z"))));
    assert_eq!(first.owner, Some(name("Ben")), "who closes it does not own it");
    assert_eq!(first.outcome(), Some(Outcome::Done));
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.priority), (Stage::Waiting, Priority::Urgent));
    assert!(second.waiting().is_some() && second.imported);
    assert_eq!(second.acknowledged, Some(second.raised), "it begins with being taken in charge");

    let again = desk.reloaded();
    assert!(again.damage().is_empty());
    assert!(again.desk().requests().eq(desk.ledger.desk().requests()));
}

/// The request a list of activities, an hour apart from 8:00, comes to.
fn told(activities: &[&str]) -> Request {
    let rows = activities.iter().enumerate();
    let rows: String = rows.map(|(i, a)| format!("X,2026-03-02T{:02}:00:00Z,{a}\n", 8 + i)).collect();
    let mut desk = Desk::new();
    let preview = desk.read(&format!("case,time,activity\n{rows}"));
    assert_eq!((preview.rows_new, preview.faults.len()), (activities.len(), 0));
    desk.request("X")
}

#[test]
fn resolutions_reopenings_and_ends_follow_the_log() {
    let twice = told(&["Take in charge", "Resolve ticket", "Assign seriousness", "RESOLVED", "Closed"]);
    assert_eq!(twice.resolved, [(hour(9), None)]);
    assert_eq!(twice.stage, Stage::Closed);

    let again = told(&["Take in charge", "Resolve ticket", "Closed", "Require upgrade", "Resolve ticket"]);
    assert_eq!(again.resolved, [(hour(9), Some(hour(11))), (hour(12), None)]);
    assert_eq!(again.stage, Stage::Done);

    let waits = told(&["Wait", "Wait", "Assign seriousness", "Resolve ticket", "Wait"]);
    assert_eq!(waits.waits.len(), 2);
    assert_eq!((waits.waits[0].from, waits.waits[0].to), (hour(8), Some(hour(10))));
    assert_eq!((waits.waits[1].from, waits.waits[1].to), (hour(12), None));
    assert_eq!((waits.stage, waits.resolved.as_slice()), (Stage::Waiting, &[(hour(11), Some(hour(12)))][..]));

    let declined = told(&["Take in charge", "Resolve ticket", "INVALID", "Closed", "VERIFIED"]);
    assert_eq!((declined.stage, declined.ended), (Stage::Declined, Some((hour(10), End::Declined))));
    assert_eq!(declined.resolved, [(hour(9), Some(hour(10)))]);

    let merged = told(&["VERIFIED", "DUPLICATE", "Resolve ticket", "Closed"]);
    assert_eq!((merged.stage, merged.outcome()), (Stage::Closed, Some(Outcome::Merged)));
    assert_eq!(merged.resolved, [(hour(8), Some(hour(9)))]);
    assert_eq!(merged.acknowledged, Some(hour(9)), "a duplicate is an answer");

    let taken_up = told(&["INVALID", "Take in charge", "Resolve ticket"]);
    assert_eq!((taken_up.stage, taken_up.ended), (Stage::Done, None));

    let progress = told(&["Insert ticket", "Assign seriousness", "Resolve SW anomaly"]);
    assert_eq!((progress.stage, progress.acknowledged, progress.answered), (Stage::New, None, None));
    assert_eq!(told(&["Insert ticket", "Reply to customer"]).answered, Some(hour(9)));
}

#[test]
fn a_case_closed_without_a_resolution_is_over_and_counts_as_none() {
    let closed = told(&["Take in charge", "Wait", "Closed", "Assign seriousness"]);
    assert_eq!((closed.stage, closed.outcome()), (Stage::Closed, Some(Outcome::Withdrawn)));
    assert!(closed.resolved.is_empty());
    assert_eq!(closed.waits[0].to, Some(hour(10)));
    let preview = Desk::new().look("case,time,activity\n1,2026-01-05,Wait\n1,2026-01-06,Closed\n");
    assert_eq!(preview.closed_unresolved, 1);
}

#[test]
fn events_of_equal_time_keep_the_order_of_the_file() {
    let text = "case,time,activity\n1,2026-01-05T08:00:00Z,Take in charge\n1,2026-01-05T09:00:00Z,Resolve ticket\n1,2026-01-05T09:00:00Z,Take in charge\n1,2026-01-05T09:00:00Z,Wait\n";
    let mut desk = Desk::new();
    desk.read(text);
    assert_eq!(desk.request("1").stage, Stage::Waiting);
    let text = text.replace("Wait\n", "Resolve ticket\n");
    let mut desk = Desk::new();
    desk.read(&text);
    assert_eq!(desk.request("1").stage, Stage::Done);
    assert_eq!(desk.look(&text).rows_new, 0);
}

#[test]
fn rows_that_cannot_be_read_are_listed_with_their_line_and_lose_nothing_else() {
    let long = "x".repeat(130);
    let broken = LOG
        .replacen("A-1,2026-03-02T08:30:00+00:00", "A-1,31.02.2013", 1)
        .replacen("A-1,2026-03-02T09:00:00+00:00", ",2026-03-02T09:00:00+00:00", 1)
        .replacen("A-1,2026-03-20T10:00:00+00:00", "A-1,", 1)
        .replacen("A-2,2026-03-03T08:00:00+00:00", "A-2,2036-03-03T08:00:00+00:00", 1)
        .replacen("Sales,Payroll,Access,L1,Seriousness 4,G1\n", &format!("{long},Payroll,Access\n"), 2);
    let mut desk = Desk::new();
    let preview = desk.read(&broken);
    let listed: Vec<_> = preview
        .faults
        .iter()
        .map(|f| (f.line, f.column.as_str(), f.value.as_str(), f.reason, f.lost))
        .collect();
    let long = long.get(..80).unwrap();
    assert_eq!(
        listed,
        [
            (3, "timestamp", "31.02.2013", Reason::BadTime, true),
            (4, "case", "", Reason::NoCase, true),
            (6, "timestamp", "", Reason::NoTime, true),
            (7, "timestamp", "2036-03-03T08:00:00+00:00", Reason::Ahead, true),
            (8, "client", long, Reason::Shortened, false),
        ]
    );
    assert_eq!((preview.rows, preview.rows_read, preview.requests_new), (7, 3, 2));
    assert_eq!(desk.request("A-1").stage, Stage::Done);
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.priority), (Stage::Waiting, Priority::Normal));
    assert_eq!(desk.client(&second).map(|c| c.len()), Some(Name::MOST));
}

#[test]
fn a_history_is_measured_by_the_first_agreement_that_fits_as_if_it_had_been_in_force() {
    let mut desk = Desk::new();
    desk.agree("Everybody", Choice::None);
    desk.agree("For Sales", Choice::New(name("Sales")));
    let called = |desk: &Desk, reference: &str| {
        let (agreement, why) = desk.request(reference).pinned.expect("pinned");
        let agreement = desk.ledger.desk().agreement(agreement.unwrap().0).unwrap();
        (agreement.name.clone().unwrap().to_string(), why.client, why.chosen)
    };
    let moved = LOG.replace("Wait,Ann,Sales", "Wait,Ann,Marketing");
    desk.read(&moved);
    assert_eq!(called(&desk, "A-1"), ("Everybody".to_owned(), false, false));
    assert_eq!(
        called(&desk, "A-2"),
        ("Everybody".to_owned(), false, false),
        "its latest client is Marketing"
    );
    let log = desk.ledger.desk().log(Subject::Request(desk.by_reference()["A-1"].0));
    assert_eq!(log[1].at, at("2026-03-02T08:00:00Z"), "the pin is an event of the import");

    let mut desk = Desk::new();
    desk.agree("Everybody", Choice::None);
    desk.agree("For Sales", Choice::New(name("Sales")));
    let mapping = guess(&Table::parse(LOG).unwrap());
    desk.read_as(LOG, &mapping, PinChoice::None);
    assert_eq!(desk.request("A-2").pinned, None);
    assert_eq!(desk.look(LOG).rows_new, 0);
    desk.read(LOG);
    assert_eq!(called(&desk, "A-2"), ("For Sales".to_owned(), true, false), "asked again, it gets one");
    let (everybody, _) = desk.ledger.desk().agreements_in_order()[1];
    desk.read_as(LOG, &mapping, PinChoice::This(everybody, 1));
    assert_eq!(called(&desk, "A-2"), ("For Sales".to_owned(), true, false), "and keeps it");
}
