//! Facts of a request, version 1.

use super::args::{Args, WireFault, moment_if, note, text_if};
use crate::domain::cause::{BreachCause, Cause};
use crate::domain::clock::{ClockKind, Verdict};
use crate::domain::moment::Span;
use crate::domain::request::{
    AgreedDate, Channel, Direction, Effect, MatchWhy, Raise, RequestFact, Settled, Stage,
};
use serde_json::{Value, json};

pub(super) fn encode(fact: &RequestFact) -> (&'static str, Value) {
    match fact {
        RequestFact::Raised(r) => (
            "raised",
            json!([
                r.reference.as_ref(),
                r.title.as_str(),
                text_if(r.client.as_ref()),
                text_if(r.requester.as_ref()),
                text_if(r.service.as_ref()),
                r.direction.code(),
                r.channel.code(),
                r.priority.code(),
                r.effect.map(Effect::code),
                note(&r.purpose),
                note(&r.text),
                r.rank.as_str(),
            ]),
        ),
        RequestFact::Retitled(title) => ("titled", json!([title.as_str()])),
        RequestFact::Described(text) => ("text", json!([note(text)])),
        RequestFact::For(client) => ("for", json!([text_if(client.as_ref())])),
        RequestFact::AskedBy(name) => ("by", json!([text_if(name.as_ref())])),
        RequestFact::About(service) => ("about", json!([text_if(service.as_ref())])),
        RequestFact::Directed(direction) => ("way", json!([direction.code()])),
        RequestFact::Came(channel) => ("channel", json!([channel.code()])),
        RequestFact::Purpose(text) => ("why", json!([note(text)])),
        RequestFact::Lens(effect) => ("lens", json!([effect.map(Effect::code)])),
        RequestFact::Prioritised(priority) => ("prio", json!([priority.code()])),
        RequestFact::Assigned(owner) => ("owner", json!([text_if(owner.as_ref())])),
        RequestFact::Moved { stage, rank } => ("moved", json!([stage.code(), rank.as_str()])),
        RequestFact::Acknowledged => ("seen", Value::Null),
        RequestFact::Updated { text, visible, automatic } => {
            ("news", json!([note(text), u8::from(*visible), u8::from(*automatic)]))
        }
        RequestFact::Promised { date, reason } => ("promise", json!([moment_if(*date), note(reason)])),
        RequestFact::Paused(reason) => ("pause", json!([reason.code()])),
        RequestFact::Resumed => ("go", Value::Null),
        RequestFact::Declined { category, reason, alternative } => {
            ("decline", json!([category.code(), note(reason), note(alternative)]))
        }
        RequestFact::Withdrawn(why) => ("withdraw", json!([note(why)])),
        RequestFact::Merged(into) => ("merge", json!([text_if(into.as_ref())])),
        RequestFact::Reopened(why) => ("reopen", json!([note(why)])),
        RequestFact::Anew => ("clock-anew", Value::Null),
        RequestFact::Pinned { agreement, why } => {
            let (id, version) = match agreement {
                Some((id, version)) => (Value::from(id.to_string()), *version),
                None => (Value::Null, 0),
            };
            let bits = u8::from(why.client) | u8::from(why.service) << 1 | u8::from(why.chosen) << 2;
            ("pin", json!([id, version, bits]))
        }
        RequestFact::Settled(s) => {
            ("settle", json!([s.clock.index(), verdict_code(s.verdict), s.elapsed.0, moment_if(s.due)]))
        }
        RequestFact::Labelled(label, on) => ("label", json!([label.as_str(), u8::from(*on)])),
        RequestFact::Archived(on) => ("archived", json!([u8::from(*on)])),
        RequestFact::Column(part) => ("column", json!([part])),
        RequestFact::Agreed(agreed) => (
            "agreed-date",
            match agreed {
                Some(agreed) => json!([agreed.date.0, agreed.by.as_str(), note(&agreed.why)]),
                None => json!([]),
            },
        ),
        RequestFact::BreachCause(cause) => {
            ("breach-cause", json!([cause.clock.index(), cause.kind.map(|k| k.code()), note(&cause.text)]))
        }
        RequestFact::Care(fact) => super::care::encode(fact),
        RequestFact::Triage(fact) => super::triage::encode(fact),
    }
}

fn verdict_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 1,
        Verdict::Breached => 2,
        Verdict::OpenBreached => 3,
        Verdict::Excluded => 0,
    }
}

