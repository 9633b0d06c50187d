//! Every fact this program can write is in a fixture that was stored once and is never edited, and reads as what was
//! written by hand beside it (`support/every_code.rs`).
//!
//! `tests/fixtures/v1/every-code.json` is a whole store, with every kind of key: records, a shard, the journal of a tab
//! that was gone before its record was written, marks of what went for good, a value set aside, this device's settings,
//! parts of a desk that nobody finished and the list of an import nobody settled. `switched.json` was left by a tab that
//! was gone while a desk took the place of another, `leaving.json` by one that was gone while an import went out again.
//!
//! A new code is frozen in a *new* file: its facts in a list of their own in `every_code::FROZEN`, written by hand, and
//! its stored form once, through the encoder (`INHOUSE_FREEZE=1`). A test below names the codes that are in no file yet.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/every_code.rs"]
mod every_code;

use bench::*;
use every_code::{BEGAN, agreement, client, request};
use inhouse::domain::fact::{Event, Fact};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Priority, Stage};
use inhouse::store::here::Here;
use inhouse::store::key::{Keys, Named};
use inhouse::store::ledger::Ledger;
use inhouse::store::wire::{WireFault, v1};
use inhouse::store::{archive, journal, pack};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

type Stored = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1")
}

fn fixtures() -> Vec<(String, Stored)> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    json.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), serde_json::from_str(&text).unwrap())
    })
    .collect()
}

fn fixture(name: &str) -> Stored {
    let found = fixtures().into_iter().find(|(file, _)| file == name);
    found.unwrap_or_else(|| panic!("{name} is not there: INHOUSE_FREEZE=1 stores it, once")).1
}

/// Opens it an hour after it was stored.
fn open(stored: Stored) -> (Bench, Ledger) {
    let bench = Bench::new();
    bench.clock.set(FROZEN + Span::hours(1));
    bench.memory.fill(stored);
    let ledger = bench.open();
    (bench, ledger)
}

/// 2027-06-01 09:00 UTC: when these were stored.
const FROZEN: Moment = Moment(1_811_840_400_000);

/// The title of the request of all facts.
const RAISED: &str = "Payslip of \u{d8}rsted \u{2013} \u{65e5}\u{672c} \u{1f4b6}";

/// Every code that the program's own decoder knows: of all texts in quotes in the sources of the wire format those that
/// are not read as something unknown.
fn known_codes() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/wire");
    let sources = std::fs::read_dir(folder).unwrap();
    let text: String = sources.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let is_code = |word: &&str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-')
    };
    let words: BTreeSet<&str> = text.lines().flat_map(|line| line.split('"')).filter(is_code).collect();
    let is_known = |word: &&str| {
        let row = format!("{{\"v\":1,\"b\":0,\"n\":[\"1\"],\"a\":[],\"e\":[[0,0,0,0,-1,0,\"{word}\"]]}}");
        match v1::decode(&row) {
            Ok(events) => !matches!(events[0].fact, Fact::Kept { .. }),
            Err(fault) => matches!(fault, WireFault::Argument { .. }),
        }
    };
    words.into_iter().filter(is_known).map(str::to_owned).collect()
}

