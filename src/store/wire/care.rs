//! Facts of a request besides the work itself, and templates of a service, version 1.

use super::args::{Args, WireFault, note, text_if};
use super::others::day_if;
use crate::domain::asked::{Asked, Kind};
use crate::domain::care::{CareFact, Tie};
use crate::domain::gain::{Gain, Usual};
use crate::domain::request::{Channel, Effect};
use crate::domain::template::{Every, Repeat, Template};
use crate::domain::text::Title;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

fn day(date: Option<NaiveDate>) -> Value {
    date.map_or(Value::Null, |date| Value::from(date.num_days_from_ce()))
}

pub(super) fn encode(fact: &CareFact) -> (&'static str, Value) {
    match fact {
        CareFact::Chased { channel, text } => ("chased", json!([channel.code(), note(text)])),
        CareFact::Asked(text) => ("asked", json!([note(text)])),
        CareFact::AnswerBy(date) => ("answer-by", json!([day(Some(*date))])),
        CareFact::Answered(text) => ("answered", json!([note(text)])),
        CareFact::Restated(text) => ("restated", json!([note(text)])),
        CareFact::Understood(by) => ("restated-confirmed", json!([text_if(by.as_ref())])),
        CareFact::Talked { channel, text } => ("talked", json!([channel.code(), note(text)])),
        CareFact::AtRisk(why) => ("at-risk", json!([note(why)])),
        CareFact::Blocked { step, owner, date } => {
            ("blocked", json!([note(step), text_if(owner.as_ref()), day(*date)]))
        }
        CareFact::Unblocked(how) => ("unblocked", json!([note(how)])),
        CareFact::Escalated { to, due, why } => ("escalated", json!([to.as_str(), day(*due), note(why)])),
        CareFact::EscalationClosed(outcome) => ("escalation-closed", json!([note(outcome)])),
        CareFact::Means(number, point) => ("done-means", json!([number, text_if(point.as_ref())])),
        CareFact::Ticked(number, on) => ("checklist", json!([number, u8::from(*on)])),
        CareFact::Missing(number, point) => ("missing", json!([number, text_if(point.as_ref())])),
        CareFact::Received(number, on) => ("missing-came", json!([number, u8::from(*on)])),
        CareFact::Confirmed(by) => ("confirmed", json!([text_if(by.as_ref())])),
        CareFact::Rated { result, manner, comment } => ("rated", json!([result, manner, note(comment)])),
        CareFact::Benefit(text) => ("benefit", json!([note(text)])),
        CareFact::Sent(channel) => ("sent-by", json!([channel.code()])),
        CareFact::Beyond(on) => ("beyond-agreed", json!([u8::from(*on)])),
        CareFact::Gained(gain, on) => ("gained", gain_out(gain, *on)),
        CareFact::Contributor(name, on) => ("contributor", json!([name.as_str(), u8::from(*on)])),
        CareFact::Thanked(text) => ("thanked", json!([note(text)])),
        CareFact::Complained(text) => ("complained", json!([note(text)])),
        CareFact::Replied(text) => ("replied", json!([note(text)])),
        CareFact::Linked(tie, other, on) => ("link", json!([tie.code(), other.to_string(), u8::from(*on)])),
        CareFact::Filled(name, text) => ("filled", json!([name.as_str(), note(text)])),
        CareFact::Template(service, number) => ("template", json!([service.to_string(), number])),
        CareFact::Repeats(service, number, date) => {
            ("repeats", json!([service.to_string(), number, day(Some(*date))]))
        }
    }
}

