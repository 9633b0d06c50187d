//! What both sides of an agreement kept beside its targets.
//!
//! Rules:
//! 1. A measure beyond time ([`super::agreed`]) stands beside the share that is agreed for it, the client's answers
//!    ([`super::answered`]) beside the time they took on: as the version in force has it, or the newest where none is.
//! 2. A measure is counted over everything the agreement measures, under whichever version; each wait for an answer by
//!    the version its request has.
//! 3. What nothing was counted for yet is left out, but not a time that is agreed for a measure and has begun.
//! 4. A measure is counted over the time agreed for it (rule 8 of [`super::agreed`]), unless somebody looks at a time of
//!    their own; where the clock of the opening hours is not known here, no such time is either, and nothing is said.

use super::agreed::{Goal, Measure, Over, measured};
use super::agreement::Version;
use super::answered::answered;
use super::clock::Target;
use super::flow::percentile;
use super::ident::{AgreementId, RequestId};
use super::moment::{Moment, Span};
use super::review::Kept;
use super::timebook::Timebook;
use super::workspace::Workspace;
use chrono::NaiveTime;

/// What was agreed beside the targets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// A share of a measure.
    Share(Measure, Goal),
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

/// How a measure of an agreement stands over the present time of a kind, whether it is agreed or not.
pub fn measure_now(
    desk: &Workspace,
    book: &Timebook,
    id: AgreementId,
    measure: Measure,
    over: Over,
    now: Moment,
) -> Option<Kept> {
    let (_, version) = desk.agreement(id)?.standing(now)?;
    let since = begin(version, book, over, now)?;
    let (met, missed) = measured((desk, book), id, measure, (since, now), &|_| true);
    Some(Kept { met: met.len(), of: met.len() + missed.len() })
}

/// When the present time of a kind began, by the clock of the opening hours: `Some(None)` where everything counts, none where
/// that clock is not known here, so that nothing can be said of the time.
fn begin(version: &Version, book: &Timebook, over: Over, now: Moment) -> Option<Option<Moment>> {
    if over == Over::All {
        return Some(None);
    }
    let zone = &book.get(version.calendar?)?.zone;
    let day = over.begin(zone.to_local(now).date());
    Some(day.map(|day| zone.from_local(day.and_time(NaiveTime::MIN))))
}

/// How everything stands that an agreement has beside its targets, over the requests for which `counts` says yes. Measures
/// are counted over the time agreed for each where `in_time` says so, otherwise over all of them (rule 4).
pub fn beside(
    desk: &Workspace,
    book: &Timebook,
    id: AgreementId,
    now: Moment,
    in_time: bool,
    counts: &dyn Fn(RequestId) -> bool,
) -> Vec<Stands> {
    let Some((_, version)) = desk.agreement(id).and_then(|a| a.standing(now)) else {
        return Vec::new();
    };
    let since = |over: Over| if in_time { begin(version, book, over, now) } else { Some(None) };
    let measures = version.measures.iter().filter_map(|(measure, goal)| {
        let (met, missed) = measured((desk, book), id, *measure, (since(goal.over)?, now), counts);
        let kept = Kept { met: met.len(), of: met.len() + missed.len() };
        Some(Stands { agreed: Beside::Share(*measure, *goal), kept, met, missed, half: None })
    });
    let answers = version.counting.answers.and_then(|within| {
        let all = answered(desk, book, id, &within, now, counts)?;
        let half = percentile(&all.took, 50);
        let (met, missed) = (all.in_time, all.longer);
        Some(Stands { agreed: Beside::Answers(within), kept: all.kept, met, missed, half })
    });
    // A time that has just begun has nothing yet, and says so.
    let begun = |stands: &Stands| match stands.agreed {
        Beside::Share(_, goal) => in_time && goal.over != Over::All,
        Beside::Answers(_) => false,
    };
    measures.chain(answers).filter(|stands| stands.kept.of > 0 || begun(stands)).collect()
}
