//! What came to its end long ago is packed: nothing of it is lost, whatever happens on the way, and it takes a
//! fraction of the room.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::tidy_all;
use bench::*;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::store::ledger::{Ledger, Ports, RIPE, SETTLED, SPARE, Tidied};
use inhouse::store::ports::KeyValue;
use inhouse::store::{archive, backup, pack};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

type Stored = BTreeMap<String, String>;

/// A desk with `closed` requests that came to their end in the last year and a few that are in work.
fn with_history(bench: &Bench, closed: usize) -> Ledger {
    let mut ledger = bench.desk();
    let year = (THURSDAY_9 - Span::days(365), THURSDAY_9 - RIPE - Span::days(5));
    ledger.take_in(years::requests(closed, 1, year, true, &[])).unwrap();
    let weeks = (THURSDAY_9 - Span::days(20), THURSDAY_9 - Span::days(3));
    ledger.take_in(years::requests(7, closed + 1, weeks, false, &[])).unwrap();
    bench.pass(Span::hours(1));
    ledger
}

fn keys<'a>(stored: &'a Stored, kind: &str) -> Vec<&'a String> {
    stored.keys().filter(|key| key.contains(kind)).collect()
}

fn first_closed(ledger: &Ledger) -> RequestId {
    ledger.desk().requests().find(|(_, r)| r.stage == Stage::Closed).unwrap().0
}

#[test]
fn packed_requests_are_there_as_before_and_take_a_fraction_of_the_room() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 400);
    let (before, used) = (ledger.desk().clone(), bench.memory.used());
    tidy_all(&bench, &mut ledger);
    let stored = bench.memory.dump();
    assert_eq!(keys(&stored, "/r/").len(), 7, "what is in work stays as it is");
    assert!(keys(&stored, "/z/").len() >= 11, "a shard a month: {:?}", keys(&stored, "/z/"));
    assert_eq!(ledger.desk(), &before);
    assert_eq!(bench.open().desk(), &before);
    // Not counted: what is kept free for the ways out of a full store.
    let now = bench.memory.used() - SPARE;
    assert!(now * 4 < used, "{now} of {used} units");
    // Nothing is left to do, also after a restart.
    assert_eq!(bench.open().tidy().unwrap(), Tidied::Nothing);
}

#[test]
fn what_ended_lately_or_was_brought_in_just_now_stays_as_it_is() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    ledger.act(Edit::Move { id, column: Stage::Closed.into(), index: None }).unwrap();
    bench.pass(RIPE - Span::minutes(1));
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing);
    let old = (THURSDAY_9 - Span::days(300), THURSDAY_9 - Span::days(200));
    let mut lately = years::requests(3, 10, old, true, &[]);
    let now = ledger.now();
    for (count, event) in lately.iter_mut().flat_map(|(_, log)| log).enumerate() {
        event.stamp.ms = now.0;
        event.stamp.count = count as u32;
    }
    ledger.take_in(lately).unwrap();
    assert_eq!(ledger.tidy().unwrap(), Tidied::Nothing, "it may be undone in a moment");
    bench.pass(Span::minutes(11));
    tidy_all(&bench, &mut ledger);
    assert_eq!(keys(&bench.memory.dump(), "/r/").len(), 0);
    assert_eq!(bench.open().desk(), ledger.desk());
}

#[test]
fn a_packed_request_that_is_opened_again_is_a_record_of_its_own_until_it_ends_again() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 60);
    tidy_all(&bench, &mut ledger);
    let id = first_closed(&ledger);
    ledger.act(Edit::Move { id, column: Stage::InProgress.into(), index: None }).unwrap();
    let own = ledger.keys().record(Subject::Request(id));
    assert!(bench.memory.dump().contains_key(&own));
    let again = bench.open();
    assert_eq!(again.desk(), ledger.desk());
    assert_eq!(again.desk().request(id).unwrap().stage, Stage::InProgress);
    assert_eq!(again.desk().log(Subject::Request(id)).len(), ledger.desk().log(Subject::Request(id)).len());
    // Undone, it is closed as before; and it is packed again when its time has come.
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().stage, Stage::Closed);
    bench.pass(RIPE + Span::days(1));
    let before = ledger.desk().clone();
    tidy_all(&bench, &mut ledger);
    assert!(!bench.memory.dump().contains_key(&own));
    assert_eq!(bench.open().desk(), &before);
}

