//! Closed days out of a calendar file: read, compared with what such a file said before, ticked, and written down as rows
//! of the form.

use super::day_rule::{month_word, rule_words};
use super::holidays::DaysForm;
use crate::domain::day_file::{Change, FileDay, FileReading, Line};
use crate::domain::text::Name;
use crate::store::ics::{IcsFault, IcsFile, Named, read};
use crate::ui::parts::drop::{DropPlace, ReadFile};
use crate::ui::parts::field::SelectField;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// What was read.
#[derive(Clone)]
struct Found {
    /// How it is said.
    name: String,
    /// How it is remembered, unless it is said to be another one.
    called: Name,
    file: IcsFile,
    /// Its days as they are remembered.
    days: Vec<(FileDay, String)>,
    /// True where everything in it could be read.
    whole: bool,
}

impl Found {
    fn of(name: String, file: IcsFile, known: impl Fn(&Name) -> Option<Name>) -> Option<Found> {
        let called = [file.called.as_str(), plain(&name), say!("file.pasted")].into_iter().find_map(|name| {
            let short: String = name.chars().take(Name::MOST).collect();
            Name::new(&short).ok()
        });
        let called = called.map(|name| known(&name).unwrap_or(name));
        let days = file.days.iter().map(|day| (day.when.day(), day.name.clone())).collect();
        // What has times of day is no closed day; everything else that is left out may be one.
        let lost = |named: &Named| !matches!(named.fault, IcsFault::Timed);
        let whole = file.more_days == 0 && file.more_faults == 0 && !file.faults.iter().any(lost);
        Some(Found { name, called: called?, file, days, whole })
    }
}

/// A file's name without the number that a browser adds to one that it has fetched before.
fn plain(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let numbered = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    numbered.filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit())).map_or(stem, |(stem, _)| stem)
}

/// The place for a file, and what it holds.
#[component]
pub fn IcsPlace(form: DaysForm, today: NaiveDate) -> impl IntoView {
    let found = RwSignal::new(None::<Found>);
    let said = RwSignal::new(String::new());
    let known = move |called: &Name| {
        let same = |name: &&Name| name.as_str().to_lowercase() == called.as_str().to_lowercase();
        form.files.with_untracked(|files| files.keys().find(same).cloned())
    };
    let on_read = Callback::new(move |given: ReadFile| {
        found.set(None);
        let Some(file) = read(&given.text, today) else {
            said.set(say!("hours.file_not", name = given.name.as_str()));
            return;
        };
        if file.days.is_empty() && file.faults.is_empty() {
            said.set(say!("hours.file_none", name = given.name.as_str()));
            return;
        }
        said.set(String::new());
        found.set(Found::of(given.name, file, known));
    });
    let done = Callback::new(move |text: String| {
        found.set(None);
        said.set(text);
    });
    view! {
        <details class="more"><summary>{say!("hours.file")}</summary>
            <div class="stack">
                <DropPlace on_read=on_read text=say!("hours.file_text") paste=true paste_label=say!("hours.file_paste")/>
                <p role="status" class="small">{move || said.get()}</p>
                {move || found.get().map(|found| view! { <Look form=form found=found done=done/> })}
            </div>
        </details>
    }
}

#[component]
fn Look(form: DaysForm, found: Found, done: Callback<String>) -> impl IntoView {
    let Found { name, called, file, days, whole } = found;
    let IcsFile { faults, more_faults, more_days, .. } = file;
    let source = RwSignal::new(called.to_string());
    let count = days.len();
    // Another file may be the one it is compared with, where some were read before.
    let mut options: Vec<(String, String)> = form.files.with_untracked(|files| {
        let read = |on: NaiveDate| time::date(on.and_time(NaiveTime::MIN), DateStyle::DayYear);
        let option = |(name, reading): (&Name, &FileReading)| {
            (name.to_string(), say!("hours.file_read", name = name.as_str(), date = read(reading.on)))
        };
        files.iter().map(option).collect()
    });
    let compares = !options.is_empty();
    if form.files.with_untracked(|files| !files.contains_key(&called)) {
        options.push((called.to_string(), say!("hours.file_new", name = called.as_str())));
    }
    let lines = move || {
        let name = Name::new(&source.get()).unwrap_or_else(|_| called.clone());
        let lines = form.compared(&name, &days, whole);
        let days = days.clone();
        view! { <Lines form=form name=name lines=lines days=days whole=whole done=done/> }
    };
    view! {
        {(count > 0).then(|| view! {
            <fieldset class="field">
                <legend>{say!("hours.file_found", n = count, name = name)}</legend>
                {compares.then(|| view! { <SelectField label=say!("hours.file_source") hint=say!("hours.file_source_hint") value=source options=options/> })}
                {(!whole && compares).then(|| view! { <p class="hint">{say!("hours.file_not_whole")}</p> })}
                {lines}
                {(more_days > 0).then(|| view! { <p class="hint">{say!("hours.file_more", n = more_days)}</p> })}
            </fieldset>
        })}
        {(!faults.is_empty()).then(|| view! {
            <div class="note"><Icon name="info"/><div><b>{say!("hours.file_left")}</b>
                <ul class="stack stack-2">{faults.iter().map(|fault| view! { <li>{fault_words(fault)}</li> }).collect_view()}
                    {(more_faults > 0).then(|| view! { <li>{say!("hours.file_faults", n = more_faults)}</li> })}</ul></div></div>
        })}
    }
}

