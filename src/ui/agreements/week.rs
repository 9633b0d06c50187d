//! A week of opening hours, drawn and in words, and the next change of the zone's clocks.

use super::when::{time_words, two};
use crate::domain::calendar::{DAY, DaySpan, Hours, Week};
use crate::domain::moment::{Moment, Span};
use crate::domain::open::OpenTime;
use crate::store::ledger::Ledger;
use crate::words::{DateStyle, locale, say, say_dyn, time};
use leptos::prelude::*;

/// The name of a day of the week, Monday is 0.
pub fn day_word(day: usize) -> String {
    say_dyn!("weekday.", &day.to_string())
}

/// How long a week is open: "33 h".
pub fn week_length(week: &Week) -> String {
    time::length(Span::minutes(i64::from(week.minutes_a_week())), None, time::Round::Down)
}

/// Spans of one day in words: "9:00–12:30 and 13:30–17:00".
pub fn spans_words(spans: &[DaySpan]) -> String {
    let each: Vec<String> = spans
        .iter()
        .map(|s| {
            let to = if s.to > DAY { s.to - DAY } else { s.to };
            [time_words(s.from), time_words(to)].join("–")
        })
        .collect();
    locale().list(&each)
}

/// The week in words: days with the same hours together.
pub fn week_words(week: &Week) -> String {
    if week.minutes_a_week() == 7 * u32::from(DAY) {
        return say!("paper.always").to_owned();
    }
    let mut groups: Vec<(usize, usize, &Vec<DaySpan>)> = Vec::new();
    for (day, spans) in week.0.iter().enumerate().filter(|(_, s)| !s.is_empty()) {
        match groups.last_mut() {
            Some((_, last, same)) if *last + 1 == day && *same == spans => *last = day,
            _ => groups.push((day, day, spans)),
        }
    }
    let each: Vec<String> = groups
        .into_iter()
        .map(|(from, to, spans)| {
            let spans = spans_words(spans);
            if from == to {
                [day_word(from), spans].join(" ")
            } else {
                say!("paper.days", from = day_word(from), to = day_word(to), spans = spans)
            }
        })
        .collect();
    locale().list(&each)
}

/// A stretch of one drawn day, in minutes of that day.
pub struct Band {
    /// 0 is Monday.
    pub day: usize,
    /// From this minute.
    pub from: u16,
    /// To this minute.
    pub to: u16,
}

/// What is drawn: spans past midnight go on in the next day's column.
pub fn bands(week: &Week) -> Vec<Band> {
    let mut out = Vec::new();
    for (day, spans) in week.normalised().0.0.iter().enumerate() {
        for span in spans {
            out.push(Band { day, from: span.from, to: span.to.min(DAY) });
            if span.to > DAY {
                out.push(Band { day: (day + 1) % 7, from: 0, to: (span.to - DAY).min(DAY) });
            }
        }
    }
    out
}

/// The drawing's height above and below the hours, and of the hours, in pixels.
pub const TOP: f64 = 20.0;
/// How tall the hours are drawn.
pub const TALL: f64 = 206.0;

fn percent(n: f64) -> String {
    let tenths = (n * 10.0).round() as i64;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
}

/// Whole pixels.
pub fn pixels(n: f64) -> String {
    (n.round() as i64).to_string()
}

