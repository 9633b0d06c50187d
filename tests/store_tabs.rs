//! Many tabs on one desk: whatever they do and however late they hear of each other, all end with the same desk, and
//! it is what is stored.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/tabs.rs"]
mod tabs;
#[path = "support/years.rs"]
mod years;

use bench::*;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::{Ledger, Ports, RIPE};
use inhouse::store::ports::StoreError;
use std::collections::BTreeSet;
use std::rc::Rc;
use tabs::Browser;
use years::Dice;

/// Two tabs of a desk of some requests, part of which came to their end long ago.
fn two_tabs(bench: &Bench, old: usize) -> (Browser, Vec<Ledger>) {
    let mut ledger = bench.desk();
    let year = (THURSDAY_9 - Span::days(365), THURSDAY_9 - RIPE - Span::days(5));
    ledger.take_in(years::requests(old, 1, year, true, &[])).unwrap();
    for n in 0..20 {
        raise(&mut ledger, &format!("Request {n}"), ["Finance", "Sales"][n % 2]);
    }
    let browser = Browser::new(bench.memory.dump(), 2);
    let open = |tab: usize| {
        let ports = Ports { kept: Rc::new(browser.tabs[tab].clone()), ..bench.ports() };
        Ledger::open(ports, "a")
    };
    let ledgers = vec![open(0), open(1)];
    (browser, ledgers)
}

/// Something a person may do, on a request drawn by lot.
fn some_edit(ledger: &Ledger, dice: &mut Dice, n: usize) -> Edit {
    let ids: Vec<RequestId> = ledger.desk().requests().map(|(id, _)| id).collect();
    let id = ids[dice.below(ids.len())];
    match dice.below(9) {
        0 => request(&format!("New {n}"), ["Finance", "Warehouse", "Legal"][dice.below(3)]),
        1 | 2 => {
            let stage = [Stage::Deciding, Stage::InProgress, Stage::Waiting, Stage::Done, Stage::Closed]
                [dice.below(5)];
            Edit::Move { id, column: stage.into(), index: Some(dice.below(3)) }
        }
        3 => {
            Edit::Update { id, text: Note::new(&format!("News {n}")).unwrap(), visible: n.is_multiple_of(2) }
        }
        4 => Edit::Change(id, vec![RequestFact::Prioritised(Priority::ALL[dice.below(4)])]),
        5 => Edit::Change(id, vec![RequestFact::Retitled(Title::new(&format!("Title {n}")).unwrap())]),
        6 => Edit::Change(id, vec![RequestFact::Assigned(Some(name(["Anna", "Tom"][dice.below(2)])))]),
        7 => Edit::Change(
            id,
            vec![RequestFact::Labelled(name(["urgent", "payroll"][dice.below(2)]), !n.is_multiple_of(3))],
        ),
        _ => Edit::ChangeClient(id, Choice::New(name(["Finance", "Sales", "Legal"][dice.below(3)]))),
    }
}

/// All events of a desk, by record: what must not get lost.
fn events(ledger: &Ledger) -> BTreeSet<(Subject, inhouse::domain::stamp::Stamp)> {
    ledger.desk().subjects().flat_map(|s| ledger.desk().log(s).iter().map(move |e| (s, e.stamp))).collect()
}

/// Both do a thousand random things, tidy and undo now and then, and hear of each other as late as it may happen.
#[test]
fn two_tabs_with_a_thousand_edits_each_end_equal_and_nothing_is_lost() {
    for seed in [3, 77] {
        let bench = Bench::new();
        let mut dice = Dice(seed);
        let (mut browser, mut ledgers) = two_tabs(&bench, 60);
        let mut done = [0_usize; 2];
        let mut all = events(&ledgers[0]);
        let mut n = 0;
        while done.iter().any(|d| *d < 1_000) {
            n += 1;
            bench.pass(Span((dice.roll() % 900) as i64));
            let tab = dice.below(2);
            match dice.below(12) {
                0..=3 if done[tab] < 1_000 => {
                    let edit = some_edit(&ledgers[tab], &mut dice, n);
                    done[tab] += usize::from(ledgers[tab].act(edit).is_ok());
                    all.extend(events(&ledgers[tab]));
                }
                4 if dice.below(6) == 0 => drop(ledgers[tab].undo()),
                5 if dice.below(20) == 0 => drop(ledgers[tab].tidy()),
                6..=8 => drop(browser.hear(tab)),
                _ => drop(browser.tell(tab, &mut ledgers[tab])),
            }
        }
        all.extend(events(&ledgers[0]));
        all.extend(events(&ledgers[1]));
        browser.settle(&mut ledgers);
        assert_eq!(ledgers[0].desk(), ledgers[1].desk(), "seed {seed}");
        bench.memory.fill(browser.kept.clone());
        let again = bench.open();
        assert_eq!(again.desk(), ledgers[0].desk(), "seed {seed}: what is stored");
        assert_eq!(events(&again), all, "seed {seed}: every event is there");
        assert!(again.damage().is_empty());
        for store in &browser.tabs {
            use inhouse::store::ports::KeyValue;
            for (key, value) in browser.kept.iter().filter(|(key, _)| key.contains("/r/")) {
                assert_eq!(store.get(key).unwrap().as_ref(), Some(value), "{key}");
            }
        }
    }
}

