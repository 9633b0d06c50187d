//! The sentences by place and by key.
//!
//! While compiling, the English files become one text without comments, and a table from key to place.
//! [`place`] asks that table, so a call of [`say!`](crate::say) carries a number and neither the table
//! nor its own key reaches the page. When the page starts, [`Book::english`] goes through the text once.
//!
//! The files stand on [`Shelf`]s, one for each part of the program. In a build that loads its parts when they
//! are wanted, a shelf's text travels with its part: it is referred to by [`load`](super::load) there alone.
//! Every sentence keeps its place, whether its shelf is loaded or not.
//!
//! Keys are compared by a 64-bit FNV-1a hash (Fowler, Noll, Vo; draft-eastlake-fnv). Two English keys
//! with one hash do not compile; a foreign key that meets one by chance has odds of 1 in 10¹⁶.

/// What [`place`] says of a key nobody has written.
pub const NOWHERE: usize = usize::MAX;

/// A hash and the place of its sentence. A free slot has the hash 0.
type Slot = (u64, u16);

const ROOM: usize = room(super::ENGLISH);
const COUNT: usize = READ.count;
const SLOTS: usize = (COUNT * 2 + 1).next_power_of_two();

/// For use while compiling only: whatever runs in the page may not touch these two.
static READ: Read<ROOM> = read::<ROOM>(super::ENGLISH);
static TABLE: [Slot; SLOTS] = table(&READ);

/// The sentences of one part of the program, without comments and needless space, as they reach the page.
pub struct Shelf {
    text: &'static [u8],
    /// The place of its first sentence.
    first: usize,
}

