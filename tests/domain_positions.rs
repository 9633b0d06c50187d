//! Positions, from what a person chooses to what the desk does with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use chrono::NaiveDate;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::position::Stance;
use inhouse::domain::survey::instrument::{Form, ItemId};
use inhouse::domain::survey::{Answer, NaReason};
use inhouse::domain::text::{Name, Note};
use inhouse::store::ledger::{Ledger, Trouble};

fn take(
    ledger: &mut Ledger,
    position: &str,
    choice: &str,
    word: Option<(Name, Name)>,
) -> Result<bool, Trouble> {
    let stance = Stance {
        position: position.into(),
        choice: choice.into(),
        owner: Some(name("Tom Aerts")),
        review: NaiveDate::from_ymd_opt(2027, 5, 12),
        note: Note::new("As we agreed in spring.").unwrap(),
    };
    ledger
        .act(Edit::TakePosition { stance: Box::new(stance), word })
        .map(|outcome| !outcome.touched.is_empty())
}

#[test]
fn a_position_is_kept_with_who_and_when_and_can_be_taken_back() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.set_actor(Some(name("Mila Berg")));
    assert_eq!(take(&mut ledger, "lens", "strict", None), Ok(true));
    assert_eq!(take(&mut ledger, "lens", "strict", None), Ok(false), "the same again is nothing new");
    let again = bench.open();
    assert_eq!(again.desk(), ledger.desk());
    let taken = again.desk().team().positions.taken("lens").unwrap();
    assert_eq!(
        (&*taken.stance.choice, taken.at, taken.by.clone()),
        ("strict", THURSDAY_9, Some(name("Mila Berg")))
    );
    assert_eq!(taken.stance.review, NaiveDate::from_ymd_opt(2027, 5, 12));
    take(&mut ledger, "lens", "off", None).unwrap();
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().team().positions.choice("lens"), "strict");
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().team().positions.choice("lens"), "graded");
}

#[test]
fn a_word_of_ones_own_has_to_be_written() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let refused = take(&mut ledger, "word", "own", None);
    assert_eq!(refused, Err(Trouble::Refused(Refusal::EmptyText)));
    take(&mut ledger, "word", "own", Some((name("neighbour"), name("neighbours")))).unwrap();
    assert_eq!(bench.open().desk().team().word, Some((name("neighbour"), name("neighbours"))));
    take(&mut ledger, "word", "partner", None).unwrap();
    take(&mut ledger, "word", "own", None).expect("the word is known from before");
    assert_eq!(take(&mut ledger, "moon", "full", None), Err(Trouble::Refused(Refusal::Gone)));
}

#[test]
fn a_sheet_begins_with_what_the_positions_make_pointless_answered() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    take(&mut ledger, "access", "any", None).unwrap();
    let open = Edit::OpenRun { name: name("Spring"), form: Form::Full };
    let Some(Subject::Run(run)) = ledger.act(open).unwrap().made else { panic!("a run") };
    assert!(ledger.desk().run(run).unwrap().sheets.is_empty(), "nobody has begun");
    let mut answer = |item: &str, level: u8| {
        let item = ItemId::find(item).unwrap();
        ledger.act(Edit::Answer { run, sheet: "".into(), item, answer: Answer::scale(level) }).unwrap();
        let answers = &ledger.desk().run(run).unwrap().sheets[""].answers;
        answers.iter().map(|(item, answer)| (item.id, answer.clone())).collect::<Vec<_>>()
    };
    let otherwise = Answer::NotApplicable(NaReason::Position);
    let first = (ITEM, Answer::scale(4).unwrap());
    assert_eq!(sorted(answer(ITEM, 4)), sorted(vec![first.clone(), ("fair-5", otherwise)]));
    // It can be answered all the same, and stays answered.
    let both = vec![first, ("fair-5", Answer::scale(2).unwrap())];
    assert_eq!(sorted(answer("fair-5", 2)), sorted(both));
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().run(run).unwrap().sheets.get("").map_or(0, |sheet| sheet.answers.len()), 0);
}

/// The first statement of the instrument.
const ITEM: &str = "know-1";

fn sorted(mut answers: Vec<(&'static str, Answer)>) -> Vec<(&'static str, Answer)> {
    answers.sort_by_key(|(item, _)| *item);
    answers
}

#[test]
fn two_services_do_not_share_a_name() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mut add = |text: &str| match ledger.act(Edit::AddService(name(text))).unwrap().made {
        Some(Subject::Service(id)) => id,
        made => panic!("{made:?}"),
    };
    let (_, contracts) = (add("Payroll"), add("Contracts"));
    let rename = |text: &str| Edit::EditService(contracts, vec![ServiceFact::Named(name(text))]);
    let refused = ledger.act(rename("payroll"));
    assert!(matches!(refused, Err(Trouble::Refused(Refusal::NameTaken(_)))), "{refused:?}");
    ledger.act(rename("CONTRACTS")).expect("its own name in capitals");
    assert_eq!(ledger.desk().service_name(contracts), Some(&name("CONTRACTS")));
}
