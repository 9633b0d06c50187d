//! Who delivers to whom, as a pair of names with an arrow: "People → Finance". Screen readers hear
//! "People deliver to Finance".

use crate::domain::ident::ClientId;
use crate::domain::request::Direction;
use crate::domain::text::Name;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use leptos::prelude::*;

/// Who delivers, and to whom.
pub fn way_names(ledger: &Ledger, client: Option<ClientId>, direction: Direction) -> (String, String) {
    let team = ledger.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default();
    let client = client.and_then(|id| ledger.desk().client_name(id)).map(Name::to_string);
    let client = client.unwrap_or_else(|| say!("way.nobody").to_owned());
    match direction {
        Direction::WeServe => (team, client),
        Direction::WeAsk => (client, team),
    }
}

/// The pair for a request: the team and the client, in the direction of the delivery.
#[component]
pub fn Way(
    /// Whom the request is for.
    #[prop(into)]
    client: Signal<Option<ClientId>>,
    /// Who delivers.
    #[prop(into)]
    direction: Signal<Direction>,
    /// Larger, as on the request's own page.
    #[prop(optional)]
    big: bool,
) -> impl IntoView {
    let desk = use_desk();
    let names = move || desk.read(Bell::Others, |ledger| way_names(ledger, client.get(), direction.get()));
    view! {
        <span class="way" class:way-big=big>
            {move || {
                let (from, to) = names();
                pair(from, to)
            }}
        </span>
    }
}

fn pair(from: String, to: String) -> impl IntoView {
    view! {
        <b>{from}</b>
        <span class="way-to">
            <span aria-hidden="true">"→"</span>
            <span class="sr">{say!("way.to")}</span>
            <b>{to}</b>
        </span>
    }
}

/// The pair, where one side is several.
#[component]
pub fn WayNames(
    /// Who delivers.
    from: String,
    /// To whom.
    to: String,
) -> impl IntoView {
    view! { <span class="way way-wrap">{pair(from, to)}</span> }
}
