//! How a no was given: declined work is finished work, with a quality of its own.

use super::look_now;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::{Request, Stage};
use crate::domain::text::Name;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::time::{Round, length};
use leptos::prelude::*;

fn quality(ledger: &Ledger, request: &Request, _: Moment) -> Vec<(bool, String)> {
    let Some(refused) = request.refused.as_ref().filter(|_| request.stage == Stage::Declined) else {
        return Vec::new();
    };
    let mut out = vec![
        (!refused.reason.is_empty(), say!("quality.reason").to_owned()),
        (!refused.alternative.is_empty(), say!("quality.alternative").to_owned()),
    ];
    if request.triage.look(|a| !a.way_on.yes_if.is_empty()) {
        out.push((true, say!("quality.yes_if").to_owned()));
    }
    let hours = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
    out.push((
        true,
        match hours {
            Some(hours) => {
                let span = hours.open.elapsed(request.raised, refused.at);
                say!("quality.told", span = length(span, None, Round::Down))
            }
            None => {
                say!("quality.told_plain", span = length(refused.at.since(request.raised), None, Round::Down))
            }
        },
    ));
    let name = |name: Option<Name>| name.map(|name| name.to_string());
    out.extend(
        name(request.triage.look(|a| a.against.clone()))
            .map(|goal| (true, say!("quality.against", goal = goal))),
    );
    out.extend(
        name(request.triage.look(|a| a.decided_by.clone())).map(|by| (true, say!("quality.by", name = by))),
    );
    out.extend(
        name(ledger.desk().team().triage.appeal.clone()).map(|to| (true, say!("quality.appeal", name = to))),
    );
    out
}

/// The list, for a declined request.
#[component]
pub fn Quality(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let lines = Memo::new(move |_| look_now(desk, now, id, quality).unwrap_or_default());
    move || {
        (!lines.with(Vec::is_empty)).then(|| {
            view! {
                <section class="stack stack-2" aria-labelledby="quality">
                    <h3 id="quality">{say!("quality.title")}</h3>
                    <ul class="stack stack-2 quality">
                        {lines.get().into_iter().map(|(good, words)| view! {
                            <li class="row nowrap-row"><Icon name=if good { "check" } else { "x" }/><span>{words}</span></li>
                        }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}
