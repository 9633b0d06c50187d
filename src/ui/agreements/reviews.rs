//! Looking at agreements again: which review is due, what the time since the last one says, and what came of it.

use super::rhythm::words as day_words;
use super::when::{read_date, write_date};
use crate::browser::focus;
use crate::domain::agreement::{Agreement, Review};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::AgreementId;
use crate::domain::insight::{Tally, attainment};
use crate::domain::moment::Moment;
use crate::domain::reviewed::{AHEAD, due_by, last_review, next_review};
use crate::domain::text::{Name, Note};
use crate::domain::timebook::Compiled;
use crate::route::Route;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{AreaField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{Arg, errors, say};
use chrono::{Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// Which review is being noted.
pub type Noting = RwSignal<Option<AgreementId>>;

#[derive(Clone, PartialEq)]
struct Due {
    id: AgreementId,
    name: String,
    client: String,
    when: String,
    late: bool,
    figures: String,
}

/// The opening hours of the version in force, and today by their clock.
fn here<'a>(ledger: &'a Ledger, agreement: &Agreement) -> Option<(&'a Compiled, NaiveDate)> {
    let calendar = agreement.in_force(ledger.now())?.1.calendar?;
    let hours = ledger.book().get(calendar)?;
    Some((hours, hours.zone.to_local(ledger.now()).date()))
}

fn due(ledger: &Ledger, id: AgreementId, on: NaiveDate) -> Option<Due> {
    let agreement = ledger.desk().agreement(id)?;
    let (_, today) = here(ledger, agreement)?;
    let away = on.signed_duration_since(today).num_days();
    let (client, _) = super::versions::names(ledger, agreement.scope_at(ledger.now()));
    Some(Due {
        id,
        name: agreement.name.as_ref().map(Name::to_string).unwrap_or_default(),
        client: client.unwrap_or_else(|| say!("agreements.everyone").to_owned()),
        when: match away {
            0 => say!("reviews.today").to_owned(),
            1.. => say!("reviews.ahead", date = day_words(on), n = away),
            _ => say!("reviews.late", date = day_words(on), n = -away),
        },
        late: away < 0,
        figures: figures(ledger, id, agreement)?,
    })
}

/// What the time since the last review says, or since the version in force began.
fn figures(ledger: &Ledger, id: AgreementId, agreement: &Agreement) -> Option<String> {
    let (hours, _) = here(ledger, agreement)?;
    let held =
        last_review(agreement).map(|(_, review)| hours.zone.from_local(review.on.and_time(NaiveTime::MIN)));
    let since = held.or(agreement.in_force(ledger.now())?.1.effective).unwrap_or(Moment(i64::MIN));
    let counts = |request: crate::domain::ident::RequestId| {
        ledger.desk().request(request).is_some_and(|r| r.raised >= since && r.is_measured_by(id))
    };
    let total = attainment(ledger.desk(), ledger.book(), ledger.now(), &counts).total();
    let share = |tally: &Tally| match tally.percent() {
        Some(p) => say!("insights.share_of", p = Arg::places(p, 0), n = tally.n()),
        None => say!("insights.met_of", met = tally.met.len(), n = tally.n()),
    };
    Some(say!(
        "reviews.figures",
        n = total.requests,
        done = share(&total.resolution),
        response = share(&total.response)
    ))
}

/// What is due now, or soon.
#[component]
pub fn Reviews(noting: Noting) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let rows = Memo::new(move |_| {
        now.get();
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |ledger| {
            let today = super::accept::today(ledger);
            let soon = today.checked_add_days(Days::new(AHEAD.unsigned_abs())).unwrap_or(today);
            let all = due_by(ledger.desk(), soon, ledger.now());
            all.into_iter().filter_map(|(on, id)| due(ledger, id, on)).collect::<Vec<_>>()
        })
    });
    move || {
        let all = rows.get();
        (!all.is_empty()).then(|| {
            view! {
                <section class="box stack" aria-labelledby="reviews">
                    <div class="box-head"><div><h2 id="reviews">{say!("reviews.title")}</h2><p>{say!("reviews.text")}</p></div></div>
                    {all.into_iter().map(|one| row(one, noting)).collect_view()}
                </section>
            }
        })
    }
}

