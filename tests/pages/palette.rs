//! Whatever the page: everything by a few letters, and by keys.

use crate::desk::{self, nothing_went_wrong, skipped, tuesday, visit};
use crate::support::browser::{Page, Part, part, starts};

/// Opens the palette as who knows it does.
fn palette(page: &Page) -> Part {
    page.press("Control+k");
    let palette = page.dialog("Search or do anything");
    palette.role("combobox", "Requests, clients, actions").focused();
    palette
}

/// Somebody finds a request by half a word without its accent, opens it, moves it on, and goes elsewhere,
/// all by the keys.
#[test]
fn everything_is_a_few_letters_away() {
    let page = desk::people();
    desk::raise(&page, "Résumé of the new lead", "Finance");
    desk::raise(&page, "Fix the payroll export", "Warehouse");

    let open = palette(&page);
    page.type_keys("RESUM");
    open.role("option", starts("Résumé of the new lead")).says("aria-selected", Some("true"));
    open.see("1 request fits");
    page.press("Enter");
    let drawer = page.dialog("Résumé of the new lead");
    drawer.here();

    let open = palette(&page);
    open.role("group", "With PEO-1").role("option", "Move this request to In progress").here();
    page.type_keys("in progress");
    page.press("Enter");
    drawer.see("PEO-1: In progress, for Finance.");
    desk::close(&drawer);

    // By reference, by client; the arrows choose.
    let open = palette(&page);
    page.type_keys("peo-2");
    open.role("option", starts("Fix the payroll export")).here();
    page.press("Control+a");
    page.type_keys("finance");
    open.role("option", "Finance").says("aria-selected", Some("true"));
    page.press("ArrowDown");
    open.role("option", starts("Résumé of the new lead")).says("aria-selected", Some("true"));
    page.press("ArrowUp");
    page.press("Enter");
    page.heading("Finance").here();

    let open = palette(&page);
    page.type_keys("zebra");
    open.see("Nothing fits.");
    open.role("option", "New request: zebra").says("aria-selected", Some("true"));
    page.press("Enter");
    open.gone();
    let form = page.dialog("New request");
    form.field("What is it about?").holds("zebra");
    form.not_see("A link has filled this in.");
    page.press("Escape");
    form.gone();
    nothing_went_wrong(&page);
}

/// The keys are listed under the question mark, work where nothing is typed, and can be switched off.
#[test]
fn keys_are_listed_and_can_be_switched_off() {
    if skipped("the program hears the same keys everywhere") {
        return;
    }
    let page = desk::people();
    page.press("g");
    page.press("c");
    page.heading("Clients").here();
    page.press("n");
    page.dialog("New request").here();
    page.dialog("New request").press("Escape");
    page.dialog("New request").gone();

    page.press("?");
    let keys = page.dialog("Keys");
    keys.see("New request");
    keys.see("G, then a letter");
    keys.role("switch", starts("Single keys")).click();
    keys.not_see("G, then a letter");
    keys.button("Close").click();
    keys.gone();
    page.press("n");
    page.press("?");
    // What needs Ctrl goes on: had N or ? worked, its dialog would be in the way.
    let open = palette(&page);
    open.role("option", starts("Go to the insights")).click();
    page.heading("Insights").here();

    // In a field a letter is a letter.
    visit(&page, "Settings", "Settings");
    page.role("switch", starts("Single keys")).click();
    page.field("Name of the team").focus();
    page.type_keys("n?");
    page.field("Name of the team").holds("Peoplen?");
    page.dialog(part("")).gone();
    nothing_went_wrong(&page);
}

/// A form keeps what was typed when somebody clicks beside it; it goes by its cross, and an untouched one
/// by a click outside.
#[test]
fn a_slip_outside_a_form_loses_nothing() {
    if skipped("closing by a click outside is the browser's own, where it has it") {
        return;
    }
    let page = tuesday().open();
    desk::set_up(&page);
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Half a thought");
    page.click_at(20.0, 400.0);
    form.field("What is it about?").holds("Half a thought");
    form.press("Escape");
    form.gone();
    page.press("?");
    let keys = page.dialog("Keys");
    keys.here();
    page.click_at(20.0, 400.0);
    keys.gone();
}