/// The fact with this code; none where the code is not one of these.
pub(super) fn decode(args: &Args<'_>) -> Result<Option<CareFact>, WireFault> {
    Ok(Some(match args.code {
        "chased" => CareFact::Chased { channel: args.coded(0, Channel::parse)?, text: args.note(1)? },
        "asked" => CareFact::Asked(args.note(0)?),
        "answer-by" => CareFact::AnswerBy(day_if(args, 0)?.ok_or_else(|| args.fault(0, "a date"))?),
        "answered" => CareFact::Answered(args.note(0)?),
        "restated" => CareFact::Restated(args.note(0)?),
        "restated-confirmed" => CareFact::Understood(args.name_if(0)?),
        "talked" => CareFact::Talked { channel: args.coded(0, Channel::parse)?, text: args.note(1)? },
        "at-risk" => CareFact::AtRisk(args.note(0)?),
        "blocked" => {
            CareFact::Blocked { step: args.note(0)?, owner: args.name_if(1)?, date: day_if(args, 2)? }
        }
        "unblocked" => CareFact::Unblocked(args.note(0)?),
        "escalated" => CareFact::Escalated { to: args.name(0)?, due: day_if(args, 1)?, why: args.note(2)? },
        "escalation-closed" => CareFact::EscalationClosed(args.note(0)?),
        "done-means" => CareFact::Means(args.small(0)?, title_if(args, 1)?),
        "missing" => CareFact::Missing(args.small(0)?, title_if(args, 1)?),
        "missing-came" => CareFact::Received(args.small(0)?, args.yes(1)?),
        "checklist" => CareFact::Ticked(args.small(0)?, args.yes(1)?),
        "confirmed" => CareFact::Confirmed(args.name_if(0)?),
        "rated" => {
            CareFact::Rated { result: rating(args, 0)?, manner: rating(args, 1)?, comment: args.note(2)? }
        }
        "benefit" => CareFact::Benefit(args.note(0)?),
        // A way or a kind of a later version is kept as it is written.
        "sent-by" => match Channel::parse(args.text(0)?) {
            None => return Ok(None),
            Some(way) => CareFact::Sent(way),
        },
        "beyond-agreed" => CareFact::Beyond(args.yes(0)?),
        "gained" => match gain_in(args)? {
            None => return Ok(None),
            Some(gain) => CareFact::Gained(gain, args.yes(2)?),
        },
        "contributor" => CareFact::Contributor(args.name(0)?, args.yes(1)?),
        "thanked" => CareFact::Thanked(args.note(0)?),
        "complained" => CareFact::Complained(args.note(0)?),
        "replied" => CareFact::Replied(args.note(0)?),
        "link" => CareFact::Linked(args.coded(0, Tie::parse)?, args.id(1)?, args.yes(2)?),
        "filled" => CareFact::Filled(args.name(0)?, args.note(1)?),
        "template" => CareFact::Template(args.id(0)?, args.small(1)?),
        "repeats" => {
            let date = day_if(args, 2)?.ok_or_else(|| args.fault(2, "a date"))?;
            CareFact::Repeats(args.id(0)?, args.small(1)?, date)
        }
        _ => return Ok(None),
    }))
}

fn title_if(args: &Args<'_>, place: usize) -> Result<Option<Title>, WireFault> {
    if args.is_null(place) { Ok(None) } else { args.title(place).map(Some) }
}

/// A kind of gain: whether it is the team's own, its code or name, and whether it is there.
pub(super) fn gain_out(gain: &Gain, on: bool) -> Value {
    json!([u8::from(matches!(gain, Gain::Own(_))), gain.code(), u8::from(on)])
}

/// None for a usual one of a later version.
pub(super) fn gain_in(args: &Args<'_>) -> Result<Option<Gain>, WireFault> {
    if args.yes(0)? {
        return args.name(1).map(|own| Some(Gain::Own(own)));
    }
    args.text(1).map(|code| Usual::parse(code).map(Gain::Usual))
}

fn rating(args: &Args<'_>, place: usize) -> Result<u8, WireFault> {
    let n = u8::try_from(args.int(place)?).ok().filter(|n| (1..=5).contains(n));
    n.ok_or_else(|| args.fault(place, "a rating"))
}

/// `[number, name, title, text, [points], priority, effect, owner, client, every, n, first day]`; the number
/// alone for a template that is taken off.
pub(super) fn encode_template(number: u32, template: Option<&Template>) -> Value {
    let Some(t) = template else { return json!([number]) };
    let points: Vec<&str> = t.means.iter().map(Title::as_str).collect();
    json!([
        number,
        t.name.as_str(),
        t.title.as_str(),
        note(&t.text),
        points,
        t.priority.code(),
        t.effect.map(Effect::code),
        text_if(t.owner.as_ref()),
        text_if(t.client.as_ref()),
        t.repeat.map(|r| r.every.code()),
        t.repeat.map(|r| r.every.number()),
        day(t.repeat.map(|r| r.from)),
    ])
}