macro_rules! shelves {
    ($($(#[$doc:meta])* $name:ident = $n:literal;)*) => {
        $($(#[$doc])*
        pub static $name: Shelf = {
            static TEXT: [u8; READ.shelf($n).1 - READ.shelf($n).0] = {
                let mut out = [0; READ.shelf($n).1 - READ.shelf($n).0];
                out.copy_from_slice(READ.bytes.split_at(READ.shelf($n).1).0.split_at(READ.shelf($n).0).1);
                out
            };
            Shelf { text: &TEXT, first: READ.shelf($n).2 }
        };)*

        /// Every shelf.
        #[cfg(not(split))]
        pub static ALL: &[&Shelf] = &[$(&$name),*];
    };
}

shelves! {
    /// What the first screen says.
    FIRST = 0;
    /// What every page of a desk needs.
    DESK = 1;
    /// The board and what is shown over it.
    BOARD = 2;
    /// Clients, agreements, settings.
    OFFICE = 3;
    /// Self-assessment.
    SURVEY = 4;
    /// Figures.
    INSIGHTS = 5;
    /// What comes in and goes out: import, backups.
    FILES = 6;
    /// The sample desk.
    SAMPLE = 7;
    /// What the palette is searched by.
    PALETTE = 8;
}

/// The lines of a file that hold sentences. `const`, because English is read while compiling.
struct Lines<'a> {
    rest: &'a [u8],
    section: &'a [u8],
    /// The hash of the section and the dot behind it: keys go on from here.
    begun: u64,
}

/// A line with a sentence.
struct Line<'a> {
    section: &'a [u8],
    key: &'a [u8],
    text: &'a [u8],
    /// Of section, dot and key.
    hash: u64,
}

impl<'a> Lines<'a> {
    const fn new(text: &'a [u8]) -> Lines<'a> {
        // Some editors put a mark of three bytes before the first line.
        let rest = if let [0xEF, 0xBB, 0xBF, rest @ ..] = text { rest } else { text };
        Lines { rest, section: b"", begun: START }
    }

    /// The next sentence. A line that is neither a sentence nor anything else has an empty key.
    const fn next(&mut self) -> Option<Line<'a>> {
        while !self.rest.is_empty() {
            let (line, rest) = cut(self.rest, b'\n');
            self.rest = rest;
            match line.trim_ascii() {
                [] | [b'#', ..] => {}
                [b'[', name @ .., b']'] => {
                    self.section = name.trim_ascii();
                    self.begun = match self.section {
                        [] => START,
                        name => hash_on(hash_on(START, name), b"."),
                    };
                }
                line => {
                    let (key, text): (&[u8], &[u8]) = match cut(line, b'=') {
                        (all, _) if all.len() == line.len() => (b"", line),
                        (key, text) => (key.trim_ascii(), text.trim_ascii()),
                    };
                    let hash = hash_on(self.begun, key);
                    return Some(Line { section: self.section, key, text, hash });
                }
            }
        }
        None
    }
}

/// What is before the first `mark`, and what is behind it.
const fn cut(text: &[u8], mark: u8) -> (&[u8], &[u8]) {
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        if *byte == mark {
            return (text.split_at(text.len() - rest.len()).0, behind);
        }
        rest = behind;
    }
    (text, b"")
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

const fn hash_on(mut hash: u64, mut bytes: &[u8]) -> u64 {
    while let [byte, rest @ ..] = bytes {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    hash
}

/// Bytes enough for all files without their comments.
const fn room(mut shelves: &[&[&str]]) -> usize {
    let mut n = 0;
    while let [files, further @ ..] = shelves {
        let mut files: &[&str] = files;
        while let [file, rest @ ..] = files {
            n += file.len() + 4;
            files = rest;
        }
        shelves = further;
    }
    n
}

/// No file has more sentences than this altogether; a place is 16 bits.
const MOST: usize = 8192;

/// The files, read. Arrays of the greatest size, because it is only known afterwards.
struct Read<const N: usize> {
    bytes: [u8; N],
    length: usize,
    count: usize,
    /// Of every sentence: the hash of its key, where its text begins and ends.
    lines: [(u64, u32, u32); MOST],
    /// Of every shelf: where its bytes begin and end, and the place of its first sentence.
    shelves: [(usize, usize, usize); 16],
}

/// The files as one text of `[section]` and `key=text` lines.
const fn read<const N: usize>(mut shelves: &[&[&'static str]]) -> Read<N> {
    let mut out =
        Read { bytes: [0; N], length: 0, count: 0, lines: [(0, 0, 0); MOST], shelves: [(0, 0, 0); 16] };
    let mut n = 0;
    while let [files, further @ ..] = shelves {
        let (begin, first) = (out.length, out.count);
        out.read_files(files);
        if let [shelf, ..] = out.shelves.split_at_mut(n).1 {
            *shelf = (begin, out.length, first);
        }
        n += 1;
        shelves = further;
    }
    out
}

impl<const N: usize> Read<N> {
    const fn shelf(&self, n: usize) -> (usize, usize, usize) {
        match self.shelves.split_at(n).1 {
            [shelf, ..] => *shelf,
            [] => (0, 0, 0),
        }
    }

    const fn read_files(&mut self, mut files: &[&'static str]) {
        let out = self;
        while let [file, rest @ ..] = files {
            let mut lines = Lines::new(file.as_bytes());
            let mut begun = START;
            out.write(b"[]\n");
            while let Some(line) = lines.next() {
                let is_a_sentence = !line.key.is_empty() && !line.text.is_empty();
                assert!(
                    is_a_sentence,
                    "{}",
                    shown(line.text, "a sentence of an English file has no key or no text")
                );
                if begun != lines.begun {
                    begun = lines.begun;
                    out.write(b"[");
                    out.write(line.section);
                    out.write(b"]\n");
                }
                out.write(line.key);
                out.write(b"=");
                let from = out.length;
                out.write(line.text);
                if let [place, ..] = out.lines.split_at_mut(out.count).1 {
                    *place = (line.hash, from as u32, out.length as u32);
                }
                out.count += 1;
                out.write(b"\n");
            }
            files = rest;
        }
    }

    const fn write(&mut self, bytes: &[u8]) {
        let (here, _) = self.bytes.split_at_mut(self.length).1.split_at_mut(bytes.len());
        here.copy_from_slice(bytes);
        self.length += bytes.len();
    }
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && hash_on(START, a) == hash_on(START, b)
}

const fn table<const N: usize>(read: &Read<N>) -> [Slot; SLOTS] {
    let mut slots = [(0, 0); SLOTS];
    let mut lines = read.lines.split_at(read.count).0;
    let mut n = 0;
    while let [(hash, _, _), rest @ ..] = lines {
        let at = probe(&slots, *hash);
        if let [slot, ..] = slots.split_at_mut(at).1 {
            let is_new = slot.0 == 0;
            assert!(is_new, "{}", shown(text_at(n as usize), "a key is twice in the English files"));
            *slot = (*hash, n);
        }
        n += 1;
        lines = rest;
    }
    slots
}

/// What the compiler says of a faulty line: its text, because a message cannot be put together there.
const fn shown(text: &'static [u8], otherwise: &'static str) -> &'static str {
    match str::from_utf8(text) {
        Ok(text) if !text.is_empty() => text,
        _ => otherwise,
    }
}

/// Where the slot of this hash is, or the free one it would take. Half of the slots are always free.
const fn probe(slots: &[Slot], hash: u64) -> usize {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    loop {
        match slots.split_at(at).1 {
            [(there, _), ..] if *there != hash && *there != 0 => at = (at + 1) & mask,
            _ => return at,
        }
    }
}

const fn look(slots: &[Slot], hash: u64) -> usize {
    match slots.split_at(probe(slots, hash)).1 {
        [(there, place), ..] if *there == hash => *place as usize,
        _ => NOWHERE,
    }
}

/// The place of an English sentence, [`NOWHERE`] where nobody has written it. For use while compiling.
pub const fn place(key: &str) -> usize {
    look(&TABLE, hash_on(START, key.as_bytes()))
}

const fn text_at(place: usize) -> &'static [u8] {
    let lines: &[(u64, u32, u32)] = &READ.lines;
    if place < COUNT
        && let [(_, from, to), ..] = lines.split_at(place).1
    {
        return READ.bytes.split_at(*to as usize).0.split_at(*from as usize).1;
    }
    b""
}

/// True for a sentence without placeholders and strong words. For use while compiling.
pub const fn is_plain(place: usize) -> bool {
    let mut rest = text_at(place);
    while let [byte, behind @ ..] = rest {
        if *byte == b'{' || (*byte == b'*' && matches!(behind, [b'*', ..])) {
            return false;
        }
        rest = behind;
    }
    true
}

/// True when every name is a placeholder of the sentence and every placeholder is among the names.
/// With `open`, placeholders may be left over, and words may be strong. For use while compiling.
pub const fn fits(place: usize, names: &[&str], open: bool) -> bool {
    let mut met: u64 = 0;
    let mut rest = text_at(place);
    while let [byte, behind @ ..] = rest {
        rest = behind;
        match *byte {
            b'\\' => {
                if let [_, behind @ ..] = rest {
                    rest = behind;
                }
            }
            b'*' if !open && matches!(rest, [b'*', ..]) => return false,
            b'{' => match index_of(names, name(rest)) {
                Some(n) => met |= 1 << n,
                None if open => {}
                None => return false,
            },
            _ => {}
        }
    }
    met.count_ones() as usize == names.len()
}

/// The name a placeholder begins with.
const fn name(text: &[u8]) -> &[u8] {
    let mut rest = text.trim_ascii_start();
    let from = rest;
    while let [b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_', behind @ ..] = rest {
        rest = behind;
    }
    from.split_at(from.len() - rest.len()).0
}

const fn index_of(mut names: &[&str], wanted: &[u8]) -> Option<usize> {
    let mut n = 0;
    while let [first, rest @ ..] = names {
        if same(first.as_bytes(), wanted) {
            return Some(n);
        }
        n += 1;
        names = rest;
    }
    None
}

/// The sentences of one language, all places filled.
pub struct Book {
    hashes: Vec<u64>,
    texts: Vec<&'static str>,
    slots: Vec<Slot>,
}

impl Book {
    /// The English book with these shelves. What stands on the others has its place, but no text yet.
    pub fn english(shelves: &[&Shelf]) -> Book {
        let mut book = Book { hashes: vec![0; COUNT], texts: vec!["?"; COUNT], slots: vec![(0, 0); SLOTS] };
        for shelf in shelves {
            let mut lines = Lines::new(shelf.text);
            let mut place = shelf.first;
            while let Some(line) = lines.next() {
                if let (Ok(text), Some(here), Some(hash)) =
                    (str::from_utf8(line.text), book.texts.get_mut(place), book.hashes.get_mut(place))
                {
                    (*here, *hash) = (text, line.hash);
                    settle(&mut book.slots, line.hash, place);
                }
                place += 1;
            }
        }
        book
    }

    /// Takes the sentences of a text in: those without a place get one; those with one are replaced
    /// only with `over`. Lines that are no sentences, and empty sentences, change nothing.
    /// Returns how many were taken.
    pub fn put(&mut self, text: &'static [u8], over: bool) -> usize {
        let mut taken = 0;
        let mut lines = Lines::new(text);
        while let Some(line) = lines.next() {
            let Ok(text) = str::from_utf8(line.text) else { continue };
            if line.key.is_empty() || text.is_empty() {
                continue;
            }
            let hash = line.hash;
            match self.texts.get_mut(look(&self.slots, hash)) {
                Some(here) if over => *here = text,
                Some(_) => continue,
                None => self.append(hash, text),
            }
            taken += 1;
        }
        taken
    }

    fn append(&mut self, hash: u64, text: &'static str) {
        if self.texts.len() * 2 >= self.slots.len() {
            self.slots = vec![(0, 0); self.slots.len() * 2];
            for (place, hash) in self.hashes.iter().enumerate().filter(|(_, hash)| **hash != 0) {
                settle(&mut self.slots, *hash, place);
            }
        }
        settle(&mut self.slots, hash, self.texts.len());
        self.hashes.push(hash);
        self.texts.push(text);
    }

    /// The number of sentences.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True for a book without sentences; English never is.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The sentence at a place. A place comes from [`place`], so it is there; if not, a question mark
    /// shows that something is missing.
    pub fn at(&self, place: usize) -> &'static str {
        self.texts.get(place).copied().unwrap_or("?")
    }

    /// The sentence whose key is these two together.
    pub fn find(&self, prefix: &str, rest: &str) -> Option<&'static str> {
        let hash = hash_on(hash_on(START, prefix.as_bytes()), rest.as_bytes());
        self.texts.get(look(&self.slots, hash)).copied()
    }
}

fn settle(slots: &mut [Slot], hash: u64, place: usize) {
    let at = probe(slots, hash);
    if let Some(slot) = slots.get_mut(at) {
        *slot = (hash, place as u16);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // These sentences belong to `en/common.txt`.
    const DAYS: usize = place("time.days");
    const LEFT: usize = place("time.left");

    #[test]
    fn a_key_has_its_place_or_none() {
        assert_ne!(DAYS, NOWHERE);
        for unknown in ["", "time", "time.", "time.day", "time.days.", "days", "Time.days"] {
            assert_eq!(place(unknown), NOWHERE, "{unknown}");
        }
    }

    #[test]
    fn only_a_sentence_without_placeholders_is_plain() {
        assert!(is_plain(place("stage.new")));
        assert!(!is_plain(DAYS) && !is_plain(LEFT));
    }

    #[test]
    fn values_and_placeholders_fit_or_not() {
        assert!(fits(DAYS, &["n"], false) && fits(LEFT, &["span"], false));
        assert!(fits(place("time.two_zones"), &["here", "place", "there"], false));
        for names in [&[][..], &["m"], &["n", "m"], &["n", "n"], &["N"]] {
            assert!(!fits(DAYS, names, false), "{names:?}");
        }
        // Placeholders may stay open where the page fills them; values may not go nowhere.
        assert!(fits(place("time.two_zones"), &["here"], true));
        assert!(!fits(place("time.two_zones"), &["now"], true));
    }

    #[test]
    fn the_page_carries_no_comments() {
        let text = str::from_utf8(FIRST.text).unwrap_or_default();
        assert!(text.contains("\n[start]\ntitle="));
        for shelf in ALL {
            let text = str::from_utf8(shelf.text).unwrap_or_default();
            assert!(!text.is_empty() && text.lines().all(|line| !line.starts_with('#')));
        }
    }
}
