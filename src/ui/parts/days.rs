//! Days drawn hour by hour: which hours were open, and what of them a clock counted, gave back, or ran over in. The drawing
//! is for the eye; whoever uses it says the same in words beside it.

use crate::domain::derivation::{Day, Part, Piece, Row};
use crate::domain::moment::Moment;
use crate::domain::zone::ZoneTable;
use crate::words::{DateStyle, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// A stretch of a day: what it was, where it begins and how long it is, both in percent of the drawing.
pub type Bar = (Part, f64, f64);

/// The hours of the drawing, in whole hours; there is room at both sides for a word.
pub struct Axis {
    /// The first hour.
    pub low: f64,
    /// The last hour.
    pub high: f64,
}

impl Axis {
    /// The hours in which anything is open on these days; those of an office where nothing is.
    pub fn of(zone: &ZoneTable, rows: &[Row]) -> Axis {
        let days = rows.iter().filter_map(|row| match row {
            Row::Day(day) => Some(day),
            Row::Gap { .. } => None,
        });
        let pieces = days.flat_map(|day| day.pieces.iter().map(|piece| (day.date, piece)));
        let bounds = pieces
            .map(|(date, piece)| (minute(zone, date, piece.from), minute(zone, date, piece.to)))
            .reduce(|(low, high), (from, to)| (low.min(from), high.max(to)));
        let (low, high) = bounds.unwrap_or((540.0, 1_020.0));
        let low = (low / 60.0).floor();
        Axis { low, high: (high / 60.0).ceil().max(low + 1.0) }
    }

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

    /// The stretches of a day; open time is drawn below everything, whole.
    pub fn bars(&self, zone: &ZoneTable, day: &Day) -> Vec<Bar> {
        let at = |moment: Moment| self.at(minute(zone, day.date, moment));
        let bar = |p: &Piece| (p.part, at(p.from), at(p.to) - at(p.from));
        let mut bars: Vec<Bar> = day.pieces.iter().map(bar).collect();
        bars.sort_by_key(|(part, ..)| *part != Part::Open);
        bars
    }
}

/// Minutes after the midnight of a date, by the wall clock.
pub fn minute(zone: &ZoneTable, date: NaiveDate, at: Moment) -> f64 {
    let midnight = date.and_time(NaiveTime::MIN);
    let minutes = zone.to_local(at).signed_duration_since(midnight).num_minutes();
    minutes.clamp(0, 1_440) as f64
}

/// A number of percent as a drawing takes it.
pub fn percent(n: f64) -> String {
    let tenths = (n * 10.0).round() as i64;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).abs().to_string(), "%"].concat()
}

/// The hours above the drawing.
pub fn hours(labels: Vec<(f64, String)>) -> AnyView {
    let one = |(x, words)| view! { <text x=percent(x) y="11" class="mid">{words}</text> };
    view! { <svg class="chart" aria-hidden="true">{labels.into_iter().map(one).collect_view()}</svg> }
        .into_any()
}

/// The stretches of a day.
pub fn bands(bars: Vec<Bar>) -> AnyView {
    let bars = bars.into_iter().map(|(part, x, width)| {
        let (x, width) = (percent(x), percent(width));
        let (class, fill) = match part {
            Part::Open => (Some("band-open"), None),
            Part::Counted => (Some("band-count"), None),
            Part::Left => (Some("band-left"), None),
            Part::Over => (None, Some("url(#hatch-late)")),
            Part::Paused => (None, Some("url(#hatch-paused)")),
        };
        view! { <rect class=class fill=fill x=x y="5" width=width height="16"/> }
    });
    bars.collect_view().into_any()
}

/// The mark of a moment that is due, with its word on the side that has room.
pub fn due_mark((x, words): (f64, String)) -> AnyView {
    let (text_x, class) = if x > 70.0 { (x - 1.3, "t-risk t-halo end") } else { (x + 1.3, "t-risk t-halo") };
    view! {
        <line class="due" x1=percent(x) x2=percent(x) y1="0" y2="26"/>
        <text class=class x=percent(text_x) y="17">{words}</text>
    }
    .into_any()
}
