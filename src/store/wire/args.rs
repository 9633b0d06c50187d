//! Arguments of a fact by position, read with care: whatever a stored value holds, the answer is a
//! value or a fault, never a guess.

use crate::domain::moment::Moment;
use crate::domain::rank::Rank;
use crate::domain::request::{DeclineReason, PauseReason, Priority};
use crate::domain::text::{Name, Note, Title};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What is wrong with a stored value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WireFault {
    /// Not JSON, or not of the shape of a record.
    #[error("{0}")]
    Shape(String),
    /// An argument is missing or of the wrong kind.
    #[error("fact {code}, argument {place}: not {wanted}")]
    Argument {
        /// The fact's code.
        code: String,
        /// Which argument, from 1.
        place: usize,
        /// What should be there.
        wanted: &'static str,
    },
    /// Written by a later version.
    #[error("version {0} is later than this program")]
    Newer(u32),
}

/// One argument.
#[derive(Debug)]
pub(super) enum Arg<'a> {
    Nothing,
    Int(i64),
    Text(Cow<'a, str>),
    /// A list, a truth value, a number that is not whole.
    Other(Value),
}

impl<'de: 'a, 'a> Deserialize<'de> for Arg<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Args;
        impl<'de> Visitor<'de> for Args {
            type Value = Arg<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an argument")
            }
            fn visit_unit<E>(self) -> Result<Arg<'de>, E> {
                Ok(Arg::Nothing)
            }
            fn visit_i64<E>(self, number: i64) -> Result<Arg<'de>, E> {
                Ok(Arg::Int(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Arg<'de>, E> {
                Ok(i64::try_from(number).map_or_else(|_| Arg::Other(number.into()), Arg::Int))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Arg<'de>, E> {
                Ok(Arg::Other(number.into()))
            }
            fn visit_bool<E>(self, yes: bool) -> Result<Arg<'de>, E> {
                Ok(Arg::Other(yes.into()))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Arg<'de>, E> {
                Ok(Arg::Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Arg<'de>, E> {
                Ok(Arg::Text(Cow::Owned(text.to_owned())))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, seq: S) -> Result<Arg<'de>, S::Error> {
                Value::deserialize(SeqAccessDeserializer::new(seq)).map(Arg::Other)
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Arg<'de>, M::Error> {
                Value::deserialize(MapAccessDeserializer::new(map)).map(Arg::Other)
            }
        }
        deserializer.deserialize_any(Args)
    }
}

/// The arguments of one fact.
pub(super) struct Args<'a> {
    pub code: &'a str,
    pub list: &'a [Arg<'a>],
}

type Got<T> = Result<T, WireFault>;

impl Args<'_> {
    pub fn fault(&self, place: usize, wanted: &'static str) -> WireFault {
        WireFault::Argument { code: self.code.to_owned(), place: place + 1, wanted }
    }

    fn at(&self, place: usize) -> &Arg<'_> {
        self.list.get(place).unwrap_or(&Arg::Nothing)
    }

    pub fn is_null(&self, place: usize) -> bool {
        matches!(self.at(place), Arg::Nothing)
    }

    /// What is neither a text nor a whole number.
    pub fn other(&self, place: usize) -> Option<&Value> {
        match self.at(place) {
            Arg::Other(value) => Some(value),
            _ => None,
        }
    }

    pub fn text(&self, place: usize) -> Got<&str> {
        match self.at(place) {
            Arg::Text(text) => Ok(text),
            _ => Err(self.fault(place, "a text")),
        }
    }

    pub fn shared(&self, place: usize) -> Got<Arc<str>> {
        self.text(place).map(Arc::from)
    }

    pub fn int(&self, place: usize) -> Got<i64> {
        match self.at(place) {
            Arg::Int(n) => Ok(*n),
            _ => Err(self.fault(place, "a number")),
        }
    }

    pub fn small(&self, place: usize) -> Got<u32> {
        u32::try_from(self.int(place)?).map_err(|_| self.fault(place, "a small number"))
    }

    pub fn yes(&self, place: usize) -> Got<bool> {
        match self.at(place) {
            Arg::Int(n) => Ok(*n != 0),
            Arg::Other(Value::Bool(yes)) => Ok(*yes),
            Arg::Other(Value::Number(_)) => Ok(true),
            _ => Err(self.fault(place, "yes or no")),
        }
    }

    pub fn moment(&self, place: usize) -> Got<Moment> {
        self.int(place).map(Moment)
    }

    pub fn moment_if(&self, place: usize) -> Got<Option<Moment>> {
        if self.is_null(place) { Ok(None) } else { self.moment(place).map(Some) }
    }

    pub fn title(&self, place: usize) -> Got<Title> {
        Title::new(self.text(place)?).map_err(|_| self.fault(place, "a title"))
    }

    pub fn name(&self, place: usize) -> Got<Name> {
        Name::new(self.text(place)?).map_err(|_| self.fault(place, "a name"))
    }

    pub fn name_if(&self, place: usize) -> Got<Option<Name>> {
        if self.is_null(place) { Ok(None) } else { self.name(place).map(Some) }
    }

    /// A note; nothing stands for an empty one.
    pub fn note(&self, place: usize) -> Got<Note> {
        if self.is_null(place) {
            return Ok(Note::default());
        }
        Note::new(self.text(place)?).map_err(|_| self.fault(place, "a note"))
    }

    pub fn rank(&self, place: usize) -> Got<Rank> {
        Rank::parse(self.text(place)?).ok_or_else(|| self.fault(place, "a rank"))
    }

    pub fn id<T: FromStr>(&self, place: usize) -> Got<T> {
        self.text(place)?.parse().map_err(|_| self.fault(place, "an identifier"))
    }

    pub fn id_if<T: FromStr>(&self, place: usize) -> Got<Option<T>> {
        if self.is_null(place) { Ok(None) } else { self.id(place).map(Some) }
    }

    /// A list of identifiers.
    pub fn ids<T: FromStr + Ord>(&self, place: usize) -> Got<BTreeSet<T>> {
        let list = self.other(place).and_then(Value::as_array);
        let ids = list.and_then(|list| list.iter().map(|id| id.as_str()?.parse().ok()).collect());
        ids.ok_or_else(|| self.fault(place, "a list of identifiers"))
    }

    pub fn coded<T>(&self, place: usize, parse: fn(&str) -> Option<T>) -> Got<T> {
        parse(self.text(place)?).ok_or_else(|| self.fault(place, "a known code"))
    }

    pub fn priority(&self, place: usize) -> Got<Priority> {
        self.coded(place, Priority::parse)
    }

    pub fn pause(&self, place: usize) -> Got<PauseReason> {
        self.coded(place, PauseReason::parse)
    }

    pub fn decline(&self, place: usize) -> Got<DeclineReason> {
        self.coded(place, DeclineReason::parse)
    }
}

/// A note as an argument: nothing for an empty one.
pub(super) fn note(note: &Note) -> Value {
    if note.is_empty() { Value::Null } else { Value::from(note.as_str()) }
}

/// Something displayable, or nothing.
pub(super) fn text_if<T: ToString>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, |v| Value::from(v.to_string()))
}

/// A moment, or nothing.
pub(super) fn moment_if(at: Option<Moment>) -> Value {
    at.map_or(Value::Null, |m| Value::from(m.0))
}
