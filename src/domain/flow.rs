//! How long finished work took, and how much came in and was finished in each month. Each figure names
//! the requests behind it.
//!
//! Rules:
//! 1. Only requests whose present end is a resolution count as finished; open ones would bias the figure,
//!    and a decline or a withdrawal is no delivery.
//! 2. Cycle time runs from raised to the last resolution, in opening time. Waiting counts: it is what the
//!    client has lived through.
//!    Beside it stand the time around the clock, and the *cycle time* proper: opening time from the request being
//!    taken on (first accepted or begun; raised where that was never noted) to the last resolution.
//! 3. Percentiles are by nearest rank: the smallest value with at least p % of the values at or below it
//!    (Hyndman & Fan 1996, "Sample Quantiles in Statistical Packages", The American Statistician 50(4),
//!    definition 1). A figure shown is one that happened.
//! 4. A request comes in in the month it is raised and is finished in the month of its resolution, by the
//!    wall clock of the zone.
//! 5. A request no agreement measures has none, or has one whose opening hours cannot be read here.

use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::Outcome;
use super::timebook::Timebook;
use super::workspace::Workspace;
use super::zone::ZoneTable;
use chrono::Datelike;
use std::collections::BTreeMap;

/// One month.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Month {
    /// Requests raised in it.
    pub raised: Vec<RequestId>,
    /// Requests finished in it.
    pub done: Vec<RequestId>,
}

/// Cycle times of finished requests, and the months.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Flow {
    /// Opening time of each finished request, the shortest first.
    pub working: Vec<(Span, RequestId)>,
    /// The same from being taken on, the shortest first.
    pub taken_on: Vec<Span>,
    /// The same around the clock, from raised, the shortest first.
    pub around: Vec<Span>,
    /// Months by (year, month 1 to 12); those in which nothing happened are left out.
    pub months: BTreeMap<(i32, u32), Month>,
}

/// The value at the nearest rank; none of no values. `values` are in order, `percent` is 1 to 100.
pub fn percentile<T: Copy>(values: &[T], percent: usize) -> Option<T> {
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied()
}

/// The flow of the requests for which `counts` says yes, at `now`.
pub fn flow(
    desk: &Workspace,
    open: &OpenTime,
    zone: &ZoneTable,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Flow {
    let mut out = Flow::default();
    let month = |at: Moment| {
        let local = zone.to_local(at);
        (local.year(), local.month())
    };
    for (id, request) in desk.served() {
        if request.raised > now || !counts(id) {
            continue;
        }
        // What was merged into another one had been asked for already.
        if request.outcome() != Some(Outcome::Merged) {
            out.months.entry(month(request.raised)).or_default().raised.push(id);
        }
        let resolved = request.resolved.last().copied();
        let Some((done, None)) = resolved.filter(|_| request.outcome() == Some(Outcome::Done)) else {
            continue;
        };
        if done > now {
            continue;
        }
        out.working.push((open.elapsed(request.raised, done), id));
        let begun = request.triage.begun.filter(|at| *at <= done).unwrap_or(request.raised);
        out.taken_on.push(open.elapsed(begun, done));
        out.around.push(done.since(request.raised));
        out.months.entry(month(done)).or_default().done.push(id);
    }
    out.working.sort_unstable();
    out.taken_on.sort_unstable();
    out.around.sort_unstable();
    out
}

/// Requests no agreement measures, and why (rule 5).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Unmeasured {
    /// They have no agreement.
    pub no_agreement: Vec<RequestId>,
    /// The opening hours of theirs cannot be read here.
    pub no_hours: Vec<RequestId>,
}

