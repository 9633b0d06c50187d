//! Every decoder, fed with any bytes and with good files gone bad: nothing stops the program, nothing is taken for more
//! than it says, and what does read is read the same when it is written again. `make fuzz` gives each about a minute;
//! the decoders are those of stored values and journals, shards and their deflate, marks of what went for good, values set
//! aside, what the browser remembers for itself, the root, parts of a desk on its way in and lists of an import, backups,
//! tables, calendar files, agreement files and addresses. (The quick line has the same in `domain::quick`, whole desks in `store_fixtures` and `store_bytes`.)
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/minute.rs"]
mod minute;

use bench::*;
use chrono::NaiveDate;
use inhouse::domain::edit::CalendarDraft;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::text::Name;
use inhouse::domain::{agreement::Version, calendar::Hours, calendar::Week};
use inhouse::route::Route;
use inhouse::store::here::{self, Here};
use inhouse::store::key::Keys;
use inhouse::store::key::{HERE, ROOT};
use inhouse::store::ledger::marks_in;
use inhouse::store::one::{self, Carried};
use inhouse::store::sheet::{self, Mapping, Table};
use inhouse::store::wire::v1;
use inhouse::store::{archive, backup, ics, journal, pack};
use minute::minute;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;

const NOW: Moment = Moment(1_794_214_800_000);

/// One thing that may happen to a file on its way.
#[derive(Clone, Debug)]
enum Harm {
    /// A byte becomes another.
    Byte(Index, u8),
    /// The rest is missing.
    Cut(Index),
    /// A piece is missing.
    Gone(Index, Index),
    /// A piece is there twice, the second time elsewhere.
    Twice(Index, Index, Index),
    /// Something that means something somewhere is put in.
    Put(Index, &'static str),
}

/// What means something to one of the decoders.
const TOKENS: &[&str] = &[
    "\"",
    "\\u0000",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    "\t",
    "\r\n",
    "\n ",
    "\u{feff}",
    "\u{0}",
    "\u{d7ff}",
    "é",
    "日",
    "null",
    "-1",
    "1e999",
    "99999999999999999999",
    "0.5",
    "2026-02-30",
    "9999-12-31T23:59:60Z",
    "2026-10-25T02:30",
    "RRULE:FREQ=YEARLY;COUNT=4294967295",
    "DURATION:P99999999W",
    "DTSTART;VALUE=DATE:99991231",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "INTERVAL=0",
    "%",
    "%ff",
    "&q=",
    "#/",
    "?",
    "=",
    "\"v\":2",
    "\"raw\"",
    "inhouse/a/r/",
];

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        any::<Index>().prop_map(Harm::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Harm::Gone(a, b)),
        (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(a, b, to)| Harm::Twice(a, b, to)),
        (any::<Index>(), proptest::sample::select(TOKENS)).prop_map(|(at, token)| Harm::Put(at, token)),
    ]
}

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    proptest::collection::vec(harm(), 1..6)
}

