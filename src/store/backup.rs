//! The whole desk as one JSON file, and back.
//!
//! `{"inhouse":"desk","schema":1,"made":…,"program":"…","count":…,"check":"…","records":{…},"unknown":{…}}`
//! with one record a line, in the order of their keys. `records` holds the stored values as they are,
//! `unknown` those of later versions as texts. `check` is a 64-bit FNV-1a hash over both, so that a file
//! cut short or changed by hand is noticed before anything is taken in.
//!
//! Packed requests stand in the file as records of their own, so that a file is one text whatever has been packed.
//!
//! Reading is all or nothing: the first fault is reported with its place, and nothing has changed. Only a *rescue*
//! file, which the page writes without the program when that has stopped (`{"inhouse":"raw","at":…,"keys":{…}}`, every
//! stored value as it was), is read as far as it goes: what does not read comes along as it is, and is counted.

use super::archive;
use super::journal;
use super::key::{self, Keys, Named};
use super::ledger::Batch;
use super::ports::{FileFault, StoreError};
use super::wire::{WireFault, v1};
use crate::domain::fact::Event;
use crate::domain::ident::{Subject, steady_hash};
use crate::domain::moment::Moment;
use chrono::DateTime;
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
    /// Values of later versions by the end of their key, and of a rescue file those that do not read.
    pub unknown: BTreeMap<String, String>,
    /// How many values of a rescue file do not read.
    pub unread: usize,
}

/// The file for everything stored in a space. `stored` is the space's keys with their values.
/// A stored value that is not JSON is carried as unknown text: the file is never silently incomplete.
pub fn write(keys: &Keys, stored: &BTreeMap<String, String>, made: Moment) -> String {
    let mut found: BTreeMap<Cow<'_, str>, Cow<'_, str>> = BTreeMap::new();
    let mut unknown: Vec<(&str, &str)> = Vec::new();
    let mut packed = Vec::new();
    for (key, value) in stored {
        let tail = key.strip_prefix(keys.prefix()).unwrap_or(key);
        match keys.read(key) {
            Named::Record(_) if v1::decode(value).is_ok() => {
                found.insert(tail.into(), value.into());
            }
            Named::Journal(_) | Named::Marks => {}
            Named::Shard(_) => match archive::decode(value) {
                Ok(shard) => packed.extend(shard),
                Err(_) => unknown.push((tail, value)),
            },
            _ => unknown.push((tail, value)),
        }
    }
    for (id, value) in packed {
        let tail = key::tail(Subject::Request(id));
        let whole = match found.get(tail.as_str()) {
            Some(own) => united(own, &value).unwrap_or_else(|| own.clone().into_owned()),
            None => value,
        };
        found.insert(tail.into(), whole.into());
    }
    let records: Vec<(&str, &str)> =
        found.iter().map(|(tail, value)| (tail.as_ref(), value.as_ref())).collect();
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

/// One record of two that may each hold what the other lacks.
fn united(one: &str, other: &str) -> Option<String> {
    let mut events = v1::decode(one).ok()?;
    let known = events.len();
    events.extend(v1::decode(other).ok()?);
    events.sort_by_key(Event::order);
    events.dedup_by_key(|event| event.order());
    if events.len() == known { Some(one.to_owned()) } else { v1::encode(&events).ok() }
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
    let text = text.trim_start_matches('\u{feff}');
    #[derive(Deserialize)]
    struct Head {
        inhouse: String,
        schema: u32,
    }
    if let Ok(raw) = serde_json::from_str::<RawIn>(text)
        && raw.inhouse == "raw"
    {
        return rescued(raw);
    }
    let file: FileIn<'_> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            return Err(match serde_json::from_str::<Head>(text) {
                Ok(head) if head.inhouse == "desk" && head.schema > 1 => {
                    StoreError::Newer { found: head.schema, known: 1 }
                }
                _ => {
                    let (line, column) = (error.line(), error.column());
                    match error.is_eof() {
                        true => FileFault::CutShort { line, column }.into(),
                        false => FileFault::NotWritten { line, column }.into(),
                    }
                }
            });
        }
    };
    if file.inhouse != "desk" {
        return Err(FileFault::NotADesk.into());
    }
    if file.schema > 1 {
        return Err(StoreError::Newer { found: file.schema, known: 1 });
    }
    let mut records: Batch = Vec::with_capacity(file.records.len());
    for (tail, raw) in &file.records {
        let subject =
            key::subject_of(tail).ok_or_else(|| FileFault::UnknownRecord(tail.clone().into_owned()))?;
        let events = v1::decode(raw.get()).map_err(|fault| match fault {
            WireFault::Newer(found) => StoreError::Newer { found, known: v1::VERSION },
            other => FileFault::Record { record: tail.clone().into_owned(), cause: other.to_string() }.into(),
        })?;
        records.push((subject, events));
    }
    if records.len() != file.count {
        return Err(FileFault::Count { said: file.count, found: records.len() }.into());
    }
    let found = check(
        file.records.iter().map(|(k, v)| (k.as_ref(), v.get())),
        file.unknown.iter().map(|(k, v)| (k.as_str(), v.as_str())),
    );
    if found != file.check {
        return Err(FileFault::Changed.into());
    }
    Ok(Backup { made: Moment(file.made), records, unknown: file.unknown, unread: 0 })
}

#[derive(Deserialize)]
struct RawIn {
    inhouse: String,
    at: String,
    keys: BTreeMap<String, String>,
}

/// What a rescue file holds of one's own desk, or, where there is none in it, of the first desk there is.
fn rescued(raw: RawIn) -> Result<Backup, StoreError> {
    let space =
        |key: &String| key.strip_prefix("inhouse/")?.split_once('/').map(|(space, _)| space.to_owned());
    let mut spaces = raw
        .keys
        .keys()
        .filter_map(space)
        .filter(|space| !matches!(space.as_str(), "log" | "new" | "in" | "out" | "here"));
    let Some(first) = spaces.next() else {
        return Err(FileFault::NoDesk.into());
    };
    let keys = Keys::of(&first);
    let made = DateTime::parse_from_rfc3339(&raw.at).map_or(0, |at| at.timestamp_millis());
    let mut records: BTreeMap<Subject, Vec<Event>> = BTreeMap::new();
    let (mut unknown, mut unread) = (BTreeMap::new(), 0);
    for (key, value) in &raw.keys {
        let Some(tail) = key.strip_prefix(keys.prefix()) else { continue };
        let read = match keys.read(key) {
            Named::Record(subject) => v1::decode(value).map(|events| vec![(subject, events)]),
            Named::Journal(_) => journal::decode(value),
            Named::Shard(_) => archive::events(value)
                .map(|held| held.into_iter().map(|(id, events)| (Subject::Request(id), events)).collect()),
            Named::Marks => continue,
            Named::SetAside(_) | Named::Unknown => {
                unknown.insert(tail.to_owned(), value.clone());
                continue;
            }
        };
        match read {
            Ok(batch) => {
                batch.into_iter().for_each(|(s, events)| records.entry(s).or_default().extend(events))
            }
            Err(_) => {
                unread += 1;
                unknown.insert(tail.to_owned(), value.clone());
            }
        }
    }
    for events in records.values_mut() {
        events.sort_by_key(Event::order);
        events.dedup_by_key(|event| event.order());
    }
    Ok(Backup { made: Moment(made), records: records.into_iter().collect(), unknown, unread })
}
