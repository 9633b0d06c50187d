//! The days of a calendar that are not like its week: holidays, closed once or every year, and days with
//! hours of their own.

use super::day_rule::{RuleFields, kind_of, rule_words, usual};
use super::hours::{SpanFields, SpanRow};
use super::ics_file::IcsPlace;
use super::rhythm::words as day_words;
use super::week::spans_words;
use super::when::{read_date, write_date};
use crate::browser::focus;
use crate::domain::calendar::{DaySpan, Hours, Special};
use crate::domain::day_file::{Change, FileDay, FileReading, Line as FileLine, compare, remembered};
use crate::domain::holiday::DayRule;
use crate::domain::text::Name;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One such day while it is written.
#[derive(Clone, Copy)]
struct DayRow {
    number: usize,
    date: RwSignal<String>,
    /// `once`, `yearly`, `nth`, `easter`, `from` or `hours`.
    kind: RwSignal<String>,
    /// Which day it is, where it follows a rule.
    rule: RwSignal<DayRule>,
    name: RwSignal<String>,
    span: SpanRow,
    /// Over when the form was opened.
    past: bool,
}

impl DayRow {
    /// The closed day it is; none for hours of its own, and without a date.
    fn day(&self) -> Option<FileDay> {
        let date = || self.date.with_untracked(|text| read_date(text));
        self.kind.with_untracked(|kind| match kind.as_str() {
            "once" => date().map(FileDay::Once),
            "yearly" => date().map(|date| FileDay::Yearly(date.month(), date.day())),
            "hours" => None,
            _ => Some(FileDay::Ruled(self.rule.get_untracked())),
        })
    }
}

impl DayRow {
    /// True where it is written down for this date alone; listens.
    fn is_on(&self, date: NaiveDate) -> bool {
        let alone = self.kind.with(|kind| matches!(kind.as_str(), "once" | "hours"));
        alone && self.date.with(|text| read_date(text)) == Some(date)
    }
}

/// The days while they are written.
#[derive(Clone, Copy)]
pub struct DaysForm {
    rows: RwSignal<Vec<DayRow>>,
    next: StoredValue<usize>,
    /// What calendar files said when they were read last.
    pub files: RwSignal<BTreeMap<Name, FileReading>>,
    /// The date today, in the zone of the hours.
    pub today: NaiveDate,
    /// Whom the fields of the rows belong to: the form, not the button that adds them.
    owner: StoredValue<Owner>,
}

/// A day to be written into the form.
struct Given {
    date: NaiveDate,
    kind: &'static str,
    name: String,
    span: DaySpan,
    rule: DayRule,
}

/// Where a day has no hours, or no rule, of its own.
const USUAL_SPAN: DaySpan = DaySpan::new(540, 750);
const USUAL_RULE: DayRule = DayRule::Easter(1);

impl Given {
    fn closed(date: NaiveDate, kind: &'static str, name: &str) -> Given {
        Given { date, kind, name: name.to_owned(), span: USUAL_SPAN, rule: USUAL_RULE }
    }

    fn ruled(date: NaiveDate, rule: DayRule, name: &str) -> Given {
        Given { rule, ..Given::closed(date, kind_of(rule), name) }
    }
}

/// The date on which a rule falls next.
fn next_of(rule: DayRule, today: NaiveDate) -> Option<NaiveDate> {
    (0..9).filter_map(|n| rule.in_year(today.year() + n)).find(|date| *date >= today)
}

/// The date of a yearly day that comes next: 29 February is not in every year.
fn next_date(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..9).filter_map(|n| NaiveDate::from_ymd_opt(today.year() + n, month, day)).find(|date| *date >= today)
}