#[test]
fn a_tab_that_is_gone_at_any_write_of_the_packing_loses_nothing() {
    let start = Bench::new();
    let whole = with_history(&start, 40).desk().clone();
    let stored = start.memory.dump();
    for k in 0..90 {
        let bench = start.clone();
        bench.memory.fill(stored.clone());
        bench.clock.set(THURSDAY_9 + Span::hours(1));
        let left = Rc::new(Cell::new(k));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let mut ledger = Ledger::open(ports, "a");
        for _ in 0..60 {
            if left.get() == 0 || ledger.tidy() == Ok(Tidied::Nothing) {
                break;
            }
            bench.pass(SETTLED);
        }
        let mut again = bench.open();
        assert_eq!(again.desk(), &whole, "gone after {k} writes");
        assert!(again.damage().is_empty());
        tidy_all(&bench, &mut again);
        assert_eq!(bench.open().desk(), &whole, "gone after {k} writes, and carried on");
        assert_eq!(keys(&bench.memory.dump(), "/r/").len(), 7);
    }
}

#[test]
fn a_store_that_takes_no_more_at_any_write_of_the_packing_loses_nothing() {
    let start = Bench::new();
    let whole = with_history(&start, 40).desk().clone();
    let stored = start.memory.dump();
    for k in 0..14 {
        let bench = start.clone();
        bench.memory.fill(stored.clone());
        bench.clock.set(THURSDAY_9 + Span::hours(1));
        let mut ledger = bench.open();
        bench.memory.fail_after(Some(k));
        for _ in 0..60 {
            if ledger.tidy().is_ok_and(|done| done == Tidied::Nothing) {
                break;
            }
            bench.pass(SETTLED);
        }
        bench.memory.fail_after(None);
        assert_eq!(ledger.desk(), &whole);
        assert_eq!(bench.open().desk(), &whole, "full after {k} writes");
    }
}

#[test]
fn a_shard_that_another_tab_wrote_over_costs_nothing() {
    let bench = Bench::new();
    let mut ours = with_history(&bench, 40);
    let mut theirs = bench.open();
    let whole = ours.desk().clone();
    ours.tidy().unwrap();
    let name = keys(&bench.memory.dump(), "/z/")[0].clone();
    // Theirs is written from what the store held before, as two processes at once do.
    let lost: archive::Shard =
        archive::decode(&bench.memory.dump()[&name]).unwrap().into_iter().skip(1).collect();
    let value = archive::encode(&lost);
    bench.memory.put(&name, &value).unwrap();
    bench.pass(SETTLED);
    // Not heard of yet: the record whose copy is gone stays.
    ours.tidy().unwrap();
    assert_eq!(bench.open().desk(), &whole);
    // Heard of only when the records are gone: whoever knows puts back what the other did not know.
    tidy_all(&bench, &mut ours);
    bench.memory.put(&name, &value).unwrap();
    assert_ne!(bench.open().desk(), &whole);
    ours.absorb(&name, Some(&value)).unwrap();
    assert_eq!(bench.open().desk(), &whole);
    tidy_all(&bench, &mut theirs);
    assert_eq!((theirs.desk(), bench.open().desk()), (&whole, &whole));
}

#[test]
fn a_record_removed_under_an_edit_that_was_not_heard_of_comes_back() {
    let bench = Bench::new();
    let mut ours = with_history(&bench, 30);
    let id = first_closed(&ours);
    let key = ours.keys().record(Subject::Request(id));
    ours.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)])).unwrap();
    let whole = ours.desk().clone();
    // Journals stand in for nothing here: the tab writes another batch, and is left.
    bench.memory.remove(&key).unwrap();
    ours.absorb(&key, None).unwrap();
    assert_eq!(bench.open().desk(), &whole);
    // A desk that was emptied elsewhere stays empty.
    let mut theirs = bench.open();
    bench.pass(Span::seconds(2));
    theirs.wipe().unwrap();
    ours.absorb(&key, None).unwrap();
    assert_eq!(bench.open().desk().request_count(), 0);
}

