//! The menus of a request, the forms they lead to, and the question before it is removed. What stands in them is the
//! list of actions everybody shares ([`crate::ui::actions::request`]).

use super::care::{Ask, use_asking};
use super::head::{standing, to_decline, to_update};
use super::merge::MergeDialog;
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::Stage;
use crate::say;
use crate::ui::actions::action;
use crate::ui::actions::request::{open_forms_of, press};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::ui::use_place;
use leptos::prelude::*;

/// The two menus, the forms of this request, and the question before it is removed.
#[component]
pub fn Menus(id: RequestId, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let here = standing(desk, id);
    let reference = Memo::new(move |_| desk.request(id, |r| r.reference.to_string()).unwrap_or_default());
    let (asking, merging) = (RwSignal::new(false), RwSignal::new(false));
    let noting = use_asking();
    open_forms_of(
        id,
        Callback::new(move |code| match code {
            "update" => to_update(),
            "decline" => to_decline(id),
            "defer" => {
                to_decline(id);
                focus::press_when_there("[data-does=defer]");
            }
            "again" => noting.ask(here.get_untracked().again()),
            "blocked" => noting.ask(Ask::Blocked),
            "risk" => noting.ask(Ask::Risk),
            "agreed" => noting.ask(Ask::Agreed),
            "escalated" => noting.ask(Ask::Escalated),
            "withdrawn" => noting.ask(Ask::Withdrawn),
            "complained" => noting.ask(Ask::Complained),
            "merge" => merging.set(true),
            "remove" => asking.set(true),
            "assign" => focus::focus_first_soon("[aria-labelledby=fact-owner]"),
            "client" => focus::focus_first_soon("[aria-labelledby=fact-client]"),
            "priority" => focus::focus_first_soon("[aria-describedby=priority-preview]"),
            "label" => focus::focus_first_soon(".fact-labels form input"),
            _ => {}
        }),
    );
    let stages = Stage::ALL.iter().map(|stage| {
        let stage = *stage;
        let name = Signal::derive(move || desk.read(Bell::Others, |ledger| stage_name(ledger, stage)));
        let code = ["to.", stage.code()].concat();
        // Declining asks for its reason.
        let code = if stage == Stage::Declined { "decline".to_owned() } else { code };
        view! { <Entry id=id menu="request-move" code=code words=name at=Signal::derive(move || here.get().stage == stage)/> }
    });
    view! {
        <div class="menu" id="request-move" popover="auto" role="group" aria-label=move || say!("request.move_to", name = reference.get())>
            <p class="group" aria-hidden="true">{move || say!("request.move_to", name = reference.get())}</p>
            {stages.collect_view()}
        </div>
        <MoreMenu id=id reference=reference/>
        {move || merging.get().then(|| view! { <MergeDialog id=id close=Callback::new(move |_| { merging.set(false); focus::focus_soon("sheet-title"); })/> })}
        {move || asking.get().then(|| view! { <Removal id=id asking=asking shut=shut/> })}
    }
}

/// One entry of a menu: an action; where it cannot be done, it says why.
#[component]
fn Entry(
    id: RequestId,
    /// The menu it stands in.
    menu: &'static str,
    /// The action's code.
    #[prop(into)]
    code: String,
    /// What it is called here; else as everywhere.
    #[prop(optional, into)]
    words: Option<Signal<String>>,
    /// True where the request stands there already.
    #[prop(optional, into)]
    at: Option<Signal<bool>>,
) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let known = action(&code);
    let why = Memo::new(move |_| {
        desk.listen(Bell::Record(Subject::Request(id)));
        known.and_then(|action| action.why_not(desk, place))
    });
    let name = move || match words {
        Some(words) => words.get(),
        None => known.map(|action| action.name()).unwrap_or_default(),
    };
    let icon = known.filter(|_| at.is_none()).map(|action| view! { <Icon name=action.icon/> });
    view! {
        <button type="button" class:danger=code == "remove" popovertarget=menu popovertargetaction="hide" title=why
            aria-current=move || at.is_some_and(|at| at.get()).then_some("true")
            aria-disabled=move || why.get().is_some().then_some("true")
            on:click=move |_| press(&code, desk, place)>{icon}{name}</button>
    }
}

#[component]
fn MoreMenu(id: RequestId, reference: Memo<String>) -> impl IntoView {
    let entries = move |codes: &'static [&'static str]| {
        codes.iter().map(|code| view! { <Entry id=id menu="request-more" code=*code/> }).collect_view()
    };
    let desk = use_desk();
    let filed = Memo::new(move |_| desk.request(id, |request| request.archived).unwrap_or_default());
    let remove = Signal::derive(move || say!("request.remove", name = reference.get()));
    view! {
        <div class="menu" id="request-more" popover="auto" role="group" aria-label=say!("request.more")>
            {entries(&["blocked", "risk", "agreed", "escalated"])}
            <hr/>
            <p class="group">{say!("request.wait_for")}</p>
            {entries(&["wait.team", "wait.supplier", "wait.other"])}
            <hr/>
            {entries(&["seen", "withdrawn", "merge"])}
            <hr/>
            {entries(&["complained", "duplicate"])}
            {move || match filed.get() {
                true => entries(&["unarchive"]),
                false => entries(&["archive"]),
            }}
            <hr/>
            <Entry id=id menu="request-more" code="remove" words=remove/>
        </div>
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
