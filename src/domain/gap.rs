//! The gap between what the client expects of a target and what the team offers.
//!
//! Rules:
//! 1. It is told for every target for which an expectation is written down. Where both count the same kind of time the gap
//!    is how much longer the offer is; an offer that is no longer keeps to what is expected. Where they count different
//!    time there is no figure for it, and that is said.
//! 2. What to talk about comes in order of the gap: first what is expected and not offered at all; then by how many times
//!    as long as expected the offer is, the most first; then what counts different time. What is kept to comes last. Among
//!    equals the more urgent comes first.
//! 3. How past work would have fared is read as any draft is tried ([`super::backtest`]), with what is expected in place of
//!    the targets: paused and warned as what is offered, or as is usual.

use super::agreement::Version;
use super::clock::{Basis, ClockKind, Target};
use super::moment::Span;
use super::request::Priority;
use super::threshold::Threshold;
use std::cmp::Reverse;

/// How far apart the two are (rule 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Apart {
    /// Nothing is offered.
    NoOffer,
    /// The offer is so much longer.
    Longer(Span),
    /// The two count different time.
    OtherTime,
    /// The offer is no longer than what is expected.
    Kept,
}

/// A target of which something is expected.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gap {
    /// Which clock.
    pub clock: ClockKind,
    /// For which priority.
    pub priority: Priority,
    /// How much is expected, counted in what.
    pub expected: (Span, Basis),
    /// What is offered; none for nothing.
    pub offered: Option<Target>,
    /// How far apart they are.
    pub apart: Apart,
}

impl Gap {
    /// True for what has to be talked about.
    pub fn is_open(&self) -> bool {
        self.apart != Apart::Kept
    }

    /// Its place in the order (rule 2): the kind, then the most times as long first, in thousandths.
    fn place(&self) -> (u8, Reverse<i64>) {
        match (self.apart, self.offered) {
            (Apart::NoOffer, _) | (_, None) => (0, Reverse(0)),
            (Apart::Longer(_), Some(offered)) => {
                (1, Reverse(offered.amount.0.saturating_mul(1_000) / self.expected.0.0.max(1)))
            }
            (Apart::OtherTime, Some(_)) => (2, Reverse(0)),
            (Apart::Kept, Some(_)) => (3, Reverse(0)),
        }
    }
}

/// Every target of which something is expected, in the order in which to talk about them (rule 2).
pub fn gaps(terms: &Version) -> Vec<Gap> {
    let mut out = Vec::new();
    for priority in Priority::ALL {
        for clock in ClockKind::ALL {
            let Some(expected) = terms.expected.get(&(clock, *priority)).copied() else { continue };
            let offered = terms.target(clock, *priority).copied();
            let apart = match offered {
                None => Apart::NoOffer,
                Some(target) if target.basis != expected.1 => Apart::OtherTime,
                Some(target) if target.amount > expected.0 => {
                    Apart::Longer(Span(target.amount.0 - expected.0.0))
                }
                Some(_) => Apart::Kept,
            };
            out.push(Gap { clock, priority: *priority, expected, offered, apart });
        }
    }
    out.sort_by_key(Gap::place);
    out
}

/// The terms with what is expected in place of the targets, to be tried on past work (rule 3).
pub fn as_expected(terms: &Version) -> Version {
    let target = |(key, (amount, basis)): (&(ClockKind, Priority), &(Span, Basis))| {
        let offered = terms.targets.get(key);
        let pauses = offered.map_or(key.0.pauses(), |target| target.pauses);
        let warn = offered.map_or(Threshold::USUAL_WARNING, |target| target.warn);
        (*key, Target { amount: *amount, basis: *basis, pauses, warn })
    };
    Version { targets: terms.expected.iter().map(target).collect(), ..terms.clone() }
}