#[test]
fn a_damaged_shard_is_left_alone_and_everything_else_starts() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 40);
    tidy_all(&bench, &mut ledger);
    let stored = bench.memory.dump();
    let shards: Vec<String> = keys(&stored, "/z/").into_iter().cloned().collect();
    let (name, value) = (shards[0].clone(), stored[&shards[0]].clone());
    let inside = archive::decode(&value).unwrap().len();
    let letters: Vec<char> = value.chars().collect();
    for place in 0..letters.len() {
        let mut swapped = letters.clone();
        if place + 1 < letters.len() {
            swapped.swap(place, place + 1);
        }
        let mut flipped = letters.clone();
        flipped[place] = char::from_u32(u32::from(flipped[place]) ^ 1).unwrap();
        for damaged in [letters[..place].to_vec(), swapped, flipped] {
            let text: String = damaged.into_iter().collect();
            match archive::events(&text) {
                Ok(read) => assert_eq!(read, archive::events(&value).unwrap(), "letter {place}"),
                Err(_) if place % 97 == 0 => {
                    let mut all = stored.clone();
                    all.insert(name.clone(), text.clone());
                    bench.memory.fill(all);
                    let mut again = bench.open();
                    assert_eq!(again.desk().request_count(), 47 - inside);
                    assert_eq!(again.damage().len(), 1);
                    raise(&mut again, "Goes on", "Finance");
                    assert_eq!(again.tidy().unwrap(), Tidied::Nothing);
                    assert_eq!(bench.memory.dump()[&name], text, "it stays as it is");
                }
                Err(_) => {}
            }
        }
    }
    // Mended by hand, it reads again without a restart.
    let mut all = stored.clone();
    all.insert(name.clone(), "1broken".into());
    bench.memory.fill(all);
    let mut again = bench.open();
    assert_eq!((again.retry(), again.damage().len()), (0, 1));
    bench.memory.put(&name, &value).unwrap();
    assert_eq!((again.retry(), again.damage().len()), (1, 0));
    assert_eq!(again.desk(), ledger.desk());
    // A later version's is neither read nor written.
    bench.memory.put(&name, &["2", &value[1..]].concat()).unwrap();
    assert!(bench.open().damage()[0].newer);
}

#[test]
fn the_file_of_a_packed_desk_is_the_file_of_the_desk() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 40);
    let made = ledger.now();
    let before = backup::write(ledger.keys(), &ledger.stored().unwrap(), made);
    tidy_all(&bench, &mut ledger);
    assert_eq!(backup::write(ledger.keys(), &ledger.stored().unwrap(), made), before);
    // Also while a request stands in a shard and, changed since, by itself.
    let id = first_closed(&ledger);
    ledger.act(Edit::Move { id, column: Stage::InProgress.into(), index: None }).unwrap();
    let text = backup::write(ledger.keys(), &ledger.stored().unwrap(), made);
    let other = Bench::new();
    let mut fresh = other.open();
    fresh.take_in(backup::read(&text).unwrap().records).unwrap();
    assert_eq!(fresh.desk(), ledger.desk());
    // Emptied and put back it is the same too.
    let whole = ledger.desk().clone();
    let old = ledger.wipe().unwrap();
    assert_eq!(keys(&bench.memory.dump(), "inhouse/a/").len(), 0);
    ledger.put_back(&old).unwrap();
    assert_eq!((ledger.desk(), bench.open().desk()), (&whole, &whole));
}

#[test]
fn a_desk_that_begins_with_what_is_alive_is_whole_before_the_first_edit() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 80);
    tidy_all(&bench, &mut ledger);
    let whole = ledger.desk().clone();
    let mut begun = Ledger::begin(bench.ports(), "a");
    assert_eq!(begun.desk().request_count(), 7);
    let shards = begun.awaited();
    assert_eq!(begun.read_on(), shards - 1);
    let id = raise(&mut begun, "One more", "Finance");
    assert_eq!(begun.awaited(), 0);
    assert_eq!(begun.desk().request(id).unwrap().reference.as_ref(), "PEO-88", "every number is known");
    begun.undo().unwrap();
    assert_eq!(begun.desk().requests().collect::<Vec<_>>(), whole.requests().collect::<Vec<_>>());
    let mut slowly = Ledger::begin(bench.ports(), "a");
    while slowly.read_on() > 0 {}
    assert_eq!(slowly.desk(), begun.desk());
}

#[test]
fn a_full_store_makes_room_by_packing_before_it_refuses() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 150);
    let used = bench.memory.used();
    bench.memory.set_quota(used + 100);
    for n in 0..40 {
        raise(&mut ledger, &format!("Request number {n} of a busy day"), "Finance");
        assert!(bench.memory.used() <= used + 100);
    }
    assert!(!keys(&bench.memory.dump(), "/z/").is_empty());
    assert_eq!(bench.open().desk(), ledger.desk());
}

