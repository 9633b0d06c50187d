//! How a clock looks: its state in a word and an icon, what is left, when it is due, its meter.

use super::icon::Icon;
use crate::domain::clock::{ClockKind, ClockState, Reading};
use crate::domain::moment::{Moment, Span};
use crate::domain::timebook::Compiled;
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ledger::Ledger;
use crate::words::{say_dyn, time};
use leptos::prelude::*;

/// A clock, ready to be shown: plain texts, so that a card is drawn anew only when one of them changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Face {
    /// The state's code: `run`, `risk`, `late`, `paused`, `shut`, `met`, `breached`, `cancelled`, `none`;
    /// `over` and `piloted` for what a pilot would have counted as late and as finished late.
    pub state: &'static str,
    /// What is left or over: "1 h 40 left".
    pub left: String,
    /// When it is due: "due 14:20".
    pub due: String,
    /// What it measures: "First response".
    pub what: &'static str,
    /// More where it is needed: "Resumes Fri 09:00".
    pub note: String,
    /// The share of the target that is used, 0 to 100: in whole parts, or every clock in sight would be drawn anew at
    /// every edit, for a meter that stands where it stood.
    pub used: u8,
    /// Where the warning stands, 0 to 100; 0 for none.
    pub warn: u8,
}

impl Face {
    /// The face of a reading at `now`. Times are by the clock of the calendar's zone; where that is not
    /// `home`, the zone of the team, the due time names its place.
    pub fn of(reading: &Reading, compiled: &Compiled, now: Moment, home: Option<&str>) -> Face {
        let zone = &compiled.zone;
        let day = Some(Span::minutes(i64::from(compiled.day_minutes)));
        let state = code(reading, now);
        let local = |at: Moment| zone.to_local(at);
        let due = reading.due.map(|at| time::soon(local(at), local(now))).unwrap_or_default();
        let stopped = reading.stopped.is_some();
        let left = match (reading.target, stopped) {
            (None, _) => String::new(),
            (Some(_), true) if state == "cancelled" => String::new(),
            (Some(_), true) if reading.remaining.0 < 0 => time::span_late(-reading.remaining, day),
            (Some(_), true) => {
                say!("clock.before", span = time::length(reading.remaining, day, time::Round::Down))
            }
            (Some(_), false) => time::span_left(reading.remaining, day),
        };
        let due = match home.is_some_and(|home| home != zone.name()) {
            _ if due.is_empty() || stopped => String::new(),
            true => say!("clock.due_there", at = due, place = time::place(zone.name())),
            false => say!("clock.due", at = due),
        };
        let note = match (state, reading.resumes, reading.paused_since) {
            ("shut", Some(at), _) => say!("clock.resumes", at = time::soon(local(at), local(now))),
            ("paused", _, Some(at)) => say!("clock.paused_since", at = time::moment(local(at), local(now))),
            _ => String::new(),
        };
        let share = |counted: Span| match reading.target {
            Some(target) if target.0 > 0 => {
                (100.0 * counted.0 as f64 / target.0 as f64).clamp(0.0, 100.0).round() as u8
            }
            _ => 0,
        };
        let (used, warn) = (share(reading.elapsed), reading.warn.map_or(0, share));
        Face { state, left, due, what: what(reading.kind), note, used, warn }
    }

    /// The face of a request no agreement measures.
    pub fn none() -> Face {
        Face {
            state: "none",
            left: String::new(),
            due: String::new(),
            what: "",
            note: String::new(),
            used: 0,
            warn: 0,
        }
    }

    /// The state in words.
    pub fn word(&self) -> String {
        say_dyn!("clock.", self.state)
    }

    /// The icon of the state.
    pub fn icon(&self) -> &'static str {
        match self.state {
            "risk" => "risk",
            "late" | "breached" => "late",
            "paused" => "pause",
            "shut" => "moon",
            "met" => "ok",
            "cancelled" => "no",
            _ => "run",
        }
    }

    /// The class that colours it.
    pub fn class(&self) -> &'static str {
        match self.state {
            "risk" => "clock clock-risk",
            "late" | "breached" => "clock clock-late",
            "paused" => "clock clock-paused",
            "shut" => "clock clock-shut",
            "met" => "clock clock-ok",
            "run" => "clock clock-run",
            _ => "clock",
        }
    }
}

