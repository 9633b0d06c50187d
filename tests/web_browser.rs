//! The adapters in a real browser. Run with a WebDriver runner:
//! `cargo test --target wasm32-unknown-unknown --test web_browser`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::browser::clipboard;
use inhouse::browser::clock::DateNow;
use inhouse::browser::entropy::BrowserRandom;
use inhouse::browser::files::{self, FileFault};
use inhouse::browser::focus;
use inhouse::browser::listener::{Listener, Timer};
use inhouse::browser::local::Local;
use inhouse::browser::pace;
use inhouse::browser::page;
use inhouse::browser::pointer;
use inhouse::browser::tabs::{self, Heard};
use inhouse::browser::zones::{IntlZones, known_zones};
use inhouse::domain::moment::Moment;
use inhouse::store::ports::{Clock, Entropy, KeyValue, StoreError, ZoneSource};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, File, HtmlElement, Window};

wasm_bindgen_test_configure!(run_in_browser);

fn window() -> Window {
    web_sys::window().unwrap()
}

fn document() -> Document {
    window().document().unwrap()
}

/// Runs JavaScript in the page and gives what it returns.
fn js(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::UNDEFINED).unwrap()
}

/// Waits for the promise that this JavaScript returns.
async fn js_await(code: &str) -> JsValue {
    JsFuture::from(Promise::resolve(&js(code))).await.unwrap()
}

/// Replaces a property of an object, and puts back what was there when it is dropped.
struct Replaced(Function);

fn replace(object: &str, name: &str, descriptor: &str) -> Replaced {
    let code = format!(
        "const object = {object}, old = Object.getOwnPropertyDescriptor(object, '{name}');
        Object.defineProperty(object, '{name}', {{ ...{descriptor}, configurable: true }});
        return () => old ? Object.defineProperty(object, '{name}', old) : delete object['{name}']"
    );
    Replaced(js(&code).unchecked_into())
}

impl Drop for Replaced {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
    }
}

fn element(tag: &str, id: &str) -> HtmlElement {
    let made: HtmlElement = document().create_element(tag).unwrap().dyn_into().unwrap();
    made.set_id(id);
    document().body().unwrap().append_child(&made).unwrap();
    made
}

// Storage

#[wasm_bindgen_test]
fn what_is_put_is_read_back_until_it_is_removed() {
    let local = Local::probe().unwrap();
    for value in ["", "plain", "Ünïcødé 漢字 🗂", "{\"a\":[1,2]}", "line\nline\0end"] {
        local.put("try/a", value).unwrap();
        assert_eq!(local.get("try/a").unwrap().as_deref(), Some(value));
        assert_eq!(Local::probe().unwrap().get("try/a").unwrap().as_deref(), Some(value));
    }
    local.remove("try/a").unwrap();
    assert_eq!(local.get("try/a").unwrap(), None);
    local.remove("try/a").unwrap();
}

#[wasm_bindgen_test]
fn keys_are_those_with_the_prefix_and_the_probe_leaves_none() {
    let local = Local::probe().unwrap();
    for key in ["keys/a/1", "keys/a/2", "keys/b/1", "other", "length", "getItem"] {
        local.put(key, "x").unwrap();
    }
    let sorted = |prefix: &str| {
        let mut keys = local.keys(prefix).unwrap();
        keys.sort();
        keys
    };
    assert_eq!(sorted("keys/a/"), ["keys/a/1", "keys/a/2"]);
    assert_eq!(sorted("keys/"), ["keys/a/1", "keys/a/2", "keys/b/1"]);
    assert!(sorted("keys/c").is_empty());
    assert!(sorted("inhouse-").is_empty());
    for key in sorted("") {
        local.remove(&key).unwrap();
    }
    assert!(sorted("").is_empty());
}

