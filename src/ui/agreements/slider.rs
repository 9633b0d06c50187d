//! A target tried by hand: a slider for each, with what past work would have met under the thumb. What is chosen is
//! written into the field of the target at once, so that the page, the example and the trial go with it.

use super::target_words;
use super::trial::{Trial, amount_words, counted_in, share};
use crate::domain::backtest::{Tried, amounts};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::moment::Span;
use crate::domain::request::Priority;
use crate::ui::parts::clock::what;
use crate::ui::parts::dialog::fresh_id;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// The shares of past work that are marked, in percent.
const MARKED: [usize; 2] = [85, 95];

/// A slider for each target that enough past work can be tried on.
#[component]
pub fn Sliders(trial: Trial) -> impl IntoView {
    let rows = Memo::new(move |_| {
        trial.tried.with(|all| {
            let enough = all.iter().filter(|tried| tried.n() >= LEAST_FOR_A_SHARE);
            enough.map(|tried| (tried.clock, tried.priority)).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <fieldset class="field stack"><legend>{say!("trial.slide")}</legend>
                <p class="hint">{say!("trial.slide_text")}</p>
                <For each=move || rows.get() key=|row| *row let((clock, priority))><Slider trial=trial clock=clock priority=priority/></For>
            </fieldset>
        </Show>
    }
}

/// What one slider goes over and where its marks are; it stays as it is while the thumb moves.
#[derive(Clone, PartialEq, Default)]
struct Scale {
    amounts: Vec<Span>,
    /// The share in percent, and how far along it is met.
    marks: Vec<(usize, usize)>,
}

impl Scale {
    fn of(tried: &Tried) -> Scale {
        let amounts = amounts(&tried.needed);
        let place = |span: Span| amounts.iter().position(|amount| *amount >= span);
        let marks = MARKED.into_iter().filter_map(|p| Some((p, place(tried.promise(p)?)?))).collect();
        Scale { amounts, marks }
    }
}

#[component]
fn Slider(trial: Trial, clock: ClockKind, priority: Priority) -> impl IntoView {
    let mine = move |all: &Vec<Tried>| {
        all.iter().find(|tried| tried.clock == clock && tried.priority == priority).cloned()
    };
    let tried = Memo::new(move |_| trial.tried.with(mine));
    let scale = Memo::new(move |_| tried.with(|tried| tried.as_ref().map(Scale::of)).unwrap_or_default());
    let target = Memo::new(move |_| tried.with(|tried| tried.as_ref().and_then(|tried| tried.target)));
    // Working days have no place among hours: the thumb then stands where most of the work was done.
    let place = move || {
        let scale = scale.get();
        let hours = target.get().filter(|target| matches!(target.basis, Basis::Open | Basis::Calendar));
        let last = scale.amounts.len().saturating_sub(1);
        match hours {
            Some(Target { amount, .. }) => {
                scale.amounts.iter().position(|one| *one >= amount).unwrap_or(last)
            }
            None => scale.marks.first().map_or(last, |(_, at)| *at),
        }
    };
    let said = move || {
        let kept = tried.with(|tried| tried.as_ref().map(share)).unwrap_or_default();
        match target.get() {
            Some(target) => say!("trial.slide_now", amount = target_words(&target), kept = kept),
            None => kept,
        }
    };
    let marks = move || {
        let (scale, target) = (scale.get(), target.get());
        let words = |(percent, at): &(usize, usize)| {
            let amount = amount_words(scale.amounts.get(*at).copied()?, target);
            Some(say!("trial.slide_mark", p = *percent, amount = amount))
        };
        scale.marks.iter().filter_map(words).collect::<Vec<_>>().join(" · ")
    };
    let slide = move |ev: web_sys::Event| {
        let at = event_target_value(&ev).parse::<usize>().ok();
        let amount = at.and_then(|at| scale.with_untracked(|scale| scale.amounts.get(at).copied()));
        if let (Some(cell), Some(amount)) = (trial.cell(clock, priority), amount) {
            cell.write(amount, counted_in(target.get_untracked()));
        }
    };
    let (id, list) = (fresh_id("slide"), fresh_id("marks"));
    let name = say!("trial.row", priority = say_dyn!("priority.", priority.code()), what = what(clock));
    view! {
        <div class="stack stack-1">
            <div class="row"><label for=id.clone()>{name}</label><span class="push small" aria-hidden="true">{said}</span></div>
            <input class="range" type="range" id=id min="0" step="1" list=list.clone() aria-valuetext=said
                max=move || scale.with(|scale| scale.amounts.len().saturating_sub(1).to_string())
                prop:value=move || place().to_string() on:input=slide/>
            <datalist id=list>{move || scale.get().marks.into_iter().map(|(percent, at)| view! {
                <option value=at.to_string() label=say!("agreement.percent", p = percent)></option>
            }).collect_view()}</datalist>
            <p class="muted small">{marks}</p>
        </div>
    }
}
