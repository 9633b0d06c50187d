//! What two sides have signed stays what they signed: another scope is another version, other hours are said beside the
//! names, and every version can be read for itself.

use crate::desk::{self, agree, nothing_went_wrong, raise};
use crate::support::browser::{Page, any, starts};
use std::fs;

/// The agreement with Finance, open.
fn finance(page: &Page) {
    desk::visit(page, "Agreements", "Agreements");
    page.link("Finance").nth(0).click();
    page.heading("Agreement: Finance").here();
}

/// Ann accepts as head of Finance; the opening hours are changed, and the page says so until she accepts again. Whom it
/// is for is changed as a version of its own, which leaves what she accepted as it is.
#[test]
fn what_was_accepted_says_when_it_is_another_thing() {
    if desk::skipped("what a version says is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "A parking place", "Sales");
    agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    finance(&page);
    let theirs = page.role("form", "For Finance");
    theirs.field("Name").fill("Ann Peeters");
    theirs.field("As").fill("Head of Finance");
    theirs.button("Accepted by Finance").click();
    let words = page.role("article", "The agreement in plain words");
    // The number of the text stands at the head, beside who signed it and in the list of versions.
    let head = words.text();
    let code =
        head.split("This is text ").nth(1).and_then(|rest| rest.get(..8)).expect("a number").to_owned();
    words.see(&format!("Ann Peeters, Head of Finance, 10 Nov 2026 (text {code})"));
    page.role("list", "Versions").see(&format!("text {code}"));

    let dialog = desk::opening_hours(&page);
    dialog.button("Day and night").click();
    dialog.button("Save opening hours").click();
    page.see("It is no longer what was accepted.");
    finance(&page);
    words.see("Changed since: the opening hours or their holidays.");
    words.not_see(&format!("This is text {code}"));
    page.see("Changed since Ann Peeters accepted it on 10 Nov 2026");
    theirs.field("Name").holds("Ann Peeters");
    theirs.button("Accepted by Finance").click();
    words.not_see("Changed since");

    page.field("Client").fill("Sales");
    page.see("You are changing what was accepted.");
    page.role("summary", "1 difference between two versions").click();
    page.see("Whom it is for: Finance becomes Sales.");
    page.button("Put in force").click();
    page.see("is in force.");
    page.link("Finance").nth(0).click();
    page.link("Version 1").click();
    page.heading("Finance, version 1").here();
    words.see("What Finance can count on");
    words.see("Ann Peeters, Head of Finance, 10 Nov 2026");

    // A request that is passed on asks first, where its deadlines would move.
    desk::visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.field("Client").fill("Sales");
    drawer.field("Client").press("Tab");
    drawer.see("For Sales it is measured by Finance, version 2.");
    drawer.button("Change to Sales").click();
    drawer.button("Change to Sales").gone();
    drawer.field("Client").holds("Sales");
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// A draft is read and saved as a document that says it is one, discarded and brought back; put in force from a day to
/// come it is put off and taken back; and what another tab wrote meanwhile stays.
#[test]
fn versions_are_read_put_off_and_discarded() {
    if desk::skipped("what a version says is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    finance(&page);
    page.field("Done, Normal").fill("4");
    page.button("Save draft").click();
    page.link("Version 2").click();
    page.heading("Finance, version 2").here();
    page.see("1 difference from version 1");
    page.see("This is a draft. Nothing of it is agreed yet.");
    page.button("Markdown").click();
    let file = page.downloaded(|name| name == "agreement-finance-version-2.md");
    let text = fs::read_to_string(file).expect("the document");
    assert!(text.contains("Version 2, draft") && text.contains("Nothing of it is agreed yet"), "{text}");
    page.link("The agreement").click();
    page.button("Discard this draft").click();
    page.see("Draft of “Finance” discarded.");
    page.link("Version 2").gone();
    page.button("Undo").click();
    page.link("Version 2").here();

    // Another tab writes a target of its own.
    finance(&page);
    page.field("Done, Normal").holds("4");
    let other = page.tab(&page.hash());
    other.heading("Agreement: Finance").here();
    other.field("Done, Low").fill("20");
    other.button("Save draft").click();
    other.see("“Finance” changed.");
    page.see("This agreement was changed elsewhere");
    page.field("In force from").fill("2026-11-20");
    page.button("Put in force").click();
    page.see("Somebody else has changed this meanwhile.");
    finance(&page);
    page.field("Done, Low").holds("20");
    page.field("In force from").holds("2026-11-20");
    page.field("In force from").fill("2026-11-25");
    page.button("Put in force").click();
    page.see("has a date from which it is in force.");
    finance(&page);
    page.see("from 25 Nov 2026 on");
    page.button("Take it back").click();
    page.see("is a draft again");
    page.button(starts("Take it back")).gone();
    nothing_went_wrong(&page);
}

/// A version says who wrote it and which text it is, on its page, in the list and in the document; a signature that a change
/// made void stays to be seen.
#[test]
fn a_version_says_who_wrote_it_and_a_void_signature_is_seen() {
    if desk::skipped("what a version says is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    desk::visit(&page, "Settings", "Settings");
    page.field("Your name").fill("Mila Berg");
    page.field("Your name").press("Tab");
    agree(&page, "Finance", "2", "8");
    finance(&page);
    page.field("Done, Normal").fill("6");
    page.button("Propose").click();
    let words = page.role("article", "The agreement in plain words");
    words.see("Written by Mila Berg.");
    page.role("list", "Versions").see("by Mila Berg, text");
    let theirs = page.role("form", "For Finance");
    theirs.field("Name").fill("Ann Peeters");
    theirs.button("Accepted by Finance").click();
    words.see("Ann Peeters, 10 Nov 2026 (text ");
    page.field("Done, Normal").fill("5");
    page.button("Propose").click();
    words.see("Void, as the text has changed since: Ann Peeters, 10 Nov 2026 (text ");
    page.see("Accepted before, and void since the text has changed: Ann Peeters");
    page.button("Markdown").click();
    let file = page.downloaded(|name| name == "agreement-finance.md");
    let text = fs::read_to_string(file).expect("the document");
    assert!(text.contains("Written by Mila Berg") && text.contains("This is text "), "{text}");
    nothing_went_wrong(&page);
}

/// What is proposed is answered with another wish: taken over it is a draft with the wish filled in; another one is not, and
/// says why. Both stay on the page of the version they answer.
#[test]
fn a_proposal_is_answered_with_another_wish() {
    if desk::skipped("what a version says is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    finance(&page);
    page.field("Done, Normal").fill("6");
    page.button("Propose").click();
    page.role("summary", "Write down what they would have instead").click();
    let wish = |hours: &str, why: &str| {
        page.field("Who wishes it").fill("Ann Peeters");
        page.field("Why they wish it").fill(why);
        page.field("Wished: Done, Normal").fill(hours);
        page.field("What they would do besides").fill("We send changes by noon");
        page.button("Write the wish down").click();
    };
    wish("", "");
    page.see("Write why they wish it.");
    page.field("Why they wish it").fill("Payday is on the 25th");
    page.field("Wished: Done, Normal").fill("3");
    page.button("Write the wish down").click();
    let words = page.role("article", "The agreement in plain words");
    words.see("What Finance would have instead");
    words.see("Ann Peeters, 10 Nov 2026, to version 2: “Payday is on the 25th”");
    words.see("Not answered yet.");
    let first = page.role("group", "Wish 1");
    first.button("Say why not").click();
    page.see("Write why it is not taken over.");
    first.field("Why it is not taken over").fill("We are two until March");
    // What is typed above and not kept yet stays, whatever is said to the wish.
    page.field("First response, Normal").fill("1,5");
    first.button("Take it over into a draft").click();
    first.see("What you typed on this page is not kept yet");
    first.button("Say why not").click();
    first.see("Not taken over: “We are two until March”");
    page.field("First response, Normal").holds("1,5");
    page.field("First response, Normal").fill("2");
    words.see("Not taken over: “We are two until March”");
    wish("4", "Then half of it");
    page.role("group", "Wish 2").button("Take it over into a draft").click();
    page.field("Done, Normal").holds("4");
    page.see("Taken over into version 3.");
    page.link("Version 2").click();
    page.heading("Finance, version 2").here();
    words.see("Not taken over: “We are two until March”");
    words.see("Taken over into version 3.");
    nothing_went_wrong(&page);
}

/// What the client expects of a target stands beside the offer: the gap in words and figures, the widest first, in the editor
/// and on the page.
#[test]
fn the_gap_between_what_is_expected_and_offered_is_told() {
    if desk::skipped("what a version says is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    finance(&page);
    page.role("summary", "What they expect, target by target").click();
    page.field("Expected: Done, Normal").fill("4");
    page.field("Expected: First response, Normal").fill("0,5");
    let talk = page.role("group", "What to talk about, the widest gap first");
    // Four times as long before twice as long.
    talk.role("listitem", any())
        .nth(0)
        .see("expected within 30 opening minutes, offered within 2 opening hours");
    talk.role("listitem", any())
        .nth(1)
        .see("expected within 4 opening hours, offered within 8 opening hours: 4 opening hours more.");
    let words = page.role("article", "The agreement in plain words");
    words.see("How far what is offered is from what is expected");
    words.see("4 opening hours more.");
    page.field("Expected: First response, Normal").fill("soon");
    page.see("“soon” is not a number.");
    page.field("Expected: First response, Normal").fill("");
    page.field("Done, Normal").fill("4");
    page.see("What is offered keeps to all that is expected.");
    page.button("Save draft").click();
    page.link("Version 2").click();
    page.heading("Finance, version 2").here();
    words.see("which keeps to it.");
    page.see("nothing said becomes 4 opening hours");
    nothing_went_wrong(&page);
}

/// An agreement follows what the team has said on cost, and says where it does not.
#[test]
fn an_agreement_follows_the_position_on_cost() {
    if desk::skipped("what a position brings is worked out alike everywhere") {
        return;
    }
    let page = desk::people();
    desk::visit(&page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.see("By your position on cost, a new agreement begins with “not shown”.");
    page.choose("What it costs", "at cost");
    page.not_see("By your position on cost it is");
    desk::visit(&page, "Settings", "Settings");
    page.role("navigation", "Settings").link("Positions").click();
    page.heading("Positions").here();
    let charge = page.role("region", "Do clients see or pay the cost?");
    charge.button("Take a position").click();
    charge.role("radio", "It is shown, not charged").click();
    charge.button("Take this position").click();
    charge.button("Change").here();
    desk::visit(&page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.see("begins with “shown, nobody pays”.");
    page.choose("What it costs", "at cost");
    page.see("By your position on cost it is “shown, nobody pays”,");
    nothing_went_wrong(&page);
}
