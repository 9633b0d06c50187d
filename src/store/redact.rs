//! A copy of the desk without the names of people: a desk of its own with the same figures, to show to others.
//!
//! Rules:
//! 1. Whoever stands in a field for a person gets a stand-in, the same one everywhere: by what they are in the desk and
//!    a number in the order in which they first came into it, or their initials. Two spellings are two people, so that
//!    nothing that is counted by person is counted differently.
//! 2. A name that is also that of the team, a client, a service or an agreement is taken for that one and stays; names of
//!    clients are replaced where that is chosen. What stays although a person was meant is named ([`Redaction::staying`]).
//! 3. Known names, and addresses of mail, are replaced in every text as well ([`known`]). Names nobody has put into a
//!    field cannot be known: only leaving the texts out is safe against those.
//! 4. A text that is left out leaves a word in its place where there was one, so that what is counted by whether
//!    something is written stays the same. A title that is left out becomes the reference.
//! 5. Who speaks for a client is left out always: it is nothing but names. Left out as well: saved views, remembered
//!    ways of reading files, what this version does not know, and what stands beside the records.
//! 6. Moments, identifiers, places in the order and verdicts stay: the clocks read as before. A signature under an
//!    agreement goes, since the text it was given for is another one; that it was accepted stays.

mod known;
mod pass;

use super::backup;
use super::key::Keys;
use super::ledger::Batch;
use super::ports::{StoreError, ZoneSource};
use super::sheet;
use super::wire::v1;
use crate::domain::agreement::AgreementFact;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::fact::{Event, Fact};
use crate::domain::ident::Subject;
use crate::domain::moment::Moment;
use crate::domain::request::RequestFact;
use crate::domain::stamp::Stamp;
use crate::domain::team::TeamFact;
use crate::domain::text::Note;
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use known::{Known, PARTICLES, words_of};
use pass::{Pass, Work};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is replaced, and by what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// Initials stand for people; else what they are, with a number.
    pub initials: bool,
    /// The names of clients are replaced too.
    pub clients: bool,
    /// Texts are left out: descriptions, updates, notes, whatever somebody wrote in sentences.
    pub texts: bool,
    /// Titles are left out: of requests, of the points of what "done" means.
    pub titles: bool,
}

/// The words that stand for what is replaced; those for people and clients get a number behind them.
#[derive(Clone, Copy, Debug)]
pub struct Standins<'a> {
    /// For somebody of the team.
    pub member: &'a str,
    /// For who has asked for something.
    pub requester: &'a str,
    /// For anybody else.
    pub person: &'a str,
    /// For a client.
    pub client: &'a str,
    /// For who could be more than one of them.
    pub somebody: &'a str,
    /// For an address of mail.
    pub address: &'a str,
    /// For a text that is left out.
    pub left_out: &'a str,
    /// For a point of what "done" means.
    pub point: &'a str,
}

/// What somebody is in the desk; the first that fits counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Role {
    Member,
    Requester,
    Other,
}

/// What is known of the names in a desk, and what stands for them.
pub struct Redaction {
    choices: Choices,
    point: String,
    left_out: Option<Note>,
    people: BTreeMap<String, String>,
    clients: BTreeMap<String, String>,
    staying: Vec<String>,
    known: Known,
}

/// Where somebody was met: the earliest moment, and what they are.
type Met = BTreeMap<String, (Stamp, Role)>;

impl Redaction {
    /// Finds the names in these records and what stands for them.
    pub fn of(records: &Batch, choices: Choices, words: Standins<'_>) -> Redaction {
        let met = collect(records);
        let (mut clients, mut named) = (BTreeMap::new(), BTreeSet::new());
        for (nth, (_, names)) in clients_of(records).into_iter().enumerate() {
            let stand = [words.client, " ", &(nth + 1).to_string()].concat();
            for name in names {
                match choices.clients {
                    true => drop(clients.entry(name).or_insert_with(|| stand.clone())),
                    false => drop(named.insert(name)),
                }
            }
        }
        named.extend(other_names(records));
        let held: BTreeSet<String> = named.iter().map(|name| name.to_lowercase()).collect();
        let is_held = |name: &str| held.contains(&name.to_lowercase());
        let mut order: Vec<(Stamp, Role, String)> =
            met.into_iter().map(|(name, (first, role))| (first, role, name)).collect();
        order.sort();
        let (mut people, mut staying, mut numbers) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (_, role, name) in order {
            if clients.contains_key(&name) {
                continue;
            }
            if is_held(&name) {
                staying.push(name);
                continue;
            }
            let word = match role {
                _ if choices.initials => initials(&name),
                Role::Member => words.member.to_owned(),
                Role::Requester => words.requester.to_owned(),
                Role::Other => words.person.to_owned(),
            };
            let n: &mut usize = numbers.entry(word.clone()).or_default();
            let stand = loop {
                *n += 1;
                let stand = match (choices.initials, *n) {
                    (true, 1) => word.clone(),
                    (_, n) => [word.as_str(), " ", &n.to_string()].concat(),
                };
                if taken.insert(stand.clone()) {
                    break stand;
                }
            };
            people.insert(name, stand);
        }
        let all: Vec<(String, String)> =
            people.iter().chain(&clients).map(|(name, stand)| (name.clone(), stand.clone())).collect();
        Redaction {
            choices,
            point: words.point.to_owned(),
            left_out: Note::new(words.left_out).ok(),
            people,
            clients,
            staying,
            known: Known::new(&all, &named, words.somebody, words.address),
        }
    }