/// The codes in a stored record.
fn codes_of(record: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(record).unwrap();
    value["e"].as_array().unwrap().iter().map(|row| row[6].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_code_is_in_a_fixture() {
    let known = known_codes();
    // The ways to find them are not blind: these have nothing in common but that they are codes.
    for code in ["raised", "revoked", "k.file", "g.signed", "t.lane", "m.set", "deferred", "c.met"] {
        assert!(known.contains(code), "{code}");
    }
    assert!(known.len() > 160, "{}", known.len());
    let keys = Keys::of("a");
    let mut frozen = BTreeSet::new();
    for (key, value) in fixtures().into_iter().flat_map(|(_, stored)| stored) {
        match keys.read(&key) {
            Named::Record(_) => frozen.extend(codes_of(&value)),
            Named::Shard(_) => {
                frozen.extend(archive::decode(&value).unwrap().values().flat_map(|record| codes_of(record)));
            }
            _ => {}
        }
    }
    let lacking: Vec<&String> = known.difference(&frozen).collect();
    assert!(lacking.is_empty(), "to be frozen in a new file (see the top of this one): {lacking:?}");
}

#[test]
fn every_code_reads_as_what_was_written_by_hand() {
    let keys = Keys::of("a");
    for (file, records) in every_code::FROZEN {
        freeze(file, &records());
        let stored = fixture(file);
        let (_, ledger) = open(stored.clone());
        assert!(ledger.damage().is_empty(), "{:?}", ledger.damage());
        for (subject, events) in records() {
            let read = v1::decode(&stored[&keys.record(subject)]).unwrap();
            read.iter().zip(&events).for_each(|(read, event)| assert_eq!(read, event, "{subject:?}"));
            assert_eq!(read.len(), events.len());
            // What is on the desk may be more: the newest event of one of them stands in the journal only.
            let log = ledger.desk().log(subject);
            assert!(events.iter().all(|event| log.contains(event)), "{subject:?}");
        }
    }
}

/// Stores a list of facts that has no file yet, where that is asked for: with `INHOUSE_FREEZE=1`. What is there is never
/// written over.
fn freeze(file: &str, records: &[(Subject, Vec<Event>)]) {
    let path = folder().join(file);
    if std::env::var_os("INHOUSE_FREEZE").is_none() || path.exists() {
        return;
    }
    let keys = Keys::of("a");
    let record =
        |(subject, events): &(Subject, Vec<Event>)| (keys.record(*subject), v1::encode(events).unwrap());
    let stored: Stored = records.iter().map(record).collect();
    std::fs::write(path, serde_json::to_string_pretty(&stored).unwrap()).unwrap();
}

/// What the first page of a desk would show of it, by figures worked out from the facts.
#[test]
fn a_desk_of_every_code_shows_what_it_showed() {
    let (bench, ledger) = open(fixture("every-code.json"));
    let desk = ledger.desk();
    assert_eq!(desk.team().name.as_ref().unwrap().as_str(), "People & Pay");
    assert_eq!(desk.clients().count(), 2, "Finance, and Support with its value set aside once");
    assert_eq!(desk.client_name(client(1)).unwrap().as_str(), "Finance");
    assert_eq!(desk.services().count(), 1);
    assert_eq!(desk.calendars().count(), 1);
    assert_eq!(desk.agreements().count(), 1);
    assert_eq!(desk.agreement(agreement(1)).unwrap().versions.len(), 1, "the second was discarded");
    assert_eq!(desk.runs().count(), 1);
    // Three of every code, one brought in and not settled, two in the shard; what went for good is not there.
    assert_eq!(desk.requests().count(), 6);
    let work = desk.request(request(1)).unwrap();
    // Its new title was taken back at the end, and so was the last priority.
    assert_eq!(work.title.as_ref().unwrap().as_str(), RAISED);
    assert_eq!((work.stage, work.priority), (Stage::InProgress, Priority::High));
    let deciding = desk.request(request(3)).unwrap();
    assert_eq!(deciding.title.as_ref().unwrap().as_str(), "Known to the journal only");
    let titles: BTreeSet<&str> = desk.requests().map(|(_, r)| r.title.as_ref().unwrap().as_str()).collect();
    assert!(titles.contains("Long done") && titles.contains("Long done too"), "{titles:?}");
    assert!(!titles.contains("Gone for good"));
    assert_eq!(ledger.packed(), 2);
    let aside = ledger.set_aside();
    assert_eq!(aside.len(), 1);
    assert!(aside[0].1.key.starts_with("inhouse/a/c/"));
    let here = Here::new(Rc::new(bench.memory.clone()));
    assert_eq!(here.get("theme").as_deref(), Some("dark"));
    assert_eq!(here.get("actor").as_deref(), Some("Mila"));
    assert!(bench.memory.dump().contains_key("inhouse/a/w/later"), "what a later version keeps there stays");
}

/// An old tab that still has what went for good does not bring it back: the mark of the fixture is read.
#[test]
fn what_went_for_good_stays_gone() {
    let stored = fixture("every-code.json");
    let gone = RequestId::from_parts(BEGAN.0, 99);
    let record = stored[&Keys::of("a").record(Subject::Request(request(1)))].clone();
    for marks in [stored["inhouse/a/d"].clone(), fixture("leaving.json")["inhouse/a/d"].clone()] {
        let mut stored = stored.clone();
        stored.insert("inhouse/a/d".into(), marks);
        stored.insert(Keys::of("a").record(Subject::Request(gone)), record.clone());
        let (_, ledger) = open(stored);
        assert!(ledger.desk().log(Subject::Request(gone)).is_empty());
    }
}

/// A tab that was gone while another desk took the place of this one: the next start goes to the end of it.
#[test]
fn a_desk_on_its_way_in_arrives() {
    let stored = fixture("switched.json");
    assert!(stored.contains_key("inhouse/new/a"));
    let (bench, ledger) = open(stored);
    assert!(ledger.damage().is_empty(), "{:?}", ledger.damage());
    let titles: Vec<&str> =
        ledger.desk().requests().map(|(_, r)| r.title.as_ref().unwrap().as_str()).collect();
    assert_eq!(titles, [RAISED, "Cared for", "Decided about"]);
    assert_eq!(ledger.desk().team().name.as_ref().unwrap().as_str(), "People & Pay");
    assert!(!bench.memory.dump().keys().any(|key| key.starts_with("inhouse/new/")));
}

/// A tab that was gone while an import went out again: it goes, and what was there before stays.
#[test]
fn an_import_on_its_way_out_leaves() {
    let stored = fixture("leaving.json");
    assert!(
        stored.contains_key("inhouse/out/a") && stored.keys().any(|key| key.starts_with("inhouse/in/a/"))
    );
    let (bench, ledger) = open(stored);
    let titles: Vec<&str> =
        ledger.desk().requests().map(|(_, r)| r.title.as_ref().unwrap().as_str()).collect();
    assert_eq!(titles, ["Was there before"]);
    let left = bench.memory.dump();
    assert!(!left.keys().any(|key| key.starts_with("inhouse/in/") || key.starts_with("inhouse/out/")));
}

/// The other packed values of the fixtures, journals of what comes and of what would revoke it.
#[test]
fn parts_and_lists_are_packed_journals() {
    let packed = |stored: &Stored, prefix: &str| -> Vec<usize> {
        let values = stored.iter().filter(|(key, _)| key.starts_with(prefix));
        // A list has the version of a packed journal before it.
        let count = |value: &String| match journal::is_packed(value) {
            true => journal::decode(value).unwrap().len(),
            false => {
                journal::decode(&String::from_utf8(pack::unpack(value).unwrap()).unwrap()).unwrap().len()
            }
        };
        values.map(|(_, value)| count(value)).collect()
    };
    assert_eq!(packed(&fixture("every-code.json"), "inhouse/new/a/"), [1]);
    assert_eq!(packed(&fixture("every-code.json"), "inhouse/in/a/"), [1]);
    assert_eq!(packed(&fixture("switched.json"), "inhouse/new/a/"), [5, 5]);
}
