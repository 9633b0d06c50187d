//! The team's own texts for updates of a service: each opened to be changed, taken off by its cross, another one added
//! below.

use crate::browser::focus;
use crate::domain::client::ServiceFact;
use crate::domain::edit::Edit;
use crate::domain::ident::ServiceId;
use crate::domain::reply::{MOST_REPLIES, Place, Reply, slip};
use crate::domain::text::{Name, Note};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{AreaField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, locale, say};
use leptos::prelude::*;

/// The words in braces there are, as a list.
fn places() -> String {
    let all: Vec<String> = Place::ALL.iter().map(|place| ["{", place.code(), "}"].concat()).collect();
    locale().list(&all)
}

/// The texts of a service.
#[component]
pub fn ServiceReplies(id: ServiceId) -> impl IntoView {
    let desk = use_desk();
    let replies = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| ledger.desk().service(id).map(|s| s.replies.clone()))
            .unwrap_or_default()
    });
    let [name, text, name_fault, text_fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let (heading, form) = (fresh_id("replies"), fresh_id("add-reply"));
    let labelled = heading.clone();
    let first = StoredValue::new(["#", &form, " input"].concat());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        name_fault.set(String::new());
        text_fault.set(String::new());
        let called = name
            .with_untracked(|text| Name::new(text))
            .map_err(|wrong| name_fault.set(errors::text_or(wrong, say!("reply.no_name"))));
        let said = text.with_untracked(|text| {
            let note = Note::new(text).map_err(errors::text)?;
            match slip(text) {
                _ if note.is_empty() => Err(say!("reply.empty").to_owned()),
                Some(word) => Err(say!("reply.slip", word = word, all = places())),
                None => Ok(note),
            }
        });
        let said = said.map_err(|words| text_fault.set(words));
        let (Ok(called), Ok(said)) = (called, said) else { return };
        if replies.with_untracked(|all| all.len() >= MOST_REPLIES && !all.contains_key(&called)) {
            return name_fault.set(say!("reply.too_many", most = MOST_REPLIES));
        }
        match desk.attempt(Edit::EditService(id, vec![ServiceFact::Reply(called, Some(said))])) {
            Ok(_) => {
                [name, text].iter().for_each(|text| text.set(String::new()));
                focus::focus_first_soon(&first.get_value());
            }
            Err(trouble) => name_fault.set(errors::trouble(&trouble)),
        }
    };
    let row = move |(called, said): Reply| {
        let (off, change) =
            (say!("reply.remove", name = called.as_str()), say!("reply.edit", name = called.as_str()));
        let (shown, note) = (called.to_string(), said.to_string());
        let gone = called.clone();
        let remove = move |_| {
            desk.act(Edit::EditService(id, vec![ServiceFact::Reply(gone.clone(), None)]));
            focus::focus_first_soon(&first.get_value());
        };
        let open = move |_| {
            name.set(called.to_string());
            text.set(said.to_string());
            focus::focus_first_soon(&first.get_value());
        };
        view! {
            <li class="row nowrap-row">
                <span class="grow"><b>{shown}</b><span class="small soft prose-text block">{note}</span></span>
                <button class="icon-btn" type="button" aria-label=change.clone() title=change on:click=open><Icon name="edit"/></button>
                <button class="icon-btn" type="button" aria-label=off.clone() title=off on:click=remove><Icon name="bin"/></button>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby=labelled>
            <div>
                <h2 id=heading class="h3">{say!("reply.title")}</h2>
                <p class="small soft measure">{say!("reply.text", all = places())}</p>
            </div>
            {move || (!replies.with(std::collections::BTreeMap::is_empty)).then(|| view! {
                <ul class="stack stack-2">{replies.get().into_iter().map(row).collect_view()}</ul>
            })}
            <form class="form" id=form novalidate=true on:submit=submit>
                <div class="form-wide"><TextField label=say!("reply.name") hint=say!("reply.name_hint") value=name fault=name_fault/></div>
                <div class="form-wide"><AreaField label=say!("reply.said") value=text fault=text_fault rows=5/></div>
                <div class="form-foot"><button class="btn" type="submit"><Icon name="plus"/>{say!("reply.keep")}</button></div>
            </form>
        </section>
    }
}
