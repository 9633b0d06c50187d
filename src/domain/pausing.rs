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

use super::agreement::Version;
use super::moment::Moment;
use super::open::OpenTime;
use super::request::Request;

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
