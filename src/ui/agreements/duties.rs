//! What each side does, and what stops the clock.

use super::counting::Answers;
use super::form::{DutyRow, Form};
use super::look::{Beside, FoundAll};
use super::team_name;
use crate::browser::focus;
use crate::domain::clock::ClockKind;
use crate::domain::request::Priority;
use crate::domain::review::Place;
use crate::ui::desk::use_desk;
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// What stops the clock, and what counts as an answer.
#[component]
pub fn Pauses(form: Form, found: FoundAll) -> impl IntoView {
    let pick = |label: String, on: RwSignal<bool>| {
        view! {
            <label class="pick"><input type="checkbox" prop:checked=move || on.get() on:change:target=move |ev| on.set(ev.target().checked())/><span>{label}</span></label>
        }
    };
    view! {
        <section class="box stack stack-4">
            <fieldset class="field">
                <legend>{say!("agreement.pauses")}</legend>
                <p class="hint">{say!("agreement.pauses_text")}</p>
                <div class="stack stack-2">{form.pauses.get_value().into_iter().map(|(reason, on)| pick(say_dyn!("pause.", reason.code()), on)).collect_view()}</div>
                <Beside found=found place=Place::Pauses/>
                <Which form=form/>
            </fieldset>
            <hr class="rule"/>
            {pick(say!("agreement.ack").to_owned(), form.ack)}
        </section>
    }
}

/// Which targets waiting stops, one by one (C9).
#[component]
fn Which(form: Form) -> impl IntoView {
    let cell = move |clock: ClockKind, priority: Priority| {
        form.cells
            .with_value(|all| all.iter().copied().find(|c| c.clock == clock && c.priority == priority))
            .map(|cell| {
                let name = say_dyn!("priority.", priority.code());
                let label = say!("agreement.stops", what = what(clock), priority = name);
                view! {
                    <td data-label=what(clock)><input type="checkbox" aria-label=label prop:checked=move || cell.pauses.get()
                        on:change:target=move |ev| cell.pauses.set(ev.target().checked())/></td>
                }
            })
    };
    view! {
        <details class="more"><summary>{say!("agreement.stops_which")}</summary>
            <p class="muted small">{say!("agreement.stops_text")}</p>
            <table class="table table-list">
                <thead><tr><th scope="col">{say!("agreement.priority")}</th>
                    {ClockKind::ALL.map(|clock| view! { <th scope="col">{what(clock)}</th> }).collect_view()}</tr></thead>
                <tbody>{Priority::ALL.iter().map(|priority| view! {
                    <tr><th scope="row">{say_dyn!("priority.", priority.code())}</th>{ClockKind::ALL.map(|clock| cell(clock, *priority)).collect_view()}</tr>
                }).collect_view()}</tbody>
            </table>
        </details>
    }
}

/// The duties of both sides.
#[component]
pub fn Duties(form: Form, found: FoundAll) -> impl IntoView {
    let add = move |_| {
        form.duties.update(|rows| {
            let number = rows.iter().map(|r| r.number).max().unwrap_or(0) + 1;
            let side = RwSignal::new("us".to_owned());
            rows.push(DutyRow { number, side, text: RwSignal::default(), owner: RwSignal::default() });
        });
        focus::focus_first_soon(".duties > li:last-of-type select");
    };
    view! {
        <section class="box" aria-labelledby="duties">
            <div class="box-head"><div><h2 id="duties">{say!("agreement.duties")}</h2><p>{say!("agreement.duties_text")}</p></div>
                <button class="btn btn-s push" type="button" on:click=add><Icon name="plus"/>{say!("agreement.duty_add")}</button></div>
            <ul class="stack stack-4 duties">
                <For each=move || form.duties.get() key=|row| row.number let:row><li><Line form=form row=row/><Beside found=found place=Place::Duty(row.number)/></li></For>
            </ul>
            <Beside found=found place=Place::Duties/>
            <Answers form=form/>
        </section>
    }
}

#[component]
fn Line(form: Form, row: DutyRow) -> impl IntoView {
    let team = use_desk().peek(team_name);
    let remove = move |_| form.duties.update(|rows| rows.retain(|r| r.number != row.number));
    let place =
        move || form.duties.with(|rows| rows.iter().position(|r| r.number == row.number).unwrap_or(0) + 1);
    view! {
        <div class="row" role="group" aria-label=move || say!("agreement.duty_n", n = place())>
            <select class="input input-auto" aria-label=say!("agreement.duty_side") prop:value=move || row.side.get() on:change:target=move |ev| row.side.set(ev.target().value())>
                <option value="us" selected=move || row.side.with(|s| s == "us")>{say!("agreement.us", team = team)}</option>
                <option value="them" selected=move || row.side.with(|s| s == "them")>{move || say!("agreement.them", client = form.client_words())}</option>
            </select>
            <input class="input grow" aria-label=say!("agreement.duty") placeholder=say!("agreement.duty") prop:value=move || row.text.get() on:input:target=move |ev| row.text.set(ev.target().value())/>
            <input class="input input-auto" aria-label=say!("agreement.duty_owner") placeholder=say!("agreement.duty_owner") prop:value=move || row.owner.get() on:input:target=move |ev| row.owner.set(ev.target().value())/>
            <button class="icon-btn" type="button" aria-label=say!("agreement.duty_remove") on:click=remove><Icon name="x"/></button>
        </div>
    }
}
