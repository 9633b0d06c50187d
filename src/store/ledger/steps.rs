//! A store of an older schema is carried to the one this program keeps, step by step: each step wholly or not at all.
//!
//! Rules:
//! 1. A [`Step`] says what becomes of the values of one schema. It is a pure function, and one that was released never
//!    changes. [`STEPS`] holds those of this program, one for every schema before its own, in their order.
//! 2. It sees every space and everything kept for it, also what a tab that was killed left there: journals, parts of a
//!    desk that comes, lists of an import. It does not see values set aside: they stay as they are, to the letter.
//! 3. What it changes is put beside the store first, packed, in parts, and as much room as the store grows by. A tab
//!    that is gone until then has changed nothing.
//! 4. Then the root says, in one value, the new schema and how many parts there are. From there on there is no way
//!    back but to the end, and every start goes there: what shrinks is written first, then the room kept free is used.
//!    Tabs of the older program are read-only from that value on ([`super`], rule 5).
//! 5. The parts go when all of it is written: one that is gone is written. At last the root names only the schema.
//! 6. A step that cannot be done leaves the store as it was. The desk is then shown ([`View`]): where there is no room,
//!    as the steps make it; where a value does not read, as it is. Nothing is written, every start tries again, and
//!    whoever empties the desk is free of it ([`Ledger::empty`]).

use super::{Ledger, StoreError};
use crate::store::key::{self, Keys, Named};
use crate::store::pack::{pack, unpack};
use crate::store::ports::KeyValue;
use crate::store::{archive, journal};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Stored values by their keys.
pub type Pairs = BTreeMap<String, String>;
/// What becomes of values: written, or removed where there is none.
pub type Changes = BTreeMap<String, Option<String>>;

/// The way from one schema to the next.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The schema it begins at; it ends at the next.
    pub from: u32,
    /// What it changes. Where a value must be understood and does not read: why it cannot be done.
    pub run: fn(&Pairs) -> Result<Changes, Unfit>,
}

/// The steps to the schema of this program.
pub const STEPS: &[Step] = &[];

/// A value a step cannot be done with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unfit {
    /// Its key.
    pub key: String,
    /// Why.
    pub cause: String,
}

/// Why the desk is still in an older shape, and read-only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Held {
    /// The store has no room for the step.
    Room,
    /// A value does not read.
    Unfit(Unfit),
}

impl From<StoreError> for Held {
    fn from(_: StoreError) -> Held {
        Held::Room
    }
}

/// The first schema there was.
const FIRST: u32 = 1;
/// About so many bytes become one part.
const PART: usize = 200_000;

/// The schema these steps lead to.
pub(super) fn last(steps: &[Step]) -> u32 {
    steps.last().map_or(FIRST, |step| step.from + 1)
}

/// The value of the root.
pub(super) fn root(schema: u32) -> String {
    format!("{{\"schema\":{schema}}}")
}

#[derive(Deserialize)]
struct Root {
    schema: u32,
    parts: Option<u32>,
}

fn found(kept: &dyn KeyValue) -> Option<Root> {
    serde_json::from_str(&kept.get(key::ROOT).ok()??).ok()
}

fn part_key(part: u32) -> String {
    format!("{}{part}", key::STEP)
}

