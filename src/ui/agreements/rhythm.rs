//! The days the cadence proposes: the next review, written in with one press, and the next check-in.

use super::form::{Form, Written};
use super::when::{read_date, write_date};
use crate::domain::ident::AgreementId;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// The next review and the next check-in, counted from the day the newest version began, or from today.
type Proposed = (Option<NaiveDate>, Option<NaiveDate>);

/// A day in words, with its year.
pub fn words(date: NaiveDate) -> String {
    time::date(date.and_time(NaiveTime::MIN), DateStyle::DayYear)
}

/// What the cadence proposes, below the day of the review.
#[component]
pub fn NextDays(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let cadence = Memo::new(move |_| written.with(|w| w.terms.cadence));
    let days = Memo::new(move |_| {
        let cadence = cadence.get();
        desk.read(Bell::Others, |l| -> Option<Proposed> {
            let calendar = form.calendar_id()?;
            let compiled = l.book().get(calendar)?;
            let zone = &compiled.zone;
            let today = zone.to_local(l.now()).date();
            let begun = id.and_then(|id| l.desk().agreement(id)?.in_force(l.now())?.1.effective);
            let from = begun.map_or(today, |at| zone.to_local(at).date());
            Some((cadence.next_review(from, today, compiled), cadence.next_check_in(from, today, compiled)))
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
