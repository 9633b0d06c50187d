//! Shards: requests that came to their end long ago, many in one stored value, pressed together.
//!
//! A value is the version, one letter, and then the [packed](super::pack) records, one a line: the id, then the
//! record as it would be stored by itself ([`v1`]). So a shard needs no format of its own, and what a later
//! version adds to a record passes through it unchanged.

use super::pack::{pack, unpack};
use super::wire::{WireFault, v1};
use crate::domain::fact::Event;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use chrono::{DateTime, Datelike};
use std::collections::BTreeMap;

/// The version this module reads and writes, as the first letter of a value.
const VERSION: char = '1';
/// Letters of an identifier.
const ID: usize = 26;
/// The most records in one shard: packing it again is a moment's work.
pub const MOST_RECORDS: usize = 256;
/// The most bytes of records in one shard.
pub const MOST_BYTES: usize = 600_000;

/// Records by id, each as its stored value.
pub type Shard = BTreeMap<RequestId, String>;

/// The value to store for these records.
pub fn encode(records: &Shard) -> String {
    let mut plain = String::with_capacity(records.values().map(|value| value.len() + ID + 1).sum());
    for (id, value) in records {
        plain.push_str(&id.to_string());
        plain.push_str(value);
        plain.push('\n');
    }
    let mut out = String::from(VERSION);
    out.push_str(&pack(plain.as_bytes()));
    out
}

/// The records in a stored value.
pub fn decode(text: &str) -> Result<Shard, WireFault> {
    let fault = |why: &str| WireFault::Shape(why.to_owned());
    match text.chars().next() {
        Some(VERSION) => {}
        Some(digit @ '2'..='9') => return Err(WireFault::Newer(digit.to_digit(10).unwrap_or(9))),
        _ => return Err(fault("not a packed month")),
    }
    let bytes = unpack(text.get(1..).unwrap_or_default())?;
    let plain = String::from_utf8(bytes).map_err(|_| fault("not a text"))?;
    plain
        .lines()
        .map(|line| {
            let (id, value) = line.split_at_checked(ID).ok_or_else(|| fault("a line is cut short"))?;
            let id = id.parse().map_err(|_| fault("a line without an identifier"))?;
            Ok((id, value.to_owned()))
        })
        .collect()
}

/// The events of every record in a stored value.
pub fn events(text: &str) -> Result<Vec<(RequestId, Vec<Event>)>, WireFault> {
    decode(text)?.into_iter().map(|(id, value)| Ok((id, v1::decode(&value)?))).collect()
}

/// The month of a moment (UTC), as shards are named: `2026-05`. Only a name: any shard may hold any request.
pub fn month(at: Moment) -> String {
    let date = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    let month = date.month();
    let mut out = date.year().to_string();
    out.push_str(if month < 10 { "-0" } else { "-" });
    out.push_str(&month.to_string());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_named_by_its_digits() {
        assert_eq!(month(Moment(1_794_474_000_000)), "2026-11");
        assert_eq!(month(Moment(0)), "1970-01");
    }
}
