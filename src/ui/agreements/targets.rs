//! The targets: priority by clock, what is wrong with them beside them, and how far they would have been
//! kept.

use super::form::{Cell, Form, Written};
use super::look::{Beside, FoundAll};
use super::threshold;
use crate::domain::backtest::Tried;
use crate::domain::clock::{ClockKind, Target};
use crate::domain::decide::check_terms;
use crate::domain::edit::Refusal;
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::request::Priority;
use crate::domain::review::Place;
use crate::domain::threshold::Threshold;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Arg, errors, say, say_dyn};
use leptos::prelude::*;

/// The table of targets.
#[component]
pub fn Targets(form: Form, written: Memo<Written>, kept: Memo<Vec<Tried>>, found: FoundAll) -> impl IntoView {
    let desk = use_desk();
    let refusal = Memo::new(move |_| {
        desk.read(Bell::Others, |l| written.with(|w| check_terms(l.desk(), &w.terms).err()))
    });
    view! {
        <section class="box" aria-labelledby="targets">
            <div class="box-head"><div><h2 id="targets">{say!("agreement.targets")}</h2><p>{say!("agreement.targets_text")}</p></div></div>
            <table class="table targets">
                <thead><tr>
                    <th scope="col">{say!("agreement.priority")}</th>
                    <th scope="col">{say!("agreement.response")}</th>
                    <th scope="col">{say!("agreement.update")}</th>
                    <th scope="col">{say!("agreement.done")}</th>
                    <th scope="col">{say!("agreement.kept")}</th>
                </tr></thead>
                <tbody>{Priority::ALL.iter().map(|p| view! { <Row form=form priority=*p refusal=refusal kept=kept found=found/> }).collect_view()}</tbody>
            </table>
            <Extra form=form refusal=refusal clock=ClockKind::Decision head=say!("agreement.decisions") text=say!("agreement.decisions_text")/>
            <Extra form=form refusal=refusal clock=ClockKind::Reply head=say!("agreement.replies") text=say!("agreement.replies_text")/>
            <Warning form=form/>
        </section>
    }
}

/// From when on a request is shown as at risk.
#[component]
fn Warning(form: Form) -> impl IntoView {
    let fault = Memo::new(move |_| form.warning().err());
    let faulty = Signal::derive(move || fault.with(Option::is_some));
    view! {
        <fieldset class="field warn-at">
            <legend>{say!("agreement.warn")}</legend>
            <p class="hint">{say!("agreement.warn_hint")}</p>
            <threshold::Amount fields=form.warn amount=say!("agreement.warn_amount") unit=say!("agreement.warn_unit") fault=(faulty, "warn-fault")/>
            {move || fault.get().map(|text| view! { <p class="error" id="warn-fault"><Icon name="late"/><span>{text}</span></p> })}
        </fieldset>
    }
}

/// What is wrong with the targets of a priority, and with which of them; empty for nothing.
fn faults(cells: &[Cell], priority: Priority, refusal: Option<Refusal>) -> (Vec<ClockKind>, String) {
    if let Some((clock, fault)) =
        cells.iter().find_map(|c| Some((c.clock, c.target(Threshold::USUAL_WARNING).err()?)))
    {
        return (vec![clock], fault);
    }
    match refusal {
        Some(Refusal::ZeroTarget(clock, p)) if p == priority => {
            (vec![clock], errors::refusal(&Refusal::ZeroTarget(clock, p)))
        }
        Some(Refusal::WholeDays(clock, p)) if p == priority => {
            (vec![clock], errors::refusal(&Refusal::WholeDays(clock, p)))
        }
        Some(Refusal::TargetsOutOfOrder(first, second, p)) if p == priority => {
            (vec![first, second], errors::refusal(&Refusal::TargetsOutOfOrder(first, second, p)))
        }
        _ => (Vec::new(), String::new()),
    }
}

