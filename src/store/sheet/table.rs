//! A delimited text file as rows of cells, with the line each row begins on.
//!
//! Rules:
//! 1. The delimiter is whichever of comma, semicolon, tab and bar makes the most of the first rows; a first
//!    line `sep=;`, as spreadsheets write it, settles it.
//! 2. Cells may be quoted and hold delimiters and line breaks (RFC 4180). Rows may be shorter than the
//!    header: what is missing is empty.
//! 3. A quote that is opened and never closed would swallow the rows after it. Such a row, several lines long
//!    with an odd number of quotes, is read as its first line alone, quotes as they stand, and is marked
//!    as [`Table::torn`]; reading goes on with the next line.

use csv::{Reader, ReaderBuilder, StringRecord};

/// Why a text is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is not text: a spreadsheet's own format, a picture.
    #[error("the file is not text")]
    NotText,
    /// No delimiter makes more than one column of it.
    #[error("the file has one column only")]
    OneColumn,
    /// It has a header and nothing below.
    #[error("the file has no rows below its header")]
    NoRows,
}

#[derive(Clone, Debug)]
struct Row {
    line: u32,
    cells: StringRecord,
    torn: bool,
}

/// The rows of a file.
#[derive(Clone, Debug)]
pub struct Table {
    headers: Vec<String>,
    rows: Vec<Row>,
    delimiter: char,
}

const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows the delimiter is chosen by.
const TRIED: usize = 30;

impl Table {
    /// Reads a text whose first row is the header.
    pub fn parse(text: &str) -> Result<Table, SheetFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(SheetFault::Empty);
        }
        if text.contains('\0') || text.starts_with("PK\u{3}\u{4}") {
            return Err(SheetFault::NotText);
        }
        let (delimiter, skipped) = match settled(text) {
            Some(settled) => settled,
            None => (guessed(text).ok_or(SheetFault::OneColumn)?, 0),
        };
        let mut rows = rows_of(text, skipped, delimiter);
        if rows.is_empty() {
            return Err(SheetFault::Empty);
        }
        let headers = headers_of(&rows.remove(0).cells);
        if headers.len() < 2 {
            return Err(SheetFault::OneColumn);
        }
        if rows.is_empty() {
            return Err(SheetFault::NoRows);
        }
        Ok(Table { headers, rows, delimiter: char::from(delimiter) })
    }

    /// The columns' names, in order. Unnamed ones are called `#3` by their place, a second `date` is
    /// called `date (2)`.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What stands between the cells.
    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// How many rows there are below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place of a column by its name, whatever its case.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let exact = self.headers.iter().position(|h| h == name);
        exact.or_else(|| self.headers.iter().position(|h| h.to_lowercase() == name.to_lowercase()))
    }

    /// A cell without the white space around it; empty where there is none. An apostrophe that only
    /// kept a spreadsheet from reading the cell as a formula is taken off.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|r| r.cells.get(column)).unwrap_or_default().trim();
        match cell.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => cell,
        }
    }

    /// The line of the file a row begins on, counted from 1 with the header.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |r| r.line)
    }

    /// True for a row with a quote that is never closed (rule 3).
    pub fn torn(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|r| r.torn)
    }
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

/// The delimiter a line `sep=;` names, and how many bytes that line takes.
fn settled(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    let named = line.trim_end().strip_prefix("sep=").or_else(|| line.strip_prefix("sep=\t").map(|_| "\t"))?;
    let delimiter = named.bytes().next().unwrap_or(b'\t');
    DELIMITERS.contains(&delimiter).then_some((delimiter, line.len()))
}

/// The delimiter that makes the most rows as wide as a wide header.
fn guessed(text: &str) -> Option<u8> {
    let score = |delimiter: u8| {
        let widths: Vec<usize> = reader(text, delimiter, true)
            .records()
            .take(TRIED)
            .map_while(|r| r.ok())
            .map(|r| r.len())
            .collect();
        let header = widths.first().copied().unwrap_or(0);
        if header < 2 { 0 } else { header * widths.iter().filter(|w| **w == header).count() }
    };
    DELIMITERS
        .into_iter()
        .map(|d| (score(d), d))
        .rev()
        .max_by_key(|(score, _)| *score)
        .filter(|(s, _)| *s > 0)
        .map(|(_, d)| d)
}

fn headers_of(cells: &StringRecord) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { format!("#{}", at + 1) } else { name };
        let mut unique = name.clone();
        let mut count = 1;
        while out.contains(&unique) {
            count += 1;
            unique = format!("{name} ({count})");
        }
        out.push(unique);
    }
    out
}

fn rows_of(text: &str, mut base: usize, delimiter: u8) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1u32, 0usize);
    // Every round ends by itself or at a torn row, after which reading begins anew one line further on.
    'anew: while let Some(rest) = text.get(base..).filter(|rest| !rest.is_empty()) {
        let mut source = reader(rest, delimiter, true);
        let mut cells = StringRecord::new();
        while source.read_record(&mut cells).unwrap_or(false) {
            let place = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX).saturating_add(base);
            let from = place(cells.position().map_or(0, csv::Position::byte));
            let raw = text.get(from..place(source.position().byte())).unwrap_or_default();
            // Empty lines before a row belong to nothing.
            let row = raw.trim_start_matches(['\n', '\r']);
            let start = from + (raw.len() - row.len());
            line += lines_in(text.get(counted..start).unwrap_or_default());
            counted = start;
            let row = row.trim_end_matches(['\n', '\r']);
            if row.contains(['\n', '\r']) && row.matches('"').count() % 2 == 1 {
                let first = row.split(['\n', '\r']).next().unwrap_or_default();
                let mut alone = StringRecord::new();
                if reader(first, delimiter, false).read_record(&mut alone).unwrap_or(false) {
                    rows.push(Row { line, cells: alone, torn: true });
                }
                base = start + first.len();
                continue 'anew;
            }
            rows.push(Row { line, cells: cells.clone(), torn: false });
        }
        break;
    }
    rows
}

/// How many lines a text ends: by line feed, carriage return, or both together.
fn lines_in(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let feeds = bytes.iter().filter(|b| **b == b'\n').count();
    let returns = bytes.iter().filter(|b| **b == b'\r').count();
    let both = if returns == 0 { 0 } else { text.matches("\r\n").count() };
    u32::try_from(feeds + returns - both).unwrap_or(u32::MAX)
}
