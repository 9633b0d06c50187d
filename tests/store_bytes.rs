//! Every byte of every stored value flipped, the value cut there, and two of its bytes swapped: nothing stops, nothing
//! else is lost, and what does not read stays as it is and is listed.
//!
//! With `INHOUSE_CASES` every place of every value has its turn; without it every place of a short value and some
//! hundred of a long one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
mod zones;

use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::store::here::{self, Here};
use inhouse::store::key::{HERE, Keys, Named, ROOT};
use inhouse::store::ledger::{Ledger, Ports, marks_in};
use inhouse::store::memory::Counting;
use inhouse::store::wire::v1;
use inhouse::store::{archive, journal};
use sample_zones::SampleZones;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

type Stored = BTreeMap<String, String>;

const FIXTURES: [&str; 4] = [
    include_str!("fixtures/v1/desk.json"),
    include_str!("fixtures/v1/every-code.json"),
    include_str!("fixtures/v1/switched.json"),
    include_str!("fixtures/v1/leaving.json"),
];

fn fixture(text: &str) -> Stored {
    serde_json::from_str(text).unwrap()
}

fn open(stored: Stored) -> (Bench, Ledger) {
    let bench = Bench::new();
    // After the last of the fixtures was stored.
    bench.clock.set(THURSDAY_9 + Span::days(202));
    bench.memory.fill(stored);
    // Another tab than the one whose journal is there.
    let bench = Bench { random: Counting::from(1 << 70), ..bench };
    let ledger = Ledger::open(Ports { zones: Rc::new(SampleZones), ..bench.ports() }, "a");
    (bench, ledger)
}

fn everything() -> bool {
    std::env::var_os("INHOUSE_CASES").is_some()
}

/// What a value becomes where harm comes to it at a place.
fn harmed(value: &str, place: usize) -> Vec<String> {
    let letters: Vec<char> = value.chars().collect();
    let mut out = vec![letters[..place].to_vec()];
    let bits = if everything() { vec![1, 16] } else { vec![if place.is_multiple_of(3) { 16 } else { 1 }] };
    for bit in bits {
        let mut flipped = letters.clone();
        flipped[place] = char::from_u32(u32::from(flipped[place]) ^ bit).unwrap_or('\u{0}');
        out.push(flipped);
    }
    if place > 0 {
        let mut swapped = letters;
        swapped.swap(place - 1, place);
        out.push(swapped);
    }
    out.into_iter().map(|letters| letters.into_iter().collect()).collect()
}

/// One value as its kind of key reads it: true where it reads, none where its text alone does not tell.
fn reads(keys: &Keys, key: &str, value: &str) -> Option<bool> {
    Some(match keys.read(key) {
        Named::Record(_) => v1::decode(value).is_ok(),
        Named::Journal(_) => journal::decode(value).is_ok(),
        Named::Shard(_) => archive::events(value).is_ok(),
        Named::Marks => marks_in(value).is_ok(),
        Named::SetAside(_) => serde_json::from_str::<serde_json::Value>(value).is_ok(),
        Named::Unknown if key == HERE => here::read(value).is_ok(),
        Named::Unknown if key == ROOT => serde_json::from_str::<serde_json::Value>(value).is_ok(),
        Named::Unknown => return None,
    })
}

#[test]
fn every_byte_flipped_cut_and_swapped() {
    let keys = Keys::of("a");
    let (mut read, mut not) = (0_usize, 0_usize);
    for (key, value) in FIXTURES.iter().flat_map(|text| fixture(text)) {
        // A packed value is a thousand times the work of another, and a hash stands before it.
        let most = if key.contains("/z/") { 40 } else { 250 };
        let count = value.chars().count();
        let step = if everything() { 1 } else { count / most + 1 };
        for place in (0..count).step_by(step) {
            for variant in harmed(&value, place) {
                match reads(&keys, &key, &variant) {
                    Some(true) => read += 1,
                    Some(false) => not += 1,
                    None => {}
                }
            }
        }
    }
    assert!(not > read, "{read} read, {not} do not");
}

