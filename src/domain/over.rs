//! Going over the limit of a column: possible, written down with the request, and with a reason where somebody says one.
//!
//! Rules:
//! 1. A limit is soft (rule 2 of [`super::columns`]). A request that comes into a column which then has more than its limit
//!    has passed it: how many stand there and how many may is kept with the request. One that is raised has come in, and
//!    passes nothing; one that only changes its place in its column has not come.
//! 2. Of several that come in one step each counts those before it; what leaves the column in the same step makes room.
//! 3. Why is asked and never demanded. What is said counts for the last limit the request passed, and may be said anew.
//! 4. A limit for each person, client, service or priority within a column is passed in the same way, also by what comes to
//!    somebody, or to a client, while it stands there. Where the limit of the column is passed as well, that one is kept, and
//!    of several for each the first in the order of [`Each`]: a step is asked for one reason.
//! 5. Counted is every time a limit was passed, by the column it was; taken back, it was not. A reason is for the review of
//!    the limit: one that is passed again and again is too low, or is not meant.

use super::columns::{Column, Each, Share};
use super::decide::{of_request, request_deed};
use super::edit::{Decision, Deed, Refusal};
use super::fact::Fact;
use super::ident::{RequestId, Subject};
use super::moment::Moment;
use super::request::{Request, RequestFact};
use super::text::Note;
use super::triage::TriageFact;
use super::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// A limit that was passed.
#[derive(Clone, PartialEq, Debug)]
pub struct Passed {
    /// When.
    pub at: Moment,
    /// Of which column.
    pub column: Column,
    /// How many stood there then, this request included.
    pub count: u32,
    /// How many may.
    pub limit: u32,
    /// Why, where somebody said so.
    pub why: Note,
}

/// Where requests go by these steps, in order: of each the column it comes from and the one it stands in at the end.
fn arrivals(desk: &Workspace, decision: &Decision) -> Vec<(RequestId, Column, Column)> {
    let columns = &desk.team().columns;
    let mut out: Vec<(RequestId, Column, Column)> = Vec::new();
    let mut at: BTreeMap<RequestId, usize> = BTreeMap::new();
    for step in &decision.steps {
        let (Subject::Request(id), Fact::Request(fact)) = (step.subject, &step.fact) else { continue };
        let Some(request) = desk.request(id) else { continue };
        let Some(part) = (match fact {
            RequestFact::Moved { stage, .. } if *stage == request.stage => Some(request.column),
            RequestFact::Moved { .. } => Some(0),
            RequestFact::Column(part) => Some(*part),
            _ => None,
        }) else {
            continue;
        };
        let known = at.get(&id).and_then(|at| out.get_mut(*at));
        let stage = match (fact, &known) {
            (RequestFact::Moved { stage, .. }, _) => *stage,
            (_, Some((_, _, to))) => to.stage,
            _ => request.stage,
        };
        let to = Column { stage, part };
        let to = if columns.has(to) { to } else { stage.into() };
        match known {
            Some((_, _, known)) => *known = to,
            None => {
                at.insert(id, out.len());
                out.push((id, columns.of(request), to));
            }
        }
    }
    out.retain(|(_, from, to)| from != to);
    out
}

/// The decision with the limits that are passed by it (rules 1 and 2).
pub(super) fn noted(desk: &Workspace, mut decision: Decision) -> Decision {
    let columns = &desk.team().columns;
    if !columns.has_limits() {
        return decision;
    }
    let moves = arrivals(desk, &decision);
    let mut there: BTreeMap<Column, usize> = BTreeMap::new();
    for (id, _, to) in &moves {
        let Some(limit) = columns.limit(*to) else { continue };
        let count = there.entry(*to).or_insert_with(|| {
            let leaving: BTreeSet<RequestId> =
                moves.iter().filter(|(_, from, _)| from == to).map(|(id, _, _)| *id).collect();
            let stays = desk.lanes().of(to.stage).filter(|id| !leaving.contains(id));
            stays.filter_map(|id| desk.request(id)).filter(|request| columns.of(request) == *to).count()
        });
        *count += 1;
        let count = u32::try_from(*count).unwrap_or(u32::MAX);
        if count > limit {
            let passed = TriageFact::OverLimit { column: *to, count, limit, each: None };
            decision.steps.push(of_request(*id, RequestFact::Triage(passed)));
            decision.deed.over.push(*id);
        }
    }
    noted_within(desk, decision, &moves)
}

/// One place of those for which a limit of each counts.
type Seat = (Column, Share);

/// Of which one of a column a request is once this is decided.
fn share_after(
    decision: &BTreeMap<RequestId, Vec<&RequestFact>>,
    id: RequestId,
    each: Each,
    request: &Request,
) -> Option<Share> {
    let facts = decision.get(&id).map(Vec::as_slice).unwrap_or_default();
    let said = facts.iter().rev().find_map(|fact| match (each, fact) {
        (Each::Owner, RequestFact::Assigned(owner)) => Some(owner.clone().map(Share::Owner)),
        (Each::Client, RequestFact::For(client)) => Some(client.map(Share::Client)),
        (Each::Service, RequestFact::About(service)) => Some(service.map(Share::Service)),
        (Each::Priority, RequestFact::Prioritised(priority)) => Some(Some(Share::Priority(*priority))),
        _ => None,
    });
    said.unwrap_or_else(|| Share::of(each, request))
}

