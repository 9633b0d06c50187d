//! The self-assessment: answering, leaving and coming back, the results.

use crate::desk::{self, answer, nothing_went_wrong};
use crate::support::browser::{Page, any, starts};

/// Answers every statement of the page that is open by the keys: one digit each, the focus goes on by itself.
/// `level` says which answer a statement gets.
fn answer_by_keys(page: &Page, level: impl Fn(&str) -> u8) {
    let statements = page.role("group", any()).names();
    answer(&page.role("group", statements[0].as_str()), "Never").press(&level(&statements[0]).to_string());
    for statement in &statements[1..] {
        let here = page.role("group", statement.as_str());
        answer(&here, "Never").focused();
        page.press(&level(statement).to_string());
    }
}

/// The ten dimensions and the conditions in the order in which they are asked, as the headings say them.
const PAGES: [&str; 11] = [
    "Knowing our clients",
    "Agreements",
    "Promises we can keep",
    "Status and openness",
    "Listening and clear language",
    "Fair priorities and a respectful no",
    "The people served in the end",
    "Care in service",
    "Partnership of equals",
    "Feedback and improvement",
    "Conditions",
];

/// The team answers the whole list together: one dimension a screen, every answer kept at once, resumed after
/// the page was closed in the middle of it.
///
/// The figures follow from the rule that an answer from 1 to 5 counts 0, 25, 50, 75 or 100, turned round
/// where a high share is a sign of trouble; a dimension is the mean of its answers, the whole the mean of the
/// dimensions. With 3 everywhere all is 50. "Knowing our clients" has only 5, so 100. In "Promises we can
/// keep" four statements have 5 and the one that is turned round has 1, so 100 as well: (2 × 100 + 8 × 50) / 10
/// is 60, between 37.5 and 62.5.
#[test]
fn a_team_answers_leaves_and_comes_back() {
    let page = desk::people();
    desk::visit(&page, "Self-assessment", "Self-assessment");
    page.see("No self-assessment yet");
    page.field("What to call it").holds("Autumn 2026");
    page.role("radio", starts("All 45, with three conditions")).ticked(true);
    page.button("Start answering").click();

    page.heading(PAGES[0]).here();
    page.see("0 of 45");
    // By the mouse, with a second thought.
    let first = page.role("group", "We know who relies on our work.");
    answer(&first, "Seldom").click();
    answer(&first, "Seldom").ticked(true);
    first.see("kept");
    answer(&first, "Always").click();
    answer(&first, "Always").ticked(true);
    answer(&first, "Seldom").ticked(false);
    page.see("1 of 45");
    answer_by_keys(&page, |_| 5);
    page.link("Next: Agreements").focused();
    page.press("Enter");
    page.heading(PAGES[1]).here();
    let second = page.role("group", any()).names();
    answer(&page.role("group", second[0].as_str()), "About half the time").click();
    page.see("6 of 45");

    // The page is closed and opened again: the list knows how far it is and where to go on.
    page.reload();
    page.see("6 of 45");
    answer(&page.role("group", second[0].as_str()), "About half the time").ticked(true);
    page.go("#/survey");
    page.see("6 of 45");
    page.button("Resume: The team’s agreed answer").click();
    page.heading(PAGES[1]).here();
    for (index, heading) in PAGES.iter().enumerate().skip(1) {
        page.heading(*heading).here();
        let promises = index == 2;
        answer_by_keys(&page, |statement| match promises {
            true if statement == "We promise dates that turn out to be unrealistic." => 1,
            true => 5,
            false => 3,
        });
        let on =
            if index == 10 { "See the results".to_owned() } else { format!("Next: {}", PAGES[index + 1]) };
        page.link(on.as_str()).focused();
        page.press("Enter");
    }

    page.heading("Autumn 2026").here();
    let whole = page.role("region", "Overall");
    whole.see("The team says 60");
    whole.see("patchy");
    let chart = page.role("figure", "Ten dimensions");
    chart.role("rowheader", any()).many(10);
    chart.see("Knowing our clients 100 second nature 1");
    chart.see("Promises we can keep 100 second nature 1");
    chart.see("Feedback and improvement 50 patchy 1");
    page.see("A structured conversation, not a test.");

    page.button("Close it").click();
    page.see("Closed 10 Nov 2026");
    desk::visit(&page, "Self-assessment", "Self-assessment");
    page.see("60 of 100, patchy");
    nothing_went_wrong(&page);
}

/// What does not apply asks for the reason, and a single answer can be taken back.
#[test]
fn what_does_not_apply_says_why() {
    if desk::skipped("the fields are native ones") {
        return;
    }
    let page = desk::people();
    page.go("#/survey");
    page.role("radio", starts("Ten, one for each dimension")).click();
    page.button("Start answering").click();
    page.see("0 of 10");
    let statements = page.role("group", any()).names();
    let statement = page.role("group", statements[0].as_str());
    answer(&statement, "Usually").press("n");
    statement.field("Why does it not apply?").focused();
    statement.choose("Why does it not apply?", "outside our control");
    statement.see("goes to the list of conditions");
    page.see("1 of 10");
    page.reload();
    page.role("group", statements[0].as_str()).field("Why does it not apply?").holds("outside our control");
    answer(&page.role("group", statements[0].as_str()), "Usually").click();
    page.button(starts("Take the answer back")).click();
    page.see("0 of 10");
}
