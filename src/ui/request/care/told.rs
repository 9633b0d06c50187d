//! What such an event says in the history.

use super::super::client_of;
use super::super::story::Seen;
use super::{day_words, name_or};
use crate::domain::care::{CareFact, Kept};
use crate::domain::request::Request;
use crate::domain::text::{Name, Note};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::parts::gain::gain_name;
use crate::words::{Part, say_dyn, say_parts};

/// The icon, the words, and who knows of it.
pub fn told(
    ledger: &Ledger,
    before: &Request,
    fact: &CareFact,
    who: &str,
) -> (&'static str, Vec<Part>, Seen) {
    let client = client_of(ledger, before);
    let none = Kept::default();
    let kept = before.care.kept().unwrap_or(&none);
    let day = |day: &Option<_>| day.map_or_else(|| say!("care.no_date").to_owned(), |d| day_words(ledger, d));
    let point = |n: &u32| kept.means.get(n).map(|(point, _)| point.to_string()).unwrap_or_default();
    let lacked = |n: &u32| kept.missing.get(n).map(|(point, _)| point.to_string()).unwrap_or_default();
    let template = |service, n: &u32| {
        let known = ledger.desk().service(service).and_then(|s| s.templates.get(n));
        known.map_or_else(|| say!("log.none").to_owned(), |t| t.name.to_string())
    };
    match fact {
        CareFact::Chased { channel, text } => {
            let how = say_dyn!("channel.", channel.code());
            let line = say_parts!("told.chased", client = client, how = how, text = text.as_str(), who = who);
            ("help", line, Seen::Client)
        }
        CareFact::Asked(text) => {
            ("msg", say_parts!("told.asked", who = who, client = client, text = text.as_str()), Seen::Client)
        }
        CareFact::AnswerBy(date) => (
            "cal",
            say_parts!("told.answer_by", client = client, day = day_words(ledger, *date)),
            Seen::Client,
        ),
        CareFact::Restated(text) => (
            "edit",
            say_parts!("told.restated", who = who, client = client, text = text.as_str()),
            Seen::Client,
        ),
        CareFact::Understood(by) => (
            "ok",
            say_parts!("told.understood", name = name_or(by.as_ref(), &client), who = who),
            Seen::Client,
        ),
        CareFact::Answered(text) => (
            "ok",
            say_parts!("told.answered", client = client, text = text.as_str(), who = who),
            Seen::Client,
        ),
        CareFact::Talked { channel, text } => {
            let how = say_dyn!("channel.", channel.code());
            let line = say_parts!("told.talked", who = who, client = client, how = how, text = text.as_str());
            ("people", line, Seen::Client)
        }
        CareFact::AtRisk(why) if why.is_empty() => ("ok", say_parts!("told.safe", who = who), Seen::Team),
        CareFact::AtRisk(why) => ("risk", say_parts!("told.risk", who = who, why = why.as_str()), Seen::Team),
        CareFact::Blocked { step, owner, date } => {
            let by = name_or(owner.as_ref(), say!("care.nobody"));
            let (step, day) = (step.as_str(), day(date));
            let line = match &kept.blocked {
                Some(was) => {
                    let was = was.step.as_str();
                    say_parts!("told.step", who = who, from = was, step = step, by = by, day = day)
                }
                None => say_parts!("told.blocked", who = who, step = step, by = by, day = day),
            };
            ("no", line, Seen::Team)
        }
        CareFact::Unblocked(how) => {
            ("play", say_parts!("told.unblocked", who = who, how = how.as_str()), Seen::Team)
        }
        CareFact::Escalated { to, due, why } => {
            let (to, why, by) = (to.as_str(), why.as_str(), due.map_or("no", |_| "yes"));
            let line = say_parts!("told.escalated", who = who, to = to, due = by, day = day(due), why = why);
            ("up2", line, Seen::Team)
        }
        CareFact::EscalationClosed(outcome) => {
            ("ok", say_parts!("told.settled", who = who, outcome = outcome.as_str()), Seen::Team)
        }
        CareFact::Means(n, to) => {
            ("check", means(&point(n), to.as_ref().map(|t| t.as_str()), who), Seen::Team)
        }
        CareFact::Ticked(n, true) => {
            ("check", say_parts!("told.ticked", who = who, point = point(n)), Seen::Team)
        }
        CareFact::Ticked(n, false) => {
            ("check", say_parts!("told.unticked", who = who, point = point(n)), Seen::Team)
        }
        CareFact::Missing(_, Some(point)) => {
            ("msg", say_parts!("told.missing", client = client, point = point.as_str()), Seen::Client)
        }
        CareFact::Missing(n, None) => {
            ("msg", say_parts!("told.missing_off", who = who, point = lacked(n)), Seen::Team)
        }
        CareFact::Received(n, true) => {
            ("check", say_parts!("told.came", who = who, point = lacked(n)), Seen::Team)
        }
        CareFact::Received(n, false) => {
            ("check", say_parts!("told.came_not", who = who, point = lacked(n)), Seen::Team)
        }
        _ => received(ledger, kept, fact, who, &client, template),
    }
}

