//! Deciding what becomes of a request: what is asked about it, the order in which requests are looked at, and
//! the team's own rules for both.
//!
//! Rules:
//! 1. Urgency is the consequence of waiting and impact is for whom; the team's matrix makes the priority of
//!    both (Axelos, "ITIL Service Operation", 2011, 4.2.5.4: priority from impact and urgency). A colour is
//!    never asked for.
//! 2. A score is the sum over the team's criteria of weight (0 to [`HEAVIEST`]) times points (0 to [`FULL`]). An
//!    answer nobody has given has no points and is counted as missing. (A weighted sum of single
//!    criteria: Keeney & Raiffa, "Decisions with Multiple Objectives", 1976, the additive form.)
//! 3. What is to be decided stands in the order of the scores; of equal ones the one raised first comes first.
//!    Where the team serves outside customers first, what they wait for goes before everything else; where
//!    it decides by consequence, it goes first among equals.
//! 4. Whoever puts a request elsewhere by hand says why. What an earlier request loses by it is written
//!    down there as well ([`super::bump`]); going before what an outside customer waits for is written down as such.
//! 5. How strictly a request is tested for its use to the people served in the end is the team's position:
//!    strictly, what is not essential is only accepted with a reason; by degrees, a mere preference is
//!    never urgent; or the question is not asked.
//! 6. Who may decline is the team's position too. Where that is not anyone, the desk writes down who decided;
//!    where it is nobody, requests are deferred or go up, never declined.
//! 7. A deferred request is not declined: it waits for a date or a condition, and comes back by itself on the
//!    date. The client is told why and what else there is, so deferring is a first response.

mod order;
mod rules;

pub(super) use order::seat;
pub use order::{
    Lens, Line, Manner, OutsideFirst, Score, WhoDeclines, is_undecided, manner, put_off, score, to_decide,
};
pub use rules::{Rules, TriageSetting};

use super::columns::{Column, Each};
use super::fact::Field;
use super::ident::{RequestId, steady_hash};
use super::moment::{Moment, Span};
use super::over::Passed;
use super::request::{DeclineReason, Stage, codes};
use super::text::{Name, Note};

/// The heaviest weight of a criterion.
pub const HEAVIEST: u8 = 5;
/// The points of the best answer.
pub const FULL: u8 = 3;
/// The most capacity a week, in minutes: a thousand people's.
pub const MOST_CAPACITY: u32 = 2_400_000;

codes! {
    /// What happens if it waits.
    Urgency {
        /// Somebody comes to harm, or a duty is broken.
        Harm = "harm",
        /// Somebody's work stops, or a date is missed.
        Stop = "stop",
        /// It goes on, with more effort.
        Slow = "slow",
        /// Nothing.
        Nothing = "nothing",
    }
}

codes! {
    /// For whom it happens.
    Impact {
        /// The people served in the end, or several teams.
        Many = "many",
        /// One team.
        Team = "team",
        /// One colleague.
        One = "one",
    }
}

codes! {
    /// What has to be there before a request goes on.
    Gate {
        /// Every criterion answered before it is accepted.
        Scored = "scored",
        /// A promised date before work begins.
        Promise = "promise",
        /// What "done" means, agreed before work begins.
        Means = "means",
    }
}

impl Urgency {
    fn points(self) -> u8 {
        3 - self.index()
    }
}

impl Impact {
    fn points(self) -> u8 {
        3 - self.index()
    }
}

/// How it fits with what the organisation wants.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Fit {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// With none of the goals.
    None,
    /// With this goal.
    Goal(Name),
}

/// What a request is judged by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Criterion {
    /// What happens if it waits.
    Urgency,
    /// For whom.
    Impact,
    /// What it does for the people served in the end.
    Effect,
    /// How it fits with the goals.
    Goal,
    /// What is at stake: money, a contract, trust.
    Value,
    /// How little work it is.
    Effort,
    /// One of the team's own.
    Own(Name),
}

impl Criterion {
    /// Those every team has, in the order in which they are shown.
    pub const USUAL: [Criterion; 6] = [
        Criterion::Urgency,
        Criterion::Impact,
        Criterion::Effect,
        Criterion::Goal,
        Criterion::Value,
        Criterion::Effort,
    ];

    /// Its code; for one of the team's own its name.
    pub fn code(&self) -> &str {
        match self {
            Criterion::Urgency => "urgency",
            Criterion::Impact => "impact",
            Criterion::Effect => "effect",
            Criterion::Goal => "goal",
            Criterion::Value => "value",
            Criterion::Effort => "effort",
            Criterion::Own(name) => name.as_str(),
        }
    }

