//! What the client expects beside what is offered: the gap, in what order to talk about it, and what past work would have met.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/dealing.rs"]
mod dealing;

use dealing::*;
use inhouse::domain::agreement::Version;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::edit::{AgreementDraft, Edit, Refusal};
use inhouse::domain::gap::{Apart, as_expected, gaps};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Span;
use inhouse::domain::request::Priority;
use inhouse::domain::signed::signature;
use inhouse::domain::versions::{Change, difference};
use inhouse::store::wire::v1::{decode, encode};

use ClockKind::{FirstResponse, Resolution};
use Priority::{High, Low, Normal, Urgent};

fn offers(rows: &[(ClockKind, Priority, i64)]) -> Version {
    let target = |(clock, priority, hours): &(ClockKind, Priority, i64)| {
        ((*clock, *priority), Target::usual(*clock, Span::hours(*hours), Basis::Open).unwrap())
    };
    Version { targets: rows.iter().map(target).collect(), ..Version::default() }
}

/// Offered, done: urgent 4 h, high 8 h, normal 24 h, nothing for low; the first response of normal within 2 h. Expected,
/// done: urgent 4 h (kept), high 4 h (twice as long: 4 h more), normal 8 h (three times as long: 16 h more), low 40 h
/// (nothing offered); the first response of normal within 2 h day and night (another time).
#[test]
fn the_widest_gap_comes_first() {
    let mut terms = offers(&[
        (Resolution, Urgent, 4),
        (Resolution, High, 8),
        (Resolution, Normal, 24),
        (FirstResponse, Normal, 2),
    ]);
    let open = |hours| (Span::hours(hours), Basis::Open);
    terms.expected = [
        ((Resolution, Urgent), open(4)),
        ((Resolution, High), open(4)),
        ((Resolution, Normal), open(8)),
        ((Resolution, Low), open(40)),
        ((FirstResponse, Normal), (Span::hours(2), Basis::Calendar)),
    ]
    .into();
    let told: Vec<_> = gaps(&terms).iter().map(|gap| (gap.clock, gap.priority, gap.apart)).collect();
    assert_eq!(
        told,
        [
            (Resolution, Low, Apart::NoOffer),
            (Resolution, Normal, Apart::Longer(Span::hours(16))),
            (Resolution, High, Apart::Longer(Span::hours(4))),
            (FirstResponse, Normal, Apart::OtherTime),
            (Resolution, Urgent, Apart::Kept),
        ]
    );
    // Tried on the past it is a target like the offered one; without one, as is usual.
    let expected = as_expected(&terms);
    assert_eq!(expected.targets.len(), 5);
    assert_eq!(expected.targets[&(Resolution, High)], target(4));
    assert!(
        expected.targets[&(Resolution, Low)].pauses && !expected.targets[&(FirstResponse, Normal)].pauses
    );
    assert_eq!(gaps(&offers(&[(Resolution, High, 8)])), []);
}

#[test]
fn what_is_expected_is_part_of_the_text_and_is_kept() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    let before = signature(&desk.desk, desk.newest(id).1);
    let key = (Resolution, Normal);
    let mut draft = desk.draft(8);
    draft.terms.expected.insert(key, (Span::hours(4), Basis::Open));
    desk.save(Some(id), draft.clone());
    let version = desk.newest(id).1;
    assert_eq!(version.expected[&key], (Span::hours(4), Basis::Open));
    assert_ne!(signature(&desk.desk, version).terms, before.terms);
    let log = desk.desk.log(Subject::Agreement(id));
    assert_eq!(decode(&encode(log).unwrap()).unwrap(), log);
    let told = difference(&draft.terms, &desk.draft(8).terms);
    let gone = Change::Expected {
        clock: key.0,
        priority: key.1,
        before: Some((Span::hours(4), Basis::Open)),
        after: None,
    };
    assert_eq!(told, [gone]);
    // Taken out again it is the text it was.
    desk.save(Some(id), desk.draft(8));
    assert_eq!(signature(&desk.desk, desk.newest(id).1), before);
    // No time at all, and half a working day, cannot be expected.
    for within in [(Span(0), Basis::Open), (Span::hours(12), Basis::Days)] {
        draft.terms.expected.insert(key, within);
        let edit =
            Edit::SaveAgreement(Some(id), Box::new(AgreementDraft { publish: false, ..draft.clone() }));
        assert_eq!(desk.act(edit), Err(Refusal::Expected(key.0, key.1)));
    }
}
