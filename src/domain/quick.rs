//! A request in one line: `Fix payroll export @Finance !high #payroll +report due friday`.
//!
//! Rules:
//! 1. A word that begins with a sign says something of the request: `@` the client, `#` the service, `!` how
//!    soon it matters, `+` a label. The sign stands right before a letter (or a quotation mark), at the
//!    beginning of a word: `a@b.org`, `#42`, `+49` and a lone `!` are ordinary words.
//! 2. A name of several words stands in quotation marks, or is the name of a client or service the desk
//!    knows: the longest one that fits is taken. An unknown name makes a new client or service; the line
//!    shows that before it does.
//! 3. `due` (or what the language says) and a day is the date to promise: today, tomorrow, the coming
//!    weekday (never today), "in 3 days", "24 November", "24.11.", "24.11.2026" or 2026-11-24, with a time
//!    of day if wanted. A day without a year is the next one there is. Where no day follows, `due` is an
//!    ordinary word, and that is said; `by` may be one without a word.
//! 4. What is not understood stays in the title, word by word, in its order.
//! 5. What is wrong is data with its place in the line; nothing is dropped and nothing is guessed.
//! 6. A line of any length is read in one go; beyond [`MOST_FAULTS`] faults no more are collected.
//!
//! The words of the language and today's date are handed in: nothing here knows either.

use super::fold::fold;
use super::ident::{ClientId, ServiceId};
use super::request::Priority;
use super::text::Name;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// So many faults are collected at most.
pub const MOST_FAULTS: usize = 20;
/// So many characters are looked at for a name behind a sign.
const LONGEST_NAME: usize = 130;
/// A day may lie so many years ahead.
const MOST_YEARS: i32 = 20;

/// What a word of the language means in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// A date follows; if none does, that is a slip.
    Due,
    /// A date may follow, or not.
    By,
    /// The day it is.
    Today,
    /// The day after.
    Tomorrow,
    /// A number of days or weeks follows.
    In,
    /// Days, behind a number.
    Days,
    /// Weeks, behind a number.
    Weeks,
    /// A time of day follows; may be left out.
    At,
    /// A day of the week.
    Weekday(Weekday),
    /// A month, from 1.
    Month(u32),
    /// A priority, behind its sign.
    Priority(Priority),
}

/// The words of a language, each folded ([`fold`]), with what they mean.
pub type Lexicon = Vec<(String, Sense)>;

/// What the desk knows by name: the names folded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Known {
    /// Clients.
    pub clients: Vec<(String, ClientId)>,
    /// Services.
    pub services: Vec<(String, ServiceId)>,
}

/// What a part of a line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The client.
    Client,
    /// The service.
    Service,
    /// The priority.
    Priority,
    /// A label.
    Label,
    /// The date.
    Due,
}

/// A place in a line: from and to, in bytes.
pub type Place = (usize, usize);

/// What is wrong, or doubtful.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No such priority.
    NoPriority,
    /// There is no such day.
    NoSuchDay,
    /// The day is over.
    Past,
    /// It is so far away that it must be a slip.
    FarAway,
    /// Said twice.
    Twice(Part),
    /// A name too long.
    LongName(Part),
    /// No day behind "due": it stays in the title. Only a doubt.
    NotADay,
}

impl Fault {
    /// False for what is only to be looked at.
    pub fn blocks(self) -> bool {
        self != Fault::NotADay
    }
}

/// Somebody or something named in a line.
#[derive(Clone, PartialEq, Debug)]
pub struct Named<Id> {
    /// As it was written.
    pub name: Name,
    /// The one that is meant; none for a new one.
    pub id: Option<Id>,
}

