//! What is kept of how a request is looked after, and how the facts of [`super`] come to it.

use super::{CareFact, Tie};
use crate::domain::gain::Gain;
use crate::domain::ident::{RequestId, ServiceId};
use crate::domain::moment::Moment;
use crate::domain::request::Channel;
use crate::domain::text::{Name, Note, Title};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the way of a request.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Since when.
    pub since: Moment,
    /// What has to happen next.
    pub step: Note,
    /// Who takes that step.
    pub owner: Option<Name>,
    /// By when.
    pub date: Option<NaiveDate>,
}

/// An escalation.
#[derive(Clone, PartialEq, Debug)]
pub struct Escalation {
    /// When.
    pub at: Moment,
    /// To whom.
    pub to: Name,
    /// By when an outcome is needed.
    pub due: Option<NaiveDate>,
    /// Why.
    pub why: Note,
    /// When it ended, and what came of it; none while it runs.
    pub outcome: Option<(Moment, Note)>,
}

/// A rating by the client.
#[derive(Clone, PartialEq, Debug)]
pub struct Rating {
    /// When.
    pub at: Moment,
    /// The result, 1 to 5.
    pub result: u8,
    /// The manner, 1 to 5.
    pub manner: u8,
    /// In words.
    pub comment: Note,
}

impl Rating {
    /// True for a result of 4 or 5: it counts as satisfied.
    pub fn is_good(&self) -> bool {
        self.result >= 4
    }

    /// True where one of them is 2 or less: it asks for a reply.
    pub fn is_low(&self) -> bool {
        self.result.min(self.manner) <= 2
    }
}

/// A complaint, and the reply to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Complaint {
    /// When.
    pub at: Moment,
    /// What was said.
    pub text: Note,
}

/// Everything [`Care`] holds of a request that has something of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Kept {
    /// How often the client asked for news, and when last.
    pub chased: Option<(u32, Moment)>,
    /// How often the client asked for news since they last heard something.
    pub chased_since_news: u32,
    /// The question the client has not answered yet.
    pub question: Option<(Moment, Note)>,
    /// By when they answer it, where that was said.
    pub answer_by: Option<NaiveDate>,
    /// What the team has understood, in its own words, and since when that has been said.
    pub restated: Option<(Moment, Note)>,
    /// When the client confirmed that, and who.
    pub understood: Option<(Moment, Option<Name>)>,
    /// How often both sides talked.
    pub talks: u32,
    /// When they did, the last time; also what was said by phone or in person (rule 13).
    pub talked: Option<Moment>,
    /// By which way updates went, of those that say so, in order.
    pub sent: Vec<Channel>,
    /// Since when it may not be done in time, and why.
    pub risk: Option<(Moment, Note)>,
    /// What stands in its way.
    pub blocked: Option<Block>,
    /// Escalations, the last one last.
    pub escalations: Vec<Escalation>,
    /// What "done" means: points by number, and when each was met.
    pub means: BTreeMap<u32, (Title, Option<Moment>)>,
    /// What the client was asked for: points by number, and when each came.
    pub missing: BTreeMap<u32, (Title, Option<Moment>)>,
    /// When the client confirmed that it is done, and who.
    pub confirmed: Option<(Moment, Option<Name>)>,
    /// How it was rated.
    pub rating: Option<Rating>,
    /// What it was good for.
    pub benefit: Option<Note>,
    /// It went beyond what was agreed.
    pub beyond: bool,
    /// The kinds of thing it was good for.
    pub gains: BTreeSet<Gain>,
    /// Who worked on it besides its owner.
    pub contributors: BTreeSet<Name>,
    /// When thanks were said, the last time.
    pub thanked: Option<Moment>,
    /// Complaints, the last one last.
    pub complaints: Vec<Complaint>,
    /// When the team answered a complaint or a low rating, the last time.
    pub replied: Option<Moment>,
    /// What it hangs together with.
    pub links: BTreeSet<(Tie, RequestId)>,
    /// What its service asks for, by the names of the fields ([`crate::domain::asked`]).
    pub filled: BTreeMap<Name, Note>,
    /// The template it was made from.
    pub template: Option<(ServiceId, u32)>,
    /// The day it was due on, where it repeats.
    pub repeats: Option<(ServiceId, u32, NaiveDate)>,
}

impl Kept {
    /// The escalation that runs.
    pub fn escalation(&self) -> Option<&Escalation> {
        self.escalations.last().filter(|e| e.outcome.is_none())
    }

    /// What the team has understood and nobody has confirmed yet, and since when it has been said.
    pub fn unconfirmed(&self) -> Option<&(Moment, Note)> {
        self.restated.as_ref().filter(|_| self.understood.is_none())
    }

    /// How many points of what "done" means are met, and how many there are.
    pub fn points(&self) -> (usize, usize) {
        (self.means.values().filter(|(_, met)| met.is_some()).count(), self.means.len())
    }

    /// When something was said that asks for a reply and has none: a complaint or a low rating.
    pub fn wants_reply(&self) -> Option<Moment> {
        let complaint = self.complaints.last().map(|c| c.at);
        let rating = self.rating.as_ref().filter(|r| r.is_low()).map(|r| r.at);
        complaint.max(rating).filter(|at| self.replied.is_none_or(|replied| replied < *at))
    }

    /// The number of a further point.
    pub fn next_point(&self) -> u32 {
        self.means.keys().last().map_or(1, |n| n.saturating_add(1))
    }
}

/// How a request is looked after. Most requests have none of it, so it is kept apart from the rest.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Care(Option<Box<Kept>>);

