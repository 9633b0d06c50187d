//! Version 1: a record as its events.
//!
//! `{"v":1,"b":1700000000000,"n":["0a1b2c3d"],"a":["Tom Aerts"],"e":[[ms,count,node,at,actor,source,code,args],…]}`
//!
//! `ms` is the stamp's milliseconds less the base `b`; `count` its count; `node` an index into `n`;
//! `at` the event's moment less the stamp's; `actor` an index into `a` or −1; `source` 0 live, 1 imported,
//! 2 sample; `code` and `args` the fact, `args` left out where there are none.

use super::args::{Arg, Args, WireFault};
use super::scan::Scan;
use super::{agreement, calendar, others, request};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::moment::Moment;
use crate::domain::stamp::Stamp;
use crate::domain::text::Name;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The version this module reads and writes.
pub const VERSION: u32 = 1;

#[derive(Deserialize)]
struct LogIn<'a> {
    v: u32,
    b: i64,
    n: Vec<Cow<'a, str>>,
    a: Vec<String>,
    #[serde(borrow)]
    e: Vec<RowIn<'a>>,
}

struct Row<'a> {
    ms: i64,
    count: u32,
    node: usize,
    at: i64,
    actor: i64,
    source: u8,
    code: Cow<'a, str>,
}

/// A row and its arguments.
struct RowIn<'a>(Row<'a>, Option<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for RowIn<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = RowIn<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event")
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<RowIn<'de>, S::Error> {
                fn need<'de, T: Deserialize<'de>, S: SeqAccess<'de>>(seq: &mut S) -> Result<T, S::Error> {
                    seq.next_element()?.ok_or_else(|| S::Error::custom("an event is cut short"))
                }
                let row = Row {
                    ms: need(&mut seq)?,
                    count: need(&mut seq)?,
                    node: need(&mut seq)?,
                    at: need(&mut seq)?,
                    actor: need(&mut seq)?,
                    source: need(&mut seq)?,
                    code: need::<Text<'de>, S>(&mut seq)?.0,
                };
                Ok(RowIn(row, seq.next_element()?))
            }
        }
        deserializer.deserialize_seq(Rows)
    }
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The events stored in a value. Nothing is guessed: a value that does not read wholly is a fault.
pub fn decode(text: &str) -> Result<Vec<Event>, WireFault> {
    plainly(text).map_or_else(|| carefully(text), Ok)
}

/// A value as [`encode`] writes it, in one pass; none for any other, and for all that is wrong.
fn plainly(text: &str) -> Option<Vec<Event>> {
    let mut scan = Scan::new(text);
    let (mut nodes, mut actors, mut events) = (Vec::new(), Vec::new(), Vec::new());
    scan.skip("{\"v\":1,\"b\":")?;
    let base = scan.int()?;
    scan.skip(",\"n\":")?;
    scan.list(|scan| u32::from_str_radix(&scan.text()?, 16).ok().map(|node| nodes.push(node)))?;
    scan.skip(",\"a\":")?;
    scan.list(|scan| Name::new(&scan.text()?).ok().map(|name| actors.push(name)))?;
    scan.skip(",\"e\":")?;
    let mut list = Vec::new();
    scan.list(|scan| {
        let (row, raw) = row(scan, &mut list)?;
        let raw = Raw { text: raw, list: Some(&list) };
        event(&row, raw, base, &nodes, &actors).ok().map(|event| events.push(event))
    })?;
    scan.one(b'}')?;
    scan.is_at_end().then_some(events)
}

