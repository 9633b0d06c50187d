//! The thresholds of a promised time: from when on a clock is at risk, and when somebody is told.
//!
//! Rules:
//! 1. A threshold is a share of the target (iTop, FreeITSM), or lies so long before or after the deadline (GLPI,
//!    libredesk).
//! 2. A length in minutes or hours is counted in the same kind of time as the target: opening time, or every hour of
//!    every day. With opening hours from 09:00 to 17:00, two hours before Friday 10:00 is Thursday 16:00.
//! 3. A length in days is 24 hours each where the target counts every hour, and otherwise working days, by the same time
//!    of day as the deadline (C36 of [`super::clock`]). It is measured once, from the deadline as it was promised; from
//!    there on it is as much open time as lies between, as with targets in working days (C28).
//! 4. So each threshold is an amount of counted time, and what has been counted never becomes less: a pause, a look
//!    more often or a restart un-passes none, and none is passed twice. Another priority has other thresholds.
//! 5. One that lies before the beginning has been passed from the beginning; it is pointed out while it is written.
//! 6. A warning lies before the deadline: a share of 0, of 100 and more, nothing before it, and anything after it warn of
//!    nothing.

use super::clock::{Basis, Target};
use super::moment::{Moment, Span};
use super::open::OpenTime;

const DAY: Span = Span::days(1);

/// How long before or after the deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// So much time of the target's kind (rule 2).
    Time(Span),
    /// So many days (rule 3).
    Days(u16),
}

/// When a threshold is passed (rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Threshold {
    /// So long before the target is used up.
    Before(Lead),
    /// Once this share of the target is used, in percent.
    Share(u8),
    /// So long after it.
    After(Lead),
}

impl Lead {
    /// True where it is longer than nothing.
    pub fn is_positive(self) -> bool {
        match self {
            Lead::Time(span) => span.is_positive(),
            Lead::Days(days) => days > 0,
        }
    }

    /// As counted time before the moment at which `target`, counted from `from`, is used up, or after it; none where the
    /// opening hours do not reach that far.
    fn counted(self, after: bool, target: &Target, from: Moment, open: &OpenTime) -> Option<Span> {
        let days = match self {
            Lead::Time(span) => return Some(span),
            Lead::Days(days) => days,
        };
        if target.basis == Basis::Calendar {
            return Some(Span(DAY.0 * i64::from(days)));
        }
        let due = target.due_from(from, open)?;
        let days = usize::from(days);
        Some(match after {
            true => open.elapsed(due, open.same_time_of_working_day(due, days)?),
            false => open.elapsed(open.same_time_before(due, days)?, due),
        })
    }
}

impl Threshold {
    /// The share at which a clock is at risk unless the agreement says otherwise.
    pub const USUAL_WARNING: Threshold = Threshold::Share(75);

    /// How much of a target in counted time that began at `from` has been counted when it is passed, rounded down to the
    /// millisecond; none where the opening hours do not reach that far.
    pub fn amount(self, target: &Target, from: Moment, open: &OpenTime) -> Option<Span> {
        let whole = target.amount;
        Some(match self {
            Threshold::Share(percent) => {
                let part = i128::from(whole.0) * i128::from(percent) / 100;
                Span(i64::try_from(part).unwrap_or(i64::MAX))
            }
            // Where the opening hours begin only after it, it was passed before they did.
            Threshold::Before(lead) => lead
                .counted(false, target, from, open)
                .map_or(Span::ZERO, |lead| (whole - lead).at_least_zero()),
            Threshold::After(lead) => Span(whole.0.checked_add(lead.counted(true, target, from, open)?.0)?),
        })
    }

    /// How much of such a target has been counted when it warns; none where it warns of nothing (rule 6).
    pub fn warning(self, target: &Target, from: Moment, open: &OpenTime) -> Option<Span> {
        let warns = match self {
            Threshold::Share(percent) => (1..100).contains(&percent),
            Threshold::Before(lead) => lead.is_positive(),
            Threshold::After(_) => false,
        };
        self.amount(target, from, open).filter(|_| warns)
    }
}
