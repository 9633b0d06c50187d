//! The safe log in IndexedDB: what an edit stored, noted where the browser writes it to disk at once.
//!
//! localStorage is written to disk some seconds late (measured in Chromium: a killed browser lost two to seven
//! seconds, each time), a transaction with `durability: "strict"` that has reported `complete` never was
//! (Indexed Database API 3.0, 2.7.1 "transaction durability hint"). One note is one entry; its key is
//! `[space, moment, tab, number]`, so that a space can be forgotten by a range.
//!
//! A note goes when what it tells is surely on the disk in localStorage ([`crate::store::flush`]), never by its age. A
//! note that was refused is offered again with the next one and at every beat; until it is there, nothing counts as
//! safe. A log that opens late takes what was noted meanwhile, and its tail comes to [`IndexedLog::on_tail`].

use super::database::{self, finished};
use super::{js, pace};
use crate::domain::moment::Moment;
use crate::store::flush::{BEAT, Waiting};
use crate::store::ports::SafeLog;
use js_sys::{Array, Function, Object, Promise};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransaction};

const BASE: &str = "inhouse";
const NOTES: &str = "notes";
/// How long the start waits for the log, in milliseconds: without it the desk still opens.
const PATIENCE: i32 = 1_500;
/// Refused notes that are offered again; more than that are too old to matter, or there is no hope.
const MOST_REFUSED: usize = 2_000;

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

/// What the log held at the start, oldest first.
pub type Tail = Vec<(Moment, String)>;

type Heard = Box<dyn Fn(Safety)>;
type Late = Box<dyn FnOnce(Tail)>;
type Settle = Closure<dyn Fn(Event)>;

/// One note on its way.
#[derive(Clone)]
struct Note {
    key: Array,
    at: Moment,
    text: Rc<str>,
}

enum Base {
    Opening,
    Open(IdbDatabase),
    None,
}

struct Inner {
    base: RefCell<Base>,
    space: &'static str,
    tab: f64,
    number: Cell<u32>,
    /// Notes by the number of the transaction they are in.
    flying: RefCell<BTreeMap<u32, Vec<Note>>>,
    refused: RefCell<Vec<Note>>,
    waiting: RefCell<Waiting<Array>>,
    beating: Cell<bool>,
    /// The keys and sizes of what was read at the start.
    seen: RefCell<Vec<(Array, usize)>>,
    tail: RefCell<Option<Tail>>,
    late: RefCell<Option<Late>>,
    /// Ends the wait for the log at the start.
    opened: RefCell<Option<Function>>,
    heard: RefCell<Option<Heard>>,
    done: RefCell<Option<Settle>>,
    broken: RefCell<Option<Settle>>,
}

/// The log. Without IndexedDB (some frames and private windows refuse it) it notes nothing and says so.
#[derive(Clone)]
pub struct IndexedLog(Rc<Inner>);

impl IndexedLog {
    /// Begins to open the log for a page that shows this space. `random` tells the tabs apart.
    pub fn open(random: u32, space: &'static str) -> IndexedLog {
        let log = IndexedLog(Rc::new(Inner {
            base: RefCell::new(Base::Opening),
            space,
            tab: f64::from(random),
            number: Cell::new(0),
            flying: RefCell::default(),
            refused: RefCell::default(),
            waiting: RefCell::default(),
            beating: Cell::new(false),
            seen: RefCell::default(),
            tail: RefCell::default(),
            late: RefCell::default(),
            opened: RefCell::default(),
            heard: RefCell::default(),
            done: RefCell::default(),
            broken: RefCell::default(),
        }));
        let settle = |well: bool| {
            let inner = Rc::downgrade(&log.0);
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                if let (Some(inner), Some(target)) = (inner.upgrade(), event.target()) {
                    let number = js::text(target.as_ref(), "inhouse").and_then(|text| text.parse().ok());
                    inner.settled(number.unwrap_or_default(), well);
                }
            })
        };
        *log.0.done.borrow_mut() = Some(settle(true));
        *log.0.broken.borrow_mut() = Some(settle(false));
        spawn_local(begin(Rc::downgrade(&log.0)));
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

    /// What was noted of the space and has not gone yet; waits no longer than a moment for it. None where it has not
    /// come by then: it comes to [`Self::on_tail`].
    pub async fn tail(&self) -> Option<Tail> {
        if self.0.tail.borrow().is_none() {
            let promise = Promise::new(&mut |done, _| {
                if let Some(window) = web_sys::window() {
                    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, PATIENCE);
                }
                *self.0.opened.borrow_mut() = Some(done);
            });
            let _ = JsFuture::from(promise).await;
        }
        self.0.tail.borrow_mut().take()
    }

    /// Hears the tail that [`Self::tail`] did not wait for.
    pub fn on_tail(&self, heard: impl FnOnce(Tail) + 'static) {
        let there = self.0.tail.borrow_mut().take();
        match there {
            Some(tail) => heard(tail),
            None => *self.0.late.borrow_mut() = Some(Box::new(heard)),
        }
    }

    /// Of the tail, in its order, what is in the store by now: these notes go in their time. The others stay.
    pub fn taken_in(&self, kept: &[bool]) {
        let seen = self.0.seen.take();
        let mut waiting = self.0.waiting.borrow_mut();
        for ((key, bytes), _) in seen.into_iter().zip(kept).filter(|(_, kept)| **kept) {
            waiting.add(key, bytes);
        }
        drop(waiting);
        self.0.begin_to_beat();
    }
}

