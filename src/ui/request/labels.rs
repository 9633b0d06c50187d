//! The labels of one request: each taken off by its cross, another put on by its name.

use crate::browser::focus;
use crate::domain::columns::Hue;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::RequestFact;
use crate::domain::text::Name;
use crate::say;
use crate::ui::board::labels_of;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::some;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

/// The fact, with the way to change it.
#[component]
pub fn LabelsFact(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let labels = Memo::new(move |_| {
        desk.request(id, |r| r.labels.iter().cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (list, fault_id) = (fresh_id("labels"), fresh_id("fault"));
    let (list_id, described) = (list.clone(), fault_id.clone());
    let known = untrack(|| labels_of(desk));
    let put = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let name =
            Name::new(&text.get_untracked()).map_err(|fault| errors::text_or(fault, say!("fact.no_label")));
        let done = name.and_then(|name| {
            let edit = Edit::Change(id, vec![RequestFact::Labelled(name, true)]);
            desk.attempt(edit).map_err(|trouble| errors::trouble(&trouble))
        });
        fault.set(done.as_ref().err().cloned().unwrap_or_default());
        if done.is_ok() {
            text.set(String::new());
        }
    };
    let chip = move |label: Name| {
        let named = label.clone();
        let hue =
            move || desk.read(Bell::Others, |ledger| ledger.desk().team().columns.hue(&named).map(Hue::code));
        let (shown, words) = (label.to_string(), say!("fact.label_off", name = label.as_str()));
        let off = move |_| {
            desk.act(Edit::Change(id, vec![RequestFact::Labelled(label.clone(), false)]));
            focus::focus_first_soon(".fact-labels input");
        };
        view! {
            <li class="tag" data-hue=hue>{shown}
                <button class="tag-x" type="button" aria-label=words.clone() title=words on:click=off><Icon name="x"/></button></li>
        }
    };
    view! {
        <dt id="fact-labels">{say!("fact.labels")}</dt>
        <dd class="stack stack-2 fact-labels">
            {move || (!labels.with(Vec::is_empty)).then(|| view! {
                <ul class="chips" aria-labelledby="fact-labels">{labels.get().into_iter().map(chip).collect_view()}</ul>
            })}
            <form class="row nowrap-row" novalidate=true on:submit=put>
                <input class="input input-quiet" type="text" autocomplete="off" list=list_id aria-label=say!("fact.label_add")
                    placeholder=say!("fact.label_one") prop:value=move || text.get()
                    aria-invalid=move || (!fault.with(String::is_empty)).then_some("true")
                    aria-describedby=move || (!fault.with(String::is_empty)).then(|| described.clone())
                    on:input:target=move |ev| text.set(ev.target().value())/>
                <button class="icon-btn" type="submit" aria-label=say!("fact.label_put") title=say!("fact.label_put")><Icon name="plus"/></button>
            </form>
            <datalist id=list>{known.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
            {move || some(fault.get()).map(|text| view! { <p class="error" id=fault_id.clone()><Icon name="late"/><span>{text}</span></p> })}
        </dd>
    }
}