    /// The people with what stands for each, by their names.
    pub fn people(&self) -> impl Iterator<Item = (&str, &str)> {
        self.people.iter().map(|(name, stand)| (name.as_str(), stand.as_str()))
    }

    /// The clients with what stands for each; none where they stay.
    pub fn clients(&self) -> impl Iterator<Item = (&str, &str)> {
        self.clients.iter().map(|(name, stand)| (name.as_str(), stand.as_str()))
    }

    /// What stands in a field for a person and stays, because it is the name of something else (rule 2).
    pub fn staying(&self) -> &[String] {
        &self.staying
    }

    /// The records with what stands for the names in them.
    pub fn apply(&self, records: &Batch) -> Batch {
        let mut out = Batch::with_capacity(records.len());
        for (subject, log) in records {
            let pass = Pass { of: Work::Replace(self), reference: reference(log) };
            let log: Vec<Event> = log.iter().filter_map(|event| pass.event(event)).collect();
            if !log.is_empty() {
                out.push((*subject, log));
            }
        }
        out
    }
}

/// The file of these records: a desk of its own.
///
/// # Errors
/// A record cannot be written.
pub fn file(keys: &Keys, records: &Batch, made: Moment) -> Result<String, StoreError> {
    let mut stored = BTreeMap::new();
    for (subject, log) in records {
        let key = keys.record(*subject);
        let value = v1::encode(log)
            .map_err(|fault| StoreError::Unreadable { key: key.clone(), cause: fault.to_string() })?;
        stored.insert(key, value);
    }
    Ok(backup::write(keys, &stored, made))
}

/// The requests of these records as a table for a spreadsheet, as they stand at `now`.
pub fn table(records: &Batch, zones: &dyn ZoneSource, now: Moment) -> String {
    let (mut desk, mut book) = (Workspace::default(), Timebook::default());
    for (subject, log) in records {
        desk.apply_all(*subject, log.clone());
    }
    book.refresh(&desk, &|name: &str, from: Moment, to: Moment| zones.table(name, from, to), now);
    sheet::requests_csv(&desk, &book, now)
}

/// Everybody who stands in a field for a person.
fn collect(records: &Batch) -> Met {
    let met = RefCell::new(Met::new());
    let at = Cell::new(Stamp { ms: 0, count: 0, node: 0 });
    for (_, log) in records {
        let pass = Pass { of: Work::Collect(&met, &at), reference: reference(log) };
        for event in log {
            at.set(event.stamp);
            let _ = pass.event(event);
        }
    }
    met.into_inner()
}

/// Every name a client has had, by client, in the order in which they came.
fn clients_of(records: &Batch) -> Vec<(Subject, Vec<String>)> {
    let mut out: Vec<(Subject, Vec<String>)> = Vec::new();
    for (subject, log) in records {
        let names = log.iter().filter_map(|event| match &event.fact {
            Fact::Client(ClientFact::Named(name)) => Some(name.to_string()),
            _ => None,
        });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            out.push((*subject, names));
        }
    }
    out.sort();
    out
}

/// The names of the team, of services and of agreements.
fn other_names(records: &Batch) -> impl Iterator<Item = String> {
    records.iter().flat_map(|(_, log)| log).filter_map(|event| match &event.fact {
        Fact::Team(TeamFact::Named(name))
        | Fact::Service(ServiceFact::Named(name))
        | Fact::Agreement(AgreementFact::Named(name)) => Some(name.to_string()),
        _ => None,
    })
}

fn reference(log: &[Event]) -> Option<Arc<str>> {
    log.iter().find_map(|event| match &event.fact {
        Fact::Request(RequestFact::Raised(first)) => Some(first.reference.clone()),
        _ => None,
    })
}

/// "A.L." of Ann Lee.
fn initials(name: &str) -> String {
    let mut out = String::new();
    for first in words_of(name).iter().filter_map(|word| word.chars().next()) {
        out.extend(first.to_uppercase());
        out.push('.');
    }
    if out.is_empty() { "?".to_owned() } else { out }
}

/// Names of people in a text that says who speaks for a client: pieces of a line that look like one.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let pieces =
        text.split(['\n', ',', ';', ':', '(', ')', '/', '|', '•']).flat_map(|line| line.split(" - "));
    pieces.map(str::trim).filter(|piece| {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let capital =
            |word: &&str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let small = |word: &&str| PARTICLES.contains(word);
        (1..=5).contains(&words.len())
            && words.first().is_some_and(capital)
            && words.iter().all(|word| capital(word) || small(word))
            && !piece.contains(|c: char| c.is_ascii_digit() || c == '@')
    })
}
