//! What clients may see of the queue by the team's position, and what the team asks for in return.
//!
//! Rules:
//! 1. Of an open request of its own a client sees the reference, the title, where it stands and the promised
//!    date; by position also its place in the order, and the open requests of others, with or without whose
//!    they are.
//! 2. A place is given while a request waits for its turn: in the order of deciding, or in the team's own order
//!    of what is accepted. What is put off or being worked on waits for no turn.
//! 3. Openness goes both ways: where clients see what the others wait for, each request says what it is for.
//! 4. Notes of the team, estimates, scores and who works on it are never among it.
//! 5. A request that is raised while it happens and that nobody sees to yet goes to whoever takes requests in,
//!    where the team has an entry point and has written down who that is.
//! 6. Who knows a service best may be written down with it. Where requests go “straight to the expert” after one
//!    entry point, what is accepted or begun for the first time and is still with nobody, or with whoever takes
//!    requests in, goes to them. Where any member takes requests, what names a service goes to them when it is raised.

use super::ident::{ClientId, RequestId, ServiceId};
use super::moment::Moment;
use super::request::{Request, Stage};
use super::text::Name;
use super::triage::to_decide;
use super::workspace::Workspace;
use std::collections::BTreeSet;

/// How open the queue is to clients.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Openness {
    /// Their own requests.
    Own,
    /// With their place in the order.
    Place,
    /// The requests of others too, without whose they are.
    Unnamed,
    /// The whole list.
    Whole,
}

/// What a client may see of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Which.
    pub id: RequestId,
    /// Its place in the order, from 1, and of how many.
    pub place: Option<(usize, usize)>,
    /// True for one of its own.
    pub own: bool,
}

/// How open the queue is, by the team's position.
pub fn openness(desk: &Workspace) -> Openness {
    match desk.team().positions.choice("open") {
        "own" => Openness::Own,
        "unnamed" => Openness::Unnamed,
        "whole" => Openness::Whole,
        _ => Openness::Place,
    }
}

/// True where each request says what it is for (rule 3).
pub fn owes_purpose(desk: &Workspace) -> bool {
    openness(desk) >= Openness::Unnamed
}

/// Who takes requests in; none where anybody does, or nobody has written it down (rule 5).
pub fn entry(desk: &Workspace) -> Option<&Name> {
    let team = desk.team();
    team.triage.entry.as_ref().filter(|_| team.positions.choice("access") != "any")
}

/// Who knows a service best, where that is written down (rule 6).
fn expert(desk: &Workspace, service: Option<ServiceId>) -> Option<&Name> {
    desk.service(service?)?.owner.as_ref()
}

/// To whom a request for this service goes when it is raised while it happens and nobody is named (rules 5 and 6).
pub fn first_owner(desk: &Workspace, service: Option<ServiceId>) -> Option<&Name> {
    match desk.team().positions.choice("access") {
        "any" => expert(desk, service),
        _ => entry(desk),
    }
}

/// To whom a request goes when it is accepted or begun (rule 6); none where it stays with whom it is.
pub fn handed_to<'a>(desk: &'a Workspace, request: &Request, to: Stage) -> Option<&'a Name> {
    let taken_on = matches!(to, Stage::Accepted | Stage::InProgress)
        && request.triage.begun.is_none()
        && !request.stage.is_finished()
        && request.is_served();
    let untouched = request.owner.is_none() || request.owner.as_ref() == entry(desk);
    let straight = desk.team().positions.choice("access") == "expert";
    let name = expert(desk, request.service).filter(|_| taken_on && untouched && straight)?;
    (request.owner.as_ref() != Some(name)).then_some(name)
}

/// The open requests a client may see at `now`: those that wait for their turn in their order, then those that
/// are worked on or wait for somebody.
pub fn seen(desk: &Workspace, client: ClientId, now: Moment) -> Vec<Seen> {
    let open = openness(desk);
    let deciding: Vec<RequestId> = to_decide(desk, now).into_iter().map(|(id, _)| id).collect();
    let accepted: Vec<RequestId> = desk.lanes().of(Stage::Accepted).collect();
    let placed = |list: &[RequestId]| {
        let all = list.len();
        list.iter().enumerate().map(|(at, id)| (*id, Some((at + 1, all)))).collect::<Vec<_>>()
    };
    let turn: Vec<_> = placed(&accepted).into_iter().chain(placed(&deciding)).collect();
    let others = [Stage::InProgress, Stage::Waiting, Stage::Deciding];
    let rest = others.into_iter().flat_map(|stage| desk.lanes().of(stage)).map(|id| (id, None));
    let placed: BTreeSet<RequestId> = deciding.iter().copied().collect();
    let unplaced = rest.filter(|(id, _)| !placed.contains(id));
    let mut out = Vec::new();
    for (id, place) in turn.iter().copied().chain(unplaced) {
        let Some(request) = desk.request(id).filter(|r| r.is_served()) else { continue };
        let own = request.client == Some(client);
        if own || open >= Openness::Unnamed {
            out.push(Seen { id, place: place.filter(|_| open >= Openness::Place), own });
        }
    }
    out
}
