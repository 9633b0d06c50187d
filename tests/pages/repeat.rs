//! Work that comes again: templates, recurring requests, duplicates, links.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::{Page, starts};

const WHY: &str = "forms and lists of native parts; the rules are tested without a browser";

/// A service with a template that comes every month.
fn with_template(page: &Page, first_day: &str) {
    page.go("#/settings/templates");
    page.see("A template belongs to a service.");
    page.link("To the services").click();
    page.field(starts("Add")).nth(0).fill("Accounts");
    page.button("Add").click();
    page.go("#/settings/templates");
    page.button("New template").click();
    page.field("Name of the template").fill("Month end");
    page.field("Title of the request").fill("Close the month");
    page.field("Text").fill("Which month?");
    // Line by line: WebKit's driver types a line break as nothing.
    page.field("Done means").fill("Balance sent");
    page.press("Enter");
    page.type_keys("Archive made");
    page.choose("Priority", "High");
    page.field("Owner").fill("Tom Aerts");
    page.choose("Comes again", "Every so many months, on this day");
    page.field("Every how many months?").fill("0");
    page.field("First day").fill(first_day);
    page.button("Save").nth(0).click();
    page.see("Choose a number from 1 to 1000.");
    page.field("Every how many months?").fill("1");
    page.button("Save").nth(0).click();
    page.heading("Month end").here();
}

/// A template fills in the form for a new request; its points stand in the request.
#[test]
fn a_template_begins_a_request() {
    let page = desk::people();
    with_template(&page, "2026-12-01");
    page.see("On the 1st of every month; next");
    page.go("#/board");
    let form = desk::new_request(&page);
    form.choose("Begin with a template", "Month end");
    form.field("What is it about?").holds("Close the month");
    form.field("Which service?").holds("Accounts");
    form.field("What should we know?").holds("Which month?");
    form.field("What is it about?").fill("Close October");
    form.field("For which client?").fill("Finance");
    form.button("Put it on the board").click();
    form.gone();
    page.card("Close October").see("0 of 2 met");
    page.card("Close October").see("High");
    let drawer = desk::open(&page, "Close October");
    drawer.role("checkbox", "Balance sent").ticked(false);
    drawer.field("Owner").holds("Tom Aerts");
    drawer.see("Made from the template Month end.");
    nothing_went_wrong(&page);
}

/// What is due goes on the board by itself, with a notice that takes it back; taken back it is offered, and put there by
/// one press, once.
#[test]
fn a_recurring_request_comes_when_it_is_due() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    with_template(&page, "2026-10-10");
    page.go("#/board");
    let card = page.lane("New").card("Close the month");
    card.see("PEO-1");
    page.button("Undo").click();
    card.gone();
    page.see("A recurring request is due: Close the month.");
    page.button("Put on the board").click();
    card.see("PEO-1");
    page.button("Put on the board").gone();
    let drawer = desk::open(&page, "Close the month");
    drawer.see("Recurring: Month end, due today");
    desk::close(&drawer);
    page.reload();
    card.here();
    page.button("Put on the board").gone();
    nothing_went_wrong(&page);
}

/// The same asked for twice: one goes on, the other is closed with the message to its client; both show the other.
#[test]
fn a_duplicate_is_merged_into_what_goes_on() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    for title in ["Mend the export", "The export is broken"] {
        raise(&page, title, "Finance");
    }
    let drawer = desk::open(&page, "The export is broken");
    drawer.button("More for this request").nth(0).click();
    drawer.button("The same as another one…").click();
    let form = drawer.dialog("PEO-2 is the same as another one");
    form.button("Merge: they know").click();
    form.see("Choose the request that goes on");
    form.field("Which one goes on?").focused();
    form.field("Which one goes on?").fill("PEO-2");
    form.button("Merge: they know").click();
    form.see("That is this request itself.");
    form.field("Which one goes on?").fill("PEO-9");
    form.button("Merge: they know").click();
    form.see("There is no such request.");
    form.field("Which one goes on?").fill("PEO-1");
    form.see("We go on with that one, PEO-1 “Mend the export”");
    form.see("Updates of PEO-1 concern everybody who asked from then on: ");
    form.button("Merge: they know").click();
    form.gone();
    drawer.see("It was merged into PEO-1");
    drawer.link("PEO-1 Mend the export").click();
    let other = page.dialog("Mend the export");
    other.see("goes on for");
    other.link("PEO-2 The export is broken").here();
    desk::close(&other);
    page.press("Control+z");
    page.lane("New").card("The export is broken").here();
    nothing_went_wrong(&page);
}

