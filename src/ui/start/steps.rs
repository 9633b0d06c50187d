//! The first steps. They tick themselves: each is read from the desk. Any of them may be left out, which the
//! desk remembers.

use super::ahead::{STEPS, begin, list, row};
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::team::TeamFact;
use crate::domain::workspace::Workspace;
use crate::route::Route;
use crate::say;
use crate::ui::data;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::prelude::*;

/// Whether a step is done.
fn is_done(desk: &Workspace, backed_up: bool, index: usize) -> bool {
    match index {
        0 => desk.is_set_up(),
        1 => desk.clients().nth(1).is_some(),
        2 => desk.request_count() > 0,
        3 => desk.agreements().next().is_some(),
        4 => desk.runs().any(|(_, run)| run.sheets.values().any(|sheet| !sheet.answers.is_empty())),
        _ => backed_up,
    }
}

fn done_steps(desk: Desk) -> [bool; 6] {
    let backed_up = desk.here().get("backup").is_some();
    desk.listen(Bell::Requests);
    desk.read(Bell::Others, |ledger| std::array::from_fn(|index| is_done(ledger.desk(), backed_up, index)))
}

/// Whether a step was left out.
fn is_left_out(desk: Desk, index: usize) -> bool {
    let code = STEPS.get(index).copied().unwrap_or_default();
    desk.read(Bell::Others, |ledger| ledger.desk().team().steps.iter().any(|step| &**step == code))
}

/// The first step that is neither done nor left out.
fn next_step(desk: Desk) -> Option<usize> {
    done_steps(desk)
        .iter()
        .enumerate()
        .find(|(index, done)| !**done && !is_left_out(desk, *index))
        .map(|(i, _)| i)
}

fn leave_out(desk: Desk, index: usize) {
    if let Some(code) = STEPS.get(index) {
        desk.act(Edit::ChangeTeam(vec![TeamFact::Step((*code).into())]));
        // The button goes with its step; the focus goes on to the next one, or to where the screen begins.
        focus::focus_first_soon(if some_left(desk) { "main [data-step]" } else { "main h1" });
    }
}

/// True while there is a first step left.
pub fn some_left(desk: Desk) -> bool {
    next_step(desk).is_some()
}

/// The next first step in one line, with the way there; it can be left out.
#[component]
pub fn NextStep() -> impl IntoView {
    let desk = use_desk();
    let again = RwSignal::new(());
    let next = Memo::new(move |_| {
        again.track();
        next_step(desk)
    });
    move || {
        let index = next.get()?;
        let key = STEPS.get(index).copied().unwrap_or_default();
        let words = say!("start.next", n = index + 1, of = STEPS.len(), what = say_dyn!("step.", key));
        let nothing = Callback::new(|()| {});
        Some(view! {
            <section class="banner banner-info" aria-label=say!("start.steps")>
                <Icon name="flag"/><p>{words}" "<span class="soft banner-more">{say_dyn!("step_text.", key)}</span></p>
                {way(desk, index, true, nothing, again)}
                <button class="btn btn-s btn-quiet" type="button" data-step="" on:click=move |_| leave_out(desk, index)>{say!("start.leave_out")}</button>
            </section>
        })
    }
}

/// The list of first steps. `on_begin` opens the form that sets up the desk.
#[component]
pub fn FirstSteps(
    /// Opens the form that sets up the desk.
    on_begin: Callback<()>,
) -> impl IntoView {
    let desk = use_desk();
    let again = RwSignal::new(());
    let done = Memo::new(move |_| {
        again.track();
        done_steps(desk)
    });
    let count = move || done.get().iter().filter(|step| **step).count();
    let rows = STEPS.into_iter().enumerate().map(|(index, key)| {
        let is_done = Memo::new(move |_| done.with(|steps| steps.get(index).copied().unwrap_or(false)));
        let left_out = Memo::new(move |_| is_left_out(desk, index));
        let set_up = Memo::new(move |_| done.with(|steps| steps.first().copied().unwrap_or(false)));
        let tag = move || (left_out.get() && !is_done.get()).then(|| view! { " "<span class="tag">{say!("start.left_out")}</span> });
        let way = move || (!is_done.get()).then(|| view! {
            <div class="row">
                {way(desk, index, set_up.get(), on_begin, again)}
                {(set_up.get() && !left_out.get()).then(|| view! {
                    <button class="btn btn-s btn-quiet" type="button" data-step="" on:click=move |_| leave_out(desk, index)>{say!("start.leave_out")}</button>
                })}
            </div>
        });
        row(key, is_done.into(), tag.into_any(), way.into_any())
    });
    list(Signal::derive(count), rows.collect())
}

/// The control that leads to a step; none for those that need a desk first.
fn way(desk: Desk, index: usize, set_up: bool, on_begin: Callback<()>, again: RwSignal<()>) -> AnyView {
    let word = say_dyn!("step_go.", STEPS.get(index).copied().unwrap_or_default());
    let link =
        |route: Route, word: String| view! { <a class="btn btn-s" href=route.href()>{word}</a> }.into_any();
    match (index, set_up) {
        (0, _) => begin(on_begin, word),
        (_, false) => ().into_any(),
        (1, _) => link(Route::Clients, word),
        (2, _) => link(Route::NewRequest, word),
        (3, _) => link(Route::NewAgreement, word),
        (4, _) => link(Route::Survey, word),
        _ => {
            let download = move |_| {
                data::download_backup(desk);
                again.set(());
            };
            view! { <button class="btn btn-s" type="button" on:click=download>{word}</button> }.into_any()
        }
    }
}
