//! The journal: the last batch of events a tab wrote, under a key of its own, before the records
//! themselves are written. localStorage keeps single values whole, not several together: a batch cut
//! off between two records is completed from the journal at the next start. Inserting events is
//! idempotent, so nothing needs to be marked as done.
//!
//! A long batch (thousands of requests at once) is [packed](super::pack), so that it is one value as well, and a small
//! one; it goes as soon as its records are written. Other tabs hear of it all the same: the browser tells them every
//! value that was set.

use super::key;
use super::pack::{pack, unpack};
use super::wire::{WireFault, v1};
use crate::domain::fact::Event;
use crate::domain::ident::Subject;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Batches larger than this many bytes are packed.
pub const LONG: usize = 60_000;
/// What a packed journal begins with: its version. A plain one begins with a bracket.
const PACKED: char = '1';

/// The value to store for an [encoded](encode) batch.
pub fn stored(plain: &str) -> Cow<'_, str> {
    if is_long(plain) { packed(plain).into() } else { plain.into() }
}

/// The same, packed whatever its length.
pub fn packed(plain: &str) -> String {
    let mut out = String::from(PACKED);
    out.push_str(&pack(plain.as_bytes()));
    out
}

/// True for a batch that is packed, and goes once its records are written.
pub fn is_long(plain: &str) -> bool {
    plain.len() > LONG
}

/// True for a stored value that is packed.
pub fn is_packed(stored: &str) -> bool {
    stored.starts_with(PACKED)
}

/// A batch as text, the form in which the safe log notes it.
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

/// The batch in a stored value, packed or not. Records this version does not know are left out.
pub fn decode(text: &str) -> Result<Vec<(Subject, Vec<Event>)>, WireFault> {
    match text.chars().next() {
        Some(PACKED) => read(&plain(text)?),
        Some(digit @ '2'..='9') => Err(WireFault::Newer(digit.to_digit(10).unwrap_or(9))),
        _ => read(text),
    }
}

/// The text of a packed value.
pub fn plain(packed: &str) -> Result<String, WireFault> {
    let bytes = unpack(packed.get(PACKED.len_utf8()..).unwrap_or_default())?;
    String::from_utf8(bytes).map_err(|_| WireFault::Shape("not a text".to_owned()))
}

fn read(text: &str) -> Result<Vec<(Subject, Vec<Event>)>, WireFault> {
    let list: Vec<(String, &RawValue)> =
        serde_json::from_str(text).map_err(|e| WireFault::Shape(e.to_string()))?;
    let known = list.into_iter().filter_map(|(tail, raw)| key::subject_of(&tail).map(|s| (s, raw)));
    known.map(|(subject, raw)| v1::decode(raw.get()).map(|events| (subject, events))).collect()
}
