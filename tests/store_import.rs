//! What a person notices of reading a file: what comes in, what is said not to, and that reading it again,
//! longer, mended, or otherwise mapped, puts right what was wrong and doubles nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use inhouse::domain::calendar::Week;
use inhouse::domain::clock::{Basis, ClockKind, End, Target};
use inhouse::domain::edit::{AgreementDraft, Choice, Deed, Edit};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::rank::Rank;
use inhouse::domain::request::{Outcome, Priority, Request, RequestFact, Stage};
use inhouse::domain::text::{Name, Title};
use inhouse::domain::zone::ZoneTable;
use inhouse::store::ledger::{Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, SetClock};
use inhouse::store::ports::ZoneSource;
use inhouse::store::sheet::{
    DateOrder, Kind, Mapping, MappingFault, Meaning, PinChoice, PlanFault, Preview, Reason, Role, Shape,
    SheetFault, Standing, Table, fit, guess, plan, requests_csv,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

struct Zones(BTreeMap<&'static str, Arc<ZoneTable>>);

impl ZoneSource for Zones {
    fn table(&self, name: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
        self.0.get(name).cloned()
    }
    fn here(&self) -> String {
        "UTC".into()
    }
}

fn at(iso: &str) -> Moment {
    Moment(chrono::DateTime::parse_from_rfc3339(iso).expect("an ISO time").timestamp_millis())
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

/// A desk in Berlin, on 22 November 2026.
struct Desk {
    ledger: Ledger,
    memory: Memory,
    ports: Ports,
}

impl Desk {
    fn new() -> Desk {
        let memory = Memory::new();
        let berlin = ("Europe/Berlin", Arc::new(zones::zone("Europe/Berlin")));
        let new_york = ("America/New_York", Arc::new(zones::zone("America/New_York")));
        let ports = Ports {
            kept: Rc::new(memory.clone()),
            clock: Rc::new(SetClock::at(at("2026-11-22T09:00:00Z"))),
            entropy: Rc::new(Counting::from(1)),
            zones: Rc::new(Zones(BTreeMap::from([berlin, new_york]))),
            log: Rc::new(inhouse::store::ports::NoLog),
        };
        let mut desk = Desk { ledger: Ledger::open(ports.clone(), "a"), memory, ports };
        let week = Week::office(&[(9 * 60, 17 * 60)]);
        let zone = "Europe/Berlin".into();
        desk.act(Edit::SetUp { name: name("People"), zone, week, calendar: name("Office") });
        desk
    }

    fn act(&mut self, edit: Edit) {
        self.ledger.act(edit).expect("the desk does it");
    }

    /// An agreement in force since today.
    fn agree(&mut self, called: &str, client: Choice<inhouse::domain::ident::ClientId>) {
        let (calendar, _) = self.ledger.desk().calendars().next().expect("a calendar");
        let target = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).unwrap();
        let targets = Priority::ALL.iter().map(|p| ((ClockKind::Resolution, *p), target)).collect();
        let terms = inhouse::domain::agreement::Version {
            calendar: Some(calendar),
            targets,
            ..inhouse::domain::agreement::Version::default()
        };
        let draft = AgreementDraft {
            name: name(called),
            clients: vec![client],
            services: Vec::new(),
            terms,
            publish: true,
            adopt: false,
            opened: None,
        };
        self.act(Edit::SaveAgreement(None, Box::new(draft)));
    }

    fn look(&self, text: &str) -> Preview {
        let table = Table::parse(text).expect("a table");
        self.plan(&table, &guess(&table)).preview
    }

    fn plan(&self, table: &Table, mapping: &Mapping) -> inhouse::store::sheet::Plan {
        let zones = |name: &str, from, to| self.ports.zones.table(name, from, to);
        plan(table, mapping, self.ledger.desk(), &zones, self.ledger.now()).expect("a plan")
    }

    fn read(&mut self, text: &str) -> Preview {
        let table = Table::parse(text).expect("a table");
        self.read_as(text, &guess(&table), PinChoice::FirstMatch)
    }

    fn read_as(&mut self, text: &str, mapping: &Mapping, pin: PinChoice) -> Preview {
        let plan = self.plan(&Table::parse(text).expect("a table"), mapping);
        let preview = plan.preview.clone();
        let mut members = Vec::new();
        for batch in plan.batches(pin, self.ledger.desk(), 2) {
            members.extend(self.ledger.take_in(batch).expect("it is stored"));
        }
        self.ledger.imported(Deed::default(), members);
        preview
    }

    fn by_reference(&self) -> BTreeMap<String, (RequestId, Request)> {
        let all = self.ledger.desk().requests();
        all.map(|(id, r)| (r.reference.to_string(), (id, r.clone()))).collect()
    }

    fn request(&self, reference: &str) -> Request {
        self.by_reference().remove(reference).unwrap_or_else(|| panic!("no {reference}")).1
    }

    fn client(&self, request: &Request) -> Option<String> {
        request.client.and_then(|id| self.ledger.desk().client_name(id)).map(Name::to_string)
    }

    /// What is there after closing the browser and opening it again.
    fn reloaded(&self) -> Ledger {
        Ledger::open(self.ports.clone(), "a")
    }

    /// Every request as a person sees it: places within a lane are not part of it.
    fn seen(&self) -> BTreeMap<String, (Request, Option<String>)> {
        let seen = |(reference, (_, mut request)): (String, (RequestId, Request))| {
            request.rank = Rank::default();
            let client = self.client(&request);
            (reference, (request, client))
        };
        self.by_reference().into_iter().map(seen).collect()
    }
}

const LOG: &str = "\
case,timestamp,activity,agent,client,product,service,service_level,seriousness,group
A-1,2026-03-02T08:00:00+00:00,Assign seriousness,Ann,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T08:30:00+00:00,Take in charge ticket,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T09:00:00+00:00,Wait,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T10:00:00+00:00,Resolve ticket,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-20T10:00:00+00:00,Closed,Eve,Finance,Payroll,Export,L1,Seriousness 2,G1
A-2,2026-03-03T08:00:00+00:00,Take in charge ticket,Ann,Sales,Payroll,Access,L1,Seriousness 4,G1
A-2,2026-03-03T09:00:00+00:00,Wait,Ann,Sales,Payroll,Access,L1,Seriousness 4,G1
";

// ── the file itself ─────────────────────────────────────────────────────────────────────────

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

// ── the mapping ─────────────────────────────────────────────────────────────────────────────

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

// ── one row an event ────────────────────────────────────────────────────────────────────────

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

fn hour(hour: u32) -> Moment {
    at(&format!("2026-03-02T{hour:02}:00:00Z"))
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

// ── reading again ───────────────────────────────────────────────────────────────────────────

#[test]
fn the_same_file_again_brings_nothing_and_a_longer_one_only_the_rest() {
    let mut desk = Desk::new();
    desk.read(LOG);
    let stored = desk.memory.dump();
    let again = desk.read(LOG);
    assert_eq!((again.requests_new, again.requests_changed, again.rows_new), (0, 0, 0));
    assert!(again.clients.is_empty() && again.services.is_empty());
    assert_eq!(desk.memory.dump(), stored);

    let longer = format!(
        "{LOG}A-2,2026-03-04T08:00:00+00:00,Resolve ticket,Ann,Support,Payroll,Access,L1,Seriousness 1,G1\n\
         A-3,2026-03-04T09:00:00+00:00,Insert ticket,Ann,finance,Payroll,Access,L1,Seriousness 1,G1\n"
    );
    let more = desk.read(&longer);
    assert_eq!((more.requests_new, more.requests_changed, more.rows_new), (1, 1, 2));
    assert_eq!(more.clients, [name("Support")], "finance is Finance");
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.priority), (Stage::Done, Priority::Low));
    assert_eq!(desk.client(&second).as_deref(), Some("Support"));

    let mut other = Desk::new();
    other.read(&longer);
    assert_eq!(other.seen(), desk.seen(), "in two parts as in one");
    let ids = |desk: &Desk| desk.by_reference().into_values().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(&other), ids(&desk));
}

