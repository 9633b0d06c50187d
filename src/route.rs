//! Every address of the app: the only place that knows URLs.
//!
//! Addresses live behind the `#`, so that any static host serves them at any sub-path, and so that
//! nothing of them is ever sent anywhere. [`Route::parse`] reads what [`Route`] writes.

use crate::domain::ident::{AgreementId, ClientId, RequestId, RunId};
use std::fmt;

/// A screen, with what it shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Route {
    /// The board.
    #[default]
    Board,
    /// A request, over the board.
    Request(RequestId),
    /// The form for a new request, over the board.
    NewRequest,
    /// The form that declines a request, over the board.
    Decline(RequestId),
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
    /// The runs of the self-assessment.
    Survey,
    /// Answering a run, at a dimension from 0.
    Answer(RunId, u8),
    /// The results of a run.
    Results(RunId),
    /// Figures.
    Insights,
    /// Settings of the team and this device.
    Settings,
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
        let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
        let unknown = || Route::Unknown(path.to_owned());
        let mut parts = path.split('/');
        let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if parts.next().is_some() {
            return unknown();
        }
        match (first, second, third) {
            ("" | "board", None, None) => Route::Board,
            ("request", Some("new"), None) => Route::NewRequest,
            ("request", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Request),
            ("request", Some(id), Some("decline")) => id.parse().map_or_else(|_| unknown(), Route::Decline),
            ("clients", None, None) => Route::Clients,
            ("clients", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Client),
            ("agreements", None, None) => Route::Agreements,
            ("agreements", Some("new"), None) => Route::NewAgreement,
            ("agreements", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Agreement),
            ("survey", None, None) => Route::Survey,
            ("survey", Some(id), None) => id.parse().map_or_else(|_| unknown(), Route::Results),
            ("survey", Some(id), Some(page)) => match (id.parse(), page.parse()) {
                (Ok(id), Ok(page)) => Route::Answer(id, page),
                _ => unknown(),
            },
            ("insights", None, None) => Route::Insights,
            ("settings", None, None) => Route::Settings,
            ("data", None, None) => Route::Data,
            ("import", None, None) => Route::Import,
            _ => unknown(),
        }
    }

    /// The address as a link.
    pub fn href(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#/")?;
        match self {
            Route::Board => f.write_str("board"),
            Route::Request(id) => write!(f, "request/{id}"),
            Route::NewRequest => f.write_str("request/new"),
            Route::Decline(id) => write!(f, "request/{id}/decline"),
            Route::Clients => f.write_str("clients"),
            Route::Client(id) => write!(f, "clients/{id}"),
            Route::Agreements => f.write_str("agreements"),
            Route::NewAgreement => f.write_str("agreements/new"),
            Route::Agreement(id) => write!(f, "agreements/{id}"),
            Route::Survey => f.write_str("survey"),
            Route::Results(id) => write!(f, "survey/{id}"),
            Route::Answer(id, page) => write!(f, "survey/{id}/{page}"),
            Route::Insights => f.write_str("insights"),
            Route::Settings => f.write_str("settings"),
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
            Route::Decline(RequestId::from_parts(1, 2)),
            Route::Clients,
            Route::Client(ClientId::from_parts(1, 2)),
            Route::Agreements,
            Route::NewAgreement,
            Route::Agreement(AgreementId::from_parts(1, 2)),
            Route::Survey,
            Route::Results(RunId::from_parts(1, 2)),
            Route::Answer(RunId::from_parts(1, 2), 9),
            Route::Insights,
            Route::Settings,
            Route::Data,
            Route::Import,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
        assert_eq!(Route::parse(""), Route::Board);
        assert_eq!(Route::parse("#/"), Route::Board);
        assert_eq!(Route::parse("#/request/zebra"), Route::Unknown("request/zebra".into()));
        assert_eq!(Route::parse("#/a/b/c/d"), Route::Unknown("a/b/c/d".into()));
    }
}
