//! The end of the form: keeping the draft, putting it in force, ending the agreement; each with the
//! number of requests it touches.

use super::form::{Form, Written};
use super::measured;
use super::rhythm::NextDays;
use crate::browser::focus;
use crate::domain::agreement::Status;
use crate::domain::edit::Edit;
use crate::domain::ident::{AgreementId, Subject};
use crate::domain::review::adoptable;
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::go;
use crate::ui::notice::Notice;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say};
use leptos::prelude::*;

/// What there is of an agreement.
#[derive(Clone, Copy, PartialEq, Default)]
struct Standing {
    /// A version of it is or was in force.
    settled: bool,
    /// A version of it is in force.
    in_force: bool,
    /// Open requests that it measures.
    open: usize,
    /// All requests that it measures.
    measures: usize,
}

impl Standing {
    /// It takes requests, or clocks of it run: it can be ended.
    fn can_end(self) -> bool {
        self.in_force || self.open > 0
    }
}

fn standing(ledger: &Ledger, id: Option<AgreementId>) -> Standing {
    let Some((id, agreement)) = id.and_then(|id| Some((id, ledger.desk().agreement(id)?))) else {
        return Standing::default();
    };
    Standing {
        settled: agreement.versions.values().any(|v| !matches!(v.status, Status::Draft | Status::Proposed)),
        in_force: agreement.in_force(ledger.now()).is_some(),
        open: ledger
            .desk()
            .requests()
            .filter(|(_, r)| !r.stage.is_finished() && r.is_measured_by(id))
            .count(),
        measures: measured(ledger, id),
    }
}

/// Reason, buttons, and what they come to.
#[component]
pub fn Settle(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let (fault, adopt, ending) = (RwSignal::new(String::new()), RwSignal::new(true), RwSignal::new(false));
    let standing = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| standing(l, id))
    });
    let waiting = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| {
            form.scope(l).map_or(0, |(client, service)| adoptable(l.desk(), client, service))
        })
    });
    let save = move |step: Status| {
        let publish = step == Status::InForce;
        let adopting = publish && adopt.get_untracked() && waiting.get_untracked() > 0;
        let result = form.draft(desk, id, step, adopting).and_then(|draft| {
            desk.attempt(Edit::SaveAgreement(id, Box::new(draft))).map_err(|t| errors::trouble(&t))
        });
        fault.set(result.as_ref().err().cloned().unwrap_or_default());
        let Ok(outcome) = result else { return };
        if outcome.touched.is_empty() {
            desk.notices().show(Notice::plain(say!("agreement.same")));
        }
        match (publish, id, outcome.made) {
            (true, ..) => go(&Route::Agreements),
            (false, None, Some(Subject::Agreement(made))) => {
                go(&Route::Agreement(made));
                focus::focus_first_soon("main h1");
            }
            _ => {}
        }
    };
    view! {
        <section class="box stack stack-4" aria-labelledby="settle">
            <h2 id="settle">{say!("agreement.settle")}</h2>
            {move || standing.get().settled.then(|| view! {
                <AreaField label=say!("agreement.reason") hint=say!("agreement.reason_hint") value=form.reason rows=2/>
            })}
            {move || (standing.get().open > 0).then(|| view! { <p class="soft small">{say!("agreement.stay", n = standing.get().open)}</p> })}
            <div class="from-day"><TextField label=say!("agreement.review") hint=say!("agreement.review_hint") value=form.review kind="date"/></div>
            <NextDays form=form id=id written=written/>
            <div class="from-day"><TextField label=say!("agreement.from") hint=say!("agreement.from_hint") value=form.from kind="date"/></div>
            <Show when=move || { waiting.get() > 0 }>
                <label class="pick"><input type="checkbox" prop:checked=move || adopt.get() on:change:target=move |ev| adopt.set(ev.target().checked())/>
                    <span>{move || say!("agreement.adopt", n = waiting.get())}</span></label>
            </Show>
            <div role="alert">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
            <div class="row">
                <button class="btn btn-main" type="button" on:click=move |_| save(Status::InForce)>{say!("agreement.publish")}</button>
                <button class="btn" type="button" on:click=move |_| save(Status::Proposed)>{say!("agreement.propose")}</button>
                <button class="btn" type="button" on:click=move |_| save(Status::Draft)>{say!("agreement.save")}</button>
                {move || id.filter(|_| standing.get().can_end() || standing.get().measures == 0).map(|_| view! { <button class="btn btn-quiet push" type="button" on:click=move |_| ending.set(true)>{
                    if standing.get().can_end() { say!("agreement.end") } else { say!("agreement.remove") }
                }</button> })}
            </div>
            {move || id.filter(|_| ending.get()).map(|id| view! { <Ending id=id on_close=Callback::new(move |()| ending.set(false))/> })}
        </section>
    }
}

/// The question before an agreement ends or goes: with the number and the consequence.
#[component]
fn Ending(id: AgreementId, on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let (name, standing) = desk.peek(|l| {
        let name =
            l.desk().agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string).unwrap_or_default();
        (name, standing(l, Some(id)))
    });
    let (Standing { open, measures, .. }, can_end) = (standing, standing.can_end());
    let clocks = RwSignal::new("stop".to_owned());
    let options = [("stop", say!("agreement.end_stop")), ("keep", say!("agreement.end_keep_clocks"))];
    let options: Vec<(String, String)> =
        options.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let end = move || Edit::EndAgreement { id, keeps_clocks: clocks.with_untracked(|c| c == "keep") };
    let act = move |edit: Edit| {
        if desk.act(edit).is_some() {
            go(&Route::Agreements);
        }
    };
    let title = if can_end {
        say!("agreement.end_title", name = name)
    } else {
        say!("agreement.remove_title", name = name)
    };
    view! {
        <Dialog title=title on_close=on_close>
            {can_end.then(|| view! { <p>{say!("agreement.end_text")}</p> })}
            {(open > 0).then(|| view! {
                <SelectField label=say!("agreement.end_open", n = open) value=clocks options=Signal::stored(options)/>
            })}
            <p>{if measures > 0 { say!("agreement.end_stays", n = measures) } else { say!("agreement.remove_text").to_owned() }}</p>
            <div class="actions">
                <button class="btn" type="button" on:click=move |_| on_close.run(())>{say!("agreement.end_keep")}</button>
                {(measures == 0).then(|| view! { <button class="btn btn-danger" type="button" on:click=move |_| act(Edit::Remove(Subject::Agreement(id)))>{say!("agreement.remove_now")}</button> })}
                {can_end.then(|| view! { <button class="btn btn-main" type="button" on:click=move |_| act(end())>{say!("agreement.end_now")}</button> })}
            </div>
        </Dialog>
    }
}
