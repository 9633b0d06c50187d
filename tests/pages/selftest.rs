//! The language of the browser tests, tried on a small page that is not part of the product: what it says is
//! there is there, and it fails where it should.

use crate::desk::lacking;
use crate::support::browser::{Browser, Page, Visit, any, part};
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

fn visit() -> Visit {
    Visit::new().of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/selftest/site"))
}

/// Whether it fails, as it has to.
fn fails(step: impl FnOnce()) -> String {
    let message = catch_unwind(AssertUnwindSafe(step)).expect_err("this has to fail");
    message.downcast_ref::<String>().cloned().unwrap_or_default()
}

/// Waits for the page's service worker.
fn worker_ready(page: &Page) {
    page.script_until("return document.documentElement.dataset.worker ?? null", &[], |state| {
        state == "ready"
    });
}

#[test]
fn finds_by_role_and_name() {
    let page = visit().open();
    page.heading("A page to test the tests with").here();
    page.link("One 4").here();
    page.button("Close the notice").click();
    page.see("closed");
    page.lane("New").card("Beta").button("Move Beta").here();
    assert_eq!(page.lane("Done").role("listitem", any()).count(), 0);
    assert_eq!(page.lane("New").link(any()).names(), ["Alpha", "Beta"]);
    page.button("Not yet").enabled(false);
    page.button("Twin").nth(1).click();
    page.see("It came late");
    page.not_see("Never shown");

    assert!(fails(|| page.button("Twin").within(0).click()).contains("there are 2 of them"));
    assert!(fails(|| page.button("Clos").within(0).click()).contains("Close the notice"));
    page.button(part("Clos")).here();
    assert!(fails(|| page.within(0).see("Never shown")).contains("see “Never shown” in the page"));
    assert!(fails(|| page.lane("New").within(0).card("Gamma").here()).contains("not there"));
    assert!(fails(|| page.within(0).not_see("came late")).contains("it is there"));
}

#[test]
fn fills_and_chooses() {
    let page = visit().open();
    page.field("Note").fill("first");
    page.field("Note").fill("second try");
    page.field("Note").holds("second try");
    page.press("Tab");
    page.see("note = second try");
    page.field("Note").fill("");
    page.field("Note").holds("");
    page.role("textbox", "Note").focused();
    page.choose("Priority", "High");
    page.see("priority = 3");
    page.field("Priority").holds("High");
    page.choose("How often?", "Often");
    page.see("radio = 2");
    page.role("radio", "Often").ticked(true);
    page.role("radio", "Seldom").click();
    page.see("radio = 1");
    page.role("checkbox", "Tell me").click();
    page.see("tick = true");
    page.field(part("Due")).fill("2013-11-15");
    page.see("due = 2013-11-15");
    page.file(
        "Choose a file",
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/selftest/file.txt"),
    );
    page.see("file file.txt: one line");
}

#[test]
fn a_modal_dialog_hides_the_rest() {
    let page = visit().open();
    page.button("New request").click();
    let dialog = page.dialog("A new request");
    dialog.field("Title").fill("A desk");
    page.button("New request").gone();
    dialog.button("Add").click();
    dialog.gone();
    page.see("added A desk");
    page.button("New request").focused();
}

#[test]
fn presses_keys() {
    let page = visit().open();
    page.press("Control+z");
    page.see("undo");
    page.press("Control+Shift+z");
    page.see("undo undone");
    page.press("?");
    page.see("help");
    page.link("Two").press("Enter");
    page.see("At #/two");
    page.field("Note").click();
    page.type_keys("by key");
    page.field("Note").holds("by key");
}

#[test]
fn drags_by_mouse() {
    let page = visit().open();
    page.drag(&page.card("Alpha"), &page.lane("Done"));
    page.lane("Done").card("Alpha").here();
    page.see("moved by mouse");
    page.lift(&page.card("Beta"));
    page.draw_over(&page.lane("Done"));
    page.press("Escape");
    page.see("put back");
    page.let_go();
    page.lane("New").card("Beta").here();
}

