//! The form for a new request, filled from outside: from an e-mail pasted into the line, or from a link. Nothing is made
//! by it; a person looks at the form and adds it.

use super::form::Form;
use super::new_request::NewRequestDialog;
use crate::browser::clipboard;
use crate::domain::asked::{Told, told};
use crate::domain::intake::{Doubt, Given, HeadWords, has_lines, linked, pasted};
use crate::domain::request::Channel;
use crate::domain::text::{Name, Note, Title};
use crate::route::{Route, TYPED_HERE, pairs};
use crate::say;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::{go, use_place};
use crate::words::errors;
use leptos::prelude::*;
use web_sys::Event;

/// What is to be known, as a sentence.
fn doubt(doubt: Doubt) -> String {
    match doubt {
        Doubt::LongTitle => say!("given.long_title", most = Title::MOST),
        Doubt::LongText => say!("given.long_text", most = Note::MOST),
        Doubt::LongName => say!("given.long_name", most = Name::MOST),
        Doubt::NoPriority => say!("given.no_priority").to_owned(),
    }
}

/// Puts it into the form, and says there what is to be known of it.
fn fill(form: Form, given: &Given, channel: Channel, first: &'static str) {
    form.clear();
    form.take(given, channel);
    let all = std::iter::once(first.to_owned()).chain(given.doubts.iter().copied().map(doubt));
    form.notes.set(all.collect());
}

/// Fills the fields of the service the link names; a sentence for each that had to be left out.
fn fill_fields(desk: Desk, form: Form, given: &Given) -> Vec<String> {
    let fields = desk.peek(|ledger| {
        let id = ledger.desk().service_named(&given.service)?;
        ledger.desk().service(id).map(|service| service.fields.clone())
    });
    let fields = fields.unwrap_or_default();
    let mut left = Vec::new();
    for text in &given.fields {
        let shown: String = text.chars().take(Name::MOST).collect();
        match told(fields.values(), text) {
            Told::Filled(name, answer) => form.answers.update(|all| drop(all.insert(name, answer))),
            Told::Wrong(name, fault) => {
                let why = errors::asked(name.as_str(), fault);
                left.push(say!("given.bad_field", text = shown, why = why));
            }
            Told::Unknown => left.push(say!("given.no_field", text = shown)),
        }
    }
    left
}

/// Several lines pasted into the one line open the form, filled with them; a sentence where they cannot.
pub fn paste(event: &Event, form: Form) -> Option<String> {
    let text = clipboard::pasted(event).filter(|text| has_lines(text))?;
    event.prevent_default();
    // What is written there already is not written over.
    if untrack(|| form.holds()) {
        return Some(say!("given.busy").to_owned());
    }
    let list = |words: &str| words.split('|').map(str::to_owned).collect();
    let words = HeadWords {
        from: list(say!("given.from")),
        subject: list(say!("given.subject")),
        again: list(say!("given.again")),
    };
    fill(form, &pasted(&text, &words), Channel::Mail, say!("given.pasted"));
    go(&Route::NewRequest);
    None
}

/// The form as a link fills it, over the board.
#[component]
pub fn FromLink() -> impl IntoView {
    let (form, place) = (expect_context::<Form>(), use_place());
    if let Route::Given(query) = place.now() {
        if !untrack(|| form.holds()) {
            let given = linked(pairs(&query));
            fill(form, &given, Channel::Desk, say!("given.linked"));
            let left = fill_fields(use_desk(), form, &given);
            form.notes.update(|notes| notes.extend(left));
            // What somebody has just typed into the search needs no word on where it is from.
            if pairs(&query).any(|(key, _)| key == TYPED_HERE) {
                form.notes.update(|notes| drop(notes.remove(0)));
            }
            form.by_link();
        } else {
            form.notes.set(vec![say!("given.left_out").to_owned()]);
        }
    }
    view! { <NewRequestDialog/> }
}

/// Whether the client and the service named are known; a sentence for each that is not.
pub fn unknown(desk: Desk, client: &str, service: &str) -> Vec<String> {
    desk.peek(|ledger| {
        let desk = ledger.desk();
        let client = Some(client.trim()).filter(|name| !name.is_empty() && desk.client_named(name).is_none());
        let service =
            Some(service.trim()).filter(|name| !name.is_empty() && desk.service_named(name).is_none());
        let client = client.map(|name| say!("given.new_client", name = name));
        client.into_iter().chain(service.map(|name| say!("given.new_service", name = name))).collect()
    })
}
