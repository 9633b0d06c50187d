//! Deciding: one request at a time, by hand and by keys alone; the order, what is put off, the team's own rules.

use crate::desk::{self, nothing_went_wrong, raise, skipped, visit};
use crate::support::browser::{Page, part, starts};

/// Three requests, and the page that decides them.
fn three() -> Page {
    three_on(desk::people())
}

fn three_on(page: Page) -> Page {
    for (minute, title, client) in [
        ("00", "Payslips on paper", "Warehouse"),
        ("01", "Overtime is missing", "Finance"),
        ("02", "Green markers", "Sales"),
    ] {
        page.set_now(&format!("2026-11-10T09:{minute}:00Z"));
        raise(&page, title, client);
    }
    page.link("Decide").click();
    page.heading("Deciding").here();
    page.see("3 to decide");
    page
}

/// What a person answers makes the priority and the place; accepting goes on with the next one.
#[test]
fn one_request_at_a_time() {
    let page = three();
    page.heading("Payslips on paper").here();
    page.role("navigation", "In this order").link(starts("Overtime is missing")).click();
    page.heading("Overtime is missing").focused();
    page.see("2 of 3 in the order");
    page.choose("What happens if it waits?", "Somebody’s work stops, or a date is missed");
    page.choose("For whom?", "The people we serve, or several teams");
    page.see("By your table this is Urgent.");
    page.choose("What does it do for the people served in the end?", "Essential");
    page.choose("How much work is it?", "Two hours");
    // 3 × 2 + 2 × 3 + 2 × 3 + 1 × 3 of 9 weights × 3; what is at stake is not said.
    let table = page.role("table", "How its place comes about");
    table.see("Consequence of waiting 3 2 6");
    table.see("21 of 27");
    page.see("One answer is missing");
    page.see("1 of 3 in the order");

    page.button("Accept").click();
    page.heading("Payslips on paper").focused();
    page.see("2 to decide");
    page.button("Undo").nth(0).click();
    page.see("3 to decide");
    page.go("#/board");
    page.lane("New").card("Overtime is missing").here();
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("changed the consequence of waiting from none to Somebody’s work stops, or a date is missed.");
    drawer.see("changed the priority from Normal to Urgent.");
    nothing_went_wrong(&page);
}