/// What a clock measures, in words.
pub fn what(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::FirstResponse => say!("clock.response"),
        ClockKind::Decision => say!("clock.decision"),
        ClockKind::Update => say!("clock.update"),
        ClockKind::Reply => say!("clock.reply"),
        ClockKind::Resolution => say!("clock.resolution"),
    }
}

/// A deadline by a calendar's clock with the reader's own time beside it, where the two differ:
/// "Wed 10:00 Berlin (21:00 your time)".
pub fn for_reader(ledger: &Ledger, zone: &ZoneTable, at: Moment, now: Moment) -> Option<String> {
    let zones = &ledger.ports().zones;
    let here = zones.here();
    if here == zone.name() {
        return None;
    }
    let reader = zones.table(&here, now - Span::days(366), now + Span::days(366))?;
    let seen = |zone: &ZoneTable| (zone.to_local(at), zone.to_local(now));
    let (there, own) = (seen(zone), seen(&reader));
    let seen = |(at, now), zone| time::Seen { at, now, zone };
    (there.0 != own.0).then(|| time::soon_in(seen(there, zone.name()), seen(own, reader.name())))
}

fn code(reading: &Reading, _now: Moment) -> &'static str {
    match reading.state {
        ClockState::NotApplicable => "none",
        ClockState::Running => "run",
        ClockState::AtRisk => "risk",
        ClockState::Paused => "paused",
        ClockState::OutsideHours => "shut",
        ClockState::Met => "met",
        // What a pilot measures is not late.
        ClockState::Breached if reading.pilot && reading.stopped.is_some() => "piloted",
        ClockState::Breached if reading.pilot => "over",
        ClockState::Breached if reading.stopped.is_some() => "breached",
        ClockState::Breached => "late",
        ClockState::Cancelled(_) => "cancelled",
    }
}

/// A clock as cards show it.
#[component]
pub fn ClockLine(
    /// What to show.
    #[prop(into)]
    face: Signal<Face>,
) -> impl IntoView {
    view! {
        {move || {
            let face = face.get();
            let calm = face.state == "run";
            let live = matches!(face.state, "run" | "risk" | "late" | "over" | "paused" | "shut");
            view! {
                <div class=face.class()>
                    <p class="clock-line">
                        <span class="st"><Icon name=face.icon()/><span class:sr=calm>{face.word()}</span></span>
                        <span>{face.left.clone()}</span>
                        <span class="due-at">{face.due.clone()}</span>
                    </p>
                    {live.then(|| view! { <Bar state=face.state used=face.used warn=face.warn/> })}
                    <ClockNote face=face.clone()/>
                </div>
            }
        }}
    }
}

#[component]
fn ClockNote(face: Face) -> impl IntoView {
    let text = match (face.what, face.note.as_str()) {
        ("", note) => note.to_owned(),
        (what, "") => what.to_owned(),
        (what, note) => [what, ". ", note].concat(),
    };
    (!text.is_empty()).then(|| view! { <p class="clock-note">{text}</p> })
}

/// The meter of a clock: how much of the target is used, with a notch where the warning stands.
/// The same is said in words beside it, so it is hidden from screen readers.
#[component]
pub fn Bar(
    /// The state's code.
    state: &'static str,
    /// Share used, 0 to 100.
    used: u8,
    /// Where the warning stands, 0 to 100.
    warn: u8,
) -> impl IntoView {
    let fill = match state {
        "risk" => "b-risk",
        "late" | "breached" => "b-late",
        "paused" => "b-paused",
        "met" => "b-ok",
        _ => "b-run",
    };
    let used = if matches!(state, "late" | "over") { 100 } else { used };
    let percent = |n: u8| [&n.to_string(), "%"].concat();
    let notch = warn > 0 && matches!(state, "run" | "risk" | "shut");
    view! {
        <svg class="bar" height="4" aria-hidden="true">
            <rect class="b-track" width="100%" height="4" rx="2"/>
            <rect class=fill width=percent(used) height="4" rx="2"/>
            {(state == "paused").then(|| view! {
                <rect fill="url(#hatch-paused)" x=percent(used) width=percent(100 - used) height="4" rx="2"/>
            })}
            {notch.then(|| view! { <rect class="b-surface" x=percent(warn) width="2" height="4"/> })}
        </svg>
    }
}