    /// The usual one with this code.
    pub fn parse(code: &str) -> Option<Criterion> {
        Criterion::USUAL.into_iter().find(|one| one.code() == code)
    }

    /// The weight until the team sets another.
    fn usual_weight(&self) -> u8 {
        match self {
            Criterion::Urgency => 3,
            Criterion::Impact | Criterion::Effect | Criterion::Goal => 2,
            Criterion::Value | Criterion::Effort => 1,
            Criterion::Own(_) => 0,
        }
    }

    /// True where points are given by hand; otherwise they follow from another answer.
    pub fn is_by_hand(&self) -> bool {
        matches!(self, Criterion::Value | Criterion::Own(_))
    }

    fn element(&self) -> u64 {
        let kind = if matches!(self, Criterion::Own(_)) { "own" } else { "usual" };
        steady_hash(&[kind, self.code()])
    }
}

/// A place in the order given by hand. It is that of the request it was put beside, as it was then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Seat {
    /// As if its score were this.
    pub height: i32,
    /// As if it went first among equals.
    pub ahead: bool,
    /// As if it was raised then.
    pub raised: Moment,
    /// Among those of the same place: below 0 before, above 0 behind.
    pub among: i32,
}

/// Why a request is put off, and until when.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Deferral {
    /// The kind of reason.
    pub category: Option<DeclineReason>,
    /// The reason in words.
    pub reason: Note,
    /// What the client can do meanwhile.
    pub alternative: Note,
    /// It comes back then.
    pub until: Option<Moment>,
    /// It comes back when this has happened.
    pub condition: Note,
}

/// What leads from a no, or a not now, to a yes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WayOn {
    /// What would make it one; empty where nothing is said.
    pub yes_if: Note,
    /// Whom to ask instead.
    pub ask: Option<Name>,
}

/// What happened to a request while it was decided, and to its promise.
#[derive(Clone, PartialEq, Debug)]
pub enum TriageFact {
    /// How it fits with the goals.
    Goal(Fit),
    /// For whom waiting has consequences.
    Impact(Option<Impact>),
    /// Which consequences.
    Urgency(Option<Urgency>),
    /// How much work it is, in minutes.
    Effort(Option<u32>),
    /// Points for a criterion that is judged by hand.
    Scored(Criterion, Option<u8>),
    /// An outside customer waits for it, or none does.
    Outside(Option<bool>),
    /// It is pressed from above, by this person or body; none where it is not ([`super::pressed`]).
    Pressed(Option<Name>),
    /// It is urgent besides the number of its client, for this reason; empty for none ([`super::quota`]).
    UrgentToo(Note),
    /// Which decision or deadline depends on it, as whoever asked says; empty for none.
    Depends(Note),
    /// What would make it a yes; empty for nothing said.
    YesIf(Note),
    /// Whom to ask instead; none for nobody.
    AskInstead(Option<Name>),
    /// It was put elsewhere by hand, and why; none for back to its own place.
    Overridden(Option<(Seat, Note)>),
    /// It was let go before others that are accepted and were raised earlier, and why.
    WentFirst(Note),
    /// It was put before what an outside customer waits for, and why.
    CrossedOver(Note),
    /// Why its priority was set anew, in the same step.
    PriorityWhy(Note),
    /// It came into a column that has more than its limit since ([`super::over`]).
    OverLimit {
        /// Which column.
        column: Column,
        /// How many stand there, this one included.
        count: u32,
        /// How many may.
        limit: u32,
        /// Of each of these; none for the column as a whole.
        each: Option<Each>,
    },
    /// Why it passed the limit last; empty for no reason.
    OverWhy(Note),
    /// A later request went before it.
    Bumped(RequestId),
    /// Its client was told so ([`super::bump`]).
    BumpTold,
    /// It was put off.
    Deferred(Box<Deferral>),
    /// It is no longer put off.
    TakenUp,
    /// The client was asked for what is missing.
    Returned(Note),
    /// It was accepted although it is not essential, and why.
    Excepted(Note),
    /// Who decided, where that is not anyone's to do.
    DecidedBy(Name),
    /// The goal it works against.
    Against(Name),
    /// The client wants something else than before; whether the promised date stays, where there is one.
    ScopeChanged {
        /// What is different.
        what: Note,
        /// True where the date stays, false where it moved; none without a promise.
        stays: Option<bool>,
    },
    /// The client was told that the promised date will not hold.
    DelayNoticed {
        /// The promised date.
        old: Moment,
        /// The new one.
        new: Moment,
        /// Why.
        cause: Note,
    },
    /// A promise was made: what is promised until then, and what can be done until then, in minutes.
    Load {
        /// Promised work, this one included.
        promised: u32,
        /// Capacity less the reserve.
        capacity: u32,
    },
}