/// Values come in one piece, many at a time; each is what it is by itself, whatever stands in it or in its key.
#[wasm_bindgen_test]
fn every_value_that_is_asked_for_comes_as_it_is() {
    let local = Local::probe().unwrap();
    let odd = ["", "ü – 漢字 👩‍👧", "\u{81}", "between\u{81}two", "\0\n\"", " "];
    let value = |n: usize| if n % 100 < odd.len() { odd[n % 100].to_owned() } else { format!("value {n}") };
    let key = |n: usize| if n == 301 { "each/\u{81}301".to_owned() } else { format!("each/{n}") };
    for n in 0..700 {
        local.put(&key(n), &value(n)).unwrap();
    }
    local.put("other/1", "x").unwrap();
    let mut found = BTreeMap::new();
    local.each("each/", &|key| !key.ends_with('7'), &mut |key, value| {
        found.insert(key, value.unwrap().map(|value| value.into_owned()));
    });
    assert_eq!(found.len(), 700);
    for n in 0..700 {
        let wanted = (n % 10 != 7).then(|| value(n));
        assert_eq!(found[&key(n)], wanted, "{n}");
    }
    for key in local.keys("").unwrap() {
        local.remove(&key).unwrap();
    }
}

#[wasm_bindgen_test]
fn a_full_store_says_so_keeps_the_old_value_and_still_opens() {
    let local = Local::probe().unwrap();
    let piece = "x".repeat(400_000);
    local.put("full/kept", "old").unwrap();
    let full = (0..40).find_map(|n| local.put(&format!("full/{n:02}"), &piece).err());
    assert_eq!(full, Some(StoreError::Full { needed: 400_007 }));
    // To the last unit, so that not even the probe's key fits.
    let mut rest = 200_000;
    while rest > 0 {
        let tail = local.get("full/tail").unwrap().unwrap_or_default() + &"y".repeat(rest);
        if local.put("full/tail", &tail).is_err() {
            rest /= 2;
        }
    }
    assert!(matches!(local.put("full/kept", "longer"), Err(StoreError::Full { .. })));
    assert_eq!(local.get("full/kept").unwrap().as_deref(), Some("old"));
    let again = Local::probe().expect("a full store opens");
    again.put("full/kept", "o").unwrap();
    for key in again.keys("full/").unwrap() {
        again.remove(&key).unwrap();
    }
    again.put("full/kept", "longer").unwrap();
    again.remove("full/kept").unwrap();
}

