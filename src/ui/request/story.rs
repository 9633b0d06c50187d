//! The history of a request in words: every event, with what it changed.

use super::changed::{changed, none};
use super::{moment_words, shown_zone};
use crate::domain::clock::Verdict;
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::record::Folded;
use crate::domain::request::{Direction, Request, RequestFact, Settled, Stage};
use crate::domain::text::{Name, Note};
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::parts::clock::what;
use crate::ui::parts::stage::stage_name;
use crate::words::{Part, say_dyn, say_parts, time};

/// Who can read an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The client reads it.
    Client,
    /// Only the team does.
    Team,
    /// It is a step, not words to anybody.
    Step,
}

/// One entry.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The event's stamp.
    pub stamp: (i64, u32, u32),
    pub icon: &'static str,
    pub who: String,
    /// What happened; empty for words somebody wrote.
    pub line: Vec<Part>,
    /// Words somebody wrote.
    pub said: String,
    pub seen: Seen,
    pub when: String,
    /// When it was recorded, where that is another time.
    pub recorded: String,
    /// Imported; written by itself.
    pub tags: Vec<&'static str>,
    /// True for the answer that stopped the first-response clock.
    pub first: bool,
    /// Taken back.
    pub struck: bool,
}

/// How far the recording may lag behind before it is said.
const LAG: Span = Span::minutes(5);

/// The history, newest first.
pub fn story(ledger: &Ledger, id: RequestId, now: Moment) -> Vec<Entry> {
    let subject = Subject::Request(id);
    let revoked = ledger.desk().revoked(subject);
    let zone = shown_zone(ledger);
    let mut before = Request::default();
    let mut out = Vec::new();
    for event in ledger.desk().log(subject) {
        let struck = revoked.contains(&event.stamp);
        let teller = Teller { ledger, before: &before, zone: &zone, now, event };
        let mut entry = teller.entry();
        entry.struck = struck;
        entry.first = !struck && before.answered.is_none();
        if !struck {
            before.step(event);
        }
        entry.first &= before.answered.is_some();
        out.push(entry);
    }
    out.reverse();
    out
}

struct Teller<'a> {
    ledger: &'a Ledger,
    before: &'a Request,
    zone: &'a ZoneTable,
    now: Moment,
    event: &'a Event,
}

