//! The lanes: heading, count, what they do to the clocks, their cards. Done holds the closed ones as well,
//! folded up. On phones one lane at a time stands under tabs. Split by client and the like, the lanes stand
//! in bands, one below the other.

use super::drag::Dragging;
use super::order::use_board;
use super::rows::Rows;
use super::sight::Sight;
use crate::browser::focus;
use crate::domain::columns::{Column, Each, Share, crowded};
use crate::domain::ident::RequestId;
use crate::domain::openness::entry;
use crate::domain::request::Stage;
use crate::domain::sieve::Group;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{Part, say_dyn, say_parts};
use leptos::html;
use leptos::prelude::*;

fn section_id(column: Column, band: Option<usize>) -> String {
    let id = ["lane-", &column.code().replace('.', "-")].concat();
    band.map_or(id.clone(), |band| [&id, "-", &band.to_string()].concat())
}

/// "3", or "3 of 12" where a filter hides some.
fn count(column: Column, band: Option<usize>) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let board = use_board();
    let counts = Memo::new(move |_| {
        board.sight.with(|sight| {
            let shown = sight.part(column, band).len();
            (shown, if band.is_some() { shown } else { sight.total(column) })
        })
    });
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
    // The open ones in the team's order, then what is finished.
    let order = Memo::new(move |_| {
        let mut order = desk.read(Bell::Others, |ledger| ledger.desk().team().columns.open());
        order.extend([Stage::Done, Stage::Declined].map(Column::from));
        order
    });
    let bands = Memo::new(move |_| {
        let grouped = board.view.with(|view| view.group != Group::None);
        grouped.then(|| {
            board
                .sight
                .with(|sight| sight.bands.iter().map(|b| (b.name.clone(), b.count)).collect::<Vec<_>>())
        })
    });
    let tab = move |(at, column): (usize, Column)| {
        let count = count(column, None);
        view! {
            <button type="button" aria-current=move || (here.get() == at).then_some("true")
                on:click=move |_| { focus::scroll_to(&section_id(column, None)); }>
                {move || board.lane_name(column)}" "<span class="count">{count}</span>
            </button>
        }
    };
    let all = move |band: Option<usize>| {
        let order = order.get();
        let open = order.iter().filter(|column| !column.stage.is_finished());
        view! {
            {open.map(|column| view! { <Lane column=*column band=band/> }).collect_view()}
            <div class="board-end"><Lane column=Stage::Done.into() band=band/><Lane column=Stage::Declined.into() band=band/></div>
        }
    };
    view! {
        {move || bands.get().is_none().then(|| view! {
            <nav class="lane-tabs" aria-label=say!("board.lanes")>{order.get().into_iter().enumerate().map(tab).collect_view()}</nav>
        })}
        <div class="board" class:board-bands=move || bands.with(Option::is_some) node_ref=lanes
            on:scroll:target=move |ev| {
                let (left, width) = (ev.target().scroll_left().abs(), ev.target().client_width().max(1));
                let at = usize::try_from((left + width / 2) / width).unwrap_or(0).min(6);
                if here.get_untracked() != at { here.set(at) }
            }
            on:pointerdown=move |ev| dragging.with_value(|d| d.press(&ev))>
            {move || match bands.get() {
                None => all(None).into_any(),
                Some(names) => names.into_iter().enumerate().map(|(at, (name, count))| {
                    let id = ["band-", &at.to_string()].concat();
                    let heading = id.clone();
                    let person = name.clone();
                    let heavy = move || {
                        board.view.with(|view| view.group == Group::Owner).then(|| board.heavy_for(&person)).flatten()
                    };
                    let heavy = move || heavy().map(|(n, limit)| view! {
                        <span class="tag tag-risk"><Icon name="risk"/>{say!("lane.heavy_short", n = n, limit = limit)}</span>
                    });
                    view! {
                        <section class="band" aria-labelledby=id>
                            <h2 class="band-head" id=heading>{name}" "{heavy}" "<span class="count">{crate::words::locale().number(count as f64, 0)}</span></h2>
                            <div class="band-lanes">{all(Some(at))}</div>
                        </section>
                    }
                }).collect_view().into_any(),
            }}
        </div>
    }
}

