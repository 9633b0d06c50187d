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

use super::flow::percentile;
use super::ident::{ClientId, RequestId};
use super::insight::{LEAST_FOR_A_SHARE, Tally, counted};
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Direction, Outcome, Request, Stage};
use super::timebook::Timebook;
use super::workspace::Workspace;
use std::collections::BTreeMap;

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
    let ours = |request: &Request| request.direction == Direction::WeServe && request.raised <= now;
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
