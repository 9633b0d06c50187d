//! Every part of the interface in every state, light and dark side by side: what whoever changes the style
//! sheet looks at. It is made of the same components and class names as the screens.

mod figures;
mod forms;
mod records;
mod states;

use super::desk::use_desk;
use super::notice::Notice;
use super::parts::dialog::Dialog;
use super::parts::icon::Icon;
use crate::route::Route;
use crate::say;
use leptos::prelude::*;

/// `light` or `dark`: what a section is drawn in, and part of its ids.
type Theme = &'static str;

/// The page.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head"><div><h1 tabindex="-1">{say!("parts.title")}</h1><p class="sub measure">{say!("parts.lede")}</p><p class="small"><a href=Route::Settings.href()>{say!("parts.back")}</a></p></div></div>
            {[
                twice(say!("parts.colours"), colours),
                twice(say!("parts.actions"), actions),
                twice(say!("parts.fields"), forms::fields),
                twice(say!("parts.states"), states::states),
                twice(say!("parts.said"), said),
                twice(say!("parts.figures"), figures::figures),
                twice(say!("parts.records"), records::records),
            ].into_iter().collect_view()}
        </main>
    }
}

/// A section in both themes.
fn twice(title: &'static str, section: fn(Theme) -> AnyView) -> AnyView {
    let half = |theme: Theme| {
        let heading = if theme == "light" {
            say!("parts.light", title = title)
        } else {
            say!("parts.dark", title = title)
        };
        view! { <div class="theme" data-theme=theme><h2>{heading}</h2>{section(theme)}</div> }
    };
    view! { <section class="themes" aria-label=title>{half("light")}{half("dark")}</section> }.into_any()
}

/// A part of a section under its heading.
fn under(title: &'static str, body: AnyView) -> AnyView {
    view! { <section class="stack"><h3>{title}</h3>{body}</section> }.into_any()
}

fn colours(_: Theme) -> AnyView {
    let swatch = |class: &'static str, name: &'static str, text: &'static str| {
        view! { <div class=["swatch ", class].concat()><b>{name}</b>{text}</div> }
    };
    view! {
        <div class="swatches">
            {swatch("", say!("parts.ink"), say!("parts.ink_text"))}
            {swatch("sw-ink2", say!("parts.ink2"), say!("parts.ink2_text"))}
            {swatch("sw-ink3", say!("parts.ink3"), say!("parts.ink3_text"))}
            {swatch("sw-main", say!("parts.accent"), say!("parts.accent_text"))}
            {swatch("sw-accent", say!("parts.accent_soft"), say!("parts.accent_soft_text"))}
            {swatch("sw-late", say!("clock.late"), "")}
            {swatch("sw-risk", say!("clock.risk"), "")}
            {swatch("sw-ok", say!("clock.met"), "")}
            {swatch("sw-paused", say!("clock.paused"), "")}
            {swatch("sw-shut", say!("clock.shut"), "")}
        </div>
        <div class="type-list">
            <p class="t7">{say!("parts.size7")}</p><p class="t6">{say!("parts.size6")}</p><p class="t5">{say!("parts.size5")}</p>
            <p class="t4">{say!("parts.size4")}</p><p class="t3">{say!("parts.size3")}</p><p class="t2">{say!("parts.size2")}</p>
            <p class="t1">{say!("parts.size1")}</p>
        </div>
    }
    .into_any()
}

fn buttons() -> AnyView {
    view! {
        <div class="row">
            <button class="btn btn-main" type="button"><Icon name="plus"/>{say!("board.new")}</button>
            <button class="btn btn-main is-hover" type="button">{say!("parts.hover")}</button>
            <button class="btn btn-main is-focus" type="button">{say!("parts.focus")}</button>
            <button class="btn btn-main" type="button" disabled=true>{say!("parts.off")}</button>
        </div>
        <div class="row">
            <button class="btn" type="button">{say!("parts.rest")}</button>
            <button class="btn is-hover" type="button">{say!("parts.hover")}</button>
            <button class="btn is-pressed" type="button">{say!("parts.pressed")}</button>
            <button class="btn is-focus" type="button">{say!("parts.focus")}</button>
            <button class="btn" type="button" disabled=true>{say!("parts.off")}</button>
            <button class="btn btn-quiet" type="button">{say!("parts.quiet")}</button>
            <button class="btn btn-danger" type="button">{say!("parts.remove")}</button>
            <button class="btn btn-s" type="button">{say!("parts.small")}</button>
        </div>
        <div class="row">
            <button class="icon-btn" type="button" aria-label=say!("parts.rest")><Icon name="edit"/></button>
            <button class="icon-btn is-hover" type="button" aria-label=say!("parts.hover")><Icon name="edit"/></button>
            <button class="icon-btn is-focus" type="button" aria-label=say!("parts.focus")><Icon name="edit"/></button>
            <button class="icon-btn" type="button" aria-label=say!("parts.off") disabled=true><Icon name="edit"/></button>
        </div>
    }
    .into_any()
}