/// What somebody packs by hand goes in portions, and may be stopped between two of them: nothing of the desk changes by it,
/// and what is opened again meanwhile is left alone.
#[test]
fn what_is_finished_is_packed_in_portions() {
    let bench = Bench::new();
    let mut ledger = with_history(&bench, 400);
    let (before, used) = (ledger.desk().clone(), bench.memory.used());
    let mut left = ledger.packable().unwrap();
    assert_eq!(left.len(), 400);
    let first = ledger.pack_portion(&mut left).unwrap();
    assert!(first > 0 && (272..400).contains(&left.len()), "at most 128 at a time: {} left", left.len());
    assert_eq!(ledger.packed(), 400 - left.len());
    // Stopped here, it is a desk as any other.
    assert_eq!((bench.open().desk(), ledger.desk()), (&before, &before));
    let again = *left.last().unwrap();
    ledger.act(Edit::Move { id: again, column: Stage::InProgress.into(), index: None }).unwrap();
    let mut freed = first;
    while !left.is_empty() {
        freed += ledger.pack_portion(&mut left).unwrap();
    }
    assert_eq!((ledger.packed(), ledger.packable().unwrap()), (399, Vec::new()));
    assert!(freed * 2 > used, "{freed} of {used}");
    assert_eq!(bench.open().desk(), ledger.desk());
    // Another tab emptied the desk: nothing is packed into it.
    bench.open().empty().unwrap();
    assert_eq!(ledger.packable(), Err(inhouse::store::ports::StoreError::Emptied));
}

/// An edit on a desk with this much history, whatever room is left: `sizes` over what is in use. How often it was refused.
fn at_quotas(closed: usize, sizes: impl Iterator<Item = usize>) -> usize {
    let start = Bench::new();
    let ledger = with_history(&start, closed);
    // Without the journal of the last batch, which would make room by giving way to the next.
    let mut stored = start.memory.dump();
    stored.retain(|key, _| !key.contains("/j/"));
    start.memory.fill(stored.clone());
    let used = start.memory.used();
    let before = ledger.desk().clone();
    let now = ledger.now();
    let mut refused = Vec::new();
    for quota in sizes.map(|over| used + over) {
        let bench = Bench { random: inhouse::store::memory::Counting::from(99), ..start.clone() };
        bench.memory.set_quota(usize::MAX);
        bench.memory.fill(stored.clone());
        bench.clock.set(now);
        let mut ledger = bench.open();
        bench.memory.set_quota(quota);
        match ledger.act(request("Fix the payroll export", "Finance")) {
            Ok(_) => {
                assert_eq!(ledger.desk().request_count(), closed + 8);
            }
            Err(_) => {
                refused.push(quota);
                assert_eq!(ledger.desk(), &before, "quota {quota}");
                assert_eq!(bench.memory.used(), used, "quota {quota}");
            }
        }
        assert!(bench.memory.used() <= quota);
        assert_eq!(bench.open().desk(), ledger.desk(), "quota {quota}");
        bench.memory.set_quota(usize::MAX);
    }
    refused.len()
}

/// Where nothing can be packed, at every single size from none to more than enough; where something can, as long as its
/// shard may not fit.
#[test]
fn at_every_quota_the_desk_is_the_one_before_or_after_an_edit() {
    let refused = at_quotas(0, 0..1_300);
    assert!((1..1_200).contains(&refused), "{refused}");
    let step = if std::env::var_os("INHOUSE_CASES").is_some() { 1 } else { 29 };
    // Not even the shard that makes the room fits below this.
    let refused = at_quotas(30, (0..300).chain((300..2_400).step_by(step)));
    assert!((1..300).contains(&refused), "refused {refused} times though there was room to be made");
}

#[test]
fn a_history_that_fits_only_packed_can_be_brought_in() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    bench.memory.set_quota(200_000);
    let years = (THURSDAY_9 - Span::days(900), THURSDAY_9 - RIPE - Span::days(5));
    let all = years::requests(400, 1, years, true, &[]);
    for portion in all.chunks(100) {
        ledger.take_in(portion.to_vec()).unwrap();
    }
    assert_eq!(ledger.desk().request_count(), 400);
    assert_eq!(bench.open().desk(), ledger.desk());
    println!("400 requests in {} units", bench.memory.used());
}

#[test]
fn nothing_unfolds_without_end() {
    let bomb = pack::pack(&vec![b' '; 70_000_000]);
    assert!(bomb.len() < 1_000_000);
    assert!(pack::unpack(&bomb).is_err());
    assert!(archive::decode(&["1", &bomb].concat()).is_err());
}
