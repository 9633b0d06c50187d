//! What both sides have kept beside the targets: the measures beyond time, and the client's answers.

use super::target_words;
use super::versions::names;
use crate::domain::agreed::Goal;
use crate::domain::ident::{AgreementId, RequestId};
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::kept::{Beside, Stands, beside};
use crate::domain::review::Kept;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::words::{Arg, say, say_dyn};
use leptos::prelude::*;

/// A share from so many on, counts below.
pub fn share(kept: Kept, least: usize) -> String {
    let counts = say!("insights.met_of", met = kept.met, n = kept.of);
    match kept.of {
        0 => say!("beside.nothing_yet").to_owned(),
        of if of >= least => {
            let percent = 100.0 * kept.met as f64 / of as f64;
            [&say!("insights.percent", p = Arg::places(percent, 0)), " · ", &counts].concat()
        }
        _ => counts,
    }
}

/// What is agreed for a measure in words: "90 % this month, of 5 or more".
pub fn goal_words(goal: &Goal) -> String {
    say!("measure.goal", share = goal.share, over = goal.over.code(), least = goal.least)
}

/// Those an agreement is for, as who answers.
pub fn who_answers(ledger: &Ledger, id: AgreementId) -> String {
    let agreement = ledger.desk().agreement(id);
    let version = agreement.and_then(|a| a.standing(ledger.now()));
    let named = version.and_then(|(_, version)| names(ledger, &version.scope).0);
    named.unwrap_or_else(|| say!("beside.clients").to_owned())
}

/// What has been kept, one sentence each; and the requests whose answers took longer than agreed.
pub fn kept(ledger: &Ledger, id: AgreementId) -> (Vec<String>, Vec<RequestId>) {
    let mut longer = Vec::new();
    let line = |stands: Stands| match stands.agreed {
        Beside::Share(measure, goal) => {
            let what = say_dyn!("measure.name.", measure.code());
            let value = share(stands.kept, goal.least.into());
            let kept = match goal.is_kept(stands.kept) {
                Some(true) => "kept",
                Some(false) => "below",
                None => "few",
            };
            say!("beside.measure", what = what, agreed = goal_words(&goal), share = value, kept = kept)
        }
        Beside::Answers(within) => {
            longer = stands.missed;
            let (client, within) = (who_answers(ledger, id), target_words(&within));
            say!(
                "beside.answers",
                client = client,
                within = within,
                share = share(stands.kept, LEAST_FOR_A_SHARE)
            )
        }
    };
    let all = beside(ledger.desk(), ledger.book(), id, ledger.now(), true, &|_| true);
    (all.into_iter().map(line).collect(), longer)
}

/// The box beside the page of the agreement; nothing where nothing was measured yet.
#[component]
pub fn KeptBox(id: AgreementId) -> impl IntoView {
    let desk = use_desk();
    let found = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| kept(l, id))
    });
    let title = move |request: RequestId| {
        let title = desk.peek(|l| {
            let request = l.desk().request(request)?;
            let title = request.title.as_ref().map(ToString::to_string).unwrap_or_default();
            Some([&request.reference, " ", &title].concat())
        });
        view! { <li><a href=Route::Request(request).href()>{title}</a></li> }
    };
    move || {
        let (lines, longer) = found.get();
        (!lines.is_empty()).then(|| view! {
            <section class="box stack" aria-labelledby="kept">
                <h2 id="kept">{say!("beside.title")}</h2>
                <ul class="stack stack-2">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                {(!longer.is_empty()).then(|| view! {
                    <details class="more"><summary>{say!("beside.longer", n = longer.len())}</summary>
                        <p class="soft small">{say!("beside.longer_text")}</p>
                        <ul class="stack stack-2 small">{longer.into_iter().map(title).collect_view()}</ul></details>
                })}
            </section>
        })
    }
}
