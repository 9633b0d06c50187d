//! When and where an event was recorded: a hybrid logical clock.
//!
//! A [`Stamp`] orders events of all tabs and devices totally: by milliseconds, then by a count for
//! events of one millisecond, then by the node (32 random bits a tab). After Kulkarni, Demirbas et al.,
//! "Logical Physical Clocks" (2014), with one change: a foreign stamp that lies more than
//! [`Ticker::TRUST`] ahead of our clock is accepted for its event, but not adopted by our own ticker,
//! so that one device with a wrong date cannot drag every other one into the future.

use super::moment::{Moment, Span};

/// The identity and the recording time of an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stamp {
    /// Milliseconds UTC since 1970.
    pub ms: i64,
    /// Tells events of one millisecond apart.
    pub count: u32,
    /// The tab (or import source) that recorded it.
    pub node: u32,
}

impl Stamp {
    /// The moment part.
    pub fn moment(self) -> Moment {
        Moment(self.ms)
    }
}

/// Hands out stamps of one node, each later than every stamp it has given or been shown.
#[derive(Clone, Debug)]
pub struct Ticker {
    node: u32,
    ms: i64,
    count: u32,
}

impl Ticker {
    /// How far ahead of our clock a foreign stamp may be and still move our ticker.
    pub const TRUST: Span = Span::minutes(5);

    /// A ticker for a node.
    pub fn new(node: u32) -> Ticker {
        Ticker { node, ms: i64::MIN, count: 0 }
    }

    /// The node it stamps for.
    pub fn node(&self) -> u32 {
        self.node
    }

    /// The next stamp at `now`.
    pub fn next(&mut self, now: Moment) -> Stamp {
        if now.0 > self.ms {
            self.ms = now.0;
            self.count = 0;
        } else if let Some(count) = self.count.checked_add(1) {
            self.count = count;
        } else {
            self.ms = self.ms.saturating_add(1);
            self.count = 0;
        }
        Stamp { ms: self.ms, count: self.count, node: self.node }
    }

    /// A ticker for another node, whose stamps are later than every one this one has given or been shown.
    pub fn onward(&self, node: u32) -> Ticker {
        Ticker { node, ..*self }
    }

    /// Takes note of a stamp recorded elsewhere.
    pub fn observe(&mut self, seen: Stamp, now: Moment) {
        // What lies no further ahead than we are ourselves drags nobody along.
        if seen.ms > self.ms && seen.ms > now.0.saturating_add(Self::TRUST.0) {
            return;
        }
        if (seen.ms, seen.count) > (self.ms, self.count) {
            self.ms = seen.ms;
            self.count = seen.count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_still_or_goes_back_never_repeats_a_stamp() {
        let mut ticker = Ticker::new(7);
        let a = ticker.next(Moment(100));
        let b = ticker.next(Moment(100));
        let c = ticker.next(Moment(40));
        let d = ticker.next(Moment(101));
        assert!(a < b && b < c && c < d, "{a:?} {b:?} {c:?} {d:?}");
    }

    #[test]
    fn a_device_with_a_wrong_date_does_not_drag_us_along() {
        let mut ticker = Ticker::new(7);
        ticker.observe(Stamp { ms: 10_000_000, count: 0, node: 9 }, Moment(1_000));
        assert_eq!(ticker.next(Moment(1_000)).ms, 1_000);
        ticker.observe(Stamp { ms: 2_000, count: 3, node: 9 }, Moment(1_000));
        assert_eq!(ticker.next(Moment(1_000)), Stamp { ms: 2_000, count: 4, node: 7 });
    }

    #[test]
    fn a_clock_that_went_back_an_hour_keeps_the_order_of_two_nodes() {
        let (mut ticker, back) = (Ticker::new(7), Moment(1_000));
        let first = ticker.next(Moment(3_601_000));
        let mut other = ticker.onward(9);
        let second = [other.next(back), other.next(back)];
        ticker.observe(second[1], back);
        let third = ticker.next(back);
        assert!(first < second[0] && second[1] < third, "{first:?} {second:?} {third:?}");
        assert_eq!((second[0].node, third.node, third.ms), (9, 7, first.ms));
    }
}
