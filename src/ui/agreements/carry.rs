//! One agreement as a file: saved for another desk, and taken in from one, as a draft.

use super::form::Form;
use crate::domain::agreement::Status;
use crate::domain::edit::Choice;
use crate::domain::ident::{CalendarId, Subject};
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::ledger::Trouble;
use crate::store::one::{Carried, CarryFault, hours_of, offices_for, read, write};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::go;
use crate::ui::parts::drop::{DropPlace, ReadFile};
use crate::words::{errors, say};
use leptos::prelude::*;

/// The file of what is written.
///
/// # Errors
/// A sentence that says what keeps it from being written.
pub fn file(desk: Desk, form: Form) -> Result<String, String> {
    let draft = form.draft(desk, None, Status::Draft, false)?;
    desk.peek(|l| {
        let here = l.desk();
        let hours = |id: Option<CalendarId>| id.and_then(|id| hours_of(here, id));
        let clients = called(draft.clients, |id| here.client_name(id).cloned());
        let services = called(draft.services, |id| here.service_name(id).cloned());
        let counted = hours(draft.terms.calendar);
        let counted = counted.ok_or_else(|| errors::refusal(&crate::domain::edit::Refusal::NoCalendar))?;
        let support = hours(draft.terms.support);
        let offices = offices_for(here, [draft.terms.calendar, draft.terms.support]);
        let carried = Carried {
            name: draft.name,
            clients,
            services,
            terms: draft.terms,
            hours: counted,
            support,
            offices,
        };
        write(&carried, l.now()).map_err(|refusal| errors::refusal(&refusal))
    })
}

/// What is chosen, by name.
fn called<Id>(chosen: Vec<Choice<Id>>, name: impl Fn(Id) -> Option<Name>) -> Vec<Name> {
    let one = |choice| match choice {
        Choice::None => None,
        Choice::New(name) => Some(name),
        Choice::Known(id) => name(id),
    };
    chosen.into_iter().filter_map(one).collect()
}

fn fault_words(fault: CarryFault, name: &str) -> String {
    match fault {
        CarryFault::NotOne => say!("carry.not_one", name = name),
        CarryFault::Newer => say!("carry.newer", name = name),
        CarryFault::Damaged => say!("carry.damaged", name = name),
    }
}

/// Takes an agreement in as a draft, and shows it.
fn take(desk: Desk, carried: Carried) -> Result<(), Trouble> {
    let otherwise = |name: &str| say!("carry.other_hours", name = name);
    let (news, last) = desk.peek(|ledger| carried.drafted(ledger, &otherwise))?;
    if let Some(Subject::Agreement(id)) = desk.attempt_drafted(news, last)?.made {
        go(&Route::Agreement(id));
    }
    Ok(())
}

/// The place for the file of an agreement.
#[component]
pub fn CarryPlace() -> impl IntoView {
    let desk = use_desk();
    let said = RwSignal::new(String::new());
    let on_read = Callback::new(move |given: ReadFile| {
        let taken = match read(&given.text) {
            Ok(carried) => take(desk, carried).map_err(|trouble| errors::trouble(&trouble)),
            Err(fault) => Err(fault_words(fault, &given.name)),
        };
        said.set(taken.err().unwrap_or_default());
    });
    view! {
        <details class="more box"><summary>{say!("carry.from")}</summary>
            <div class="stack">
                <DropPlace on_read=on_read text=say!("carry.from_text")/>
                <p role="status" class="small">{move || said.get()}</p>
            </div>
        </details>
    }
}
