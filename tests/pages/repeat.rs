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
    page.field("Every how many?").fill("0");
    page.field("First day").fill(first_day);
    page.button("Save").nth(0).click();
    page.see("Choose a number from 1 to 1000.");
    page.field("Every how many?").fill("1");
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

/// What is due is said on the board and put there by one press, once.
#[test]
fn a_recurring_request_comes_when_it_is_due() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    with_template(&page, "2026-10-10");
    page.go("#/board");
    page.see("A recurring request is due: Close the month.");
    page.button("Put on the board").click();
    let card = page.lane("New").card("Close the month");
    card.see("PEO-1");
    page.button("Put on the board").gone();
    let drawer = desk::open(&page, "Close the month");
    drawer.see("Recurring: Month end, due today");
    desk::close(&drawer);
    page.reload();
    card.here();
    page.button("Put on the board").gone();
    page.press("Control+z");
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