fn room_key() -> String {
    format!("{}room", key::STEP)
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Goes to the end of what was begun, and through the steps that are left.
///
/// # Errors
/// A step cannot be done, or not to its end.
fn carry(kept: &dyn KeyValue, steps: &[Step]) -> Result<(), Held> {
    let Some(root) = found(kept).filter(|root| root.schema <= last(steps)) else { return Ok(()) };
    if let Some(parts) = root.parts {
        finish(kept, root.schema, parts)?;
    }
    for step in steps.iter().filter(|step| step.from >= root.schema) {
        let before = all(kept)?;
        let changes = changes(step, &before)?;
        let parts = match switch(kept, step, &before, &changes) {
            Ok(parts) => parts,
            Err(error) => {
                sweep(kept);
                return Err(error.into());
            }
        };
        finish(kept, step.from + 1, parts)?;
    }
    Ok(())
}

fn all(kept: &dyn KeyValue) -> Result<Pairs, StoreError> {
    let mut pairs = Pairs::new();
    for key in kept.keys(key::ROOT)? {
        if let Some(value) = kept.get(&key)? {
            pairs.insert(key, value);
        }
    }
    Ok(pairs)
}

/// Rule 2.
fn is_seen(key: &str) -> bool {
    let Some(rest) = key.strip_prefix("inhouse/") else { return false };
    let outside =
        key == key::HERE || key == key::SPARE || key.starts_with(key::STEP) || rest.starts_with("log/");
    let space = rest.split('/').next().unwrap_or_default();
    !outside && !matches!(Keys::of(space).read(key), Named::SetAside(_))
}

fn changes(step: &Step, all: &Pairs) -> Result<Changes, Held> {
    let seen = all.iter().filter(|(key, _)| is_seen(key)).map(|(key, value)| (key.clone(), value.clone()));
    let mut changes = (step.run)(&seen.collect()).map_err(Held::Unfit)?;
    changes.retain(|key, value| is_seen(key) && all.get(key) != value.as_ref());
    Ok(changes)
}

/// Rules 3 and 4, up to the value that says it. How many parts there are.
fn switch(kept: &dyn KeyValue, step: &Step, before: &Pairs, changes: &Changes) -> Result<u32, StoreError> {
    sweep(kept);
    let mut parts = 0;
    let mut part = BTreeMap::new();
    let (mut size, mut grown, mut shrunk) = (0, 0, 0);
    let mut left = changes.len();
    for (key, value) in changes {
        let of = |value: &String| units(key) + units(value);
        grown += value.as_ref().map_or(0, of);
        shrunk += before.get(key).map_or(0, of);
        size += key.len() + value.as_ref().map_or(0, String::len);
        part.insert(key, value);
        left -= 1;
        if size > PART || left == 0 {
            let text = serde_json::to_string(&part).unwrap_or_default();
            kept.put(&part_key(parts), &pack(text.as_bytes()))?;
            parts += 1;
            size = 0;
            part.clear();
        }
    }
    kept.put(&room_key(), &".".repeat(grown.saturating_sub(shrunk)))?;
    kept.put(key::ROOT, &format!("{{\"schema\":{},\"parts\":{parts}}}", step.from + 1))?;
    Ok(parts)
}

/// What the parts say that are still there.
fn staged(kept: &dyn KeyValue, parts: u32) -> Result<Changes, Held> {
    let mut changes = Changes::new();
    for key in (0..parts).map(part_key) {
        let Some(value) = kept.get(&key)? else { continue };
        let unfit = |cause: String| Held::Unfit(Unfit { key: key.clone(), cause });
        let bytes = unpack(&value).map_err(|fault| unfit(fault.to_string()))?;
        let part: Changes = serde_json::from_slice(&bytes).map_err(|fault| unfit(fault.to_string()))?;
        changes.extend(part);
    }
    Ok(changes)
}

/// Rules 4 and 5, from that value on.
fn finish(kept: &dyn KeyValue, schema: u32, parts: u32) -> Result<(), Held> {
    let changes = staged(kept, parts)?;
    let mut growing = Vec::new();
    for (key, value) in &changes {
        match value {
            None => kept.remove(key)?,
            Some(value) if kept.get(key)?.is_some_and(|old| units(&old) >= units(value)) => {
                kept.put(key, value)?
            }
            Some(value) => growing.push((key, value)),
        }
    }
    kept.remove(&room_key())?;
    for (key, value) in growing {
        kept.put(key, value)?;
    }
    for part in 0..parts {
        kept.remove(&part_key(part))?;
    }
    Ok(kept.put(key::ROOT, &root(schema))?)
}

/// Removes parts that do not count.
fn sweep(kept: &dyn KeyValue) {
    for key in kept.keys(key::STEP).unwrap_or_default() {
        let _ = kept.remove(&key);
    }
}

fn apply(pairs: &mut Pairs, changes: Changes) {
    for (key, value) in changes {
        match value {
            Some(value) => pairs.insert(key, value),
            None => pairs.remove(&key),
        };
    }
}

/// The store as it is shown where it is held (rule 6): it takes nothing.
struct View(Pairs);

impl View {
    fn of(kept: &dyn KeyValue, steps: &[Step]) -> View {
        let mut pairs = all(kept).unwrap_or_default();
        let Some(begun) = found(kept) else { return View(pairs) };
        // A part that does not read leaves what it would have changed as it is.
        apply(
            &mut pairs,
            begun.parts.map(|parts| staged(kept, parts).unwrap_or_default()).unwrap_or_default(),
        );
        for step in steps.iter().filter(|step| step.from >= begun.schema) {
            let Ok(changes) = changes(step, &pairs) else { break };
            apply(&mut pairs, changes);
        }
        pairs.insert(key::ROOT.to_owned(), root(last(steps)));
        View(pairs)
    }
}

impl KeyValue for View {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.get(key).cloned())
    }
    fn put(&self, _key: &str, _value: &str) -> Result<(), StoreError> {
        Err(StoreError::Held)
    }
    fn remove(&self, _key: &str) -> Result<(), StoreError> {
        Err(StoreError::Held)
    }
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.0.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