/// A line, read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Quick {
    /// What is left: the title.
    pub title: String,
    /// Who it is for.
    pub client: Option<Named<ClientId>>,
    /// Which service.
    pub service: Option<Named<ServiceId>>,
    /// How soon it matters.
    pub priority: Option<Priority>,
    /// Its labels.
    pub labels: Vec<Name>,
    /// The day to promise, with the time of day if one was said.
    pub due: Option<(NaiveDate, Option<NaiveTime>)>,
    /// What was understood, where.
    pub found: Vec<(Part, Place)>,
    /// What is wrong, where.
    pub faults: Vec<(Fault, Place)>,
}

impl Quick {
    /// True when something has to be mended first.
    pub fn is_faulty(&self) -> bool {
        self.faults.iter().any(|(fault, _)| fault.blocks())
    }
}

/// Reads a line.
pub fn read(line: &str, lexicon: &Lexicon, known: &Known, today: NaiveDate) -> Quick {
    let mut reader = Reader { line, lexicon, known, today, quick: Quick::default() };
    let mut at = 0;
    while let Some((from, to)) = word(line, at) {
        // What sticks to a closing quotation mark is no word of its own.
        let begins =
            line.get(..from).is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        at = match begins.then(|| reader.part(from, to)).flatten() {
            Some(end) => end,
            None => {
                let title = &mut reader.quick.title;
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(line.get(from..to).unwrap_or_default());
                to
            }
        };
    }
    reader.quick
}

/// The next word at or after a place.
fn word(line: &str, at: usize) -> Option<Place> {
    let rest = line.get(at..)?;
    let from = at + rest.find(|c: char| !c.is_whitespace())?;
    let tail = line.get(from..)?;
    Some((from, from + tail.find(char::is_whitespace).unwrap_or(tail.len())))
}

struct Reader<'a> {
    line: &'a str,
    lexicon: &'a Lexicon,
    known: &'a Known,
    today: NaiveDate,
    quick: Quick,
}

