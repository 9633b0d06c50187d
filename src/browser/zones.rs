//! Zones from the browser's own tz database.
//!
//! `Intl` tells the offset of a zone at an instant (`timeZoneName: "longOffset"`, exact to the second) but not
//! when it changes. So it is asked at regular steps, and between two that differ the change is found by
//! halving, to the second.
//!
//! **The step is six days.** A change that is taken back before the next question would be missed. In the tz
//! database of 2026 no zone has changed to and fro within less than 6.95 days since 1970 (Noronha, Recife and
//! Boa Vista in October 2000, Gaza in years to come); the one shorter pair of all times is Freetown's of
//! September 1939.
//!
//! `Temporal`'s `getTimeZoneTransition` gives the same faster, but not every browser has it, and a few
//! milliseconds are not worth a second way.

use super::js;
use crate::domain::moment::Moment;
use crate::domain::zone::ZoneTable;
use crate::store::ports::ZoneSource;
use js_sys::{Array, Function, Object};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// Seconds between two questions.
const STEP: i64 = 6 * 86_400;
/// Tables begin and end at whole multiples of this many seconds (about a year), so that one that is wanted
/// "until ten years from now" is built once a year and not once a millisecond.
const BLOCK: i64 = 366 * 86_400;
/// 1900-01-01 and 2200-01-01 in seconds since 1970. Nothing is asked outside: the first and the last offset
/// hold there.
const LIMITS: (i64, i64) = (-2_208_988_800, 7_258_118_400);

/// A table and what it covers, in seconds since 1970.
struct Known {
    from: i64,
    to: i64,
    table: Arc<ZoneTable>,
}

/// Builds tables from `Intl.DateTimeFormat` and keeps them.
#[derive(Default)]
pub struct IntlZones {
    known: RefCell<HashMap<String, Known>>,
    /// Where the device was, and in which minute since 1970 that was asked.
    here: RefCell<(i64, String)>,
}

impl IntlZones {
    /// With no table yet.
    pub fn new() -> IntlZones {
        IntlZones::default()
    }
}

impl ZoneSource for IntlZones {
    fn table(&self, name: &str, from: Moment, to: Moment) -> Option<Arc<ZoneTable>> {
        let block = |at: Moment| at.0.div_euclid(1_000 * BLOCK);
        let within = |at: i64| at.clamp(LIMITS.0, LIMITS.1);
        let (first, last) = (block(from.min(to)), block(from.max(to)));
        let mut from = within(first * BLOCK);
        let mut to = within((last + 1) * BLOCK);
        if let Some(known) = self.known.borrow().get(name) {
            if known.from <= from && to <= known.to {
                return Some(known.table.clone());
            }
            from = from.min(known.from);
            to = to.max(known.to);
        }
        let table = Arc::new(build(name, from, to)?);
        self.known.borrow_mut().insert(name.to_owned(), Known { from, to, table: table.clone() });
        Some(table)
    }

    /// As `Intl` resolves it; `UTC` where the device has none that the browser knows. Browsers differ in
    /// which of two names of a zone they give (`Asia/Calcutta`, `Asia/Kolkata`). Asked once a minute: a device
    /// travels, but the formats that tell cost a millisecond.
    fn here(&self) -> String {
        let minute = (js_sys::Date::now() / 60_000.0) as i64;
        let mut here = self.here.borrow_mut();
        if here.1.is_empty() || here.0 != minute {
            let name = own_zone().filter(|name| Offsets::of(name).is_some());
            *here = (minute, name.unwrap_or_else(|| "UTC".to_owned()));
        }
        here.1.clone()
    }
}

fn intl() -> Option<JsValue> {
    js::prop(js_sys::global().as_ref(), "Intl")
}

fn own_zone() -> Option<String> {
    let format = js::build(&intl()?, "DateTimeFormat", &Array::new())?;
    js::text(&js::call(&format, "resolvedOptions", None)?, "timeZone")
}

/// The names of all zones the browser lists, in its order, `UTC` among them; empty where it has no list. It
/// knows more than it lists: the other names of the same zones.
pub fn known_zones() -> Vec<String> {
    let Some(list) = intl().and_then(|intl| js::call(&intl, "supportedValuesOf", Some("timeZone"))) else {
        return Vec::new();
    };
    let mut names: Vec<String> = Array::from(&list).iter().filter_map(|name| name.as_string()).collect();
    if !names.iter().any(|name| name == "UTC") {
        names.push("UTC".to_owned());
    }
    names
}

/// Tells the offsets of one zone.
struct Offsets {
    format: Function,
}

impl Offsets {
    fn of(name: &str) -> Option<Offsets> {
        let options = Object::new();
        js::set(&options, "timeZone", name);
        js::set(&options, "timeZoneName", "longOffset");
        let arguments = Array::of2(&JsValue::from_str("en-US"), &options);
        let format = js::build(&intl()?, "DateTimeFormat", &arguments)?;
        // A getter that gives a function of its own, bound to its object.
        Some(Offsets { format: js::prop(&format, "format")?.dyn_into().ok()? })
    }

    /// Seconds east of UTC at `at` seconds since 1970.
    fn at(&self, at: i64) -> Option<i32> {
        let moment = JsValue::from_f64(at as f64 * 1_000.0);
        offset_of(&self.format.call1(&JsValue::UNDEFINED, &moment).ok()?.as_string()?)
    }
}

/// The offset in such a text as `1/1/1970, GMT+01:00`: also `GMT`, `GMT-3:30` and `GMT-00:44:30`.
fn offset_of(text: &str) -> Option<i32> {
    let (_, tail) = text.rsplit_once("GMT").or_else(|| text.rsplit_once("UTC"))?;
    let mut letters = tail.chars();
    let sign = match letters.next() {
        None => return Some(0),
        Some('+') => 1,
        Some('-' | '\u{2212}') => -1,
        Some(_) => return None,
    };
    let mut seconds = 0;
    let mut unit = 3_600;
    for part in letters.as_str().split(':') {
        seconds += unit * part.parse::<i32>().ok()?;
        unit /= 60;
    }
    Some(sign * seconds)
}

fn build(name: &str, from: i64, to: i64) -> Option<ZoneTable> {
    let offsets = Offsets::of(name)?;
    let initial = offsets.at(from)?;
    let (mut at, mut here) = (from, initial);
    let mut steps = Vec::new();
    while at < to {
        let next = (at + STEP).min(to);
        let there = offsets.at(next)?;
        while here != there {
            (at, here) = first_change(&offsets, at, here, next, there)?;
            steps.push((Moment(at * 1_000), here));
        }
        at = next;
    }
    Some(ZoneTable::new(name, initial, steps))
}

/// The first second after `low` (where `here` holds) that halving finds with another offset, and that one.
/// `there` is the offset at `high`, another than `here`.
fn first_change(
    offsets: &Offsets,
    mut low: i64,
    here: i32,
    mut high: i64,
    mut there: i32,
) -> Option<(i64, i32)> {
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let found = offsets.at(middle)?;
        if found == here {
            low = middle;
        } else {
            (high, there) = (middle, found);
        }
    }
    Some((high, there))
}
