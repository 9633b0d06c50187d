//! One agreement: left as both sides read it, right what it is made of.

use super::calendar_form::CalendarDialog;
use super::duties::{Duties, Pauses};
use super::example::Example;
use super::form::Form;
use super::look::Look;
use super::paper::Paper;
use super::targets::Targets;
use super::{measured, status_word, team_name};
use crate::domain::agreement::Status;
use crate::domain::edit::Edit;
use crate::domain::ident::{AgreementId, CalendarId, Subject};
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::{go, use_place};
use crate::words::{errors, say};
use leptos::prelude::*;

/// The editor of the agreement the address names, or of a new one.
#[component]
pub fn Editor() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let id = Memo::new(move |_| match place.get() {
        Route::Agreement(id) => Some(id),
        _ => None,
    });
    move || {
        let id = id.get();
        let there = id.is_none_or(|id| desk.peek(|l| l.desk().is_live(Subject::Agreement(id))));
        if there {
            view! { <Writing id=id/> }.into_any()
        } else {
            view! {
                <main id="main" class="page" tabindex="-1"><h1 tabindex="-1">{say!("agreement.gone")}</h1>
                    <p><a class="btn" href=Route::Agreements.href()>{say!("agreement.back")}</a></p></main>
            }
            .into_any()
        }
    }
}

#[component]
fn Writing(id: Option<AgreementId>) -> impl IntoView {
    let desk = use_desk();
    let form = desk.peek(|l| Form::of(l, id));
    let heading = desk.peek(|l| match id.and_then(|id| l.desk().agreement(id)).and_then(|a| a.name.clone()) {
        Some(name) => say!("agreement.title", name = name.to_string()),
        None => say!("agreement.title_new").to_owned(),
    });
    let status = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let version = id.and_then(|id| l.desk().agreement(id)).and_then(|a| a.newest().map(|(_, v)| v.status));
            status_word(version.unwrap_or_default())
        })
    });
    let team = desk.peek(team_name);
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div>
                    <p class="way way-big"><b>{team}</b>" "<span>{say!("way.to")}</span>" "<b>{move || form.client_words()}</b></p>
                    <h1 tabindex="-1">{heading}</h1>
                    <p class="sub"><a href=Route::Agreements.href()>{say!("agreement.back")}</a></p>
                </div>
            </div>
            {id.map(|id| view! { <Versions id=id/> })}
            <div class="cols">
                <Paper form=form status=status/>
                <div class="stack stack-5">
                    <Look form=form/>
                    <Basics form=form/>
                    <Targets form=form/>
                    <Example form=form/>
                    <Pauses form=form/>
                    <Duties form=form/>
                    <Foot form=form id=id/>
                </div>
            </div>
        </main>
    }
}

#[component]
fn Versions(id: AgreementId) -> impl IntoView {
    let desk = use_desk();
    let rows = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let Some(agreement) = l.desk().agreement(id) else { return Vec::new() };
            let zone = l.desk().team().zone.clone();
            let row = |(n, v): (&u32, &crate::domain::agreement::Version)| {
                let at = v.effective.unwrap_or(v.made);
                let date = crate::words::locale().date(at.0, zone.as_deref().unwrap_or("UTC"), crate::words::DateStyle::DayLong);
                (*n, status_word(v.status), v.status == Status::InForce, date, v.reason.to_string())
            };
            agreement.versions.iter().map(row).collect::<Vec<_>>()
        })
    });
    view! {
        <ol class="versions" tabindex="0" aria-label=say!("agreement.versions")>
            {move || {
                let all = rows.get();
                let last = all.len();
                all.into_iter().enumerate().map(move |(index, (n, status, in_force, date, reason))| view! {
                    <li aria-current=(index + 1 == last).then_some("true")>
                        <b>{say!("agreements.version", n = n)}" "<span class="tag" class:tag-ok=in_force>{status}</span></b>
                        {say!("agreement.version_since", date = date)}" "{reason}
                    </li>
                }).collect_view()
            }}
        </ol>
    }
}

