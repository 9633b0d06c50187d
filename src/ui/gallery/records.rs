//! What shows a record or several: boxes, facts, lists, the way through the stages, what happened, a lane, a drawer.

use super::{Theme, under};
use crate::say;
use crate::ui::parts::dialog::{close, open_when_mounted};
use crate::ui::parts::drop::DropPlace;
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::html;
use leptos::prelude::*;

/// Every one of them.
pub fn records(theme: Theme) -> AnyView {
    view! {
        {under(say!("parts.box"), boxed())}
        {under(say!("parts.checklist"), checklist(theme))}
        {under(say!("parts.steps"), steps())}
        {under(say!("parts.log"), log())}
        {under(say!("parts.month"), month())}
        {under(say!("parts.errors"), errors())}
        {under(say!("parts.file"), view! { <DropPlace on_read=Callback::new(|_| {}) text=say!("parts.file_text")/> }.into_any())}
        {under(say!("parts.keys"), keys())}
        {under(say!("parts.lane"), lane())}
        {under(say!("parts.found"), found())}
        {under(say!("parts.drawer"), drawer(theme))}
    }
    .into_any()
}

fn boxed() -> AnyView {
    view! {
        <div class="box">
            <div class="box-head"><div><b>{say!("parts.row1")}</b><p>{say!("parts.text_hint")}</p></div><button class="btn btn-s push" type="button">{say!("button.edit")}</button></div>
            <dl class="facts">
                <dt>{say!("parts.client")}</dt><dd>"Finance"</dd>
                <dt>{say!("parts.due")}</dt><dd>"14:20"</dd>
            </dl>
            <hr class="rule"/>
            <p class="def">{say!("parts.chart_text")}</p>
        </div>
    }
    .into_any()
}

fn checklist(theme: Theme) -> AnyView {
    let point = |n: usize, done: bool, words: &'static str| {
        let id = ["point-", theme, "-", &n.to_string()].concat();
        view! { <li class:is-done=done><input type="checkbox" id=id.clone() checked=done/><label class="grow" for=id>{words}</label></li> }
    };
    view! {
        <ul class="points">{point(1, true, say!("parts.one_a"))}{point(2, false, say!("parts.one_b"))}</ul>
        // The mark of a card or a row that is selected.
        <p class="row"><input class="check" type="checkbox" aria-label=say!("parts.one_of") checked=true/>{say!("parts.row1")}</p>
    }
    .into_any()
}

fn steps() -> AnyView {
    let step = |(n, code): (usize, &str)| {
        view! { <li class:is-done=n < 2 aria-current=(n == 2).then_some("step")><b>{say_dyn!("stage.", code)}</b>{(n < 3).then_some("14:20")}</li> }
    };
    let all = ["new", "deciding", "accepted", "progress", "done"].into_iter().enumerate().map(step);
    view! { <ol class="steps" aria-label=say!("parts.steps")>{all.collect_view()}</ol> }.into_any()
}

fn log() -> AnyView {
    view! {
        <ol class="log">
            <li>
                <span class="log-mark"><span class="avatar" aria-hidden="true">"TA"</span></span>
                <div class="say say-client">
                    <p class="say-head"><b>"Tom Aerts"</b><span class="tag tag-accent"><Icon name="eye"/>{say!("parts.client")}</span><span class="log-when push">"14:20"</span></p>
                    <p class="say-body">{say!("parts.text_value")}</p>
                </div>
            </li>
            <li>
                <span class="log-mark"><span class="avatar" aria-hidden="true">"TA"</span></span>
                <div class="say say-inside">
                    <p class="say-head"><b>"Tom Aerts"</b><span class="tag"><Icon name="lock"/>{say!("parts.tag")}</span><span class="log-when push">"10:05"</span></p>
                    <p class="say-body">{say!("parts.note_plain")}</p>
                </div>
            </li>
            <li><span class="log-mark"><Icon name="swap"/></span><p class="log-line"><b>"Tom Aerts"</b>" "{say!("parts.row1")}" "<span class="log-when">"09:12"</span></p></li>
        </ol>
    }
    .into_any()
}

