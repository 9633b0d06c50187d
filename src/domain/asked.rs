//! What a service asks for besides what every request says: fields of its own, and how long its requests usually take.
//!
//! Rules:
//! 1. A field has a name, a kind (text, number, day, link, one of a list) and may have to be filled. Whoever raises a request
//!    for the service by hand is asked for it; what must be filled is missing nowhere then. What comes again by itself, a
//!    copy and what is told of the past are held up by nothing: what is missing can be filled in the request.
//!    A field may have to be filled by the time a request is accepted instead: then it is asked while deciding ([`owed`]),
//!    and whoever asks can leave it open. (Planka #762 asks for that: what only the team knows is no question at the door.)
//! 2. An answer is kept under the field's name. A field that is taken off leaves what was said.
//! 3. A link is a web address with its http:// or https://. A number is written with a point or a comma, a day as year-month-day, as the fields of a form give it.
//! 4. How long requests of a service usually take is opening time. It proposes a date while a request is raised; it
//!    promises nothing, starts no clock and is no target of an agreement.
//! 5. A link to the form fills a field by its name and the answer, `name: answer`. Capitals and accents do not matter, in the
//!    name and in the entry of a list. What no field of the service is called, and what is no answer to it, is left out and said.

use super::edit::{Choice, NewRequest, Refusal};
use super::fold::fold;
use super::ident::ServiceId;
use super::moment::{Moment, Span};
use super::request::Request;
use super::sieve::day;
use super::text::{Name, Note};
use super::timebook::Timebook;
use super::workspace::Workspace;

/// The most fields of a service: a longer form is no longer filled in.
pub const MOST_FIELDS: usize = 20;

/// What is filled into a field.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A web address.
    Link,
    /// One of these.
    Choice(Vec<Name>),
}

impl Kind {
    /// The codes, in the order in which they are offered.
    pub const CODES: [&'static str; 5] = ["text", "choice", "date", "number", "link"];

    /// Its code, in stored data and in the key of its words.
    pub const fn code(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Day => "date",
            Kind::Link => "link",
            Kind::Choice(_) => "choice",
        }
    }

    /// The one with this code; a choice has these to choose from.
    pub fn of(code: &str, choices: Vec<Name>) -> Option<Kind> {
        Some(match code {
            "text" => Kind::Text,
            "number" => Kind::Number,
            "date" => Kind::Day,
            "link" => Kind::Link,
            "choice" => Kind::Choice(choices),
            _ => return None,
        })
    }
}

/// A field a service asks for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Asked {
    /// What it is called.
    pub name: Name,
    /// What is filled in.
    pub kind: Kind,
    /// True where it has to be filled.
    pub required: bool,
    /// True where it has to be filled by the time a request is accepted, and not before (rule 1).
    pub to_accept: bool,
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskedFault {
    /// It has to be filled.
    #[error("it is missing")]
    Missing,
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// Not a day of the calendar.
    #[error("not a day")]
    NotADay,
    /// No web address.
    #[error("not a link")]
    NotALink,
    /// None of the list.
    #[error("not one of the list")]
    NotAChoice,
}

impl Asked {
    /// Whether this can be taken as an answer (rule 3); nothing is one where it need not be filled.
    pub fn check(&self, answer: &Note) -> Result<(), AskedFault> {
        let text = answer.as_str();
        if text.is_empty() {
            return if self.required && !self.to_accept { Err(AskedFault::Missing) } else { Ok(()) };
        }
        let fault = match &self.kind {
            Kind::Text => return Ok(()),
            Kind::Number if text.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite) => return Ok(()),
            Kind::Number => AskedFault::NotANumber,
            Kind::Day if day(text).is_some() => return Ok(()),
            Kind::Day => AskedFault::NotADay,
            Kind::Link if is_link(text) => return Ok(()),
            Kind::Link => AskedFault::NotALink,
            Kind::Choice(list) if list.iter().any(|one| one.as_str() == text) => return Ok(()),
            Kind::Choice(_) => AskedFault::NotAChoice,
        };
        Err(fault)
    }
}

/// What a link says of a field of the service (rule 5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// This field is filled with this.
    Filled(Name, String),
    /// This field cannot be filled with that.
    Wrong(Name, AskedFault),
    /// No field of the service is called so.
    Unknown,
}

/// What `name: answer` says, where these are the fields (rule 5).
pub fn told<'a>(fields: impl IntoIterator<Item = &'a Asked>, text: &str) -> Told {
    let fields: Vec<&Asked> = fields.into_iter().collect();
    // A name may hold a colon itself: then the longer one is meant.
    for (at, _) in text.rmatch_indices(':') {
        let (name, answer) = text.split_at(at);
        let (name, answer) = (fold(name.trim()), answer.trim_start_matches(':').trim());
        let Some(field) = fields.iter().find(|field| fold(field.name.as_str()) == name) else { continue };
        let entry = match &field.kind {
            Kind::Choice(list) => list.iter().find(|one| fold(one.as_str()) == fold(answer)),
            _ => None,
        };
        let answer = entry.map_or(answer, Name::as_str);
        let checked = Note::new(answer).ok().map(|note| field.check(&note));
        return match checked {
            Some(Err(fault)) if !answer.is_empty() => Told::Wrong(field.name.clone(), fault),
            _ => Told::Filled(field.name.clone(), answer.to_owned()),
        };
    }
    Told::Unknown
}