impl Reader<'_> {
    fn text(&self, (from, to): Place) -> &str {
        self.line.get(from..to).unwrap_or_default()
    }

    fn sense(&self, text: &str) -> Option<Sense> {
        // No word of any language is longer.
        if text.len() > 60 {
            return None;
        }
        let text = fold(text.trim_end_matches([',', '.']));
        self.lexicon.iter().find(|(word, _)| *word == text).map(|(_, sense)| *sense)
    }

    fn fault(&mut self, fault: Fault, place: Place) {
        let known = self.quick.faults.iter().any(|(other, _)| *other == fault);
        if !known && self.quick.faults.len() < MOST_FAULTS {
            self.quick.faults.push((fault, place));
        }
    }

    /// Reads what a word says of the request; returns where it ends, none for an ordinary word.
    fn part(&mut self, from: usize, to: usize) -> Option<usize> {
        let text = self.text((from, to));
        let mut signs = text.chars();
        let (sign, next) = (signs.next()?, signs.next());
        let begins = next.is_some_and(|c| c.is_alphabetic() || is_quote(c));
        match sign {
            '@' if begins => self.client(from),
            '#' if begins => self.service(from),
            '+' if begins => self.label(from),
            '!' if begins => Some(self.priority(from, to)),
            _ => match self.sense(text) {
                Some(Sense::Due) => self.due(from, to, true),
                Some(Sense::By) => self.due(from, to, false),
                _ => None,
            },
        }
    }

    /// The name behind a sign at `from`: its text and where it ends. `known` are names it may be.
    fn name<Id: Copy>(&self, from: usize, known: &[(String, Id)]) -> (String, usize, Option<Id>) {
        let begin = from + 1;
        let rest = self.line.get(begin..).unwrap_or_default();
        if let Some(quote) = rest.chars().next().filter(|c| is_quote(*c)) {
            let inner = rest.get(quote.len_utf8()..).unwrap_or_default();
            if let Some((length, end)) = inner.char_indices().find(|(_, c)| closes(quote, *c)) {
                let text = inner.get(..length).unwrap_or_default().trim().to_owned();
                let folded = fold(&text);
                let id = known.iter().find(|(name, _)| *name == folded).map(|(_, id)| *id);
                return (text, begin + quote.len_utf8() + length + end.len_utf8(), id);
            }
        }
        let ahead: String = rest.chars().take(LONGEST_NAME).collect();
        let mut best: Option<(usize, Id)> = None;
        let mut end = 0;
        // Word by word further, as long as known names may still fit.
        while let Some((_, stop)) = word(&ahead, end) {
            end = stop;
            let folded = fold(ahead.get(..end).unwrap_or_default());
            let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
            let bare = folded.trim_end_matches([',', '.', ';', ':']);
            if let Some((_, id)) = known.iter().find(|(name, _)| *name == folded || name == bare) {
                // A point or comma behind the name is not part of it.
                let behind =
                    if known.iter().any(|(name, _)| *name == folded) { 0 } else { folded.len() - bare.len() };
                best = Some((end - behind, *id));
            }
            if !known.iter().any(|(name, _)| name.starts_with(bare)) {
                break;
            }
        }
        if let Some((length, id)) = best {
            return (ahead.get(..length).unwrap_or_default().to_owned(), begin + length, Some(id));
        }
        let stop = word(self.line, begin).map_or(begin, |(_, to)| to);
        let text = self.text((begin, stop)).trim_end_matches([',', ';', ':', '.']);
        let text = text.trim_matches(is_quote);
        (text.to_owned(), begin + (stop - begin), None)
    }

    fn client(&mut self, from: usize) -> Option<usize> {
        let (text, end, id) = self.name(from, &self.known.clients);
        let place = (from, end);
        match self.checked(&text, Part::Client, place)? {
            Some(_) if self.quick.client.is_some() => self.fault(Fault::Twice(Part::Client), place),
            Some(name) => {
                self.quick.client = Some(Named { name, id });
                self.quick.found.push((Part::Client, place));
            }
            None => {}
        }
        Some(end)
    }

    fn service(&mut self, from: usize) -> Option<usize> {
        let (text, end, id) = self.name(from, &self.known.services);
        let place = (from, end);
        match self.checked(&text, Part::Service, place)? {
            Some(_) if self.quick.service.is_some() => self.fault(Fault::Twice(Part::Service), place),
            Some(name) => {
                self.quick.service = Some(Named { name, id });
                self.quick.found.push((Part::Service, place));
            }
            None => {}
        }
        Some(end)
    }

    fn label(&mut self, from: usize) -> Option<usize> {
        let (text, end, _) = self.name::<()>(from, &[]);
        let place = (from, end);
        if let Some(name) = self.checked(&text, Part::Label, place)? {
            if !self.quick.labels.contains(&name) {
                self.quick.labels.push(name);
            }
            self.quick.found.push((Part::Label, place));
        }
        Some(end)
    }

    /// A name that can be kept; nothing inside where it is too long, which is noted. None for no name at
    /// all: then it is an ordinary word.
    fn checked(&mut self, text: &str, part: Part, place: Place) -> Option<Option<Name>> {
        match Name::new(text) {
            Ok(name) => Some(Some(name)),
            Err(super::text::TextFault::Empty) => None,
            Err(_) => {
                self.fault(Fault::LongName(part), place);
                Some(None)
            }
        }
    }

    fn priority(&mut self, from: usize, to: usize) -> usize {
        match self.sense(self.text((from + 1, to))) {
            Some(Sense::Priority(_)) if self.quick.priority.is_some() => {
                self.fault(Fault::Twice(Part::Priority), (from, to));
            }
            Some(Sense::Priority(priority)) => {
                self.quick.priority = Some(priority);
                self.quick.found.push((Part::Priority, (from, to)));
            }
            _ => self.fault(Fault::NoPriority, (from, to)),
        }
        to
    }

    /// A date behind "due".
    fn due(&mut self, from: usize, to: usize, meant: bool) -> Option<usize> {
        let Some((day, mut end)) = self.day(to) else {
            if let Some((_, end)) = word(self.line, to).filter(|_| meant) {
                self.fault(Fault::NotADay, (from, end));
            }
            return None;
        };
        let time = self.time(end);
        if let Some((_, after)) = time {
            end = after;
        }
        let place = (from, end);
        match day {
            _ if self.quick.due.is_some() => self.fault(Fault::Twice(Part::Due), place),
            None => self.fault(Fault::NoSuchDay, place),
            Some(day) if day < self.today => self.fault(Fault::Past, place),
            Some(day) if day.year() > self.today.year() + MOST_YEARS => self.fault(Fault::FarAway, place),
            Some(day) => {
                self.quick.due = Some((day, time.map(|(time, _)| time)));
                self.quick.found.push((Part::Due, place));
            }
        }
        Some(end)
    }

    /// The day written at a place and where it ends: nothing inside where there is no such day.
    fn day(&self, at: usize) -> Option<(Option<NaiveDate>, usize)> {
        let (from, to) = word(self.line, at)?;
        let text = self.text((from, to));
        let sense = self.sense(text);
        let after = word(self.line, to);
        match sense {
            Some(Sense::Today) => Some((Some(self.today), to)),
            Some(Sense::Tomorrow) => Some((self.today.succ_opt(), to)),
            Some(Sense::Weekday(day)) => Some((Some(self.coming(day)), to)),
            Some(Sense::Month(month)) => {
                let place = after?;
                let day = number(self.text(place))?;
                let (year, end) = self.year(place.1);
                Some((self.dated(year, month, day), end))
            }
            Some(Sense::In) => {
                let place = after?;
                let count = u64::from(number(self.text(place))?);
                let (_, end) = word(self.line, place.1)?;
                let days = match self.sense(self.text((place.1, end)).trim())? {
                    Sense::Days => count,
                    Sense::Weeks => count.saturating_mul(7),
                    _ => return None,
                };
                Some((self.today.checked_add_days(Days::new(days)), end))
            }
            None | Some(_) => {
                if let Some(found) = self.digits(text) {
                    return Some((found, to));
                }
                let (day, place) = (number(text)?, after?);
                let Some(Sense::Month(month)) = self.sense(self.text(place)) else { return None };
                let (year, end) = self.year(place.1);
                Some((self.dated(year, month, day), end))
            }
        }
    }

    /// "2026-11-24", "24.11.2026", "24.11.": nothing inside where there is no such day; none where it is
    /// not written so.
    fn digits(&self, text: &str) -> Option<Option<NaiveDate>> {
        let parts = |by: char| {
            let mut parts = text.split(by);
            (parts.next(), parts.next(), parts.next(), parts.next())
        };
        if let (Some(year), Some(month), Some(day), None) = parts('-') {
            let year = i32::try_from(number(year).filter(|_| year.len() == 4)?).ok()?;
            return Some(self.dated(Some(year), number(month)?, number(day.trim_end_matches([',', '.']))?));
        }
        if let (Some(day), Some(month), year, None) = parts('.') {
            let (day, month) = (number(day)?, number(month)?);
            return match year.unwrap_or_default() {
                "" => Some(self.dated(None, month, day)),
                year => {
                    let year = i32::try_from(number(year).filter(|_| year.len() == 4)?).ok()?;
                    Some(self.dated(Some(year), month, day))
                }
            };
        }
        None
    }

    /// A year at a place, if one is written there, and where it ends.
    fn year(&self, at: usize) -> (Option<i32>, usize) {
        let year = word(self.line, at).and_then(|(from, to)| {
            let text = self.text((from, to)).trim_end_matches([',', '.']);
            let year = number(text).filter(|_| text.len() == 4)?;
            Some((i32::try_from(year).ok()?, to))
        });
        year.map_or((None, at), |(year, to)| (Some(year), to))
    }

    /// The day of this date; without a year the next one there is.
    fn dated(&self, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
        let Some(year) = year else {
            // 29 February may be some years away; 8 are enough at the turn of a century.
            let years = self.today.year()..=self.today.year().saturating_add(8);
            let usual = day <= 29 && month == 2;
            let mut days = years.map(|year| NaiveDate::from_ymd_opt(year, month, day));
            return if usual {
                days.flatten().find(|date| *date >= self.today)
            } else {
                days.find(|date| date.is_none_or(|date| date >= self.today)).flatten()
            };
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// The next day of the week behind today.
    fn coming(&self, day: Weekday) -> NaiveDate {
        let ahead = (7 + day.num_days_from_monday() - self.today.weekday().num_days_from_monday()) % 7;
        let ahead = if ahead == 0 { 7 } else { ahead };
        self.today.checked_add_days(Days::new(u64::from(ahead))).unwrap_or(self.today)
    }

    /// A time of day at a place ("16:00", "at 16:00") and where it ends.
    fn time(&self, at: usize) -> Option<(NaiveTime, usize)> {
        let (from, to) = word(self.line, at)?;
        let text = self.text((from, to));
        if self.sense(text) == Some(Sense::At) {
            let (from, to) = word(self.line, to)?;
            return clock(self.text((from, to))).map(|time| (time, to));
        }
        clock(text).map(|time| (time, to))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«')
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' => c == '”' || c == '"',
        '„' => c == '“' || c == '”',
        '«' => c == '»',
        _ => c == '"',
    }
}

/// A number of up to four digits, perhaps with the sign of an ordinal behind it.
fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches([',', '.']);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// "16:00", "9:30".
fn clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim_end_matches([',', '.']).split_once(':')?;
    if minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    /// Tuesday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 10).unwrap()
    }

    fn english() -> Lexicon {
        let mut words = vec![
            ("due", Sense::Due),
            ("by", Sense::By),
            ("today", Sense::Today),
            ("tomorrow", Sense::Tomorrow),
            ("in", Sense::In),
            ("day", Sense::Days),
            ("days", Sense::Days),
            ("week", Sense::Weeks),
            ("weeks", Sense::Weeks),
            ("at", Sense::At),
            ("friday", Sense::Weekday(Weekday::Fri)),
            ("tuesday", Sense::Weekday(Weekday::Tue)),
            ("high", Sense::Priority(Priority::High)),
            ("urgent", Sense::Priority(Priority::Urgent)),
            ("february", Sense::Month(2)),
            ("feb", Sense::Month(2)),
            ("november", Sense::Month(11)),
            ("nov", Sense::Month(11)),
        ];
        words.sort_unstable_by_key(|(word, _)| *word);
        words.into_iter().map(|(word, sense)| (word.to_owned(), sense)).collect()
    }

    fn known() -> Known {
        let client = |n| ClientId::from_parts(0, n);
        Known {
            clients: vec![
                ("finance".into(), client(1)),
                ("customer care".into(), client(2)),
                ("customer".into(), client(3)),
                ("cafe".into(), client(4)),
            ],
            services: vec![("payroll".into(), ServiceId::from_parts(0, 1))],
        }
    }

    fn line(text: &str) -> Quick {
        read(text, &english(), &known(), today())
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_line_says_everything() {
        let text = "Fix payroll export @Finance !high #payroll +report due friday";
        let quick = line(text);
        assert_eq!(quick.title, "Fix payroll export");
        assert_eq!(quick.client.unwrap().id, Some(ClientId::from_parts(0, 1)));
        assert_eq!(quick.service.unwrap().id, Some(ServiceId::from_parts(0, 1)));
        assert_eq!(quick.priority, Some(Priority::High));
        assert_eq!(quick.labels, [Name::new("report").unwrap()]);
        assert_eq!(quick.due, Some((day(2026, 11, 13), None)));
        let said: Vec<&str> = quick.found.iter().map(|(_, (from, to))| &text[*from..*to]).collect();
        assert_eq!(said, ["@Finance", "!high", "#payroll", "+report", "due friday"]);
        assert_eq!(quick.faults, []);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let table = [
            ("x due today", day(2026, 11, 10)),
            ("x by tomorrow", day(2026, 11, 11)),
            ("x due Tuesday", day(2026, 11, 17)),
            ("x due friday, please", day(2026, 11, 13)),
            ("x due 2026-11-24", day(2026, 11, 24)),
            ("x due 24 November", day(2026, 11, 24)),
            ("x due Nov 24th", day(2026, 11, 24)),
            ("x due 24 Nov 2027", day(2027, 11, 24)),
            ("x due 24.11.", day(2026, 11, 24)),
            ("x due 24.11.2027", day(2027, 11, 24)),
            ("x due 9 nov", day(2027, 11, 9)),
            ("x due 29 feb", day(2028, 2, 29)),
            ("x due in 3 days", day(2026, 11, 13)),
            ("x due in 2 weeks", day(2026, 11, 24)),
        ];
        for (text, wanted) in table {
            let quick = line(text);
            assert_eq!(quick.due.map(|(day, _)| day), Some(wanted), "{text}");
            assert_eq!(quick.faults, [], "{text}");
            assert!(quick.title.starts_with('x'), "{text}");
        }
        let time = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        assert_eq!(line("x due friday 16:30").due, Some((day(2026, 11, 13), time(16, 30))));
        assert_eq!(line("x due 24 nov at 9:05 #payroll").due, Some((day(2026, 11, 24), time(9, 5))));
        assert_eq!(line("x due friday, please").title, "x please");
        // An hour that does not exist stays in the title.
        assert_eq!(line("x due friday 25:00").title, "x 25:00");
    }

    #[test]
    fn what_is_wrong_is_said_and_stays_where_it_is() {
        let fault =
            |text: &str| line(text).faults.first().map(|(fault, (a, b))| (*fault, text[*a..*b].to_owned()));
        let wanted = |fault, text: &str| Some((fault, text.to_owned()));
        assert_eq!(fault("x !hgih"), wanted(Fault::NoPriority, "!hgih"));
        assert_eq!(fault("x due 31 feb"), wanted(Fault::NoSuchDay, "due 31 feb"));
        assert_eq!(fault("x due 2026-13-01"), wanted(Fault::NoSuchDay, "due 2026-13-01"));
        assert_eq!(fault("x due 2026-11-09"), wanted(Fault::Past, "due 2026-11-09"));
        assert_eq!(fault("x due 9999-01-01"), wanted(Fault::FarAway, "due 9999-01-01"));
        assert_eq!(fault("@Finance @Cafe"), wanted(Fault::Twice(Part::Client), "@Cafe"));
        assert_eq!(fault("x !high !urgent"), wanted(Fault::Twice(Part::Priority), "!urgent"));
        assert_eq!(fault("x due today due friday"), wanted(Fault::Twice(Part::Due), "due friday"));
        assert_eq!(fault("x due frday"), wanted(Fault::NotADay, "due frday"));
        assert!(!line("x due frday").is_faulty());
        assert_eq!(line("x due frday").title, "x due frday");
        let long = ["x @", &"y".repeat(121)].concat();
        assert_eq!(line(&long).faults[0].0, Fault::LongName(Part::Client));
        // The first one counts.
        assert_eq!(line("@Finance @Cafe").client.unwrap().name.as_str(), "Finance");
    }

    #[test]
    fn names_of_several_words_are_those_the_desk_knows_or_in_quotation_marks() {
        let client = |text: &str| line(text).client.map(|c| (c.name.to_string(), c.id.is_some()));
        assert_eq!(client("a @Customer Care b"), Some(("Customer Care".into(), true)));
        assert_eq!(client("a @customer b"), Some(("customer".into(), true)));
        assert_eq!(client("a @CAFÉ, b"), Some(("CAFÉ".into(), true)));
        assert_eq!(client("a @\"Night Shift\" b"), Some(("Night Shift".into(), false)));
        assert_eq!(client("a @“Customer Care”"), Some(("Customer Care".into(), true)));
        assert_eq!(client("a @Legal b"), Some(("Legal".into(), false)));
        assert_eq!(line("a @Customer Care b").title, "a b");
        assert_eq!(line("a @\"Night Shift\" b").title, "a b");
        // A mark that is not closed ends with the word.
        assert_eq!(client("a @\"Night Shift"), Some(("Night".into(), false)));
    }

    #[test]
    fn ordinary_words_stay_ordinary() {
        for text in
            ["mail a@b.org", "see #42 and +49 170", "stop ! now", "@ # + !", "due", "rent is due", "by Anna"]
        {
            let quick = line(text);
            assert_eq!(quick.title, text);
            assert!(!quick.is_faulty(), "{text}");
        }
        let text = "تقرير الرواتب 👩\u{200d}💻 @مالية !high";
        let quick = line(text);
        assert_eq!(quick.title, "تقرير الرواتب 👩\u{200d}💻");
        assert_eq!(quick.client.unwrap().name.as_str(), "مالية");
    }

    #[test]
    fn a_line_of_a_megabyte_is_read() {
        for piece in ["x", "word ", "@a ", "due ", "due 31 feb ", "+l ", "@\"", "\u{202e}é "] {
            let text = piece.repeat(1_048_576 / piece.len());
            let quick = line(&text);
            assert!(quick.faults.len() <= MOST_FAULTS);
        }
    }

    fn any_line() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("@".to_owned()),
            Just("due".to_owned()),
            Just("in".to_owned()),
            Just("@Customer".to_owned()),
            Just("Care".to_owned()),
            Just("nov".to_owned()),
            Just("\"".to_owned()),
            Just("!high".to_owned()),
            Just("16:00".to_owned()),
            "[0-9]{1,4}[-.][0-9]{1,2}[-.][0-9]{0,4}",
            "[@#!+]\\PC{0,4}",
            "\\PC{0,6}",
            any::<String>(),
        ];
        let space = prop_oneof![Just(" "), Just("\t"), Just("\u{2003}"), Just("")];
        prop::collection::vec((piece, space), 0..14)
            .prop_map(|all| all.into_iter().fold(String::new(), |line, (p, s)| line + &p + s))
    }

    proptest! {
        /// Whatever is typed: nothing panics; every word of the line is either in a part that was understood
        /// or faulted, or a word of the title, in order; places lie in the line.
        #[test]
        fn nothing_is_lost(text in any_line()) {
            let quick = line(&text);
            let taken: Vec<Place> = quick.found.iter().map(|(_, place)| *place).collect();
            for (from, to) in taken.iter().chain(quick.faults.iter().map(|(_, place)| place)) {
                prop_assert!(text.get(*from..*to).is_some_and(|part| !part.is_empty()));
            }
            // Without repeated parts and faults, the title is exactly what was not taken.
            if quick.faults.is_empty() {
                let mut left = String::new();
                let mut at = 0;
                for (from, to) in &taken {
                    prop_assert!(*from >= at);
                    left.push_str(&text[at..*from]);
                    left.push(' ');
                    at = *to;
                }
                left.push_str(&text[at..]);
                let left: Vec<&str> = left.split_whitespace().collect();
                prop_assert_eq!(left.join(" "), quick.title.clone());
            }
            // Every word of the title is in the line, in order.
            let mut rest = text.as_str();
            for word in quick.title.split_whitespace() {
                let at = rest.find(word);
                prop_assert!(at.is_some());
                rest = &rest[at.unwrap() + word.len()..];
            }
        }
    }
}
