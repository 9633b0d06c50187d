//! Facts of a calendar, version 1. Hours are minutes of the local day; dates are days of the common era.

use super::args::{Args, WireFault, text_if};
use crate::domain::calendar::{DaySpan, Week};
use crate::domain::calendar_record::CalendarFact;
use crate::domain::day_file::{FileDay, FileReading};
use crate::domain::holiday::DayRule;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn encode(fact: &CalendarFact) -> (&'static str, Value) {
    match fact {
        CalendarFact::Named(name) => ("k.name", json!([name.as_str()])),
        CalendarFact::Zone(zone) => ("k.zone", json!([zone.as_ref()])),
        CalendarFact::Layer(id) => ("k.layer", json!([text_if(id.as_ref())])),
        CalendarFact::Takes(id, yes) => ("k.takes", json!([id.to_string(), yes])),
        CalendarFact::Opens(id, yes) => ("k.opens", json!([id.to_string(), yes])),
        CalendarFact::File { name, reading } => {
            let mut list = vec![Value::from(name.as_str())];
            if let Some(reading) = reading {
                let day = |(day, name): (&FileDay, &String)| {
                    let [kind, a, b, c] = day_numbers(*day);
                    json!([kind, a, b, c, name])
                };
                list.push(reading.on.num_days_from_ce().into());
                list.push(reading.days.iter().map(day).collect());
            }
            ("k.file", list.into())
        }
        CalendarFact::Week(week) => {
            ("k.week", Value::from(week.0.iter().map(|d| spans(d)).collect::<Vec<_>>()))
        }
        CalendarFact::Closed { date, name } => {
            ("k.closed", json!([date.num_days_from_ce(), text_if(name.as_ref())]))
        }
        CalendarFact::Yearly { month, day, name } => {
            ("k.yearly", json!([month, day, text_if(name.as_ref())]))
        }
        CalendarFact::Ruled { rule, name } => {
            let [kind, a, b, c] = day_numbers(FileDay::Ruled(*rule));
            ("k.rule", json!([kind, a, b, c, text_if(name.as_ref())]))
        }
        CalendarFact::Special { date, spans: list } => {
            let list = list.as_ref().map_or(Value::Null, |l| spans(l));
            ("k.special", json!([date.num_days_from_ce(), list]))
        }
    }
}

/// A day as numbers: a rule's kind and what it has, 5 for a date, 6 for a day of every year.
fn day_numbers(day: FileDay) -> [i32; 4] {
    match day {
        FileDay::Ruled(DayRule::Nth { month, nth, weekday }) => [0, month.into(), nth.into(), weekday.into()],
        FileDay::Ruled(DayRule::Last { month, weekday }) => [1, month.into(), 0, weekday.into()],
        FileDay::Ruled(DayRule::From { month, day, weekday }) => {
            [2, month.into(), day.into(), weekday.into()]
        }
        FileDay::Ruled(DayRule::Easter(days)) => [3, days.into(), 0, 0],
        FileDay::Ruled(DayRule::OrthodoxEaster(days)) => [4, days.into(), 0, 0],
        FileDay::Once(date) => [5, date.num_days_from_ce(), 0, 0],
        FileDay::Yearly(month, day) => [6, month.cast_signed(), day.cast_signed(), 0],
    }
}

