//! Instants and lengths of time. Nothing else in the project makes time.
//!
//! A [`Moment`] is milliseconds since 1970-01-01T00:00:00Z; a [`Span`] is a signed number of
//! milliseconds. Neither knows a zone: civil dates live in [`super::zone`] and [`super::calendar`].

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An instant, in milliseconds UTC since 1970 (negative before).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(pub i64);

/// A signed length of time in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(pub i64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A span of whole seconds.
    pub const fn seconds(n: i64) -> Span {
        Span(n.saturating_mul(1_000))
    }

    /// A span of whole minutes.
    pub const fn minutes(n: i64) -> Span {
        Span(n.saturating_mul(60_000))
    }

    /// A span of whole hours.
    pub const fn hours(n: i64) -> Span {
        Span(n.saturating_mul(3_600_000))
    }

    /// A span of 24-hour days.
    pub const fn days(n: i64) -> Span {
        Span(n.saturating_mul(86_400_000))
    }

    /// The larger of this span and nothing.
    pub fn at_least_zero(self) -> Span {
        Span(self.0.max(0))
    }

    /// True for a span longer than nothing.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl Moment {
    /// The earliest moment we compute with (the year −262143 would overflow civil dates; 0001 is plenty).
    pub const MIN: Moment = Moment(-62_135_596_800_000);
    /// 1900-01-01: no work that is measured here began before.
    pub const NINETEEN_HUNDRED: Moment = Moment(-2_208_988_800_000);
    /// The latest moment we compute with (9999-12-31T23:59:59.999Z).
    pub const MAX: Moment = Moment(253_402_300_799_999);

    /// The time from `earlier` to this moment; negative when `earlier` is later.
    pub fn since(self, earlier: Moment) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Moment {
    type Output = Moment;
    fn add(self, by: Span) -> Moment {
        Moment(self.0.saturating_add(by.0))
    }
}

impl Sub<Span> for Moment {
    type Output = Moment;
    fn sub(self, by: Span) -> Moment {
        Moment(self.0.saturating_sub(by.0))
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Span;
    fn sub(self, other: Span) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

impl Neg for Span {
    type Output = Span;
    fn neg(self) -> Span {
        Span(self.0.saturating_neg())
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        *self = *self + other;
    }
}

impl SubAssign for Span {
    fn sub_assign(&mut self, other: Span) {
        *self = *self - other;
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match chrono::DateTime::from_timestamp_millis(self.0) {
            Some(t) => write!(f, "{}", t.format("%Y-%m-%dT%H:%M:%S%.3fZ")),
            None => write!(f, "Moment({})", self.0),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let ms = self.0.unsigned_abs();
        write!(f, "{sign}{}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
    }
}
