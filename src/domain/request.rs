//! A request: what a client asks of the team, from its first moment to its end.
//!
//! Rules:
//! 1. Stages are fixed, columns are the team's; every column belongs to one stage, and a move writes down
//!    the stage the column had then. Re-mapping a column later moves no past clock.
//! 2. Done and Closed are the *resolved* stages: entering one from outside is the resolution, leaving
//!    both is a reopening, going from Done to Closed changes nothing for the clocks.
//! 3. Declined is an honourable end with a reason and an alternative. Withdrawn and merged requests are
//!    closed with that outcome; neither is a resolution.
//! 4. The first promised date is kept for ever; later ones stand beside it with their reason.
//! 5. Moving to "Waiting on client" pauses, leaving it resumes: both are facts of their own.
//! 6. What the client says (asks for news, answers, complains) is kept with its moment; an agreement may promise
//!    an answer to it.
//! 7. Only finished requests go into the archive; one that moves to another stage comes out of it.

mod facts;
mod kinds;

pub use facts::{AgreedDate, MatchWhy, Raise, RequestFact, Settled};
pub(in crate::domain) use kinds::codes;
pub use kinds::{Channel, DeclineReason, Direction, Effect, Outcome, PauseReason, Priority, Stage};

use super::clock::{Course, End, PauseSpan};
use super::fact::{Event, Fact, Source};
use super::ident::{AgreementId, ClientId, RequestId, ServiceId};
use super::moment::Moment;
use super::rank::Rank;
use super::record::Folded;
use super::text::{Name, Note, Title};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A promise as it was made.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// By when.
    pub date: Moment,
    /// When it was made.
    pub made: Moment,
    /// Why it replaced the one before.
    pub reason: Note,
    /// When it was taken back, if it was.
    pub taken_back: Option<Moment>,
}

/// How a request was declined.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    /// When.
    pub at: Moment,
    /// The kind of reason.
    pub category: DeclineReason,
    /// The reason in words.
    pub reason: Note,
    /// What the client can do instead.
    pub alternative: Note,
}

/// A span of waiting.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Wait {
    /// For whom.
    pub reason: PauseReason,
    /// From when.
    pub from: Moment,
    /// Until when; none while it waits.
    pub to: Option<Moment>,
    /// It ended because the request was declined, withdrawn or merged, whether or not that was opened again.
    pub cut: bool,
}

