//! What changes a promise besides moving it: a delay that is told before the date passes, and a wish that has
//! changed, which asks whether the date stays.

use super::decline::{About, about};
use super::defer::zone;
use super::forecast::LoadLine;
use super::letter::{Message, framed};
use super::{dated_of, direction_of, look, moment_of, read_local, write_local};
use crate::browser::focus;
use crate::domain::deciding::{TriageEdit, TriageRefusal, deadline};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Direction;
use crate::domain::text::Note;
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::notice::NoticeBar;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{AreaField, TextField};
use crate::words::errors;
use leptos::prelude::*;

/// What is delayed: the promised date; else the deadline, of what we deliver. As [`promised`] says it.
fn delayed(desk: Desk, id: RequestId) -> Option<(Moment, String, String)> {
    let zone = zone(desk);
    promised(desk, id).or_else(|| {
        desk.peek(|ledger| {
            let date = deadline(ledger.desk(), ledger.book(), ledger.desk().request(id)?, ledger.now())?;
            Some((date, moment_of(ledger, date), write_local(zone.to_local(date))))
        })
    })
}

/// The promised date: as a moment, in words, as the value of a field; none where nothing is promised.
fn promised(desk: Desk, id: RequestId) -> Option<(Moment, String, String)> {
    let zone = zone(desk);
    desk.peek(|ledger| {
        let request = ledger.desk().request(id)?;
        let date = request.promise()?.date;
        Some((date, moment_of(ledger, date), write_local(zone.to_local(date))))
    })
}

/// A moment as the client reads it.
fn in_words(desk: Desk, id: RequestId, at: Moment) -> String {
    desk.peek(|l| l.desk().request(id).map(|r| dated_of(l, r, at))).unwrap_or_default()
}

/// What the client is written: that we are late and sorry; or, where they deliver, how we have understood their delay.
fn letter(about: &About, was: &str, old: &str, new: &str, cause: &str) -> Vec<String> {
    let (title, theirs) = (about.title.as_str(), about.theirs);
    let first = match new {
        "" if theirs => say!("delay.theirs_ask", title = title, old = old),
        "" => String::new(),
        _ if theirs => say!("delay.theirs_write", title = title, old = old, new = new),
        _ => say!("delay.write", title = title, was = was, old = old, new = new),
    };
    let because = match cause {
        "" => String::new(),
        _ if theirs => say!("delay.theirs_because", text = cause),
        _ => say!("delay.because", text = cause),
    };
    let last = match theirs {
        true if new.is_empty() => "",
        true => say!("delay.theirs_last"),
        false => say!("delay.last"),
    };
    framed(about, vec![first, because, last.to_owned()])
}

/// What was written of a delay before its form was opened.
#[derive(Clone, Default, PartialEq)]
pub struct Begun {
    /// The value of the date's field.
    pub date: String,
    /// What takes longer.
    pub cause: String,
}

