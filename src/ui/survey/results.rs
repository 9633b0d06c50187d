//! What a run says: the overall, the ten dimensions, every statement, what to talk about, conditions.

use super::answer::Gone;
use super::chart::{Chart, group_text};
use super::detail::{Conditions, Statements, Talk};
use super::{Caution, day, dimension_name, name_of, resume, run, score_text};
use crate::browser::page;
use crate::domain::edit::Edit;
use crate::domain::ident::{RunId, Subject};
use crate::domain::sheets::{counted, outside};
use crate::domain::survey::Sheet;
use crate::domain::survey::instrument::{DimensionId, Form};
use crate::domain::survey::score::Results as Scores;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::{go, use_place};
use crate::words::{Part, locale, say, say_parts};
use leptos::prelude::*;
use std::sync::Arc;

/// The sheets a result rests on.
#[derive(Clone, PartialEq)]
pub struct Basis {
    /// Names in order; the agreed answer has the empty one.
    pub names: Vec<Arc<str>>,
    /// Their answers.
    pub sheets: Vec<Sheet>,
    /// Which items were asked.
    pub form: Form,
}

/// The results of the run the address names.
#[component]
pub fn Results() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let found = Memo::new(move |_| match place.get() {
        Route::Results(id) => run(desk, id, |_| id),
        _ => None,
    });
    move || match found.get() {
        Some(id) => view! { <Shown id=id/> }.into_any(),
        None => view! { <Gone/> }.into_any(),
    }
}

#[component]
fn Shown(id: RunId) -> impl IntoView {
    let desk = use_desk();
    let basis = Memo::new(move |_| {
        let found = run(desk, id, |r| {
            let (names, sheets) = counted(r).into_iter().map(|(name, sheet)| (name, sheet.clone())).unzip();
            Basis { names, sheets, form: r.form }
        });
        found.unwrap_or(Basis { names: Vec::new(), sheets: Vec::new(), form: Form::Full })
    });
    let scores = Memo::new(move |_| basis.with(|b| Scores::of(&b.sheets, b.form)));
    let kind = Signal::derive(move || {
        basis.with(|b| match b.names.len() {
            1 if b.names.iter().all(|name| name.is_empty()) => "agreed",
            0..=2 => "few",
            _ => "many",
        })
    });
    let few = move || {
        let n = basis.with(|b| b.sheets.len());
        (kind.get() == "few" && n > 0).then(|| say!("result.note_few", n = n))
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <Head id=id basis=basis/>
            <div class="stack"><Caution/>{move || few().map(|text| view! { <p class="small soft">{text}</p> })}</div>
            <Overall scores=scores basis=basis kind=kind/>
            <div class="res">
                <div class="stack stack-5"><Chart scores=scores kind=kind/><Statements basis=basis/></div>
                <aside class="stack stack-5"><Talk basis=basis scores=scores/><Conditions basis=basis/></aside>
            </div>
        </main>
    }
}

#[component]
fn Head(id: RunId, basis: Memo<Basis>) -> impl IntoView {
    let desk = use_desk();
    let team = move || desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
    let name = move || run(desk, id, name_of).unwrap_or_default();
    let sheets = move || {
        basis.with(|b| match b.names.as_slice() {
            [] => say!("result.sheets_none").to_owned(),
            [one] if one.is_empty() => say!("result.sheets_agreed").to_owned(),
            names => {
                let list: Vec<String> = names.iter().map(|name| name.to_string()).collect();
                say!("result.sheets_named", n = list.len(), names = locale().list(&list))
            }
        })
    };
    let closed = Memo::new(move |_| run(desk, id, |r| r.closed).flatten());
    let state = move || match closed.get() {
        Some(at) => say!("result.closed_state", at = day(desk, at)),
        None => say!("result.open_state").to_owned(),
    };
    let about = move || {
        let parts = say_parts!("result.about", team = team().unwrap_or_default());
        let part = |part| match part {
            Part::Strong(text) => view! { <b>{text}</b> }.into_any(),
            Part::Plain(text) | Part::Slot(text) => text.into_any(),
        };
        parts.into_iter().map(part).collect_view()
    };
    view! {
        <div class="page-head">
            <div>
                <p class="way-big soft">{about}</p>
                <h1 tabindex="-1">{name}</h1>
                <p class="sub">{sheets}". "{state}</p>
            </div>
            <Actions id=id/>
        </div>
    }
}

