//! Opening a run, and opening a sheet of it: what it is called, how long it is, who answers.

use super::{SHEET, local, resume};
use crate::domain::edit::Edit;
use crate::domain::ident::{RunId, Subject};
use crate::domain::survey::instrument::Form;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::go;
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say, say_dyn};
use chrono::Datelike;
use leptos::prelude::*;

/// The season of the day by the team's clock: "Autumn 2026". A winter is called after the year it ends
/// in only from January on, as people say it.
fn season(desk: Desk) -> String {
    let today = local(desk, desk.peek(|ledger| ledger.now()));
    let season = match today.month() {
        3..=5 => "1",
        6..=8 => "2",
        9..=11 => "3",
        _ => "4",
    };
    let name = say_dyn!("season.", season, year = today.year().to_string());
    // A second one of a season is told apart from the first by its number.
    let known = |name: &str| {
        desk.peek(|l| l.desk().runs().any(|(_, run)| run.name.as_ref().is_some_and(|n| n.as_str() == name)))
    };
    let numbered = (2..).map(|n: usize| say!("survey.numbered", name = name.as_str(), n = n));
    std::iter::once(name.clone()).chain(numbered).find(|name| !known(name)).unwrap_or(name)
}

/// The name this device acts under, to propose it.
fn own_name(desk: Desk) -> String {
    desk.peek(|ledger| ledger.actor().map(Name::to_string)).unwrap_or_default()
}

/// The form that opens a run.
#[component]
pub fn OpenRun() -> impl IntoView {
    let desk = use_desk();
    let (name, fault) = (RwSignal::new(season(desk)), RwSignal::new(String::new()));
    let form = RwSignal::new("full");
    let who = Who::new(desk, "agreed");
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let title = Name::new(&name.get_untracked());
        fault.set(
            title.as_ref().err().map(|e| errors::text_or(*e, say!("survey.no_name"))).unwrap_or_default(),
        );
        let (Ok(title), Some(sheet)) = (title, who.sheet()) else { return };
        let form = Form::find(form.get_untracked()).unwrap_or_default();
        // No notice: the page that opens says it, and its Undo would soon mean an answer.
        match desk.quietly(Edit::OpenRun { name: title, form }).map(|outcome| outcome.made) {
            Ok(Some(Subject::Run(id))) => {
                desk.here().set(SHEET, Some(&sheet));
                go(&Route::Answer(id, 0));
            }
            Ok(_) => {}
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    view! {
        <form class="box stack stack-5" novalidate=true on:submit=submit aria-labelledby="open-run">
            <h2 id="open-run">{say!("survey.new")}</h2>
            <TextField label=say!("survey.name") hint=say!("survey.name_hint") value=name fault=fault/>
            <fieldset class="field">
                <legend>{say!("survey.form")}</legend>
                <div class="stack stack-2">
                    <Pick group="form" value="full" chosen=form label=say!("survey.full") hint=say!("survey.full_hint")/>
                    <Pick group="form" value="pulse" chosen=form label=say!("survey.pulse") hint=say!("survey.pulse_hint")/>
                </div>
            </fieldset>
            <WhoFields who=who/>
            <button class="btn btn-main" type="submit"><Icon name="play"/>{say!("survey.start")}</button>
        </form>
    }
}

/// One of a few, with a word on what it means.
#[component]
fn Pick(
    /// The name of the group.
    group: &'static str,
    /// What choosing it sets.
    value: &'static str,
    /// What is chosen.
    chosen: RwSignal<&'static str>,
    /// What it is called.
    label: &'static str,
    /// What it means.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="pick">
            <input type="radio" name=group value=value prop:checked=move || chosen.get() == value
                on:change=move |_| chosen.set(value)/>
            <span>{label}<span class="hint">{hint}</span></span>
        </label>
    }
}

/// Who answers: the team together, or a person on a sheet of their own.
#[derive(Clone, Copy)]
pub struct Who {
    how: RwSignal<&'static str>,
    name: RwSignal<String>,
    fault: RwSignal<String>,
}

impl Who {
    /// Begins with `agreed` or `named`.
    pub fn new(desk: Desk, how: &'static str) -> Who {
        Who {
            how: RwSignal::new(how),
            name: RwSignal::new(own_name(desk)),
            fault: RwSignal::new(String::new()),
        }
    }

    /// The sheet chosen; none, with the fault beside the field, where a name is missing.
    pub fn sheet(&self) -> Option<String> {
        if self.how.get_untracked() == "agreed" {
            return Some(String::new());
        }
        match Name::new(&self.name.get_untracked()) {
            Ok(name) => {
                self.fault.set(String::new());
                Some(name.to_string())
            }
            Err(fault) => {
                self.fault.set(errors::text_or(fault, say!("survey.no_person")));
                None
            }
        }
    }
}

/// The fields for it.
#[component]
pub fn WhoFields(who: Who) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{say!("survey.how")}</legend>
                <div class="stack stack-2">
            <Pick group="how" value="agreed" chosen=who.how label=say!("survey.agreed") hint=say!("survey.agreed_hint")/>
            <Pick group="how" value="named" chosen=who.how label=say!("survey.named") hint=say!("survey.named_hint")/>
                </div>
        </fieldset>
        {move || (who.how.get() == "named").then(|| view! { <WhoName who=who/> })}
    }
}

/// The name alone, for a run that people answer one by one.
#[component]
pub fn WhoName(who: Who) -> impl IntoView {
    view! { <TextField label=say!("survey.person") hint=say!("survey.person_hint") value=who.name fault=who.fault/> }
}

/// Opens a further sheet of a run that is open.
#[component]
pub fn AddSheet(
    /// Of which run.
    id: RunId,
    /// True while the team may still answer together.
    together: bool,
) -> impl IntoView {
    let desk = use_desk();
    let who = Who::new(desk, "named");
    who.name.set(String::new());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(sheet) = who.sheet() {
            resume(desk, id, &sheet);
        }
    };
    view! {
        <div class="stack">
            {together.then(|| view! {
                <div><button class="btn" type="button" on:click=move |_| resume(desk, id, "")>{say!("survey.answer_together")}</button></div>
            })}
            <form class="add-row" novalidate=true on:submit=submit>
                <TextField label=say!("survey.add_person") value=who.name fault=who.fault/>
                <button class="btn" type="submit"><Icon name="plus"/>{say!("survey.add")}</button>
            </form>
        </div>
    }
}
