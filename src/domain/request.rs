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

use super::clock::{ClockKind, Course, End, PauseSpan, Verdict};
use super::fact::{Event, Fact, Field, Source};
use super::ident::{AgreementId, ClientId, RequestId, ServiceId, steady_hash};
use super::moment::{Moment, Span};
use super::rank::Rank;
use super::record::Folded;
use super::text::{Name, Note, Title};
use std::collections::BTreeSet;
use std::sync::Arc;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its code: in stored data, in links and as the last part of its sentence's key.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The one with this code.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }

            /// Its place among [`Self::ALL`].
            pub const fn index(self) -> u8 {
                self as u8
            }
        }
    };
}
pub(super) use codes;

codes! {
    /// Where a request stands.
    Stage {
        /// Raised, nobody has looked yet.
        New = "new",
        /// Being triaged.
        Deciding = "deciding",
        /// Taken on, not begun.
        Accepted = "accepted",
        /// Being worked on.
        InProgress = "progress",
        /// The client has to act.
        Waiting = "waiting",
        /// The result is delivered.
        Done = "done",
        /// Delivered and confirmed, withdrawn or merged.
        Closed = "closed",
        /// Declined with a reason and an alternative.
        Declined = "declined",
    }
}

codes! {
    /// How soon it matters.
    Priority {
        /// Waiting does harm now.
        Urgent = "urgent",
        /// Waiting soon does harm.
        High = "high",
        /// The usual.
        Normal = "normal",
        /// It can wait.
        Low = "low",
    }
}

codes! {
    /// What it does for the people the organisation serves in the end.
    Effect {
        /// They would go without.
        Essential = "essential",
        /// They are better served.
        Useful = "useful",
        /// They would not notice.
        Preference = "preference",
    }
}

codes! {
    /// Who delivers to whom.
    Direction {
        /// The team delivers to the client.
        WeServe = "serve",
        /// The team asks the client for something.
        WeAsk = "ask",
    }
}

codes! {
    /// How a request came in.
    Channel {
        /// Typed in on this desk.
        Desk = "desk",
        /// By form.
        Form = "form",
        /// By e-mail.
        Mail = "mail",
        /// By chat.
        Chat = "chat",
        /// By telephone.
        Phone = "phone",
        /// In person.
        Person = "person",
        /// Out of an imported file.
        File = "file",
    }
}

codes! {
    /// For whom or what the work waits.
    PauseReason {
        /// The client.
        Client = "client",
        /// Another team of the organisation.
        OtherTeam = "team",
        /// A supplier outside.
        Supplier = "supplier",
        /// Something else.
        Other = "other",
    }
}

codes! {
    /// Why a request was declined.
    DeclineReason {
        /// It works against a goal of the organisation.
        Goal = "goal",
        /// It does nothing for the people served in the end.
        NoEffect = "effect",
        /// There is no capacity for it.
        Capacity = "capacity",
        /// It is outside what was agreed.
        Scope = "scope",
        /// Somebody else does this.
        OtherTeam = "team",
        /// Another reason, in words.
        Other = "other",
    }
}

codes! {
    /// How a closed request ended.
    Outcome {
        /// Delivered.
        Done = "done",
        /// The client took it back.
        Withdrawn = "withdrawn",
        /// It was the same as another one.
        Merged = "merged",
    }
}

impl Stage {
    /// True for Done and Closed: the result is there.
    pub fn is_resolved(self) -> bool {
        matches!(self, Stage::Done | Stage::Closed)
    }

    /// True when nothing more is to be done.
    pub fn is_finished(self) -> bool {
        matches!(self, Stage::Done | Stage::Closed | Stage::Declined)
    }
}

impl Priority {
    /// 4 for urgent down to 1 for low.
    pub fn level(self) -> u8 {
        4 - self.index()
    }
}

/// What is known of a request when it is raised.
#[derive(Clone, PartialEq, Debug)]
pub struct Raise {
    /// How people call it, such as "FIN-42".
    pub reference: Arc<str>,
    /// What it is about.
    pub title: Title,
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
    /// Its text.
    pub text: Note,
    /// Its place in New.
    pub rank: Rank,
}

/// Why an agreement was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchWhy {
    /// The scope named the client.
    pub client: bool,
    /// The scope named the service.
    pub service: bool,
    /// A person chose it, as for an imported history; otherwise it was the first in the list that fits.
    pub chosen: bool,
}

/// The verdict of a clock, written down when the request came to its end.
#[derive(Clone, PartialEq, Debug)]
pub struct Settled {
    /// Which clock.
    pub clock: ClockKind,
    /// How it ended.
    pub verdict: Verdict,
    /// Counted working time.
    pub elapsed: Span,
    /// The deadline it was measured against.
    pub due: Option<Moment>,
}