/// The decision with the limits of each that are passed by it (rule 4).
fn noted_within(desk: &Workspace, mut decision: Decision, moves: &[(RequestId, Column, Column)]) -> Decision {
    let columns = &desk.team().columns;
    let mut facts: BTreeMap<RequestId, Vec<&RequestFact>> = BTreeMap::new();
    let mut order = Vec::new();
    for step in &decision.steps {
        if let (Subject::Request(id), Fact::Request(fact)) = (step.subject, &step.fact) {
            let known = facts.entry(id).or_default();
            if known.is_empty() {
                order.push(id);
            }
            known.push(fact);
        }
    }
    let goes: BTreeMap<RequestId, Column> = moves.iter().map(|(id, _, to)| (*id, *to)).collect();
    let seats = |column: Column, of: &dyn Fn(Each) -> Option<Share>| -> Vec<(Seat, u32)> {
        let limits = columns.within(column).iter();
        limits.filter_map(|(each, limit)| Some(((column, of(*each)?), *limit))).collect()
    };
    // Where each comes from and goes to, as far as a limit counts there.
    let mut changes: Vec<(RequestId, Seat, u32)> = Vec::new();
    let mut leaving: BTreeMap<Seat, usize> = BTreeMap::new();
    for id in order {
        let Some(request) = desk.request(id) else { continue };
        let from = columns.of(request);
        let to = goes.get(&id).copied().unwrap_or(from);
        let before = seats(from, &|each| Share::of(each, request));
        let after = seats(to, &|each| share_after(&facts, id, each, request));
        for (seat, _) in before.iter().filter(|seat| !after.contains(seat)) {
            *leaving.entry(seat.clone()).or_default() += 1;
        }
        let comes = after.into_iter().filter(|seat| !before.contains(seat));
        changes.extend(comes.map(|(seat, limit)| (id, seat, limit)));
    }
    let mut there: BTreeMap<Seat, usize> = BTreeMap::new();
    let mut passed = Vec::new();
    for (id, seat, limit) in changes {
        let count = there.entry(seat.clone()).or_insert_with(|| {
            let (column, share) = &seat;
            let of =
                |r: &&Request| columns.of(r) == *column && Share::of(share.each(), r).as_ref() == Some(share);
            let all = desk.lanes().of(column.stage).filter_map(|id| desk.request(id)).filter(of).count();
            all - leaving.get(&seat).copied().unwrap_or_default().min(all)
        });
        *count += 1;
        let count = u32::try_from(*count).unwrap_or(u32::MAX);
        if count > limit && !decision.deed.over.contains(&id) {
            let each = Some(seat.1.each());
            let fact = TriageFact::OverLimit { column: seat.0, count, limit, each };
            passed.push(of_request(id, RequestFact::Triage(fact)));
            decision.deed.over.push(id);
        }
    }
    decision.steps.extend(passed);
    decision
}

/// Keeps why these passed the limit last (rule 3); those that passed none are left out, and so is what is said already.
pub(super) fn explain(desk: &Workspace, ids: &[RequestId], why: &Note) -> Result<Decision, Refusal> {
    let said =
        |id: RequestId| desk.request(id)?.triage.answers()?.over.last().map(|passed| passed.why == *why);
    let asked: Vec<RequestId> = ids.iter().copied().filter(|id| said(*id) == Some(false)).collect();
    let fact = || RequestFact::Triage(TriageFact::OverWhy(why.clone()));
    let deed = match asked.as_slice() {
        [] => Deed::default(),
        [id] => request_deed(desk, "over", desk.request(*id).ok_or(Refusal::Gone)?),
        _ => Deed { key: "over", ..Deed::default() },
    };
    let deed = Deed { n: asked.len(), ..deed };
    Ok(Decision { steps: asked.into_iter().map(|id| of_request(id, fact())).collect(), deed, made: None })
}

/// How often the limit of a column was passed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Times {
    /// How often.
    pub n: usize,
    /// How often with a reason.
    pub told: usize,
    /// The requests that passed it, each once.
    pub requests: Vec<RequestId>,
}

/// How often each limit was passed, by the requests for which `counts` says yes (rule 5).
pub fn times(desk: &Workspace, counts: &dyn Fn(RequestId) -> bool) -> BTreeMap<Column, Times> {
    let mut out: BTreeMap<Column, Times> = BTreeMap::new();
    for (id, request) in desk.requests() {
        let all = request.triage.answers().map(|answers| answers.over.as_slice()).unwrap_or_default();
        if all.is_empty() || !counts(id) {
            continue;
        }
        for passed in all {
            let times = out.entry(passed.column).or_default();
            times.n += 1;
            times.told += usize::from(!passed.why.is_empty());
            if times.requests.last() != Some(&id) {
                times.requests.push(id);
            }
        }
    }
    out
}
