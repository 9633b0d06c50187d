//! The head of a request: its place in its lane, its title, and what can be done with it. The buttons stay
//! where they are when their words change, so that the focus is never lost.

use super::edit::TitleEdit;
use super::{FROM_DRAWER, client_name, look_now, moment_words, shown_zone};
use crate::browser::focus;
use crate::domain::care::is_long_done;
use crate::domain::ident::RequestId;
use crate::domain::request::{Direction, Stage};
use crate::route::Route;
use crate::say;
use crate::ui::actions::request::press;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::ui::parts::way::Way;
use crate::ui::{go, use_place};
use leptos::prelude::*;

#[derive(Clone, PartialEq, Default)]
struct InLane {
    reference: String,
    place: String,
    before: Option<RequestId>,
    after: Option<RequestId>,
}

fn in_lane(desk: Desk, id: RequestId) -> InLane {
    desk.listen(Bell::Others);
    desk.read(Bell::Requests, |ledger| {
        let request = ledger.desk().request(id)?;
        let lane: Vec<RequestId> = ledger.desk().lanes().of(request.stage).collect();
        let at = lane.iter().position(|other| *other == id)?;
        let stage = stage_name(ledger, request.stage);
        Some(InLane {
            reference: request.reference.to_string(),
            place: say!("request.place", stage = stage, at = at + 1, count = lane.len()),
            before: at.checked_sub(1).and_then(|i| lane.get(i)).copied(),
            after: lane.get(at + 1).copied(),
        })
    })
    .unwrap_or_default()
}

/// The line that stays in sight: close, reference, place in the lane, the neighbours.
#[component]
pub fn Top(id: RequestId, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let lane = Memo::new(move |_| in_lane(desk, id));
    view! {
        <div class="sheet-top">
            <button class="icon-btn" type="button" aria-label=say!("request.close") title=say!("request.close")
                on:click=move |_| shut.run(())><Icon name="x"/></button>
            <span class="soft">{move || lane.with(|l| l.reference.clone())}</span>
            <span class="muted small only-wide">{move || lane.with(|l| l.place.clone())}</span>
            <span class="push"></span>
            <Neighbour icon="left" label=say!("request.previous") to=Signal::derive(move || lane.with(|l| l.before))/>
            <Neighbour icon="right" label=say!("request.next") to=Signal::derive(move || lane.with(|l| l.after))/>
        </div>
    }
}

#[component]
fn Neighbour(icon: &'static str, label: &'static str, to: Signal<Option<RequestId>>) -> impl IntoView {
    let step = move |_| {
        if let Some(id) = to.get_untracked() {
            go(&Route::Request(id));
        }
    };
    view! {
        <button class="icon-btn" type="button" aria-label=label title=label disabled=move || to.get().is_none() on:click=step>
            <Icon name=icon/>
        </button>
    }
}

/// Who delivers to whom, who asked and when, the title, and what can be done.
#[component]
pub fn Head(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let client = Memo::new(move |_| desk.request(id, |r| r.client).flatten());
    let direction = Memo::new(move |_| desk.request(id, |r| r.direction).unwrap_or(Direction::WeServe));
    let asked = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, request, now| {
            let when = moment_words(&shown_zone(ledger), request.raised, now);
            match request.requester.as_ref() {
                Some(name) => say!("request.asked", name = name.as_str(), when = when),
                None => say!("request.raised", when = when),
            }
        })
        .unwrap_or_default()
    });
    view! {
        <header class="sheet-head">
            <p class="row row-base sheet-way">
                <Way client=client direction=direction big=true/>
                <span class="muted">{asked}</span>
            </p>
            <TitleEdit id=id/>
            <Actions id=id/>
        </header>
    }
}

/// What the buttons say.
#[derive(Clone, Copy, PartialEq)]
pub struct Standing {
    pub stage: Stage,
    pub waits: bool,
    /// Done so long ago that it is followed up instead of opened again.
    pub long_done: bool,
}

impl Standing {
    /// What is asked for before it goes on.
    pub fn again(&self) -> super::care::Ask {
        if self.long_done { super::care::Ask::Followed } else { super::care::Ask::Reopened }
    }

