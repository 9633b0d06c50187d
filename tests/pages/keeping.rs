//! Nothing is lost: by a reload, by a backup and back, between two tabs, without the network, below a
//! sub-path; and where the browser keeps nothing, that is said.

use crate::desk::{self, agree, answer, give_file, lacking, nothing_went_wrong, raise, skipped, tuesday};
use crate::support::browser::{Browser, Page, any, starts};
use std::collections::BTreeMap;

/// A desk with a bit of everything: clients, an agreement, requests in several lanes, one with words to the
/// client and a promise that moved, one declined, a self-assessment that is under way.
fn a_bit_of_everything() -> Page {
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    raise(&page, "Payslips on paper again", "Warehouse");

    let drawer = desk::open(&page, "A list of overtime");
    drawer
        .field("Update for Finance")
        .fill("We have found the cause.\nIt is the new shift. – “Überstunden” 🕔");
    drawer.button("Save update").click();
    drawer.see("Überstunden");
    drawer.button("Promise a date").click();
    drawer.field("Done by").fill("2026-11-12T12:00");
    drawer.button("Promise this").click();
    drawer.see("The first promise is the one now.");
    drawer.field("Owner").fill("Mila Berg");
    drawer.field("Owner").press("Enter");
    desk::close(&drawer);
    let link = page.card("A list of overtime").link("A list of overtime");
    link.press("Space");
    page.press("ArrowRight");
    page.press("ArrowRight");
    page.press("Enter");
    page.lane("Accepted").card("A list of overtime").here();

    let drawer = desk::open(&page, "Payslips on paper again");
    desk::close_the_notice(&drawer);
    drawer.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-2"));
    form.choose("Why?", "There is no capacity for it");
    form.field("The reason, in your words").fill("Paper costs us two days a month.");
    form.field("Another way we can offer").fill("A terminal prints payslips.");
    form.button("Decline PEO-2").click();
    form.gone();
    desk::close(&page.dialog("Payslips on paper again"));

    desk::visit(&page, "Self-assessment", "Self-assessment");
    page.button("Start answering").click();
    answer(&page.role("group", "We know who relies on our work."), "Usually").click();
    page.see("1 of 45");
    desk::visit(&page, "Board", "Requests to People");
    page
}

/// Finds all of it.
fn all_is_there(page: &Page) {
    page.heading("Requests to People").here();
    let card = page.lane("Accepted").card("A list of overtime");
    card.see("PEO-1");
    card.see("12 Nov 12:00");
    card.see("due Wed 10:00");
    page.lane("Declined").card("Payslips on paper again").see("Instead: A terminal prints payslips.");
    let drawer = desk::open(page, "A list of overtime");
    drawer.see("It is the new shift. – “Überstunden” 🕔");
    drawer.field("Owner").holds("Mila Berg");
    drawer.see("New → Accepted");
    desk::close(&drawer);
    desk::visit(page, "Agreements", "Agreements");
    page.see("Normal: first response within 2 opening hours, done within 8 opening hours");
    desk::visit(page, "Self-assessment", "Self-assessment");
    page.see("1 of 45");
    desk::visit(page, "Clients", "Clients");
    // The agreement bears the client's name too.
    page.link("Finance").many(2);
    page.link("Warehouse").here();
    desk::visit(page, "Board", "Requests to People");
}

/// The records of the desk as they are stored: without what this device remembers for itself and without the
/// journal of the last steps, which end with a tab.
fn records(page: &Page) -> BTreeMap<String, String> {
    let mut all = page.storage();
    all.retain(|key, _| key.starts_with("inhouse/a/") && !key.starts_with("inhouse/a/j/"));
    all
}

/// Whatever was done is there after a reload, without anybody having pressed "Save".
#[test]
fn a_reload_keeps_everything() {
    let page = a_bit_of_everything();
    all_is_there(&page);
    let before = records(&page);
    page.reload();
    all_is_there(&page);
    assert_eq!(records(&page), before, "looking at a desk changes nothing in it");
    nothing_went_wrong(&page);
}

/// A backup is downloaded, everything is removed, the backup is brought back: the desk is what it was, to the
/// letter. A damaged file changes nothing and says where it is damaged.
#[test]
fn a_backup_brings_everything_back() {
    let page = a_bit_of_everything();
    let before = records(&page);
    page.go("#/data");
    page.see("None downloaded on this device yet.");
    let file = desk::download_backup(&page);
    let text = std::fs::read_to_string(&file).expect("the backup is a text");
    page.see("Last taken today 10:00. Nothing has changed since.");

    let torn = desk::scratch("inhouse-torn.json");
    std::fs::write(&torn, &text[..text.len() / 2]).expect("a file can be written");
    give_file(&page, &torn);
    page.see("“inhouse-torn.json” was not taken in.");
    page.see("This file cannot be read, so nothing has changed. At line");
    assert_eq!(records(&page), before);

    page.button("Remove everything…").click();
    let question = page.dialog("Remove this desk from this browser?");
    question.see("2 requests, 2 clients and 1 agreement go, with their whole history.");
    question.button("Remove everything").click();
    page.heading("Whom does your team deliver to?").here();
    assert_eq!(records(&page), BTreeMap::new());
    page.reload();
    page.heading("Whom does your team deliver to?").here();

    page.link("Choose a file").click();
    page.heading("Bring what you have").here();
    give_file(&page, &file);
    page.see("reads well. It was made today 10:00");
    page.button("Open this desk").click();
    all_is_there(&page);
    assert_eq!(records(&page), before);

    page.reload();
    all_is_there(&page);
    assert_eq!(records(&page), before);
    nothing_went_wrong(&page);
}