/// A field of a service: its number, then its name, kind, whether it has to be filled, and what there is to choose.
pub(super) fn encode_field(number: u32, field: Option<&Asked>) -> Value {
    let Some(field) = field else { return json!([number]) };
    let mut list = vec![
        json!(number),
        json!(field.name.as_str()),
        json!(field.kind.code()),
        json!(u8::from(field.required)),
    ];
    if let Kind::Choice(names) = &field.kind {
        list.extend(names.iter().map(|name| json!(name.as_str())));
    }
    Value::from(list)
}

/// The same for what the first kind of field cannot say: a kind of a later version, or that it has to be filled by the
/// time a request is accepted, which stands before what there is to choose.
pub(super) fn encode_later_field(number: u32, field: &Asked) -> Value {
    let mut list = encode_field(number, Some(field));
    if let Some(list) = list.as_array_mut() {
        list.insert(4, json!(u8::from(field.to_accept)));
    }
    list
}

/// True where a field needs [`encode_later_field`].
pub(super) fn is_later_field(field: &Asked) -> bool {
    field.to_accept || field.kind == Kind::Link
}

/// None for a kind that this version does not know.
pub(super) fn decode_later_field(args: &Args<'_>) -> Result<Option<(u32, Box<Asked>)>, WireFault> {
    let choices = (5..args.list.len()).map(|at| args.name(at)).collect::<Result<_, _>>()?;
    let (number, name) = (args.small(0)?, args.name(1)?);
    let Some(kind) = Kind::of(args.text(2)?, choices) else { return Ok(None) };
    let asked = Asked { name, kind, required: args.yes(3)?, to_accept: args.yes(4)? };
    Ok(Some((number, Box::new(asked))))
}

pub(super) fn decode_field(args: &Args<'_>) -> Result<(u32, Option<Box<Asked>>), WireFault> {
    let number = args.small(0)?;
    if args.is_null(1) {
        return Ok((number, None));
    }
    let choices = (4..args.list.len()).map(|at| args.name(at)).collect::<Result<_, _>>()?;
    let kind = Kind::of(args.text(2)?, choices).ok_or_else(|| args.fault(2, "a known code"))?;
    Ok((
        number,
        Some(Box::new(Asked { name: args.name(1)?, kind, required: args.yes(3)?, to_accept: false })),
    ))
}

pub(super) fn decode_template(args: &Args<'_>) -> Result<(u32, Option<Box<Template>>), WireFault> {
    let number = args.small(0)?;
    if args.is_null(1) {
        return Ok((number, None));
    }
    let points = args.other(4).and_then(Value::as_array).ok_or_else(|| args.fault(4, "a list"))?;
    let point = |value: &Value| {
        let text = value.as_str().and_then(|text| Title::new(text).ok());
        text.ok_or_else(|| args.fault(4, "a title"))
    };
    let repeat = if args.is_null(9) {
        None
    } else {
        let n = u16::try_from(args.int(10)?).map_err(|_| args.fault(10, "a small number"))?;
        let every = Every::of(args.text(9)?, n).ok_or_else(|| args.fault(9, "a known code"))?;
        let from = day_if(args, 11)?.ok_or_else(|| args.fault(11, "a date"))?;
        Some(Repeat { every, from })
    };
    let template = Template {
        name: args.name(1)?,
        title: args.title(2)?,
        text: args.note(3)?,
        means: points.iter().map(point).collect::<Result<_, _>>()?,
        priority: args.priority(5)?,
        effect: if args.is_null(6) { None } else { Some(args.coded(6, Effect::parse)?) },
        owner: args.name_if(7)?,
        client: args.id_if(8)?,
        repeat,
    };
    Ok((number, Some(Box::new(template))))
}
