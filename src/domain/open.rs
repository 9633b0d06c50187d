//! Open time compiled from [`Hours`] and a zone: a table of spans with running totals, so that working time
//! between two moments and the moment after some working time are looked up, not walked to.
//! The rules are those of [`super::calendar`].

use super::calendar::{DaySpan, Hours};
use super::moment::{Moment, Span};
use super::zone::ZoneTable;
use chrono::{Days, NaiveDate, NaiveTime};
use std::collections::BTreeMap;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// One merged span of open time, and how much open time the table holds before it. Milliseconds UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    open: i64,
    close: i64,
    /// Open time from the start of the table to `open`.
    before: i64,
}

impl Open {
    /// Open time from the start of the table to `close`.
    fn total(&self) -> i64 {
        self.before + (self.close - self.open)
    }
}

/// A day with opening hours: its spans are those that start on it. Milliseconds UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WorkingDay {
    /// Its last closing.
    close: i64,
    /// Its first opening.
    open: i64,
    /// The midnight it begins with, on the wall clock of the zone.
    midnight: i64,
}

/// A look-up from a value to the place of the first of some ascending keys above it: buckets of equal
/// width, a power of two, two to four a key; a bucket with several keys is searched by halving.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Index {
    base: i64,
    shift: u32,
    /// For each bucket and one more: how many keys are at or below its lower end.
    passed: Vec<u32>,
}

impl Index {
    /// An index over ascending keys above `base`.
    fn build(keys: impl DoubleEndedIterator<Item = i64> + ExactSizeIterator + Clone, base: i64) -> Index {
        let last = keys.clone().next_back().unwrap_or(base);
        let width = last.saturating_sub(base).max(1).unsigned_abs();
        let shift = (width / (2 * keys.len().max(1) as u64)).max(1).ilog2();
        let buckets = (width >> shift) + 1;
        let mut passed = Vec::with_capacity(buckets as usize + 1);
        let mut keys = keys.peekable();
        let mut count = 0u32;
        for bucket in 0..=buckets {
            let lower = base.saturating_add_unsigned(bucket << shift);
            while keys.next_if(|&key| key <= lower).is_some() {
                count += 1;
            }
            passed.push(count);
        }
        Index { base, shift, passed }
    }

    /// Between which places the first key above `value` is (the second place included).
    #[inline]
    fn around(&self, value: i64) -> (usize, usize) {
        let last = self.passed.len().saturating_sub(1);
        let bucket = (value.saturating_sub(self.base).max(0) >> self.shift).min(last as i64) as usize;
        let at = |bucket: usize| self.passed.get(bucket).map_or(0, |&n| n as usize);
        (at(bucket), at((bucket + 1).min(last)))
    }
}

/// Open time compiled for a range of time: merged spans in UTC with running totals.
///
/// It knows nothing outside its range: time there counts as closed, and questions whose answer would lie
/// there are answered with `None`. [`OpenTime::covers`] tells whether a wider table is needed. Asking
/// costs a few nanoseconds however far apart the moments are; the table takes about 60 bytes a span, so
/// 20 years of office hours some 300 kB and 20 years around the clock next to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTime {
    start: i64,
    end: i64,
    /// All open time of the table.
    total: i64,
    /// The last span goes on beyond the table, so that its `close` is no closing.
    cut_at_end: bool,
    /// In order, apart from each other, none empty, all within `start..=end`.
    spans: Vec<Open>,
    /// Each day with opening hours, by its last closing, within the range. Only of hours put together can several end at once.
    days: Vec<WorkingDay>,
    /// The zone the hours are meant in.
    zone: ZoneTable,
    /// Places of spans by their closing instants.
    by_close: Index,
    /// Places of spans by the running totals at their closings.
    by_total: Index,
}

impl OpenTime {
    /// Compiles `hours` in `zone` for the time from `from` to `to` (for no time at all if `to` is earlier).
    /// Hours that fail [`Hours::check`] do no harm: spans without length are left out.
    pub fn compile(hours: &Hours, zone: &ZoneTable, from: Moment, to: Moment) -> OpenTime {
        let start = from.0.clamp(Moment::MIN.0, Moment::MAX.0);
        let end = to.0.clamp(start, Moment::MAX.0);
        let mut days = Vec::new();
        let spans = merged_spans(hours, zone, start, end, &mut days);
        days.sort_unstable();
        days.dedup_by_key(|day| day.close);
        OpenTime::assemble(spans, days, zone, (start, end))
    }

