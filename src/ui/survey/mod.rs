//! The self-assessment: its runs. Answering, results and the form that opens a run are apart.

pub mod answer;
pub mod chart;
pub mod detail;
pub mod item;
pub mod open;
pub mod results;
pub mod side;

use super::desk::{Bell, Desk, use_desk};
use super::go;
use super::parts::icon::Icon;
use crate::domain::ident::RunId;
use crate::domain::moment::Moment;
use crate::domain::run::Run;
use crate::domain::sheets::{Manner, first_open_page, manner};
use crate::domain::survey::instrument::{DimensionId, ItemId};
use crate::domain::survey::score::{Band, Results as Scores, shown};
use crate::domain::survey::{Answer, Sheet, progress};
use crate::domain::text::Name;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::words::{DateStyle, locale, say, say_dyn, time};
use chrono::NaiveDateTime;
use leptos::prelude::*;
use std::sync::Arc;

/// What this device calls the sheet it answered last.
const SHEET: &str = "sheet";

/// The name of a dimension.
pub fn dimension_name(dimension: DimensionId) -> String {
    say_dyn!("dim.", &[dimension.id(), ".name"].concat())
}

/// The statement of an item, as the team is asked it.
pub fn item_text(item: ItemId) -> String {
    let key = [item.id, ".team"].concat();
    if item.dimension.is_some() { say_dyn!("item.", &key) } else { say_dyn!("ctx.", &key) }
}

/// A level of the scale in words.
pub fn level_name(number: u8) -> String {
    say_dyn!("scale.", &[&number.to_string(), ".label"].concat())
}

/// The name of a band.
pub fn band_name(band: Band) -> String {
    say_dyn!("band.", &[band.id(), ".name"].concat())
}

/// A score as it is shown.
pub fn score_text(points: f64) -> String {
    locale().number(f64::from(shown(points)), 0)
}

/// The name of a sheet.
pub fn sheet_name(sheet: &str) -> String {
    if sheet.is_empty() { say!("survey.sheet_agreed").to_owned() } else { sheet.to_owned() }
}

/// A moment by the team's clock.
pub fn local(desk: Desk, at: Moment) -> NaiveDateTime {
    desk.peek(|ledger| {
        let zones = &ledger.ports().zones;
        let table = ledger.desk().team().zone.as_ref().and_then(|zone| zones.table(zone, at, at));
        table.unwrap_or_else(|| Arc::new(ZoneTable::utc())).to_local(at)
    })
}

/// A day by the team's clock: "12 Nov 2026".
pub fn day(desk: Desk, at: Moment) -> String {
    time::date(local(desk, at), DateStyle::Date)
}

/// Reads a run that is there and listens for changes.
fn run<T>(desk: Desk, id: RunId, read: impl FnOnce(&Run) -> T) -> Option<T> {
    desk.read(Bell::Others, |ledger| ledger.desk().run(id).map(read))
}

/// Goes on answering on a sheet, at its first open page.
fn resume(desk: Desk, id: RunId, sheet: &str) {
    desk.here().set(SHEET, Some(sheet));
    let page = desk.peek(|ledger| {
        let run = ledger.desk().run(id)?;
        let empty = Sheet::new();
        let answers = run.sheets.get(sheet).map_or(&empty, |sheet| &sheet.answers);
        Some(first_open_page(answers, run.form))
    });
    go(&Route::Answer(id, page.unwrap_or(0)));
}

/// The runs, and the form that opens one.
#[component]
pub fn Survey() -> impl IntoView {
    let desk = use_desk();
    let ids = move |closed: bool| {
        Memo::new(move |_| {
            desk.read(Bell::Others, |ledger| {
                let all = ledger.desk().runs().filter(|(_, run)| run.closed.is_some() == closed);
                let mut ids: Vec<RunId> = all.map(|(id, _)| id).collect();
                ids.reverse();
                ids
            })
        })
    };
    let (running, closed) = (ids(false), ids(true));
    let none = Memo::new(move |_| running.with(Vec::is_empty) && closed.with(Vec::is_empty));
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head"><div>
                <h1 tabindex="-1">{say!("frame.survey")}</h1>
                <p class="sub measure">{say!("survey.what")}</p>
            </div></div>
            <Caution/>
            <div class="cols">
                <open::OpenRun/>
                <div class="stack stack-5">
                    {move || none.get().then(|| view! {
                        <div class="empty"><Icon name="msg"/><b>{say!("survey.none")}</b><p>{say!("survey.none_text")}</p></div>
                    })}
                    {move || (!running.with(Vec::is_empty)).then(|| view! {
                        <section class="stack stack-4" aria-labelledby="runs-open">
                            <h2 id="runs-open">{say!("survey.running")}</h2>
                            <For each=move || running.get() key=|id| *id let:id><Running id=id/></For>
                        </section>
                    })}
                    {move || (!none.get()).then(|| view! { <ClosedRuns ids=closed/> })}
                </div>
            </div>
        </main>
    }
}

/// What this is and what it is not.
#[component]
pub fn Caution() -> impl IntoView {
    view! {
        <p class="note"><Icon name="info"/><span><b>{say!("survey.note_strong")}</b>" "{say!("survey.note")}</span></p>
    }
}

