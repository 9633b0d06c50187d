//! The words of the language in which people type days, times and priorities.

use crate::domain::fold::fold;
use crate::domain::quick::{Lexicon, Sense};
use crate::domain::request::Priority;
use crate::say;
use chrono::Weekday;

/// The words of the language in which a day, a time and a priority are written. Several that mean the same are
/// parted by `|`.
pub fn lexicon() -> Lexicon {
    let mut out = Vec::new();
    let mut put = |list: &str, sense: &dyn Fn(usize) -> Option<Sense>| {
        for (at, words) in list.split(',').enumerate() {
            let Some(sense) = sense(at) else { break };
            out.extend(words.split('|').map(|word| (fold(word.trim()), sense)));
        }
    };
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    put(say!("quick.words"), &|at| {
        [
            Sense::Due,
            Sense::By,
            Sense::Today,
            Sense::Tomorrow,
            Sense::In,
            Sense::Days,
            Sense::Weeks,
            Sense::At,
        ]
        .get(at)
        .copied()
    });
    put(say!("quick.weekdays"), &|at| WEEK.get(at).map(|day| Sense::Weekday(*day)));
    put(say!("quick.months"), &|at| u32::try_from(at + 1).ok().map(Sense::Month));
    put(say!("quick.priorities"), &|at| Priority::ALL.get(at).map(|p| Sense::Priority(*p)));
    out
}
