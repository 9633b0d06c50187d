//! Internal clients: the teams and people of our own organisation that rely on us; and the services
//! we offer them.

use super::asked::Asked;
use super::fact::{Event, Fact, Field};
use super::meeting::Meeting;
use super::record::Folded;
use super::template::Template;
use super::text::{Name, Note};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What happened to a client's record.
#[derive(Clone, PartialEq, Debug)]
pub enum ClientFact {
    /// It has this name.
    Named(Name),
    /// Who speaks for it.
    People(Note),
    /// The channel it prefers, in its own words.
    Channel(Note),
    /// What we know of it.
    Noted(Note),
    /// By which results it is measured.
    Measured(Note),
    /// What makes its work hard at present.
    Hard(Note),
    /// Whether it could get elsewhere what we do for it; none where nobody has asked.
    Elsewhere(Option<bool>),
    /// A meeting with it, by number; none takes it off ([`super::meeting`]).
    Met(u32, Option<Box<Meeting>>),
    /// The day of the next talk; none for no such day.
    Next(Option<NaiveDate>),
    /// How many links stand between it and the people served in the end, 0 where it serves them itself; none where
    /// nobody has asked. At most [`FARTHEST`].
    Chain(Option<u8>),
    /// Who takes up its work next on the way there.
    Onward(Note),
    /// After how many weeks the two sides talk again; none for no such rhythm. At most [`LONGEST_RHYTHM`].
    Rhythm(Option<u8>),
    /// On which day what is known of it was last looked through with it; none for never.
    Confirmed(Option<NaiveDate>),
}

/// So many links away at most from the people served in the end; farther is written as this.
pub const FARTHEST: u8 = 3;

/// The code of so many links to the people served in the end, or of nobody having asked, as words for it are found.
pub const fn chain_code(links: Option<u8>) -> &'static str {
    match links {
        None => "unasked",
        Some(0) => "0",
        Some(1) => "1",
        Some(2) => "2",
        Some(FARTHEST..) => "3",
    }
}

/// So many weeks at most from one talk to the next: a year.
pub const LONGEST_RHYTHM: u8 = 52;

/// After so many days what is known of a client is to be looked through again: half a year.
pub const KNOWN_FOR_DAYS: i64 = 180;

impl ClientFact {
    /// The field it writes.
    pub fn field(&self) -> Field {
        match self {
            ClientFact::Named(_) => Field(1, 0),
            ClientFact::People(_) => Field(2, 0),
            ClientFact::Channel(_) => Field(3, 0),
            ClientFact::Noted(_) => Field(4, 0),
            ClientFact::Measured(_) => Field(5, 0),
            ClientFact::Hard(_) => Field(6, 0),
            ClientFact::Elsewhere(_) => Field(7, 0),
            ClientFact::Next(_) => Field(8, 0),
            ClientFact::Met(number, _) => Field(9, u64::from(*number)),
            ClientFact::Chain(_) => Field(10, 0),
            ClientFact::Onward(_) => Field(11, 0),
            ClientFact::Rhythm(_) => Field(12, 0),
            ClientFact::Confirmed(_) => Field(13, 0),
        }
    }
}

/// A client as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Client {
    /// Its name; none where the record's beginning was lost.
    pub name: Option<Name>,
    /// Who speaks for it.
    pub people: Note,
    /// The channel it prefers.
    pub channel: Note,
    /// What we know of it.
    pub note: Note,
    /// By which results it is measured.
    pub measured: Note,
    /// What makes its work hard at present.
    pub hard: Note,
    /// Whether it could get elsewhere what we do for it; none where nobody has asked.
    pub elsewhere: Option<bool>,
    /// What there was with it besides requests, by number.
    pub meetings: BTreeMap<u32, Meeting>,
    /// The day of the next talk, where one was named ([`super::meeting`] says when it is to be held otherwise).
    pub next: Option<NaiveDate>,
    /// How many links stand between it and the people served in the end; none where nobody has asked.
    pub chain: Option<u8>,
    /// Who takes up its work next on the way there.
    pub onward: Note,
    /// After how many weeks the two sides talk again.
    pub rhythm: Option<u8>,
    /// On which day what is known of it was last looked through with it.
    pub confirmed: Option<NaiveDate>,
}

