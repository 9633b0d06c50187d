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
//!    down there as well; going before what an outside customer waits for is written down as such.
//! 5. How strictly a request is tested for its use to the people served in the end is the team's position:
//!    strictly, what is not essential is only accepted with a reason; by degrees, a mere preference is
//!    never urgent; or the question is not asked.
//! 6. Who may decline is the team's position too. Where that is not anyone, the desk writes down who decided;
//!    where it is nobody, requests are deferred or go up, never declined.
//! 7. A deferred request is not declined: it waits for a date or a condition, and comes back by itself on the
//!    date. The client is told why and what else there is, so deferring is a first response.

use super::fact::Field;
use super::ident::{RequestId, steady_hash};
use super::moment::{Moment, Span};
use super::request::{DeclineReason, Direction, Effect, Priority, Request, Stage, codes};
use super::text::{Name, Note};
use super::workspace::Workspace;
use std::cmp::Reverse;

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
    /// It was put elsewhere by hand, and why; none for back to its own place.
    Overridden(Option<(Seat, Note)>),
    /// It was put before what an outside customer waits for, and why.
    CrossedOver(Note),
    /// A later request was put before it.
    Bumped(RequestId),
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
            TriageFact::CrossedOver(_)
            | TriageFact::Bumped(_)
            | TriageFact::Returned(_)
            | TriageFact::ScopeChanged { .. }
            | TriageFact::DelayNoticed { .. }
            | TriageFact::Load { .. } => return None,
        })
    }
}

/// What is known of a request from deciding it. Most requests have nothing of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Triage {
    /// When it was first accepted or begun.
    pub begun: Option<Moment>,
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
    /// Changes of what is wanted: when, what, whether the date stays.
    pub scope: Vec<(Moment, Note, Option<bool>)>,
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
        if stage != Stage::Deciding
            && let Some(kept) = &mut self.kept
        {
            kept.deferred = None;
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
            TriageFact::Overridden(by_hand) => kept.by_hand = by_hand.clone(),
            TriageFact::Deferred(deferral) => kept.deferred = Some((at, (**deferral).clone())),
            TriageFact::TakenUp => kept.deferred = None,
            TriageFact::Excepted(why) => kept.exception = why.clone(),
            TriageFact::DecidedBy(name) => kept.decided_by = Some(name.clone()),
            TriageFact::Against(goal) => kept.against = Some(goal.clone()),
            TriageFact::ScopeChanged { what, stays } => kept.scope.push((at, what.clone(), *stays)),
            TriageFact::CrossedOver(_)
            | TriageFact::Bumped(_)
            | TriageFact::Returned(_)
            | TriageFact::DelayNoticed { .. }
            | TriageFact::Load { .. } => {}
        }
    }
}

// ── the team's settings ─────────────────────────────────────────────────────────────────────

/// What happened to the team's rules for deciding.
#[derive(Clone, PartialEq, Debug)]
pub enum TriageSetting {
    /// A goal of the organisation is on the list, or off it.
    Goal(Name, bool),
    /// Impact and urgency make this priority.
    Matrix(Impact, Urgency, Priority),
    /// A criterion weighs so much; none takes one of the team's own off, and gives a usual one its usual weight.
    Weight(Criterion, Option<u8>),
    /// So many minutes of work can be done a week; none where that is not known.
    Capacity(Option<u32>),
    /// This has to be there before a request goes on, or need not.
    Gate(Gate, bool),
    /// Who declines, where that is not anyone.
    Decider(Option<Name>),
    /// To whom one turns who does not agree with a no.
    Appeal(Option<Name>),
}

impl TriageSetting {
    /// The field it writes, in the team's record.
    pub fn field(&self) -> Field {
        match self {
            TriageSetting::Goal(name, _) => Field(40, steady_hash(&[name.as_str()])),
            TriageSetting::Matrix(impact, urgency, _) => {
                Field(41, u64::from(impact.index()) * 16 + u64::from(urgency.index()))
            }
            TriageSetting::Weight(criterion, _) => Field(42, criterion.element()),
            TriageSetting::Capacity(_) => Field(43, 0),
            TriageSetting::Gate(gate, _) => Field(44, u64::from(gate.index())),
            TriageSetting::Decider(_) => Field(45, 0),
            TriageSetting::Appeal(_) => Field(46, 0),
        }
    }
}

