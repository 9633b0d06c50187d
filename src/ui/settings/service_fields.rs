//! The fields a service asks for: each with its kind, taken off by its cross, another one added below.

use crate::browser::focus;
use crate::domain::asked::{Asked, Kind, MOST_FIELDS};
use crate::domain::client::ServiceFact;
use crate::domain::edit::Edit;
use crate::domain::ident::ServiceId;
use crate::domain::text::{Name, TextFault};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, locale, say, say_dyn};
use leptos::prelude::*;

/// What a field is, in words.
fn words(field: &Asked) -> String {
    let kind = match &field.kind {
        Kind::Choice(list) => {
            let names: Vec<String> = list.iter().map(Name::to_string).collect();
            say!("asked.one_of", names = locale().list(&names))
        }
        other => say_dyn!("asked.kind.", other.code()),
    };
    let when = if field.to_accept { "accepted" } else { "raised" };
    if field.required { say!("asked.has_to", kind = kind, when = when) } else { kind }
}

/// The names in a list parted by commas.
fn names(text: &str) -> Result<Vec<Name>, TextFault> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Name::new).collect()
}

/// The fields of a service.
#[component]
pub fn ServiceFields(id: ServiceId) -> impl IntoView {
    let desk = use_desk();
    let fields = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| ledger.desk().service(id).map(|s| s.fields.clone()))
            .unwrap_or_default()
    });
    let heading = fresh_id("fields");
    let labelled = heading.clone();
    let add_class = fresh_id("add-field");
    let first = ["#", &add_class, " input"].concat();
    let first = StoredValue::new(first);
    let row = move |(number, field): (u32, Asked)| {
        let off = say!("asked.remove", name = field.name.as_str());
        let remove = move |_| {
            desk.act(Edit::EditService(id, vec![ServiceFact::Field(number, None)]));
            focus::focus_first_soon(&first.get_value());
        };
        view! {
            <li class="row nowrap-row">
                <span class="grow"><b>{field.name.to_string()}</b>" "<span class="small soft">{words(&field)}</span></span>
                <button class="icon-btn" type="button" aria-label=off.clone() title=off on:click=remove><Icon name="bin"/></button>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby=labelled>
            <div><h2 id=heading class="h3">{say!("asked.fields")}</h2><p class="small soft measure">{say!("asked.fields_text")}</p></div>
            {move || (!fields.with(std::collections::BTreeMap::is_empty)).then(|| view! {
                <ul class="stack stack-2">{fields.get().into_iter().map(row).collect_view()}</ul>
            })}
            <AddField id=id form=add_class/>
        </section>
    }
}

#[component]
fn AddField(id: ServiceId, form: String) -> impl IntoView {
    let desk = use_desk();
    let [name, choices, name_fault, choices_fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let (kind, must) = (RwSignal::new("text".to_owned()), RwSignal::new(false));
    let when = RwSignal::new("raised".to_owned());
    let whens = [("raised", say!("asked.when_raised")), ("accepted", say!("asked.when_accepted"))];
    let whens = whens.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let kinds = Kind::CODES.map(|code| (code.to_owned(), say_dyn!("asked.kind.", code))).to_vec();
    let is_choice = Memo::new(move |_| kind.with(|kind| kind == "choice"));
    let begin = StoredValue::new(["#", &form, " input"].concat());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        name_fault.set(String::new());
        choices_fault.set(String::new());
        let called = name
            .with_untracked(|text| Name::new(text))
            .map_err(|wrong| name_fault.set(errors::text_or(wrong, say!("asked.no_name"))));
        let list = choices
            .with_untracked(|text| names(text))
            .map_err(|wrong| choices_fault.set(errors::text(wrong)));
        let (Ok(called), Ok(list)) = (called, list) else { return };
        if is_choice.get_untracked() && list.len() < 2 {
            return choices_fault.set(say!("asked.two").to_owned());
        }
        let Some(kind_of) = kind.with_untracked(|code| Kind::of(code, list)) else { return };
        let known =
            desk.peek(|ledger| ledger.desk().service(id).map(|s| s.fields.clone())).unwrap_or_default();
        if known.len() >= MOST_FIELDS {
            return name_fault.set(say!("asked.too_many", most = MOST_FIELDS));
        }
        let number = known.iter().find(|(_, field)| field.name == called).map(|(number, _)| *number);
        let number = number.unwrap_or_else(|| known.keys().last().map_or(1, |last| last.saturating_add(1)));
        let required = must.get_untracked();
        let to_accept = required && when.with_untracked(|when| when == "accepted");
        let field = Asked { name: called, kind: kind_of, required, to_accept };
        match desk.attempt(Edit::EditService(id, vec![ServiceFact::Field(number, Some(Box::new(field)))])) {
            Ok(_) => {
                [name, choices].iter().for_each(|text| text.set(String::new()));
                must.set(false);
                focus::focus_first_soon(&begin.get_value());
            }
            Err(trouble) => name_fault.set(errors::trouble(&trouble)),
        }
    };
    view! {
        <form class="form" id=form novalidate=true on:submit=submit>
            <TextField label=say!("asked.name") hint=say!("asked.name_hint") value=name fault=name_fault/>
            <SelectField label=say!("asked.kind_label") value=kind options=Signal::stored(kinds)/>
            {move || is_choice.get().then(|| view! {
                <div class="form-wide"><TextField label=say!("asked.choices") hint=say!("asked.choices_hint") value=choices fault=choices_fault/></div>
            })}
            <label class="pick"><input type="checkbox" prop:checked=must on:change:target=move |ev| must.set(ev.target().checked())/><span>{say!("asked.must")}</span></label>
            {move || must.get().then(|| view! { <SelectField label=say!("asked.when") value=when options=Signal::stored(whens.clone())/> })}
            <div class="form-foot"><button class="btn" type="submit"><Icon name="plus"/>{say!("asked.add")}</button></div>
        </form>
    }
}