#[wasm_bindgen_test]
fn refused_storage_is_said_and_does_not_panic() {
    let refusal =
        "{ get() { throw new DOMException('Access is denied for this document.', 'SecurityError') } }";
    let stand_in = replace("window", "localStorage", refusal);
    let refused = Local::probe();
    drop(stand_in);
    let stand_in = replace("window", "localStorage", "{ value: null }");
    let missing = Local::probe();
    drop(stand_in);
    match refused {
        Err(StoreError::Blocked(why)) => assert!(why.contains("SecurityError"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(missing, Err(StoreError::Blocked(_))));
    assert!(Local::probe().is_ok());
}

#[wasm_bindgen_test]
fn a_store_without_any_quota_counts_as_refused() {
    let local = Local::probe().unwrap();
    for key in local.keys("").unwrap() {
        local.remove(&key).unwrap();
    }
    let full = "{ value() { throw new DOMException('', 'QuotaExceededError') } }";
    let _stand_in = replace("Storage.prototype", "setItem", full);
    let probed = Local::probe();
    assert!(matches!(probed, Err(StoreError::Blocked(_))), "{probed:?}");
}

// Other tabs: a frame of the same origin is another document of the same store, so its writes are heard.

#[wasm_bindgen_test]
async fn the_writes_of_others_are_heard_by_prefix_and_in_order() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let into = heard.clone();
    let listener = tabs::listen("tab/", move |what| into.borrow_mut().push(what));
    // Does this as another document and waits until an event of this key (null: a clearing) has come.
    let elsewhere = async |what: &str, until: &str| {
        let code = format!(
            "const frame = document.createElement('iframe');
            document.body.append(frame);
            const theirs = frame.contentWindow.localStorage;
            const done = new Promise(resolve => addEventListener('storage', function end(event) {{
                if (event.key !== {until}) return;
                removeEventListener('storage', end);
                frame.remove();
                resolve();
            }}));
            {what}
            return done"
        );
        js_await(&code).await
    };
    elsewhere(
        "theirs.setItem('tab/1', 'a'); theirs.setItem('else', 'b'); theirs.setItem('tab/1', 'c');
        theirs.setItem('tab/1', 'c'); theirs.removeItem('tab/1');
        frame.contentWindow.sessionStorage.setItem('tab/2', 'not ours');
        theirs.setItem('end', '1');",
        "'end'",
    )
    .await;
    let changed = |value: Option<&str>| Heard::Changed { key: "tab/1".into(), value: value.map(Into::into) };
    assert_eq!(heard.take(), [changed(Some("a")), changed(Some("c")), changed(None)]);
    elsewhere("theirs.clear();", "null").await;
    assert_eq!(heard.take(), [Heard::Cleared]);
    drop(listener);
    elsewhere("theirs.setItem('tab/1', 'a'); theirs.setItem('end', '1');", "'end'").await;
    assert_eq!(heard.take(), []);
    js("localStorage.clear()");
}

// Clock and random bits

#[wasm_bindgen_test]
fn the_clock_obeys_a_replaced_date_now() {
    let before = js("return Date.now()").as_f64().unwrap() as i64;
    let now = DateNow.now().0;
    assert!((before..before + 60_000).contains(&now));
    let _stand_in = replace("Date", "now", "{ value: () => 1234567890123 }");
    assert_eq!(DateNow.now(), Moment(1_234_567_890_123));
}

#[wasm_bindgen_test]
fn random_bits_differ_also_where_there_is_no_crypto() {
    let spread = |many: &[u128]| {
        let both = many.iter().fold((u128::MAX, 0), |(all, any), n| (all & n, any | n));
        assert_eq!(both, (0, u128::MAX), "some bits never change");
    };
    let good: Vec<u128> = (0..200).map(|_| BrowserRandom.bits()).collect();
    let _stand_in = replace("window", "crypto", "{ value: undefined }");
    let plain: Vec<u128> = (0..200).map(|_| BrowserRandom.bits()).collect();
    spread(&good);
    spread(&plain);
}

// Zones

/// The offset by another road: the wall clock that the browser writes, read as if it were UTC.
fn offset_by_wall_clock(zone: &str, at: i64) -> i64 {
    let options = Object::new();
    let mut settings = vec![("timeZone", zone), ("hourCycle", "h23")];
    settings.extend(["year", "month", "day", "hour", "minute", "second"].map(|name| (name, "numeric")));
    for (name, value) in settings {
        Reflect::set(&options, &name.into(), &value.into()).unwrap();
    }
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    let text = String::from(date.to_locale_string("en-US", &options));
    let numbers: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|s| !s.is_empty())
        .map(|s| s.parse().unwrap())
        .collect();
    let [month, day, year, hour, minute, second] = numbers[..] else { panic!("{text}") };
    let wall = chrono::NaiveDate::from_ymd_opt(year, month as u32, day as u32)
        .and_then(|date| date.and_hms_opt(hour as u32, minute as u32, second as u32))
        .unwrap();
    wall.and_utc().timestamp() - at.div_euclid(1_000)
}

/// 2000-01-01 and 2040-01-01.
const YEARS: (Moment, Moment) = (Moment(946_684_800_000), Moment(2_208_988_800_000));

#[wasm_bindgen_test]
fn tables_agree_with_the_wall_clocks_of_the_browser() {
    let zones = IntlZones::new();
    let mut seed = 0x1234_5678_9ABC_DEF0_u64;
    for name in [
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Asia/Kolkata",
        "America/St_Johns",
        "America/Noronha",
        "Africa/Cairo",
        "Asia/Gaza",
        "Europe/Dublin",
        "Antarctica/Troll",
        "UTC",
    ] {
        let table = zones.table(name, YEARS.0, YEARS.1).unwrap();
        let check = |at: i64| {
            let told = i64::from(table.offset_at(Moment(at)));
            assert_eq!(told, offset_by_wall_clock(name, at), "{name} at {:?}", Moment(at));
        };
        for _ in 0..300 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            check(YEARS.0.0 + (seed >> 11) as i64 % (YEARS.1.0 - YEARS.0.0));
        }
        // And on both sides of every change.
        let mut at = YEARS.0;
        while let Some((step, ..)) = table.next_step_after(at).filter(|step| step.0 < YEARS.1) {
            check(step.0 - 1_000);
            check(step.0);
            at = step;
        }
    }
}

