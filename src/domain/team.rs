//! The team whose desk this is.

use super::fact::{Event, Fact, Field};
use super::gain::Gain;
use super::ident::CalendarId;
use super::position::{Positions, Stance};
use super::record::Folded;
use super::text::Name;
use std::sync::Arc;

/// What happened to the team's own record.
#[derive(Clone, PartialEq, Debug)]
pub enum TeamFact {
    /// It has this name.
    Named(Name),
    /// It works in this IANA zone.
    Zone(Arc<str>),
    /// New requests get references that begin so: "FIN" gives FIN-1, FIN-2 …
    Prefix(Arc<str>),
    /// Its usual opening hours.
    Hours(CalendarId),
    /// It takes this position.
    Position(Box<Stance>),
    /// What it calls those it serves: one, and several of them.
    Word(Name, Name),
    /// The board is arranged so.
    Columns(super::columns::ColumnFact),
    /// It decides requests so.
    Triage(super::triage::TriageSetting),
    /// A first step that was ticked or put away by hand, by its code.
    Step(Arc<str>),
    /// Clients hear of open requests every so many working days.
    NewsDays(u32),
    /// After so many written words a talk may be quicker ([`super::care`]).
    TalkAfter(u32),
    /// This kind of gain is on its list, or off it ([`super::gain`]).
    Gain(Gain, bool),
    /// For a word of its trade clients say this; none takes the word off the list ([`super::plain`]).
    Plain(Name, Option<Name>),
}

impl TeamFact {
    /// The field it writes.
    pub fn field(&self) -> Field {
        match self {
            TeamFact::Named(_) => Field(1, 0),
            TeamFact::Zone(_) => Field(2, 0),
            TeamFact::Prefix(_) => Field(3, 0),
            TeamFact::Columns(fact) => fact.field(),
            TeamFact::Triage(fact) => fact.field(),
            TeamFact::Hours(_) => Field(4, 0),
            TeamFact::Step(code) => Field(5, super::ident::steady_hash(&[code])),
            TeamFact::Position(stance) => Field(6, stance.element()),
            TeamFact::Word(..) => Field(7, 0),
            TeamFact::NewsDays(_) => Field(60, 0),
            TeamFact::TalkAfter(_) => Field(62, 0),
            TeamFact::Gain(gain, _) => Field(63, gain.element()),
            TeamFact::Plain(word, _) => Field(61, super::ident::steady_hash(&[word.as_str()])),
        }
    }
}

/// The team as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Team {
    /// Its name; none before the desk is set up.
    pub name: Option<Name>,
    /// Its IANA zone.
    pub zone: Option<Arc<str>>,
    /// What references begin with.
    pub prefix: Option<Arc<str>>,
    /// Its usual opening hours.
    pub hours: Option<CalendarId>,
    /// The positions it has taken.
    pub positions: Positions,
    /// Its own word for those it serves: one, and several of them.
    pub word: Option<(Name, Name)>,
    /// How its board is arranged.
    pub columns: super::columns::Columns,
    /// How it decides requests.
    pub triage: super::triage::Rules,
    /// First steps put away.
    pub steps: Vec<Arc<str>>,
    /// After how many working days without news clients hear of an open request; none for the usual number.
    pub news_days: Option<u32>,
    /// After how many written words a talk may be quicker; none for the usual number.
    pub talk_after: Option<u32>,
    /// Kinds of gain that were put on its list or taken off it, in the order in which they were.
    pub gains: Vec<(Gain, bool)>,
    /// Words of its trade, each with the plain one, in the order in which they were added.
    pub plain: Vec<(Name, Name)>,
    /// True for the sample desk.
    pub sample: bool,
}

impl Folded for Team {
    fn step(&mut self, event: &Event) {
        let Fact::Team(fact) = &event.fact else { return };
        match fact {
            TeamFact::Named(name) => {
                self.name = Some(name.clone());
                self.sample = event.source == super::fact::Source::Sample;
            }
            TeamFact::Zone(zone) => self.zone = Some(zone.clone()),
            TeamFact::Prefix(prefix) => self.prefix = Some(prefix.clone()),
            TeamFact::Hours(id) => self.hours = Some(*id),
            TeamFact::Columns(fact) => self.columns.take(fact),
            TeamFact::Triage(fact) => self.triage.take(fact),
            TeamFact::Position(stance) => self.positions.take(stance, event),
            TeamFact::NewsDays(days) => self.news_days = Some(*days),
            TeamFact::Gain(gain, on) => {
                self.gains.retain(|(known, _)| known != gain);
                self.gains.push((gain.clone(), *on));
            }
            TeamFact::TalkAfter(n) => self.talk_after = Some(*n),
            TeamFact::Plain(word, plain) => {
                let known = self.plain.iter_mut().find(|(other, _)| other == word);
                match (known, plain) {
                    (Some((_, old)), Some(new)) => *old = new.clone(),
                    (None, Some(new)) => self.plain.push((word.clone(), new.clone())),
                    (_, None) => self.plain.retain(|(other, _)| other != word),
                }
            }
            TeamFact::Word(one, many) => self.word = Some((one.clone(), many.clone())),
            TeamFact::Step(code) => {
                if !self.steps.contains(code) {
                    self.steps.push(code.clone());
                }
            }
        }
    }
}