#[component]
fn Row(
    form: Form,
    priority: Priority,
    refusal: Memo<Option<Refusal>>,
    kept: Memo<Vec<Tried>>,
    found: FoundAll,
) -> impl IntoView {
    let cells: Vec<Cell> =
        form.cells.with_value(|all| all.iter().copied().filter(|c| c.priority == priority).collect());
    let icon = ["p", &priority.level().to_string()].concat();
    let id = fault_id(priority);
    let mine = cells.clone();
    let place = Place::Target(priority);
    let remarked = Memo::new(move |_| found.with(|all| all.iter().any(|(at, _)| *at == place)));
    let fault = Memo::new(move |_| faults(&mine, priority, refusal.get()));
    view! {
        <tr>
            <th scope="row"><span class="row nowrap-row"><Icon name=icon/>{say_dyn!("priority.", priority.code())}</span></th>
            {cells.into_iter().filter(|cell| !matches!(cell.clock, ClockKind::Decision | ClockKind::Reply)).map(|cell| view! {
                <td data-label=what(cell.clock)><Amount cell=cell described=fault_id(priority)
                    faulty=Signal::derive(move || fault.with(|(clocks, _)| clocks.contains(&cell.clock)))/></td>
            }).collect_view()}
            <td data-label=say!("agreement.kept")>{move || kept.with(|k| share(k, priority))}</td>
        </tr>
        {move || (!fault.with(|(_, text)| text.is_empty())).then(|| view! {
            <tr class="target-fault"><td colspan="5"><p class="error" id=id.clone()><Icon name="late"/><span>{fault.get().1}</span></p></td></tr>
        })}
        {move || remarked.get().then(|| view! { <tr class="target-fault"><td colspan="5"><Beside found=found place=place/></td></tr> })}
    }
}

/// The targets of a clock beside the usual ones, unfolded where there is one.
#[component]
fn Extra(
    form: Form,
    refusal: Memo<Option<Refusal>>,
    clock: ClockKind,
    head: &'static str,
    text: &'static str,
) -> impl IntoView {
    let of = |all: &Vec<Cell>| -> Vec<Cell> { all.iter().copied().filter(|c| c.clock == clock).collect() };
    let cells = form.cells.with_value(of);
    let open = cells.iter().any(|cell| cell.amount.with_untracked(|text| !text.is_empty()));
    let fields = cells.into_iter().map(|cell| {
        let mine = form.cells.with_value(|all| all.iter().copied().filter(|c| c.priority == cell.priority).collect::<Vec<_>>());
        let faulty = Signal::derive(move || {
            faults(&mine, cell.priority, refusal.get()).0.contains(&clock)
        });
        let icon = ["p", &cell.priority.level().to_string()].concat();
        view! {
            <div class="stack stack-1">
                <span class="row nowrap-row small"><Icon name=icon/>{say_dyn!("priority.", cell.priority.code())}</span>
                <Amount cell=cell described=fault_id(cell.priority) faulty=faulty/>
            </div>
        }
    });
    view! {
        <details class="more decisions" open=open>
            <summary>{head}</summary>
            <p class="muted small">{text}</p>
            <div class="decision-fields">{fields.collect_view()}</div>
        </details>
    }
}

/// The paragraph that says what is wrong with the targets of a priority.
fn fault_id(priority: Priority) -> String {
    ["target-fault-", priority.code()].concat()
}

/// The clocks of which somebody may wish or expect another time.
pub const WISHED: [ClockKind; 2] = [ClockKind::FirstResponse, ClockKind::Resolution];

/// Empty fields for what is wished, or those of what is.
pub fn wished_cells(known: impl Fn(ClockKind, Priority) -> Option<Target>) -> Vec<Cell> {
    let each = |p: &Priority| WISHED.map(|clock| Cell::of(clock, *p, known(clock, *p).as_ref()));
    Priority::ALL.iter().flat_map(each).collect()
}

