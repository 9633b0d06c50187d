//! What both sides have kept beside the targets: the measures beyond time, and the client's answers.

use super::target_words;
use super::versions::names;
use crate::domain::agreed::measured;
use crate::domain::answered::answered;
use crate::domain::ident::{AgreementId, RequestId};
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::review::Kept;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::words::{Arg, say, say_dyn};
use leptos::prelude::*;

/// A share from so many on, counts below.
fn share(kept: Kept) -> String {
    let counts = say!("agreement.kept_of", met = kept.met, n = kept.of);
    if kept.of < LEAST_FOR_A_SHARE {
        return counts;
    }
    let percent = 100.0 * kept.met as f64 / kept.of as f64;
    [&say!("agreement.percent", p = Arg::places(percent, 0)), " · ", &counts].concat()
}

/// What has been kept, one sentence each; and the requests whose answers took longer than agreed.
pub fn kept(ledger: &Ledger, id: AgreementId) -> (Vec<String>, Vec<RequestId>) {
    let (desk, now) = (ledger.desk(), ledger.now());
    let Some((_, version)) = desk.agreement(id).and_then(|a| a.in_force(now).or_else(|| a.newest())) else {
        return Default::default();
    };
    let line = |(measure, agreed): (&crate::domain::agreed::Measure, &u8)| {
        let stands = measured(desk, id, *measure);
        let what = say_dyn!("measure.", measure.code());
        (stands.of > 0).then(|| say!("kept.measure", what = what, agreed = *agreed, share = share(stands)))
    };
    let mut lines: Vec<String> = version.measures.iter().filter_map(line).collect();
    let answers = answered(desk, ledger.book(), id, now).zip(version.counting.answers);
    let (client, _) = names(ledger, &version.scope);
    let client = client.unwrap_or_else(|| say!("kept.clients").to_owned());
    let longer = answers.map(|(answers, within)| {
        lines.push(say!(
            "kept.answers",
            client = client,
            within = target_words(&within),
            share = share(answers.kept)
        ));
        answers.longer
    });
    (lines, longer.unwrap_or_default())
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
                <h2 id="kept">{say!("kept.title")}</h2>
                <ul class="stack stack-2">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                {(!longer.is_empty()).then(|| view! {
                    <details class="more"><summary>{say!("kept.longer", n = longer.len())}</summary>
                        <p class="soft small">{say!("kept.longer_text")}</p>
                        <ul class="stack stack-2 small">{longer.into_iter().map(title).collect_view()}</ul></details>
                })}
            </section>
        })
    }
}
