//! Where work stood over time: bands of stages, drawn and as a table.

use super::Period;
use crate::domain::cumulative::{Cumulative, Point, cumulative};
use crate::domain::plot::{Scale, whole_ticks};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{DateStyle, locale, say, say_dyn, time};
use chrono::{Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// The bands from the top, each with the class that fills it.
const BANDS: [&str; 5] = ["c-1", "c-2", "c-3", "c-4", "c-5"];

/// Days after which a change is worth a sentence.
const BACK: u64 = 28;

/// How high the drawing is, and how high the part above its dates, in pixels.
const HIGH: f64 = 210.0;
const PLOT: f64 = 178.0;

/// The share of the width that is drawn on; the numbers of the axis stand beside it.
const WIDE: f64 = 0.92;

/// The box.
#[component]
pub fn WhereWorkStood(period: Memo<Period>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let found = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            let here = l.ports().zones.here();
            let name = l.desk().team().zone.as_deref().unwrap_or(&here);
            let first = l.desk().earliest().unwrap_or(at).min(at);
            let zone = l.ports().zones.table(name, first, at)?;
            Some(cumulative(l.desk(), &zone, at, &|id| period.counts(l.desk(), id)))
        })
        .unwrap_or_default()
    });
    move || {
        let all = found.get();
        let last = *all.points.last()?;
        let text = change(&all, &last);
        let n = last.stood.all();
        Some(view! {
            <section class="box stack" aria-labelledby="stood">
                <div class="box-head"><div><h2 id="stood">{say!("stood.title")}</h2><p>{text.clone()}</p></div></div>
                {drawing(&all, text)}
                <div class="legend" aria-hidden="true">{BANDS.into_iter().enumerate().map(|(band, class)| view! {
                    <span><svg><rect class=class width="14" height="14" rx="2"/></svg>{name(band)}</span>
                }).collect_view()}</div>
                <details class="more"><summary>{say!("stood.table")}</summary>{table(&all)}</details>
                <div class="box-foot"><p class="def">{say!("stood.definition", days = all.apart, n = n)}</p></div>
            </section>
        })
    }
}

/// A band in words.
fn name(band: usize) -> String {
    match band {
        0 => say!("stood.new").to_owned(),
        1 => say_dyn!("stage.", "accepted"),
        2 => say_dyn!("stage.", "progress"),
        3 => say_dyn!("stage.", "waiting"),
        _ => say!("stood.finished").to_owned(),
    }
}

fn date(day: NaiveDate, style: DateStyle) -> String {
    time::date(day.and_time(NaiveTime::MIN), style)
}

/// How much is open, and how much was four weeks before.
fn change(all: &Cumulative, last: &Point) -> String {
    let open = last.stood.open();
    let back = last.day.checked_sub_days(Days::new(BACK));
    let before = all.points.iter().rfind(|point| back.is_some_and(|back| point.day <= back));
    match before {
        Some(before) => {
            let on = date(before.day, DateStyle::Date);
            say!("stood.change", n = open, before = before.stood.open(), date = on)
        }
        None => say!("stood.now", n = open),
    }
}

/// A number as the drawing writes it: two decimals place a point more finely than a screen shows it.
fn figure(n: f64) -> String {
    ((n * 100.0).round() / 100.0).to_string()
}

/// The bands one upon the other, what is finished below. The table says the same in numbers.
fn drawing(all: &Cumulative, text: String) -> impl IntoView + use<> {
    let (first, last) = (all.points.first(), all.points.last());
    let since = |day: NaiveDate| first.map_or(0.0, |first| (day - first.day).num_days() as f64);
    let across = Scale::new(0.0, last.map_or(0.0, |last| since(last.day)));
    let most = all.points.iter().map(|point| point.stood.all()).max().unwrap_or(0).max(1);
    let up = Scale::new(0.0, most as f64);
    let line = |band: usize| {
        let at = |point: &Point| {
            let under: usize = point.stood.bands.iter().skip(band).sum();
            [figure(across.at(since(point.day))), figure(100.0 - up.at(under as f64))].join(",")
        };
        all.points.iter().map(at).collect::<Vec<_>>().join(" ")
    };
    let bands = BANDS.into_iter().enumerate().map(|(band, class)| {
        let top = line(band);
        let area = ["0,100 ", &top, " 100,100"].concat();
        view! { <polygon class=class points=area/><polyline class="edge" points=top/> }
    });
    let percent = |n: f64| [figure(WIDE * n), "%".to_owned()].concat();
    let numbers = whole_ticks(0.0, most as f64, 5).into_iter().map(|n| {
        let y = 8.0 + PLOT * (1.0 - up.at(n) / 100.0);
        view! {
            <line class="g" x1="0" x2="100%" y1=figure(y) y2=figure(y)/>
            <text class="end" x="100%" y=figure(y - 3.0)>{locale().number(n, 0)}</text>
        }
    });
    let style = if across.max() > 700.0 { DateStyle::MonthYear } else { DateStyle::Date };
    let dates = (0..3).filter_map(|third| {
        let days = (across.max() * f64::from(third) / 3.0).round();
        let day = first?.day.checked_add_days(Days::new(days as u64))?;
        let x = percent(across.at(days));
        Some(view! { <text x=x y=figure(HIGH - 6.0)>{date(day, style)}</text> })
    });
    view! {
        <svg class="chart" height=figure(HIGH) role="img" aria-label=text>
            {numbers.collect_view()}
            <svg x="0" y="8" width=percent(100.0) height=figure(PLOT) viewBox="0 0 100 100" preserveAspectRatio="none">{bands.collect_view()}</svg>
            <line class="g-base" x1="0" x2=percent(100.0) y1=figure(PLOT + 8.0) y2=figure(PLOT + 8.0)/>
            {dates.collect_view()}
        </svg>
    }
}

fn table(all: &Cumulative) -> impl IntoView + use<> {
    let number = |n: usize| locale().number(n as f64, 0);
    let row = |point: &Point| {
        let stood = point.stood;
        view! {
            <tr>
                <th scope="row">{date(point.day, DateStyle::Date)}</th>
                {stood.bands.into_iter().map(|n| view! { <td class="num">{number(n)}</td> }).collect_view()}
                <td class="num">{number(stood.declined)}</td>
                <td class="num">{number(stood.all())}</td>
            </tr>
        }
    };
    let heads = (0..BANDS.len()).map(|band| view! { <th scope="col" class="num">{name(band)}</th> });
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="stood"><table class="table">
            <thead><tr>
                <th scope="col">{say!("stood.day")}</th>{heads.collect_view()}
                <th scope="col" class="num">{say!("stood.declined")}</th>
                <th scope="col" class="num">{say!("stood.all")}</th>
            </tr></thead>
            <tbody>{all.points.iter().rev().map(row).collect_view()}</tbody>
        </table></div>
    }
}
