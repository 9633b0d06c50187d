//! The conversation about an agreement, from the first draft to the second version, and the days on which
//! its clocks stand still.

use crate::desk::{self, nothing_went_wrong, raise};
use crate::support::browser::{any, part, starts};
use std::fs;

/// Holidays follow a rule, come out of a file, and are listed before they come.
#[test]
fn holidays_follow_rules_and_come_out_of_files() {
    if desk::skipped("dates and rules are worked out alike everywhere; the agreement jobs are told there") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    dialog.button("Add a day").click();
    dialog.role("group", "Day").choose("What kind of day", "closed by the date of Easter");
    let easter = dialog.role("group", "Day Easter Monday");
    easter.see("29 Mar 2027");
    easter.field("Name of the day").fill("Easter Monday");
    dialog.button("Add a day").click();
    dialog.role("group", "Day").choose("What kind of day", "closed on a weekday of a month");
    let spring = dialog.role("group", "Day last Monday in May");
    spring.choose("Month", "Aug");
    dialog.role("group", "Day last Monday in Aug").see("30 Aug 2027");

    // A file as governments publish them; what is no closed day says so, the rest can be unticked.
    let file = desk::scratch("holidays.ics");
    let event =
        |name: &str, lines: &str| format!("BEGIN:VEVENT\r\nSUMMARY:{name}\r\n{lines}\r\nEND:VEVENT\r\n");
    let text = [
        "BEGIN:VCALENDAR\r\n".to_owned(),
        event("Christmas Day", "DTSTART;VALUE=DATE:20201225\r\nRRULE:FREQ=YEARLY"),
        event("Bridge", "DTSTART;VALUE=DATE:20270107\r\nDTEND;VALUE=DATE:20270109"),
        event("Standup", "DTSTART:20261126T090000Z\r\nRRULE:FREQ=DAILY"),
        "END:VCALENDAR\r\n".to_owned(),
    ];
    fs::write(&file, text.concat()).expect("a file for the test");
    dialog.role("summary", "From a calendar file").click();
    dialog.file(part("Choose a file"), &file);
    dialog.see("3 days found in “holidays.ics”");
    dialog.see("Line 12, “Standup” has times of day.");
    dialog.role("checkbox", part("8 Jan 2027")).click();
    dialog.button("Write 2 days down").click();
    dialog.see("2 days are written down below.");

    dialog.role("summary", "4 days of the coming year not like the week").click();
    for day in ["25 Dec 2026 Christmas Day", "7 Jan 2027 Bridge", "29 Mar 2027 Easter Monday"] {
        dialog.see(day);
    }
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("4 holidays");
    page.reload();
    desk::opening_hours(&page).role("group", "Day last Monday in Aug").here();
    nothing_went_wrong(&page);
}

/// A file that is no calendar says so and changes nothing.
#[test]
fn a_file_that_is_no_calendar_says_so() {
    if desk::skipped("reading files is the same everywhere") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    let file = desk::scratch("holidays.csv");
    fs::write(&file, "date,name\n2026-12-25,Christmas\n").expect("a file for the test");
    dialog.role("summary", "From a calendar file").click();
    dialog.file(part("Choose a file"), &file);
    dialog.see("“holidays.csv” is not a calendar file");
    dialog.see("Nothing was changed.");
}

