//! Fields and choices.

use super::Theme;
use crate::say;
use crate::ui::parts::field::{AreaField, Field, SelectField, TextField, Wiring};
use crate::words::say_dyn;
use leptos::prelude::*;

/// Every field.
pub fn fields(theme: Theme) -> AnyView {
    let text = |words: &str| RwSignal::new(words.to_owned());
    let fault = RwSignal::new(say!("parts.wrong_fault").to_owned());
    let priorities =
        ["urgent", "high", "normal", "low"].map(|code| (code.to_owned(), say_dyn!("priority.", code)));
    let priorities = Signal::stored(priorities.to_vec());
    let locked = move |w: Wiring| view! { <input class="input" id=w.id disabled=true value=say!("parts.locked_value")/> };
    view! {
        <div class="two">
            <TextField label=say!("parts.text") hint=say!("parts.text_hint") value=text(say!("parts.text_value"))/>
            <TextField label=say!("parts.wrong") value=text("0") fault=fault/>
            <SelectField label=say!("parts.choice") value=text("high") options=priorities/>
            <TextField label=say!("parts.required") value=text("") required=true/>
            <Field label=say!("parts.focus") control=|w: Wiring| view! { <input class="input is-focus" id=w.id value=say!("parts.text_value")/> }/>
            <Field label=say!("parts.locked") control=locked/>
            <TextField label=say!("parts.date") kind="date" value=text("2026-11-12")/>
            <TextField label=say!("parts.time") kind="time" value=text("14:20")/>
            <TextField label=say!("parts.number") kind="number" value=text("8")/>
            <TextField label=say!("parts.find") kind="search" value=text("")/>
            {picks(theme)}
        </div>
        <AreaField label=say!("parts.area") value=text(say!("parts.text_value"))/>
        <Field label=say!("parts.range") control=|w: Wiring| view! { <input class="range" id=w.id type="range" min="1" max="12" value="4"/> }/>
    }
    .into_any()
}

fn picks(theme: Theme) -> AnyView {
    let name = ["one-of-", theme].concat();
    view! {
        <fieldset class="field"><legend>{say!("parts.one_of")}</legend>
            <label class="pick"><input type="radio" name=name.clone() checked=true/><span>{say!("parts.one_a")}<span class="hint">{say!("parts.one_a_hint")}</span></span></label>
            <label class="pick"><input type="radio" name=name.clone()/><span>{say!("parts.one_b")}</span></label>
            <label class="pick"><input type="radio" name=name.clone() disabled=true/><span>{say!("parts.off")}</span></label>
        </fieldset>
        <fieldset class="field"><legend>{say!("parts.some_of")}</legend>
            <label class="pick"><input type="checkbox" checked=true/><span>{say!("parts.one_a")}</span></label>
            <label class="pick"><input type="checkbox"/><span>{say!("parts.one_b")}</span></label>
            <label class="pick"><input type="checkbox" disabled=true/><span>{say!("parts.off")}</span></label>
            <label class="switch"><input type="checkbox" role="switch" checked=true/><span>{say!("parts.switch")}</span></label>
            <label class="switch"><input type="checkbox" role="switch"/><span>{say!("parts.switch_off")}</span></label>
            <label class="switch"><input type="checkbox" role="switch" disabled=true/><span>{say!("parts.off")}</span></label>
        </fieldset>
    }
    .into_any()
}
