//! Who may see a figure, which sheets look careless, and what a difference means.
//!
//! * **S9** Client figures appear from three finished sheets; a subgroup from five, and only when the
//!   rest has five as well, so that nobody is found by subtraction. An anonymous run shows nothing
//!   before it is closed: two looks could be subtracted. A team's anonymous run has the same limits.
//! * **S10** A sheet is flagged, never dropped: one level throughout (20 or more answers, reversed items
//!   included), contradiction (at least three reversed items lie 75 points or more from the mean of the
//!   other items of their dimension), or speed (median under 1.5 seconds an item). Only counts are shown.
//! * **S11** Gap = team − clients in points. Under 12.5 either way, half a step of the scale, the views
//!   are aligned; above, the team sees it brighter; below, there is a hidden strength. The gap is *clear*
//!   when its 95 % interval leaves out 0, else *possible*.
//! * **S12** Claim against evidence: a claim is over-claimed when the evidence interval (Wilson) ends
//!   more than 12.5 points below it, under-claimed when it begins more than 12.5 above, else supported.
//!   Both point the same way first: reversed items and measures of trouble are turned round. A proxy
//!   gets no verdict, too few cases no figure.

use super::instrument::{DimensionId, EvidenceKind, Form, ItemId, Measure};
use super::score::{Group, Score};
use super::stats::{Interval, SLACK, Sample, mean, t_critical, welch, wilson};
use super::{ItemState, Share, Sheet, state};

/// Half a step of the answer scale, in points: what counts as a difference.
pub const HALF_STEP: f64 = 12.5;

/// How a run was held, as far as showing its results goes (S9).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Privacy {
    /// Names are known and agreed to be shown, or one answer was agreed on.
    Open,
    /// Client view, or an anonymous team run.
    Guarded {
        /// Results of an anonymous run wait until it is closed.
        waits_for_close: bool,
    },
}

impl Privacy {
    /// Fewest sheets of a guarded run before anything shows.
    pub const LEAST: usize = 3;
    /// Fewest sheets of a subgroup, and of the rest beside it.
    pub const LEAST_PART: usize = 5;

    /// May a figure from `n` finished sheets be shown?
    pub fn admits(self, n: usize, closed: bool) -> bool {
        match self {
            Privacy::Open => n > 0,
            Privacy::Guarded { waits_for_close } => n >= Self::LEAST && (closed || !waits_for_close),
        }
    }

    /// May a figure from `part` of `n` finished sheets be shown beside the whole?
    pub fn admits_part(self, part: usize, n: usize, closed: bool) -> bool {
        let enough = part >= Self::LEAST_PART && n.saturating_sub(part) >= Self::LEAST_PART;
        self.admits(n, closed) && (self == Privacy::Open || enough)
    }
}

/// What is odd about a sheet (S10).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags {
    /// One level throughout.
    pub straight: bool,
    /// Reversed items contradict their neighbours.
    pub contradiction: bool,
    /// Answered too fast to have read.
    pub fast: bool,
}

impl Flags {
    /// True when anything is odd.
    pub fn any(self) -> bool {
        self.straight || self.contradiction || self.fast
    }
}

/// Looks at one sheet (S10). `pace` holds the milliseconds spent on each answered item, empty if unknown.
pub fn flags(sheet: &Sheet, pace: &[u32]) -> Flags {
    let levels: Vec<_> = Form::Full.items().filter_map(|item| sheet.get(&item)?.level()).collect();
    let straight = levels.len() >= 20 && levels.iter().all(|l| levels.first() == Some(l));
    let points = |item: ItemId| match state(sheet, item) {
        ItemState::Answered(points) => Some(points),
        _ => None,
    };
    let contradicts = |item: ItemId| {
        let others: Vec<f64> = DimensionId::ALL
            .into_iter()
            .filter(|d| item.dimension == Some(*d))
            .flat_map(|d| d.items(Form::Full))
            .filter(|other| *other != item)
            .filter_map(points)
            .collect();
        Some((points(item)? - mean(&others)?).abs() >= 75.0 - SLACK)
    };
    let odd = Form::Full.items().filter(|i| i.reversed && contradicts(*i) == Some(true)).count();
    let mut sorted: Vec<u32> = Vec::with_capacity(pace.len());
    for ms in pace {
        sorted.insert(sorted.partition_point(|other| other < ms), *ms);
    }
    let half = sorted.len() / 2;
    // The mean of the two middle values, doubled; for an odd number both are the same one.
    let middle = sorted.get(half).zip(sorted.get(half.saturating_sub(1 - sorted.len() % 2)));
    let fast = middle.is_some_and(|(a, b)| u64::from(*a) + u64::from(*b) < 3_000);
    Flags { straight, contradiction: odd >= 3, fast }
}

