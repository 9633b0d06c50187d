//! The safe log: what it has noted is there after a browser was killed, whatever of the store reached the disk.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Note;
use proptest::prelude::*;

/// After every edit: what the store held, and the desk.
fn a_morning(
    bench: &Bench,
) -> Vec<(std::collections::BTreeMap<String, String>, inhouse::domain::workspace::Workspace)> {
    let mut ledger = bench.desk();
    let mut at = vec![(bench.memory.dump(), ledger.desk().clone())];
    let mut keep =
        |ledger: &inhouse::store::ledger::Ledger| at.push((bench.memory.dump(), ledger.desk().clone()));
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    keep(&ledger);
    for (n, stage) in
        [Stage::Deciding, Stage::Accepted, Stage::InProgress, Stage::Waiting].into_iter().enumerate()
    {
        bench.pass(Span::minutes(7));
        ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
        keep(&ledger);
        let note = Note::new(&format!("step {n}")).unwrap();
        ledger.act(Edit::Update { id, text: note, visible: n % 2 == 0 }).unwrap();
        keep(&ledger);
    }
    let other = raise(&mut ledger, "New laptop", "Warehouse");
    keep(&ledger);
    ledger.act(Edit::Change(other, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    keep(&ledger);
    ledger.undo().unwrap();
    keep(&ledger);
    ledger.act(Edit::ChangeClient(id, Choice::New(name("Sales")))).unwrap();
    keep(&ledger);
    at
}

#[test]
fn a_store_that_fell_behind_by_any_number_of_edits_is_made_whole_from_the_log() {
    let bench = Bench::new();
    let history = a_morning(&bench);
    let last = history.last().unwrap().1.clone();
    for (behind, (stored, then)) in history.iter().rev().enumerate() {
        bench.memory.fill(stored.clone());
        let mut ledger = bench.open();
        assert_eq!(ledger.desk(), then, "{behind} edits behind");
        let noted = bench.log.noted("a");
        let recovered = ledger.recover(&noted);
        assert_eq!(ledger.desk(), &last, "{behind} edits behind");
        assert_eq!(recovered.records == 0, then == &last);
        assert_eq!(recovered.kept, vec![true; noted.len()]);
        // And it is in the store now: the next start needs no log.
        assert_eq!(bench.open().desk(), &last);
    }
}

/// Edited, called safe, the battery dies, and the computer is started the next morning, or after the holidays; or its
/// clock has been set back meanwhile.
#[test]
fn what_was_noted_is_of_use_however_long_ago_it_was() {
    for away in [Span::hours(15), Span::days(40), Span::hours(-3)] {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        let stored = bench.memory.dump();
        raise(&mut ledger, "Fix the payroll export", "Finance");
        let last = ledger.desk().clone();
        bench.memory.fill(stored);
        bench.pass(away);
        let mut again = bench.open();
        again.recover(&bench.log.noted("a"));
        assert_eq!(again.desk(), &last, "{away:?} later");
        assert_eq!(bench.open().desk(), &last);
    }
}

/// A log that opens only when the desk is in use already: nothing of what was done meanwhile is touched by it.
#[test]
fn a_log_that_comes_late_finds_a_desk_in_use() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let stored = bench.memory.dump();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let noted = bench.log.noted("a");
    bench.memory.fill(stored);
    bench.pass(Span::hours(9));
    let mut again = bench.open();
    raise(&mut again, "New laptop", "Warehouse");
    assert_eq!(again.recover(&noted).records, 2, "the request and its client");
    assert_eq!(again.desk().request_count(), 2);
    assert_eq!(bench.open().desk(), again.desk());
}

/// What could not be written stays in the log, and is written by the next start that has room.
#[test]
fn a_note_stays_until_what_it_tells_is_in_the_store() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let stored = bench.memory.dump();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let last = ledger.desk().clone();
    bench.memory.fill(stored.clone());
    let noted = bench.log.noted("a");
    let mut full = bench.open();
    bench.memory.set_quota(bench.memory.used());
    let recovered = full.recover(&noted);
    assert_eq!(full.desk(), &last, "it is in memory");
    assert_eq!(recovered.kept, [true, false], "the first one tells of the set-up, which is stored");
    bench.memory.set_quota(usize::MAX);
    assert_eq!(bench.open().recover(&noted).kept, [true, true]);
    assert_eq!(bench.open().desk(), &last);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a killed browser leaves is not one moment: each key is as old as its last write to the disk.
    #[test]
    fn keys_of_different_ages_are_made_whole_too(ages in proptest::collection::vec(any::<prop::sample::Index>(), 40)) {
        let bench = Bench::new();
        let history = a_morning(&bench);
        let (newest, last) = history.last().unwrap().clone();
        let mut torn = std::collections::BTreeMap::new();
        for (key, age) in newest.keys().zip(ages) {
            if let Some(value) = history[age.index(history.len())].0.get(key) {
                torn.insert(key.clone(), value.clone());
            }
        }
        bench.memory.fill(torn);
        let mut ledger = bench.open();
        ledger.recover(&bench.log.noted("a"));
        prop_assert_eq!(ledger.desk(), &last);
    }
}

#[test]
fn what_was_emptied_stays_away_even_if_the_log_did_not_get_to_forget() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let noted = bench.log.noted("a");
    bench.pass(Span::seconds(1));
    let old = ledger.wipe().unwrap();
    assert_eq!(bench.log.noted("a"), []);

    let mut again = bench.open();
    assert_eq!(again.recover(&noted).records, 0);
    assert_eq!(again.desk().requests().count(), 0);

    // Put back, it is in the log as well, also within the millisecond: the browser may be killed right after.
    ledger.put_back(&old).unwrap();
    let whole = ledger.desk().clone();
    let marker: Vec<_> = bench.memory.dump().into_iter().filter(|(key, _)| key.contains("/log/")).collect();
    bench.memory.fill(marker.into_iter().collect());
    let mut killed = bench.open();
    killed.recover(&bench.log.noted("a"));
    assert_eq!(killed.desk(), &whole);
}

#[test]
fn a_note_that_does_not_read_is_passed_over_and_the_others_are_taken_in() {
    let bench = Bench::new();
    let history = a_morning(&bench);
    let mut noted = bench.log.noted("a");
    for (_, text) in noted.iter_mut().step_by(3) {
        text.truncate(text.len() / 2);
    }
    bench.memory.fill(history[0].0.clone());
    let mut ledger = bench.open();
    assert!(ledger.recover(&noted).records > 0);
}

#[test]
fn a_record_that_does_not_read_is_left_as_it_is_for_whoever_mends_it() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let mut stored = bench.memory.dump();
    let (key, value) = stored.iter_mut().find(|(key, _)| key.starts_with("inhouse/a/r/")).unwrap();
    value.truncate(value.len() / 2);
    let (key, cut) = (key.clone(), value.clone());
    bench.memory.fill(stored.into_iter().filter(|(key, _)| !key.contains("/j/")).collect());

    let mut again = bench.open();
    let recovered = again.recover(&bench.log.noted("a"));
    assert!(recovered.kept.iter().any(|kept| !kept), "the notes of it stay");
    assert_eq!(again.desk().requests().count(), 0, "half of it would pass for the whole");
    assert_eq!(again.damage().len(), 1);
    assert_eq!(bench.memory.dump()[&key], cut);
}