/// The changes of a zone in a year, as (moment, seconds before, seconds after).
fn changes(name: &str, from: i64, to: i64) -> Vec<(i64, i32, i32)> {
    let table = IntlZones::new().table(name, Moment(from * 1_000), Moment(to * 1_000)).unwrap();
    let mut found = Vec::new();
    let mut at = Moment(from * 1_000);
    while let Some((step, before, after)) = table.next_step_after(at).filter(|step| step.0.0 < to * 1_000) {
        found.push((step.0 / 1_000, before, after));
        at = step;
    }
    found
}

#[wasm_bindgen_test]
fn changes_are_where_the_tz_database_has_them() {
    // 2026: the last Sundays of March and October at 01:00 UTC.
    let berlin = changes("Europe/Berlin", 1_767_225_600, 1_798_761_600);
    assert_eq!(berlin, [(1_774_746_000, 3_600, 7_200), (1_792_890_000, 7_200, 3_600)]);
    // Half an hour, 2023-04-01 15:00 UTC and 2023-09-30 15:30 UTC.
    let lord_howe = changes("Australia/Lord_Howe", 1_672_531_200, 1_704_067_200);
    assert_eq!(lord_howe, [(1_680_361_200, 39_600, 37_800), (1_696_087_800, 37_800, 39_600)]);
    // Samoa skipped 30 December 2011: 2011-12-30 10:00 UTC.
    let apia = changes("Pacific/Apia", 1_325_000_000, 1_326_000_000);
    assert_eq!(apia, [(1_325_239_200, -36_000, 50_400)]);
    // Two changes within a week: 2000-10-08 02:00 UTC and 2000-10-15 01:00 UTC.
    let noronha = changes("America/Noronha", 970_000_000, 973_000_000);
    assert_eq!(noronha, [(970_966_800 + 3_600, -7_200, -3_600), (971_571_600, -3_600, -7_200)]);
    // Brazil gave summer time up in 2019; India has none.
    assert!(changes("America/Sao_Paulo", 1_561_000_000, 1_767_225_600).is_empty());
    assert!(changes("Asia/Kolkata", 946_684_800, 2_208_988_800).is_empty());
}

#[wasm_bindgen_test]
fn a_zone_that_is_not_known_is_none_and_the_own_one_is_known() {
    let zones = IntlZones::new();
    for name in ["", "Mars/Olympus", "Europe/Berlinn", "\0"] {
        assert!(zones.table(name, YEARS.0, YEARS.1).is_none(), "{name}");
    }
    assert!(zones.table(&zones.here(), YEARS.0, YEARS.1).is_some());
    let list = known_zones();
    assert!(list.len() > 300 && list.iter().any(|name| name == "Europe/Berlin"));
    assert!(list.iter().any(|name| name == "UTC"));
}

#[wasm_bindgen_test]
fn a_table_is_built_once_and_widened_where_more_is_wanted() {
    let zones = IntlZones::new();
    let (from, to) = (Moment(1_600_000_000_000), Moment(1_700_000_000_000));
    let first = zones.table("Europe/Berlin", from, to).unwrap();
    assert!(Arc::ptr_eq(&first, &zones.table("Europe/Berlin", from, Moment(to.0 + 1)).unwrap()));
    assert!(Arc::ptr_eq(&first, &zones.table("Europe/Berlin", to, from).unwrap()));
    let earlier = Moment(1_000_000_000_000);
    let wider = zones.table("Europe/Berlin", earlier, from).unwrap();
    assert!(wider.next_step_after(earlier).unwrap().0 < first.next_step_after(earlier).unwrap().0);
    assert!(Arc::ptr_eq(&wider, &zones.table("Europe/Berlin", from, to).unwrap()));
    // All of time is cut to what zones have changed in, and does not take for ever.
    let all = zones.table("Europe/Berlin", Moment::MIN, Moment::MAX).unwrap();
    assert_eq!(all.offset_at(Moment(0)), 3_600);
}

