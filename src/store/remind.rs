//! When to remind people of a copy: by what would be lost, not by the calendar alone.
//!
//! Rules:
//! 1. Nothing has changed since the last copy: no word.
//! 2. In a browser that forgets after seven days without a visit, whoever leaves may not be back in time: there a copy is
//!    asked for at the first change of a day, counted from the last copy ([`NEXT_DAY`]), and on the day of a copy at
//!    [`A_FEW`] changes.
//! 3. [`MANY`] changes since the last copy; a first copy is asked for after [`FIRST`].
//! 4. A week with [`SOME`] changes, or a month with any.
//! 5. What comes in from elsewhere was recorded long ago and is in no copy all the same: a copy remembers what was known
//!    when it was taken ([`known`]), and what is more than that counts as changed since.

use super::ledger::Ledger;
use crate::domain::fact::{Event, Source};
use crate::domain::moment::{Moment, Span};

/// So many changes since the last copy are worth one, whatever its age.
pub const MANY: usize = 200;
/// So many changes on a desk of which there is no copy at all.
pub const FIRST: usize = 50;
/// So many changes in a week.
pub const SOME: usize = 20;

/// So many changes on the day of a copy, in a browser that forgets.
pub const A_FEW: usize = 10;
/// So long after a copy another day of work has begun: over a night, and not over a lunch.
pub const NEXT_DAY: Span = Span::hours(12);

/// Why a copy should be taken now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// There is none yet.
    Never,
    /// It is old.
    Old,
    /// Much has changed since.
    Many,
    /// This browser forgets after a week without a visit.
    Forgets,
}

/// A reminder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// Why.
    pub why: Why,
    /// How many changes would be lost.
    pub changes: usize,
    /// Whole days since the last copy, or since the first change where there is none.
    pub days: i64,
}

/// How many changes were recorded here since a moment, and when the first of them was.
pub fn changes(ledger: &Ledger, since: Option<Moment>) -> (usize, Option<Moment>) {
    let desk = ledger.desk();
    let (mut count, mut first) = (0, None::<Moment>);
    for subject in desk.subjects() {
        for event in desk.log(subject) {
            let at = event.stamp.moment();
            if event.source != Source::Sample && since.is_none_or(|since| at > since) {
                count += 1;
                first = Some(first.map_or(at, |earlier| earlier.min(at)));
            }
        }
    }
    (count, first)
}

/// What a copy taken now knows of: how many events, and a sum over their stamps that hardly another set has.
pub fn known(ledger: &Ledger) -> String {
    let (count, sum) = counted(ledger);
    let mut out = count.to_string();
    out.push(' ');
    out.push_str(&sum.to_string());
    out
}

fn counted(ledger: &Ledger) -> (usize, u64) {
    let desk = ledger.desk();
    let events = desk.subjects().flat_map(|subject| desk.log(subject)).filter(|e| e.source != Source::Sample);
    events.fold((0, 0), |(count, sum), event| (count + 1, sum ^ mixed(event)))
}

/// A number of a stamp, spread over all its bits (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014: the finaliser of SplitMix64).
fn mixed(event: &Event) -> u64 {
    let stamp = event.stamp;
    let spread = |mut n: u64| {
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    };
    let rest = (u64::from(stamp.count) << 32) | u64::from(stamp.node);
    spread(spread(stamp.ms.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15)) ^ rest)
}

/// How many changes are in no copy, when the last one was taken then and knew that; and when the first of them was.
pub fn uncopied(ledger: &Ledger, last: Option<Moment>, then: Option<&str>) -> (usize, Option<Moment>) {
    let (recorded, first) = changes(ledger, last);
    let read = |text: &str| {
        let (count, sum) = text.split_once(' ')?;
        Some((count.parse::<usize>().ok()?, sum.parse::<u64>().ok()?))
    };
    let Some(then) = then.filter(|_| last.is_some()).and_then(read) else { return (recorded, first) };
    let now = counted(ledger);
    let came = now.0.saturating_sub(then.0).max(usize::from(now != then));
    (recorded.max(came), first)
}

/// Whether to remind, when the last copy was taken then. `forgets` is true in a browser of rule 2.
pub fn due(
    last: Option<Moment>,
    changed: (usize, Option<Moment>),
    now: Moment,
    forgets: bool,
) -> Option<Reminder> {
    let (changes, first) = changed;
    let since = last.or(first)?;
    let age = now.since(since);
    let old = age >= Span::days(7) && changes >= SOME || age >= Span::days(30);
    let why = match last {
        _ if changes == 0 => return None,
        _ if forgets && (last.is_none() || age >= NEXT_DAY || changes >= A_FEW) => Why::Forgets,
        None if changes >= FIRST || old => Why::Never,
        Some(_) if changes >= MANY => Why::Many,
        Some(_) if old => Why::Old,
        _ => return None,
    };
    Some(Reminder { why, changes, days: age.0 / Span::days(1).0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_794_474_000_000);

    fn why(last: Option<i64>, changes: usize, first: i64, forgets: bool) -> Option<Why> {
        let ago = |days| NOW - Span::days(days);
        due(last.map(ago), (changes, Some(ago(first))), NOW, forgets).map(|r| r.why)
    }

    #[test]
    fn a_copy_is_asked_for_by_what_would_be_lost() {
        assert_eq!(why(None, 0, 0, true), None);
        assert_eq!(why(None, 49, 1, false), None);
        assert_eq!(why(None, 50, 1, false), Some(Why::Never));
        assert_eq!(why(None, 20, 7, false), Some(Why::Never));
        assert_eq!(why(Some(1), 199, 1, false), None);
        assert_eq!(why(Some(1), 200, 1, false), Some(Why::Many));
        assert_eq!(why(Some(6), 20, 6, false), None);
        assert_eq!(why(Some(7), 20, 6, false), Some(Why::Old));
        assert_eq!(why(Some(29), 19, 6, false), None);
        assert_eq!(why(Some(30), 1, 6, false), Some(Why::Old));
        assert_eq!(why(Some(400), 0, 0, false), None, "a copy of what has not changed stays good");
    }

    #[test]
    fn a_browser_that_forgets_is_spoken_of_before_it_does() {
        assert_eq!(why(None, 1, 0, true), Some(Why::Forgets), "on the first day");
        assert_eq!(why(Some(1), 1, 0, true), Some(Why::Forgets), "on the next one");
        assert_eq!(why(Some(0), 9, 0, true), None, "a copy of this morning");
        assert_eq!(why(Some(0), 10, 0, true), Some(Why::Forgets));
        assert_eq!(why(Some(3), 0, 0, true), None);
        assert_eq!(why(Some(1), 10, 1, false), None, "elsewhere");
        let ago = |hours| NOW - Span::hours(hours);
        let after = |hours| due(Some(ago(hours)), (1, Some(ago(1))), NOW, true).map(|r| r.why);
        assert_eq!((after(11), after(12)), (None, Some(Why::Forgets)));
    }
}
