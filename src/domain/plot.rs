//! The arithmetic of charts: where a value sits on an axis, and where to put its marks.
//!
//! * **P1** A [`Scale`] maps values to percent of the axis, 0 to 100; the drawing decides which way it
//!   runs. Values beyond the ends sit at the ends, so a mark never leaves its chart.
//! * **P2** Marks stand at multiples of 1, 2 or 5 times a power of ten (Heckbert 1990, “Nice numbers for
//!   graph labels”, Graphics Gems I), the smallest such step that gives no more marks than there is room
//!   for. A mark is a whole multiple divided or multiplied once, so 0.3 is 0.3 and not 0.30000000000000004.
//! * **P3** Without a span (one value, nothing at all, a figure that is no number) nothing fails: the
//!   value sits in the middle and is its own mark.

/// A linear axis from one value to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    min: f64,
    max: f64,
}

impl Scale {
    /// An axis from `min` to `max`, in the units of the values; the ends may come in either order.
    pub fn new(min: f64, max: f64) -> Scale {
        Scale { min: min.min(max), max: max.max(min) }
    }

    /// An axis that holds `min` to `max` and ends on marks, for `most` marks or fewer.
    pub fn rounded(min: f64, max: f64, most: usize) -> Scale {
        let plain = Scale::new(min, max);
        let Some(mut step) = Step::at_least(plain.span() / most.max(1) as f64) else {
            return plain;
        };
        loop {
            let (first, last) = ((plain.min / step.size()).floor(), (plain.max / step.size()).ceil());
            // Two marks are the fewest an axis with two ends can have.
            if last - first < most.max(2) as f64 || last - first <= 2.0 {
                return Scale { min: step.times(first), max: step.times(last) };
            }
            step = step.next();
        }
    }

    /// The lower end.
    pub const fn min(self) -> f64 {
        self.min
    }

    /// The upper end.
    pub const fn max(self) -> f64 {
        self.max
    }

    /// The length of the axis in the units of the values.
    pub fn span(self) -> f64 {
        self.max - self.min
    }

    /// Where `value` sits, in percent from the lower end, 0 to 100 (P1, P3).
    pub fn at(self, value: f64) -> f64 {
        let share = (value - self.min) / self.span();
        if share.is_finite() && self.span().is_finite() { (100.0 * share).clamp(0.0, 100.0) } else { 50.0 }
    }

    /// How long a bar from `from` to `to` is, in percent of the axis, never negative.
    pub fn length(self, from: f64, to: f64) -> f64 {
        (self.at(to) - self.at(from)).abs()
    }

    /// Marks on this axis, see [`ticks`].
    pub fn ticks(self, most: usize) -> Vec<f64> {
        ticks(self.min, self.max, most)
    }
}

/// Marks from `min` to `max`, lowest first, at most `most` of them (P2). No marks for `most` 0; one mark
/// when the span holds only one round value at that step.
pub fn ticks(min: f64, max: f64, most: usize) -> Vec<f64> {
    marks(min, max, most, false)
}

/// Like [`ticks`], but only whole numbers: for counts of things.
pub fn whole_ticks(min: f64, max: f64, most: usize) -> Vec<f64> {
    marks(min, max, most, true)
}

fn marks(min: f64, max: f64, most: usize, whole: bool) -> Vec<f64> {
    let Scale { min, max } = Scale::new(min, max);
    if most == 0 || !(max - min).is_finite() {
        return Vec::new();
    }
    // Marks a step apart need not touch the ends, so one more step may fit than there are marks.
    let smallest = (max - min) / (most as f64 + 1.0);
    let Some(mut step) = Step::at_least(if whole { smallest.max(1.0) } else { smallest }) else {
        return vec![min];
    };
    loop {
        // A multiple that misses the end by a rounding error is on it.
        let slack = 1e-9;
        let (first, last) = ((min / step.size() - slack).ceil(), (max / step.size() + slack).floor());
        if last - first < most as f64 {
            let count = (last - first + 1.0).max(0.0) as usize;
            return (0..count).map(|k| step.times(first + k as f64)).collect();
        }
        step = step.next();
    }
}

/// A step of 1, 2 or 5 times a power of ten, kept as a whole factor and an exponent (P2).
#[derive(Clone, Copy)]
struct Step {
    factor: u8,
    power: f64,
    tenths: bool,
}