/// The week as seven columns of hours. What it shows is said in words for those who do not see it.
#[component]
pub fn WeekPicture(#[prop(into)] week: Signal<Week>) -> impl IntoView {
    move || {
        let week = week.get();
        let bands = bands(&week);
        let low = bands.iter().map(|b| b.from).min().unwrap_or(480) / 120;
        let high = bands.iter().map(|b| b.to).max().unwrap_or(1_080).div_ceil(120).max(low + 1);
        let scale = Scale { low: low * 120, high: high * 120 };
        // A mark every two hours, every four where the day is long.
        let step = if high - low > 6 { 240 } else { 120 };
        let marks = (0..13).map(|n| n * step).filter(|m| *m >= scale.low && *m <= scale.high);
        let label = say!("hours.picture", week = week_words(&week), hours = week_length(&week));
        view! {
            <svg class="chart week" role="img" aria-label=label>
                {marks.map(|minute| {
                    let y = scale.y(minute);
                    view! {
                        <line class="g" x1="6%" x2="100%" y1=pixels(y) y2=pixels(y)/>
                        <text x="0" y=pixels(y + 4.0)>{two(u32::from(minute / 60))}</text>
                    }
                }).collect_view()}
                {(0..7).map(|day| column(day, &bands, &scale)).collect_view()}
            </svg>
        }
    }
}

/// From which minute to which a day is drawn.
pub struct Scale {
    /// The first minute.
    pub low: u16,
    /// The last minute.
    pub high: u16,
}

impl Scale {
    /// How far down a minute is drawn.
    pub fn y(&self, minute: u16) -> f64 {
        let share = f64::from(minute.saturating_sub(self.low)) / f64::from((self.high - self.low).max(1));
        TOP + TALL * share
    }
}

/// One day.
pub fn column(day: usize, bands: &[Band], scale: &Scale) -> impl IntoView + use<> {
    let left = 8.6 + 13.14 * day as f64;
    let middle = percent(left + 5.8);
    // 4 January 2027 is a Monday.
    let date = chrono::NaiveDate::from_ymd_opt(2027, 1, 4 + day as u32).unwrap_or_default();
    let word = time::date(date.and_time(chrono::NaiveTime::MIN), DateStyle::Weekday);
    let mine: Vec<_> = bands.iter().filter(|b| b.day == day).map(|b| band(left, b, scale)).collect();
    let closed = mine.is_empty().then(|| {
        view! { <text class="mid" x=middle.clone() y=pixels(TOP + TALL / 2.0)>{say!("hours.closed")}</text> }
    });
    view! { <text class="t-2 mid" x=middle.clone() y="9">{word}</text>{mine}{closed} }
}

fn band(left: f64, band: &Band, scale: &Scale) -> impl IntoView + use<> {
    let (top, bottom) = (scale.y(band.from), scale.y(band.to));
    let height = (bottom - top).max(2.0);
    // The times are written where there is room for them.
    let opens = (height >= 18.0).then(|| {
        view! { <text class="t-accent" x=percent(left + 1.0) y=pixels(top + 13.0)>{time_words(band.from)}</text> }
    });
    let closes = (height >= 34.0).then(|| {
        view! { <text class="t-accent end" x=percent(left + 10.8) y=pixels(bottom - 5.0)>{time_words(band.to)}</text> }
    });
    view! {
        <rect class="band-week" x=percent(left) width="11.6%" y=pixels(top) height=pixels(height) rx="3"/>
        {opens}{closes}
    }
}

/// How far ahead a change of the clocks is announced.
const AHEAD: Span = Span::days(370);

/// The next change of the zone's clocks, and whether it falls into these hours; none where there is none
/// within a year.
pub fn clock_change(ledger: &Ledger, zone: &str, hours: &Hours) -> Option<String> {
    let now = ledger.now();
    let table = ledger.ports().zones.table(zone, now, now + AHEAD)?;
    let (at, before, after) = table.next_step_after(now)?;
    if at > now + AHEAD {
        return None;
    }
    let open = OpenTime::compile(hours, &table, at - Span::days(3), at + Span::days(3));
    let moment_before = Moment(at.0 - 1);
    let (today, date) = (table.to_local(now).date(), table.to_local(moment_before).date());
    let way = if after > before { "forward" } else { "back" };
    let meets = if open.is_open(at) || open.is_open(moment_before) { "open" } else { "closed" };
    Some(say!("hours.change", way = way, date = time::day(date, today), meets = meets))
}
