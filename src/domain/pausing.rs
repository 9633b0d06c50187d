//! How long a request may wait before somebody is reminded of it.
//!
//! Rules:
//! 1. An agreement may say how long a pause lasts at most: so much open time, or so many working days (C27 and C36 of
//!    [`super::clock`]). Audits of desks find clocks that were stopped and forgotten; a longest pause is the usual
//!    remedy beside a reason for each.
//! 2. It counts from where the waiting began, over every wait that follows the one before without a break (C11), for
//!    the reasons that stop a clock by the agreement. Another reason does not begin it anew.
//! 3. When it is over, whoever sees to the request is reminded: they ask again, go on, or let it wait. Nothing resumes
//!    by itself and no clock changes.
//! 4. While it lasts, the request stands among the deadlines at the moment at which it is over: that is what is due
//!    next of it. Where the client is awaited, they are to hear of it then.
//! 5. What is blocked is not paused by that ([`super::care`], rule 3). Where the agreement stops a clock for another team or
//!    a supplier, the desk offers that wait beside what stands in the way ([`offered`]): somebody says whether it is so.
//!    Another request in the way offers it only where others deliver it: what the team holds up itself is no wait.

use super::agreement::Version;
use super::care::Tie;
use super::moment::Moment;
use super::open::OpenTime;
use super::request::{PauseReason, Request};
use super::workspace::Workspace;

/// Since when a request waits, and when that is longer than agreed; none while it does not wait for a reason that
/// stops a clock, where nothing is agreed, and where the opening hours do not reach that far.
pub fn longest(request: &Request, version: &Version, open: &OpenTime) -> Option<(Moment, Moment)> {
    let most = version.counting.longest_pause?;
    let pauses = |wait: &&super::request::Wait| version.pauses_on.contains(&wait.reason);
    let mut since = request.waiting().filter(pauses)?.from;
    for wait in request.waits.iter().rev().skip(1).filter(pauses) {
        if wait.to != Some(since) {
            break;
        }
        since = wait.from;
    }
    Some((since, most.due_from(since, open)?))
}

/// For whom a request with something in its way may be noted to wait, so that a clock of its agreement stands still (rule
/// 5); nothing for one that waits already.
pub fn offered(desk: &Workspace, request: &Request) -> Vec<PauseReason> {
    let Some(version) = desk.version_of(request) else { return Vec::new() };
    if request.stage.is_finished() || request.waiting().is_some() {
        return Vec::new();
    }
    let blocked = request.care.blocked().is_some();
    let delivered = |id| desk.request(id).is_some_and(|one| !one.is_served() && !one.stage.is_finished());
    let tied = request
        .care
        .look(|kept| kept.links.iter().any(|(tie, other)| *tie == Tie::BlockedBy && delivered(*other)));
    let mut out = Vec::new();
    if blocked || tied {
        out.push(PauseReason::OtherTeam);
    }
    if blocked {
        out.push(PauseReason::Supplier);
    }
    out.retain(|reason| version.pauses_on.contains(reason));
    out
}
