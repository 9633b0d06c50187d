//! The hours a day is drawn in.

use crate::words::{DateStyle, time};
use chrono::{NaiveDate, NaiveTime};

/// The hours of the drawing, in whole hours; there is room at both sides for a word.
pub struct Axis {
    /// The first hour.
    pub low: f64,
    /// The last hour.
    pub high: f64,
}

impl Axis {
    /// Where a minute of the day stands, in percent.
    pub fn at(&self, minute: f64) -> f64 {
        6.0 + 84.0 * ((minute / 60.0 - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// True for a minute the drawing shows.
    pub fn holds(&self, minute: f64) -> bool {
        (self.low..=self.high).contains(&(minute / 60.0))
    }

    /// The hours written above it, and where.
    pub fn labels(&self) -> Vec<(f64, String)> {
        let step = ((self.high - self.low) / 3.0).ceil().max(1.0);
        let mut out = Vec::new();
        let mut hour = self.low;
        while hour <= self.high {
            let whole = hour as u32;
            let time = NaiveTime::from_hms_opt(whole % 24, 0, 0).unwrap_or(NaiveTime::MIN);
            let words = if whole == 24 {
                "24:00".to_owned()
            } else {
                time::date(NaiveDate::default().and_time(time), DateStyle::Time)
            };
            out.push((self.at(hour * 60.0), words));
            hour += step;
        }
        out
    }
}
