//! Opening hours that cannot work and calendar files that are broken: each says what is wrong and how to go on,
//! and nothing that was written down is lost.

use crate::desk::{self, nothing_went_wrong};
use crate::support::browser::{Part, part, starts};
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

    // 09:00 to 17:00, and once more from 16:00.
    let tuesday = dialog.role("group", "Tuesday");
    tuesday.button("Add a span on Tuesday").click();
    tuesday.field("Opens").nth(1).fill("16:00");
    dialog.see("On Tuesday, spans overlap. What two of them cover counts once.");
    tuesday.button("Remove this span").nth(1).click();
    dialog.not_see("spans overlap");

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

/// A file is read, one of its days taken out by hand, and the file of the next time says what it would change: a day more, one
/// moved, one called otherwise, and the one that was taken out stays away. It is one step, which can be taken back. Pasted, it
/// is compared with the same file where that is said.
#[test]
fn a_calendar_file_read_again_says_what_it_changes() {
    if desk::skipped("files are read alike everywhere") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    dialog.role("summary", "From a calendar file").click();
    let first = calendar(&[
        event("New Year", "DTSTART;VALUE=DATE:20270101"),
        event("Labour Day", "DTSTART;VALUE=DATE:20270501"),
        event("Feast", "DTSTART;VALUE=DATE:20270815"),
    ]);
    give(&dialog, "state.ics", first.as_bytes());
    dialog.role("group", "3 days come").here();
    dialog.button("Write 3 days down").click();
    dialog.role("group", "Day 2027-05-01").button("Remove this day").click();
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("2 holidays");

    let second = calendar(&[
        event("New Year's Day", "DTSTART;VALUE=DATE:20270101"),
        event("Labour Day", "DTSTART;VALUE=DATE:20270501"),
        event("Feast", "DTSTART;VALUE=DATE:20270816"),
        event("Christmas Day", "DTSTART;VALUE=DATE:20271225"),
    ]);
    let dialog = desk::opening_hours(&page);
    dialog.role("summary", "From a calendar file").click();
    // A browser adds a number to a file that it has fetched before.
    give(&dialog, "state (1).ics", second.as_bytes());
    dialog.field("Compare it with").holds("state, read on Tue, 10 Nov 2026");
    dialog.role("group", "1 day comes").see("Christmas Day");
    dialog.role("group", "1 day is moved").see("so far Sun, 15 Aug 2027");
    dialog.role("group", "1 day is called otherwise").see("so far “New Year”");
    let off = dialog.role("group", "1 day you had switched off, stays away");
    off.see("Labour Day");
    off.role("checkbox", part("Labour Day")).ticked(false);
    assert_eq!(page.axe(), Vec::<String>::new());
    dialog.button("Take 3 changes over").click();
    dialog.see("3 changes are made below. What the file says is remembered for the next time once you save.");
    dialog.role("group", "Day 2027-01-01").field("Name of the day").holds("New Year's Day");
    dialog.role("group", "Day 2027-08-15").gone();
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("3 holidays");
    page.button("Undo").click();
    page.see("2 holidays");

    // Taken back, it says the same again, now pasted; the day that was switched off is asked for.
    let dialog = desk::opening_hours(&page);
    dialog.role("summary", "From a calendar file").click();
    dialog.role("summary", "Paste the text instead").click();
    dialog.field("The text of the calendar file").fill(&second);
    dialog.button("Read this text").click();
    // A text has no name to be known by: against what it is held is chosen.
    dialog.role("group", "3 days come").here();
    dialog.choose("Compare it with", "state, read on Tue, 10 Nov 2026");
    let off = dialog.role("group", "1 day you had switched off, stays away");
    off.role("checkbox", part("Labour Day")).click();
    dialog.button("Take 4 changes over").click();
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("4 holidays");
    nothing_went_wrong(&page);
}

