//! When a note of the safe log may go: once what it tells is surely on the disk in the store itself.
//!
//! Rules:
//! 1. A clock on the wall proves nothing: a browser that was killed seconds after an edit and started the next morning
//!    has had no second more to write. Only time during which a page ran counts, in *beats* of [`BEAT`]. (A computer
//!    that slept may count one beat too many, never two in a row: timers that fell due meanwhile fire once.)
//! 2. A note counts its beats from when it was made here, or from when it was read at the start *and* what it tells is
//!    in the store. One that could not be taken in is never counted, so it stays.
//! 3. [`CALM`] beats, and more after much was written: Chromium writes localStorage to the disk five seconds after the
//!    first change, then at most sixty times and at most ten mebibytes an hour (`components/services/storage/dom_storage`:
//!    `kCommitDefaultDelaySecs`, `kMaxCommitsPerHour`, `kMaxBytesPerHour`). What a note tells is written about four
//!    times over: journal and record, and letters beyond Latin-1 take two bytes.

use crate::domain::moment::Span;

/// The unit in which a page counts how long it has run.
pub const BEAT: Span = Span::minutes(1);
/// The fewest beats a note stays.
pub const CALM: u32 = 3;
/// Bytes of notes that the browser writes in a beat: ten mebibytes an hour, by sixty, by four.
const A_BEAT: usize = 10 * 1024 * 1024 / 60 / 4;

/// The notes that wait to go, by the keys they have in the log.
#[derive(Debug)]
pub struct Waiting<K> {
    notes: Vec<(K, usize, u32)>,
    beats: u32,
    bytes: usize,
}

impl<K> Default for Waiting<K> {
    fn default() -> Waiting<K> {
        Waiting { notes: Vec::new(), beats: 0, bytes: 0 }
    }
}

impl<K> Waiting<K> {
    /// Adds a note of so many bytes whose news is in the store now.
    pub fn add(&mut self, key: K, bytes: usize) {
        self.bytes += bytes;
        self.notes.push((key, bytes, self.beats));
    }

    /// A beat has passed: which notes may go.
    pub fn beat(&mut self) -> Vec<K> {
        self.beats += 1;
        let beats = self.beats;
        let needed = CALM + u32::try_from(self.bytes / A_BEAT).unwrap_or(u32::MAX / 2);
        let (go, stay) = std::mem::take(&mut self.notes)
            .into_iter()
            .partition::<Vec<_>, _>(|(.., since)| beats - since >= needed);
        self.notes = stay;
        self.bytes -= go.iter().map(|(_, bytes, _)| bytes).sum::<usize>();
        go.into_iter().map(|(key, ..)| key).collect()
    }

    /// True where nothing waits.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Forgets all of them: the log was emptied.
    pub fn clear(&mut self) {
        self.notes.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_stays_for_three_beats_after_its_news_is_in_the_store() {
        let mut waiting = Waiting::default();
        waiting.add("first", 300);
        assert_eq!(waiting.beat(), Vec::<&str>::new());
        waiting.add("second", 300);
        assert_eq!(waiting.beat(), Vec::<&str>::new());
        assert_eq!(waiting.beat(), ["first"]);
        assert_eq!(waiting.beat(), ["second"]);
        assert!(waiting.is_empty());
    }

    /// Three million bytes are written to the disk over more than an hour.
    #[test]
    fn after_much_was_written_everything_stays_longer() {
        let mut waiting = Waiting::default();
        for portion in 0..60 {
            waiting.add(portion, 50_000);
        }
        let beats = (1..200).find(|_| !waiting.beat().is_empty());
        assert_eq!(beats, Some(71));
        assert!(waiting.is_empty());
        waiting.add(60, 300);
        assert_eq!((1..10).find(|_| !waiting.beat().is_empty()), Some(3));
    }
}
