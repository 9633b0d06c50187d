//! What the work went to: by its use to the people served in the end, and by the goals it serves.
//!
//! Rules:
//! 1. Counted is what we were asked and is done, by its present answer; where nobody has answered, that is a group of its own.
//!    Goals are by name, also those that have left the list.
//! 2. *Work* is the sum of the estimates, of those that have one; how many that are stands beside it. Nothing is made up for
//!    the others. (Time sheets would say more and are not asked for.)
//! 3. *Declined*: of the same group, by what was declined or is done. A team that tests requests by degrees does some of the
//!    preferences, later than the rest: none at all, or all of them first, would be worth a look.

use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::request::{Effect, Outcome, Stage, codes};
use super::text::Name;
use super::triage::Fit;
use super::workspace::Workspace;
use std::collections::BTreeMap;

codes! {
    /// What work is told apart by.
    By {
        /// Its use to the people served in the end.
        Use = "use",
        /// The goal it serves.
        Goal = "goal",
    }
}

/// One group of requests; those nobody has answered for come last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Of this use.
    Use(Effect),
    /// For this goal.
    Goal(Name),
    /// For none of the goals.
    NoGoal,
    /// Nobody has said.
    Unsaid,
}

/// What one group came to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Went {
    /// What is done.
    pub done: Vec<RequestId>,
    /// Of that: how many have an estimate.
    pub estimated: usize,
    /// The sum of these estimates.
    pub work: Span,
    /// What was declined.
    pub declined: Vec<RequestId>,
}

/// What the work of the requests for which `counts` says yes went to, at `now`.
pub fn went(
    desk: &Workspace,
    by: By,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> BTreeMap<Group, Went> {
    let mut out: BTreeMap<Group, Went> = BTreeMap::new();
    let ours = desk.served().filter(|(_, r)| r.raised <= now);
    for (id, request) in ours.filter(|(id, _)| counts(*id)) {
        let (done, declined) = (request.outcome() == Some(Outcome::Done), request.stage == Stage::Declined);
        if !done && !declined {
            continue;
        }
        let group = match by {
            By::Use => request.effect.map_or(Group::Unsaid, Group::Use),
            By::Goal => match request.triage.look(|a| a.goal.clone()) {
                Fit::Goal(name) => Group::Goal(name),
                Fit::None => Group::NoGoal,
                Fit::Unsaid => Group::Unsaid,
            },
        };
        let went = out.entry(group).or_default();
        if declined {
            went.declined.push(id);
            continue;
        }
        went.done.push(id);
        if let Some(effort) = request.triage.effort() {
            went.estimated += 1;
            went.work += effort;
        }
    }
    out
}
