//! Files edited elsewhere: taken in, both sides end with the same desk, and it is said before what will change.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use bench::*;
use inhouse::domain::edit::{Choice, Deed, Edit};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::{Batch, Ledger};
use inhouse::store::memory::Counting;
use inhouse::store::{backup, merge};
use proptest::prelude::*;
use years::Dice;

/// A computer of its own: it shares nothing with the others, and stamps what it does in its own name (bits 64 to 95).
fn computer(seed: u128) -> Bench {
    Bench { random: Counting::from(seed << 64 | seed), ..Bench::new() }
}

fn file(ledger: &Ledger) -> Batch {
    let text = backup::write(ledger.keys(), &ledger.stored().unwrap(), ledger.now());
    backup::read(&text).unwrap().records
}

fn take(ledger: &mut Ledger, file: &Batch) {
    let members = ledger.take_in(file.clone()).unwrap();
    ledger.imported(Deed { key: "restored", ..Deed::default() }, members);
}

/// Work of `n` steps on a desk, drawn by lot.
fn work(bench: &Bench, ledger: &mut Ledger, dice: &mut Dice, n: usize) {
    for step in 0..n {
        bench.pass(Span((dice.roll() % 90_000) as i64));
        let ids: Vec<RequestId> = ledger.desk().requests().map(|(id, _)| id).collect();
        let id = (!ids.is_empty()).then(|| ids[dice.below(ids.len())]);
        let edit = match (dice.below(7), id) {
            (0, _) | (_, None) => request(&format!("Request {step}"), ["Finance", "Sales"][dice.below(2)]),
            (1, Some(id)) => {
                let stage = [Stage::InProgress, Stage::Waiting, Stage::Done, Stage::Closed][dice.below(4)];
                Edit::Move { id, column: stage.into(), index: None }
            }
            (2, Some(id)) => Edit::Change(id, vec![RequestFact::Prioritised(Priority::ALL[dice.below(4)])]),
            (3, Some(id)) => {
                let title = Title::new(&format!("Title {step} of {}", dice.below(9))).unwrap();
                Edit::Change(id, vec![RequestFact::Retitled(title)])
            }
            (4, Some(id)) => {
                Edit::Update { id, text: Note::new(&format!("News {step}")).unwrap(), visible: true }
            }
            (5, Some(id)) => Edit::Remove(Subject::Request(id)),
            (_, Some(id)) => Edit::ChangeClient(id, Choice::New(name(["Finance", "Legal"][dice.below(2)]))),
        };
        let _ = ledger.act(edit);
        if dice.below(9) == 0 {
            let _ = ledger.undo();
        }
    }
}

