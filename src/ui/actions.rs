//! What one can do from anywhere, in one list: its name, its keys, where it is there, what it does. The
//! keys themselves, the list of keys under `?`, the palette under Ctrl/⌘-K and the hints on buttons all
//! read it, so that none of them can say something else than the others.
//!
//! Rules of keys:
//! 1. A key without Ctrl or ⌘ works only where nothing is typed and nothing stands over the page, and can
//!    be switched off on this device (`keys` = `off`): it may be in the way of speech input (WCAG 2.2,
//!    2.1.4 Character Key Shortcuts).
//! 2. "G, then a letter" goes to a place; the letter has to follow within two seconds.
//! 3. Undo and redo leave fields alone: there the browser's own belong to what is typed.

pub mod deciding;
pub mod request;

use super::desk::{Desk, use_desk};
use super::frame::{is_typing, leave_sample, turn_theme};
use super::{Place, SAMPLE, go, later, use_place};
use crate::browser::listener::Listener;
use crate::browser::{focus, page};
use crate::domain::request::{PauseReason, Stage};
use crate::route::{Counted, Route};
use crate::words::{say, say_dyn};
use leptos::prelude::*;
use request::{Deed, When, meant};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// How an action is called by keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keys {
    /// Not at all.
    None,
    /// One key.
    One(&'static str),
    /// G, then this letter.
    Go(&'static str),
    /// With Ctrl or ⌘.
    Command(&'static str),
    /// With Ctrl or ⌘ and the shift key.
    ShiftCommand(&'static str),
}

/// What an action does.
enum Does {
    /// Goes to a screen.
    Visit(Route),
    /// Something with the requests that are meant.
    Deed(Deed),
    /// Something with the request that is looked at while deciding.
    Decide,
    /// Goes to a screen, and there presses or focuses what this selector finds ([`focus::press_when_there`]).
    Press(Route, &'static str),
    /// Something else.
    Run(fn(Desk, Place)),
}

/// Where an action is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    /// Everywhere.
    Always,
    /// Once there is a desk.
    Desk,
    /// On the board.
    Board,
    /// In one's own desk.
    Own,
    /// In the sample desk.
    Sample,
    /// While deciding.
    Deciding,
    /// Where requests are meant: one is open, or some are selected.
    Request(When),
}

/// Something one can do.
pub struct Action {
    /// Its lasting name; the key of its sentence below `action.`.
    pub code: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its keys.
    pub keys: Keys,
    there: There,
    does: Does,
}

const fn visit(code: &'static str, icon: &'static str, keys: Keys, to: Route) -> Action {
    Action { code, icon, keys, there: There::Desk, does: Does::Visit(to) }
}

const fn run(
    code: &'static str,
    icon: &'static str,
    keys: Keys,
    there: There,
    does: fn(Desk, Place),
) -> Action {
    Action { code, icon, keys, there, does: Does::Run(does) }
}

const fn with(code: &'static str, icon: &'static str, when: When, deed: Deed) -> Action {
    Action { code, icon, keys: Keys::None, there: There::Request(when), does: Does::Deed(deed) }
}

const fn press(code: &'static str, icon: &'static str, on: Route, what: &'static str) -> Action {
    Action { code, icon, keys: Keys::None, there: There::Desk, does: Does::Press(on, what) }
}

/// What a button or a field of an open request is for.
const fn within(code: &'static str, icon: &'static str, what: &'static str) -> Action {
    with(code, icon, When::Any, Deed::Press(what))
}

const fn to(code: &'static str, stage: Stage) -> Action {
    with(code, "swap", When::Elsewhere(stage), Deed::Move(stage))
}

const fn wait(code: &'static str, reason: PauseReason) -> Action {
    with(code, "pause", When::WaitsNotFor(reason), Deed::Pause(reason))
}

const fn decide(code: &'static str, icon: &'static str, keys: Keys) -> Action {
    Action { code, icon, keys, there: There::Deciding, does: Does::Decide }
}

/// Everything one can do from anywhere, in the order in which it is offered.
pub static ACTIONS: &[Action] = &[
    with("seen", "eye", When::Open, Deed::Seen),
    to("to.new", Stage::New),
    to("to.deciding", Stage::Deciding),
    to("to.accepted", Stage::Accepted),
    to("to.progress", Stage::InProgress),
    to("to.waiting", Stage::Waiting),
    to("to.done", Stage::Done),
    to("to.closed", Stage::Closed),
    with("decline", "no", When::Open, Deed::Form),
    with("update", "msg", When::Any, Deed::Form),
    with("resume", "play", When::Waits, Deed::Resume),
    with("again", "undo", When::Again, Deed::Form),
    with("move", "swap", When::Any, Deed::FormOfMany),
    with("assign", "people", When::Any, Deed::Form),
    with("label", "edit", When::Any, Deed::Form),
    with("client", "people", When::Any, Deed::Form),
    with("priority", "p3", When::Any, Deed::Form),
    with("blocked", "no", When::Open, Deed::Form),
    with("risk", "risk", When::Open, Deed::Form),
    with("agreed", "cal", When::Open, Deed::Form),
    with("escalated", "up2", When::Open, Deed::Form),
    wait("wait.team", PauseReason::OtherTeam),
    wait("wait.supplier", PauseReason::Supplier),
    wait("wait.other", PauseReason::Other),
    with("withdrawn", "undo", When::Open, Deed::Form),
    with("merge", "link", When::Open, Deed::Form),
    with("complained", "msg", When::Any, Deed::Form),
    with("duplicate", "copy", When::Any, Deed::Duplicate),
    within("promise", "flag", "[data-does=promise]:not([hidden])"),
    within("delay", "msg", "[data-does=delay]:not([hidden])"),
    within("scope", "swap", "[data-does=scope]"),
    within("chased", "msg", "[data-does=chased]"),
    within("talked", "people", "[data-does=talked]"),
    within("asked", "msg", "[data-does=asked]"),
    within("restated", "edit", "[data-does=restated]"),
    within("tied", "link", "[data-does=tied]"),
    with("defer", "pause", When::Open, Deed::Form),
    within("title", "edit", "[data-does=title]:not([hidden])"),
    within("text", "edit", "[data-does=text]"),
    within("purpose", "edit", "[data-does=purpose]"),
    within("service", "edit", "[aria-labelledby=fact-service]"),
    within("copy", "copy", "[data-does=copy]"),
    within("contributor", "people", ".contributors input"),
    within("confirmed", "check", "[data-does=confirmed]"),
    within("rated", "check", "[data-does=rated]"),
    within("benefit", "chart", "[data-does=benefit]"),
    within("thanked", "check", "[data-does=thanked]"),
    with("archive", "doc", When::Unfiled, Deed::Archive(true)),
    with("unarchive", "doc", When::Filed, Deed::Archive(false)),
    with("remove", "bin", When::Any, Deed::Form),
    visit("new", "plus", Keys::One("n"), Route::NewRequest),
    run("quick", "plus", Keys::One("q"), There::Board, |_, _| {
        focus::focus_first_soon("main .quick input");
    }),
    run("find", "search", Keys::One("/"), There::Board, |_, _| {
        focus::focus_first_soon("main input[type=search]");
    }),
    visit("board", "board", Keys::Go("b"), Route::Board),
    visit("triage", "swap", Keys::Go("t"), Route::Triage(None)),
    decide("triage.next", "right", Keys::One("j")),
    decide("triage.previous", "left", Keys::One("k")),
    decide("triage.accept", "check", Keys::One("y")),
    decide("triage.decline", "no", Keys::One("d")),
    decide("triage.later", "pause", Keys::One("l")),
    decide("triage.ask", "msg", Keys::One("r")),
    decide("triage.same", "link", Keys::None),
    visit("rules", "flag", Keys::Go("r"), Route::Rules),
    visit("clients", "people", Keys::Go("c"), Route::Clients),
    visit("agreements", "doc", Keys::Go("a"), Route::Agreements),
    visit("survey", "check", Keys::Go("s"), Route::Survey),
    visit("insights", "chart", Keys::Go("i"), Route::Insights(Counted::ALL)),
    visit("settings", "gear", Keys::Go("e"), Route::Settings),
    visit("services", "desk", Keys::Go("v"), Route::Services),
    visit("positions", "flag", Keys::Go("p"), Route::Positions),
    visit("templates", "copy", Keys::Go("w"), Route::Templates),
    Action {
        code: "data",
        icon: "down2",
        keys: Keys::Go("d"),
        there: There::Always,
        does: Does::Visit(Route::Data),
    },
    visit("agreement.new", "doc", Keys::None, Route::NewAgreement),
    Action {
        code: "import",
        icon: "table",
        keys: Keys::None,
        there: There::Always,
        does: Does::Visit(Route::Import),
    },
    press("client.new", "people", Route::Clients, "main .add-row input"),
    press("survey.new", "check", Route::Survey, "[aria-labelledby=open-run] input"),
    press("hours.new", "cal", Route::Agreements, "[data-does='hours.new']"),
    press("form.board", "board", Route::Board, "[data-does='form.board']"),
    press("form.table", "table", Route::Board, "[data-does='form.table']"),
    press("form.calendar", "cal", Route::Board, "[data-does='form.calendar']"),
    press("columns", "gear", Route::Board, "[data-does=columns]"),
    press("select", "check", Route::Board, "[data-does=select]"),
    Action {
        code: "view.save",
        icon: "eye",
        keys: Keys::None,
        there: There::Board,
        does: Does::Press(Route::Board, "[data-does='view.save']"),
    },
    press("csv", "table", Route::Data, "[data-does=csv]:enabled"),
    press("redact", "people", Route::Data, "[data-does=redact]:enabled"),
    press("restore", "undo", Route::Data, ".drop input"),
    press("pack", "doc", Route::Data, "[data-does=pack]:enabled"),
    press("purge", "bin", Route::Data, "[data-does=purge]:enabled"),
    press("wipe", "bin", Route::Data, "[data-does=wipe]"),
    press("density", "gear", Route::Settings, "[data-choice=density] [aria-pressed=true]"),
    press("contrast", "theme", Route::Settings, "[data-choice=contrast] [aria-pressed=true]"),
    press("notices", "msg", Route::Settings, "[data-choice=notices] [aria-pressed=true]"),
    run("backup", "down2", Keys::None, There::Desk, |desk, _| super::data::download_backup(desk)),
    run("undo", "undo", Keys::Command("z"), There::Desk, |desk, _| desk.undo()),
    run("redo", "redo", Keys::ShiftCommand("z"), There::Desk, |desk, _| desk.redo()),
    run("theme", "theme", Keys::None, There::Always, |desk, _| turn_theme(desk)),
    run("print", "print", Keys::None, There::Desk, |_, _| {
        page::print();
    }),
    run("sample", "eye", Keys::None, There::Own, |desk, _| later::open_sample(desk)),
    run("sample.leave", "eye", Keys::None, There::Sample, |desk, _| leave_sample(desk)),
    visit("parts", "info", Keys::None, Route::Parts),
    run("keys", "help", Keys::One("?"), There::Always, |_, _| open_over(Over::Keys)),
    run("palette", "search", Keys::Command("k"), There::Desk, |_, _| open_over(Over::Palette)),
    run("keys.off", "help", Keys::None, There::Always, |desk, _| set_single_keys(desk, !single_keys(desk))),
    run("reload", "redo", Keys::None, There::Always, |_, _| page::reload()),
];

impl Action {
    /// What it is called.
    pub fn name(&self) -> String {
        say_dyn!("action.", self.code)
    }

    /// True where it is to be found, even where it cannot be done now.
    fn is_offered(&self, desk: Desk, place: Place) -> bool {
        let set_up = || desk.peek(|ledger| ledger.desk().is_set_up());
        let in_sample = || desk.here().get("space").as_deref() == Some(SAMPLE);
        let fits = match self.there {
            There::Always => true,
            There::Desk => set_up(),
            There::Board => place.now().view().is_some() && set_up(),
            There::Deciding => deciding::here().is_some() && set_up(),
            There::Own => !in_sample(),
            There::Sample => in_sample(),
            There::Request(_) => !meant(desk, place).is_empty(),
        };
        fits && match &self.does {
            Does::Visit(route) => place.now() != *route,
            Does::Deed(Deed::FormOfMany) => !matches!(place.now(), Route::Request(_)),
            Does::Deed(Deed::Press(what)) => matches!(place.now(), Route::Request(_)) && page::has(what),
            Does::Press(on, what) => !is_at(place, on) || page::has(what),
            Does::Deed(_) | Does::Decide | Does::Run(_) => true,
        }
    }

    /// Why it cannot be done now with the requests that are meant, or with the one that is looked at.
    pub fn why_not(&self, desk: Desk, place: Place) -> Option<&'static str> {
        match (self.there, &self.does) {
            (There::Request(when), Does::Deed(deed)) => request::why_not(when, *deed, self.code, desk, place),
            (There::Deciding, _) => deciding::why_not(self.code, desk),
            _ => None,
        }
    }

    /// True where it can be done now.
    pub fn is_there(&self, desk: Desk, place: Place) -> bool {
        self.is_offered(desk, place) && self.why_not(desk, place).is_none()
    }

    /// Why it cannot be done here now; none where it can, or is not to be found here at all.
    pub fn is_shut(&self, desk: Desk, place: Place) -> Option<&'static str> {
        self.why_not(desk, place).filter(|_| self.is_offered(desk, place))
    }

    /// True for what is done to the requests that are meant.
    pub fn is_about_request(&self) -> bool {
        matches!(self.there, There::Request(_))
    }

    /// Does it.
    pub fn run(&self, desk: Desk, place: Place) {
        let board = place.board();
        match &self.does {
            Does::Visit(route) => go(route),
            Does::Deed(deed) => request::act(*deed, self.code, desk, place),
            Does::Decide => deciding::act(self.code, desk),
            Does::Press(on, what) => {
                if !is_at(place, on) {
                    go(if *on == Route::Board { &board } else { on });
                }
                focus::press_when_there(what);
            }
            Does::Run(does) => does(desk, place),
        }
    }

    /// Its keys as they stand on them: "G", "B". Empty where it has none, or none that works.
    pub fn caps(&self, desk: Desk) -> Vec<&'static str> {
        let single = single_keys(desk);
        let command = if page::is_apple() { "⌘" } else { "Ctrl" };
        match self.keys {
            Keys::One(key) if single => vec![cap(key)],
            Keys::Go(key) if single => vec!["G", cap(key)],
            Keys::Command(key) => vec![command, cap(key)],
            Keys::ShiftCommand(key) => vec![command, say!("keys.shift"), cap(key)],
            _ => Vec::new(),
        }
    }

    /// Its keys for `aria-keyshortcuts`.
    pub fn aria(&self, desk: Desk) -> Option<String> {
        match self.keys {
            Keys::One(key) if single_keys(desk) => Some(key.to_owned()),
            Keys::Command(key) => Some(["Control+", key, " Meta+", key].concat()),
            Keys::ShiftCommand(key) => Some(["Control+Shift+", key, " Meta+Shift+", key].concat()),
            _ => None,
        }
    }
}