/// What happened to a request.
#[derive(Clone, PartialEq, Debug)]
pub enum RequestFact {
    /// It was raised.
    Raised(Box<Raise>),
    /// It has this title.
    Retitled(Title),
    /// It has this text.
    Described(Note),
    /// It is for this client.
    For(Option<ClientId>),
    /// This person asked.
    AskedBy(Option<Name>),
    /// It asks for this service.
    About(Option<ServiceId>),
    /// Who delivers to whom.
    Directed(Direction),
    /// Why: for which end result.
    Purpose(Note),
    /// What it does for the people served in the end.
    Lens(Option<Effect>),
    /// How soon it matters.
    Prioritised(Priority),
    /// Who sees to it.
    Assigned(Option<Name>),
    /// It stands here now.
    Moved {
        /// The stage.
        stage: Stage,
        /// The place in it.
        rank: Rank,
    },
    /// Somebody has seen it; the client was told no more than that.
    Acknowledged,
    /// News of it, or a note.
    Updated {
        /// What was said.
        text: Note,
        /// True when the client sees it.
        visible: bool,
        /// True when no person wrote it.
        automatic: bool,
    },
    /// A date was promised, or the promise taken back (`None`).
    Promised {
        /// By when.
        date: Option<Moment>,
        /// Why it is no longer the date before.
        reason: Note,
    },
    /// The work waits.
    Paused(PauseReason),
    /// The work goes on.
    Resumed,
    /// It was declined.
    Declined {
        /// The kind of reason.
        category: DeclineReason,
        /// The reason in words.
        reason: Note,
        /// What the client can do instead.
        alternative: Note,
    },
    /// The client took it back.
    Withdrawn(Note),
    /// It is the same as another one.
    Merged(Option<RequestId>),
    /// Why it was opened again.
    Reopened(Note),
    /// The agreement it is measured by.
    Pinned {
        /// The agreement; none for "measured by none".
        agreement: Option<(AgreementId, u32)>,
        /// Why this one.
        why: MatchWhy,
    },
    /// A clock's verdict at its end.
    Settled(Settled),
    /// A label was put on or taken off.
    Labelled(Name, bool),
    /// It went into the archive, or came out of it.
    Archived(bool),
    /// Besides the work itself: contact, what stands in its way, what "done" means, what it hangs with.
    Care(super::care::CareFact),
    /// While it was decided, and to its promise.
    Triage(super::triage::TriageFact),
    /// Both sides agreed on another date to be done by, or take that back.
    Agreed(Option<Box<AgreedDate>>),
    /// Why one of its clocks was late.
    BreachCause(Box<super::cause::Cause>),
}

impl RequestFact {
    /// The field it overwrites; none for what only adds to the history.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            RequestFact::Raised(_) => Field(1, 0),
            RequestFact::Retitled(_) => Field(2, 0),
            RequestFact::Described(_) => Field(3, 0),
            RequestFact::For(_) => Field(4, 0),
            RequestFact::AskedBy(_) => Field(5, 0),
            RequestFact::About(_) => Field(6, 0),
            RequestFact::Directed(_) => Field(7, 0),
            RequestFact::Purpose(_) => Field(8, 0),
            RequestFact::Lens(_) => Field(9, 0),
            RequestFact::Prioritised(_) => Field(10, 0),
            RequestFact::Assigned(_) => Field(11, 0),
            RequestFact::Moved { .. } => Field(12, 0),
            RequestFact::Promised { .. } => Field(13, 0),
            RequestFact::Pinned { .. } => Field(14, 0),
            RequestFact::Labelled(label, _) => Field(15, steady_hash(&[label.as_str()])),
            RequestFact::Declined { .. } => Field(16, 0),
            RequestFact::Archived(_) => Field(17, 0),
            RequestFact::Agreed(_) => Field(19, 0),
            RequestFact::Care(fact) => return fact.field(),
            RequestFact::Triage(fact) => return fact.field(),
            RequestFact::BreachCause(cause) => cause.field(),
            RequestFact::Acknowledged
            | RequestFact::Updated { .. }
            | RequestFact::Paused(_)
            | RequestFact::Resumed
            | RequestFact::Withdrawn(_)
            | RequestFact::Merged(_)
            | RequestFact::Reopened(_)
            | RequestFact::Settled(_) => return None,
        })
    }
}

/// A promise as it was made.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// By when.
    pub date: Moment,
    /// When it was made.
    pub made: Moment,
    /// Why it replaced the one before.
    pub reason: Note,
}

/// A date both sides agreed on for one request, instead of its resolution target.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreedDate {
    /// By when.
    pub date: Moment,
    /// Who of the client agreed.
    pub by: Name,
    /// Why.
    pub why: Note,
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
    /// An end that is not a resolution.
    pub ended: Option<(Moment, End)>,
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
            raised: Moment::default(),
            answered: None,
            updates: Vec::new(),
            said: Vec::new(),
            acknowledged: None,
            promises: Vec::new(),
            promise_withdrawn: false,
            waits: Vec::new(),
            resolved: Vec::new(),
            ended: None,
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

    /// The agreement that measures it, with the number of its version.
    pub fn pin(&self) -> Option<(AgreementId, u32)> {
        self.pinned.as_ref().and_then(|(pinned, _)| *pinned)
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
            agreed: self.agreed.as_ref().map(|agreed| agreed.date),
            resolved: self.resolved.clone(),
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
        }
    }

    fn move_to(&mut self, at: Moment, stage: Stage, rank: &Rank) {
        self.rank = rank.clone();
        if stage == self.stage {
            return;
        }
        let was = self.stage;
        self.stage = stage;
        self.since = at;
        self.triage.moved(at, stage);
        // What is taken up again is on the board again.
        self.archived = false;
        if was == Stage::Declined || (!stage.is_finished() && self.ended.is_some()) {
            self.ended = None;
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
                if let Some(date) = date {
                    self.promises.push(Promise { date: *date, made: at, reason: reason.clone() });
                }
            }
            RequestFact::Paused(reason) => {
                self.resume(at);
                self.waits.push(Wait { reason: *reason, from: at, to: None });
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
            RequestFact::Archived(on) => self.archived = *on,
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
    }
}
