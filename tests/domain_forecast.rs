//! What can be promised: dates from what requests like it took, and the load of a promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/deciding.rs"]
mod deciding;

use bench::*;
use deciding::*;
use inhouse::domain::deciding::{TriageEdit, TriageRefusal};
use inhouse::domain::edit::{Choice, Edit, NewRequest, Refusal};
use inhouse::domain::forecast::{Alike, first_fit, forecast, load};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::*;
use inhouse::store::ledger::Ledger;

#[test]
fn a_promise_made_when_it_comes_in_writes_down_its_load() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    // 40 hours a week, 80 % promised, 40 open: a working day is worth 6.4 hours.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let taken = raise(&mut ledger, "Audit", "Finance");
    answer(&mut ledger, taken, vec![TriageFact::Effort(Some(600))]);
    ledger.act(Edit::Move { id: taken, column: Stage::Accepted.into(), index: None }).unwrap();
    let five = ledger.now() + Span::hours(8);
    ledger.act(Edit::Promise { id: taken, date: Some(five), reason: Note::default() }).unwrap();
    let id = made(&mut ledger, NewRequest { promise: Some(five), ..new("Payslips", Priority::Normal, None) });
    assert_eq!(facts(&ledger, id), [TriageFact::Load { promised: 600, capacity: 384 }]);
    let load = inhouse::domain::forecast::load_with(ledger.desk(), ledger.book(), None, five, ledger.now());
    assert!(load.unwrap().is_above(), "known before it is made");
}

#[test]
fn a_changed_wish_asks_for_the_date_and_a_delay_keeps_the_first_promise() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let (first, second, third) =
        (ledger.now() + Span::days(2), ledger.now() + Span::days(4), ledger.now() + Span::days(6));
    let scope = |what: &str, date| TriageEdit::Scope { what: note(what), date };
    act(&mut ledger, id, scope("Also for October.", None)).unwrap();
    ledger.act(Edit::Promise { id, date: Some(first), reason: Note::default() }).unwrap();
    act(&mut ledger, id, scope("Also for September.", None)).unwrap();
    act(&mut ledger, id, scope("As a book.", Some(second))).unwrap();
    let known = triage(&ledger, id).look(|a| a.scope.iter().map(|(_, _, stays)| *stays).collect::<Vec<_>>());
    assert_eq!(known, [None, Some(true), Some(false)]);

    let delay =
        |date, cause: &str| TriageEdit::Delay { date, cause: note(cause), text: note("It will be later.") };
    assert_eq!(act(&mut ledger, id, delay(first, "The printer.")), Err(TriageRefusal::NoDelay.into()));
    assert_eq!(act(&mut ledger, id, delay(third, "")), Err(Refusal::PromiseReason));
    // Later in no other way: whoever waits hears of it. Earlier needs a reason, and is no delay.
    let move_to = |date| Edit::Promise { id, date: Some(date), reason: note("The printer.") };
    assert_eq!(refused(&mut ledger, move_to(third)), Refusal::Triage(TriageRefusal::TellDelay));
    ledger.act(move_to(first)).unwrap();
    ledger.undo().unwrap();
    act(&mut ledger, id, delay(third, "The printer.")).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.first_promise().unwrap().date, first, "kept for ever");
    assert_eq!((request.promise().unwrap().date, request.promises.len()), (third, 3));
    assert!(request.answered.is_some(), "what was told is an answer");
    let told = TriageFact::DelayNoticed { old: second, new: third, cause: note("The printer.") };
    assert_eq!(facts(&ledger, id).last(), Some(&told));
    let other = raise(&mut ledger, "Shredder", "Finance");
    assert_eq!(act(&mut ledger, other, delay(third, "x")), Err(TriageRefusal::NothingPromised.into()));
}

