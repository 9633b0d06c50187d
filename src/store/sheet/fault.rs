//! What could not be read, where, and why: data; the sentences are in `words`.

/// Why a cell could not be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reason {
    /// The row does not say which case it belongs to. The row is left out.
    NoCase,
    /// The row has no time. The row is left out.
    NoTime,
    /// The time does not read, or there is no such day. The row is left out; of a row that is a whole
    /// request only that time is.
    BadTime,
    /// The time lies ahead of now. The row is left out; of a row that is a whole request only that time is.
    Ahead,
    /// The row is one request and neither names nor titles it. The row is left out.
    NoTitle,
    /// The request stands in an earlier row already, whose line this is. The row is left out.
    Repeated(u32),
    /// The time lies before the one at which the request was raised. Only that time is left out.
    BeforeRaised,
    /// The request is finished, and nothing says when. It comes in as closed, measured by no clock.
    NoEnd,
    /// Longer than the field holds. It comes in shortened; a title's whole text is kept in the description.
    Shortened,
    /// A quote that is never closed. The row comes in as it stands.
    OpenQuote,
}

/// A cell that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowFault {
    /// The line of the file its row begins on, counted from 1 with the header.
    pub line: u32,
    /// The column's name.
    pub column: String,
    /// What stands there, at most 80 characters of it.
    pub value: String,
    /// Why it could not be read.
    pub reason: Reason,
    /// True when the whole row was left out.
    pub lost: bool,
}

/// The first characters of a text.
pub(super) fn head(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}