impl TriageFact {
    /// The field it overwrites; none for what only adds to the history.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            TriageFact::Goal(_) => Field(40, 0),
            TriageFact::Impact(_) => Field(41, 0),
            TriageFact::Urgency(_) => Field(42, 0),
            TriageFact::Effort(_) => Field(43, 0),
            TriageFact::Scored(criterion, _) => Field(44, criterion.element()),
            TriageFact::Outside(_) => Field(45, 0),
            TriageFact::Overridden(_) => Field(46, 0),
            TriageFact::Deferred(_) | TriageFact::TakenUp => Field(47, 0),
            TriageFact::Excepted(_) => Field(48, 0),
            TriageFact::DecidedBy(_) => Field(49, 0),
            TriageFact::Against(_) => Field(50, 0),
            TriageFact::Pressed(_) => Field(51, 0),
            TriageFact::UrgentToo(_) => Field(52, 0),
            TriageFact::Depends(_) => Field(56, 0),
            TriageFact::YesIf(_) => Field(57, 0),
            TriageFact::AskInstead(_) => Field(58, 0),
            TriageFact::CrossedOver(_)
            | TriageFact::PriorityWhy(_)
            | TriageFact::OverLimit { .. }
            | TriageFact::OverWhy(_)
            | TriageFact::WentFirst(_)
            | TriageFact::Bumped(_)
            | TriageFact::BumpTold
            | TriageFact::Returned(_)
            | TriageFact::ScopeChanged { .. }
            | TriageFact::DelayNoticed { .. }
            | TriageFact::Load { .. } => return None,
        })
    }

    /// The words somebody wrote in it, for the search.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            TriageFact::Overridden(Some((_, why)))
            | TriageFact::WentFirst(why)
            | TriageFact::CrossedOver(why)
            | TriageFact::PriorityWhy(why)
            | TriageFact::OverWhy(why)
            | TriageFact::Returned(why)
            | TriageFact::Excepted(why)
            | TriageFact::UrgentToo(why)
            | TriageFact::Depends(why)
            | TriageFact::YesIf(why)
            | TriageFact::ScopeChanged { what: why, .. }
            | TriageFact::DelayNoticed { cause: why, .. } => vec![why.as_str()],
            TriageFact::Deferred(one) => {
                vec![one.reason.as_str(), one.alternative.as_str(), one.condition.as_str()]
            }
            TriageFact::DecidedBy(name)
            | TriageFact::Against(name)
            | TriageFact::Pressed(Some(name))
            | TriageFact::AskInstead(Some(name))
            | TriageFact::Goal(Fit::Goal(name)) => vec![name.as_str()],
            _ => Vec::new(),
        }
    }
}

/// What is known of a request from deciding it. Most requests have nothing of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Triage {
    /// When it was first accepted or begun.
    pub begun: Option<Moment>,
    /// When it was first in progress.
    pub started: Option<Moment>,
    kept: Option<Box<Answers>>,
}

/// The answers.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answers {
    /// How it fits with the goals.
    pub goal: Fit,
    /// For whom waiting has consequences.
    pub impact: Option<Impact>,
    /// Which consequences.
    pub urgency: Option<Urgency>,
    /// How much work it is, in minutes.
    pub effort: Option<u32>,
    /// Points given by hand.
    pub scores: Vec<(Criterion, u8)>,
    /// Whether an outside customer waits for it.
    pub outside: Option<bool>,
    /// Who presses for it from above.
    pub pressed: Option<Name>,
    /// Why it is urgent besides the number of its client.
    pub urgent_too: Note,
    /// Which decision or deadline depends on it.
    pub depends: Note,
    /// What leads from the last no, or not now, to a yes.
    pub way_on: WayOn,
    /// Where it was put by hand, and why.
    pub by_hand: Option<(Seat, Note)>,
    /// It is put off since then.
    pub deferred: Option<(Moment, Deferral)>,
    /// Why it was accepted although it is not essential.
    pub exception: Note,
    /// Who decided.
    pub decided_by: Option<Name>,
    /// The goal it works against.
    pub against: Option<Name>,
    /// The later requests that went before it and of which its client was not told yet.
    pub bumped: Vec<RequestId>,
    /// The later requests that ever went before it, whether its client was told or not.
    pub lost_to: Vec<RequestId>,
    /// It was once let go before others that are accepted.
    pub went_first: bool,
    /// The limits it passed, in order.
    pub over: Vec<Passed>,
    /// Changes of what is wanted: when, what, whether the date stays.
    pub scope: Vec<(Moment, Note, Option<bool>)>,
    /// Delays told: when, and of which promised date.
    pub delays: Vec<(Moment, Moment)>,
}