/// What the days of a file come to, each with a tick, by what becomes of it.
#[component]
fn Lines(
    form: DaysForm,
    name: Name,
    lines: Vec<Line>,
    days: Vec<(FileDay, String)>,
    whole: bool,
    done: Callback<String>,
) -> impl IntoView {
    let ticked: Vec<RwSignal<bool>> = lines.iter().map(|line| RwSignal::new(line.change.usual())).collect();
    let again = form.files.with_untracked(|files| files.contains_key(&name));
    let group = |kind: &'static str| {
        let mine = lines.iter().zip(&ticked).filter(|(line, _)| kind_of(&line.change) == kind);
        let rows: Vec<AnyView> = mine.map(|(one, on)| line(one, *on)).collect();
        let count = rows.len();
        let list = view! { <ul class="found-days">{rows}</ul> };
        (count > 0).then(|| match kind {
            // Nothing becomes of them unless it is asked for.
            "same" => view! { <details class="more"><summary>{say!("hours.file_group", kind = kind, n = count)}</summary>{list}</details> }.into_any(),
            _ => view! { <div role="group" aria-label=say!("hours.file_group", kind = kind, n = count)><p class="small" aria-hidden="true"><b>{say!("hours.file_group", kind = kind, n = count)}</b></p>{list}</div> }.into_any(),
        })
    };
    let groups: Vec<_> =
        ["comes", "moved", "named", "goes", "off", "same"].into_iter().filter_map(group).collect();
    let ticks = ticked.clone();
    let chosen = Memo::new(move |_| ticks.iter().filter(|on| on.get()).count());
    let words = move |n: usize| match again {
        _ if n == 0 => say!("hours.file_note").to_owned(),
        true => say!("hours.file_change", n = n),
        false => say!("hours.file_take", n = n),
    };
    let take = move |_| {
        let on = lines.iter().zip(&ticked).filter(|(_, on)| on.get_untracked());
        let chosen: Vec<Line> = on.map(|(line, _)| line.clone()).collect();
        form.take(&name, &chosen, &days, whole);
        done.run(match again || chosen.is_empty() {
            true => say!("hours.file_changed", n = chosen.len()),
            false => say!("hours.file_taken", n = chosen.len()),
        });
    };
    view! {
        {groups}
        <div><button class="btn btn-s" type="button" on:click=take>{move || words(chosen.get())}</button></div>
    }
}

fn kind_of(change: &Change) -> &'static str {
    match change {
        Change::Comes => "comes",
        Change::Off => "off",
        Change::Named(..) => "named",
        Change::Moved(_) => "moved",
        Change::Goes => "goes",
        Change::Same => "same",
    }
}

fn day_words(day: FileDay) -> String {
    match day {
        FileDay::Once(date) => time::date(date.and_time(NaiveTime::MIN), DateStyle::DayYear),
        FileDay::Yearly(month, day) => {
            say!("hours.every_year", day = day, month = month_word(u8::try_from(month).unwrap_or(1)))
        }
        FileDay::Ruled(rule) => rule_words(rule),
    }
}

fn line(line: &Line, on: RwSignal<bool>) -> AnyView {
    let note = match &line.change {
        Change::Comes | Change::Goes => None,
        Change::Off => Some(say!("hours.file_off").to_owned()),
        Change::Named(here, own) => {
            Some(say!("hours.file_named", name = here.as_str(), own = if *own { "yes" } else { "no" }))
        }
        Change::Moved(from) => Some(say!("hours.file_moved", date = day_words(*from))),
        Change::Same => Some(say!("hours.file_there").to_owned()),
    };
    let same = line.change == Change::Same;
    let (when, name) = (day_words(line.day), line.name.clone());
    let text = view! { <span><b>{when}</b>" "{name}{note.map(|note| view! { " "<span class="muted small">"("{note}")"</span> })}</span> };
    match same {
        // What stands there already has nothing to be chosen.
        true => view! { <li>{text}</li> }.into_any(),
        false => view! {
            <li><label class="pick"><input type="checkbox" prop:checked=move || on.get() on:change:target=move |ev| on.set(ev.target().checked())/>{text}</label></li>
        }.into_any(),
    }
}

fn fault_words(named: &Named) -> String {
    let name = if named.name.is_empty() { say!("hours.file_no_name") } else { named.name.as_str() };
    let line = say!("hours.file_line", line = named.line, name = name);
    let what = match &named.fault {
        IcsFault::Timed => say!("hours.file_timed").to_owned(),
        IcsFault::Repeats(rule) => say!("hours.file_repeats", rule = rule.as_str()),
        IcsFault::NoDate(text) => say!("hours.file_no_date", text = text.as_str()),
        IcsFault::TooLong => say!("hours.file_long").to_owned(),
        IcsFault::Cut => say!("hours.file_cut").to_owned(),
    };
    [line, what].join(" ")
}
