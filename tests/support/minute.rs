//! How many cases a property is tried with.

use proptest::prelude::ProptestConfig;

/// What `make fuzz` asks for if nobody asks for another number (`CASES`).
const USUAL: u64 = 2_000;

/// A few cases at each test; in `make fuzz` so many as take about a minute on a small machine, or in proportion to the
/// `CASES` that are asked for. (proptest's own `PROPTEST_CASES` would be the same number for all of them, whatever is
/// said here.)
pub fn minute(few: u32, many: u64) -> ProptestConfig {
    let asked = std::env::var("INHOUSE_CASES").ok().and_then(|n| n.parse::<u64>().ok());
    let cases = asked.map_or(few, |asked| u32::try_from(many * asked / USUAL).unwrap_or(u32::MAX).max(few));
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
