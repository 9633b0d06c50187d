//! Work that comes again: its days, what is due, and templates.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/caring.rs"]
mod caring;

use bench::*;
use caring::*;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::edit::{Edit, NewRequest};
use inhouse::domain::ident::{ServiceId, Subject};
use inhouse::domain::request::{Effect, Priority};
use inhouse::domain::template::{Due, Every, Repeat, Template, due, filled, untried};
use inhouse::store::ledger::Ledger;

/// Days checked against a calendar of 2026: 1 January is a Thursday, 2026 has no 29 February.
#[test]
fn days_of_what_comes_again() {
    let repeat = |every, from| Repeat { every, from };
    let days = repeat(Every::Days(10), date(2026, 1, 1));
    assert_eq!(days.latest(date(2025, 12, 31)), None);
    assert_eq!(days.next(date(2025, 12, 31)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 1)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 10)), Some(date(2026, 1, 1)));
    assert_eq!(days.latest(date(2026, 1, 11)), Some(date(2026, 1, 11)));
    assert_eq!(days.next(date(2026, 1, 11)), Some(date(2026, 1, 21)));

    let weeks = repeat(Every::Weeks(2), date(2026, 1, 2));
    assert_eq!(weeks.latest(date(2026, 2, 1)), Some(date(2026, 1, 30)));

    // The last day of January: February has 28 days, April 30.
    let months = repeat(Every::Months(1), date(2026, 1, 31));
    assert_eq!(months.latest(date(2026, 2, 27)), Some(date(2026, 1, 31)));
    assert_eq!(months.latest(date(2026, 2, 28)), Some(date(2026, 2, 28)));
    assert_eq!(months.latest(date(2026, 3, 30)), Some(date(2026, 2, 28)));
    assert_eq!(months.next(date(2026, 3, 31)), Some(date(2026, 4, 30)));
    let quarters = repeat(Every::Months(3), date(2025, 11, 30));
    assert_eq!(quarters.latest(date(2026, 5, 1)), Some(date(2026, 2, 28)));

    // Second Tuesday: 13 January, 10 February, 10 March, 14 April 2026.
    let second = repeat(Every::Weekday(1), date(2026, 1, 13));
    assert_eq!(second.nth(), 2);
    let days: Vec<_> = (2..=4).map(|month| second.latest(date(2026, month, 28)).unwrap()).collect();
    assert_eq!(days, [date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 14)]);
    // A fifth Friday (30 January) is the last one: 27 February, 27 March, 24 April.
    let last = repeat(Every::Weekday(1), date(2026, 1, 30));
    let days: Vec<_> = (2..=4).map(|month| last.latest(date(2026, month, 28)).unwrap()).collect();
    assert_eq!(days, [date(2026, 2, 27), date(2026, 3, 27), date(2026, 4, 24)]);
    // Far away it answers too, or says that there is none.
    assert!(repeat(Every::Months(1_000), date(2026, 1, 31)).next(date(2026, 2, 1)).is_some());
    assert_eq!(Every::of("months", 0), None);
    assert_eq!(Every::of("fortnights", 1), None);
}

fn monthly(ledger: &mut Ledger) -> ServiceId {
    let made = ledger.act(Edit::AddService(name("Accounts"))).unwrap().made;
    let Some(Subject::Service(service)) = made else { panic!("{made:?}") };
    let template = Template {
        name: name("Month end"),
        title: point("Close the month"),
        text: say("As ever."),
        means: vec![point("Balance sent"), point("Archive made")],
        priority: Priority::High,
        effect: Some(Effect::Essential),
        owner: Some(name("Tom Aerts")),
        client: None,
        repeat: Some(Repeat { every: Every::Months(1), from: date(2026, 10, 12) }),
    };
    let fact = ServiceFact::Template(1, Some(Box::new(template)));
    ledger.act(Edit::EditService(service, vec![fact])).unwrap();
    service
}