fn row(one: Due, noting: Noting) -> impl IntoView {
    let id = one.id;
    let (class, icon) = if one.late { ("note note-risk", "risk") } else { ("note", "cal") };
    view! {
        <div class=class>
            <Icon name=icon/>
            <p class="grow prose-text">
                <b><a href=Route::Agreement(id).href()>{one.name.clone()}</a></b>" · "{one.client}": "{one.when}" "{one.figures}
            </p>
            <div class="actions">
                <button class="btn" type="button" aria-label=say!("reviews.note_of", name = one.name)
                    on:click=move |_| noting.set(Some(id))>{say!("reviews.note")}</button>
            </div>
        </div>
    }
}

/// The last review and the next one of an agreement in force, in one line; none where there is neither.
pub fn line(ledger: &Ledger, agreement: &Agreement) -> Option<String> {
    let next = next_review(agreement, ledger.now()).map(|day| say!("reviews.next", date = day_words(day)));
    let last = last_review(agreement)
        .map(|(_, review)| say!("reviews.last", date = day_words(review.on), text = review.text.as_str()));
    let all: Vec<String> = [last, next].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The form in which a review is noted, while it is asked for.
#[component]
pub fn NoteReview(noting: Noting) -> impl IntoView {
    move || noting.get().map(|id| view! { <Form id=id noting=noting/> })
}

#[component]
fn Form(id: AgreementId, noting: Noting) -> impl IntoView {
    let desk = use_desk();
    let begun = desk.peek(|ledger| {
        let agreement = ledger.desk().agreement(id)?;
        let (_, today) = here(ledger, agreement)?;
        let (_, version) = agreement.in_force(ledger.now())?;
        let hours = ledger.book().get(version.calendar?)?;
        let next = version.cadence.next_review(today, today, hours);
        let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
        Some((
            name,
            write_date(today),
            next.map(write_date).unwrap_or_default(),
            figures(ledger, id, agreement)?,
        ))
    });
    let Some((name, today, proposed, figures)) = begun else { return ().into_any() };
    let [text, on, next] = [String::new(), today, proposed].map(RwSignal::new);
    let [text_fault, on_fault, next_fault] = [(); 3].map(|()| RwSignal::new(String::new()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        for fault in [text_fault, on_fault, next_fault] {
            fault.set(String::new());
        }
        let fine = (|| {
            let text = Note::new(&text.get_untracked()).map_err(|wrong| (text_fault, errors::text(wrong)))?;
            let on = on.with_untracked(|t| read_date(t));
            let on = on.ok_or_else(|| (on_fault, say!("reviews.no_day").to_owned()))?;
            let next = match next.get_untracked() {
                empty if empty.trim().is_empty() => None,
                typed => {
                    Some(read_date(&typed).ok_or_else(|| (next_fault, say!("reviews.no_day").to_owned()))?)
                }
            };
            desk.attempt(Edit::Review(id, Review { on, text, next })).map_err(|trouble| {
                let place = match &trouble {
                    Trouble::Refused(Refusal::Future) => on_fault,
                    Trouble::Refused(Refusal::PromisePast) => next_fault,
                    _ => text_fault,
                };
                (place, errors::trouble_or(&trouble, say!("reviews.no_text")))
            })
        })();
        match fine {
            Ok(_) => {
                noting.set(None);
                focus::focus_first_soon("main h1");
            }
            Err((place, words)) => {
                place.set(words);
                focus::focus_first_soon(".review-form [aria-invalid]");
            }
        }
    };
    let leave = Callback::new(move |()| noting.set(None));
    view! {
        <Dialog title=say!("reviews.dialog", name = name) on_close=leave>
            <form class="stack review-form" novalidate=true on:submit=submit>
                <p class="soft">{figures}</p>
                <AreaField label=say!("reviews.came") hint=say!("reviews.came_hint") value=text fault=text_fault/>
                <div class="field-row">
                    <TextField label=say!("reviews.on") kind="date" value=on fault=on_fault/>
                    <TextField label=say!("reviews.again") kind="date" value=next fault=next_fault/>
                </div>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| noting.set(None)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("reviews.do")}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
