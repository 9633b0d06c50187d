//! One request over the board: who delivers what to whom, where it stands, its clocks and why they stand
//! so, its promise, its facts, and all that happened. Everything can be changed where it is shown, and is
//! kept at once.

pub mod asked;
mod bump;
mod care;
mod cause;
mod changed;
mod clocks;
mod decided;
mod decider;
pub mod decline;
pub mod defer;
mod delay;
mod edit;
pub mod facts;
pub mod forecast;
mod hands;
mod head;
mod labels;
pub mod leading;
mod letter;
mod menus;
pub mod merge;
mod pass;
pub mod promise;
mod quality;
pub mod quota;
pub mod reply;
mod story;
mod timeline;
mod told;
mod update;
mod whose;
mod why;

pub use bump::passed_by;
pub use decline::DeclineDialog;
pub use edit::{LineEdit, Slot};
pub use pass::{GoFirstDialog, asks_why};

use super::desk::{Bell, Desk, use_desk};
use super::notice::NoticeBar;
use super::now::Now;
use super::parts::dialog::{Held, open_when_mounted};
use super::parts::icon::Icon;
use super::{go, use_place};
use crate::browser::focus;
use crate::domain::care::askers;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::request::{Direction, Request};
use crate::domain::text::Name;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
pub use crate::ui::parts::strong::strong;
use crate::words::time;
use chrono::{NaiveDate, NaiveDateTime};
use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;
use std::sync::Arc;

thread_local! {
    /// The request whose drawer led to the decline form: there the form goes back to.
    static FROM_DRAWER: Cell<Option<RequestId>> = const { Cell::new(None) };
    /// The request that was being decided when the decline form was opened, and the one that comes next.
    static FROM_DECIDING: Cell<Option<(RequestId, Option<RequestId>)>> = const { Cell::new(None) };
}

/// A request over the board. It reads its id from the address and goes back to the board when it is left.
#[component]
pub fn RequestDrawer() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    // While the drawer goes, the address names the board already: it keeps showing what it showed.
    let id = Memo::new(move |old: Option<&Option<RequestId>>| match place.get() {
        Route::Request(id) => Some(id),
        _ => old.copied().flatten(),
    });
    let there = Memo::new(move |_| id.get().is_some_and(|id| desk.request(id, |_| ()).is_some()));
    let leave = move || {
        if matches!(place.get(), Route::Request(_)) {
            go(&place.board());
        }
    };
    view! {
        <Drawer on_close=Callback::new(move |()| untrack(leave)) content=move |shut| view! {
            {move || match id.get().filter(|_| there.get()) {
                Some(id) => view! { <Sheet id=id shut=shut/> }.into_any(),
                None => view! { <Lost shut=shut/> }.into_any(),
            }}
        }.into_any()/>
    }
}

/// The drawer itself: a modal dialog at the side. `content` gets a callback that closes it.
#[component]
fn Drawer(on_close: Callback<()>, content: impl FnOnce(Callback<()>) -> AnyView) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    open_when_mounted(node);
    let held = Held::new(node);
    let shut = Callback::new(move |()| held.shut());
    view! {
        <dialog class="drawer" aria-labelledby="sheet-title" node_ref=node closedby=move || held.closed_by()
            on:input=move |_| held.touch() on:keydown=move |ev| held.hear_key(&ev)
            on:cancel=move |ev| held.hear_cancel(&ev) on:close=move |ev| held.hear_close(&ev, on_close)>
            {content(shut)}
            // The notices of the page lie under a modal dialog and out of reach: here they can be undone.
            <NoticeBar/>
        </dialog>
    }
}

