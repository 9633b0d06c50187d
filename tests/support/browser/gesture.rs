//! Keys, mouse and finger.

use super::driver::wait;
use super::part::Part;
use serde_json::{Value, json};
use thirtyfour::common::command::{Actions, Command};
use thirtyfour::prelude::*;

/// What touches the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pointer {
    Mouse,
    Finger,
}

impl Part {
    /// Performs one source of actions.
    fn perform(&self, source: Value) -> Result<(), String> {
        self.session.enter(&self.window).map_err(|error| error.to_string())?;
        self.painted();
        let actions = Actions::from(json!([source]));
        wait(self.session.driver().cmd(Command::PerformActions(actions)))
            .map(drop)
            .map_err(|error| error.to_string())
    }

    fn point(&self, pointer: Pointer, actions: Vec<Value>) -> Result<(), String> {
        let (id, kind) = if pointer == Pointer::Mouse { ("mouse", "mouse") } else { ("finger", "touch") };
        self.perform(
            json!({ "type": "pointer", "id": id, "parameters": { "pointerType": kind }, "actions": actions }),
        )
    }

    /// A click at a place of the window, in CSS pixels, whatever lies there.
    #[track_caller]
    pub fn click_at(&self, x: f64, y: f64) {
        let actions = vec![
            json!({ "type": "pointerMove", "origin": "viewport", "x": x as i64, "y": y as i64 }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        self.until("click beside", || self.point(Pointer::Mouse, actions.clone()));
    }

    /// Presses a key, or several together: `Enter`, `Control+z`, `Shift+Tab`, `?`. It goes where the focus is.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let parts: Vec<&str> = match keys.strip_suffix("++") {
            Some(rest) => rest.split('+').chain(["+"]).collect(),
            None if keys == "+" => vec!["+"],
            None => keys.split('+').collect(),
        };
        let codes: Vec<String> = parts.into_iter().map(key).collect();
        let down = codes.iter().map(|code| json!({ "type": "keyDown", "value": code }));
        let up = codes.iter().rev().map(|code| json!({ "type": "keyUp", "value": code }));
        if !self.is_whole() {
            self.act("focus", |element| wait(element.focus()));
        }
        let actions: Vec<Value> = down.chain(up).collect();
        self.until("press a key on", || {
            self.perform(json!({ "type": "key", "id": "keys", "actions": actions }))
        });
    }

