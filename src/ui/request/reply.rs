//! Beside an update: the team's own texts to begin with, and what is worth a second look before it is kept. Neither
//! sends anything, and neither stops anybody.

use super::{client_of, dated_of, look, team_of, zone_of};
use crate::domain::ident::RequestId;
use crate::domain::plain::strange;
use crate::domain::reply::{Place, Reply, filled, left};
use crate::domain::request::Request;
use crate::domain::text::{Name, Title};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, Part, say_parts, time};
use leptos::prelude::*;

/// The texts of the request's service.
fn known(ledger: &Ledger, request: &Request) -> Vec<Reply> {
    let service = request.service.and_then(|id| ledger.desk().service(id));
    service
        .map(|s| s.replies.iter().map(|(name, text)| (name.clone(), text.clone())).collect())
        .unwrap_or_default()
}

/// What is put into a place for this request; none where there is nothing.
fn value(ledger: &Ledger, request: &Request, place: Place) -> Option<String> {
    let (desk, now) = (ledger.desk(), ledger.now());
    match place {
        Place::Reference => Some(request.reference.to_string()),
        Place::Title => request.title.as_ref().map(Title::to_string),
        Place::Client => request.client.map(|_| client_of(ledger, request)),
        Place::Requester => request.requester.as_ref().map(Name::to_string),
        Place::Service => request.service.and_then(|id| desk.service_name(id)).map(Name::to_string),
        Place::Team => Some(team_of(ledger)),
        Place::Due => {
            let due = ledger.book().read(desk, request, now).and_then(|clocks| clocks.resolution.due);
            due.map(|at| dated_of(ledger, request, at))
        }
        Place::Promised => request.promise().map(|promise| dated_of(ledger, request, promise.date)),
        Place::Resumes => {
            let hours = ledger.book().hours_of(desk, request).filter(|hours| !hours.open.is_open(now))?;
            Some(dated_of(ledger, request, hours.open.next_opening(now)?))
        }
        Place::Today => Some(time::date(zone_of(ledger, request).to_local(now), DateStyle::Day)),
    }
}

/// The texts to begin with, where there are any; the one chosen goes behind what is written already.
#[component]
pub fn Replies(id: RequestId, text: RwSignal<String>, take: Callback<String>) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| look(desk, id, known).unwrap_or_default());
    let choose = move |name: String| {
        let chosen = all.with_untracked(|all| all.iter().find(|(known, _)| known.as_str() == name).cloned());
        let Some((_, reply)) = chosen else { return };
        let fill = |ledger: &Ledger| {
            let request = ledger.desk().request(id)?;
            Some(filled(reply.as_str(), |place| value(ledger, request, place)))
        };
        let Some(reply) = desk.peek(fill) else { return };
        let before = text.get_untracked();
        take.run(if before.trim().is_empty() { reply } else { [before.trim_end(), "\n\n", &reply].concat() });
    };
    move || {
        (!all.with(Vec::is_empty)).then(|| {
            let options = all.get().into_iter().map(|(name, _)| {
                let name = name.to_string();
                view! { <option value=name.clone()>{name.clone()}</option> }
            });
            view! {
                <select class="input" aria-label=say!("reply.choose") prop:value=""
                    on:change:target=move |ev| { choose(ev.target().value()); ev.target().set_value(""); }>
                    <option value="">{say!("reply.choose")}</option>
                    {options.collect_view()}
                </select>
            }
        })
    }
}

/// What is worth a second look: a place that nothing was put into, words only the team may know.
fn hints(text: &str, list: &[(Name, Name)]) -> Vec<Vec<Part>> {
    let place = left(text).map(|word| say_parts!("reply.left", word = word));
    let usual: Vec<String> = say!("jargon.words").split(' ').map(str::to_owned).collect();
    let words = strange(text, list, &usual).into_iter().map(|one| match one.plain {
        Some(plain) => say_parts!("reply.plain", word = one.word, plain = plain.as_str()),
        None => say_parts!("reply.jargon", word = one.word),
    });
    place.into_iter().chain(words).collect()
}

/// The hints under an update the client sees.
#[component]
pub fn Hints(text: RwSignal<String>, visible: RwSignal<bool>) -> impl IntoView {
    view! { <HintsOf text=Signal::derive(move || if visible.get() { text.get() } else { String::new() })/> }
}

/// The hints under any text the client reads.
#[component]
pub fn HintsOf(text: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().team().plain.clone()));
    let all = Memo::new(move |_| text.with(|text| list.with(|list| hints(text, list))));
    view! {
        <div class="stack stack-2" role="status">
            {move || all.get().into_iter().map(|words| view! {
                <p class="small soft row nowrap-row"><Icon name="info"/><span>{super::strong(words)}</span></p>
            }).collect_view()}
        </div>
    }
}