/// The whole request.
#[component]
fn Sheet(id: RequestId, shut: Callback<()>) -> impl IntoView {
    focus::focus_soon("sheet-title");
    provide_context(care::Asking::new());
    view! {
        <head::Top id=id shut=shut/>
        <head::Head id=id/>
        <menus::Menus id=id shut=shut/>
        <div class="sheet-cols">
            <div class="stack stack-6">
                <clocks::Remarks id=id/>
                <quality::Quality id=id/>
                <bump::Bumped id=id/>
                <quota::Quota id=id home="sheet-title"/>
                <care::State id=id/>
                <clocks::Steps id=id/>
                <clocks::Clocks id=id/>
                <hands::Hands id=id/>
                <why::Why id=id/>
                <facts::Words id=id/>
                <cause::Causes id=id/>
                <asked::AskedFor id=id/>
                <care::MissingPoints id=id/>
                <care::Points id=id/>
                <section class="stack stack-4" aria-labelledby="story">
                    <timeline::Timeline id=id/>
                </section>
            </div>
            <aside class="stack stack-5" aria-label=say!("request.facts")>
                <promise::PromiseBox id=id/>
                <facts::Facts id=id/>
                <care::Contact id=id/>
                <care::Links id=id/>
                <care::After id=id/>
            </aside>
        </div>
        <head::ActionBar id=id/>
        <care::Asks id=id/>
    }
}

/// A request nobody knows.
#[component]
fn Lost(shut: Callback<()>) -> impl IntoView {
    focus::focus_soon("sheet-title");
    view! {
        <div class="sheet-top">
            <button class="icon-btn" type="button" aria-label=say!("request.close") title=say!("request.close")
                on:click=move |_| shut.run(())><Icon name="x"/></button>
        </div>
        <div class="sheet-head">
            <h2 id="sheet-title" tabindex="-1">{say!("request.lost")}</h2>
            <p class="measure">{say!("request.lost_text")}</p>
            <p><button class="btn btn-main" type="button" on:click=move |_| shut.run(())>{say!("frame.to_board")}</button></p>
        </div>
    }
}

/// Reads a request together with the desk, and listens to both.
fn look<T>(desk: Desk, id: RequestId, read: impl FnOnce(&Ledger, &Request) -> T) -> Option<T> {
    desk.listen(Bell::Others);
    desk.read(Bell::Record(Subject::Request(id)), |ledger| ledger.desk().request(id).map(|r| read(ledger, r)))
}

/// As [`look`], and looks again at every full minute. What is read is read as of this very moment: the minute
/// began before what has just been done, and a clock knows nothing of what lies ahead.
fn look_now<T>(
    desk: Desk,
    now: Now,
    id: RequestId,
    read: impl FnOnce(&Ledger, &Request, Moment) -> T,
) -> Option<T> {
    now.get();
    look(desk, id, |ledger, request| read(ledger, request, ledger.now()))
}

/// The name of the client as a sentence takes it.
fn client_of(ledger: &Ledger, request: &Request) -> String {
    request
        .client
        .and_then(|id| ledger.desk().client_name(id))
        .map_or_else(|| say!("request.the_client").to_owned(), Name::to_string)
}

/// Everybody what is said of a request concerns, by name: who asked, with for whom.
fn askers_of(ledger: &Ledger, id: RequestId) -> Vec<String> {
    let desk = ledger.desk();
    let known = askers(desk, id).into_iter();
    let words = known.filter_map(|(who, client)| {
        let client = client.and_then(|id| desk.client_name(id));
        Some(match (who, client) {
            (Some(who), Some(client)) => say!("say.asker", name = who.as_str(), client = client.as_str()),
            (Some(one), None) => one.to_string(),
            (None, one) => one?.to_string(),
        })
    });
    words.collect()
}

/// The code of who delivers, for sentences that depend on it: "ask" where the client does.
fn way_of(request: &Request) -> &'static str {
    request.direction.code()
}

/// Who delivers, as of this moment.
fn direction_of(desk: Desk, id: RequestId) -> Direction {
    desk.peek(|ledger| ledger.desk().request(id).map(|r| r.direction)).unwrap_or(Direction::WeServe)
}

