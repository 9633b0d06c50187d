//! The bars of every page: brand, desk, navigation and tools at its head; on phones five places at its foot.
//! The first screen has them before there is a desk, so they know nothing of it.

use super::parts::icon::Icon;
use crate::route::link;
use crate::say;
use leptos::prelude::*;

/// The main places: address and icon.
const PLACES: [(&str, &str); 6] = [
    (link::BOARD, "board"),
    (link::CLIENTS, "people"),
    (link::AGREEMENTS, "doc"),
    (link::SURVEY, "check"),
    (link::INSIGHTS, "chart"),
    (link::SETTINGS, "gear"),
];

/// Those that on small screens stand behind "More".
const ELSEWHERE: [usize; 2] = [3, 5];

fn word(index: usize) -> &'static str {
    match index {
        0 => say!("frame.board"),
        1 => say!("frame.clients"),
        2 => say!("frame.agreements"),
        3 => say!("frame.survey"),
        4 => say!("frame.insights"),
        _ => say!("frame.settings"),
    }
}

/// What the bars show.
pub struct Bars {
    /// Whether the place with this number is the one that is open.
    pub here: Callback<usize, bool>,
    /// The name of the desk.
    pub team: AnyView,
    /// The way to everything by a few letters.
    pub search: AnyView,
    /// What stands at the end of the head.
    pub tools: AnyView,
}

/// The head of the page, and the places at the foot on phones.
pub fn bars(bars: Bars) -> AnyView {
    let here = bars.here;
    let links = move |icons: bool| {
        let shown = move |index: &usize| !icons || !ELSEWHERE.contains(index);
        (0..PLACES.len()).filter(shown).map(|index| place_link(here, index, icons)).collect_view()
    };
    view! {
        <header class="top">
            <a class="brand" href=link::BOARD><svg viewBox="0 0 24 24" aria-hidden="true"><use href="#brand"/></svg>"Inhouse"</a>
            <a class="desk" href=link::SETTINGS>{bars.team}</a>
            <nav class="nav" aria-label=say!("frame.main")>{links(false)}</nav>
            {bars.search}
            <div class="top-tools push">{bars.tools}</div>
        </header>
        <nav class="tabbar" aria-label=say!("frame.main_small")>
            {links(true)}
            <button type="button" popovertarget="more-places" aria-current=move || ELSEWHERE.iter().any(|index| here.run(*index)).then_some("page")>
                <Icon name="more"/>{say!("frame.more")}
            </button>
            {more(here)}
        </nav>
    }
    .into_any()
}

fn place_link(here: Callback<usize, bool>, index: usize, icon: bool) -> AnyView {
    let Some((href, name)) = PLACES.get(index) else { return ().into_any() };
    view! {
        <a href=*href aria-current=move || here.run(index).then_some("page")>
            {icon.then(|| view! { <Icon name=*name/> })}{word(index)}
        </a>
    }
    .into_any()
}

/// On small screens: the places that have no room in the bar.
fn more(here: Callback<usize, bool>) -> AnyView {
    let node = NodeRef::<leptos::html::Div>::new();
    let shut = move |_| {
        if let Some(menu) = node.get_untracked() {
            // Refused only where it is shut already.
            let _ = menu.hide_popover();
        }
    };
    let further = [
        (link::SERVICES, "desk", say!("frame.services")),
        (link::POSITIONS, "flag", say!("frame.positions")),
        (link::DATA, "down2", say!("frame.data")),
    ];
    view! {
        <div class="menu" id="more-places" popover="auto" role="group" aria-label=say!("frame.more") node_ref=node on:click=shut>
            {ELSEWHERE.map(|index| place_link(here, index, true)).into_iter().collect_view()}
            {further.map(|(href, icon, words)| view! { <a href=href><Icon name=icon/>{words}</a> }).into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// From light to dark and back.
pub fn theme_button(turn: Callback<()>) -> AnyView {
    view! {
        <button class="icon-btn" type="button" aria-label=say!("frame.theme") title=say!("frame.theme") on:click=move |_| turn.run(())>
            <Icon name="theme"/>
        </button>
    }
    .into_any()
}
