//! How well a mapping fits a file, and what a person has to be asked.

use super::guess::{distinct, fill_words, order};
use super::mapping::{Mapping, Role, Shape};
use super::moment::{Written, read_time};
use super::table::Table;

/// What does not fit, and what is open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fit {
    /// Parts that have to be played and are not: without them nothing can be read.
    pub missing: Vec<Role>,
    /// Columns the mapping names and the file does not have.
    pub gone: Vec<(Role, String)>,
    /// Columns of the file that are not read.
    pub unused: Vec<String>,
    /// Activities the mapping does not know; they come in as notes.
    pub activities: Vec<String>,
    /// Priorities the mapping does not know; they come in as normal.
    pub priorities: Vec<String>,
    /// States the mapping does not know; such requests come in as new, or as done where they have an end.
    pub statuses: Vec<String>,
    /// Dates such as 3/4/2026 stand in the file, and nothing says which is the day.
    pub order_open: bool,
    /// Times without an offset stand in the file, and the mapping names no zone: the team's is taken.
    pub zone_open: bool,
}

impl Mapping {
    /// The parts that hold a time, of this shape.
    pub(super) fn time_roles(&self) -> &'static [Role] {
        match self.shape {
            Shape::Events => &[Role::Time, Role::Promised],
            Shape::Requests => &[Role::Raised, Role::Responded, Role::Resolved, Role::Closed, Role::Promised],
        }
    }

    /// The parts a file of this shape may have, the needed ones first.
    pub fn roles(&self) -> &'static [Role] {
        match self.shape {
            Shape::Events => &[
                Role::Case,
                Role::Time,
                Role::Activity,
                Role::Title,
                Role::Client,
                Role::Service,
                Role::Topic,
                Role::Requester,
                Role::Agent,
                Role::Priority,
                Role::Text,
                Role::Purpose,
                Role::Promised,
            ],
            Shape::Requests => &[
                Role::Raised,
                Role::Title,
                Role::Case,
                Role::Client,
                Role::Service,
                Role::Topic,
                Role::Requester,
                Role::Agent,
                Role::Priority,
                Role::Status,
                Role::Responded,
                Role::Resolved,
                Role::Closed,
                Role::Promised,
                Role::Text,
                Role::Purpose,
            ],
        }
    }

    /// Guesses the meaning of words the mapping does not have yet, and the order of dates; what is there
    /// stays. For after a column was chosen by hand.
    pub fn complete(&mut self, table: &Table) {
        fill_words(self, table);
    }
}

/// The parts that have to be played and are not.
pub(super) fn missing(table: &Table, mapping: &Mapping) -> Vec<Role> {
    let open = |role: &Role| mapping.column(*role).and_then(|name| table.column(name)).is_none();
    let needed: &[Role] = match mapping.shape {
        Shape::Events => &[Role::Case, Role::Time],
        Shape::Requests if !open(&Role::Case) => &[Role::Raised],
        Shape::Requests => &[Role::Raised, Role::Title],
    };
    needed.iter().copied().filter(open).collect()
}

/// Holds a mapping against a file.
pub fn fit(table: &Table, mapping: &Mapping) -> Fit {
    let column = |role: Role| mapping.column(role).and_then(|name| table.column(name));
    let mut out = Fit { missing: missing(table, mapping), ..Fit::default() };
    let read = |role: &Role| mapping.roles().contains(role);
    out.gone = mapping
        .columns
        .iter()
        .filter(|(role, name)| read(role) && table.column(name).is_none())
        .map(|(role, name)| (*role, name.clone()))
        .collect();
    let used: Vec<usize> = mapping.roles().iter().filter_map(|role| column(*role)).collect();
    out.unused = table
        .headers()
        .iter()
        .enumerate()
        .filter(|(at, _)| !used.contains(at))
        .map(|(_, h)| h.clone())
        .collect();
    let unknown = |role: Role, knows: &dyn Fn(&str) -> bool| -> Vec<String> {
        let Some(at) = column(role).filter(|_| read(&role)) else { return Vec::new() };
        distinct(table, at).into_keys().filter(|word| !knows(word)).map(str::to_owned).collect()
    };
    out.activities = unknown(Role::Activity, &|word| mapping.activities.contains_key(word));
    out.priorities = unknown(Role::Priority, &|word| mapping.priorities.contains_key(word));
    out.statuses = unknown(Role::Status, &|word| mapping.statuses.contains_key(word));
    let times: Vec<usize> = mapping.time_roles().iter().filter_map(|role| column(*role)).collect();
    out.order_open = order(table, times.iter().copied()).1;
    out.zone_open = mapping.zone.is_none()
        && times.iter().any(|at| {
            (0..table.len())
                .any(|row| matches!(read_time(table.cell(row, *at), mapping.order), Some(Written::Wall(_))))
        });
    out
}