impl Ledger {
    /// Why the desk is still in an older shape, and read-only: then a step could not be done.
    pub fn held(&self) -> Option<&Held> {
        self.held.as_ref().map(|(why, _)| why)
    }

    /// Before anything is read: carries the store to the schema of this program.
    pub(super) fn carry(&mut self) {
        if let Some((_, kept)) = self.held.take() {
            self.ports.kept = kept;
        }
        let kept = self.ports.kept.clone();
        if let Err(why) = carry(&*kept, self.steps) {
            self.ports.kept = Rc::new(View::of(&*kept, self.steps));
            self.held = Some((why, kept));
        }
        self.newer = self.schema_found().filter(|found| *found > last(self.steps));
    }

    /// Before the desk is emptied: what held it goes with it. True where it was held.
    pub(super) fn let_go(&mut self) -> bool {
        let Some((_, kept)) = self.held.take() else { return false };
        sweep(&*kept);
        if let Some(Root { schema, parts: Some(_) }) = found(&*kept) {
            let _ = kept.put(key::ROOT, &root(schema));
        }
        self.ports.kept = kept;
        true
    }
}

/// What becomes of every record that `change` has something for, wherever it lies: by itself, packed, in a journal, in a
/// list, in a part of a desk that comes. It is given the end of the record's key and its value. What does not read stays
/// as it is, and is listed as damage when it is read.
pub fn records(pairs: &Pairs, change: &dyn Fn(&str, &str) -> Option<String>) -> Changes {
    let of = |key: &str, value: &str| {
        let (space, tail) = key.strip_prefix("inhouse/")?.split_once('/')?;
        let part = || String::from_utf8(unpack(value).ok()?).ok();
        match (space, Keys::of(space).read(key)) {
            ("new", _) => Some(pack(in_journal(&part()?, change)?.as_bytes())),
            ("in", _) | (_, Named::Journal(_)) => match journal::is_packed(value) {
                true => Some(journal::packed(&in_journal(&journal::plain(value).ok()?, change)?)),
                false => in_journal(value, change),
            },
            (_, Named::Record(_)) => change(tail, value),
            (_, Named::Shard(_)) => {
                let mut shard = archive::decode(value).ok()?;
                for (id, value) in &mut shard {
                    if let Some(new) = change(&format!("r/{id}"), value) {
                        *value = new;
                    }
                }
                Some(archive::encode(&shard))
            }
            _ => None,
        }
    };
    pairs.iter().filter_map(|(key, value)| Some((key.clone(), Some(of(key, value)?)))).collect()
}

fn in_journal(text: &str, change: &dyn Fn(&str, &str) -> Option<String>) -> Option<String> {
    let list: Vec<(String, &RawValue)> = serde_json::from_str(text).ok()?;
    let list: Vec<_> = list
        .into_iter()
        .map(|(tail, raw)| match change(&tail, raw.get()).map(RawValue::from_string) {
            Some(Ok(new)) => (tail, new),
            _ => (tail, raw.to_owned()),
        })
        .collect();
    serde_json::to_string(&list).ok()
}
