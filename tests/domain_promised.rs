//! What becomes of a promised date: near, passed, and where it stands among the deadlines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::agenda::Agenda;
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::promised::{Keeping, promised};
use inhouse::domain::request::{Direction, RequestFact, Stage};
use inhouse::domain::sieve::{Facet, Looking, Sieve, Sort, Texts, View};
use inhouse::domain::text::Note;
use inhouse::store::ledger::Ledger;

fn promise(ledger: &mut Ledger, id: RequestId, date: Moment) {
    ledger.act(Edit::Promise { id, date: Some(date), reason: Note::default() }).unwrap();
}

/// How it stands, and when that changes by itself.
fn stands(ledger: &Ledger, id: RequestId) -> Option<(Keeping, Option<Moment>)> {
    let request = ledger.desk().request(id).unwrap();
    promised(ledger.desk(), ledger.book(), request, ledger.now()).map(|(one, next)| (one.keeping, next))
}

fn agenda(ledger: &Ledger) -> Agenda {
    let mut agenda = Agenda::default();
    agenda.refresh(ledger.desk(), ledger.book(), ledger.now(), true);
    agenda
}

fn shown(ledger: &Ledger, facet: Facet) -> Vec<RequestId> {
    let view =
        View { sieve: Sieve { facet, ..Sieve::default() }, sort: Some(Sort::Breach), ..View::default() };
    let looking = Looking { now: ledger.now(), promised: None, unpromised: None };
    agenda(ledger).shown(ledger.desk(), &Texts::default(), &view, &looking, Stage::New)
}

#[test]
fn a_promise_is_near_in_the_last_working_day_or_the_last_quarter_of_its_time_and_then_over() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    // Thursday at nine; the office is open from nine to five, so a working day has eight hours.
    let now = ledger.now();
    let (long, short) = (raise(&mut ledger, "Handbook", "Sales"), raise(&mut ledger, "Letter", "Sales"));
    // For Friday of next week at five, 56 open hours away: near from the same day at nine.
    let friday = now + Span::days(8) + Span::hours(8);
    promise(&mut ledger, long, friday);
    assert_eq!(stands(&ledger, long), Some((Keeping::Ahead, Some(friday - Span::hours(8)))));
    // For this afternoon at five, 8 open hours: near for the last two.
    let five = now + Span::hours(8);
    promise(&mut ledger, short, five);
    assert_eq!(stands(&ledger, short), Some((Keeping::Ahead, Some(five - Span::hours(2)))));

    bench.clock.set(five - Span::hours(2));
    assert_eq!(stands(&ledger, short), Some((Keeping::Near, Some(five))));
    let counts = agenda(&ledger).counts();
    assert_eq!((counts.promise_near, counts.promise_over, counts.pressing, counts.late), (1, 0, 1, 0));
    bench.clock.set(five);
    assert_eq!(stands(&ledger, short), Some((Keeping::Over, None)));
    let counts = agenda(&ledger).counts();
    assert_eq!((counts.promise_near, counts.promise_over, counts.pressing, counts.late), (0, 1, 1, 0));
    assert_eq!(shown(&ledger, Facet::PromiseOver), [short]);
    assert_eq!(shown(&ledger, Facet::Pressing), [short]);
    assert_eq!(shown(&ledger, Facet::Late), [], "late is what an agreement says");

    // Waiting for the client moves no promise; being done ends it, and so does another promise.
    ledger.act(Edit::Move { id: short, column: Stage::Waiting.into(), index: None }).unwrap();
    assert_eq!(stands(&ledger, short).unwrap().0, Keeping::Over);
    ledger.act(Edit::Move { id: short, column: Stage::Done.into(), index: None }).unwrap();
    assert_eq!((stands(&ledger, short), agenda(&ledger).counts().promise_over), (None, 0));
}

#[test]
fn a_promised_date_stands_among_the_deadlines() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 4, 24);
    let now = ledger.now();
    let [a, b, c] = ["First", "Second", "Third"].map(|title| {
        bench.pass(Span::minutes(1));
        raise(&mut ledger, title, "Sales")
    });
    assert_eq!(shown(&ledger, Facet::All), [a, b, c]);
    promise(&mut ledger, c, now + Span::hours(2));
    assert_eq!(shown(&ledger, Facet::All), [c, a, b], "before the first response is due");
    promise(&mut ledger, a, now + Span::days(7));
    assert_eq!(shown(&ledger, Facet::All), [c, a, b], "a later date takes nothing from a nearer deadline");
    // A glance holds until the promise turns, without anything being done.
    let mut kept = Agenda::default();
    kept.refresh(ledger.desk(), ledger.book(), ledger.now(), true);
    bench.clock.set(now + Span::hours(2));
    kept.refresh(ledger.desk(), ledger.book(), ledger.now(), false);
    assert_eq!(kept.counts().promise_over, 1);
}

#[test]
fn what_they_deliver_to_us_is_theirs_to_promise_and_not_done_for_them() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let (ours, theirs) =
        (raise(&mut ledger, "Payslips", "Facilities"), raise(&mut ledger, "A door", "Facilities"));
    ledger.act(Edit::Change(theirs, vec![RequestFact::Directed(Direction::WeAsk)])).unwrap();
    let date = ledger.now() + Span::days(5);
    for (id, moved_for, promised, delayed) in [
        (ours, "Facilities", "promised", "triage.delayed"),
        (theirs, "", "promised-theirs", "triage.delayed-theirs"),
    ] {
        let moved = Edit::Move { id, column: Stage::InProgress.into(), index: None };
        assert_eq!(ledger.act(moved).unwrap().deed.client, moved_for);
        let promise = Edit::Promise { id, date: Some(date), reason: Note::default() };
        let said = ledger.act(promise).unwrap().deed;
        assert_eq!((said.key, said.client.as_str()), (promised, "Facilities"));
        let (cause, text) = (Note::new("The lock").unwrap(), Note::default());
        let delay = TriageEdit::Delay { date: date + Span::days(1), cause, text };
        assert_eq!(ledger.act(Edit::Triage(id, Box::new(delay))).unwrap().deed.key, delayed);
    }
}

/// Raised on Thursday at nine with 8 opening hours until it is done: by five that day. Told on the same day that it will be
/// Monday noon, the client has the first date promised, with the reason; it is no delay of a promise, for there was none.
#[test]
fn what_has_no_date_yet_can_be_told_to_be_later_than_agreed() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 8);
    let id = raise(&mut ledger, "Letter", "Sales");
    bench.pass(Span::hours(7));
    let tell = |date| {
        let (cause, text) = (Note::new("The printer broke").unwrap(), Note::new("Monday noon").unwrap());
        Edit::Triage(id, Box::new(TriageEdit::Delay { date, cause, text }))
    };
    let deadline = ledger.now() + Span::hours(1);
    assert!(ledger.act(tell(deadline)).is_err());
    let monday = ledger.now() + Span::days(3) + Span::hours(20);
    ledger.act(tell(monday)).unwrap();
    let request = ledger.desk().request(id).unwrap();
    let said: Vec<_> = request.promises.iter().map(|p| (p.date, p.reason.to_string())).collect();
    assert_eq!(said, [(monday, "The printer broke".to_owned())]);
    assert!(request.answered.is_some());
    assert!(request.triage.answers().is_none_or(|answers| answers.delays.is_empty()));
    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert!(request.promises.is_empty() && request.answered.is_none());
}