#[component]
fn Lane(column: Column, band: Option<usize>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let stage = column.stage;
    let target = Memo::new(move |_| {
        board
            .slot
            .with(|s| s.as_ref().is_some_and(|s| s.column == column && (band.is_none() || s.band == band)))
    });
    let id = section_id(column, band);
    let heading = [&id, "-h"].concat();
    // A lane of a band is called after both.
    let named = match band {
        Some(at) => ["band-", &at.to_string(), " ", &heading].concat(),
        None => heading.clone(),
    };
    let icon = match stage {
        Stage::Waiting => "pause",
        Stage::Done | Stage::Closed => "ok",
        Stage::Declined => "no",
        _ => "play",
    };
    let over = over(column);
    let name = move || board.lane_name(column);
    let heading = if band.is_some() {
        view! { <h3 id=heading>{name}</h3> }.into_any()
    } else {
        view! { <h2 id=heading>{name}</h2> }.into_any()
    };
    view! {
        <section class="lane" class:lane-target=target class:lane-over=move || over.get().is_some() id=id
            data-stage=column.code() aria-labelledby=named>
            <header class="lane-head">
                {heading}<span class="count">{count(column, band)}</span>
                // In bands the limit is that of the whole column: said in the first, and in each where it is passed.
                {move || (band.is_none_or(|at| at == 0) || over.get().is_some()).then(|| view! { <Limit column=column over=over/> })}
                {(column == Stage::Deciding && band.is_none()).then(|| view! {
                    <a class="icon-btn" href=Route::Triage(None).href() aria-label=say!("board.decide_one") title=say!("board.decide_one")><Icon name="right"/></a>
                })}
                {(column == Stage::New && band.is_none()).then(|| view! {
                    <a class="icon-btn" href=Route::NewRequest.href() aria-label=say!("board.new")><Icon name="plus"/></a>
                })}
            </header>
            {band.is_none().then(|| view! {
                <p class="lane-rule"><Icon name=icon/>{say_dyn!("rule.", stage.code())}{(column == Stage::New).then_some(move || taken_in(desk))}</p>
            })}
            <Crowd column=column band=band/>
            <Rows column=column band=band/>
            {(stage == Stage::Done).then(|| view! { <Closed band=band/> })}
        </section>
    }
}

/// So many that are over a limit for each are named at most.
const MOST_NAMED: usize = 3;

/// The limit for each person, client, service or priority in a lane, and who or what is over it; in a band those of it.
#[component]
fn Crowd(column: Column, band: Option<usize>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let within =
        Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().columns.within(column).to_vec()));
    let over = Memo::new(move |_| {
        if within.with(Vec::is_empty) {
            return Vec::new();
        }
        let shown = band.map(|_| board.sight.with(|sight| sight.part(column, band)));
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| {
            let here = |share: &Share| {
                let is = |id: &RequestId| {
                    ledger
                        .desk()
                        .request(*id)
                        .is_some_and(|r| Share::of(share.each(), r).as_ref() == Some(share))
                };
                shown.as_ref().is_none_or(|ids| ids.iter().any(is))
            };
            let all = crowded(ledger.desk(), column).into_iter().filter(|(share, _, _)| here(share));
            let line = |(share, n, limit): (Share, usize, u32)| {
                say!("lane.each_over", name = share_name(ledger, &share), n = n, limit = limit)
            };
            all.map(line).collect::<Vec<_>>()
        })
    });
    move || {
        // Read before what follows from it: read after, a change of the limits alone would not be seen.
        let limits = within.get();
        if limits.is_empty() {
            return None;
        }
        let lines = over.get();
        let more = lines.len().saturating_sub(MOST_NAMED);
        let more = (more > 0).then(|| view! { <p class="lane-rule">{say!("lane.each_more", n = more)}</p> });
        let rule = |(each, limit): (Each, u32)| {
            view! { <p class="lane-rule">{say!("lane.each", n = limit, each = say_dyn!("each.", each.code()))}</p> }
        };
        let usual = lines.is_empty() && band.is_none_or(|at| at == 0);
        let usual = usual.then(|| limits.into_iter().map(rule).collect_view());
        let line = |words: String| view! { <p class="lane-rule"><span class="tag tag-risk"><Icon name="risk"/>{words}</span></p> };
        Some(view! { {usual}{lines.into_iter().take(MOST_NAMED).map(line).collect_view()}{more} })
    }
}