/// Two tabs on one desk: what is done in one is seen in the other at once, and neither undoes the other's.
#[test]
fn two_tabs_see_each_other() {
    let page = desk::people();
    raise(&page, "From the first tab", "Finance");
    assert_eq!(page.answer(HOLDS_BACK, &[]), false, "what is kept can be left");
    let other = page.tab("#/board");
    other.lane("New").card("From the first tab").here();
    raise(&other, "From the second tab", "Sales");
    other.card("From the second tab").see("PEO-2");
    page.lane("New").card("From the second tab").here();
    page.card("From the second tab").see("Sales");

    page.card("From the second tab").link("From the second tab").press("Space");
    page.press("ArrowRight");
    page.press("Enter");
    page.lane("Deciding").card("From the second tab").here();
    other.lane("Deciding").card("From the second tab").here();

    // An open request follows along.
    let drawer = desk::open(&other, "From the first tab");
    let here = desk::open(&page, "From the first tab");
    here.field("Update for Finance").fill("Said in the first tab.");
    here.button("Save update").click();
    drawer.see("Said in the first tab.");
    desk::close(&here);
    desk::close(&drawer);

    raise(&page, "The third", "Finance");
    other.card("The third").see("PEO-3");
    // What the other tab has carried on is not pulled away under it; what it has not touched is.
    other.button(starts("Undo: PEO-2 From the second tab: on the board")).click();
    other.see("Somebody has changed the same thing since, perhaps in another tab.");
    page.lane("Deciding").card("From the second tab").here();
    raise(&other, "A slip", "Sales");
    page.card("A slip").here();
    other.button(starts("Undo: PEO-4 A slip: on the board")).click();
    other.card("A slip").gone();
    page.card("A slip").gone();
    page.reload();
    page.card("The third").here();
    page.lane("Deciding").card("From the second tab").here();
    page.card("A slip").gone();
    nothing_went_wrong(&page);
}

/// The second visit needs no network: the page opens, what was kept is there, and what is done is kept.
#[test]
fn without_the_network() {
    let page = desk::people();
    raise(&page, "Kept before", "Finance");
    let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done('ready'))";
    assert_eq!(page.answer_later(ready, &[]), "ready");
    page.offline(true);
    page.reload();
    page.lane("New").card("Kept before").here();
    raise(&page, "Made without a network", "Finance");
    page.go("#/survey");
    page.heading("Self-assessment").here();
    page.reload();
    page.heading("Self-assessment").here();
    page.offline(false);
    page.go("#/board");
    page.lane("New").card("Made without a network").here();
}

/// The same files serve below any path: nothing is asked for outside it, and the desk opens there without
/// the network too.
#[test]
fn below_a_sub_path() {
    if skipped("addresses are the browser's own; tried in Chromium, also by the harness in every browser") {
        return;
    }
    let page = tuesday().under("team/desk").open();
    assert!(page.base().ends_with("/team/desk/"), "{}", page.base());
    desk::set_up(&page);
    raise(&page, "Below a path", "Finance");
    let drawer = desk::open(&page, "Below a path");
    assert!(page.hash().starts_with("#/request/"), "{}", page.hash());
    desk::close(&drawer);
    let outside = page.answer(
        "return performance.getEntriesByType('resource').map((r) => r.name).filter((name) => !name.startsWith(arguments[0]))",
        &[page.base().into()],
    );
    assert_eq!(outside, serde_json::json!([]), "asked for outside the path");
    page.answer_later("const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(1))", &[]);
    nothing_went_wrong(&page);
    page.offline(true);
    page.reload();
    page.lane("New").card("Below a path").here();
}

/// A browser that refuses to keep anything: no blank page, but a desk for this visit, a banner that says so as
/// long as it lasts, and a way to take it along.
#[test]
fn where_nothing_is_kept() {
    if lacking(&[Browser::WebKit], "its driver has no profile that refuses site data") {
        return;
    }
    let page = tuesday().blocked_storage().open();
    page.see("Nothing is kept.");
    desk::set_up(&page);
    page.see("Nothing is kept.");
    raise(&page, "Only for now", "Finance");
    agree(&page, "Finance", "2", "8");
    page.see("Nothing is kept.");
    page.lane("New").card("Only for now").here();
    page.button("Download a backup").click();
    let file = page.downloaded(desk::starts_like_a_backup);
    let text = std::fs::read_to_string(file).expect("the backup is a text");
    assert!(text.contains("Only for now"), "the copy holds the request");
    page.not_see("could not be read");
    page.lane("New").role("listitem", any()).many(1);
    // Whoever leaves is asked first: by the browser, in its own words, because the page holds it back.
    assert_eq!(page.answer(HOLDS_BACK, &[]), true);
}

/// Whether the page asks the browser to ask before it is left.
const HOLDS_BACK: &str = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
