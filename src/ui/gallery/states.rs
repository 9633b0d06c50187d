//! Clocks in every state, marks of priority and effect, people.

use super::{Theme, under};
use crate::domain::request::Direction;
use crate::say;
use crate::ui::parts::clock::{ClockLine, Face};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::way::Way;
use crate::words::say_dyn;
use leptos::prelude::*;

/// Every state.
pub fn states(_: Theme) -> AnyView {
    view! {
        <div class="two">{FACES.into_iter().map(clock).collect_view()}</div>
        {under(say!("parts.priorities"), marks(&[("p4", "urgent"), ("p3", "high"), ("p2", "normal"), ("p1", "low")], |code| say_dyn!("priority.", code)))}
        {under(say!("parts.effects"), marks(&[("e3", "essential"), ("e2", "useful"), ("e1", "preference")], |code| say_dyn!("effect.", code)))}
        {under(say!("parts.people"), people())}
    }
    .into_any()
}

/// The codes of the states, with the share used and the class of the card.
const FACES: [(&str, u8, &str); 9] = [
    ("run", 42, ""),
    ("risk", 83, "card-risk"),
    ("late", 100, "card-late"),
    ("paused", 60, "card-paused"),
    ("shut", 55, ""),
    ("met", 70, "card-closed"),
    ("breached", 100, "card-closed"),
    ("cancelled", 0, "card-closed"),
    ("none", 0, ""),
];

fn clock((state, used, class): (&'static str, u8, &'static str)) -> AnyView {
    let left = match state {
        "run" => say!("parts.row3_left"),
        "risk" | "paused" | "shut" => say!("parts.row2_left"),
        "late" | "breached" => say!("parts.row1_left"),
        _ => "",
    };
    let due = if matches!(state, "run" | "risk") { say!("clock.due", at = "14:20") } else { String::new() };
    let what = if state == "none" { "" } else { say!("clock.resolution") };
    let face = Face { state, left: left.to_owned(), due, what, note: String::new(), used, warn: 75 };
    view! { <div class=["card ", class].concat()><ClockLine face=Signal::stored(face)/></div> }.into_any()
}

fn marks(list: &[(&'static str, &'static str)], word: fn(&str) -> String) -> AnyView {
    let mark = |(icon, code): &(&'static str, &'static str)| {
        view! { <span class="row"><Icon name=*icon/>{word(code)}</span> }
    };
    view! { <p class="row row-5 small">{list.iter().map(mark).collect_view()}</p> }.into_any()
}

fn people() -> AnyView {
    view! {
        <p class="row row-4">
            <Way client=Signal::stored(None) direction=Signal::stored(Direction::WeServe)/>
            <Way client=Signal::stored(None) direction=Signal::stored(Direction::WeAsk)/>
        </p>
        <p class="row row-4 small">
            <span class="avatar" aria-hidden="true">"TA"</span>"Tom Aerts"
            <span class="avatar avatar-client" aria-hidden="true">"F"</span>{say!("parts.client")}
            <span class="avatar avatar-none" aria-hidden="true">"?"</span>{say!("parts.nobody")}
        </p>
    }
    .into_any()
}
