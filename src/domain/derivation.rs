//! Why a clock stands where it stands: the same counting as [`super::clock`], laid out day by day, so that a
//! person can check a deadline with a finger on the calendar.
//!
//! Rules, besides those of [`super::clock`] (named C…):
//! 1. A day is a civil date of the calendar's zone, from its midnight to the next one, so it may have 23 or
//!    25 hours. Its pieces are the open time on it (C4), cut where something begins or ends.
//! 2. Every piece is exactly one of: counted, over (counted after the due moment), still left (ahead of now,
//!    up to the due moment), paused (C10), or open without counting: before the request was raised, after
//!    the clock stopped, and while it was resolved (C15).
//! 3. Counted and over together are the elapsed time of the reading, whatever happened. Counted and left
//!    together are the target while the clock runs. Both are tested.
//! 4. A long history is shortened in its middle; what was left out is said with its totals.
//! 5. What was noted as of later than now, by a device whose clock is wrong, counts once its time has come (C21) and in the
//!    order in which it was noted; that it is there is said. Devices differ by up to [`APART`].

use super::calendar::OpenTime;
use super::clock::{Basis, ClockKind, Course, Target, read};
use super::fact::{Event, Fact};
use super::moment::{Moment, Span};
use super::request::{RequestFact, Stage};
use super::stamp::Stamp;
use super::zone::ZoneTable;
use chrono::{NaiveDate, NaiveTime};

/// So far apart the clocks of two devices are without being wrong (rule 5).
pub const APART: Span = Span::minutes(2);

/// What a piece of open time was for the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Open, and not counted.
    Open,
    /// Counted.
    Counted,
    /// Counted after the due moment.
    Over,
    /// Ahead of now, and still to be counted until the due moment.
    Left,
    /// Paused: given back.
    Paused,
}

/// A piece of open time, `[from, to)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// When it begins.
    pub from: Moment,
    /// When it ends.
    pub to: Moment,
    /// What it was for the clock.
    pub part: Part,
}

/// How much of each part there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Counted up to the due moment.
    pub counted: Span,
    /// Counted after it.
    pub over: Span,
    /// Still to be counted.
    pub left: Span,
    /// Given back for pauses.
    pub paused: Span,
}

impl Sums {
    fn add(&mut self, piece: &Piece) {
        let length = piece.to.since(piece.from);
        match piece.part {
            Part::Open => {}
            Part::Counted => self.counted += length,
            Part::Over => self.over += length,
            Part::Left => self.left += length,
            Part::Paused => self.paused += length,
        }
    }

    fn add_all(&mut self, other: &Sums) {
        self.counted += other.counted;
        self.over += other.over;
        self.left += other.left;
        self.paused += other.paused;
    }
}

/// One civil day.
#[derive(Clone, PartialEq, Debug)]
pub struct Day {
    /// The date in the calendar's zone.
    pub date: NaiveDate,
    /// The open time on it, in order; none on a closed day.
    pub pieces: Vec<Piece>,
    /// How much of each part.
    pub sums: Sums,
}

/// A row of the table.
#[derive(Clone, PartialEq, Debug)]
pub enum Row {
    /// A day.
    Day(Day),
    /// Days left out in the middle.
    Gap {
        /// How many.
        days: usize,
        /// What they come to.
        sums: Sums,
    },
}

/// A clock laid out day by day.
#[derive(Clone, PartialEq, Debug)]
pub struct Derivation {
    /// The days, the first one first.
    pub rows: Vec<Row>,
    /// Of all days, also of those left out.
    pub sums: Sums,
    /// The due moment had there been no pause; none where nothing is due, or nothing was given back.
    pub due_unpaused: Option<Moment>,
}

