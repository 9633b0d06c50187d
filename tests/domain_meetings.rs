//! What there is with a client besides requests: talks with the day of the next one, what was passed on, what went well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, name};
use chrono::NaiveDate;
use inhouse::domain::client::ClientFact;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::{ClientId, Subject};
use inhouse::domain::meeting::{Kind, Meeting, due_by, next_talk};
use inhouse::domain::moment::Span;
use inhouse::domain::text::Note;
use inhouse::store::ledger::{Ledger, Trouble};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn client(ledger: &mut Ledger, called: &str) -> ClientId {
    match ledger.act(Edit::AddClient(name(called))).unwrap().made {
        Some(Subject::Client(id)) => id,
        _ => panic!("no client"),
    }
}

fn meet(
    ledger: &mut Ledger,
    id: ClientId,
    kind: Kind,
    on: NaiveDate,
    text: &str,
    next: Option<NaiveDate>,
) -> Result<(), Refusal> {
    let meeting = Meeting { kind, on, text: note(text) };
    match ledger.act(Edit::Meet(id, Box::new(meeting), next)) {
        Ok(_) => Ok(()),
        Err(Trouble::Refused(why)) => Err(why),
        Err(other) => panic!("{other}"),
    }
}

/// It is Thursday, 12 November 2026.
#[test]
fn a_talk_names_the_next_one_and_is_due_on_its_day() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let (finance, legal) = (client(&mut ledger, "Finance"), client(&mut ledger, "Legal"));
    let of = |ledger: &Ledger, id| ledger.desk().client(id).unwrap().clone();

    assert_eq!(meet(&mut ledger, finance, Kind::Talk, day(11, 13), "Tomorrow", None), Err(Refusal::Future));
    assert_eq!(meet(&mut ledger, finance, Kind::Talk, day(11, 12), " ", None), Err(Refusal::EmptyText));
    let same_day = meet(&mut ledger, finance, Kind::Talk, day(11, 12), "Hm", Some(day(11, 12)));
    assert_eq!(same_day, Err(Refusal::PromisePast));
    assert!(of(&ledger, finance).meetings.is_empty());

    meet(&mut ledger, finance, Kind::Talk, day(11, 12), "The close is hard", Some(day(12, 10))).unwrap();
    meet(&mut ledger, legal, Kind::Talk, day(11, 2), "All well", Some(day(11, 12))).unwrap();
    assert_eq!(due_by(ledger.desk(), day(11, 12)), [(day(11, 12), legal)]);
    assert_eq!(due_by(ledger.desk(), day(12, 31)), [(day(11, 12), legal), (day(12, 10), finance)]);

    // What is passed on is no talk: the one that is due stays due. A talk that was held before that day changes nothing.
    meet(&mut ledger, legal, Kind::Sent, day(11, 12), "A new law", None).unwrap();
    meet(&mut ledger, legal, Kind::Talk, day(11, 5), "In the corridor", None).unwrap();
    assert_eq!(of(&ledger, legal).next, Some(day(11, 12)));
    // Held, without a next one: nothing is due. One undo takes back both.
    meet(&mut ledger, legal, Kind::Talk, day(11, 12), "As planned", None).unwrap();
    assert_eq!((of(&ledger, legal).next, of(&ledger, legal).meetings.len()), (None, 4));
    ledger.undo().unwrap();
    assert_eq!((of(&ledger, legal).next, of(&ledger, legal).meetings.len()), (Some(day(11, 12)), 3));

    // Kept, with the answers that are asked for besides.
    let answers = vec![
        ClientFact::Measured(note("Books closed by day 3")),
        ClientFact::Hard(note("Late receipts")),
        ClientFact::Elsewhere(Some(false)),
    ];
    ledger.act(Edit::EditClient(finance, answers)).unwrap();
    let kept = bench.open();
    assert_eq!(of(&kept, finance), of(&ledger, finance));
    assert_eq!(of(&kept, legal), of(&ledger, legal));
    let number = *of(&kept, finance).meetings.keys().next().unwrap();
    ledger
        .act(Edit::EditClient(finance, vec![ClientFact::Met(number, None), ClientFact::Elsewhere(None)]))
        .unwrap();
    let kept = bench.open();
    assert!(of(&kept, finance).meetings.is_empty() && of(&kept, finance).elsewhere.is_none());
}

/// Two computers note one each in the same moment: both are there afterwards.
#[test]
fn two_that_are_noted_at_once_both_stay() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = client(&mut ledger, "Finance");
    bench.pass(Span::minutes(1));
    meet(&mut ledger, id, Kind::Win, day(11, 12), "The close took a day less", None).unwrap();
    meet(&mut ledger, id, Kind::Win, day(11, 12), "No payslip was late", None).unwrap();
    assert_eq!(ledger.desk().client(id).unwrap().meetings.len(), 2);
}

/// Rule 4: talks every four weeks are due 28 days after the last one (12 November and 28 days: 10 December), unless a day
/// is named.
#[test]
fn a_rhythm_of_talks_says_when_the_next_one_is_due() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let finance = client(&mut ledger, "Finance");
    let of = |ledger: &Ledger| ledger.desk().client(finance).unwrap().clone();
    bench.pass(Span::minutes(1));
    ledger.act(Edit::EditClient(finance, vec![ClientFact::Rhythm(Some(4))])).unwrap();
    assert_eq!(next_talk(&of(&ledger)), None, "before the first talk nothing is due");
    meet(&mut ledger, finance, Kind::Sent, day(11, 11), "A new law", None).unwrap();
    assert_eq!(next_talk(&of(&ledger)), None, "what is passed on is no talk");
    meet(&mut ledger, finance, Kind::Talk, day(11, 5), "Earlier", None).unwrap();
    meet(&mut ledger, finance, Kind::Talk, day(11, 12), "The close is hard", None).unwrap();
    assert_eq!(next_talk(&of(&ledger)), Some(day(12, 10)));
    assert_eq!(due_by(ledger.desk(), day(12, 9)), []);
    assert_eq!(due_by(ledger.desk(), day(12, 10)), [(day(12, 10), finance)]);
    meet(&mut ledger, finance, Kind::Talk, day(11, 12), "And so on", Some(day(11, 20))).unwrap();
    assert_eq!(next_talk(&of(&ledger)), Some(day(11, 20)), "a day that is named counts");
    assert_eq!(next_talk(&of(&bench.open())), Some(day(11, 20)));
}

/// What is known of a client is old after 180 days: 16 May is 180 days before 12 November 2026, 17 May 179.
#[test]
fn what_is_known_of_a_client_grows_old() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let finance = client(&mut ledger, "Finance");
    let stale = |ledger: &Ledger| ledger.desk().client(finance).unwrap().is_stale(day(11, 12));
    assert!(!stale(&ledger), "never looked through is said otherwise");
    bench.pass(Span::minutes(1));
    ledger.act(Edit::EditClient(finance, vec![ClientFact::Confirmed(Some(day(5, 17)))])).unwrap();
    assert!(!stale(&ledger));
    bench.pass(Span::minutes(1));
    ledger.act(Edit::EditClient(finance, vec![ClientFact::Confirmed(Some(day(5, 16)))])).unwrap();
    assert!(stale(&ledger));
    assert!(stale(&bench.open()));
}