#[test]
fn a_mended_row_puts_right_what_followed_from_the_broken_one() {
    for line in 1..8 {
        let mut lines: Vec<String> = LOG.lines().map(str::to_owned).collect();
        let time = lines[line].split(',').nth(1).unwrap().to_owned();
        lines[line] = lines[line].replace(&time, "31.02.2013");
        let mut desk = Desk::new();
        desk.agree("Everybody", Choice::None);
        let broken = desk.read(&lines.join("\n"));
        assert_eq!(broken.faults.len(), 1);
        let mended = desk.read(LOG);
        assert!(mended.rows_new > 0 && mended.requests_new == 0, "line {line}");
        let mut right = Desk::new();
        right.agree("Everybody", Choice::None);
        right.read(LOG);
        assert_eq!(desk.seen(), right.seen(), "line {line}");
        assert_eq!(desk.look(LOG).rows_new, 0, "line {line}");
        assert_eq!(desk.look(&lines.join("\n")).requests_new, 0, "line {line}");
    }
}

#[test]
fn a_changed_mapping_is_read_as_if_it_had_been_so_from_the_start() {
    let table = Table::parse(LOG).unwrap();
    let (usual, mut other) = (guess(&table), guess(&table));
    other.activities.insert("Take in charge ticket".into(), Meaning::new(Kind::Reply, true));
    other.activities.insert("Wait".into(), Meaning::NOTE);
    other.activities.insert("Closed".into(), Meaning::new(Kind::Withdraw, false));
    other.priorities.insert("Seriousness 2".into(), Priority::Urgent);
    let mut right = Desk::new();
    right.read_as(LOG, &other, PinChoice::None);
    let mut usually = Desk::new();
    usually.read_as(LOG, &usual, PinChoice::None);

    let mut desk = Desk::new();
    desk.read_as(LOG, &usual, PinChoice::None);
    let preview = desk.read_as(LOG, &other, PinChoice::None);
    assert!(preview.corrected > 4, "{preview:?}");
    assert_eq!(desk.seen(), right.seen());
    desk.read_as(LOG, &usual, PinChoice::None);
    assert_eq!(desk.seen(), usually.seen(), "and back");
    desk.read_as(LOG, &other, PinChoice::None);
    assert_eq!(desk.seen(), right.seen(), "and forth");
    assert!(desk.reloaded().desk().requests().eq(desk.ledger.desk().requests()));
}

