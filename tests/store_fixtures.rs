//! What a released version has stored stays readable for ever; and whatever becomes of a stored value, nothing else is
//! lost by it.
//!
//! `tests/fixtures/v1/desk.json` is everything that version 0.1.0 stored of a desk, key by key; `desk.txt` what it
//! showed of it, a line a record. Neither is ever edited.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/minute.rs"]
mod minute;
#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
mod zones;

use bench::*;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Moment;
use inhouse::store::key::Keys;
use inhouse::store::ledger::{Ledger, Ports};
use inhouse::store::wire::{WireFault, v1};
use inhouse::store::{archive, backup, journal};
use minute::minute;
use proptest::prelude::*;
use sample_zones::SampleZones;
use std::collections::BTreeMap;
use std::rc::Rc;

type Stored = BTreeMap<String, String>;

/// 2026-12-22 10:40 UTC: ten days after the desk was stored.
const LATER: Moment = Moment(1_797_936_000_000);

fn fixture() -> Stored {
    serde_json::from_str(include_str!("fixtures/v1/desk.json")).unwrap()
}

fn open(stored: Stored) -> (Bench, Ledger) {
    let bench = Bench::new();
    bench.clock.set(LATER);
    bench.memory.fill(stored);
    let ledger = Ledger::open(Ports { zones: Rc::new(SampleZones), ..bench.ports() }, "a");
    (bench, ledger)
}

/// What a desk shows, a line a record.
fn shown(ledger: &Ledger) -> String {
    let desk = ledger.desk();
    let mut out = String::new();
    let name = |name: Option<&inhouse::domain::text::Name>| name.map_or("-", |n| n.as_str()).to_owned();
    out.push_str(&format!(
        "team {} in {}\n",
        name(desk.team().name.as_ref()),
        desk.team().zone.as_deref().unwrap()
    ));
    for (id, client) in desk.clients() {
        out.push_str(&format!(
            "client {} {} events\n",
            name(client.name.as_ref()),
            desk.log(Subject::Client(id)).len()
        ));
    }
    for (id, service) in desk.services() {
        out.push_str(&format!(
            "service {} {} events\n",
            name(service.name.as_ref()),
            desk.log(Subject::Service(id)).len()
        ));
    }
    for (id, calendar) in desk.calendars() {
        let days = (calendar.hours.closed.len(), calendar.hours.yearly.len());
        out.push_str(&format!(
            "calendar {} {days:?} {} events\n",
            name(calendar.name.as_ref()),
            desk.log(Subject::Calendar(id)).len()
        ));
    }
    for (id, agreement) in desk.agreements() {
        let targets: Vec<usize> = agreement.versions.values().map(|v| v.targets.len()).collect();
        out.push_str(&format!(
            "agreement {} {targets:?} {} events\n",
            name(agreement.name.as_ref()),
            desk.log(Subject::Agreement(id)).len()
        ));
    }
    for (id, run) in desk.runs() {
        out.push_str(&format!(
            "run {} sheets {} events\n",
            run.sheets.len(),
            desk.log(Subject::Run(id)).len()
        ));
    }
    for (id, r) in desk.requests() {
        let clocks = ledger.book().read(desk, r, LATER).map(|c| (c.response.state, c.resolution.state));
        out.push_str(&format!(
            "request {} {} | {} | {:?} | {:?} | {} promises, {} waits, {} verdicts | {:?} | {} events\n",
            r.reference,
            r.title.as_ref().map_or("-", |t| t.as_str()),
            r.client.and_then(|c| desk.client_name(c)).map_or("-", |n| n.as_str()),
            r.stage,
            r.priority,
            r.promises.len(),
            r.waits.len(),
            r.settled.len(),
            clocks,
            desk.log(Subject::Request(id)).len(),
        ));
    }
    out
}

#[test]
fn what_the_first_version_stored_reads_as_it_did() {
    let (_, ledger) = open(fixture());
    assert!(ledger.damage().is_empty(), "{:?}", ledger.damage());
    assert_eq!(shown(&ledger), include_str!("fixtures/v1/desk.txt"));
}

/// Nothing of what was stored is lost when it is written again: every event, also of facts that mean nothing here.
#[test]
fn what_the_first_version_stored_is_written_again_whole() {
    let (_, ledger) = open(fixture());
    let file = backup::write(ledger.keys(), &ledger.stored().unwrap(), LATER);
    for (subject, events) in backup::read(&file).unwrap().records {
        assert_eq!(ledger.desk().log(subject), events);
        assert_eq!(v1::decode(&v1::encode(&events).unwrap()).unwrap(), events);
    }
}

fn value() -> impl Strategy<Value = (String, String)> {
    proptest::sample::select(fixture().into_iter().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(minute(24, 146_000))]

    /// Any text at all, to every decoder.
    #[test]
    fn any_text_reads_or_does_not(text in "\\PC{0,300}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let lossy = String::from_utf8_lossy(&bytes).into_owned();
        for text in [&text, &lossy] {
            let _ = v1::decode(text);
            let _ = journal::decode(text);
            let _ = archive::events(text);
            let _ = archive::decode(&["1", text].concat());
            let _ = backup::read(text);
            let _ = Keys::of("a").read(text);
        }
    }
}

