//! How often the client answered in the time they took on for it: the other half of what an agreement promises.
//!
//! Rules:
//! 1. An agreement may say within which time the client answers what the team asks ([`super::counting`], rule 8). It is
//!    measured by the team's own record: a request that waits for the client waits for an answer.
//! 2. It counts from where the waiting began to where it ended, over every such wait that follows the one before without
//!    a break, by the time agreed in the version the request has and in its opening hours. An answer exactly at the end is
//!    in time.
//! 3. A wait that lasts is counted once it is longer than agreed, and until then not at all. So is one that ended because
//!    the request was withdrawn, declined or merged, also where it was opened again: there was no answer.
//! 4. How long answers took is told by those that came, in the time that was agreed: opening time, or every hour of every
//!    day. Working days are judged by their end or time of day and told in opening time. Of several versions that agree on
//!    different kinds of time, all are told by the one they stand beside.
//! 5. While the client is awaited, the end of that time is the day of their step ([`awaited`]): it is no promise of the
//!    team's, and no deadline of it. A question may say by which day they answer it; until they have, that day counts
//!    instead, by closing time.
//! 6. It moves no clock and says nothing of why: a wait that was forgotten here is counted as well, which is one more
//!    reason to go on as soon as the answer is there.

use super::agreeing::end_of;
use super::care::answered_since;
use super::clock::Target;
use super::ident::{AgreementId, RequestId};
use super::moment::{Moment, Span};
use super::request::{self, PauseReason, Request};
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
    /// Time until each answer that came, of the kind that was asked for (rule 4), the shortest first.
    pub took: Vec<Span>,
}

/// One wait for the client that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// When it began.
    pub from: Moment,
    /// Time until the answer, or until now where it lasts (rule 4).
    pub took: Span,
    /// There was an answer.
    pub over: bool,
    /// The answer came in time.
    pub in_time: bool,
}

/// The waits of a request that count, in their order; none where no time is agreed.
pub fn waits(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Vec<Wait> {
    waits_told(desk, book, request, None, now)
}

/// The same, told in the time of this target instead of the agreed one.
fn waits_told(
    desk: &Workspace,
    book: &Timebook,
    request: &Request,
    by: Option<&Target>,
    now: Moment,
) -> Vec<Wait> {
    let read = || {
        let version = desk.version_of(request)?;
        Some((version.counting.answers?, book.get(version.calendar?)?))
    };
    let Some((within, hours)) = read() else { return Vec::new() };
    let wait = |wait: request::Wait| {
        let (from, end) = (wait.from, wait.to.unwrap_or(now));
        let over = wait.to.is_some() && !wait.cut;
        let in_time = end <= within.due_from(from, &hours.open)?;
        let took = by.unwrap_or(&within).elapsed(from, end, &hours.open);
        (over || !in_time).then_some(Wait { from, took, over, in_time })
    };
    together(request).into_iter().filter_map(wait).collect()
}

/// How the answers stand over the requests an agreement measures and for which `counts` says yes, told in the time of
/// `by`; none where nothing was waited for yet, or no time is agreed.
pub fn answered(
    desk: &Workspace,
    book: &Timebook,
    id: AgreementId,
    by: &Target,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Option<Answered> {
    let mut out = Answered::default();
    for (id, request) in desk.requests().filter(|(one, r)| r.is_measured_by(id) && counts(*one)) {
        let all = waits_told(desk, book, request, Some(by), now);
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

/// Until when the client has time for the answer that a request waits for now (rule 5); none where nothing is asked and it
/// does not wait for the client, they have answered since, or neither a day was said nor a time is agreed.
pub fn awaited(desk: &Workspace, book: &Timebook, request: &Request) -> Option<Moment> {
    let asked = request.care.kept().filter(|kept| kept.question.is_some() && !request.stage.is_finished());
    if let (Some(day), Some(hours)) = (asked.and_then(|kept| kept.answer_by), book.hours_of(desk, request)) {
        return Some(end_of(day, hours));
    }
    let wait = together(request).pop().filter(|wait| wait.to.is_none())?;
    if answered_since(request).is_some() {
        return None;
    }
    let version = desk.version_of(request)?;
    version.counting.answers?.due_from(wait.from, &book.get(version.calendar?)?.open)
}

/// The waits for the client, those without a break between them as one (rule 2).
fn together(request: &Request) -> Vec<request::Wait> {
    let mut out: Vec<request::Wait> = Vec::new();
    for wait in request.waits.iter().filter(|wait| wait.reason == PauseReason::Client) {
        match out.last_mut() {
            Some(last) if last.to == Some(wait.from) && !last.cut => {
                *last = request::Wait { from: last.from, ..*wait };
            }
            _ => out.push(*wait),
        }
    }
    out
}