impl SafeLog for IndexedLog {
    fn append(&self, space: &str, at: Moment, batch: &str) {
        let inner = &self.0;
        let key: [JsValue; 4] =
            [space.into(), (at.0 as f64).into(), inner.tab.into(), inner.next_number().into()];
        inner.offer(Some(Note { key: key.iter().collect(), at, text: batch.into() }));
        inner.begin_to_beat();
    }

    fn clear(&self, space: &str) {
        let of_space = |note: &Note| note.key.get(0).as_string().as_deref() == Some(space);
        self.0.refused.borrow_mut().retain(|note| !of_space(note));
        if space == self.0.space {
            self.0.waiting.borrow_mut().clear();
            self.0.seen.borrow_mut().clear();
            // What has not been read yet is void by the mark the ledger keeps.
        }
        let Some(store) = self.0.store("readwrite") else { return };
        if let Some(range) = range(space) {
            // If it fails, what it holds is void by the mark the ledger keeps.
            let _ = store.delete(&range);
        }
    }
}

impl Inner {
    fn next_number(&self) -> u32 {
        let number = self.number.get().wrapping_add(1);
        self.number.set(number);
        number
    }

    fn store(&self, mode: &str) -> Option<IdbObjectStore> {
        let base = self.base.borrow();
        let Base::Open(base) = &*base else { return None };
        // By name: web-sys holds the options of a transaction back as unstable. Browsers without them pass them over.
        let open: Function = js::prop(base.as_ref(), "transaction")?.dyn_into().ok()?;
        let options = Object::new();
        js::set(options.as_ref(), "durability", "strict");
        let transaction = open.call3(base.as_ref(), &NOTES.into(), &mode.into(), options.as_ref());
        transaction.ok()?.dyn_into::<IdbTransaction>().ok()?.object_store(NOTES).ok()
    }

    /// Writes a note, and with it those that were refused before.
    fn offer(&self, note: Option<Note>) {
        let mut notes = self.refused.take();
        notes.extend(note);
        if notes.is_empty() {
            return;
        }
        let Some(store) = self.store("readwrite") else { return self.refuse(notes) };
        let put = |note: &Note| {
            let value: [JsValue; 2] = [(note.at.0 as f64).into(), (&*note.text).into()];
            store.put_with_key(&value.iter().collect::<Array>(), &note.key).is_ok()
        };
        let all = notes.iter().all(put);
        let transaction = store.transaction();
        if !all {
            // Put in again, a note is the same note.
            let _ = transaction.abort();
            return self.refuse(notes);
        }
        let number = self.next_number();
        js::set(transaction.as_ref(), "inhouse", &number.to_string());
        if let Some(done) = self.done.borrow().as_ref() {
            transaction.set_oncomplete(Some(done.as_ref().unchecked_ref()));
        }
        if let Some(broken) = self.broken.borrow().as_ref() {
            transaction.set_onabort(Some(broken.as_ref().unchecked_ref()));
        }
        self.flying.borrow_mut().insert(number, notes);
        self.tell();
    }

    fn refuse(&self, mut notes: Vec<Note>) {
        if matches!(*self.base.borrow(), Base::None) {
            notes.clear();
        }
        let mut refused = self.refused.borrow_mut();
        refused.extend(notes);
        let over = refused.len().saturating_sub(MOST_REFUSED);
        refused.drain(..over);
        drop(refused);
        self.tell();
    }

