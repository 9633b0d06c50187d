//! What agreements promise beside their targets, and how it stands: measures beyond time, and the client's answers.

use super::Period;
use super::behind::{Chosen, Shows};
use crate::domain::fold::natural;
use crate::domain::ident::AgreementId;
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::kept::{Beside, Stands, beside};
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::agreements::kept::{goal_words, who_answers};
use crate::ui::agreements::target_words;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{Arg, say, say_dyn, time};
use leptos::prelude::*;

/// An agreement with its name, who answers under it, and how it stands.
type Agreed = (AgreementId, String, String, Vec<Stands>);

/// The box; nothing while nothing was counted.
#[component]
pub fn BesideTargets(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let all = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            let row = |(id, agreement): (AgreementId, &crate::domain::agreement::Agreement)| {
                let stands =
                    beside(l.desk(), l.book(), id, at, period.is_open(), &|one| period.counts(l.desk(), one));
                let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
                (!stands.is_empty()).then(|| (id, name, who_answers(l, id), stands))
            };
            let mut all: Vec<Agreed> = l.desk().agreements().filter_map(row).collect();
            all.sort_by_cached_key(|(_, name, ..)| natural(name));
            all
        })
    });
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| view! {
            <section class="box" aria-labelledby="beside">
                <div class="box-head"><div><h2 id="beside">{say!("beside.title")}</h2><p>{say!("beside.text")}</p></div></div>
                <table class="table table-list">
                    <thead><tr><th scope="col">{say!("beside.head")}</th><th scope="col" class="num">{say!("beside.agreed")}</th>
                        <th scope="col" class="num">{say!("beside.stands")}</th></tr></thead>
                    {all.into_iter().map(|agreed| body(agreed, chosen)).collect_view()}
                </table>
                <div class="box-foot"><p class="def">{say!("beside.definition")}</p></div>
            </section>
        })
    }
}

/// An agreement, and a line for each thing below it.
fn body((id, name, who, stands): Agreed, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let lines: Vec<_> = stands.into_iter().map(|one| line(&name, &who, one, chosen)).collect();
    view! {
        <tbody>
            <tr><th scope="rowgroup" colspan="3"><a href=Route::Agreement(id).href()>{name}</a></th></tr>
            {lines}
        </tbody>
    }
    .into_any()
}

fn line(of: &str, who: &str, stands: Stands, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let (what, agreed, shows) = match stands.agreed {
        Beside::Share(measure, goal) => {
            let what = say_dyn!("measure.name.", measure.code());
            (what, goal_words(&goal), Shows::Stage)
        }
        Beside::Answers(within) => {
            let agreed = say!("beside.within", within = target_words(&within));
            (say!("beside.answered", client = who), agreed, Shows::Answers)
        }
    };
    let (met, n) = (stands.kept.met, stands.kept.of);
    let least = match stands.agreed {
        Beside::Share(_, goal) => usize::from(goal.least),
        Beside::Answers(_) => LEAST_FOR_A_SHARE,
    };
    let share = (n > 0 && n >= least).then(|| 100.0 * met as f64 / n as f64);
    let share = share.map(|p| say!("insights.percent", p = Arg::places(p, 0)));
    let half =
        stands.half.map(|span| say!("beside.half", length = time::length(span, None, time::Round::Up)));
    let label = say!("beside.show", what = what.as_str(), of = of, met = met, n = n);
    let title = say!("beside.behind", what = what.as_str(), of = of);
    let groups = vec![(say!("beside.missed"), stands.missed), (say!("beside.met"), stands.met)];
    let open = move |_| {
        let (title, groups) = (title.clone(), groups.clone());
        chosen.set(Some(Chosen { title, shows, groups, open_only: false }));
    };
    view! {
        <tr>
            <th scope="row">{what}</th><td class="num" data-label=say!("beside.agreed")>{agreed}</td>
            <td class="num" data-label=say!("beside.stands")>{share.map(|s| view! { <b>{s}</b>" " })}
                <button class="as-link small" type="button" aria-label=label on:click=open>{say!("insights.met_of", met = met, n = n)}</button>
                {half.map(|text| view! { <span class="small soft">" · "{text}</span> })}</td>
        </tr>
    }
    .into_any()
}
