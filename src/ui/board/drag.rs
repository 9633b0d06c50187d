//! Moving by a pointer: a mouse drags after six pixels, a finger after it has rested on a card for 0.3
//! seconds (a finger that moves before scrolls). A picture of the card follows the pointer, a gap shows where
//! it would go, lists scroll when the pointer nears their edge, Esc puts it back. One edit, when it is let go.

use super::ghost;
use super::order::{BoardState, Held};
use crate::browser::listener::{Listener, Manner, Timer};
use crate::browser::pace;
use crate::browser::pointer::{self, Rect};
use crate::domain::columns::Column;
use crate::domain::ident::RequestId;
use crate::ui::desk::Desk;
use leptos::html;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

/// A mouse drags after so many pixels; a finger that moves further than this does not press.
const SLACK: f64 = 6.0;
/// A finger drags after resting so many milliseconds.
const REST: i64 = 300;
/// So near an edge, in pixels, a list scrolls.
const EDGE: f64 = 56.0;
/// The fastest it scrolls, in pixels a frame.
const SPEED: f64 = 14.0;

/// A press on a card that is, or may become, a drag.
struct Press {
    id: RequestId,
    card: HtmlElement,
    pointer: i32,
    start: (f64, f64),
    at: (f64, f64),
    /// Where in the card it is held.
    grip: (f64, f64),
    ghost: Option<HtmlElement>,
    _heard: Vec<Listener>,
    _rest: Option<Timer>,
}

impl Press {
    /// Where the upper left corner of the picture belongs.
    fn corner(&self) -> (f64, f64) {
        (self.at.0 - self.grip.0, self.at.1 - self.grip.1)
    }
}

struct Inner {
    board: BoardState,
    desk: Desk,
    lanes: NodeRef<html::Div>,
    press: RefCell<Option<Press>>,
    /// Numbers the presses, so that a late frame or timer knows that its own is over.
    turn: Cell<u32>,
}

/// Dragging over the lanes of a board.
#[derive(Clone)]
pub struct Dragging(Rc<Inner>);

impl Dragging {
    /// Over these lanes.
    pub fn new(board: BoardState, desk: Desk, lanes: NodeRef<html::Div>) -> Dragging {
        let inner = Inner { board, desk, lanes, press: RefCell::default(), turn: Cell::new(0) };
        let dragging = Dragging(Rc::new(inner));
        let this = StoredValue::new_local(dragging.clone());
        let kept = StoredValue::new_local(Vec::new());
        Effect::new(move |_| {
            if let Some(lanes) = lanes.get() {
                kept.set_value(this.with_value(|this| this.listen(&lanes)));
            }
        });
        on_cleanup(move || {
            this.try_with_value(|this| this.end(false));
        });
        dragging
    }

    /// What must be heard before a press: a browser decides at the first touch whether it may scroll.
    fn listen(&self, lanes: &HtmlElement) -> Vec<Listener> {
        let (moving, menu) = (self.clone(), self.clone());
        let manner = Manner { capture: false, passive: Some(false) };
        vec![
            Listener::with(lanes, "touchmove", manner, move |event| {
                if moving.is_dragging() && event.cancelable() {
                    event.prevent_default();
                }
            }),
            // A finger that rests on a link would open the menu of the link.
            Listener::on(lanes, "contextmenu", move |event| {
                if menu.is_dragging() {
                    event.prevent_default();
                }
            }),
        ]
    }

    fn is_dragging(&self) -> bool {
        self.0.press.borrow().as_ref().is_some_and(|press| press.ghost.is_some())
    }

