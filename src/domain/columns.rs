//! How the team arranges its board: what it calls a column, how much may be in it, in which order the columns
//! stand; and the views it keeps.
//!
//! Rules:
//! 1. A column stands for one stage. Its name, limit and place are the team's; what it does to the clocks is
//!    the stage's, so that times and figures keep their meaning whatever the board looks like.
//! 2. A limit of work in progress is a whole number from 1 to [`MOST`]; none means no limit. It is soft: work
//!    that has come in is never turned away, but the column says by how much it is over (D. J. Anderson,
//!    "Kanban", 2010, limits as a signal to finish before beginning).
//! 3. Open columns and finished ones do not mix: an order names the open stages only, and those it leaves
//!    out stand behind, in their own order.
//! 4. A view is a name for an address of the board. Its name is its own: saving it again replaces it.

use super::fact::Field;
use super::ident::steady_hash;
use super::request::Stage;
use super::text::Name;
use std::sync::Arc;

/// The highest limit.
pub const MOST: u32 = 999;

/// What happened to the board's arrangement.
#[derive(Clone, PartialEq, Debug)]
pub enum ColumnFact {
    /// The column of this stage is called so; none for its usual name.
    Named(Stage, Option<Name>),
    /// So many requests may be in it; none for any number.
    Limit(Stage, Option<u32>),
    /// The open columns stand in this order.
    Order(Vec<Stage>),
    /// This view is kept under its name; none to forget it.
    View(Name, Option<Arc<str>>),
}

impl ColumnFact {
    /// The field it writes, in the team's record.
    pub fn field(&self) -> Field {
        match self {
            ColumnFact::Named(stage, _) => Field(20, u64::from(stage.index())),
            ColumnFact::Limit(stage, _) => Field(21, u64::from(stage.index())),
            ColumnFact::Order(_) => Field(22, 0),
            ColumnFact::View(name, _) => Field(23, steady_hash(&[name.as_str()])),
        }
    }
}

/// Why a limit cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// Nothing could be in the column.
    #[error("below one")]
    TooSmall,
    /// No limit at all.
    #[error("above {MOST}")]
    TooLarge,
}

/// A limit as it was typed; nothing for none.
pub fn limit(text: &str) -> Result<Option<u32>, LimitFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix(['-', '−']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(LimitFault::NotANumber);
    }
    match (digits.len() < text.len(), digits.parse::<u32>()) {
        (true, _) | (false, Ok(0)) => Err(LimitFault::TooSmall),
        (false, Ok(n)) if n <= MOST => Ok(Some(n)),
        _ => Err(LimitFault::TooLarge),
    }
}

/// The board's arrangement.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Columns {
    names: Vec<(Stage, Name)>,
    limits: Vec<(Stage, u32)>,
    order: Vec<Stage>,
    views: Vec<(Name, Arc<str>)>,
}

fn put<K: PartialEq + Clone, V>(list: &mut Vec<(K, V)>, key: &K, value: Option<V>) {
    list.retain(|(other, _)| other != key);
    list.extend(value.map(|value| (key.clone(), value)));
}

impl Columns {
    /// Takes the next fact into account.
    pub fn take(&mut self, fact: &ColumnFact) {
        match fact {
            ColumnFact::Named(stage, name) => put(&mut self.names, stage, name.clone()),
            ColumnFact::Limit(stage, limit) => put(&mut self.limits, stage, *limit),
            ColumnFact::Order(order) => self.order = order.clone(),
            ColumnFact::View(name, address) => {
                put(&mut self.views, name, address.clone());
                self.views.sort_unstable();
            }
        }
    }

    /// What the team calls the column of a stage; none for its usual name.
    pub fn name(&self, stage: Stage) -> Option<&Name> {
        self.names.iter().find(|(other, _)| *other == stage).map(|(_, name)| name)
    }

    /// How many requests may be in it.
    pub fn limit(&self, stage: Stage) -> Option<u32> {
        self.limits.iter().find(|(other, _)| *other == stage).map(|(_, limit)| *limit)
    }

    /// The stages that are not finished, in the team's order.
    pub fn open(&self) -> Vec<Stage> {
        let mut out: Vec<Stage> = Vec::with_capacity(5);
        for stage in self.order.iter().chain(Stage::ALL).filter(|stage| !stage.is_finished()) {
            if !out.contains(stage) {
                out.push(*stage);
            }
        }
        out
    }

    /// The views kept, by name.
    pub fn views(&self) -> &[(Name, Arc<str>)] {
        &self.views
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_limit_is_a_whole_number_from_one_on() {
        for (typed, wanted) in [
            ("", Ok(None)),
            (" 5 ", Ok(Some(5))),
            ("999", Ok(Some(999))),
            ("1000", Err(LimitFault::TooLarge)),
            ("99999999999999999999", Err(LimitFault::TooLarge)),
            ("0", Err(LimitFault::TooSmall)),
            ("-1", Err(LimitFault::TooSmall)),
            ("−1", Err(LimitFault::TooSmall)),
            ("five", Err(LimitFault::NotANumber)),
            ("2.5", Err(LimitFault::NotANumber)),
            ("-", Err(LimitFault::NotANumber)),
        ] {
            assert_eq!(limit(typed), wanted, "{typed:?}");
        }
    }

    #[test]
    fn an_order_names_every_open_stage_once_and_no_finished_one() {
        let mut columns = Columns::default();
        assert_eq!(columns.open(), Stage::ALL[..5]);
        use Stage::{Accepted, Deciding, Done, InProgress, New, Waiting};
        columns.take(&ColumnFact::Order(vec![Waiting, Done, New, Waiting]));
        assert_eq!(columns.open(), [Waiting, New, Deciding, Accepted, InProgress]);
    }

    #[test]
    fn names_limits_and_views_are_replaced_and_forgotten() {
        let mut columns = Columns::default();
        let name = |text| Name::new(text).unwrap();
        columns.take(&ColumnFact::Named(Stage::New, Some(name("Inbox"))));
        columns.take(&ColumnFact::Limit(Stage::InProgress, Some(3)));
        columns.take(&ColumnFact::Limit(Stage::InProgress, Some(5)));
        columns.take(&ColumnFact::View(name("Late"), Some("clock=late".into())));
        columns.take(&ColumnFact::View(name("All"), Some("".into())));
        assert_eq!(columns.name(Stage::New), Some(&name("Inbox")));
        assert_eq!(columns.limit(Stage::InProgress), Some(5));
        assert_eq!(columns.views().len(), 2);
        columns.take(&ColumnFact::Named(Stage::New, None));
        columns.take(&ColumnFact::Limit(Stage::InProgress, None));
        columns.take(&ColumnFact::View(name("All"), None));
        assert_eq!((columns.name(Stage::New), columns.limit(Stage::InProgress)), (None, None));
        assert_eq!(columns.views(), [(name("Late"), "clock=late".into())]);
    }
}
