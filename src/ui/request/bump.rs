//! Another request, raised later, went before this one: who it was, and the message that tells the client.

use super::decline::{About, about};
use super::letter::{Message, framed};
use super::{client_name, look, strong};
use crate::domain::bump::untold;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::Request;
use crate::domain::text::Note;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::notice::NoticeBar;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::words::{locale, say_parts};
use leptos::prelude::*;

/// The references of those that went before it, in a list of words, and how many they are.
pub fn passed_by(ledger: &Ledger, request: &Request) -> (String, usize) {
    let known = untold(request).iter().filter_map(|by| ledger.desk().request(*by));
    let names: Vec<String> = known.map(|by| by.reference.to_string()).collect();
    let n = names.len();
    (locale().list(&names), n)
}

/// What the client is written. Which requests went first stays inside the team: that they did, and why somebody
/// waits, is theirs to know.
fn letter(about: &About) -> Vec<String> {
    let first = say!("bump.write", title = about.title.as_str());
    framed(about, vec![first, say!("bump.place").to_owned(), say!("bump.last").to_owned()])
}

/// Says that its client is still to be told, with the way to do so.
#[component]
pub fn Bumped(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let asking = RwSignal::new(false);
    let by = Memo::new(move |_| look(desk, id, passed_by).filter(|(_, n)| *n > 0).map(|(names, _)| names));
    let client = client_name(desk, id);
    // The notice of the step before would lie over the foot of the dialog.
    let tell = move |_| {
        desk.notices().clear();
        asking.set(true);
    };
    view! {
        {move || by.get().map(|names| view! {
            <div class="note note-risk"><Icon name="up2"/>
                <p class="grow prose-text">{strong(say_parts!("bump.is", names = names, client = client.get()))}</p>
                <div class="actions"><button class="btn" type="button" on:click=tell>{say!("bump.tell")}</button></div></div>
        })}
        {move || asking.get().then(|| view! { <Tell id=id close=Callback::new(move |()| asking.set(false))/> })}
    }
}

/// Tells the client.
#[component]
pub fn Tell(id: RequestId, close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    let paragraphs = Memo::new(move |_| shown.with(letter));
    let note = move |text: Note| {
        if desk.act(Edit::Triage(id, Box::new(TriageEdit::TellBumped(text)))).is_some() {
            close.run(());
        }
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let text = paragraphs.with_untracked(|all| all.join("\n\n"));
        note(Note::new(&text).unwrap_or_default());
    };
    let (name, client) = shown.with_untracked(|a| (a.reference.clone(), a.client.clone()));
    let (names, n) = untrack(|| look(desk, id, passed_by)).unwrap_or_default();
    let lead = say!("bump.text", names = names, n = n, client = client);
    view! {
        <Dialog title=say!("bump.title", name = name) class="dialog-wide" on_close=close>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <p class="soft small">{lead}</p>
                <Message shown=shown paragraphs=paragraphs top=true/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn" type="button" on:click=move |_| note(Note::default())>{say!("bump.said")}</button>
                    <button class="btn btn-main" type="submit">{say!("bump.do")}</button>
                </div>
            </form>
            <NoticeBar/>
        </Dialog>
    }
}
