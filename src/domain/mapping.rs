//! A remembered way of reading a file: which column means what, and which activity.

use super::fact::{Event, Fact, Field};
use super::record::Folded;
use super::text::Name;
use std::sync::Arc;

/// What happened to a mapping.
#[derive(Clone, PartialEq, Debug)]
pub enum MappingFact {
    /// It has this name: usually the file's.
    Named(Name),
    /// The mapping itself, in the form of `store::sheet`.
    Set(Arc<str>),
}

impl MappingFact {
    /// The field it writes.
    pub fn field(&self) -> Field {
        Field(
            match self {
                MappingFact::Named(_) => 1,
                MappingFact::Set(_) => 2,
            },
            0,
        )
    }
}

/// A mapping as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mapping {
    /// Its name.
    pub name: Option<Name>,
    /// The mapping, in the form of `store::sheet`.
    pub text: Arc<str>,
}

impl Folded for Mapping {
    fn step(&mut self, event: &Event) {
        let Fact::Mapping(fact) = &event.fact else { return };
        match fact {
            MappingFact::Named(name) => self.name = Some(name.clone()),
            MappingFact::Set(text) => self.text = text.clone(),
        }
    }
}
