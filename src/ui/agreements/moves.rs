//! What other opening hours would do to open deadlines, before they are saved.

use crate::domain::calendar::Hours;
use crate::domain::ident::CalendarId;
use crate::domain::layers::{Written, comes_back, taking_from, whole_of};
use crate::domain::moment::Moment;
use crate::domain::moves::{Moved, compile, moves};
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

fn look(ledger: &Ledger, written: Written<'_>, zone: &str) -> Option<Shown> {
    let (desk, now) = (ledger.desk(), ledger.now());
    let (id, hours) = (written.id?, written.hours);
    let known = desk.calendar(id)?;
    let same = known.hours == *hours && known.layers == *written.layers && known.zone.as_ref() == zone;
    let ring = written.layers.iter().any(|layer| comes_back(desk, id, *layer));
    if same || ring || hours.check().is_err() {
        return None;
    }
    let zones = |name: &str, from, to| ledger.ports().zones.table(name, from, to);
    let compiled = compile(&whole_of(desk, written, None), zone, &zones, desk, now)?;
    let mut all = moves(desk, ledger.book(), id, &compiled, now);
    // Those that take closed days from these hours move with them.
    for (other, calendar) in taking_from(desk, id).into_iter().filter_map(|id| Some((id, desk.calendar(id)?)))
    {
        let taker = Written { id: Some(other), hours: &calendar.hours, layers: &calendar.layers };
        let hours = whole_of(desk, taker, Some(written));
        let compiled = compile(&hours, &calendar.zone, &zones, desk, now);
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
) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| {
            let look = |hours: &Hours, layers: &BTreeSet<CalendarId>| {
                zone.with(|z| look(l, Written { id: Some(id), hours, layers }, z.trim()))
            };
            hours.with(|hours| layers.with(|layers| look(hours, layers)))
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
