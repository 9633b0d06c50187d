//! Who gets what, client by client. Open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026 is a Monday.
//! Every figure is worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::edit::{Choice, Edit, NewRequest};
use inhouse::domain::fairness::{Level, fairness, in_time, levels, spread, usual};
use inhouse::domain::ident::{AgreementId, ClientId, RequestId, Subject};
use inhouse::domain::insight::Tally;
use inhouse::domain::moment::Span;
use inhouse::domain::position::Stance;
use inhouse::domain::request::{DeclineReason, Direction, PauseReason, Stage};
use inhouse::domain::text::Title;
use std::collections::BTreeMap;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

fn raise(desk: &mut Desk, time: &str, client: &str, direction: Direction) -> RequestId {
    desk.now = at(9, time);
    let client = match desk.desk.client_named(client) {
        Some(id) => Choice::Known(id),
        None => Choice::New(name(client)),
    };
    let new = NewRequest { client, direction, ..NewRequest::titled(Title::new("A list").unwrap()) };
    match desk.act(Edit::Raise(Box::new(new))) {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn answer(desk: &mut Desk, time: &str, id: RequestId) {
    desk.go(at(9, time), Edit::Update { id, text: note("We begin"), visible: true });
}

/// Sales asks five times on Monday at 09:00 and hears at 10, 11, 12, 13 and 14: 1 to 5 h, the middle one 3 h. Four are done:
/// on Monday at 17:00 (8 h), and on Tuesday at 10:00, 11:00 and 12:00 (9, 10, 11 h): four are too few for a middle one. The
/// fifth is declined. Legal asks at 10:00 and 11:00; one is done on Tuesday at 14:00, 7 + 5 = 12 h. We ask Legal once. Sales
/// got four of the five that are done.
#[test]
fn who_gets_what() {
    let mut desk = Desk::new();
    let sales: Vec<RequestId> =
        (0..5).map(|_| raise(&mut desk, "09:00", "Sales", Direction::WeServe)).collect();
    answer(&mut desk, "10:00", sales[0]);
    let legal = raise(&mut desk, "10:00", "Legal", Direction::WeServe);
    answer(&mut desk, "11:00", sales[1]);
    let open = raise(&mut desk, "11:00", "Legal", Direction::WeServe);
    let ours = raise(&mut desk, "11:30", "Legal", Direction::WeAsk);
    for (time, id) in [("12:00", sales[2]), ("13:00", sales[3]), ("14:00", sales[4])] {
        answer(&mut desk, time, id);
    }
    desk.stage(at(9, "17:00"), sales[0], Stage::Done);
    for (time, id) in [("10:00", sales[1]), ("11:00", sales[2]), ("12:00", sales[3])] {
        desk.stage(at(10, time), id, Stage::Done);
    }
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    let no = Edit::Decline { id: sales[4], category: DeclineReason::Scope, reason, alternative };
    desk.go(at(10, "13:00"), no);
    desk.stage(at(10, "14:00"), legal, Stage::Done);

    let hours = &desk.book.get(desk.calendar).unwrap().open;
    let all = fairness(&desk.desk, Some(hours), at(11, "09:00"), &|_| true);
    let of = |client: &str| &all[&desk.desk.client_named(client)];
    let (s, l) = (of("Sales"), of("Legal"));
    assert_eq!((all.len(), s.asked.len(), s.done.len()), (2, 5, 4));
    assert_eq!(usual(&s.answered), Some(Span::hours(3)));
    let took: Vec<Span> = s.took.iter().map(|(span, _)| *span).collect();
    assert_eq!((took, usual(&s.took)), ([8, 9, 10, 11].map(Span::hours).to_vec(), None));
    assert_eq!(s.declined, [sales[4]]);
    assert_eq!((l.asked.as_slice(), l.done.as_slice()), ([legal, open].as_slice(), [legal].as_slice()));
    assert_eq!(l.took, [(Span::hours(12), legal)]);
    assert_eq!((l.answered.len(), l.we_asked.as_slice()), (0, [ours].as_slice()));
    // Without opening hours there are counts and no times; of nothing there is nothing.
    let plain = fairness(&desk.desk, None, at(11, "09:00"), &|id| id == sales[0]);
    assert_eq!(plain.values().map(|got| (got.done.len(), got.took.len())).collect::<Vec<_>>(), [(1, 0)]);
    assert!(fairness(&desk.desk, None, at(8, "09:00"), &|_| true).is_empty());
}

/// 5 of 5 and 3 of 5 in time: 40 points apart. 0 of 4 are too few to count, and one client alone has no spread.
#[test]
fn the_spread_is_of_clients_with_enough_cases() {
    let id = RequestId::from_parts(1, 2);
    let tally =
        |met: usize, late: usize| Tally { met: vec![id; met], breached: vec![id; late], open_breached: 0 };
    let client = |n: u128| Some(ClientId::from_parts(1, n));
    let mut all =
        BTreeMap::from([(client(1), tally(5, 0)), (client(2), tally(3, 2)), (client(3), tally(0, 4))]);
    assert_eq!(spread(&all), Some(40.0));
    // Nor is what has no client: 0 of 5.
    all.insert(None, tally(0, 5));
    assert_eq!(spread(&all), Some(40.0));
    all.remove(&client(2));
    assert_eq!(spread(&all), None);
    assert_eq!(spread(&BTreeMap::new()), None);
}

/// Sales, 16 h to the end, asks on Monday at 09:00 and 10:00; the first is done on Tuesday at 10:00, after 9 h, the second on
/// Wednesday at 12:00, after 18 h. What we ask Sales at 11:00 is done late on Thursday: it is theirs, and no
/// work of ours. Without a client, without an agreement: nothing.
#[test]
fn in_time_is_what_was_asked_of_us() {
    let mut desk = Desk::new();
    let quick = raise(&mut desk, "09:00", "Sales", Direction::WeServe);
    let slow = raise(&mut desk, "10:00", "Sales", Direction::WeServe);
    let theirs = raise(&mut desk, "11:00", "Sales", Direction::WeAsk);
    raise(&mut desk, "11:30", "Legal", Direction::WeServe);
    desk.stage(at(10, "10:00"), quick, Stage::Done);
    desk.stage(at(11, "12:00"), slow, Stage::Done);
    desk.stage(at(12, "12:00"), theirs, Stage::Done);
    assert!(!desk.desk.request(theirs).unwrap().is_measured_by(desk.agreement));
    let sales = desk.desk.client_named("Sales");
    let of = |now, counts: &dyn Fn(RequestId) -> bool| in_time(&desk.desk, &desk.book, now, counts);
    let tally = Tally { met: vec![quick], breached: vec![slow], open_breached: 0 };
    assert_eq!(of(at(13, "09:00"), &|_| true), BTreeMap::from([(sales, tally)]));
    let one = Tally { met: vec![quick], ..Tally::default() };
    assert_eq!(of(at(13, "09:00"), &|id| id == quick), BTreeMap::from([(sales, one)]));
}

/// Sales and Legal are promised 16 h each, by agreements of their own; Design 8 h; Kitchen nothing. So Sales and Legal are
/// beside each other, and neither beside Design, which gets its work sooner because that is agreed. Once Legal agree on 8 h,
/// they are beside Design. Where the team has no levels, all are together.
#[test]
fn clients_are_compared_with_those_promised_the_same() {
    let mut desk = Desk::new();
    let agree = |desk: &mut Desk, id, client, hours: i64| {
        desk.agree(id, client, [hours / 2, hours, hours * 2], &[PauseReason::Client])
    };
    let sales_terms = agree(&mut desk, None, "Sales", 16);
    let legal_terms = agree(&mut desk, None, "Legal", 16);
    let design_terms = agree(&mut desk, None, "Design", 8);
    desk.act(Edit::Remove(Subject::Agreement(desk.agreement)));
    let of = |client: &str, desk: &mut Desk| raise(desk, "09:00", client, Direction::WeServe);
    let sales = [of("Sales", &mut desk), of("Sales", &mut desk)];
    let legal = of("Legal", &mut desk);
    let [design, kitchen] = ["Design", "Kitchen"].map(|client| of(client, &mut desk));
    let level = |agreements: &[AgreementId], requests: &[RequestId]| Level {
        agreements: agreements.iter().copied().collect(),
        requests: requests.iter().copied().collect(),
    };
    let now = desk.now;
    let both = level(&[sales_terms, legal_terms], &[sales[0], sales[1], legal]);
    let without = level(&[], &[kitchen]);
    assert_eq!(
        levels(&desk.desk, now, &|_| true),
        [both, level(&[design_terms], &[design]), without.clone()]
    );
    let alone = levels(&desk.desk, now, &|id| id == kitchen);
    assert_eq!(alone.as_slice(), std::slice::from_ref(&without));

    // What we ask of Sales is measured by nothing of ours, and stands beside what Sales asks; of nobody's own, without a level.
    let asked = raise(&mut desk, "09:00", "Sales", Direction::WeAsk);
    let of_sales = levels(&desk.desk, now, &|id| asked == id || sales.contains(&id));
    assert_eq!(of_sales, [level(&[sales_terms], &[sales[0], sales[1], asked])]);
    assert_eq!(levels(&desk.desk, now, &|id| id == asked), [level(&[], &[asked])]);
    desk.act(Edit::Remove(Subject::Request(asked)));

    agree(&mut desk, Some(legal_terms), "Legal", 8);
    let others = level(&[legal_terms, design_terms], &[legal, design]);
    assert_eq!(levels(&desk.desk, now, &|_| true), [level(&[sales_terms], &sales), others, without]);

    let (position, choice, note) = ("tiers".into(), "same".into(), note("Each is as important as the next."));
    let stance = Stance { position, choice, owner: None, review: None, note };
    desk.act(Edit::TakePosition { stance: Box::new(stance), word: None });
    assert_eq!(levels(&desk.desk, now, &|_| true).len(), 1);
}