/// True for a web address (rule 3).
pub fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', '?', '#', '.']) && !rest.is_empty() && !text.contains(char::is_whitespace)
    })
}

/// The first field of its service that a request has to have filled to be accepted, and has not (rule 1).
pub fn owed<'a>(desk: &'a Workspace, request: &Request) -> Option<&'a Asked> {
    let fields = &desk.service(request.service?)?.fields;
    let filled = |name: &Name| request.care.look(|kept| kept.filled.contains_key(name));
    fields.values().find(|field| field.required && field.to_accept && !filled(&field.name))
}

/// The service a request asks for, where there is one already.
fn service_of(desk: &Workspace, choice: &Choice<ServiceId>) -> Option<ServiceId> {
    match choice {
        Choice::None => None,
        Choice::Known(id) => Some(*id),
        Choice::New(name) => desk.service_named(name.as_str()),
    }
}

/// True where a request for this service has to say more than a line can hold.
pub fn has_required(desk: &Workspace, choice: &Choice<ServiceId>) -> bool {
    let service = service_of(desk, choice).and_then(|id| desk.service(id));
    service.is_some_and(|service| service.fields.values().any(|field| field.required && !field.to_accept))
}

/// Whether a request that is raised by hand says what its service asks for (rule 1).
pub(super) fn check(desk: &Workspace, new: &NewRequest) -> Result<(), Refusal> {
    let Some(service) = service_of(desk, &new.service).and_then(|id| desk.service(id)) else { return Ok(()) };
    let none = Note::default();
    for field in service.fields.values() {
        let answer = new.filled.iter().find(|(name, _)| *name == field.name).map_or(&none, |(_, text)| text);
        field.check(answer).map_err(|fault| Refusal::Asked(field.name.to_string(), fault))?;
    }
    Ok(())
}

/// When a request for this service raised at `now` is usually done (rule 4), and after how much opening time.
pub fn usual_date(
    desk: &Workspace,
    book: &Timebook,
    service: ServiceId,
    now: Moment,
) -> Option<(Span, Moment)> {
    let usual = Span::minutes(i64::from(desk.service(service)?.usual?));
    let hours = book.get(desk.team().hours?)?;
    Some((usual, hours.open.after(now, usual)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_link_tells_of_a_field_by_its_name() {
        let field = |name: &str, kind| Asked {
            name: Name::new(name).unwrap(),
            kind,
            required: true,
            to_accept: false,
        };
        let list = vec![Name::new("Grün").unwrap(), Name::new("Red").unwrap()];
        let fields =
            [field("Colour", Kind::Choice(list)), field("Since", Kind::Text), field("Since: day", Kind::Day)];
        let filled = |name: &str, answer: &str| Told::Filled(Name::new(name).unwrap(), answer.to_owned());
        assert_eq!(told(&fields, "colour: GRUN"), filled("Colour", "Grün"));
        assert_eq!(told(&fields, "since: day: 2026-11-02"), filled("Since: day", "2026-11-02"));
        assert_eq!(told(&fields, "Since: at 10:30 or so"), filled("Since", "at 10:30 or so"));
        assert_eq!(told(&fields, "Colour:"), filled("Colour", ""));
        let wrong = Told::Wrong(Name::new("Colour").unwrap(), AskedFault::NotAChoice);
        assert_eq!(told(&fields, "Colour: blue"), wrong);
        for text in ["Size: 4", "Colour", "", ":", "💥"] {
            assert_eq!(told(&fields, text), Told::Unknown, "{text}");
        }
    }

    #[test]
    fn an_answer_is_of_its_kind_or_has_its_fault() {
        let field = |code: &str, required| {
            let choices = vec![Name::new("Laptop").unwrap(), Name::new("Screen").unwrap()];
            Asked {
                name: Name::new("What").unwrap(),
                kind: Kind::of(code, choices).unwrap(),
                required,
                to_accept: false,
            }
        };
        let says = |code: &str, required, text: &str| field(code, required).check(&Note::new(text).unwrap());
        use AskedFault::{Missing, NotAChoice, NotADay, NotANumber};
        for code in Kind::CODES {
            assert_eq!((says(code, false, ""), says(code, true, " ")), (Ok(()), Err(Missing)), "{code}");
        }
        assert_eq!((says("number", true, "2,5"), says("number", true, "-3")), (Ok(()), Ok(())));
        assert_eq!(
            (says("number", true, "two"), says("number", true, "inf")),
            (Err(NotANumber), Err(NotANumber))
        );
        assert_eq!(
            (says("date", true, "2026-02-28"), says("date", true, "2026-02-30")),
            (Ok(()), Err(NotADay))
        );
        assert_eq!(
            (says("choice", true, "Laptop"), says("choice", true, "Table")),
            (Ok(()), Err(NotAChoice))
        );
        for good in ["https://example.org", "http://intranet/page?x=1#y"] {
            assert_eq!(says("link", true, good), Ok(()), "{good}");
        }
        for bad in
            ["example.org", "javascript:alert(1)", "https://", "https:///x", "https://a b", "file:///x"]
        {
            assert_eq!(says("link", false, bad), Err(AskedFault::NotALink), "{bad}");
        }
        assert!(Kind::of("colour", Vec::new()).is_none());
    }
}