/// A request as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// How people call it.
    pub reference: Arc<str>,
    /// What it is about; none where its beginning was lost.
    pub title: Option<Title>,
    /// Its text.
    pub text: Note,
    /// Who it is for.
    pub client: Option<ClientId>,
    /// Who asked.
    pub requester: Option<Name>,
    /// Which service.
    pub service: Option<ServiceId>,
    /// Who delivers to whom.
    pub direction: Direction,
    /// How it came in.
    pub channel: Channel,
    /// How soon it matters.
    pub priority: Priority,
    /// What it does for the people served in the end.
    pub effect: Option<Effect>,
    /// Why: for which end result.
    pub purpose: Note,
    /// Priorities it had, each with until when, in order.
    pub formerly: Vec<(Priority, Moment)>,
    /// Who sees to it.
    pub owner: Option<Name>,
    /// To whom it was given, each with when, in order; none for nobody.
    pub held: Vec<(Moment, Option<Name>)>,
    /// Where it stands.
    pub stage: Stage,
    /// Since when it stands there.
    pub since: Moment,
    /// Its place in the stage.
    pub rank: Rank,
    /// The added column it was put into (rule 4 of [`super::columns`]); 0 for the usual one.
    pub column: u32,
    /// When it was raised.
    pub raised: Moment,
    /// The first visible answer by a person of the team.
    pub answered: Option<Moment>,
    /// Every visible answer by a person of the team, in order.
    pub updates: Vec<Moment>,
    /// When the client said something, in order.
    pub said: Vec<Moment>,
    /// The first bare acknowledgement.
    pub acknowledged: Option<Moment>,
    /// Every promise made, the first one first.
    pub promises: Vec<Promise>,
    /// True when the last promise was taken back.
    pub promise_withdrawn: bool,
    /// Spans of waiting, in order.
    pub waits: Vec<Wait>,
    /// Resolutions, each with when it was reopened.
    pub resolved: Vec<(Moment, Option<Moment>)>,
    /// Reopenings that came long after it was done: its clock begins anew with them.
    pub anew: Vec<Moment>,
    /// An end that is not a resolution.
    pub ended: Option<(Moment, End)>,
    /// Earlier ones, each with when it was opened again.
    pub ended_before: Vec<(Moment, Moment)>,
    /// How it was declined.
    pub refused: Option<Refused>,
    /// The request it was merged into.
    pub merged_into: Option<RequestId>,
    /// The agreement and version it is measured by, and why.
    pub pinned: Option<(Option<(AgreementId, u32)>, MatchWhy)>,
    /// The date both sides agreed on instead of its resolution target.
    pub agreed: Option<Box<AgreedDate>>,
    /// Why its clocks were late, where that was said.
    pub causes: Vec<super::cause::Cause>,
    /// Verdicts written down at its ends.
    pub settled: Vec<Settled>,
    /// Labels.
    pub labels: BTreeSet<Name>,
    /// True when it came out of a file.
    pub imported: bool,
    /// True in the archive: off the board, with everything that is known of it. Figures count it as before.
    pub archived: bool,
    /// How it is looked after besides being worked on.
    pub care: super::care::Care,
    /// What is known from deciding it.
    pub triage: super::triage::Triage,
}

impl Default for Request {
    fn default() -> Request {
        Request {
            reference: "".into(),
            title: None,
            text: Note::default(),
            client: None,
            requester: None,
            service: None,
            direction: Direction::WeServe,
            channel: Channel::Desk,
            priority: Priority::Normal,
            effect: None,
            purpose: Note::default(),
            formerly: Vec::new(),
            owner: None,
            held: Vec::new(),
            stage: Stage::New,
            since: Moment::default(),
            rank: Rank::default(),
            column: 0,
            raised: Moment::default(),
            answered: None,
            updates: Vec::new(),
            said: Vec::new(),
            acknowledged: None,
            promises: Vec::new(),
            promise_withdrawn: false,
            waits: Vec::new(),
            resolved: Vec::new(),
            anew: Vec::new(),
            ended: None,
            ended_before: Vec::new(),
            refused: None,
            merged_into: None,
            pinned: None,
            agreed: None,
            causes: Vec::new(),
            settled: Vec::new(),
            labels: BTreeSet::new(),
            imported: false,
            archived: false,
            care: super::care::Care::default(),
            triage: super::triage::Triage::default(),
        }
    }
}

impl Request {
    /// The first date ever promised.
    pub fn first_promise(&self) -> Option<&Promise> {
        self.promises.first()
    }

    /// The date promised now; none when there is none or it was taken back.
    pub fn promise(&self) -> Option<&Promise> {
        if self.promise_withdrawn { None } else { self.promises.last() }
    }

    /// The span of waiting that runs now.
    pub fn waiting(&self) -> Option<&Wait> {
        self.waits.last().filter(|w| w.to.is_none())
    }

    /// The present verdict on how it ended, if it did.
    pub fn outcome(&self) -> Option<Outcome> {
        match self.ended {
            Some((_, End::Withdrawn)) => Some(Outcome::Withdrawn),
            Some((_, End::Merged)) => Some(Outcome::Merged),
            Some((_, End::Declined)) => None,
            None => self.stage.is_resolved().then_some(Outcome::Done),
        }
    }

    /// The agreement that measures it, with the number of its version. An agreement says what we deliver: what we ask of
    /// others is measured by none, whatever it was put under while it came to us.
    pub fn pin(&self) -> Option<(AgreementId, u32)> {
        self.pinned.as_ref().and_then(|(pinned, _)| *pinned).filter(|_| self.is_served())
    }