/// A draft from a template, warned about while it is written, proposed, accepted by both, in force; then
/// changed into a second version, with its difference and with open requests moved to it.
#[test]
fn two_sides_agree_and_agree_again() {
    if desk::skipped("dates and rules are worked out alike everywhere; the agreement jobs are told there") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("In their words").fill("Overtime answered the same day");
    page.choose("Such a team", "People (HR)");
    page.field("Done, Normal").holds("40");

    // A number that contradicts another is pointed out beside it, and no longer once it is mended.
    page.field("Done, Low").fill("8");
    page.see("Low is promised sooner than Normal");
    page.field("Done, Low").fill("80");
    page.not_see("Low is promised sooner than Normal");
    page.field("Done, Normal").fill("16");
    page.field("Duty").nth(0).fill("Report the KPI");
    page.see("“KPI” may be a word only one side knows");
    page.field("Duty").nth(0).fill("We answer with the next step");

    let words = page.role("article", "The agreement in plain words");
    words.see("What Finance said they expect");
    words.see("Overtime answered the same day");
    page.button("Propose").click();
    page.see("is proposed.");
    page.heading("Agreement: Finance").here();
    let ours = page.role("form", "For People");
    ours.field("Name").fill("Bo Maes");
    ours.button("Accepted by People").click();
    page.see("Bo Maes, 10 Nov 2026");
    let theirs = page.role("form", "For Finance");
    theirs.button("Accepted by Finance").click();
    theirs.see("Write who accepts.");
    theirs.field("Name").fill("Ann Peeters");
    theirs.button("Accepted by Finance").click();
    page.see("Both sides have accepted. It can be put in force.");
    words.see("Ann Peeters, 10 Nov 2026");
    page.button("Put in force").click();
    page.see("is in force.");

    // Raised under version 1: normal, 16 opening hours. Tuesday 10:00: 7 hours left of it, 8 on
    // Wednesday, so Thursday 10:00; under version 2 with 8 hours: Wednesday 10:00.
    desk::visit(&page, "Board", "Requests to People");
    raise(&page, "A list of overtime", "Finance");
    desk::visit(&page, "Agreements", "Agreements");
    page.link("Finance").click();
    page.field("Done, Normal").fill("8");
    page.see("You are changing what was accepted.");
    page.role("summary", "1 difference between two versions").click();
    page.see("Normal, Done: from 16 opening hours to 8 opening hours.");
    page.field("Why this version").fill("We are two more people");
    page.button("Put in force").click();
    page.see("is in force.");
    desk::visit(&page, "Agreements", "Agreements");
    page.link("Finance").click();
    page.role("summary", "1 open request has another version than version 2").click();
    page.see("Thu 12 Nov 10:00");
    page.see("Wed 11 Nov 10:00");
    page.button("Move 1 request to version 2").click();
    page.see("Open requests moved to the version in force");
    page.role("summary", starts("1 open request has another")).gone();
    nothing_went_wrong(&page);
}

/// The order in which agreements are tried is changed by the keyboard alone, and the focus stays.
#[test]
fn the_order_of_agreements_is_changed_by_keyboard() {
    if desk::skipped("dates and rules are worked out alike everywhere; the agreement jobs are told there") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "8");
    desk::agree(&page, "Sales", "2", "8");
    desk::visit(&page, "Agreements", "Agreements");
    let list = page.role("list", "In this order");
    let names = || list.role("heading", any()).names();
    assert_eq!(names(), ["Finance", "Sales"]);
    let later = page.button("Try “Finance” later");
    later.press("Enter");
    page.see("has another place in the list.");
    later.focused();
    assert_eq!(names(), ["Sales", "Finance"]);
    page.button("Try “Finance” earlier").press("Enter");
    page.button("Try “Finance” earlier").focused();
    assert_eq!(names(), ["Finance", "Sales"]);
    nothing_went_wrong(&page);
}

