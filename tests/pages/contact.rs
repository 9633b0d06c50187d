//! Looking after a request besides working on it: contact, what stands in the way, what "done" means, how it
//! was received.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::{Part, starts};

const WHY: &str = "the forms and the drawer are native; the rules are tested without a browser";

/// Opens the small form by a button and gives it.
fn ask(drawer: &Part, button: &str, title: &str) -> Part {
    // The way on at the top and the one in the box of contact may have the same name.
    drawer.button(button).nth(0).click();
    let form = drawer.dialog(title);
    form.here();
    form
}

/// What the menu "More" leads to.
fn more(drawer: &Part, entry: &str) {
    drawer.button("More for this request").nth(0).click();
    drawer.button(entry).click();
}

/// Finance ask for news twice, are asked something, answer and talk: each is one or two presses, stands in the
/// history with who and when, and the count is on the card until they have heard from the team.
#[test]
fn every_contact_is_noted() {
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("They have not heard from us yet.");
    for _ in 0..2 {
        let form = ask(&drawer, "They asked for news", "Finance asked for news");
        form.choose("How", "Telephone");
        form.button("Note it").click();
        form.gone();
        drawer.button("They asked for news").focused();
    }
    drawer.see("Asked for news 2 times");
    drawer.see("Finance asked for news (Telephone), noted by Somebody.");
    drawer.see("They asked for news, 2 times. Answer now");
    desk::close(&drawer);
    page.card("Overtime is missing").see("Asked for news, 2 times");

    let drawer = desk::open(&page, "Overtime is missing");
    let form = ask(&drawer, "We asked something", "A question to Finance");
    form.button("Note the question").click();
    form.see("Write the question.");
    form.field("The question").fill("Which month?");
    form.button("Note the question").click();
    form.gone();
    drawer.see("Waiting for an answer since");
    drawer.see("Somebody asked Finance: Which month?");
    drawer.not_see("Answer now, even if little has changed");
    let form = ask(&drawer, "They answered", "Finance answered");
    form.field("The answer").fill("October.");
    form.press("Escape");
    desk::let_go(&page);
    form.gone();
    // Let go, nothing is noted; said again it is.
    let form = ask(&drawer, "They answered", "Finance answered");
    form.field("The answer").fill("October.");
    form.button("Note the answer").click();
    drawer.see("Finance answered, noted by Somebody: October.");
    let form = ask(&drawer, "We talked", "A conversation with Finance");
    form.choose("How", "In person");
    form.field("What came of it").fill("Half now, half later.");
    form.button("Note the conversation").click();
    drawer.see("Somebody talked with Finance (In person): Half now, half later.");
    drawer.see("One conversation");
    // What was understood is said in the team's words, and the client confirms it.
    let form = ask(&drawer, "In our words", "What we have understood");
    form.field("What they need, and what for, in our words")
        .fill("The overtime of October, for the pay of November.");
    form.button("Note what we said").click();
    drawer.see("and not confirmed yet: The overtime of October");
    let form = ask(&drawer, "They confirmed", "Finance confirmed what we have understood");
    form.field("Who confirmed it?").fill("Ravi Nair");
    form.button("Confirmed").click();
    drawer.not_see("and not confirmed yet");
    drawer.see("In our words, confirmed by Ravi Nair");
    drawer.see("Ravi Nair confirmed what we have understood, noted by Somebody.");
    desk::close(&drawer);
    page.card("Overtime is missing").not_see("Asked for news");
    // It is found by what was said.
    page.field("Search the requests").fill("half later");
    page.card("Overtime is missing").here();
    page.field("Search the requests").fill("quarter later");
    page.card("Overtime is missing").gone();
    nothing_went_wrong(&page);
}

/// Six messages and no talk: the request says that a talk may be quicker, and writes it down.
#[test]
fn after_six_messages_a_talk_may_be_quicker() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    for n in 1..=6 {
        drawer.field("Update for Finance").fill(&format!("Question {n}"));
        drawer.button("Save update").click();
        drawer.see(&format!("Question {n}"));
    }
    drawer.see("6 messages back and forth: a talk may be quicker.");
    let form = ask(&drawer, "We talked", "A conversation with Finance");
    form.field("What came of it").fill("Half now, half later.");
    form.button("Note the conversation").click();
    form.gone();
    drawer.not_see("a talk may be quicker");
    nothing_went_wrong(&page);
}