/// The fact with this code; none where the code is not one of a request's.
pub(super) fn decode(args: &Args<'_>) -> Result<Option<RequestFact>, WireFault> {
    Ok(Some(match args.code {
        "raised" => RequestFact::Raised(Box::new(Raise {
            reference: args.shared(0)?,
            title: args.title(1)?,
            client: args.id_if(2)?,
            requester: args.name_if(3)?,
            service: args.id_if(4)?,
            direction: args.coded(5, Direction::parse)?,
            channel: args.coded(6, Channel::parse)?,
            priority: args.priority(7)?,
            effect: effect_if(args, 8)?,
            purpose: args.note(9)?,
            text: args.note(10)?,
            rank: args.rank(11)?,
        })),
        "titled" => RequestFact::Retitled(args.title(0)?),
        "text" => RequestFact::Described(args.note(0)?),
        "for" => RequestFact::For(args.id_if(0)?),
        "by" => RequestFact::AskedBy(args.name_if(0)?),
        "about" => RequestFact::About(args.id_if(0)?),
        "way" => RequestFact::Directed(args.coded(0, Direction::parse)?),
        "channel" => RequestFact::Came(args.coded(0, Channel::parse)?),
        "why" => RequestFact::Purpose(args.note(0)?),
        "lens" => RequestFact::Lens(effect_if(args, 0)?),
        "prio" => RequestFact::Prioritised(args.priority(0)?),
        "owner" => RequestFact::Assigned(args.name_if(0)?),
        "moved" => RequestFact::Moved { stage: args.coded(0, Stage::parse)?, rank: args.rank(1)? },
        "seen" => RequestFact::Acknowledged,
        "news" => {
            RequestFact::Updated { text: args.note(0)?, visible: args.yes(1)?, automatic: args.yes(2)? }
        }
        "promise" => RequestFact::Promised { date: args.moment_if(0)?, reason: args.note(1)? },
        "pause" => RequestFact::Paused(args.pause(0)?),
        "go" => RequestFact::Resumed,
        "decline" => RequestFact::Declined {
            category: args.decline(0)?,
            reason: args.note(1)?,
            alternative: args.note(2)?,
        },
        "withdraw" => RequestFact::Withdrawn(args.note(0)?),
        "merge" => RequestFact::Merged(args.id_if(0)?),
        "reopen" => RequestFact::Reopened(args.note(0)?),
        "clock-anew" => RequestFact::Anew,
        "pin" => {
            let bits = args.int(2)?;
            let why = MatchWhy { client: bits & 1 != 0, service: bits & 2 != 0, chosen: bits & 4 != 0 };
            let agreement = match args.id_if(0)? {
                Some(id) => Some((id, args.small(1)?)),
                None => None,
            };
            RequestFact::Pinned { agreement, why }
        }
        "settle" => RequestFact::Settled(Settled {
            clock: clock(args, 0)?,
            verdict: match args.int(1)? {
                0 => Verdict::Excluded,
                1 => Verdict::Met,
                2 => Verdict::Breached,
                3 => Verdict::OpenBreached,
                _ => return Err(args.fault(1, "a verdict")),
            },
            elapsed: Span(args.int(2)?),
            due: args.moment_if(3)?,
        }),
        "label" => RequestFact::Labelled(args.name(0)?, args.yes(1)?),
        "archived" => RequestFact::Archived(args.yes(0)?),
        "column" => RequestFact::Column(args.small(0)?),
        "agreed-date" if args.is_null(0) => RequestFact::Agreed(None),
        "agreed-date" => RequestFact::Agreed(Some(Box::new(AgreedDate {
            date: args.moment(0)?,
            by: args.name(1)?,
            why: args.note(2)?,
        }))),
        "breach-cause" => RequestFact::BreachCause(Box::new(Cause {
            clock: clock(args, 0)?,
            kind: if args.is_null(1) { None } else { Some(args.coded(1, BreachCause::parse)?) },
            text: args.note(2)?,
        })),
        _ => {
            return Ok(match super::triage::decode(args)? {
                Some(fact) => Some(RequestFact::Triage(fact)),
                None => super::care::decode(args)?.map(RequestFact::Care),
            });
        }
    }))
}

fn clock(args: &Args<'_>, place: usize) -> Result<ClockKind, WireFault> {
    let code = args.int(place)?;
    let known = ClockKind::ALL.into_iter().find(|clock| i64::from(clock.index()) == code);
    known.ok_or_else(|| args.fault(place, "a clock"))
}

fn effect_if(args: &Args<'_>, place: usize) -> Result<Option<Effect>, WireFault> {
    if args.is_null(place) { Ok(None) } else { args.coded(place, Effect::parse).map(Some) }
}
