//! Opening hours, and the arithmetic of open time.
//!
//! [`Hours`] is what people write down: a week, closed days, days with hours of their own. [`OpenTime`]
//! is the same thing compiled against a zone into spans of UTC with running totals, so that "how much
//! open time lies between" and "when will eight open hours be used up" are a look-up each.
//!
//! Rules. "RFC 5545" is the iCalendar standard; the others are the public documentation of the products.
//!
//! 1. Spans are half open, `[opening, closing)`: the closing instant is outside. (Common to all sources.)
//! 2. A day may have several spans. Spans that touch or overlap are one, also across midnight, so that a
//!    week of 00:00–24:00 days has no closed instant. (Zammad lost a minute a day to 23:59.)
//! 3. A span may run past midnight. It belongs to the day it starts on: a closed day removes the spans
//!    that *start* on it, and keeps the tail of a span that began the evening before.
//! 4. A dated override replaces that date's spans (half days, one-off openings; none at all closes the
//!    day). It is more specific than a closed day and wins over it.
//! 5. Spans are wall-clock times of the calendar's own zone, never of the reader's. Where the clocks change
//!    inside a span it is longer or shorter by that change: open time is always measured in UTC.
//! 6. An opening or closing in a gap moves forward by the gap; one that happens twice is its first
//!    occurrence (RFC 5545 §3.3.5; see [`super::zone`]).
//! 7. A date that a zone skipped as a whole (Samoa, 30 December 2011) has no spans of its own.
//! 8. Hours that never open are an error, not "always open" and not an endless search.
//! 9. Adding open time that is used up exactly at a closing ends at that closing, not at the next opening;
//!    going back by open time that is used up exactly at an opening ends at that opening.
//! 10. Where `to` is before `from`, the open time between them is zero, never negative.
//! 11. Nothing is rounded: everything is exact to the millisecond.
//! 12. Closed days written down by date are a list for a year where that year has three of them or more: such a list
//!     runs out, whatever is closed every year besides, and that is said from two months before its last day on. One or two
//!     such days (a move, a works outing) have run out only once nothing else is closed in the coming year.

use super::holiday::Ruled;
pub use super::open::OpenTime;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Minutes since 00:00 on a wall clock; above 1440 on the following day.
pub type MinuteOfDay = u16;

/// Minutes in a day of the wall clock.
pub const DAY: MinuteOfDay = 1_440;

/// One stretch of opening hours, `[from, to)` in minutes of the local day it belongs to.
///
/// `from` is 0..1440; `to` is 1..=2880 and later than `from`. Above 1440 it runs past midnight:
/// 22:00–06:00 is `1320..1800`. A whole day is `0..1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySpan {
    /// Opening, minutes after midnight.
    pub from: MinuteOfDay,
    /// Closing, minutes after the midnight that began the day.
    pub to: MinuteOfDay,
}

impl DaySpan {
    /// The whole day, 00:00–24:00.
    pub const WHOLE_DAY: DaySpan = DaySpan { from: 0, to: DAY };

    /// A span from `from` to `to`, minutes of the day.
    pub const fn new(from: MinuteOfDay, to: MinuteOfDay) -> DaySpan {
        DaySpan { from, to }
    }

    /// Its length in minutes of the wall clock.
    pub const fn minutes(self) -> u16 {
        self.to.saturating_sub(self.from)
    }

    /// True if it ends on the following day.
    pub const fn overnight(self) -> bool {
        self.to > DAY
    }

    /// What is wrong with it, if anything.
    pub fn check(self) -> Result<(), SpanFault> {
        if self.from >= DAY {
            Err(SpanFault::StartOutOfRange)
        } else if self.to == 0 || self.to > 2 * DAY {
            Err(SpanFault::EndOutOfRange)
        } else if self.to <= self.from {
            Err(SpanFault::EndNotAfterStart)
        } else {
            Ok(())
        }
    }
}

/// What can be wrong with one span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanFault {
    /// The start is not within 00:00..24:00.
    #[error("start out of range")]
    StartOutOfRange,
    /// The end is 0 or more than 48 hours after the day's midnight.
    #[error("end out of range")]
    EndOutOfRange,
    /// The end is not after the start. If overnight was meant, add [`DAY`] to the end.
    #[error("end not after start")]
    EndNotAfterStart,
}

