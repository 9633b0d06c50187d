//! What both sides of an agreement kept beside its targets.
//!
//! Rules:
//! 1. A measure beyond time ([`super::agreed`]) stands beside the share that is agreed for it, the client's answers
//!    ([`super::answered`]) beside the time they took on: as the version in force has it, or the newest where none is.
//! 2. A measure is counted over everything the agreement measures, under whichever version; each wait for an answer by
//!    the version its request has.
//! 3. What nothing was counted for yet is left out.

use super::agreed::{Measure, measured};
use super::answered::answered;
use super::clock::Target;
use super::flow::percentile;
use super::ident::{AgreementId, RequestId};
use super::moment::{Moment, Span};
use super::review::Kept;
use super::timebook::Timebook;
use super::workspace::Workspace;

/// What was agreed beside the targets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// So many of 100 of a measure.
    Share(Measure, u8),
    /// The client answers within this time.
    Answers(Target),
}

/// How it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stands {
    /// What was agreed.
    pub agreed: Beside,
    /// In how many of how many cases it was kept: requests, or waits for an answer.
    pub kept: Kept,
    /// The requests in which it was kept, each once.
    pub met: Vec<RequestId>,
    /// The requests in which it was not, or not always, each once.
    pub missed: Vec<RequestId>,
    /// The time within which half of the answers came, of the kind that is agreed here, by nearest rank; none for a
    /// measure.
    pub half: Option<Span>,
}

/// How everything stands that an agreement has beside its targets, over the requests for which `counts` says yes.
pub fn beside(
    desk: &Workspace,
    book: &Timebook,
    id: AgreementId,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Vec<Stands> {
    let Some((_, version)) = desk.agreement(id).and_then(|a| a.standing(now)) else {
        return Vec::new();
    };
    let measures = version.measures.iter().map(|(measure, share)| {
        let (met, missed) = measured(desk, id, *measure, counts);
        let kept = Kept { met: met.len(), of: met.len() + missed.len() };
        Stands { agreed: Beside::Share(*measure, *share), kept, met, missed, half: None }
    });
    let answers = version.counting.answers.and_then(|within| {
        let all = answered(desk, book, id, &within, now, counts)?;
        let half = percentile(&all.took, 50);
        let (met, missed) = (all.in_time, all.longer);
        Some(Stands { agreed: Beside::Answers(within), kept: all.kept, met, missed, half })
    });
    measures.chain(answers).filter(|stands| stands.kept.of > 0).collect()
}
