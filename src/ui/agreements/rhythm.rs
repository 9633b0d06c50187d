//! The days the cadence proposes: the next review, written in with one press, and the next check-in.

use super::exports::Talks;
use super::form::{Form, Written};
use super::when::{read_date, write_date};
use crate::domain::ident::AgreementId;
use crate::domain::timebook::Compiled;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// A day in words, with its year.
pub fn words(date: NaiveDate) -> String {
    time::date(date.and_time(NaiveTime::MIN), DateStyle::DayYear)
}

/// The hours that count, the day the newest version began, or today, and today.
fn counted_from(
    ledger: &Ledger,
    form: Form,
    id: Option<AgreementId>,
) -> Option<(&Compiled, NaiveDate, NaiveDate)> {
    let compiled = ledger.book().get(form.calendar_id()?)?;
    let today = compiled.zone.to_local(ledger.now()).date();
    let begun = id.and_then(|id| ledger.desk().agreement(id)?.in_force(ledger.now())?.1.effective);
    let from = begun.map_or(today, |at| compiled.zone.to_local(at).date());
    Some((compiled, from, today))
}

/// The days on which both sides talk, as they are written.
pub fn talks(
    desk: Desk,
    form: Form,
    id: Option<AgreementId>,
    written: Memo<Written>,
    review: Signal<Option<NaiveDate>>,
) -> Signal<Option<Talks>> {
    let talks = Memo::new(move |_| {
        let (cadence, on) = (written.with(|w| w.terms.cadence), review.get());
        let days = desk.read(Bell::Others, |l| {
            let (hours, from, today) = counted_from(l, form, id)?;
            let reviews = cadence.reviews(from, on, today, hours);
            Some(Talks { reviews, check_ins: cadence.check_ins(from, today, hours) })
        });
        Some(days.unwrap_or_default())
    });
    talks.into()
}

/// What the cadence proposes, below the day of the review.
#[component]
pub fn NextDays(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let cadence = Memo::new(move |_| written.with(|w| w.terms.cadence));
    let days = Memo::new(move |_| {
        let cadence = cadence.get();
        desk.read(Bell::Others, |l| {
            let (hours, from, today) = counted_from(l, form, id)?;
            Some((cadence.next_review(from, today, hours), cadence.next_check_in(from, today, hours)))
        })
        .unwrap_or_default()
    });
    let review = move || {
        let day = days.get().0?;
        let written_down = form.review.with(|text| read_date(text)) == Some(day);
        (!written_down).then(|| {
            view! {
                <div><button class="btn btn-s" type="button" on:click=move |_| form.review.set(write_date(day))>
                    <Icon name="cal"/>{say!("rhythm.review", date = words(day))}</button></div>
            }
        })
    };
    let check_in = move || {
        days.get()
            .1
            .map(|day| view! { <p class="small soft">{say!("rhythm.check_in", date = words(day))}</p> })
    };
    view! { <div class="stack stack-2">{review}{check_in}</div> }
}
