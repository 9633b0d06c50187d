//! Who delivers to whom, as a pair of names with an arrow: "People → Finance". Screen readers hear
//! "People deliver to Finance".

use crate::domain::ident::ClientId;
use crate::domain::request::Direction;
use crate::domain::text::Name;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use leptos::prelude::*;

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
    let names = move || {
        let (team, client) = desk.read(Bell::Others, |ledger| {
            let team = ledger.desk().team().name.as_ref().map(Name::to_string);
            let client = client.get().and_then(|id| ledger.desk().client_name(id)).map(Name::to_string);
            (team.unwrap_or_default(), client.unwrap_or_else(|| say!("way.nobody").to_owned()))
        });
        match direction.get() {
            Direction::WeServe => (team, client),
            Direction::WeAsk => (client, team),
        }
    };
    view! {
        <span class="way" class:way-big=big>
            {move || {
                let (from, to) = names();
                view! {
                    <b>{from}</b>
                    <span aria-hidden="true">"→"</span>
                    <span class="sr">{say!("way.to")}</span>
                    <b>{to}</b>
                }
            }}
        </span>
    }
}