/// Accepted at nine on a Thursday of a week of its own, done so many open hours later.
fn took(ledger: &mut Ledger, bench: &Bench, week: i64, hours: i64, client: &str, service: &str) {
    let begin = THURSDAY_9 + Span::days(7 * week);
    bench.clock.set(begin);
    let mut new = NewRequest::titled(Title::new("Something").unwrap());
    new.client = Choice::New(name(client));
    new.service = if service.is_empty() { Choice::None } else { Choice::New(name(service)) };
    // Raised the day before: the time counts from being accepted.
    new.at = Some(begin - Span::days(1));
    let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else { panic!() };
    ledger.act(Edit::Move { id, column: Stage::Accepted.into(), index: None }).unwrap();
    // The office is open from nine to five: sixteen hours end on Friday at five.
    let days = (hours - 1) / 8;
    bench.clock.set(begin + Span::days(days) + Span::hours(hours - 8 * days));
    ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
}

#[test]
fn a_date_is_proposed_from_what_requests_like_it_took() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    for (week, hours) in [1, 2, 3, 4, 8, 16].into_iter().enumerate() {
        took(&mut ledger, &bench, week as i64, hours, "Finance", "Payroll");
    }
    took(&mut ledger, &bench, 6, 6, "Sales", "");
    bench.clock.set(THURSDAY_9 + Span::days(49));
    let now = ledger.now();
    let mut ask = |client: &str, service: &str| {
        let mut new = NewRequest::titled(Title::new("Something").unwrap());
        new.client = Choice::New(name(client));
        new.service = if service.is_empty() { Choice::None } else { Choice::New(name(service)) };
        let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else {
            panic!()
        };
        id
    };
    let (payroll, finance, stranger) = (ask("Sales", "Payroll"), ask("Finance", "Contracts"), ask("Law", ""));
    let hours = ledger.book().get(ledger.desk().team().hours.unwrap()).unwrap();
    let found = |id| forecast(ledger.desk(), id, hours, now).unwrap();
    // Six values, nearest rank: 50 % is the third, 85 % the sixth (5.1 up), 95 % the sixth (5.7 up).
    let (three, sixteen) = (Span::hours(3), Span::hours(16));
    let at_noon = now + Span::hours(3);
    let friday_five = now + Span::days(1) + Span::hours(8);
    let wanted = [(three, Some(at_noon)), (sixteen, Some(friday_five)), (sixteen, Some(friday_five))];
    assert_eq!((found(payroll).alike, found(payroll).n, found(payroll).dates), (Alike::Service, 6, wanted));
    // Asked at 09:07, three hours end at 12:07, sixteen on Monday at 09:07: proposed at the next full quarter of an hour.
    let odd = forecast(ledger.desk(), payroll, hours, now + Span::minutes(7)).unwrap().dates;
    let monday = now + Span::days(4) + Span::minutes(15);
    assert_eq!(odd.map(|(_, at)| at.unwrap()), [at_noon + Span::minutes(15), monday, monday]);
    assert_eq!((found(finance).alike, found(finance).n, found(finance).dates), (Alike::Client, 6, wanted));
    // All seven: 1 2 3 4 6 8 16; the fourth, the sixth (5.95 up), the seventh (6.65 up).
    let all = found(stranger);
    assert_eq!((all.alike, all.n), (Alike::All, 7));
    assert_eq!(all.dates.map(|(span, _)| span), [4, 8, 16].map(Span::hours));
    // Too few finished ones make no proposal.
    let bench = Bench::new();
    let mut ledger = bench.desk();
    for week in 0..4 {
        took(&mut ledger, &bench, week, 5, "Finance", "Payroll");
    }
    let id = raise(&mut ledger, "Something", "Finance");
    let hours = ledger.book().get(ledger.desk().team().hours.unwrap()).unwrap();
    assert_eq!(forecast(ledger.desk(), id, hours, ledger.now()), Err(4));
}

