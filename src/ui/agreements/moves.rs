//! What other opening hours would do to open deadlines, before they are saved.

use crate::domain::calendar::Hours;
use crate::domain::ident::CalendarId;
use crate::domain::layers::{Written, comes_back};
use crate::domain::moment::Moment;
use crate::domain::moves::{Moved, compile, moves};
use crate::domain::offices::{check_whole, moving_with, opens_ring};
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::words::{say, time};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The most requests that are named.
const MOST: usize = 20;

/// What moves, with a name and both deadlines for the first ones.
#[derive(Clone, PartialEq, Default)]
struct Shown {
    n: usize,
    late: usize,
    saved: usize,
    rows: Vec<(String, String, String, String)>,
}

fn look(ledger: &Ledger, written: Written<'_>) -> Option<Shown> {
    let (desk, now) = (ledger.desk(), ledger.now());
    let id = written.id?;
    let known = desk.calendar(id)?;
    let taken = known.layers == *written.layers && known.opens == *written.opens;
    let same = taken && known.hours == *written.hours && known.zone.as_ref() == written.zone;
    let ring = written.layers.iter().any(|layer| comes_back(desk, id, *layer))
        || written.opens.iter().any(|office| opens_ring(desk, id, *office));
    if same || ring || check_whole(desk, written).is_err() {
        return None;
    }
    let zones = |name: &str, from, to| ledger.ports().zones.table(name, from, to);
    let compiled = compile(desk, written, None, &zones, now)?;
    let mut all = moves(desk, ledger.book(), id, &compiled, now);
    // Those that take something from these hours move with them.
    for (other, calendar) in moving_with(desk, id).into_iter().filter_map(|id| Some((id, desk.calendar(id)?)))
    {
        let compiled = compile(desk, Written::of(other, calendar), Some(written), &zones, now);
        all.extend(compiled.iter().flat_map(|compiled| moves(desk, ledger.book(), other, compiled, now)));
    }
    let words = |at: Option<Moment>| match at {
        Some(at) => time::moment(compiled.zone.to_local(at), compiled.zone.to_local(now)),
        None => say!("versions.no_due").to_owned(),
    };
    let row = |moved: &Moved| {
        let request = desk.request(moved.id);
        let title = request.and_then(|r| Some([&r.reference, " ", r.title.as_ref()?.as_str()].concat()));
        let href = Route::Request(moved.id).href();
        (title.unwrap_or_default(), href, words(moved.before), words(moved.after))
    };
    Some(Shown {
        n: all.len(),
        late: all.iter().filter(|m| m.late_after && !m.late).count(),
        saved: all.iter().filter(|m| m.late && !m.late_after).count(),
        rows: all.iter().take(MOST).map(row).collect(),
    })
}

/// How many open deadlines would move, and which; nothing while the hours are as they were.
#[component]
pub fn Moves(
    id: CalendarId,
    #[prop(into)] hours: Signal<Hours>,
    #[prop(into)] zone: Signal<String>,
    #[prop(into)] layers: Signal<BTreeSet<CalendarId>>,
    #[prop(into)] opens: Signal<BTreeSet<CalendarId>>,
) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| {
            let look = |hours: &Hours, layers: &BTreeSet<CalendarId>, opens: &BTreeSet<CalendarId>| {
                zone.with(|z| look(l, Written { id: Some(id), zone: z.trim(), hours, layers, opens }))
            };
            hours.with(|hours| layers.with(|layers| opens.with(|opens| look(hours, layers, opens))))
        })
    });
    view! {
        <div role="status" class="stack">{move || shown.get().map(|s| {
            let listed = s.rows.len();
            let row = |(title, href, before, after): (String, String, String, String)| view! {
                <tr><th scope="row"><a href=href target="_blank">{title}</a></th><td>{before}</td><td>{after}</td></tr>
            };
            let rows: Vec<_> = s.rows.into_iter().map(row).collect();
            view! {
                <p><b>{say!("hours.moves", n = s.n, late = s.late, saved = s.saved)}</b></p>
                {(listed > 0).then(|| view! {
                    <p class="small soft">{say!("hours.moves_kept")}</p>
                    <details class="more"><summary>{say!("hours.moves_list", n = s.n)}</summary>
                        <table class="table">
                            <thead><tr><th scope="col">{say!("versions.request")}</th><th scope="col">{say!("hours.moves_now")}</th><th scope="col">{say!("hours.moves_then")}</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                        {(s.n > listed).then(|| view! { <p class="muted small">{say!("trial.more", n = s.n - listed)}</p> })}
                    </details>
                })}
            }
        })}</div>
    }
}
