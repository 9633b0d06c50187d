//! The list of keys, under `?`, with the switch for those that work without Ctrl or ⌘.

use super::actions::{ACTIONS, Keys, Over, caps_view, open_over, set_single_keys, single_keys};
use super::desk::use_desk;
use super::parts::dialog::Dialog;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// Keys that belong to one part of a page and are heard there: their caps, their sentence, and whether they are single
/// keys, which can be switched off.
type There = &'static [(&'static [&'static str], &'static str, bool)];

const ON_A_CARD: There = &[
    (&["↑", "↓"], "cards", false),
    (&["Enter"], "open", false),
    (&["Space"], "lift", false),
    (&["←", "→", "↑", "↓"], "carry", false),
    (&["Esc"], "back", false),
    (&["X"], "pick", true),
    (&["Shift", "↑", "↓"], "pick_on", false),
    (&["Ctrl", "A"], "pick_all", false),
];

const IN_A_MONTH: There = &[(&["←", "→"], "day", false), (&["↑", "↓"], "week", false)];

const ON_A_STATEMENT: There = &[(&["1", "2", "3", "4", "5"], "answer", true), (&["N"], "none", true)];

/// The list of keys.
#[component]
pub fn KeyList() -> impl IntoView {
    let desk = use_desk();
    let on = RwSignal::new(single_keys(desk));
    let close = Callback::new(move |()| open_over(Over::Nothing));
    let line =
        |caps: AnyView, words: String| view! { <dt class="row">{caps}</dt><dd>{words}</dd> }.into_any();
    let listed = move |wanted: fn(Keys) -> bool| {
        let mine = ACTIONS.iter().filter(move |action| wanted(action.keys));
        mine.map(|action| (action.caps(desk), action.name()))
            .filter(|(caps, _)| !caps.is_empty())
            .collect::<Vec<_>>()
    };
    let list = move |wanted: fn(Keys) -> bool| {
        on.track();
        listed(wanted).into_iter().map(|(caps, name)| line(caps_view_read(caps), name)).collect_view()
    };
    let there = move |all: There, words: fn(&str) -> String| {
        move || {
            let mine = all.iter().filter(|(.., single)| on.get() || !single);
            mine.map(|(caps, key, _)| line(caps_view_read(caps.to_vec()), words(key))).collect_view()
        }
    };
    view! {
        <Dialog title=say!("keys.title") on_close=close class="dialog-wide">
            <div class="dialog-body keys">
                <SingleKeys on=on/>
                <section class="stack" aria-labelledby="keys-always">
                    <h3 id="keys-always">{say!("keys.always")}</h3>
                    <dl class="keylist">{move || list(|keys| matches!(keys, Keys::Command(_) | Keys::ShiftCommand(_)))}</dl>
                </section>
                {move || on.get().then(|| view! {
                    <section class="stack" aria-labelledby="keys-single">
                        <h3 id="keys-single">{say!("keys.single")}</h3>
                        <dl class="keylist">{list(|keys| matches!(keys, Keys::One(_)))}</dl>
                    </section>
                    <section class="stack" aria-labelledby="keys-go">
                        <h3 id="keys-go">{say!("keys.go")}</h3>
                        <dl class="keylist">{list(|keys| matches!(keys, Keys::Go(_)))}</dl>
                    </section>
                })}
                <section class="stack" aria-labelledby="keys-card">
                    <h3 id="keys-card">{say!("keys.card")}</h3>
                    <dl class="keylist">{there(ON_A_CARD, |key| say_dyn!("key_on_card.", key))}</dl>
                </section>
                <section class="stack" aria-labelledby="keys-month">
                    <h3 id="keys-month">{say!("keys.month")}</h3>
                    <dl class="keylist">{there(IN_A_MONTH, |key| say_dyn!("key_in_month.", key))}</dl>
                </section>
                {move || on.get().then(|| view! {
                    <section class="stack" aria-labelledby="keys-statement">
                        <h3 id="keys-statement">{say!("keys.statement")}</h3>
                        <dl class="keylist">{there(ON_A_STATEMENT, |key| say_dyn!("key_on_statement.", key))}</dl>
                    </section>
                })}
            </div>
        </Dialog>
    }
}

/// Keys as caps that are read out: here they are what it is about.
fn caps_view_read(caps: Vec<&'static str>) -> AnyView {
    let words = caps.join(" ");
    view! { <span class="row">{caps_view(caps)}</span><span class="sr">{words}</span> }.into_any()
}

/// The switch of the keys that work without Ctrl or ⌘.
#[component]
pub fn SingleKeys(
    /// What it shows and changes.
    on: RwSignal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    view! {
        <label class="switch">
            <input type="checkbox" role="switch" prop:checked=move || on.get()
                on:change:target=move |ev| { let yes = ev.target().checked(); set_single_keys(desk, yes); on.set(yes); }/>
            <span>{say!("keys.switch")}</span>
        </label>
    }
}
