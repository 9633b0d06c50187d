//! The whole desk as one JSON file, and back.
//!
//! `{"inhouse":"desk","schema":1,"made":…,"program":"…","count":…,"check":"…","records":{…},"unknown":{…}}`
//! with one record a line, in the order of their keys. `records` holds the stored values as they are,
//! `unknown` those of later versions as texts. `check` is a 64-bit FNV-1a hash over both, so that a file
//! cut short or changed by hand is noticed before anything is taken in.
//!
//! Reading is all or nothing: the first fault is reported with its place, and nothing has changed.

use super::key::{self, Keys, Named};
use super::ledger::Batch;
use super::ports::StoreError;
use super::wire::{WireFault, v1};
use crate::domain::ident::steady_hash;
use crate::domain::moment::Moment;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a file holds.
#[derive(Debug)]
pub struct Backup {
    /// When it was made.
    pub made: Moment,
    /// The events by record.
    pub records: Batch,
    /// Values of later versions by the end of their key.
    pub unknown: BTreeMap<String, String>,
}

/// The file for everything stored in a space. `stored` is the space's keys with their values.
/// A stored value that is not JSON is carried as unknown text: the file is never silently incomplete.
pub fn write(keys: &Keys, stored: &BTreeMap<String, String>, made: Moment) -> String {
    let mut records: Vec<(&str, &str)> = Vec::new();
    let mut unknown: Vec<(&str, &str)> = Vec::new();
    for (key, value) in stored {
        let tail = key.strip_prefix(keys.prefix()).unwrap_or(key);
        match keys.read(key) {
            Named::Record(_) if v1::decode(value).is_ok() => records.push((tail, value)),
            Named::Journal(_) => {}
            _ => unknown.push((tail, value)),
        }
    }
    let mut out = String::with_capacity(stored.values().map(String::len).sum::<usize>() + 1_000);
    out.push_str("{\"inhouse\":\"desk\",\"schema\":1,\"made\":");
    out.push_str(&made.0.to_string());
    out.push_str(",\"program\":\"");
    out.push_str(env!("CARGO_PKG_VERSION"));
    out.push_str("\",\"count\":");
    out.push_str(&records.len().to_string());
    out.push_str(",\"check\":\"");
    out.push_str(&check(records.iter().copied(), unknown.iter().copied()));
    out.push_str("\",\n\"records\":{");
    for (index, (tail, value)) in records.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&quoted(tail));
        out.push(':');
        out.push_str(value);
    }
    out.push_str("\n},\"unknown\":{");
    for (index, (tail, value)) in unknown.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&quoted(tail));
        out.push(':');
        out.push_str(&quoted(value));
    }
    out.push_str("\n}}\n");
    out
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn check<'a>(
    records: impl Iterator<Item = (&'a str, &'a str)>,
    unknown: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let parts: Vec<&str> = records.chain(unknown).flat_map(|(k, v)| [k, v]).collect();
    format!("{:016x}", steady_hash(&parts))
}

#[derive(Deserialize)]
struct FileIn<'a> {
    inhouse: String,
    schema: u32,
    made: i64,
    count: usize,
    check: String,
    #[serde(borrow)]
    records: BTreeMap<Cow<'a, str>, &'a RawValue>,
    #[serde(default)]
    unknown: BTreeMap<String, String>,
}

/// Reads a file. Nothing is taken in; a fault names its place.
pub fn read(text: &str) -> Result<Backup, StoreError> {
    let bad = |place: String, cause: String| StoreError::BadFile { place, cause };
    let text = text.trim_start_matches('\u{feff}');
    #[derive(Deserialize)]
    struct Head {
        inhouse: String,
        schema: u32,
    }
    let file: FileIn<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            return Err(match serde_json::from_str::<Head>(text) {
                Ok(head) if head.inhouse == "desk" && head.schema > 1 => {
                    StoreError::Newer { found: head.schema, known: 1 }
                }
                _ => bad(format!("line {}, column {}", error.line(), error.column()), error.to_string()),
            });
        }
    };
    if file.inhouse != "desk" {
        return Err(bad("line 1".to_owned(), "it is not a desk of Inhouse".to_owned()));
    }
    if file.schema > 1 {
        return Err(StoreError::Newer { found: file.schema, known: 1 });
    }
    let mut records: Batch = Vec::with_capacity(file.records.len());
    for (tail, raw) in &file.records {
        let subject = key::subject_of(tail)
            .ok_or_else(|| bad(format!("record {tail}"), "its name is not known".to_owned()))?;
        let events = v1::decode(raw.get()).map_err(|fault| match fault {
            WireFault::Newer(found) => StoreError::Newer { found, known: v1::VERSION },
            other => bad(format!("record {tail}"), other.to_string()),
        })?;
        records.push((subject, events));
    }
    if records.len() != file.count {
        let cause = format!("{} records are announced, {} are there", file.count, records.len());
        return Err(bad("records".to_owned(), cause));
    }
    let found = check(
        file.records.iter().map(|(k, v)| (k.as_ref(), v.get())),
        file.unknown.iter().map(|(k, v)| (k.as_str(), v.as_str())),
    );
    if found != file.check {
        let cause = "its check sum does not agree: it was changed or damaged".to_owned();
        return Err(bad("check".to_owned(), cause));
    }
    Ok(Backup { made: Moment(file.made), records, unknown: file.unknown })
}
