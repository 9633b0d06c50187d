//! What a team says it does, beside what it did. Open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026 is
//! a Monday. Sales is promised an end after 16 opening hours.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::RequestId;
use inhouse::domain::position::Stance;
use inhouse::domain::request::{DeclineReason, Effect, RequestFact, Stage};
use inhouse::domain::said::{Check, did};
use inhouse::domain::text::Note;
use inhouse::domain::triage::TriageFact;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

type Sorted = (Vec<RequestId>, Vec<RequestId>);

fn of(desk: &Desk, check: Check) -> Option<Sorted> {
    let positions = &desk.desk.team().positions;
    let all = did(&desk.desk, &desk.book, at(13, "09:00"), positions);
    all.into_iter().find(|did| did.check == check).map(|did| (did.yes, did.no))
}

fn say(desk: &mut Desk, position: &str, choice: &str) {
    let (position, choice) = (position.into(), choice.into());
    let stance = Stance { position, choice, owner: None, review: None, note: Note::default() };
    desk.act(Edit::TakePosition { stance: Box::new(stance), word: None });
}

fn own(desk: &mut Desk, id: RequestId, owner: &str) {
    desk.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name(owner)))]));
}

/// One: essential, an outside customer waits; accepted on Monday, done on Tuesday at 16:00, 8 + 7 = 15 h after it was raised and so
/// in time, but promised for noon; it went through three hands. Two: nothing is known of it, colleagues wait;
/// accepted, done on Thursday, late; one pair of hands. Three: a preference, declined with another way. Four: nobody has
/// looked.
#[test]
fn the_record_beside_the_positions() {
    let mut desk = Desk::new();
    let one = desk.raise_at(at(9, "09:00"));
    let two = desk.raise_at(at(9, "09:00"));
    let three = desk.raise_at(at(9, "10:00"));
    desk.raise_at(at(9, "10:00"));
    assert_eq!(did(&desk.desk, &desk.book, at(9, "11:00"), &desk.desk.team().positions), []);
    let answer = |desk: &mut Desk, id, facts| {
        desk.act(Edit::Triage(id, Box::new(TriageEdit::Answer(facts))));
    };
    let outside = |waits| RequestFact::Triage(TriageFact::Outside(Some(waits)));
    answer(&mut desk, one, vec![RequestFact::Lens(Some(Effect::Essential)), outside(true)]);
    answer(&mut desk, two, vec![outside(false)]);
    answer(&mut desk, three, vec![RequestFact::Lens(Some(Effect::Preference))]);
    desk.act(Edit::Promise { id: one, date: Some(at(10, "12:00")), reason: Note::default() });
    for owner in ["Ada", "Tom", "Mila"] {
        own(&mut desk, one, owner);
    }
    own(&mut desk, two, "Ada");
    desk.stage(at(9, "11:00"), one, Stage::Accepted);
    desk.stage(at(9, "11:00"), two, Stage::Accepted);
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    desk.act(Edit::Decline { id: three, category: DeclineReason::Scope, reason, alternative });
    desk.stage(at(10, "16:00"), one, Stage::Done);
    desk.stage(at(12, "09:00"), two, Stage::Done);

    assert_eq!(of(&desk, Check::OutsideInTime), Some((vec![one], vec![])));
    assert_eq!(of(&desk, Check::InsideInTime), Some((vec![], vec![two])));
    assert_eq!(of(&desk, Check::LensKnown), Some((vec![one], vec![two])));
    assert_eq!(of(&desk, Check::LikesUrgent), Some((vec![], vec![three])));
    assert_eq!(of(&desk, Check::FirstDate), Some((vec![], vec![one])));
    assert_eq!(of(&desk, Check::Declined), Some((vec![three], vec![one, two])));
    assert_eq!(of(&desk, Check::Explained), Some((vec![three], vec![])));
    assert_eq!(of(&desk, Check::FewHands), Some((vec![two], vec![one])));
    assert_eq!(of(&desk, Check::Beyond), Some((vec![], vec![one, two])));
    let beyond = |on| Edit::Care(one, CareEdit::Note(CareFact::Beyond(on)));
    desk.act(beyond(true));
    assert_eq!(of(&desk, Check::Beyond), Some((vec![one], vec![two])));
    desk.act(beyond(true));
    assert!(desk.last.is_empty(), "it is marked already");
    // What a choice says nothing about is not asked of the record.
    assert_eq!((of(&desk, Check::Purpose), of(&desk, Check::NotEssential)), (None, None));
    say(&mut desk, "open", "whole");
    say(&mut desk, "lens", "strict");
    assert_eq!(of(&desk, Check::Purpose).unwrap().1.len(), 4);
    assert_eq!(of(&desk, Check::NotEssential), Some((vec![two], vec![one])));
    assert_eq!(of(&desk, Check::LikesUrgent), None);
    say(&mut desk, "lens", "off");
    assert_eq!(of(&desk, Check::LensKnown), None);
}
