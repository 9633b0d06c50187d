//! What the service of a request asks for besides: its fields with what was filled in, each changed where it stands.

use super::edit::shown;
use super::look;
use crate::browser::typed;
use crate::domain::asked::{Asked, Kind, is_link};
use crate::domain::care::CareFact;
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::text::{Name, Note};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::some;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

/// The fields of its service, then what was filled into others, each with the answer there is.
fn rows(ledger: &Ledger, request: &crate::domain::request::Request) -> Vec<(Asked, String)> {
    let filled = request.care.look(|kept| kept.filled.clone());
    let fields = request.service.and_then(|id| ledger.desk().service(id)).map(|s| s.fields.clone());
    let mut out: Vec<(Asked, String)> = Vec::new();
    for field in fields.unwrap_or_default().into_values() {
        let answer = filled.get(&field.name).map(Note::to_string).unwrap_or_default();
        out.push((field, answer));
    }
    for (name, answer) in filled {
        if !out.iter().any(|(field, _)| field.name == name) {
            out.push((
                Asked { name, kind: Kind::Text, required: false, to_accept: false },
                answer.to_string(),
            ));
        }
    }
    out
}

/// The section; nothing where nothing is asked for.
#[component]
pub fn AskedFor(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| look(desk, id, rows).unwrap_or_default());
    let fields =
        Memo::new(move |_| all.with(|all| all.iter().map(|(field, _)| field.clone()).collect::<Vec<_>>()));
    let answer = move |name: Name| {
        Memo::new(move |_| {
            all.with(|all| all.iter().find(|(field, _)| field.name == name).map(|(_, text)| text.clone()))
                .unwrap_or_default()
        })
    };
    let any = Memo::new(move |_| !fields.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            // A field that stays is not made anew beside another one: somebody may be typing in it.
            view! {
                <section class="stack" aria-labelledby="asked">
                    <h3 id="asked">{say!("asked.title")}</h3>
                    <dl class="facts facts-edit">
                        <For each=move || fields.get() key=Asked::clone let:field>
                            {let kept = answer(field.name.clone()); view! { <Row id=id field=field kept=kept/> }}
                        </For>
                    </dl>
                </section>
            }
        })
    }
}

#[component]
fn Row(id: RequestId, field: Asked, kept: Memo<String>) -> impl IntoView {
    let desk = use_desk();
    let fault = RwSignal::new(String::new());
    let (label, fault_id) = (fresh_id("asked"), fresh_id("fault"));
    let described = StoredValue::new(fault_id.clone());
    let name = field.name.clone();
    let keep = move |text: String| {
        let done = Note::new(&text).map_err(errors::text).and_then(|note| {
            let fact = CareFact::Filled(name.clone(), note);
            desk.attempt(Edit::Care(id, CareEdit::Note(fact))).map_err(|trouble| errors::trouble(&trouble))
        });
        fault.set(done.err().unwrap_or_default());
    };
    let missing = field.required;
    let words = if field.to_accept { say!("asked.owed") } else { say!("asked.missing") };
    let shown = field.name.to_string();
    let (opens, is_a_link) = (shown.clone(), field.kind == Kind::Link);
    view! {
        <dt id=label.clone()>{shown}</dt>
        <dd>
            {control(field.kind, label, kept, keep, fault, described)}
            {move || some(fault.get()).map(|text| view! { <p class="error" id=fault_id.clone()><Icon name="late"/><span>{text}</span></p> })}
            {move || (missing && kept.with(String::is_empty)).then(|| view! {
                <p class="small row row-2"><Icon name="risk"/><span>{words}</span></p>
            })}
            {move || (is_a_link && kept.with(|text| is_link(text))).then(|| view! {
                <p class="small"><a href=kept.get() target="_blank" rel="noopener noreferrer">{say!("asked.open_link", name = opens.as_str())}</a></p>
            })}
        </dd>
    }
}

fn control(
    kind: Kind,
    label: String,
    kept: Memo<String>,
    keep: impl Fn(String) + 'static,
    fault: RwSignal<String>,
    described: StoredValue<String>,
) -> AnyView {
    let wrong = move || !fault.with(String::is_empty);
    let by = move || wrong().then(|| described.get_value());
    match kind {
        Kind::Choice(list) => {
            let mut options = vec![String::new()];
            options.extend(list.iter().map(Name::to_string));
            view! {
                <select class="input input-quiet" aria-labelledby=label aria-invalid=move || wrong().then_some("true") aria-describedby=by
                    prop:value=move || kept.get() on:change:target=move |ev| keep(ev.target().value())>
                    {options.into_iter().map(|one| {
                        let (mine, words) = (one.clone(), if one.is_empty() { say!("fact.none").to_owned() } else { one.clone() });
                        view! { <option value=one selected=move || kept.with(|kept| *kept == mine)>{words}</option> }
                    }).collect_view()}
                </select>
            }
            .into_any()
        }
        kind => {
            let (kind, mode) = match kind {
                Kind::Day => ("date", None),
                Kind::Number => ("text", Some("decimal")),
                Kind::Link => ("url", None),
                _ => ("text", None),
            };
            let typing = RwSignal::new(false);
            let shown = shown(kept, typing, fault);
            view! {
                <input class="input input-quiet" type=kind inputmode=mode autocomplete="off" data-leaves="" aria-labelledby=label placeholder=say!("fact.none")
                    aria-invalid=move || wrong().then_some("true") aria-describedby=by
                    prop:value=move || shown.get() on:input=move |_| typing.set(true) on:blur=move |_| typing.set(false)
                    on:change:target=move |ev| {
                        keep(ev.target().value());
                        typing.set(false);
                        typed::left(&ev.target(), fault.try_with_untracked(String::is_empty) == Some(false));
                    }/>
            }
            .into_any()
        }
    }
}
