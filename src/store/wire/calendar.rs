//! Facts of a calendar, version 1. Hours are minutes of the local day; dates are days of the common era.

use super::args::{Args, WireFault, text_if};
use crate::domain::calendar::{DaySpan, Week};
use crate::domain::calendar_record::CalendarFact;
use crate::domain::holiday::DayRule;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

pub(super) fn encode(fact: &CalendarFact) -> (&'static str, Value) {
    match fact {
        CalendarFact::Named(name) => ("k.name", json!([name.as_str()])),
        CalendarFact::Zone(zone) => ("k.zone", json!([zone.as_ref()])),
        CalendarFact::Layer(id) => ("k.layer", json!([text_if(id.as_ref())])),
        CalendarFact::Takes(id, yes) => ("k.takes", json!([id.to_string(), yes])),
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
            let [kind, a, b, c] = match *rule {
                DayRule::Nth { month, nth, weekday } => [0, month.into(), nth.into(), weekday.into()],
                DayRule::Last { month, weekday } => [1, month.into(), 0, weekday.into()],
                DayRule::From { month, day, weekday } => [2, month.into(), day.into(), weekday.into()],
                DayRule::Easter(days) => [3, days, 0, 0],
                DayRule::OrthodoxEaster(days) => [4, days, 0, 0],
            };
            ("k.rule", json!([kind, a, b, c, text_if(name.as_ref())]))
        }
        CalendarFact::Special { date, spans: list } => {
            let list = list.as_ref().map_or(Value::Null, |l| spans(l));
            ("k.special", json!([date.num_days_from_ce(), list]))
        }
    }
}

pub(super) fn decode(args: &Args<'_>) -> Result<Option<CalendarFact>, WireFault> {
    Ok(Some(match args.code {
        "k.name" => CalendarFact::Named(args.name(0)?),
        "k.zone" => CalendarFact::Zone(args.shared(0)?),
        "k.layer" => CalendarFact::Layer(args.id_if(0)?),
        "k.takes" => CalendarFact::Takes(args.id(0)?, args.yes(1)?),
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
    let byte = |place| u8::try_from(args.int(place)?).map_err(|_| args.fault(place, "a small number"));
    let days = || i16::try_from(args.int(1)?).map_err(|_| args.fault(1, "a number of days"));
    let rule = match args.int(0)? {
        0 => DayRule::Nth { month: byte(1)?, nth: byte(2)?, weekday: byte(3)? },
        1 => DayRule::Last { month: byte(1)?, weekday: byte(3)? },
        2 => DayRule::From { month: byte(1)?, day: byte(2)?, weekday: byte(3)? },
        3 => DayRule::Easter(days()?),
        4 => DayRule::OrthodoxEaster(days()?),
        _ => return Err(args.fault(0, "a kind of rule")),
    };
    if rule.is_sound() { Ok(rule) } else { Err(args.fault(1, "a day of the year")) }
}

fn date(args: &Args<'_>) -> Result<NaiveDate, WireFault> {
    i32::try_from(args.int(0)?)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .ok_or_else(|| args.fault(0, "a date"))
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
