//! A store of an older schema is carried to the present one: each step wholly or not at all, whatever happens.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::Subject;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::domain::text::Title;
use inhouse::store::ledger::{Changes, Held, Ledger, Pairs, Ports, Step, Trouble, Unfit, records};
use inhouse::store::ports::StoreError;
use inhouse::store::{archive, journal, pack};
use inhouse::words;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A step that writes every record anew in which this stands.
fn renamed(pairs: &Pairs, from: &str, to: &str) -> Changes {
    records(pairs, &|_, value| value.contains(from).then(|| value.replace(from, to)))
}

/// From schema 2 on titles are longer.
const LONGER: Step = Step { from: 1, run: |pairs| Ok(renamed(pairs, "Request ", "Request number ")) };
/// In schema 3 they are shorter than ever, and one key goes.
const SHORTER: Step = Step {
    from: 2,
    run: |pairs| {
        let mut changes = renamed(pairs, "Request number ", "No ");
        changes.insert("inhouse/a/w/old".to_owned(), None);
        Ok(changes)
    },
};
/// This one must understand every client.
const STRICT: Step = Step {
    from: 1,
    run: |pairs| match pairs.iter().find(|(k, v)| k.starts_with("inhouse/a/c/") && !v.starts_with('{')) {
        Some((key, _)) => Err(Unfit { key: key.clone(), cause: "no record".to_owned() }),
        None => Ok(Changes::new()),
    },
};
const ONE: &[Step] = &[LONGER];
const BOTH: &[Step] = &[LONGER, SHORTER];
const OWN: &[Step] = &[STRICT];

fn open(ports: Ports, steps: &'static [Step]) -> Ledger {
    let mut ledger = Ledger::begin_with(ports, "a", steps);
    ledger.read_all();
    ledger
}

/// A store of schema 1: requests of every age, some packed; a value set aside, a damaged one, one of nobody's, another
/// space, and the journal of a tab that was killed before it wrote a record.
fn old_store() -> (Bench, Pairs) {
    let bench = Bench::new();
    let mut ledger = of_all_ages(&bench);
    let id = open_requests(&ledger).into_iter().next_back().unwrap();
    let before = bench.memory.dump();
    ledger
        .act(Edit::Change(id, vec![RequestFact::Retitled(Title::new("Request of a killed tab").unwrap())]))
        .unwrap();
    let key = ledger.keys().record(Subject::Request(id));
    bench.memory.fill({
        let mut all = bench.memory.dump();
        all.insert(key.clone(), before[&key].clone());
        all.insert("inhouse/a/x/0".into(), "{\"key\":\"inhouse/a/t\",\"value\":\"Request 1\"}".into());
        all.insert("inhouse/a/q/01ARZ3NDEKTSV4RRFFQ69G5FAV".into(), "Request torn".into());
        all.insert("inhouse/a/w/old".into(), "Request of nobody".into());
        all.insert("inhouse/s/t".into(), all["inhouse/a/t"].clone());
        all
    });
    (bench.clone(), bench.memory.dump())
}

fn titles(ledger: &Ledger) -> Vec<String> {
    let mut all: Vec<String> =
        ledger.desk().requests().map(|(_, r)| r.title.as_ref().unwrap().to_string()).collect();
    all.sort();
    all
}

fn on(bench: &Bench, stored: &Pairs) -> Bench {
    let other = Bench::new();
    other.memory.fill(stored.clone());
    other.clock.set(bench.ports().clock.now());
    other
}

fn schema(bench: &Bench) -> String {
    bench.memory.dump()["inhouse"].clone()
}

fn steps_left(bench: &Bench) -> usize {
    bench.memory.dump().keys().filter(|key| key.starts_with("inhouse/step")).count()
}

#[test]
fn every_record_is_carried_wherever_it_lies_and_what_is_damaged_stays_to_the_letter() {
    let (bench, stored) = old_store();
    let plain = titles(&on(&bench, &stored).open());
    let (one, two) = (on(&bench, &stored), on(&bench, &stored));
    let expected: Vec<String> = plain.iter().map(|t| t.replace("Request ", "Request number ")).collect();
    let ledger = open(one.ports(), ONE);
    assert_eq!(
        titles(&ledger),
        expected,
        "also what is packed, and what only the journal of a killed tab holds"
    );
    assert!(expected.contains(&"Request number of a killed tab".to_owned()));
    assert_eq!((schema(&one), steps_left(&one)), ("{\"schema\":2}".to_owned(), 0));
    let after = one.memory.dump();
    for key in ["inhouse/a/x/0", "inhouse/a/w/old"] {
        assert_eq!(after[key], stored[key]);
    }
    let torn = "inhouse/a/q/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    assert_eq!(ledger.damage().iter().map(|d| d.key.as_str()).collect::<Vec<_>>(), [torn]);
    assert_eq!(ledger.set_aside().len(), 1);
    // Two in a row.
    let both = open(two.ports(), BOTH);
    let mut shorter: Vec<String> = plain.iter().map(|t| t.replace("Request ", "No ")).collect();
    shorter.sort();
    assert_eq!((titles(&both), schema(&two)), (shorter, "{\"schema\":3}".to_owned()));
    assert_eq!(two.memory.dump().get("inhouse/a/w/old"), None);
    // Nothing is left to do: not a letter changes at the next start.
    let settled = two.memory.dump();
    let again = open(two.ports(), BOTH);
    assert_eq!((again.held(), again.newer(), two.memory.dump()), (None, None, settled));
    // And it can be worked on.
    let mut again = again;
    raise(&mut again, "More", "Legal");
    assert!(titles(&open(two.ports(), BOTH)).contains(&"More".to_owned()));
}

