//! What a change of one field says in the history.

use crate::domain::ident::{ClientId, ServiceId};
use crate::domain::request::{Effect, Request, RequestFact};
use crate::domain::text::{Name, Title};
use crate::say;
use crate::store::ledger::Ledger;
use crate::words::{Part, say_dyn, say_parts};

/// A field that has another value now, in words.
pub fn changed(
    ledger: &Ledger,
    before: &Request,
    actor: Option<&Name>,
    fact: &RequestFact,
    who: &str,
) -> Vec<Part> {
    match fact {
        RequestFact::Retitled(to) => {
            let from = before.title.as_ref().map(Title::to_string).unwrap_or_else(none);
            say_parts!("log.retitled", who = who, from = from, to = to.as_str())
        }
        RequestFact::Described(to) => {
            let (from, to) = (before.text.as_str(), to.as_str());
            match (from.is_empty(), to.is_empty()) {
                (_, true) => say_parts!("log.described_none", who = who, from = from),
                (true, _) => say_parts!("log.described_first", who = who, to = to),
                _ => say_parts!("log.described", who = who, from = from, to = to),
            }
        }
        RequestFact::Purpose(to) => {
            let (from, to) = (before.purpose.as_str(), to.as_str());
            match (from.is_empty(), to.is_empty()) {
                (_, true) => say_parts!("log.purpose_none", who = who, from = from),
                (true, _) => say_parts!("log.purpose", who = who, to = to),
                _ => say_parts!("log.purpose_changed", who = who, from = from, to = to),
            }
        }
        RequestFact::For(to) => {
            say_parts!(
                "log.client",
                who = who,
                from = client(ledger, before.client),
                to = client(ledger, *to)
            )
        }
        RequestFact::About(to) => {
            say_parts!(
                "log.service",
                who = who,
                from = service(ledger, before.service),
                to = service(ledger, *to)
            )
        }
        RequestFact::AskedBy(to) => {
            say_parts!("log.requester", who = who, from = name(&before.requester), to = name(to))
        }
        RequestFact::Directed(to) => {
            let from = say_dyn!("direction.", before.direction.code());
            say_parts!("log.direction", who = who, from = from, to = say_dyn!("direction.", to.code()))
        }
        RequestFact::Came(to) => {
            let from = say_dyn!("channel.", before.channel.code());
            say_parts!("log.channel", who = who, from = from, to = say_dyn!("channel.", to.code()))
        }
        RequestFact::Lens(to) => {
            say_parts!("log.effect", who = who, from = effect(before.effect), to = effect(*to))
        }
        RequestFact::Prioritised(to) => {
            let from = say_dyn!("priority.", before.priority.code());
            say_parts!("log.priority", who = who, from = from, to = say_dyn!("priority.", to.code()))
        }
        RequestFact::Assigned(to) => match (&before.owner, to) {
            (_, Some(to)) if Some(to) == actor => {
                say_parts!("log.owner_self", who = who)
            }
            (Some(from), Some(to)) => {
                say_parts!("log.owner", who = who, from = from.as_str(), to = to.as_str())
            }
            (None, Some(to)) => say_parts!("log.owner_first", who = who, to = to.as_str()),
            (from, None) => say_parts!("log.owner_none", who = who, from = name(from)),
        },
        _ => Vec::new(),
    }
}

fn client(ledger: &Ledger, id: Option<ClientId>) -> String {
    id.and_then(|id| ledger.desk().client_name(id)).map_or_else(none, Name::to_string)
}

fn service(ledger: &Ledger, id: Option<ServiceId>) -> String {
    id.and_then(|id| ledger.desk().service_name(id)).map_or_else(none, Name::to_string)
}

/// What stands for nothing.
pub fn none() -> String {
    say!("log.none").to_owned()
}

fn name(of: &Option<Name>) -> String {
    of.as_ref().map_or_else(none, Name::to_string)
}

fn effect(of: Option<Effect>) -> String {
    of.map_or_else(none, |effect| say_dyn!("effect.", effect.code()))
}
