//! The safe log in IndexedDB: what an edit stored, noted where the browser writes it to disk at once.
//!
//! localStorage is written to disk some seconds late (measured in Chromium: a killed browser lost two to seven
//! seconds, each time), a transaction with `durability: "strict"` that has reported `complete` never was
//! (Indexed Database API 3.0, 2.7.1 "transaction durability hint"). One note is one transaction; its key is
//! `[space, moment, tab, number]`, so that a space can be forgotten and old notes dropped by a range.

use super::database::{self, finished};
use super::js;
use crate::domain::moment::{Moment, Span};
use crate::store::ports::SafeLog;
use js_sys::{Array, Function, Object, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransaction};

const BASE: &str = "inhouse";
const NOTES: &str = "notes";
/// How long a note is of use: localStorage is on disk long before.
const USEFUL: Span = Span::minutes(30);
/// Old notes are dropped after this many new ones.
const BETWEEN_SWEEPS: u32 = 200;
/// How long the start waits for the log, in milliseconds: without it the desk still opens.
const PATIENCE: i32 = 1_500;

/// How safe what was done is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safety {
    /// It is on the disk.
    Safe,
    /// It is on its way there.
    Writing,
    /// It is in localStorage alone: the browser writes that to the disk when it likes.
    Plain,
}

type Heard = Box<dyn Fn(Safety)>;
type Settle = Closure<dyn Fn(Event)>;

struct Inner {
    base: Option<IdbDatabase>,
    tab: f64,
    number: Cell<u32>,
    waiting: Cell<u32>,
    failed: Cell<bool>,
    heard: RefCell<Option<Heard>>,
    done: RefCell<Option<Settle>>,
    broken: RefCell<Option<Settle>>,
}

/// The log. Without IndexedDB (some frames and private windows refuse it) it notes nothing and says so.
#[derive(Clone)]
pub struct IndexedLog(Rc<Inner>);

impl IndexedLog {
    /// Opens the log; waits no longer than a moment for it. `random` tells the tabs apart.
    pub async fn open(random: u32) -> IndexedLog {
        let base = open_base().await;
        let log = IndexedLog(Rc::new(Inner {
            base,
            tab: f64::from(random),
            number: Cell::new(0),
            waiting: Cell::new(0),
            failed: Cell::new(false),
            heard: RefCell::new(None),
            done: RefCell::new(None),
            broken: RefCell::new(None),
        }));
        let settle = |well: bool| {
            let inner = Rc::downgrade(&log.0);
            Closure::<dyn Fn(Event)>::new(move |_| {
                if let Some(inner) = inner.upgrade() {
                    inner.settled(well);
                }
            })
        };
        *log.0.done.borrow_mut() = Some(settle(true));
        *log.0.broken.borrow_mut() = Some(settle(false));
        log
    }

    /// How safe everything done so far is.
    pub fn safety(&self) -> Safety {
        self.0.safety()
    }

    /// Tells `heard` of every change of [`Self::safety`].
    pub fn on_change(&self, heard: impl Fn(Safety) + 'static) {
        *self.0.heard.borrow_mut() = Some(Box::new(heard));
    }

    /// What was noted of a space and may be of use, oldest first. `now` decides what is too old.
    pub async fn noted(&self, space: &str, now: Moment) -> Vec<(Moment, String)> {
        let Some(store) = self.0.store("readonly") else { return Vec::new() };
        let Some(range) = range(space, None) else { return Vec::new() };
        let Ok(request) = store.get_all_with_key(&range) else { return Vec::new() };
        let Some(all) = finished(&request, Some(PATIENCE)).await else { return Vec::new() };
        let notes = Array::from(&all);
        let read = |note: JsValue| {
            let note: Array = note.dyn_into().ok()?;
            Some((Moment(note.get(0).as_f64()? as i64), note.get(1).as_string()?))
        };
        let useful = |note: &(Moment, String)| now.since(note.0) <= USEFUL;
        let found = notes.iter().filter_map(read).filter(useful).collect();
        self.0.sweep(space, now);
        found
    }
}