// Listeners, timers, turns

#[wasm_bindgen_test]
fn a_listener_hears_until_it_is_dropped_also_from_inside() {
    let count = Rc::new(Cell::new(0));
    let say = || js("dispatchEvent(new Event('knock'))");
    let into = count.clone();
    let listener = Listener::window("knock", move |_| into.set(into.get() + 1));
    say();
    say();
    assert_eq!(count.get(), 2);
    drop(listener);
    say();
    assert_eq!(count.get(), 2);
    let own: Rc<RefCell<Option<Listener>>> = Rc::default();
    let (into, kept) = (count.clone(), own.clone());
    *own.borrow_mut() = Some(Listener::window("knock", move |_| {
        drop(kept.borrow_mut().take());
        into.set(into.get() + 10);
    }));
    say();
    say();
    assert_eq!(count.get(), 12);
    // One that causes its own event again is heard again, not refused.
    let into = count.clone();
    let _again = Listener::window("knock", move |_| {
        into.set(into.get() + 100);
        if into.get() < 300 {
            js("dispatchEvent(new Event('knock'))");
        }
    });
    say();
    assert_eq!(count.get(), 312);
}

#[wasm_bindgen_test]
async fn a_timer_runs_once_unless_it_is_dropped() {
    let ran = Rc::new(RefCell::new(Vec::new()));
    let mark = |name: &'static str| {
        let ran = ran.clone();
        move || ran.borrow_mut().push(name)
    };
    let _kept = Timer::after(0, mark("kept"));
    drop(Timer::after(0, mark("dropped")));
    let _far = Timer::after(i64::MAX, mark("far"));
    // Timeouts of the same length run in order, so this one ends the test.
    js_await("return new Promise(done => setTimeout(done, 5))").await;
    assert_eq!(*ran.borrow(), ["kept"]);
}

#[wasm_bindgen_test]
async fn long_work_that_gives_way_lets_the_page_paint() {
    for scheduler in [true, false] {
        let _stand_in = (!scheduler).then(|| replace("window", "scheduler", "{ value: undefined }"));
        let painted = Rc::new(Cell::new(false));
        let into = painted.clone();
        pace::after_frame(move || into.set(true));
        let end = js_sys::Date::now() + 5_000.0;
        while !painted.get() && js_sys::Date::now() < end {
            pace::yield_to_browser().await;
        }
        assert!(painted.get(), "with scheduler.yield: {scheduler}");
    }
}

// Page

#[wasm_bindgen_test]
async fn the_address_changes_with_and_without_a_step() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let into = heard.clone();
    let _listener = page::on_hash(move |hash| into.borrow_mut().push(hash));
    let changed = "return new Promise(done => addEventListener('hashchange', done, { once: true }))";
    let waits = js(changed);
    page::set_hash("/board?find=a%20b");
    JsFuture::from(Promise::resolve(&waits)).await.unwrap();
    assert_eq!(page::hash(), "/board?find=a%20b");
    let steps = window().history().unwrap().length().unwrap();
    page::replace_hash("/board?find=c");
    assert_eq!(page::hash(), "/board?find=c");
    assert_eq!(window().history().unwrap().length().unwrap(), steps);
    let waits = js(changed);
    page::set_hash("/clients");
    JsFuture::from(Promise::resolve(&waits)).await.unwrap();
    assert_eq!(*heard.borrow(), ["/board?find=a%20b", "/clients"]);
    // Where the browser refuses the one way, the other is taken.
    let refusal = "{ value() { throw new DOMException('too often', 'SecurityError') } }";
    let _stand_in = replace("history", "replaceState", refusal);
    page::replace_hash("/settings");
    assert_eq!(page::hash(), "/settings");
}

