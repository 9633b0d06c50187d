//! Event listeners and timers that end when they are dropped.
//!
//! Both may be dropped from inside their own callback: the closure lives until it has returned.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// How a [`Listener`] listens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// On the way down to the target instead of up from it.
    pub capture: bool,
    /// Whether it promises not to prevent the default; none leaves it to the browser, which takes touch and
    /// wheel listeners of window and document as passive.
    pub passive: Option<bool>,
}

/// An event listener, removed on drop.
#[must_use = "the listener is removed when this is dropped"]
pub struct Listener {
    target: Option<EventTarget>,
    name: &'static str,
    capture: bool,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens to `name` at `target`.
    pub fn on(target: &EventTarget, name: &'static str, heard: impl Fn(Event) + 'static) -> Listener {
        Listener::attach(Some(target.clone()), name, Manner::default(), Box::new(heard))
    }

    /// Listens to `name` at `target` in this manner.
    pub fn with(
        target: &EventTarget,
        name: &'static str,
        manner: Manner,
        heard: impl Fn(Event) + 'static,
    ) -> Listener {
        Listener::attach(Some(target.clone()), name, manner, Box::new(heard))
    }

    /// Listens to `name` at the window.
    pub fn window(name: &'static str, heard: impl Fn(Event) + 'static) -> Listener {
        let target = web_sys::window().map(EventTarget::from);
        Listener::attach(target, name, Manner::default(), Box::new(heard))
    }

    /// Listens to `name` at the document.
    pub fn document(name: &'static str, heard: impl Fn(Event) + 'static) -> Listener {
        let target = web_sys::window().and_then(|window| window.document()).map(EventTarget::from);
        Listener::attach(target, name, Manner::default(), Box::new(heard))
    }

    fn attach(
        target: Option<EventTarget>,
        name: &'static str,
        manner: Manner,
        heard: Box<dyn Fn(Event)>,
    ) -> Listener {
        let closure = Closure::wrap(heard);
        if let Some(target) = &target {
            let options = AddEventListenerOptions::new();
            options.set_capture(manner.capture);
            if let Some(passive) = manner.passive {
                options.set_passive(passive);
            }
            // Throws only for a listener that is no function.
            let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
                name,
                closure.as_ref().unchecked_ref(),
                &options,
            );
        }
        Listener { target, name, capture: manner.capture, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(target) = &self.target {
            let _ = target.remove_event_listener_with_callback_and_bool(
                self.name,
                self.closure.as_ref().unchecked_ref(),
                self.capture,
            );
        }
    }
}

/// A timeout, cancelled on drop.
#[must_use = "the timer is cancelled when this is dropped"]
pub struct Timer {
    handle: Option<i32>,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Runs `then` once, `ms` milliseconds from now. Browsers count in 31 bits: what lies further off than
    /// 24.8 days comes after 24.8 days, so whoever waits for a moment looks at the clock again.
    pub fn after(ms: i64, then: impl FnOnce() + 'static) -> Timer {
        Timer::start(i32::try_from(ms.max(0)).unwrap_or(i32::MAX), Box::new(then))
    }

    fn start(ms: i32, then: Box<dyn FnOnce()>) -> Timer {
        let closure = Closure::once(then);
        let handle = web_sys::window().and_then(|window| {
            let call = closure.as_ref().unchecked_ref();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(call, ms).ok()
        });
        Timer { handle, _closure: closure }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(handle), Some(window)) = (self.handle, web_sys::window()) {
            window.clear_timeout_with_handle(handle);
        }
    }
}
