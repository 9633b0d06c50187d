//! The week of a calendar while it is written: several spans a day, copied, or day and night.

use super::week::day_word;
use super::when::{read_time, write_time};
use crate::browser::focus;
use crate::domain::calendar::{DAY, DaySpan, Week};
use crate::ui::parts::icon::Icon;
use crate::words::say;
use leptos::prelude::*;

/// One span while it is written.
#[derive(Clone, Copy)]
pub struct SpanRow {
    /// Its number in the form.
    pub number: usize,
    /// 0 is Monday.
    day: usize,
    /// When it opens.
    pub from: RwSignal<String>,
    /// When it closes.
    pub to: RwSignal<String>,
    /// It closes on the following day.
    pub overnight: RwSignal<bool>,
}

impl SpanRow {
    /// A row that holds a span.
    pub fn of(number: usize, day: usize, span: DaySpan) -> SpanRow {
        SpanRow {
            number,
            day,
            from: RwSignal::new(write_time(span.from)),
            to: RwSignal::new(write_time(span.to)),
            overnight: RwSignal::new(span.to > DAY),
        }
    }

    /// The span; none where a time is missing. Closing at 00:00 is the end of the day. What closes before
    /// it opens is only taken for the next day when that is said.
    pub fn span(&self) -> Option<DaySpan> {
        let (from, to) = (self.from.with(|t| read_time(t))?, self.to.with(|t| read_time(t))?);
        let to = if to == 0 { DAY } else { to };
        Some(DaySpan::new(from, if self.overnight.get() { to + DAY } else { to }))
    }

    /// True when it has to be said whether it closes on the next day.
    pub fn asks(&self) -> bool {
        self.overnight.get() || self.span().is_some_and(|span| span.to <= span.from)
    }
}

/// The week while it is written.
#[derive(Clone, Copy)]
pub struct WeekForm {
    rows: RwSignal<Vec<SpanRow>>,
    next: StoredValue<usize>,
}

impl WeekForm {
    /// The form of a week.
    pub fn of(week: &Week) -> WeekForm {
        let form = WeekForm { rows: RwSignal::default(), next: StoredValue::new(0) };
        form.fill(week);
        form
    }

    fn fill(&self, week: &Week) {
        self.rows.set(Vec::new());
        for (day, spans) in week.0.iter().enumerate() {
            for span in spans {
                self.add(day, *span);
            }
        }
    }

    fn add(&self, day: usize, span: DaySpan) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.rows.update(|rows| rows.push(SpanRow::of(number, day, span)));
    }

    /// The spans of a day that can be drawn, in order; every read is listened to.
    pub fn day(&self, day: usize) -> Vec<DaySpan> {
        let mine = self.rows.get().into_iter().filter(|row| row.day == day);
        let mut spans: Vec<DaySpan> = mine.filter_map(|row| row.span()).collect();
        spans.sort_unstable();
        spans
    }

    /// Writes the spans of a day.
    pub fn set_day(&self, day: usize, spans: &[DaySpan]) {
        self.rows.update(|rows| rows.retain(|row| row.day != day));
        for span in spans {
            self.add(day, *span);
        }
    }

    /// The week as it is written, and the first day on which a time is missing; every read is listened to.
    pub fn week(&self) -> (Week, Option<usize>) {
        let (mut week, mut missing) = (Week::default(), None);
        for row in self.rows.get() {
            match (row.span(), week.0.get_mut(row.day)) {
                (Some(span), Some(day)) => day.push(span),
                _ => missing = missing.or(Some(row.day)),
            }
        }
        (week, missing)
    }
}

/// The fields of the week.
#[component]
pub fn WeekFields(form: WeekForm) -> impl IntoView {
    let like_monday = move |_| {
        let (mut week, _) = untrack(|| form.week());
        let monday = week.0.first().cloned().unwrap_or_default();
        week.0.iter_mut().skip(1).take(4).for_each(|day| day.clone_from(&monday));
        form.fill(&week);
    };
    view! {
        <fieldset class="field">
            <legend>{say!("hours.week")}</legend>
            <p class="hint">{say!("hours.week_text")}</p>
            <div class="week-fields">{(0..7).map(|day| view! { <DayFields form=form day=day/> }).collect_view()}</div>
            <div class="row">
                <button class="btn btn-s" type="button" on:click=like_monday>{say!("hours.like_monday")}</button>
                <button class="btn btn-s" type="button" on:click=move |_| form.fill(&Week::always())>{say!("hours.always")}</button>
            </div>
        </fieldset>
    }
}

#[component]
fn DayFields(form: WeekForm, day: usize) -> impl IntoView {
    let rows = move || form.rows.get().into_iter().filter(|r| r.day == day).collect::<Vec<_>>();
    let word = day_word(day);
    let id = ["week-day-", &day.to_string()].concat();
    let last = ["#", &id, " .span-row:last-of-type input"].concat();
    let (label, add_label) = (word.clone(), say!("hours.add_span", day = word.as_str()));
    let add = move |_| {
        // After the last span of the day, at most until its end.
        let to = rows().iter().filter_map(SpanRow::span).map(|s| s.to).max().unwrap_or(540);
        let from = if to == 540 { 540 } else { (to + 60).min(DAY - 60) };
        form.add(day, DaySpan::new(from, (from + 210).min(DAY)));
        focus::focus_first_soon(&last);
    };
    view! {
        <div class="week-day" id=id role="group" aria-label=label>
            <b class="small" aria-hidden="true">{word}</b>
            <div class="spans">
                <For each=rows key=|row| row.number let:row><SpanFields row=row on_remove=Callback::new(move |()| {
                    form.rows.update(|all| all.retain(|r| r.number != row.number));
                })/></For>
                <Show when=move || rows().is_empty()><span class="muted small">{say!("hours.closed")}</span></Show>
            </div>
            <button class="icon-btn" type="button" aria-label=add_label.clone() title=add_label on:click=add><Icon name="plus"/></button>
        </div>
    }
}

/// A span: opening, closing, and whether that is on the next day.
#[component]
pub fn SpanFields(row: SpanRow, #[prop(optional)] on_remove: Option<Callback<()>>) -> impl IntoView {
    let faulty = move || (row.asks() && !row.overnight.get()).then_some("true");
    let field = move |label: &'static str, value: RwSignal<String>| {
        view! {
            <input class="input input-auto" type="time" aria-label=label aria-invalid=faulty
                prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/>
        }
    };
    view! {
        <span class="span-row">
            {field(say!("hours.opens"), row.from)}<span aria-hidden="true">"–"</span>{field(say!("hours.closes"), row.to)}
            {on_remove.map(|remove| view! {
                <button class="icon-btn" type="button" aria-label=say!("hours.remove_span") on:click=move |_| remove.run(())><Icon name="x"/></button>
            })}
            <Show when=move || row.asks()>
                <label class="pick small"><input type="checkbox" prop:checked=move || row.overnight.get()
                    on:change:target=move |ev| row.overnight.set(ev.target().checked())/><span>{say!("hours.overnight")}</span></label>
            </Show>
        </span>
    }
}