pub(super) fn decode(args: &Args<'_>) -> Result<Option<CalendarFact>, WireFault> {
    Ok(Some(match args.code {
        "k.name" => CalendarFact::Named(args.name(0)?),
        "k.zone" => CalendarFact::Zone(args.shared(0)?),
        "k.layer" => CalendarFact::Layer(args.id_if(0)?),
        "k.takes" => CalendarFact::Takes(args.id(0)?, args.yes(1)?),
        "k.opens" => CalendarFact::Opens(args.id(0)?, args.yes(1)?),
        "k.file" => {
            let reading = match args.is_null(1) {
                true => None,
                false => match file_days(args)? {
                    Some(days) => Some(FileReading { on: date_at(args, 1)?, days }),
                    None => return Ok(None),
                },
            };
            CalendarFact::File { name: args.name(0)?, reading }
        }
        "k.week" => {
            let mut week = Week::default();
            for (place, day) in week.0.iter_mut().enumerate() {
                let list = args.other(place).ok_or_else(|| args.fault(place, "a day"))?;
                *day = read_spans(list).ok_or_else(|| args.fault(place, "spans"))?;
            }
            CalendarFact::Week(week)
        }
        "k.closed" => CalendarFact::Closed { date: date(args)?, name: args.name_if(1)? },
        "k.yearly" => {
            let (month, day) = (args.small(0)?, args.small(1)?);
            if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                return Err(args.fault(0, "a day of the year"));
            }
            CalendarFact::Yearly { month, day, name: args.name_if(2)? }
        }
        "k.rule" => CalendarFact::Ruled { rule: rule(args)?, name: args.name_if(4)? },
        "k.special" => {
            let spans = match args.is_null(1) {
                true => None,
                false => Some(args.other(1).and_then(read_spans).ok_or_else(|| args.fault(1, "spans"))?),
            };
            CalendarFact::Special { date: date(args)?, spans }
        }
        _ => return Ok(None),
    }))
}

fn rule(args: &Args<'_>) -> Result<DayRule, WireFault> {
    match read_day([args.int(0)?, args.int(1)?, args.int(2)?, args.int(3)?]) {
        Some(FileDay::Ruled(rule)) => Ok(rule),
        _ => Err(args.fault(1, "a day of the year")),
    }
}

/// The day that is written as these numbers; none where there is none.
fn read_day([kind, a, b, c]: [i64; 4]) -> Option<FileDay> {
    let byte = |number| u8::try_from(number).ok();
    let rule = match kind {
        0 => DayRule::Nth { month: byte(a)?, nth: byte(b)?, weekday: byte(c)? },
        1 => DayRule::Last { month: byte(a)?, weekday: byte(c)? },
        2 => DayRule::From { month: byte(a)?, day: byte(b)?, weekday: byte(c)? },
        3 => DayRule::Easter(i16::try_from(a).ok()?),
        4 => DayRule::OrthodoxEaster(i16::try_from(a).ok()?),
        5 => {
            return NaiveDate::from_num_days_from_ce_opt(i32::try_from(a).ok()?).map(FileDay::Once);
        }
        6 if (1..=12).contains(&a) && (1..=31).contains(&b) => {
            return Some(FileDay::Yearly(u32::try_from(a).ok()?, u32::try_from(b).ok()?));
        }
        _ => return None,
    };
    rule.is_sound().then_some(FileDay::Ruled(rule))
}

/// The days of a file; none where one is of a kind that this version does not know: the fact is then kept as it is written.
fn file_days(args: &Args<'_>) -> Result<Option<BTreeMap<FileDay, String>>, WireFault> {
    let list = args.other(2).and_then(Value::as_array).ok_or_else(|| args.fault(2, "days"))?;
    let day = |value: &Value| {
        let number = |place: usize| value.get(place).and_then(Value::as_i64);
        let day = read_day([number(0)?, number(1)?, number(2)?, number(3)?])?;
        Some((day, value.get(4)?.as_str()?.to_owned()))
    };
    Ok(list.iter().map(day).collect())
}

fn date(args: &Args<'_>) -> Result<NaiveDate, WireFault> {
    date_at(args, 0)
}

fn date_at(args: &Args<'_>, place: usize) -> Result<NaiveDate, WireFault> {
    i32::try_from(args.int(place)?)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .ok_or_else(|| args.fault(place, "a date"))
}

fn spans(list: &[DaySpan]) -> Value {
    Value::from(list.iter().flat_map(|s| [s.from, s.to]).collect::<Vec<u16>>())
}

fn read_spans(value: &Value) -> Option<Vec<DaySpan>> {
    let list = value.as_array()?;
    if list.len() % 2 != 0 {
        return None;
    }
    let minute = |v: &Value| v.as_u64().and_then(|m| u16::try_from(m).ok());
    let mut out = Vec::with_capacity(list.len() / 2);
    for pair in list.chunks(2) {
        let [from, to] = pair else { return None };
        let span = DaySpan::new(minute(from)?, minute(to)?);
        span.check().ok()?;
        out.push(span);
    }
    Some(out)
}
