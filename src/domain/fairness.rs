//! Who gets what: each client beside the others, and what goes back and forth between the team and a client.
//!
//! Rules:
//! 1. *Asked*: what the client asked of us, by everything that is counted. *Of our work*: what we finished for the client, by
//!    what we finished for all.
//! 2. *First answer*: opening time from being raised to the first word of a person, of what was answered. *Done*: the same to
//!    the last resolution, of what is done; waiting counts, as in [`super::flow`]. Of both the median, by nearest rank.
//! 3. *Declined*: by what was declined or is done, as in [`super::process`]. *In time*: the resolution clocks of what the
//!    client asked of us, as [`super::insight`] counts them; they speak of agreements only.
//! 4. Medians and shares are told from [`LEAST_FOR_A_SHARE`] cases on; fewer say more of chance than of fairness.
//! 5. *Spread*: the highest less the lowest share in time, in percentage points, of clients with enough cases; at least two
//!    are needed. What stands without a client is none of them.
//! 6. *Give and take*: what the client asked of us, and what we asked of the client. Both stand beside each other where there
//!    is something of both.
//! 7. Unlike figures need not be unfair: work differs, and so do agreements. They are a reason to look.
//! 8. *Levels*: who has agreed on more gets more, and is not favoured by it. So clients are compared among those promised the
//!    same: the same targets, in the same opening hours, at the same cost, by the version of their agreement that is in force. What
//!    no agreement measures is a level too, the last one. A client is in as many as its requests are. Where the team's
//!    position is that there are no levels, all are compared with all.

use super::agreed::Cost;
use super::agreement::Version;
use super::clock::{Basis, ClockKind, Target};
use super::flow::percentile;
use super::ident::{AgreementId, CalendarId, ClientId, RequestId};
use super::insight::{LEAST_FOR_A_SHARE, Tally, counted};
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Direction, Outcome, Priority, Request, Stage};
use super::timebook::Timebook;
use super::workspace::Workspace;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one client got.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Got {
    /// What it asked of us (rule 1).
    pub asked: Vec<RequestId>,
    /// Of that: done now.
    pub done: Vec<RequestId>,
    /// Of that: declined.
    pub declined: Vec<RequestId>,
    /// Time to the first answer, the shortest first (rule 2).
    pub answered: Vec<(Span, RequestId)>,
    /// Time until it was done, the shortest first (rule 2).
    pub took: Vec<(Span, RequestId)>,
    /// What we asked of it (rule 6).
    pub we_asked: Vec<RequestId>,
}

/// Requests that were promised the same (rule 8).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Level {
    /// The agreements that promise it; none for what no agreement measures.
    pub agreements: BTreeSet<AgreementId>,
    /// What is asked under it.
    pub requests: BTreeSet<RequestId>,
}

/// What is promised: how much by which clock, in which hours, at which cost. When a clock warns is no promise.
type Promised = (Vec<((ClockKind, Priority), Span, Basis, bool)>, Option<CalendarId>, Cost);

fn promised(version: &Version) -> Promised {
    let target = |(of, t): (&(ClockKind, Priority), &Target)| (*of, t.amount, t.basis, t.pauses);
    (version.targets.iter().map(target).collect(), version.calendar, version.cost)
}

