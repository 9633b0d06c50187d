//! Giving the browser its turn: to paint, to hear a click, to place a focus.

use super::{js, page};
use js_sys::Promise;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// What waits for the next animation frame.
    static NEXT: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Runs `then` in the next animation frame, when the changes of this task are in the page. All that waits for a frame
/// runs in one go: what one of them changes is drawn after the last has looked, so that the page is laid out once for
/// all of them.
pub fn after_frame(then: impl FnOnce() + 'static) {
    let first = NEXT.with_borrow_mut(|next| {
        next.push(Box::new(then));
        next.len() == 1
    });
    if !first {
        return;
    }
    let boxed: Box<dyn FnOnce()> = Box::new(|| NEXT.take().into_iter().for_each(|then| then()));
    let call = Closure::once_into_js(boxed);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(call.unchecked_ref());
    }
}

/// Runs `then` after `ms` milliseconds, whatever becomes of its caller. What belongs to a screen takes a
/// [`Timer`](super::listener::Timer) instead.
pub fn later(ms: i32, then: impl FnOnce() + 'static) {
    let boxed: Box<dyn FnOnce()> = Box::new(then);
    let call = Closure::once_into_js(boxed);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), ms);
    }
}

/// Lets the browser paint and deal with what people do; long work awaits this between its pieces, so that it
/// can be watched and cancelled. `scheduler.yield()` where there is one (a tab in the background goes on at
/// full speed with it), else a timeout of nothing.
pub async fn yield_to_browser() {
    let Some(window) = web_sys::window() else { return };
    let scheduler = js::prop(window.as_ref(), "scheduler");
    let promise = match scheduler.and_then(|scheduler| js::call(&scheduler, "yield", None)) {
        Some(promise) => Promise::resolve(&promise),
        None => Promise::new(&mut |done, _| {
            if window.set_timeout_with_callback(&done).is_err() {
                let _ = done.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }
        }),
    };
    let _ = JsFuture::from(promise).await;
}

/// Waits until something that fits `selector` has been painted, looking once a frame. A tab nobody sees has no frames:
/// there it waits until somebody does.
pub async fn until_painted(selector: &str) {
    let mut there = false;
    while !there {
        there = page::has(selector);
        let frame = Promise::new(&mut |done, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.request_animation_frame(&done);
            }
        });
        let _ = JsFuture::from(frame).await;
    }
    // The task after the frame: by then it can be seen.
    wait(0).await;
}

/// Waits for `ms` milliseconds.
pub async fn wait(ms: i32) {
    let promise = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}
