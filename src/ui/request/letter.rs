//! The message that goes with a decline, made of the answers.

use super::decline::{About, Answers};
use super::reply::HintsOf;
use crate::domain::request::DeclineReason;
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::notice;
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::prelude::*;

/// The paragraphs of the message that says no.
fn letter(
    about: &About,
    kind: Option<DeclineReason>,
    goal: &str,
    reason: &str,
    alternative: &str,
    leads_on: Vec<String>,
) -> Vec<String> {
    let (reason, alternative) = (reason.trim(), alternative.trim());
    let mut why = match kind {
        Some(DeclineReason::Goal) if !goal.is_empty() => say!("no.because_goal", goal = goal),
        Some(kind) if about.theirs => say_dyn!("no.because_theirs.", kind.code()),
        kind => kind.map(|kind| say_dyn!("no.because.", kind.code())).unwrap_or_default(),
    };
    if !why.is_empty() && !reason.is_empty() {
        why.push(' ');
    }
    why.push_str(reason);
    let way = about.way();
    let instead = if alternative.is_empty() {
        String::new()
    } else {
        say!("no.instead", text = alternative, way = way)
    };
    let thanks = say!("no.thanks", title = about.title.as_str(), way = way);
    let object = match about.appeal.as_str() {
        // To whom one turns here is nobody to turn to with a no of theirs.
        name if name.is_empty() || about.theirs => say!("no.object", way = way),
        name => say!("no.object_to", name = name),
    };
    let mut middle = vec![thanks, why, instead];
    middle.extend(leads_on);
    middle.extend([object, say!("no.last").to_owned()]);
    framed(about, middle)
}

/// Paragraphs between a greeting and who writes.
pub fn framed(about: &About, middle: Vec<String>) -> Vec<String> {
    let hello = match about.requester.as_str() {
        "" => say!("no.hello_bare").to_owned(),
        name => say!("no.hello", name = name),
    };
    let sign = match about.actor.as_str() {
        "" => about.team.clone(),
        name => say!("no.sign", name = name, team = about.team.as_str()),
    };
    let all = std::iter::once(hello).chain(middle).chain(std::iter::once(sign));
    all.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The message, and the button that copies it.
#[component]
pub fn Letter(shown: Memo<About>, answers: Answers) -> impl IntoView {
    let paragraphs = Memo::new(move |_| {
        let goal = answers.goal.get();
        let (kind, reason, other) = (answers.category.get(), answers.reason.get(), answers.alternative.get());
        shown.with(|about| letter(about, kind, &goal, &reason, &other, answers.way_on.told(about.way())))
    });
    view! { <Message shown=shown paragraphs=paragraphs/> }
}

/// A message that is ready to copy.
#[component]
pub fn Message(
    shown: Memo<About>,
    paragraphs: Memo<Vec<String>>,
    /// True directly below the heading of a dialog.
    #[prop(optional)]
    top: bool,
) -> impl IntoView {
    let desk = use_desk();
    let to = move || {
        shown.with(|a| {
            let name = if a.requester.is_empty() { a.client.as_str() } else { a.requester.as_str() };
            say!("no.letter", name = name)
        })
    };
    let copy = move |_| {
        let text = paragraphs.with_untracked(|all| all.join("\n\n"));
        notice::copy(desk, text);
    };
    view! {
        <section class="stack" aria-labelledby="letter">
            <div class="row">{if top { view! { <h3 id="letter">{to}</h3> }.into_any() } else { view! { <h4 id="letter">{to}</h4> }.into_any() }}<span class="hint push">{say!("no.letter_hint")}</span></div>
            <div class="letter">
                {move || paragraphs.get().into_iter().map(|text| view! { <p class="prose-text">{text}</p> }).collect_view()}
            </div>
            <HintsOf text=Signal::derive(move || paragraphs.with(|all| all.join("\n")))/>
            <div class="row"><button class="btn" type="button" on:click=copy><Icon name="copy"/>{say!("no.copy")}</button></div>
        </section>
    }
}