#[test]
fn an_undone_import_comes_back_when_the_file_is_read_again() {
    let mut desk = Desk::new();
    desk.agree("Everybody", Choice::None);
    desk.agree("Finance first", Choice::New(name("Finance")));
    let agreements: Vec<_> = desk.ledger.desk().agreements_in_order().iter().map(|(id, _)| *id).collect();
    let mapping = guess(&Table::parse(LOG).unwrap());
    desk.read(LOG);
    let before = desk.seen();
    desk.ledger.undo().expect("it can be undone").expect("there is something");
    assert!(desk.by_reference().is_empty());

    let preview = desk.look(LOG);
    assert_eq!((preview.rows_new, preview.requests_changed), (7, 2));
    assert!(preview.restored > 7);
    desk.read(LOG);
    assert_eq!(desk.seen(), before);
    assert_eq!(desk.look(LOG).rows_new, 0);

    // Undone once more, and read with another agreement and another meaning.
    desk.ledger.undo().expect("it can be undone").expect("there is something");
    assert!(desk.by_reference().is_empty());
    let mut other = mapping.clone();
    other.activities.insert("Wait".into(), Meaning::NOTE);
    desk.read_as(LOG, &other, PinChoice::This(agreements[1], 1));
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.waits.len()), (Stage::InProgress, 0));
    let pinned = desk.request("A-1").pinned.unwrap();
    assert_eq!((pinned.0, pinned.1.chosen), (Some((agreements[1], 1)), true));
}