/// Whether this screen is shown; the board in each of its views.
fn is_at(place: Place, screen: &Route) -> bool {
    if *screen == Route::Board { place.now().view().is_some() } else { place.now() == *screen }
}

/// The cap of a key.
fn cap(key: &'static str) -> &'static str {
    const CAPS: [(&str, &str); 20] = [
        ("a", "A"),
        ("b", "B"),
        ("c", "C"),
        ("d", "D"),
        ("e", "E"),
        ("i", "I"),
        ("k", "K"),
        ("n", "N"),
        ("p", "P"),
        ("s", "S"),
        ("v", "V"),
        ("z", "Z"),
        ("m", "M"),
        ("t", "T"),
        ("j", "J"),
        ("y", "Y"),
        ("l", "L"),
        ("r", "R"),
        ("q", "Q"),
        ("w", "W"),
    ];
    CAPS.iter().find(|(lower, _)| *lower == key).map_or(key, |(_, upper)| upper)
}

/// The action of this code.
pub fn action(code: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.code == code)
}

/// Keys as small caps beside a name; hidden from screen readers, which hear `aria-keyshortcuts`.
pub fn caps_view(caps: Vec<&'static str>) -> AnyView {
    caps.into_iter().map(|cap| view! { <kbd aria-hidden="true">{cap}</kbd> }).collect_view().into_any()
}