#[wasm_bindgen_test]
fn the_root_element_and_the_title_are_set() {
    page::set_title("Board · Inhouse");
    assert_eq!(document().title(), "Board · Inhouse");
    let root = document().document_element().unwrap();
    page::set_language("ar", true);
    page::set_theme(Some("dark"));
    page::set_density(Some("compact"));
    let read = |name: &str| root.get_attribute(name);
    assert_eq!(read("lang").as_deref(), Some("ar"));
    assert_eq!(read("dir").as_deref(), Some("rtl"));
    assert_eq!(read("data-theme").as_deref(), Some("dark"));
    assert_eq!(read("data-density").as_deref(), Some("compact"));
    page::set_language("en", false);
    page::set_theme(None);
    page::set_density(None);
    assert_eq!(read("dir").as_deref(), Some("ltr"));
    assert_eq!((read("data-theme"), read("data-density")), (None, None));
}

#[wasm_bindgen_test]
fn leaving_is_asked_about_only_while_the_guard_is_on() {
    let asked =
        || js("return !dispatchEvent(new Event('beforeunload', { cancelable: true }))").as_bool().unwrap();
    let guard = page::LeaveGuard::new();
    assert!(!asked());
    guard.set(true);
    guard.set(true);
    assert!(guard.is_on() && asked());
    guard.set(false);
    assert!(!guard.is_on() && !asked());
}

#[wasm_bindgen_test]
fn media_are_told_as_the_style_sheets_see_them() {
    assert!(page::media_matches("(min-width: 1px)"));
    assert!(!page::media_matches("(max-width: 1px)"));
    let told = js("return matchMedia('(prefers-color-scheme: dark)').matches").as_bool();
    assert_eq!(Some(page::prefers_dark()), told);
    assert!(!page::languages().is_empty());
}

// Focus and pointers

#[wasm_bindgen_test]
async fn focus_reaches_an_element_that_comes_a_little_later() {
    focus::focus_soon("comes-later");
    assert!(document().get_element_by_id("comes-later").is_none());
    let button = element("button", "comes-later");
    js_await("return new Promise(done => requestAnimationFrame(done))").await;
    assert_eq!(focus::focused().unwrap().id(), "comes-later");
    button.blur().unwrap();
    focus::focus_first_soon("button#comes-later");
    js_await("return new Promise(done => requestAnimationFrame(done))").await;
    assert_eq!(focus::focused().unwrap().id(), "comes-later");
    button.remove();
    let plain = element("p", "plain");
    assert!(!focus::focus(&plain));
    plain.remove();
    assert!(!focus::scroll_to("comes-later"));
}

#[wasm_bindgen_test]
fn what_lies_under_a_point_is_found_below_a_ghost() {
    let place = |id: &str, size: &str| {
        let made = element("div", id);
        for (name, value) in
            [("position", "fixed"), ("left", "10px"), ("top", "20px"), ("width", size), ("height", "40px")]
        {
            made.style().set_property(name, value).unwrap();
        }
        made.set_class_name(id);
        made
    };
    let (lane, ghost) = (place("lane", "100px"), place("ghost", "60px"));
    let rect = pointer::Rect::of(&lane);
    assert_eq!(rect, pointer::Rect { left: 10.0, top: 20.0, width: 100.0, height: 40.0 });
    assert_eq!(rect.middle(), 40.0);
    assert!(rect.contains(10.0, 20.0) && rect.contains(109.5, 59.5));
    assert!(!rect.contains(110.0, 30.0) && !rect.contains(9.5, 30.0));
    let found = pointer::element_at(20.0, 30.0, ".lane");
    assert_eq!(found.as_ref(), Some::<&Element>(&lane));
    assert_eq!(pointer::element_at(20.0, 30.0, ".no-such"), None);
    assert!(!pointer::capture(&lane, 4_711));
    lane.remove();
    ghost.remove();
}

// Files and clipboard