/// The team's hours are 9 to 5 in Brussels; Lisbon's, 9 to 12:30 and 13:30 to 17:00 there, are 10 to 13:30 and 14:30 to 18:00 in
/// Brussels. Together 9 to 18: 45 h a week, an hour less on Lisbon's holiday. Eight hours from Tuesday at 10:00 end that day
/// at 18:00, not on Wednesday at 10:00, and the clock says whose the hours are.
#[test]
fn hours_are_open_whenever_an_office_is() {
    if desk::skipped("the dialog is the same everywhere") {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "8");
    desk::raise(&page, "A list of overtime", "Finance");
    desk::visit(&page, "Agreements", "Agreements");
    page.button("New opening hours").click();
    let lisbon = page.dialog("New opening hours");
    lisbon.field("Name").fill("Lisbon");
    lisbon.field("Time zone").fill("Europe/Lisbon");
    lisbon.button("Add a day").click();
    lisbon.role("group", "Day").field("Date").fill("2026-11-11");
    lisbon.role("group", "Day 2026-11-11").field("Name of the day").fill("Magusto");
    lisbon.button("Save opening hours").click();
    lisbon.gone();

    let own = desk::opening_hours(&page);
    own.role("group", "Open whenever one of these is open").role("checkbox", "Lisbon").click();
    own.see("With the offices: 44 h in the week from Mon, 9 Nov 2026");
    own.see("1 open deadline moves.");
    own.see("Lisbon: Clocks go forward on Sun, 28 Mar 2027");
    own.role("summary", "Month by month").click();
    own.button(starts("Wed 11 Nov")).see("Lisbon closed: Magusto");
    own.button(starts("Thu 12 Nov"))
        .see("09:00–18:00 (own hours 09:00–17:00; Lisbon 10:00–13:30 and 14:30–18:00)");
    page.still();
    assert_eq!(page.axe(), Vec::<String>::new());
    own.button("Save opening hours").click();
    own.gone();
    page.see("40 h a week, and whenever Lisbon is open");

    desk::visit(&page, "Board", "Requests to People");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.role("summary", starts("Why")).click();
    drawer.see("own hours 09:00–17:00; Lisbon 10:00–13:30 and 14:30–18:00");
    drawer.see("18:00");
    page.still();
    assert_eq!(page.axe(), Vec::<String>::new());
    desk::close(&drawer);

    // Nothing opens in a ring: Lisbon may not be open in the hours of those that are open in its own.
    desk::visit(&page, "Agreements", "Agreements");
    page.button("Edit Lisbon").click();
    let lisbon = page.dialog(starts("Opening hours"));
    lisbon.role("group", "Open whenever one of these is open").gone();
    lisbon.button("Cancel").click();
    lisbon.gone();
    page.button("Remove Lisbon").click();
    page.see("“Usual hours” is open in these hours, so they have to stay.");
    nothing_went_wrong(&page);
}

/// November 2026 by the keyboard: a day is closed, another opened for half of it, a Saturday opened at all, the half day
/// taken back. On a narrow screen nothing makes the dialog scroll sideways.
#[test]
fn days_are_set_month_by_month() {
    if desk::skipped("the form is the same everywhere") {
        return;
    }
    let page = desk::people();
    let dialog = desk::opening_hours(&page);
    dialog.role("summary", "Month by month").click();
    dialog.see("November 2026: every day as usual");
    dialog.button("Wed 11 Nov: 09:00–17:00").focus();
    page.press("Enter");
    let chosen = dialog.role("group", "Wed, 11 Nov 2026");
    chosen.see("09:00–17:00");
    chosen.button("Close this day").press("Enter");
    chosen.field("Date").focused();
    chosen.field("Name of the day").fill("Fair");
    dialog.button("Wed 11 Nov: closed: Fair").focus();
    page.press("ArrowRight");
    dialog.button("Thu 12 Nov: 09:00–17:00").focused();
    page.press("Enter");
    let chosen = dialog.role("group", "Thu, 12 Nov 2026");
    chosen.button("Open half the day").press("Enter");
    dialog.button("Thu 12 Nov: half day, 09:00–13:00").here();
    dialog.button("Sat 14 Nov: not open").press("Enter");
    dialog.role("group", "Sat, 14 Nov 2026").button("Open at other hours").press("Enter");
    dialog.button("Sat 14 Nov: extra opening, 09:00–12:30").here();
    dialog.see("November 2026: 3 days not as usual");
    assert_eq!(page.axe(), Vec::<String>::new());

    for width in [390, 320] {
        page.size(width, 800);
        page.still();
        let wide = "return [...document.querySelectorAll('dialog[open], dialog[open] *')].filter((box) =>
            box.scrollWidth > box.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)
            && box.clientWidth > 0).map((box) => box.className)";
        assert_eq!(page.answer(wide, &[]), serde_json::json!([]), "at {width} pixels");
        dialog.see("Sat 14 Nov: extra opening, 09:00–12:30");
        assert_eq!(page.axe(), Vec::<String>::new());
    }
    page.size(1280, 800);
    dialog.button("Thu 12 Nov: half day, 09:00–13:00").press("Enter");
    dialog.role("group", "Thu, 12 Nov 2026").button("As usual again").press("Enter");
    dialog.button("Thu 12 Nov: 09:00–17:00").focused();
    dialog.button("The month after").click();
    dialog.see("December 2026: every day as usual");
    dialog.button("The month before").click();
    dialog.see("November 2026: 2 days not as usual");
    dialog.button("Save opening hours").click();
    dialog.gone();
    page.see("1 holiday");
    let dialog = desk::opening_hours(&page);
    dialog.role("summary", "Month by month").click();
    dialog.see("November 2026: 2 days not as usual");
    nothing_went_wrong(&page);
}
