//! Promises: dates from the team's own record, what fits, a changed wish, a delay that is told.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::starts;

/// Five finished requests propose a date; the estimate and the capacity say whether it fits before it is made.
#[test]
fn a_date_from_the_record_and_whether_it_fits() {
    if skipped("the same form and the same figures everywhere") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/triage");
    page.field("Hours of work a week").fill("40");
    page.role("region", "Capacity").button("Save").click();
    page.see("Rules for deciding saved.");
    page.go("#/board");
    // Each is accepted at ten and done three hours later, on a day of its own.
    for (n, day) in [("one", "10"), ("two", "11"), ("three", "12"), ("four", "13"), ("five", "16")] {
        page.set_now(&format!("2026-11-{day}T09:00:00Z"));
        let title = format!("Report {n}");
        raise(&page, &title, "Finance");
        let drawer = desk::open(&page, &title);
        drawer.button("Move").nth(0).click();
        drawer.button("Accepted").click();
        page.set_now(&format!("2026-11-{day}T12:00:00Z"));
        drawer.button("Done").nth(0).click();
        drawer.see("Open again");
        desk::close(&drawer);
    }
    page.set_now("2026-11-17T09:00:00Z");
    raise(&page, "Report six", "Finance");
    page.go("#/triage");
    page.choose("How much work is it?", "A week (40 h)");
    page.button("Accept").click();
    page.see("Nothing to decide");
    page.go("#/board");
    let drawer = desk::open(&page, "Report six");
    drawer.button("Promise a date").click();
    drawer.see("How long 5 finished requests of Finance took, from accepted to done:");
    drawer.see("50 of 100 within 3 h: today 13:00");
    // A week's work does not fit until then: at 6.4 hours a day from ten on Tuesday it does by the Wednesday after next.
    drawer.see("The first date that fits is Wed 25 Nov 17:00.");
    drawer.button(starts("Take 85 of 100: Wed 25 Nov")).click();
    drawer.field("Done by").holds("2026-11-25T17:00");
    drawer.see("you can do 44 h");
    drawer.field("Done by").fill("2026-11-17T13:00");
    // A week's work until one o'clock: 3 of 40 opening hours, of 40 hours 80 % are promised.
    drawer.see("Above your capacity. Until then 40 h would be promised, and you can do 2.4 h");
    drawer.button("Promise this").click();
    drawer.see("Promised until then: 40 h of 2.4 h, above capacity");
    nothing_went_wrong(&page);
}

/// A changed wish asks whether the date stays; a delay is told with its cause and keeps the first promise.
#[test]
fn a_changed_wish_and_a_delay() {
    if skipped("the same dialogs as elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Payslips", "Finance");
    let drawer = desk::open(&page, "Payslips");
    drawer.button("Promise a date").click();
    drawer.see("No request is finished yet.");
    drawer.field("Done by").fill("2026-11-12T12:00");
    drawer.see("How much you can do a week is not written down");
    drawer.button("Promise this").click();
    drawer.see("The first promise is the one now.");

    drawer.button("The wish has changed").click();
    let form = page.dialog("What has changed about PEO-1?");
    form.button("Write it down").click();
    form.see("Write what is different now.");
    form.field("What is different now").fill("Also for October.");
    form.button("Write it down").click();
    form.gone();
    drawer.see("Also for October. The date stays.");

    drawer.button("Tell of a delay").click();
    let form = page.dialog("PEO-1 will be late");
    form.field("The new date").fill("2026-11-11T12:00");
    form.field("What it is that takes longer").fill("The printer is out of order.");
    form.button("Promise the new date").click();
    form.see("That is not later than what is promised.");
    form.field("The new date").fill("2026-11-16T12:00");
    form.see("This is why: The printer is out of order.");
    form.button("Promise the new date").click();
    form.gone();
    drawer.see("moved once");
    drawer.see("Delay told");
    page.reload();
    page.dialog("Payslips").see("moved once");
    nothing_went_wrong(&page);
}