/// One event as it is written: its arguments go to `list`, and come back as they are written.
fn row<'a>(scan: &mut Scan<'a>, list: &mut Vec<Arg<'a>>) -> Option<(Row<'a>, &'a str)> {
    let number = |scan: &mut Scan<'a>| {
        let number = scan.int()?;
        scan.one(b',').map(|()| number)
    };
    scan.one(b'[')?;
    let row = Row {
        ms: number(scan)?,
        count: u32::try_from(number(scan)?).ok()?,
        node: usize::try_from(number(scan)?).ok()?,
        at: number(scan)?,
        actor: number(scan)?,
        source: u8::try_from(number(scan)?).ok()?,
        code: scan.text()?,
    };
    list.clear();
    if scan.has(b']') {
        return Some((row, "null"));
    }
    scan.one(b',')?;
    let start = scan.place();
    scan.list(|scan| scan.argument().map(|argument| list.push(argument)))?;
    let raw = scan.since(start)?;
    scan.one(b']').map(|()| (row, raw))
}

/// Any JSON of this shape, and what is wrong where it is not.
fn carefully(text: &str) -> Result<Vec<Event>, WireFault> {
    #[derive(Deserialize)]
    struct Head {
        v: u32,
    }
    let log: LogIn<'_> = match serde_json::from_str(text) {
        Ok(log) => log,
        Err(error) => {
            // A later version may have another shape altogether: its number is enough to know.
            return match serde_json::from_str::<Head>(text) {
                Ok(head) if head.v > VERSION => Err(WireFault::Newer(head.v)),
                _ => Err(WireFault::Shape(error.to_string())),
            };
        }
    };
    if log.v > VERSION {
        return Err(WireFault::Newer(log.v));
    }
    let nodes: Vec<u32> = log
        .n
        .iter()
        .map(|n| u32::from_str_radix(n, 16).map_err(|_| WireFault::Shape(format!("node {n}"))))
        .collect::<Result<_, _>>()?;
    let actors: Vec<Name> = log
        .a
        .iter()
        .map(|a| Name::new(a).map_err(|_| WireFault::Shape("a name".to_owned())))
        .collect::<Result<_, _>>()?;
    let one = |RowIn(row, args): &RowIn<'_>| {
        let raw = Raw { text: args.map_or("null", RawValue::get), list: None };
        event(row, raw, log.b, &nodes, &actors)
    };
    log.e.iter().map(one).collect()
}

/// The arguments of an event as they are written, and read if they have been.
#[derive(Clone, Copy)]
struct Raw<'a> {
    text: &'a str,
    list: Option<&'a [Arg<'a>]>,
}

fn event(row: &Row<'_>, raw: Raw<'_>, base: i64, nodes: &[u32], actors: &[Name]) -> Result<Event, WireFault> {
    let node = *nodes.get(row.node).ok_or_else(|| WireFault::Shape("an unknown node".to_owned()))?;
    let ms = base.checked_add(row.ms).ok_or_else(|| WireFault::Shape("a time out of range".to_owned()))?;
    let at = ms.checked_add(row.at).ok_or_else(|| WireFault::Shape("a time out of range".to_owned()))?;
    let actor = match usize::try_from(row.actor) {
        Err(_) => None,
        Ok(index) => {
            Some(actors.get(index).cloned().ok_or_else(|| WireFault::Shape("an unknown actor".to_owned()))?)
        }
    };
    let source = match row.source {
        0 => Source::Live,
        1 => Source::Import,
        2 => Source::Sample,
        _ => return Err(WireFault::Shape("an unknown source".to_owned())),
    };
    let stamp = Stamp { ms, count: row.count, node };
    Ok(Event { stamp, at: Moment(at), actor, source, fact: fact(&row.code, raw, stamp)? })
}

fn fact(code: &str, raw: Raw<'_>, stamp: Stamp) -> Result<Fact, WireFault> {
    if super::reserved::is_reserved(code) {
        return Ok(Fact::Kept { code: code.into(), args: raw.text.into() });
    }
    let known = match raw.list {
        Some(list) => known(&Args { code, list }, stamp),
        None => {
            let parsed = serde_json::from_str(raw.text).map_err(|e| WireFault::Shape(e.to_string()))?;
            let list: Vec<Arg<'_>> = match parsed {
                Value::Array(list) => list.into_iter().map(Arg::from).collect(),
                _ => Vec::new(),
            };
            known(&Args { code, list: &list }, stamp)
        }
    };
    Ok(known?.unwrap_or_else(|| Fact::Kept { code: code.into(), args: raw.text.into() }))
}