/// A draft is tried on finished work, and the target that would have been kept is written in.
#[test]
fn a_draft_is_tried_on_past_work() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    for n in ["One", "Two", "Three", "Four", "Five"] {
        raise(&page, &["Request ", n].concat(), "Finance");
    }
    // All five done after three and a half hours.
    page.set_now("2026-11-10T12:30:00Z");
    for n in ["One", "Two", "Three", "Four", "Five"] {
        let drawer = desk::open(&page, &["Request ", n].concat());
        drawer.button("Done").click();
        drawer.button("Open again").here();
        desk::close(&drawer);
    }
    desk::begin_agreement(&page, "Finance");
    page.see("5 finished requests in this scope");
    page.field("Done, Normal").fill("3");
    page.see("0 % · 0 of 5");
    page.button("Use 3.5 opening hours for Normal: Done").nth(0).click();
    page.field("Done, Normal").holds("3.5");
    page.see("100 % · 5 of 5");
    page.button("Markdown").click();
    let file = page.downloaded(|name| name == "agreement-finance.md");
    let text = fs::read_to_string(file).expect("the file");
    assert!(text.starts_with("# What Finance can count on\n"), "{text}");
    assert!(text.contains("done within 3.5 opening hours"), "{text}");
}

/// News on the way, working days, what is agreed besides, an example in words; then the whole as a file that
/// comes back as a draft, and a file that is none.
#[test]
fn more_than_hours_is_agreed_and_carried_to_another_desk() {
    if desk::skipped("dates and rules are worked out alike everywhere; the agreement jobs are told there") {
        return;
    }
    let page = desk::people();
    desk::begin_agreement(&page, "Finance");
    page.field("First response, Normal").fill("4");
    page.field("Next update, Normal").fill("8");
    page.field("Done, Normal").fill("1.5");
    page.choose("Unit of Done, Normal", "working days");
    page.see("Normal: working days are whole ones");
    page.field("Done, Normal").fill("2");
    page.not_see("Normal: working days are whole ones");
    let words = page.role("article", "The agreement in plain words");
    words.see("are done within 2 working days");
    words.see("they hear from us at least every 8 opening hours");

    // Friday afternoon: Monday is the first working day, Tuesday the second.
    page.field("In words").fill("Normal, raised Friday 16:40");
    page.see("Done by Tue 17 Nov 17:00");
    page.field("In words").fill("Normal, raised whenever");
    page.see("Not understood: “whenever”");

    page.field("Right the first time, in %").fill("95");
    page.field("When").nth(0).fill("75");
    page.see("says when and no name");
    page.field("Who is told").nth(0).fill("Bo Maes");
    page.choose("What it costs", "at cost, with a share on top");
    page.field("On top, in %").fill("10");
    page.field("Check in every so many weeks").fill("2");
    words.see("Right the first time: 95 %");
    words.see("Once 75 % of the time until “done” is used, Bo Maes is told.");
    words.see("pays what it costs and 10 % on top");
    words.see("check in every 2 weeks");

    page.button("Save draft").click();
    page.heading("Agreement: Finance").here();
    page.button("For another desk (.json)").click();
    let file = page.downloaded(|name| name == "agreement-finance.json");
    desk::visit(&page, "Agreements", "Agreements");
    page.role("summary", "Take one in from a file").click();
    let other = desk::scratch("not-one.json");
    fs::write(&other, "{\"inhouse\":\"desk\",\"schema\":1}").expect("a file for the test");
    page.file(part("Choose a file"), &other);
    page.see("“not-one.json” is not the file of an agreement");
    page.file(part("Choose a file"), &file);
    page.heading("Agreement: Finance").here();
    page.field("Done, Normal").holds("2");
    page.field("Next update, Normal").holds("8");
    page.role("article", "The agreement in plain words").see("Bo Maes is told");
    nothing_went_wrong(&page);
}

/// A week is drawn with the pointer, and other hours say which open deadlines they would move before they
/// are saved.
#[test]
fn other_hours_say_what_they_would_move() {
    if desk::skipped("the arithmetic is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "16");
    desk::visit(&page, "Board", "Requests to People");
    raise(&page, "A list of overtime", "Finance");
    let dialog = desk::opening_hours(&page);
    dialog.role("group", "Wednesday").button("Remove this span").nth(0).click();
    dialog.see("1 open deadline moves.");
    dialog.role("summary", "Which one").click();
    dialog.see("A list of overtime");
    nothing_went_wrong(&page);
}
