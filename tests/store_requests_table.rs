//! A table of requests, a row each: in, and out again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/importing.rs"]
mod importing;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use importing::*;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::request::{Outcome, Priority, RequestFact, Stage};
use inhouse::domain::text::Title;
use inhouse::store::sheet::{Reason, requests_csv};

const TABLE: &str = "\
Key;Summary;Reporter;Department;Assignee;Priority;Status;Created;First response;Resolved;Closed;Due date
K-1;Export fails;Ines;Finance;Tom;High;Closed;05.01.2026 09:00;05.01.2026 10:00;06.01.2026 09:00;12.01.2026;07.01.2026
K-2;New badge;Omar;Sales;;Low;In progress;06.01.2026 09:00;;;;
K-3;Night shift list;Ada;Sales;Tom;Medium;Waiting for customer;06.01.2026 09:30;06.01.2026 11:00;;;
K-4;Second badge;Omar;Sales;Tom;Low;Duplicate;06.01.2026 09:05;;;07.01.2026 09:00;
K-5;Free lunch;Omar;Sales;Tom;Highest;Rejected;06.01.2026 09:06;;;07.01.2026 09:00;
K-6;Old thing;;;;;Done;06.01.2026 09:07;;;;
K-7;Gone quiet;;;;;Closed;06.01.2026 09:08;;;09.01.2026 09:00;
";

#[test]
fn a_table_of_requests_comes_in_with_what_is_known_of_their_times() {
    let mut desk = Desk::new();
    let preview = desk.read(TABLE);
    assert_eq!((preview.requests_new, preview.closed_unresolved), (7, 1));
    let faults: Vec<_> = preview.faults.iter().map(|f| (f.line, f.value.as_str(), f.reason)).collect();
    assert_eq!(faults, [(7, "Done", Reason::NoEnd)]);

    let first = desk.request("K-1");
    assert_eq!((first.stage, first.priority), (Stage::Closed, Priority::High));
    assert_eq!(first.answered, Some(at("2026-01-05T09:00:00Z")));
    assert_eq!(first.resolved, [(at("2026-01-06T08:00:00Z"), None)]);
    assert_eq!(first.since, at("2026-01-11T23:00:00Z"));
    assert_eq!(first.promise().map(|p| p.date), Some(at("2026-01-06T23:00:00Z")));
    assert_eq!((first.owner, first.requester), (Some(name("Tom")), Some(name("Ines"))));
    assert_eq!(desk.request("K-2").stage, Stage::InProgress);
    let waiting = desk.request("K-3");
    assert_eq!((waiting.stage, waiting.waits.len()), (Stage::Waiting, 0), "since when is not known");
    assert_eq!(desk.request("K-4").outcome(), Some(Outcome::Merged));
    let declined = desk.request("K-5");
    assert_eq!((declined.stage, declined.priority), (Stage::Declined, Priority::Urgent));
    for reference in ["K-6", "K-7"] {
        assert_eq!(desk.request(reference).outcome(), Some(Outcome::Withdrawn), "{reference}");
    }

    // A week later the same export says more.
    let later = TABLE
        .replace(
            "In progress;06.01.2026 09:00;;;;",
            "Done;06.01.2026 09:00;06.01.2026 12:00;08.01.2026 09:00;;",
        )
        .replace("Done;06.01.2026 09:07;;;;", "Done;06.01.2026 09:07;;10.01.2026 09:00;;");
    assert_eq!(desk.read(&later).requests_changed, 2);
    let mut right = Desk::new();
    right.read(&later);
    assert_eq!(desk.seen(), right.seen());
    assert_eq!(desk.read(&later).requests_changed, 0);
}

