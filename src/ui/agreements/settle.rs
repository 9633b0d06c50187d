//! The end of the form: keeping the draft, putting it in force, ending the agreement; each with the
//! number of requests it touches.

use super::accept::today;
use super::form::{Form, Written};
use super::measured;
use super::rhythm::NextDays;
use super::versions::change_words;
use crate::browser::{focus, typed};
use crate::domain::agreement::{Status, Version};
use crate::domain::decide::can_change;
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
use crate::words::{Part, errors, say};
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
    /// Its newest version is in force from a day that is still to come, and can be taken back.
    coming: bool,
    /// Its newest version was never in force, and there is another.
    draft: bool,
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
    let newest = agreement.newest();
    let can =
        |(number, version): (u32, &Version)| can_change(ledger.desk(), id, number, version, ledger.now());
    Standing {
        coming: newest.is_some_and(can),
        draft: newest.is_some_and(|(_, version)| version.is_open()) && agreement.versions.len() > 1,
        settled: agreement.versions.values().any(|v| !v.is_open()),
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
pub fn Settle(
    form: Form,
    id: Option<AgreementId>,
    written: Memo<Written>,
    /// Opens the form anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let desk = use_desk();
    let (fault, adopt, ending) = (RwSignal::new(String::new()), RwSignal::new(true), RwSignal::new(false));
    let standing = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| standing(l, id))
    });
    let waiting = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| form.scope(l).map_or(0, |scope| adoptable(l.desk(), &scope)))
    });
    let ahead = Memo::new(move |_| desk.read(Bell::Others, |l| form.is_ahead(today(l))));
    let take_back = move |_| drop(id.and_then(|id| desk.act(Edit::TakeBack(id))));
    let discard = move |_| {
        if id.and_then(|id| desk.act(Edit::Discard(id))).is_some() {
            typed::forget();
            again.update(|n| *n += 1);
            focus::focus_first_soon("main h1");
        }
    };
    let save = move |step: Status| {
        let publish = step == Status::InForce;
        // What another place changed meanwhile, as it is until this is saved.
        let told = id.and_then(|id| desk.peek(|l| elsewhere(l, form, id)));
        let adopting = publish && adopt.get_untracked() && waiting.get_untracked() > 0;
        let result = form.draft(desk, id, step, adopting).and_then(|draft| {
            desk.attempt(Edit::SaveAgreement(id, Box::new(draft))).map_err(|t| errors::trouble(&t))
        });
        fault.set(result.as_ref().err().cloned().unwrap_or_default());
        let Ok(outcome) = result else { return };
        typed::forget();
        if outcome.touched.is_empty() {
            desk.notices().show(Notice::plain(say!("agreement.same")));
        }
        if let Some(text) = &told {
            desk.notices().show(Notice::plain(text.as_str()));
        }
        match (publish, id, outcome.made) {
            (true, ..) => go(&Route::Agreements),
            (false, None, Some(Subject::Agreement(made))) => {
                go(&Route::Agreement(made));
                focus::focus_first_soon("main h1");
            }
            // The fields hold what is stored, also what came from elsewhere.
            _ if told.is_some() => again.update(|n| *n += 1),
            _ => desk.peek(|l| form.settle(l, id)),
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
            <Show when=move || { waiting.get() > 0 && !ahead.get() }>
                <label class="pick"><input type="checkbox" prop:checked=move || adopt.get() on:change:target=move |ev| adopt.set(ev.target().checked())/>
                    <span>{move || say!("agreement.adopt", n = waiting.get())}</span></label>
            </Show>
            <div role="alert">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
            <div class="row">
                <button class="btn btn-main" type="button" on:click=move |_| save(Status::InForce)>{say!("agreement.publish")}</button>
                <button class="btn" type="button" on:click=move |_| save(Status::Proposed)>{say!("agreement.propose")}</button>
                <button class="btn" type="button" on:click=move |_| save(Status::Draft)>{say!("agreement.save")}</button>
                {move || standing.get().coming.then(|| view! { <button class="btn btn-quiet" type="button" on:click=take_back>{say!("agreement.take_back")}</button> })}
                {move || standing.get().draft.then(|| view! { <button class="btn btn-quiet" type="button" on:click=discard>{say!("agreement.discard")}</button> })}
                {move || id.filter(|_| standing.get().can_end() || standing.get().measures == 0).map(|_| view! { <button class="btn btn-quiet push" type="button" on:click=move |_| ending.set(true)>{
                    if standing.get().can_end() { say!("agreement.end") } else { say!("agreement.remove") }
                }</button> })}
            </div>
            {move || id.filter(|_| ending.get()).map(|id| view! { <Ending id=id on_close=Callback::new(move |()| ending.set(false))/> })}
        </section>
    }
}

/// What is said of what another place changed since the form was opened; none where nothing was.
fn elsewhere(ledger: &Ledger, form: Form, id: AgreementId) -> Option<String> {
    if form.elsewhere(ledger, id).is_empty() {
        return None;
    }
    let crossed = form.crossed(ledger, id);
    let plain = |change| change_words(ledger, change).iter().map(Part::text).collect::<String>();
    let lines: Vec<String> = crossed.iter().map(plain).collect();
    Some(if lines.is_empty() {
        say!("versions.kept_theirs").to_owned()
    } else {
        say!("versions.crossed", changes = lines.join(" "))
    })
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
    let options = [
        ("stop", say!("agreement.end_stop", n = open)),
        ("keep", say!("agreement.end_keep_clocks", n = open)),
    ];
    let options: Vec<(String, String)> = options.map(|(key, words)| (key.to_owned(), words)).to_vec();
    let end = move || Edit::EndAgreement { id, keeps_clocks: clocks.with_untracked(|c| c == "keep") };
    let act = move |edit: Edit| {
        if desk.act(edit).is_some() {
            typed::forget();
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