impl SafeLog for IndexedLog {
    fn append(&self, space: &str, at: Moment, batch: &str) {
        let inner = &self.0;
        let number = inner.number.get().wrapping_add(1);
        inner.number.set(number);
        let Some(store) = inner.store("readwrite") else { return inner.fail() };
        let key: [JsValue; 4] = [space.into(), (at.0 as f64).into(), inner.tab.into(), number.into()];
        let note: [JsValue; 2] = [(at.0 as f64).into(), batch.into()];
        let (key, note): (Array, Array) = (key.iter().collect(), note.iter().collect());
        if store.put_with_key(&note, &key).is_err() {
            return inner.fail();
        }
        inner.watch(&store.transaction());
        if number.is_multiple_of(BETWEEN_SWEEPS) {
            inner.sweep(space, at);
        }
    }

    fn clear(&self, space: &str) {
        let Some(store) = self.0.store("readwrite") else { return };
        if let Some(range) = range(space, None) {
            // If it fails, what it holds is void by the mark the ledger keeps.
            let _ = store.delete(&range);
        }
    }
}

impl Inner {
    fn store(&self, mode: &str) -> Option<IdbObjectStore> {
        let base = self.base.as_ref()?;
        // By name: web-sys holds the options of a transaction back as unstable. Browsers without them pass them over.
        let open: Function = js::prop(base.as_ref(), "transaction")?.dyn_into().ok()?;
        let options = Object::new();
        js::set(options.as_ref(), "durability", "strict");
        let transaction = open.call3(base.as_ref(), &NOTES.into(), &mode.into(), options.as_ref());
        transaction.ok()?.dyn_into::<IdbTransaction>().ok()?.object_store(NOTES).ok()
    }

    fn watch(&self, transaction: &IdbTransaction) {
        self.waiting.set(self.waiting.get() + 1);
        if let Some(done) = self.done.borrow().as_ref() {
            transaction.set_oncomplete(Some(done.as_ref().unchecked_ref()));
        }
        if let Some(broken) = self.broken.borrow().as_ref() {
            transaction.set_onabort(Some(broken.as_ref().unchecked_ref()));
        }
        self.tell();
    }

    fn settled(&self, well: bool) {
        self.waiting.set(self.waiting.get().saturating_sub(1));
        self.failed.set(!well);
        self.tell();
    }

    fn fail(&self) {
        self.failed.set(true);
        self.tell();
    }

    fn safety(&self) -> Safety {
        match (self.base.is_none() || self.failed.get(), self.waiting.get()) {
            (true, _) => Safety::Plain,
            (false, 0) => Safety::Safe,
            (false, _) => Safety::Writing,
        }
    }

    fn tell(&self) {
        if let Some(heard) = self.heard.borrow().as_ref() {
            heard(self.safety());
        }
    }

    fn sweep(&self, space: &str, now: Moment) {
        let before = Moment(now.0 - USEFUL.0);
        if let (Some(store), Some(range)) = (self.store("readwrite"), range(space, Some(before))) {
            // What stays is swept the next time.
            let _ = store.delete(&range);
        }
    }
}

/// Whether there is a log at all on this device. True also where the browser does not tell.
pub async fn may_hold() -> bool {
    let Some(bases) = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()) else {
        return false;
    };
    let Some(listed) = js::call(bases.as_ref(), "databases", None) else { return true };
    match JsFuture::from(Promise::resolve(&listed)).await {
        Ok(all) => Array::from(&all).iter().any(|base| js::text(&base, "name").as_deref() == Some(BASE)),
        Err(_) => true,
    }
}

/// All keys of a space, or those before a moment. An empty array sorts behind every number.
fn range(space: &str, before: Option<Moment>) -> Option<IdbKeyRange> {
    let from: Array = [JsValue::from_str(space)].iter().collect();
    let end = before.map_or_else(|| Array::new().into(), |before| JsValue::from_f64(before.0 as f64));
    let to: Array = [JsValue::from_str(space), end].iter().collect();
    IdbKeyRange::bound(&from, &to).ok()
}

async fn open_base() -> Option<IdbDatabase> {
    let base = database::open(BASE, NOTES, Some(PATIENCE)).await?;
    // A later program may want another shape of the log: it is not kept waiting for this page.
    let close = Closure::<dyn Fn()>::new({
        let base = base.clone();
        move || base.close()
    });
    base.set_onversionchange(Some(close.as_ref().unchecked_ref()));
    close.forget();
    Some(base)
}
