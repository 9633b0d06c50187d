//! The menus of a request, and the question before it is removed.

use super::care::{Ask, use_asking};
use super::head::{move_to, standing};
use super::merge::MergeDialog;
use crate::browser::focus;
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::{PauseReason, Stage};
use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::go;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::words::say_dyn;
use leptos::prelude::*;

/// The two menus, and the question before a request is removed.
#[component]
pub fn Menus(id: RequestId, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let here = standing(desk, id);
    let reference = Memo::new(move |_| desk.request(id, |r| r.reference.to_string()).unwrap_or_default());
    let (asking, merging) = (RwSignal::new(false), RwSignal::new(false));
    let stages = Stage::ALL.iter().map(|stage| {
        let stage = *stage;
        view! {
            <button type="button" popovertarget="request-move" popovertargetaction="hide"
                aria-current=move || (here.get().stage == stage).then_some("true")
                on:click=move |_| move_to(desk, id, stage)>{move || desk.read(Bell::Others, |ledger| stage_name(ledger, stage))}</button>
        }
    });
    view! {
        <div class="menu" id="request-move" popover="auto" role="group" aria-label=move || say!("request.move_to", name = reference.get())>
            <p class="group" aria-hidden="true">{move || say!("request.move_to", name = reference.get())}</p>
            {stages.collect_view()}
        </div>
        <MoreMenu id=id asking=asking merging=merging/>
        {move || merging.get().then(|| view! { <MergeDialog id=id close=Callback::new(move |_| { merging.set(false); focus::focus_soon("sheet-title"); })/> })}
        {move || asking.get().then(|| view! { <Removal id=id asking=asking shut=shut/> })}
    }
}

#[component]
fn MoreMenu(id: RequestId, asking: RwSignal<bool>, merging: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let here = standing(desk, id);
    let finished = move || here.get().stage.is_finished();
    let reference = Memo::new(move |_| desk.request(id, |r| r.reference.to_string()).unwrap_or_default());
    let waits_for = Memo::new(move |_| desk.request(id, |r| r.waiting().map(|w| w.reason)).flatten());
    let reasons = PauseReason::ALL.iter().filter(|r| **r != PauseReason::Client).map(|reason| {
        let reason = *reason;
        view! {
            <button type="button" popovertarget="request-more" popovertargetaction="hide"
                aria-pressed=move || if waits_for.get() == Some(reason) { "true" } else { "false" }
                on:click=move |_| { desk.act(Edit::Pause(id, Some(reason))); }>{say_dyn!("pause.", reason.code())}</button>
        }
    });
    let noting = use_asking();
    let ask = move |what: Ask, icon: &'static str, words: &'static str| {
        view! {
            <button type="button" popovertarget="request-more" popovertargetaction="hide"
                on:click=move |_| noting.ask(what)><Icon name=icon/>{words}</button>
        }
    };
    view! {
        <div class="menu" id="request-more" popover="auto" role="group" aria-label=say!("request.more")>
            <div hidden=finished>
                {ask(Ask::Blocked, "no", say!("care.more_blocked"))}
                {ask(Ask::Risk, "risk", say!("care.more_risk"))}
                {ask(Ask::Agreed, "cal", say!("care.more_agreed"))}
                {ask(Ask::Escalated, "up2", say!("care.more_escalated"))}
                <hr/>
                <p class="group">{say!("request.wait_for")}</p>
                {reasons.collect_view()}
                <hr/>
                <button type="button" popovertarget="request-more" popovertargetaction="hide"
                    on:click=move |_| { desk.act(Edit::Acknowledge(id)); }><Icon name="eye"/>{say!("request.acknowledge")}</button>
                <button type="button" popovertarget="request-more" popovertargetaction="hide"
                    on:click=move |_| noting.ask(Ask::Withdrawn)><Icon name="undo"/>{say!("request.withdrawn")}</button>
                <button type="button" popovertarget="request-more" popovertargetaction="hide"
                    on:click=move |_| merging.set(true)><Icon name="link"/>{say!("care.more_merge")}</button>
                <hr/>
            </div>
            {ask(Ask::Complained, "msg", say!("care.more_complained"))}
            <button type="button" popovertarget="request-more" popovertargetaction="hide"
                on:click=move |_| duplicate(desk, id)><Icon name="copy"/>{say!("care.more_duplicate")}</button>
            <hr/>
            <button class="danger" type="button" popovertarget="request-more" popovertargetaction="hide"
                on:click=move |_| asking.set(true)><Icon name="bin"/>{move || say!("request.remove", name = reference.get())}</button>
        </div>
    }
}

/// Makes a second one like it, and goes there.
fn duplicate(desk: Desk, id: RequestId) {
    let made = desk.act(Edit::Care(id, CareEdit::Duplicate)).and_then(|outcome| outcome.made);
    if let Some(Subject::Request(other)) = made {
        go(&Route::Request(other));
    }
}

/// What removing does, before it is done.
#[component]
fn Removal(id: RequestId, asking: RwSignal<bool>, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let (reference, title) = desk
        .peek(|ledger| {
            let request = ledger.desk().request(id)?;
            let title = request.title.as_ref().map(|t| t.as_str().to_owned()).unwrap_or_default();
            Some((request.reference.to_string(), title))
        })
        .unwrap_or_default();
    // The menu that led here is closed: the focus goes to the head of the request.
    let leave = move |()| {
        asking.set(false);
        focus::focus_soon("sheet-title");
    };
    let remove = move |_| {
        asking.set(false);
        shut.run(());
        desk.act(Edit::Remove(Subject::Request(id)));
    };
    view! {
        <Dialog title=say!("request.remove_title", name = reference) on_close=Callback::new(leave)>
            <p class="soft">{say!("request.remove_text", title = title)}</p>
            <form class="actions" method="dialog">
                <button class="btn">{say!("request.remove_keep")}</button>
                <button class="btn btn-danger" type="button" on:click=remove>{say!("request.remove_do")}</button>
            </form>
        </Dialog>
    }
}
