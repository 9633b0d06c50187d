//! Insights on who gets what, and what it was good for.

use crate::desk::{self, nothing_went_wrong, skipped, visit};
use crate::support::browser::starts;

/// Each client stands beside the others, with the requests behind each figure; few cases are told as such.
#[test]
fn each_client_beside_the_others() {
    if skipped("the same tables and lists as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "16");
    desk::raise(&page, "Overtime is missing", "Finance");
    desk::raise(&page, "A list of overtime", "Finance");
    desk::raise(&page, "Green markers", "Sales");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.button("Done").nth(0).click();
    desk::close(&drawer);
    visit(&page, "Insights", "Insights");
    let table = page.role("table", "Who gets what");
    // Two asked, one of the one that is done, which was in time.
    table.see("Finance 2 1 of 1");
    table.see("Sales 1 0 of 1");
    // Only one of the two has an agreement: neither is measured by the other.
    page.see("Agreements differ, so clients are compared only among those promised the same");
    table.see("Without an agreement");
    table.button(starts("Finance, Asked of us: 2.")).click();
    let list = page.dialog("Finance: Asked of us");
    list.see("Overtime is missing");
    list.see("A list of overtime");
    list.press("Escape");
    list.gone();
    // One client alone is beside nobody.
    page.choose("Client", "Sales");
    table.gone();
    nothing_went_wrong(&page);
}

/// Once it is done somebody ticks what it was good for, of the team's own kinds too; Insights counts it.
#[test]
fn what_work_was_good_for_is_counted() {
    if skipped("the same ticks and tables as elsewhere") {
        return;
    }
    let page = desk::people();
    visit(&page, "Settings", "Settings");
    let kinds = page.role("region", "What work is good for");
    kinds.field("Another kind").fill("Peace of mind");
    kinds.button("Add").click();
    kinds.button("Take “Peace of mind” off the list").here();
    kinds.role("checkbox", "Money saved or earned").click();
    visit(&page, "Board", "Requests to People");
    desk::agree(&page, "Finance", "2", "16");
    desk::raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.button("Done").nth(0).click();
    let good_for = drawer.role("group", "Good for");
    good_for.role("checkbox", "Money saved or earned").gone();
    good_for.role("checkbox", "Time saved").click();
    good_for.role("checkbox", "Peace of mind").click();
    drawer.see("noted what it was good for: Time saved.");
    drawer.see("noted what it was good for: Peace of mind.");
    good_for.role("checkbox", "Time saved").ticked(true);
    drawer.role("checkbox", "Beyond what was agreed").click();
    drawer.see("marked it as beyond what was agreed.");
    desk::close(&drawer);
    visit(&page, "Insights", "Insights");
    page.see("Of 1 finished one says what it was good for.");
    let went = page.role("table", "What the work went to");
    went.see("not said 1");
    let table = page.role("table", "What it was good for");
    table.see("Time saved 1 1 of 1");
    table.see("Peace of mind 1 1 of 1");

    // A kind that has left the list stays where it was noted, and within reach when it is unticked there.
    visit(&page, "Settings", "Settings");
    kinds.button("Take “Peace of mind” off the list").click();
    kinds.button("Take “Peace of mind” off the list").gone();
    visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "Overtime is missing");
    let noted = drawer.role("group", "Good for").role("checkbox", "Peace of mind");
    for on in [false, true] {
        noted.click();
        noted.ticked(on);
        noted.focused();
    }
    nothing_went_wrong(&page);
}

/// By which way the team wrote, through how many hands the work went, how often there was news: in Insights client by
/// client, and on the page of the client, with the requests behind each figure.
#[test]
fn how_the_team_stays_in_touch() {
    if skipped("the same tables and lists as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "16");
    desk::raise(&page, "Overtime is missing", "Finance");
    visit(&page, "Clients", "Clients");
    page.button("Edit Finance").click();
    page.field(starts("Channel it prefers")).fill("E-mail");
    page.button("Save").click();
    visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "Overtime is missing");
    for (way, text) in [("E-mail", "We have begun"), ("Chat", "Half of it is done")] {
        drawer.field("Update for Finance").fill(text);
        drawer.choose("How it goes", way);
        drawer.button("Save update").click();
        drawer.see(text);
    }
    desk::close(&drawer);
    visit(&page, "Insights", "Insights");
    let table = page.role("table", "How we stay in touch");
    table.see("Finance 1 of 2");
    table.button(starts("Finance, By the way they prefer: 1 of 2.")).click();
    let list = page.dialog("Finance: By the way they prefer");
    list.see("With an update by another way 1");
    list.see("Overtime is missing");
    list.press("Escape");
    list.gone();
    visit(&page, "Clients", "Clients");
    page.link("Finance").nth(0).click();
    let own = page.role("region", "How we stay in touch");
    own.see("By the way they prefer 1 of 2");
    own.button(starts("Finance, By the way they prefer: 1 of 2.")).click();
    page.dialog("Finance: By the way they prefer").see("Overtime is missing");
    nothing_went_wrong(&page);
}