#[test]
fn a_promise_above_capacity_is_known_before_it_is_made_and_written_down_with_it() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [soon, later, own] = three(&mut ledger, &bench);
    let blank = raise(&mut ledger, "Fourth", "Finance");
    bench.clock.set(THURSDAY_9 + Span::days(7));
    let now = ledger.now();
    let week = now + Span::days(7);
    assert_eq!(load(ledger.desk(), ledger.book(), own, week, now), None, "nobody has said how much fits");
    // 40 hours a week, of which the usual position promises 80 %: 32. The office is open 40 hours a week.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let mut promise = |id, days, minutes: Option<u32>| {
        answer(&mut ledger, id, vec![TriageFact::Effort(minutes)]);
        ledger.act(Edit::Move { id, column: Stage::Accepted.into(), index: None }).unwrap();
        let date = Some(now + Span::days(days) + Span::hours(8));
        ledger.act(Edit::Promise { id, date, reason: Note::default() }).unwrap();
    };
    // Promised for Friday at five: all of its 16 hours. For Wednesday after next at five, 80 open hours from now,
    // of which the first week holds 40: 10 of its 20 hours.
    promise(soon, 1, Some(960));
    promise(later, 13, Some(1_200));
    promise(blank, 2, None);
    answer(&mut ledger, own, vec![TriageFact::Effort(Some(480))]);
    let found = load(ledger.desk(), ledger.book(), own, week, now).unwrap();
    assert_eq!(
        (found.promised, found.capacity, found.own),
        (Span::hours(34), Span::hours(32), Some(Span::hours(8)))
    );
    assert_eq!((found.others, found.unestimated, found.is_above()), (3, 1, true));
    position(&mut ledger, "reserve", "100");
    let found = load(ledger.desk(), ledger.book(), own, week, now).unwrap();
    assert_eq!((found.capacity, found.is_above()), (Span::hours(40), false));
    position(&mut ledger, "reserve", "80");
    ledger.act(Edit::Promise { id: own, date: Some(week), reason: Note::default() }).unwrap();
    assert_eq!(facts(&ledger, own).last(), Some(&TriageFact::Load { promised: 2_040, capacity: 1_920 }));
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(own).unwrap().promise(), None, "one step");
}

#[test]
fn the_first_later_date_that_fits_is_the_close_of_a_working_day() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let taken = raise(&mut ledger, "Audit", "Finance");
    let own = raise(&mut ledger, "Payslips", "Finance");
    let now = ledger.now();
    let fit = |ledger: &Ledger, from| first_fit(ledger.desk(), ledger.book(), Some(own), from, now);
    assert_eq!(fit(&ledger, now), None, "nobody has said how much fits");
    // 40 hours a week of which 80 % are promised, and 40 open: 6.4 hours each day, from Thursday at nine.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let five = |days: i64| now + Span::days(days) + Span::hours(8);
    assert_eq!(fit(&ledger, now).unwrap().0, five(0), "there is room today");
    answer(&mut ledger, taken, vec![TriageFact::Effort(Some(15 * 60))]);
    ledger.act(Edit::Move { id: taken, column: Stage::Accepted.into(), index: None }).unwrap();
    ledger.act(Edit::Promise { id: taken, date: Some(five(0)), reason: Note::default() }).unwrap();
    // 15 hours by Thursday: 6.4, 12.8, and on Monday 19.2 fit.
    assert_eq!(fit(&ledger, now).unwrap().0, five(4));
    // With 5 hours of its own 20 are too many for Monday; Tuesday holds 25.6.
    answer(&mut ledger, own, vec![TriageFact::Effort(Some(300))]);
    let (date, found) = fit(&ledger, now).unwrap();
    assert_eq!((date, found.promised, found.is_above()), (five(5), Span::hours(20), false));
    assert!(load(ledger.desk(), ledger.book(), own, five(4), now).unwrap().is_above());
    // From a date on, not before it; and the reserve counts: all of it promised, Monday holds 24.
    assert_eq!(fit(&ledger, five(6)).unwrap().0, five(7), "that of the next working day once it is closed");
    position(&mut ledger, "reserve", "100");
    assert_eq!(fit(&ledger, now).unwrap().0, five(4));
    rule(&mut ledger, TriageSetting::Capacity(Some(0)));
    assert_eq!(fit(&ledger, now), None, "never");
}
