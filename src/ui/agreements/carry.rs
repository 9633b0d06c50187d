//! One agreement as a file: saved for another desk, and taken in from one, as a draft.

use super::form::Form;
use crate::domain::agreement::Status;
use crate::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit};
use crate::domain::ident::{CalendarId, Subject};
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::one::{Carried, CarryFault, hours_of, known_hours, offices_for, read, write};
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

/// These names on this desk: known ones, and new ones.
fn here<Id>(names: Vec<Name>, find: impl Fn(&str) -> Option<Id>) -> Vec<Choice<Id>> {
    names.into_iter().map(|name| find(name.as_str()).map_or(Choice::New(name), Choice::Known)).collect()
}

fn fault_words(fault: CarryFault, name: &str) -> String {
    match fault {
        CarryFault::NotOne => say!("carry.not_one", name = name),
        CarryFault::Newer => say!("carry.newer", name = name),
        CarryFault::Damaged => say!("carry.damaged", name = name),
    }
}

/// The opening hours on this desk: the same ones where they are there, otherwise new ones.
fn hours_here(desk: Desk, draft: CalendarDraft) -> Result<Option<CalendarId>, String> {
    if let Some(id) = desk.peek(|l| known_hours(l.desk(), &draft)) {
        return Ok(Some(id));
    }
    let taken = desk.peek(|l| l.desk().calendars().any(|(_, c)| c.name.as_ref() == Some(&draft.name)));
    let name = match Name::new(&say!("carry.other_hours", name = draft.name.as_str())) {
        Ok(other) if taken => other,
        _ => draft.name.clone(),
    };
    let edit = Edit::SaveCalendar(None, Box::new(CalendarDraft { name, ..draft }));
    match desk.attempt(edit).map_err(|t| errors::trouble(&t))?.made {
        Some(Subject::Calendar(id)) => Ok(Some(id)),
        _ => Ok(None),
    }
}

/// Takes an agreement in as a draft, and shows it.
fn take(desk: Desk, carried: Carried) -> Result<(), String> {
    let mut terms = carried.terms.clone();
    terms.calendar = carried.place(&carried.hours, &mut |draft| hours_here(desk, draft))?;
    terms.support = match &carried.support {
        Some(hours) => carried.place(hours, &mut |draft| hours_here(desk, draft))?,
        None => None,
    };
    let clients = here(carried.clients, |name| desk.peek(|l| l.desk().client_named(name)));
    let services = here(carried.services, |name| desk.peek(|l| l.desk().service_named(name)));
    let draft = AgreementDraft {
        name: carried.name,
        clients,
        services,
        terms,
        publish: false,
        adopt: false,
        opened: None,
    };
    let outcome =
        desk.attempt(Edit::SaveAgreement(None, Box::new(draft))).map_err(|t| errors::trouble(&t))?;
    if let Some(Subject::Agreement(id)) = outcome.made {
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
            Ok(carried) => take(desk, carried),
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
