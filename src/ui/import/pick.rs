//! One of several in a list that opens, in tables and lines where the label stands elsewhere.

use leptos::prelude::*;

/// What there is to choose: value and words.
pub type Options = Vec<(String, String)>;

/// A named list without a label of its own.
#[component]
pub fn Pick(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Options>,
    /// Called with what is chosen.
    on_pick: Callback<String>,
) -> impl IntoView {
    view! {
        <select class="input" aria-label=label prop:value=move || value.get()
            on:change:target=move |ev| on_pick.run(ev.target().value())>
            {move || options.get().into_iter().map(|(key, words)| {
                let own = key.clone();
                view! { <option value=key selected=move || value.with(|v| *v == own)>{words}</option> }
            }).collect_view()}
        </select>
    }
}