/// A table of what is wished: priority by clock.
#[component]
pub fn WishedTable(
    cells: StoredValue<Vec<Cell>>,
    /// What it is about.
    caption: &'static str,
    /// What the amount and the unit of a clock and a priority are called.
    called: fn(String, String) -> (String, String),
    /// The paragraph that says what is wrong.
    described: &'static str,
) -> impl IntoView {
    let one = move |clock: ClockKind, priority: Priority| {
        let cell = cells
            .with_value(|all| all.iter().copied().find(|c| c.clock == clock && c.priority == priority))?;
        let called = called(what(clock).to_owned(), say_dyn!("priority.", priority.code()));
        let faulty = Signal::derive(move || cell.target(Threshold::USUAL_WARNING).is_err());
        Some(view! {
            <td data-label=what(clock)><Amount cell=cell described=described.to_owned() faulty=faulty called=called/></td>
        })
    };
    view! {
        <table class="table targets">
            <caption class="sr">{caption}</caption>
            <thead><tr><th scope="col">{say!("agreement.priority")}</th>
                {WISHED.map(|clock| view! { <th scope="col">{what(clock)}</th> }).collect_view()}</tr></thead>
            <tbody>{Priority::ALL.iter().map(|priority| view! {
                <tr><th scope="row">{say_dyn!("priority.", priority.code())}</th>{WISHED.map(|clock| one(clock, *priority)).collect_view()}</tr>
            }).collect_view()}</tbody>
        </table>
    }
}

/// How much of a target, and in which unit.
#[component]
pub fn Amount(
    cell: Cell,
    /// The paragraph that says what is wrong with it.
    described: String,
    faulty: Signal<bool>,
    /// What the two fields are called, where they are not those of the target itself.
    #[prop(optional)]
    called: Option<(String, String)>,
) -> impl IntoView {
    let priority = say_dyn!("priority.", cell.priority.code());
    let (label, unit) = called.unwrap_or_else(|| {
        let label = say!("agreement.amount", what = what(cell.clock), priority = priority.as_str());
        (label, say!("agreement.unit", what = what(cell.clock), priority = priority))
    });
    let option = move |key: &'static str, words: &'static str| {
        view! { <option value=key selected=move || cell.unit.with(|u| u == key)>{words}</option> }
    };
    view! {
        <span class="with-unit">
            <input class="input input-n" inputmode="decimal" autocomplete="off" aria-label=label
                aria-invalid=move || faulty.get().then_some("true")
                aria-describedby=move || faulty.get().then(|| described.clone())
                prop:value=move || cell.amount.get() on:input:target=move |ev| cell.amount.set(ev.target().value())/>
            <select class="input" aria-label=unit prop:value=move || cell.unit.get() on:change:target=move |ev| cell.unit.set(ev.target().value())>
                {option("min", say!("agreement.unit_min"))}
                {option("h", say!("agreement.unit_h"))}
                {option("d", say!("agreement.unit_d"))}
                {option("dt", say!("agreement.unit_dt"))}
                {option("cmin", say!("agreement.unit_cmin"))}
                {option("ch", say!("agreement.unit_ch"))}
            </select>
        </span>
    }
}

/// How far the target of a priority would have been kept: of being done, or of the response where that
/// alone has a target. A share only from so many on, as everywhere.
fn share(kept: &[Tried], priority: Priority) -> AnyView {
    let of = |clock| {
        kept.iter().find(|t| t.clock == clock && t.priority == priority && t.target.is_some() && t.n() > 0)
    };
    let Some(tried) = of(ClockKind::Resolution).or_else(|| of(ClockKind::FirstResponse)) else {
        return view! { <span class="muted small">{say!("agreement.kept_none")}</span> }.into_any();
    };
    let (met, of) = (tried.met, tried.n());
    let counts = say!("agreement.kept_of", met = met, n = of);
    if of < LEAST_FOR_A_SHARE {
        return view! { <span class="small">{counts}</span> }.into_any();
    }
    let percent = 100.0 * met as f64 / of as f64;
    let width = [&(percent.round() as i64).to_string(), "%"].concat();
    let fill = if percent < 90.0 { "b-risk" } else { "b-ok" };
    view! {
        <span class="kept">
            <b>{say!("agreement.percent", p = Arg::places(percent, 0))}</b>
            <svg class="bar bar-8" height="8" aria-hidden="true"><rect class="b-track" width="100%" height="8" rx="4"/><rect class=fill width=width height="8" rx="4"/></svg>
            <span class="muted small kept-of">{counts}</span>
        </span>
    }
    .into_any()
}