    fn again_words(&self) -> &'static str {
        if self.long_done { say!("request.follow_up") } else { say!("request.reopen") }
    }
}

/// What the buttons say, to listen to.
pub fn standing(desk: Desk, id: RequestId) -> Memo<Standing> {
    let now = use_now();
    Memo::new(move |_| {
        let standing = look_now(desk, now, id, |ledger, r, now| Standing {
            stage: r.stage,
            waits: r.stage == Stage::Waiting || r.waiting().is_some(),
            long_done: is_long_done(ledger.desk(), r, ledger.book(), now),
        });
        standing.unwrap_or(Standing { stage: Stage::New, waits: false, long_done: false })
    })
}

/// Goes to the form that declines; it comes back here.
pub fn to_decline(id: RequestId) {
    FROM_DRAWER.set(Some(id));
    go(&Route::Decline(id));
}

/// To the field for an update.
pub fn to_update() {
    focus::scroll_soon("update-form");
    focus::focus_soon("update-text");
}

#[component]
fn Actions(id: RequestId) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let (here, client) = (standing(desk, id), client_name(desk, id));
    let finished = move || here.get().stage.is_finished();
    let waits = move || here.get().waits;
    let wait_icon = move || {
        if waits() {
            view! { <Icon name="play"/> }
        } else {
            view! { <Icon name="pause"/> }
        }
    };
    let wait_words = move || match waits() {
        true => say!("request.resume").to_owned(),
        false => say!("request.wait", client = client.get()),
    };
    let finish = move |_| press(if untrack(finished) { "again" } else { "to.done" }, desk, place);
    view! {
        <div class="row only-wide">
            <button class="btn btn-main" type="button" on:click=move |_| press("update", desk, place)><Icon name="msg"/>{say!("request.write_update")}</button>
            <button class="btn" type="button" hidden=finished on:click=move |_| press(wait_or_resume(here), desk, place)>{wait_icon}{wait_words}</button>
            <button class="btn" type="button" hidden=move || here.get().stage == Stage::Declined on:click=finish>
                <Icon name="check"/>
                {move || if finished() { here.get().again_words() } else { say!("request.done") }}
            </button>
            <button class="btn btn-quiet" type="button" popovertarget="request-move"><Icon name="swap"/>{say!("request.move")}</button>
            <button class="btn btn-quiet" type="button" hidden=finished on:click=move |_| press("decline", desk, place)><Icon name="no"/>{say!("request.decline")}</button>
            <button class="icon-btn" type="button" popovertarget="request-more" aria-label=say!("request.more") title=say!("request.more")><Icon name="more"/></button>
        </div>
    }
}

/// The action of the button that lets it wait for the client, or go on.
fn wait_or_resume(here: Memo<Standing>) -> &'static str {
    if here.get_untracked().waits { "resume" } else { "to.waiting" }
}

/// The same at the foot of a phone.
#[component]
pub fn ActionBar(id: RequestId) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let here = standing(desk, id);
    let waits = move || here.get().waits;
    // What was declined is taken up again above, beside the reason.
    let reopens = move || here.with(|h| h.stage.is_finished() && h.stage != Stage::Declined);
    view! {
        <div class="actionbar only-phone">
            <button class="btn" type="button" popovertarget="request-move"><Icon name="swap"/>{say!("request.move")}</button>
            <button class="btn" type="button" hidden=move || here.get().stage.is_finished() on:click=move |_| press(wait_or_resume(here), desk, place)>
                {move || if waits() { view! { <Icon name="play"/> } } else { view! { <Icon name="pause"/> } }}
                {move || if waits() { say!("request.resume") } else { say!("request.wait_short") }}
            </button>
            <button class="btn" type="button" hidden=move || !reopens() on:click=move |_| press("again", desk, place)>
                <Icon name="undo"/>{move || here.get().again_words()}
            </button>
            <button class="btn btn-main" type="button" on:click=move |_| press("update", desk, place)><Icon name="msg"/>{say!("request.update")}</button>
            <button class="icon-btn" type="button" popovertarget="request-more" aria-label=say!("request.more")><Icon name="more"/></button>
        </div>
    }
}
