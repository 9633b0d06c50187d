//! Room that is kept free for the ways out of a full store.
//!
//! Rules:
//! 1. A value of [`SPARE`] units that says nothing lies beside a desk. It is put there in idle time, and before
//!    something large is brought in, wherever it fits; it goes when the desk is removed.
//! 2. It is lent to what makes room or takes something out again: the marks of what goes for good ([`super::purge`]), the
//!    value that says that an import goes out ([`super::bringing`]).
//! 3. It is lent to the journal of a step whose records fit without it, and to nothing else: a step whose records would
//!    take of it is refused ([`super::writing`]).

use super::{Ledger, StoreError};
use crate::store::key;

/// How many units are kept free, of the usual 5,242,880: marks of some two thousand requests.
pub const SPARE: usize = 20_000;
/// What fills the room.
const FILLING: &str = ".";

fn filling(units: usize) -> String {
    FILLING.repeat(units.saturating_sub(key::SPARE.len()))
}

impl Ledger {
    /// Rule 1. True where the room is kept free now.
    pub(super) fn keep_spare(&self) -> bool {
        if self.newer.is_some() || self.stale || !self.desk.is_set_up() {
            return false;
        }
        let whole =
            |value: Option<String>| value.is_some_and(|value| value.len() + key::SPARE.len() >= SPARE);
        self.ports.kept.get(key::SPARE).is_ok_and(whole)
            || self.ports.kept.put(key::SPARE, &filling(SPARE)).is_ok()
    }

    /// Rules 2 and 3: the room is free. True where there was any.
    pub(super) fn lend_spare(&self) -> bool {
        let there = self.ports.kept.get(key::SPARE).is_ok_and(|value| value.is_some());
        there && self.ports.kept.remove(key::SPARE).is_ok()
    }

    /// Takes back what is left of the room while `taken` of it are in use by what will go.
    ///
    /// # Errors
    /// So much is not left.
    pub(super) fn spare_is_left(&self, taken: usize) -> Result<(), StoreError> {
        self.ports.kept.put(key::SPARE, &filling(SPARE.saturating_sub(taken)))
    }
}
