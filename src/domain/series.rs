//! A rhythm on which two sides talk, as other calendars hold it: a first day, a step, and the days that lie elsewhere.
//!
//! Rules:
//! 1. The days are the first one and every so many weeks or months after it, without an end. A month later is the same
//!    day of the month, or its last one (rule 6 of [`super::agreed`]).
//! 2. Where such a day is closed it is the next one that is open. Which days that moves is looked up two years ahead
//!    ([`AHEAD`]), and each is named with the day it moves from, so that the same day is always known by the same name.
//!    A day both sides wrote down themselves is not moved.
//! 3. Check-ins are counted from the day the version in force began, and begin after today. Reviews begin on the day both
//!    sides wrote down, where there is one, and are counted as check-ins are otherwise.

use super::agreed::{Cadence, OpenDays, open_day};
use chrono::{Datelike, Days, Months, NaiveDate};

/// How far ahead days that are closed are looked up (rule 2).
pub const AHEAD: Days = Days::new(731);

/// How far apart two days of a rhythm are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Every {
    /// So many weeks; at least one.
    Weeks(u8),
    /// So many months, at least one, on this day of the month or its last one.
    Months(u8, u8),
}

/// A rhythm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// The first day, as the rhythm has it.
    pub first: NaiveDate,
    /// How far apart.
    pub every: Every,
    /// Days of the rhythm that are closed, with the day it is instead (rule 2).
    pub moved: Vec<(NaiveDate, NaiveDate)>,
}

impl Every {
    /// The `n`-th day after `from`.
    fn after(self, from: NaiveDate, n: u32) -> Option<NaiveDate> {
        match self {
            Every::Weeks(weeks) => from.checked_add_days(Days::new(7 * u64::from(weeks) * u64::from(n))),
            Every::Months(months, _) => from.checked_add_months(Months::new(u32::from(months) * n)),
        }
    }

    /// The days from `from` on, itself included.
    fn days(self, from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        (0..).map_while(move |n| self.after(from, n))
    }
}

/// The rhythm counted from `from`, beginning with its first day that `begins` says yes to.
fn series(
    every: Every,
    from: NaiveDate,
    begins: impl Fn(&NaiveDate) -> bool,
    written: Option<NaiveDate>,
    hours: &impl OpenDays,
) -> Option<Series> {
    let first = every.days(from).find(begins)?;
    let last = first.checked_add_days(AHEAD).unwrap_or(first);
    let coming = every.days(from).skip_while(|day| *day < first).take_while(|day| *day <= last);
    let moved = coming.filter(|day| written != Some(*day));
    let moved = moved.filter_map(|day| Some((day, open_day(day, hours)?))).filter(|(day, open)| day != open);
    Some(Series { first, every, moved: moved.collect() })
}

impl Cadence {
    /// The check-ins, counted from `from` (rule 3); none without any.
    pub fn check_ins(&self, from: NaiveDate, today: NaiveDate, hours: &impl OpenDays) -> Option<Series> {
        let every = Some(Every::Weeks(self.weeks)).filter(|_| self.weeks > 0)?;
        series(every, from, |day| *day > today.max(from), None, hours)
    }

    /// The reviews, from `on` on, or counted from `from` (rule 3); none without any.
    pub fn reviews(
        &self,
        from: NaiveDate,
        on: Option<NaiveDate>,
        today: NaiveDate,
        hours: &impl OpenDays,
    ) -> Option<Series> {
        let day = |from: NaiveDate| u8::try_from(from.day()).ok();
        let every = |from| Some(Every::Months(self.months, day(from)?)).filter(|_| self.months > 0);
        match on {
            Some(on) => series(every(on)?, on, |_| true, Some(on), hours),
            None => series(every(from)?, from, |day| *day > today.max(from), None, hours),
        }
    }
}
