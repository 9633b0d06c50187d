//! Whose turn it is: who is told that another one goes first, what a client may see of the queue, who takes
//! requests in.

use crate::desk::{self, nothing_went_wrong, raise, skipped, visit};
use crate::support::browser::{Page, starts};

const WHY: &str = "the same dialogs and lists as elsewhere; the rules are tested without a browser";

fn two() -> Page {
    let page = desk::people();
    raise(&page, "Payslips on paper", "Warehouse");
    page.set_now("2026-11-10T09:01:00Z");
    raise(&page, "Overtime is missing", "Finance");
    page
}

/// A later request is put first: the earlier one is on the list of those to be told, its card says so, and the
/// message for its client is ready. Once told, nothing asks for it any more.
#[test]
fn who_has_to_wait_is_told() {
    if skipped(WHY) {
        return;
    }
    let page = two();
    page.link("Decide").click();
    page.role("navigation", "In this order").link(starts("Overtime is missing")).click();
    page.role("navigation", "To be told").gone();
    page.button("Put it elsewhere").click();
    let form = page.dialog("Put PEO-2 elsewhere");
    form.field("Why there").fill("The bank closes at five.");
    form.button("Put it there").click();
    form.gone();
    page.role("navigation", "To be told").see("PEO-1 · Warehouse · PEO-2 goes first");
    page.go("#/board?clock=bumped");
    page.card("Payslips on paper").see("Another went first: not told yet");
    page.card("Overtime is missing").gone();

    let drawer = desk::open(&page, "Payslips on paper");
    drawer.see("PEO-2 went before it, though raised later. Warehouse do not know yet.");
    desk::close_the_notice(&drawer);
    drawer.button("Tell them").click();
    let form = drawer.dialog("Tell that PEO-1 has to wait");
    form.see("“Payslips on paper” has to wait a little longer than we thought");
    form.button("Copy the message").here();
    assert_eq!(page.axe(), Vec::<String>::new());
    form.button("They have been told").click();
    form.gone();
    drawer.not_see("do not know yet");
    drawer.see("Told by Somebody that another request goes first.");
    drawer.button("Undo").click();
    drawer.see("Warehouse do not know yet.");
    desk::close_the_notice(&drawer);
    drawer.button("Tell them").click();
    form.button("We told them in person").click();
    form.gone();
    desk::close(&drawer);
    page.card("Payslips on paper").gone();
    nothing_went_wrong(&page);
}

/// What a client may see goes by the team's position, and so does whether each request says what it is for.
#[test]
fn a_client_sees_what_the_team_has_settled() {
    if skipped(WHY) {
        return;
    }
    let page = two();
    visit(&page, "Clients", "Clients");
    page.link("Finance").nth(0).click();
    let seen = page.role("region", "What Finance may see");
    seen.see("PEO-2 Overtime is missing: New, place 2 of 2");
    seen.not_see("Payslips");
    seen.button("Copy it").here();
    assert_eq!(page.axe(), Vec::<String>::new());
    seen.link("Positions").click();
    let open = page.role("region", "How open is our queue to clients?");
    open.button("Take a position").click();
    open.role("radio", "They see the whole list").click();
    open.button("Take this position").click();
    visit(&page, "Clients", "Clients");
    page.link("Finance").nth(0).click();
    seen.see("Warehouse: Payslips on paper: New, place 1 of 2");

    page.go("#/board");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Lockers");
    form.button("Put it on the board").click();
    form.see("Write what it is for.");
    form.field("What is it for: which end result?").fill("The late shift begins on Monday.");
    form.button("Put it on the board").click();
    form.gone();
    page.card("Lockers").here();
    nothing_went_wrong(&page);
}

/// What is put on the board goes to whoever takes requests in.
#[test]
fn one_takes_requests_in() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    page.go("#/settings/triage");
    let entry = page.role("region", "Who takes requests in");
    entry.see("By one entry point, then straight to the expert");
    entry.field("Takes requests in").fill("Mila Berg");
    entry.field("Takes requests in").press("Tab");
    page.see("Rules for deciding saved.");
    page.go("#/board");
    raise(&page, "Payslips on paper", "Warehouse");
    page.lane("New").see("Mila Berg takes it in.");
    page.card("Payslips on paper").see("Owner Mila Berg");
    nothing_went_wrong(&page);
}
