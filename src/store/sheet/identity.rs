//! Who is who over several readings of a file: stable identifiers and stamps, and what to put right.
//!
//! Rules:
//! 1. A request's id has the moment it was raised and a hash of the case column's header and the case. A
//!    request that has this hash already keeps its id, also when an earlier row turns up later.
//! 2. A row of a case is known by its moment and by its place among the case's rows of that same moment.
//!    So a row that could not be read before, or that is added, moves no other row's identity.
//! 3. A fact's stamp is: the row's moment; that place, the kind of fact and a short hash of what it says;
//!    and the case's hash as node. Facts of one row stand in the order of their kinds.

use crate::domain::ident::{RequestId, Subject, steady_hash};
use crate::domain::moment::Moment;
use crate::domain::request::{RequestFact, Stage};
use crate::domain::stamp::Stamp;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// The source every file of one kind has: see rule 1.
pub(super) const SOURCE: &str = "file import";

const KIND_BITS: u32 = 5;
const CONTENT_BITS: u32 = 12;
const ROW_SHIFT: u32 = KIND_BITS + CONTENT_BITS;
const MOST_ROWS: u32 = (1 << (32 - ROW_SHIFT)) - 1;
pub(super) const PINNED: u32 = 1;
pub(super) const REVOKED: u32 = 31;

/// The place of a fact's kind within its row.
fn kind(fact: &RequestFact) -> u32 {
    match fact {
        RequestFact::Raised(_) => 0,
        RequestFact::Pinned { .. } => PINNED,
        RequestFact::For(_) => 2,
        RequestFact::About(_) => 3,
        RequestFact::Prioritised(_) => 4,
        RequestFact::AskedBy(_) => 5,
        RequestFact::Retitled(_) => 6,
        RequestFact::Described(_) => 7,
        RequestFact::Purpose(_) => 8,
        RequestFact::Promised { .. } => 9,
        RequestFact::Assigned(_) => 10,
        RequestFact::Updated { .. } => 11,
        RequestFact::Acknowledged => 12,
        RequestFact::Moved { stage: Stage::InProgress, .. } => 13,
        RequestFact::Resumed => 14,
        RequestFact::Moved { stage: Stage::Waiting, .. } => 15,
        RequestFact::Paused(_) => 16,
        RequestFact::Withdrawn(_) => 17,
        RequestFact::Declined { .. } => 18,
        RequestFact::Merged(_) => 19,
        RequestFact::Moved { stage: Stage::Done, .. } => 20,
        RequestFact::Moved { stage: Stage::Closed, .. } => 21,
        RequestFact::Moved { stage: Stage::Declined, .. } => 22,
        RequestFact::Moved { stage: Stage::New, .. } => 23,
        RequestFact::Moved { stage: Stage::Deciding, .. } => 24,
        RequestFact::Moved { stage: Stage::Accepted, .. } => 25,
        _ => 30,
    }
}

/// The stamp of a fact of a row. `content` is what the fact says, as the file has it: identifiers may
/// differ from desk to desk.
pub(super) fn stamp(node: u32, at: Moment, place: u32, fact: &RequestFact, content: &[&str]) -> Stamp {
    let said = if content.is_empty() { 0 } else { steady_hash(content) as u32 & ((1 << CONTENT_BITS) - 1) };
    Stamp { ms: at.0, count: (place.min(MOST_ROWS) << ROW_SHIFT) | (kind(fact) << CONTENT_BITS) | said, node }
}

/// The stamp of the `generation`-th pin or revocation of a row; a revocation comes after all else of its row.
/// None once there have been too many.
pub(super) fn numbered(node: u32, (ms, place): RowKey, kind: u32, generation: usize) -> Option<Stamp> {
    let generation = u32::try_from(generation).ok().filter(|g| *g < 1 << CONTENT_BITS)?;
    Some(Stamp { ms, count: (place << ROW_SHIFT) | (kind << CONTENT_BITS) | generation, node })
}

/// A row within its case: its moment, and its place among the rows of that moment (rule 2).
pub(super) type RowKey = (i64, u32);

/// The row a stamp belongs to.
pub(super) fn row_of(stamp: Stamp) -> RowKey {
    (stamp.ms, stamp.count >> ROW_SHIFT)
}

/// The kind of fact a stamp belongs to.
pub(super) fn kind_of(stamp: Stamp) -> u32 {
    (stamp.count >> CONTENT_BITS) & ((1 << KIND_BITS) - 1)
}

/// The requests of a desk by the hash in their ids.
pub(super) struct Known(BTreeMap<u128, RequestId>);

impl Known {
    pub(super) fn of(desk: &Workspace) -> Known {
        let ids = desk.subjects().filter_map(|subject| match subject {
            Subject::Request(id) => Some((id.0.random(), id)),
            _ => None,
        });
        Known(ids.collect())
    }

    /// The id and the node of a case first heard of at `raised`.
    pub(super) fn case(&self, header: &str, case: &str, raised: Moment) -> (RequestId, u32) {
        let hash = steady_hash(&[SOURCE, header, case]);
        let id = self.0.get(&u128::from(hash)).copied();
        (id.unwrap_or_else(|| RequestId::from_parts(raised.0, u128::from(hash))), hash as u32)
    }
}
