//! Texts of the team's own for updates, kept with a service, with places that are filled from the request.
//!
//! Rules:
//! 1. A place is a known word in braces, `{due}`, or in two of them, `{{due}}`; capitals do not matter.
//! 2. A word in braces that is none of them is a slip, and is said before the text is kept.
//! 3. Where a request has nothing to put in, the place stays as it is, to be seen and written over: nothing is made up.
//! 4. What is put in is not read again: a title with braces stays a title.

use super::request::codes;
use super::text::{Name, Note};

/// The most texts of a service: a longer list is no longer chosen from.
pub const MOST_REPLIES: usize = 40;

codes! {
    /// What a place is filled with.
    Place {
        /// How the request is called: FIN-12.
        Reference = "reference",
        /// What it is about.
        Title = "title",
        /// Who it is for.
        Client = "client",
        /// Who asked.
        Requester = "requester",
        /// Which service.
        Service = "service",
        /// Who answers.
        Team = "team",
        /// When it is due by the agreement.
        Due = "due",
        /// By when it is promised.
        Promised = "promised",
        /// The day it is written.
        Today = "today",
        /// When work goes on, by the opening hours that count for it; nothing while they are open.
        Resumes = "resumes",
    }
}

/// A piece of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Piece<'a> {
    /// What stands there as it is.
    Text(&'a str),
    /// A place, with how it is written.
    Place(Place, &'a str),
    /// A word in braces that is no place.
    Unknown(&'a str),
}

/// The first piece of a text that is not empty, and what follows it.
fn first(text: &str) -> (Piece<'_>, &str) {
    let at = text.find('{').unwrap_or(text.len());
    let (before, from) = text.split_at(at);
    if !before.is_empty() {
        return (Piece::Text(before), from);
    }
    let inner = from.trim_start_matches('{');
    let opened = from.len() - inner.len();
    let (braces, _) = from.split_at(opened);
    let Some((word, after)) = inner.find(['{', '}', '\n']).map(|end| inner.split_at(end)) else {
        return (Piece::Text(braces), inner);
    };
    let closed = (after.len() - after.trim_start_matches('}').len()).min(opened);
    if closed == 0 {
        return (Piece::Text(braces), inner);
    }
    let (_, rest) = after.split_at(closed);
    let (whole, _) = from.split_at(from.len() - rest.len());
    let name = word.trim();
    match Place::parse(&name.to_lowercase()) {
        Some(place) => (Piece::Place(place, whole), rest),
        None if name.is_empty() => (Piece::Text(whole), rest),
        None => (Piece::Unknown(whole), rest),
    }
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = (!rest.is_empty()).then(|| first(rest))?;
        rest = after;
        Some(piece)
    })
}

/// The first slip: a word in braces that is no place (rule 2).
pub fn slip(text: &str) -> Option<&str> {
    pieces(text).find_map(|piece| match piece {
        Piece::Unknown(word) => Some(word),
        _ => None,
    })
}

/// The first place that still stands in a text, as it is written there (rule 3).
pub fn left(text: &str) -> Option<&str> {
    pieces(text).find_map(|piece| match piece {
        Piece::Place(_, word) => Some(word),
        _ => None,
    })
}

/// The text with its places filled (rules 3, 4).
pub fn filled(text: &str, value: impl Fn(Place) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) | Piece::Unknown(text) => out.push_str(text),
            Piece::Place(place, word) => match value(place).filter(|value| !value.is_empty()) {
                Some(value) => out.push_str(&value),
                None => out.push_str(word),
            },
        }
    }
    out
}

/// A text as it is kept, by its name.
pub type Reply = (Name, Note);

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str) -> String {
        filled(text, |place| match place {
            Place::Title => Some("The {due} list".to_owned()),
            Place::Due => Some("Friday".to_owned()),
            Place::Client => Some(String::new()),
            _ => None,
        })
    }

    #[test]
    fn places_are_filled_and_what_is_missing_stays_to_be_seen() {
        assert_eq!(put("{title}: by {{ Due }}."), "The {due} list: by Friday.");
        assert_eq!(put("Dear {requester} of {client}"), "Dear {requester} of {client}");
        assert_eq!(left("Dear {requester} of {client}"), Some("{requester}"));
        assert_eq!(left("by Friday"), None);
    }

    #[test]
    fn a_slip_is_found_and_braces_of_other_kinds_are_left_alone() {
        assert_eq!(slip("{title} for {clinet}"), Some("{clinet}"));
        for fine in ["", "{", "}", "{}", "{{}}", "a } b { c", "{title", "{{title}", "{\ntitle}", "{title}}"] {
            assert_eq!(slip(fine), None, "{fine:?}");
        }
        assert_eq!(put("a } b { c {} {due"), "a } b { c {} {due");
        assert_eq!(put("{{due} and {due}}"), "Friday and Friday}");
        // A long text of braces is read in one go.
        let many = "{".repeat(20_000);
        assert_eq!((put(&many), slip(&many)), (many.clone(), None));
        let pairs = "{x".repeat(10_000);
        assert_eq!((put(&pairs), slip(&pairs)), (pairs.clone(), None));
    }
}
