//! The four ends of deciding, and the way to the next request.

use super::Order;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::text::{Name, Note, TextFault, Title};
use crate::domain::triage::{WhoDeclines, manner};
use crate::say;
use crate::ui::actions;
use crate::ui::actions::deciding::{self, Deciding, following, look_at};
use crate::ui::actions::request::press;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::AreaField;
use crate::ui::parts::icon::Icon;
use crate::ui::request::decline_while_deciding;
use crate::ui::request::defer::DeferDialog;
use crate::ui::request::merge::MergeDialog;
use crate::ui::request::reply::HintsOf;
use crate::ui::use_place;
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
    let (desk, place) = (use_desk(), use_place());
    let order = expect_context::<Order>();
    let asking = RwSignal::new(Asking::Nothing);
    let declines =
        Memo::new(move |_| desk.read(Bell::Others, |l| manner(l.desk()).no != WhoDeclines::Nobody));
    // What asks something first is a form of this page.
    deciding::decides(Deciding {
        open: order.open,
        here: order.here,
        opens: Callback::new(move |code| match code {
            "triage.decline" => decline_while_deciding(id, following(id)),
            "triage.later" => asking.set(Asking::Later),
            "triage.ask" => asking.set(Asking::Back),
            "triage.same" => asking.set(Asking::Same),
            deciding::EXCEPTION => asking.set(Asking::Exception),
            _ => {}
        }),
    });
    let does = move |code: &'static str| move |_| press(code, desk, place);
    let at_end = move |code: &'static str| {
        order.open.track();
        order.here.track();
        deciding::why_not(code, desk).is_some()
    };
    let key = move |code: &str| actions::action(code).and_then(|action| action.aria(desk));
    let hidden = move || !undecided.get();
    view! {
        <div class="triage-bar" role="group" aria-label=say!("decide.bar")>
            <button class="btn btn-main" type="button" hidden=hidden aria-keyshortcuts=key("triage.accept") on:click=does("triage.accept")><Icon name="check"/>{say!("decide.accept")}</button>
            <button class="btn" type="button" hidden=move || hidden() || !declines.get() aria-keyshortcuts=key("triage.decline") on:click=does("triage.decline")><Icon name="no"/>{say!("decide.decline")}</button>
            <button class="btn" type="button" hidden=hidden aria-keyshortcuts=key("triage.later") on:click=does("triage.later")><Icon name="pause"/>{say!("decide.later")}</button>
            <button class="btn" type="button" hidden=hidden aria-keyshortcuts=key("triage.ask") on:click=does("triage.ask")><Icon name="msg"/>{say!("decide.ask")}</button>
            <button class="btn btn-quiet" type="button" hidden=hidden on:click=does("triage.same")><Icon name="link"/>{say!("decide.same")}</button>
            <span class="push"></span>
            <button class="btn btn-quiet" type="button" disabled=move || at_end("triage.previous") aria-keyshortcuts=key("triage.previous") on:click=does("triage.previous")><Icon name="left"/>{say!("decide.previous")}</button>
            <button class="btn btn-quiet" type="button" disabled=move || at_end("triage.next") aria-keyshortcuts=key("triage.next") on:click=does("triage.next")>{say!("decide.next")}<Icon name="right"/></button>
        </div>
        {move || match asking.get() {
            Asking::Nothing => ().into_any(),
            Asking::Exception => view! { <Asked id=id asking=asking back=false/> }.into_any(),
            Asking::Back => view! { <Asked id=id asking=asking back=true/> }.into_any(),
            Asking::Same => {
                let next = following(id);
                let close = Callback::new(move |done: bool| {
                    asking.set(Asking::Nothing);
                    if done { look_at(next) }
                });
                view! { <MergeDialog id=id close=close/> }.into_any()
            }
            Asking::Later => {
                let next = following(id);
                let close = Callback::new(move |done: bool| {
                    asking.set(Asking::Nothing);
                    if done { look_at(next) }
                });
                view! { <DeferDialog id=id close=close/> }.into_any()
            }
        }}
    }
}

/// The points of a list with one in each line.
fn lines(text: &str) -> Result<Vec<Title>, TextFault> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Title::new).collect()
}

/// What the client reads: the question, and the points below it.
fn asked(text: &str, points: &[Title]) -> String {
    let text = text.trim();
    let head = if text.is_empty() && !points.is_empty() { say!("decide.ask_list") } else { text };
    points.iter().fold(head.to_owned(), |all, point| [&all, "\n– ", point.as_str()].concat())
}

/// One field and what it does: the question to the client, or why it is accepted all the same.
#[component]
fn Asked(id: RequestId, asking: RwSignal<Asking>, back: bool) -> impl IntoView {
    let desk = use_desk();
    let [text, fault, points, points_fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let (name, client) = desk.peek(|l| {
        let request = l.desk().request(id);
        let client = request.and_then(|r| l.desk().client_name(r.client?)).map(Name::to_string);
        let client = client.unwrap_or_else(|| say!("request.the_client").to_owned());
        (request.map(|r| r.reference.to_string()).unwrap_or_default(), client)
    });
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        points_fault.set(String::new());
        let listed = match lines(&points.get_untracked()) {
            Ok(listed) => listed,
            Err(wrong) => return points_fault.set(errors::text(wrong)),
        };
        let note = match Note::new(&asked(&text.get_untracked(), &listed)) {
            Ok(note) => note,
            Err(wrong) => return fault.set(errors::text(wrong)),
        };
        if note.is_empty() {
            let words = if back { say!("decide.no_question") } else { say!("decide.no_exception") };
            return fault.set(words.to_owned());
        }
        let next = following(id);
        let edit = if back { TriageEdit::AskBack(note, listed) } else { TriageEdit::Accept(note) };
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
                {back.then(|| view! {
                    <AreaField label=say!("decide.ask_points") hint=say!("decide.ask_points_hint") value=points fault=points_fault/>
                })}
                {back.then(|| view! { <HintsOf text=text.into()/> })}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| asking.set(Asking::Nothing)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{done}</button>
                </div>
            </form>
        </Dialog>
    }
}