impl DaysForm {
    /// The form of the days of these hours, in the order of their dates.
    pub fn of(hours: &Hours, files: BTreeMap<Name, FileReading>, today: NaiveDate) -> DaysForm {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        let files = RwSignal::new(files);
        let form = DaysForm { rows: RwSignal::default(), next: StoredValue::new(0), files, today, owner };
        let mut all: Vec<Given> = Vec::new();
        for ((month, day), name) in &hours.yearly {
            all.extend(next_date(*month, *day, today).map(|date| Given::closed(date, "yearly", name)));
        }
        for ruled in &hours.ruled {
            let date = next_of(ruled.rule, today).unwrap_or(today);
            all.push(Given::ruled(date, ruled.rule, &ruled.name));
        }
        all.extend(hours.closed.iter().map(|(date, name)| Given::closed(*date, "once", name)));
        for (date, spans) in &hours.overrides {
            // A day without any hours of its own is a closed one.
            if spans.is_empty() && !hours.closed.contains_key(date) {
                all.push(Given::closed(*date, "once", ""));
            }
            all.extend(spans.iter().map(|span| Given { span: *span, ..Given::closed(*date, "hours", "") }));
        }
        all.sort_by_key(|given| (given.date, given.span));
        form.rows.set(all.into_iter().map(|given| form.row(&given)).collect());
        form
    }

    fn row(&self, given: &Given) -> DayRow {
        self.owner.get_value().with(|| self.make_row(given))
    }

    fn make_row(&self, given: &Given) -> DayRow {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let text = |t: &str| RwSignal::new(t.to_owned());
        DayRow {
            number,
            date: RwSignal::new(write_date(given.date)),
            kind: text(given.kind),
            rule: RwSignal::new(given.rule),
            name: text(&given.name),
            span: SpanRow::of(number, 0, given.span),
            past: given.date < self.today,
        }
    }

    /// What a file would change of the days as they are written now, given what a file of this name said before.
    pub fn compared(&self, name: &Name, days: &[(FileDay, String)], whole: bool) -> Vec<FileLine> {
        let mut hours = Hours::default();
        untrack(|| self.put_into(&mut hours));
        self.files.with_untracked(|files| compare(&hours, files.get(name), days, self.today, whole))
    }

    /// Does what these lines of a file say, in rows that can still be changed, and remembers what the file says.
    pub fn take(&self, name: &Name, lines: &[FileLine], days: &[(FileDay, String)], whole: bool) {
        for FileLine { day, name, change } in lines {
            match change {
                Change::Goes => self.remove(*day),
                Change::Named(..) => self.rename(*day, name),
                Change::Moved(from) => {
                    self.remove(*from);
                    self.add(*day, name);
                }
                Change::Comes | Change::Off | Change::Same => self.add(*day, name),
            }
        }
        self.files.update(|files| {
            let reading = remembered(files.get(name), days, self.today, whole);
            files.insert(name.clone(), reading);
        });
    }

    /// True where something is written down for this date alone; listens.
    pub fn has(&self, date: NaiveDate) -> bool {
        self.rows.with(|rows| rows.iter().any(|row| row.is_on(date)))
    }

    /// Closes a date.
    pub fn close(&self, date: NaiveDate) {
        self.add(FileDay::Once(date), "");
    }

    /// Opens a date at these hours alone; at usual ones where there are none.
    pub fn open_at(&self, date: NaiveDate, spans: &[DaySpan]) {
        let spans = if spans.is_empty() { &[USUAL_SPAN] } else { spans };
        let given = |span: &DaySpan| Given { span: *span, ..Given::closed(date, "hours", "") };
        let rows: Vec<DayRow> = spans.iter().map(|span| self.row(&given(span))).collect();
        self.rows.update(|all| all.extend(rows));
    }

    /// Takes out what is written down for a date alone.
    pub fn clear(&self, date: NaiveDate) {
        self.rows.update(|all| all.retain(|row| !untrack(|| row.is_on(date))));
    }

