//! What the work went to, by use and by goal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/deciding.rs"]
mod deciding;

use bench::*;
use deciding::*;
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::Edit;
use inhouse::domain::moment::Span;
use inhouse::domain::request::{Effect, Priority, Stage};
use inhouse::domain::spent::{By, Group, Went, went};
use inhouse::domain::triage::{Fit, TriageFact};

/// Two essential ones are done, of 2 h and of 8 h; of two preferences one is done, not estimated, and one declined. One of
/// unknown use is done, of 1 h. What is open counts for nothing. The first two serve a goal, the third none of them.
#[test]
fn work_by_use_and_by_goal() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mut add = |effect, effort| {
        bench.pass(Span::minutes(1));
        let id = made(&mut ledger, new("A list", Priority::Normal, effect));
        answer(&mut ledger, id, vec![TriageFact::Effort(effort)]);
        id
    };
    let (a, b) = (add(Some(Effect::Essential), Some(120)), add(Some(Effect::Essential), Some(480)));
    let (c, d) = (add(Some(Effect::Preference), None), add(Some(Effect::Preference), Some(960)));
    let e = add(None, Some(60));
    add(Some(Effect::Useful), Some(60));
    for (id, fit) in
        [(a, Fit::Goal(name("Pay on time"))), (b, Fit::Goal(name("Pay on time"))), (c, Fit::None)]
    {
        answer(&mut ledger, id, vec![TriageFact::Goal(fit)]);
    }
    act(&mut ledger, d, TriageEdit::Decline(Box::new(no(None)))).unwrap();
    for id in [a, b, c, e] {
        ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
    }
    let all = |by| went(ledger.desk(), by, ledger.now(), &|_| true).into_iter().collect::<Vec<_>>();
    let group = |done: &[_], estimated, hours, declined: &[_]| Went {
        done: done.to_vec(),
        estimated,
        work: Span::hours(hours),
        declined: declined.to_vec(),
    };
    assert_eq!(
        all(By::Use),
        [
            (Group::Use(Effect::Essential), group(&[a, b], 2, 10, &[])),
            (Group::Use(Effect::Preference), group(&[c], 0, 0, &[d])),
            (Group::Unsaid, group(&[e], 1, 1, &[])),
        ]
    );
    assert_eq!(
        all(By::Goal),
        [
            (Group::Goal(name("Pay on time")), group(&[a, b], 2, 10, &[])),
            (Group::NoGoal, group(&[c], 0, 0, &[])),
            (Group::Unsaid, group(&[e], 1, 1, &[d])),
        ]
    );
}
