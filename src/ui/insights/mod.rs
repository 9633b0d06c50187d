//! Figures: how many first responses and resolutions kept the agreement, and how long finished work took.
//! Every number opens the requests behind it.

pub mod attainment;
pub mod behind;
pub mod work;

use super::desk::{Bell, use_desk};
use super::now::use_now;
use crate::domain::ident::{ClientId, RequestId};
use crate::domain::insight;
use crate::domain::moment::Moment;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use crate::route::Route;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::say;
use attainment::AttainmentBox;
use behind::Behind;
use chrono::NaiveDate;
use leptos::prelude::*;
use work::Work;

/// Which requests are counted.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Period {
    from: Option<Moment>,
    to: Option<Moment>,
    client: Option<ClientId>,
}

impl Period {
    /// True when a request is counted.
    pub fn counts(&self, desk: &Workspace, id: RequestId) -> bool {
        desk.request(id).is_some_and(|r| {
            self.from.is_none_or(|from| r.raised >= from)
                && self.to.is_none_or(|to| r.raised < to)
                && self.client.is_none_or(|c| r.client == Some(c))
        })
    }
}

/// What a list behind a number shows.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    /// Its heading.
    pub title: String,
    /// In time.
    pub met: Vec<RequestId>,
    /// Late.
    pub breached: Vec<RequestId>,
}

/// The page.
#[component]
pub fn Insights() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let (from, to, client) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let team = desk.peek(|l| l.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default());
    let clients = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("insights.all_clients").to_owned())];
        let mut named: Vec<(String, String)> = desk.read(Bell::Others, |l| {
            l.desk().clients().filter_map(|(id, c)| Some((id.to_string(), c.name.as_ref()?.to_string()))).collect()
        });
        named.sort_by_key(|(_, name)| name.to_lowercase());
        list.append(&mut named);
        list
    });
    let period = Memo::new(move |_| {
        let midnight = |text: &str, add: i64| {
            let date: NaiveDate = text.parse().ok()?;
            let date = date.checked_add_signed(chrono::Duration::days(add))?;
            desk.peek(|l| {
                let zone = l.desk().team().zone.clone()?;
                let now = l.now();
                let table = l.ports().zones.table(&zone, l.desk().earliest().unwrap_or(now), now)?;
                Some(table.from_local(date.and_time(chrono::NaiveTime::MIN)))
            })
        };
        Period {
            from: from.with(|t| midnight(t, 0)),
            to: to.with(|t| midnight(t, 1)),
            client: client.with(|c| c.parse().ok()),
        }
    });
    let figures = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| insight::attainment(l.desk(), l.book(), at, &|id| period.counts(l.desk(), id)))
    });
    let chosen = RwSignal::new(None::<Chosen>);
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head"><div><h1 tabindex="-1">{say!("insights.title")}</h1><p class="sub">{say!("insights.sub", team = team)}</p></div></div>
            <div class="form">
                <TextField label=say!("insights.from") value=from kind="date"/>
                <TextField label=say!("insights.to") value=to kind="date"/>
                <SelectField label=say!("insights.client") value=client options=clients/>
            </div>
            <Show when=move || figures.with(|f| f.rows.is_empty())>
                <section class="empty box">
                    <Icon name="chart"/><h2>{say!("insights.none_yet")}</h2><p>{say!("insights.none_text")}</p>
                    <div class="row"><a class="btn" href=Route::Import.href()>{say!("insights.import")}</a><a class="btn" href=Route::NewAgreement.href()>{say!("insights.agree")}</a></div>
                </section>
            </Show>
            <Show when=move || figures.with(|f| !f.rows.is_empty())><AttainmentBox figures=figures chosen=chosen/></Show>
            <Work period=period/>
            {move || chosen.get().map(|c| view! { <Behind chosen=c on_close=Callback::new(move |()| chosen.set(None))/> })}
        </main>
    }
}