impl Client {
    /// Whether what is known of it is to be looked through again: it was [`KNOWN_FOR_DAYS`] ago or more.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        self.confirmed.is_some_and(|day| today.signed_duration_since(day).num_days() >= KNOWN_FOR_DAYS)
    }
}

impl Folded for Client {
    fn step(&mut self, event: &Event) {
        let Fact::Client(fact) = &event.fact else { return };
        match fact {
            ClientFact::Named(name) => self.name = Some(name.clone()),
            ClientFact::People(text) => self.people = text.clone(),
            ClientFact::Channel(text) => self.channel = text.clone(),
            ClientFact::Noted(text) => self.note = text.clone(),
            ClientFact::Measured(text) => self.measured = text.clone(),
            ClientFact::Hard(text) => self.hard = text.clone(),
            ClientFact::Elsewhere(answer) => self.elsewhere = *answer,
            ClientFact::Met(number, Some(meeting)) => {
                self.meetings.insert(*number, (**meeting).clone());
            }
            ClientFact::Met(number, None) => drop(self.meetings.remove(number)),
            ClientFact::Next(day) => self.next = *day,
            ClientFact::Chain(links) => self.chain = *links,
            ClientFact::Onward(text) => self.onward = text.clone(),
            ClientFact::Rhythm(weeks) => self.rhythm = *weeks,
            ClientFact::Confirmed(day) => self.confirmed = *day,
        }
    }
}

/// What happened to a service's record.
#[derive(Clone, PartialEq, Debug)]
pub enum ServiceFact {
    /// It has this name.
    Named(Name),
    /// What one gets.
    Described(Note),
    /// Who knows it best; nobody has been named where there is none.
    Owner(Option<Name>),
    /// One of the fields it asks for, by number, is so; none takes it off.
    Field(u32, Option<Box<Asked>>),
    /// Its requests usually take so many minutes of opening time; none where that is not said.
    Usual(Option<u32>),
    /// One of its templates, by number, is so; none takes it off.
    Template(u32, Option<Box<Template>>),
    /// The text for updates of this name is so; none takes it off.
    Reply(Name, Option<Note>),
}

impl ServiceFact {
    /// The field it writes.
    pub fn field(&self) -> Field {
        match self {
            ServiceFact::Named(_) => Field(1, 0),
            ServiceFact::Described(_) => Field(2, 0),
            ServiceFact::Owner(_) => Field(3, 0),
            ServiceFact::Usual(_) => Field(4, 0),
            ServiceFact::Field(number, _) => Field(21, u64::from(*number)),
            ServiceFact::Reply(name, _) => Field(22, super::ident::steady_hash(&[name.as_str()])),
            ServiceFact::Template(number, _) => super::template::field(*number),
        }
    }
}

/// A service as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Service {
    /// Its name.
    pub name: Option<Name>,
    /// What one gets.
    pub text: Note,
    /// Who knows it best.
    pub owner: Option<Name>,
    /// The fields it asks for, by number.
    pub fields: BTreeMap<u32, Asked>,
    /// How many minutes of opening time its requests usually take.
    pub usual: Option<u32>,
    /// Its templates, by number.
    pub templates: BTreeMap<u32, Template>,
    /// Its texts for updates, by name.
    pub replies: BTreeMap<Name, Note>,
}

impl Folded for Service {
    fn step(&mut self, event: &Event) {
        let Fact::Service(fact) = &event.fact else { return };
        match fact {
            ServiceFact::Named(name) => self.name = Some(name.clone()),
            ServiceFact::Described(text) => self.text = text.clone(),
            ServiceFact::Owner(name) => self.owner.clone_from(name),
            ServiceFact::Usual(minutes) => self.usual = *minutes,
            ServiceFact::Field(number, Some(field)) => {
                self.fields.insert(*number, (**field).clone());
            }
            ServiceFact::Field(number, None) => drop(self.fields.remove(number)),
            ServiceFact::Template(number, Some(template)) => {
                self.templates.insert(*number, (**template).clone());
            }
            ServiceFact::Template(number, None) => drop(self.templates.remove(number)),
            ServiceFact::Reply(name, Some(text)) => {
                self.replies.insert(name.clone(), text.clone());
            }
            ServiceFact::Reply(name, None) => drop(self.replies.remove(name)),
        }
    }
}
