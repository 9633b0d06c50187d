//! Facts of the team, clients, services, runs and mappings, version 1.

use super::args::{Args, WireFault, note, text_if};
use super::care::{gain_in, gain_out};
use crate::domain::client::{ClientFact, FARTHEST, LONGEST_RHYTHM, ServiceFact};
use crate::domain::columns::{Column, ColumnFact, Each, Hue};
use crate::domain::mapping::MappingFact;
use crate::domain::meeting::{Kind, Meeting};
use crate::domain::position::Stance;
use crate::domain::request::Stage;
use crate::domain::run::RunFact;
use crate::domain::survey::instrument::Form;
use crate::domain::survey::{Answer, NaReason};
use crate::domain::team::TeamFact;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

pub(super) fn encode_team(fact: &TeamFact) -> (&'static str, Value) {
    match fact {
        TeamFact::Named(name) => ("t.name", json!([name.as_str()])),
        TeamFact::Zone(zone) => ("t.zone", json!([zone.as_ref()])),
        TeamFact::Prefix(prefix) => ("t.prefix", json!([prefix.as_ref()])),
        TeamFact::Hours(id) => ("t.hours", json!([id.to_string()])),
        TeamFact::Word(one, many) => ("t.word", json!([one.as_str(), many.as_str()])),
        TeamFact::Position(stance) => {
            let day = stance.review.map(|date| date.num_days_from_ce());
            let list = json!([
                stance.position.as_ref(),
                stance.choice.as_ref(),
                text_if(stance.owner.as_ref()),
                day,
                note(&stance.note)
            ]);
            ("t.position", list)
        }
        TeamFact::Step(code) => ("t.step", json!([code.as_ref()])),
        TeamFact::NewsDays(days) => ("t.news", json!([days])),
        TeamFact::Gain(gain, on) => ("t.gain", gain_out(gain, *on)),
        TeamFact::TalkAfter(n) => ("t.talk-after", json!([n])),
        TeamFact::Plain(word, plain) => ("t.plain", json!([word.as_str(), text_if(plain.as_ref())])),
        TeamFact::Columns(fact) => encode_columns(fact),
        TeamFact::Triage(fact) => super::triage::encode_setting(fact),
    }
}

pub(super) fn decode_team(args: &Args<'_>) -> Result<Option<TeamFact>, WireFault> {
    Ok(Some(match args.code {
        "t.name" => TeamFact::Named(args.name(0)?),
        "t.zone" => TeamFact::Zone(args.shared(0)?),
        "t.prefix" => TeamFact::Prefix(args.shared(0)?),
        "t.hours" => TeamFact::Hours(args.id(0)?),
        "t.word" => TeamFact::Word(args.name(0)?, args.name(1)?),
        "t.position" => TeamFact::Position(Box::new(Stance {
            position: args.shared(0)?,
            choice: args.shared(1)?,
            owner: args.name_if(2)?,
            review: day_if(args, 3)?,
            note: args.note(4)?,
        })),
        "t.step" => TeamFact::Step(args.shared(0)?),
        "t.news" => TeamFact::NewsDays(args.small(0)?),
        // A kind of a later version is kept as it is written.
        "t.gain" => match gain_in(args)? {
            None => return Ok(None),
            Some(gain) => TeamFact::Gain(gain, args.yes(2)?),
        },
        "t.talk-after" => TeamFact::TalkAfter(args.small(0)?),
        "t.plain" => TeamFact::Plain(args.name(0)?, args.name_if(1)?),
        "t.lane" | "t.lane-name" | "t.lane-limit" | "t.lane-order" | "t.view" | "t.each-limit"
        | "t.label-hue" | "t.lane-waits" | "t.lane-within" => TeamFact::Columns(decode_columns(args)?),
        _ => return Ok(super::triage::decode_setting(args)?.map(TeamFact::Triage)),
    }))
}

