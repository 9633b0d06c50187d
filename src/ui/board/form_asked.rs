//! In the form for a new request: what the service chosen asks for besides, and the date its requests usually keep.

use super::form::Form;
use crate::domain::asked::{Asked, Kind, usual_date};
use crate::domain::ident::ServiceId;
use crate::domain::text::Name;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::{Field, SelectField, TextField, Wiring, some};
use crate::ui::parts::icon::Icon;
use crate::words::time;
use leptos::prelude::*;

/// The service whose name is typed.
fn chosen(form: Form) -> Memo<Option<ServiceId>> {
    let desk = use_desk();
    Memo::new(move |_| {
        form.service.with(|name| desk.read(Bell::Others, |ledger| ledger.desk().service_named(name)))
    })
}

/// The fields of the service.
#[component]
pub fn AskedFields() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let service = chosen(form);
    let fields = Memo::new(move |_| {
        let service = service.get()?;
        desk.read(Bell::Others, |ledger| {
            ledger.desk().service(service).map(|s| s.fields.values().cloned().collect::<Vec<_>>())
        })
    });
    move || {
        fields.get().unwrap_or_default().into_iter().map(|field| view! { <One field=field/> }).collect_view()
    }
}

#[component]
fn One(field: Asked) -> impl IntoView {
    let form = expect_context::<Form>();
    let Asked { name, kind, required, to_accept } = field;
    // What only deciding asks for is a question here, and no duty.
    let required = required && !to_accept;
    let begun = form.answers.with_untracked(|all| all.get(&name).cloned()).unwrap_or_default();
    let value = RwSignal::new(begun);
    let (mine, kept) = (name.clone(), name.clone());
    // What is typed stays with the form when its dialog goes.
    Effect::new(move |_| {
        let text = value.get();
        form.answers.update(|all| drop(all.insert(kept.clone(), text)));
    });
    let fault =
        Signal::derive(move || form.answer_faults.with(|all| all.get(&mine).cloned()).unwrap_or_default());
    let label = name.to_string();
    match kind {
        Kind::Choice(list) => {
            let mut options = vec![(String::new(), say!("fact.none").to_owned())];
            options.extend(list.iter().map(|one| (one.to_string(), Name::to_string(one))));
            view! { <SelectField label=label value=value fault=fault options=Signal::stored(options)/> }.into_any()
        }
        Kind::Day => {
            view! { <TextField label=label kind="date" value=value fault=fault required=required/> }.into_any()
        }
        Kind::Link => {
            view! { <TextField label=label kind="url" value=value fault=fault required=required/> }.into_any()
        }
        Kind::Number => view! {
            <Field label=label fault=fault control=move |w: Wiring| view! {
                <input class="input" type="text" inputmode="decimal" id=w.id autocomplete="off" required=required
                    aria-describedby=move || some(w.described.get()) aria-invalid=move || w.faulty.get().then_some("true")
                    prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/>
            }/>
        }
        .into_any(),
        Kind::Text => view! { <TextField label=label value=value fault=fault required=required/> }.into_any(),
    }
}

/// The date requests of the service usually keep, to be promised.
#[component]
pub fn Usually() -> impl IntoView {
    let (desk, form, now) = (use_desk(), expect_context::<Form>(), use_now());
    let service = chosen(form);
    let usual = Memo::new(move |_| {
        let (service, now) = (service.get()?, now.get());
        desk.read(Bell::Others, |ledger| {
            let (span, at) = usual_date(ledger.desk(), ledger.book(), service, now)?;
            let zone = super::team_zone(ledger, now, at);
            let local = zone.to_local(at);
            let day = ledger
                .desk()
                .team()
                .hours
                .and_then(|id| ledger.book().get(id))
                .map(|hours| hours.day_minutes);
            let day = day.map(|minutes| crate::domain::moment::Span::minutes(i64::from(minutes)));
            let span = time::length(span, day, time::Round::Up);
            Some((
                say!("raise.usual", span = span, at = time::moment(local, zone.to_local(now))),
                super::form::written(local),
            ))
        })
    });
    let open = move || form.promise.with(|text| text.trim().is_empty());
    move || {
        usual.get().filter(|_| open()).map(|(words, local)| {
            view! {
                <p class="row small"><span>{words}</span>
                    <button class="btn btn-s" type="button" on:click=move |_| form.promise.set(local.clone())><Icon name="flag"/>{say!("raise.usual_take")}</button></p>
            }
        })
    }
}