/// The text after all that, as a program gets it: what is no text any more has marks in the place of it.
fn harmed(good: &str, harms: &[Harm]) -> String {
    let mut bytes = good.as_bytes().to_vec();
    for harm in harms {
        let at = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
        match harm {
            Harm::Byte(index, byte) if !bytes.is_empty() => {
                let place = index.index(bytes.len());
                bytes[place] = *byte;
            }
            Harm::Byte(_, byte) => bytes.push(*byte),
            Harm::Cut(index) => bytes.truncate(at(index, &bytes)),
            Harm::Gone(a, b) => {
                let (a, b) = (at(a, &bytes), at(b, &bytes));
                bytes.drain(a.min(b)..a.max(b));
            }
            Harm::Twice(a, b, to) => {
                let (a, b, to) = (at(a, &bytes), at(b, &bytes), at(to, &bytes));
                let piece: Vec<u8> = bytes[a.min(b)..a.max(b)].iter().copied().take(2_000).collect();
                bytes.splice(to..to, piece);
            }
            Harm::Put(index, token) => {
                let place = at(index, &bytes);
                bytes.splice(place..place, token.bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Any bytes, as a program gets them.
fn noise() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<u8>(), 0..400)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// What version 0.1.0 stored of a desk.
fn stored() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("fixtures/v1/desk.json")).unwrap()
}

/// The stored values whose key has this in it.
fn values(kind: &str) -> Vec<String> {
    stored().into_iter().filter(|(key, _)| key.contains(kind)).map(|(_, value)| value).collect()
}

const CALENDARS: &[&str] = &[
    include_str!("oracle/ics/belgium.ics"),
    include_str!("oracle/ics/google.ics"),
    include_str!("oracle/ics/government.ics"),
    include_str!("oracle/ics/outlook.ics"),
];

const TABLES: &[&str] = &[
    "case,timestamp,activity,agent,client,service,seriousness\n\
A-1,2026-11-02T08:00:00+00:00,Assign seriousness,Ann,Finance,Export,Seriousness 2\n\
A-1,2026-11-02T10:00:00+00:00,Resolve ticket,Ben,Finance,Export,Seriousness 2\n\
A-2,2026-11-09T08:00:00+00:00,Wait,Ann,Sales,Export,Seriousness 4\n",
    "\u{feff}Reference;Title;Client;Priority;Raised;Done;Status;Owner\r\n\
\"PEO-1\";\"Overtime; \"\"October\"\"\";Finance;High;02.11.2026 09:00;03.11.2026 17:00;Done;Mila\r\n\
PEO-2;\"Two\r\nlines\";Sales;Low;25.10.2026 02:30;;In progress;\r\n",
    "id\tcreated\tsummary\tstatus\n1\t11/02/2026 8:00 AM\tA chair\topen\n2\t13/02/2026\tA desk\tclosed\n",
];

const ADDRESSES: &[&str] = &[
    "#/board?clock=late&q=%C3%9Cberstunden+%26&view=table&lanes=client",
    "#/request/01ARZ3NDEKTSV4RRFFQ69G5FAV/decline",
    "#/survey/01ARZ3NDEKTSV4RRFFQ69G5FAV/9",
    "#/settings/templates",
    "#/triage/01ARZ3NDEKTSV4RRFFQ69G5FAV",
];

fn agreement() -> Carried {
    let name = |text: &str| Name::new(text).unwrap();
    let hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    Carried {
        name: name("Sales \u{2013} Payroll"),
        clients: vec![name("Sales"), name("Support")],
        services: Vec::new(),
        terms: Version::default(),
        hours: CalendarDraft {
            name: name("Usual"),
            zone: "Europe/Brussels".into(),
            hours,
            layers: std::collections::BTreeSet::new(),
            opens: Default::default(),
            files: Default::default(),
            opened: None,
        },
        support: None,
        offices: Default::default(),
    }
}

/// A record or a journal that reads is the same when it is written and read again.
fn is_read_as_it_is_written(text: &str) -> Result<(), TestCaseError> {
    if let Ok(events) = v1::decode(text)
        && let Ok(again) = v1::encode(&events)
    {
        prop_assert_eq!(v1::decode(&again), Ok(events));
    }
    if let Ok(batch) = journal::decode(text)
        && let Ok(again) = journal::encode(&batch)
    {
        prop_assert_eq!(journal::decode(&again), Ok(batch));
    }
    Ok(())
}

/// A table, the way it is read, what it would bring: whatever it is.
fn is_looked_at(text: &str) -> Result<(), TestCaseError> {
    let Ok(table) = Table::parse(text) else { return Ok(()) };
    for row in 0..table.len() {
        for column in 0..=table.headers().len() {
            let _ = (table.cell(row, column), table.line(row), table.torn(row));
        }
    }
    let mapping = sheet::guess(&table);
    prop_assert_eq!(Mapping::from_text(&mapping.to_text()).ok(), Some(mapping.clone()));
    let bench = Bench::new();
    let ledger = bench.desk();
    let zones = |name: &str, from, to| ledger.ports().zones.table(name, from, to);
    let Ok(plan) = sheet::plan(&table, &mapping, ledger.desk(), &zones, NOW) else { return Ok(()) };
    let seen = &plan.preview;
    prop_assert!(seen.rows == table.len() && seen.rows_read <= seen.rows && seen.rows_new <= seen.rows_read);
    prop_assert!(seen.requests_new + seen.requests_changed <= seen.requests);
    Ok(())
}

fn is_a_calendar_of_days(text: &str) -> Result<(), TestCaseError> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let Some(file) = ics::read(text, today) else { return Ok(()) };
    prop_assert!(file.days.len() <= ics::MOST_DAYS);
    let lines = text.split(['\r', '\n']).count();
    for fault in &file.faults {
        prop_assert!((1..=lines).contains(&fault.line), "line {} of {lines}", fault.line);
    }
    for day in &file.days {
        if let ics::When::Rule(rule, _) = day.when {
            let _ = (2025..=2036).map(|year| rule.in_year(year)).collect::<Vec<_>>();
        }
    }
    Ok(())
}

fn is_an_address(text: &str) -> Result<(), TestCaseError> {
    let route = Route::parse(text);
    prop_assert_eq!(Route::parse(&route.to_string()), route);
    Ok(())
}

proptest! {
    #![proptest_config(minute(64, 100_000))]

    /// Any bytes, to all of them.
    #[test]
    fn any_bytes(text in noise()) {
        is_read_as_it_is_written(&text)?;
        is_looked_at(&text)?;
        is_a_calendar_of_days(&text)?;
        is_a_calendar_of_days(&["BEGIN:VCALENDAR\n", &text].concat())?;
        is_an_address(&text)?;
        let _ = (archive::events(&text), archive::decode(&text), pack::unpack(&text));
        let _ = (backup::read(&text), Mapping::from_text(&text), Keys::of("a").read(&text));
        let _ = (marks_in(&text), here::read(&text));
        prop_assert!(one::read(&text).is_err());
    }
}

proptest! {
    #![proptest_config(minute(64, 560_000))]

    #[test]
    fn stored_records(good in proptest::sample::select(values("inhouse/a/r/")), harms in harms()) {
        is_read_as_it_is_written(&harmed(&good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(64, 580_000))]

    #[test]
    fn stored_things_that_are_no_requests(
        good in proptest::sample::select([values("/t"), values("/c/"), values("/g/"), values("/s/"), values("/k/")].concat()),
        harms in harms(),
    ) {
        is_read_as_it_is_written(&harmed(&good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(64, 640_000))]

    #[test]
    fn journals(good in proptest::sample::select(values("/j/")), harms in harms()) {
        is_read_as_it_is_written(&harmed(&good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(64, 80_000))]

    /// What is pressed is there again; what was changed afterwards is noticed.
    #[test]
    fn pressed_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..3_000), harms in harms()) {
        let text = pack::pack(&bytes);
        let whole = pack::unpack(&text);
        prop_assert_eq!(whole.as_ref(), Ok(&bytes));
        // A letter after the end of the stream means nothing.
        let found = pack::unpack(&harmed(&text, &harms));
        prop_assert!(found.is_err() || found == Ok(bytes));
    }
}

proptest! {
    #![proptest_config(minute(64, 195_000))]

    /// A shard that was changed where it lies is noticed; one that was made of changed records reads or does not.
    #[test]
    fn shards(good in proptest::sample::select(values("/z/")), harms in harms()) {
        let mut shard = archive::decode(&good).unwrap();
        let found = archive::decode(&harmed(&good, &harms));
        prop_assert!(found.as_ref().is_ok_and(|found| *found == shard) || found.is_err());
        for record in shard.values_mut() {
            *record = harmed(record, &harms);
        }
        let _ = archive::events(&archive::encode(&shard));
    }
}

/// What is no record: the values that say what becomes of a desk, each with the store it lies in.
fn beside_records() -> Vec<(&'static str, String)> {
    const LEAVING: &str = include_str!("fixtures/v1/leaving.json");
    const SWITCHED: &str = include_str!("fixtures/v1/switched.json");
    let mut out = Vec::new();
    for text in [LEAVING, SWITCHED] {
        let stored: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
        let beside = stored
            .into_keys()
            .filter(|key| key == ROOT || !key.starts_with("inhouse/a/") || key.ends_with("/d"));
        out.extend(beside.map(|key| (text, key)));
    }
    out.extend([HERE, "inhouse/a/x/0", "inhouse/here/x/0"].map(|key| (LEAVING, key.to_owned())));
    out
}

/// A value of such a key, where the store has none of its own.
fn usual(key: &str) -> &'static str {
    match key {
        HERE => "{\"theme\":\"dark\",\"backup\":\"1794474000000\"}",
        _ => {
            "{\"key\":\"inhouse/a/t\",\"cause\":\"cut\",\"value\":\"{\\\"v\\\":1,\\\"b\\\":0,\\\"n\\\":[],\\\"a\\\":[],\\\"e\\\":[]}\"}"
        }
    }
}

proptest! {
    #![proptest_config(minute(32, 9_000))]

    /// Marks, a value set aside, the root, what the browser remembers, parts of a desk on its way in, lists of an import on
    /// its way out: whatever they are, a desk opens, is worked on, and is the same when it is opened again.
    #[test]
    fn values_that_are_no_records((text, key) in proptest::sample::select(beside_records()), harms in harms()) {
        let mut stored: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
        let good = stored.get(&key).cloned().unwrap_or_else(|| usual(&key).to_owned());
        let bad = harmed(&good, &harms);
        if let Ok(map) = here::read(&bad) {
            prop_assert_eq!(here::read(&serde_json::Value::Object(map.clone()).to_string()), Ok(map));
        }
        stored.insert(key.clone(), bad);
        let bench = Bench::new();
        // After these were stored.
        bench.clock.set(THURSDAY_9 + Span::days(202));
        bench.memory.fill(stored);
        let mut ledger = bench.open();
        let _ = (ledger.set_aside(), ledger.retry());
        Here::new(std::rc::Rc::new(bench.memory.clone())).set("theme", Some("light"));
        if ledger.act(request("Goes on", "A new client")).is_ok() {
            let ids = ledger.purgeable();
            let _ = (ledger.purge(&ids), ledger.tidy());
            let again = bench.open();
            prop_assert_eq!(again.desk(), ledger.desk());
        }
    }
}

proptest! {
    #![proptest_config(minute(64, 29_000))]

    #[test]
    fn tables(good in proptest::sample::select(TABLES), harms in harms()) {
        is_looked_at(&harmed(good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(64, 180_000))]

    #[test]
    fn calendar_files(good in proptest::sample::select(CALENDARS), harms in harms()) {
        is_a_calendar_of_days(&harmed(good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(64, 83_000))]

    /// The file of an agreement reads as what was written, or not at all.
    #[test]
    fn agreement_files(harms in harms()) {
        let good = one::write(&agreement(), NOW).unwrap();
        let whole = one::read(&good).unwrap();
        if let Ok(found) = one::read(&harmed(&good, &harms)) {
            prop_assert_eq!(found, whole);
        }
    }
}

proptest! {
    #![proptest_config(minute(64, 290_000))]

    #[test]
    fn addresses(good in proptest::sample::select(ADDRESSES), harms in harms()) {
        is_an_address(&harmed(good, &harms))?;
    }
}

proptest! {
    #![proptest_config(minute(32, 6_400))]

    /// A backup, and the file a stopped page writes: taken in as far as it reads, the desk is one that can be worked with.
    #[test]
    fn backups(harms in harms()) {
        let keys = Keys::of("a");
        let whole = backup::write(&keys, &stored(), NOW);
        let raw = serde_json::json!({ "inhouse": "raw", "at": "2026-12-22T10:40:00.000Z", "keys": stored() });
        for file in [whole, raw.to_string()] {
            let Ok(found) = backup::read(&harmed(&file, &harms)) else { continue };
            let bench = Bench::new();
            bench.clock.set(NOW);
            let mut ledger = bench.open();
            if ledger.take_in(found.records).is_ok() {
                let _ = ledger.act(request("Goes on", "A new client"));
                let again = bench.open();
                prop_assert_eq!(again.desk(), ledger.desk());
            }
        }
    }
}
