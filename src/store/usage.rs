//! How much room is used, by what, and for how long it will do.

use super::key::{self, Named};
use super::ledger::Ledger;
use crate::domain::fact::Source;
use crate::domain::ident::Subject;
use crate::domain::moment::Span;

/// What most browsers give to the pages of one origin, in UTF-16 units, keys and values together.
pub const USUAL_QUOTA: usize = 5_242_880;
/// From this share on, in percent, people are told.
pub const NEARLY_FULL: usize = 80;
/// The pace is that of the last four weeks.
const WINDOW: Span = Span::days(28);
/// Fewer events than this in that time say nothing about a pace.
const ENOUGH: usize = 20;
/// What a packed request takes of what it took before, where none has been packed yet.
const PACKED_SHARE: f64 = 0.2;

/// Room in use, in UTF-16 units.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Usage {
    /// By kind, the largest first: how many values, and their units.
    pub kinds: Vec<(&'static str, usize, usize)>,
    /// All of it.
    pub used: usize,
    /// How many requests are packed.
    pub packed: usize,
}

/// For how long the room will do.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Forecast {
    /// Units a day, once what is finished is packed.
    pub per_day: f64,
    /// Days until it is full.
    pub days: u32,
}

/// The kind of a record, as screens name it.
pub fn kind_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Team => "team",
        Subject::Request(_) => "requests",
        Subject::Client(_) => "clients",
        Subject::Service(_) => "services",
        Subject::Calendar(_) => "calendars",
        Subject::Agreement(_) => "agreements",
        Subject::Run(_) => "runs",
        Subject::Mapping(_) => "mappings",
    }
}

impl Usage {
    /// Measures what is stored: of the open desk by kind, of other desks and of other pages of this address as one.
    pub fn of(ledger: &Ledger) -> Usage {
        let mut out = Usage { packed: ledger.packed(), ..Usage::default() };
        let kept = &ledger.ports().kept;
        for key in kept.keys("").unwrap_or_default() {
            let kind = match ledger.keys().read(&key) {
                Named::Record(subject) => kind_of(subject),
                Named::Journal(_) => "journal",
                Named::SetAside(_) => "aside",
                Named::Shard(_) => "packed",
                Named::Marks => "marks",
                Named::Unknown if key == key::SPARE => "spare",
                Named::Unknown if key.starts_with(key::ROOT) => "other",
                Named::Unknown => "strange",
            };
            let value = kept.get(&key).ok().flatten().unwrap_or_default();
            let units = key.encode_utf16().count() + value.encode_utf16().count();
            out.used += units;
            match out.kinds.iter_mut().find(|(name, ..)| *name == kind) {
                Some((_, count, sum)) => {
                    *count += 1;
                    *sum += units;
                }
                None => out.kinds.push((kind, 1, units)),
            }
        }
        out.kinds.sort_by_key(|(.., units)| std::cmp::Reverse(*units));
        out
    }

    /// How many values of a kind there are, and their units.
    pub fn kind(&self, name: &str) -> (usize, usize) {
        self.kinds
            .iter()
            .find(|(kind, ..)| *kind == name)
            .map_or((0, 0), |(_, count, units)| (*count, *units))
    }

    /// True when so much is used that people should know.
    pub fn is_nearly_full(&self, quota: usize) -> bool {
        self.used * 100 >= quota * NEARLY_FULL
    }

    /// For how long the room will do at the pace of the last four weeks; none where that says nothing, and where it
    /// will do for ten years.
    ///
    /// Every event of these weeks takes what events take now, and shrinks to what packed requests take of it: in the
    /// long run everything comes to its end.
    pub fn forecast(&self, ledger: &Ledger, quota: usize) -> Option<Forecast> {
        let desk = ledger.desk();
        let since = ledger.now() - WINDOW;
        let (mut lately, mut events) = (0_usize, 0_usize);
        for (id, _) in desk.requests() {
            let log = desk.log(Subject::Request(id));
            events += log.len();
            lately += log.iter().filter(|e| e.source == Source::Live && e.stamp.moment() > since).count();
        }
        if lately < ENOUGH {
            return None;
        }
        let (alive, units) = self.kind("requests");
        let (_, packed_units) = self.kind("packed");
        let all = (alive + self.packed).max(1) as f64;
        let each = events as f64 / all;
        let per_event = units as f64 / (alive.max(1) as f64 * each).max(1.0);
        let share = match (self.packed, units) {
            (0, _) | (_, 0) => PACKED_SHARE,
            (packed, _) => (packed_units as f64 / packed as f64) / (units as f64 / alive.max(1) as f64),
        };
        let per_day = lately as f64 / 28.0 * per_event * share.min(1.0);
        let days = quota.saturating_sub(self.used) as f64 / per_day.max(0.001);
        (days < 3_650.0).then_some(Forecast { per_day, days: days as u32 })
    }
}
