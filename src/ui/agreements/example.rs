//! A worked example: any moment and priority, when the targets would be used up, the days they are counted on, and how
//! much time lies between it and any other moment.

use super::form::{Form, Written};
use super::when::{read_local, write_local};
use crate::domain::clock::{Basis, ClockKind, PauseSpan};
use crate::domain::derivation::{Day, Part, Row};
use crate::domain::moment::{Moment, Span};
use crate::domain::request::Priority;
use crate::domain::timebook::Compiled;
use crate::domain::typed;
use crate::domain::worked::{Case, Due, Worked, work_out};
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::days::{self, Axis, Bar, minute};
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::lexicon::lexicon;
use crate::ui::parts::shares::day_shares;
use crate::words::{DateStyle, locale, say, say_dyn, time};
use leptos::prelude::*;

/// The most days listed.
const MOST_DAYS: usize = 14;

/// What the example comes to.
#[derive(Clone, PartialEq, Default)]
struct Answer {
    /// When each target is used up.
    lines: Vec<String>,
    /// The hours above the drawing.
    axis: Vec<(f64, String)>,
    /// The days.
    days: Vec<DayLine>,
}

/// One day of it, or several that are left out.
#[derive(Clone, PartialEq, Default)]
struct DayLine {
    /// The day.
    name: String,
    /// Its hours as they are drawn.
    bars: Vec<Bar>,
    /// The latest deadline, where it is on this day.
    due: Option<(f64, String)>,
    /// The hours counted on it, in words.
    spans: String,
    /// How much that is.
    length: String,
}

/// The example.
#[component]
pub fn Example(form: Form, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let start = desk.peek(|l| {
        let compiled = untrack(|| form.calendar_id()).and_then(|id| l.book().get(id));
        compiled.map(|c| write_local(c.zone.to_local(l.now()))).unwrap_or_default()
    });
    let (at, priority) = (RwSignal::new(start), RwSignal::new(Priority::Normal.code().to_owned()));
    let options: Vec<_> =
        Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))).collect();
    let (line, doubt) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let lexicon = StoredValue::new(lexicon());
    Effect::new(move |_| {
        let text = line.get();
        let today = read_local(&at.get_untracked()).map(|at| at.date()).unwrap_or_default();
        let today = desk.peek(|l| {
            let compiled = untrack(|| form.calendar_id()).and_then(|id| l.book().get(id));
            compiled.map_or(today, |c| c.zone.to_local(l.now()).date())
        });
        let joining: Vec<&str> = say!("example.joining").split(' ').collect();
        let said = lexicon.with_value(|words| typed::read(&text, words, &joining, today));
        if let Some(urgent) = said.priority {
            priority.set(urgent.code().to_owned());
        }
        if let Some(day) = said.day {
            let time = said.time.or_else(|| read_local(&at.get_untracked()).map(|at| at.time()));
            at.set(write_local(day.and_time(time.unwrap_or_default())));
        }
        doubt.set(match said.unknown.as_slice() {
            [] => String::new(),
            words => say!("example.unknown", words = words.join(" ")),
        });
    });
    let (wait_from, wait_to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let end = RwSignal::new(String::new());
    let early = Signal::derive(move || {
        let both = end.with(|t| read_local(t)).zip(at.with(|t| read_local(t)));
        let wrong = both.is_some_and(|(end, at)| end < at);
        if wrong { say!("example.end_fault").to_owned() } else { String::new() }
    });
    let answer = Memo::new(move |_| {
        let priority = priority.with(|p| Priority::parse(p))?;
        let raised = at.with(|t| read_local(t))?;
        desk.read(Bell::Others, |l| {
            let compiled = form.calendar_id().and_then(|id| l.book().get(id))?;
            let from = compiled.zone.from_local(raised);
            let typed =
                |text: RwSignal<String>| text.with(|t| read_local(t)).map(|at| compiled.zone.from_local(at));
            let wait = typed(wait_from).zip(typed(wait_to)).filter(|(from, to)| to > from);
            let wait = wait.map(|(from, to)| PauseSpan { from, to: Some(to) });
            let done = typed(end).filter(|end| *end >= from);
            let case = Case { priority, raised: from, wait, done };
            let worked = written.with(|w| work_out(&w.terms, compiled, case, MOST_DAYS));
            Some(shown_as(l, compiled, worked))
        })
    });
    view! {
        <section class="box" aria-labelledby="example">
            <div class="box-head"><div><h2 id="example">{say!("example.title")}</h2><p>{say!("example.text")}</p></div></div>
            <div class="form">
                <div class="example-line"><TextField label=say!("example.line") hint=say!("example.line_hint") value=line fault=doubt/></div>
                <TextField label=say!("example.raised") value=at kind="datetime-local"/>
                <SelectField label=say!("agreement.priority") value=priority options=options/>
                <TextField label=say!("example.wait_from") value=wait_from kind="datetime-local"/>
                <TextField label=say!("example.wait_to") hint=say!("example.wait_hint") value=wait_to kind="datetime-local"/>
                <TextField label=say!("example.end") hint=say!("example.end_hint") value=end fault=early kind="datetime-local"/>
            </div>
            <div role="status" class="stack example-answer">{move || match answer.get() {
                Some(answer) => shown(answer).into_any(),
                None => view! { <p class="muted small">{say!("example.choose")}</p> }.into_any(),
            }}</div>
        </section>
    }
}

