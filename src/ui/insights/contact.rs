//! How the team stays in touch with its clients: by which way, through how many hands, how often. Each client beside the
//! others, and one client on its own page.

use super::Period;
use super::behind::{Behind, Chosen};
use super::process::{behind_groups, name};
use super::work::worked;
use crate::domain::contact::{Contact, contact};
use crate::domain::fairness::usual;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, RequestId};
use crate::domain::moment::Span;
use crate::domain::process::Group;
use crate::domain::review::Kept;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::channels::way_words;
use crate::words::{Arg, say};
use leptos::prelude::*;

/// How many clients are shown at once.
const CLIENTS: usize = 12;

/// Each client by its name, and how long an opening day is.
type Rows = (Vec<(String, Contact)>, Span);

fn rows(period: impl Fn() -> Period + Send + Sync + 'static) -> Memo<Rows> {
    let (desk, now) = (use_desk(), use_now());
    let words = StoredValue::new(way_words());
    Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period());
        desk.read(Bell::Others, |l| {
            let hours = l.desk().team().hours.and_then(|id| l.book().get(id));
            let day = hours.map(|hours| Span::minutes(i64::from(hours.day_minutes))).unwrap_or_default();
            let counts = |id| period.counts(l.desk(), id);
            let all = words.with_value(|words| contact(l.desk(), l.book(), words, at, &counts));
            let row = |(client, one)| (name(l, Group::Client(client)), one);
            let mut rows: Vec<(String, Contact)> = all.into_iter().map(row).collect();
            rows.sort_by_cached_key(|(name, _)| natural(name));
            (rows, day)
        })
    })
}

/// The box; nothing as long as nobody was written to and nothing is done.
#[component]
pub fn InTouch(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let all = rows(move || period.get());
    let shown = RwSignal::new(CLIENTS);
    let there = Memo::new(move |_| all.with(|(rows, _)| !rows.is_empty()));
    let more = move || all.with(|(rows, _)| rows.len() > shown.get());
    let lines = move || {
        all.with(|(rows, day)| {
            let line = |(name, one): &(String, Contact)| {
                let [way, hands, between, interval] = figures(name, one, *day, chosen);
                view! {
                    <tr><th scope="row">{name.clone()}</th><td class="num">{way}</td><td class="num">{hands}</td>
                        <td class="num">{between}</td><td class="num">{interval}</td></tr>
                }
            };
            rows.iter().take(shown.get()).map(line).collect_view()
        })
    };
    move || {
        there.get().then(|| view! {
            <section class="box stack" aria-labelledby="in-touch">
                <div class="box-head"><div><h2 id="in-touch">{say!("contact.title")}</h2><p>{say!("contact.text")}</p></div></div>
                <div class="scroll-x"><table class="table" aria-labelledby="in-touch">
                    <thead><tr>
                        <th scope="col">{say!("process.head.client")}</th>
                        <th scope="col" class="num">{say!("contact.way")}</th>
                        <th scope="col" class="num">{say!("contact.hands")}</th>
                        <th scope="col" class="num">{say!("contact.between")}</th>
                        <th scope="col" class="num">{say!("contact.interval")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table></div>
                <Show when=more>
                    <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += 10 * CLIENTS)>{say!("process.more")}</button></div>
                </Show>
                <div class="box-foot"><p class="def">{say!("contact.definition")}</p></div>
            </section>
        })
    }
}

/// The same of one client, for its own page; nothing as long as there is nothing to tell.
#[component]
pub fn InTouchWith(id: ClientId) -> impl IntoView {
    let period = Period { client: Some(id), ..Period::default() };
    let all = rows(move || period);
    let chosen = RwSignal::new(None::<Chosen>);
    let there = Memo::new(move |_| all.with(|(rows, _)| !rows.is_empty()));
    let facts = move || {
        all.with(|(rows, day)| {
            let (name, one) = rows.first()?;
            let [way, hands, between, interval] = figures(name, one, *day, chosen);
            Some(view! {
                <dl class="facts">
                    <dt>{say!("contact.way")}</dt><dd>{way}</dd>
                    <dt>{say!("contact.hands")}</dt><dd>{hands}</dd>
                    <dt>{say!("contact.between")}</dt><dd>{between}</dd>
                    <dt>{say!("contact.interval")}</dt><dd>{interval}</dd>
                </dl>
            })
        })
    };
    view! {
        {move || there.get().then(|| view! {
            <section class="box stack" aria-labelledby="in-touch">
                <h2 id="in-touch">{say!("contact.title")}</h2>
                {facts}
                <details class="more"><summary>{say!("contact.how")}</summary><p class="def">{say!("contact.definition")}</p></details>
            </section>
        })}
        {move || chosen.get().map(|c| view! { <Behind chosen=c on_close=Callback::new(move |()| chosen.set(None))/> })}
    }
}

/// The figures of a client, each with the requests behind it: the way, the hands, the time between, the interval.
fn figures(name: &str, one: &Contact, day: Span, chosen: RwSignal<Option<Chosen>>) -> [AnyView; 4] {
    let link = |heading, words: String, groups| behind_groups(name, heading, words, groups, chosen);
    let kept = |kept: Kept| match (kept.percent(), kept.of) {
        (_, 0) => say!("insights.nothing").to_owned(),
        (None, n) => say!("insights.met_of", met = kept.met, n = n),
        (Some(percent), n) => say!("contact.share", p = Arg::places(percent, 0), n = n),
    };
    let [other, own] = one.ways.clone();
    let way = vec![(say!("contact.by_other"), other), (say!("contact.by_own"), own)];
    let (passed, stayed): (Vec<(usize, RequestId)>, Vec<_>) = one.hands.iter().partition(|(n, _)| *n > 0);
    let ids = |all: Vec<(usize, RequestId)>| all.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    let hands = vec![(say!("contact.passed_on"), ids(passed)), (say!("contact.one_hand"), ids(stayed))];
    let hands_words = match (one.usual_hands(), one.hands.len()) {
        (Some(usual), n) => say!("contact.usual_hands", usual = usual, n = n),
        (None, 0) => say!("insights.nothing").to_owned(),
        (None, n) => say!("fair.few", n = n),
    };
    let mut between: Vec<RequestId> = one.between.iter().map(|(_, id)| *id).collect();
    between.sort_unstable();
    between.dedup();
    let between_words = match (usual(&one.between), one.between.len()) {
        (Some(span), n) => say!("fair.usual", span = worked(span, day), n = n),
        (None, 0) => say!("insights.nothing").to_owned(),
        (None, n) => say!("fair.few", n = n),
    };
    let [late, in_time] = one.intervals.clone();
    let interval = vec![(say!("contact.late"), late), (say!("contact.in_time"), in_time)];
    [
        link(say!("contact.way"), kept(one.way), way),
        link(say!("contact.hands"), hands_words, hands),
        link(say!("contact.between"), between_words, vec![(say!("contact.between"), between)]),
        link(say!("contact.interval"), kept(one.interval), interval),
    ]
}