/// A day of the common era, or nothing.
pub(super) fn day_if(args: &Args<'_>, place: usize) -> Result<Option<NaiveDate>, WireFault> {
    if args.is_null(place) {
        return Ok(None);
    }
    let day = i32::try_from(args.int(place)?).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    day.map(Some).ok_or_else(|| args.fault(place, "a date"))
}

/// A small number up to `most`, or none.
fn up_to(args: &Args<'_>, most: u8) -> Result<Option<u8>, WireFault> {
    if args.is_null(0) {
        return Ok(None);
    }
    let number = u8::try_from(args.int(0)?).ok().filter(|n| *n <= most);
    number.map(Some).ok_or_else(|| args.fault(0, "a small number"))
}

fn encode_columns(fact: &ColumnFact) -> (&'static str, Value) {
    match fact {
        ColumnFact::Named(column, name) => ("t.lane-name", json!([column.code(), text_if(name.as_ref())])),
        ColumnFact::Limit(column, limit) => ("t.lane-limit", json!([column.code(), limit])),
        ColumnFact::Added(part, stage) => ("t.lane", json!([part, stage.map(Stage::code)])),
        ColumnFact::Order(order) => {
            ("t.lane-order", Value::from(order.iter().map(|column| column.code()).collect::<Vec<_>>()))
        }
        ColumnFact::View(name, address) => ("t.view", json!([name.as_str(), text_if(address.as_ref())])),
        ColumnFact::Each(limit) => ("t.each-limit", json!([limit])),
        ColumnFact::Labelled(name, hue) => ("t.label-hue", json!([name.as_str(), hue.map(Hue::code)])),
        ColumnFact::Waits(column, reason) => ("t.lane-waits", json!([column.code(), reason.code()])),
        // For each of which, and how many, pair by pair; without them no limit.
        ColumnFact::Within(column, limits) => {
            let pairs = limits.iter().flat_map(|(each, limit)| [json!(each.code()), json!(limit)]);
            ("t.lane-within", std::iter::once(json!(column.code())).chain(pairs).collect())
        }
    }
}

fn decode_columns(args: &Args<'_>) -> Result<ColumnFact, WireFault> {
    Ok(match args.code {
        "t.lane-name" => ColumnFact::Named(args.coded(0, Column::parse)?, args.name_if(1)?),
        "t.lane-limit" => {
            let limit = if args.is_null(1) { None } else { Some(args.small(1)?) };
            ColumnFact::Limit(args.coded(0, Column::parse)?, limit)
        }
        "t.lane" => {
            let stage = if args.is_null(1) { None } else { Some(args.coded(1, Stage::parse)?) };
            ColumnFact::Added(args.small(0)?, stage)
        }
        "t.lane-order" => ColumnFact::Order(
            (0..args.list.len()).map(|at| args.coded(at, Column::parse)).collect::<Result<_, _>>()?,
        ),
        "t.lane-waits" => ColumnFact::Waits(args.coded(0, Column::parse)?, args.pause(1)?),
        "t.lane-within" => {
            let pair = |at: usize| Ok((args.coded(at, Each::parse)?, args.small(at + 1)?));
            let limits = (1..args.list.len()).step_by(2).map(pair).collect::<Result<_, _>>()?;
            ColumnFact::Within(args.coded(0, Column::parse)?, limits)
        }
        "t.each-limit" => ColumnFact::Each(if args.is_null(0) { None } else { Some(args.small(0)?) }),
        "t.label-hue" => {
            let hue = if args.is_null(1) { None } else { Some(args.coded(1, Hue::parse)?) };
            ColumnFact::Labelled(args.name(0)?, hue)
        }
        _ => {
            let address = if args.is_null(1) { None } else { Some(args.shared(1)?) };
            ColumnFact::View(args.name(0)?, address)
        }
    })
}

