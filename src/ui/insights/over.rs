//! How often the limits of columns were passed, and with which reasons.

use super::Period;
use super::behind::{Chosen, Shows};
use super::process::share;
use crate::domain::over::{Times, times};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::stage::stage_name;
use crate::words::say;
use leptos::prelude::*;

/// The box; nothing as long as no limit was passed.
#[component]
pub fn OverLimits(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let desk = use_desk();
    let rows = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let period = period.get();
        desk.read(Bell::Others, |l| {
            let all = times(l.desk(), &|id| period.counts(l.desk(), id));
            all.into_iter().map(|(column, times)| (stage_name(l, column), times)).collect::<Vec<_>>()
        })
    });
    let there = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let lines =
        move || rows.with(|rows| rows.iter().map(|(name, times)| line(name, times, chosen)).collect_view());
    move || {
        there.get().then(|| view! {
            <section class="box stack" aria-labelledby="over">
                <div class="box-head"><div><h2 id="over">{say!("over.title")}</h2><p>{say!("over.text")}</p></div></div>
                <div class="scroll-x"><table class="table" aria-labelledby="over">
                    <thead><tr>
                        <th scope="col">{say!("over.column")}</th>
                        <th scope="col" class="num">{say!("over.times")}</th>
                        <th scope="col" class="num">{say!("over.told")}</th>
                        <th scope="col" class="num">{say!("insights.requests_head")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table></div>
                <div class="box-foot"><p class="def">{say!("over.definition")}</p></div>
            </section>
        })
    }
}

fn line(name: &str, times: &Times, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let requests = times.requests.len();
    let label = say!("over.show", of = name, n = requests);
    let (title, ids) = (say!("over.behind", of = name), times.requests.clone());
    let open = move |_| {
        let groups = vec![(say!("insights.requests_head"), ids.clone())];
        chosen.set(Some(Chosen { title: title.clone(), shows: Shows::OverLimits, groups, open_only: false }));
    };
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="num">{times.n}</td>
            <td class="num">{share(times.told, times.n)}</td>
            <td class="num"><button class="as-link" type="button" aria-label=label on:click=open>{requests}</button></td>
        </tr>
    }
    .into_any()
}
