//! A file is looked at: how it is cut into cells, what its columns mean, in which zone and order its times are written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/importing.rs"]
mod importing;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use importing::*;
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::text::Title;
use inhouse::store::sheet::{
    DateOrder, Kind, Mapping, MappingFault, Meaning, PinChoice, PlanFault, Reason, Role, Shape, SheetFault,
    Standing, Table, fit, guess, plan,
};

#[test]
fn a_spreadsheets_file_with_semicolons_quotes_and_line_breaks_reads() {
    let text = "\u{feff}Title;Created;Description\r\n\r\n\"Fix; the \"\"export\"\"\";01.02.2026 10:00;\"two\r\nlines\"\r\nAccess;02.02.2026;\r\n";
    let table = Table::parse(text).unwrap();
    assert_eq!(table.delimiter(), ';');
    assert_eq!(table.headers(), ["Title", "Created", "Description"]);
    assert_eq!(table.len(), 2);
    assert_eq!((table.cell(0, 0), table.cell(0, 2)), ("Fix; the \"export\"", "two\r\nlines"));
    assert_eq!((table.cell(1, 0), table.cell(1, 2), table.cell(1, 9)), ("Access", "", ""));
    assert_eq!((table.line(0), table.line(1)), (3, 5));
    assert_eq!(table.column("CREATED"), Some(1));
}

#[test]
fn any_of_four_delimiters_is_found_and_a_spreadsheets_own_line_settles_it() {
    for (text, expected) in [
        ("a,b;x\n1,2;3\n", ','),
        ("a;b,x;c\n1;2;3\n", ';'),
        ("a\tb, c\n1\t2\n", '\t'),
        ("a|b\n1|2\n", '|'),
        ("sep=;\na;b,c\n1;2,3\n", ';'),
    ] {
        let table = Table::parse(text).unwrap();
        assert_eq!((table.delimiter(), table.len()), (expected, 1), "{text:?}");
    }
    assert_eq!(Table::parse("sep=;\na;b,c\n1;2,3\n").unwrap().line(0), 3);
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    assert_eq!(Table::parse("\u{feff} \n").err(), Some(SheetFault::Empty));
    assert_eq!(Table::parse("PK\u{3}\u{4}word/document").err(), Some(SheetFault::NotText));
    assert_eq!(Table::parse("a letter\nof two lines\n").err(), Some(SheetFault::OneColumn));
    assert_eq!(Table::parse("a,b\n").err(), Some(SheetFault::NoRows));
    let table = Table::parse("date,,date\n1,2,3\n").unwrap();
    assert_eq!(table.headers(), ["date", "#2", "date (2)"]);
}

#[test]
fn a_quote_that_is_never_closed_costs_nothing_but_its_own_row() {
    let text = "id,created,title\n1,2026-01-05,\"24 inch screen\n2,2026-01-06,Chair\n3,2026-01-07,Desk\n";
    let table = Table::parse(text).unwrap();
    assert_eq!(table.len(), 3);
    assert_eq!((table.cell(1, 2), table.line(2)), ("Chair", 4));
    let mut desk = Desk::new();
    let preview = desk.read(text);
    assert_eq!((preview.requests_new, preview.rows_read), (3, 3));
    assert_eq!(preview.faults.len(), 1);
    let fault = &preview.faults[0];
    assert_eq!((fault.line, fault.reason, fault.lost), (2, Reason::OpenQuote, false));
    assert_eq!(desk.request("3").title, Title::new("Desk").ok());
}

#[test]
fn a_help_desk_log_maps_by_itself() {
    let table = Table::parse(LOG).unwrap();
    let mapping = guess(&table);
    assert_eq!(mapping.shape, Shape::Events);
    for (role, column) in [
        (Role::Case, "case"),
        (Role::Time, "timestamp"),
        (Role::Activity, "activity"),
        (Role::Agent, "agent"),
        (Role::Client, "client"),
        (Role::Service, "service"),
        (Role::Priority, "seriousness"),
    ] {
        assert_eq!(mapping.column(role), Some(column));
    }
    let held = fit(&table, &mapping);
    assert_eq!(held.unused, ["service_level", "group"]);
    assert!(held.missing.is_empty() && held.gone.is_empty() && !held.zone_open && !held.order_open);
    let levels: Vec<_> = (1..5).map(|n| format!("Seriousness {n}")).collect();
    let all = format!(
        "case,time,activity,seriousness\n{}",
        levels.iter().map(|l| format!("1,2026-01-01,x,{l}\n")).collect::<String>()
    );
    let mapping = guess(&Table::parse(&all).unwrap());
    let read: Vec<_> = levels.iter().map(|l| mapping.priorities[l]).collect();
    assert_eq!(read, [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent]);
}

#[test]
fn every_activity_of_the_log_is_read_as_its_publisher_means_it() {
    let words = [
        ("Insert ticket", Kind::Raise, false),
        ("Assign seriousness", Kind::Progress, false),
        ("Take in charge ticket", Kind::Acknowledge, true),
        ("Wait", Kind::Wait, false),
        ("Require upgrade", Kind::Progress, true),
        ("Create SW anomaly", Kind::Progress, true),
        ("Schedule intervention", Kind::Progress, true),
        ("Resolve SW anomaly", Kind::Progress, false),
        ("Resolve ticket", Kind::Resolve, false),
        ("RESOLVED", Kind::Resolve, false),
        ("VERIFIED", Kind::Resolve, false),
        ("Closed", Kind::Close, false),
        ("INVALID", Kind::Decline, false),
        ("DUPLICATE", Kind::Merge, false),
    ];
    let rows: String = words.iter().map(|(word, ..)| format!("1,2026-01-01,{word}\n")).collect();
    let mapping = guess(&Table::parse(&format!("case,time,activity\n{rows}")).unwrap());
    for (word, kind, works) in words {
        assert_eq!(mapping.activities[word], Meaning::new(kind, works), "{word}");
    }
}