/// The team's rules for deciding.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rules {
    goals: Vec<Name>,
    matrix: Vec<(Impact, Urgency, Priority)>,
    weights: Vec<(Criterion, u8)>,
    gates: Vec<Gate>,
    /// How much work can be done a week, in minutes; none where nobody has said.
    pub capacity: Option<u32>,
    /// Who declines, where that is not anyone.
    pub decider: Option<Name>,
    /// To whom one turns who does not agree with a no.
    pub appeal: Option<Name>,
}

impl Rules {
    /// Takes the next fact into account.
    pub(super) fn take(&mut self, fact: &TriageSetting) {
        match fact {
            TriageSetting::Goal(name, on) => {
                if !on {
                    self.goals.retain(|goal| goal != name);
                } else if !self.goals.contains(name) {
                    self.goals.push(name.clone());
                }
            }
            TriageSetting::Matrix(impact, urgency, priority) => {
                self.matrix.retain(|(i, u, _)| (i, u) != (impact, urgency));
                self.matrix.push((*impact, *urgency, *priority));
            }
            TriageSetting::Weight(criterion, weight) => {
                let known = self.weights.iter_mut().find(|(other, _)| other == criterion);
                match (known, weight) {
                    (Some((_, old)), Some(new)) => *old = (*new).min(HEAVIEST),
                    (None, Some(new)) => self.weights.push((criterion.clone(), (*new).min(HEAVIEST))),
                    (_, None) => self.weights.retain(|(other, _)| other != criterion),
                }
            }
            TriageSetting::Capacity(minutes) => self.capacity = *minutes,
            TriageSetting::Gate(gate, on) => {
                self.gates.retain(|other| other != gate);
                if *on {
                    self.gates.push(*gate);
                }
            }
            TriageSetting::Decider(name) => self.decider = name.clone(),
            TriageSetting::Appeal(name) => self.appeal = name.clone(),
        }
    }

    /// The goals of the organisation, as the team names them, in the order in which they were added.
    pub fn goals(&self) -> &[Name] {
        &self.goals
    }

    /// True where this has to be there before a request goes on.
    pub fn has_gate(&self, gate: Gate) -> bool {
        self.gates.contains(&gate)
    }

    /// The priority of an impact and an urgency: the team's, else the usual one.
    pub fn priority(&self, impact: Impact, urgency: Urgency) -> Priority {
        let own = self.matrix.iter().find(|(i, u, _)| (*i, *u) == (impact, urgency));
        own.map_or_else(|| usual_priority(impact, urgency), |(_, _, priority)| *priority)
    }

    /// The weight of a criterion: the team's, else the usual one.
    pub fn weight(&self, criterion: &Criterion) -> u8 {
        let own = self.weights.iter().find(|(other, _)| other == criterion);
        own.map_or_else(|| criterion.usual_weight(), |(_, weight)| *weight)
    }

    /// The team's own criteria, in the order in which they were added.
    pub fn own_criteria(&self) -> impl Iterator<Item = &Name> {
        self.weights.iter().filter_map(|(criterion, _)| match criterion {
            Criterion::Own(name) => Some(name),
            _ => None,
        })
    }

    /// Every criterion with its weight, the usual ones first.
    pub fn criteria(&self) -> Vec<(Criterion, u8)> {
        let own = self.own_criteria().cloned().map(Criterion::Own);
        Criterion::USUAL
            .into_iter()
            .chain(own)
            .map(|one| {
                let weight = self.weight(&one);
                (one, weight)
            })
            .collect()
    }
}

/// What impact and urgency make until the team says otherwise: the fewer it hits and the less happens, the
/// lower, so that the corners are urgent and low.
fn usual_priority(impact: Impact, urgency: Urgency) -> Priority {
    match impact.index() + urgency.index() {
        0 | 1 => Priority::Urgent,
        2 => Priority::High,
        3 => Priority::Normal,
        _ => Priority::Low,
    }
}

