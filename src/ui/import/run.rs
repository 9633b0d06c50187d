//! Taking the file in, with how far it has come and a way to stop.

use super::faults::FaultLines;
use super::intake::{self, Taken};
use super::work::{Look, Work};
use crate::browser::focus;
use crate::domain::edit::{Deed, Edit};
use crate::domain::text::Name;
use crate::route::{Route, link};
use crate::say;
use crate::store::sheet::RowFault;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::notice::Notice;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many requests are taken in between two looks at the browser.
const PORTION: usize = 40;

/// Where it stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Phase {
    /// The person looks at what it would bring.
    Looking,
    /// So many requests of all are in.
    Running(usize, usize),
    /// It was taken back, and why, in a sentence.
    Back(String),
    /// It is in: requests, rows, rows there are, and those that were left out.
    Done(usize, usize, usize, Vec<RowFault>),
}

/// The button, the progress, the end.
#[component]
pub fn RunBox(
    /// The file.
    work: Work,
    /// What it would bring.
    look: Memo<Look>,
    /// Where it stands.
    phase: RwSignal<Phase>,
) -> impl IntoView {
    let desk = use_desk();
    let stop = RwSignal::new(false);
    let news =
        move || look.with(|look| look.as_ref().map_or(0, |(p, _)| p.requests_new + p.requests_changed));
    let ready = move || look.with(Result::is_ok);
    let start = move |_| {
        stop.set(false);
        run(desk, work, phase, stop);
    };
    let button = move || {
        view! {
            <div class="row">
                <button class="btn btn-main" type="button" disabled=move || news() == 0 on:click=start>{move || say!("import.go", n = news())}</button>
                {move || (ready() && news() == 0).then(|| view! { <p class="soft">{say!("import.nothing_new")}</p> })}
            </div>
        }
    };
    // Its box stays while the numbers change, so that the button in it keeps the focus and can be pressed.
    let running = Memo::new(move |_| matches!(phase.get(), Phase::Running(..)));
    move || {
        if running.get() {
            return view! { <Running phase=phase stop=stop/> }.into_any();
        }
        match phase.get() {
            Phase::Looking | Phase::Running(..) => button().into_any(),
            Phase::Back(why) => {
                // The button that was pressed is gone; the focus goes to what came of it.
                focus::focus_soon("import-back");
                view! {
                    <div class="note note-risk" role="alert" id="import-back" tabindex="-1"><Icon name="undo"/><p>{why}</p></div>
                    {button()}
                }
                .into_any()
            }
            Phase::Done(requests, rows, of, lost) => {
                view! { <Done requests=requests rows=rows of=of lost=lost/> }.into_any()
            }
        }
    }
}

/// How far it has come, and the button that stops it; it takes the focus from the button that began.
#[component]
fn Running(phase: RwSignal<Phase>, stop: RwSignal<bool>) -> impl IntoView {
    let far = Memo::new(move |_| match phase.get() {
        Phase::Running(done, total) => (done, total),
        _ => (0, 1),
    });
    focus::focus_soon("import-stop");
    view! {
        <section class="box stack" aria-label=say!("import.running_head")>
            <p id="import-how" class="soft">{move || say!("import.running", n = far.get().0, of = far.get().1)}</p>
            <progress class="progress" max=move || far.get().1 aria-labelledby="import-how" prop:value=move || far.get().0 as f64></progress>
            <div><button class="btn" type="button" id="import-stop" on:click=move |_| stop.set(true)>{say!("import.stop")}</button></div>
        </section>
    }
}

#[component]
fn Done(requests: usize, rows: usize, of: usize, lost: Vec<RowFault>) -> impl IntoView {
    focus::focus_soon("import-done");
    let left = of.saturating_sub(rows);
    view! {
        <div class="stack stack-4" role="status">
            <div class="note note-ok"><Icon name="ok"/><p>{say!("import.done", requests = requests, rows = rows, of = of, left = left)}</p></div>
            {(!lost.is_empty()).then(|| view! {
                <details><summary>{say!("import.left_out", n = lost.len())}</summary><FaultLines faults=lost name=say!("import.n_left_out")/></details>
            })}
            <div class="row">
                <a class="btn btn-main" id="import-done" href=Route::Board.href()>{say!("frame.to_board")}</a>
                <a class="btn" href=link::INSIGHTS><Icon name="chart"/>{say!("import.to_insights")}</a>
            </div>
        </div>
    }
}

fn run(desk: Desk, work: Work, phase: RwSignal<Phase>, stop: RwSignal<bool>) {
    let name = work.name.get_value();
    remember(desk, work, &name);
    let Ok((numbers, portions)) = desk.peek(|ledger| {
        let plan = work.plan(ledger)?;
        let (preview, steps) = (&plan.preview, plan.steps());
        let lost: Vec<RowFault> = preview.faults.iter().filter(|fault| fault.lost).cloned().collect();
        let news = preview.requests_new + preview.requests_changed;
        let numbers = (preview.requests, news, preview.rows_read, preview.rows, lost, steps);
        Ok::<_, crate::store::sheet::PlanFault>((
            numbers,
            plan.batches(work.pin_choice(ledger), ledger.desk(), PORTION),
        ))
    }) else {
        return;
    };
    let (requests, news, rows, of, lost, total) = numbers;
    phase.set(Phase::Running(0, total));
    let deed = Deed { key: "imported", name, n: news, ..Deed::default() };
    spawn_local(async move {
        let goes_on = move |portions: usize| {
            phase.try_set(Phase::Running((portions * PORTION).min(total), total));
            stop.try_get_untracked() != Some(true)
        };
        let end = intake::take(desk, portions, deed.clone(), goes_on).await;
        phase.try_set(match end {
            Taken::All(fresh) => {
                if fresh {
                    desk.notices().show(Notice::done(&deed));
                }
                Phase::Done(requests, rows, of, lost)
            }
            Taken::Stopped => {
                desk.notices().clear();
                Phase::Back(say!("import.stopped").to_owned())
            }
            Taken::Stays(n) => {
                desk.notices().clear();
                Phase::Back(say!("import.stays", n = n))
            }
            Taken::Failed(error) => {
                desk.notices().clear();
                Phase::Back(say!("import.failed", why = errors::store(&error)))
            }
        });
    });
}

/// Remembers how the file is read, before it is taken in: so that undo first meets the import itself.
fn remember(desk: Desk, work: Work, name: &str) {
    let text = work.mapping.with_untracked(|mapping| mapping.to_text());
    if let Ok(name) = Name::new(name) {
        // If it cannot be kept, the import will say so; the file is read all the same.
        let _ = desk.quietly(Edit::SaveMapping(name, text.as_str().into()));
    }
}
