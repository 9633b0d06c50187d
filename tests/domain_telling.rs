//! What is told while the page is open. On the desk of `support/agreed.rs`: Monday to Friday from 09:00 to 17:00, in UTC; the
//! 9th of November 2026 is a Monday; normal 16 h to the end, a first response within 2 h, at risk from 75 % on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/agreed.rs"]
mod agreed;

use agreed::*;
use inhouse::domain::agenda::Agenda;
use inhouse::domain::clock::ClockKind;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority, Stage};
use inhouse::domain::telling::{Digest, Heard, News, Word, look};

fn told(desk: &Desk, now: Moment, opening: bool, heard: &mut Heard) -> Vec<Word> {
    let mut agenda = Agenda::default();
    agenda.refresh(&desk.desk, &desk.book, now, true);
    look((&desk.desk, &desk.book, &agenda), now, opening, heard)
}

fn done(id: RequestId, late: bool, due: Moment) -> Vec<Word> {
    vec![Word::One(News { id, clock: ClockKind::Resolution, late, due: Some(due) })]
}

/// Raised on Monday at 09:00 and answered, 12 of its 16 h are used on Tuesday at 13:00. It is told once then, however often
/// somebody looks and whatever is kept and read again between; once more when it is overdue, on Wednesday at 09:00, since on
/// Tuesday at 17:00 it closes; and not again on any of the days after.
#[test]
fn each_thing_is_told_once() {
    let mut desk = Desk::new();
    let id = desk.raise();
    let mut heard = Heard::default();
    assert_eq!(told(&desk, at(10, "13:00") - Span(1), false, &mut heard), []);
    let mut all = Vec::new();
    for _ in 0..100 {
        heard = Heard::read(&heard.text());
        all.extend(told(&desk, at(10, "13:00"), false, &mut heard));
    }
    assert_eq!(all, done(id, false, at(10, "17:00")));
    assert_eq!(told(&desk, at(10, "17:00"), false, &mut heard), []);
    assert_eq!(told(&desk, at(10, "20:00"), false, &mut heard), [], "it is overdue, and nobody is there");
    let minutes: Vec<Word> =
        (0..600).flat_map(|n| told(&desk, at(11, "09:00") + Span::minutes(n), false, &mut heard)).collect();
    assert_eq!(minutes, done(id, true, at(10, "17:00")));
    // Another computer knows nothing of it: there it is told that it is overdue, and not that it was at risk.
    assert_eq!(told(&desk, at(11, "10:00"), false, &mut Heard::default()), done(id, true, at(10, "17:00")));
}

/// At risk on Tuesday at 13:00 and told. Called urgent and normal again it is still the same; while it waits for the client
/// nothing is told, also not that it is at risk. Done, what was told is forgotten.
#[test]
fn nothing_is_told_again_after_a_change_or_while_it_waits() {
    let mut desk = Desk::new();
    let (id, other) = (desk.raise(), desk.raise_at(at(9, "10:00")));
    desk.go(at(9, "11:00"), Edit::Update { id: other, text: note("Seen"), visible: true });
    desk.go(at(10, "12:00"), Edit::Pause(other, Some(PauseReason::Client)));
    let mut heard = Heard::default();
    assert_eq!(told(&desk, at(10, "14:30"), false, &mut heard), done(id, false, at(10, "17:00")));
    desk.prioritise(at(10, "14:40"), id, Priority::Low);
    desk.prioritise(at(10, "14:50"), id, Priority::Normal);
    assert_eq!(told(&desk, at(10, "14:55"), false, &mut heard), []);
    assert_ne!(heard, Heard::default());
    desk.stage(at(10, "15:00"), id, Stage::Done);
    assert_eq!(told(&desk, at(10, "15:01"), false, &mut heard), []);
    assert_eq!(heard, Heard::default());
}

/// Five requests of Monday 09:00, unanswered: each is at risk at 10:30 by its first response (75 % of 2 h). They are told in
/// one word, as is what is found when the desk is opened: a request that has waited since Monday 10:00 is part of it from the
/// next Monday on, when it has waited for more than five days, and is told once.
#[test]
fn many_things_and_the_opening_of_the_desk_are_one_word() {
    let mut desk = Desk::new();
    let ids: Vec<RequestId> = (0..5).map(|_| desk.raise_at(at(9, "09:00"))).collect();
    let mut heard = Heard::default();
    let all = |at_risk, late, waiting| vec![Word::All(Digest { at_risk, late, waiting })];
    assert_eq!(told(&desk, at(9, "10:30"), false, &mut heard), all(5, 0, 0));
    assert_eq!(told(&desk, at(9, "10:30"), true, &mut heard), []);
    for id in &ids[1..] {
        desk.stage(at(9, "10:40"), *id, Stage::Done);
    }
    let waits = ids[0];
    desk.go(at(9, "10:50"), Edit::Update { id: waits, text: note("Which list?"), visible: true });
    desk.go(at(9, "11:00"), Edit::Pause(waits, Some(PauseReason::Client)));
    assert_eq!(told(&desk, at(13, "16:00"), true, &mut heard), [], "four days and five hours");
    assert_eq!(told(&desk, at(15, "12:00"), true, &mut heard), [], "Sunday");
    assert_eq!(told(&desk, at(16, "09:00"), false, &mut heard), [], "only when the desk is opened");
    assert_eq!(told(&desk, at(16, "09:00"), true, &mut heard), all(0, 0, 1));
    assert_eq!(told(&desk, at(16, "09:30"), true, &mut heard), []);
}

/// Of a pilot nothing is told: it is measured, and nothing of it counts as late.
#[test]
fn nothing_of_a_pilot_is_told() {
    let mut desk = Desk::new();
    desk.changed(|terms| terms.counting.pilot = chrono::NaiveDate::from_ymd_opt(2026, 12, 31));
    desk.raise();
    for time in [at(10, "14:00"), at(11, "10:00")] {
        assert_eq!(told(&desk, time, true, &mut Heard::default()), []);
    }
}

/// A store that is full keeps nothing of what was told: the page remembers it by itself.
#[test]
fn a_page_remembers_what_a_full_store_does_not() {
    let mut desk = Desk::new();
    let id = desk.raise();
    let (mut page, mut all) = (Heard::default(), Vec::new());
    for _ in 0..10 {
        let mut stored = Heard::default();
        stored.join(&page);
        all.extend(told(&desk, at(10, "13:00"), false, &mut stored));
        page = stored;
    }
    assert_eq!(all, done(id, false, at(10, "17:00")));
}
