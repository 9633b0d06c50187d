//! The list of first steps as it looks; [`super::steps`] fills in what a desk knows of them.

use crate::say;
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::prelude::*;

/// The steps by the keys of their sentences.
pub const STEPS: [&str; 6] = ["team", "clients", "request", "agreement", "survey", "backup"];

/// The steps while all of them are still to come: `on_begin` is the first.
pub fn ahead(on_begin: Callback<()>) -> AnyView {
    let rows = STEPS.into_iter().enumerate().map(|(index, key)| {
        let way = (index == 0)
            .then(|| view! { <div class="row">{begin(on_begin, say_dyn!("step_go.", key))}</div> });
        row(key, false.into(), ().into_any(), way.into_any())
    });
    list(0.into(), rows.collect())
}

/// The steps in their box; how many are done.
pub fn list(done: Signal<usize>, rows: Vec<AnyView>) -> AnyView {
    view! {
        <section class="box" aria-labelledby="steps-head">
            <div class="box-head">
                <div><h2 id="steps-head">{say!("start.steps")}</h2><p>{say!("start.steps_text")}</p></div>
                <span class="muted small push">{move || say!("start.steps_count", n = done.get(), of = STEPS.len())}</span>
            </div>
            <ol class="todo">{rows}</ol>
        </section>
    }
    .into_any()
}

/// One step: whether it is done, what is to be known of it, the way to it.
pub fn row(key: &'static str, is_done: Signal<bool>, tag: AnyView, way: AnyView) -> AnyView {
    view! {
        <li class:is-done=move || is_done.get()>
            <span class="mark">{move || is_done.get().then(|| view! { <Icon name="check"/> })}</span>
            <div>
                <b>{say_dyn!("step.", key)}</b>
                {move || is_done.get().then(|| view! { <span class="sr">{say!("start.step_done")}</span> })}
                {tag}
                <p>{say_dyn!("step_text.", key)}</p>
            </div>
            {way}
        </li>
    }
    .into_any()
}

/// The button that opens the form for the desk.
pub fn begin(on_begin: Callback<()>, word: String) -> AnyView {
    view! { <button class="btn btn-s" type="button" on:click=move |_| on_begin.run(())>{word}</button> }
        .into_any()
}
