//! Opening hours that are open whenever one of several offices is: which these are, and what they come to.

use super::month::put_together;
use super::week::clock_change;
use crate::domain::offices::Office;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// What the offices come to, in sentences.
#[derive(Clone, PartialEq, Default)]
struct Said {
    /// How much is open in this week; none where a zone is not known here.
    week: Option<String>,
    /// The next change of the clocks of each.
    changes: Vec<String>,
}

fn said(ledger: &Ledger, offices: &[Office], today: NaiveDate) -> Said {
    let back = Days::new(u64::from(today.weekday().num_days_from_monday()));
    let monday = today.checked_sub_days(back).unwrap_or(today);
    let next = monday.checked_add_days(Days::new(7)).unwrap_or(monday);
    let week = put_together(ledger, offices, monday, next).map(|all| {
        let at = |date: NaiveDate| all.zone.from_local(date.and_time(NaiveTime::MIN));
        let open = time::length(all.open.elapsed(at(monday), at(next)), None, time::Round::Down);
        let date = time::date(monday.and_time(NaiveTime::MIN), DateStyle::DayYear);
        say!("hours.offices_week", hours = open, date = date)
    });
    let change = |(place, office): (usize, &Office)| {
        if office.hours.week.minutes_a_week() == 0 {
            return None;
        }
        let name = if place == 0 { say!("hours.offices_own") } else { office.name.as_str() };
        let change = clock_change(ledger, &office.zone, &office.hours)?;
        Some(say!("hours.office_change", name = name, change = change))
    };
    Said { week, changes: offices.iter().enumerate().filter_map(change).collect() }
}

/// What the offices in whose hours these are open come to; nothing where there are none. `gone` are so many that are no
/// longer there.
#[component]
pub fn OfficesSaid(
    #[prop(into)] offices: Signal<Vec<Office>>,
    today: NaiveDate,
    gone: usize,
) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        offices.with(|all| (!all.is_empty()).then(|| desk.peek(|ledger| said(ledger, all, today))))
    });
    view! {
        {(gone > 0).then(|| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("hours.offices_gone", n = gone)}</span></p> })}
        <div role="status" class="stack">{move || shown.get().map(|Said { week, changes }| view! {
            {match week {
                Some(text) => view! { <p class="small"><b>{text}</b></p> }.into_any(),
                None => view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("hours.offices_zone")}</span></p> }.into_any(),
            }}
            {changes.into_iter().map(|text| view! { <p class="note"><Icon name="info"/><span>{text}</span></p> }).collect_view()}
        })}</div>
    }
}
