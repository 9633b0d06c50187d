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

use super::backup;
use super::key::Keys;
use super::ledger::Batch;
use super::ports::{StoreError, ZoneSource};
use super::sheet;
use super::wire::v1;
use crate::domain::agreement::{Acceptance, AgreementFact, Duty, Review, Side, Term};
use crate::domain::asked::{Asked, Kind};
use crate::domain::calendar_record::CalendarFact;
use crate::domain::care::CareFact;
use crate::domain::cause::Cause;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::columns::ColumnFact;
use crate::domain::day_file::FileReading;
use crate::domain::fact::{Event, Fact};
use crate::domain::ident::Subject;
use crate::domain::meeting::Meeting;
use crate::domain::moment::Moment;
use crate::domain::position::Stance;
use crate::domain::request::{AgreedDate, Raise, RequestFact};
use crate::domain::run::RunFact;
use crate::domain::stamp::Stamp;
use crate::domain::survey::{Answer, NaReason};
use crate::domain::team::TeamFact;
use crate::domain::template::Template;
use crate::domain::text::{Name, Note, Title};
use crate::domain::timebook::Timebook;
use crate::domain::triage::{Criterion, Deferral, Fit, TriageFact, TriageSetting};
use crate::domain::workspace::Workspace;
use known::{Known, PARTICLES, words_of};
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

enum Work<'a> {
    /// Only remembers who is met, and when.
    Collect(&'a RefCell<Met>, &'a Cell<Stamp>),
    Replace(&'a Redaction),
}

/// One way through a record: to find who is in it, or to replace them. One way for both, so that nobody who is not found
/// is left in.
struct Pass<'a> {
    of: Work<'a>,
    reference: Option<Arc<str>>,
}