    /// True where we deliver it; what we ask of others is not our record.
    pub fn is_served(&self) -> bool {
        self.direction == Direction::WeServe
    }

    /// True where this agreement measures it.
    pub fn is_measured_by(&self, id: AgreementId) -> bool {
        self.pin().is_some_and(|(own, _)| own == id)
    }

    /// What the clocks read of it, where these reasons pause and an acknowledgement may count.
    pub fn course(&self, pauses_on: &BTreeSet<PauseReason>, ack_counts: bool) -> Course {
        let responded = match (self.answered, self.acknowledged.filter(|_| ack_counts)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Course {
            raised: self.raised,
            responded,
            decided: self.triage.begun,
            updates: self.updates.clone(),
            said: None,
            heard: self.said.clone(),
            agreed: self.agreed.as_ref().map(|agreed| agreed.date),
            resolved: self.resolved.clone(),
            anew: self.anew.clone(),
            pauses: self
                .waits
                .iter()
                .filter(|w| pauses_on.contains(&w.reason))
                .map(|w| PauseSpan { from: w.from, to: w.to })
                .collect(),
            ended: self.ended,
        }
    }

    /// What the clocks of a version read of it.
    pub fn course_under(&self, version: &super::agreement::Version) -> Course {
        let replies = version.counting.update_by == super::counting::UpdateBy::Reply;
        Course {
            said: replies.then(|| self.said.clone()),
            ..self.course(&version.pauses_on, version.ack_counts)
        }
    }

    /// It gets this priority; the one it had is kept with until when (C31 and C32 of [`super::clock`]).
    pub fn prioritise(&mut self, at: Moment, priority: Priority) {
        if priority != self.priority {
            self.formerly.push((self.priority, at));
            self.priority = priority;
            if priority != Priority::Urgent {
                self.triage.calmed();
            }
        }
    }

    fn move_to(&mut self, at: Moment, stage: Stage, rank: &Rank) {
        self.rank = rank.clone();
        if stage == self.stage {
            return;
        }
        let was = self.stage;
        self.stage = stage;
        self.column = 0;
        self.since = at;
        self.triage.moved(at, stage);
        // What is taken up again is on the board again.
        self.archived = false;
        if was == Stage::Declined || (!stage.is_finished() && self.ended.is_some()) {
            self.ended_before.extend(self.ended.take().map(|(end, _)| (end, at)));
            self.merged_into = None;
        }
        if stage.is_resolved() && !was.is_resolved() && self.ended.is_none() {
            if self.resolved.last().is_none_or(|(_, reopened)| reopened.is_some()) {
                self.resolved.push((at, None));
            }
        } else if was.is_resolved()
            && !stage.is_resolved()
            && let Some((_, reopened @ None)) = self.resolved.last_mut()
        {
            *reopened = Some(at);
            self.care.reopened();
        }
        if stage == Stage::Declined {
            self.ended = Some((at, End::Declined));
        }
        if stage.is_finished() {
            self.resume(at);
            self.care.finish();
        }
    }

    fn resume(&mut self, at: Moment) {
        if let Some(wait) = self.waits.last_mut().filter(|w| w.to.is_none()) {
            wait.to = Some(at);
        }
    }

    fn raise(&mut self, at: Moment, first: &Raise) {
        self.reference = first.reference.clone();
        self.title = Some(first.title.clone());
        self.text = first.text.clone();
        self.client = first.client;
        self.requester = first.requester.clone();
        self.service = first.service;
        self.direction = first.direction;
        self.channel = first.channel;
        self.priority = first.priority;
        self.effect = first.effect;
        self.purpose = first.purpose.clone();
        self.rank = first.rank.clone();
        self.raised = at;
        self.since = at;
    }
}

impl Folded for Request {
    fn step(&mut self, event: &Event) {
        let Fact::Request(fact) = &event.fact else { return };
        let at = event.at;
        match fact {
            RequestFact::Raised(first) => {
                self.raise(at, first);
                self.imported = event.source == Source::Import;
            }
            RequestFact::Retitled(title) => self.title = Some(title.clone()),
            RequestFact::Described(text) => self.text = text.clone(),
            RequestFact::For(client) => self.client = *client,
            RequestFact::AskedBy(name) => self.requester = name.clone(),
            RequestFact::About(service) => self.service = *service,
            RequestFact::Directed(direction) => self.direction = *direction,
            RequestFact::Purpose(text) => self.purpose = text.clone(),
            RequestFact::Lens(effect) => self.effect = *effect,
            RequestFact::Came(channel) => self.channel = *channel,
            RequestFact::Prioritised(priority) => self.prioritise(at, *priority),
            RequestFact::Assigned(owner) => {
                if self.owner != *owner {
                    self.held.push((at, owner.clone()));
                }
                self.owner = owner.clone();
            }
            RequestFact::Moved { stage, rank } => self.move_to(at, *stage, rank),
            RequestFact::Acknowledged => {
                self.acknowledged.get_or_insert(at);
            }
            RequestFact::Updated { visible: true, automatic: false, .. } => {
                self.answered.get_or_insert(at);
                self.updates.push(at);
                self.care.heard();
            }
            RequestFact::Updated { .. } | RequestFact::Reopened(_) => {}
            RequestFact::Promised { date, reason } => {
                self.promise_withdrawn = date.is_none();
                if let Some(date) = *date {
                    self.promises.push(Promise { date, made: at, reason: reason.clone(), taken_back: None });
                } else if let Some(last) = self.promises.last_mut() {
                    last.taken_back.get_or_insert(at);
                }
            }
            RequestFact::Paused(reason) => {
                self.resume(at);
                self.waits.push(Wait { reason: *reason, from: at, to: None, cut: false });
            }
            RequestFact::Resumed => self.resume(at),
            RequestFact::Declined { category, reason, alternative } => {
                self.refused = Some(Refused {
                    at,
                    category: *category,
                    reason: reason.clone(),
                    alternative: alternative.clone(),
                });
                self.ended = Some((at, End::Declined));
            }
            RequestFact::Withdrawn(_) => self.ended = Some((at, End::Withdrawn)),
            RequestFact::Merged(into) => {
                self.ended = Some((at, End::Merged));
                self.merged_into = *into;
            }
            RequestFact::Pinned { agreement, why } => self.pinned = Some((*agreement, *why)),
            RequestFact::Settled(verdict) => self.settled.push(verdict.clone()),
            RequestFact::Labelled(label, on) => {
                if *on {
                    self.labels.insert(label.clone());
                } else {
                    self.labels.remove(label);
                }
            }
            RequestFact::Anew => self.anew.push(at),
            RequestFact::Archived(on) => self.archived = *on,
            RequestFact::Column(part) => self.column = *part,
            RequestFact::Agreed(agreed) => self.agreed = agreed.clone(),
            RequestFact::BreachCause(cause) => {
                self.causes.retain(|known| known.clock != cause.clock);
                if cause.kind.is_some() {
                    self.causes.push(cause.as_ref().clone());
                }
            }
            RequestFact::Triage(fact) => {
                // Whoever is told "not now", why, and what else there is, was answered.
                if matches!(fact, super::triage::TriageFact::Deferred(_)) {
                    self.answered.get_or_insert(at);
                    self.updates.push(at);
                    self.care.heard();
                }
                self.triage.take(at, fact);
            }
            RequestFact::Care(fact) => {
                if fact.is_word_to_client() {
                    self.answered.get_or_insert(at);
                    self.updates.push(at);
                }
                if fact.is_word_of_client() {
                    self.said.push(at);
                }
                self.care.take(at, fact);
            }
        }
        if let (Some((end, _)), Some(wait)) = (self.ended, self.waits.last_mut()) {
            wait.cut |= wait.to == Some(end);
        }
    }
}