/// The keys of an action, for a button that does it.
pub fn keys_of(code: &str, desk: Desk) -> Vec<&'static str> {
    action(code).map(|action| action.caps(desk)).unwrap_or_default()
}

/// Whether single keys work on this device.
pub fn single_keys(desk: Desk) -> bool {
    desk.here().get("keys").as_deref() != Some("off")
}

/// Switches single keys on or off on this device.
pub fn set_single_keys(desk: Desk, on: bool) {
    desk.here().set("keys", (!on).then_some("off"));
}

/// What may stand over any page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// The list of keys.
    Keys,
    /// The palette.
    Palette,
}

thread_local! {
    // One page, one of these: so that an action is a plain function and needs no context to open it.
    static OVER: Cell<Option<RwSignal<Over>>> = const { Cell::new(None) };
}

/// Opens one of them.
pub fn open_over(what: Over) {
    if let Some(over) = OVER.get() {
        over.set(what);
    }
}

/// What stands over any page: the list of keys, the palette. And the keys that work on every page.
#[component]
pub fn Overlay() -> impl IntoView {
    let desk = use_desk();
    let over = RwSignal::new(Over::Nothing);
    OVER.set(Some(over));
    listen();
    move || match over.get() {
        Over::Nothing => ().into_any(),
        Over::Keys => later::over(desk, later::keys, move || over.set(Over::Nothing)),
        Over::Palette => later::over(desk, later::palette, move || over.set(Over::Nothing)),
    }
}