/// The levels of the requests for which `counts` says yes, at `now`, those with the most requests first (rule 8); a single
/// one where the team has no levels.
pub fn levels(desk: &Workspace, now: Moment, counts: &dyn Fn(RequestId) -> bool) -> Vec<Level> {
    let none = desk.team().positions.choice("tiers") == "same";
    let terms = |id: AgreementId| desk.agreement(id)?.standing(now).map(|(_, version)| promised(version));
    let mut found: Vec<(Option<Promised>, Level)> = Vec::new();
    let mut known: BTreeMap<Option<AgreementId>, usize> = BTreeMap::new();
    // Where a client's own requests stand: what we ask of it is beside them, in the balance of both.
    let mut of_client: BTreeMap<Option<ClientId>, usize> = BTreeMap::new();
    let (ours, theirs): (Vec<_>, Vec<_>) =
        desk.requests().filter(|(id, _)| counts(*id)).partition(|(_, request)| request.is_served());
    for (id, request) in ours {
        let agreement = request.pin().map(|(id, _)| id).filter(|id| !none && desk.agreement(*id).is_some());
        let at = *known.entry(agreement).or_insert_with(|| {
            let promised = agreement.and_then(terms);
            found.iter().position(|(other, _)| *other == promised).unwrap_or_else(|| {
                found.push((promised, Level::default()));
                found.len() - 1
            })
        });
        if let Some((_, level)) = found.get_mut(at) {
            level.agreements.extend(agreement);
            level.requests.insert(id);
        }
        of_client.entry(request.client).or_insert(at);
    }
    for (id, request) in theirs {
        let bare = || found.iter().position(|(promised, _)| promised.is_none());
        let at = of_client.get(&request.client).copied().or_else(bare).unwrap_or_else(|| {
            found.push((None, Level::default()));
            found.len() - 1
        });
        if let Some((_, level)) = found.get_mut(at) {
            level.requests.insert(id);
        }
    }
    found.sort_by_key(|(promised, level)| (promised.is_none(), Reverse(level.requests.len())));
    found.into_iter().map(|(_, level)| level).collect()
}

/// The median of times, the shortest first; none below [`LEAST_FOR_A_SHARE`] of them (rule 4).
pub fn usual(times: &[(Span, RequestId)]) -> Option<Span> {
    percentile(times, 50).filter(|_| times.len() >= LEAST_FOR_A_SHARE).map(|(span, _)| span)
}

impl Got {
    fn take(&mut self, id: RequestId, request: &Request, open: Option<&OpenTime>) {
        if request.direction == Direction::WeAsk {
            return self.we_asked.push(id);
        }
        self.asked.push(id);
        let since = |at: Moment| open.map(|open| (open.elapsed(request.raised, at), id));
        self.answered.extend(request.answered.and_then(since));
        if request.stage == Stage::Declined {
            self.declined.push(id);
        }
        if request.outcome() == Some(Outcome::Done) {
            self.done.push(id);
            let last = request.resolved.last().filter(|(_, again)| again.is_none());
            self.took.extend(last.and_then(|(done, _)| since(*done)));
        }
    }
}

/// What each client got, of the requests for which `counts` says yes, at `now`; by these opening hours. Requests without a
/// client come first.
pub fn fairness(
    desk: &Workspace,
    open: Option<&OpenTime>,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> BTreeMap<Option<ClientId>, Got> {
    let mut out: BTreeMap<Option<ClientId>, Got> = BTreeMap::new();
    for (id, request) in desk.requests().filter(|(id, r)| r.raised <= now && counts(*id)) {
        out.entry(request.client).or_default().take(id, request, open);
    }
    for got in out.values_mut() {
        got.answered.sort_unstable();
        got.took.sort_unstable();
    }
    out
}

/// What each client asked of us and got done in time or not (rule 3), of the requests for which `counts` says yes, at `now`.
pub fn in_time(
    desk: &Workspace,
    book: &Timebook,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> BTreeMap<Option<ClientId>, Tally> {
    let mut out: BTreeMap<Option<ClientId>, Tally> = BTreeMap::new();
    let ours = |request: &Request| request.is_served() && request.raised <= now;
    for (id, request) in desk.requests().filter(|(id, r)| ours(r) && counts(*id)) {
        if let Some(clocks) = book.read(desk, request, now) {
            out.entry(request.client).or_default().add(id, counted(request, &clocks.resolution));
        }
    }
    out
}

/// The spread of shares in time (rule 5), in percentage points.
pub fn spread(in_time: &BTreeMap<Option<ClientId>, Tally>) -> Option<f64> {
    let clients = in_time.iter().filter(|(client, _)| client.is_some());
    let shares: Vec<f64> = clients.filter_map(|(_, tally)| tally.percent()).collect();
    let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    (shares.len() > 1).then_some(most - least)
}