/// What a step sees of a journal, packed or not, of a part of a desk that comes, and of a shard.
#[test]
fn packed_values_are_carried_packed() {
    let (_, stored) = old_store();
    let (key, plain) = stored.iter().find(|(key, _)| key.starts_with("inhouse/a/j/")).unwrap();
    let mut pairs: Pairs = BTreeMap::from([(key.clone(), journal::packed(plain))]);
    pairs.insert("inhouse/new/a/1/0".into(), pack::pack(plain.as_bytes()));
    pairs.insert("inhouse/in/a/1/0".into(), journal::packed(plain));
    pairs.insert("inhouse/new/a".into(), "0 1 1".into());
    let (shard, value) = stored.iter().find(|(key, _)| key.starts_with("inhouse/a/z/")).unwrap();
    pairs.insert(shard.clone(), value.clone());
    let changes = renamed(&pairs, "e", "é");
    let of = |key: &str| changes[key].clone().unwrap();
    assert!(!changes.contains_key("inhouse/new/a"));
    let text = String::from_utf8(pack::unpack(&of("inhouse/new/a/1/0")).unwrap()).unwrap();
    assert_eq!(journal::plain(&of(key)).unwrap(), text);
    assert_eq!(journal::plain(&of("inhouse/in/a/1/0")).unwrap(), text);
    assert!(text.contains("Réquést of a killéd tab"), "{text}");
    assert_eq!(archive::decode(&of(shard)).unwrap().len(), archive::decode(value).unwrap().len());
}

/// The tab is gone after every single write: what is stored is the old desk or the new one, wholly; and after one more
/// start it is the new one, to the letter.
#[test]
fn a_tab_gone_between_any_two_writes_leaves_a_step_undone_or_done() {
    let (bench, stored) = old_store();
    let (whole, first) = (on(&bench, &stored), on(&bench, &stored));
    let end = open(whole.ports(), BOTH);
    let between = open(first.ports(), ONE);
    let (mut befores, mut betweens, mut k) = (0, 0, 0);
    loop {
        let gone = on(&bench, &stored);
        let left = Rc::new(Cell::new(k));
        let ports = Ports { kept: Rc::new(Dying(gone.clone(), left.clone())), ..gone.ports() };
        open(ports, BOTH);
        let is_whole = left.get() > 0;
        let now = gone.memory.dump();
        // Whoever opens it with the older program before that sees the old desk, or is told that a newer one wrote it.
        let older = Ledger::begin_with(on(&gone, &now).ports(), "a", &[]);
        if older.newer().is_none() {
            let without: Pairs =
                now.clone().into_iter().filter(|(key, _)| !key.starts_with("inhouse/step")).collect();
            assert_eq!(without, stored, "gone after {k} writes");
            befores += 1;
        }
        // Between the two, the first is whole.
        if now["inhouse"] == "{\"schema\":2}" {
            assert_eq!(open(on(&gone, &now).ports(), ONE).desk(), between.desk(), "gone after {k} writes");
            betweens += 1;
        }
        let again = open(gone.ports(), BOTH);
        assert_eq!((again.held(), again.desk()), (None, end.desk()), "gone after {k} writes");
        assert_eq!(
            (schema(&gone), steps_left(&gone)),
            ("{\"schema\":3}".to_owned(), 0),
            "gone after {k} writes"
        );
        if is_whole {
            break;
        }
        k += 1;
    }
    assert!(befores > 2 && betweens > 1 && k > 25, "{befores} {betweens} {k}");
}

/// A browser with every amount of room: the step is done, or the store is as it was and shown as it would be.
#[test]
fn a_full_store_stays_as_it_was_and_is_shown_whole() {
    let (bench, stored) = old_store();
    let end = titles(&open(on(&bench, &stored).ports(), ONE));
    let used = on(&bench, &stored).memory.used();
    let (mut held, mut done) = (0, 0);
    for room in (0..6_000).step_by(97) {
        let full = on(&bench, &stored);
        full.memory.set_quota(used + room);
        let mut ledger = open(full.ports(), ONE);
        assert_eq!(titles(&ledger), end, "{room} units free");
        if ledger.held().is_none() {
            assert_eq!((schema(&full), steps_left(&full)), ("{\"schema\":2}".to_owned(), 0));
            done += 1;
            continue;
        }
        assert_eq!(full.memory.dump(), stored, "{room} units free: to the letter");
        assert_eq!(ledger.act(request("One more", "Legal")), Err(Trouble::Store(StoreError::Held)));
        assert_eq!((ledger.tidy().is_ok(), full.memory.dump() == stored), (true, true));
        held += 1;
        if held == 3 {
            // The way out: a copy, an empty desk, the copy in its place.
            let copy = file_of(&ledger);
            ledger.empty().unwrap();
            assert_eq!((ledger.held(), schema(&full).as_str()), (None, "{\"schema\":2}"));
            let file = inhouse::store::backup::read(&copy).unwrap().records;
            // What fits only packed stays packed, and is on the desk all the same.
            let _ = replace(&mut ledger, &file, 20);
            assert_eq!(titles(&open(full.ports(), ONE)), end);
        }
    }
    assert!(held > 3 && done > 3, "{held} {done}");
    assert!(words::errors::store(&StoreError::Held).contains("older Inhouse"));
}

