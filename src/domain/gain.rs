//! What finished work was good for, by kinds: beside the words about it, something that can be counted.
//!
//! Rules:
//! 1. There are five usual kinds, and those the team adds. Each can be taken off the list; what was noted stays noted.
//! 2. A request may have several kinds: saved time and less risk are two gains of one piece of work.
//! 3. Counted is what is done: by each kind the requests it was noted for, and how many have a kind or words about it at all
//!    (the benefit note of [`super::care`]). One request counts under each of its kinds, so they add up to more.
//! 4. A kind is a judgement of the team. It says what for, never how much.

use super::ident::{RequestId, steady_hash};
use super::moment::Moment;
use super::request::{Outcome, codes};
use super::team::Team;
use super::text::Name;
use super::workspace::Workspace;

codes! {
    /// The usual kinds.
    Usual {
        /// Time that somebody has for something else.
        Time = "time",
        /// Money saved or earned.
        Money = "money",
        /// Something that can no longer go wrong, or less badly.
        Risk = "risk",
        /// A better result.
        Quality = "quality",
        /// People served who were not, or served sooner.
        People = "people",
    }
}

/// A kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gain {
    /// A usual one.
    Usual(Usual),
    /// One of the team's own.
    Own(Name),
}

impl Gain {
    /// Its code; for one of the team's own its name.
    pub fn code(&self) -> &str {
        match self {
            Gain::Usual(usual) => usual.code(),
            Gain::Own(name) => name.as_str(),
        }
    }

    /// The element of a set of kinds it stands for.
    pub(super) fn element(&self) -> u64 {
        let kind = if matches!(self, Gain::Own(_)) { "own" } else { "usual" };
        steady_hash(&[kind, self.code()])
    }
}

/// The kinds on the team's list, the usual ones first (rule 1).
pub fn offered(team: &Team) -> Vec<Gain> {
    let set = |gain: &Gain| team.gains.iter().find(|(known, _)| known == gain).map(|(_, on)| *on);
    let usual = Usual::ALL.iter().copied().map(Gain::Usual).filter(|gain| set(gain) != Some(false));
    let own = team.gains.iter().filter(|(gain, on)| *on && matches!(gain, Gain::Own(_)));
    usual.chain(own.map(|(gain, _)| gain.clone())).collect()
}

/// What was gained (rule 3).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gained {
    /// What is done.
    pub done: Vec<RequestId>,
    /// Of that: a kind or words about it are noted.
    pub noted: Vec<RequestId>,
    /// By each kind that was noted, the usual ones first, those for which it was.
    pub kinds: Vec<(Gain, Vec<RequestId>)>,
}

/// What was gained by the requests for which `counts` says yes, at `now`.
pub fn gained(desk: &Workspace, now: Moment, counts: &dyn Fn(RequestId) -> bool) -> Gained {
    let mut out = Gained::default();
    let ours = desk.served().filter(|(_, r)| r.raised <= now);
    for (id, request) in ours.filter(|(id, r)| r.outcome() == Some(Outcome::Done) && counts(*id)) {
        out.done.push(id);
        let Some(kept) = request.care.kept() else { continue };
        if kept.benefit.is_some() || !kept.gains.is_empty() {
            out.noted.push(id);
        }
        for gain in &kept.gains {
            match out.kinds.iter_mut().find(|(known, _)| known == gain) {
                Some((_, ids)) => ids.push(id),
                None => out.kinds.push((gain.clone(), vec![id])),
            }
        }
    }
    out.kinds.sort_by(|a, b| a.0.cmp(&b.0));
    out
}
