//! How a promised date stands, beside the clocks of an agreement: a date that was said is owed, measured or not.
//!
//! Rules:
//! 1. A promise is *over* once its date has passed and the request is not finished. Neither waiting nor a pause moves
//!    it: only another promise does, with its reason.
//! 2. It is *near* when no more than a working day of opening time is left, and no more than a quarter of the opening
//!    time there was from its being made. So a promise for this afternoon is not near from its first minute, and one of
//!    a month gives a whole day to tell of a delay. (Agreements warn at three quarters of a target by default.)
//! 3. The hours are those of the request's agreement, else of the team. Where none can be read, time of any kind counts,
//!    and a day has 24 hours.
//! 4. The date is a deadline of the team's beside the clocks: whatever is due earlier comes first.

use super::moment::{Moment, Span};
use super::request::Request;
use super::timebook::Timebook;
use super::workspace::Workspace;

/// How a promise stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// There is time.
    Ahead,
    /// It is near (rule 2).
    Near,
    /// Its date has passed (rule 1).
    Over,
}

/// A promise as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Promised {
    /// By when.
    pub date: Moment,
    /// How it stands.
    pub keeping: Keeping,
}

/// How the promise of an open request stands at `now`, and when that changes by itself; none where nothing is promised
/// or the request is finished.
pub fn promised(
    desk: &Workspace,
    book: &Timebook,
    request: &Request,
    now: Moment,
) -> Option<(Promised, Option<Moment>)> {
    let promise = request.promise().filter(|_| !request.stage.is_finished())?;
    let date = promise.date;
    if now >= date {
        return Some((Promised { date, keeping: Keeping::Over }, None));
    }
    let near = near_from(desk, book, request, promise.made, date);
    let (keeping, next) = if now >= near { (Keeping::Near, date) } else { (Keeping::Ahead, near) };
    Some((Promised { date, keeping }, Some(next)))
}

/// From when on it is near.
fn near_from(desk: &Workspace, book: &Timebook, request: &Request, made: Moment, date: Moment) -> Moment {
    const QUARTER: i64 = 4;
    let by_hours = book.hours_of(desk, request).and_then(|hours| {
        let given = hours.open.elapsed(made, date);
        let left = Span::minutes(i64::from(hours.day_minutes)).0.min(given.0 / QUARTER);
        hours.open.before(date, Span(left))
    });
    let any_time = || {
        let given = date.since(made).0.max(0);
        date - Span(Span::days(1).0.min(given / QUARTER))
    };
    by_hours.unwrap_or_else(any_time)
}
