//! The three fields that make a desk: the team's name, its time zone, its hours.

use super::hours::{DayHours, HoursField};
use crate::browser::{focus, zones};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::moment::Span;
use crate::domain::text::{Name, TextFault};
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::TextField;
use crate::words::errors;
use leptos::prelude::*;

/// Sets up the desk and then calls `on_done`.
#[component]
pub fn SetUpForm(
    /// Called once the desk is there.
    on_done: Callback<()>,
) -> impl IntoView {
    let desk = use_desk();
    let name = RwSignal::new(String::new());
    let zone = RwSignal::new(desk.peek(|ledger| ledger.ports().zones.here()));
    let (name_fault, zone_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let hours = DayHours::usual();
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match set_up(desk, &name.get_untracked(), &zone.get_untracked(), hours) {
            Ok(()) => on_done.run(()),
            Err(faults) => {
                name_fault.set(faults.name);
                zone_fault.set(faults.zone);
                hours.fault.set(faults.hours);
                focus::focus_first_soon("form.set-up [aria-invalid=true]");
            }
        }
    };
    let list = fresh_id("zones");
    view! {
        <form class="form set-up" novalidate on:submit=submit>
            <TextField label=say!("start.name") hint=say!("start.name_hint") value=name fault=name_fault required=true/>
            <TextField label=say!("start.zone") hint=say!("start.zone_hint") value=zone fault=zone_fault list=list.clone() required=true/>
            <ZoneList id=list/>
            <HoursField hours=hours/>
            <div class="form-foot"><button class="btn btn-main" type="submit">{say!("start.create")}</button></div>
        </form>
    }
}

/// The zones this browser knows, as proposals for a field.
#[component]
pub fn ZoneList(
    /// The id a field names it by.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    view! {
        <datalist id=id>
            {zones::known_zones().into_iter().map(|zone| view! { <option value=zone></option> }).collect_view()}
        </datalist>
    }
}

#[derive(Default)]
struct Faults {
    name: String,
    zone: String,
    hours: String,
}

fn set_up(desk: Desk, name: &str, zone: &str, hours: DayHours) -> Result<(), Faults> {
    let mut faults = Faults::default();
    let name = Name::new(name).map_err(|fault| faults.name = team_name_fault(fault));
    let zone = find_zone(desk, zone).map_err(|fault| faults.zone = fault);
    let week = hours.week().ok_or_else(|| faults.hours = say!("start.hours_gap").to_owned());
    let (Ok(name), Ok(zone), Ok(week), Ok(calendar)) = (name, zone, week, Name::new(say!("start.calendar")))
    else {
        return Err(faults);
    };
    match desk.quietly(Edit::SetUp { name, zone: zone.as_str().into(), week, calendar }) {
        Ok(_) => Ok(()),
        Err(Trouble::Refused(Refusal::Hours(fault))) => {
            Err(Faults { hours: errors::hours(&fault), ..faults })
        }
        Err(trouble) => Err(Faults { name: errors::trouble(&trouble), ..faults }),
    }
}

/// Why a text is no name of a team.
pub fn team_name_fault(fault: TextFault) -> String {
    match fault {
        TextFault::Empty => say!("start.name_fault").to_owned(),
        fault => errors::text(fault),
    }
}

/// The zone that is meant, by the browser's own spelling; the sentence to show where it knows none.
pub fn find_zone(desk: Desk, text: &str) -> Result<String, String> {
    let text = text.trim();
    let listed = zones::known_zones().into_iter().find(|name| name.eq_ignore_ascii_case(text));
    let zone = listed.unwrap_or_else(|| text.to_owned());
    let known = !zone.is_empty()
        && desk.peek(|ledger| {
            let now = ledger.now();
            ledger.ports().zones.table(&zone, now, now + Span::days(1)).is_some()
        });
    if known { Ok(zone) } else { Err(errors::refusal(&Refusal::UnknownZone(text.into()))) }
}
