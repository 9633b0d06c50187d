//! What a file brings back that was brought in before and taken back.
//!
//! Rules:
//! 1. Taking back a taking-in says that it was not wanted *here*, then. It hides what it hides ([`Source::Undo`]) until
//!    the same is taken in again: from this file, from another one that has it, or by somebody who has it anyway.
//! 2. So of two sides that are united, what counts on either of them counts after. What people of one side did
//!    themselves and took back stays taken back: that is work, and its undo is work.
//! 3. A lifting is a revocation of that undo, and follows from it alone, stamp included: whoever lifts it writes the
//!    same event, and uniting stays commutative, associative and idempotent. Lifted and taken back again, the next
//!    lifting is another one.

use crate::domain::fact::{Event, Fact, Source};
use crate::domain::stamp::Stamp;
use std::collections::BTreeSet;

/// The node of every lifting. No tab has it but by a chance of one in four thousand million.
const LIFTER: u32 = u32::MAX;

/// The events that have to be added to the union of two logs of a record.
pub fn liftings(ours: &[Event], theirs: &[Event]) -> Vec<Event> {
    let undone = |e: &Event| e.source == Source::Undo && matches!(e.fact, Fact::Revoked(_));
    if !ours.iter().chain(theirs).any(undone) {
        return Vec::new();
    }
    let counts: BTreeSet<Stamp> = [ours, theirs].into_iter().flat_map(counting).collect();
    let mut both: Vec<&Event> = ours.iter().chain(theirs).collect();
    both.sort_by_key(|e| e.order());
    both.dedup_by_key(|e| e.order());
    let mut lifted = BTreeSet::new();
    loop {
        let gone = revoked(both.iter().copied(), &lifted);
        let hides = |e: &&&Event| {
            undone(e)
                && !gone.contains(&e.stamp)
                && !lifted.contains(&e.stamp)
                && matches!(&e.fact, Fact::Revoked(targets)
                    if targets.iter().any(|t| *t < e.stamp && counts.contains(t)))
        };
        // The latest first: lifting it may be all there is to do.
        let Some(next) = both.iter().rev().find(hides) else { break };
        lifted.insert(next.stamp);
    }
    let lifting = |undo: Stamp| {
        let before = both
            .iter()
            .filter(|e| e.stamp.node == LIFTER && matches!(&e.fact, Fact::Revoked(of) if of == &[undo]));
        let number = u32::try_from(before.count()).unwrap_or(u32::MAX).saturating_add(1);
        let stamp = Stamp { ms: undo.ms, count: undo.count.saturating_add(number), node: LIFTER };
        let (at, source, fact) = (stamp.moment(), Source::Import, Fact::Revoked(vec![undo]));
        Event { stamp, at, actor: None, source, fact }
    };
    lifted.into_iter().map(lifting).collect()
}

/// The stamps of a log that are not revoked.
fn counting(log: &[Event]) -> Vec<Stamp> {
    let gone = revoked(log, &BTreeSet::new());
    log.iter().map(|e| e.stamp).filter(|stamp| !gone.contains(stamp)).collect()
}

/// The stamps that are revoked once these revocations are lifted, by the rules of the domain's facts.
pub fn revoked<'a>(log: impl IntoIterator<Item = &'a Event>, lifted: &BTreeSet<Stamp>) -> BTreeSet<Stamp> {
    let mut out = BTreeSet::new();
    let mut revocations: Vec<(Stamp, &[Stamp])> = log
        .into_iter()
        .filter_map(|e| match &e.fact {
            Fact::Revoked(gone) => Some((e.stamp, gone.as_slice())),
            _ => None,
        })
        .collect();
    revocations.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
    for (stamp, gone) in revocations {
        if !out.contains(&stamp) && !lifted.contains(&stamp) {
            out.extend(gone.iter().filter(|g| **g < stamp));
        }
    }
    out
}