fn means(from: &str, to: Option<&str>, who: &str) -> Vec<Part> {
    match (from.is_empty(), to) {
        (true, Some(to)) => say_parts!("told.means", who = who, to = to),
        (false, Some(to)) => say_parts!("told.means_changed", who = who, from = from, to = to),
        (_, None) => say_parts!("told.means_off", who = who, from = from),
    }
}

/// How it was received, and what it hangs with.
fn received(
    ledger: &Ledger,
    kept: &Kept,
    fact: &CareFact,
    who: &str,
    client: &str,
    template: impl Fn(crate::domain::ident::ServiceId, &u32) -> String,
) -> (&'static str, Vec<Part>, Seen) {
    match fact {
        CareFact::Confirmed(by) => {
            ("ok", say_parts!("told.confirmed", name = name_or(by.as_ref(), client), who = who), Seen::Client)
        }
        CareFact::Rated { result, manner, comment } => {
            let (result, manner) = (i64::from(*result), i64::from(*manner));
            let text = comment.as_str();
            let line = match &kept.rating {
                Some(was) => {
                    let (r, m) = (i64::from(was.result), i64::from(was.manner));
                    say_parts!(
                        "told.rated_again",
                        client = client,
                        r = r,
                        m = m,
                        result = result,
                        manner = manner,
                        text = text
                    )
                }
                None => {
                    say_parts!("told.rated", client = client, result = result, manner = manner, text = text)
                }
            };
            ("star", line, Seen::Client)
        }
        CareFact::Benefit(text) => {
            let line = match (&kept.benefit, text.is_empty()) {
                (_, true) => say_parts!("told.benefit_none", who = who),
                (Some(was), _) => {
                    say_parts!("told.benefit_changed", who = who, from = was.as_str(), text = text.as_str())
                }
                (None, _) => say_parts!("told.benefit", who = who, text = text.as_str()),
            };
            ("star", line, Seen::Team)
        }
        CareFact::Sent(channel) => {
            ("msg", say_parts!("told.sent", how = say_dyn!("channel.", channel.code())), Seen::Team)
        }
        CareFact::Beyond(on) => {
            let line = match on {
                true => say_parts!("told.beyond", who = who),
                false => say_parts!("told.beyond_not", who = who),
            };
            ("star", line, Seen::Team)
        }
        CareFact::Gained(gain, on) => {
            let what = gain_name(gain);
            let line = match on {
                true => say_parts!("told.gained", who = who, what = what),
                false => say_parts!("told.gained_not", who = who, what = what),
            };
            ("star", line, Seen::Team)
        }
        CareFact::Contributor(name, on) => {
            let name = Name::as_str(name);
            let line = match on {
                true => say_parts!("told.contributor", who = who, name = name),
                false => say_parts!("told.contributor_off", who = who, name = name),
            };
            ("people", line, Seen::Team)
        }
        CareFact::Thanked(text) => {
            let names: Vec<String> = kept.contributors.iter().map(Name::to_string).collect();
            let names = crate::words::locale().list(&names);
            let some = if names.is_empty() { "none" } else { "some" };
            let text = Note::as_str(text);
            (
                "star",
                say_parts!("told.thanked", who = who, some = some, names = names, text = text),
                Seen::Client,
            )
        }
        CareFact::Complained(text) => (
            "late",
            say_parts!("told.complained", client = client, text = text.as_str(), who = who),
            Seen::Client,
        ),
        CareFact::Replied(text) => {
            ("msg", say_parts!("told.replied", who = who, text = text.as_str()), Seen::Client)
        }
        CareFact::Linked(tie, other, on) => {
            let other = ledger.desk().request(*other).map(|r| r.reference.to_string());
            let other = other.unwrap_or_else(|| say!("log.none").to_owned());
            let tie = say_dyn!("tie.", tie.code());
            let line = match on {
                true => say_parts!("told.linked", who = who, tie = tie, other = other),
                false => say_parts!("told.unlinked", who = who, tie = tie, other = other),
            };
            ("link", line, Seen::Step)
        }
        CareFact::Filled(name, to) => {
            let (name, to) = (Name::as_str(name), to.as_str());
            let from = kept
                .filled
                .iter()
                .find(|(known, _)| known.as_str() == name)
                .map_or("", |(_, text)| text.as_str());
            let line = match (from.is_empty(), to.is_empty()) {
                (_, true) => say_parts!("told.filled_none", who = who, name = name, from = from),
                (true, _) => say_parts!("told.filled", who = who, name = name, to = to),
                _ => say_parts!("told.filled_changed", who = who, name = name, from = from, to = to),
            };
            ("edit", line, Seen::Step)
        }
        CareFact::Template(service, n) => {
            ("copy", say_parts!("told.template", name = template(*service, n)), Seen::Step)
        }
        CareFact::Repeats(service, n, date) => {
            let (name, day) = (template(*service, n), day_words(ledger, *date));
            ("redo", say_parts!("told.repeats", name = name, day = day), Seen::Step)
        }
        // The others are told above.
        _ => ("help", Vec::new(), Seen::Step),
    }
}
