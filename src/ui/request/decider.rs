//! What declining asks besides, where the team has goals, and where not anyone declines.

use super::decline::{About, Answers};
use crate::domain::request::DeclineReason;
use crate::domain::triage::WhoDeclines;
use crate::say;
use crate::ui::parts::field::{SelectField, TextField};
use leptos::prelude::*;

/// Which goal it works against, where that is the reason and the team has named some.
#[component]
pub fn Against(shown: Memo<About>, answers: Answers) -> impl IntoView {
    let there =
        move || answers.category.get() == Some(DeclineReason::Goal) && shown.with(|a| !a.goals.is_empty());
    let options = Signal::derive(move || {
        let mut out = vec![(String::new(), say!("no.goal_any").to_owned())];
        shown.with(|a| out.extend(a.goals.iter().map(|goal| (goal.clone(), goal.clone()))));
        out
    });
    move || {
        there()
            .then(|| view! { <SelectField label=say!("no.goal_field") value=answers.goal options=options/> })
    }
}

/// Who decided, where by the team's position that is not anyone's to do.
#[component]
pub fn Decider(shown: Memo<About>, answers: Answers) -> impl IntoView {
    let who = Memo::new(move |_| shown.with(|a| a.who));
    move || {
        let who = if who.get()? == WhoDeclines::Lead { "lead" } else { "intake" };
        Some(
            view! { <TextField label=say!("no.by") value=answers.by hint=say!("no.by_hint", who = who) fault=answers.by_fault/> },
        )
    }
}
