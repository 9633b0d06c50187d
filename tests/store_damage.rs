//! What does not read stays as it is, is listed, and is tried again: at every start, and when somebody asks for it. A later
//! program, or a value that was mended, is how it comes to read.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::domain::text::Note;
use inhouse::store::here::Here;
use inhouse::store::ledger::{Ledger, Trouble, marks_in};
use inhouse::store::ports::{KeyValue, StoreError};
use std::rc::Rc;

/// A value that an older program set aside, and that this one can read.
#[test]
fn what_was_set_aside_is_a_record_again_once_it_reads() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Set aside", "Finance");
    let key = ledger.keys().record(Subject::Request(id));
    let mut all = bench.memory.dump();
    all.retain(|key, _| !key.contains("/j/"));
    let value = all.remove(&key).unwrap();
    let aside =
        |value: &str| serde_json::json!({ "key": key, "cause": "as it was", "value": value }).to_string();
    all.insert("inhouse/a/x/4".into(), aside(&value));
    all.insert("inhouse/a/x/5".into(), aside(&value[..value.len() / 2]));
    bench.memory.fill(all);

    let mut again = bench.open();
    assert_eq!(again.desk().request(id).unwrap().title.as_ref().unwrap().as_str(), "Set aside");
    assert_eq!(again.desk(), ledger.desk());
    let stored = bench.memory.dump();
    assert_eq!(stored.get(&key), Some(&value), "it is stored where it belongs");
    assert!(!stored.contains_key("inhouse/a/x/4"), "and set aside no more");
    assert!(stored.contains_key("inhouse/a/x/5"), "what still does not read stays");
    // It is known for what it was, and handed over as it was put there.
    let (place, was) = again.set_aside().remove(0);
    assert_eq!((place.as_str(), was.key.as_str(), was.cause.as_str()), ("inhouse/a/x/5", &*key, "as it was"));
    assert_eq!(again.set_aside().len(), 1);
    assert_eq!(again.damaged_copy("inhouse/a/x/5"), stored["inhouse/a/x/5"]);
    // Nobody's number is taken twice.
    bench.memory.put(&key, "{\"v\":1,\"b\":17").unwrap();
    again.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    assert!(bench.memory.get("inhouse/a/x/6").unwrap().unwrap().contains("\\\"b\\\":17"));
    // It goes when somebody says so, and only what was set aside can.
    again.discard("inhouse/a/x/5").unwrap();
    again.discard(&key).unwrap();
    let left = bench.memory.dump();
    assert!(!left.contains_key("inhouse/a/x/5") && left.contains_key(&key));
}