/// The requests, of those for which `counts` says yes, that no agreement measures at `now`.
pub fn unmeasured(
    desk: &Workspace,
    book: &Timebook,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Unmeasured {
    let mut out = Unmeasured::default();
    for (id, request) in desk.served().filter(|(id, r)| r.raised <= now && counts(*id)) {
        match request.pin() {
            Some(_) if book.read(desk, request, now).is_none() => out.no_hours.push(id),
            Some(_) => {}
            None => out.no_agreement.push(id),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::type_complexity)]
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::calendar::{Hours, Week};
    use crate::domain::fact::{Event, Fact, Source};
    use crate::domain::ident::{AgreementId, Subject};
    use crate::domain::rank::Rank;
    use crate::domain::request::{
        Channel, DeclineReason, Direction, MatchWhy, Priority, Raise, RequestFact, Stage,
    };
    use crate::domain::stamp::Ticker;
    use crate::domain::text::{Note, Title};

    #[test]
    fn percentiles_are_values_that_happened() {
        // The worked examples of the nearest-rank method: https://en.wikipedia.org/wiki/Percentile.
        let table: [(&[i64], &[(usize, i64)]); 3] = [
            (&[15, 20, 35, 40, 50], &[(5, 15), (30, 20), (40, 20), (50, 35), (100, 50)]),
            (&[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], &[(25, 7), (50, 8), (75, 15), (100, 20)]),
            (&[3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], &[(25, 7), (50, 9), (75, 15), (100, 20)]),
        ];
        for (values, wanted) in table {
            for (percent, value) in wanted {
                assert_eq!(percentile(values, *percent), Some(*value), "{percent} % of {values:?}");
            }
        }
        assert_eq!(percentile::<i64>(&[], 50), None);
    }

    // Friday 30 October 2026, 10:00 UTC.
    const FRIDAY: Moment = Moment(1_793_354_400_000);

    fn request(
        desk: &mut Workspace,
        ticker: &mut Ticker,
        number: u128,
        at: Moment,
        facts: Vec<(Moment, RequestFact)>,
    ) -> RequestId {
        let id = RequestId::from_parts(at.0, number);
        let first = Raise {
            reference: "R-1".into(),
            title: Title::new("A request").unwrap(),
            client: None,
            requester: None,
            service: None,
            direction: Direction::WeServe,
            channel: Channel::Desk,
            priority: Priority::Normal,
            effect: None,
            purpose: Note::default(),
            text: Note::default(),
            rank: Rank::between(None, None),
        };
        let all = std::iter::once((at, RequestFact::Raised(Box::new(first)))).chain(facts);
        for (at, fact) in all {
            let event = Event {
                stamp: ticker.next(at),
                at,
                actor: None,
                source: Source::Live,
                fact: Fact::Request(fact),
            };
            desk.apply(Subject::Request(id), event);
        }
        id
    }

    fn moved(stage: Stage) -> RequestFact {
        RequestFact::Moved { stage, rank: Rank::between(None, None) }
    }

    #[test]
    fn finished_work_is_counted_in_opening_time_and_in_the_month_it_happened() {
        let (mut desk, mut ticker) = (Workspace::default(), Ticker::new(1));
        let zone = ZoneTable::utc();
        let hours = Hours::weekly(Week::office(&[(540, 1_020)]));
        let open = OpenTime::compile(&hours, &zone, FRIDAY - Span::days(9), FRIDAY + Span::days(40));
        // Friday 10:00 to Monday 11:00: seven hours on Friday and two on Monday, in November.
        let monday = FRIDAY + Span::days(3) + Span::hours(1);
        let weekend = request(&mut desk, &mut ticker, 1, FRIDAY, vec![(monday, moved(Stage::Done))]);
        let quick =
            request(&mut desk, &mut ticker, 2, FRIDAY, vec![(FRIDAY + Span::hours(1), moved(Stage::Done))]);
        // Reopened, declined and open: raised, and not finished.
        let again = vec![(FRIDAY, moved(Stage::Done)), (monday, moved(Stage::InProgress))];
        request(&mut desk, &mut ticker, 3, FRIDAY, again);
        let no = RequestFact::Declined {
            category: DeclineReason::Scope,
            reason: Note::new("No").unwrap(),
            alternative: Note::new("Ask").unwrap(),
        };
        request(&mut desk, &mut ticker, 4, FRIDAY, vec![(monday, no), (monday, moved(Stage::Declined))]);
        request(&mut desk, &mut ticker, 5, monday, vec![]);

        let all = flow(&desk, &open, &zone, FRIDAY + Span::days(30), &|_| true);
        assert_eq!(all.working, [(Span::hours(1), quick), (Span::hours(9), weekend)]);
        let counts: Vec<_> =
            all.months.iter().map(|(m, all)| (*m, all.raised.len(), all.done.len())).collect();
        assert_eq!(counts, [((2026, 10), 4, 1), ((2026, 11), 1, 1)]);

        let mine = flow(&desk, &open, &zone, FRIDAY + Span::days(30), &|id| id == weekend);
        assert_eq!(mine.working.len(), 1);
        // Looked at from Saturday, Monday has not happened.
        let saturday = flow(&desk, &open, &zone, FRIDAY + Span::days(1), &|_| true);
        assert_eq!(saturday.working, [(Span::hours(1), quick)]);
    }

    #[test]
    fn what_is_not_measured_says_why() {
        let (mut desk, mut ticker) = (Workspace::default(), Ticker::new(1));
        let why = MatchWhy { client: false, service: false, chosen: false };
        let none = request(&mut desk, &mut ticker, 1, FRIDAY, vec![]);
        let lost = RequestFact::Pinned { agreement: Some((AgreementId::from_parts(0, 1), 1)), why };
        let lost = request(&mut desk, &mut ticker, 2, FRIDAY, vec![(FRIDAY, lost)]);
        let found = unmeasured(&desk, &Timebook::default(), FRIDAY, &|_| true);
        assert_eq!(found, Unmeasured { no_agreement: vec![none], no_hours: vec![lost] });
    }
}
