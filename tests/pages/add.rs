//! Putting a request on the board.

use crate::desk::{self, nothing_went_wrong, raise};
use crate::support::browser::starts;

/// Ravi of Finance asks for something. It is on the board with all that was said, in the direction in which
/// it is delivered; the client is known from then on.
#[test]
fn a_request_is_added_with_all_that_was_said() {
    let page = desk::people();
    let form = desk::new_request(&page);
    form.field("What is it about?").focused();
    form.button("Put it on the board").click();
    form.see("Write what it is about.");
    form.see("No agreement fits yet, so no clock will run.");

    form.field("What is it about?").fill("Overtime is missing in the export");
    form.field("For which client?").fill("Finance");
    form.see("People deliver to Finance.");
    form.field("Who asked?").fill("Ravi Nair");
    form.field("Which service?").fill("Payroll");
    form.choose("Priority", "Urgent");
    form.choose("What does it do for the people served in the end?", "Essential");
    form.field("What is it for: which end result?").fill("Forty people are paid from this file on Friday.");
    form.field("What should we know?").fill("October, for the second month.");
    form.field("Promised by").fill("2026-11-12T16:00");
    form.button("Put it on the board").click();
    form.gone();

    let card = page.lane("New").card("Overtime is missing in the export");
    card.link("Overtime is missing in the export").focused();
    card.see("PEO-1");
    card.see("People");
    card.see("Finance");
    card.see("Urgent");
    card.see("Essential");
    card.see("12 Nov 16:00");
    page.see("PEO-1 Overtime is missing in the export: on the board");

    let drawer = desk::open(&page, "Overtime is missing in the export");
    drawer.see("asked by Ravi Nair");
    drawer.see("Forty people are paid from this file on Friday.");
    drawer.see("October, for the second month.");
    drawer.field("Service").holds("Payroll");
    desk::close(&drawer);
    card.link("Overtime is missing in the export").focused();

    // The next one: half typed, left, and found again.
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Payslips show the old address");
    form.press("Escape");
    form.gone();
    let form = desk::new_request(&page);
    form.field("What is it about?").holds("Payslips show the old address");
    form.field("For which client?").fill("Finance");
    form.button("Put it on the board").click();
    page.lane("New").card("Payslips show the old address").see("PEO-2");

    desk::visit(&page, "Clients", "Clients");
    page.role("table", "Clients and what we agreed").see("Finance 2");
    nothing_went_wrong(&page);
}

/// A question to the client is open already when the request is written down: it comes in waiting, by one step that one
/// Undo takes back. For another team it waits where it stands.
#[test]
fn a_request_comes_in_already_waiting() {
    let page = desk::people();
    let add = |title: &str, waits: &str| {
        let form = desk::new_request(&page);
        form.field("What is it about?").fill(title);
        form.field("For which client?").fill("Finance");
        form.choose("Does it already wait for somebody?", waits);
        form.button("Put it on the board").click();
        form.gone();
    };
    add("Which pay grade?", "Waiting on the client");
    page.lane("Waiting on client").card("Which pay grade?").see("PEO-1");
    page.button(starts("Undo: PEO-1")).click();
    page.card("Which pay grade?").gone();
    add("A badge for Ada", "Waiting on another team");
    page.lane("New").card("A badge for Ada").here();
    let drawer = desk::open(&page, "A badge for Ada");
    drawer.see("Waiting on another team");
    desk::close(&drawer);
    // The next form begins with nothing.
    let form = desk::new_request(&page);
    form.field("Does it already wait for somebody?").holds("No, it is with us");
    nothing_went_wrong(&page);
}

/// The key N is enough to begin, wherever the focus is on the board.
#[test]
fn a_key_opens_the_form() {
    if desk::skipped("the keys of the board are tried in moves::by_the_keyboard") {
        return;
    }
    let page = desk::people();
    raise(&page, "A first one", "Finance");
    page.press("n");
    page.dialog("New request").field("What is it about?").focused();
    page.type_keys("A second one");
    page.press("Enter");
    page.lane("New").card("A second one").here();
}
