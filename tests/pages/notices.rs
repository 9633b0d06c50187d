//! Notices of the browser: asked for by a press, told once, and said where the browser refuses them. A stand-in for the
//! browser's own keeps what was shown: a browser without a screen shows none.

use crate::desk::{self, in_force_and_asked, nothing_went_wrong, skipped, visit};

/// Shows everything, once it was asked.
const GRANTS: &str = r#"
window.__shown = [];
class Notification {
  static permission = localStorage.getItem("test asked") ? "granted" : "default";
  static requestPermission() {
    localStorage.setItem("test asked", "1");
    Notification.permission = "granted";
    return Promise.resolve("granted");
  }
  constructor(title, options) { window.__shown.push(title + " | " + options.body + " | " + options.tag); }
  close() {}
}
window.Notification = Notification;
"#;

/// Refused from the beginning, as inside another page.
const REFUSES: &str = r#"window.Notification = class { static permission = "denied"; };"#;

const SHOWN: &str = "return window.__shown.join('\\n')";

/// Done within 8 hours, raised on Tuesday at 10:00: at risk at 16:00, overdue on Wednesday at 10:00. Nothing is asked before
/// the press; what comes up is told once, also after the page is loaded again.
#[test]
fn what_comes_up_is_told_once() {
    if skipped("what is told is the same everywhere, and a stand-in shows it") {
        return;
    }
    let page = desk::people();
    page.stand_in(GRANTS);
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    in_force_and_asked(&page);
    visit(&page, "Settings", "Settings");
    let switch = page.role("group", "Notices of this browser");
    assert_eq!(page.answer("return Notification.permission", &[]), "default");
    switch.button("On").click();
    page.see("On. You have just been shown the first one.");
    page.script_until(SHOWN, &[], |shown| {
        shown.as_str().is_some_and(|s| s.starts_with("You will be told here"))
    });
    page.go("#/");
    page.card("A list of overtime").here();

    page.set_now("2026-11-10T15:00:00Z");
    let told = |title: &'static str| {
        move |shown: &serde_json::Value| {
            shown.as_str().is_some_and(|s| s.lines().any(|line| line.contains(title)))
        }
    };
    page.script_until(SHOWN, &[], told("at risk"));
    page.set_now("2026-11-11T10:00:00Z");
    let shown = page.script_until(SHOWN, &[], told("Done: late, was due"));
    let shown = shown.as_str().expect("a text").to_owned();
    assert_eq!(shown.lines().count(), 3, "{shown}");
    // Loaded again, nothing of it is told once more: of the next request alone.
    page.reload();
    desk::raise(&page, "A second list", "Finance");
    // Raised on Wednesday at 11:00: on Thursday at 09:00 six of its eight hours are used.
    page.set_now("2026-11-12T08:05:00Z");
    let shown = page.script_until(SHOWN, &[], told("at risk"));
    assert_eq!(shown.as_str().map(|s| s.lines().count()), Some(1), "{shown}");
    visit(&page, "Settings", "Settings");
    switch.button("Off").click();
    page.not_see("You have just been shown the first one.");
    nothing_went_wrong(&page);
}

/// Grants without a word, and keeps what it shows where both tabs see it.
const SHARES: &str = r#"
class Notification {
  static permission = "granted";
  static requestPermission() { return Promise.resolve("granted"); }
  constructor(title, options) {
    const all = JSON.parse(localStorage.getItem("test shown") ?? "[]");
    localStorage.setItem("test shown", JSON.stringify([...all, title + " | " + options.body]));
  }
  close() {}
}
window.Notification = Notification;
"#;

/// Done within 8 hours, raised on Tuesday at 10:00, in two tabs of the desk: each word comes once from both together,
/// whichever looks first.
#[test]
fn two_tabs_tell_once() {
    if skipped("what is told is the same everywhere, and a stand-in shows it") {
        return;
    }
    let page = desk::people();
    page.stand_in(SHARES);
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    in_force_and_asked(&page);
    visit(&page, "Settings", "Settings");
    page.role("group", "Notices of this browser").button("On").click();
    page.see("On. You have just been shown the first one.");
    page.go("#/board");
    page.card("A list of overtime").here();
    let other = page.tab("#/board");
    other.stand_in(SHARES);
    other.reload();
    other.card("A list of overtime").here();

    const ALL: &str = "return localStorage.getItem('test shown') ?? ''";
    let has = |word: &'static str| {
        move |shown: &serde_json::Value| shown.as_str().is_some_and(|shown| shown.contains(word))
    };
    // At risk at 16:00, overdue on Wednesday at 10:00: once the first tab looks first, once the other.
    page.set_now("2026-11-10T15:00:00Z");
    page.script_until(ALL, &[], has("at risk"));
    other.set_now("2026-11-10T15:00:00Z");
    // The other tab has looked once what stands on its board says so.
    other.card("A list of overtime").see("At risk");
    other.set_now("2026-11-11T10:00:00Z");
    other.script_until(ALL, &[], has("1 late."));
    page.set_now("2026-11-11T10:00:00Z");
    page.card("A list of overtime").see("Late");
    let shown = page.answer(ALL, &[]);
    let shown: Vec<String> =
        serde_json::from_str(shown.as_str().expect("a text")).expect("a list of what was shown");
    assert_eq!(shown.len(), 3, "{shown:?}");
    nothing_went_wrong(&page);
    nothing_went_wrong(&other);
}

/// Where the browser keeps nothing, as in a frame of another site that may not, the switch works and says until when; where
/// there is no room for it, it stays off and says why.
#[test]
fn where_the_setting_is_not_kept_it_is_said() {
    if skipped("the sentence is the same everywhere, and a stand-in asks for it") {
        return;
    }
    const GRANTED: &str = r#"window.Notification = class { static permission = "granted"; close() {} };"#;
    let page = desk::tuesday().blocked_storage().open();
    desk::set_up(&page);
    page.stand_in(GRANTED);
    visit(&page, "Settings", "Settings");
    let switch = page.role("group", "Notices of this browser");
    switch.button("On").click();
    page.see("On until this page is closed");
    switch.button("Off").click();
    page.not_see("On until this page is closed");

    let page = desk::people();
    let full = "const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          if (key.endsWith('here') && value.includes('notices')) throw new DOMException('no more', 'QuotaExceededError');
          set.call(this, key, value);
        };";
    page.stand_in(&[GRANTED, full].concat());
    visit(&page, "Settings", "Settings");
    let switch = page.role("group", "Notices of this browser");
    switch.button("On").click();
    page.see("Not switched on: there is no room left in this browser to keep that.");
    nothing_went_wrong(&page);
}

/// Refused, it says so and what can be done, and the switch stays off.
#[test]
fn where_notices_are_refused_it_is_said() {
    if skipped("the sentence is the same everywhere") {
        return;
    }
    let page = desk::people();
    page.stand_in(REFUSES);
    visit(&page, "Settings", "Settings");
    let switch = page.role("group", "Notices of this browser");
    page.see("This browser refuses notices for this page");
    switch.button("On").click();
    page.see("This browser refuses notices for this page");
    let pressed = "return document.querySelector('[aria-label=\"Notices of this browser\"] [aria-pressed=true]').textContent";
    assert_eq!(page.answer(pressed, &[]), "Off");
    nothing_went_wrong(&page);
}
