//! Intervals and agreement for small samples.
//!
//! * **T1** Mean with a 95 % t interval, from three values on: x̄ ± t(0.975; n−1)·s/√n
//!   (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2).
//! * **T2** When the number of invited people N is known, the standard error shrinks by √((N−n)/(N−1));
//!   with everybody heard the margin is nothing (Cochran, *Sampling Techniques*).
//! * **T3** Difference of two means with unequal variances: Welch (1947), real-valued degrees of freedom.
//! * **T4** Shares: Wilson's score interval without continuity correction (Wilson 1927; Newcombe 1998,
//!   Statistics in Medicine 17:857–872).
//! * **T5** Agreement inside a group on five levels: r_wg = max(0, 1 − s²/2), against the variance 2 of
//!   evenly spread answers (James, Demaree & Wolf 1984), and the mean distance from the mean, AD; a
//!   group is *split* when r_wg < 0.5 or AD > 5/6 (Burke & Dunlap 2002; O'Neill 2017).
//!
//! The t distribution is computed from the incomplete beta function (continued fraction, NIST DLMF
//! 8.17.22) and Stirling's series for ln Γ (DLMF 5.11.1). Intervals are not cut to the scale here.

use super::Level;

/// The 0.975 point of the normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// Slack when a figure is compared with a limit, so that rounding in the last digit decides nothing.
pub const SLACK: f64 = 1e-9;

/// A range with its two ends, in the units of what it is about.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// `middle` plus and minus `margin`.
    pub fn around(middle: f64, margin: f64) -> Interval {
        Interval { low: middle - margin, high: middle + margin }
    }

    /// Cut to 0–100 for display on the score scale.
    pub fn on_scale(self) -> Interval {
        Interval { low: self.low.clamp(0.0, 100.0), high: self.high.clamp(0.0, 100.0) }
    }

    /// True when nothing lies well outside the interval: the sign is certain.
    pub fn excludes_zero(self) -> bool {
        self.low > SLACK || self.high < -SLACK
    }
}

/// A sample boiled down: how many values, their mean, their standard deviation (n − 1).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sample {
    /// Number of values.
    pub n: u32,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation with n − 1; 0 for a single value.
    pub sd: f64,
}

impl Sample {
    /// The sample of these values; `None` without any.
    pub fn of(values: &[f64]) -> Option<Sample> {
        let mean = mean(values)?;
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let free = values.len().saturating_sub(1).max(1) as f64;
        Some(Sample { n: values.len() as u32, mean, sd: (squares / free).sqrt() })
    }

    /// 95 % interval of the mean (T1), from three values on; with `invited` people known, T2 as well.
    pub fn interval(&self, invited: Option<u32>) -> Option<Interval> {
        if self.n < 3 {
            return None;
        }
        let n = f64::from(self.n);
        let shrink = match invited {
            Some(all) if all <= self.n => 0.0,
            Some(all) => ((f64::from(all) - n) / (f64::from(all) - 1.0)).sqrt(),
            None => 1.0,
        };
        Some(Interval::around(self.mean, t_critical(n - 1.0)? * self.sd / n.sqrt() * shrink))
    }

    /// Squared standard error of the mean.
    fn variance_of_mean(&self) -> f64 {
        self.sd * self.sd / f64::from(self.n)
    }
}

/// The arithmetic mean; `None` without values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The difference of two means with what is needed to judge it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Welch {
    /// First mean minus second mean.
    pub difference: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Welch's degrees of freedom.
    pub df: f64,
    /// Two-sided p of “no difference”.
    pub p: f64,
}

/// Compares two means (T3): at least two and three values, and not both without spread.
pub fn welch(first: Sample, second: Sample) -> Option<Welch> {
    let (a, b) = (first.variance_of_mean(), second.variance_of_mean());
    if first.n < 2 || second.n < 3 || a + b <= 0.0 {
        return None;
    }
    let df = (a + b) * (a + b) / (a * a / (f64::from(first.n) - 1.0) + b * b / (f64::from(second.n) - 1.0));
    let difference = first.mean - second.mean;
    let error = (a + b).sqrt();
    let interval = Interval::around(difference, t_critical(df)? * error);
    Some(Welch { difference, interval, df, p: t_two_sided(difference / error, df) })
}

/// 95 % interval of a share as fractions of one (T4); `None` for no cases or more hits than cases.
pub fn wilson(count: u32, of: u32) -> Option<Interval> {
    if of == 0 || count > of {
        return None;
    }
    let n = f64::from(of);
    let p = f64::from(count) / n;
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let margin = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    let range = Interval::around(middle, margin);
    // With none or all the bound is exactly 0 or 1; rounding would leave a trace of the other side.
    Some(Interval {
        low: if count == 0 { 0.0 } else { range.low },
        high: if count == of { 1.0 } else { range.high },
    })
}

/// How far the answers of a group to one item agree (T5).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Agreement {
    /// 1 for one voice, 0 for answers as spread as chance.
    pub r_wg: f64,
    /// Mean distance from the mean, in levels.
    pub ad: f64,
    /// True when the group is split: talk about this item first.
    pub split: bool,
}

/// Agreement on one item, from three answers on.
pub fn agreement(levels: &[Level]) -> Option<Agreement> {
    let values: Vec<f64> = levels.iter().map(|l| f64::from(l.number())).collect();
    let sample = Sample::of(&values).filter(|s| s.n >= 3)?;
    let r_wg = (1.0 - sample.sd * sample.sd / 2.0).max(0.0);
    let distances: Vec<f64> = values.iter().map(|v| (v - sample.mean).abs()).collect();
    let ad = mean(&distances)?;
    Some(Agreement { r_wg, ad, split: r_wg < 0.5 - SLACK || ad > 5.0 / 6.0 + SLACK })
}

/// The 0.975 point of Student's t with `df` degrees of freedom, whole or not; `None` below one.
pub fn t_critical(df: f64) -> Option<f64> {
    if !df.is_finite() || df < 1.0 {
        return None;
    }
    // The point falls from 12.71 with one degree to 1.96 with many; halving finds it to the last bit.
    let (mut low, mut high) = (1.9, 13.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if t_two_sided(middle, df) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}

/// Probability that Student's t with `df` ≥ 1 degrees of freedom is at least as far from 0 as `t`.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    // P(|T| ≥ t) = I_x(df/2, 1/2) with x = df/(df + t²). The continued fraction is fast on one side of
    // the mean of the beta distribution; on the other side the mirrored integral is used.
    let (a, b) = (0.5 * df, 0.5);
    let (x, y) = (df / (df + t * t), t * t / (df + t * t));
    if y <= 0.0 {
        return 1.0;
    }
    if x <= 0.0 {
        return 0.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * y.ln()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front / (a * beta_fraction(x, a, b))
    } else {
        1.0 - front / (b * beta_fraction(y, b, a))
    }
}

/// The denominator of the continued fraction of I_x(a, b), evaluated from the far end.
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut value = 1.0;
    for m in (1..=400).rev() {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        value = 1.0 + even / (1.0 + odd / value);
    }
    1.0 - (a + b) * x / (a + 1.0) / value
}

/// ln Γ(x) for x > 0: Stirling's series beyond 10, brought there by Γ(x+1) = x·Γ(x).
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    let series = (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / x;
    let half_ln_two_pi = 0.918_938_533_204_672_8;
    (x - 0.5) * x.ln() - x + half_ln_two_pi + series - product.ln()
}
