//! What a no and a not now say besides their reason: what the agreement does not include, what would make it a yes, and
//! whom to ask instead.

use super::decline::About;
use crate::browser::{focus, typed};
use crate::domain::request::Request;
use crate::domain::text::{Name, Note};
use crate::domain::triage::WayOn;
use crate::say;
use crate::ui::parts::field::{AreaField, TextField};
use crate::words::{Part, errors, say_parts};
use leptos::prelude::*;

/// What is typed of the way on, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Leading {
    yes_if: RwSignal<String>,
    ask: RwSignal<String>,
    yes_fault: RwSignal<String>,
    ask_fault: RwSignal<String>,
}

impl Leading {
    /// Empty, or as it was typed in another form.
    pub fn new(from: Option<Leading>) -> Leading {
        let text = |pick: fn(Leading) -> RwSignal<String>| {
            RwSignal::new(from.map(|from| pick(from).get_untracked()).unwrap_or_default())
        };
        Leading {
            yes_if: text(|from| from.yes_if),
            ask: text(|from| from.ask),
            yes_fault: RwSignal::new(String::new()),
            ask_fault: RwSignal::new(String::new()),
        }
    }

    /// What was typed; none where something cannot be taken, which then stands beside its field.
    pub fn read(self) -> Option<WayOn> {
        self.yes_fault.set(String::new());
        self.ask_fault.set(String::new());
        let yes_if = Note::new(&self.yes_if.get_untracked())
            .map_err(|wrong| self.yes_fault.set(errors::text(wrong)))
            .ok();
        let ask = self.ask.with_untracked(|text| match text.trim() {
            "" => Some(None),
            text => Name::new(text).map(Some).map_err(|wrong| self.ask_fault.set(errors::text(wrong))).ok(),
        });
        Some(WayOn { yes_if: yes_if?, ask: ask? })
    }

    /// The paragraphs of the message.
    pub fn told(self, way: &'static str) -> Vec<String> {
        let (yes_if, ask) = (self.yes_if.get(), self.ask.get());
        let yes_if =
            (!yes_if.trim().is_empty()).then(|| say!("no.yes_if_text", text = yes_if.trim(), way = way));
        let ask = (!ask.trim().is_empty()).then(|| say!("no.ask_text", name = ask.trim(), way = way));
        yes_if.into_iter().chain(ask).collect()
    }
}

/// What would make it a yes, and whom to ask instead, as far as that was said.
pub fn leads_on(request: &Request) -> Vec<Vec<Part>> {
    let way_on = request.triage.look(|a| a.way_on.clone());
    let yes_if = Some(way_on.yes_if).filter(|text| !text.is_empty());
    let yes_if = yes_if.map(|text| say_parts!("request.yes_if", text = text.as_str()));
    let ask = way_on.ask.map(|name| say_parts!("request.ask_instead", name = name.as_str()));
    yes_if.into_iter().chain(ask).collect()
}

/// The two fields; both may stay empty.
#[component]
pub fn LeadingOn(shown: Memo<About>, typed: Leading) -> impl IntoView {
    let way = shown.with_untracked(About::way);
    view! {
        <div class="two">
            <AreaField label=say!("no.yes_if", way = way) hint=say!("no.yes_if_hint") value=typed.yes_if fault=typed.yes_fault/>
            <TextField label=say!("no.ask", way = way) hint=say!("no.ask_hint") value=typed.ask fault=typed.ask_fault/>
        </div>
    }
}

/// What the agreement says is not included, to cite as the reason.
#[component]
pub fn Cited(
    shown: Memo<About>,
    reason: RwSignal<String>,
    /// The selector of the form it stands in.
    form: &'static str,
) -> impl IntoView {
    let cite = move |text: String| {
        let agreement = shown.with_untracked(|a| a.agreement.clone());
        let words = say!("no.cited", agreement = agreement, text = text);
        reason.update(|reason| {
            let before = reason.trim_end().to_owned();
            *reason = if before.is_empty() { words } else { [&before, "\n", &words].concat() };
        });
        focus::focus_first_soon(&[form, " textarea"].concat());
    };
    let line = move |text: String| {
        let label = say!("no.cite_this", text = text.as_str());
        let cited = text.clone();
        view! {
            <li class="row"><span class="grow">{text}</span>
                <button class="btn btn-s" type="button" aria-label=label on:click=move |ev| { typed::mark(&ev); cite(cited.clone()) }>{say!("no.cite")}</button></li>
        }
    };
    move || {
        let excluded = shown.with(|a| a.excluded.clone());
        (!excluded.is_empty()).then(|| view! {
            <fieldset class="field"><legend>{shown.with(|a| say!("no.excluded", agreement = a.agreement.as_str()))}</legend>
                <ul class="stack stack-2">{excluded.into_iter().map(line).collect_view()}</ul></fieldset>
        })
    }
}