/// The same while the closed ones are being packed by both at once.
#[test]
fn two_tabs_that_tidy_at_the_same_time_lose_nothing() {
    for seed in 1..12 {
        let bench = Bench::new();
        let mut dice = Dice(seed * 7_919);
        let (mut browser, mut ledgers) = two_tabs(&bench, 120);
        let whole = ledgers[0].desk().clone();
        bench.pass(Span::hours(1));
        for _ in 0..400 {
            bench.pass(Span((dice.roll() % 8_000) as i64));
            let tab = dice.below(2);
            match dice.below(4) {
                0 => drop(ledgers[tab].tidy()),
                1 | 2 => drop(browser.hear(tab)),
                _ => drop(browser.tell(tab, &mut ledgers[tab])),
            }
        }
        browser.settle(&mut ledgers);
        assert_eq!((ledgers[0].desk(), ledgers[1].desk()), (&whole, &whole));
        bench.memory.fill(browser.kept.clone());
        assert_eq!(bench.open().desk(), &whole, "seed {seed}");
    }
}

#[test]
fn whoever_is_written_over_is_told_and_nobody_else() {
    let bench = Bench::new();
    let (mut browser, mut ledgers) = two_tabs(&bench, 0);
    let id = ledgers[0].desk().requests().next().unwrap().0;
    let change = |ledger: &mut Ledger, fact| {
        bench.pass(Span::seconds(1));
        ledger.act(Edit::Change(id, vec![fact])).unwrap();
    };
    ledgers[1].set_actor(Some(name("Tom Aerts")));
    change(&mut ledgers[0], RequestFact::Prioritised(Priority::High));
    change(&mut ledgers[0], RequestFact::Assigned(Some(name("Mila Berg"))));
    change(&mut ledgers[1], RequestFact::Prioritised(Priority::Urgent));
    browser.settle(&mut ledgers);
    // Different fields both win; of the same field the later setting stays.
    for ledger in &ledgers {
        let request = ledger.desk().request(id).unwrap();
        assert_eq!((request.priority, request.owner.clone()), (Priority::Urgent, Some(name("Mila Berg"))));
    }
    let told = ledgers[0].take_overruled();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].subject, told[0].by.clone()), (Subject::Request(id), Some(name("Tom Aerts"))));
    assert_eq!(Some(told[0].field), RequestFact::Prioritised(Priority::High).field());
    assert_eq!(ledgers[0].take_overruled(), []);
    assert_eq!(ledgers[1].take_overruled(), [], "the winner has nothing to learn");
    // A while later it is ordinary work, and no news.
    bench.pass(Span::minutes(30));
    change(&mut ledgers[1], RequestFact::Assigned(None));
    browser.settle(&mut ledgers);
    assert_eq!(ledgers[0].take_overruled(), []);
}

/// A tab learns at once that a newer program has opened the desk, and writes nothing from then on.
#[test]
fn a_newer_program_in_one_tab_makes_the_other_read_only() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let mut all = bench.memory.dump();
    all.insert("inhouse".into(), "{\"schema\":2}".into());
    bench.memory.fill(all.clone());
    ledger.absorb("inhouse", Some("{\"schema\":2}")).unwrap();
    assert_eq!(ledger.newer(), Some(2));
    assert!(matches!(
        ledger.act(request("More", "Finance")),
        Err(inhouse::store::ledger::Trouble::Store(StoreError::Newer { .. }))
    ));
    assert_eq!(ledger.tidy().unwrap(), inhouse::store::ledger::Tidied::Nothing);
    assert_eq!(bench.memory.dump(), all);
    assert_eq!(ledger.desk().request_count(), 1, "and everything can be looked at");
}