pub(super) fn encode_client(fact: &ClientFact) -> (&'static str, Value) {
    match fact {
        ClientFact::Named(name) => ("c.name", json!([name.as_str()])),
        ClientFact::People(text) => ("c.people", json!([note(text)])),
        ClientFact::Channel(text) => ("c.channel", json!([note(text)])),
        ClientFact::Noted(text) => ("c.note", json!([note(text)])),
        ClientFact::Measured(text) => ("c.measured", json!([note(text)])),
        ClientFact::Hard(text) => ("c.hard", json!([note(text)])),
        ClientFact::Elsewhere(answer) => ("c.elsewhere", json!([answer])),
        ClientFact::Next(day) => ("c.talk", json!([day.map(|day| day.num_days_from_ce())])),
        ClientFact::Chain(links) => ("c.hops", json!([links])),
        ClientFact::Onward(text) => ("c.next", json!([note(text)])),
        ClientFact::Rhythm(weeks) => ("c.cadence", json!([weeks])),
        ClientFact::Confirmed(day) => ("c.confirmed", json!([day.map(|day| day.num_days_from_ce())])),
        ClientFact::Met(number, None) => ("c.met", json!([number])),
        ClientFact::Met(number, Some(one)) => {
            let day = one.on.num_days_from_ce();
            ("c.met", json!([number, one.kind.code(), day, note(&one.text)]))
        }
    }
}

pub(super) fn decode_client(args: &Args<'_>) -> Result<Option<ClientFact>, WireFault> {
    Ok(Some(match args.code {
        "c.name" => ClientFact::Named(args.name(0)?),
        "c.people" => ClientFact::People(args.note(0)?),
        "c.channel" => ClientFact::Channel(args.note(0)?),
        "c.note" => ClientFact::Noted(args.note(0)?),
        "c.measured" => ClientFact::Measured(args.note(0)?),
        "c.hard" => ClientFact::Hard(args.note(0)?),
        "c.elsewhere" => ClientFact::Elsewhere(if args.is_null(0) { None } else { Some(args.yes(0)?) }),
        "c.talk" => ClientFact::Next(day_if(args, 0)?),
        "c.hops" => ClientFact::Chain(up_to(args, FARTHEST)?),
        "c.next" => ClientFact::Onward(args.note(0)?),
        "c.cadence" => ClientFact::Rhythm(up_to(args, LONGEST_RHYTHM)?.filter(|weeks| *weeks > 0)),
        "c.confirmed" => ClientFact::Confirmed(day_if(args, 0)?),
        "c.met" if args.is_null(1) => ClientFact::Met(args.small(0)?, None),
        // A kind of a later version is kept as it is written.
        "c.met" => match Kind::parse(args.text(1)?) {
            None => return Ok(None),
            Some(kind) => {
                let on = day_if(args, 2)?.ok_or_else(|| args.fault(2, "a day"))?;
                ClientFact::Met(args.small(0)?, Some(Box::new(Meeting { kind, on, text: args.note(3)? })))
            }
        },
        _ => return Ok(None),
    }))
}

pub(super) fn encode_service(fact: &ServiceFact) -> (&'static str, Value) {
    match fact {
        ServiceFact::Named(name) => ("s.name", json!([name.as_str()])),
        ServiceFact::Described(text) => ("s.text", json!([note(text)])),
        ServiceFact::Owner(name) => ("s.owner", json!([name.as_ref().map(|name| name.as_str())])),
        ServiceFact::Usual(minutes) => ("s.default", json!([minutes])),
        ServiceFact::Field(number, Some(field)) if super::care::is_later_field(field) => {
            ("s.field-asked", super::care::encode_later_field(*number, field))
        }
        ServiceFact::Field(number, field) => {
            ("s.field", super::care::encode_field(*number, field.as_deref()))
        }
        ServiceFact::Template(number, template) => {
            ("s.template", super::care::encode_template(*number, template.as_deref()))
        }
        ServiceFact::Reply(name, text) => ("s.reply", json!([name.as_str(), text.as_ref().map(note)])),
    }
}

