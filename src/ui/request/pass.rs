//! An accepted request that goes before others raised earlier: whose turn that takes, and why.

use crate::domain::bump::would_pass;
use crate::domain::deciding::{Passing, TriageEdit, TriageRefusal};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::text::Note;
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::AreaField;
use crate::words::{errors, locale};
use leptos::prelude::*;

/// True where this was refused because nobody has said yet why others lose their turn.
pub fn asks_why(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Refused(Refusal::Triage(TriageRefusal::PassesOthers(_))))
}

/// Asks for the reason. Left without one, nothing has moved.
#[component]
pub fn GoFirstDialog(id: RequestId, how: Passing, close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let (why, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (name, names) = desk.peek(|ledger| {
        let called = |id: RequestId| ledger.desk().request(id).map(|r| r.reference.to_string());
        let passed = would_pass(ledger.desk(), ledger.book(), id, how, ledger.now());
        (called(id).unwrap_or_default(), passed.into_iter().filter_map(called).collect::<Vec<_>>())
    });
    let lead = say!("pass.text", names = locale().list(&names), n = names.len());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let note = match Note::new(&why.get_untracked()) {
            Ok(note) => note,
            Err(wrong) => return fault.set(errors::text(wrong)),
        };
        match desk.attempt(Edit::Triage(id, Box::new(TriageEdit::GoFirst(how, note)))) {
            Ok(_) => close.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    view! {
        <Dialog title=say!("pass.title", name = name) on_close=close>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <p class="soft">{lead}</p>
                <AreaField label=say!("pass.why") hint=say!("place.why_hint") value=why fault=fault rows=2/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("pass.do")}</button>
                </div>
            </form>
        </Dialog>
    }
}