/// An update by another way than the client prefers is hinted at, and kept as it is written.
#[test]
fn another_way_than_they_prefer_is_hinted() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    desk::visit(&page, "Clients", "Clients");
    page.button("Edit Finance").click();
    page.field(starts("Channel it prefers")).fill("E-mail, mornings");
    page.button("Save").click();
    desk::visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.field("Update for Finance").fill("Half of it is done.");
    drawer.choose("How it goes", "E-mail");
    drawer.not_see("You chose:");
    drawer.choose("How it goes", "Chat");
    drawer.see("Finance prefer: E-mail, mornings. You chose: Chat.");
    drawer.button("Save update").click();
    drawer.see("The update went this way: Chat.");
    drawer.not_see("You chose:");
    nothing_went_wrong(&page);
}

/// Blocked work has a next step, with who and when; an escalation ends with its outcome. Both can be filtered,
/// undone, and are over with the work.
#[test]
fn what_stands_in_the_way_has_a_next_step() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    raise(&page, "A chair that fits", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    more(&drawer, "Blocked…");
    let form = drawer.dialog("Blocked");
    form.button("Mark as blocked").click();
    form.see("Write what has to happen next.");
    form.field("What has to happen next?").fill("Ask IT for the log");
    form.field("Who takes that step?").fill("Tom Aerts");
    form.field("By when?").fill("2026-11-16");
    form.button("Mark as blocked").click();
    form.gone();
    drawer.see("Next: Ask IT for the log (Tom Aerts, Mon 16 Nov)");
    more(&drawer, "Escalate…");
    let form = drawer.dialog("Take it to somebody who can decide");
    form.field("What has to be decided?").fill("Who goes first?");
    form.button("Escalate").click();
    form.see("Write to whom it goes.");
    form.field("To whom?").fill("Ines Roth");
    form.button("Escalate").click();
    form.gone();
    drawer.see("Escalated to Ines Roth");
    desk::close(&drawer);
    let card = page.card("Overtime is missing");
    card.see("Blocked: Ask IT for the log");
    card.see("Escalated to Ines Roth");
    page.button("1 blocked").click();
    page.card("A chair that fits").gone();
    card.here();
    page.button("1 blocked").click();

    let drawer = desk::open(&page, "Overtime is missing");
    let form = ask(&drawer, "Write down the outcome", "What came of the escalation");
    form.field("The outcome").fill("Payroll goes first.");
    form.button("Note the outcome").click();
    drawer.see("The escalation ended, noted by Somebody: Payroll goes first.");
    let form = ask(&drawer, "No longer blocked", "No longer blocked");
    form.field("How was it solved? (may stay empty)").fill("The log was there all the time.");
    form.button("No longer blocked").click();
    drawer.see("No longer blocked, noted by Somebody. The log was there all the time.");
    desk::close(&drawer);
    card.not_see("Blocked");
    page.press("Control+z");
    card.see("Blocked: Ask IT for the log");
    nothing_went_wrong(&page);
}

