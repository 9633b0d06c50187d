//! What was pressed for from above: it moves nothing by itself, and is compared with the rest. Open Monday to Friday from
//! 09:00 to 17:00, in UTC; the 9th of November 2026 is a Monday. Every figure is worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::deciding::{Passing, TriageEdit};
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::Span;
use inhouse::domain::pressed::compare;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::sieve::{Facet, Looking, Sieve};
use inhouse::domain::triage::{TriageFact, score, to_decide};

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

fn press(desk: &mut Desk, id: RequestId, by: Option<&str>) {
    let fact = RequestFact::Triage(TriageFact::Pressed(by.map(name)));
    desk.act(Edit::Triage(id, Box::new(TriageEdit::Answer(vec![fact]))));
}

#[test]
fn pressure_has_no_points_and_no_place() {
    let mut desk = Desk::new();
    let first = desk.raise_at(at(9, "09:00"));
    let second = desk.raise_at(at(9, "10:00"));
    let before = score(&desk.desk, desk.desk.request(second).unwrap());
    press(&mut desk, second, Some("The board"));
    let request = desk.desk.request(second).unwrap();
    assert_eq!(request.triage.look(|a| a.pressed.clone()), Some(name("The board")));
    assert_eq!((score(&desk.desk, request), request.priority), (before, Priority::Normal));
    let order: Vec<RequestId> = to_decide(&desk.desk, desk.now).into_iter().map(|(id, _)| id).collect();
    assert_eq!(order, [first, second]);
    let sieve = Sieve { facet: Facet::FromAbove, ..Sieve::default() };
    let looking = Looking { now: desk.now, promised: None, unpromised: None };
    let found = desk.desk.requests().filter(|(_, r)| sieve.lets(r, None, &looking)).map(|(id, _)| id);
    assert_eq!(found.collect::<Vec<_>>(), [second]);
    // Said again it is nothing new; taken off it is gone.
    press(&mut desk, second, Some("The board"));
    assert!(desk.last.is_empty());
    press(&mut desk, second, None);
    assert_eq!(desk.desk.request(second).unwrap().triage.look(|a| a.pressed.clone()), None);
}

/// One is raised on Monday at 09:00 and accepted at 15:00: 6 h. Two comes at 10:00 and is accepted on Tuesday at 11:00: 7 +
/// 2 = 9 h. Three comes at 11:00, the board presses; accepted at 12:00 (1 h) and let go before one and two. Four comes on
/// Tuesday at 09:00, pressed for too, not taken on yet. The rest: the shorter of 6 and 9 h by nearest rank.
#[test]
fn what_is_pressed_for_beside_the_rest() {
    let mut desk = Desk::new();
    let one = desk.raise_at(at(9, "09:00"));
    let two = desk.raise_at(at(9, "10:00"));
    let three = desk.raise_at(at(9, "11:00"));
    press(&mut desk, three, Some("The board"));
    desk.stage(at(9, "12:00"), three, Stage::Accepted);
    desk.stage(at(9, "15:00"), one, Stage::Accepted);
    let four = desk.raise_at(at(10, "09:00"));
    press(&mut desk, four, Some("The director"));
    desk.stage(at(10, "11:00"), two, Stage::Accepted);
    // The three stand in the order of being accepted; three goes behind both and then before them again, with a reason.
    desk.go(at(10, "12:00"), Edit::Move { id: three, column: Stage::Accepted.into(), index: Some(2) });
    let how = Passing::Place(Stage::Accepted.into(), Some(0));
    desk.go(at(10, "13:00"), Edit::Triage(three, Box::new(TriageEdit::GoFirst(how, note("The audit.")))));

    let open = &desk.book.get(desk.calendar).unwrap().open;
    let (pressed, rest) = compare(&desk.desk, Some(open), at(11, "09:00"), &|_| true);
    assert_eq!(pressed.all, [three, four]);
    assert_eq!(pressed.started, [(Span::hours(1), three)]);
    assert_eq!(pressed.out_of_turn, [three]);
    assert_eq!(pressed.overtaken.iter().copied().collect::<Vec<_>>(), [one, two]);
    assert_eq!(rest.all, [one, two]);
    assert_eq!(rest.started, [(Span::hours(6), one), (Span::hours(9), two)]);
    assert_eq!((rest.usual_start(), rest.out_of_turn.len()), (Some(Span::hours(6)), 0));
    assert!(rest.overtaken.is_empty());
    // Told or not, a place was lost.
    desk.act(Edit::Triage(one, Box::new(TriageEdit::TellBumped(note("Another one goes first.")))));
    let (pressed, _) = compare(&desk.desk, None, at(11, "09:00"), &|_| true);
    assert_eq!((pressed.overtaken.len(), pressed.started.len()), (2, 0));
    // Of nothing there is nothing.
    let (pressed, rest) = compare(&desk.desk, None, at(11, "09:00"), &|_| false);
    assert_eq!((pressed.usual_start(), rest.all.len(), pressed.overtaken.len()), (None, 0, 0));
}