fn shown_as(ledger: &Ledger, compiled: &Compiled, worked: Worked) -> Answer {
    let zone = &compiled.zone;
    let words = |at: Moment| time::moment(zone.to_local(at), zone.to_local(ledger.now()));
    let mut out = Answer::default();
    let last = worked.dues.iter().filter_map(|(clock, due)| match due {
        Due::At(at) if !clock.is_waits() => Some(*at),
        _ => None,
    });
    let last = last.max();
    for (clock, due) in worked.dues {
        let (how, at) = match due {
            Due::NoTarget => ("none", String::new()),
            Due::Beyond => ("later", String::new()),
            Due::At(at) => ("due", words(at)),
        };
        out.lines.push(match clock {
            ClockKind::FirstResponse => say!("example.answer", how = how, at = at),
            ClockKind::Decision | ClockKind::Update | ClockKind::Reply if due == Due::NoTarget => continue,
            ClockKind::Decision => say!("example.decision", how = how, at = at),
            ClockKind::Update | ClockKind::Reply => say!("example.update", how = how, at = at),
            ClockKind::Resolution => say!("example.done", how = how, at = at),
        });
    }
    out.lines.extend(worked.done.map(|done| {
        let kept = match done.kept {
            Some(true) => "met",
            Some(false) => "late",
            None => "none",
        };
        say!("example.ended", at = words(done.at), length = length(done.counted), kept = kept)
    }));
    let axis = Axis::of(zone, &worked.rows);
    for row in worked.rows {
        match row {
            Row::Day(day) => {
                let (name, mut spans, length) = day_words(&day, compiled);
                let offices = day_shares(compiled, day.date).filter(|_| worked.basis != Basis::Calendar);
                if let Some(offices) = offices {
                    spans = say!("example.offices", spans = spans, offices = offices);
                }
                let due = last.filter(|at| zone.to_local(*at).date() == day.date).map(|at| {
                    let clock = time::date(zone.to_local(at), DateStyle::Time);
                    (axis.at(minute(zone, day.date, at)), say!("example.due_mark", at = clock))
                });
                // Nothing of an example lies ahead: what is left of the time is counted in the end.
                let counted =
                    |(part, x, width)| (if part == Part::Left { Part::Counted } else { part }, x, width);
                let bars = axis.bars(zone, &day).into_iter().map(counted).collect();
                out.days.push(DayLine { name, bars, due, spans, length });
            }
            Row::Gap { days, sums } => {
                let all = length(sums.counted + sums.left + sums.over);
                let name = say!("example.gap", n = days);
                out.days.push(DayLine { name, length: all, ..DayLine::default() });
            }
        }
    }
    out.axis = axis.labels();
    out
}

fn length(span: Span) -> String {
    time::length(span, None, time::Round::Down)
}

/// The pieces of a day that are counted, and how much of it was waited for.
fn day_words(day: &Day, compiled: &Compiled) -> (String, String, String) {
    let clock = |at: Moment| time::date(compiled.zone.to_local(at), DateStyle::Time);
    let counted: Vec<String> = day
        .pieces
        .iter()
        .filter(|p| matches!(p.part, Part::Counted | Part::Left | Part::Over))
        .map(|p| [clock(p.from), clock(p.to)].join("–"))
        .collect();
    let name = time::date(day.date.and_time(chrono::NaiveTime::MIN), DateStyle::Day);
    let all = day.sums.counted + day.sums.left + day.sums.over;
    if day.sums.paused.is_positive() {
        let spans = say!(
            "example.paused",
            spans = locale().list(&counted),
            length = length(day.sums.paused),
            n = counted.len()
        );
        return (name, spans, length(all));
    }
    if counted.is_empty() && !day.pieces.is_empty() {
        return (name, say!("example.uncounted").to_owned(), String::new());
    }
    if counted.is_empty() {
        let hours = compiled.hours();
        let holiday = hours.closed_name(day.date).filter(|_| hours.spans_on(day.date).is_empty());
        let why = holiday.map_or_else(
            || say!("example.nothing").to_owned(),
            |holiday| say!("example.holiday", name = holiday),
        );
        return (name, why, String::new());
    }
    let mut spans = locale().list(&counted);
    if clocks_change(day, compiled) {
        spans = say!("example.change", spans = spans);
    }
    if day.sums.over.is_positive() {
        spans = say!("example.over", spans = spans, length = length(day.sums.over));
    }
    (name, spans, length(all))
}

/// True where the clocks of the zone go forward or back inside one of the pieces of a day.
fn clocks_change(day: &Day, compiled: &Compiled) -> bool {
    day.pieces.iter().any(|piece| {
        let next = compiled.zone.next_step_after(piece.from);
        next.is_some_and(|(at, _, _)| at < piece.to)
    })
}

fn shown(answer: Answer) -> impl IntoView {
    view! {
        {answer.lines.into_iter().map(|text| view! { <p><b>{text}</b></p> }).collect_view()}
        {(!answer.days.is_empty()).then(|| view! {
            <table class="why-table">
                <caption class="sr">{say!("example.days")}</caption>
                <thead><tr>
                    <th scope="col">{say!("example.day")}</th>
                    <th scope="col" class="axis">{days::hours(answer.axis)}<span class="sr">{say!("example.counted")}</span></th>
                    <th scope="col">{say!("example.counts")}</th>
                </tr></thead>
                <tbody>{answer.days.into_iter().map(|DayLine { name, bars, due, spans, length }| view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td>{(!bars.is_empty()).then(|| view! { <svg class="chart" aria-hidden="true">{days::bands(bars)}{due.map(days::due_mark)}</svg> })}
                            <span class="why-offices">{spans}</span></td>
                        <td>{length}</td>
                    </tr>
                }).collect_view()}</tbody>
            </table>
        })}
    }
}
