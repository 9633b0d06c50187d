//! Every address of the app: the only place that knows URLs.
//!
//! Addresses live behind the `#`, so that any static host serves them at any sub-path, and so that
//! nothing of them is ever sent anywhere. [`Route::parse`] reads what [`Route`] writes.

use crate::domain::ident::{AgreementId, ClientId, RequestId, RunId};
use crate::domain::sieve::{View, day};
use std::fmt;

/// The addresses of the main places as links: for the first screen, which is there before the rest of the program.
pub mod link {
    /// [`super::Route::Board`].
    pub const BOARD: &str = "#/board";
    /// [`super::Route::Clients`].
    pub const CLIENTS: &str = "#/clients";
    /// [`super::Route::Agreements`].
    pub const AGREEMENTS: &str = "#/agreements";
    /// [`super::Route::Survey`].
    pub const SURVEY: &str = "#/survey";
    /// [`super::Route::Insights`], of all requests.
    pub const INSIGHTS: &str = "#/insights";
    /// [`super::Route::Settings`].
    pub const SETTINGS: &str = "#/settings";
    /// [`super::Route::Services`].
    pub const SERVICES: &str = "#/settings/services";
    /// [`super::Route::Positions`].
    pub const POSITIONS: &str = "#/settings/positions";
    /// [`super::Route::Data`].
    pub const DATA: &str = "#/data";
    /// [`super::Route::Import`].
    pub const IMPORT: &str = "#/import";
}

/// A screen, with what it shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Route {
    /// The board, as it usually is.
    #[default]
    Board,
    /// The board, some of it or in another form: never the usual view, which is [`Route::Board`].
    View(Box<View>),
    /// A request, over the board.
    Request(RequestId),
    /// The form for a new request, over the board.
    NewRequest,
    /// The form for a new request, filled by a link: what it says, still as a query ([`pairs`]).
    Given(String),
    /// The form that declines a request, over the board.
    Decline(RequestId),
    /// Deciding, one request at a time: this one, or the first.
    Triage(Option<RequestId>),
    /// What requests are decided by.
    Rules,
    /// The clients.
    Clients,
    /// One client.
    Client(ClientId),
    /// The agreements.
    Agreements,
    /// The form for a new agreement.
    NewAgreement,
    /// One agreement.
    Agreement(AgreementId),
    /// One version of an agreement, to read.
    Version(AgreementId, u32),
    /// The runs of the self-assessment.
    Survey,
    /// Answering a run, at a dimension from 0.
    Answer(RunId, u8),
    /// The results of a run.
    Results(RunId),
    /// Figures of these requests.
    Insights(Counted),
    /// Settings of the team and this device.
    Settings,
    /// What the team does for others.
    Services,
    /// Templates, and work that comes again.
    Templates,
    /// The team's positions.
    Positions,
    /// Every part of the interface in every state.
    Parts,
    /// Import, export, what is stored.
    Data,
    /// Importing a file.
    Import,
    /// An address nobody knows.
    Unknown(String),
}

impl Route {
    /// The screen an address (the part behind `#`) names. Anything unknown is [`Route::Unknown`].
    pub fn parse(hash: &str) -> Route {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path = path.trim_end_matches('/');
        let unknown = || Route::Unknown(path.to_owned());
        let mut parts = path.split('/');
        let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if parts.next().is_some() {
            return unknown();
        }
        match (first, second, third) {
            ("" | "board", None, None) => Route::of_view(read_view(query)),
            ("request", Some("new"), None) => Route::NewRequest,
            ("new", None, None) => Route::Given(query.to_owned()),
            ("request", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Request),
            ("request", Some(id), Some("decline")) => id.parse().map_or_else(|_| unknown(), Route::Decline),
            ("triage", None, None) => Route::Triage(None),
            ("triage", Some(id), None) => id.parse().map_or_else(|_| unknown(), |id| Route::Triage(Some(id))),
            ("clients", None, None) => Route::Clients,
            ("clients", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Client),
            ("agreements", None, None) => Route::Agreements,
            ("agreements", Some("new"), None) => Route::NewAgreement,
            ("agreements", Some(id), Some(number)) => match (id.parse(), number.parse()) {
                (Ok(id), Ok(number)) => Route::Version(id, number),
                _ => unknown(),
            },
            ("agreements", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Agreement),
            ("survey", None, None) => Route::Survey,
            ("survey", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Results),
            ("survey", Some(id), Some(page)) => match (id.parse(), page.parse()) {
                (Ok(id), Ok(page)) => Route::Answer(id, page),
                _ => unknown(),
            },
            ("insights", None, None) => Route::Insights(Counted::read(query)),
            ("settings", None, None) => Route::Settings,
            ("settings", Some("services"), None) => Route::Services,
            ("settings", Some("positions"), None) => Route::Positions,
            ("settings", Some("templates"), None) => Route::Templates,
            ("settings", Some("triage"), None) => Route::Rules,
            ("settings", Some("parts"), None) => Route::Parts,
            ("data", None, None) => Route::Data,
            ("import", None, None) => Route::Import,
            _ => unknown(),
        }
    }

