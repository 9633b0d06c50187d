//! A labelled field with its hint and its fault. The fault is tied to the control, so that it is read
//! with it.

use super::dialog::fresh_id;
use super::icon::Icon;
use leptos::prelude::*;

/// A field around any control: the control is made by `control`, which gets its id, the ids that
/// describe it, and whether it is faulty.
#[component]
pub fn Field<F, V>(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it; empty for nothing.
    #[prop(optional, into)]
    fault: Signal<String>,
    /// Makes the control.
    control: F,
) -> impl IntoView
where
    F: FnOnce(Wiring) -> V,
    V: IntoView + 'static,
{
    let id = fresh_id("field");
    let hint_id = [&id, "-hint"].concat();
    let fault_id = [&id, "-fault"].concat();
    let described = {
        let (hint_id, fault_id, has_hint) = (hint_id.clone(), fault_id.clone(), !hint.is_empty());
        Signal::derive(move || match (has_hint, fault.with(String::is_empty)) {
            (true, true) => hint_id.clone(),
            (true, false) => [&hint_id, " ", &fault_id].concat(),
            (false, false) => fault_id.clone(),
            (false, true) => String::new(),
        })
    };
    let wiring =
        Wiring { id: id.clone(), described, faulty: Signal::derive(move || !fault.with(String::is_empty)) };
    view! {
        <div class="field field-lined">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {control(wiring)}
            {move || (!fault.with(String::is_empty)).then(|| view! {
                <p class="error" id=fault_id.clone()><Icon name="late"/><span>{fault.get()}</span></p>
            })}
        </div>
    }
}

/// What a control needs to be tied to its label, hint and fault.
#[derive(Clone)]
pub struct Wiring {
    /// The control's id.
    pub id: String,
    /// The ids that describe it.
    pub described: Signal<String>,
    /// True when it is faulty.
    pub faulty: Signal<bool>,
}

/// A line of text.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What is in it.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    fault: Signal<String>,
    /// The input's type: `text`, `date`, `time`, `datetime-local`, `number`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard of a phone: `numeric`, where `text` is typed that is a number.
    #[prop(optional)]
    mode: Option<&'static str>,
    /// The id of a `<datalist>` with proposals.
    #[prop(optional, into)]
    list: Option<String>,
    /// True where nothing may be left out.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    view! {
        <Field label=label hint=hint fault=fault control=move |w: Wiring| view! {
            <input class="input" type=kind inputmode=mode id=w.id list=list autocomplete="off" required=required
                aria-describedby=move || some(w.described.get())
                aria-invalid=move || w.faulty.get().then_some("true")
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())/>
        }/>
    }
}

/// Several lines of text.
#[component]
pub fn AreaField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What is in it.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    fault: Signal<String>,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    view! {
        <Field label=label hint=hint fault=fault control=move |w: Wiring| view! {
            <textarea class="input" id=w.id rows=rows
                aria-describedby=move || some(w.described.get())
                aria-invalid=move || w.faulty.get().then_some("true")
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())></textarea>
        }/>
    }
}

/// One of several, in a list that opens. `options` are (value, words).
#[component]
pub fn SelectField(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// The value chosen.
    value: RwSignal<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    fault: Signal<String>,
) -> impl IntoView {
    view! {
        <Field label=label hint=hint fault=fault control=move |w: Wiring| view! {
            <select class="input" id=w.id
                aria-describedby=move || some(w.described.get())
                aria-invalid=move || w.faulty.get().then_some("true")
                prop:value=move || value.get()
                on:change:target=move |ev| value.set(ev.target().value())>
                {move || options.get().into_iter().map(|(key, words)| {
                    let chosen = key.clone();
                    view! { <option value=key selected=move || value.with(|v| *v == chosen)>{words}</option> }
                }).collect_view()}
            </select>
        }/>
    }
}

/// An attribute that is left out when there is nothing to say.
pub fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