// ── the order ───────────────────────────────────────────────────────────────────────────────

/// One line of a score.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// By what.
    pub criterion: Criterion,
    /// How much that weighs.
    pub weight: u8,
    /// The points of the answer; none where nobody has answered.
    pub points: Option<u8>,
}

/// How a place in the order comes about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Score {
    /// The criteria that weigh anything.
    pub lines: Vec<Line>,
    /// True where it was put elsewhere by hand.
    pub by_hand: bool,
    /// True where an outside customer waits for it and the team's position counts that.
    pub outside: bool,
}

impl Score {
    /// The sum of weight × points.
    pub fn total(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.weight) * u32::from(line.points.unwrap_or(0))).sum()
    }

    /// The most there could be.
    pub fn most(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.weight) * u32::from(FULL)).sum()
    }

    /// How many criteria nobody has answered yet.
    pub fn missing(&self) -> usize {
        self.lines.iter().filter(|line| line.points.is_none()).count()
    }
}

/// What the team's positions make of deciding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manner {
    /// How what an outside customer waits for is put in order.
    pub outside: OutsideFirst,
    /// Whether use to the people served in the end is asked for.
    pub lens: Lens,
    /// Who may decline.
    pub no: WhoDeclines,
}

/// How what an outside customer waits for is put in order (rule 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutsideFirst {
    /// Before everything else.
    Always,
    /// First among equals.
    AmongEquals,
    /// It makes no difference, so it is not asked.
    NotAsked,
}

/// How strictly requests are tested (rule 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lens {
    /// Only what is essential is accepted, others with a reason.
    Strict,
    /// A preference is never urgent.
    Graded,
    /// The question is not asked.
    Off,
}

/// Who may decline (rule 6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhoDeclines {
    /// Anyone, with a reason.
    Anyone,
    /// Whoever takes requests in.
    Intake,
    /// The lead.
    Lead,
    /// Nobody; it goes up.
    Nobody,
}

/// What the team's positions make of deciding.
pub fn manner(desk: &Workspace) -> Manner {
    let positions = &desk.team().positions;
    Manner {
        outside: match positions.choice("order") {
            "outside" => OutsideFirst::Always,
            "queue" | "inside" => OutsideFirst::NotAsked,
            _ => OutsideFirst::AmongEquals,
        },
        lens: match positions.choice("lens") {
            "strict" => Lens::Strict,
            "off" => Lens::Off,
            _ => Lens::Graded,
        },
        no: match positions.choice("no") {
            "intake" => WhoDeclines::Intake,
            "lead" => WhoDeclines::Lead,
            "nobody" => WhoDeclines::Nobody,
            _ => WhoDeclines::Anyone,
        },
    }
}

fn points(criterion: &Criterion, request: &Request) -> Option<u8> {
    let answers = request.triage.answers();
    match criterion {
        Criterion::Urgency => answers?.urgency.map(Urgency::points),
        Criterion::Impact => answers?.impact.map(Impact::points),
        Criterion::Effect => request.effect.map(|effect| match effect {
            Effect::Essential => 3,
            Effect::Useful => 2,
            Effect::Preference => 0,
        }),
        Criterion::Goal => match &answers?.goal {
            Fit::Unsaid => None,
            Fit::None => Some(0),
            Fit::Goal(_) => Some(FULL),
        },
        Criterion::Effort => answers?.effort.map(|minutes| match minutes {
            0..=120 => 3,
            121..=480 => 2,
            481..=1_440 => 1,
            _ => 0,
        }),
        Criterion::Value | Criterion::Own(_) => {
            answers?.scores.iter().find(|(other, _)| other == criterion).map(|(_, points)| *points)
        }
    }
}

