//! What the team does for others: the services, who delivers each of them to whom, and what names it.

use super::nav::SettingsNav;
use super::service_fields::ServiceFields;
use super::service_replies::ServiceReplies;
use crate::browser::focus;
use crate::domain::client::{Service, ServiceFact};
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, ServiceId, Subject};
use crate::domain::register::{Use, uses};
use crate::domain::request::Direction;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::field::{AreaField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::register::{AddRow, EditFoot, typed_name, typed_note};
use crate::ui::parts::way::WayNames;
use crate::words::{errors, locale, say, say_dyn};
use leptos::prelude::*;

/// The register of services.
#[component]
pub fn Services() -> impl IntoView {
    let desk = use_desk();
    let ids = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let named = |(id, s): (ServiceId, &Service)| (s.name.as_ref().map(|n| natural(n.as_str())), id);
            let mut all: Vec<(Option<String>, ServiceId)> = ledger.desk().services().map(named).collect();
            all.sort();
            all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    // The table stays while a service comes or goes elsewhere: one of its rows may be being edited.
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let used = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| uses(ledger.desk()))
    });
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head">
                <div><h1 tabindex="-1">{say!("service.title")}</h1><p class="sub measure">{say!("service.what")}</p></div>
            </div>
            <SettingsNav/>
            <AddRow label=say!("service.add") hint=say!("service.name_hint") empty=say!("service.no_name") edit=Edit::AddService/>
            {move || if none.get() {
                view! { <div class="empty"><Icon name="desk"/><b>{say!("service.none")}</b><p>{say!("service.none_text")}</p></div> }.into_any()
            } else {
                view! { <Table ids=ids used=used/> }.into_any()
            }}
        </main>
    }
}

#[component]
fn Table(ids: Memo<Vec<ServiceId>>, used: Memo<Vec<Use>>) -> impl IntoView {
    view! {
        <div class="box scroll-x">
            <table class="table table-list clients" aria-label=say!("service.register")>
                <thead><tr>
                    <th scope="col">{say!("service.name")}</th>
                    <th scope="col">{say!("service.ways")}</th>
                    <th scope="col" class="num">{say!("service.open")}</th>
                    <th scope="col" class="num">{say!("service.requests")}</th>
                    <th scope="col">{say!("service.agreements")}</th>
                    <th scope="col"><span class="sr">{say!("button.edit")}</span></th>
                </tr></thead>
                <For each=move || ids.get() key=|id| *id let:id><Row id=id used=used/></For>
            </table>
        </div>
    }
}

fn number(n: usize) -> String {
    locale().number(n as f64, 0)
}

fn service(desk: Desk, id: ServiceId) -> Service {
    desk.read(Bell::Others, |ledger| {
        let found = ledger.desk().services().find(|(other, _)| *other == id);
        found.map(|(_, service)| service.clone()).unwrap_or_default()
    })
}

/// One service; being edited, its fields take the place of its row.
#[component]
fn Row(id: ServiceId, used: Memo<Vec<Use>>) -> impl IntoView {
    let desk = use_desk();
    let editing = RwSignal::new(false);
    let button = ["edit-", &id.to_string()].concat();
    let back = button.clone();
    let done = Callback::new(move |()| {
        editing.set(false);
        focus::focus_soon(&back);
    });
    let shown = Memo::new(move |_| service(desk, id));
    let name = move || shown.with(|s| s.name.as_ref().map(Name::to_string).unwrap_or_default());
    let mine = Memo::new(move |_| used.with(|all| all.iter().find(|one| one.service == id).cloned()));
    let remove = move |_| {
        desk.act(Edit::Remove(Subject::Service(id)));
    };
    view! {
        <tbody>
            {move || if editing.get() {
                view! { <tr><td colspan="6"><EditService id=id on_done=done/><ServiceFields id=id/><ServiceReplies id=id/></td></tr> }.into_any()
            } else {
                view! {
                    <tr>
                        <th scope="row">
                            {name}
                            <p class="small muted client-note">{move || match shown.with(|s| s.text.to_string()) {
                                text if text.is_empty() => say!("service.no_text").to_owned(),
                                text => text,
                            }}</p>
                            {move || shown.with(|s| s.owner.as_ref().map(|name| view! {
                                <p class="small client-note">{say!("service.owner_is", name = name.as_str())}</p>
                            }))}
                        </th>
                        <td class="wrap" data-label=say!("service.ways")>{move || ways(desk, mine.get())}</td>
                        <td class="num" data-label=say!("service.open")>{move || number(mine.with(|one| one.as_ref().map_or(0, |one| one.open)))}</td>
                        <td class="num" data-label=say!("service.requests")>{move || number(mine.with(|one| one.as_ref().map_or(0, |one| one.requests)))}</td>
                        <td class="wrap" data-label=say!("service.agreements")>{move || agreements(desk, mine.get())}</td>
                        <td class="num nowrap">
                            <button class="icon-btn" type="button" id=button.clone()
                                aria-label=move || say!("service.edit_named", name = name()) on:click=move |_| editing.set(true)><Icon name="edit"/></button>
                            <button class="icon-btn" type="button" title=say!("service.remove_text")
                                aria-label=move || say!("service.remove_named", name = name()) on:click=remove><Icon name="bin"/></button>
                        </td>
                    </tr>
                }.into_any()
            }}
        </tbody>
    }
}