#[component]
fn Running(id: RunId) -> impl IntoView {
    let desk = use_desk();
    let name = Memo::new(move |_| run(desk, id, name_of).unwrap_or_default());
    let begun = move || {
        run(desk, id, |r| say!("survey.opened", form = r.form.id(), at = day(desk, r.opened)))
            .unwrap_or_default()
    };
    let sheets = Memo::new(move |_| {
        run(desk, id, |r| r.sheets.keys().cloned().collect::<Vec<Arc<str>>>()).unwrap_or_default()
    });
    let how = Memo::new(move |_| run(desk, id, manner));
    let listed = move || {
        let people = how.get() == Some(Manner::Named);
        sheets.get().into_iter().filter(move |name| !(people && name.is_empty())).collect::<Vec<_>>()
    };
    view! {
        <article class="box stack stack-4">
            <div class="row row-base">
                <div class="grow"><h3>{move || name.get()}</h3><p class="small soft">{begun}</p></div>
                <a href=Route::Results(id).href()>{say!("survey.results_now")}<span class="sr">": "{move || name.get()}</span></a>
            </div>
            {move || sheets.with(Vec::is_empty).then(|| view! { <p class="small soft">{say!("survey.whoever")}</p> })}
            <ul class="stack runs">
                <For each=listed key=|sheet| sheet.clone() let:sheet><SheetRow id=id sheet=sheet/></For>
            </ul>
            {move || (how.get() != Some(Manner::Agreed)).then(|| view! {
                <open::AddSheet id=id together=how.get() == Some(Manner::Unsettled)/>
            })}
        </article>
    }
}

fn name_of(run: &Run) -> String {
    run.name.as_ref().map(Name::to_string).unwrap_or_default()
}

/// How far a sheet is, and the way back to it.
#[component]
fn SheetRow(id: RunId, sheet: Arc<str>) -> impl IntoView {
    let desk = use_desk();
    let name = sheet_name(&sheet);
    let (label, title) = (name.clone(), say!("survey.resume_label", name = &name));
    let (at, there) = (sheet.clone(), sheet);
    let far = Memo::new(move |_| {
        let far = run(desk, id, |r| {
            let answers = r.sheets.get(&at).map(|sheet| progress(&sheet.answers, r.form.items()));
            answers.unwrap_or_default()
        });
        far.map_or((0, 0), |far| (far.done, far.total))
    });
    let done = move || far.get().0 == far.get().1;
    view! {
        <li class="run-row">
            <b>{name}</b>
            <progress class="progress" value=move || far.get().0 max=move || far.get().1
                aria-label=move || say!("survey.done_label", name = &label, done = far.get().0, total = far.get().1)></progress>
            <span class="small soft nowrap">{move || say!("survey.done_of", done = far.get().0, total = far.get().1)}</span>
            <button class="btn btn-s" type="button" aria-label=title on:click=move |_| resume(desk, id, &there)>
                {move || if done() { say!("survey.review") } else { say!("survey.resume") }}
            </button>
        </li>
    }
}

#[component]
fn ClosedRuns(ids: Memo<Vec<RunId>>) -> impl IntoView {
    view! {
        <section class="stack stack-4" aria-labelledby="runs-closed">
            <h2 id="runs-closed">{say!("survey.closed")}</h2>
            {move || ids.with(Vec::is_empty).then(|| view! { <p class="soft small">{say!("survey.none_closed")}</p> })}
            <For each=move || ids.get() key=|id| *id let:id><ClosedRun id=id/></For>
        </section>
    }
}

#[component]
fn ClosedRun(id: RunId) -> impl IntoView {
    let desk = use_desk();
    let text = Memo::new(move |_| {
        run(desk, id, |r| {
            let sheets = crate::domain::sheets::counted(r);
            let sheets: Vec<Sheet> = sheets.into_iter().map(|(_, sheet)| sheet.clone()).collect();
            let overall = Scores::of(&sheets, r.form).overall.score.points();
            let overall = match overall {
                Some(points) => {
                    say!("survey.overall", score = shown(points), band = band_name(Band::of(points)))
                }
                None => say!("survey.overall_none").to_owned(),
            };
            let closed = r.closed.unwrap_or(r.opened);
            let facts = say!("survey.closed_at", form = r.form.id(), at = day(desk, closed));
            (name_of(r), overall, [facts, ", ".to_owned(), say!("survey.sheets", n = sheets.len())].concat())
        })
        .unwrap_or_default()
    });
    view! {
        <article class="box row row-base">
            <div class="grow">
                <h3><a href=Route::Results(id).href()>{move || text.get().0}</a></h3>
                <p class="small soft">{move || text.get().2}</p>
            </div>
            <p><b>{move || text.get().1}</b></p>
        </article>
    }
}

/// An answer in words.
pub fn answer_text(answer: &Answer) -> String {
    match answer {
        Answer::Scale(level) => level_name(level.number()),
        Answer::NotApplicable(reason) => {
            say!(
                "result.na_one",
                why = match reason {
                    crate::domain::survey::NaReason::Other(text) if !text.is_empty() => text.clone(),
                    other => say_dyn!("na.", other.id()),
                }
            )
        }
        Answer::CannotTell => say!("result.open").to_owned(),
    }
}
