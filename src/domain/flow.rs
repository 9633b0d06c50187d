//! How long finished work took, and how much was finished.
//!
//! Rules:
//! 1. Only requests whose present end is a resolution count; open ones would bias the figure.
//! 2. Cycle time runs from raised to the last resolution, in opening time and in calendar time.
//! 3. Percentiles are by nearest rank: the smallest value with at least p % of the values at or below it
//!    (NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.2). A figure shown is one that happened.
//! 4. A request belongs to the month of its resolution, in the team's zone.

use super::calendar::OpenTime;
use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::workspace::Workspace;
use super::zone::ZoneTable;
use chrono::Datelike;
use std::collections::BTreeMap;

/// Cycle times of finished requests.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Flow {
    /// Opening time of each, in order of length.
    pub working: Vec<Span>,
    /// Calendar time of each, in order of length.
    pub calendar: Vec<Span>,
    /// Finished requests by (year, month).
    pub months: BTreeMap<(i32, u32), usize>,
}

/// The value at the nearest rank; none of no values. `values` are in order, `percent` is 1 to 100.
pub fn percentile(values: &[Span], percent: usize) -> Option<Span> {
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied()
}

/// Cycle times of the finished requests for which `counts` says yes.
pub fn flow(
    desk: &Workspace,
    open: &OpenTime,
    zone: &ZoneTable,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Flow {
    let mut out = Flow::default();
    for (id, request) in desk.requests() {
        let Some((done, None)) = request.resolved.last().copied() else { continue };
        if !request.stage.is_resolved() || request.ended.is_some() || done > now || !counts(id) {
            continue;
        }
        out.working.push(open.elapsed(request.raised, done));
        out.calendar.push(done.since(request.raised));
        let local = zone.to_local(done);
        *out.months.entry((local.year(), local.month())).or_default() += 1;
    }
    out.working.sort();
    out.calendar.sort();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_happened() {
        // The ordered list and its nearest ranks: https://en.wikipedia.org/wiki/Percentile, 15 20 35 40 50.
        let values: Vec<Span> = [15, 20, 35, 40, 50].map(Span::minutes).to_vec();
        let at = |p| percentile(&values, p);
        assert_eq!(at(5), Some(Span::minutes(15)));
        assert_eq!(at(30), Some(Span::minutes(20)));
        assert_eq!(at(40), Some(Span::minutes(20)));
        assert_eq!(at(50), Some(Span::minutes(35)));
        assert_eq!(at(100), Some(Span::minutes(50)));
        assert_eq!(percentile(&[], 50), None);
    }
}