/// The records whose events may be in a value.
fn inside(keys: &Keys, key: &str, value: &str) -> BTreeSet<Subject> {
    match keys.read(key) {
        Named::Record(subject) => [subject].into(),
        Named::Shard(_) => archive::decode(value).unwrap().into_keys().map(Subject::Request).collect(),
        Named::Journal(_) => {
            journal::decode(value).unwrap().into_iter().map(|(subject, _)| subject).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// In whole desks, at several places of every value: it opens, every other record is what it was, an edit is kept, and
/// the damaged value stays as it is.
#[test]
fn a_desk_with_a_damaged_value_has_everything_else() {
    let places = if everything() { 15 } else { 3 };
    let mut tried = 0;
    for stored in FIXTURES[..2].iter().map(|text| fixture(text)) {
        let (_, whole) = open(stored.clone());
        for (key, value) in stored.iter().filter(|(key, _)| key.starts_with("inhouse/a/")) {
            let count = value.chars().count();
            let inside = inside(whole.keys(), key, value);
            for place in (0..places).map(|n| (count * n + count / 2) / places).collect::<BTreeSet<usize>>() {
                for text in harmed(value, place) {
                    let mut all = stored.clone();
                    all.insert(key.clone(), text.clone());
                    // A record of which the journal knows the end would be made whole of it where it reads at all.
                    let (bench, ledger) = open(all);
                    for subject in whole.desk().subjects().filter(|s| !inside.contains(s)) {
                        assert_eq!(
                            ledger.desk().log(subject),
                            whole.desk().log(subject),
                            "{key}: {subject:?}"
                        );
                    }
                    if reads(ledger.keys(), key, &text) == Some(false) {
                        let aside = matches!(ledger.keys().read(key), Named::SetAside(_));
                        let listed = ledger.damage().iter().filter(|damage| damage.key == *key).count();
                        assert_eq!(listed, usize::from(!aside), "{key}");
                        assert_eq!(bench.memory.dump()[key], text, "{key}");
                        tried += 1;
                    }
                }
            }
            let torn: String = value.chars().take(count / 3).collect();
            goes_on(&stored, key, &torn);
        }
    }
    assert!(tried > 300, "{tried}");
}

/// An edit is kept by a desk in which this value is torn; the torn one is still there, where it was or set aside.
fn goes_on(stored: &Stored, key: &str, torn: &str) {
    let mut all = stored.clone();
    all.insert(key.to_owned(), torn.to_owned());
    let (bench, mut ledger) = open(all);
    if ledger.keys().read(key) == Named::Record(Subject::Team) {
        return;
    }
    bench.pass(Span::minutes(1));
    let id = raise(&mut ledger, "Goes on", "A new client");
    assert!(bench.open().desk().request(id).is_some());
    let quoted = serde_json::Value::from(torn).to_string();
    let left = bench.memory.dump();
    assert!(left[key] == torn || left.values().any(|value| value.contains(&quoted)), "{key}");
}

/// What is small and decides much: the root, the marks, what was set aside, what this device remembers. Every byte of
/// them, in a desk that is opened and worked on.
#[test]
fn every_byte_of_what_is_no_record_in_a_desk() {
    let mut stored = fixture(FIXTURES[1]);
    // A small desk does: the team, one request, and the values this is about.
    let request = stored.keys().rfind(|key| key.contains("/r/")).unwrap().clone();
    let is_record = |key: &str| matches!(Keys::of("a").read(key), Named::Record(_));
    stored.retain(|key, _| !is_record(key) || *key == request || key.ends_with("/t"));
    stored.retain(|key, _| !key.contains("/z/") && !key.contains("/j/") && !key.contains("/new/"));
    let (_, whole) = open(stored.clone());
    for key in [ROOT, "inhouse/a/d", "inhouse/a/x/4", HERE] {
        let value = &stored[key];
        for text in (0..value.chars().count()).flat_map(|place| harmed(value, place)) {
            let mut all = stored.clone();
            all.insert(key.to_owned(), text.clone());
            let (bench, mut ledger) = open(all);
            assert_eq!(ledger.desk(), whole.desk(), "{key}: {text}");
            let unread = reads(ledger.keys(), key, &text) == Some(false);
            assert_eq!(ledger.damage().len(), usize::from(unread && key.ends_with("/d")), "{text}");
            assert_eq!(ledger.set_aside().len(), 1 + usize::from(unread && key == HERE), "{text}");
            assert_eq!(bench.memory.dump()[key], text);
            bench.pass(Span::minutes(1));
            let id = ledger.desk().requests().next().unwrap().0;
            match ledger.act(Edit::Remove(Subject::Request(id))) {
                Ok(_) => assert_eq!(bench.open().desk(), ledger.desk()),
                Err(trouble) => panic!("{text}: {trouble:?}"),
            }
            Here::new(Rc::new(bench.memory.clone())).set("density", Some("dense"));
            // What did not read is still there, the root apart, which says nothing but a number.
            let left = bench.memory.dump();
            let quoted = serde_json::Value::from(text.as_str()).to_string();
            let kept = left[key] == text || left.values().any(|value| value.contains(&quoted));
            assert!(kept || !unread || key == ROOT, "{key}: {text}");
        }
    }
}

/// A desk that takes the place of another, with one of its parts damaged: the other part arrives, the damaged one stays
/// as it is and is listed.
#[test]
fn a_damaged_part_of_a_desk_on_its_way_in_keeps_no_other_out() {
    let stored = fixture(FIXTURES[2]);
    let (_, whole) = open(stored.clone());
    let parts: Vec<&String> = stored.keys().filter(|key| key.starts_with("inhouse/new/a/")).collect();
    assert_eq!(parts.len(), 2);
    for part in parts {
        let value = &stored[part];
        let step = if everything() { 1 } else { 97 };
        for text in (0..value.chars().count()).step_by(step).flat_map(|place| harmed(value, place)) {
            let mut all = stored.clone();
            all.insert(part.clone(), text.clone());
            let (bench, ledger) = open(all);
            let count = ledger.desk().subjects().count();
            match ledger.damage() {
                [] => assert_eq!(ledger.desk(), whole.desk()),
                [damage] => {
                    assert_eq!((&damage.key, count), (part, 5));
                    assert_eq!(bench.memory.dump()[part], text);
                    for subject in ledger.desk().subjects() {
                        assert_eq!(ledger.desk().log(subject), whole.desk().log(subject));
                    }
                }
                more => panic!("{more:?}"),
            }
        }
    }
}