proptest! {
    // A case is three whole desks.
    #![proptest_config(minute(24, 1_450))]

    /// Stored values with pieces of themselves and of others cut out, put in and written over; and bytes that were
    /// really packed.
    #[test]
    fn what_was_once_a_value_reads_or_does_not(
        (key, value) in value(), (_, other) in value(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 4),
        number in any::<i64>(),
    ) {
        let letters: Vec<char> = value.chars().collect();
        let pieces: Vec<char> = other.chars().collect();
        let (a, b) = (cuts[0].index(letters.len()), cuts[1].index(letters.len()));
        let (c, d) = (cuts[2].index(pieces.len()), cuts[3].index(pieces.len()));
        let piece = &pieces[c.min(d)..c.max(d)];
        let mixed: String = letters[..a.min(b)].iter().chain(piece).chain(&letters[a.max(b)..]).collect();
        // Any number in the place of one: clocks, counts and places out of every range.
        let digits: String = value.chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect();
        let far = value.replacen("\"b\":1", &format!("\"b\":{number}, \"x\":1"), 1);
        let packed = archive::encode(&[(inhouse::domain::ident::RequestId::from_parts(number, 7), mixed.clone())].into());
        let _ = archive::events(&packed);
        let raw = serde_json::json!({ "inhouse": "raw", "at": mixed, "keys": { key.clone(): mixed, "inhouse/a/t": far } });
        let _ = backup::read(&raw.to_string());
        let mut all = fixture();
        for text in [mixed, digits, far] {
            all.insert(key.clone(), text);
            let (_, mut ledger) = open(all.clone());
            // It may be refused, and must not stop.
            let _ = ledger.act(request("Goes on", "A new client"));
            let _ = ledger.tidy();
        }
    }
}

proptest! {
    #![proptest_config(minute(24, 2_000))]

    /// A version that is not known is known to be newer, and nothing of it is guessed.
    #[test]
    fn a_later_version_is_told_from_damage(version in 2_u32..) {
        let (_, value) = fixture().into_iter().find(|(key, _)| key.contains("/r/")).unwrap();
        let later = value.replacen("\"v\":1", &format!("\"v\":{version}"), 1);
        prop_assert_eq!(v1::decode(&later), Err(WireFault::Newer(version)));
        let other_shape = format!("{{\"v\":{version},\"records\":[[1,2,3]]}}");
        prop_assert_eq!(v1::decode(&other_shape), Err(WireFault::Newer(version)));
    }
}

/// One changed digit in a date: the desk starts as fast as ever, and measures what it measured.
#[test]
fn a_date_of_thousands_of_years_ago_costs_nothing() {
    let mut all = fixture();
    let key = all.keys().find(|key| key.contains("/r/")).cloned().unwrap();
    let (_, whole) = open(all.clone());
    let text = all[&key].replacen("\"b\":1", "\"b\":-9", 1);
    all.insert(key, text);
    let (_, ledger) = open(all);
    assert!(ledger.damage().is_empty(), "{:?}", ledger.damage());
    let began = |ledger: &Ledger| {
        ledger.desk().calendars().map(|(id, _)| ledger.book().get(id).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(began(&ledger), began(&whole));
    let first = ledger.desk().earliest().unwrap();
    assert!(first >= whole.desk().earliest().unwrap(), "{first:?}");
}

#[test]
fn a_rescue_file_brings_everything_back() {
    let stored = fixture();
    let (_, whole) = open(stored.clone());
    let rescue = |keys: &Stored| serde_json::json!({ "inhouse": "raw", "at": "2026-12-22T10:40:00.000Z", "keys": keys });
    let file = backup::read(&rescue(&stored).to_string()).unwrap();
    assert_eq!((file.made, file.unread), (LATER, 0));
    let bench = Bench::new();
    bench.clock.set(LATER);
    let mut fresh = bench.open();
    fresh.take_in(file.records).unwrap();
    assert_eq!(fresh.desk(), whole.desk());

    // One value does not read: everything else comes, and it comes along as it is, to be looked at.
    let key = stored.keys().find(|key| key.contains("/r/")).unwrap().clone();
    let mut torn = stored;
    torn.retain(|key, _| !key.contains("/j/"));
    let cut: String = torn[&key].chars().take(40).collect();
    torn.insert(key.clone(), cut.clone());
    let file = backup::read(&rescue(&torn).to_string()).unwrap();
    assert_eq!(file.unread, 1);
    let bench = Bench::new();
    bench.clock.set(LATER);
    let mut fresh = bench.open();
    let count = file.records.len();
    fresh.take_in(file.records).unwrap();
    for _ in 0..2 {
        file.unknown.iter().for_each(|(tail, value)| fresh.keep_unknown(tail, value).unwrap());
    }
    assert_eq!(fresh.desk().subjects().count(), count);
    let aside: Vec<String> =
        bench.memory.dump().into_iter().filter(|(k, _)| k.contains("/x/")).map(|(_, v)| v).collect();
    assert_eq!(aside.len(), 1, "once, however often it is taken in");
    assert!(aside[0].contains(&key) && aside[0].contains("{\\\"v\\\":1"), "{}", aside[0]);
    // A file of nothing says so.
    assert!(backup::read("{\"inhouse\":\"raw\",\"at\":\"\",\"keys\":{}}").is_err());
}
