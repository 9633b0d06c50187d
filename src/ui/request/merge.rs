//! The same was asked for already: which request goes on, and the message that tells the client.

use super::care::{named, others};
use super::decline::{About, about};
use super::letter::{Message, framed};
use super::{askers_of, look};
use crate::browser::focus;
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::openness::{Openness, openness};
use crate::domain::request::Request;
use crate::domain::text::{Note, Title};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::notice::NoticeBar;
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, locale};
use leptos::prelude::*;

/// What the client may be told of the request that goes on: its number, and what it is called where the team's position
/// lets them see the requests of others, or it is theirs as well.
fn goes_on(ledger: &Ledger, own: &Request, other: &Request) -> (String, String) {
    let open = own.client == other.client || openness(ledger.desk()) >= Openness::Unnamed;
    let title = other.title.as_ref().filter(|_| open).map(Title::to_string).unwrap_or_default();
    (other.reference.to_string(), title)
}

fn letter(about: &About, other: Option<&(String, String)>) -> Vec<String> {
    let way = about.way();
    let thanks = say!("same.thanks", title = about.title.as_str(), way = way);
    let on = match other {
        None => String::new(),
        Some((name, title)) if title.is_empty() => say!("same.goes_on", name = name.as_str(), way = way),
        Some((name, title)) => {
            say!("same.goes_on_as", name = name.as_str(), title = title.as_str(), way = way)
        }
    };
    framed(about, vec![thanks, on, say!("same.last", way = way)])
}

/// The form. `close` is told whether it was merged.
#[component]
pub fn MergeDialog(id: RequestId, close: Callback<bool>) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    let (typed, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // The notice of the step before would lie over the foot of the dialog.
    desk.notices().clear();
    let list = fresh_id("others");
    let known = desk.peek(|ledger| others(ledger, id));
    let chosen = Memo::new(move |_| {
        typed.with(|typed| desk.peek(|ledger| named(ledger, typed))).filter(|other| *other != id)
    });
    let paragraphs = Memo::new(move |_| {
        let other = chosen.get().and_then(|other| {
            desk.peek(|l| Some(goes_on(l, l.desk().request(id)?, l.desk().request(other)?)))
        });
        shown.with(|about| letter(about, other.as_ref()))
    });
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        fault.set(String::new());
        let text = paragraphs.with_untracked(|all| all.join("\n\n"));
        let other = typed.with_untracked(|typed| match desk.peek(|ledger| named(ledger, typed)) {
            Some(other) if other == id => Err(say!("same.itself").to_owned()),
            None if typed.trim().is_empty() => Err(say!("same.no_other").to_owned()),
            None => Err(say!("care.no_such").to_owned()),
            Some(other) => Ok(other),
        });
        let done = other.and_then(|other| {
            let text = Note::new(&text).map_err(errors::text)?;
            desk.attempt(Edit::Care(id, CareEdit::Merge(other, text)))
                .map_err(|trouble| errors::trouble(&trouble))
        });
        match done {
            Ok(_) => close.run(true),
            Err(words) => {
                fault.set(words);
                focus::focus_first_soon("dialog [aria-invalid=true]");
            }
        }
    };
    // What is told of the one that goes on from then on concerns all of these.
    let everybody = move || {
        let other = chosen.get()?;
        let mut all = desk.peek(|ledger| askers_of(ledger, other));
        for one in desk.peek(|ledger| askers_of(ledger, id)) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        let name = desk.request(other, |r| r.reference.to_string())?;
        Some(say!("same.everybody", name = name, names = locale().list(&all)))
    };
    let (name, client) = shown.with_untracked(|a| (a.reference.clone(), a.client.clone()));
    view! {
        <Dialog title=say!("same.title", name = name) class="dialog-wide" on_close=Callback::new(move |()| close.run(false))>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <p class="soft small">{say!("same.lead", client = client)}</p>
                <TextField label=say!("same.other") hint=say!("care.other_hint") value=typed fault=fault list=list.clone()/>
                <datalist id=list>{known.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
                <div role="status">{move || everybody().map(|words| view! { <p class="note note-info"><Icon name="people"/><span>{words}</span></p> })}</div>
                <Message shown=shown paragraphs=paragraphs top=true/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(false)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("same.do")}</button>
                </div>
            </form>
            <NoticeBar/>
        </Dialog>
    }
}