/// The fact, where this version knows its code.
fn known(args: &Args<'_>, stamp: Stamp) -> Result<Option<Fact>, WireFault> {
    match args.code {
        "revoked" => return revoked(args, stamp).map(|gone| Some(Fact::Revoked(gone))),
        "removed" => return Ok(Some(Fact::Removed)),
        "restored" => return Ok(Some(Fact::Restored)),
        _ => {}
    }
    Ok(match args.code.split_once('.') {
        Some(("k", _)) => calendar::decode(args)?.map(Fact::Calendar),
        Some(("g", _)) => agreement::decode(args)?.map(Fact::Agreement),
        Some(("t", _)) => others::decode_team(args)?.map(Fact::Team),
        Some(("c", _)) => others::decode_client(args)?.map(Fact::Client),
        Some(("s", _)) => others::decode_service(args)?.map(Fact::Service),
        Some(("q", _)) => others::decode_run(args)?.map(Fact::Run),
        Some(("m", _)) => others::decode_mapping(args)?.map(Fact::Mapping),
        _ => request::decode(args)?.map(Fact::Request),
    })
}

/// Stamps as triples: milliseconds before the revoking stamp, count, node.
fn revoked(args: &Args<'_>, stamp: Stamp) -> Result<Vec<Stamp>, WireFault> {
    if !args.list.len().is_multiple_of(3) {
        return Err(args.fault(args.list.len(), "a stamp"));
    }
    (0..args.list.len() / 3)
        .map(|i| {
            Ok(Stamp {
                ms: stamp.ms.saturating_sub(args.int(i * 3)?),
                count: args.small(i * 3 + 1)?,
                node: args.small(i * 3 + 2)?,
            })
        })
        .collect()
}

#[derive(Serialize)]
struct LogOut<'a> {
    v: u32,
    b: i64,
    n: Vec<String>,
    a: Vec<&'a str>,
    e: Vec<RowOut<'a>>,
}

#[derive(Serialize)]
struct RowOut<'a>(
    i64,
    u32,
    usize,
    i64,
    i64,
    u8,
    Cow<'a, str>,
    #[serde(skip_serializing_if = "ArgsOut::none")] ArgsOut<'a>,
);

enum ArgsOut<'a> {
    None,
    Made(Value),
    Raw(&'a str),
}

impl ArgsOut<'_> {
    fn none(&self) -> bool {
        matches!(self, ArgsOut::None | ArgsOut::Raw("null"))
    }
}

impl Serialize for ArgsOut<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ArgsOut::None => serializer.serialize_unit(),
            ArgsOut::Made(value) => value.serialize(serializer),
            ArgsOut::Raw(text) => {
                let raw: &RawValue = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

/// A record's events as the value to store.
pub fn encode(events: &[Event]) -> Result<String, WireFault> {
    let base = events.first().map_or(0, |e| e.stamp.ms);
    let mut nodes: Vec<u32> = Vec::new();
    let mut actors: Vec<&str> = Vec::new();
    let rows = events
        .iter()
        .map(|event| {
            let node = index_of(&mut nodes, event.stamp.node);
            let actor = match &event.actor {
                Some(name) => i64::try_from(index_of(&mut actors, name.as_str())).unwrap_or(-1),
                None => -1,
            };
            let source = match event.source {
                Source::Live => 0,
                Source::Import => 1,
                Source::Sample => 2,
            };
            let (code, args) = fact_out(&event.fact, event.stamp);
            let ms = event.stamp.ms.wrapping_sub(base);
            RowOut(
                ms,
                event.stamp.count,
                node,
                event.at.0.wrapping_sub(event.stamp.ms),
                actor,
                source,
                code,
                args,
            )
        })
        .collect();
    let n = nodes.iter().map(|n| format!("{n:x}")).collect();
    let out = LogOut { v: VERSION, b: base, n, a: actors, e: rows };
    serde_json::to_string(&out).map_err(|e| WireFault::Shape(e.to_string()))
}

fn index_of<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    if let Some(at) = list.iter().position(|v| *v == value) {
        return at;
    }
    list.push(value);
    list.len() - 1
}