/// Three copies of one desk, each worked on by itself.
fn three(seed: u64, steps: usize) -> [(Bench, Ledger); 3] {
    let mut dice = Dice(seed | 1);
    let first = computer(1);
    let mut origin = first.desk();
    work(&first, &mut origin, &mut dice, 12);
    let copy = file(&origin);
    [11, 22, 33].map(|seed| {
        let bench = computer(seed);
        bench.clock.set(origin.now());
        let mut ledger = bench.open();
        take(&mut ledger, &copy);
        work(&bench, &mut ledger, &mut dice, steps);
        (bench, ledger)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// a ∪ b = b ∪ a, (a ∪ b) ∪ c = a ∪ (b ∪ c), a ∪ a = a, on whole desks by way of files, and as stored.
    #[test]
    fn merging_is_commutative_associative_and_idempotent(seed in any::<u64>(), steps in 0_usize..25) {
        let files = three(seed, steps).map(|(_, ledger)| file(&ledger));
        let merged = |order: &[usize]| {
            let bench = computer(5);
            let mut ledger = bench.open();
            for index in order {
                take(&mut ledger, &files[*index]);
            }
            let desk = ledger.desk().clone();
            assert_eq!(bench.open().desk(), &desk, "what is stored");
            (desk, ledger)
        };
        let (whole, ledger) = merged(&[0, 1, 2]);
        for order in [&[2, 1, 0][..], &[1, 0, 2], &[1, 2, 0], &[0, 0, 1, 2, 1, 0, 2, 2]] {
            prop_assert_eq!(&merged(order).0, &whole, "{:?}", order);
        }
        // Associative: two merged elsewhere come as one file.
        let pair = file(&merged(&[1, 2]).1);
        let bench = computer(6);
        let mut other = bench.open();
        take(&mut other, &files[0]);
        take(&mut other, &pair);
        prop_assert_eq!(other.desk(), &whole);
        prop_assert!(merge::adding(&whole, &file(&ledger)).is_nothing());
    }

    /// Two people who exchange files in either order end with the same desk; what was announced is what happens; one
    /// undo takes it back.
    #[test]
    fn who_exchange_files_end_with_the_same_desk(seed in any::<u64>(), steps in 1_usize..25) {
        let [(_, mut anna), (_, mut tom), _] = three(seed, steps);
        let (annas, toms) = (file(&anna), file(&tom));
        let before = anna.desk().clone();
        let said = merge::adding(anna.desk(), &toms);
        take(&mut anna, &toms);
        take(&mut tom, &annas);
        prop_assert_eq!(anna.desk(), tom.desk());
        for subject in anna.desk().subjects() {
            let (was, is) = (before.is_live(subject), anna.desk().is_live(subject));
            prop_assert_eq!(said.added.contains(&subject), !was && is);
            prop_assert_eq!(said.removed.contains(&subject), was && !is);
            let news = anna.desk().log(subject).len() > before.log(subject).len();
            prop_assert_eq!(said.changed.contains(&subject), was && is && news);
        }
        for conflict in &said.conflicts {
            let writer = anna.desk().writer(conflict.subject, conflict.field).unwrap();
            let ours = before.log(conflict.subject).iter().any(|e| e.stamp == writer);
            prop_assert_eq!(conflict.theirs_stays, !ours, "{:?}", conflict);
        }
        if !said.is_nothing() {
            anna.undo().unwrap();
            for (id, request) in before.requests() {
                prop_assert_eq!(anna.desk().request(id), Some(request));
            }
            prop_assert_eq!(anna.desk().request_count(), before.request_count());
        }
    }
}

#[test]
fn a_conflict_names_the_field_both_sides_and_what_stays() {
    let first = computer(1);
    let mut origin = first.desk();
    let id = raise(&mut origin, "Fix the payroll export", "Finance");
    let other = raise(&mut origin, "New laptop", "Sales");
    let copy = file(&origin);
    let open = |seed, who: &str| {
        let bench = computer(seed);
        bench.clock.set(origin.now());
        let mut ledger = bench.open();
        take(&mut ledger, &copy);
        ledger.set_actor(Some(name(who)));
        (bench, ledger)
    };
    let ((annas, mut anna), (toms, mut tom)) = (open(2, "Anna"), open(3, "Tom"));
    annas.pass(Span::minutes(5));
    anna.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    anna.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name("Mila Berg")))])).unwrap();
    toms.pass(Span::minutes(9));
    tom.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)])).unwrap();
    tom.act(Edit::Change(other, vec![RequestFact::Assigned(Some(name("Luc Martin")))])).unwrap();
    tom.act(request("A third", "Finance")).unwrap();

    let said = merge::adding(anna.desk(), &file(&tom));
    assert_eq!((said.added.len(), said.changed.len(), said.removed.len()), (1, 2, 0));
    assert_eq!(said.conflicts.len(), 1, "different fields are no conflict: {:?}", said.conflicts);
    let conflict = &said.conflicts[0];
    assert_eq!(Some(conflict.field), RequestFact::Prioritised(Priority::High).field());
    let sides = (conflict.ours.actor.clone(), conflict.theirs.actor.clone());
    assert_eq!(sides, (Some(name("Anna")), Some(name("Tom"))));
    assert!(conflict.theirs_stays);
    // The other way round the same setting stays.
    assert!(!merge::adding(tom.desk(), &file(&anna)).conflicts[0].theirs_stays);
    // Both setting the same is agreement.
    anna.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)])).unwrap();
    assert_eq!(merge::adding(anna.desk(), &file(&tom)).conflicts.len(), 0);
}

#[test]
fn replacing_says_what_goes() {
    let bench = computer(1);
    let mut ledger = bench.desk();
    let kept = raise(&mut ledger, "Fix the payroll export", "Finance");
    let old = file(&ledger);
    let new = raise(&mut ledger, "New laptop", "Finance");
    ledger.act(Edit::Move { id: kept, column: Stage::Done.into(), index: None }).unwrap();
    let said = merge::replacing(ledger.desk(), &old);
    assert_eq!(said.removed, [Subject::Request(new)]);
    assert_eq!(said.changed, [Subject::Request(kept)]);
    assert!(said.added.is_empty());
    // The team, its calendar and the client are as they were.
    assert_eq!(said.same, 3);
    assert!(merge::replacing(ledger.desk(), &file(&ledger)).is_nothing());
}