/// The room goes to somebody else between two starts: no part is lost, and it is shown whole.
#[test]
fn a_step_that_cannot_come_to_its_end_is_shown_as_done_and_done_later() {
    let (bench, stored) = old_store();
    let end = titles(&open(on(&bench, &stored).ports(), ONE));
    let mut seen = 0;
    for k in 0..60 {
        let gone = on(&bench, &stored);
        let ports = Ports { kept: Rc::new(Dying(gone.clone(), Rc::new(Cell::new(k)))), ..gone.ports() };
        open(ports, ONE);
        gone.memory.fail_after(Some(0));
        let ledger = open(gone.ports(), ONE);
        assert_eq!(titles(&ledger), end, "gone after {k} writes, then full");
        seen += usize::from(ledger.held() == Some(&Held::Room));
        gone.memory.fail_after(None);
        let ledger = open(gone.ports(), ONE);
        assert_eq!((ledger.held(), titles(&ledger)), (None, end.clone()), "gone after {k} writes");
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn a_step_that_needs_a_value_that_does_not_read_changes_nothing_and_says_which() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Request 1", "Finance");
    let client = ledger.desk().clients().next().unwrap().0;
    let key = ledger.keys().record(Subject::Client(client));
    let sound = bench.memory.dump()[&key].clone();
    let mut stored = bench.memory.dump();
    stored.insert(key.clone(), "torn".into());
    stored.retain(|key, _| !key.starts_with("inhouse/a/j/"));
    bench.memory.fill(stored.clone());
    let mut ledger = open(bench.ports(), OWN);
    assert_eq!(ledger.held(), Some(&Held::Unfit(Unfit { key: key.clone(), cause: "no record".to_owned() })));
    assert_eq!((titles(&ledger), ledger.damage().len()), (vec!["Request 1".to_owned()], 1));
    let first = open_requests(&ledger)[0];
    let refused = ledger.act(Edit::Change(first, vec![RequestFact::Prioritised(Priority::Urgent)]));
    assert_eq!(refused, Err(Trouble::Store(StoreError::Held)));
    assert_eq!(bench.memory.dump(), stored, "to the letter");
    // Whoever mends the value goes on.
    stored.insert(key, sound);
    bench.memory.fill(stored);
    assert_eq!((open(bench.ports(), OWN).held(), schema(&bench).as_str()), (None, "{\"schema\":2}"));
}

/// Another tab is still the older program: from the first value of the step on it only reads.
#[test]
fn a_tab_of_the_older_program_is_read_only_from_then_on() {
    let (bench, stored) = old_store();
    let here = on(&bench, &stored);
    let mut older = Ledger::begin_with(here.ports(), "a", &[]);
    open(here.ports(), ONE);
    let carried = here.memory.dump();
    let refused = older.act(request("Too late", "Legal"));
    assert_eq!(refused, Err(Trouble::Store(StoreError::Newer { found: 2, known: 1 })));
    let mut heard = Ledger::begin_with(on(&bench, &carried).ports(), "a", &[]);
    heard.absorb("inhouse", carried.get("inhouse").map(String::as_str)).unwrap();
    assert_eq!((older.newer(), heard.newer(), here.memory.dump()), (Some(2), Some(2), carried));
    // Nor does a start of it touch what the newer one has not finished, nor a step of one newer still.
    let mut later = here.memory.dump();
    later.insert("inhouse".into(), "{\"schema\":9,\"parts\":4}".into());
    later.insert("inhouse/step/3".into(), "of a later Inhouse".into());
    later.insert("inhouse/new/a".into(), "0 1 1".into());
    later.insert("inhouse/out/a".into(), "1".into());
    let (team, journal) = (later["inhouse/a/t"].clone(), format!("[[\"t\",{}]]", later["inhouse/a/t"]));
    later.insert("inhouse/a/j/00000009".into(), journal::packed(&journal));
    later.insert(
        "inhouse/a/x/1".into(),
        serde_json::json!({ "key": "inhouse/a/t", "value": team }).to_string(),
    );
    here.memory.fill(later.clone());
    assert_eq!((open(here.ports(), BOTH).newer(), here.memory.dump()), (Some(9), later));
}