/// Lays out a clock at `now`, in at most `most` days and one gap.
pub fn derive(
    kind: ClockKind,
    course: &Course,
    target: &Target,
    open: &OpenTime,
    zone: &ZoneTable,
    now: Moment,
    most: usize,
) -> Derivation {
    let (wait, kept);
    let (kind, course) = match kind {
        // One wait is laid out as what it is: a beginning and an end.
        ClockKind::Update | ClockKind::Reply => {
            wait = super::rhythm::shown(kind, course, target, open, now)
                .unwrap_or_else(|| Course { raised: now, ..Course::default() });
            (ClockKind::Resolution, &wait)
        }
        other => (other, course),
    };
    // Working days are as much open time as lies between.
    kept = target.counted_from(course.raised, open).unwrap_or(*target);
    let target = &kept;
    let reading = read(kind, course, Some(target), open, now);
    let until = reading.stopped.unwrap_or(now).max(course.raised);
    let running = reading.stopped.is_none() && reading.paused_since.is_none();
    let ruler = Ruler { course, target, due: reading.due, until, running };
    let end = if running { reading.due.map_or(until, |due| due.max(until)) } else { until };

    let mut days = Vec::new();
    let mut sums = Sums::default();
    let last = zone.to_local(Moment(end.0.saturating_sub(1)).max(course.raised)).date();
    let first = zone.to_local(course.raised).date();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let from = midnight(zone, date);
        let to = date.succ_opt().map_or(Moment::MAX, |next| midnight(zone, next));
        if from >= to {
            // A date the zone skipped as a whole.
            continue;
        }
        let mut day = Day { date, pieces: Vec::new(), sums: Sums::default() };
        match target.basis {
            Basis::Open | Basis::Days | Basis::SameTime | Basis::Until(_) => {
                open.spans_between(from, to).for_each(|(a, b)| ruler.cut(a, b, &mut day.pieces))
            }
            Basis::Calendar => ruler.cut(from, to, &mut day.pieces),
        }
        for piece in &day.pieces {
            day.sums.add(piece);
        }
        sums.add_all(&day.sums);
        days.push(day);
    }
    let due_unpaused = reading.due.filter(|_| sums.paused.is_positive()).and_then(|_| {
        let smooth = Course { pauses: Vec::new(), ..course.clone() };
        read(kind, &smooth, Some(target), open, now).due
    });
    Derivation { rows: shorten(days, most.max(2)), sums, due_unpaused }
}

fn midnight(zone: &ZoneTable, date: NaiveDate) -> Moment {
    zone.from_local(date.and_time(NaiveTime::MIN))
}

struct Ruler<'a> {
    course: &'a Course,
    target: &'a Target,
    due: Option<Moment>,
    until: Moment,
    running: bool,
}

impl Ruler<'_> {
    /// Cuts a stretch of open time wherever something begins or ends, and adds its pieces.
    fn cut(&self, from: Moment, to: Moment, pieces: &mut Vec<Piece>) {
        let mut at = from;
        while at < to {
            let next = self.next_edge(at).filter(|edge| *edge < to).unwrap_or(to);
            let part = self.part(at);
            match pieces.last_mut() {
                Some(last) if last.to == at && last.part == part => last.to = next,
                _ => pieces.push(Piece { from: at, to: next, part }),
            }
            at = next;
        }
    }

    fn pauses(&self) -> impl Iterator<Item = (Moment, Option<Moment>)> + '_ {
        let counted = if self.target.pauses { self.course.pauses.as_slice() } else { &[] };
        counted.iter().map(|pause| (pause.from, pause.to))
    }

    /// The first moment strictly after `at` at which the part may change.
    fn next_edge(&self, at: Moment) -> Option<Moment> {
        let holes = self.pauses().chain(self.course.resolved.iter().copied());
        holes
            .flat_map(|(from, to)| [Some(from), to])
            .chain([Some(self.course.raised), Some(self.until), self.due])
            .flatten()
            .filter(|edge| *edge > at)
            .min()
    }

    /// What the open time beginning at `at` is.
    fn part(&self, at: Moment) -> Part {
        let within = |(from, to): (Moment, Option<Moment>)| from <= at && to.is_none_or(|to| at < to);
        if at < self.course.raised {
            Part::Open
        } else if at >= self.until {
            if self.running && self.due.is_some_and(|due| at < due) { Part::Left } else { Part::Open }
        } else if self.course.resolved.iter().copied().any(within) {
            Part::Open
        } else if self.pauses().any(within) {
            Part::Paused
        } else if self.due.is_some_and(|due| at >= due) {
            Part::Over
        } else {
            Part::Counted
        }
    }
}

fn shorten(days: Vec<Day>, most: usize) -> Vec<Row> {
    if days.len() <= most {
        return days.into_iter().map(Row::Day).collect();
    }
    let head = most / 2;
    let gap = days.len() - most;
    let mut rows = Vec::with_capacity(most + 1);
    let mut sums = Sums::default();
    for (place, day) in days.into_iter().enumerate() {
        if place < head || place >= head + gap {
            rows.push(Row::Day(day));
            continue;
        }
        sums.add_all(&day.sums);
        if place == head + gap - 1 {
            rows.push(Row::Gap { days: gap, sums });
        }
    }
    rows
}