impl Step {
    /// The smallest step that is not below `size`; `None` unless `size` is a number above 0.
    fn at_least(size: f64) -> Option<Step> {
        // Beyond these no chart of ours goes, and the search below would be long.
        if !(1e-12..=1e18).contains(&size) {
            return None;
        }
        let mut step = Step { factor: 1, power: 1e12, tenths: true };
        while step.size() < size * (1.0 - 1e-12) {
            step = step.next();
        }
        Some(step)
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// `k` steps.
    fn times(self, k: f64) -> f64 {
        let whole = k * f64::from(self.factor);
        // Adding zero turns −0 into 0, which would read "−0" beside the axis.
        (if self.tenths { whole / self.power } else { whole * self.power }) + 0.0
    }

    fn next(self) -> Step {
        match self.factor {
            1 => Step { factor: 2, ..self },
            2 => Step { factor: 5, ..self },
            _ if self.tenths && self.power > 1.0 => Step { factor: 1, power: self.power / 10.0, ..self },
            _ => Step { factor: 1, power: self.power * 10.0, tenths: false },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn values_sit_between_the_ends() {
        let scale = Scale::new(20.0, 60.0);
        assert_eq!([20.0, 30.0, 40.0, 60.0].map(|v| scale.at(v)), [0.0, 25.0, 50.0, 100.0]);
        assert_eq!([-5.0, 61.0].map(|v| scale.at(v)), [0.0, 100.0], "a mark never leaves its chart");
        assert_eq!(scale.length(50.0, 30.0), 50.0);
        assert_eq!(Scale::new(60.0, 20.0), scale);
    }

    #[test]
    fn an_axis_without_span_puts_its_value_in_the_middle() {
        let one = Scale::new(7.0, 7.0);
        assert_eq!(one.at(7.0), 50.0);
        assert_eq!(one.ticks(5), [7.0]);
        assert_eq!(Scale::rounded(7.0, 7.0, 5), one);
        for (min, max) in [(f64::NAN, f64::NAN), (0.0, f64::INFINITY), (f64::NEG_INFINITY, f64::INFINITY)] {
            assert_eq!(Scale::new(min, max).at(3.0), 50.0);
            assert!(ticks(min, max, 5).is_empty());
        }
        assert_eq!(Scale::new(0.0, 10.0).at(f64::NAN), 50.0);
    }

    #[test]
    fn marks_are_round_and_few() {
        assert_eq!(ticks(0.0, 100.0, 6), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 100.0, 5), [0.0, 50.0, 100.0]);
        assert_eq!(ticks(0.0, 1.0, 11), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
        assert_eq!(ticks(3.0, 17.0, 5), [5.0, 10.0, 15.0]);
        assert_eq!(ticks(-1.0, 1.0, 5), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 2_400.0, 4), [0.0, 1_000.0, 2_000.0]);
        assert_eq!(ticks(0.1 + 0.2, 0.5, 3), [0.3, 0.4, 0.5], "a rounding error hides no mark");
        assert!(Scale::rounded(-9.0, -0.3, 5).max().is_sign_positive(), "no −0 beside the axis");
        assert!(ticks(0.0, 100.0, 0).is_empty());
        assert_eq!(ticks(0.0, 1e-15, 5), [0.0]);
    }

    #[test]
    fn counts_have_whole_marks() {
        assert_eq!(whole_ticks(0.0, 2.0, 6), [0.0, 1.0, 2.0]);
        assert_eq!(whole_ticks(0.0, 3.0, 3), [0.0, 2.0]);
        assert_eq!(whole_ticks(0.0, 0.0, 3), [0.0]);
        assert_eq!(whole_ticks(0.0, 40.0, 5), [0.0, 10.0, 20.0, 30.0, 40.0]);
    }

    #[test]
    fn a_rounded_axis_holds_its_values_and_ends_on_marks() {
        for (min, max, most, ends) in [
            (0.0, 93.0, 6, (0.0, 100.0)),
            (0.0, 7.3, 5, (0.0, 8.0)),
            (12.0, 48.0, 5, (10.0, 50.0)),
            (0.12, 0.31, 4, (0.1, 0.4)),
            (-3.0, 4.0, 2, (-5.0, 5.0)),
        ] {
            let scale = Scale::rounded(min, max, most);
            assert_eq!((scale.min(), scale.max()), ends);
        }
    }

    #[test]
    fn no_span_gives_more_marks_than_there_is_room_for() {
        for step in 1..400 {
            let max = f64::from(step * step) * 0.037;
            for most in 1..12 {
                for list in [ticks(-max / 3.0, max, most), whole_ticks(0.0, max, most)] {
                    assert!(list.len() <= most, "{max} {most} {list:?}");
                    assert!(list.is_sorted_by(|a, b| a < b));
                    assert!(list.iter().all(|t| -max / 3.0 - 1e-6 <= *t && *t <= max + 1e-6));
                }
                assert!(most < 3 || ticks(-max / 3.0, max, most).len() >= 2);
                let axis = Scale::rounded(-max / 3.0, max, most);
                assert!(axis.min() <= -max / 3.0 && axis.max() >= max);
                assert!(axis.ticks(most.max(3)).len() >= 2);
            }
        }
    }
}