/// Why [`Hours`] cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursFault {
    /// Neither the week nor any dated opening has open time.
    #[error("never open")]
    NeverOpen,
    /// A span of the week is wrong.
    #[error("weekday {day}: {fault}")]
    Week {
        /// 0 is Monday.
        day: u8,
        /// The span as it stands.
        span: DaySpan,
        /// What is wrong with it.
        fault: SpanFault,
    },
    /// A span of a dated override is wrong.
    #[error("{date}: {fault}")]
    Override {
        /// The date.
        date: NaiveDate,
        /// The span as it stands.
        span: DaySpan,
        /// What is wrong with it.
        fault: SpanFault,
    },
}

/// The spans of a normal week, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week(pub [Vec<DaySpan>; 7]);

impl Week {
    /// Open around the clock, every day.
    pub fn always() -> Week {
        Week(std::array::from_fn(|_| vec![DaySpan::WHOLE_DAY]))
    }

    /// The same spans from Monday to Friday, none at the weekend.
    pub fn office(spans: &[(MinuteOfDay, MinuteOfDay)]) -> Week {
        let day: Vec<DaySpan> = spans.iter().map(|&(from, to)| DaySpan { from, to }).collect();
        Week(std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() }))
    }

    /// The same opening times with each day's spans in order and those that touch or overlap made one;
    /// true if any were. Spans of different days are left apart, because a closed day must be able to
    /// remove the one without the other (rule 3). Spans without length are dropped.
    pub fn normalised(&self) -> (Week, bool) {
        let mut merged = false;
        let week = Week(std::array::from_fn(|weekday| match self.0.get(weekday) {
            Some(day) => normalise_day(day, &mut merged),
            None => Vec::new(),
        }));
        (week, merged)
    }

    /// The days, from Monday (0) on, on which a span runs into another one: one of the same day, or one that began the
    /// evening before. What both cover counts once (rule 2), so it is worth a second look. Spans that touch do not.
    pub fn overlapping(&self) -> Vec<usize> {
        let runs_over = |weekday: usize| {
            let sane = |day: usize| self.0.get(day).into_iter().flatten().filter(|span| span.check().is_ok());
            let tail = sane((weekday + 6) % 7).map(|span| span.to.saturating_sub(DAY)).max().unwrap_or(0);
            let mut spans: Vec<DaySpan> = sane(weekday).copied().collect();
            spans.sort_unstable();
            let mut until = tail;
            spans.into_iter().any(|span| {
                let over = span.from < until;
                until = until.max(span.to);
                over
            })
        };
        (0..7).filter(|weekday| runs_over(*weekday)).collect()
    }

    /// Minutes of open time in a week without clock changes; time covered by two days' spans counts once.
    pub fn minutes_a_week(&self) -> u32 {
        const WEEK: u32 = 7 * DAY as u32;
        let mut pieces: Vec<(u32, u32)> = Vec::new();
        for (day, spans) in (0u32..).zip(&self.0) {
            for span in spans {
                let from = day * u32::from(DAY) + u32::from(span.from);
                let to = day * u32::from(DAY) + u32::from(span.to);
                pieces.push((from, to.min(WEEK)));
                if to > WEEK {
                    // Sunday night runs into Monday.
                    pieces.push((0, to - WEEK));
                }
            }
        }
        pieces.sort_unstable();
        let mut total = 0;
        let mut counted_to = 0;
        for (from, to) in pieces {
            let from = from.max(counted_to);
            if to > from {
                total += to - from;
                counted_to = to;
            }
        }
        total
    }
}

fn normalise_day(day: &[DaySpan], merged: &mut bool) -> Vec<DaySpan> {
    let mut sorted: Vec<DaySpan> = day.iter().copied().filter(|span| span.minutes() > 0).collect();
    sorted.sort_unstable();
    let mut out: Vec<DaySpan> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.from <= last.to => {
                last.to = last.to.max(span.to);
                *merged = true;
            }
            _ => out.push(span),
        }
    }
    out
}

/// So many closed days of one year written down by date are its list of holidays (rule 12).
const LISTED: usize = 3;
/// So many days before it ends, such a list is said to run out.
const SOON: i64 = 60;

/// A day that is not as the week says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special<'a> {
    /// Closed, with its name; empty for none.
    Closed(&'a str),
    /// Open at these hours, with the name of the closed day it would be otherwise.
    Own(&'a [DaySpan], Option<&'a str>),
}