/// A duplicate has everything but the history. Links stand in both requests, the chain to the end result is
/// shown, and none may go round in a circle.
#[test]
fn duplicates_and_links() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    for title in ["Find the log", "Mend the export", "Payday"] {
        raise(&page, title, "Finance");
    }
    let tie = |from: &str, how: &str, to: &str| {
        let drawer = desk::open(&page, from);
        drawer.button("Tie to another request").click();
        let form = drawer.dialog("Tie to another request");
        form.choose("This request", how);
        form.field("Which request?").fill(to);
        form.button("Tie them").click();
        (drawer, form)
    };
    let (drawer, form) = tie("Find the log", "holds up", "PEO-9");
    form.see("There is no such request.");
    form.field("Which request?").fill("PEO-2");
    form.button("Tie them").click();
    form.gone();
    drawer.link("PEO-2 Mend the export").here();
    desk::close(&drawer);
    let (drawer, form) = tie("Mend the export", "is part of", "peo-3 Payday");
    form.gone();
    drawer.link("PEO-1 Find the log").here();
    drawer.see("waits for");
    desk::close(&drawer);
    let (drawer, form) = tie("Mend the export", "holds up", "PEO-1");
    form.see("PEO-1 already leads back to this one");
    form.press("Escape");
    desk::let_go(&page);
    form.gone();
    desk::close(&drawer);
    let drawer = desk::open(&page, "Find the log");
    drawer.see("On the way to");
    drawer.see("End result");
    drawer.link("PEO-3 Payday").here();

    drawer.button("More for this request").nth(0).click();
    drawer.button("Duplicate").click();
    page.dialog("Find the log").see("PEO-4");
    page.dialog("Find the log").see("Nothing yet.");
    nothing_went_wrong(&page);
}

/// A service asks for fields of its own: in the form for a new request, where they are missing, and in the request.
#[test]
fn a_service_asks_for_fields_of_its_own() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    page.go("#/settings/services");
    page.field(starts("Add")).nth(0).fill("Devices");
    page.button("Add").click();
    page.button("Edit Devices").click();
    page.field("Name of the field").fill("What?");
    page.choose("What is filled in", "One of a list");
    page.field("To choose from").fill("Laptop");
    page.role("checkbox", "Has to be filled in").click();
    page.button("Add the field").click();
    page.see("Write at least two, parted by a comma.");
    page.field("To choose from").fill("Laptop, Screen");
    page.button("Add the field").click();
    page.see("one of Laptop and Screen, has to be filled in when it is raised");
    page.field("Name of the field").fill("Quote");
    page.choose("What is filled in", "A link");
    page.role("checkbox", "Has to be filled in").click();
    page.choose("When", "While deciding, before it is accepted");
    page.button("Add the field").click();
    page.see("A link, has to be filled in before a request is accepted");
    page.field("Usually done within (opening hours)").fill("16");
    page.button("Save").click();
    page.go("#/board");
    // A line has no place for it: the form goes on from it.
    page.field("Add a request in one line").fill("One for Ada @Finance #devices");
    page.press("Enter");
    let form = page.dialog("New request");
    form.field("What is it about?").holds("One for Ada");
    form.see("Requests for this service are usually done within 2 days");
    form.button("Promise that").click();
    form.button("Put it on the board").click();
    form.see("What?: this service asks for it. Fill it in.");
    form.choose("What?", "Laptop");
    form.button("Put it on the board").click();
    form.gone();
    let drawer = desk::open(&page, "One for Ada");
    drawer.field("What?").holds("Laptop");
    drawer.choose("What?", "Screen");
    drawer.see("changed “What?” from “Laptop” to “Screen”.");
    desk::close(&drawer);
    page.field("Search the requests").fill("screen");
    page.card("One for Ada").here();
    nothing_went_wrong(&page);
}