#[test]
fn what_is_due_is_made_once() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let service = monthly(&mut ledger);
    let today = date(2026, 11, 12);
    // October passed unnoticed: only November is made.
    let wanted = Due { service, template: 1, day: today };
    assert_eq!(due(ledger.desk(), today), [wanted]);
    let mut other = bench.open();
    ledger.act(Edit::MakeDue(due(ledger.desk(), today))).unwrap();
    other.act(Edit::MakeDue(due(other.desk(), today))).unwrap();
    let here = ledger.desk().request(wanted.id()).unwrap();
    assert_eq!(here.title.as_ref().unwrap().as_str(), "Close the month");
    assert_eq!(here.owner, Some(name("Tom Aerts")));
    assert_eq!((here.service, here.priority), (Some(service), Priority::High));
    let kept = here.care.kept().unwrap();
    assert_eq!((kept.points(), kept.repeats), ((0, 2), Some((service, 1, today))));
    // Both tabs made it: there is one.
    let both = bench.open();
    assert_eq!(both.desk().request_count(), 1);
    assert_eq!(both.desk().request(wanted.id()).unwrap().care.kept().unwrap().points(), (0, 2));
    assert_eq!(due(both.desk(), today), []);
    assert_eq!(due(both.desk(), date(2026, 12, 11)), []);
    assert_eq!(due(both.desk(), date(2026, 12, 12)).len(), 1);
}

#[test]
fn what_was_undone_is_due_again_what_was_removed_is_not() {
    let mut ledger = Bench::new().desk();
    monthly(&mut ledger);
    let today = date(2026, 11, 12);
    let make = |ledger: &mut Ledger| {
        let all = due(ledger.desk(), today);
        ledger.act(Edit::MakeDue(all)).unwrap()
    };
    make(&mut ledger);
    ledger.undo().unwrap();
    assert_eq!(due(ledger.desk(), today).len(), 1);
    make(&mut ledger);
    let (id, _) = ledger.desk().requests().next().unwrap();
    ledger.act(Edit::Remove(Subject::Request(id))).unwrap();
    assert_eq!(due(ledger.desk(), today), []);
    assert!(ledger.act(Edit::MakeDue(due(ledger.desk(), today))).unwrap().touched.is_empty());
}

#[test]
fn a_template_fills_in_a_request() {
    let mut ledger = Bench::new().desk();
    let service = monthly(&mut ledger);
    let template = ledger.desk().service(service).unwrap().templates[&1].clone();
    let new = NewRequest { title: point("Close November"), ..filled(service, 1, &template) };
    let made = ledger.act(Edit::Raise(Box::new(new))).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!("{made:?}") };
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.title.as_ref().unwrap().as_str(), "Close November");
    assert_eq!((request.text.as_str(), request.effect), ("As ever.", Some(Effect::Essential)));
    let kept = request.care.kept().unwrap();
    assert_eq!(kept.template, Some((service, 1)));
    let points: Vec<&str> = kept.means.values().map(|(point, _)| point.as_str()).collect();
    assert_eq!(points, ["Balance sent", "Archive made"]);
}

/// It goes on the board by itself once; what was taken back or removed does not come by itself again.
#[test]
fn what_comes_again_goes_on_the_board_by_itself_once() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    ledger.act(Edit::AddService(name("Accounts"))).unwrap();
    let service = ledger.desk().services().next().unwrap().0;
    repeat_monthly(&mut ledger, service, "Month end", "Close the month");
    let today = date(2026, 11, 12);
    let dues = untried(ledger.desk(), today);
    assert_eq!(dues.len(), 1);
    ledger.act(Edit::MakeDue(dues.clone())).unwrap();
    assert_eq!((untried(ledger.desk(), today).len(), due(ledger.desk(), today).len()), (0, 0));
    // Another tab that has not seen it yet makes the same one, under the same identifier.
    let mut other = bench.open();
    assert!(other.act(Edit::MakeDue(dues.clone())).unwrap().touched.is_empty());
    ledger.undo().unwrap();
    assert_eq!(
        (untried(ledger.desk(), today).len(), due(ledger.desk(), today)),
        (0, dues.clone()),
        "only offered"
    );
    ledger.act(Edit::MakeDue(dues.clone())).unwrap();
    ledger.act(Edit::Remove(Subject::Request(dues[0].id()))).unwrap();
    assert_eq!((untried(ledger.desk(), today).len(), due(ledger.desk(), today).len()), (0, 0));
    assert_eq!(untried(ledger.desk(), date(2026, 12, 10)).len(), 1, "the next month comes by itself");
}
