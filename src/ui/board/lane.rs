//! The lanes: heading, count, what they do to the clocks, their cards. Done holds the closed ones as well,
//! folded up. On phones one lane at a time stands under tabs.

use super::drag::Dragging;
use super::order::{lane_name, use_board};
use super::rows::Rows;
use crate::browser::focus;
use crate::domain::request::Stage;
use crate::route::Route;
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::html;
use leptos::prelude::*;

/// The lanes that stand on their own, in order.
const LANES: [Stage; 7] = [
    Stage::New,
    Stage::Deciding,
    Stage::Accepted,
    Stage::InProgress,
    Stage::Waiting,
    Stage::Done,
    Stage::Declined,
];

fn section_id(stage: Stage) -> String {
    ["lane-", stage.code()].concat()
}

/// "3", or "3 of 12" where a filter hides some.
fn count(stage: Stage) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let board = use_board();
    let counts = Memo::new(move |_| board.sight.with(|sight| (sight.lane(stage).len(), sight.total(stage))));
    move || {
        let (shown, all) = counts.get();
        if shown == all {
            crate::words::locale().number(all as f64, 0)
        } else {
            say!("board.some_of", n = shown, all = all)
        }
    }
}

/// All lanes, with the tabs above them on phones.
#[component]
pub fn Lanes() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let here = RwSignal::new(0_usize);
    let lanes = NodeRef::<html::Div>::new();
    let dragging = StoredValue::new_local(Dragging::new(board, desk, lanes));
    view! {
        <nav class="lane-tabs" aria-label=say!("board.lanes")>
            {LANES.iter().enumerate().map(|(at, stage)| {
                let (stage, count) = (*stage, count(*stage));
                view! {
                    <button type="button" aria-current=move || (here.get() == at).then_some("true")
                        on:click=move |_| { focus::scroll_to(&section_id(stage)); }>
                        {lane_name(stage)}" "<span class="count">{count}</span>
                    </button>
                }
            }).collect_view()}
        </nav>
        <div class="board" node_ref=lanes
            on:scroll:target=move |ev| {
                let (left, width) = (ev.target().scroll_left().abs(), ev.target().client_width().max(1));
                let at = usize::try_from((left + width / 2) / width).unwrap_or(0).min(LANES.len() - 1);
                if here.get_untracked() != at { here.set(at) }
            }
            on:pointerdown=move |ev| dragging.with_value(|d| d.press(&ev))>
            {LANES.iter().take(5).map(|stage| view! { <Lane stage=*stage/> }).collect_view()}
            <div class="board-end"><Lane stage=Stage::Done/><Lane stage=Stage::Declined/></div>
        </div>
    }
}

#[component]
fn Lane(stage: Stage) -> impl IntoView {
    let board = use_board();
    let target = Memo::new(move |_| board.slot.with(|s| s.as_ref().is_some_and(|s| s.stage == stage)));
    let id = section_id(stage);
    let heading = [&id, "-h"].concat();
    let named = heading.clone();
    let icon = match stage {
        Stage::Waiting => "pause",
        Stage::Done | Stage::Closed => "ok",
        Stage::Declined => "no",
        _ => "play",
    };
    view! {
        <section class="lane" class:lane-target=target id=id data-stage=stage.code() aria-labelledby=named>
            <header class="lane-head">
                <h2 id=heading>{lane_name(stage)}</h2><span class="count">{count(stage)}</span>
                {(stage == Stage::New).then(|| view! {
                    <a class="icon-btn" href=Route::NewRequest.href() aria-label=say!("board.new")><Icon name="plus"/></a>
                })}
            </header>
            <p class="lane-rule"><Icon name=icon/>{say_dyn!("rule.", stage.code())}</p>
            <Rows stage=stage/>
            {(stage == Stage::Done).then(|| view! { <Closed/> })}
        </section>
    }
}

/// The closed requests, folded up at the foot of Done; their cards are made when they are asked for.
#[component]
fn Closed() -> impl IntoView {
    let board = use_board();
    let open = RwSignal::new(false);
    let target =
        Memo::new(move |_| board.slot.with(|s| s.as_ref().is_some_and(|s| s.stage == Stage::Closed)));
    view! {
        <section class="lane lane-foot" class:lane-target=target class:is-open=open id=section_id(Stage::Closed)
            data-stage=Stage::Closed.code()>
            <h3 class="lane-head">
                <button type="button" aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.update(|open| *open = !*open)>
                    <Icon name="down"/>{lane_name(Stage::Closed)}" "<span class="count">{count(Stage::Closed)}</span>
                </button>
            </h3>
            {move || open.get().then(|| view! { <Rows stage=Stage::Closed/> })}
        </section>
    }
}
