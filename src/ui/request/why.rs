//! Why a clock shows what it shows: the agreement in a sentence, and every day drawn and counted.

use super::told::{Told, ToldRow, tell, told};
use super::{look_now, shown_zone, strong};
use crate::domain::clock::ClockKind;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::clock::what;
use crate::ui::parts::days;
use crate::words::{Part as Words, time};
use leptos::prelude::*;

/// The disclosure. The table is made only while it is open.
#[component]
pub fn Why(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let open = RwSignal::new(false);
    let title = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, request, now| {
            let clocks = ledger.book().read(ledger.desk(), request, now)?;
            let zone = &clocks.compiled.zone;
            let pressing = clocks.pressing();
            Some(match pressing.due.filter(|_| pressing.stopped.is_none()) {
                Some(at) => {
                    let due = time::soon(zone.to_local(at), zone.to_local(now));
                    match zone.name() == shown_zone(ledger).name() {
                        true => say!("why.title", at = due),
                        false => say!("why.title_there", at = due, place = time::place(zone.name())),
                    }
                }
                None => say!("why.title_bare").to_owned(),
            })
        })
        .flatten()
    });
    let chosen = RwSignal::new(None::<ClockKind>);
    let table = Memo::new(move |_| {
        let kind = chosen.get();
        let look = move |ledger: &Ledger, request: &Request, at: Moment| match kind {
            Some(kind) => told(ledger, request, at, kind).or_else(|| tell(ledger, request, at)),
            None => tell(ledger, request, at),
        };
        open.get().then(|| look_now(desk, now, id, look).flatten()).flatten()
    });
    // Every clock that has something to tell, and the one that is told.
    let kinds = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, request, now| {
            let clocks = ledger.book().read(ledger.desk(), request, now)?;
            let pressing = clocks.pressing().kind;
            let all = clocks.all().into_iter().filter(|r| r.target.is_some()).map(|r| r.kind);
            Some((all.collect::<Vec<_>>(), pressing))
        })
        .flatten()
        .unwrap_or((Vec::new(), ClockKind::Resolution))
    });
    let choice = move || {
        let (all, pressing) = kinds.get();
        let here = chosen.get().unwrap_or(pressing);
        (open.get() && all.len() > 1).then(|| {
            let one = move |kind: ClockKind| {
                view! {
                    <button class="chip" type="button" aria-pressed=if kind == here { "true" } else { "false" }
                        on:click=move |_| chosen.set(Some(kind))>{what(kind)}</button>
                }
            };
            view! { <div class="row why-which" role="group" aria-label=say!("why.which")>{all.into_iter().map(one).collect_view()}</div> }
        })
    };
    let has_clock = Memo::new(move |_| title.with(Option::is_some));
    move || {
        has_clock.get().then(|| view! {
            <details class="why" on:toggle=move |ev| open.set(event_target::<web_sys::Element>(&ev).has_attribute("open"))>
                <summary>{move || title.get()}</summary>
                {choice}
                {move || table.get().map(|told| view! { <div class="why-body">{body(told)}</div> })}
            </details>
        })
    }
}

fn body(told: Told) -> impl IntoView {
    let (name, href) = told.agreement;
    let sentence = told.sentence.into_iter().map(move |part| match part {
        Words::Slot(_) => view! { <a href=href.clone()>{name.clone()}</a> }.into_any(),
        other => strong(vec![other]).into_any(),
    });
    view! {
        <p class="measure">{sentence.collect_view()}" "{told.fits}</p>
        {(!told.passed.is_empty()).then(|| view! {
            <p class="small">{say!("why.passed", n = told.passed.len())}</p>
            <ul class="changes small soft">{told.passed.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        })}
        <table class="why-table">
            <caption class="sr">{say!("why.caption", name = told.reference)}</caption>
            <thead><tr>
                <th scope="col">{say!("why.day")}</th>
                <th scope="col" class="axis">{days::hours(told.axis)}<span class="sr">{say!("why.time_of_day")}</span></th>
                <th scope="col">{say!("why.counts")}</th>
            </tr></thead>
            <tbody>{told.rows.into_iter().map(row).collect_view()}</tbody>
            <tfoot><tr><th scope="row" colspan="2">{told.foot.0}</th><td>{told.foot.1}</td></tr></tfoot>
        </table>
        <div class="legend" aria-hidden="true">{told.legend.into_iter().map(key).collect_view()}</div>
        <p class="def">{told.ends}</p>
    }
}

fn key((class, words): (&'static str, String)) -> impl IntoView {
    let mark = match class {
        "now" => view! { <line class="now" x1="7" x2="7" y1="0" y2="14"/> }.into_any(),
        "paused" => view! { <rect fill="url(#hatch-paused)" width="14" height="14"/> }.into_any(),
        "band-over" => view! { <rect fill="url(#hatch-late)" width="14" height="14"/> }.into_any(),
        _ => view! { <rect class=class width="14" height="14"/> }.into_any(),
    };
    view! { <span><svg>{mark}</svg>{words}</span> }
}

fn row(row: ToldRow) -> impl IntoView {
    let label = row.label.map(|(x, words)| view! { <text x=days::percent(x) y="17">{words}</text> });
    let now =
        row.now.map(|x| view! { <line class="now" x1=days::percent(x) x2=days::percent(x) y1="0" y2="26"/> });
    let due = row.due.map(days::due_mark);
    view! {
        <tr>
            <th scope="row">{row.day}</th>
            <td><svg class="chart" aria-hidden="true">{days::bands(row.bars)}{label}{now}{due}</svg><span class="sr">{row.aloud}</span>
                {row.offices.map(|text| view! { <span class="why-offices">{text}</span> })}</td>
            <td>{row.counts}</td>
        </tr>
    }
}
