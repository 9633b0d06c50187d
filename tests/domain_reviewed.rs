//! Looking at an agreement again: when it is due, and what noting a review comes to. The desk is the one of
//! `clock_changes.rs`: the 9th of November 2026 is a Monday.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreement::Review;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::Subject;
use inhouse::domain::reviewed::{due_by, last_review, next_review};
use inhouse::domain::text::Note;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn review(on: NaiveDate, text: &str, next: Option<NaiveDate>) -> Review {
    Review { on, text: Note::new(text).unwrap(), next }
}

fn next(desk: &Desk) -> Option<NaiveDate> {
    next_review(desk.desk.agreement(desk.agreement).unwrap(), desk.now)
}

/// Agreed on for the 20th, held on the 18th, with the next one on 20 December; a version that comes after it and names
/// the 1st of December goes before that; noted for an earlier day, a review changes nothing of what is next.
#[test]
fn the_next_review_is_the_one_agreed_on_last() {
    let mut desk = Desk::new();
    assert_eq!(next(&desk), None);
    desk.changed(|terms| terms.review = Some(day(11, 20)));
    assert_eq!(next(&desk), Some(day(11, 20)));
    assert_eq!(due_by(&desk.desk, day(11, 19), desk.now), []);
    assert_eq!(due_by(&desk.desk, day(11, 20), desk.now), [(day(11, 20), desk.agreement)]);

    let agreement = desk.agreement;
    desk.go(at(18, "10:00"), Edit::Review(agreement, review(day(11, 18), "It works", Some(day(12, 20)))));
    let held = desk.last.clone();
    assert_eq!(next(&desk), Some(day(12, 20)));
    desk.act(Edit::Review(agreement, review(day(11, 11), "The first look", None)));
    assert_eq!(next(&desk), Some(day(12, 20)));
    assert_eq!(last_review(desk.desk.agreement(agreement).unwrap()).unwrap().1.text.as_str(), "It works");

    desk.now = at(19, "10:00");
    desk.changed(|terms| terms.review = Some(day(12, 1)));
    assert_eq!(next(&desk), Some(day(12, 1)));
    // Taken back, the review has not been held.
    desk.revoke(Subject::Agreement(agreement), held);
    assert_eq!(last_review(desk.desk.agreement(agreement).unwrap()).unwrap().1.on, day(11, 11));
}

#[test]
fn a_review_has_been_held_and_leads_on() {
    let mut desk = Desk::new();
    let agreement = desk.agreement;
    desk.now = at(18, "10:00");
    let refused = |desk: &mut Desk, review| desk.refused(Edit::Review(agreement, review));
    assert_eq!(refused(&mut desk, review(day(11, 19), "Early", None)), Refusal::Future);
    assert_eq!(refused(&mut desk, review(day(11, 18), "", None)), Refusal::EmptyText);
    let back = review(day(11, 18), "Back", Some(day(11, 18)));
    assert_eq!(refused(&mut desk, back), Refusal::PromisePast);
    desk.act(Edit::EndAgreement { id: agreement, keeps_clocks: true });
    assert_eq!(refused(&mut desk, review(day(11, 18), "Too late", None)), Refusal::NotProposed);
    assert_eq!(next(&desk), None);
}
