//! A breach asks for its cause: for each clock that was late, a kind and a few words.

use super::look_now;
use crate::browser::focus;
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

/// What is being answered for one clock and not kept yet.
#[derive(Clone, Copy)]
struct Draft {
    clock: ClockKind,
    /// The code of the kind; empty for none.
    kind: RwSignal<String>,
    text: RwSignal<String>,
}

impl Draft {
    fn new(clock: ClockKind) -> Draft {
        Draft { clock, kind: RwSignal::new(String::new()), text: RwSignal::new(String::new()) }
    }

    /// The cause as it was answered; none where nothing was.
    fn answered(self) -> Result<Option<Cause>, String> {
        let kind = self.kind.with_untracked(|kind| BreachCause::parse(kind));
        let text = self.text.with_untracked(|text| Note::new(text)).map_err(errors::text)?;
        match kind {
            Some(kind) => Ok(Some(Cause { clock: self.clock, kind: Some(kind), text })),
            None if text.is_empty() => Ok(None),
            None => Err(say!("cause.choose_for", clock = what(self.clock))),
        }
    }
}

/// Everything that was late, and why: one box, a line for each clock.
#[component]
pub fn Causes(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let rows = Memo::new(move |_| look_now(desk, now, id, late).unwrap_or_default());
    // What is answered for one outlives that the cause of another is kept.
    let drafts = ClockKind::ALL.map(Draft::new);
    let fault = RwSignal::new(String::new());
    let keep = move |facts: Vec<Cause>| {
        let facts = facts.into_iter().map(|cause| RequestFact::BreachCause(Box::new(cause))).collect();
        desk.act(Edit::Change(id, facts)).is_some()
    };
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let asked = rows.with_untracked(|rows| {
            let open = rows.iter().filter(|(_, cause)| given(cause).is_none());
            open.map(|(clock, _)| *clock).collect::<Vec<_>>()
        });
        let open = || drafts.iter().filter(|draft| asked.contains(&draft.clock));
        let answers: Result<Vec<Option<Cause>>, String> = open().map(|draft| draft.answered()).collect();
        match answers.map(|all| all.into_iter().flatten().collect::<Vec<_>>()) {
            Err(wrong) => fault.set(wrong),
            Ok(none) if none.is_empty() => fault.set(say!("cause.choose_first").to_owned()),
            Ok(causes) => {
                let kept: Vec<ClockKind> = causes.iter().map(|cause| cause.clock).collect();
                if keep(causes) {
                    fault.set(String::new());
                    for draft in open().filter(|draft| kept.contains(&draft.clock)) {
                        draft.kind.set(String::new());
                        draft.text.set(String::new());
                    }
                    focus::focus_soon("late-why");
                }
            }
        }
    };
    let take_back = move |clock: ClockKind| {
        keep(vec![Cause { clock, kind: None, text: Note::default() }]);
        focus::focus_soon("late-why");
    };
    let row = move |(clock, cause): (ClockKind, Option<Cause>)| match given(&cause) {
        Some(words) => view! {
            <p class="cause-given">{say!("cause.given", clock = what(clock), why = words)}</p>
            <button class="btn btn-s" type="button" on:click=move |_| take_back(clock)>
                {say!("cause.take_back")}<span class="sr">" ("{what(clock)}")"</span>
            </button>
        }
        .into_any(),
        None => {
            drafts.into_iter().find(|draft| draft.clock == clock).map(|draft| asked(draft, fault)).into_any()
        }
    };
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let open = Memo::new(move |_| rows.with(|rows| rows.iter().any(|(_, cause)| given(cause).is_none())));
    // A row stays as it is, with what is chosen and typed in it, until its own cause is another.
    let key = |(clock, cause): &(ClockKind, Option<Cause>)| (*clock, given(cause));
    move || {
        any.get().then(|| view! {
            <form class="note cause" on:submit=save>
                {move || view! { <Icon name=if open.get() { "help" } else { "late" }/> }}
                <div class="grow stack stack-2">
                    <p id="late-why" tabindex="-1">{move || if open.get() { say!("cause.ask") } else { say!("cause.asked") }}</p>
                    <div class="cause-rows"><For each=move || rows.get() key=key children=row/></div>
                    <div role="alert">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
                    {move || open.get().then(|| view! { <div><button class="btn btn-s" type="submit">{say!("cause.save")}</button></div> })}
                </div>
            </form>
        })
    }
}

/// A cause in words; none where none was given.
fn given(cause: &Option<Cause>) -> Option<String> {
    let cause = cause.as_ref()?;
    let mut words = say_dyn!("cause.kind.", cause.kind?.code());
    if !cause.text.is_empty() {
        words.push_str(". ");
        words.push_str(cause.text.as_str());
    }
    Some(words)
}

/// The two controls of one clock.
fn asked(draft: Draft, fault: RwSignal<String>) -> impl IntoView {
    let Draft { clock, kind, text } = draft;
    view! {
        <span class="cause-clock" aria-hidden="true">{what(clock)}</span>
        <select class="input" aria-label=say!("cause.kind", clock = what(clock))
            prop:value=move || kind.get() on:change:target=move |ev| { kind.set(ev.target().value()); fault.set(String::new()); }>
            <option value="">{say!("cause.choose")}</option>
            {BreachCause::ALL.iter().map(|one| {
                let code = one.code();
                view! { <option value=code selected=move || kind.with(|kind| kind == code)>{say_dyn!("cause.kind.", code)}</option> }
            }).collect_view()}
        </select>
        <input class="input" aria-label=say!("cause.text_for", clock = what(clock)) placeholder=say!("cause.text")
            prop:value=move || text.get() on:input:target=move |ev| text.set(ev.target().value())/>
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
