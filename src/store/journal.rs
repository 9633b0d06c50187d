//! The journal: the last batch of events a tab wrote, under a key of its own, before the records
//! themselves are written. localStorage keeps single values whole, not several together: a batch cut
//! off between two records is completed from the journal at the next start. Inserting events is
//! idempotent, so nothing needs to be marked as done.

use super::key;
use super::wire::{WireFault, v1};
use crate::domain::fact::Event;
use crate::domain::ident::Subject;
use serde_json::value::RawValue;

/// Batches larger than this many bytes are written without a journal: every record is whole by itself,
/// and reading the same file again completes an import that was cut off.
pub const MOST: usize = 60_000;

/// The value to store for a batch.
pub fn encode(batch: &[(Subject, Vec<Event>)]) -> Result<String, WireFault> {
    let mut out = String::from("[");
    for (index, (subject, events)) in batch.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str("[\"");
        out.push_str(&key::tail(*subject));
        out.push_str("\",");
        out.push_str(&v1::encode(events)?);
        out.push(']');
    }
    out.push(']');
    Ok(out)
}

/// The batch in a stored value. Records this version does not know are left out.
pub fn decode(text: &str) -> Result<Vec<(Subject, Vec<Event>)>, WireFault> {
    let list: Vec<(String, &RawValue)> =
        serde_json::from_str(text).map_err(|e| WireFault::Shape(e.to_string()))?;
    let known = list.into_iter().filter_map(|(tail, raw)| key::subject_of(&tail).map(|s| (s, raw)));
    known.map(|(subject, raw)| v1::decode(raw.get()).map(|events| (subject, events))).collect()
}