impl Care {
    /// What is kept of it; none where nothing is.
    pub fn kept(&self) -> Option<&Kept> {
        self.0.as_deref()
    }

    /// What is kept of it, or what stands for nothing.
    pub fn look<T: Default>(&self, read: impl FnOnce(&Kept) -> T) -> T {
        self.kept().map(read).unwrap_or_default()
    }

    /// What stands in its way.
    pub fn blocked(&self) -> Option<&Block> {
        self.kept()?.blocked.as_ref()
    }

    /// The client heard of it.
    pub(in crate::domain) fn heard(&mut self) {
        if let Some(kept) = &mut self.0 {
            kept.chased_since_news = 0;
        }
    }

    /// It is finished: nothing stands in its way any more (rule 3).
    pub(in crate::domain) fn finish(&mut self) {
        if let Some(kept) = &mut self.0 {
            kept.blocked = None;
            kept.risk = None;
        }
    }

    /// It is open again: that it is done is to be confirmed anew (rule 11).
    pub(in crate::domain) fn reopened(&mut self) {
        if let Some(kept) = &mut self.0 {
            kept.confirmed = None;
        }
    }

    /// Takes the next fact into account.
    pub(in crate::domain) fn take(&mut self, at: Moment, fact: &CareFact) {
        if fact.is_word_to_client() {
            self.heard();
        }
        let kept = self.0.get_or_insert_with(Box::default);
        if fact.is_spoken() {
            kept.talked = Some(at);
        }
        match fact {
            CareFact::Chased { .. } => {
                kept.chased = Some((kept.chased.map_or(1, |(n, _)| n.saturating_add(1)), at));
                kept.chased_since_news = kept.chased_since_news.saturating_add(1);
            }
            CareFact::Asked(text) => (kept.question, kept.answer_by) = (Some((at, text.clone())), None),
            CareFact::AnswerBy(day) => kept.answer_by = Some(*day),
            CareFact::Answered(_) => (kept.question, kept.answer_by) = (None, None),
            CareFact::Restated(text) => {
                kept.restated = Some((at, text.clone()));
                kept.understood = None;
            }
            CareFact::Understood(by) => kept.understood = Some((at, by.clone())),
            CareFact::Talked { .. } => kept.talks = kept.talks.saturating_add(1),
            CareFact::AtRisk(why) => {
                let since = kept.risk.as_ref().map_or(at, |(since, _)| *since);
                kept.risk = (!why.is_empty()).then(|| (since, why.clone()));
            }
            CareFact::Blocked { step, owner, date } => {
                let since = kept.blocked.as_ref().map_or(at, |block| block.since);
                kept.blocked = Some(Block { since, step: step.clone(), owner: owner.clone(), date: *date });
            }
            CareFact::Unblocked(_) => kept.blocked = None,
            CareFact::Escalated { to, due, why } => kept.escalations.push(Escalation {
                at,
                to: to.clone(),
                due: *due,
                why: why.clone(),
                outcome: None,
            }),
            CareFact::EscalationClosed(outcome) => {
                if let Some(last) = kept.escalations.last_mut() {
                    last.outcome.get_or_insert((at, outcome.clone()));
                }
            }
            CareFact::Means(number, Some(point)) => {
                let met = kept.means.get(number).and_then(|(_, met)| *met);
                kept.means.insert(*number, (point.clone(), met));
            }
            CareFact::Means(number, None) => drop(kept.means.remove(number)),
            CareFact::Ticked(number, on) => {
                if let Some((_, met)) = kept.means.get_mut(number) {
                    *met = on.then_some(at);
                }
            }
            CareFact::Missing(number, Some(point)) => {
                kept.missing.insert(*number, (point.clone(), None));
            }
            CareFact::Missing(number, None) => drop(kept.missing.remove(number)),
            CareFact::Received(number, on) => {
                if let Some((_, came)) = kept.missing.get_mut(number) {
                    *came = on.then_some(at);
                }
            }
            CareFact::Confirmed(by) => kept.confirmed = Some((at, by.clone())),
            CareFact::Rated { result, manner, comment } => {
                kept.rating = Some(Rating { at, result: *result, manner: *manner, comment: comment.clone() });
            }
            CareFact::Benefit(text) => kept.benefit = Some(text.clone()).filter(|t| !t.is_empty()),
            CareFact::Sent(channel) => kept.sent.push(*channel),
            CareFact::Beyond(on) => kept.beyond = *on,
            CareFact::Gained(gain, true) => drop(kept.gains.insert(gain.clone())),
            CareFact::Gained(gain, false) => drop(kept.gains.remove(gain)),
            CareFact::Contributor(name, true) => drop(kept.contributors.insert(name.clone())),
            CareFact::Contributor(name, false) => drop(kept.contributors.remove(name)),
            CareFact::Thanked(_) => kept.thanked = Some(at),
            CareFact::Complained(text) => kept.complaints.push(Complaint { at, text: text.clone() }),
            CareFact::Replied(_) => kept.replied = Some(at),
            CareFact::Linked(tie, other, true) => drop(kept.links.insert((*tie, *other))),
            CareFact::Linked(tie, other, false) => drop(kept.links.remove(&(*tie, *other))),
            CareFact::Filled(name, text) if text.is_empty() => drop(kept.filled.remove(name)),
            CareFact::Filled(name, text) => drop(kept.filled.insert(name.clone(), text.clone())),
            CareFact::Template(service, number) => kept.template = Some((*service, *number)),
            CareFact::Repeats(service, number, day) => kept.repeats = Some((*service, *number, *day)),
        }
    }
}