#[test]
fn drags_by_finger() {
    if lacking(&[Browser::WebKit], "its driver knows no finger") {
        return;
    }
    let page = visit().open();
    page.drag_by_touch(&page.card("Beta"), &page.lane("Done"));
    page.lane("Done").card("Beta").here();
    page.see("moved by touch");
}

#[test]
fn goes_reloads_and_keeps() {
    let page = visit().at("#/one").open();
    page.see("At #/one");
    page.see("Visit 1");
    page.go("#/two");
    page.see("At #/two");
    page.see("Visit 1");
    page.reload();
    page.see("Visit 2");
    assert_eq!(page.storage().get("visits").map(String::as_str), Some("2"));
    assert_eq!(page.hash(), "#/two");

    let other = page.tab("#/other");
    other.see("Visit 3");
    page.see("elsewhere visits = 3");
    other.see("At #/other");
}

#[test]
fn sets_the_clock() {
    let page = visit().now("2013-11-15T10:00:00Z").open();
    page.see("It is 2013-11-15T10:00:00.000Z and 2013");
    page.set_now("2013-11-18T08:30:00Z");
    page.see("It is 2013-11-18T08:30:00.000Z and 2013");
    page.reload();
    page.see("It is 2013-11-18T08:30:00.000Z and 2013");
    if page.browser() == Browser::Chromium {
        let booted = page.answer("return document.documentElement.dataset.booted", &[]);
        assert_eq!(booted, "2013-11-18T08:30:00.000Z");
    }
}

#[test]
fn is_where_and_as_large_as_asked() {
    let page = visit().zone("Pacific/Auckland").size(640, 700).open();
    let zone = "return Intl.DateTimeFormat().resolvedOptions().timeZone";
    assert_eq!(page.answer(zone, &[]), "Pacific/Auckland");
    if page.browser() != Browser::WebKit {
        assert_eq!(page.answer("return navigator.language", &[]), "en-GB");
    }
    if page.browser() == Browser::Chromium {
        assert_eq!(page.answer("return [innerWidth, innerHeight]", &[]), json!([640, 700]));
        page.size(390, 844);
        assert_eq!(page.answer("return innerWidth", &[]), 390);
    }
}

#[test]
fn starts_offline_below_a_sub_path() {
    let page = visit().under("team/desk").open();
    assert!(page.base().ends_with("/team/desk/"));
    worker_ready(&page);
    page.offline(true);
    let reachable = "const done = arguments[0]; fetch('not-kept?' + Math.random()).then(() => done('yes'), () => done('no'))";
    assert_eq!(page.answer_later(reachable, &[]), "no");
    page.reload();
    page.see("Visit 2");
    page.offline(false);
    page.reload();
    page.see("Visit 3");
    page.violations();
}

#[test]
fn refuses_site_data() {
    if lacking(&[Browser::WebKit], "its driver has no profile that refuses site data") {
        return;
    }
    let page = visit().blocked_storage().open();
    page.see("Nothing is kept: SecurityError");
}

#[test]
fn downloads() {
    let page = visit().open();
    page.button("Save a copy").click();
    let file = page.downloaded(|name| name.ends_with(".txt"));
    assert_eq!(std::fs::read_to_string(file).expect("the file is there"), "kept\n");
}

#[test]
fn hears_what_goes_wrong() {
    let page = visit().open();
    page.button("Grumble").click();
    page.button("Break the policy").click();
    let grumbles = page.console_errors();
    assert!(grumbles.iter().any(|line| line.contains("grumble")), "{grumbles:?}");
    let violations = page.violations();
    assert!(violations.iter().any(|line| line.contains("style-src")), "{violations:?}");
    assert!(page.violations().is_empty());
    page.button("Break the policy").click();
    let told = fails(move || drop(page));
    assert!(told.contains("security policy"), "{told}");
}

#[test]
fn asks_axe_and_takes_a_picture() {
    let page = visit().open();
    let against = page.axe();
    assert_eq!(against, Vec::<String>::new());
    page.answer("document.querySelector('#note').previousElementSibling.remove()", &[]);
    assert!(page.axe().iter().any(|sentence| sentence.starts_with("label (critical)")));
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selftest.png");
    page.screenshot(&picture);
    assert!(std::fs::metadata(&picture).is_ok_and(|file| file.len() > 1000));
}