/// Hears the keys of all actions.
fn listen() {
    let (desk, place) = (use_desk(), use_place());
    let going = Cell::new(f64::NEG_INFINITY);
    let listener = Listener::window("keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.is_composing() || event.repeat() {
            return;
        }
        let Some(action) = called(&event, desk, &going) else { return };
        if is_free(action) && action.is_offered(desk, place) {
            event.prevent_default();
            request::press(action.code, desk, place);
        }
    });
    // It listens as long as the page lives.
    std::mem::forget(listener);
}

/// The action a key calls. `going` is when G was pressed last.
fn called(event: &KeyboardEvent, desk: Desk, going: &Cell<f64>) -> Option<&'static Action> {
    let key = event.key().to_lowercase();
    let typing = is_typing(event);
    let by = |keys: &dyn Fn(Keys) -> bool| ACTIONS.iter().find(|action| keys(action.keys));
    if event.alt_key() {
        return None;
    }
    if event.ctrl_key() || event.meta_key() {
        return match (key.as_str(), event.shift_key()) {
            ("z" | "y", _) if typing => None,
            ("z", true) | ("y", false) => action("redo"),
            (key, false) => by(&|keys| matches!(keys, Keys::Command(known) if known == key)),
            _ => None,
        };
    }
    if typing || !single_keys(desk) || event.shift_key() && key != "?" && key != "/" {
        return None;
    }
    let since = event.time_stamp() - going.replace(f64::NEG_INFINITY);
    if since < GO_WITHIN_MS {
        return by(&|keys| matches!(keys, Keys::Go(letter) if letter == key));
    }
    if key == "g" {
        going.set(event.time_stamp());
        return None;
    }
    by(&|keys| matches!(keys, Keys::One(one) if one == key))
}

/// So long the letter may come after G, in milliseconds.
const GO_WITHIN_MS: f64 = 2_000.0;

/// True when nothing is in the way of an action: what is half done on the page stays as it is. A request
/// over the board may be left for the palette, a form may not.
fn is_free(action: &Action) -> bool {
    let blocked = match action.code {
        "undo" | "redo" => "",
        "palette" => "dialog.dialog:modal, .card-lifted",
        _ => "dialog:modal, .card-lifted",
    };
    blocked.is_empty() || !page::has(blocked)
}

/// What the requests that are meant are called together: a reference, or how many are selected; none where none is meant.
pub fn meant_words(desk: Desk, place: Place) -> Option<String> {
    match meant(desk, place).as_slice() {
        [] => None,
        [id] => desk.peek(|ledger| ledger.desk().request(*id).map(|request| request.reference.to_string())),
        several => Some(say!("palette.selected", n = several.len())),
    }
}