#[wasm_bindgen_test]
fn texts_of_all_the_usual_encodings_read() {
    let text = "Größe;€\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let with_mark = |mark: &[u8], rest: &[u8]| files::decode([mark, rest].concat());
    let good = Ok(text.to_owned());
    assert_eq!(files::decode(text.as_bytes().to_vec()), good);
    assert_eq!(with_mark(&[0xEF, 0xBB, 0xBF], text.as_bytes()), good);
    assert_eq!(with_mark(&[0xFF, 0xFE], &utf16), good);
    assert_eq!(with_mark(&[0xFE, 0xFF], &big), good);
    // Windows-1252: ö F6, ß DF, € 80.
    assert_eq!(files::decode(b"Gr\xF6\xDFe;\x80\n".to_vec()), good);
    // Cut off in the middle of a letter: not taken for Windows-1252.
    assert_eq!(files::decode("Größe €".as_bytes()[..9].to_vec()), Ok("Größe \u{FFFD}".to_owned()));
    assert_eq!(files::decode(Vec::new()), Ok(String::new()));
    // The beginning of every workbook (a zip file).
    assert_eq!(files::decode(b"PK\x03\x04\x14\0\x06\0".to_vec()), Err(FileFault::NotText));
}

#[wasm_bindgen_test]
async fn a_chosen_file_is_read() {
    let bytes = Uint8Array::from(b"Gr\xF6\xDFe".as_slice());
    let file = File::new_with_u8_array_sequence(&Array::of1(&bytes), "a.csv").unwrap();
    assert_eq!(files::read_text(file).await, Ok("Größe".to_owned()));
}

#[wasm_bindgen_test]
async fn a_download_carries_its_name_type_and_text() {
    js("window.saved = []");
    let _stand_in = replace(
        "HTMLElement.prototype",
        "click",
        "{ value() { saved.push({ href: this.href, name: this.download }) } }",
    );
    let offered = files::download("desk é.csv", "text/csv;charset=utf-8", "\u{FEFF}a;b\r\nü;1\r\n");
    assert_eq!(offered, Ok(()));
    let got = js_await(
        "const one = saved[0]; return fetch(one.href).then(async answer => {
            const bytes = new Uint8Array(await answer.arrayBuffer());
            return [saved.length, one.name, answer.headers.get('content-type'), bytes.join()].join('|') })",
    )
    .await;
    let bytes: Vec<String> = "\u{FEFF}a;b\r\nü;1\r\n".bytes().map(|byte| byte.to_string()).collect();
    let expected = format!("1|desk é.csv|text/csv;charset=utf-8|{}", bytes.join(","));
    assert_eq!(got.as_string(), Some(expected));
}

#[wasm_bindgen_test]
async fn copying_takes_the_older_way_where_the_newer_is_refused() {
    js("window.copied = []");
    let newer = replace(
        "navigator",
        "clipboard",
        "{ value: { writeText: text => { copied.push('new ' + text); return Promise.resolve() } } }",
    );
    assert!(clipboard::copy("one").await);
    drop(newer);
    let _refusing = replace(
        "navigator",
        "clipboard",
        "{ value: { writeText: () => Promise.reject(new DOMException('', 'NotAllowedError')) } }",
    );
    let button = element("button", "copy");
    button.focus().unwrap();
    let older = replace(
        "document",
        "execCommand",
        "{ value(name) { const area = document.activeElement;
            copied.push(name + ' ' + area.value.slice(area.selectionStart, area.selectionEnd)); return true } }",
    );
    assert!(clipboard::copy("two\nlines").await);
    assert_eq!(focus::focused().unwrap().id(), "copy");
    assert!(document().query_selector("body > textarea").unwrap().is_none());
    drop(older);
    let _neither = replace("document", "execCommand", "{ value() { throw new Error('no') } }");
    assert!(!clipboard::copy("three").await);
    assert!(document().query_selector("body > textarea").unwrap().is_none());
    assert_eq!(js("return copied.join('|')").as_string().unwrap(), "new one|copy two\nlines");
    button.remove();
}