    /// The same of stretches in any order, which may overlap. A working day is what begins on one date of the zone; none ends
    /// before the one before it does.
    pub(super) fn of_spans(mut all: DaySpans, zone: &ZoneTable, from: Moment, to: Moment) -> OpenTime {
        let start = from.0.clamp(Moment::MIN.0, Moment::MAX.0);
        let end = to.0.clamp(start, Moment::MAX.0);
        all.sort_unstable_by_key(|stretch| (stretch.open, stretch.close));
        let mut spans = Vec::new();
        let mut days: BTreeMap<i64, WorkingDay> = BTreeMap::new();
        for Stretch { midnight, open, close } in all {
            add(&mut spans, Open { open, close, before: 0 });
            let day = days.entry(midnight).or_insert(WorkingDay { close, open, midnight });
            (day.open, day.close) = (day.open.min(open), day.close.max(close));
        }
        let mut days: Vec<WorkingDay> = days.into_values().collect();
        let mut last = i64::MIN;
        for day in &mut days {
            last = last.max(day.close);
            day.close = last;
        }
        OpenTime::assemble(spans, days, zone, (start, end))
    }

    /// Puts merged spans, which may reach beyond the range, into a table; the days by their closings.
    fn assemble(
        mut spans: Vec<Open>,
        mut days: Vec<WorkingDay>,
        zone: &ZoneTable,
        (start, end): (i64, i64),
    ) -> OpenTime {
        days.retain(|day| day.close >= start && day.close <= end);
        days.shrink_to_fit();
        spans.retain(|span| span.open.max(start) < span.close.min(end));
        if let Some(first) = spans.first_mut() {
            first.open = first.open.max(start);
        }
        let cut_at_end = spans.last().is_some_and(|last| last.close > end);
        if let Some(last) = spans.last_mut() {
            last.close = last.close.min(end);
        }
        let mut total = 0;
        for span in &mut spans {
            span.before = total;
            total = span.total();
        }
        spans.shrink_to_fit();
        let by_close = Index::build(spans.iter().map(|span| span.close), start);
        let by_total = Index::build(spans.iter().map(Open::total), 0);
        OpenTime { start, end, total, cut_at_end, spans, days, zone: zone.clone(), by_close, by_total }
    }

    /// How much open time the working days between two moments usually have: the middle one of all. None where there are
    /// none.
    pub fn usual_day(&self, from: Moment, to: Moment) -> Option<Span> {
        let within = |day: &&WorkingDay| day.open >= from.0 && day.close <= to.0;
        let open = |day: &WorkingDay| self.elapsed(Moment(day.open), Moment(day.close));
        let mut all: Vec<Span> = self.days.iter().filter(within).map(open).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    }

    /// The range of time the table was compiled for.
    pub fn range(&self) -> (Moment, Moment) {
        (Moment(self.start), Moment(self.end))
    }

    /// True if the table knows the whole time from `from` to `to`.
    pub fn covers(&self, from: Moment, to: Moment) -> bool {
        from.0 >= self.start && to.0 <= self.end
    }

    /// True if the table holds no open time.
    pub fn never_open(&self) -> bool {
        self.spans.is_empty()
    }

    /// Open time between two moments; zero if `to` is before `from`.
    #[inline]
    pub fn elapsed(&self, from: Moment, to: Moment) -> Span {
        if to <= from {
            return Span::ZERO;
        }
        Span(self.total_at(to.0) - self.total_at(from.0))
    }

    /// The first moment at which `amount` of open time since `from` has been used up (rule 9); `from`
    /// itself for no amount. `None` if that lies beyond the table, or `from` outside it.
    #[inline]
    pub fn after(&self, from: Moment, amount: Span) -> Option<Moment> {
        if amount.0 <= 0 {
            return Some(from);
        }
        if from.0 < self.start || from.0 > self.end {
            return None;
        }
        let total = self.total_at(from.0).checked_add(amount.0)?;
        if total > self.total {
            return None;
        }
        // The first span whose running total reaches the wanted one.
        let (low, high) = self.by_total.around(total - 1);
        let skip = self.spans.get(low..high).map_or(0, |some| some.partition_point(|s| s.total() < total));
        self.spans.get(low + skip).map(|span| Moment(span.open + (total - span.before)))
    }

    /// The last moment from which `amount` of open time lies before `from` (rule 9); `from` itself for no
    /// amount. `None` if that lies before the table, or `from` outside it.
    #[inline]
    pub fn before(&self, from: Moment, amount: Span) -> Option<Moment> {
        if amount.0 <= 0 {
            return Some(from);
        }
        if from.0 < self.start || from.0 > self.end {
            return None;
        }
        let total = self.total_at(from.0).checked_sub(amount.0)?;
        if total < 0 {
            return None;
        }
        // The first span whose running total goes beyond the wanted one.
        let (low, high) = self.by_total.around(total);
        let skip = self.spans.get(low..high).map_or(0, |some| some.partition_point(|s| s.total() <= total));
        self.spans.get(low + skip).map(|span| Moment(span.open + (total - span.before)))
    }

