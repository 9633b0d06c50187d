//! Saying no, with a way forward.

use crate::desk::{self, nothing_went_wrong, raise};
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

    // The message to the client is written along with the answers.
    form.see("Thank you for “Payslips on paper again”.");
    form.see("What we can offer instead: A terminal beside the canteen prints payslips.");
    form.button("Decline PEO-1").click();
    form.gone();

    let drawer = page.dialog("Payslips on paper again");
    drawer.see("There is no capacity for it");
    drawer.see("Reason: Paper costs us two days a month.");
    drawer.see("Another way: A terminal beside the canteen prints payslips.");
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
