//! How often the client answered in the time they took on for it: the other half of what an agreement promises.
//!
//! Rules:
//! 1. An agreement may say within which time the client answers what the team asks ([`super::counting`], rule 8). It is
//!    measured by the team's own record: a request that waits for the client waits for an answer.
//! 2. It counts from where the waiting began to where it ended, over every such wait that follows the one before without
//!    a break, in the opening hours of the version the request has. An answer exactly at the end is in time.
//! 3. A wait that lasts is counted once it is longer than agreed, and until then not at all. So is one that ended because
//!    the request was withdrawn, declined or merged: there was no answer.
//! 4. How long answers took is told by those that came, in the same opening hours.
//! 5. It moves no clock and says nothing of why: a wait that was forgotten here is counted as well, which is one more
//!    reason to go on as soon as the answer is there.

use super::ident::{AgreementId, RequestId};
use super::moment::{Moment, Span};
use super::request::{PauseReason, Request};
use super::review::Kept;
use super::timebook::Timebook;
use super::workspace::Workspace;

/// How the client's answers stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answered {
    /// In how many of how many waits the answer was in time.
    pub kept: Kept,
    /// The requests that never waited longer than agreed, each once.
    pub in_time: Vec<RequestId>,
    /// The requests that waited longer than agreed, each once.
    pub longer: Vec<RequestId>,
    /// Opening time until each answer that came, the shortest first.
    pub took: Vec<Span>,
}

/// One wait for the client that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// When it began.
    pub from: Moment,
    /// Opening time until the answer, or until now where it lasts.
    pub took: Span,
    /// There was an answer.
    pub over: bool,
    /// The answer came in time.
    pub in_time: bool,
}

/// The waits of a request that count, in their order; none where no time is agreed.
pub fn waits(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Vec<Wait> {
    let read = || {
        let version = desk.version_of(request)?;
        Some((version.counting.answers?, book.get(version.calendar?)?))
    };
    let Some((within, hours)) = read() else { return Vec::new() };
    let wait = |(from, to): (Moment, Option<Moment>)| {
        let end = to.unwrap_or(now);
        let over = to.is_some() && request.ended.map(|(at, _)| at) != to;
        let in_time = end <= within.due_from(from, &hours.open)?;
        (over || !in_time).then(|| Wait { from, took: hours.open.elapsed(from, end), over, in_time })
    };
    together(request).into_iter().filter_map(wait).collect()
}

/// How the answers stand over the requests an agreement measures and for which `counts` says yes; none where nothing was
/// waited for yet, or no time is agreed.
pub fn answered(
    desk: &Workspace,
    book: &Timebook,
    id: AgreementId,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Option<Answered> {
    let mut out = Answered::default();
    for (id, request) in desk.requests().filter(|(one, r)| r.is_measured_by(id) && counts(*one)) {
        let all = waits(desk, book, request, now);
        let met = all.iter().filter(|wait| wait.in_time).count();
        out.kept.of += all.len();
        out.kept.met += met;
        out.took.extend(all.iter().filter(|wait| wait.over).map(|wait| wait.took));
        match all.len() - met {
            _ if all.is_empty() => {}
            0 => out.in_time.push(id),
            _ => out.longer.push(id),
        }
    }
    out.took.sort_unstable();
    (out.kept.of > 0).then_some(out)
}

/// The waits for the client, those without a break between them as one (rule 2).
fn together(request: &Request) -> Vec<(Moment, Option<Moment>)> {
    let mut out: Vec<(Moment, Option<Moment>)> = Vec::new();
    for wait in request.waits.iter().filter(|wait| wait.reason == PauseReason::Client) {
        match out.last_mut() {
            Some(last) if last.1 == Some(wait.from) => last.1 = wait.to,
            _ => out.push((wait.from, wait.to)),
        }
    }
    out
}