#[test]
fn what_people_did_here_stays_when_the_file_is_read_again() {
    let mut desk = Desk::new();
    desk.read(LOG);
    let (first, second) = (desk.by_reference()["A-1"].0, desk.by_reference()["A-2"].0);
    desk.act(Edit::Change(second, vec![RequestFact::Retitled(Title::new("Access for Ines").unwrap())]));
    desk.act(Edit::Move { id: second, column: Stage::InProgress.into(), index: None });
    desk.act(Edit::Remove(Subject::Request(first)));
    let preview = desk.read(&LOG.replace("A-2,2026-03-03T09:00", "A-2,2026-03-03T10:00"));
    assert_eq!(preview.rows_new, 1, "a wait at another hour is another wait");
    let request = desk.request("A-2");
    assert_eq!(request.title, Title::new("Access for Ines").ok());
    assert_eq!(request.stage, Stage::InProgress);
    assert!(!desk.by_reference().contains_key("A-1"), "removed stays removed");
}

#[test]
fn stopping_between_two_portions_leaves_what_came_in_and_the_rest_can_follow() {
    let mut desk = Desk::new();
    let table = Table::parse(LOG).unwrap();
    let plan = desk.plan(&table, &guess(&table));
    assert_eq!(plan.steps(), 2);
    let mut batches = plan.batches(PinChoice::FirstMatch, desk.ledger.desk(), 1).into_iter();
    desk.ledger.take_in(batches.next().unwrap()).unwrap();
    assert_eq!(desk.by_reference().len(), 1);
    assert_eq!(desk.ledger.desk().clients().count(), 1, "no client without a request");
    assert_eq!(desk.look(LOG).requests_new, 1);
    desk.read(LOG);
    let mut whole = Desk::new();
    whole.read(LOG);
    assert_eq!(desk.seen(), whole.seen());
}

// ── agreements ──────────────────────────────────────────────────────────────────────────────

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

// ── one row a request ───────────────────────────────────────────────────────────────────────

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

// ── out again ───────────────────────────────────────────────────────────────────────────────

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

// ── any log ─────────────────────────────────────────────────────────────────────────────────

const ACTIVITIES: [&str; 9] = [
    "Insert ticket",
    "Assign seriousness",
    "Take in charge ticket",
    "Wait",
    "Require upgrade",
    "Resolve ticket",
    "Closed",
    "INVALID",
    "DUPLICATE",
];

/// A log of three cases: which case, minutes after the row before, which activity, client and priority.
fn logs() -> impl Strategy<Value = Vec<String>> {
    let row = (0..3usize, 0..3i64, 0..ACTIVITIES.len(), 0..3u8, 1..5u8);
    proptest::collection::vec(row, 1..14).prop_map(|rows| {
        let mut minute = 0;
        rows.into_iter()
            .map(|(case, wait, activity, client, grave)| {
                minute += wait;
                let time = format!("2026-03-02T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60);
                let activity = ACTIVITIES[activity];
                format!("P-{case},{time},{activity},Agent {client},Client {client},Seriousness {grave}")
            })
            .collect()
    })
}

fn file(rows: &[String]) -> String {
    format!("case,time,activity,agent,client,seriousness\n{}\n", rows.join("\n"))
}

fn whole_mapping() -> Mapping {
    let rows: Vec<String> = ACTIVITIES
        .iter()
        .enumerate()
        .map(|(i, a)| format!("P-9,2026-01-01,{a},A,C,Seriousness {}", i % 4 + 1))
        .collect();
    guess(&Table::parse(&file(&rows)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_log_read_in_two_parts_or_mended_comes_to_what_it_says(
        rows in logs(),
        broken in proptest::collection::vec(any::<bool>(), 14),
        cut in 0..14usize,
    ) {
        let mapping = whole_mapping();
        let mut whole = Desk::new();
        whole.agree("Everybody", Choice::None);
        let mut desk = Desk::new();
        desk.agree("Everybody", Choice::None);
        whole.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);

        let cut = cut.min(rows.len() - 1) + 1;
        let first: Vec<String> = rows
            .iter()
            .take(cut)
            .zip(&broken)
            .map(|(row, broken)| if *broken { row.replace("2026-03-02T", "2026-02-31T") } else { row.clone() })
            .collect();
        desk.read_as(&file(&first), &mapping, PinChoice::FirstMatch);
        desk.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);
        prop_assert_eq!(desk.seen(), whole.seen());
        let again = desk.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);
        prop_assert_eq!((again.rows_new, again.corrected), (0, 0));
        prop_assert_eq!(desk.seen(), whole.seen());
    }
}