/// Tells of a delay and promises the new date; where the client delivers, writes down the delay they told of. `close` is told whether that was done.
#[component]
pub fn DelayDialog(id: RequestId, close: Callback<bool>, #[prop(optional)] begun: Begun) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    // The notice of the step before would lie over the foot of the dialog.
    desk.notices().clear();
    let was = if promised(desk, id).is_some() { "promised" } else { "agreed" };
    let (old, old_words, field) = delayed(desk, id).unwrap_or_default();
    let over = desk.peek(|l| l.now() > old);
    let field = if begun.date.is_empty() { field } else { begun.date };
    let (date, cause) = (RwSignal::new(field), RwSignal::new(begun.cause));
    let (date_fault, cause_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let clock = StoredValue::new(zone(desk));
    let moment =
        move || date.with(|text| read_local(text)).map(|local| clock.with_value(|z| z.from_local(local)));
    let known = in_words(desk, id, old);
    let paragraphs = Memo::new(move |_| {
        let new = moment().filter(|at| *at > old).map(|at| in_words(desk, id, at)).unwrap_or_default();
        shown.with(|about| letter(about, was, &known, &new, cause.get().trim()))
    });
    let send = move |tell: bool| {
        date_fault.set(String::new());
        cause_fault.set(String::new());
        let Some(at) = untrack(moment) else { return date_fault.set(say!("promise.no_date").to_owned()) };
        let note = Note::new(&cause.get_untracked()).map_err(|wrong| cause_fault.set(errors::text(wrong)));
        let text = if tell { paragraphs.with_untracked(|all| all.join("\n\n")) } else { String::new() };
        let (Ok(cause), Ok(text)) = (note, Note::new(&text)) else { return };
        let edit = TriageEdit::Delay { date: at, cause, text };
        match desk.attempt(Edit::Triage(id, Box::new(edit))) {
            Ok(_) => return close.run(true),
            Err(trouble @ Trouble::Refused(Refusal::PromiseReason)) => {
                cause_fault.set(errors::trouble(&trouble))
            }
            Err(trouble) => date_fault.set(errors::trouble(&trouble)),
        }
        focus::focus_first_soon("dialog [aria-invalid=true]");
    };
    let (name, client) = shown.with_untracked(|a| (a.reference.clone(), a.client.clone()));
    let direction = direction_of(desk, id);
    let (theirs, way) = (direction == Direction::WeAsk, direction.code());
    let lead = match over {
        _ if theirs => say!("delay.theirs", at = old_words, client = client.as_str()),
        true => say!("delay.over", was = was, at = old_words, client = client.as_str()),
        false => say!("delay.text", at = old_words, client = client.as_str()),
    };
    let named = client.clone();
    view! {
        <Dialog title=say!("delay.title", name = name) class="dialog-wide" on_close=Callback::new(move |()| close.run(false))>
            <form class="stack stack-4" novalidate=true on:submit=move |ev: leptos::ev::SubmitEvent| {
                ev.prevent_default();
                send(true);
            }>
                <p class="soft small">{lead}</p>
                <div class="two">
                    <TextField label=say!("delay.date") kind="datetime-local" value=date fault=date_fault/>
                    <AreaField label=say!("delay.cause") hint=say!("delay.cause_hint", client = client.as_str(), way = way) value=cause fault=cause_fault rows=2/>
                </div>
                {(!theirs).then(|| view! { <LoadLine id=id date=date/> })}
                <Message shown=shown paragraphs=paragraphs top=true/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(false)>{say!("button.cancel")}</button>
                    <button class="btn" type="button" on:click=move |_| send(false)>{say!("delay.said", client = named, way = way)}</button>
                    <button class="btn btn-main" type="submit">{say!("delay.do", way = way)}</button>
                </div>
            </form>
            <NoticeBar/>
        </Dialog>
    }
}

/// Writes down that the wish has changed, and whether the date stays.
#[component]
pub fn ScopeDialog(id: RequestId, close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    let present = promised(desk, id);
    let (what, moves) = (RwSignal::new(String::new()), RwSignal::new(false));
    let date = RwSignal::new(present.as_ref().map(|(.., field)| field.clone()).unwrap_or_default());
    let (what_fault, date_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let clock = StoredValue::new(zone(desk));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        what_fault.set(String::new());
        date_fault.set(String::new());
        let Ok(note) = Note::new(&what.get_untracked()).map_err(|wrong| what_fault.set(errors::text(wrong)))
        else {
            return;
        };
        let at = date
            .with_untracked(|text| read_local(text))
            .map(|local| clock.with_value(|z| z.from_local(local)));
        if moves.get_untracked() && at.is_none() {
            return date_fault.set(say!("promise.no_date").to_owned());
        }
        let edit = TriageEdit::Scope { what: note, date: at.filter(|_| moves.get_untracked()) };
        match desk.attempt(Edit::Triage(id, Box::new(edit))) {
            Ok(_) => return close.run(()),
            Err(trouble @ Trouble::Refused(Refusal::EmptyText)) => {
                what_fault.set(errors::trouble_or(&trouble, say!("scope.no_what")))
            }
            Err(trouble @ Trouble::Refused(Refusal::Triage(TriageRefusal::NoDelay))) => {
                date_fault.set(errors::trouble(&trouble));
            }
            Err(trouble) => date_fault.set(errors::trouble(&trouble)),
        }
        focus::focus_first_soon("dialog [aria-invalid=true]");
    };
    let (name, client) = shown.with_untracked(|a| (a.reference.clone(), a.client.clone()));
    let stays = present.map(|(_, words, _)| say!("scope.stays", at = words));
    view! {
        <Dialog title=say!("scope.title", name = name) on_close=close>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <p class="soft small">{say!("scope.text")}</p>
                <AreaField label=say!("scope.what") hint=say!("scope.what_hint", client = client) value=what fault=what_fault/>
                {match stays {
                    None => view! { <p class="small muted">{say!("scope.no_promise")}</p> }.into_any(),
                    Some(stays) => view! {
                        <fieldset class="field">
                            <legend>{say!("scope.ask")}</legend>
                            <div class="stack stack-2">
                                <label class="pick"><input type="radio" name="scope-date" prop:checked=move || !moves.get() on:change=move |_| moves.set(false)/><span>{stays}</span></label>
                                <label class="pick"><input type="radio" name="scope-date" prop:checked=move || moves.get() on:change=move |_| moves.set(true)/><span>{say!("scope.moves")}</span></label>
                            </div>
                        </fieldset>
                        <div hidden=move || !moves.get()>
                            <TextField label=say!("promise.date") kind="datetime-local" value=date fault=date_fault/>
                            {(direction_of(desk, id) == Direction::WeServe).then(|| view! { <LoadLine id=id date=date/> })}
                        </div>
                    }.into_any(),
                }}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("scope.do")}</button>
                </div>
            </form>
        </Dialog>
    }
}
