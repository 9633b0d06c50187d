//! What does not read stays as it is, is listed, and is tried again: at every start, and when somebody asks for it. A later
//! program, or a value that was mended, is how it comes to read.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::Subject;
use inhouse::domain::request::{Priority, RequestFact};
use inhouse::store::ledger::Trouble;
use inhouse::store::ports::{KeyValue, StoreError};

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
