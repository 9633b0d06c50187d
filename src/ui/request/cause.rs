//! A breach asks for its cause: for each clock that was late, a kind and a few words.

use super::look_now;
use crate::domain::cause::{BreachCause, Cause};
use crate::domain::clock::{ClockKind, ClockState};
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::{Request, RequestFact};
use crate::domain::text::Note;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Part, errors, say, say_dyn, say_parts};
use leptos::prelude::*;

/// The clocks that were or are late, each with its cause where one was given.
fn late(ledger: &Ledger, request: &Request, now: Moment) -> Vec<(ClockKind, Option<Cause>)> {
    let Some(clocks) = ledger.book().read(ledger.desk(), request, now) else { return Vec::new() };
    let late = clocks.all().into_iter().filter(|r| r.state == ClockState::Breached && !r.pilot);
    late.map(|reading| {
        let cause = request.causes.iter().find(|cause| cause.clock == reading.kind);
        (reading.kind, cause.cloned())
    })
    .collect()
}

/// What was late, and why.
#[component]
pub fn Causes(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let rows = Memo::new(move |_| look_now(desk, now, id, late).unwrap_or_default());
    let take_back = move |clock: ClockKind| {
        let cause = Cause { clock, kind: None, text: Note::default() };
        desk.act(Edit::Change(id, vec![RequestFact::BreachCause(Box::new(cause))]));
    };
    move || {
        let row = |(clock, cause): (ClockKind, Option<Cause>)| match cause
            .and_then(|c| Some((c.kind?, c.text)))
        {
            Some((kind, text)) => {
                let mut words =
                    say!("cause.given", clock = what(clock), why = say_dyn!("cause.kind.", kind.code()));
                if !text.is_empty() {
                    words.push_str(". ");
                    words.push_str(text.as_str());
                }
                view! {
                    <div class="note"><Icon name="late"/><p class="grow">{words}</p>
                        <div class="actions"><button class="btn btn-s" type="button" on:click=move |_| take_back(clock)>{say!("cause.take_back")}</button></div></div>
                }
                .into_any()
            }
            None => view! { <Ask id=id clock=clock/> }.into_any(),
        };
        rows.get().into_iter().map(row).collect_view()
    }
}

#[component]
fn Ask(id: RequestId, clock: ClockKind) -> impl IntoView {
    let desk = use_desk();
    let (kind, text, fault) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(kind) = kind.with_untracked(|k| BreachCause::parse(k)) else {
            return fault.set(say!("cause.choose").to_owned());
        };
        match text.with_untracked(|t| Note::new(t)) {
            Ok(text) => {
                let cause = Cause { clock, kind: Some(kind), text };
                desk.act(Edit::Change(id, vec![RequestFact::BreachCause(Box::new(cause))]));
            }
            Err(wrong) => fault.set(errors::text(wrong)),
        }
    };
    view! {
        <form class="note cause" on:submit=save>
            <Icon name="help"/>
            <div class="grow stack stack-2">
                <p>{say!("cause.ask", clock = what(clock))}</p>
                <div class="row">
                    <select class="input input-auto" aria-label=say!("cause.kind", clock = what(clock))
                        prop:value=move || kind.get() on:change:target=move |ev| { kind.set(ev.target().value()); fault.set(String::new()); }>
                        <option value="">{say!("cause.choose")}</option>
                        {BreachCause::ALL.iter().map(|k| view! { <option value=k.code()>{say_dyn!("cause.kind.", k.code())}</option> }).collect_view()}
                    </select>
                    <input class="input grow" aria-label=say!("cause.text") placeholder=say!("cause.text")
                        prop:value=move || text.get() on:input:target=move |ev| text.set(ev.target().value())/>
                    <button class="btn" type="submit">{say!("cause.save")}</button>
                </div>
                <div role="alert">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
            </div>
        </form>
    }
}

/// The sentence of the history.
pub fn told(cause: &Cause, who: &str) -> (&'static str, Vec<Part>) {
    let clock = what(cause.clock);
    let words = match cause.kind {
        Some(kind) => {
            let why = say_dyn!("cause.kind.", kind.code());
            let text = if cause.text.is_empty() { "none" } else { cause.text.as_str() };
            say_parts!("log.breach_cause", who = who, clock = clock, why = why, text = text)
        }
        None => say_parts!("log.breach_cause_gone", who = who, clock = clock),
    };
    ("late", words)
}
