//! Whom an agreement is for, and which opening hours count.

use super::calendar_form::{CalendarDialog, Picture};
use super::form::{Form, Written};
use super::gap::Expected;
use super::look::{Beside, FoundAll};
use super::names::NameRows;
use super::paper::offices_words;
use crate::domain::backtest::Tried;
use crate::domain::calendar::Hours;
use crate::domain::fold::natural;
use crate::domain::ident::CalendarId;
use crate::domain::review::Place;
use crate::domain::text::Name;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{locale, say};
use leptos::prelude::*;

/// Name, client and service.
#[component]
pub fn Basics(form: Form) -> impl IntoView {
    let desk = use_desk();
    let names = move |of_clients: bool| {
        let mut names = desk.read(Bell::Others, |l| {
            let named = |n: &Option<Name>| n.as_ref().map(Name::to_string);
            if of_clients {
                l.desk().clients().filter_map(|(_, c)| named(&c.name)).collect::<Vec<_>>()
            } else {
                l.desk().services().filter_map(|(_, s)| named(&s.name)).collect::<Vec<_>>()
            }
        });
        names.sort_by_cached_key(|name| natural(name));
        names
    };
    let group = fresh_id("whom");
    let radio = move |key: &'static str, words: &'static str| {
        view! {
            <label class="pick"><input type="radio" name=group.clone() prop:checked=move || form.whom.with(|w| w == key)
                on:change=move |_| form.whom.set(key.to_owned())/><span>{words}</span></label>
        }
    };
    view! {
        <section class="box" aria-labelledby="basics">
            <div class="box-head"><h2 id="basics">{say!("agreement.basics")}</h2></div>
            <div class="form">
                <fieldset class="field form-wide">
                    <legend>{say!("agreement.whom")}</legend>
                    <div class="row">{radio("one", say!("agreement.whom_one"))}{radio("all", say!("agreement.whom_all"))}</div>
                </fieldset>
                <Show when=move || form.whom.with(|w| w == "one")>
                    <NameRows label=client_label hint=say!("agreement.client_hint") more=say!("agreement.client_more") less=|n| say!("agreement.client_less", n = n)
                        names=form.clients proposals=move || names(true)/>
                </Show>
                <NameRows label=service_label hint=say!("agreement.service_hint") more=say!("agreement.service_more") less=|n| say!("agreement.service_less", n = n)
                    names=form.services proposals=move || names(false)/>
                <TextField label=say!("agreement.name") hint=say!("agreement.name_hint") value=form.name/>
            </div>
        </section>
    }
}

fn client_label(n: usize) -> String {
    if n == 1 { say!("agreement.client").to_owned() } else { say!("agreement.client_n", n = n) }
}

fn service_label(n: usize) -> String {
    if n == 1 { say!("agreement.service").to_owned() } else { say!("agreement.service_n", n = n) }
}

/// What the client expects, before anything is offered, and what is not included.
#[component]
pub fn Expects(
    form: Form,
    written: Memo<Written>,
    tried: Memo<Vec<Tried>>,
    found: FoundAll,
) -> impl IntoView {
    view! {
        <section class="box" aria-labelledby="expects">
            <div class="box-head"><div><h2 id="expects">{move || say!("agreement.expects", client = form.client_words())}</h2><p>{say!("agreement.expects_text")}</p></div></div>
            <div class="stack stack-4">
                <AreaField label=say!("agreement.expects_label") hint=say!("agreement.expects_hint") value=form.expects rows=2/>
                <Beside found=found place=Place::Expects/>
                <Expected form=form written=written tried=tried/>
                <NameRows label=|n| say!("agreement.excludes", n = n) hint=say!("agreement.excludes_hint") more=say!("agreement.excludes_more") less=|n| say!("agreement.excludes_less", n = n)
                    names=form.excludes proposals=Vec::new free=true/>
            </div>
        </section>
    }
}

/// What is shown of the calendar chosen.
type Counted = (String, Hours, Vec<String>, Option<String>);

/// The opening hours that count: choosing, drawing, changing them.
#[component]
pub fn OpeningHours(form: Form, found: FoundAll) -> impl IntoView {
    let desk = use_desk();
    let calendars = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("agreement.calendar_choose").to_owned())];
        list.extend(desk.read(Bell::Others, |l| {
            let name = |n: &Option<Name>| n.as_ref().map(Name::to_string).unwrap_or_default();
            l.desk().calendars().map(|(id, c)| (id.to_string(), name(&c.name))).collect::<Vec<_>>()
        }));
        list
    });
    let counted = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let id = form.calendar_id()?;
            let calendar = l.desk().calendar(id)?;
            let users =
                l.desk().agreements().filter(|(_, a)| a.versions.values().any(|v| v.calendar == Some(id)));
            let users: Vec<String> =
                users.filter_map(|(_, a)| a.name.as_ref()).map(Name::to_string).collect();
            let offices = offices_words(l.desk(), id);
            Some((calendar.zone.to_string(), calendar.hours.clone(), users, offices))
        })
    });
    // None: no dialog; otherwise the calendar it changes, or a new one.
    let dialog = RwSignal::new(None::<Option<CalendarId>>);
    let close = Callback::new(move |id: Option<CalendarId>| {
        if let Some(id) = id {
            form.calendar.set(id.to_string());
        }
        dialog.set(None);
    });
    let edit = move |_| dialog.set(untrack(|| form.calendar_id()).map(Some));
    view! {
        <section class="box stack stack-4" aria-labelledby="opening">
            <div class="box-head">
                <h2 id="opening">{say!("agreement.opening")}</h2>
                <span class="row push">
                    <button class="btn btn-s" type="button" disabled=move || counted.with(Option::is_none) on:click=edit><Icon name="edit"/>{say!("agreement.calendar_edit")}</button>
                    <button class="btn btn-s" type="button" on:click=move |_| dialog.set(Some(None))><Icon name="plus"/>{say!("agreements.calendar_new")}</button>
                </span>
            </div>
            <SelectField label=say!("agreement.calendar") value=form.calendar options=calendars/>
            <Beside found=found place=Place::Hours/>
            {move || counted.get().map(|c| view! { <Chosen counted=c/> })}
            {move || dialog.get().map(|id| view! { <CalendarDialog id=id on_close=close/> })}
        </section>
    }
}

#[component]
fn Chosen(counted: Counted) -> impl IntoView {
    let (zone, hours, users, offices) = counted;
    let own = offices.is_none() || hours.week.minutes_a_week() > 0;
    let shared = (!users.is_empty()).then(|| say!("agreements.used_by", names = locale().list(&users)));
    let line = [Some(zone.clone()), shared].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <p class="muted small">{line}</p>
        {offices.map(|offices| view! { <p>{say!("hours.offices_are", offices = offices)}</p> })}
        {own.then(|| view! { <Picture hours=Signal::stored(hours) zone=Signal::stored(zone)/> })}
    }
}