    /// True if `at` is within opening hours; a closing instant is not.
    #[inline]
    pub fn is_open(&self, at: Moment) -> bool {
        self.spans.get(self.place(at.0)).is_some_and(|span| span.open <= at.0)
    }

    /// The first opening after `at` (strictly). `None` if there is none in the table, or `at` is before it.
    pub fn next_opening(&self, at: Moment) -> Option<Moment> {
        if at.0 < self.start {
            return None;
        }
        let place = self.place(at.0);
        let here = self.spans.get(place)?;
        if here.open > at.0 {
            return Some(Moment(here.open));
        }
        self.spans.get(place + 1).map(|span| Moment(span.open))
    }

    /// The first closing after `at` (strictly). `None` if there is none in the table, or `at` is before it.
    pub fn next_closing(&self, at: Moment) -> Option<Moment> {
        if at.0 < self.start {
            return None;
        }
        let place = self.place(at.0);
        let here = self.spans.get(place)?;
        let cut = self.cut_at_end && place + 1 == self.spans.len();
        if cut { None } else { Some(Moment(here.close)) }
    }

    /// Closing time of the `n`-th working day after the one `from` belongs to: the one that closes next.
    /// `None` if that lies beyond the table, or `from` outside it.
    pub fn end_of_working_day(&self, from: Moment, n: usize) -> Option<Moment> {
        self.day_after(from, n).map(|(_, day)| Moment(day.close))
    }

    /// The same time of day as `from`, on the `n`-th working day after the one it belongs to. What `from` lies
    /// outside of opening hours begins when they next open. Where that time is not open on the `n`-th day, it is
    /// the last closing before it on that day; before the day opens, its opening. `None` as for
    /// [`Self::end_of_working_day`].
    pub fn same_time_of_working_day(&self, from: Moment, n: usize) -> Option<Moment> {
        let (first, day) = self.day_after(from, n)?;
        let from = if self.is_open(from) { from } else { self.next_opening(from)? };
        Some(self.same_time(from, first, day))
    }

    /// The same the other way round: the time of day of `from`, on the `n`-th working day before the one it belongs to.
    /// A closing is of the day that closes, of several of the last one; what else lies outside of opening hours is of the next day that opens, before
    /// it does. `None` if that lies before the table, or `from` outside it.
    pub fn same_time_before(&self, from: Moment, n: usize) -> Option<Moment> {
        if from.0 < self.start || from.0 > self.end {
            return None;
        }
        let past = self.days.partition_point(|day| day.close <= from.0);
        let closing =
            past.checked_sub(1).filter(|last| self.days.get(*last).is_some_and(|day| day.close == from.0));
        let here = closing.unwrap_or(past);
        let (first, day) = (*self.days.get(here)?, *self.days.get(here.checked_sub(n)?)?);
        Some(self.same_time(from.max(Moment(first.open)), first, day))
    }

    /// The time of day at which `from` lies on one day, on another one, where it is open.
    fn same_time(&self, from: Moment, first: WorkingDay, day: WorkingDay) -> Moment {
        // A shift over midnight goes on counting from the midnight of its day: 02:00 is its 26th hour.
        let wall = from.0 + i64::from(self.zone.offset_at(from)) * 1_000 - first.midnight;
        let at = self.zone.instant_of(day.midnight + wall);
        if at.0 <= day.open {
            return Moment(day.open);
        }
        if at.0 >= day.close || self.is_open(at) {
            return Moment(at.0.min(day.close));
        }
        let before = self.place(at.0).checked_sub(1).and_then(|place| self.spans.get(place));
        Moment(before.map_or(day.open, |span| span.close))
    }

    /// The working day a moment belongs to, and the `n`-th after it.
    fn day_after(&self, from: Moment, n: usize) -> Option<(WorkingDay, WorkingDay)> {
        if from.0 < self.start || from.0 > self.end {
            return None;
        }
        let here = self.days.partition_point(|day| day.close <= from.0);
        Some((*self.days.get(here)?, *self.days.get(here.checked_add(n)?)?))
    }