    /// The board in this view.
    pub fn of_view(view: View) -> Route {
        if view == View::default() { Route::Board } else { Route::View(Box::new(view)) }
    }

    /// The form for a new request, filled with these values.
    pub fn given(pairs: &[(&'static str, String)]) -> Route {
        Route::Given(query(pairs))
    }

    /// What of the board it shows; none for another screen.
    pub fn view(&self) -> Option<View> {
        match self {
            Route::Board => Some(View::default()),
            Route::View(view) => Some((**view).clone()),
            _ => None,
        }
    }

    /// The address as a link.
    pub fn href(&self) -> String {
        self.to_string()
    }
}

/// Which requests the figures count: those raised from the first to the last of these days by the team's clock, of one
/// client where it is given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counted {
    /// The first day ("2013-11-01"); empty where they are counted since the beginning.
    pub from: String,
    /// The last day; empty where they are counted until now.
    pub to: String,
    /// The client; every one where none is given.
    pub client: Option<ClientId>,
}

impl Counted {
    /// All requests.
    pub const ALL: Counted = Counted { from: String::new(), to: String::new(), client: None };

    /// What a query says; what cannot be read of it narrows nothing.
    fn read(query: &str) -> Counted {
        let mut counted = Counted::ALL;
        for (key, value) in pairs(query) {
            match key {
                "from" if day(&value).is_some() => counted.from = value,
                "to" if day(&value).is_some() => counted.to = value,
                "client" => counted.client = value.parse().ok(),
                _ => {}
            }
        }
        counted
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let client = self.client.map(|id| id.to_string()).unwrap_or_default();
        let said = [("from", self.from.clone()), ("to", self.to.clone()), ("client", client)];
        said.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// What of a link to the form says that somebody of this desk has just typed what is in it.
pub const TYPED_HERE: &str = "typed";

/// The view a query ("clock=late&q=export") asks for.
pub fn read_view(query: &str) -> View {
    let mut view = View::default();
    for (key, value) in pairs(query) {
        view.take(key, &value);
    }
    view
}

/// The pairs of a query, each a name and what it is.
pub fn pairs(query: &str) -> impl Iterator<Item = (&str, String)> {
    query.split('&').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key, unescaped(value))
    })
}

/// A view as a query; empty for the usual one.
pub fn write_view(view: &View) -> String {
    query(&view.pairs())
}

/// These pairs as a query.
fn query(pairs: &[(&'static str, String)]) -> String {
    let mut out = String::new();
    for (key, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(key);
        out.push('=');
        escape(value, &mut out);
    }
    out
}

/// Percent-encoding (RFC 3986, section 2.1) of all but unreserved characters; a space is a plus, which reads
/// better.
fn escape(text: &str, out: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.extend(DIGITS.get(usize::from(byte >> 4)));
                out.extend(DIGITS.get(usize::from(byte & 15)));
            }
        }
    }
}