    fn add(&self, day: FileDay, name: &str) {
        let given = match day {
            FileDay::Once(date) => Given::closed(date, "once", name),
            FileDay::Yearly(month, date) => {
                let next = next_date(month, date, self.today).unwrap_or(self.today);
                Given::closed(next, "yearly", name)
            }
            FileDay::Ruled(rule) => Given::ruled(next_of(rule, self.today).unwrap_or(self.today), rule, name),
        };
        let row = self.row(&given);
        self.rows.update(|all| all.push(row));
    }

    fn remove(&self, day: FileDay) {
        self.rows.update(|all| all.retain(|row| row.day() != Some(day)));
    }

    fn rename(&self, day: FileDay, name: &str) {
        let rows = self.rows.get_untracked();
        for row in rows.iter().filter(|row| row.day() == Some(day)) {
            row.name.set(name.to_owned());
        }
    }

    /// Puts the days into these hours; the first thing that is missing, as a sentence. Every read is
    /// listened to.
    pub fn put_into(&self, hours: &mut Hours) -> Option<String> {
        let mut fault = None;
        for row in self.rows.get() {
            let kind = row.kind.get();
            let name = row.name.with(|n| n.trim().to_owned());
            let name = if name.is_empty() { say!("hours.unnamed").to_owned() } else { name };
            if matches!(kind.as_str(), "nth" | "easter" | "from") {
                hours.set_rule(row.rule.get(), Some(name));
                continue;
            }
            let Some(date) = row.date.with(|t| read_date(t)) else {
                fault = fault.or_else(|| Some(say!("hours.no_date").to_owned()));
                continue;
            };
            match kind.as_str() {
                "yearly" => drop(hours.yearly.insert((date.month(), date.day()), name)),
                "hours" => match row.span.span() {
                    Some(span) => hours.overrides.entry(date).or_default().push(span),
                    None => fault = fault.or_else(|| Some(say!("hours.no_time", day = row.date.get()))),
                },
                _ => drop(hours.closed.insert(date, name)),
            }
        }
        fault
    }
}

/// The days with buttons to add and remove some; those that are over are folded away.
#[component]
pub fn DayList(form: DaysForm) -> impl IntoView {
    let add = move |_| {
        let row = form.row(&Given::closed(form.today, "once", ""));
        row.date.set(String::new());
        form.rows.update(|rows| rows.push(row));
        focus::focus_first_soon(".day-rows > .day-row:last-of-type input");
    };
    let over = form.rows.with_untracked(|rows| rows.iter().filter(|r| r.past).count());
    view! {
        <fieldset class="field">
            <legend>{say!("hours.days")}</legend>
            <p class="hint">{say!("hours.days_text")}</p>
            {(over > 0).then(|| view! {
                <details class="more"><summary>{say!("hours.past", n = over)}</summary><Rows form=form which=Which::Past(true)/></details>
            })}
            <Rows form=form which=Which::Past(false)/>
            <div><button class="btn btn-s" type="button" on:click=add><Icon name="plus"/>{say!("hours.day_add")}</button></div>
            <IcsPlace form=form today=form.today/>
        </fieldset>
    }
}

/// Which of the days are shown.
#[derive(Clone, Copy, PartialEq)]
pub enum Which {
    /// Those that are over, or those that are not.
    Past(bool),
    /// Those written down for this date alone.
    On(NaiveDate),
}

/// Some of the days.
#[component]
pub fn Rows(form: DaysForm, #[prop(into)] which: Signal<Which>) -> impl IntoView {
    let shown = move |row: &DayRow| match which.get() {
        Which::Past(past) => row.past == past,
        Which::On(date) => row.is_on(date),
    };
    let rows = move || form.rows.get().into_iter().filter(shown).collect::<Vec<_>>();
    view! { <div class="day-rows"><For each=rows key=|row| row.number let:row><Line form=form row=row/></For></div> }
}

