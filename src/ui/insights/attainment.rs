//! Attainment per client and priority: met of n, for first responses and resolutions.

use super::Chosen;
use crate::domain::clock::ClockKind;
use crate::domain::ident::{AgreementId, ClientId};
use crate::domain::insight::{Attainment, Row, Tally};
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Arg, DateStyle, locale, say, say_dyn};
use leptos::prelude::*;

/// The table with its definition.
#[component]
pub fn AttainmentBox(figures: Memo<Attainment>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let desk = use_desk();
    view! {
        <section class="box" aria-labelledby="attainment">
            <div class="box-head"><div><h2 id="attainment">{say!("insights.attainment")}</h2><p>{move || figures.with(|f| measured_by(desk, f))}</p></div></div>
            <div class="scroll-x" tabindex="0" role="region" aria-labelledby="attainment">
                <table class="table table-list">
                    <thead><tr>
                        <th scope="col">{say!("insights.client_head")}</th><th scope="col">{say!("insights.priority_head")}</th>
                        <th scope="col" class="num">{say!("insights.response_head")}</th><th scope="col" class="num">{say!("insights.done_head")}</th>
                        <th scope="col" class="num">{say!("insights.requests_head")}</th>
                    </tr></thead>
                    <tbody>{move || figures.with(|f| body(desk, f, chosen))}</tbody>
                </table>
            </div>
            <div class="box-foot"><p class="def">{say!("insights.definition")}</p>
                {move || figures.with(|f| (f.unmeasured > 0).then(|| view! { <p>{say!("insights.unmeasured", n = f.unmeasured)}</p> }))}
                {move || figures.with(|f| (!f.differing.is_empty()).then(|| view! { <p>{say!("insights.differing", n = f.differing.len())}</p> }))}
            </div>
        </section>
    }
}

/// "Measured by Finance – Payroll, version 3, made on 12 November 2026."
fn measured_by(desk: Desk, figures: &Attainment) -> String {
    desk.peek(|l| {
        let zone = l.desk().team().zone.clone();
        let sentence = |(id, number): &(AgreementId, u32)| {
            let agreement = l.desk().agreement(*id)?;
            let version = agreement.versions.get(number)?;
            let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
            let date = locale().date(version.made.0, zone.as_deref().unwrap_or("UTC"), DateStyle::DayLong);
            Some(say!("insights.measured_by", name = name, version = *number, date = date))
        };
        figures.measured_by.iter().filter_map(sentence).collect::<Vec<_>>().join(" ")
    })
}

fn body(desk: Desk, figures: &Attainment, chosen: RwSignal<Option<Chosen>>) -> impl IntoView + use<> {
    let name = |id: Option<ClientId>| {
        id.and_then(|id| desk.peek(|l| l.desk().client_name(id).map(Name::to_string)))
            .unwrap_or_else(|| say!("insights.no_client").to_owned())
    };
    let mut rows: Vec<(String, Priority, &Row)> =
        figures.rows.iter().map(|((client, priority), row)| (name(*client), *priority, row)).collect();
    rows.sort_by_cached_key(|(name, priority, _)| (natural(name), *priority));
    let total = figures.total();
    let line = |client: String, priority: String, icon: Option<String>, row: &Row| {
        let cell = |kind: ClockKind, tally: &Tally| {
            let tally = tally.clone();
            view! { <td class="num" data-label=what(kind)><Share what=what(kind) client=client.clone() priority=priority.clone() tally=tally chosen=chosen/></td> }
        };
        view! {
            <tr>
                <th scope="row">{client.clone()}</th>
                <td><span class="row nowrap-row">{icon.map(|name| view! { <Icon name=name/> })}{priority.clone()}</span></td>
                {cell(ClockKind::FirstResponse, &row.response)}
                {cell(ClockKind::Resolution, &row.resolution)}
                <td class="num" data-label=say!("insights.requests_head")>{locale().number(row.requests as f64, 0)}</td>
            </tr>
        }
    };
    let mut out = vec![line(say!("insights.total").to_owned(), say!("insights.nothing").to_owned(), None, &total)];
    out.extend(rows.into_iter().map(|(client, priority, row)| {
        let icon = ["p", &priority.level().to_string()].concat();
        line(client, say_dyn!("priority.", priority.code()), Some(icon), row)
    }));
    out
}

/// Numbers inside names sort as numbers: "Client 2" before "Client 10".
fn natural(name: &str) -> (String, u64) {
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (text, number) = name.split_at(name.len() - digits);
    (text.to_lowercase(), number.parse().unwrap_or(0))
}

#[component]
fn Share(what: &'static str, client: String, priority: String, tally: Tally, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    if tally.n() == 0 {
        return view! { <span class="muted">{say!("insights.nothing")}</span> }.into_any();
    }
    let counts = say!("insights.met_of", met = tally.met.len(), n = tally.n());
    let share = tally.percent().map(|p| say!("insights.percent", p = Arg::places(p, 0)));
    let late = (tally.open_breached > 0).then(|| say!("insights.open_late", n = tally.open_breached));
    let label = say!("insights.show_met", what = what, client = client.as_str(), priority = priority.as_str(), met = tally.met.len(), n = tally.n());
    let title = say!("insights.behind", what = what, client = client.as_str(), priority = priority.as_str());
    let open = move |_| {
        chosen.set(Some(Chosen { title: title.clone(), met: tally.met.clone(), breached: tally.breached.clone() }));
    };
    view! {
        <button class="btn btn-quiet btn-s" type="button" aria-label=label on:click=open>
            {share.map(|s| view! { <b>{s}</b>" " })}<span class="muted">{counts}</span>
        </button>
        {late.map(|text| view! { <span class="small late">{text}</span> })}
    }
    .into_any()
}
