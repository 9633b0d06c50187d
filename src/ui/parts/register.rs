//! What a register is made of: the line that adds one more by its name, and the form that stands in the place of a
//! row while it is edited. Only what has changed is written.

use super::field::TextField;
use super::icon::Icon;
use crate::domain::edit::Edit;
use crate::domain::text::{Name, Note};
use crate::ui::desk::use_desk;
use crate::words::{errors, say};
use leptos::prelude::*;

/// Adds one more by its name.
#[component]
pub fn AddRow(
    /// What is added.
    label: &'static str,
    /// How it is called.
    hint: &'static str,
    /// Said where nothing is written.
    empty: &'static str,
    /// The edit that adds it.
    edit: fn(Name) -> Edit,
) -> impl IntoView {
    let desk = use_desk();
    let (name, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let added = Name::new(&name.get_untracked()).map_err(|fault| errors::text_or(fault, empty));
        match added.and_then(|n| desk.attempt(edit(n)).map_err(|t| errors::trouble(&t))) {
            Ok(_) => {
                name.set(String::new());
                fault.set(String::new());
            }
            Err(why) => fault.set(why),
        }
    };
    view! {
        <form class="box add-row" novalidate=true on:submit=submit>
            <TextField label=label hint=hint value=name fault=fault/>
            <button class="btn btn-main" type="submit"><Icon name="plus"/>{say!("button.add")}</button>
        </form>
    }
}

/// The name that was typed; none where it is none, and `fault` says why: `empty` where nothing is written.
pub fn typed_name(value: RwSignal<String>, fault: RwSignal<String>, empty: &str) -> Option<Name> {
    let name = Name::new(&value.get_untracked());
    fault.set(name.as_ref().err().map(|e| errors::text_or(*e, empty)).unwrap_or_default());
    name.ok()
}

/// The text that was typed; none where it is too long, and `fault` says so.
pub fn typed_note(value: RwSignal<String>, fault: RwSignal<String>) -> Option<Note> {
    let note = Note::new(&value.get_untracked());
    fault.set(note.as_ref().err().map(|e| errors::text(*e)).unwrap_or_default());
    note.ok()
}

/// The foot of the form in a row's place.
#[component]
pub fn EditFoot(
    /// Called when the row is to come back.
    on_done: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="form-foot">
            <button class="btn" type="button" on:click=move |_| on_done.run(())>{say!("button.cancel")}</button>
            <button class="btn btn-main" type="submit">{say!("button.save")}</button>
        </div>
    }
}
