//! How work goes beside the clocks: waiting, what came back, what was declined, how old what is open is.

use super::Period;
use super::behind::{Chosen, Shows};
use crate::domain::client::chain_code;
use crate::domain::fold::natural;
use crate::domain::ident::RequestId;
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::moment::Span;
use crate::domain::process::{By, Group, Process, process};
use crate::domain::text::Name;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::SelectField;
use crate::words::{Arg, say, say_dyn, time};
use leptos::prelude::*;

/// How many groups are shown at once.
const GROUPS: usize = 12;

type Rows = Vec<(String, Process)>;

pub(super) fn name(ledger: &Ledger, group: Group) -> String {
    let desk = ledger.desk();
    let known = |name: Option<&Name>| name.map(Name::to_string);
    match group {
        Group::Client(id) => id
            .and_then(|id| known(desk.client_name(id)))
            .unwrap_or_else(|| say!("insights.no_client").to_owned()),
        Group::Service(id) => id
            .and_then(|id| known(desk.service_name(id)))
            .unwrap_or_else(|| say!("process.no_service").to_owned()),
        Group::Priority(priority) => say_dyn!("priority.", priority.code()),
        Group::Chain(links) => say_dyn!("process.chain.", chain_code(links)),
        Group::Version(None) => say!("process.no_version").to_owned(),
        Group::Version(Some((id, number))) => {
            let agreement = desk.agreement(id).and_then(|a| known(a.name.as_ref())).unwrap_or_default();
            say!("process.version", name = agreement, n = number)
        }
    }
}

/// The groups with the most requests first; priorities and versions in their order.
fn rows(ledger: &Ledger, by: By, groups: impl IntoIterator<Item = (Group, Process)>) -> Rows {
    let mut out: Rows = groups.into_iter().map(|(group, p)| (name(ledger, group), p)).collect();
    match by {
        By::Client | By::Service => {
            out.sort_by_cached_key(|(name, p)| (std::cmp::Reverse(p.all.len()), natural(name)))
        }
        By::Version => out.sort_by_cached_key(|(name, _)| natural(name)),
        By::Priority => {}
        // The nearest to the people served in the end first; what is not known stands last.
        By::Chain => out.sort_by_key(|(name, _)| *name == say_dyn!("process.chain.", chain_code(None))),
    }
    out
}

/// The box.
#[component]
pub fn HowWorkGoes(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let by = RwSignal::new(By::Client.code().to_owned());
    let shown = RwSignal::new(GROUPS);
    let all = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        let by = by.with(|code| By::parse(code)).unwrap_or_default();
        desk.read(Bell::Others, |l| {
            let open = l.desk().team().hours.and_then(|id| l.book().get(id)).map(|compiled| &compiled.open);
            let counts = |id| period.counts(l.desk(), id);
            rows(l, by, process(l.desk(), by, open, at, &counts))
        })
    });
    let options: Vec<(String, String)> =
        By::ALL.iter().map(|by| (by.code().to_owned(), say_dyn!("process.by.", by.code()))).collect();
    let more = move || all.with(Vec::len) > shown.get();
    view! {
        <section class="box stack" aria-labelledby="process">
            <div class="box-head"><div><h2 id="process">{say!("process.title")}</h2><p>{say!("process.text")}</p></div></div>
            <div class="from-day"><SelectField label=say!("process.told_by") value=by options=Signal::stored(options)/></div>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="process"><table class="table table-list">
                <thead><tr>
                    <th scope="col">{move || say_dyn!("process.head.", &by.get())}</th>
                    <th scope="col" class="num">{say!("insights.requests_head")}</th>
                    <th scope="col" class="num">{say!("process.waiting")}</th>
                    <th scope="col" class="num">{say!("process.again")}</th>
                    <th scope="col" class="num">{say!("process.declined")}</th>
                    <th scope="col" class="num">{say!("process.put_off")}</th>
                    <th scope="col" class="num">{say!("process.rated")}</th>
                    <th scope="col" class="num">{say!("process.satisfied")}</th>
                    <th scope="col" class="num">{say!("process.answered")}</th>
                    <th scope="col" class="num">{say!("process.open")}</th>
                    <th scope="col" class="num">{say!("process.age")}</th>
                </tr></thead>
                <tbody>{move || all.with(|all| all.iter().take(shown.get()).map(|(name, p)| line(name, p, chosen)).collect_view())}</tbody>
            </table></div>
            <Show when=more>
                <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += 10 * GROUPS)>{say!("process.more")}</button></div>
            </Show>
            <div class="box-foot"><p class="def">{say!("process.definition")}</p></div>
        </section>
    }
}

