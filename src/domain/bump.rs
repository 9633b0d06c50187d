//! Who has lost a place to a request that was raised later, and who has been told.
//!
//! Rules:
//! 1. A *bump*: an open request loses a place to one that was raised later, because somebody put that one
//!    elsewhere by hand, judged it graver than before, or gave it a higher priority. The first answers about
//!    a request bump nobody: until they are given it has no place of its own.
//! 2. Places are those in which a team looks at requests: while deciding [`to_decide`]; of what is
//!    accepted the team's own order, and for a new priority the order of the next deadlines.
//! 3. A bump is written on the request that loses by it, and waits there until its client is told. One step
//!    writes at most [`MOST`], on those that would have come next: who stands far behind loses no turn by it.
//! 4. Telling closes every bump so far. What is written to the client counts as news.
//!    Who has it written down that one went first, has the reason beside it: what is accepted goes before others only
//!    with a reason (rule 3 of [`super::deciding`]).
//! 5. What is done to many requests at once bumps none of them: that is a new order, not one going first.

use super::decide::of_request;
use super::deciding::Passing;
use super::edit::Step;
use super::ident::{RequestId, Subject};
use super::moment::Moment;
use super::request::{Request, RequestFact, Stage};
use super::timebook::Timebook;
use super::triage::{TriageFact, is_undecided, manner, score, seat, to_decide};
use super::workspace::Workspace;

/// So many bumps one step writes at most.
pub const MOST: usize = 20;

/// The requests that went before this one and of which its client was not told; none once it is finished.
pub fn untold(request: &Request) -> &[RequestId] {
    match request.triage.answers() {
        Some(answers) if !request.stage.is_finished() => &answers.bumped,
        _ => &[],
    }
}

/// Every open request whose client is to be told that another one went first, in the order in which they were
/// raised.
pub fn to_tell(desk: &Workspace) -> Vec<RequestId> {
    let waits = desk.requests().filter(|(_, request)| !untold(request).is_empty());
    let mut all: Vec<(Moment, RequestId)> = waits.map(|(id, request)| (request.raised, id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

/// The bumps of those that `by`, raised at `raised`, has passed, given in their order (rules 1 and 3).
pub(super) fn steps(
    desk: &Workspace,
    by: RequestId,
    raised: Moment,
    passed: impl Iterator<Item = RequestId>,
) -> Vec<Step> {
    let loses = |id: &RequestId| {
        desk.request(*id).is_some_and(|other| {
            let known = untold(other).contains(&by);
            *id != by && other.raised < raised && other.is_served() && !known
        })
    };
    let bumped = passed.filter(loses).take(MOST);
    bumped.map(|id| of_request(id, RequestFact::Triage(TriageFact::Bumped(by)))).collect()
}

/// Whom it passes in the order of deciding when answers that were complete are given anew.
pub(super) fn by_judging(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    facts: &[RequestFact],
    now: Moment,
) -> Vec<Step> {
    let complete = request.triage.look(|a| a.impact.is_some() && a.urgency.is_some());
    let judged = |fact: &RequestFact| {
        matches!(fact, RequestFact::Triage(TriageFact::Impact(_) | TriageFact::Urgency(_)))
    };
    if !complete || !is_undecided(request) || !facts.iter().any(judged) {
        return Vec::new();
    }
    let mut after = request.clone();
    for fact in facts {
        match fact {
            RequestFact::Triage(fact) => after.triage.take(now, fact),
            RequestFact::Lens(effect) => after.effect = *effect,
            _ => {}
        }
    }
    let manner = manner(desk);
    let place = |id, request: &Request| seat(manner, request, &score(desk, request)).place(id);
    let new = place(id, &after);
    let before = to_decide(desk, now).into_iter().map(|(other, _)| other).take_while(|other| *other != id);
    let behind = |other: &RequestId| desk.request(*other).is_some_and(|r| place(*other, r) > new);
    steps(desk, id, request.raised, before.filter(behind))
}

/// Whose turn an accepted request would take by going before others in this way (rules 1 to 3).
pub fn would_pass(
    desk: &Workspace,
    book: &Timebook,
    id: RequestId,
    how: Passing,
    now: Moment,
) -> Vec<RequestId> {
    let Some(request) = desk.request(id) else { return Vec::new() };
    let steps = match how {
        Passing::Place(column, index) => by_hand(desk, id, request, column.stage, index),
        Passing::Priority(to) => by_priority(desk, book, id, request, &[RequestFact::Prioritised(to)], now),
    };
    let subject = |step: Step| match step.subject {
        Subject::Request(id) => Some(id),
        _ => None,
    };
    steps.into_iter().filter_map(subject).collect()
}

/// Whom it passes in the team's own order of what is accepted, when it is put at this place of it by hand.
pub(super) fn by_hand(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    stage: Stage,
    index: Option<usize>,
) -> Vec<Step> {
    let (Stage::Accepted, Some(index)) = (stage, index) else { return Vec::new() };
    let behind = |other: &RequestId| request.stage != stage || *other != id;
    let passed = desk.lanes().of(stage).take_while(behind).skip(index);
    steps(desk, id, request.raised, passed)
}

/// Whom it passes in the order of the next deadlines of what is accepted, when it gets a higher priority.
pub(super) fn by_priority(
    desk: &Workspace,
    book: &Timebook,
    id: RequestId,
    request: &Request,
    facts: &[RequestFact],
    now: Moment,
) -> Vec<Step> {
    let raised_to = |fact: &RequestFact| match fact {
        RequestFact::Prioritised(to) if to.level() > request.priority.level() => Some(*to),
        _ => None,
    };
    let Some(to) = facts.iter().find_map(raised_to).filter(|_| request.stage == Stage::Accepted) else {
        return Vec::new();
    };
    let due = |request: &Request| next_due(desk, book, request, now);
    let mut after = request.clone();
    after.prioritise(now, to);
    let Some(new) = due(&after) else { return Vec::new() };
    let old = due(request);
    let passed = |other: RequestId| {
        let found = desk.request(other).filter(|r| r.raised < request.raised)?;
        due(found).filter(|at| *at > new && old.is_none_or(|old| *at <= old)).map(|at| (at, other))
    };
    let mut all: Vec<(Moment, RequestId)> = desk.lanes().of(Stage::Accepted).filter_map(passed).collect();
    all.sort_unstable();
    steps(desk, id, request.raised, all.into_iter().map(|(_, other)| other))
}

fn next_due(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Option<Moment> {
    let clocks = book.read(desk, request, now)?;
    let pressing = clocks.pressing();
    pressing.due.filter(|_| pressing.stopped.is_none())
}
