//! Words of the team's trade, each with what clients say: named gently where a text for them is written.

use super::triage::ListLine;
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::plain::can_be_found;
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say};
use leptos::prelude::*;

/// The list, and the fields that add to it.
#[component]
pub fn PlainWords() -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().plain.clone()));
    let [word, plain, word_fault, plain_fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let read = |text: RwSignal<String>, fault: RwSignal<String>, empty: &'static str| {
            let name = text.with_untracked(|text| Name::new(text));
            fault.set(name.as_ref().err().map(|wrong| errors::text_or(*wrong, empty)).unwrap_or_default());
            name.ok()
        };
        let of = read(word, word_fault, say!("settings.no_plain_word"));
        let to = read(plain, plain_fault, say!("settings.no_plain_plain"));
        if of.as_ref().is_some_and(|of| !can_be_found(of.as_str())) {
            word_fault.set(say!("settings.plain_signs").to_owned());
        }
        let (Some(of), Some(to), true) = (of, to, word_fault.with_untracked(String::is_empty)) else {
            return focus::focus_first_soon("#plain-words [aria-invalid]");
        };
        if desk.act(Edit::ChangeTeam(vec![TeamFact::Plain(of, Some(to))])).is_some() {
            word.set(String::new());
            plain.set(String::new());
            focus::focus_first_soon("#plain-words form input");
        }
    };
    let line = move |(of, to): (Name, Name)| {
        let label = say!("settings.plain_remove", word = of.as_str());
        let shown = say!("settings.plain_line", word = of.as_str(), plain = to.as_str());
        let take = Callback::new(move |()| {
            desk.act(Edit::ChangeTeam(vec![TeamFact::Plain(of.clone(), None)]));
            focus::focus_first_soon("#plain-words form input");
        });
        view! { <ListLine words=shown remove=label take=take/> }
    };
    view! {
        <section class="box stack" id="plain-words" aria-labelledby="plain-head">
            <div><h2 id="plain-head">{say!("settings.plain")}</h2><p class="soft measure">{say!("settings.plain_text")}</p></div>
            {move || (!all.with(Vec::is_empty)).then(|| view! {
                <ul class="stack stack-2 quality" aria-labelledby="plain-head">{all.get().into_iter().map(line).collect_view()}</ul>
            })}
            <form class="stack" novalidate=true on:submit=submit>
                <div class="two">
                    <TextField label=say!("settings.plain_word") value=word fault=word_fault/>
                    <TextField label=say!("settings.plain_plain") value=plain fault=plain_fault/>
                </div>
                <div class="row"><button class="btn" type="submit"><Icon name="plus"/>{say!("settings.plain_add")}</button></div>
            </form>
        </section>
    }
}
