//! Time zones as plain data: when the offset from UTC changed, and to what.
//!
//! A [`ZoneTable`] is built elsewhere (in the browser from `Intl`, in tests from a compiled tz
//! database, by hand for odd cases) and only read here. Civil times are `chrono::NaiveDateTime`.
//!
//! Two rules turn a wall-clock time into an instant, the same for every caller:
//!
//! * **Gap** (clocks go forward): a wall-clock time that was skipped moves forward by the length of the
//!   gap. 02:30 in a gap from 02:00 to 03:00 is the instant called 03:30.
//! * **Fold** (clocks go back): a wall-clock time that happens twice means its first occurrence.
//!
//! Both are the rules of RFC 5545 §3.3.5 and the "compatible" reading of ECMAScript Temporal, and both
//! come down to one sentence: read the time with the offset that held *before* the change.

use super::moment::Moment;
use chrono::{DateTime, NaiveDateTime};

/// One change of the offset. Offsets are milliseconds east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    at: i64,
    before: i64,
    after: i64,
}

/// The offsets of one zone over time.
///
/// Offsets are whole seconds east of UTC, as in the tz database. Before the first step the initial
/// offset holds, after the last step the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneTable {
    name: String,
    /// Milliseconds east of UTC before the first step.
    initial: i64,
    /// In order of `at`; each changes the offset; each one's `before` is its forerunner's `after`.
    steps: Vec<Step>,
}

impl ZoneTable {
    /// A zone from its offset before the first step and its steps `(from this moment, offset)`, both in
    /// seconds east of UTC. The steps may come in any order; a step that changes nothing is dropped, and
    /// of two at the same moment the later in the list holds.
    pub fn new(
        name: impl Into<String>,
        initial_offset_seconds: i32,
        mut steps: Vec<(Moment, i32)>,
    ) -> ZoneTable {
        steps.sort_by_key(|step| step.0);
        let initial = i64::from(initial_offset_seconds) * 1_000;
        let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
        for (at, seconds) in steps {
            let after = i64::from(seconds) * 1_000;
            if kept.last().is_some_and(|last| last.at == at.0) {
                kept.pop();
            }
            let before = kept.last().map_or(initial, |last| last.after);
            if before != after {
                kept.push(Step { at: at.0, before, after });
            }
        }
        ZoneTable { name: name.into(), initial, steps: kept }
    }

    /// The zone called `UTC`, which never changes.
    pub fn utc() -> ZoneTable {
        ZoneTable { name: "UTC".to_owned(), initial: 0, steps: Vec::new() }
    }

    /// The zone's name, normally an IANA name such as `Europe/Berlin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The offset in force at `at`, in seconds east of UTC. At the instant of a step the new one holds.
    pub fn offset_at(&self, at: Moment) -> i32 {
        i32::try_from(self.offset_ms(at.0) / 1_000).unwrap_or(0)
    }

    /// What a clock on the wall shows at `at`. Moments outside [`Moment::MIN`]..[`Moment::MAX`] are read
    /// as the nearer of the two.
    pub fn to_local(&self, at: Moment) -> NaiveDateTime {
        let at = at.0.clamp(Moment::MIN.0, Moment::MAX.0);
        DateTime::from_timestamp_millis(at.saturating_add(self.offset_ms(at))).unwrap_or_default().naive_utc()
    }

    /// The instant at which the wall clock shows `local`, by the gap and fold rules of this module.
    /// Precise to the millisecond; finer parts are cut off.
    pub fn from_local(&self, local: NaiveDateTime) -> Moment {
        self.instant_of(local.and_utc().timestamp_millis())
    }

    /// [`ZoneTable::from_local`] for a wall-clock time given as milliseconds since 1970-01-01 00:00 on
    /// that wall clock.
    pub(super) fn instant_of(&self, local: i64) -> Moment {
        // The first stretch between steps whose wall clock ends after `local`: in a fold the earlier one.
        let index = self.steps.partition_point(|step| step.at.saturating_add(step.before) <= local);
        let entered = index.checked_sub(1).and_then(|i| self.steps.get(i));
        let Some(entered) = entered else { return Moment(local.saturating_sub(self.initial)) };
        let at = local.saturating_sub(entered.after);
        // Its wall clock starts only after `local`: a gap, read with the offset before it.
        if at < entered.at { Moment(local.saturating_sub(entered.before)) } else { Moment(at) }
    }

    /// The midnight that the date of `at` begins with, as milliseconds since 1970-01-01 00:00 on that wall clock.
    pub(super) fn midnight_before(&self, at: Moment) -> i64 {
        const DAY_MS: i64 = 86_400_000;
        at.0.saturating_add(self.offset_ms(at.0)).div_euclid(DAY_MS).saturating_mul(DAY_MS)
    }

    /// The first step after `at` (strictly), with the offsets before and after it in seconds.
    pub fn next_step_after(&self, at: Moment) -> Option<(Moment, i32, i32)> {
        let index = self.steps.partition_point(|step| step.at <= at.0);
        self.steps.get(index).map(|step| {
            let seconds = |ms: i64| i32::try_from(ms / 1_000).unwrap_or(0);
            (Moment(step.at), seconds(step.before), seconds(step.after))
        })
    }

    fn offset_ms(&self, at: i64) -> i64 {
        let index = self.steps.partition_point(|step| step.at <= at);
        index.checked_sub(1).and_then(|i| self.steps.get(i)).map_or(self.initial, |step| step.after)
    }
}