#[component]
fn Basics(form: Form) -> impl IntoView {
    let desk = use_desk();
    let (clients, services) = (fresh_id("clients"), fresh_id("services"));
    let calendars = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("agreement.calendar_choose").to_owned())];
        list.extend(desk.read(Bell::Others, |l| {
            let name = |n: &Option<Name>| n.as_ref().map(Name::to_string).unwrap_or_default();
            l.desk().calendars().map(|(id, c)| (id.to_string(), name(&c.name))).collect::<Vec<_>>()
        }));
        list
    });
    let making = RwSignal::new(false);
    let made = Callback::new(move |id: Option<CalendarId>| {
        if let Some(id) = id {
            form.calendar.set(id.to_string());
        }
        making.set(false);
    });
    let names = move |clients: bool| {
        desk.read(Bell::Others, |l| {
            let named = |n: &Option<Name>| n.as_ref().map(Name::to_string);
            if clients {
                l.desk().clients().filter_map(|(_, c)| named(&c.name)).collect::<Vec<_>>()
            } else {
                l.desk().services().filter_map(|(_, s)| named(&s.name)).collect::<Vec<_>>()
            }
        })
    };
    let proposals = move |of_clients| names(of_clients).into_iter().map(|n| view! { <option value=n></option> }).collect_view();
    view! {
        <section class="box" aria-labelledby="basics">
            <div class="box-head"><h2 id="basics">{say!("agreement.basics")}</h2></div>
            <div class="form">
                <TextField label=say!("agreement.client") hint=say!("agreement.client_hint") value=form.client list=clients.clone()/>
                <TextField label=say!("agreement.service") hint=say!("agreement.service_hint") value=form.service list=services.clone()/>
                <TextField label=say!("agreement.name") hint=say!("agreement.name_hint") value=form.name/>
                <div class="stack stack-2">
                    <SelectField label=say!("agreement.calendar") value=form.calendar options=calendars/>
                    <div><button class="btn btn-s" type="button" on:click=move |_| making.set(true)><Icon name="plus"/>{say!("agreements.calendar_new")}</button></div>
                </div>
                <datalist id=clients>{move || proposals(true)}</datalist>
                <datalist id=services>{move || proposals(false)}</datalist>
            </div>
            {move || making.get().then(|| view! { <CalendarDialog id=None on_close=made/> })}
        </section>
    }
}

/// How many open requests of this scope have no agreement.
fn orphans(desk: Desk, form: Form) -> usize {
    desk.listen(Bell::Requests);
    let (client, service) = (form.client.get(), form.service.get());
    desk.read(Bell::Others, |l| {
        let client = (!client.trim().is_empty()).then(|| l.desk().client_named(&client));
        let service = (!service.trim().is_empty()).then(|| l.desk().service_named(&service));
        let fits = |r: &crate::domain::request::Request| {
            !r.stage.is_finished()
                && r.pinned.as_ref().is_none_or(|(a, _)| a.is_none())
                && client.is_none_or(|c| c.is_some() && c == r.client)
                && service.is_none_or(|s| s.is_some() && s == r.service)
        };
        l.desk().requests().filter(|(_, r)| fits(r)).count()
    })
}

#[component]
fn Foot(form: Form, id: Option<AgreementId>) -> impl IntoView {
    let desk = use_desk();
    let fault = RwSignal::new(String::new());
    let adopt = RwSignal::new(true);
    let ending = RwSignal::new(false);
    let waiting = Memo::new(move |_| orphans(desk, form));
    let save = move |publish: bool| {
        let result = form.draft(desk, publish, publish && adopt.get_untracked()).and_then(|draft| {
            desk.attempt(Edit::SaveAgreement(id, Box::new(draft))).map_err(|t| errors::trouble(&t))
        });
        match result {
            Ok(outcome) => {
                fault.set(String::new());
                match (id, outcome.made) {
                    (None, Some(Subject::Agreement(made))) if !publish => go(&Route::Agreement(made)),
                    _ => go(&Route::Agreements),
                }
            }
            Err(text) => fault.set(text),
        }
    };
    view! {
        <section class="box stack stack-4">
            {id.map(|_| view! { <AreaField label=say!("agreement.reason") hint=say!("agreement.reason_hint") value=form.reason rows=2/> })}
            <Show when=move || { waiting.get() > 0 }>
                <label class="pick"><input type="checkbox" prop:checked=move || adopt.get() on:change:target=move |ev| adopt.set(ev.target().checked())/>
                    <span>{move || say!("agreement.adopt", n = waiting.get())}</span></label>
            </Show>
            <div role="alert">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
            <div class="row">
                <button class="btn btn-main" type="button" on:click=move |_| save(true)>{say!("agreement.publish")}</button>
                <button class="btn" type="button" on:click=move |_| save(false)>{say!("agreement.save")}</button>
                {id.map(|_| view! { <button class="btn btn-quiet push" type="button" on:click=move |_| ending.set(true)>{say!("agreement.end")}</button> })}
            </div>
            {move || id.filter(|_| ending.get()).map(|id| view! { <Ending id=id on_close=Callback::new(move |()| ending.set(false))/> })}
        </section>
    }
}

/// The question before an agreement ends or goes: with the number and the consequence.
#[component]
fn Ending(id: AgreementId, on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let (name, n) = desk.peek(|l| {
        let name = l.desk().agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string).unwrap_or_default();
        (name, measured(l, id))
    });
    let act = move |edit: Edit| {
        if desk.act(edit).is_some() {
            go(&Route::Agreements);
        }
    };
    view! {
        <Dialog title=say!("agreement.end_title", name = name) on_close=on_close>
            <p>{say!("agreement.end_text", n = n)}</p>
            <div class="actions">
                <button class="btn" type="button" on:click=move |_| on_close.run(())>{say!("agreement.end_keep")}</button>
                {(n == 0).then(|| view! { <button class="btn" type="button" on:click=move |_| act(Edit::Remove(Subject::Agreement(id)))>{say!("agreement.remove")}</button> })}
                <button class="btn btn-main" type="button" on:click=move |_| act(Edit::EndAgreement(id))>{say!("agreement.end")}</button>
            </div>
        </Dialog>
    }
}