#[test]
fn requests_without_a_key_are_told_apart_and_numbered() {
    let text = "title,created,department\nChair,2026-01-05,Sales\nChair,2026-01-06,Sales\nChair,2026-01-05,Sales\n,2026-01-07,\nDesk,,\nLamp,31.02.2026,\n";
    let mut desk = Desk::new();
    let preview = desk.read(text);
    let faults: Vec<_> = preview.faults.iter().map(|f| (f.line, f.reason, f.lost)).collect();
    assert_eq!(
        faults,
        [
            (4, Reason::Repeated(2), true),
            (5, Reason::NoTitle, true),
            (6, Reason::NoTime, true),
            (7, Reason::BadTime, true)
        ]
    );
    assert_eq!(desk.by_reference().into_keys().collect::<Vec<_>>(), ["PEO-1", "PEO-2"]);
    assert_eq!(desk.read(text).requests_changed, 0);
    assert_eq!(desk.by_reference().len(), 2);

    let dates =
        "title,created,resolved\nA,2026-01-05,2026-01-04\nB,2026-01-05,soon\nC,2026-01-05,2027-01-05\n";
    let preview = desk.read(dates);
    let faults: Vec<_> = preview.faults.iter().map(|f| (f.reason, f.lost)).collect();
    assert_eq!(faults, [(Reason::BeforeRaised, false), (Reason::BadTime, false), (Reason::Ahead, false)]);
    assert_eq!(preview.requests_new, 3);
}

#[test]
fn a_title_that_is_too_long_is_shortened_and_kept_whole_in_the_text() {
    let long = "é".repeat(260);
    let mut desk = Desk::new();
    let preview = desk.read(&format!("id,created,title,description\n1,2026-01-05,{long},More\n"));
    assert_eq!((preview.faults.len(), preview.faults[0].reason), (1, Reason::Shortened));
    let request = desk.request("1");
    let title = request.title.unwrap();
    assert_eq!(title.as_str().chars().count(), Title::MOST);
    assert!(title.as_str().ends_with('…'));
    assert_eq!(request.text.as_str(), format!("{long}\n\nMore"));
}

#[test]
fn requests_go_out_as_a_table_that_reads_back_and_holds_no_formula() {
    let mut desk = Desk::new();
    desk.agree("Everybody", Choice::None);
    desk.read(TABLE);
    let (id, _) = desk.by_reference()["K-2"].clone();
    let title = "=HYPERLINK(\"http://evil\",\"Free, \"\"really\"\"\")";
    desk.act(Edit::Change(id, vec![RequestFact::Retitled(Title::new(title).unwrap())]));
    let out = requests_csv(desk.ledger.desk(), desk.ledger.book(), desk.ledger.now());
    assert!(out.lines().next().is_some_and(|l| l.starts_with("reference,title,client,")));
    assert!(out.contains("K-2,\"'=HYPERLINK(\"\"http"), "{out}");
    let reader = csv::Reader::from_reader(out.as_bytes()).into_records();
    let cells: Vec<_> = reader.map(|r| r.expect("RFC 4180")).collect();
    assert_eq!(cells.len(), 7);
    for cell in cells.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    let first = cells.iter().find(|r| &r[0] == "K-1").unwrap();
    assert_eq!((&first[8], &first[10]), ("2026-01-05T08:00:00Z", "2026-01-06T08:00:00Z"));
    assert_eq!((&first[13], &first[14]), ("", "breached"), "8 hours from Monday 9:00 are used up on Monday");

    let mut other = Desk::new();
    let preview = other.read(&out);
    assert_eq!(preview.faults, vec![]);
    let (ours, theirs) = (desk.seen(), other.seen());
    for (reference, (request, client)) in ours {
        let (read, read_client) = &theirs[&reference];
        assert_eq!((&read.title, read_client), (&request.title, &client), "{reference}");
        assert_eq!((read.stage, read.outcome()), (request.stage, request.outcome()), "{reference}");
        assert_eq!((read.raised, &read.resolved), (request.raised, &request.resolved), "{reference}");
        assert_eq!((&read.owner, read.priority), (&request.owner, request.priority), "{reference}");
    }
}