/// How the two views of a dimension differ (S11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// Under half a step apart.
    Aligned,
    /// The team sees it brighter than its clients.
    Brighter,
    /// Clients see more than the team does.
    HiddenStrength,
}

/// A gap with its certainty (S11).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gap {
    /// Team − clients, in points, unrounded.
    pub points: f64,
    /// 95 % interval, where the numbers allow one.
    pub interval: Option<Interval>,
    /// What it means.
    pub view: View,
    /// True for *clear*, false for *possible*.
    pub clear: bool,
}

impl Gap {
    fn new(points: f64, interval: Option<Interval>) -> Gap {
        let view = if points >= HALF_STEP - SLACK {
            View::Brighter
        } else if points <= SLACK - HALF_STEP {
            View::HiddenStrength
        } else {
            View::Aligned
        };
        Gap { points, interval, view, clear: interval.is_some_and(Interval::excludes_zero) }
    }

    /// The gap between two groups (Welch); `None` if one side has no score.
    pub fn between(team: &Group, clients: &Group) -> Option<Gap> {
        let points = team.score.points()? - clients.score.points()?;
        let test = team.sample().zip(clients.sample()).and_then(|(t, c)| welch(t, c));
        // Re-centred: an overall is the mean of the bars, which may differ a little from its values' mean.
        let interval = test.map(|w| Interval {
            low: w.interval.low - w.difference + points,
            high: w.interval.high - w.difference + points,
        });
        Some(Gap::new(points, interval))
    }

    /// The gap when the team agreed on one answer: only the clients are a sample (one-sample t, from
    /// three clients on).
    pub fn from_agreed(team: Score, clients: &Group) -> Option<Gap> {
        let points = team.points()? - clients.score.points()?;
        let interval = clients.sample().filter(|s| s.n >= 3).and_then(|s: Sample| {
            let n = f64::from(s.n);
            Some(Interval::around(points, t_critical(n - 1.0)? * s.sd / n.sqrt()))
        });
        Some(Gap::new(points, interval))
    }
}

/// What the board says about a claim (S12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Fewer cases than the measure needs.
    NoData,
    /// The board shows clearly less.
    OverClaimed,
    /// Claim and board agree within half a step.
    Supported,
    /// The board shows clearly more.
    UnderClaimed,
    /// A related figure only: no verdict.
    Related,
}

/// A measure as a figure from 0 to 100 that points the same way as the claim.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Evidence {
    /// Points.
    pub points: f64,
    /// 95 % Wilson interval in points.
    pub interval: Interval,
}

/// Turns counted cases into points; `None` below the measure's fewest cases.
pub fn evidence(measure: &Measure, cases: Share) -> Option<Evidence> {
    let count = if measure.down { cases.of.checked_sub(cases.count)? } else { cases.count };
    let range = wilson(count, cases.of).filter(|_| cases.of >= measure.least)?;
    Some(Evidence {
        points: 100.0 * f64::from(count) / f64::from(cases.of),
        interval: Interval { low: 100.0 * range.low, high: 100.0 * range.high },
    })
}

/// Judges a claim (group mean of the team view, 0–100) by a measure of the item (S12).
pub fn verdict(kind: EvidenceKind, claim: f64, evidence: Option<Evidence>) -> Verdict {
    let Some(Evidence { interval, .. }) = evidence else { return Verdict::NoData };
    match kind {
        EvidenceKind::Absent => Verdict::NoData,
        EvidenceKind::Proxy => Verdict::Related,
        EvidenceKind::Direct if interval.high < claim - HALF_STEP - SLACK => Verdict::OverClaimed,
        EvidenceKind::Direct if interval.low > claim + HALF_STEP + SLACK => Verdict::UnderClaimed,
        EvidenceKind::Direct => Verdict::Supported,
    }
}
