//! What happened while a request was decided, and to its promise, in the words of the history.

use super::changed::none;
use super::moment_of;
use crate::domain::request::Request;
use crate::domain::text::Name;
use crate::domain::triage::{Answers, Criterion, Fit, Impact, TriageFact, Urgency};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::parts::stage::stage_name;
use crate::words::{Arg, Part, say_dyn, say_parts};

fn hours(minutes: u32) -> Arg<'static> {
    Arg::places(f64::from(minutes) / 60.0, 1)
}

fn effort(minutes: Option<u32>) -> String {
    minutes.map_or_else(none, |minutes| say!("triage.effort_own", n = hours(minutes)))
}

/// Icon and sentence of a fact; `before` is the request before it.
pub fn told(ledger: &Ledger, before: &Request, fact: &TriageFact, who: &str) -> (&'static str, Vec<Part>) {
    let empty = Answers::default();
    let old = before.triage.answers().unwrap_or(&empty);
    let moment = |at| moment_of(ledger, at);
    match fact {
        TriageFact::Goal(to) => {
            let word = |fit: &Fit| match fit {
                Fit::Unsaid => none(),
                Fit::None => say!("triage.goal_none").to_owned(),
                Fit::Goal(name) => name.to_string(),
            };
            ("flag", say_parts!("log.triage.goal", who = who, from = word(&old.goal), to = word(to)))
        }
        TriageFact::Impact(to) => {
            let word = |of: Option<Impact>| of.map_or_else(none, |of| say_dyn!("impact.", of.code()));
            ("edit", say_parts!("log.triage.impact", who = who, from = word(old.impact), to = word(*to)))
        }
        TriageFact::Urgency(to) => {
            let word = |of: Option<Urgency>| of.map_or_else(none, |of| say_dyn!("urgency.", of.code()));
            ("edit", say_parts!("log.triage.urgency", who = who, from = word(old.urgency), to = word(*to)))
        }
        TriageFact::Effort(to) => {
            ("edit", say_parts!("log.triage.effort", who = who, from = effort(old.effort), to = effort(*to)))
        }
        TriageFact::Scored(criterion, to) => {
            let what = match criterion {
                Criterion::Own(name) => name.to_string(),
                usual => say_dyn!("criterion.", usual.code()),
            };
            let from = old.scores.iter().find(|(one, _)| one == criterion).map(|(_, points)| *points);
            let word = |of: Option<u8>| of.map_or_else(none, |of| of.to_string());
            (
                "edit",
                say_parts!("log.triage.scored", who = who, what = what, from = word(from), to = word(*to)),
            )
        }
        TriageFact::Outside(to) => {
            let word = |of: Option<bool>| match of {
                None => none(),
                Some(true) => say!("triage.outside_yes").to_owned(),
                Some(false) => say!("triage.outside_no").to_owned(),
            };
            ("people", say_parts!("log.triage.outside", who = who, from = word(old.outside), to = word(*to)))
        }
        TriageFact::UrgentToo(why) if why.is_empty() => {
            ("p4", say_parts!("log.triage.urgent_not", who = who))
        }
        TriageFact::UrgentToo(why) => {
            ("p4", say_parts!("log.triage.urgent_too", who = who, why = why.as_str()))
        }
        TriageFact::Depends(what) if what.is_empty() => {
            ("cal", say_parts!("log.triage.depends_not", who = who))
        }
        TriageFact::Depends(what) => {
            ("cal", say_parts!("log.triage.depends", who = who, what = what.as_str()))
        }
        TriageFact::YesIf(what) if what.is_empty() => {
            ("flag", say_parts!("log.triage.yes_if_not", who = who))
        }
        TriageFact::YesIf(what) => ("flag", say_parts!("log.triage.yes_if", who = who, what = what.as_str())),
        TriageFact::AskInstead(Some(name)) => {
            ("user", say_parts!("log.triage.ask_instead", who = who, name = name.as_str()))
        }
        TriageFact::AskInstead(None) => ("user", say_parts!("log.triage.ask_instead_not", who = who)),
        TriageFact::Pressed(Some(by)) => {
            ("up2", say_parts!("log.triage.pressed", who = who, by = by.as_str()))
        }
        TriageFact::Pressed(None) => ("up2", say_parts!("log.triage.pressed_not", who = who)),
        TriageFact::Overridden(Some((_, why))) => {
            ("grip", say_parts!("log.triage.placed", who = who, why = why.as_str()))
        }
        TriageFact::Overridden(None) => ("grip", say_parts!("log.triage.unplaced", who = who)),
        TriageFact::WentFirst(why) => {
            ("grip", say_parts!("log.triage.went_first", who = who, why = why.as_str()))
        }
        TriageFact::PriorityWhy(why) => {
            ("p3", say_parts!("log.triage.priority_why", who = who, why = why.as_str()))
        }
        TriageFact::CrossedOver(why) => ("grip", say_parts!("log.triage.crossed", why = why.as_str())),
        TriageFact::OverLimit { column, count, limit, each } => {
            let lane = stage_name(ledger, *column);
            if let Some(each) = each {
                let each = say_dyn!("each.", each.code());
                let words =
                    say_parts!("log.triage.over_each", lane = lane, each = each, n = *count, limit = *limit);
                return ("risk", words);
            }
            ("risk", say_parts!("log.triage.over", lane = lane, n = *count, limit = *limit))
        }
        TriageFact::OverWhy(why) if why.is_empty() => ("risk", say_parts!("log.triage.over_not", who = who)),
        TriageFact::OverWhy(why) => {
            ("risk", say_parts!("log.triage.over_why", who = who, why = why.as_str()))
        }
        TriageFact::Bumped(by) => {
            let other = ledger.desk().request(*by).map_or_else(none, |r| r.reference.to_string());
            ("grip", say_parts!("log.triage.bumped", other = other, who = who))
        }
        TriageFact::BumpTold => ("msg", say_parts!("log.triage.bump_told", who = who)),
        TriageFact::Deferred(deferral) => {
            let why = deferral.reason.as_str();
            (
                "pause",
                match deferral.until {
                    Some(at) => say_parts!("log.triage.deferred", at = moment(at), who = who, why = why),
                    None => say_parts!(
                        "log.triage.deferred_when",
                        who = who,
                        when = deferral.condition.as_str(),
                        why = why
                    ),
                },
            )
        }
        TriageFact::TakenUp => ("play", say_parts!("log.triage.taken_up", who = who)),
        TriageFact::Returned(_) => ("msg", say_parts!("log.triage.returned", who = who)),
        TriageFact::Excepted(why) => {
            ("check", say_parts!("log.triage.excepted", who = who, why = why.as_str()))
        }
        TriageFact::DecidedBy(name) => {
            ("user", say_parts!("log.triage.decided_by", name = Name::as_str(name)))
        }
        TriageFact::Against(goal) => ("flag", say_parts!("log.triage.against", goal = goal.as_str())),
        TriageFact::ScopeChanged { what, stays } => {
            let what = what.as_str();
            (
                "swap",
                match stays {
                    None => say_parts!("log.triage.scope", who = who, what = what),
                    Some(true) => say_parts!("log.triage.scope_stays", who = who, what = what),
                    Some(false) => say_parts!("log.triage.scope_moves", who = who, what = what),
                },
            )
        }
        TriageFact::DelayNoticed { old, new, cause } => {
            let (old, new) = (moment(*old), moment(*new));
            let (client, way) = (super::client_of(ledger, before), super::way_of(before));
            let why = cause.as_str();
            (
                "msg",
                say_parts!(
                    "log.triage.delay",
                    who = who,
                    old = old,
                    new = new,
                    why = why,
                    client = client,
                    way = way
                ),
            )
        }
        TriageFact::Load { promised, capacity } => {
            let above = if promised > capacity { "yes" } else { "no" };
            let line = say_parts!(
                "log.triage.load",
                promised = hours(*promised),
                capacity = hours(*capacity),
                above = above
            );
            ("chart", line)
        }
    }
}

/// True for what the client reads as well, where we deliver: a delay, a no or a not now of theirs they have told us.
pub fn is_told_client(fact: &TriageFact) -> bool {
    matches!(fact, TriageFact::Deferred(_) | TriageFact::DelayNoticed { .. })
}
