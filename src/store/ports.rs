//! What the store needs of the world, as small traits. Live versions are in `browser`, the ones for
//! tests in [`super::memory`].

use crate::domain::moment::Moment;
use crate::domain::zone::ZoneTable;
use std::borrow::Cow;
use std::sync::Arc;

/// Why something could not be stored or read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StoreError {
    /// The browser refuses storage here.
    #[error("storage is refused: {0}")]
    Blocked(String),
    /// It does not fit.
    #[error("storage is full ({needed} units needed)")]
    Full {
        /// UTF-16 units of what did not fit.
        needed: usize,
    },
    /// A stored value that does not read.
    #[error("{key} does not read: {cause}")]
    Unreadable {
        /// Its key.
        key: String,
        /// Why.
        cause: String,
    },
    /// The data was written by a later version of the program.
    #[error("written by a later version ({found}, this one knows {known})")]
    Newer {
        /// The version found.
        found: u32,
        /// The version known.
        known: u32,
    },
    /// The desk was emptied or replaced by another tab since this one has read it.
    #[error("the desk was emptied or replaced elsewhere")]
    Emptied,
    /// The desk is still in an older shape, and could not be brought into the present one.
    #[error("the desk is held in an older shape")]
    Held,
    /// A file that is not one of ours, or is broken.
    #[error("the file does not read: {0}")]
    BadFile(#[from] FileFault),
}

/// What is wrong with a file, and where in it. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It ends in the middle.
    #[error("cut short at {line}:{column}")]
    CutShort {
        /// The last line.
        line: usize,
        /// The last column of it.
        column: usize,
    },
    /// It is not written as such a file is.
    #[error("not a backup from {line}:{column} on")]
    NotWritten {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It is a file of something else.
    #[error("not a desk")]
    NotADesk,
    /// It holds no desk.
    #[error("no desk in it")]
    NoDesk,
    /// The name of a record is not known.
    #[error("record {0} has no known name")]
    UnknownRecord(String),
    /// A record does not read.
    #[error("record {record}: {cause}")]
    Record {
        /// Its name.
        record: String,
        /// Why.
        cause: String,
    },
    /// It announces another number of records than it holds.
    #[error("{said} records announced, {found} there")]
    Count {
        /// How many it announces.
        said: usize,
        /// How many it holds.
        found: usize,
    },
    /// It was changed or damaged after it was made.
    #[error("the check sum does not agree")]
    Changed,
}

/// A flat store of texts by key, such as localStorage.
pub trait KeyValue {
    /// The value of a key.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Sets a value; on failure the old one is kept.
    fn put(&self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Removes a value; no error where there is none.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
    /// Every key that begins so.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
    /// Goes through every key that begins so, with its value where it is `wanted`: none where it is not, and where it has
    /// gone in the meantime. For a store of thousands there may be a quicker way than to ask for one after the other.
    fn each(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool, take: &mut dyn FnMut(String, Value<'_>)) {
        for key in self.keys(prefix).unwrap_or_default() {
            let value = if wanted(&key) { self.get(&key) } else { Ok(None) };
            take(key, value.map(|value| value.map(Cow::Owned)));
        }
    }
}

/// A value as it is found.
pub type Value<'a> = Result<Option<Cow<'a, str>>, StoreError>;

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;
}

/// Gives random bits.
pub trait Entropy {
    /// 128 random bits.
    fn bits(&self) -> u128;
}

/// Knows zones.
pub trait ZoneSource {
    /// The table of a zone by its IANA name between two moments; none where it is not known.
    fn table(&self, name: &str, from: Moment, to: Moment) -> Option<Arc<ZoneTable>>;
    /// The zone of this device.
    fn here(&self) -> String;
}

/// A log that only grows and reaches the disk at once: insurance for a store that is written lazily.
///
/// Chromium writes localStorage to disk some seconds after a page has set it; a browser that is killed before that
/// loses those seconds. An edit is *safe* when the log says so, not when the store has taken it.
pub trait SafeLog {
    /// Notes what was just stored in a space: a batch as [`journal`](super::journal) writes it.
    fn append(&self, space: &str, at: Moment, batch: &str);
    /// Forgets what was noted of a space.
    fn clear(&self, space: &str);
}

/// No insurance: for tests, for desks in memory, and where the browser has no such log.
pub struct NoLog;

impl SafeLog for NoLog {
    fn append(&self, _space: &str, _at: Moment, _batch: &str) {}
    fn clear(&self, _space: &str) {}
}
