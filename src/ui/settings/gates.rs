//! Among the rules for deciding: what has to be there before a request goes on, and who decides on a no.

use super::triage::{rules, set};
use crate::domain::text::Name;
use crate::domain::triage::{Gate, Rules as Kept, TriageSetting};
use crate::route::Route;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::TextField;
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;

/// What has to be there before a request goes on.
#[component]
pub fn Gates() -> impl IntoView {
    let desk = use_desk();
    let one = move |gate: Gate| {
        let on = Memo::new(move |_| rules(desk, |r| r.has_gate(gate)));
        let words = match gate {
            Gate::Scored => say!("rules.gate_scored"),
            Gate::Promise => say!("rules.gate_promise"),
            Gate::Means => say!("rules.gate_means"),
        };
        view! {
            <label class="pick">
                <input type="checkbox" prop:checked=on on:change:target=move |ev| set(desk, TriageSetting::Gate(gate, ev.target().checked()))/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="box field">
            <legend class="sr">{say!("rules.gates")}</legend>
            <h2 aria-hidden="true">{say!("rules.gates")}</h2>
            <div class="stack stack-2">{Gate::ALL.iter().map(|gate| one(*gate)).collect_view()}</div>
        </fieldset>
    }
}

/// Who takes requests in; nothing where by the team's position any member does.
#[component]
pub fn Intake() -> impl IntoView {
    let desk = use_desk();
    let choice = Memo::new(move |_| {
        desk.read(Bell::Others, |l| l.desk().team().positions.choice("access").to_owned())
    });
    view! {
        <section class="box stack" aria-labelledby="entry-head">
            <div><h2 id="entry-head">{say!("rules.entry")}</h2>
                <p class="soft small measure">{move || say!("rules.entry_text", choice = say_dyn!("position_choice.access.", &choice.get()))}" "<a href=Route::Positions.href()>{say!("rules.people_go")}</a></p></div>
            {move || (choice.get() != "any").then(|| view! {
                <Person label=say!("rules.entry_who") hint=say!("rules.entry_hint") read=|r| r.entry.clone() write=TriageSetting::Entry/>
            })}
        </section>
    }
}

/// Who declines, and to whom one turns who sees it differently.
#[component]
pub fn People() -> impl IntoView {
    let desk = use_desk();
    let choice = move || {
        let choice = desk.read(Bell::Others, |l| l.desk().team().positions.choice("no").to_owned());
        say!("rules.people_text", choice = say_dyn!("position_choice.no.", &choice))
    };
    view! {
        <section class="box stack" aria-labelledby="no-head">
            <div><h2 id="no-head">{say!("rules.people")}</h2>
                <p class="soft small measure">{choice}" "<a href=Route::Positions.href()>{say!("rules.people_go")}</a></p></div>
            <div class="two">
                <Person label=say!("rules.decider") hint=say!("rules.decider_hint") read=|r| r.decider.clone() write=TriageSetting::Decider/>
                <Person label=say!("rules.appeal") hint=say!("rules.appeal_hint") read=|r| r.appeal.clone() write=TriageSetting::Appeal/>
            </div>
        </section>
    }
}

/// A name, kept when it is left.
#[component]
fn Person(
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    read: fn(&Kept) -> Option<Name>,
    write: fn(Option<Name>) -> TriageSetting,
) -> impl IntoView {
    let desk = use_desk();
    let kept = Memo::new(move |_| rules(desk, read));
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| text.set(kept.get().map(|name| name.to_string()).unwrap_or_default()));
    let keep = move |_| {
        let typed = text.get_untracked();
        let name = if typed.trim().is_empty() { Ok(None) } else { Name::new(&typed).map(Some) };
        match name {
            Ok(name) => {
                fault.set(String::new());
                if name != kept.get_untracked() {
                    set(desk, write(name));
                }
            }
            Err(wrong) => fault.set(errors::text(wrong)),
        }
    };
    view! { <div on:change=keep><TextField label=label hint=hint value=text fault=fault/></div> }
}