/// Opening hours as people state them: all dates and times are those of the calendar's own zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// The normal week.
    pub week: Week,
    /// Closed days (public holidays and the like) with their names.
    pub closed: BTreeMap<NaiveDate, String>,
    /// Days closed every year, by (month, day), with their names; they close as `closed` does.
    pub yearly: BTreeMap<(u32, u32), String>,
    /// Days closed every year by a rule, in order; they close as `closed` does.
    pub ruled: Vec<Ruled>,
    /// Dates with spans of their own instead of the week's; they also win over `closed` (rule 4).
    pub overrides: BTreeMap<NaiveDate, Vec<DaySpan>>,
}

impl Hours {
    /// Hours with a normal week and nothing else.
    pub fn weekly(week: Week) -> Hours {
        Hours { week, ..Hours::default() }
    }

    /// The spans that start on `date`.
    pub fn spans_on(&self, date: NaiveDate) -> &[DaySpan] {
        if let Some(spans) = self.overrides.get(&date) {
            return spans;
        }
        if self.closed_name(date).is_some() {
            return &[];
        }
        let weekday = date.weekday().num_days_from_monday() as usize;
        self.week.0.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// The name of the closed day that `date` is, whichever way it is written down; none where it is not
    /// closed by name.
    pub fn closed_name(&self, date: NaiveDate) -> Option<&str> {
        let ruled = || self.ruled.iter().find(|r| r.rule.falls_on(date)).map(|r| &r.name);
        let name = self.closed.get(&date).or_else(|| self.yearly.get(&(date.month(), date.day())));
        name.or_else(ruled).map(String::as_str)
    }

    /// The closed days from `from` on for `days` days, in order, with their names. What has hours of its own is open
    /// (rule 4).
    pub fn closed_days(&self, from: NaiveDate, days: usize) -> Vec<(NaiveDate, &str)> {
        let closed = |(date, special)| match special {
            Special::Closed(name) if !name.is_empty() => Some((date, name)),
            _ => None,
        };
        self.special_days(from, days).into_iter().filter_map(closed).collect()
    }

    /// The days from `from` on for `days` days that are not as the week says, in order.
    pub fn special_days(&self, from: NaiveDate, days: usize) -> Vec<(NaiveDate, Special<'_>)> {
        let special = |date| {
            let name = self.closed_name(date);
            let special = match self.overrides.get(&date) {
                Some(spans) if !spans.is_empty() => Special::Own(spans, name),
                Some(_) => Special::Closed(name.unwrap_or_default()),
                None => Special::Closed(name?),
            };
            Some((date, special))
        };
        from.iter_days().take(days).filter_map(special).collect()
    }

    /// The last of the closed days written down by date, where that is over or nearly, so that what comes after it
    /// counts as open; none where nothing is missing (rule 12).
    pub fn runs_out(&self, today: NaiveDate) -> Option<NaiveDate> {
        let (last, _) = self.closed.last_key_value()?;
        let listed = self.closed.keys().filter(|date| date.year() == last.year()).count() >= LISTED;
        let ends = listed && last.signed_duration_since(today).num_days() < SOON;
        let over = *last < today && self.closed_days(today, 366).is_empty();
        (ends || over).then_some(*last)
    }

    /// Writes down a day closed by a rule, or takes it out (no name), keeping the rules in order.
    pub fn set_rule(&mut self, rule: super::holiday::DayRule, name: Option<String>) {
        self.ruled.retain(|r| r.rule != rule);
        if let Some(name) = name {
            let at = self.ruled.partition_point(|r| r.rule < rule);
            self.ruled.insert(at, Ruled { rule, name });
        }
    }

    /// What is wrong with these hours, if anything; the first fault in the order week, overrides.
    pub fn check(&self) -> Result<(), HoursFault> {
        for (day, spans) in (0u8..).zip(&self.week.0) {
            for &span in spans {
                span.check().map_err(|fault| HoursFault::Week { day, span, fault })?;
            }
        }
        for (&date, spans) in &self.overrides {
            for &span in spans {
                span.check().map_err(|fault| HoursFault::Override { date, span, fault })?;
            }
        }
        let open = |spans: &Vec<DaySpan>| !spans.is_empty();
        if self.week.0.iter().any(open) || self.overrides.values().any(open) {
            Ok(())
        } else {
            Err(HoursFault::NeverOpen)
        }
    }
}
