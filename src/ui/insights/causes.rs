//! Why clocks were late: each cause that was given with how many clocks and the requests behind them, and how
//! many have none yet.

use super::Period;
use super::behind::{Chosen, Shows};
use crate::domain::clock::ClockKind;
use crate::domain::insight::{ByCause, by_cause};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::clock::what;
use crate::words::{Arg, locale, say, say_dyn};
use leptos::prelude::*;

/// The box; nothing while nothing was late.
#[component]
pub fn Causes(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let rows = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| by_cause(l.desk(), l.book(), at, &|id| period.counts(l.desk(), id)))
    });
    move || {
        let all = rows.get();
        let total: usize = all.iter().map(|row| row.late.len()).sum();
        (total > 0).then(|| {
            let kinds: Vec<ClockKind> =
                ClockKind::ALL.into_iter().filter(|kind| all.iter().any(|row| row.of(*kind) > 0)).collect();
            let heads = kinds.iter().map(|kind| view! { <th scope="col" class="num">{what(*kind)}</th> });
            view! {
                <section class="box" aria-labelledby="causes">
                    <div class="box-head"><div><h2 id="causes">{say!("causes.title")}</h2><p>{say!("causes.text", n = total)}</p></div></div>
                    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="causes"><table class="table">
                        <thead><tr><th scope="col">{say!("causes.cause")}</th>{heads.collect_view()}
                            <th scope="col" class="num only-wide">{say!("causes.share")}</th><th scope="col" class="num">{say!("insights.requests_head")}</th></tr></thead>
                        <tbody>{all.iter().map(|row| line(row, &kinds, total, chosen)).collect_view()}</tbody>
                    </table></div>
                    <div class="box-foot"><p class="def">{say!("causes.definition")}</p></div>
                </section>
            }
        })
    }
}

fn number(n: usize) -> String {
    locale().number(n as f64, 0)
}

fn line(row: &ByCause, kinds: &[ClockKind], total: usize, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let name = match row.cause {
        Some(cause) => say_dyn!("cause.kind.", cause.code()),
        None => say!("causes.none").to_owned(),
    };
    let ids = row.requests();
    let n = ids.len();
    let label = say!("causes.show", cause = name.as_str(), n = n);
    let title = say!("causes.behind", cause = name.as_str());
    let open = move |_| {
        let groups = vec![(say!("insights.behind_late"), ids.clone())];
        chosen.set(Some(Chosen { title: title.clone(), shows: Shows::Stage, groups, open_only: false }));
    };
    let cells: Vec<_> =
        kinds.iter().map(|kind| view! { <td class="num">{number(row.of(*kind))}</td> }).collect();
    let share = Arg::places(100.0 * row.late.len() as f64 / total.max(1) as f64, 0);
    let share = if total < crate::domain::insight::LEAST_FOR_A_SHARE {
        say!("insights.met_of", met = row.late.len(), n = total)
    } else {
        say!("insights.percent", p = share)
    };
    view! {
        <tr><th scope="row">{name}</th>{cells}<td class="num only-wide">{share}</td>
            <td class="num"><button class="as-link" type="button" aria-label=label on:click=open>{number(n)}</button></td></tr>
    }
    .into_any()
}