#[component]
fn Line(form: DaysForm, row: DayRow) -> impl IntoView {
    let remove = move |_| form.rows.update(|all| all.retain(|r| r.number != row.number));
    let text = |label: &'static str, kind: &'static str, value: RwSignal<String>| {
        view! {
            <input class="input input-auto" type=kind aria-label=label placeholder=label autocomplete="off"
                prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/>
        }
    };
    let option = move |key: &'static str, words: &'static str| {
        view! { <option value=key selected=move || row.kind.with(|k| k == key)>{words}</option> }
    };
    let choose = move |kind: String| {
        if let Some(rule) = usual(&kind) {
            row.rule.set(rule);
        }
        row.kind.set(kind);
    };
    let from_file = row.kind.with_untracked(|k| k == "from");
    let ruled = move |kind: &str| matches!(kind, "nth" | "easter" | "from");
    let what = move || match row.kind.with(|k| ruled(k)) {
        true => rule_words(row.rule.get()),
        false => row.date.get(),
    };
    view! {
        <div class="day-row" role="group" aria-label=move || say!("hours.day_row", date = what())>
            <select class="input input-auto" aria-label=say!("hours.kind")
                prop:value=move || row.kind.get() on:change:target=move |ev| choose(ev.target().value())>
                {option("once", say!("hours.once"))}
                {option("yearly", say!("hours.yearly"))}
                {option("nth", say!("hours.by_weekday"))}
                {option("easter", say!("hours.by_easter"))}
                {from_file.then(|| option("from", say!("hours.by_week")))}
                {option("hours", say!("hours.own"))}
            </select>
            {move || match row.kind.get() {
                kind if ruled(&kind) => view! { <RuleFields rule=row.rule/> {text(say!("hours.day_name"), "text", row.name)} <Next form=form row=row/> }.into_any(),
                kind if kind == "hours" => view! { {text(say!("hours.date"), "date", row.date)} <SpanFields row=row.span/> }.into_any(),
                _ => view! { {text(say!("hours.date"), "date", row.date)} {text(say!("hours.day_name"), "text", row.name)} }.into_any(),
            }}
            <button class="icon-btn" type="button" aria-label=say!("hours.day_remove") on:click=remove><Icon name="x"/></button>
        </div>
    }
}

/// When a day that follows a rule comes next.
#[component]
fn Next(form: DaysForm, row: DayRow) -> impl IntoView {
    move || {
        next_of(row.rule.get(), form.today).map(|date| {
            let date = time::date(date.and_time(chrono::NaiveTime::MIN), DateStyle::DayYear);
            view! { <span class="muted small">{say!("hours.next", date = date)}</span> }
        })
    }
}

/// The days of the coming year that are not as the week says, as they are written, in order; a word of warning where
/// the holidays run out.
#[component]
pub fn Coming(form: DaysForm, #[prop(into)] hours: Signal<Hours>) -> impl IntoView {
    let line = |(date, special): (NaiveDate, Special<'_>)| {
        let what = match special {
            Special::Closed("") => say!("hours.unnamed").to_owned(),
            Special::Closed(name) => name.to_owned(),
            Special::Own(spans, None) => say!("hours.own_hours", spans = spans_words(spans)),
            Special::Own(spans, Some(name)) => {
                say!("hours.own_hours_named", spans = spans_words(spans), name = name)
            }
        };
        (day_words(date), what)
    };
    move || {
        let days: Vec<(String, String)> =
            hours.with(|hours| hours.special_days(form.today, 366).into_iter().map(line).collect());
        let ends = hours.with(|hours| hours.runs_out(form.today));
        view! {
            {ends.map(|last| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("hours.runs_out", date = day_words(last))}</span></p> })}
            {(!days.is_empty()).then(|| view! {
                <details class="more"><summary>{say!("hours.coming", n = days.len())}</summary>
                    <ul class="coming small">{days.into_iter().map(|(date, name)| view! { <li><b>{date}</b>" "{name}</li> }).collect_view()}</ul>
                </details>
            })}
        }
    }
}