pub(super) fn decode_service(args: &Args<'_>) -> Result<Option<ServiceFact>, WireFault> {
    Ok(Some(match args.code {
        "s.name" => ServiceFact::Named(args.name(0)?),
        "s.text" => ServiceFact::Described(args.note(0)?),
        "s.owner" => ServiceFact::Owner(args.name_if(0)?),
        "s.default" => ServiceFact::Usual(if args.is_null(0) { None } else { Some(args.small(0)?) }),
        "s.field" => {
            let (number, field) = super::care::decode_field(args)?;
            ServiceFact::Field(number, field)
        }
        "s.field-asked" => match super::care::decode_later_field(args)? {
            None => return Ok(None),
            Some((number, field)) => ServiceFact::Field(number, Some(field)),
        },
        "s.template" => {
            let (number, template) = super::care::decode_template(args)?;
            ServiceFact::Template(number, template)
        }
        "s.reply" => {
            let text = if args.is_null(1) { None } else { Some(args.note(1)?) };
            ServiceFact::Reply(args.name(0)?, text)
        }
        _ => return Ok(None),
    }))
}

pub(super) fn encode_mapping(fact: &MappingFact) -> (&'static str, Value) {
    match fact {
        MappingFact::Named(name) => ("m.name", json!([name.as_str()])),
        MappingFact::Set(text) => ("m.set", json!([text.as_ref()])),
    }
}

pub(super) fn decode_mapping(args: &Args<'_>) -> Result<Option<MappingFact>, WireFault> {
    Ok(Some(match args.code {
        "m.name" => MappingFact::Named(args.name(0)?),
        "m.set" => MappingFact::Set(args.shared(0)?),
        _ => return Ok(None),
    }))
}

pub(super) fn encode_run(fact: &RunFact) -> (&'static str, Value) {
    match fact {
        RunFact::Opened { name, form, instrument } => {
            ("q.open", json!([name.as_str(), form.id(), instrument.as_ref()]))
        }
        RunFact::Named(name) => ("q.name", json!([name.as_str()])),
        RunFact::Answered { sheet, item, answer } => {
            let mut list = vec![json!(sheet.as_ref()), json!(item.as_ref())];
            match answer {
                None => {}
                Some(Answer::Scale(level)) => list.push(json!(level.number())),
                Some(Answer::CannotTell) => list.push(json!("cannot-tell")),
                Some(Answer::NotApplicable(reason)) => {
                    list.push(json!(reason.id()));
                    if let NaReason::Other(text) = reason {
                        list.push(json!(text));
                    }
                }
            }
            ("q.answer", Value::from(list))
        }
        RunFact::Closed => ("q.close", Value::Null),
        RunFact::Reopened => ("q.reopen", Value::Null),
    }
}

pub(super) fn decode_run(args: &Args<'_>) -> Result<Option<RunFact>, WireFault> {
    Ok(Some(match args.code {
        "q.open" => RunFact::Opened {
            name: args.name(0)?,
            form: args.coded(1, Form::find)?,
            instrument: args.shared(2)?,
        },
        "q.name" => RunFact::Named(args.name(0)?),
        "q.answer" => {
            RunFact::Answered { sheet: args.shared(0)?, item: args.shared(1)?, answer: answer(args)? }
        }
        "q.close" => RunFact::Closed,
        "q.reopen" => RunFact::Reopened,
        _ => return Ok(None),
    }))
}

fn answer(args: &Args<'_>) -> Result<Option<Answer>, WireFault> {
    if args.is_null(2) {
        return Ok(None);
    }
    if let Ok(level) = args.int(2) {
        let level = u8::try_from(level).ok().and_then(Answer::scale);
        return level.map(Some).ok_or_else(|| args.fault(2, "a level"));
    }
    match args.text(2).map_err(|_| args.fault(2, "an answer"))? {
        "cannot-tell" => Ok(Some(Answer::CannotTell)),
        id => {
            let reason = NaReason::find(id, args.text(3).unwrap_or_default());
            let reason = reason.ok_or_else(|| args.fault(2, "a reason"))?;
            Ok(Some(Answer::NotApplicable(reason)))
        }
    }
}
