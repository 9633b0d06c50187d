//! How many urgent requests one client has open at a time.
//!
//! Rules:
//! 1. A team may name a number of urgent requests that one client has open at a time. Where it names none, nothing is asked.
//! 2. Counted is what we were asked and is open and urgent, without what carries a reason of its own (rule 4).
//! 3. Nothing is refused by it: what is urgent may not wait for a form. Where there are more than the number, each of them
//!    asks which may give way. One that does is high from then on; the others stay as they are.
//! 4. Or somebody says why one of them is urgent all the same. That is kept with it as long as it is urgent, and it is
//!    counted no longer.

use super::ident::{ClientId, RequestId};
use super::request::{Priority, Request, Stage};
use super::workspace::Workspace;

/// The largest number that may be named.
pub const MOST_URGENT: u32 = 50;

/// More urgent requests of a client than the team's number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beyond {
    /// The number.
    pub most: usize,
    /// Those that are counted, in the order in which they were raised.
    pub counted: Vec<RequestId>,
}

/// The urgent requests of a client that are counted (rule 2), the one raised first in front.
pub fn counted(desk: &Workspace, client: ClientId) -> Vec<RequestId> {
    // Only what is open is looked through: years of finished work take no part.
    let open =
        Stage::ALL.iter().filter(|stage| !stage.is_finished()).flat_map(|stage| desk.lanes().of(*stage));
    let open = open.filter_map(|id| Some((id, desk.request(id)?)));
    let of = |request: &Request| request.client == Some(client) && counts(request);
    let mut all: Vec<_> = open.filter(|(_, r)| of(r)).map(|(id, r)| (r.raised, id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

fn counts(request: &Request) -> bool {
    request.priority == Priority::Urgent
        && request.is_served()
        && !request.stage.is_finished()
        && !request.triage.look(|a| !a.urgent_too.is_empty())
}

/// The team's number.
fn most(desk: &Workspace) -> Option<usize> {
    desk.team().triage.urgent_quota.and_then(|n| usize::try_from(n).ok())
}

/// What a request asks by rule 3; none where it is not counted, or there are no more than the number.
pub fn asks(desk: &Workspace, request: &Request) -> Option<Beyond> {
    let (most, client) = (most(desk)?, request.client.filter(|_| counts(request))?);
    let counted = counted(desk, client);
    (counted.len() > most).then_some(Beyond { most, counted })
}

/// The same for one more urgent request of a client, before it is raised: those there are already.
pub fn with_one_more(desk: &Workspace, client: ClientId) -> Option<Beyond> {
    let (most, counted) = (most(desk)?, counted(desk, client));
    (counted.len() >= most).then_some(Beyond { most, counted })
}