/// What [`escape`] wrote. A sign that is no escape stands for itself.
fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).unwrap_or(0) * 16 + digit(low).unwrap_or(0);
                out.push(u8::try_from(value).unwrap_or(b'?'));
                rest = after;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(*first),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#/")?;
        match self {
            Route::Board => f.write_str("board"),
            Route::View(view) => write!(f, "board?{}", write_view(view)),
            Route::Request(id) => write!(f, "request/{id}"),
            Route::NewRequest => f.write_str("request/new"),
            Route::Given(query) if query.is_empty() => f.write_str("new"),
            Route::Given(query) => write!(f, "new?{query}"),
            Route::Decline(id) => write!(f, "request/{id}/decline"),
            Route::Triage(None) => f.write_str("triage"),
            Route::Triage(Some(id)) => write!(f, "triage/{id}"),
            Route::Rules => f.write_str("settings/triage"),
            Route::Clients => f.write_str("clients"),
            Route::Client(id) => write!(f, "clients/{id}"),
            Route::Agreements => f.write_str("agreements"),
            Route::NewAgreement => f.write_str("agreements/new"),
            Route::Agreement(id) => write!(f, "agreements/{id}"),
            Route::Version(id, number) => write!(f, "agreements/{id}/{number}"),
            Route::Survey => f.write_str("survey"),
            Route::Results(id) => write!(f, "survey/{id}"),
            Route::Answer(id, page) => write!(f, "survey/{id}/{page}"),
            Route::Insights(counted) if *counted == Counted::ALL => f.write_str("insights"),
            Route::Insights(counted) => write!(f, "insights?{}", query(&counted.pairs())),
            Route::Settings => f.write_str("settings"),
            Route::Services => f.write_str("settings/services"),
            Route::Positions => f.write_str("settings/positions"),
            Route::Templates => f.write_str("settings/templates"),
            Route::Parts => f.write_str("settings/parts"),
            Route::Data => f.write_str("data"),
            Route::Import => f.write_str("import"),
            Route::Unknown(path) => f.write_str(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_the_screen_that_wrote_it() {
        let routes = [
            Route::Board,
            Route::Request(RequestId::from_parts(1, 2)),
            Route::NewRequest,
            Route::given(&[]),
            Route::given(&[("title", "Über & more".to_owned()), ("client", "Finance".to_owned())]),
            Route::Decline(RequestId::from_parts(1, 2)),
            Route::Triage(None),
            Route::Triage(Some(RequestId::from_parts(1, 2))),
            Route::Rules,
            Route::Clients,
            Route::Client(ClientId::from_parts(1, 2)),
            Route::Agreements,
            Route::NewAgreement,
            Route::Agreement(AgreementId::from_parts(1, 2)),
            Route::Version(AgreementId::from_parts(1, 2), 3),
            Route::Survey,
            Route::Results(RunId::from_parts(1, 2)),
            Route::Answer(RunId::from_parts(1, 2), 9),
            Route::Insights(Counted::ALL),
            Route::Insights(Counted {
                from: "2013-11-01".to_owned(),
                to: String::new(),
                client: Some(ClientId::from_parts(1, 2)),
            }),
            Route::Settings,
            Route::Services,
            Route::Positions,
            Route::Templates,
            Route::Parts,
            Route::Data,
            Route::Import,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
        let links = [
            (link::BOARD, Route::Board),
            (link::CLIENTS, Route::Clients),
            (link::AGREEMENTS, Route::Agreements),
            (link::SURVEY, Route::Survey),
            (link::INSIGHTS, Route::Insights(Counted::ALL)),
            (link::SETTINGS, Route::Settings),
            (link::SERVICES, Route::Services),
            (link::POSITIONS, Route::Positions),
            (link::DATA, Route::Data),
            (link::IMPORT, Route::Import),
        ];
        for (link, route) in links {
            assert_eq!(route.href(), link);
        }
        assert_eq!(Route::parse(""), Route::Board);
        assert_eq!(Route::parse("#/board?"), Route::Board);
        assert_eq!(Route::parse("#/insights?from=2013-02-30&client=x&y"), Route::Insights(Counted::ALL));
        let mut view = View::default();
        view.sieve.text = "Überstunden & 100 % ?#+".to_owned();
        let route = Route::of_view(view.clone());
        assert_eq!(route.to_string(), "#/board?q=%C3%9Cberstunden+%26+100+%25+%3F%23%2B");
        assert_eq!(Route::parse(&route.to_string()), route);
        assert_eq!(route.view(), Some(view));
        // As people type it, and as a mail program may have broken it.
        assert_eq!(read_view("q=100%&clock=late").sieve.text, "100%");
        assert_eq!(read_view("q=%FF%C3").sieve.text, "\u{fffd}\u{fffd}");
        assert_eq!(Route::parse("#/"), Route::Board);
        assert_eq!(Route::parse("#/request/zebra"), Route::Unknown("request/zebra".into()));
        assert_eq!(Route::parse("#/a/b/c/d"), Route::Unknown("a/b/c/d".into()));
    }
}