/// A share of so many, or counts where there are too few.
pub fn share(part: usize, of: usize) -> String {
    match of {
        0 => say!("insights.nothing").to_owned(),
        1..LEAST_FOR_A_SHARE => say!("insights.met_of", met = part, n = of),
        _ => say!("insights.percent", p = Arg::places(100.0 * part as f64 / of as f64, 0)),
    }
}

/// A figure of `name` that opens the requests behind it; plain where there are none.
pub(super) fn behind_link(
    name: &str,
    heading: &'static str,
    words: String,
    ids: &[RequestId],
    chosen: RwSignal<Option<Chosen>>,
) -> AnyView {
    behind_groups(name, heading, words, vec![(heading, ids.to_vec())], chosen)
}

/// The same where the requests behind it stand in groups, each under its own heading.
pub(super) fn behind_groups(
    name: &str,
    heading: &'static str,
    words: String,
    groups: Vec<(&'static str, Vec<RequestId>)>,
    chosen: RwSignal<Option<Chosen>>,
) -> AnyView {
    let n: usize = groups.iter().map(|(_, ids)| ids.len()).sum();
    if n == 0 {
        return view! { <span class="muted">{words}</span> }.into_any();
    }
    let title = say!("process.behind", of = name, what = heading);
    let label = say!("process.show", of = name, what = heading, n = n, words = words.as_str());
    let open = move |_| {
        let groups = groups.clone();
        chosen.set(Some(Chosen { title: title.clone(), shows: Shows::Stage, groups, open_only: false }));
    };
    view! { <button class="as-link" type="button" aria-label=label on:click=open>{words}</button> }.into_any()
}

fn line(name: &str, p: &Process, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let link = |heading: &'static str, words: String, ids: &[RequestId]| {
        behind_link(name, heading, words, ids, chosen)
    };
    // Both what is in the share and what is not: that is what can be mended.
    let both = |heading, [yes, no]: &[Vec<RequestId>; 2], [is, is_not]: [&'static str; 2]| {
        let words = share(yes.len(), yes.len() + no.len());
        behind_groups(name, heading, words, vec![(is_not, no.clone()), (is, yes.clone())], chosen)
    };
    let rated = p.satisfied.concat();
    let waiting = match p.waiting().filter(|_| p.done.len() >= LEAST_FOR_A_SHARE) {
        Some(percent) => say!("insights.percent", p = Arg::places(percent, 0)),
        None => say!("insights.nothing").to_owned(),
    };
    let oldest: Vec<RequestId> = p.open.iter().rev().map(|(_, id)| *id).collect();
    let age = |span: Span| time::length(span, Some(Span::days(1)), time::Round::Down);
    let ages = match (p.usual_age(), p.oldest()) {
        (Some(usual), Some(oldest)) if p.open.len() > 1 => {
            say!("process.ages", usual = age(usual), oldest = age(oldest))
        }
        (Some(usual), _) => age(usual),
        _ => say!("insights.nothing").to_owned(),
    };
    let of = p.declined.len() + p.done.len();
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="num" data-label=say!("insights.requests_head")>{link(say!("insights.requests_head"), p.all.len().to_string(), &p.all)}</td>
            <td class="num" data-label=say!("process.waiting")>{waiting}</td>
            <td class="num" data-label=say!("process.again")>{link(say!("process.again"), share(p.again.len(), p.resolved.len()), &p.again)}</td>
            <td class="num" data-label=say!("process.declined")>{link(say!("process.declined"), share(p.declined.len(), of), &p.declined)}</td>
            <td class="num" data-label=say!("process.put_off")>{link(say!("process.put_off"), p.put_off.len().to_string(), &p.put_off)}</td>
            <td class="num" data-label=say!("process.rated")>{link(say!("process.rated"), share(rated.len(), p.done.len()), &rated)}</td>
            <td class="num" data-label=say!("process.satisfied")>{both(say!("process.satisfied"), &p.satisfied, [say!("process.satisfied"), say!("process.not_satisfied")])}</td>
            <td class="num" data-label=say!("process.answered")>{both(say!("process.answered"), &p.answered, [say!("process.replied"), say!("process.not_replied")])}</td>
            <td class="num" data-label=say!("process.open")>{link(say!("process.open"), oldest.len().to_string(), &oldest)}</td>
            <td class="num" data-label=say!("process.age")>{ages}</td>
        </tr>
    }
    .into_any()
}