    fn settled(&self, number: u32, well: bool) {
        let Some(notes) = self.flying.borrow_mut().remove(&number) else { return };
        if !well {
            return self.refuse(notes);
        }
        let mut waiting = self.waiting.borrow_mut();
        for note in notes {
            waiting.add(note.key, note.text.len());
        }
        drop(waiting);
        self.tell();
    }

    fn safety(&self) -> Safety {
        let refused = !self.refused.borrow().is_empty();
        let flying = !self.flying.borrow().is_empty();
        match *self.base.borrow() {
            Base::None => Safety::Plain,
            Base::Opening if refused => Safety::Writing,
            Base::Open(_) if refused => Safety::Plain,
            _ if flying => Safety::Writing,
            _ => Safety::Safe,
        }
    }

    fn tell(&self) {
        if let Some(heard) = self.heard.borrow().as_ref() {
            heard(self.safety());
        }
    }

    /// Beats as long as something waits, and not when nothing does.
    fn begin_to_beat(self: &Rc<Self>) {
        if !self.beating.replace(true) {
            spawn_local(beat(Rc::downgrade(self)));
        }
    }

    fn drop_notes(&self, keys: Vec<Array>) {
        if keys.is_empty() {
            return;
        }
        let Some(store) = self.store("readwrite") else { return };
        for key in keys {
            // What stays is read again at the next start, and goes after it.
            let _ = store.delete(&key);
        }
    }
}

async fn beat(inner: Weak<Inner>) {
    loop {
        pace::wait(i32::try_from(BEAT.0).unwrap_or(i32::MAX)).await;
        let Some(inner) = inner.upgrade() else { return };
        inner.offer(None);
        let old = inner.waiting.borrow_mut().beat();
        inner.drop_notes(old);
        let rest = inner.waiting.borrow().is_empty()
            && inner.refused.borrow().is_empty()
            && inner.flying.borrow().is_empty();
        if rest || matches!(*inner.base.borrow(), Base::None) {
            inner.beating.set(false);
            return;
        }
    }
}

/// Opens the log, however long that takes, writes what was noted meanwhile, and reads what it held before.
async fn begin(inner: Weak<Inner>) {
    let base = database::open(BASE, NOTES, None).await;
    let Some(inner) = inner.upgrade() else { return };
    let open = base.is_some();
    *inner.base.borrow_mut() = match base {
        Some(base) => {
            // A later program may want another shape of the log: it is not kept waiting for this page.
            let close = Closure::<dyn Fn()>::new({
                let base = base.clone();
                move || base.close()
            });
            base.set_onversionchange(Some(close.as_ref().unchecked_ref()));
            close.forget();
            Base::Open(base)
        }
        None => Base::None,
    };
    if open {
        // Before anything of this visit is in it.
        let tail = read(&inner).await;
        inner.offer(None);
        if let Some(tail) = tail {
            let late = inner.late.borrow_mut().take();
            match late {
                Some(late) => late(tail),
                None => *inner.tail.borrow_mut() = Some(tail),
            }
        }
    } else {
        inner.refuse(Vec::new());
        inner.refused.borrow_mut().clear();
        *inner.tail.borrow_mut() = Some(Tail::new());
    }
    inner.tell();
    if let Some(opened) = inner.opened.borrow_mut().take() {
        let _ = opened.call0(&JsValue::UNDEFINED);
    }
}

/// What the log holds of the space, with the keys kept aside.
async fn read(inner: &Inner) -> Option<Tail> {
    let store = inner.store("readonly")?;
    let range = range(inner.space)?;
    let keys = store.get_all_keys_with_key(&range).ok()?;
    let values = store.get_all_with_key(&range).ok()?;
    // The keys come first; to wait for the values is to have both.
    let values = Array::from(&finished(&values, None).await?);
    let keys = Array::from(&js::prop(keys.as_ref(), "result")?);
    let mut tail = Tail::new();
    for (key, note) in keys.iter().zip(values.iter()) {
        let (Ok(key), Ok(note)) = (key.dyn_into::<Array>(), note.dyn_into::<Array>()) else { continue };
        let (Some(at), Some(text)) = (note.get(0).as_f64(), note.get(1).as_string()) else { continue };
        inner.seen.borrow_mut().push((key, text.len()));
        tail.push((Moment(at as i64), text));
    }
    Some(tail)
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

/// All keys of a space. An empty array sorts behind every number.
fn range(space: &str) -> Option<IdbKeyRange> {
    let from: Array = [JsValue::from_str(space)].iter().collect();
    let to: Array = [JsValue::from_str(space), Array::new().into()].iter().collect();
    IdbKeyRange::bound(&from, &to).ok()
}
