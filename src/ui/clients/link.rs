//! A link that opens the form for a new request filled, for the page on which those who are served look first.

use crate::browser::page;
use crate::domain::asked::{Asked, Kind};
use crate::domain::fold::natural;
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::notice;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The link, to look at and to copy; for one client where it is named.
#[component]
pub fn LinkBox(#[prop(optional, into)] client: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let (heading, field) = (fresh_id("link"), fresh_id("address"));
    let (labelled, label) = (heading.clone(), field.clone());
    let more =
        ["title", "service", "from", "text", "priority"].map(|key| (key, RwSignal::new(String::new())));
    let [title, service, from, text, priority] = more.map(|(_, value)| value);
    let fields = Memo::new(move |_| {
        let asked = service.with(|name| {
            desk.read(Bell::Others, |ledger| {
                let id = ledger.desk().service_named(name)?;
                ledger.desk().service(id).map(|service| service.fields.values().cloned().collect::<Vec<_>>())
            })
        });
        asked.unwrap_or_default()
    });
    let answers = RwSignal::new(BTreeMap::<Name, String>::new());
    let known = fresh_id("services");
    let names = move || {
        let mut names: Vec<String> = desk.read(Bell::Others, |ledger| {
            ledger
                .desk()
                .services()
                .filter_map(|(_, service)| Some(service.name.as_ref()?.to_string()))
                .collect()
        });
        names.sort_by_cached_key(|name| natural(name));
        names.into_iter().map(|name| view! { <option value=name></option> }).collect_view()
    };
    let address = Memo::new(move |_| {
        let more = more.map(|(key, value)| (key, value.with(|text| text.trim().to_owned())));
        let pairs: Vec<_> = std::iter::once(("client", client.get())).chain(more).collect();
        let mut filled: Vec<_> = pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        fields.with(|fields| {
            let said = fields.iter().filter_map(|field| {
                let answer = answers.with(|all| all.get(&field.name).map(|text| text.trim().to_owned()));
                let answer = answer.filter(|text| !text.is_empty())?;
                Some(("field", [field.name.as_str(), ": ", &answer].concat()))
            });
            filled.extend(said);
        });
        [&page::address(), Route::given(&filled).href().as_str()].concat()
    });
    let priorities = std::iter::once((String::new(), say!("link.usual").to_owned()))
        .chain(Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))))
        .collect::<Vec<_>>();
    view! {
        <section class="box stack" aria-labelledby=labelled>
            <div class="box-head"><div><h2 id=heading>{say!("link.title")}</h2><p class="measure">{say!("link.text")}</p></div></div>
            <div class="field">
                <label for=label>{say!("link.address")}</label>
                <div class="row nowrap-row">
                    <input class="input grow" id=field type="text" readonly prop:value=address/>
                    <button class="btn" type="button" on:click=move |_| notice::copy(desk, address.get_untracked())><Icon name="copy"/>{say!("link.copy")}</button>
                </div>
                <p class="hint">{say!("link.hint")}</p>
            </div>
            <details>
                <summary>{say!("link.more")}</summary>
                <div class="form">
                    <TextField label=say!("link.title_field") value=title/>
                    <TextField label=say!("link.service") hint=say!("link.service_hint") value=service list=known.clone()/>
                    {move || fields.get().into_iter().map(|field| view! { <OfService field=field answers=answers/> }).collect_view()}
                    <TextField label=say!("link.from") value=from/>
                    <SelectField label=say!("link.priority") value=priority options=Signal::stored(priorities)/>
                    <div class="form-wide"><TextField label=say!("link.text_field") value=text/></div>
                </div>
                <datalist id=known>{names}</datalist>
            </details>
        </section>
    }
}

/// A field of the service, to be filled by the link.
#[component]
fn OfService(field: Asked, answers: RwSignal<BTreeMap<Name, String>>) -> impl IntoView {
    let begun = answers.with_untracked(|all| all.get(&field.name).cloned()).unwrap_or_default();
    let (value, name) = (RwSignal::new(begun), field.name.clone());
    Effect::new(move |_| answers.update(|all| drop(all.insert(name.clone(), value.get()))));
    let label = field.name.to_string();
    match field.kind {
        Kind::Choice(list) => {
            let open = std::iter::once((String::new(), say!("link.usual").to_owned()));
            let options = open.chain(list.iter().map(|one| (one.to_string(), one.to_string())));
            let options = Signal::stored(options.collect::<Vec<_>>());
            view! { <SelectField label=label value=value options=options/> }.into_any()
        }
        Kind::Day => view! { <TextField label=label kind="date" value=value/> }.into_any(),
        Kind::Link => view! { <TextField label=label kind="url" value=value/> }.into_any(),
        Kind::Number | Kind::Text => view! { <TextField label=label value=value/> }.into_any(),
    }
}