#[test]
fn a_mapping_is_remembered_and_reports_what_it_no_longer_finds() {
    let table = Table::parse(LOG).unwrap();
    let mut mapping = guess(&table);
    mapping.zone = Some("Europe/Berlin".into());
    mapping.order = DateOrder::MonthFirst;
    mapping.statuses.insert("ok".into(), Standing::Done);
    let text = mapping.to_text();
    assert!(text.len() < 900, "{} characters: {text}", text.len());
    assert_eq!(Mapping::from_text(&text), Ok(mapping.clone()));

    let other = LOG.replace("agent", "worker").replace("Closed", "Archived").replace("Seriousness 4", "S4");
    let held = fit(&Table::parse(&other).unwrap(), &mapping);
    assert_eq!(held.gone, [(Role::Agent, "agent".to_owned())]);
    assert_eq!(held.activities, ["Archived"]);
    assert_eq!(held.priorities, ["S4"]);
    assert!(held.unused.contains(&"worker".to_owned()) && held.missing.is_empty());
    let mut desk = Desk::new();
    let preview = desk.read_as(&other, &mapping, PinChoice::None);
    assert_eq!((preview.requests_new, preview.faults.len()), (2, 0));
    assert_eq!(desk.request("A-1").stage, Stage::Done);

    let timeless = fit(&Table::parse(&LOG.replace("timestamp", "t")).unwrap(), &mapping);
    assert_eq!(timeless.missing, [Role::Time]);
    let zones = |_: &str, _, _| None;
    let table = Table::parse(&LOG.replace("timestamp", "t")).unwrap();
    let refused = plan(&table, &mapping, desk.ledger.desk(), &zones, at("2026-11-22T09:00:00Z"));
    assert_eq!(refused.err(), Some(PlanFault::Missing(vec![Role::Time])));

    let later = text
        .replace("\"acknowledge+\"", "\"levitate\"")
        .replace("\"client\":\"client\"", "\"mood\":\"client\"");
    let read = Mapping::from_text(&later).unwrap();
    assert!(!read.activities.contains_key("Take in charge ticket") && read.column(Role::Client).is_none());
    assert_eq!(Mapping::from_text(&text.replace("\"v\":1", "\"v\":9")), Err(MappingFault::Newer(9)));
    assert_eq!(Mapping::from_text("{}"), Err(MappingFault::Unreadable));
}

#[test]
fn times_without_offset_are_read_in_the_zone_asked_for() {
    // 29 March 2026 is the day the clocks go forward in Berlin.
    let text = "title;raised\nBefore;28.03.2026 12:00\nAfter;29.03.2026 12:00\nNoted;2026-03-29T12:00:00Z\n";
    let table = Table::parse(text).unwrap();
    let mut mapping = guess(&table);
    assert!(fit(&table, &mapping).zone_open);
    let mut desk = Desk::new();
    desk.read(text);
    let raised = |desk: &Desk| desk.by_reference().into_values().map(|(_, r)| r.raised).collect::<Vec<_>>();
    let berlin = ["2026-03-28T11:00:00Z", "2026-03-29T10:00:00Z", "2026-03-29T12:00:00Z"].map(at);
    assert_eq!(raised(&desk), berlin);
    mapping.zone = Some("America/New_York".into());
    assert!(!fit(&table, &mapping).zone_open);
    let mut desk = Desk::new();
    desk.read_as(text, &mapping, PinChoice::None);
    let new_york = ["2026-03-28T16:00:00Z", "2026-03-29T16:00:00Z", "2026-03-29T12:00:00Z"].map(at);
    assert_eq!(raised(&desk), new_york);

    mapping.zone = Some("Mars/Olympus".into());
    let zones = |name: &str, from, to| desk.ports.zones.table(name, from, to);
    let refused = plan(&table, &mapping, desk.ledger.desk(), &zones, desk.ledger.now()).err();
    assert_eq!(refused, Some(PlanFault::UnknownZone("Mars/Olympus".into())));
}

#[test]
fn the_order_of_day_and_month_is_seen_where_it_can_be_and_asked_where_it_cannot() {
    let order = |dates: &[&str]| {
        let rows: String = dates.iter().map(|d| format!("x,{d}\n")).collect();
        let table = Table::parse(&format!("title,raised\n{rows}")).unwrap();
        let mapping = guess(&table);
        (mapping.order, fit(&table, &mapping).order_open)
    };
    assert_eq!(order(&["3/4/2026", "25/4/2026"]), (DateOrder::DayFirst, false));
    assert_eq!(order(&["3/4/2026", "4/25/2026"]), (DateOrder::MonthFirst, false));
    assert_eq!(order(&["3/4/2026", "5/6/2026"]), (DateOrder::DayFirst, true));
    assert_eq!(order(&["3.4.2026", "5.6.2026"]), (DateOrder::DayFirst, false));
    assert_eq!(order(&["4/4/2026", "2026-04-03"]), (DateOrder::DayFirst, false));
    let mut desk = Desk::new();
    desk.read("title,raised\nx,4/25/2026 9:00 AM\ny,5/1/2026 12:30 PM\n");
    let raised: Vec<_> = desk.by_reference().into_values().map(|(_, r)| r.raised).collect();
    assert_eq!(raised, ["2026-04-25T07:00:00Z", "2026-05-01T10:30:00Z"].map(at));
}
