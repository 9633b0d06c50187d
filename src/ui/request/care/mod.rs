//! What a request needs besides the work: contact with the client, what stands in its way, what "done" means,
//! how it was received, and what it hangs together with.

mod after;
mod ask;
mod contact;
mod links;
mod points;
mod state;
mod told;

pub use after::After;
pub use ask::{Ask, Asking, Asks, named, others};
pub use contact::Contact;
pub use links::Links;
pub use points::{MissingPoints, Points};
pub use state::State;
pub use told::told;

use crate::domain::care::CareFact;
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::text::Name;
use crate::store::ledger::Ledger;
use crate::words::time;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The edit that notes a fact.
fn note(id: RequestId, fact: CareFact) -> Edit {
    Edit::Care(id, CareEdit::Note(fact))
}

/// What may be asked for here.
pub fn use_asking() -> Asking {
    expect_context::<Asking>()
}

/// A day in words, as seen today where the team works.
fn day_words(ledger: &Ledger, day: NaiveDate) -> String {
    time::day(day, today(ledger))
}

/// Today where the team works.
pub fn today(ledger: &Ledger) -> NaiveDate {
    let here = ledger.ports().zones.here();
    let zone = super::zone_named(ledger, ledger.desk().team().zone.as_deref().unwrap_or(&here));
    zone.to_local(ledger.now()).date()
}

/// A name, or nothing where none is known.
fn name_or(name: Option<&Name>, none: &str) -> String {
    name.map_or_else(|| none.to_owned(), Name::to_string)
}
