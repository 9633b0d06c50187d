//! Facts of deciding, of a request and of the team, version 1.

use super::args::{Args, WireFault, moment_if, note, text_if};
use crate::domain::columns::{Column, Each};
use crate::domain::request::{DeclineReason, Priority};
use crate::domain::triage::{
    Criterion, Deferral, Fit, Gate, Impact, Seat, TriageFact, TriageSetting, Urgency,
};
use serde_json::{Value, json};

pub(super) fn encode(fact: &TriageFact) -> (&'static str, Value) {
    match fact {
        TriageFact::Goal(Fit::Unsaid) => ("goal", Value::Null),
        TriageFact::Goal(Fit::None) => ("goal", json!([0])),
        TriageFact::Goal(Fit::Goal(name)) => ("goal", json!([1, name.as_str()])),
        TriageFact::Impact(impact) => ("impact", json!([impact.map(Impact::code)])),
        TriageFact::Urgency(urgency) => ("urgency", json!([urgency.map(Urgency::code)])),
        TriageFact::Effort(minutes) => ("effort", json!([minutes])),
        TriageFact::Scored(criterion, points) => {
            let (own, code) = criterion_out(criterion);
            ("criterion", json!([own, code, points]))
        }
        TriageFact::Outside(outside) => ("outside", json!([outside.map(u8::from)])),
        TriageFact::UrgentToo(why) => ("urgent-too", json!([note(why)])),
        TriageFact::Depends(what) => ("depends-on", json!([note(what)])),
        TriageFact::YesIf(what) => ("yes-if", json!([note(what)])),
        TriageFact::AskInstead(whom) => ("ask-instead", json!([text_if(whom.as_ref())])),
        TriageFact::Pressed(by) => ("executive", json!([text_if(by.as_ref())])),
        TriageFact::Overridden(None) => ("rank-overridden", Value::Null),
        TriageFact::Overridden(Some((seat, why))) => {
            let ahead = u8::from(seat.ahead);
            ("rank-overridden", json!([seat.height, ahead, seat.raised.0, seat.among, note(why)]))
        }
        TriageFact::CrossedOver(why) => ("cross-over", json!([note(why)])),
        TriageFact::PriorityWhy(why) => ("prio-why", json!([note(why)])),
        TriageFact::WentFirst(why) => ("went-first", json!([note(why)])),
        TriageFact::OverLimit { column, count, limit, each: Some(each) } => {
            ("over-limit-each", json!([column.code(), count, limit, each.code()]))
        }
        TriageFact::OverLimit { column, count, limit, each: None } => {
            ("over-limit", json!([column.code(), count, limit]))
        }
        TriageFact::OverWhy(why) => ("over-limit-why", json!([note(why)])),
        TriageFact::Bumped(by) => ("bumped", json!([by.to_string()])),
        TriageFact::BumpTold => ("bump-told", Value::Null),
        TriageFact::Deferred(d) => (
            "deferred",
            json!([
                d.category.map(DeclineReason::code),
                note(&d.reason),
                note(&d.alternative),
                moment_if(d.until),
                note(&d.condition)
            ]),
        ),
        TriageFact::TakenUp => ("taken-up", Value::Null),
        TriageFact::Returned(text) => ("returned-for-info", json!([note(text)])),
        TriageFact::Excepted(why) => ("lens-exception", json!([note(why)])),
        TriageFact::DecidedBy(name) => ("decided-by", json!([name.as_str()])),
        TriageFact::Against(goal) => ("against-goal", json!([goal.as_str()])),
        TriageFact::ScopeChanged { what, stays } => {
            ("scope-changed", json!([note(what), stays.map(u8::from)]))
        }
        TriageFact::DelayNoticed { old, new, cause } => ("delay-noticed", json!([old.0, new.0, note(cause)])),
        TriageFact::Load { promised, capacity } => ("promise-load", json!([promised, capacity])),
    }
}

