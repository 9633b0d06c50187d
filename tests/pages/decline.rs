//! Saying no, with a way forward.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::starts;

/// The team declines a request. It asks for the kind of reason, the reason in words and another way; all
/// three are read on the card and in the request; it can be taken up again.
#[test]
fn a_no_needs_a_reason_and_another_way() {
    let page = desk::people();
    raise(&page, "Payslips on paper again", "Warehouse");
    let drawer = desk::open(&page, "Payslips on paper again");
    desk::close_the_notice(&drawer);
    drawer.button("Decline").click();

    let form = page.dialog(starts("Decline PEO-1"));
    form.button("Decline PEO-1").click();
    form.see("Choose the kind of reason.");
    form.choose("Why?", "There is no capacity for it");
    form.button("Decline PEO-1").click();
    form.see("Write the reason.");
    form.see("Write what they can do instead");
    form.field("The reason, in your words").fill("Paper costs us two days a month.");
    form.button("Decline PEO-1").click();
    form.see("Write what they can do instead");
    form.field("Another way we can offer").fill("A terminal beside the canteen prints payslips.");

    form.field(starts("What would make it a yes")).fill("A budget for paper.");
    form.field(starts("Whom they can ask instead")).fill("Facilities");

    // The message to the client is written along with the answers.
    form.see("What would make it a yes: A budget for paper.");
    form.see("Whom you can ask instead: Facilities");
    form.see("Thank you for “Payslips on paper again”.");
    form.see("What we can offer instead: A terminal beside the canteen prints payslips.");
    form.button("Decline PEO-1").click();
    form.gone();

    let drawer = page.dialog("Payslips on paper again");
    drawer.see("There is no capacity for it");
    drawer.see("Reason: Paper costs us two days a month.");
    drawer.see("Another way: A terminal beside the canteen prints payslips.");
    drawer.see("What would make it a yes: A budget for paper.");
    drawer.see("Whom to ask instead: Facilities");
    desk::close(&drawer);
    page.lane("Declined")
        .card("Payslips on paper again")
        .see("Instead: A terminal beside the canteen prints payslips.");
    page.lane("New").card("Payslips on paper again").gone();

    page.reload();
    page.lane("Declined").card("Payslips on paper again").here();
    let drawer = desk::open(&page, "Payslips on paper again");
    drawer.button("Take it up again").click();
    drawer.see("Deciding");
    desk::close(&drawer);
    page.lane("Deciding").card("Payslips on paper again").here();
    nothing_went_wrong(&page);
}

/// Where they deliver to us, the no and the not now are theirs: the form notes them, the message says how they were
/// understood, and nothing counts as read by them.
#[test]
fn a_no_of_those_who_deliver_to_us() {
    if skipped("the same dialogs as elsewhere") {
        return;
    }
    let page = desk::people();
    for title in ["A printer that prints", "A second screen"] {
        let form = desk::new_request(&page);
        form.field("What is it about?").fill(title);
        form.field("For which client?").fill("IT");
        form.button("Turn it round").click();
        form.button("Put it on the board").click();
        form.gone();
    }
    let drawer = desk::open(&page, "A printer that prints");
    desk::close_the_notice(&drawer);
    drawer.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-1"));
    form.see("Note their no, with a way forward");
    form.see("IT cannot do it. Write down their reason and the other way there is");
    form.choose("Why?", "There is no capacity for it");
    form.field("The reason, in your words").fill("One person is ill.");
    form.field("Another way there is").fill("The printer of the second floor.");
    form.see("You told us that you cannot do “A printer that prints” as we asked.");
    form.see("You do not have the people for it before the date we need it. One person is ill.");
    form.see("What there is instead: The printer of the second floor.");
    form.see("If that is not so, tell us.");
    form.not_see("Thank you for");
    form.button("Decline PEO-1").click();
    form.gone();
    let drawer = page.dialog("A printer that prints");
    drawer.see("Reason: One person is ill.");
    drawer.not_see("IT see this");
    desk::close(&drawer);

    // Not now.
    let drawer = desk::open(&page, "A second screen");
    // The notice of the step before may lie over it.
    drawer.button("Decline").press("Enter");
    let form = page.dialog(starts("Decline PEO-2"));
    form.button("Not now, rather than no").click();
    let later = page.dialog("Not now: PEO-2");
    later.see("Write down why IT cannot do it now");
    later.field("The reason, in your words").fill("They move house.");
    later.field("What can be done meanwhile").fill("We share one.");
    later.field("Comes back on").fill("2026-12-01T09:00");
    later.see("You told us that you cannot do “A second screen” now.");
    later.see("We ask you again on");
    later.not_see("Thank you for");
    later.button("Put it off").press("Enter");
    later.gone();
    page.dialog("A second screen").not_see("IT see this");
    nothing_went_wrong(&page);
}
