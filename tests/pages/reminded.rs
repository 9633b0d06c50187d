//! Working days by the same time, what comes up when work is handed over or waits too long, what becomes of an
//! agreement that has measured something, and whether work piles up.

use crate::desk::{self, in_force_and_asked, nothing_went_wrong, raise};
use crate::support::browser::starts;

/// Asked on Tuesday at 15:10, a working day ends on Wednesday at 17:00, or, where that is agreed, at 15:10. In force, a
/// request of Tuesday 10:00 is due on Wednesday at 10:00, and says by which rule.
#[test]
fn a_working_day_may_end_by_the_same_time() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("1");
    page.choose("Unit of Done, Normal", "working days");
    page.field("In words").fill("Normal, raised Tuesday 15:10");
    page.see("Done by Wed 18 Nov 17:00");
    page.choose("Unit of Done, Normal", "days, same time");
    page.see("Done by Wed 18 Nov 15:10");
    let words = page.role("article", "The agreement in plain words");
    words.see("are done within 1 working day, by the same time of day");
    // On a Saturday it counts from Monday's opening.
    page.field("In words").fill("Normal, raised Saturday 11:00");
    page.see("Done by Tue 17 Nov 09:00");
    in_force_and_asked(&page);
    page.card("A list of overtime").see("due Wed 10:00");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.role("summary", "Why Wed 10:00?").click();
    drawer.see("are done within 1 working day by the same time of day");
    nothing_went_wrong(&page);
}

/// Whoever takes it over has two hours, until 12:00: late then on the board, though the client was promised the next
/// day. Passed on, it is late no more.
#[test]
fn a_late_hand_over_shows_on_the_board() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.field("Whoever takes a request over has").fill("2");
    in_force_and_asked(&page);
    let card = page.card("A list of overtime");
    card.see("due Wed 10:00");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.field("Owner").fill("Ann Peeters");
    drawer.field("Owner").press("Enter");
    drawer.see("to be done or passed on by today 12:00");
    desk::close(&drawer);
    card.see("due 12:00");
    card.see("Hand-over");
    page.set_now("2026-11-10T12:00:00Z");
    card.see("1 h late");
    page.button("1 late").click();
    card.here();
    let drawer = desk::open(&page, "A list of overtime");
    drawer.not_see("This is late");
    drawer.field("Owner").fill("Bo Maes");
    drawer.field("Owner").press("Enter");
    desk::close(&drawer);
    page.button(starts("0 late")).click();
    card.see("due 15:00");
    nothing_went_wrong(&page);
}

/// A pause lasts two opening hours at most: from Tuesday 10:00 to 12:00. Then the board and the request say so, and it
/// goes on waiting.
#[test]
fn a_wait_that_is_too_long_comes_up() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.field("Remind us when a pause lasts longer than").fill("0");
    page.see("“0” is no time to be reminded after.");
    page.field("Remind us when a pause lasts longer than").fill("2");
    page.not_see("is no time to be reminded after.");
    page.role("article", "The agreement in plain words").see("has waited longer than 2 opening hours");
    in_force_and_asked(&page);
    let card = page.card("A list of overtime");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Wait on Finance").click();
    drawer.not_see("longer than agreed");
    desk::close(&drawer);
    card.not_see("Waits longer than agreed");
    page.set_now("2026-11-10T11:00:00Z");
    card.see("Waits longer than agreed");
    card.see("Paused");
    page.button("1 update due").here();
    page.button("1 waits too long").click();
    card.here();
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("It has waited since today 10:00, longer than agreed. 2 h is the longest.");
    assert_eq!(page.axe(), Vec::<String>::new());
    nothing_went_wrong(&page);
}

/// A draft that has measured nothing is removed. An agreement under which somebody has asked is ended, and stays on the
/// list.
#[test]
fn an_agreement_that_measures_something_is_ended() {
    if desk::skipped("the dialog is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Sales");
    page.field("Done, Normal").fill("8");
    page.button("Save draft").click();
    page.button("Remove it…").click();
    let asked = page.dialog("Remove “Sales”?");
    asked.see("No request is measured by it.");
    asked.button("Remove it").click();
    page.see("No agreement yet");

    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    in_force_and_asked(&page);
    desk::visit(&page, "Agreements", "Agreements");
    page.link("Finance").click();
    page.button("End it…").click();
    let asked = page.dialog("End “Finance”?");
    asked.see("It stays on the list of agreements: 1 request is read by its terms.");
    asked.button("Remove it").gone();
    asked.choose("The open request it measures", "keeps its clock to the end");
    asked.button("End it").click();
    page.link("Finance").click();
    // Its clock runs still, so it can be ended once more, without it; then nothing is left to be ended.
    page.button("End it…").click();
    page.dialog("End “Finance”?").button("End it").click();
    desk::visit(&page, "Board", "Requests to People");
    page.card("A list of overtime").see("No agreement, so no clock runs.");
    nothing_went_wrong(&page);
}

/// Two requests on Tuesday, one of them done on Wednesday: the table has the ends of both days.
#[test]
fn where_work_stood_is_drawn_and_in_a_table() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    raise(&page, "A parking place", "Finance");
    page.set_now("2026-11-11T10:00:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Done").click();
    desk::close(&drawer);
    desk::visit(&page, "Insights", "Insights");
    let stood = page.role("region", "Does work pile up?");
    stood.see("1 request is open.");
    stood.see("2 requests, the archive among them.");
    stood.role("summary", "As a table").click();
    stood.see("11 Nov 2026 1 0 0 0 1 0 2");
    stood.see("10 Nov 2026 2 0 0 0 0 0 2");
    stood.see("9 Nov 2026 0 0 0 0 0 0 0");
    assert_eq!(page.axe(), Vec::<String>::new());
    nothing_went_wrong(&page);
}