impl Triage {
    /// The answers, where there are some.
    pub fn answers(&self) -> Option<&Answers> {
        self.kept.as_deref()
    }

    /// Something of the answers, or what stands for nothing.
    pub fn look<T: Default>(&self, read: impl FnOnce(&Answers) -> T) -> T {
        self.answers().map(read).unwrap_or_default()
    }

    /// How it is put off.
    pub fn deferral(&self) -> Option<&Deferral> {
        self.answers()?.deferred.as_ref().map(|(_, deferral)| deferral)
    }

    /// True while it is put off: the date it waits for has not come.
    pub fn is_put_off(&self, now: Moment) -> bool {
        self.deferral().is_some_and(|deferral| deferral.until.is_none_or(|until| until > now))
    }

    /// How much work it is.
    pub fn effort(&self) -> Option<Span> {
        self.answers()?.effort.map(|minutes| Span::minutes(i64::from(minutes)))
    }

    /// It went to another stage.
    pub(super) fn moved(&mut self, at: Moment, stage: Stage) {
        if matches!(stage, Stage::Accepted | Stage::InProgress) {
            self.begun.get_or_insert(at);
        }
        if stage == Stage::InProgress {
            self.started.get_or_insert(at);
        }
        if stage != Stage::Deciding
            && let Some(kept) = &mut self.kept
        {
            kept.deferred = None;
        }
    }

    /// It is urgent no more: why it was goes with that.
    pub(super) fn calmed(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.urgent_too = Note::default();
        }
    }

    /// Takes the next fact into account.
    pub(super) fn take(&mut self, at: Moment, fact: &TriageFact) {
        let kept = self.kept.get_or_insert_default();
        match fact {
            TriageFact::Goal(fit) => kept.goal = fit.clone(),
            TriageFact::Impact(impact) => kept.impact = *impact,
            TriageFact::Urgency(urgency) => kept.urgency = *urgency,
            TriageFact::Effort(minutes) => kept.effort = *minutes,
            TriageFact::Scored(criterion, points) => {
                kept.scores.retain(|(other, _)| other != criterion);
                kept.scores.extend(points.map(|points| (criterion.clone(), points.min(FULL))));
            }
            TriageFact::Outside(outside) => kept.outside = *outside,
            TriageFact::Pressed(by) => kept.pressed = by.clone(),
            TriageFact::UrgentToo(why) => kept.urgent_too = why.clone(),
            TriageFact::Depends(what) => kept.depends = what.clone(),
            TriageFact::YesIf(what) => kept.way_on.yes_if = what.clone(),
            TriageFact::AskInstead(whom) => kept.way_on.ask = whom.clone(),
            TriageFact::Overridden(by_hand) => kept.by_hand = by_hand.clone(),
            TriageFact::Deferred(deferral) => kept.deferred = Some((at, (**deferral).clone())),
            TriageFact::TakenUp => kept.deferred = None,
            TriageFact::Excepted(why) => kept.exception = why.clone(),
            TriageFact::DecidedBy(name) => kept.decided_by = Some(name.clone()),
            TriageFact::Against(goal) => kept.against = Some(goal.clone()),
            TriageFact::ScopeChanged { what, stays } => kept.scope.push((at, what.clone(), *stays)),
            TriageFact::DelayNoticed { old, .. } => kept.delays.push((at, *old)),
            TriageFact::Bumped(by) => {
                for list in [&mut kept.bumped, &mut kept.lost_to] {
                    if !list.contains(by) {
                        list.push(*by);
                    }
                }
            }
            TriageFact::BumpTold => kept.bumped.clear(),
            TriageFact::WentFirst(_) => kept.went_first = true,
            TriageFact::OverLimit { column, count, limit, .. } => {
                let (column, count, limit) = (*column, *count, *limit);
                kept.over.push(Passed { at, column, count, limit, why: Note::default() });
            }
            TriageFact::OverWhy(why) => {
                if let Some(last) = kept.over.last_mut() {
                    last.why = why.clone();
                }
            }
            TriageFact::CrossedOver(_)
            | TriageFact::PriorityWhy(_)
            | TriageFact::Returned(_)
            | TriageFact::Load { .. } => {}
        }
    }
}