fn chips() -> AnyView {
    let tag = |class: &'static str, icon: &'static str, words: &'static str| {
        view! { <span class=["tag ", class].concat()><Icon name=icon/>{words}</span> }
    };
    view! {
        <div class="chips">
            <button class="chip" type="button" aria-pressed="false">{say!("parts.filter")}" "<span class="count">"9"</span></button>
            <button class="chip" type="button" aria-pressed="true">{say!("parts.filter_on")}" "<span class="count">"4"</span></button>
        </div>
        <div class="chips">
            <span class="tag">{say!("parts.tag")}</span>
            {tag("tag-late", "late", say!("clock.late"))}
            {tag("tag-risk", "risk", say!("clock.risk"))}
            {tag("tag-ok", "ok", say!("clock.met"))}
            {tag("tag-paused", "pause", say!("clock.paused"))}
            {tag("tag-accent", "eye", say!("parts.accent_soft"))}
            <span class="tag tag-open">{say!("parts.tag_open")}</span>
        </div>
    }
    .into_any()
}

fn switches(theme: Theme) -> AnyView {
    let view_name = ["view-", theme].concat();
    let tab = RwSignal::new(1_usize);
    let board = RwSignal::new(true);
    view! {
        <div class="row row-5">
            <div class="seg" role="group" aria-label=say!("parts.switches") id=view_name>
                <button type="button" aria-pressed=move || board.get().to_string() on:click=move |_| board.set(true)><Icon name="board"/>{say!("parts.view_board")}</button>
                <button type="button" aria-pressed=move || (!board.get()).to_string() on:click=move |_| board.set(false)><Icon name="table"/>{say!("parts.view_table")}</button>
            </div>
        </div>
        <div class="tabs" role="group" aria-label=say!("parts.switches")>
            {(1..=3).map(|n| view! {
                <button type="button" aria-current=move || (tab.get() == n).then_some("true") on:click=move |_| tab.set(n)>{say!("parts.tab", n = n)}</button>
            }).collect_view()}
        </div>
    }
    .into_any()
}

fn actions(theme: Theme) -> AnyView {
    let menu = ["menu-", theme].concat();
    let (target, opener) = (menu.clone(), menu.clone());
    let asking = RwSignal::new(false);
    let entry = |icon: &'static str, words: &'static str, class: &'static str| {
        let target = target.clone();
        view! { <button class=class type="button" popovertarget=target popovertargetaction="hide"><Icon name=icon/>{words}</button> }
    };
    let entries = view! {
        {entry("swap", say!("button.move"), "")}
        {entry("edit", say!("button.edit"), "is-on")}
        <hr/>
        {entry("bin", say!("parts.remove"), "danger")}
    };
    let opens = view! {
        <div class="row">
            <button class="btn" type="button" popovertarget=opener>{say!("parts.menu_open")}<Icon name="down"/></button>
            <button class="btn" type="button" on:click=move |_| asking.set(true)>{say!("parts.dialog")}</button>
        </div>
        <div class="menu" id=menu popover="auto" role="group" aria-label=say!("parts.menu_group")><p class="group">{say!("parts.menu_group")}</p>{entries}</div>
        {move || asking.get().then(|| view! { <Question asking=asking/> })}
    };
    view! {
        {under(say!("parts.buttons"), buttons())}
        {under(say!("parts.chips"), chips())}
        {under(say!("parts.switches"), switches(theme))}
        {under(say!("parts.menu"), opens.into_any())}
    }
    .into_any()
}

#[component]
fn Question(asking: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=say!("parts.dialog_title") on_close=Callback::new(move |()| asking.set(false))>
            <p class="soft">{say!("parts.dialog_text")}</p>
            <form class="actions" method="dialog">
                <button class="btn">{say!("parts.dialog_keep")}</button>
                <button class="btn btn-main">{say!("parts.dialog_do")}</button>
            </form>
        </Dialog>
    }
}

fn said(_: Theme) -> AnyView {
    let desk = use_desk();
    let cross = || {
        view! { <button class="icon-btn" type="button" aria-label=say!("notice.close")><Icon name="x"/></button> }
    };
    let note = |class: &'static str, icon: &'static str, words: &'static str| {
        view! { <div class=["note ", class].concat()><Icon name=icon/><p>{words}</p></div> }
    };
    view! {
        <div class="row">
            <button class="btn" type="button" on:click=move |_| desk.notices().show(Notice::plain(say!("parts.notice_text")))>{say!("parts.notice")}</button>
        </div>
        <p class="toast"><span>{say!("parts.notice_text")}</span><button class="btn" type="button">{say!("button.undo")}</button></p>
        <p class="toast"><span>{say!("parts.notice_text")}</span>{cross()}</p>
        <p class="toast toast-late"><Icon name="late"/><span>{say!("parts.note_late")}</span>{cross()}</p>
        {note("", "msg", say!("parts.note_plain"))}
        {note("note-info", "info", say!("parts.note_info"))}
        {note("note-ok", "ok", say!("parts.note_ok"))}
        {note("note-risk", "risk", say!("parts.note_risk"))}
        {note("note-late", "late", say!("parts.note_late"))}
        <div class="banner"><Icon name="info"/><p>{say!("parts.banner")}</p><button class="btn btn-s" type="button">{say!("button.download")}</button></div>
        <div class="banner banner-late"><Icon name="late"/><p>{say!("parts.banner")}</p></div>
        <div class="banner banner-info"><Icon name="info"/><p>{say!("parts.banner")}</p></div>
        <div class="empty"><Icon name="doc"/><b>{say!("parts.empty")}</b><p>{say!("parts.empty_text")}</p><button class="btn btn-s" type="button">{say!("parts.empty_go")}</button></div>
    }
    .into_any()
}