/// What "done" means is agreed point by point; delivering with a point open says so; opening again asks why.
/// Then the client confirms, rates, is not content, gets a reply; whoever worked on it is thanked.
#[test]
fn from_done_means_to_thanks() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    for point in ["The file opens", "October is in it"] {
        drawer.field("Another point").fill(point);
        drawer.field("Another point").press("Enter");
        drawer.role("checkbox", point).here();
    }
    drawer.role("checkbox", "The file opens").click();
    drawer.see("1 of 2 met");
    // A slip is taken back where it is said.
    drawer.see("PEO-1: point changed.");
    drawer.button("Undo").click();
    drawer.see("0 of 2 met");
    drawer.role("checkbox", "The file opens").click();
    drawer.see("1 of 2 met");
    drawer.button("Done").click();
    drawer.see("One point is open of the 2 that “done” was to mean.");
    let form = ask(&drawer, "Open again", "Open it again");
    form.button("Open again").click();
    form.see("Write why it is open again.");
    form.field("Why is it open again?").fill("October was still missing.");
    form.button("Open again").click();
    form.gone();
    drawer.see("Opened again by Somebody. October was still missing.");
    desk::close_the_notice(&drawer);
    drawer.role("checkbox", "October is in it").click();
    drawer.see("2 of 2 met");
    drawer.button("Done").click();

    let form = ask(&drawer, "They rated it", "How Finance rate it");
    form.button("Note the rating").click();
    form.see("Choose 1 to 5 for both");
    form.choose("The result, as Finance see it", "5, very good");
    form.choose("The manner, as Finance see it", "2, less than hoped for");
    form.button("Note the rating").click();
    form.gone();
    drawer.see("Result 5 of 5, manner 2 of 5.");
    drawer.see("They are not content");
    let form = ask(&drawer, "Write down the reply", "The reply to Finance");
    form.field("The reply").fill("We were curt, and we are sorry.");
    form.button("Note the reply").click();
    drawer.not_see("They are not content");
    drawer.field("Also worked on it").fill("Mila Berg");
    drawer.field("Also worked on it").press("Enter");
    drawer.button("Take Mila Berg off").here();
    let form = ask(&drawer, "Thanks", "Thanks");
    form.button("Note the thanks").click();
    drawer.see("Thanks to Mila Berg, noted by Somebody.");
    let form = ask(&drawer, "What it was good for", "What it was good for");
    form.field("What did it change, and for whom?").fill("Forty people were paid in time.");
    form.button("Note it").click();
    drawer.see("Good for: Forty people were paid in time.");
    let form = ask(&drawer, "They confirmed", "Finance confirmed that it is done");
    form.field("Who confirmed it?").fill("Ravi Nair");
    form.button("Confirmed").click();
    form.gone();
    drawer.see("Ravi Nair confirmed it");
    desk::close(&drawer);
    page.lane("Done").button(starts("Closed")).click();
    page.lane("Done").card("Overtime is missing").see("2 of 2");

    // What they said of it stands beside how work goes: the result was good, the manner was not, and that was answered.
    desk::visit(&page, "Insights", "Insights");
    let goes = page.role("region", "How work goes");
    goes.button(starts("Finance, Rated: 1 of 1.")).here();
    goes.button(starts("Finance, Satisfied: 1 of 1.")).here();
    goes.button(starts("Finance, Low ratings answered: 1 of 1.")).click();
    page.dialog("Finance: Low ratings answered").see("Overtime is missing");
    nothing_went_wrong(&page);
}

/// When the working days without news have passed, the request stands under "updates due"; an update takes it
/// off. The team sets the number of days.
#[test]
fn news_is_due_before_they_ask() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    raise(&page, "A chair that fits", "Finance");
    let link = page.card("Overtime is missing").link("Overtime is missing");
    page.drag(&link, &page.lane("Accepted"));
    page.go("#/settings");
    let news = page.role("region", "News before they ask");
    news.field("Working days without news").fill("0");
    news.button("Save").click();
    page.see("Choose a number from 1 to 60.");
    news.field("Working days without news").fill("1");
    news.button("Save").click();
    page.see("Settings of People saved.");
    // It was raised on Tuesday at 10:00: one working day later is Wednesday at 10:00.
    page.go("#/board");
    page.button("1 update due").gone();
    page.set_now("2026-11-11T10:05:00Z");
    page.button("1 update due").click();
    page.card("A chair that fits").gone();
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("News is due since");
    drawer.field(starts("Update for Finance")).fill("We found the cause; the file comes tomorrow.");
    drawer.button("Save update").click();
    drawer.not_see("News is due since");
    desk::close(&drawer);
    page.lane("Accepted").see("Nothing here fits the filter.");
    nothing_went_wrong(&page);
}

/// What waits for Finance, who have said something since, waits on paper only: that is said on the card and in the
/// request, with the way on. Insights tell what waiting, coming back and declining come to.
#[test]
fn who_has_answered_waits_on_paper_only() {
    if skipped(WHY) {
        return;
    }
    let page = desk::people();
    raise(&page, "Overtime is missing", "Finance");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.button("Wait on Finance").click();
    page.set_now("2026-11-10T10:00:00Z");
    let form = ask(&drawer, "They asked for news", "Finance asked for news");
    form.button("Note it").click();
    drawer.see("They have said something since it waits for them, today 11:00, and its clock still stands.");
    desk::close(&drawer);
    page.card("Overtime is missing").see("They have answered, it still waits");
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.button("Resume").nth(0).click();
    drawer.not_see("its clock still stands");
    desk::close(&drawer);
    page.card("Overtime is missing").not_see("it still waits");

    desk::visit(&page, "Insights", "Insights");
    let goes = page.role("region", "How work goes");
    goes.button(starts("Finance, Requests: 1.")).here();
    goes.see("1 h");
    goes.choose("Told apart by", "priority");
    goes.button(starts("Normal, Requests: 1.")).click();
    page.dialog("Normal: Requests").see("Overtime is missing");
    nothing_went_wrong(&page);
}