impl Pass<'_> {
    fn person(&self, name: &Name, role: Role) -> Name {
        match &self.of {
            Work::Collect(met, at) => {
                let mut met = met.borrow_mut();
                let known = met.entry(name.to_string()).or_insert((at.get(), role));
                *known = (known.0.min(at.get()), known.1.min(role));
                name.clone()
            }
            Work::Replace(with) => {
                let stand = with.people.get(name.as_str()).or_else(|| with.clients.get(name.as_str()));
                stand.and_then(|stand| Name::new(stand).ok()).unwrap_or_else(|| name.clone())
            }
        }
    }

    fn maybe(&self, name: &Option<Name>, role: Role) -> Option<Name> {
        name.as_ref().map(|name| self.person(name, role))
    }

    fn words(&self, text: &str, most: usize) -> String {
        match &self.of {
            Work::Collect(..) => text.to_owned(),
            // A stand-in may be longer than the name.
            Work::Replace(with) => with.known.replace(text).chars().take(most).collect(),
        }
    }

    /// The name of a thing.
    fn name(&self, name: &Name) -> Name {
        if let Work::Replace(with) = &self.of
            && let Some(stand) = with.clients.get(name.as_str())
        {
            return Name::new(stand).unwrap_or_else(|_| name.clone());
        }
        Name::new(&self.words(name.as_str(), Name::MOST)).unwrap_or_else(|_| name.clone())
    }

    fn note(&self, note: &Note) -> Note {
        match &self.of {
            Work::Replace(with) if with.choices.texts && !note.is_empty() => {
                with.left_out.clone().unwrap_or_default()
            }
            _ => Note::new(&self.words(note.as_str(), Note::MOST)).unwrap_or_default(),
        }
    }

    fn titled(&self, title: &Title, instead: Option<&str>) -> Title {
        let instead = match &self.of {
            Work::Replace(with) if with.choices.titles => Some(instead.unwrap_or(&with.point)),
            _ => None,
        };
        let text = instead.map_or_else(|| title.to_string(), str::to_owned);
        Title::new(&self.words(&text, Title::MOST)).unwrap_or_else(|_| title.clone())
    }

    fn title(&self, title: &Title) -> Title {
        self.titled(title, self.reference.as_deref())
    }

    fn point(&self, title: &Title, number: u32) -> Title {
        let point = match &self.of {
            Work::Replace(with) => [with.point.as_str(), " ", &number.to_string()].concat(),
            Work::Collect(..) => String::new(),
        };
        self.titled(title, Some(&point))
    }

    /// The event with what stands for the names in it; none where it is left out.
    fn event(&self, event: &Event) -> Option<Event> {
        let actor = self.maybe(&event.actor, Role::Member);
        Some(Event { actor, fact: self.fact(&event.fact)?, ..event.clone() })
    }

    fn fact(&self, fact: &Fact) -> Option<Fact> {
        Some(match fact {
            Fact::Request(fact) => Fact::Request(self.request(fact)),
            Fact::Client(fact) => Fact::Client(self.client(fact)),
            Fact::Service(fact) => Fact::Service(self.service(fact)),
            Fact::Team(fact) => Fact::Team(self.team(fact)?),
            Fact::Calendar(fact) => Fact::Calendar(self.calendar(fact)),
            Fact::Agreement(fact) => Fact::Agreement(self.agreement(fact)),
            Fact::Run(fact) => Fact::Run(self.run(fact)),
            Fact::Revoked(_) | Fact::Removed | Fact::Restored => fact.clone(),
            Fact::Mapping(_) | Fact::Kept { .. } => return None,
        })
    }

    fn request(&self, fact: &RequestFact) -> RequestFact {
        match fact {
            RequestFact::Raised(first) => RequestFact::Raised(Box::new(Raise {
                reference: self.words(&first.reference, Name::MOST).into(),
                title: self.title(&first.title),
                requester: self.maybe(&first.requester, Role::Requester),
                purpose: self.note(&first.purpose),
                text: self.note(&first.text),
                ..first.as_ref().clone()
            })),
            RequestFact::Retitled(title) => RequestFact::Retitled(self.title(title)),
            RequestFact::Described(text) => RequestFact::Described(self.note(text)),
            RequestFact::AskedBy(name) => RequestFact::AskedBy(self.maybe(name, Role::Requester)),
            RequestFact::Purpose(text) => RequestFact::Purpose(self.note(text)),
            RequestFact::Assigned(name) => RequestFact::Assigned(self.maybe(name, Role::Member)),
            RequestFact::Updated { text, visible, automatic } => {
                RequestFact::Updated { text: self.note(text), visible: *visible, automatic: *automatic }
            }
            RequestFact::Promised { date, reason } => {
                RequestFact::Promised { date: *date, reason: self.note(reason) }
            }
            RequestFact::Declined { category, reason, alternative } => RequestFact::Declined {
                category: *category,
                reason: self.note(reason),
                alternative: self.note(alternative),
            },
            RequestFact::Withdrawn(text) => RequestFact::Withdrawn(self.note(text)),
            RequestFact::Reopened(text) => RequestFact::Reopened(self.note(text)),
            RequestFact::Labelled(label, on) => RequestFact::Labelled(self.name(label), *on),
            RequestFact::Care(fact) => RequestFact::Care(self.care(fact)),
            RequestFact::Triage(fact) => RequestFact::Triage(self.triage(fact)),
            RequestFact::Agreed(agreed) => RequestFact::Agreed(agreed.as_ref().map(|agreed| {
                Box::new(AgreedDate {
                    date: agreed.date,
                    by: self.person(&agreed.by, Role::Other),
                    why: self.note(&agreed.why),
                })
            })),
            RequestFact::BreachCause(cause) => RequestFact::BreachCause(Box::new(Cause {
                clock: cause.clock,
                kind: cause.kind,
                text: self.note(&cause.text),
            })),
            RequestFact::For(_)
            | RequestFact::About(_)
            | RequestFact::Directed(_)
            | RequestFact::Lens(_)
            | RequestFact::Came(_)
            | RequestFact::Prioritised(_)
            | RequestFact::Moved { .. }
            | RequestFact::Acknowledged
            | RequestFact::Paused(_)
            | RequestFact::Resumed
            | RequestFact::Merged(_)
            | RequestFact::Pinned { .. }
            | RequestFact::Settled(_)
            | RequestFact::Archived(_)
            | RequestFact::Column(_) => fact.clone(),
        }
    }

    fn care(&self, fact: &CareFact) -> CareFact {
        match fact {
            CareFact::Chased { channel, text } => {
                CareFact::Chased { channel: *channel, text: self.note(text) }
            }
            CareFact::Asked(text) => CareFact::Asked(self.note(text)),
            CareFact::Answered(text) => CareFact::Answered(self.note(text)),
            CareFact::Restated(text) => CareFact::Restated(self.note(text)),
            CareFact::Understood(name) => CareFact::Understood(self.maybe(name, Role::Other)),
            CareFact::Talked { channel, text } => {
                CareFact::Talked { channel: *channel, text: self.note(text) }
            }
            CareFact::AtRisk(text) => CareFact::AtRisk(self.note(text)),
            CareFact::Blocked { step, owner, date } => CareFact::Blocked {
                step: self.note(step),
                owner: self.maybe(owner, Role::Other),
                date: *date,
            },
            CareFact::Unblocked(text) => CareFact::Unblocked(self.note(text)),
            CareFact::Escalated { to, due, why } => {
                CareFact::Escalated { to: self.person(to, Role::Other), due: *due, why: self.note(why) }
            }
            CareFact::EscalationClosed(text) => CareFact::EscalationClosed(self.note(text)),
            CareFact::Means(number, point) => {
                CareFact::Means(*number, point.as_ref().map(|point| self.point(point, *number)))
            }
            CareFact::Confirmed(name) => CareFact::Confirmed(self.maybe(name, Role::Other)),
            CareFact::Rated { result, manner, comment } => {
                CareFact::Rated { result: *result, manner: *manner, comment: self.note(comment) }
            }
            CareFact::Benefit(text) => CareFact::Benefit(self.note(text)),
            CareFact::Contributor(name, on) => CareFact::Contributor(self.person(name, Role::Member), *on),
            CareFact::Thanked(text) => CareFact::Thanked(self.note(text)),
            CareFact::Complained(text) => CareFact::Complained(self.note(text)),
            CareFact::Replied(text) => CareFact::Replied(self.note(text)),
            CareFact::Filled(name, text) => CareFact::Filled(self.name(name), self.note(text)),
            CareFact::Ticked(..) | CareFact::Linked(..) | CareFact::Template(..) | CareFact::Repeats(..) => {
                fact.clone()
            }
        }
    }

    fn triage(&self, fact: &TriageFact) -> TriageFact {
        match fact {
            TriageFact::Goal(Fit::Goal(name)) => TriageFact::Goal(Fit::Goal(self.name(name))),
            TriageFact::Scored(criterion, points) => TriageFact::Scored(self.criterion(criterion), *points),
            TriageFact::Overridden(Some((seat, why))) => {
                TriageFact::Overridden(Some((*seat, self.note(why))))
            }
            TriageFact::WentFirst(why) => TriageFact::WentFirst(self.note(why)),
            TriageFact::CrossedOver(why) => TriageFact::CrossedOver(self.note(why)),
            TriageFact::Deferred(one) => TriageFact::Deferred(Box::new(Deferral {
                category: one.category,
                reason: self.note(&one.reason),
                alternative: self.note(&one.alternative),
                until: one.until,
                condition: self.note(&one.condition),
            })),
            TriageFact::Returned(text) => TriageFact::Returned(self.note(text)),
            TriageFact::Excepted(why) => TriageFact::Excepted(self.note(why)),
            TriageFact::DecidedBy(name) => TriageFact::DecidedBy(self.person(name, Role::Member)),
            TriageFact::Against(name) => TriageFact::Against(self.name(name)),
            TriageFact::ScopeChanged { what, stays } => {
                TriageFact::ScopeChanged { what: self.note(what), stays: *stays }
            }
            TriageFact::DelayNoticed { old, new, cause } => {
                TriageFact::DelayNoticed { old: *old, new: *new, cause: self.note(cause) }
            }
            TriageFact::Goal(Fit::Unsaid | Fit::None)
            | TriageFact::Overridden(None)
            | TriageFact::Impact(_)
            | TriageFact::Urgency(_)
            | TriageFact::Effort(_)
            | TriageFact::Outside(_)
            | TriageFact::Bumped(_)
            | TriageFact::BumpTold
            | TriageFact::TakenUp
            | TriageFact::Load { .. } => fact.clone(),
        }
    }

    fn criterion(&self, criterion: &Criterion) -> Criterion {
        match criterion {
            Criterion::Own(name) => Criterion::Own(self.name(name)),
            usual => usual.clone(),
        }
    }

    fn client(&self, fact: &ClientFact) -> ClientFact {
        match fact {
            ClientFact::Named(name) => ClientFact::Named(self.name(name)),
            ClientFact::People(text) => ClientFact::People(match &self.of {
                Work::Collect(..) => {
                    for name in names_in(text.as_str()).filter_map(|name| Name::new(name).ok()) {
                        self.person(&name, Role::Other);
                    }
                    text.clone()
                }
                Work::Replace(_) if text.is_empty() => text.clone(),
                Work::Replace(with) => with.left_out.clone().unwrap_or_default(),
            }),
            ClientFact::Channel(text) => ClientFact::Channel(self.note(text)),
            ClientFact::Noted(text) => ClientFact::Noted(self.note(text)),
            ClientFact::Measured(text) => ClientFact::Measured(self.note(text)),
            ClientFact::Hard(text) => ClientFact::Hard(self.note(text)),
            ClientFact::Met(number, Some(one)) => {
                let text = self.note(&one.text);
                ClientFact::Met(*number, Some(Box::new(Meeting { text, ..one.as_ref().clone() })))
            }
            ClientFact::Elsewhere(_) | ClientFact::Met(_, None) | ClientFact::Next(_) => fact.clone(),
        }
    }

    fn service(&self, fact: &ServiceFact) -> ServiceFact {
        match fact {
            ServiceFact::Named(name) => ServiceFact::Named(self.name(name)),
            ServiceFact::Described(text) => ServiceFact::Described(self.note(text)),
            ServiceFact::Owner(name) => ServiceFact::Owner(self.maybe(name, Role::Member)),
            ServiceFact::Field(number, asked) => {
                ServiceFact::Field(*number, asked.as_ref().map(|asked| Box::new(self.asked(asked))))
            }
            ServiceFact::Usual(minutes) => ServiceFact::Usual(*minutes),
            ServiceFact::Template(number, template) => ServiceFact::Template(
                *number,
                template.as_ref().map(|template| Box::new(self.template(template, *number))),
            ),
            ServiceFact::Reply(name, text) => {
                ServiceFact::Reply(self.name(name), text.as_ref().map(|text| self.note(text)))
            }
        }
    }

    fn asked(&self, asked: &Asked) -> Asked {
        let kind = match &asked.kind {
            Kind::Choice(list) => Kind::Choice(list.iter().map(|choice| self.name(choice)).collect()),
            other => other.clone(),
        };
        Asked { name: self.name(&asked.name), kind, required: asked.required }
    }

    fn template(&self, template: &Template, number: u32) -> Template {
        let points = (1..).zip(&template.means);
        Template {
            name: self.name(&template.name),
            title: self.point(&template.title, number),
            text: self.note(&template.text),
            means: points.map(|(n, point)| self.point(point, n)).collect(),
            owner: self.maybe(&template.owner, Role::Member),
            ..template.clone()
        }
    }

    fn team(&self, fact: &TeamFact) -> Option<TeamFact> {
        Some(match fact {
            TeamFact::Named(name) => TeamFact::Named(self.name(name)),
            TeamFact::Position(stance) => TeamFact::Position(Box::new(Stance {
                owner: self.maybe(&stance.owner, Role::Member),
                note: self.note(&stance.note),
                ..stance.as_ref().clone()
            })),
            TeamFact::Word(one, several) => TeamFact::Word(self.name(one), self.name(several)),
            TeamFact::Columns(fact) => TeamFact::Columns(self.columns(fact)?),
            TeamFact::Triage(setting) => TeamFact::Triage(self.setting(setting)),
            TeamFact::Zone(_)
            | TeamFact::Prefix(_)
            | TeamFact::Hours(_)
            | TeamFact::Step(_)
            | TeamFact::NewsDays(_) => fact.clone(),
        })
    }

    fn columns(&self, fact: &ColumnFact) -> Option<ColumnFact> {
        Some(match fact {
            ColumnFact::Named(column, name) => {
                ColumnFact::Named(*column, name.as_ref().map(|name| self.name(name)))
            }
            ColumnFact::Labelled(label, hue) => ColumnFact::Labelled(self.name(label), *hue),
            ColumnFact::View(..) => return None,
            ColumnFact::Limit(..) | ColumnFact::Order(_) | ColumnFact::Added(..) | ColumnFact::Each(_) => {
                fact.clone()
            }
        })
    }

    fn setting(&self, setting: &TriageSetting) -> TriageSetting {
        match setting {
            TriageSetting::Goal(name, on) => TriageSetting::Goal(self.name(name), *on),
            TriageSetting::Weight(criterion, weight) => {
                TriageSetting::Weight(self.criterion(criterion), *weight)
            }
            TriageSetting::Decider(name) => TriageSetting::Decider(self.maybe(name, Role::Member)),
            TriageSetting::Appeal(name) => TriageSetting::Appeal(self.maybe(name, Role::Other)),
            TriageSetting::Entry(name) => TriageSetting::Entry(self.maybe(name, Role::Member)),
            TriageSetting::Matrix(..) | TriageSetting::Capacity(_) | TriageSetting::Gate(..) => {
                setting.clone()
            }
        }
    }

    fn calendar(&self, fact: &CalendarFact) -> CalendarFact {
        let named = |name: &Option<Name>| name.as_ref().map(|name| self.name(name));
        match fact {
            CalendarFact::Named(name) => CalendarFact::Named(self.name(name)),
            CalendarFact::Closed { date, name } => CalendarFact::Closed { date: *date, name: named(name) },
            CalendarFact::Yearly { month, day, name } => {
                CalendarFact::Yearly { month: *month, day: *day, name: named(name) }
            }
            CalendarFact::Ruled { rule, name } => CalendarFact::Ruled { rule: *rule, name: named(name) },
            CalendarFact::File { name, reading } => CalendarFact::File {
                name: self.name(name),
                reading: reading.as_ref().map(|read| FileReading {
                    on: read.on,
                    days: read.days.iter().map(|(day, name)| (*day, self.words(name, Name::MOST))).collect(),
                }),
            },
            CalendarFact::Zone(_)
            | CalendarFact::Week(_)
            | CalendarFact::Layer(_)
            | CalendarFact::Takes(..)
            | CalendarFact::Opens(..)
            | CalendarFact::Special { .. } => fact.clone(),
        }
    }

    fn agreement(&self, fact: &AgreementFact) -> AgreementFact {
        match fact {
            AgreementFact::Named(name) => AgreementFact::Named(self.name(name)),
            AgreementFact::Reviewed(review) => AgreementFact::Reviewed(Box::new(Review {
                on: review.on,
                text: self.note(&review.text),
                next: review.next,
            })),
            AgreementFact::Version(number, term) => AgreementFact::Version(*number, self.term(term)),
            AgreementFact::Scope { .. } | AgreementFact::Placed(_) => fact.clone(),
        }
    }

    fn term(&self, term: &Term) -> Term {
        match term {
            Term::Reason(text) => Term::Reason(self.note(text)),
            Term::Expects(text) => Term::Expects(self.note(text)),
            Term::Excludes(number, text) => {
                Term::Excludes(*number, text.as_ref().map(|text| self.note(text)))
            }
            Term::Duty(number, duty) => Term::Duty(
                *number,
                duty.as_ref().map(|duty| Duty {
                    side: duty.side,
                    text: self.note(&duty.text),
                    owner: self.maybe(&duty.owner, role_of(duty.side)),
                }),
            ),
            Term::Accepted(side, acceptance) => Term::Accepted(
                *side,
                acceptance.as_ref().map(|one| Acceptance {
                    name: self.person(&one.name, role_of(*side)),
                    role: one.role.as_ref().map(|role| self.name(role)),
                    on: one.on,
                    signature: None,
                }),
            ),
            Term::Step(percent, name) => Term::Step(*percent, self.maybe(name, Role::Other)),
            Term::Status(_)
            | Term::Effective(_)
            | Term::Calendar(_)
            | Term::Target { .. }
            | Term::PausesOn(..)
            | Term::AckCounts(_)
            | Term::Review(_)
            | Term::Measure(..)
            | Term::Cadence(_)
            | Term::Cost(_)
            | Term::Support(_)
            | Term::CutOff(_)
            | Term::UpdateBy(_)
            | Term::HandOver(_)
            | Term::Pilot(_)
            | Term::OnPriority(_)
            | Term::OnReopen(_)
            | Term::LongestPause(_)
            | Term::Answers(_)
            | Term::Scope(_)
            | Term::Discarded => term.clone(),
        }
    }

    fn run(&self, fact: &RunFact) -> RunFact {
        match fact {
            RunFact::Opened { name, form, instrument } => {
                RunFact::Opened { name: self.name(name), form: *form, instrument: instrument.clone() }
            }
            RunFact::Named(name) => RunFact::Named(self.name(name)),
            RunFact::Answered { sheet, item, answer } => {
                let who = Name::new(sheet).ok().map(|name| self.person(&name, Role::Member));
                let sheet = who.map_or_else(|| "".into(), |name| name.as_str().into());
                let answer = match answer {
                    Some(Answer::NotApplicable(NaReason::Other(why))) => {
                        let note = Note::new(why).map(|note| self.note(&note)).unwrap_or_default();
                        Some(Answer::NotApplicable(NaReason::Other(note.as_str().into())))
                    }
                    other => other.clone(),
                };
                RunFact::Answered { sheet, item: item.clone(), answer }
            }
            RunFact::Closed | RunFact::Reopened => fact.clone(),
        }
    }
}

/// What somebody is on whose side an agreement names them.
fn role_of(side: Side) -> Role {
    match side {
        Side::Provider => Role::Member,
        Side::Client => Role::Other,
    }
}
