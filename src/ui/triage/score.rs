//! How a request's place in the order comes about, criterion by criterion, and the way to another place.

use super::seat::SeatDialog;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::triage::{Criterion, OutsideFirst, Score, manner, score};
use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::request::strong;
use crate::words::{say_dyn, say_parts};
use leptos::prelude::*;

fn word(criterion: &Criterion) -> String {
    match criterion {
        Criterion::Own(name) => name.to_string(),
        usual => say_dyn!("criterion.", usual.code()),
    }
}

/// The table, and what changed the place besides.
#[component]
pub fn ScoreBox(id: RequestId, undecided: Memo<bool>) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.request(id, |_| ());
        desk.peek(|l| {
            let request = l.desk().request(id)?;
            let why = request.triage.look(|a| a.by_hand.as_ref().map(|(_, why)| why.to_string()));
            Some((score(l.desk(), request), manner(l.desk()).outside, why))
        })
    });
    let asking = RwSignal::new(false);
    let back = move |_| {
        desk.act(Edit::Triage(id, Box::new(TriageEdit::Unplace)));
    };
    view! {
        <section class="stack" aria-labelledby="triage-score">
            <div class="row"><h3 id="triage-score">{say!("place.title")}</h3><a class="small push" href=Route::Rules.href()>{say!("triage.rules")}</a></div>
            {move || shown.get().map(|(score, outside, why)| view! {
                <Table score=score.clone()/>
                {(score.missing() > 0).then(|| view! { <p class="muted small">{say!("place.missing", n = score.missing())}</p> })}
                {score.outside.then(|| view! {
                    <p class="note"><Icon name="info"/><span>{if outside == OutsideFirst::Always { say!("place.outside_always") } else { say!("place.outside_equal") }}</span></p>
                })}
                {why.map(|why| view! {
                    <p class="note note-info"><Icon name="grip"/><span class="grow prose-text">{strong(say_parts!("place.by_hand", why = why))}</span>
                        <span class="actions"><button class="btn btn-s" type="button" on:click=back>{say!("place.back")}</button></span></p>
                })}
            })}
            <p hidden=move || !undecided.get()><button class="btn btn-s" type="button" on:click=move |_| asking.set(true)><Icon name="swap"/>{say!("place.change")}</button></p>
            {move || asking.get().then(|| view! { <SeatDialog id=id asking=asking/> })}
        </section>
    }
}

#[component]
fn Table(score: Score) -> impl IntoView {
    let total = say!("place.sum_of", n = score.total(), of = score.most());
    let row = |line: crate::domain::triage::Line| {
        let product = u32::from(line.weight) * u32::from(line.points.unwrap_or(0));
        let points = match line.points {
            Some(points) => view! { {points.to_string()} }.into_any(),
            None => view! { <span class="muted">{say!("place.unsaid")}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{word(&line.criterion)}</th>
                <td class="num">{line.weight.to_string()}</td>
                <td class="num">{points}</td>
                <td class="num">{product.to_string()}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll-x">
            <table class="table triage-score" aria-labelledby="triage-score">
                <thead><tr>
                    <th scope="col">{say!("place.what")}</th>
                    <th scope="col" class="num">{say!("place.weight")}</th>
                    <th scope="col" class="num">{say!("place.points")}</th>
                    <th scope="col" class="num">{say!("place.times")}</th>
                </tr></thead>
                <tbody>{score.lines.into_iter().map(row).collect_view()}</tbody>
                <tfoot><tr><th scope="row" colspan="3">{say!("place.sum")}</th><td class="num"><b>{total}</b></td></tr></tfoot>
            </table>
        </div>
    }
}
