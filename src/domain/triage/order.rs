//! The order in which requests are looked at: scores, places given by hand, what comes back (rules 2 to 5 and 7).

use super::{Criterion, FULL, Fit, Impact, Seat, Urgency};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::{Direction, Effect, Request, Stage};
use crate::domain::workspace::Workspace;
use std::cmp::Reverse;

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
        Criterion::Goal => !rules.goals().is_empty(),
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
pub(in crate::domain) type Place = (Reverse<i32>, bool, Moment, i32, RequestId);

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
    pub(in crate::domain) fn between(before: Option<Seat>, after: Option<Seat>) -> Seat {
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

    /// As something that can be compared with others.
    pub(in crate::domain) fn place(self, id: RequestId) -> Place {
        (Reverse(self.height), !self.ahead, self.raised, self.among, id)
    }
}

/// Where a request stands: where it was put by hand, else where its score puts it.
pub(in crate::domain) fn seat(manner: Manner, request: &Request, score: &Score) -> Seat {
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
