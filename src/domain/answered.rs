//! How often the client answered in the time they took on for it: the other half of what an agreement promises.
//!
//! Rules:
//! 1. An agreement may say within which time the client answers what the team asks ([`super::counting`], rule 8). It is
//!    measured by the team's own record: a request that waits for the client waits for an answer.
//! 2. It counts from where the waiting began to where it ended, over every such wait that follows the one before without
//!    a break, in the opening hours of the version the request has. An answer exactly at the end is in time.
//! 3. A wait that lasts is counted once it is longer than agreed, and until then not at all.
//! 4. It moves no clock and says nothing of why: a wait that was forgotten here is counted as well, which is one more
//!    reason to go on as soon as the answer is there.

use super::ident::{AgreementId, RequestId};
use super::moment::Moment;
use super::request::{PauseReason, Request};
use super::review::Kept;
use super::timebook::Timebook;
use super::workspace::Workspace;

/// How the client's answers stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answered {
    /// In how many of how many waits the answer was in time.
    pub kept: Kept,
    /// The requests that waited longer than agreed, each once.
    pub longer: Vec<RequestId>,
}

/// How the answers stand over the requests an agreement measures; none where nothing was waited for yet, or no time is
/// agreed.
pub fn answered(desk: &Workspace, book: &Timebook, id: AgreementId, now: Moment) -> Option<Answered> {
    let mut out = Answered::default();
    for (request_id, request) in desk.requests().filter(|(_, r)| r.is_measured_by(id)) {
        let Some(version) = desk.version_of(request) else { continue };
        let Some(within) = version.counting.answers else { continue };
        let Some(hours) = version.calendar.and_then(|id| book.get(id)) else { continue };
        for (from, to) in waits(request) {
            let Some(due) = within.due_from(from, &hours.open) else { continue };
            let in_time = to.unwrap_or(now) <= due;
            if to.is_none() && in_time {
                continue;
            }
            out.kept.of += 1;
            out.kept.met += usize::from(in_time);
            if !in_time && out.longer.last() != Some(&request_id) {
                out.longer.push(request_id);
            }
        }
    }
    (out.kept.of > 0).then_some(out)
}

/// The waits for the client, those without a break between them as one (rule 2).
fn waits(request: &Request) -> Vec<(Moment, Option<Moment>)> {
    let mut out: Vec<(Moment, Option<Moment>)> = Vec::new();
    for wait in request.waits.iter().filter(|wait| wait.reason == PauseReason::Client) {
        match out.last_mut() {
            Some(last) if last.1 == Some(wait.from) => last.1 = wait.to,
            _ => out.push((wait.from, wait.to)),
        }
    }
    out
}