fn fact_out(fact: &Fact, stamp: Stamp) -> (Cow<'_, str>, ArgsOut<'_>) {
    let (code, args) = match fact {
        Fact::Request(fact) => request::encode(fact),
        Fact::Client(fact) => others::encode_client(fact),
        Fact::Service(fact) => others::encode_service(fact),
        Fact::Team(fact) => others::encode_team(fact),
        Fact::Calendar(fact) => calendar::encode(fact),
        Fact::Agreement(fact) => agreement::encode(fact),
        Fact::Run(fact) => others::encode_run(fact),
        Fact::Mapping(fact) => others::encode_mapping(fact),
        Fact::Revoked(gone) => {
            let list = gone
                .iter()
                .flat_map(|g| [stamp.ms.saturating_sub(g.ms), i64::from(g.count), i64::from(g.node)])
                .collect::<Vec<_>>();
            ("revoked", Value::from(list))
        }
        Fact::Removed => ("removed", Value::Null),
        Fact::Restored => ("restored", Value::Null),
        Fact::Kept { code, args } => return (Cow::Borrowed(code), ArgsOut::Raw(args)),
    };
    let args = if args.is_null() { ArgsOut::None } else { ArgsOut::Made(args) };
    (Cow::Borrowed(code), args)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// What is read in one pass is what serde_json reads; what it refuses is not read.
    #[test]
    fn a_plain_value_reads_as_serde_json_reads_it() {
        let record = |rows: &str| {
            [
                "{\"v\":1,\"b\":1356084484000,\"n\":[\"93c22856\",\"1\"],\"a\":[\"Ann\",\"Zoë Øst\"],\"e\":[",
                rows,
                "]}",
            ]
            .concat()
        };
        let plain = [
            r#"[0,1,0,0,0,1,"titled",["A \"title\""]],[5,0,1,-7,-1,0,"seen"],[9,2,1,0,1,2,"prio",["high"]]"#,
            r#"[0,1,0,0,0,0,"revoked",[3,0,1]],[1,0,0,0,-1,0,"removed"],[2,0,0,0,-1,0,"of-a-later-one",[1,null,"x"]]"#,
            r#"[0,1,0,0,0,0,"by",[null]],[1,0,0,0,0,0,"text",["two\nlines"]]"#,
        ];
        for rows in plain {
            let text = record(rows);
            let read = plainly(&text).unwrap();
            assert_eq!(read, carefully(&text).unwrap(), "{rows}");
            assert_eq!(decode(&encode(&read).unwrap()).unwrap(), read, "{rows}");
        }
        // These are for the careful reader: some are fine, some are not.
        let other = [
            r#"[0, 1,0,0,0,1,"seen"]"#,
            r#"[0,1,0,0,0,1,"of-a-later-one",[[1,2],{"a":1}]]"#,
            r#"[0,1,0,0,0,1,"of-a-later-one",null]"#,
            r#"[0,1,2,0,0,1,"seen"]"#,
            r#"[0,1,0,0,2,1,"seen"]"#,
            r#"[0,1,0,0,0,3,"seen"]"#,
            r#"[0,-1,0,0,0,1,"seen"]"#,
            r#"[0,1,0,0,0,1,"prio",["grave"]]"#,
            r#"[0,1,0,0,0,1,"seen",[],1]"#,
            r#"[0,1,0,0,0,1]"#,
        ];
        for rows in other {
            let text = record(rows);
            assert_eq!(plainly(&text), None, "{rows}");
            assert_eq!(decode(&text), carefully(&text), "{rows}");
        }
        for text in ["", "{}", &record("").replace("\"v\":1", "\"v\":2"), &[&record(""), " "].concat()] {
            assert_eq!(plainly(text), None, "{text}");
        }
    }
}