fn month() -> AnyView {
    // Monday to Sunday: today, a hint, the choice, and a weekend that is shut.
    let day = |n: u8| {
        let class = match n {
            9 => "is-today",
            11 => "is-hint",
            14 | 15 => "is-shut",
            _ => "",
        };
        view! { <td aria-selected=(n == 12).to_string()><button type="button" class=class>{n}</button></td> }
    };
    view! {
        <div class="cal"><table role="grid" aria-label=say!("parts.month")>
            <tbody><tr>{(9..=15).map(day).collect_view()}</tr></tbody>
        </table></div>
    }
    .into_any()
}

fn errors() -> AnyView {
    let line = |n: u8, words: &'static str| {
        view! { <li><b>{say!("parts.line", n = n)}</b><span>{words}</span></li> }
    };
    view! { <ol class="errors" tabindex="0" aria-label=say!("parts.errors")>{line(12, say!("parts.wrong_fault"))}{line(48, say!("parts.note_late"))}</ol> }
        .into_any()
}

fn keys() -> AnyView {
    view! {
        <dl class="keylist">
            <dt><span class="row"><kbd>"G"</kbd><kbd>"B"</kbd></span></dt><dd>{say!("parts.view_board")}</dd>
            <dt><span class="row"><kbd>"Esc"</kbd></span></dt><dd>{say!("parts.quiet")}</dd>
        </dl>
    }
    .into_any()
}

fn lane() -> AnyView {
    let card = |class: &'static str, title: &'static str| {
        view! { <li class=["card", class].concat()><p class="card-head"><span class="small soft">"Finance"</span></p><p class="card-title">{title}</p></li> }
    };
    view! {
        <div class="lane lane-target lane-over">
            <div class="lane-head"><h4>{say_dyn!("stage.", "progress")}</h4><span class="count">"3"</span></div>
            <p class="lane-rule"><Icon name="play"/>{say!("parts.view_board")}</p>
            <ul class="lane-cards">
                {card("", say!("parts.row1"))}
                {card(" is-on", say!("parts.row2"))}
                {card(" card-lifted", say!("parts.row3"))}
                <li class="card-slot" aria-hidden="true">{say!("parts.tab", n = 3)}</li>
            </ul>
        </div>
    }
    .into_any()
}

fn found() -> AnyView {
    let option = |on: bool, icon: &'static str, words: &'static str| {
        view! { <div role="option" aria-selected=on.to_string()><Icon name=icon/><span>{words}</span><span class="palette-end">"14:20"</span></div> }
    };
    view! {
        <div class="palette-list box" role="listbox" aria-label=say!("parts.found")>
            {option(true, "right", say!("parts.row1"))}
            {option(false, "plus", say!("parts.row2"))}
        </div>
    }
    .into_any()
}

fn drawer(theme: Theme) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <div class="row"><button class="btn" type="button" on:click=move |_| open.set(true)>{say!("parts.drawer_open")}</button></div>
        {move || open.get().then(|| view! { <Drawer theme=theme open=open/> })}
    }
    .into_any()
}

#[component]
fn Drawer(theme: Theme, open: RwSignal<bool>) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    open_when_mounted(node);
    let id = ["drawer-", theme].concat();
    view! {
        <dialog class="drawer" aria-labelledby=id.clone() node_ref=node closedby="any" on:close=move |_| open.set(false)>
            <div class="sheet-top">
                <button class="icon-btn" type="button" aria-label=say!("button.close") on:click=move |_| close(node)><Icon name="x"/></button>
                <span class="soft">"PEO-226"</span>
            </div>
            <header class="sheet-head"><h2 id=id.clone() tabindex="-1">{say!("parts.row1")}</h2></header>
            <div class="sheet-cols"><p class="measure">{say!("parts.dialog_text")}</p><aside class="stack" aria-label=say!("parts.box")>{boxed()}</aside></div>
        </dialog>
    }
}
