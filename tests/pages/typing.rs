//! Nothing typed is lost unasked: not by Esc, the cross or a click beside, not by a link, a key or "back".

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::starts;

const QUESTION: &str = "What you typed is not kept yet";

/// A no that is half written outlives Esc, the cross and "back"; it goes when the person says so, and becomes a
/// "not now" with the words it has.
#[test]
fn a_half_written_no_is_asked_for() {
    if skipped("the question is the page's own and the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Payslips on paper again", "Warehouse");
    let drawer = desk::open(&page, "Payslips on paper again");
    desk::close_the_notice(&drawer);
    drawer.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-1"));
    let reason = form.field("The reason, in your words");
    // Nothing typed, nothing asked.
    form.press("Escape");
    form.gone();
    page.dialog("Payslips on paper again").button("Decline").click();
    reason.fill("Paper costs us two days a month.");
    let question = page.dialog(QUESTION);
    for leave in ["Escape", "the cross", "back"] {
        match leave {
            "Escape" => reason.press("Escape"),
            "the cross" => form.button("Do not decline").nth(0).click(),
            _ => drop(page.answer("history.back()", &[])),
        }
        question.button("Stay here").click();
        question.gone();
        reason.holds("Paper costs us two days a month.");
    }
    form.button("Not now, rather than no").click();
    let later = page.dialog(starts("Not now"));
    later.field("The reason, in your words").holds("Paper costs us two days a month.");
    later.press("Escape");
    later.gone();
    reason.press("Escape");
    question.button("Leave without it").click();
    form.gone();
    page.see("Payslips on paper again");
    page.lane("Declined").card("Payslips on paper again").gone();
    nothing_went_wrong(&page);
}

/// An agreement that is being written stays, whatever link, key or "back" leads away, until it is kept or let go.
#[test]
fn a_half_written_agreement_is_asked_for() {
    if skipped("the question is the page's own and the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::visit(&page, "Agreements", "Agreements");
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    let question = page.dialog(QUESTION);
    page.link("All agreements").click();
    question.button("Stay here").click();
    question.gone();
    page.heading("New agreement").here();
    page.field("Done, Normal").holds("8");
    page.answer("history.back()", &[]);
    question.button("Stay here").click();
    page.field("Done, Normal").holds("8");
    page.answer("location.hash = '#/board'", &[]);
    question.button("Leave without it").click();
    page.heading(starts("Requests to")).here();
    // Kept, it is not asked for.
    desk::visit(&page, "Agreements", "Agreements");
    desk::begin_agreement(&page, "Finance");
    page.field("Done, Normal").fill("8");
    page.button("Save draft").click();
    page.see("Draft of");
    page.link("All agreements").click();
    page.heading("Agreements").here();
    question.gone();
    nothing_went_wrong(&page);
}

/// What is kept when it is left is kept also when "back" takes the page away. Esc throws away a text at the second
/// press only. A line for a new request waits on the board.
#[test]
fn texts_are_kept_when_they_are_left() {
    if skipped("the way of a text is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Payslips on paper again", "Warehouse");
    let drawer = desk::open(&page, "Payslips on paper again");
    drawer.button("Change “What it is for”").click();
    drawer.field("What it is for").fill("So that drivers see what they earned");
    page.answer("history.back()", &[]);
    drawer.gone();
    let drawer = desk::open(&page, "Payslips on paper again");
    drawer.see("So that drivers see what they earned");

    drawer.button("Change “What it is for”").click();
    drawer.field("What it is for").fill("Another thought");
    drawer.field("What it is for").press("Escape");
    drawer.see("Esc once more throws away what you typed here.");
    drawer.field("What it is for").press("Escape");
    drawer.see("So that drivers see what they earned");
    drawer.not_see("Another thought");

    // A title that cannot be kept stays, with what is wrong.
    drawer.button("Change the title").click();
    drawer.field("Title").fill(&"long ".repeat(80));
    let question = page.dialog(QUESTION);
    page.answer("history.back()", &[]);
    question.button("Stay here").click();
    question.gone();
    drawer.see("characters long");
    drawer.button("Close and go back to the board").click();
    question.button("Stay here").click();
    question.gone();
    drawer.field("Title").fill("Payslips on paper");
    drawer.button("Close and go back to the board").click();
    drawer.gone();
    page.card("Payslips on paper").here();

    page.field("Add a request in one line").fill("A chair for the");
    desk::visit(&page, "Clients", "Clients");
    desk::visit(&page, "Board", "Requests to People");
    page.field("Add a request in one line").holds("A chair for the");
    nothing_went_wrong(&page);
}
