//! Runs of the self-assessment: one team answering the items once.
//!
//! Every answer is a fact of its own, kept at once, so that a run can be left and taken up again.
//! In a named team run each person has a sheet; an agreed run has one sheet for the whole team.

use super::fact::{Event, Fact, Field};
use super::ident::steady_hash;
use super::moment::Moment;
use super::record::Folded;
use super::survey::Answer;
use super::survey::instrument::{Form, ItemId};
use super::text::Name;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What happened to a run.
#[derive(Clone, PartialEq, Debug)]
pub enum RunFact {
    /// It was opened.
    Opened {
        /// Its name, such as "Autumn 2026".
        name: Name,
        /// Which items it asks.
        form: Form,
        /// The instrument's version whose texts are asked.
        instrument: Arc<str>,
    },
    /// It has this name now.
    Named(Name),
    /// An item was answered on a sheet, or the answer taken back (`None`).
    Answered {
        /// Whose sheet: a person's name, or empty for the one agreed answer of a team.
        sheet: Arc<str>,
        /// The item's id, such as `know-1`; ids this version does not know are kept.
        item: Arc<str>,
        /// The answer.
        answer: Option<Answer>,
    },
    /// It was closed: no more answers.
    Closed,
    /// It was opened again.
    Reopened,
}

impl RunFact {
    /// The field it writes.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            RunFact::Opened { .. } => Field(1, 0),
            RunFact::Named(_) => Field(2, 0),
            RunFact::Answered { sheet, item, .. } => Field(3, steady_hash(&[sheet, item])),
            RunFact::Closed | RunFact::Reopened => Field(4, 0),
        })
    }
}

/// The answers of one person, or the agreed ones of the team.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RunSheet {
    /// Answers by item.
    pub answers: BTreeMap<ItemId, Answer>,
    /// When the last one was given.
    pub last: Moment,
}

/// A run as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    /// Its name.
    pub name: Option<Name>,
    /// Which items it asks.
    pub form: Form,
    /// The instrument's version.
    pub instrument: Arc<str>,
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed, if it is.
    pub closed: Option<Moment>,
    /// The sheets by person; the empty name is the team's agreed one.
    pub sheets: BTreeMap<Arc<str>, RunSheet>,
}

impl Folded for Run {
    fn step(&mut self, event: &Event) {
        let Fact::Run(fact) = &event.fact else { return };
        match fact {
            RunFact::Opened { name, form, instrument } => {
                self.name = Some(name.clone());
                self.form = *form;
                self.instrument = instrument.clone();
                self.opened = event.at;
            }
            RunFact::Named(name) => self.name = Some(name.clone()),
            RunFact::Answered { sheet, item, answer } => {
                let Some(item) = ItemId::find(item) else { return };
                let sheet = self.sheets.entry(sheet.clone()).or_default();
                sheet.last = event.at;
                match answer {
                    Some(answer) => sheet.answers.insert(item, answer.clone()),
                    None => sheet.answers.remove(&item),
                };
            }
            RunFact::Closed => self.closed = Some(event.at),
            RunFact::Reopened => self.closed = None,
        }
    }
}
