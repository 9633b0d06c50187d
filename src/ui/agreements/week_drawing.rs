//! A week to draw in: press and pull opens a stretch, an edge can be pulled, and a stretch pulled shut is gone.
//! The fields above say and do the same by keyboard, so the drawing is for the pointer alone.

use super::hours::WeekForm;
use super::week::{Scale, TALL, TOP, bands, column, pixels};
use super::when::two;
use crate::browser::pointer::{Rect, capture, release};
use crate::domain::calendar::{DAY, DaySpan};
use crate::domain::moves::{Hold, drawn, hold};
use crate::words::say;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// How near an edge one has to press to take hold of it, in pixels.
const NEAR: f64 = 7.0;

/// A stretch while it is drawn.
#[derive(Clone)]
struct Drawing {
    day: usize,
    before: Vec<DaySpan>,
    hold: Hold,
}

/// The whole day is there to draw in.
const SCALE: Scale = Scale { low: 0, high: DAY };

/// Where a pointer is: the day, and the minute of it.
fn place(element: &Element, ev: &PointerEvent) -> Option<(usize, f64)> {
    let rect = Rect::of(element);
    let share = 100.0 * (f64::from(ev.client_x()) - rect.left) / rect.width.max(1.0);
    let day = (share - 8.6) / 13.14;
    let minute = (f64::from(ev.client_y()) - rect.top - TOP) / TALL * f64::from(DAY);
    (0.0..7.0).contains(&day).then_some((day as usize, minute))
}

fn target(ev: &PointerEvent) -> Option<Element> {
    ev.current_target()?.dyn_into().ok()
}

/// The week, drawn and to be drawn.
#[component]
pub fn WeekDrawing(form: WeekForm) -> impl IntoView {
    let drawing = RwSignal::new(None::<Drawing>);
    let start = move |ev: PointerEvent| {
        if ev.button() != 0 {
            return;
        }
        let Some(element) = target(&ev) else { return };
        let Some((day, minute)) = place(&element, &ev) else { return };
        ev.prevent_default();
        let _ = capture(&element, ev.pointer_id());
        let before = untrack(|| form.day(day));
        let hold = hold(&before, minute, NEAR / TALL * f64::from(DAY));
        drawing.set(Some(Drawing { day, before, hold }));
    };
    let pull = move |ev: PointerEvent| {
        let Some(Drawing { day, before, hold }) = drawing.get_untracked() else { return };
        let Some(element) = target(&ev) else { return };
        let minute = (f64::from(ev.client_y()) - Rect::of(&element).top - TOP) / TALL * f64::from(DAY);
        let spans = drawn(&before, hold, minute);
        if spans != untrack(|| form.day(day)) {
            form.set_day(day, &spans);
        }
    };
    let end = move |ev: PointerEvent| {
        if let Some(element) = target(&ev) {
            release(&element, ev.pointer_id());
        }
        drawing.set(None);
    };
    // What was begun and is taken away by the browser, for scrolling, is as it was.
    let lost = move |_: PointerEvent| {
        if let Some(Drawing { day, before, .. }) = drawing.get_untracked() {
            form.set_day(day, &before);
            drawing.set(None);
        }
    };
    let marks = (0..=6).map(|n| {
        let y = SCALE.y(n * 240);
        view! {
            <line class="g" x1="6%" x2="100%" y1=pixels(y) y2=pixels(y)/>
            <text x="0" y=pixels(y + 4.0)>{two(u32::from(n) * 4)}</text>
        }
    });
    view! {
        <p class="hint">{say!("hours.drawing")}</p>
        <svg class="chart week week-draw" aria-hidden="true" on:pointerdown=start on:pointermove=pull on:pointerup=end on:pointercancel=lost>
            {marks.collect_view()}
            {move || {
                let bands = bands(&form.week().0);
                (0..7).map(|day| column(day, &bands, &SCALE)).collect_view()
            }}
        </svg>
    }
}