/// The name of the team as a sentence takes it.
fn team_of(ledger: &Ledger) -> String {
    ledger.desk().team().name.as_ref().map_or_else(|| say!("request.the_team").to_owned(), Name::to_string)
}

/// The name of the client of a request, to listen to.
fn client_name(desk: Desk, id: RequestId) -> Memo<String> {
    Memo::new(move |_| look(desk, id, client_of).unwrap_or_default())
}

/// The clock on the wall by which moments are shown and dates are typed: the team's, as everywhere else on the desk. Only
/// what explains a clock goes by the calendar's own, and names its place.
fn shown_zone(ledger: &Ledger) -> Arc<ZoneTable> {
    let here = ledger.ports().zones.here();
    zone_named(ledger, ledger.desk().team().zone.as_deref().unwrap_or(&here))
}

/// The clock on the wall of whoever is served: that of the calendar that counts for the request, otherwise the team's.
fn zone_of(ledger: &Ledger, request: &Request) -> Arc<ZoneTable> {
    let hours = ledger.book().hours_of(ledger.desk(), request);
    hours.map_or_else(|| shown_zone(ledger), |compiled| compiled.zone.clone())
}

fn zone_named(ledger: &Ledger, name: &str) -> Arc<ZoneTable> {
    let (now, year) = (ledger.now(), Span::days(366));
    ledger.ports().zones.table(name, now - year, now + year).unwrap_or_else(|| Arc::new(ZoneTable::utc()))
}

/// A moment in words by a zone's clock: "today 14:20".
fn moment_words(zone: &ZoneTable, at: Moment, now: Moment) -> String {
    time::moment(zone.to_local(at), zone.to_local(now))
}

/// As [`moment_words`], with the reader's own time beside it where that differs.
fn moment_both(ledger: &Ledger, zone: &ZoneTable, at: Moment, now: Moment) -> String {
    let here = ledger.ports().zones.here();
    if here == zone.name() {
        return moment_words(zone, at, now);
    }
    let reader = zone_named(ledger, &here);
    let seen =
        |zone| time::Seen { at: ZoneTable::to_local(zone, at), now: zone.to_local(now), zone: zone.name() };
    time::moment_in(seen(zone), seen(&reader))
}

/// The value of a `datetime-local` input, "2026-11-12T14:20".
fn write_local(at: NaiveDateTime) -> String {
    // Display writes "2026-11-12 14:20:00".
    at.to_string().replacen(' ', "T", 1).chars().take(16).collect()
}

/// The wall-clock time in a `datetime-local` input.
fn read_local(text: &str) -> Option<NaiveDateTime> {
    let numbers: Vec<u32> = text.split(['-', 'T', ':']).filter_map(|part| part.parse().ok()).collect();
    let [year, month, day, hour, minute, ..] = numbers.as_slice() else { return None };
    let date = NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)?;
    date.and_hms_opt(*hour, *minute, 0)
}

/// A moment in words, by the team's clock.
pub fn moment_of(ledger: &Ledger, at: Moment) -> String {
    moment_words(&shown_zone(ledger), at, ledger.now())
}

/// A moment in a text for the client: a date, for it is read later, by the client's clock, whose place is named where it is
/// not the team's.
pub fn dated_of(ledger: &Ledger, request: &Request, at: Moment) -> String {
    let zone = zone_of(ledger, request);
    let words = time::dated(zone.to_local(at), zone.to_local(ledger.now()));
    if zone.name() == shown_zone(ledger).name() {
        return words;
    }
    say!("time.at_place", at = words, place = time::place(zone.name()))
}

/// Opens the form that declines a request, from deciding it: afterwards `next` is looked at.
pub fn decline_while_deciding(id: RequestId, next: Option<RequestId>) {
    FROM_DECIDING.set(Some((id, next)));
    go(&Route::Decline(id));
}
