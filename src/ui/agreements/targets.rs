//! The targets: priority by clock.

use super::form::{Cell, Form};
use crate::domain::clock::ClockKind;
use crate::domain::request::Priority;
use crate::ui::parts::clock::what;
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// The table of targets.
#[component]
pub fn Targets(form: Form) -> impl IntoView {
    let row = move |priority: Priority| {
        let of = |clock: ClockKind| form.cells.with_value(|all| all.iter().copied().find(|c| c.priority == priority && c.clock == clock));
        let icon = ["p", &priority.level().to_string()].concat();
        view! {
            <tr>
                <th scope="row"><span class="row nowrap-row"><Icon name=icon/>{say_dyn!("priority.", priority.code())}</span></th>
                {ClockKind::ALL.iter().filter_map(|clock| of(*clock)).map(|cell| view! {
                    <td data-label=what(cell.clock)><Amount cell=cell/></td>
                }).collect_view()}
            </tr>
        }
    };
    view! {
        <section class="box" aria-labelledby="targets">
            <div class="box-head"><div><h2 id="targets">{say!("agreement.targets")}</h2><p>{say!("agreement.targets_text")}</p></div></div>
            <table class="table targets">
                <thead><tr><th scope="col">{say!("agreement.priority")}</th><th scope="col">{say!("agreement.response")}</th><th scope="col">{say!("agreement.done")}</th></tr></thead>
                <tbody>{Priority::ALL.iter().map(|p| row(*p)).collect_view()}</tbody>
            </table>
            <div class="form"><TextField label=say!("agreement.warn") value=form.warn kind="number"/></div>
        </section>
    }
}

#[component]
fn Amount(cell: Cell) -> impl IntoView {
    let priority = say_dyn!("priority.", cell.priority.code());
    let label = say!("agreement.amount", what = what(cell.clock), priority = priority.as_str());
    let unit = say!("agreement.unit", what = what(cell.clock), priority = priority);
    let faulty = move || cell.target(75).is_err();
    let option = move |key: &'static str, words: &'static str| {
        view! { <option value=key selected=move || cell.unit.with(|u| u == key)>{words}</option> }
    };
    view! {
        <span class="with-unit">
            <input class="input input-n" inputmode="decimal" autocomplete="off" aria-label=label
                aria-invalid=move || faulty().then_some("true")
                prop:value=move || cell.amount.get() on:input:target=move |ev| cell.amount.set(ev.target().value())/>
            <select class="input" aria-label=unit prop:value=move || cell.unit.get() on:change:target=move |ev| cell.unit.set(ev.target().value())>
                {option("min", say!("agreement.unit_min"))}
                {option("h", say!("agreement.unit_h"))}
                {option("ch", say!("agreement.unit_ch"))}
            </select>
        </span>
    }
}