/// When each stage was last entered, in the order of the stages; a stage never entered is left out.
/// `log` is a request's history, `revoked` the stamps in it that are taken back.
pub fn entered(log: &[Event], revoked: &[Stamp]) -> Vec<(Stage, Moment)> {
    let mut out: Vec<(Stage, Moment)> = Vec::new();
    let mut here = Stage::New;
    for event in log.iter().filter(|e| !revoked.contains(&e.stamp)) {
        let stage = match &event.fact {
            Fact::Request(RequestFact::Raised(_)) => Stage::New,
            Fact::Request(RequestFact::Moved { stage, .. }) if *stage != here => *stage,
            _ => continue,
        };
        here = stage;
        out.retain(|(known, _)| *known != stage);
        out.push((stage, event.at));
    }
    out.sort_by_key(|(stage, _)| *stage);
    out
}

/// When the latest of a history was noted, where that is later than `now` (rule 5).
pub fn ahead(log: &[Event], revoked: &[Stamp], now: Moment) -> Option<Moment> {
    let there = log.iter().filter(|event| !revoked.contains(&event.stamp));
    there.map(|event| event.at).max().filter(|at| at.since(now) > APART)
}

/// The stage a request stood in before the one it stands in now; none where it never moved.
pub fn stage_before(log: &[Event], revoked: &[Stamp]) -> Option<Stage> {
    let mut known = entered(log, revoked);
    known.sort_by_key(|(_, at)| *at);
    known.len().checked_sub(2).and_then(|place| known.get(place)).map(|(stage, _)| *stage)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::calendar::{Hours, Week};
    use crate::domain::clock::{End, PauseSpan};
    use crate::domain::fact::Source;
    use crate::domain::rank::Rank;

    /// Brussels in winter.
    fn brussels() -> ZoneTable {
        ZoneTable::new("Europe/Brussels", 3_600, Vec::new())
    }

    fn at(text: &str) -> Moment {
        brussels().from_local([text, ":00"].concat().parse().unwrap())
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 09:00–12:30 and 13:30–17:00 from Monday to Friday; Armistice Day closed.
    fn office() -> OpenTime {
        let mut hours = Hours::weekly(Week::office(&[(540, 750), (810, 1_020)]));
        hours.closed.insert(on("2026-11-11"), "Armistice Day".into());
        OpenTime::compile(&hours, &brussels(), at("2026-01-01T00:00"), at("2027-06-01T00:00"))
    }

    fn ten_hours() -> Target {
        Target {
            amount: Span::hours(10),
            basis: Basis::Open,
            pauses: true,
            warn: crate::domain::threshold::Threshold::Share(75),
        }
    }

    /// Raised on Monday at 15:20, waiting from Tuesday 14:30 to Thursday 09:30.
    fn overtime() -> Course {
        Course {
            raised: at("2026-11-09T15:20"),
            pauses: vec![PauseSpan { from: at("2026-11-10T14:30"), to: Some(at("2026-11-12T09:30")) }],
            ..Course::default()
        }
    }

    fn lay_out(course: &Course, target: &Target, now: &str) -> Derivation {
        derive(ClockKind::Resolution, course, target, &office(), &brussels(), at(now), 60)
    }

    fn days(derivation: &Derivation) -> Vec<&Day> {
        derivation
            .rows
            .iter()
            .map(|row| match row {
                Row::Day(day) => day,
                Row::Gap { .. } => panic!("nothing is left out here"),
            })
            .collect()
    }

    fn pieces(day: &Day) -> Vec<(String, String, Part)> {
        let clock = |m: Moment| brussels().to_local(m).format("%H:%M").to_string();
        day.pieces.iter().map(|p| (clock(p.from), clock(p.to), p.part)).collect()
    }

    fn piece(from: &str, to: &str, part: Part) -> (String, String, Part) {
        (from.into(), to.into(), part)
    }

    #[test]
    fn a_deadline_can_be_followed_day_by_day() {
        let laid = lay_out(&overtime(), &ten_hours(), "2026-11-12T11:40");
        let days = days(&laid);
        let dates: Vec<NaiveDate> = days.iter().map(|d| d.date).collect();
        assert_eq!(dates, [on("2026-11-09"), on("2026-11-10"), on("2026-11-11"), on("2026-11-12")]);
        assert_eq!(
            pieces(days[0]),
            [
                piece("09:00", "12:30", Part::Open),
                piece("13:30", "15:20", Part::Open),
                piece("15:20", "17:00", Part::Counted),
            ]
        );
        assert_eq!(
            pieces(days[1]),
            [
                piece("09:00", "12:30", Part::Counted),
                piece("13:30", "14:30", Part::Counted),
                piece("14:30", "17:00", Part::Paused),
            ]
        );
        assert!(days[2].pieces.is_empty(), "closed on Armistice Day");
        assert_eq!(
            pieces(days[3]),
            [
                piece("09:00", "09:30", Part::Paused),
                piece("09:30", "11:40", Part::Counted),
                piece("11:40", "12:30", Part::Left),
                piece("13:30", "14:20", Part::Left),
                piece("14:20", "17:00", Part::Open),
            ]
        );
        let counted: Vec<Span> = days.iter().map(|d| d.sums.counted).collect();
        assert_eq!(counted, [Span::minutes(100), Span::minutes(270), Span::ZERO, Span::minutes(130)]);
        assert_eq!(laid.sums.counted, Span::minutes(8 * 60 + 20));
        assert_eq!(laid.sums.left, Span::minutes(100));
        assert_eq!(laid.sums.paused, Span::hours(3));
        assert_eq!(laid.due_unpaused, Some(at("2026-11-12T10:20")));
    }

    #[test]
    fn what_comes_after_the_deadline_is_over() {
        let laid = lay_out(&overtime(), &ten_hours(), "2026-11-13T10:00");
        let days = days(&laid);
        assert_eq!(
            pieces(days[3])[2..],
            [piece("13:30", "14:20", Part::Counted), piece("14:20", "17:00", Part::Over)]
        );
        assert_eq!(
            pieces(days[4])[..2],
            [piece("09:00", "10:00", Part::Over), piece("10:00", "12:30", Part::Open)]
        );
        assert_eq!(laid.sums.over, Span::minutes(160 + 60));
        assert_eq!(laid.sums.counted, Span::hours(10));
        assert_eq!(laid.sums.left, Span::ZERO);
    }

    #[test]
    fn while_it_waits_nothing_is_due_and_nothing_lies_ahead() {
        let mut course = overtime();
        course.pauses[0].to = None;
        let laid = lay_out(&course, &ten_hours(), "2026-11-10T16:00");
        assert_eq!(days(&laid).len(), 2);
        assert_eq!(laid.sums.counted, Span::minutes(370));
        assert_eq!(laid.sums.paused, Span::minutes(90));
        assert_eq!((laid.sums.left, laid.due_unpaused), (Span::ZERO, None));
    }

    #[test]
    fn a_pause_that_does_not_stop_this_clock_is_counted() {
        let target = Target { pauses: false, ..ten_hours() };
        let laid = lay_out(&overtime(), &target, "2026-11-10T16:00");
        assert_eq!(laid.sums.paused, Span::ZERO);
        assert_eq!(laid.sums.counted, Span::minutes(100 + 6 * 60));
        assert_eq!(laid.due_unpaused, None);
    }

    #[test]
    fn the_time_between_done_and_opened_again_counts_for_nobody() {
        let course = Course {
            raised: at("2026-11-09T15:20"),
            resolved: vec![
                (at("2026-11-10T10:00"), Some(at("2026-11-10T16:00"))),
                (at("2026-11-12T10:00"), None),
            ],
            ..Course::default()
        };
        let laid = lay_out(&course, &ten_hours(), "2026-11-20T12:00");
        let days = days(&laid);
        assert_eq!(days.len(), 4, "it ends with the day on which it was done");
        assert_eq!(
            pieces(days[1]),
            [
                piece("09:00", "10:00", Part::Counted),
                piece("10:00", "12:30", Part::Open),
                piece("13:30", "16:00", Part::Open),
                piece("16:00", "17:00", Part::Counted),
            ]
        );
        assert_eq!(laid.sums.counted, Span::minutes(100 + 120 + 60));
        assert_eq!(laid.sums.left, Span::ZERO);
    }

    #[test]
    fn around_the_clock_a_day_is_as_long_as_it_is() {
        // Brussels on 25 October 2026: the clocks go back at 03:00, the day has 25 hours.
        let autumn = Moment(1_792_890_000_000);
        let zone = ZoneTable::new("Europe/Brussels", 7_200, vec![(autumn, 3_600)]);
        let raised = zone.from_local("2026-10-24T12:00:00".parse().unwrap());
        let course = Course { raised, ..Course::default() };
        let target = Target { amount: Span::hours(48), basis: Basis::Calendar, ..ten_hours() };
        let laid = derive(ClockKind::Resolution, &course, &target, &office(), &zone, raised, 60);
        let left: Vec<Span> = days(&laid).iter().map(|d| d.sums.left).collect();
        assert_eq!(left, [Span::hours(12), Span::hours(25), Span::hours(11)]);
    }

    #[test]
    fn a_long_history_is_shortened_in_its_middle() {
        let course = Course { raised: at("2026-11-02T09:00"), ..Course::default() };
        let target = Target { amount: Span::hours(49), ..ten_hours() };
        let now = at("2026-11-16T09:00");
        let laid = derive(ClockKind::Resolution, &course, &target, &office(), &brussels(), now, 4);
        let shape: Vec<String> = laid
            .rows
            .iter()
            .map(|row| match row {
                Row::Day(day) => day.date.to_string(),
                Row::Gap { days, sums } => format!("{days} days, {:?} counted", sums.counted),
            })
            .collect();
        // Nine working days of seven hours: 49 hours are used up when the tenth of November closes.
        assert_eq!(
            shape,
            ["2026-11-02", "2026-11-03", "11 days, 35:00:00.000 counted", "2026-11-15", "2026-11-16"]
        );
        assert_eq!(laid.sums.counted, Span::hours(49));
        assert_eq!(laid.sums.over, Span::hours(14));
    }

    #[test]
    fn it_agrees_with_the_clock_whatever_happened() {
        let scenes = [
            overtime(),
            Course { raised: at("2026-11-07T11:00"), ..Course::default() },
            Course { ended: Some((at("2026-11-12T16:00"), End::Declined)), ..overtime() },
            Course { resolved: vec![(at("2026-11-13T12:00"), None)], ..overtime() },
            Course {
                pauses: vec![
                    PauseSpan { from: at("2026-11-09T12:00"), to: Some(at("2026-11-10T10:00")) },
                    PauseSpan { from: at("2026-11-10T09:30"), to: Some(at("2026-11-10T11:00")) },
                    PauseSpan { from: at("2026-11-16T09:30"), to: None },
                ],
                ..overtime()
            },
        ];
        let open = office();
        for course in &scenes {
            for hours in [2, 10, 26] {
                let target = Target { amount: Span::hours(hours), ..ten_hours() };
                for step in 0..400 {
                    let now = at("2026-11-09T15:20") + Span::minutes(37 * step);
                    let reading = read(ClockKind::Resolution, course, Some(&target), &open, now);
                    let laid = derive(ClockKind::Resolution, course, &target, &open, &brussels(), now, 60);
                    let case = format!("{course:?} {hours} h at {now:?}: {laid:?}");
                    assert_eq!(laid.sums.counted + laid.sums.over, reading.elapsed, "{case}");
                    if reading.stopped.is_none() && reading.due.is_some_and(|due| due > now) {
                        assert_eq!(laid.sums.counted + laid.sums.left, target.amount, "{case}");
                    }
                }
            }
        }
    }

    fn moved(ms: i64, stage: Stage) -> Event {
        Event {
            stamp: Stamp { ms, count: 0, node: 1 },
            at: Moment(ms),
            actor: None,
            source: Source::Live,
            fact: Fact::Request(RequestFact::Moved { stage, rank: Rank::default() }),
        }
    }

    #[test]
    fn a_stage_shows_when_it_was_entered_last_and_nothing_taken_back() {
        let log = [
            moved(10, Stage::Accepted),
            moved(20, Stage::InProgress),
            moved(30, Stage::Waiting),
            moved(40, Stage::InProgress),
            moved(45, Stage::InProgress),
            moved(50, Stage::Done),
        ];
        let taken_back = [Stamp { ms: 50, count: 0, node: 1 }];
        assert_eq!(
            entered(&log, &taken_back),
            [(Stage::Accepted, Moment(10)), (Stage::InProgress, Moment(40)), (Stage::Waiting, Moment(30)),]
        );
        assert_eq!(stage_before(&log, &taken_back), Some(Stage::Waiting));
        assert_eq!(stage_before(&log[..1], &[]), None);
    }
}
