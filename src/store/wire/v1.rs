//! Version 1: a record as its events.
//!
//! `{"v":1,"b":1700000000000,"n":["0a1b2c3d"],"a":["Tom Aerts"],"e":[[ms,count,node,at,actor,source,code,args],…]}`
//!
//! `ms` is the stamp's milliseconds less the base `b`; `count` its count; `node` an index into `n`;
//! `at` the event's moment less the stamp's; `actor` an index into `a` or −1; `source` 0 live, 1 imported,
//! 2 sample; `code` and `args` the fact, `args` left out where there are none.

use super::args::{Arg, Args, WireFault};
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
use std::marker::PhantomData;

/// The version this module reads and writes.
pub const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(bound(deserialize = "A: Deserialize<'de>"))]
struct LogIn<'a, A> {
    v: u32,
    b: i64,
    n: Vec<Cow<'a, str>>,
    a: Vec<String>,
    #[serde(borrow)]
    e: Vec<RowIn<'a, A>>,
}

struct RowIn<'a, A> {
    ms: i64,
    count: u32,
    node: usize,
    at: i64,
    actor: i64,
    source: u8,
    code: Cow<'a, str>,
    args: Option<A>,
}

impl<'de: 'a, 'a, A: Deserialize<'de>> Deserialize<'de> for RowIn<'a, A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Row<A>(PhantomData<A>);
        impl<'de, A: Deserialize<'de>> Visitor<'de> for Row<A> {
            type Value = RowIn<'de, A>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event")
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<RowIn<'de, A>, S::Error> {
                fn need<'de, T: Deserialize<'de>, S: SeqAccess<'de>>(seq: &mut S) -> Result<T, S::Error> {
                    seq.next_element()?.ok_or_else(|| S::Error::custom("an event is cut short"))
                }
                Ok(RowIn {
                    ms: need(&mut seq)?,
                    count: need(&mut seq)?,
                    node: need(&mut seq)?,
                    at: need(&mut seq)?,
                    actor: need(&mut seq)?,
                    source: need(&mut seq)?,
                    code: need::<Text<'de>, S>(&mut seq)?.0,
                    args: seq.next_element()?,
                })
            }
        }
        deserializer.deserialize_seq(Row(PhantomData))
    }
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The events stored in a value. Nothing is guessed: a value that does not read wholly is a fault.
///
/// A desk of thousands is thousands of such values at every start: what this version knows is read in one pass. Only
/// where something has to be kept as it is written, or is wrong, it is read again with its text.
pub fn decode(text: &str) -> Result<Vec<Event>, WireFault> {
    read(text, plain).or_else(|_| read(text, whole))
}

fn read<'a, A: Deserialize<'a>>(text: &'a str, fact: ReadFact<A>) -> Result<Vec<Event>, WireFault> {
    #[derive(Deserialize)]
    struct Head {
        v: u32,
    }
    let log: LogIn<'_, A> = match serde_json::from_str(text) {
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
    log.e.into_iter().map(|row| event(row, fact, log.b, &nodes, &actors)).collect()
}

/// Reads a fact from its code and its arguments.
type ReadFact<A> = fn(&str, Option<A>, Stamp) -> Result<Fact, WireFault>;

fn event<A>(
    row: RowIn<'_, A>,
    fact: ReadFact<A>,
    base: i64,
    nodes: &[u32],
    actors: &[Name],
) -> Result<Event, WireFault> {
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
        3 => Source::Undo,
        _ => return Err(WireFault::Shape("an unknown source".to_owned())),
    };
    let stamp = Stamp { ms, count: row.count, node };
    Ok(Event { stamp, at: Moment(at), actor, source, fact: fact(&row.code, row.args, stamp)? })
}

/// A fact that this version knows, from its arguments.
fn plain(code: &str, args: Option<Vec<Arg<'_>>>, stamp: Stamp) -> Result<Fact, WireFault> {
    let fact = match super::reserved::is_reserved(code) {
        true => None,
        false => known(&Args { code, list: &args.unwrap_or_default() }, stamp)?,
    };
    fact.ok_or_else(|| WireFault::Shape("to be kept".to_owned()))
}

/// Any fact: one that this version does not know is kept as it is written.
fn whole(code: &str, args: Option<&RawValue>, stamp: Stamp) -> Result<Fact, WireFault> {
    let text = args.map_or("null", RawValue::get);
    let kept = || Fact::Kept { code: code.into(), args: text.into() };
    if super::reserved::is_reserved(code) {
        return Ok(kept());
    }
    let list: Vec<Arg<'_>> = match text.starts_with('[') {
        true => serde_json::from_str(text).map_err(|e| WireFault::Shape(e.to_string()))?,
        false => Vec::new(),
    };
    Ok(known(&Args { code, list: &list }, stamp)?.unwrap_or_else(kept))
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
                Source::Undo => 3,
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
