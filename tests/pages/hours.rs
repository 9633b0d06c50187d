//! Opening hours that cannot work and calendar files that are broken: each says what is wrong and how to go on,
//! and nothing that was written down is lost.

use crate::desk::{self, nothing_went_wrong};
use crate::support::browser::{Part, part};
use std::fs;

fn event(name: &str, lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nSUMMARY:{name}\r\n{lines}\r\nEND:VEVENT\r\n")
}

fn calendar(events: &[String]) -> String {
    ["BEGIN:VCALENDAR\r\n", &events.concat(), "END:VCALENDAR\r\n"].concat()
}

/// Gives the dialog a file of these bytes.
fn give(dialog: &Part, name: &str, bytes: &[u8]) {
    let file = desk::scratch(name);
    fs::write(&file, bytes).expect("a file for the test");
    dialog.file(part("Choose a file"), &file);
}

/// Cut short, repeating for ever, dated on days that never come, written in other letters, no text at all, and ten
/// megabytes long: one after the other into the same dialog, where a day typed before them stays.
#[test]
fn broken_calendar_files_say_so_and_lose_nothing() {
    if desk::skipped("files are read alike everywhere") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    dialog.button("Add a day").click();
    dialog.role("group", "Day").field("Date").fill("2026-12-24");
    dialog.role("group", "Day 2026-12-24").field("Name of the day").fill("Our own day");
    dialog.role("summary", "From a calendar file").click();

    let whole = calendar(&[
        event("Christmas Day", "DTSTART;VALUE=DATE:20261225"),
        event("Boxing Day", "DTSTART;VALUE=DATE:20261226"),
    ]);
    give(&dialog, "cut.ics", &whole.as_bytes()[..whole.len() - 30]);
    dialog.see("1 day found in “cut.ics”");
    dialog.see("is cut off: the file ends in the middle of it. What stood before it is here.");

    let endless = calendar(&[
        event("Standing meeting", "DTSTART;VALUE=DATE:20260105\r\nRRULE:FREQ=DAILY"),
        event("Every year", "DTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY"),
    ]);
    give(&dialog, "endless.ics", endless.as_bytes());
    dialog.see("1 day found in “endless.ics”");
    dialog.see("repeats in a way that makes no holiday (FREQ=DAILY). If it is one, add it by hand.");

    let never = calendar(&[event("Thirtieth", "DTSTART;VALUE=DATE:20270230")]);
    give(&dialog, "never.ics", never.as_bytes());
    dialog.see("“Thirtieth” has no date that can be read (20270230).");

    // Windows-1252 and UTF-16, as old calendars are saved: the name is read as it was written.
    let noel = calendar(&[event("No\u{eb}l", "DTSTART;VALUE=DATE:20271225")]);
    let windows: Vec<u8> =
        noel.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Western Europe")).collect();
    give(&dialog, "windows.ics", &windows);
    dialog.see("1 day found in “windows.ics”");
    dialog.see("No\u{eb}l");
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(noel.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    give(&dialog, "wide.ics", &wide);
    dialog.see("1 day found in “wide.ics”");
    dialog.see("No\u{eb}l");

    give(&dialog, "picture.ics", &[0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13]);
    dialog.role("alert", part("")).nth(0).here();
    dialog.see("not a text");

    let mut long = String::from("BEGIN:VCALENDAR\r\n");
    while long.len() < 10_000_000 {
        long.push_str(&event(
            "A day like any other",
            "DTSTART;VALUE=DATE:20281101\r\nDESCRIPTION:words nobody needs",
        ));
    }
    give(&dialog, "long.ics", long.as_bytes());
    dialog.within(30).see("found in “long.ics”");

    dialog.role("group", "Day 2026-12-24").field("Name of the day").holds("Our own day");
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("1 holiday");
    nothing_went_wrong(&page);
}

/// A zone there is not, no open hour at all, a time and a date left out: each is refused in a sentence, with the
/// form as it was; mended, it is saved.
#[test]
fn hours_that_cannot_work_are_refused_with_a_way_out() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    dialog.field("Time zone").fill("Mars/Olympus");
    dialog.button("Save opening hours").click();
    dialog.see("does not know the time zone “Mars/Olympus”");
    dialog.field("Time zone").holds("Mars/Olympus");
    dialog.field("Time zone").fill("Europe/Brussels");

    dialog.role("group", "Monday").field("Closes").fill("");
    dialog.button("Save opening hours").click();
    dialog.see("Monday: one of the times is missing.");
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
        dialog.role("group", day).button("Remove this span").nth(0).click();
    }
    dialog.button("Save opening hours").click();
    dialog.see("This calendar is never open.");
    dialog.button("Day and night").click();
    dialog.button("Add a day").click();
    dialog.button("Save opening hours").click();
    dialog.see("One of the days has no date.");
    dialog.role("group", "Day").button("Remove this day").click();
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("168 h a week");
    page.reload();
    page.see("168 h a week");
    nothing_went_wrong(&page);
}

/// The team takes the closed days of the company and of the site: tomorrow is one of them, the day after it another, so
/// what is due tomorrow at 10:00 is due on Friday, which is said before it is saved. Hours from which others take days are not removed.
#[test]
fn hours_take_the_closed_days_of_others() {
    if desk::skipped("the dialog is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "8");
    desk::raise(&page, "A list of overtime", "Finance");
    desk::visit(&page, "Agreements", "Agreements");
    page.button("New opening hours").click();
    let company = page.dialog("New opening hours");
    company.field("Name").fill("Company");
    company.button("Add a day").click();
    company.role("group", "Day").field("Date").fill("2026-11-11");
    company.role("group", "Day 2026-11-11").field("Name of the day").fill("Armistice Day");
    company.button("Save opening hours").click();
    company.gone();
    // The site's day is two days after it.
    page.button("New opening hours").click();
    let site = page.dialog("New opening hours");
    site.field("Name").fill("Site");
    site.button("Add a day").click();
    site.role("group", "Day").field("Date").fill("2026-11-12");
    site.role("group", "Day 2026-11-12").field("Name of the day").fill("Fair");
    site.button("Save opening hours").click();
    site.gone();

    let own = desk::opening_hours(&page);
    let others = own.role("group", "Closed on the closed days of these, too");
    others.role("checkbox", "Company").click();
    own.see("1 day of the coming year not like the week");
    others.role("checkbox", "Site").click();
    own.see("2 days of the coming year not like the week");
    own.see("1 open deadline moves.");
    assert_eq!(page.axe(), Vec::<String>::new());
    own.button("Save opening hours").click();
    own.gone();
    page.see("the closed days of Company and Site");
    desk::visit(&page, "Board", "Requests to People");
    page.card("A list of overtime").see("2 h left");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("Due Fri 13 Nov 10:00");
    desk::close(&drawer);

    desk::visit(&page, "Agreements", "Agreements");
    page.button("Remove Company").click();
    page.see("“Usual hours” takes its closed days from these hours, so they have to stay.");
    desk::opening_hours(&page).role("summary", "2 days of the coming year not like the week").here();
    nothing_went_wrong(&page);
}