/// What depends on a request and what waiting would do is said when it is added: the priority follows, and deciding begins
/// with the answers.
#[test]
fn what_is_said_at_the_door_is_answered_already() {
    if skipped("the same fields as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::new_request(&page);
    let form = page.dialog("New request");
    form.field("What is it about?").fill("Headcount by site");
    form.field("Which decision or deadline depends on it?").fill("The board decides on the 3rd.");
    form.choose("What happens if it waits?", "Somebody’s work stops, or a date is missed");
    form.choose("For whom?", "One team");
    form.field("Priority").holds("High");
    form.button("Put it on the board").click();
    form.gone();
    page.link("Decide").click();
    page.heading("Headcount by site").here();
    page.see("The board decides on the 3rd.");
    page.see("By your table this is High.");
    nothing_went_wrong(&page);
}

/// Declining, putting off and asking back, from the same page.
#[test]
fn the_other_three_ends() {
    if skipped("the same forms as elsewhere") {
        return;
    }
    let page = three();
    page.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-1"));
    form.choose("Why?", "There is no capacity for it");
    form.field("The reason, in your words").fill("Paper costs us two days a month.");
    form.field("Another way we can offer").fill("A terminal prints payslips.");
    form.see("If you see this differently, tell us what we have missed, and we look at it again together.");
    form.button("Decline PEO-1").click();
    page.heading("Deciding").here();
    page.heading("Overtime is missing").here();
    page.see("2 to decide");

    page.button("Not now").click();
    let form = page.dialog("Not now: PEO-2");
    form.button("Put it off").click();
    form.see("Write the reason.");
    form.see("Write what they can do instead");
    form.field("The reason, in your words").fill("The year end comes first.");
    form.field("What they can do meanwhile").fill("The old list works.");
    form.button("Put it off").click();
    form.see("Write a date on which it comes back, or what has to happen first.");
    form.field("Comes back on").fill("2026-11-20T09:00");
    form.see("We do not have the people for it just now. The year end comes first.");
    form.see("Until then: The old list works.");
    form.button("Put it off").click();
    form.gone();
    page.see("1 to decide");
    page.role("navigation", "Not now").link(starts("Overtime is missing")).click();
    page.see("Put off. It comes back");
    page.button("Decide PEO-2 now").click();
    page.see("2 to decide");

    page.button("Ask back").click();
    let form = page.dialog("Ask Finance back");
    form.button("Ask and wait").click();
    form.see("Write what is missing.");
    form.field("What is missing").fill("For which months?");
    form.field(starts("Point by point")).fill("The first month\nWho signs");
    form.button("Ask and wait").click();
    form.gone();
    page.heading("Green markers").here();
    page.see("1 to decide");
    page.go("#/board");
    page.lane("Waiting on client").card("Overtime is missing").here();
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("0 of 2 here");
    page.set_now("2026-11-10T10:00:00Z");
    drawer.role("checkbox", "The first month").click();
    drawer.see("1 of 2 here");
    drawer.role("checkbox", "Who signs").click();
    drawer.see("Everything they were asked for is here");
    desk::close(&drawer);
    let drawer = desk::open(&page, "Payslips on paper");
    drawer.see("How this no was given");
    drawer.see("Told within");
    nothing_went_wrong(&page);
}

/// From the board to a decided request without a pointer and without single keys.
#[test]
fn by_the_keys_alone() {
    if skipped("the same buttons, radios and lists as elsewhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Payslips on paper", "Warehouse");
    page.set_now("2026-11-10T09:01:00Z");
    raise(&page, "Overtime is missing", "Finance");
    page.press("Control+k");
    let palette = page.dialog("Search or do anything");
    palette.here();
    page.type_keys("decide requests");
    palette.role("option", starts("Decide requests, one at a time")).here();
    page.press("Enter");
    page.heading("Deciding").here();
    page.heading("Payslips on paper").here();
    // To the first of the answers, and on by the arrows, as in any group of radio buttons.
    until_focused(&page, "Somebody comes to harm, or a duty is broken");
    page.press("Space");
    page.press("ArrowDown");
    page.see("Answer both");
    page.press("Tab");
    page.press("Space");
    page.see("By your table this is Urgent.");
    until_focused(&page, "Accept");
    page.press("Enter");
    page.heading("Overtime is missing").focused();
    page.see("1 to decide");
    // With single keys, where they are wished for.
    page.press("l");
    let form = page.dialog("Not now: PEO-2");
    form.here();
    form.press("Escape");
    form.gone();
    // What the bar offers the palette offers too, with the reason where it is not to be had.
    page.press("Control+k");
    let palette = page.dialog("Search or do anything");
    palette.here();
    page.type_keys("request to decide");
    palette.role("option", starts("Next request to decide")).see("It is the last of the order.");
    page.press("Control+a");
    page.type_keys("same as another");
    palette.role("option", starts("The request shown is the same")).here();
    page.press("Enter");
    let form = page.dialog(part("PEO-2"));
    form.here();
    form.press("Escape");
    form.gone();
    page.press("y");
    page.see("Nothing to decide");
    nothing_went_wrong(&page);
}

/// Presses Tab until what has this name has the focus.
fn until_focused(page: &Page, name: &str) {
    for _ in 0..80 {
        page.press("Tab");
        let script = "const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim()";
        if page.answer(script, &[]).as_str() == Some(name) {
            return;
        }
    }
    panic!("the focus never came to {name}");
}

/// Another place in the order needs a reason, says who waits for it, and can be given back.
#[test]
fn another_place_with_a_reason() {
    if skipped("the same dialog and list as elsewhere") {
        return;
    }
    let page = three();
    page.role("navigation", "In this order").link(starts("Green markers")).click();
    page.button("Put it elsewhere").click();
    let form = page.dialog("Put PEO-3 elsewhere");
    form.see("PEO-1 and PEO-2 wait for it.");
    form.button("Put it there").click();
    form.see("Write why it goes there.");
    form.field("Why there").fill("The auditors come tomorrow.");
    form.button("Put it there").click();
    form.gone();
    page.see("1 of 3 in the order");
    page.see("Placed by hand. The auditors come tomorrow.");
    page.reload();
    page.see("1 of 3 in the order");
    page.button("Back to its own place").click();
    page.see("3 of 3 in the order");
    nothing_went_wrong(&page);
}

/// The team's own goals, table, weights, capacity and gates; each change can be undone.
#[test]
fn the_rules_are_the_teams_own() {
    if skipped("the same fields and lists as elsewhere") {
        return;
    }
    let page = three();
    visit(&page, "Settings", "Settings");
    page.role("navigation", "Settings").link("Deciding").click();
    page.heading("Goals of the organisation").here();
    let goals = page.role("region", "Goals of the organisation");
    goals.button("Add").click();
    goals.see("Write the goal.");
    goals.field("A goal, in the words your colleagues know").fill("Less paper");
    goals.button("Add").click();
    goals.button("Take “Less paper” off the list").here();
    page.choose("Priority for: One colleague; Nothing; it can wait", "Normal");
    page.choose("Weight of “Consequence of waiting”", "5");
    let criteria = page.role("region", "Criteria and their weight");
    criteria.field("A criterion of our own").fill("The law");
    criteria.button("Add").click();
    page.choose("Weight of “The law”", "4");
    page.field("Hours of work a week").fill("many");
    page.role("region", "Capacity").button("Save").click();
    page.see("Write a number of hours");
    page.field("Hours of work a week").fill("37.5");
    page.role("region", "Capacity").button("Save").click();
    page.see("Rules for deciding saved.");
    page.role("checkbox", "A promised date before work begins").click();
    page.role("checkbox", "A promised date before work begins").ticked(true);
    page.press("Control+z");
    page.role("checkbox", "A promised date before work begins").ticked(false);
    page.reload();
    page.field("Hours of work a week").holds("37.5");
    page.field("Weight of “The law”").holds("4");

    page.link("Decide requests now").click();
    page.choose("Which goal does it serve?", "Less paper");
    page.choose("The law", "Much");
    let table = page.role("table", "How its place comes about");
    table.see("Fit with a goal 2 3 6");
    table.see("The law 4 2 8");
    nothing_went_wrong(&page);
}

/// Where nobody declines, the page offers no decline, and the form says where it goes instead.
#[test]
fn positions_say_who_declines_and_what_is_asked() {
    if skipped("the same radios as elsewhere") {
        return;
    }
    let page = three();
    let take = |question: &str, choice: &str| {
        page.go("#/settings/positions");
        let one = page.role("region", question);
        one.button("Take a position").click();
        one.role("radio", choice).click();
        one.button("Take this position").click();
        one.button("Change").here();
    };
    take("Who may decline a request?", "Nobody; we let it go up");
    take(
        "How strictly do we test requests for their use to the people served in the end?",
        "Strictly: only what is essential",
    );
    take(
        "A colleague’s request and an outside customer’s compete. Which goes first?",
        "We serve colleagues only",
    );
    page.go("#/triage");
    page.heading("Payslips on paper").here();
    page.button("Decline").gone();
    page.press("d");
    page.see("Your rules for deciding say that nobody declines.");
    page.role("group", "Does an outside customer wait for it?").gone();
    page.button("Accept").click();
    let form = page.dialog("Accept PEO-1 all the same");
    form.button("Accept it").click();
    form.see("Write why you take it on all the same.");
    form.field("Why we take it on").fill("The board has asked for it.");
    form.button("Accept it").click();
    form.gone();
    page.see("2 to decide");
    nothing_went_wrong(&page);
}

/// Axe finds nothing on the page that decides, on its dialogs, on the rules, light and narrow.
#[test]
fn axe_has_nothing_against_deciding() {
    if skipped("axe reads the same pages everywhere") {
        return;
    }
    let page = three();
    // It would lie over what axe measures.
    desk::close_the_notice(&page);
    let mut found = Vec::new();
    let mut look = |screen: &str| {
        page.still();
        found.extend(page.axe().into_iter().map(|what| format!("{screen}: {what}")));
    };
    look("deciding");
    for (button, dialog) in [
        ("Put it elsewhere", "Put PEO-1 elsewhere"),
        ("Not now", "Not now: PEO-1"),
        ("Ask back", "Ask Warehouse back"),
    ] {
        page.button(button).click();
        page.dialog(dialog).here();
        look(dialog);
        page.press("Escape");
        page.dialog(dialog).gone();
    }
    // A notice may lie over it.
    page.button("The wish has changed").press("Enter");
    page.dialog("What has changed about PEO-1?").here();
    look("scope");
    page.press("Escape");
    page.button("Promise a date").click();
    page.field("Done by").fill("2026-11-12T12:00");
    page.see("How much you can do a week");
    look("promise");
    page.size(390, 844);
    look("deciding, narrow");
    page.go("#/settings/triage");
    desk::let_go(&page);
    page.heading("Goals of the organisation").here();
    look("rules, narrow");
    page.size(1280, 800);
    look("rules");
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    nothing_went_wrong(&page);
}

/// Who presses from above is noted and shown, and moves nothing; Insights tells how it fared beside the rest.
#[test]
fn pressure_from_above_is_noted_and_moves_nothing() {
    if skipped("the same fields and tables as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Warehouse", "2", "16");
    let page = three_on(page);
    page.role("navigation", "In this order").link(starts("Green markers")).click();
    page.heading("Green markers").focused();
    page.see("3 of 3 in the order");
    // What cannot be kept is not let go unasked, and what can is kept also when the page goes with the caret in it.
    let pressed = page.field("Pressed for from above by");
    pressed.fill(&"long ".repeat(80));
    page.answer("location.hash = '#/board'", &[]);
    page.dialog("What you typed is not kept yet").button("Stay here").click();
    page.see("characters long");
    pressed.fill("The board");
    page.reload();
    pressed.holds("The board");
    page.role("navigation", "In this order").link(starts("Green markers")).see("pressed for by The board");
    page.see("3 of 3 in the order");
    page.go("#/board");
    page.lane("New").card("Green markers").see("pressed for by The board");
    let drawer = desk::open(&page, "Green markers");
    drawer.see("Pressed from above by The board, noted by");
    drawer.field("Pressed for from above by").holds("The board");
    desk::close(&drawer);
    visit(&page, "Insights", "Insights");
    let table = page.role("table", "Pressed for from above");
    table.see("Pressed for 1");
    table.see("All others 2");
    nothing_went_wrong(&page);
}

/// More urgent requests of a client than the team's number: nothing is refused, and the page asks which may give way.
#[test]
fn one_urgent_request_too_many_asks() {
    if skipped("the same notes and fields as elsewhere") {
        return;
    }
    let page = desk::people();
    page.go("#/settings/triage");
    page.field("Urgent requests of one client").fill("1");
    page.role("region", "Urgent at a time").button("Save").click();
    page.see("Undo");
    page.go("#/board");
    desk::raise_as(&page, "Payslips on paper", "Finance", "Urgent");
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Overtime is missing");
    form.field("For which client?").fill("Finance");
    form.choose("Priority", "Urgent");
    form.see("Finance have an urgent request open already: PEO-1. Your number is 1.");
    form.button("Put it on the board").click();
    form.gone();
    let drawer = desk::open(&page, "Overtime is missing");
    drawer.see("Finance have 2 urgent requests open; your number is 1.");
    let asks = drawer.role("region", "Urgent requests of one client");
    asks.button("Save").click();
    asks.see("Write why, or let one of them give way.");
    asks.button("Let PEO-1 give way").click();
    asks.gone();
    drawer.heading("Overtime is missing").focused();
    desk::close(&drawer);
    page.card("Payslips on paper").see("High");
    nothing_went_wrong(&page);
}
