//! Figures: how many first responses and resolutions kept the agreement, and how long finished work took.
//! Every number opens the requests behind it.

pub mod attainment;
pub mod behind;
pub mod beside;
pub mod causes;
pub mod contact;
pub mod fairness;
pub mod gains;
pub mod over;
pub mod pressed;
pub mod process;
pub mod share;
pub mod spent;
pub mod standing;
pub mod work;

use super::agreements::when::read_date;
use super::desk::{Bell, Desk, use_desk};
use super::now::use_now;
use super::use_place;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, RequestId};
use crate::domain::insight;
use crate::domain::moment::{Moment, Span};
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use crate::domain::zone::ZoneTable;
use crate::route::{Counted, Route};
use crate::store::ledger::Ledger;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::say;
use attainment::AttainmentBox;
use behind::{Behind, Chosen};
use chrono::{Days, NaiveTime};
use leptos::prelude::*;
use std::sync::Arc;
use work::Work;

/// Which requests are counted: those raised in `from..to`, of one client where it is given.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Period {
    from: Option<Moment>,
    to: Option<Moment>,
    client: Option<ClientId>,
}

impl Period {
    /// True where no time is chosen.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// True when a request is counted.
    pub fn counts(&self, desk: &Workspace, id: RequestId) -> bool {
        desk.request(id).is_some_and(|r| {
            self.from.is_none_or(|from| r.raised >= from)
                && self.to.is_none_or(|to| r.raised < to)
                && self.client.is_none_or(|c| r.client == Some(c))
        })
    }
}

/// The midnight, by the team's clock, that begins the date in an input or one `days` later.
fn midnight(desk: Desk, text: &str, days: u64) -> Option<Moment> {
    let date = read_date(text)?.checked_add_days(Days::new(days))?;
    Some(desk.peek(team_zone)?.from_local(date.and_time(NaiveTime::MIN)))
}

/// The clock dates are shown by: the team's, otherwise this device's; as far back as the desk goes.
fn team_zone(ledger: &Ledger) -> Option<Arc<ZoneTable>> {
    let here = ledger.ports().zones.here();
    let (zone, now) = (ledger.desk().team().zone.as_deref().unwrap_or(&here), ledger.now());
    ledger.ports().zones.table(zone, ledger.desk().earliest().unwrap_or(now), now + Span::days(366))
}

fn client_options(desk: Desk) -> Vec<(String, String)> {
    let mut named: Vec<(String, String)> = desk.read(Bell::Others, |l| {
        l.desk()
            .clients()
            .filter_map(|(id, c)| Some((id.to_string(), c.name.as_ref()?.to_string())))
            .collect()
    });
    named.sort_by_cached_key(|(_, name)| natural(name));
    named.insert(0, (String::new(), say!("insights.all_clients").to_owned()));
    named
}

/// The page.
#[component]
pub fn Insights() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let [from, to, client] = in_the_address();
    let team = desk.peek(|l| l.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default());
    let clients = Signal::derive(move || client_options(desk));
    let period = Memo::new(move |_| Period {
        from: from.with(|t| midnight(desk, t, 0)),
        to: to.with(|t| midnight(desk, t, 1)),
        client: client.with(|c| c.parse().ok()),
    });
    let narrowed = move || period.with(|p| *p != Period::default());
    let all = move |_| [from, to, client].iter().for_each(|value| value.set(String::new()));
    let figures = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            insight::attainment(l.desk(), l.book(), at, &|id| period.counts(l.desk(), id))
        })
    });
    let counted = Memo::new(move |_| figures.with(|f| !f.rows.is_empty()));
    let chosen = RwSignal::new(None::<Chosen>);
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head"><div><h1 tabindex="-1">{say!("insights.title")}</h1><p class="sub">{say!("insights.sub", team = team)}</p></div></div>
            <div class="form insights-filter" class:is-narrowed=narrowed>
                <TextField label=say!("insights.from") value=from kind="date"/>
                <TextField label=say!("insights.to") value=to kind="date"/>
                <SelectField label=say!("insights.client") value=client options=clients/>
                <button class="btn btn-quiet" type="button" disabled=move || !narrowed() on:click=all>{say!("insights.all")}</button>
            </div>
            {move || match (counted.get(), narrowed()) {
                (true, _) => view! {
                    <AttainmentBox figures=figures period=period chosen=chosen/>
                    <beside::BesideTargets period=period chosen=chosen/>
                    <causes::Causes period=period chosen=chosen/>
                    <Work period=period chosen=chosen/>
                    <standing::WhereWorkStood period=period/>
                    <process::HowWorkGoes period=period chosen=chosen/>
                    <contact::InTouch period=period chosen=chosen/>
                    <spent::WhereWorkWent period=period chosen=chosen/>
                    <gains::GoodFor period=period chosen=chosen/>
                    <fairness::WhoGetsWhat period=period chosen=chosen/>
                    <pressed::Pressed period=period chosen=chosen/>
                    <over::OverLimits period=period chosen=chosen/>
                }.into_any(),
                (false, true) => view! {
                    <div class="empty"><p>{say!("insights.none_here")}</p><button class="btn" type="button" on:click=all>{say!("insights.all")}</button></div>
                }.into_any(),
                (false, false) => view! { <Nothing/> }.into_any(),
            }}
            {move || chosen.get().map(|c| view! { <Behind chosen=c on_close=Callback::new(move |()| chosen.set(None))/> })}
        </main>
    }
}

/// What is counted, as the fields hold it: it stands in the address, and follows it.
fn in_the_address() -> [RwSignal<String>; 3] {
    let place = use_place();
    let said = |counted: Counted| {
        [counted.from, counted.to, counted.client.map(|id| id.to_string()).unwrap_or_default()]
    };
    let here = |route: Route| match route {
        Route::Insights(counted) => Some(counted),
        _ => None,
    };
    let fields = said(here(place.now()).unwrap_or_default()).map(RwSignal::new);
    Effect::new(move |_| {
        let Some(counted) = here(place.get()) else { return };
        for (field, said) in fields.into_iter().zip(said(counted)) {
            if field.with_untracked(|held| *held != said) {
                field.set(said);
            }
        }
    });
    Effect::new(move |_| {
        let [from, to, client] = fields.map(|field| field.get());
        let new = Counted { from, to, client: client.parse().ok() };
        if let Some(old) = here(place.now()).filter(|old| *old != new) {
            // A date is typed digit by digit.
            let step = old.client != new.client || new == Counted::ALL;
            place.show(Route::Insights(new), step);
        }
    });
    fields
}

/// Before anything has happened.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <section class="empty box">
            <Icon name="chart"/><h2>{say!("insights.none_yet")}</h2><p class="measure">{say!("insights.none_text")}</p>
            <div class="row"><a class="btn" href=Route::Import.href()>{say!("insights.import")}</a><a class="btn" href=Route::NewAgreement.href()>{say!("insights.agree")}</a></div>
        </section>
    }
}