/// The palette and the menus offer the same actions; what cannot be done says why, and what was selected is meant
/// where no request is open.
#[test]
fn what_cannot_be_done_says_why() {
    if skipped("the list of actions is the program's own") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "One", "Finance");
    desk::raise(&page, "Two", "Legal");
    let drawer = desk::open(&page, "One");
    let open = palette(&page);
    page.type_keys("archive");
    open.role("option", starts("Into the archive")).see("Only what is finished goes into the archive.");
    page.press("Enter");
    open.gone();
    page.see("Only what is finished goes into the archive.");
    // A form of the drawer, by its letters.
    let open = palette(&page);
    page.type_keys("escal");
    open.role("option", "Escalate…").says("aria-selected", Some("true"));
    page.press("Enter");
    let form = drawer.dialog("Take it to somebody who can decide");
    form.here();
    form.press("Escape");
    form.gone();
    drawer.button("Done").nth(0).click();
    drawer.see("PEO-1: Done, for Finance.");
    drawer.button("More for this request").nth(0).click();
    drawer.button("Blocked…").says("aria-disabled", Some("true"));
    drawer.button("Blocked…").click();
    page.see("It is finished. Open it again first.");
    drawer.button("More for this request").nth(0).click();
    drawer.button("Into the archive").click();
    drawer.see("PEO-1 is in the archive.");
    desk::close(&drawer);

    // Those selected are meant on the board.
    desk::raise(&page, "Three", "Legal");
    page.card("Two").link("Two").press("x");
    page.card("Three").link("Three").press("x");
    let open = palette(&page);
    open.role("group", "With 2 selected").here();
    page.type_keys("assign");
    page.press("Enter");
    let form = page.dialog("The owner of 2 requests");
    form.field("Name").fill("Ann");
    form.button("Assign").click();
    form.gone();
    page.card("Three").see("Ann");
    nothing_went_wrong(&page);
}

/// Each of these words offers its action.
fn offers(page: &Page, all: &[(&str, &str)]) {
    let open = palette(page);
    for (word, action) in all {
        open.role("combobox", "Requests, clients, actions").fill(word);
        open.role("option", starts(action)).here();
    }
    page.press("Escape");
    open.gone();
}

/// What a button does is found by its words and by those somebody else would use for it, wherever it stands.
#[test]
fn whatever_a_button_does_is_found() {
    if skipped("the list of actions is the program's own") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "One", "Finance");
    offers(
        &page,
        &[
            ("new client", "New client"),
            ("questionnaire", "Start a self-assessment"),
            ("holiday", "New opening hours"),
            ("sla", "New agreement"),
            ("as table", "Show as table"),
            ("calendar", "Show as calendar"),
            ("cards", "Show as board"),
            ("columns", "Columns"),
            ("bulk", "Select several requests"),
            ("csv", "Download the table"),
            ("anonymous", "Make a copy without names"),
            ("restore", "Restore from a backup"),
            ("pack", "Pack what is finished"),
            ("for good", "Remove what is finished for good"),
            ("erase", "Remove everything"),
            ("compact", "Choose how close things stand"),
            ("dark", "Switch between light and dark"),
            ("reminders", "Notices of the browser"),
            ("shortcuts", "Show all keys"),
        ],
    );
    let drawer = desk::open(&page, "One");
    offers(
        &page,
        &[
            ("deadline", "Promise a date"),
            ("wish", "The wish has changed"),
            ("news", "They asked for news"),
            ("phone", "We talked"),
            ("question", "We asked something"),
            ("our words", "In our words"),
            ("tie", "Tie to another request"),
            ("postpone", "Not now, rather than no"),
            ("rename", "Change the title"),
            ("description", "Change the text"),
            ("reason", "Change what it is for"),
            ("service", "Change the service"),
            ("helper", "Add somebody who helped"),
            ("dark", "Switch between light and dark"),
            ("shortcuts", "Show all keys"),
        ],
    );

    // And it is done: what stands in the request, and what stands on another screen.
    palette(&page);
    page.type_keys("we talked");
    page.press("Enter");
    page.script_until("return !!document.querySelector('dialog:modal .note-form')", &[], |there| {
        there == true
    });
    page.press("Escape");
    drawer.button("We talked").focused();
    palette(&page);
    page.type_keys("not now");
    page.press("Enter");
    let later = page.dialog(starts("Not now:"));
    later.here();
    page.press("Escape");
    later.gone();
    page.press("Escape");
    drawer.here();
    palette(&page);
    page.type_keys("holiday");
    page.press("Enter");
    let hours = page.dialog(starts("New opening hours"));
    hours.here();
    page.press("Escape");
    hours.gone();
    palette(&page);
    page.type_keys("compact");
    page.press("Enter");
    page.heading("Settings").here();
    page.role("group", "Density").role("button", "Usual").focused();
    nothing_went_wrong(&page);
}