#[component]
fn Actions(id: RunId) -> impl IntoView {
    let desk = use_desk();
    let closed = Memo::new(move |_| run(desk, id, |r| r.closed.is_some()) == Some(true));
    let sheet = desk.here().get(super::SHEET).unwrap_or_default();
    let go_on = move |_| {
        let known =
            desk.peek(|l| l.desk().run(id).and_then(|r| crate::domain::sheets::sheet_for(r, Some(&sheet))));
        match known {
            Some(sheet) => resume(desk, id, &sheet),
            None => go(&Route::Answer(id, 0)),
        }
    };
    let remove = move |_| {
        if desk.act(Edit::Remove(Subject::Run(id))).is_some() {
            go(&Route::Survey);
        }
    };
    view! {
        <div class="actions">
            <button class="btn btn-quiet" type="button" on:click=remove><Icon name="bin"/>{say!("result.remove")}</button>
            <button class="btn" type="button" on:click=|_| { page::print(); }><Icon name="print"/>{say!("button.print")}</button>
            {move || if closed.get() {
                view! { <button class="btn" type="button" on:click=move |_| { desk.act(Edit::ReopenRun(id)); }>{say!("result.reopen")}</button> }.into_any()
            } else {
                let go_on = go_on.clone();
                view! {
                    <button class="btn" type="button" on:click=go_on>{say!("result.answer")}</button>
                    <button class="btn btn-main" type="button" on:click=move |_| { desk.act(Edit::CloseRun(id)); }><Icon name="check"/>{say!("result.close")}</button>
                }.into_any()
            }}
        </div>
    }
}

/// The figures at the head: the overall, the strongest and the weakest dimension, what is outside control.
#[component]
fn Overall(scores: Memo<Scores>, basis: Memo<Basis>, kind: Signal<&'static str>) -> impl IntoView {
    let overall =
        move || scores.with(|s| s.overall.score.points().map_or_else(|| "–".to_owned(), score_text));
    let words = move || {
        scores.with(|s| match s.overall.score.points() {
            Some(_) => {
                let n = basis.with(|b| b.sheets.len());
                let sheets = say!("result.overall_n", kind = kind.get(), n = n);
                [group_text(&s.overall), ", ".to_owned(), sheets].concat()
            }
            None => say!("result.overall_few").to_owned(),
        })
    };
    let end = move |best: bool| scores.with(|s| extreme(s, best));
    let figure = move |best: bool| end(best).map_or_else(|| "–".to_owned(), |(_, points)| score_text(points));
    let which = move |best: bool| {
        end(best)
            .map_or_else(|| say!("result.nothing").to_owned(), |(dimension, _)| dimension_name(dimension))
    };
    let count = move || basis.with(|b| outside(&b.sheets).len());
    view! {
        <section class="heads" aria-label=say!("result.overall_box")>
            <div><h2><svg aria-hidden="true"><circle class="v-team" cx="7" cy="7" r="5.5"/></svg>{say!("result.overall")}</h2>
                <p class="figure-n">{overall}</p><p class="small soft">{words}</p></div>
            <div><h2>{say!("result.best")}</h2><p class="figure-n">{move || figure(true)}</p><p class="small soft">{move || which(true)}</p></div>
            <div><h2>{say!("result.least")}</h2><p class="figure-n">{move || figure(false)}</p><p class="small soft">{move || which(false)}</p></div>
            <div><h2>{say!("result.outside_n")}</h2><p class="figure-n">{count}</p>
                <p class="small soft">{move || say!("result.outside_list", n = count())}</p></div>
        </section>
    }
}

/// The dimension with the highest or the lowest score, the first of equal ones.
fn extreme(scores: &Scores, best: bool) -> Option<(DimensionId, f64)> {
    let all = scores.dimensions.iter().filter_map(|(d, group)| Some((*d, group.score.points()?)));
    all.reduce(|kept, next| if (next.1 > kept.1) == best && next.1 != kept.1 { next } else { kept })
}