/// How a request's place comes about. Criteria that weigh nothing are left out, as are goals where the team
/// has named none and the effect where it is not asked for.
pub fn score(desk: &Workspace, request: &Request) -> Score {
    let (rules, manner) = (&desk.team().triage, manner(desk));
    let counts = |criterion: &Criterion| match criterion {
        Criterion::Goal => !rules.goals.is_empty(),
        Criterion::Effect => manner.lens != Lens::Off,
        _ => true,
    };
    let lines = rules.criteria().into_iter().filter(|(one, weight)| *weight > 0 && counts(one));
    Score {
        lines: lines
            .map(|(criterion, weight)| {
                let points = points(&criterion, request);
                Line { criterion, weight, points }
            })
            .collect(),
        by_hand: request.triage.look(|a| a.by_hand.is_some()),
        outside: manner.outside != OutsideFirst::NotAsked && request.triage.look(|a| a.outside == Some(true)),
    }
}

/// More than any score: what goes before everything else.
const BEFORE_ALL: i32 = 100_000;

/// A place in the order, to be compared with others: the greater, the later.
pub(super) type Place = (Reverse<i32>, bool, Moment, i32, RequestId);

impl Seat {
    /// The place one has by one's own score.
    fn natural(manner: Manner, score: &Score, raised: Moment) -> Seat {
        let first = score.outside && manner.outside == OutsideFirst::Always;
        let total = i32::try_from(score.total()).unwrap_or(BEFORE_ALL);
        Seat {
            height: total + if first { BEFORE_ALL } else { 0 },
            ahead: score.outside && manner.outside == OutsideFirst::AmongEquals,
            raised,
            among: 0,
        }
    }

    /// The place between these two, of which either may be missing.
    pub(super) fn between(before: Option<Seat>, after: Option<Seat>) -> Seat {
        const STEP: i32 = 1 << 20;
        match (before, after) {
            (Some(before), Some(after)) if Seat { among: before.among, ..after } == before => {
                let middle = i64::midpoint(i64::from(before.among), i64::from(after.among));
                Seat { among: i32::try_from(middle).unwrap_or(before.among), ..after }
            }
            (_, Some(after)) => Seat { among: after.among.saturating_sub(STEP), ..after },
            (Some(before), None) => Seat { among: before.among.saturating_add(STEP), ..before },
            (None, None) => Seat::default(),
        }
    }

    fn place(self, id: RequestId) -> Place {
        (Reverse(self.height), !self.ahead, self.raised, self.among, id)
    }
}

/// Where a request stands: where it was put by hand, else where its score puts it.
pub(super) fn seat(manner: Manner, request: &Request, score: &Score) -> Seat {
    let by_hand = request.triage.look(|a| a.by_hand.as_ref().map(|(seat, _)| *seat));
    by_hand.unwrap_or_else(|| Seat::natural(manner, score, request.raised))
}

/// True where it is still to be decided: new or being decided, and asked of the team.
pub fn is_undecided(request: &Request) -> bool {
    matches!(request.stage, Stage::New | Stage::Deciding)
        && request.direction == Direction::WeServe
        && !request.archived
}

/// What is to be decided at `now`, in the order in which it is looked at (rule 3).
pub fn to_decide(desk: &Workspace, now: Moment) -> Vec<(RequestId, Score)> {
    let manner = manner(desk);
    let mut all: Vec<(Place, Score)> = undecided(desk)
        .filter(|(_, request)| !request.triage.is_put_off(now))
        .map(|(id, request)| {
            let score = score(desk, request);
            (seat(manner, request, &score).place(id), score)
        })
        .collect();
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|((.., id), score)| (id, score)).collect()
}

/// What is put off at `now`, what comes back first in front, then what waits for a condition.
pub fn put_off(desk: &Workspace, now: Moment) -> Vec<RequestId> {
    let mut all: Vec<_> = undecided(desk)
        .filter(|(_, request)| request.triage.is_put_off(now))
        .map(|(id, request)| {
            let until = request.triage.deferral().and_then(|deferral| deferral.until);
            (until.is_none(), until, id)
        })
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(.., id)| id).collect()
}

fn undecided(desk: &Workspace) -> impl Iterator<Item = (RequestId, &Request)> {
    let lanes = desk.lanes();
    lanes
        .of(Stage::New)
        .chain(lanes.of(Stage::Deciding))
        .filter_map(|id| Some((id, desk.request(id)?)))
        .filter(|(_, request)| is_undecided(request))
}
