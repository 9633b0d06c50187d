//! Parts of a file's desk as copies: which of them, and what they come to, before they are brought in.

use super::preview::WhatChanges;
use crate::domain::columns::MOST_ADDED;
use crate::domain::text::Name;
use crate::say;
use crate::store::copying::{Copies, Other, Part};
use crate::store::ledger::Batch;
use crate::store::merge;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// What is to be brought in.
pub type Bring = Callback<Batch>;

/// The parts to choose from, and what they come to here.
#[component]
pub fn CopiesBox(
    /// The file's desk.
    other: Other,
    /// Brings the copies in.
    bring: Bring,
) -> impl IntoView {
    let desk = use_desk();
    let empty = Memo::new(move |_| !desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    let offered = other.parts();
    // A new desk begins like the other one; where there is one, its board and its rules are its own.
    let usual = |part: &Part| empty.get_untracked() || !matches!(part, Part::Board | Part::Rules);
    let chosen = RwSignal::new(offered.iter().copied().filter(usual).collect::<Vec<_>>());
    let other = StoredValue::new_local(other);
    let copies = Memo::new(move |_| {
        desk.listen(Bell::Others);
        let otherwise = |name: &str| say!("copies.other_name", name = name);
        let made =
            desk.peek(|ledger| other.with_value(|other| other.copies(ledger, &chosen.get(), &otherwise)));
        made.map_err(|trouble| errors::trouble(&trouble))
    });
    let tick = move |part: Part| {
        let on = move || chosen.with(|all| all.contains(&part));
        let put = move |on: bool| {
            chosen.update(|all| {
                all.retain(|other| *other != part);
                all.extend(on.then_some(part));
            });
        };
        view! {
            <label class="pick"><input type="checkbox" prop:checked=on on:change:target=move |ev| put(ev.target().checked())/>
                <span>{say_dyn!("copies_part.", part.code())}</span></label>
        }
    };
    let go = move |_| {
        if let Ok(made) = copies.get_untracked() {
            bring.run(made.records);
        }
    };
    view! {
        <section class="stack" aria-labelledby="copies-head">
            <h3 id="copies-head">{move || if empty.get() { say!("copies.begin") } else { say!("copies.title") }}</h3>
            <p class="soft measure">{move || if empty.get() { say!("copies.begin_text") } else { say!("copies.text") }}</p>
            <fieldset class="stack">
                <legend>{say!("copies.parts")}</legend>
                {offered.into_iter().map(tick).collect_view()}
            </fieldset>
            {move || copies.with(|copies| match copies {
                Err(why) => view! { <div class="note note-late"><Icon name="late"/><p>{why.clone()}</p></div> }.into_any(),
                Ok(made) if made.records.is_empty() => view! { <p class="soft">{say!("copies.nothing")}</p><There made=made.clone()/> }.into_any(),
                Ok(made) => view! {
                    <WhatChanges preview=desk.peek(|ledger| merge::adding(ledger.desk(), &made.records))/>
                    <There made=made.clone()/>
                    <div><button class="btn btn-main" type="button" on:click=go>{if empty.get() { say!("copies.begin_go") } else { say!("copies.go") }}</button></div>
                }.into_any(),
            })}
        </section>
    }
}

/// What is here already and stays, and what there is no room for.
#[component]
fn There(made: Copies) -> impl IntoView {
    let said = |names: &[Name], words: fn(String) -> String| {
        let names: Vec<&str> = names.iter().map(Name::as_str).collect();
        let words = (!names.is_empty()).then(|| words(names.join(", ")));
        words.map(|words| view! { <p class="soft small measure">{words}</p> })
    };
    [
        said(&made.there, |names| say!("copies.there", names = names)),
        said(&made.left, |names| say!("copies.left", names = names, most = MOST_ADDED)),
    ]
}
