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