    /// Presses keys one after the other with the rhythm of a hand, in one go: where the page is at work, a
    /// driver that asks it something between two keys would come too late.
    #[track_caller]
    pub fn press_in_turn(&self, keys: &[&str]) {
        let each = keys.iter().flat_map(|name| {
            let [down, up] = ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key(name) }));
            [down, up, json!({ "type": "pause", "duration": 150 })]
        });
        let actions: Vec<Value> = each.collect();
        self.act("focus", |element| wait(element.focus()));
        self.until("press keys on", || {
            self.perform(json!({ "type": "key", "id": "keys", "actions": actions }))
        });
    }

    /// Gives it the focus, as the Tab key does.
    #[track_caller]
    pub fn focus(&self) {
        self.act("focus", |element| wait(element.focus()));
    }

    /// Types text where the focus is, key by key.
    #[track_caller]
    pub fn type_keys(&self, text: &str) {
        let each = text
            .chars()
            .flat_map(|c| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c.to_string() })));
        let actions: Vec<Value> = each.collect();
        self.until("type on", || self.perform(json!({ "type": "key", "id": "keys", "actions": actions })));
    }

    /// Brings it into view and says where it is: a point of its visible part, by fractions of width and height.
    fn place(&self, (across, down): (f64, f64)) -> Result<(i64, i64), String> {
        let element = self.element()?.to_json().map_err(|error| error.to_string())?;
        let script = "const e = arguments[0];
            e.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
            const r = e.getBoundingClientRect();
            const cut = (low, high, end) => [Math.max(low, 0), Math.min(high, end)];
            return [...cut(r.left, r.right, innerWidth), ...cut(r.top, r.bottom, innerHeight)]";
        let sides: Vec<f64> =
            serde_json::from_value(self.run(script, vec![element])?).map_err(|error| error.to_string())?;
        match sides[..] {
            [left, right, top, bottom] if left < right && top < bottom => {
                Ok(((left + (right - left) * across) as i64, (top + (bottom - top) * down) as i64))
            }
            _ => Err("it is out of view".into()),
        }
    }

    /// Puts the mouse over it.
    #[track_caller]
    pub fn hover(&self) {
        self.until("hover over", || self.point(Pointer::Mouse, vec![to(self.place((0.5, 0.5))?, 0)]));
    }

    /// Presses the mouse button on `what` and draws it off a little; it stays held.
    #[track_caller]
    pub fn lift(&self, what: &Part) {
        self.until(&format!("lift {} on", what.spoken()), || {
            self.point(Pointer::Mouse, grip(Pointer::Mouse, what.place((0.5, 0.5))?))
        });
    }

    /// Draws what is held over `place`.
    #[track_caller]
    pub fn draw_over(&self, place: &Part) {
        self.until(&format!("draw over {} on", place.spoken()), || {
            self.point(Pointer::Mouse, way(place.place((0.5, 0.5))?).into())
        });
    }

    /// Lets go of what is held.
    #[track_caller]
    pub fn let_go(&self) {
        self.until("let go on", || {
            self.point(Pointer::Mouse, vec![json!({ "type": "pointerUp", "button": 0 })])
        });
    }

    /// Drags `what` to the middle of `place` with the mouse.
    #[track_caller]
    pub fn drag(&self, what: &Part, place: &Part) {
        self.drag_onto(what, place, 0.5);
    }

    /// Drags with the mouse to a height of `place`: 0.1 near its upper edge, 0.9 near its lower one.
    #[track_caller]
    pub fn drag_onto(&self, what: &Part, place: &Part, down: f64) {
        self.lift(what);
        self.until(&format!("draw over {} on", place.spoken()), || {
            self.point(Pointer::Mouse, way(place.place((0.5, down))?).into())
        });
        self.let_go();
    }

    /// Holds a finger on `what`, draws it to the middle of `place`, and lifts the finger.
    #[track_caller]
    pub fn drag_by_touch(&self, what: &Part, place: &Part) {
        self.until(&format!("drag {} by touch to {} on", what.spoken(), place.spoken()), || {
            // In one go: ChromeDriver forgets a finger that rests between two commands.
            let (from, place) = (what.place((0.5, 0.5))?, place.place((0.5, 0.5))?);
            let mut actions = grip(Pointer::Finger, from);
            actions.extend(way(place));
            actions.push(json!({ "type": "pointerUp", "button": 0 }));
            self.point(Pointer::Finger, actions)
        });
    }

    /// Taps it with a finger.
    #[track_caller]
    pub fn tap(&self) {
        let down_up = ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        self.until("tap", || {
            let there = to(self.place((0.5, 0.5))?, 0);
            self.point(Pointer::Finger, [there].into_iter().chain(down_up.clone()).collect())
        });
    }
}

/// Takes hold of something and draws it off a little.
fn grip(pointer: Pointer, (x, y): (i64, i64)) -> Vec<Value> {
    let mut actions = vec![to((x, y), 0), json!({ "type": "pointerDown", "button": 0 })];
    if pointer == Pointer::Finger {
        // A long press lifts; a shorter one scrolls. This is how long the finger rests, not a wait.
        actions.push(json!({ "type": "pause", "duration": 500 }));
    }
    actions.extend([to((x + 6, y + 3), 30), to((x + 12, y + 6), 30)]);
    actions
}

/// The way to a place, its last bit slowly.
fn way((x, y): (i64, i64)) -> [Value; 2] {
    [to((x, y - 2), 150), to((x, y), 30)]
}

/// A movement of the pointer to a point of the window, in so many milliseconds.
fn to((x, y): (i64, i64), duration: u64) -> Value {
    json!({ "type": "pointerMove", "origin": "viewport", "x": x, "y": y, "duration": duration })
}

/// The code of a key by its name.
fn key(name: &str) -> String {
    let key = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Return,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Space" => return " ".into(),
        other if other.chars().count() == 1 => return other.into(),
        other => panic!("no key is called {other}"),
    };
    char::from(key).to_string()
}