/// A record of a later program: known as such, untouched by this one, and read by the next one that knows it.
#[test]
fn a_record_of_a_later_program_waits_for_it() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "From later", "Finance");
    let other = raise(&mut ledger, "From now", "Finance");
    let key = ledger.keys().record(Subject::Request(id));
    let mut all = bench.memory.dump();
    all.retain(|key, _| !key.contains("/j/"));
    let (value, later) = (all[&key].clone(), all[&key].replacen("\"v\":1", "\"v\":2", 1));
    all.insert(key.clone(), later.clone());
    bench.memory.fill(all);

    let mut again = bench.open();
    assert_eq!(again.damage().len(), 1);
    assert!(again.damage()[0].newer, "{:?}", again.damage());
    let copy: serde_json::Value = serde_json::from_str(&again.damaged_copy(&key)).unwrap();
    assert_eq!((copy["key"].as_str(), copy["value"].as_str()), (Some(&*key), Some(&*later)));
    assert!(again.desk().request(id).is_none() && again.desk().request(other).is_some());
    again.act(Edit::Change(other, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    // From a copy, the same request comes in: it may not be written over what this program does not understand.
    let from_copy = vec![(Subject::Request(id), ledger.desk().log(Subject::Request(id)).to_vec())];
    assert!(matches!(again.take_in(from_copy), Err(StoreError::Newer { found: 2, .. })));
    assert_eq!(bench.memory.get(&key).unwrap(), Some(later));
    assert_eq!((again.retry(), again.damage().len()), (0, 1));
    // The program is updated: here by a value it knows.
    bench.memory.put(&key, &value).unwrap();
    assert_eq!((again.retry(), again.damage().len()), (1, 0));
    assert!(again.desk().request(id).is_some());
    let next = bench.open();
    assert_eq!((next.damage().len(), next.desk()), (0, again.desk()));
    assert!(!matches!(again.undo(), Err(Trouble::Store(_))));
}

/// A desk with three finished requests, of which the first went for good.
fn purged() -> (Bench, Ledger, Vec<RequestId>) {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let done = |title: &str| {
        let id = raise(&mut ledger, title, "Finance");
        ledger.act(Edit::Withdraw(id, Note::default())).unwrap();
        id
    };
    let ids: Vec<RequestId> = ["First", "Second", "Third"].map(done).into();
    bench.pass(Span::minutes(1));
    assert_eq!(ledger.purge(&ids[..1]), Ok(1));
    (bench, ledger, ids)
}

/// What went for good is known by its mark alone: marks that do not read are listed and kept, and never simply replaced.
#[test]
fn marks_that_do_not_read_are_listed_and_never_written_over() {
    let (bench, _, ids) = purged();
    let good = bench.memory.get("inhouse/a/d").unwrap().unwrap();
    let bad = good[..good.len() / 2].to_owned();
    bench.memory.put("inhouse/a/d", &bad).unwrap();
    let mut ledger = bench.open();
    let listed: Vec<&str> = ledger.damage().iter().map(|damage| damage.key.as_str()).collect();
    assert_eq!(listed, ["inhouse/a/d"]);
    let copy: serde_json::Value = serde_json::from_str(&ledger.damaged_copy("inhouse/a/d")).unwrap();
    assert_eq!(copy["value"].as_str(), Some(bad.as_str()));
    // An edit leaves it alone; so does trying again.
    raise(&mut ledger, "Goes on", "Finance");
    assert_eq!((ledger.retry(), ledger.damage().len()), (0, 1));
    assert_eq!(bench.memory.get("inhouse/a/d").unwrap().as_deref(), Some(bad.as_str()));
    // The next that goes for good needs its place: it is set aside, whole.
    assert_eq!(ledger.purge(&ids[1..2]), Ok(1));
    assert!(ledger.damage().is_empty());
    let aside = ledger.set_aside();
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].1.key, "inhouse/a/d");
    let kept: serde_json::Value = serde_json::from_str(&ledger.damaged_copy(&aside[0].0)).unwrap();
    assert_eq!(kept["value"].as_str(), Some(bad.as_str()));
    assert_eq!(marks_in(&bench.memory.get("inhouse/a/d").unwrap().unwrap()), Ok(1));
    let again = bench.open();
    assert!(again.damage().is_empty() && again.desk().request(ids[1]).is_none());
    assert_eq!(again.set_aside().len(), 1);
    // Where the room does not do for both, it stays where it is.
    let (bench, _, ids) = purged();
    bench.memory.put("inhouse/a/d", &bad).unwrap();
    let mut full = bench.open();
    bench.memory.fail_after(Some(0));
    let _ = full.purge(&ids[1..]);
    assert_eq!(bench.memory.get("inhouse/a/d").unwrap().as_deref(), Some(bad.as_str()));
}

