//! What of a file the desk does not have yet, and what an earlier reading of it left wrong.
//!
//! Rules:
//! 1. Where the file now says something else of a row that was read before (an earlier row was mended, an
//!    activity is mapped otherwise), facts that no longer follow are revoked. A shorter file revokes nothing:
//!    rows it does not have are left as they are.
//! 2. Reading a file again after its import was undone brings it back, as the mapping now reads it.
//! 3. What people of this desk did to a request is never touched, and one they removed stays removed.
//! 4. A request keeps the agreement it has. Only one without, or whose pin was undone, gets a pin.
//! 5. All of this follows from the file and the desk alone, stamps included: two tabs that read the same
//!    file arrive at the same events.

use super::identity::{PINNED, REVOKED, RowKey, kind_of, numbered, row_of};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::RequestFact;
use crate::domain::stamp::Stamp;
use crate::domain::workspace::Workspace;
use crate::store::lifting::revoked;
use std::collections::{BTreeMap, BTreeSet};

/// A case as the file tells it, before it is held against the desk.
pub(super) struct Told {
    /// Its id.
    pub id: RequestId,
    /// Its node.
    pub node: u32,
    /// Every fact of it, in order; the first one raises it.
    pub events: Vec<Event>,
    /// The rows the file has of it; none where one row tells everything.
    pub rows: Option<BTreeSet<RowKey>>,
}

/// What of a case is not on the desk yet.
#[derive(Default)]
pub(super) struct News {
    /// Facts to be added, revocations among them, in order.
    pub events: Vec<Event>,
    /// True when the desk has nothing of this request.
    pub request: bool,
    /// The rows that bring something.
    pub rows: BTreeSet<RowKey>,
    /// How many facts of earlier readings no longer follow.
    pub corrected: usize,
    /// How many facts had been undone and come back.
    pub restored: usize,
    /// The stamp a pin gets, where the request needs one.
    pub pin: Option<Stamp>,
}

/// Holds a case against the desk.
pub(super) fn compare(told: Told, desk: &Workspace) -> News {
    let subject = Subject::Request(told.id);
    let log = desk.log(subject);
    let first = told.events.first().map(|e| row_of(e.stamp));
    let pin = |generation| first.and_then(|row| numbered(told.node, row, PINNED, generation));
    if log.is_empty() {
        let rows = told.events.iter().map(|e| row_of(e.stamp)).collect();
        return News { request: true, rows, pin: pin(0), events: told.events, ..News::default() };
    }
    let mut news = News::default();
    let planned: BTreeSet<Stamp> = told.events.iter().map(|e| e.stamp).collect();
    let ours = |e: &&Event| e.source == Source::Import && e.stamp.node == told.node;

    // Undone imports are lifted (rule 2).
    let before = revoked(log, &BTreeSet::new());
    let mut lifted = BTreeSet::new();
    for event in log.iter().filter(|e| !ours(e) && !before.contains(&e.stamp)) {
        if matches!(&event.fact, Fact::Revoked(gone) if gone.iter().any(|g| planned.contains(g))) {
            lifted.insert(event.stamp);
        }
    }
    for undo in &lifted {
        // Lifted and undone again before: then this is another lifting.
        let before =
            log.iter().filter(ours).filter(|e| matches!(&e.fact, Fact::Revoked(gone) if gone == &[*undo]));
        let count = u32::try_from(before.count()).unwrap_or(u32::MAX).saturating_add(1);
        let stamp = Stamp { ms: undo.ms, count: undo.count.saturating_add(count), node: told.node };
        news.events.push(revoking(stamp, vec![*undo]));
    }
    let after = revoked(log, &lifted);

    // What no longer follows, and rows whose revocations have to be made anew (rule 1).
    let mut stale: BTreeMap<RowKey, Vec<Stamp>> = BTreeMap::new();
    let mut wrong: BTreeSet<RowKey> = BTreeSet::new();
    let mut pins = 0;
    for event in log.iter().filter(ours).filter(|e| !matches!(e.fact, Fact::Revoked(_))) {
        let (stamp, row) = (event.stamp, row_of(event.stamp));
        let (was, is) = (before.contains(&stamp), after.contains(&stamp));
        let is_pin = kind_of(stamp) == PINNED;
        pins += usize::from(is_pin && Some(row) == first);
        if planned.contains(&stamp) {
            if is {
                wrong.insert(row);
            }
            if was {
                news.restored += 1;
                news.rows.insert(row);
            }
        } else if told.rows.as_ref().is_none_or(|rows| rows.contains(&row)) {
            // A pin stands as long as its request begins with this row and it was not undone (rule 4).
            if is_pin && Some(row) == first && !was {
                continue;
            }
            stale.entry(row).or_default().push(stamp);
            if !is {
                wrong.insert(row);
                news.corrected += usize::from(!was);
            }
        }
    }
    for row in wrong {
        let earlier = |e: &&Event| kind_of(e.stamp) == REVOKED && row_of(e.stamp) == row;
        let earlier: Vec<Stamp> = log.iter().filter(ours).filter(earlier).map(|e| e.stamp).collect();
        let Some(stamp) = numbered(told.node, row, REVOKED, earlier.len()) else { continue };
        let mut gone: Vec<Stamp> = earlier.into_iter().filter(|s| !after.contains(s)).collect();
        gone.extend(stale.get(&row).into_iter().flatten());
        news.events.push(revoking(stamp, gone));
        news.rows.insert(row);
    }

    let known: BTreeSet<Stamp> = log.iter().map(|e| e.stamp).collect();
    for event in told.events.into_iter().filter(|e| !known.contains(&e.stamp)) {
        news.rows.insert(row_of(event.stamp));
        news.events.push(event);
    }
    news.events.sort_by_key(Event::order);
    let stale: BTreeSet<Stamp> = stale.into_values().flatten().collect();
    let pinned = log.iter().any(|e| {
        matches!(e.fact, Fact::Request(RequestFact::Pinned { agreement: Some(_), .. }))
            && !after.contains(&e.stamp)
            && !stale.contains(&e.stamp)
    });
    if !pinned {
        news.pin = pin(pins);
    }
    news
}

fn revoking(stamp: Stamp, gone: Vec<Stamp>) -> Event {
    Event { stamp, at: stamp.moment(), actor: None, source: Source::Import, fact: Fact::Revoked(gone) }
}