/// So many clients are named in a row of the register; of the others, how many there are.
const MOST_WAYS: usize = 6;

/// Who delivers the service to whom: we to these clients, and these clients to us.
fn ways(desk: Desk, used: Option<Use>) -> AnyView {
    let ways = used.map(|one| one.ways).unwrap_or_default();
    if ways.is_empty() {
        return view! { <span class="muted">{say!("service.not_used")}</span> }.into_any();
    }
    let of = |wanted: Direction| {
        let ids: Vec<_> = ways.iter().filter(|(_, way)| *way == wanted).map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return None;
        }
        let (team, names) = desk.read(Bell::Others, |ledger| {
            let team = ledger.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default();
            let name = |id: &ClientId| ledger.desk().client_name(*id).map(Name::to_string);
            (team, ids.iter().take(MOST_WAYS).filter_map(name).collect::<Vec<_>>().join(", "))
        });
        let names = match ids.len().saturating_sub(MOST_WAYS) {
            0 => names,
            n => [&names, " ", &say!("service.ways_more", n = n)].concat(),
        };
        let (from, to) = if wanted == Direction::WeServe { (team, names) } else { (names, team) };
        Some(view! { <WayNames from=from to=to/> })
    };
    view! { <span class="client-ways">{of(Direction::WeServe)}{of(Direction::WeAsk)}</span> }.into_any()
}

/// The agreements made for the service.
fn agreements(desk: Desk, used: Option<Use>) -> AnyView {
    let ids = used.map(|one| one.agreements).unwrap_or_default();
    if ids.is_empty() {
        return view! { <span class="muted">{say!("service.agreement_none")}</span> }.into_any();
    }
    let link = |id| {
        let name = desk.read(Bell::Others, |l| {
            l.desk().agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string).unwrap_or_default()
        });
        view! { <a href=Route::Agreement(id).href()>{name}</a> }
    };
    view! { <span class="client-ways">{ids.into_iter().map(link).collect_view()}</span> }.into_any()
}

/// The fields of a service. Only what has changed is written.
#[component]
fn EditService(id: ServiceId, on_done: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let old = untrack(|| service(desk, id));
    let name = RwSignal::new(old.name.as_ref().map(Name::to_string).unwrap_or_default());
    let text = RwSignal::new(old.text.to_string());
    let owner = RwSignal::new(old.owner.as_ref().map(Name::to_string).unwrap_or_default());
    let hours = |minutes: Option<u32>| minutes.map(|n| (f64::from(n) / 60.0).to_string()).unwrap_or_default();
    let usual = RwSignal::new(hours(old.usual));
    let [fault, text_fault, owner_fault, usual_fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let first = crate::ui::parts::dialog::fresh_id("service");
    focus::focus_first_soon(&["#", &first, " input"].concat());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let (Some(named), Some(note)) =
            (typed_name(name, fault, say!("service.no_name")), typed_note(text, text_fault))
        else {
            return;
        };
        let typed = owner.get_untracked();
        let expert = if typed.trim().is_empty() { Ok(None) } else { Name::new(&typed).map(Some) };
        let expert = match expert {
            Ok(expert) => expert,
            Err(wrong) => return owner_fault.set(errors::text(wrong)),
        };
        let minutes = usual.with_untracked(|text| match text.trim().replace(',', ".") {
            text if text.is_empty() => Some(None),
            text => text
                .parse::<f64>()
                .ok()
                .filter(|n| (0.1..=10_000.0).contains(n))
                .map(|n| Some((n * 60.0) as u32)),
        });
        let Some(minutes) = minutes else {
            return usual_fault.set(say!("asked.usual_fault").to_owned());
        };
        let mut facts = Vec::new();
        if old.usual != minutes {
            facts.push(ServiceFact::Usual(minutes));
        }
        if old.name.as_ref() != Some(&named) {
            facts.push(ServiceFact::Named(named));
        }
        if old.text != note {
            facts.push(ServiceFact::Described(note));
        }
        if old.owner != expert {
            facts.push(ServiceFact::Owner(expert));
        }
        if facts.is_empty() {
            return on_done.run(());
        }
        match desk.attempt(Edit::EditService(id, facts)) {
            Ok(_) => on_done.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    // What comes of it is the team's position; where one person takes everything in, it is only known.
    let access = desk.read(Bell::Others, |l| l.desk().team().positions.choice("access").to_owned());
    let hint = say_dyn!("service.owner_hint.", &access);
    view! {
        <form class="form" id=first novalidate=true on:submit=submit>
            <TextField label=say!("service.name") hint=say!("service.name_hint") value=name fault=fault/>
            <TextField label=say!("service.owner") hint=hint value=owner fault=owner_fault/>
            <TextField label=say!("asked.usual") hint=say!("asked.usual_hint") value=usual fault=usual_fault/>
            <div class="form-wide"><AreaField label=say!("service.text") hint=say!("service.text_hint") value=text fault=text_fault/></div>
            <EditFoot on_done=on_done/>
        </form>
    }
}