/// What one for which a limit counts is called.
fn share_name(ledger: &Ledger, share: &Share) -> String {
    let name = match share {
        Share::Owner(name) => Some(name),
        Share::Client(id) => ledger.desk().client_name(*id),
        Share::Service(id) => ledger.desk().service_name(*id),
        Share::Priority(priority) => return say_dyn!("priority.", priority.code()),
    };
    name.map(ToString::to_string).unwrap_or_default()
}

/// Who takes in what is new, where the team has written that down.
fn taken_in(desk: Desk) -> Option<String> {
    let name = desk.read(Bell::Others, |ledger| entry(ledger.desk()).map(ToString::to_string));
    name.map(|name| [" ", &say!("lane.entry", name = name)].concat())
}

/// By how many a lane is over its limit.
fn over(column: Column) -> Memo<Option<usize>> {
    let (board, desk) = (use_board(), use_desk());
    Memo::new(move |_| {
        let limit = desk.read(Bell::Others, |ledger| ledger.desk().team().columns.limit(column))?;
        let all = board.sight.with(|sight| sight.total(column));
        all.checked_sub(usize::try_from(limit).ok()?).filter(|over| *over > 0)
    })
}

/// The limit of a lane, and by how much it is over.
#[component]
fn Limit(column: Column, over: Memo<Option<usize>>) -> impl IntoView {
    let desk = use_desk();
    let limit =
        Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().team().columns.limit(column)));
    move || {
        let limit = limit.get()?;
        Some(match over.get() {
            Some(n) => view! {
                <span class="tag tag-risk" title=say!("lane.limit", n = limit)><Icon name="risk"/>{say!("lane.over", n = n, limit = limit)}</span>
            }
            .into_any(),
            None => view! { <span class="muted small">{say!("lane.limit", n = limit)}</span> }.into_any(),
        })
    }
}

/// The closed requests, folded up at the foot of Done; their cards are made when they are asked for, or where a filter
/// finds nothing else.
#[component]
fn Closed(band: Option<usize>) -> impl IntoView {
    let board = use_board();
    let chosen = RwSignal::new(None::<bool>);
    let only = Memo::new(move |_| board.sight.with(Sight::is_only_closed));
    let open = Memo::new(move |_| chosen.get().unwrap_or_else(|| only.get()));
    let target =
        Memo::new(move |_| board.slot.with(|s| s.as_ref().is_some_and(|s| s.column == Stage::Closed)));
    view! {
        <section class="lane lane-foot" class:lane-target=target class:is-open=open id=section_id(Stage::Closed.into(), band)
            data-stage=Stage::Closed.code()>
            <h3 class="lane-head">
                <button type="button" aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| chosen.set(Some(!open.get_untracked()))>
                    <Icon name="down"/>{move || board.lane_name(Stage::Closed)}" "<span class="count">{count(Stage::Closed.into(), band)}</span>
                </button>
            </h3>
            {move || open.get().then(|| view! { <Rows column=Stage::Closed.into() band=band/> })}
        </section>
    }
}

/// What an empty lane is for.
pub(super) fn purpose(column: Column) -> Vec<Part> {
    match column.stage {
        _ if column.part > 0 => say_parts!("empty.added"),
        Stage::New => say_parts!("empty.new"),
        Stage::Deciding => say_parts!("empty.deciding"),
        Stage::Accepted => say_parts!("empty.accepted"),
        Stage::InProgress => say_parts!("empty.progress"),
        Stage::Waiting => say_parts!("empty.waiting"),
        Stage::Done => say_parts!("empty.done"),
        Stage::Closed => say_parts!("empty.closed"),
        Stage::Declined => say_parts!("empty.declined"),
    }
}
