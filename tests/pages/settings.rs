//! Settings: what the team does for others, the positions it takes, and the first steps.

use crate::desk::{self, answer, nothing_went_wrong, skipped, visit};
use crate::support::browser::{any, part, starts};

/// Somebody writes down what the team does for others; requests say who delivers it to whom.
#[test]
fn a_register_of_services() {
    let page = desk::people();
    visit(&page, "Settings", "Settings");
    page.role("navigation", "Settings").link("Services").click();
    page.heading("Services").here();
    page.see("A team that names what it does is asked for it.");
    page.field("Add a service").fill("Payroll");
    page.button("Add").click();
    page.field("Add a service").fill("Contracts");
    page.button("Add").click();
    page.field("Add a service").fill("payroll");
    page.button("Add").click();
    page.see("There is a “payroll” already.");
    // Emptied, it is not asked for on the way out.
    page.field("Add a service").fill("");

    page.button("Edit Contracts").click();
    page.field("Name").focused();
    page.field("What one gets").fill("A signed paper within a week.");
    page.button("Save").click();
    page.button("Edit Contracts").focused();
    page.see("A signed paper within a week.");
    page.button("Edit Contracts").click();
    page.field(part("Who knows it best")).fill("Ada Lind");
    page.button("Save").click();
    page.see("Knows it best: Ada Lind");

    visit(&page, "Board", "Requests to People");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Overtime is missing");
    form.field("For which client?").fill("Finance");
    form.field(starts("Which service?")).fill("Payroll");
    form.button("Put it on the board").click();
    form.gone();
    page.go("#/settings/services");
    let table = page.role("table", starts("Services, who delivers to whom"));
    table.see("People → deliver to Finance");
    // One open, one in all.
    table.see("deliver to Finance 1 1");
    page.button("Remove Contracts").click();
    page.see("Service “Contracts” removed.");
    page.button("Edit Contracts").gone();
    page.button("Undo").click();
    page.button("Edit Contracts").here();
    nothing_went_wrong(&page);
}

/// A team takes a position: what was chosen, by whom and why stays, and the self-assessment knows it.
#[test]
fn a_position_is_taken_and_counts() {
    if skipped("the same fields and radios as elsewhere") {
        return;
    }
    let page = desk::people();
    visit(&page, "Settings", "Settings");
    page.field("Your name").fill("Mila Berg");
    page.role("navigation", "Settings").link("Positions").click();
    page.see("0 of 12 chosen");
    let word = page.role("region", "What do we call those we serve?");
    word.button("Take a position").click();
    word.role("radio", starts("Client")).focused();
    word.role("radio", "A word of our own").click();
    word.button("Take this position").click();
    word.see("Write both: your word for one of them, and for several.");
    word.field("Our word for one of them").fill("neighbour");
    word.field("Our word for several").fill("neighbours");
    word.field("Why").fill("We share a house.");
    word.field("Look at it again on").fill("2026-11-09");
    word.button("Take this position").click();
    word.see("neighbour, neighbours");
    word.see("We share a house.");
    word.see("by Mila Berg");
    word.see("To be looked at again since");
    word.button("Change").focused();

    let access = page.role("region", "How do clients reach us?");
    access.button("Take a position").click();
    access.role("radio", "By any member of the team").click();
    access.button("Take this position").click();
    page.see("2 of 12 chosen");
    page.reload();
    page.see("2 of 12 chosen");

    // The statement about one way in means nothing to this team.
    page.go("#/survey");
    page.button("Start answering").click();
    page.see("0 of 45");
    let first = page.role("group", any()).names()[0].clone();
    answer(&page.role("group", first.as_str()), "Usually").click();
    page.see("2 of 45");
    nothing_went_wrong(&page);
}

/// The first steps tick themselves, lead on from the board, and may be left out.
#[test]
fn first_steps_lead_on() {
    if skipped("the same list in every browser") {
        return;
    }
    let page = desk::people();
    page.see("Step 2 of 6: Write down who relies on you.");
    page.button("Leave it out").click();
    page.button("Leave it out").focused();
    page.see("Step 3 of 6: Put in the first request.");
    desk::raise(&page, "A chair that fits", "Finance");
    page.see("Step 4 of 6: Agree on targets with one client.");
    page.link("Draft an agreement").click();
    page.heading("New agreement").here();
    visit(&page, "Settings", "Settings");
    page.see("2 of 6");
    let steps = page.role("region", "First steps");
    steps.see("Write down who relies on you left out");
    steps.see("Put in the first request (done)");
}

/// A word of the trade is named where a text for clients is written, with what they say; it holds nothing back.
#[test]
fn a_word_of_the_trade_is_named_with_the_plain_one() {
    if skipped("the same fields and hints as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "Overtime is missing", "Finance");
    visit(&page, "Settings", "Settings");
    page.field("Your word").fill("Pay run");
    page.button("Add the word").click();
    page.field("What they say").says("aria-invalid", Some("true"));
    page.field("What they say").fill("the day everybody is paid");
    page.button("Add the word").click();
    page.field("Your word").focused();
    page.see("Pay run: the day everybody is paid");
    visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.field("Update for Finance").fill("It is in with the pay run of November.");
    drawer.see("“Pay run” is a word of your trade. For them it is “the day everybody is paid”.");
    drawer.button("Save update").click();
    drawer.not_see("is a word of your trade");
    desk::close(&drawer);
    visit(&page, "Settings", "Settings");
    page.button("Take “Pay run” off the list").click();
    page.field("Your word").focused();
    page.not_see("the day everybody is paid");
    nothing_went_wrong(&page);
}

/// Below a position stands what the record says of it, with the requests behind the figure; no verdict is given.
#[test]
fn the_record_stands_beside_a_position() {
    if skipped("the same lists as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "Overtime is missing", "Finance");
    page.go("#/settings/positions");
    page.heading("Positions").here();
    page.not_see("In your record");
    page.go("#/board");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.button("Done").nth(0).click();
    desk::close(&drawer);
    page.go("#/settings/positions");
    page.see("Declined, of what was decided: 0 of 1");
    page.button(starts("Declined, of what was decided: 0 of 1.")).click();
    let list = page.dialog("Declined, of what was decided");
    list.see("It does not hold 1");
    list.see("Overtime is missing");
    list.press("Escape");
    list.gone();
    nothing_went_wrong(&page);
}