    /// The spans of open time between two moments, cut to them.
    pub fn spans_between(&self, from: Moment, to: Moment) -> impl Iterator<Item = (Moment, Moment)> + '_ {
        self.spans
            .get(self.place(from.0)..)
            .unwrap_or_default()
            .iter()
            .take_while(move |span| span.open < to.0)
            .map(move |span| (Moment(span.open.max(from.0)), Moment(span.close.min(to.0))))
            .filter(|(open, close)| open < close)
    }

    /// The place of the first span that closes after `at`.
    #[inline]
    fn place(&self, at: i64) -> usize {
        let (low, high) = self.by_close.around(at);
        low + self.spans.get(low..high).map_or(0, |some| some.partition_point(|span| span.close <= at))
    }

    /// Open time from the start of the table to `at`.
    #[inline]
    fn total_at(&self, at: i64) -> i64 {
        match self.spans.get(self.place(at)) {
            Some(span) => span.before + (at - span.open).max(0),
            None => self.total,
        }
    }
}

/// The open spans around `start..end`, in order and merged, not yet cut; `before` is left 0. The days with
/// opening hours go to `days`.
fn merged_spans(
    hours: &Hours,
    zone: &ZoneTable,
    start: i64,
    end: i64,
    days: &mut Vec<WorkingDay>,
) -> Vec<Open> {
    let mut spans = Vec::new();
    each_day(hours, zone, start, end, |midnight, today| {
        let mut whole = None::<WorkingDay>;
        for Stretch { open, close, .. } in today {
            add(&mut spans, Open { open, close, before: 0 });
            let day = whole.get_or_insert(WorkingDay { close, open, midnight });
            (day.open, day.close) = (day.open.min(open), day.close.max(close));
        }
        days.extend(whole);
    });
    spans
}

/// One stretch of open time of one day. Milliseconds UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The midnight that its day begins with, on the wall clock of the zone.
    pub midnight: i64,
    /// When it opens.
    pub open: i64,
    /// When it closes.
    pub close: i64,
}

/// Stretches of open time, each of its own day.
pub(super) type DaySpans = Vec<Stretch>;

/// The stretches of hours around a range of time, day by day and not merged.
pub(super) fn day_spans(hours: &Hours, zone: &ZoneTable, from: Moment, to: Moment) -> DaySpans {
    let start = from.0.clamp(Moment::MIN.0, Moment::MAX.0);
    let end = to.0.clamp(start, Moment::MAX.0);
    let mut out = Vec::new();
    each_day(hours, zone, start, end, |_, today| out.extend(today));
    out
}

/// When a span of a date opens and closes (rules 5 and 6).
pub fn span_on(zone: &ZoneTable, date: NaiveDate, span: DaySpan) -> (Moment, Moment) {
    let midnight = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    let at = |minute| zone.instant_of(midnight + i64::from(minute) * MINUTE_MS);
    (at(span.from), at(span.to))
}

/// Hands out the stretches of each day around `start..end` on which something opens.
fn each_day<'a>(
    hours: &'a Hours,
    zone: &'a ZoneTable,
    start: i64,
    end: i64,
    mut hand_out: impl FnMut(i64, &mut dyn Iterator<Item = Stretch>),
) {
    // A span ends on the day after its date, or one later where a zone skipped that day. It can begin on
    // the evening before its date, where clocks go back across midnight after its opening.
    let first = zone.to_local(Moment(start)).date();
    let last = zone.to_local(Moment(end)).date();
    let first = first.checked_sub_days(Days::new(2)).unwrap_or(first);
    let last = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let mut midnight = first.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    for date in first.iter_days().take_while(|&date| date <= last) {
        let today = hours.spans_on(date);
        if !today.is_empty() && !skipped(zone, midnight) {
            let at = |minute| zone.instant_of(midnight + i64::from(minute) * MINUTE_MS).0;
            let stretch = |span: &DaySpan| Stretch { midnight, open: at(span.from), close: at(span.to) };
            let sound = |span: &&DaySpan| span.from < span.to;
            let some = |stretch: &Stretch| stretch.open < stretch.close;
            hand_out(midnight, &mut today.iter().filter(sound).map(stretch).filter(some));
        }
        midnight += DAY_MS;
    }
}

/// True if the zone has no instant on the date that begins at `midnight` of its wall clock (rule 7).
fn skipped(zone: &ZoneTable, midnight: i64) -> bool {
    let at = zone.instant_of(midnight);
    at.0 + i64::from(zone.offset_at(at)) * 1_000 - midnight >= DAY_MS
}

/// Adds a span in order, merging it with what it touches. Spans come nearly in order: only a day's own
/// disorder, an overnight span or a gap makes one come late.
fn add(spans: &mut Vec<Open>, new: Open) {
    match spans.last_mut() {
        Some(last) if new.open < last.open => {
            let later = *last;
            spans.pop();
            add(spans, new);
            add(spans, later);
        }
        Some(last) if new.open <= last.close => last.close = last.close.max(new.close),
        _ => spans.push(new),
    }
}