/// The fact with this code; none where the code is not one of these.
pub(super) fn decode(args: &Args<'_>) -> Result<Option<TriageFact>, WireFault> {
    Ok(Some(match args.code {
        "goal" => TriageFact::Goal(match args.list {
            [] => Fit::Unsaid,
            _ if args.yes(0)? => Fit::Goal(args.name(1)?),
            _ => Fit::None,
        }),
        "impact" => TriageFact::Impact(coded_if(args, 0, Impact::parse)?),
        "urgency" => TriageFact::Urgency(coded_if(args, 0, Urgency::parse)?),
        "effort" => TriageFact::Effort(small_if(args, 0)?),
        "criterion" => TriageFact::Scored(criterion_in(args)?, byte_if(args, 2)?),
        "outside" => TriageFact::Outside(yes_if(args, 0)?),
        "urgent-too" => TriageFact::UrgentToo(args.note(0)?),
        "depends-on" => TriageFact::Depends(args.note(0)?),
        "yes-if" => TriageFact::YesIf(args.note(0)?),
        "ask-instead" => TriageFact::AskInstead(args.name_if(0)?),
        "executive" => TriageFact::Pressed(args.name_if(0)?),
        "rank-overridden" if args.list.is_empty() => TriageFact::Overridden(None),
        "rank-overridden" => {
            let int = |place| i32::try_from(args.int(place)?).map_err(|_| args.fault(place, "a number"));
            let seat = Seat { height: int(0)?, ahead: args.yes(1)?, raised: args.moment(2)?, among: int(3)? };
            TriageFact::Overridden(Some((seat, args.note(4)?)))
        }
        "cross-over" => TriageFact::CrossedOver(args.note(0)?),
        "prio-why" => TriageFact::PriorityWhy(args.note(0)?),
        "went-first" => TriageFact::WentFirst(args.note(0)?),
        "over-limit" => TriageFact::OverLimit {
            column: args.coded(0, Column::parse)?,
            count: args.small(1)?,
            limit: args.small(2)?,
            each: None,
        },
        "over-limit-each" => TriageFact::OverLimit {
            column: args.coded(0, Column::parse)?,
            count: args.small(1)?,
            limit: args.small(2)?,
            each: Some(args.coded(3, Each::parse)?),
        },
        "over-limit-why" => TriageFact::OverWhy(args.note(0)?),
        "bumped" => TriageFact::Bumped(args.id(0)?),
        "bump-told" => TriageFact::BumpTold,
        "deferred" => TriageFact::Deferred(Box::new(Deferral {
            category: coded_if(args, 0, DeclineReason::parse)?,
            reason: args.note(1)?,
            alternative: args.note(2)?,
            until: args.moment_if(3)?,
            condition: args.note(4)?,
        })),
        "taken-up" => TriageFact::TakenUp,
        "returned-for-info" => TriageFact::Returned(args.note(0)?),
        "lens-exception" => TriageFact::Excepted(args.note(0)?),
        "decided-by" => TriageFact::DecidedBy(args.name(0)?),
        "against-goal" => TriageFact::Against(args.name(0)?),
        "scope-changed" => TriageFact::ScopeChanged { what: args.note(0)?, stays: yes_if(args, 1)? },
        "delay-noticed" => {
            TriageFact::DelayNoticed { old: args.moment(0)?, new: args.moment(1)?, cause: args.note(2)? }
        }
        "promise-load" => TriageFact::Load { promised: args.small(0)?, capacity: args.small(1)? },
        _ => return Ok(None),
    }))
}

pub(super) fn encode_setting(fact: &TriageSetting) -> (&'static str, Value) {
    match fact {
        TriageSetting::Goal(name, on) => ("t.goal", json!([name.as_str(), u8::from(*on)])),
        TriageSetting::Matrix(impact, urgency, priority) => {
            ("t.matrix", json!([impact.code(), urgency.code(), priority.code()]))
        }
        TriageSetting::Weight(criterion, weight) => {
            let (own, code) = criterion_out(criterion);
            ("t.weight", json!([own, code, weight]))
        }
        TriageSetting::Capacity(minutes) => ("t.capacity", json!([minutes])),
        TriageSetting::Gate(gate, on) => ("t.gates", json!([gate.code(), u8::from(*on)])),
        TriageSetting::Decider(name) => ("t.decider", json!([text_if(name.as_ref())])),
        TriageSetting::Appeal(name) => ("t.appeal", json!([text_if(name.as_ref())])),
        TriageSetting::Entry(name) => ("t.entry", json!([text_if(name.as_ref())])),
        TriageSetting::UrgentQuota(most) => ("t.urgent-quota", json!([most])),
    }
}

/// The setting with this code; none where the code is not one of these.
pub(super) fn decode_setting(args: &Args<'_>) -> Result<Option<TriageSetting>, WireFault> {
    Ok(Some(match args.code {
        "t.goal" => TriageSetting::Goal(args.name(0)?, args.yes(1)?),
        "t.matrix" => TriageSetting::Matrix(
            args.coded(0, Impact::parse)?,
            args.coded(1, Urgency::parse)?,
            args.coded(2, Priority::parse)?,
        ),
        "t.weight" => TriageSetting::Weight(criterion_in(args)?, byte_if(args, 2)?),
        "t.capacity" => TriageSetting::Capacity(small_if(args, 0)?),
        "t.gates" => TriageSetting::Gate(args.coded(0, Gate::parse)?, args.yes(1)?),
        "t.decider" => TriageSetting::Decider(args.name_if(0)?),
        "t.appeal" => TriageSetting::Appeal(args.name_if(0)?),
        "t.entry" => TriageSetting::Entry(args.name_if(0)?),
        "t.urgent-quota" => TriageSetting::UrgentQuota(small_if(args, 0)?),
        _ => return Ok(None),
    }))
}

fn criterion_out(criterion: &Criterion) -> (u8, &str) {
    (u8::from(matches!(criterion, Criterion::Own(_))), criterion.code())
}

fn criterion_in(args: &Args<'_>) -> Result<Criterion, WireFault> {
    if args.yes(0)? { args.name(1).map(Criterion::Own) } else { args.coded(1, Criterion::parse) }
}

fn coded_if<T>(args: &Args<'_>, place: usize, parse: fn(&str) -> Option<T>) -> Result<Option<T>, WireFault> {
    if args.is_null(place) { Ok(None) } else { args.coded(place, parse).map(Some) }
}

fn small_if(args: &Args<'_>, place: usize) -> Result<Option<u32>, WireFault> {
    if args.is_null(place) { Ok(None) } else { args.small(place).map(Some) }
}

fn byte_if(args: &Args<'_>, place: usize) -> Result<Option<u8>, WireFault> {
    let number = small_if(args, place)?;
    number.map(|n| u8::try_from(n).map_err(|_| args.fault(place, "a small number"))).transpose()
}

fn yes_if(args: &Args<'_>, place: usize) -> Result<Option<bool>, WireFault> {
    if args.is_null(place) { Ok(None) } else { args.yes(place).map(Some) }
}