impl Teller<'_> {
    fn moment(&self, at: Moment) -> String {
        moment_words(self.zone, at, self.now)
    }

    fn who(&self) -> String {
        self.event.actor.as_ref().map_or_else(|| say!("request.somebody").to_owned(), Name::to_string)
    }

    fn entry(&self) -> Entry {
        let event = self.event;
        let recorded = event.stamp.moment();
        let lags = recorded.since(event.at).0.abs() > LAG.0;
        let mut tags = Vec::new();
        if event.source == Source::Import {
            tags.push(say!("log.imported"));
        }
        let mut entry = Entry {
            stamp: (event.stamp.ms, event.stamp.count, event.stamp.node),
            icon: "edit",
            who: self.who(),
            line: Vec::new(),
            said: String::new(),
            seen: Seen::Step,
            when: self.moment(event.at),
            recorded: if lags { say!("log.recorded", at = self.moment(recorded)) } else { String::new() },
            tags,
            first: false,
            struck: false,
        };
        match &event.fact {
            Fact::Request(RequestFact::Updated { text, visible, automatic }) => {
                entry.said = text.to_string();
                entry.seen = if *visible { Seen::Client } else { Seen::Team };
                if *automatic {
                    entry.tags.push(say!("log.automatic"));
                }
            }
            Fact::Request(RequestFact::Care(fact)) => {
                (entry.icon, entry.line, entry.seen) =
                    super::care::told(self.ledger, self.before, fact, &entry.who);
            }
            Fact::Request(fact) => {
                (entry.icon, entry.line) = self.fact(fact, &entry.who);
                let ours = self.before.direction == Direction::WeServe;
                let told = match fact {
                    RequestFact::Triage(fact) => super::decided::is_told_client(fact),
                    other => matches!(other, RequestFact::Promised { .. } | RequestFact::Declined { .. }),
                };
                if told && ours {
                    entry.seen = Seen::Client;
                }
            }
            other => (entry.icon, entry.line) = self.other(other, &entry.who),
        }
        entry
    }

    fn other(&self, fact: &Fact, who: &str) -> (&'static str, Vec<Part>) {
        match fact {
            Fact::Revoked(stamps) => ("undo", say_parts!("log.revoked", who = who, n = stamps.len())),
            Fact::Removed => ("bin", say_parts!("log.removed", who = who)),
            Fact::Restored => ("redo", say_parts!("log.restored", who = who)),
            Fact::Kept { code, .. } => ("help", say_parts!("log.kept", code = code.as_ref())),
            // Facts of other records do not stand in a request's history.
            _ => ("help", Vec::new()),
        }
    }

    fn fact(&self, fact: &RequestFact, who: &str) -> (&'static str, Vec<Part>) {
        match fact {
            RequestFact::Raised(first) => {
                let asked = first.requester.as_ref().map_or(who, Name::as_str);
                let channel = say_dyn!("channel.", first.channel.code());
                ("user", say_parts!("log.raised", who = asked, channel = channel))
            }
            RequestFact::Moved { stage, .. } => self.moved(*stage, who),
            RequestFact::Promised { date, reason } => ("flag", self.promised(*date, reason, who)),
            RequestFact::Acknowledged => ("eye", say_parts!("log.acknowledged", who = who)),
            RequestFact::Paused(reason) => {
                ("pause", say_parts!("log.paused", what = say_dyn!("pause.", reason.code()), who = who))
            }
            RequestFact::Resumed => ("play", self.resumed()),
            RequestFact::Declined { category, .. } => {
                ("no", say_parts!("log.declined", who = who, why = say_dyn!("decline.", category.code())))
            }
            RequestFact::Withdrawn(why) => ("no", say_parts!("log.withdrawn", why = why.as_str())),
            RequestFact::Merged(into) => {
                let other =
                    into.and_then(|id| self.ledger.desk().request(id)).map(|r| r.reference.to_string());
                (
                    "link",
                    match other {
                        Some(other) => say_parts!("log.merged", other = other, who = who),
                        None => say_parts!("log.merged_bare", who = who),
                    },
                )
            }
            RequestFact::Reopened(why) => ("redo", say_parts!("log.reopened", who = who, why = why.as_str())),
            RequestFact::Anew => ("redo", say_parts!("log.anew")),
            RequestFact::Pinned { agreement, .. } => {
                let named =
                    agreement.and_then(|(id, n)| Some((self.ledger.desk().agreement(id)?.name.clone()?, n)));
                (
                    "doc",
                    match named {
                        Some((name, n)) => say_parts!("log.pinned", agreement = name.as_str(), n = n),
                        None => say_parts!("log.pinned_none"),
                    },
                )
            }
            RequestFact::Settled(settled) => settled_words(settled),
            RequestFact::Agreed(Some(agreed)) => {
                let (by, why) = (agreed.by.as_str(), agreed.why.as_str());
                (
                    "cal",
                    say_parts!("log.agreed", who = who, at = self.moment(agreed.date), by = by, why = why),
                )
            }
            RequestFact::Agreed(None) => ("cal", say_parts!("log.agreed_back", who = who)),
            RequestFact::BreachCause(cause) => super::cause::told(cause, who),
            RequestFact::Labelled(label, true) => {
                ("edit", say_parts!("log.labelled", who = who, label = label.as_str()))
            }
            RequestFact::Archived(true) => ("doc", say_parts!("log.archived", who = who)),
            RequestFact::Archived(false) => ("doc", say_parts!("log.unarchived", who = who)),
            RequestFact::Column(part) => ("right", self.column(*part, who)),
            RequestFact::Labelled(label, false) => {
                ("edit", say_parts!("log.unlabelled", who = who, label = label.as_str()))
            }
            RequestFact::Triage(fact) => super::decided::told(self.ledger, self.before, fact, who),
            other => ("edit", changed(self.ledger, self.before, self.event.actor.as_ref(), other, who)),
        }
    }

    /// The column it was put into. The one it had is left behind by the move that stands beside it.
    fn column(&self, part: u32, who: &str) -> Vec<Part> {
        let columns = &self.ledger.desk().team().columns;
        let name = columns.added().find(|column| column.part == part).and_then(|column| columns.name(column));
        match name {
            Some(name) => say_parts!("log.column", who = who, name = name.as_str()),
            None if part == 0 => say_parts!("log.column_usual", who = who),
            None => say_parts!("log.column_gone", who = who),
        }
    }

    fn moved(&self, stage: Stage, who: &str) -> (&'static str, Vec<Part>) {
        let to = stage_name(self.ledger, stage);
        if stage == self.before.stage {
            return ("grip", say_parts!("log.placed", who = who, stage = to));
        }
        let from = stage_name(self.ledger, self.before.stage);
        ("swap", say_parts!("log.moved", from = from, to = to, who = who))
    }

    fn promised(&self, date: Option<Moment>, why: &Note, who: &str) -> Vec<Part> {
        let why = if why.is_empty() { "–" } else { why.as_str() };
        let old = self.before.promise().map(|p| self.moment(p.date));
        let way = super::way_of(self.before);
        match (old, date.map(|at| self.moment(at))) {
            (Some(from), Some(to)) => {
                say_parts!("log.promise_moved", from = from, to = to, who = who, why = why, way = way)
            }
            (None, Some(to)) => {
                let client = super::client_of(self.ledger, self.before);
                say_parts!("log.promised", who = who, to = to, client = client, way = way)
            }
            (from, None) => {
                let from = from.unwrap_or_else(none);
                say_parts!("log.promise_back", who = who, from = from, why = why, way = way)
            }
        }
    }

    fn resumed(&self) -> Vec<Part> {
        match self.before.waiting() {
            Some(wait) => {
                let span = self.event.at.since(wait.from);
                say_parts!("log.resumed", what = time::length(span, Some(Span::days(1)), time::Round::Down))
            }
            None => say_parts!("log.resumed_bare"),
        }
    }
}

fn settled_words(settled: &Settled) -> (&'static str, Vec<Part>) {
    let clock = what(settled.clock);
    let used = time::length(settled.elapsed, None, time::Round::Down);
    match settled.verdict {
        Verdict::Met => ("ok", say_parts!("log.settled_met", clock = clock, used = used)),
        _ => ("late", say_parts!("log.settled_breached", clock = clock, used = used)),
    }
}

/// The first letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|w| w.chars().next());
    let last = words.last().filter(|_| words.len() > 1).and_then(|w| w.chars().next());
    [first, last].into_iter().flatten().flat_map(char::to_uppercase).collect()
}