/// Marks that read again do their work again; those of a later program are not touched.
#[test]
fn marks_that_read_again_count_again() {
    let (bench, mut ledger, ids) = purged();
    let good = bench.memory.get("inhouse/a/d").unwrap().unwrap();
    // Another tab wrote something that does not read: what is known here stays known.
    assert_eq!(ledger.absorb("inhouse/a/d", Some("2?")), Ok(Vec::new()));
    assert_eq!(ledger.damage().len(), 1);
    assert_eq!((ledger.retry(), ledger.damage().len()), (1, 0));
    bench.memory.put("inhouse/a/d", "2?").unwrap();
    let mut again = bench.open();
    assert_eq!(again.damage().len(), 1);
    bench.memory.put("inhouse/a/d", &good).unwrap();
    assert_eq!((again.retry(), again.damage().len()), (1, 0));
    bench.memory.put("inhouse/a/d", "7 of a later program").unwrap();
    let mut later = bench.open();
    assert!(later.damage()[0].newer);
    assert!(matches!(later.purge(&ids[1..]), Err(StoreError::Newer { found: 7, .. })));
    assert!(later.desk().request(ids[1]).is_some());
    assert_eq!(bench.memory.get("inhouse/a/d").unwrap().as_deref(), Some("7 of a later program"));
}

/// The day of the last copy, the folder and the keys that are off: not the team's, and not thrown away either.
#[test]
fn what_the_browser_remembers_is_set_aside_before_it_is_written_over() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let here = Here::new(Rc::new(bench.memory.clone()));
    here.set("backup", Some("1794474000000"));
    let bad = bench.memory.get("inhouse/here").unwrap().unwrap().replace('}', "");
    bench.memory.put("inhouse/here", &bad).unwrap();
    let listed = |ledger: &Ledger| -> Vec<(String, String)> {
        ledger.set_aside().into_iter().map(|(place, damage)| (place, damage.key)).collect()
    };
    let place = |place: &str| (place.to_owned(), "inhouse/here".to_owned());
    assert_eq!(listed(&ledger), [place("inhouse/here")]);
    assert!(ledger.damaged_copy("inhouse/here").contains("1794474000000"));
    // There is no room for both: what was there stays.
    bench.memory.fail_after(Some(0));
    here.set("theme", Some("dark"));
    assert_eq!(bench.memory.get("inhouse/here").unwrap().as_deref(), Some(bad.as_str()));
    bench.memory.fail_after(None);
    here.set("theme", Some("dark"));
    assert_eq!(here.get("theme").as_deref(), Some("dark"));
    assert_eq!(listed(&ledger), [place("inhouse/here/x/0")]);
    let kept: serde_json::Value = serde_json::from_str(&ledger.damaged_copy("inhouse/here/x/0")).unwrap();
    assert_eq!(kept["value"].as_str(), Some(bad.as_str()));
    // A second time it is not thrown away for the first.
    bench.memory.put("inhouse/here", "[]").unwrap();
    here.set("theme", None);
    assert_eq!(listed(&ledger), [place("inhouse/here/x/0"), place("inhouse/here/x/1")]);
    ledger.discard("inhouse/here/x/0").unwrap();
    ledger.discard("inhouse/here").unwrap();
    assert_eq!(listed(&ledger), [place("inhouse/here/x/1")]);
    assert!(bench.memory.get("inhouse/here").unwrap().is_some(), "what reads is not removed");
}

/// A value set aside that does not read itself is listed under its own key; and two tabs take no number twice.
#[test]
fn what_was_set_aside_is_listed_whatever_it_is() {
    let bench = Bench::new();
    let mut one = bench.desk();
    let ids = ["A", "B"].map(|title| raise(&mut one, title, "Finance"));
    bench.memory.put("inhouse/a/x/0", "{\"key\":\"inhouse/a/r").unwrap();
    let mut two = bench.open();
    let listed = two.set_aside();
    assert_eq!((listed[0].0.as_str(), listed[0].1.key.as_str()), ("inhouse/a/x/0", "inhouse/a/x/0"));
    assert!(!listed[0].1.cause.is_empty());
    assert_eq!(two.damaged_copy("inhouse/a/x/0"), "{\"key\":\"inhouse/a/r");
    for (ledger, id) in [(&mut one, ids[0]), (&mut two, ids[1])] {
        bench.memory.put(&ledger.keys().record(Subject::Request(id)), "cut").unwrap();
        ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    }
    let places: Vec<String> = two.set_aside().into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["inhouse/a/x/0", "inhouse/a/x/1", "inhouse/a/x/2"]);
}
