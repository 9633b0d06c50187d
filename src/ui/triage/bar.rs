//! The four ends of deciding, and the way to the next request.

use super::{Order, look_at};
use crate::domain::deciding::{TriageEdit, TriageRefusal};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::text::{Name, Note};
use crate::domain::triage::{WhoDeclines, manner};
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::actions;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::notice::Notice;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::AreaField;
use crate::ui::parts::icon::Icon;
use crate::ui::request::decline_while_deciding;
use crate::ui::request::defer::DeferDialog;
use crate::ui::request::merge::MergeDialog;
use crate::words::errors;
use leptos::prelude::*;

/// What stands over the page.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    Nothing,
    Exception,
    Later,
    Back,
    Same,
}

/// The buttons.
#[component]
pub fn Bar(id: RequestId, undecided: Memo<bool>) -> impl IntoView {
    let desk = use_desk();
    let order = expect_context::<Order>();
    let asking = RwSignal::new(Asking::Nothing);
    let declines =
        Memo::new(move |_| desk.read(Bell::Others, |l| manner(l.desk()).no != WhoDeclines::Nobody));
    let accept = move |_| {
        let next = order.following(id);
        match desk.attempt(Edit::Triage(id, Box::new(TriageEdit::Accept(Note::default())))) {
            Ok(_) => look_at(next),
            Err(Trouble::Refused(Refusal::Triage(TriageRefusal::NotEssential))) => {
                asking.set(Asking::Exception)
            }
            Err(trouble) => desk.notices().show(Notice::trouble(&trouble)),
        }
    };
    let step = move |by: isize| {
        let at =
            order.at().and_then(|at| at.checked_add_signed(by)).or_else(|| order.at().is_none().then_some(0));
        at.and_then(|at| order.open.with_untracked(|open| open.get(at).copied()))
    };
    let walk = move |by: isize| {
        untrack(|| {
            if let Some(next) = step(by) {
                look_at(Some(next))
            }
        })
    };
    let key = move |code: &str| actions::action(code).and_then(|action| action.aria(desk));
    let hidden = move || !undecided.get();
    view! {
        <div class="triage-bar" role="group" aria-label=say!("decide.bar")>
            <button class="btn btn-main" type="button" id="triage-accept" hidden=hidden aria-keyshortcuts=key("triage.accept") on:click=accept><Icon name="check"/>{say!("decide.accept")}</button>
            <button class="btn" type="button" id="triage-decline" hidden=move || hidden() || !declines.get() aria-keyshortcuts=key("triage.decline")
                on:click=move |_| decline_while_deciding(id, order.following(id))><Icon name="no"/>{say!("decide.decline")}</button>
            <button class="btn" type="button" id="triage-later" hidden=hidden aria-keyshortcuts=key("triage.later") on:click=move |_| asking.set(Asking::Later)><Icon name="pause"/>{say!("decide.later")}</button>
            <button class="btn" type="button" id="triage-ask" hidden=hidden aria-keyshortcuts=key("triage.ask") on:click=move |_| asking.set(Asking::Back)><Icon name="msg"/>{say!("decide.ask")}</button>
            <button class="btn btn-quiet" type="button" hidden=hidden on:click=move |_| asking.set(Asking::Same)><Icon name="link"/>{say!("decide.same")}</button>
            <span class="push"></span>
            <button class="btn btn-quiet" type="button" id="triage-previous" disabled=move || step(-1).is_none() aria-keyshortcuts=key("triage.previous") on:click=move |_| walk(-1)><Icon name="left"/>{say!("decide.previous")}</button>
            <button class="btn btn-quiet" type="button" id="triage-next" disabled=move || step(1).is_none() aria-keyshortcuts=key("triage.next") on:click=move |_| walk(1)>{say!("decide.next")}<Icon name="right"/></button>
        </div>
        {move || match asking.get() {
            Asking::Nothing => ().into_any(),
            Asking::Exception => view! { <Asked id=id asking=asking back=false/> }.into_any(),
            Asking::Back => view! { <Asked id=id asking=asking back=true/> }.into_any(),
            Asking::Same => {
                let next = order.following(id);
                let close = Callback::new(move |done: bool| {
                    asking.set(Asking::Nothing);
                    if done { look_at(next) }
                });
                view! { <MergeDialog id=id close=close/> }.into_any()
            }
            Asking::Later => {
                let next = order.following(id);
                let close = Callback::new(move |done: bool| {
                    asking.set(Asking::Nothing);
                    if done { look_at(next) }
                });
                view! { <DeferDialog id=id close=close/> }.into_any()
            }
        }}
    }
}

/// One field and what it does: the question to the client, or why it is accepted all the same.
#[component]
fn Asked(id: RequestId, asking: RwSignal<Asking>, back: bool) -> impl IntoView {
    let desk = use_desk();
    let order = expect_context::<Order>();
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (name, client) = desk.peek(|l| {
        let request = l.desk().request(id);
        let client = request.and_then(|r| l.desk().client_name(r.client?)).map(Name::to_string);
        let client = client.unwrap_or_else(|| say!("request.the_client").to_owned());
        (request.map(|r| r.reference.to_string()).unwrap_or_default(), client)
    });
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let note = match Note::new(&text.get_untracked()) {
            Ok(note) => note,
            Err(wrong) => return fault.set(errors::text(wrong)),
        };
        if note.is_empty() {
            return fault.set(errors::refusal(&Refusal::EmptyText));
        }
        let next = order.following(id);
        let edit = if back { TriageEdit::AskBack(note) } else { TriageEdit::Accept(note) };
        match desk.attempt(Edit::Triage(id, Box::new(edit))) {
            Ok(_) => {
                asking.set(Asking::Nothing);
                look_at(next);
            }
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let title = if back {
        say!("decide.ask_title", client = client.as_str())
    } else {
        say!("decide.exception_title", name = name.as_str())
    };
    let lead = if back {
        say!("decide.ask_text", client = client, name = name)
    } else {
        say!("decide.exception_text").to_owned()
    };
    let (label, hint, done) = if back {
        (say!("decide.ask_field"), say!("decide.ask_hint"), say!("decide.ask_do"))
    } else {
        (say!("decide.exception"), "", say!("decide.exception_do"))
    };
    view! {
        <Dialog title=title on_close=Callback::new(move |()| asking.set(Asking::Nothing))>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <p class="soft small">{lead}</p>
                <AreaField label=label hint=hint value=text fault=fault/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| asking.set(Asking::Nothing)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{done}</button>
                </div>
            </form>
        </Dialog>
    }
}
