//! Zone tables for tests, made from `chrono-tz` the way the browser makes them from `Intl`: by asking for
//! the offset at many moments and closing in on each change.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use inhouse::domain::moment::Moment;
use inhouse::domain::zone::ZoneTable;

const WEEK: i64 = 7 * 86_400;

/// The zone from 1990 to 2045. Panics on a name `chrono-tz` does not know.
pub fn zone(name: &str) -> ZoneTable {
    let tz: Tz = name.parse().expect("a zone chrono-tz knows");
    let changes = changes(tz);
    let initial = offset(tz, 631_152_000);
    let steps = changes.into_iter().map(|at| (Moment(at * 1_000), offset(tz, at))).collect();
    ZoneTable::new(name, initial, steps)
}

/// Every change of offset from 1990 to 2045, in seconds since 1970.
pub fn changes(tz: Tz) -> Vec<i64> {
    let (start, end) = (631_152_000, 2_366_841_600);
    let mut out = Vec::new();
    let mut at = start;
    while at < end {
        let next = at + WEEK;
        if offset(tz, at) != offset(tz, next) {
            let (mut low, mut high) = (at, next);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if offset(tz, middle) == offset(tz, at) { low = middle } else { high = middle }
            }
            out.push(high);
        }
        at = next;
    }
    out
}

/// Seconds east of UTC at a moment in seconds since 1970, asked of `chrono-tz`.
pub fn offset(tz: Tz, at: i64) -> i32 {
    let utc = DateTime::from_timestamp(at, 0).expect("a moment chrono can hold").naive_utc();
    tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}