    /// A pointer goes down somewhere on the lanes.
    pub fn press(&self, event: &PointerEvent) {
        if event.button() != 0
            || !event.is_primary()
            || event.ctrl_key()
            || event.meta_key()
            || event.shift_key()
        {
            return;
        }
        let Some(target) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
        if matches!(target.closest("button, input, .card-link"), Ok(Some(_))) {
            return;
        }
        let card =
            target.closest(".card[data-id]").ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok());
        let Some(card) = card else { return };
        let Some(id) = card.get_attribute("data-id").and_then(|id| id.parse().ok()) else { return };
        self.end(false);
        let turn = self.0.turn.get();
        let by_touch = event.pointer_type() == "touch";
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let rect = Rect::of(&card);
        let rest = by_touch.then(|| {
            let this = self.clone();
            Timer::after(REST, move || {
                if this.0.turn.get() == turn {
                    this.begin();
                }
            })
        });
        *self.0.press.borrow_mut() = Some(Press {
            id,
            card,
            pointer: event.pointer_id(),
            start: at,
            at,
            grip: (at.0 - rect.left, at.1 - rect.top),
            ghost: None,
            _heard: self.hear(by_touch),
            _rest: rest,
        });
    }

    fn hear(&self, by_touch: bool) -> Vec<Listener> {
        let on = |name: &'static str, then: fn(&Dragging, &PointerEvent, bool)| {
            let this = self.clone();
            Listener::window(name, move |event: Event| {
                if let Ok(event) = event.dyn_into::<PointerEvent>() {
                    then(&this, &event, by_touch);
                }
            })
        };
        let this = self.clone();
        vec![
            on("pointermove", |this, event, by_touch| this.follow(event, by_touch)),
            on("pointerup", |this, event, _| this.end_own(event, true)),
            on("pointercancel", |this, event, _| this.end_own(event, false)),
            Listener::window("keydown", move |event| {
                let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
                if key.as_deref() == Some("Escape") && this.is_dragging() {
                    event.prevent_default();
                    this.end(false);
                }
            }),
        ]
    }

    fn is_own(&self, event: &PointerEvent) -> bool {
        self.0.press.borrow().as_ref().is_some_and(|press| press.pointer == event.pointer_id())
    }

    fn end_own(&self, event: &PointerEvent, drop: bool) {
        if self.is_own(event) {
            self.end(drop);
        }
    }

    fn follow(&self, event: &PointerEvent, by_touch: bool) {
        if !self.is_own(event) {
            return;
        }
        let mut far = false;
        if let Some(press) = self.0.press.borrow_mut().as_mut() {
            press.at = (f64::from(event.client_x()), f64::from(event.client_y()));
            let (x, y) = (press.at.0 - press.start.0, press.at.1 - press.start.1);
            far = press.ghost.is_none() && x.hypot(y) >= SLACK;
            if let Some(ghost) = &press.ghost {
                ghost::follow(ghost, press.corner());
            }
        }
        match (far, by_touch) {
            (true, true) => self.end(false),
            (true, false) => self.begin(),
            _ => {}
        }
    }

    /// The card is lifted off.
    fn begin(&self) {
        let started = self.0.press.borrow_mut().as_mut().and_then(|press| {
            press.ghost = Some(ghost::ghost_of(&press.card, press.corner())?);
            pointer::capture(&press.card, press.pointer);
            Some(press.id)
        });
        let Some(id) = started else { return self.end(false) };
        ghost::mark(true);
        let board = self.0.board;
        if let Some(column) = board.column_now(id) {
            let place = board.others(column, id).1.unwrap_or(0);
            board.held.set(Some(Held { id, by_keys: false, column, place }));
        }
        self.frame(self.0.turn.get());
    }

    /// Once a frame: scrolls where the pointer nears an edge, and looks where the card would go.
    fn frame(&self, turn: u32) {
        if self.0.turn.get() != turn || !self.is_dragging() {
            return;
        }
        let now = self.0.press.borrow().as_ref().map(|press| (press.id, press.at));
        if let Some((id, at)) = now {
            self.scroll(at);
            self.aim(id, at);
        }
        let this = self.clone();
        pace::after_frame(move || this.frame(turn));
    }

    fn scroll(&self, (x, y): (f64, f64)) {
        if let Some(list) = pointer::element_at(x, y, "[data-stage]")
            .and_then(|lane| lane.query_selector(":scope > .lane-cards").ok().flatten())
        {
            let rect = Rect::of(&list);
            pointer::scroll_by(&list, 0.0, pull(y, rect.top, rect.top + rect.height));
        }
        if let Some(lanes) = self.0.lanes.get_untracked() {
            let rect = Rect::of(&lanes);
            pointer::scroll_by(&lanes, pull(x, rect.left, rect.left + rect.width), 0.0);
        }
    }

    fn aim(&self, id: RequestId, (x, y): (f64, f64)) {
        let Some(lane) = pointer::element_at(x, y, "[data-stage]") else { return };
        let Some(column) = lane.get_attribute("data-stage").and_then(|code| Column::parse(&code)) else {
            return;
        };
        let board = self.0.board;
        let place = if board.has_places(column) { place_at(&lane, board, column, id, y) } else { 0 };
        let held = Held { id, by_keys: false, column, place };
        if board.held.get_untracked() != Some(held) {
            board.held.set(Some(held));
        }
    }

    /// Ends a press: lets the card go where it is, or puts it back.
    fn end(&self, drop: bool) {
        self.0.turn.set(self.0.turn.get().wrapping_add(1));
        let Some(press) = self.0.press.borrow_mut().take() else { return };
        let Some(ghost) = &press.ghost else { return };
        ghost.remove();
        ghost::mark(false);
        pointer::release(&press.card, press.pointer);
        ghost::swallow_click();
        if drop {
            self.0.board.drop_held(self.0.desk);
        } else {
            self.0.board.held.set(None);
        }
    }
}

/// How far to scroll this frame, from how near the pointer is to an edge.
fn pull(at: f64, low: f64, high: f64) -> f64 {
    let edge = EDGE.min((high - low) / 4.0).max(1.0);
    let near = |distance: f64| (1.0 - distance / edge).clamp(0.0, 1.0) * SPEED;
    near(high - at) - near(at - low)
}

/// The place among the other cards of the lane: before the first whose middle lies below the pointer.
fn place_at(lane: &Element, board: BoardState, column: Column, id: RequestId, y: f64) -> usize {
    let (others, _) = board.others(column, id);
    let Ok(rows) = lane.query_selector_all(":scope > .lane-cards > .card") else { return others.len() };
    let mut after = 0;
    for at in 0..rows.length() {
        let Some(row) = rows.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let Some(other) = row.get_attribute("data-id").and_then(|id| id.parse::<RequestId>().ok()) else {
            continue;
        };
        let Some(place) = others.iter().position(|o| *o == other) else { continue };
        if Rect::of(&row).middle() > y {
            return place;
        }
        after = place + 1;
    }
    after
}