/// A promise says so on its card when it is near and when it has passed, is counted at the head of the board, and leads
/// to the message that tells of it; a later date is promised in no other way.
#[test]
fn a_promise_that_is_near_and_one_that_has_passed() {
    let page = desk::people();
    raise(&page, "Payslips", "Finance");
    let drawer = desk::open(&page, "Payslips");
    drawer.button("Promise a date").click();
    drawer.field("Done by").fill("2026-11-12T12:00");
    drawer.button("Promise this").click();
    drawer.see("The first promise is the one now.");
    desk::close(&drawer);
    page.card("Payslips").not_see("The promised date");

    page.set_now("2026-11-12T08:30:00Z");
    page.card("Payslips").see("The promised date is near");
    page.set_now("2026-11-12T11:30:00Z");
    page.card("Payslips").see("The promised date has passed");
    raise(&page, "A desk by the window", "Finance");
    page.button("1 promise passed").click();
    page.card("A desk by the window").gone();
    let drawer = desk::open(&page, "Payslips");
    drawer.see("The promised date has passed: today 12:00.");
    drawer.button("Tell of a delay").nth(0).click();
    let form = page.dialog("PEO-1 will be late");
    form.field("The new date").fill("2026-11-16T12:00");
    form.field("What it is that takes longer").fill("The printer is out of order.");
    form.button("Finance know: only write it down").click();
    form.gone();
    drawer.not_see("The promised date has passed");
    drawer.see("Delay told");
    drawer.button("Move the promise").click();
    drawer.field("Done by").fill("2026-11-18T12:00");
    drawer.field("Why the date moves").fill("The spare part.");
    drawer.button("Move the promise").click();
    form.field("The new date").holds("2026-11-18T12:00");
    form.field("What it is that takes longer").holds("The spare part.");
    form.press("Escape");
    form.gone();
    drawer.field("Done by").holds("2026-11-18T12:00");
    nothing_went_wrong(&page);
}

/// Where the team is the one who asks, the date and the delay are theirs who deliver: both are written down as they said
/// them, and nothing apologises for them.
#[test]
fn a_delay_of_those_who_deliver_to_us() {
    if skipped("the same dialogs as elsewhere") {
        return;
    }
    let page = desk::people();
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("A printer that prints");
    form.field("For which client?").fill("IT");
    form.field("Who asked?").fill("Tom Aerts");
    form.button("Turn it round").click();
    form.see("IT deliver to People.");
    form.button("Put it on the board").click();
    form.gone();
    page.see("PEO-1 A printer that prints: on the board.");
    let drawer = desk::open(&page, "A printer that prints");
    drawer.see("Ask IT for a date");
    drawer.not_see("Nobody has answered IT yet");
    drawer.button("Note what they promise").click();
    drawer.field("Done by").fill("2026-11-12T12:00");
    drawer.not_see("How much you can do a week");
    drawer.button("Note this date").click();
    drawer.see("The first promise is the one now.");
    drawer.see("PEO-1: date noted, promised by IT.");
    drawer.see("12:00, noted by");

    // Half an hour after the date they are asked, not told.
    page.set_now("2026-11-12T11:30:00Z");
    drawer.see("The promised date has passed: today 12:00. Ask IT now by when it will be done.");
    drawer.button("Note their delay").nth(0).click();
    let form = page.dialog("PEO-1 will be late");
    form.see("IT promised this for");
    form.see("Will it be later? Then tell us the new date");
    form.field("The new date").fill("2026-11-16T12:00");
    form.field("What it is that takes longer").fill("The supplier has no toner.");
    form.see("“A printer that prints” will be later than you promised");
    form.see("The reason, as we have understood it: The supplier has no toner.");
    form.not_see("We are sorry");
    form.not_see("Hello Tom Aerts");
    form.button("Note the new date").click();
    form.gone();
    drawer.see("moved once");
    drawer.see("PEO-1: the delay of IT and the new date are noted.");
    drawer.see("Delay of IT, noted by");
    drawer.not_see("Delay told");
    nothing_went_wrong(&page);
}
