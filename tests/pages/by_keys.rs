//! The main jobs without a pointer: Tab, arrows, Enter, Space and what one types. Every step begins where the one
//! before left the focus, so a focus that is lost or stands in the wrong place fails the story (WCAG 2.2: 2.1.1
//! Keyboard, 2.4.3 Focus Order, 2.4.7 Focus Visible, 2.4.11 Focus Not Obscured).

use crate::desk::{
    close, download_backup, give_file, nothing_went_wrong, open, people, raise, skipped,
    starts_like_a_backup, tuesday, visit,
};
use crate::support::browser::{Page, any, starts};

/// What has the focus, as it is called; empty for the page itself. And whether one can see it: the point in its
/// middle is its own, and its outline or shadow is not that of an element without focus.
const FOCUS: &str = r"
    const e = document.activeElement;
    if (!e || e === document.body) return ['', true];
    const by = (ids) => ids && ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const name = e.getAttribute('aria-label') || by(e.getAttribute('aria-labelledby')) || e.labels?.[0]?.innerText || e.textContent || e.value || '';
    const box = e.getBoundingClientRect();
    const inside = (x, y) => { const hit = document.elementFromPoint(x, y); return hit && (e.contains(hit) || hit.contains(e) || [...(e.labels ?? [])].some((label) => label.contains(hit))); };
    const spots = [0.5, 0.15, 0.85].map((down) => inside(box.left + box.width / 2, box.top + box.height * down));
    const small = box.width < 2 || box.height < 2;
    return [name.replace(/\s+/g, ' ').trim(), small || spots.some(Boolean)]";

/// Presses Tab until something that is called so has the focus. On the way nothing may take the focus out of sight.
fn reach(page: &Page, name: &str) {
    reach_by(page, name, "Tab");
}

fn reach_by(page: &Page, name: &str, key: &str) {
    let mut met = Vec::new();
    for _ in 0..200 {
        page.press(key);
        let answer = page.answer(FOCUS, &[]);
        let (called, seen) = (answer[0].as_str().unwrap_or_default().to_owned(), answer[1] == true);
        assert!(seen, "“{called}” has the focus, but something lies over it");
        if called == name || called.starts_with(&format!("{name} ")) {
            return;
        }
        met.push(called);
    }
    panic!("{key} never comes to “{name}”; it comes to {met:#?}");
}

/// Presses what has this name.
fn push(page: &Page, name: &str) {
    reach(page, name);
    page.press("Enter");
}

/// Types into the field with this label.
fn write(page: &Page, label: &str, text: &str) {
    reach(page, label);
    page.press("Control+a");
    page.type_keys(text);
}

/// From the first visit to a board, by the keys.
fn set_up(page: &Page) {
    page.within(60).heading("Whom does your team deliver to?").here();
    push(page, "Start empty");
    page.field("Name of your team").focused();
    page.type_keys("People");
    write(page, "Time zone", "Europe/Brussels");
    push(page, "Create the desk");
    page.heading("Requests to People").here();
}

/// Somebody sets up the desk, writes an agreement and puts it in force.
#[test]
fn a_desk_and_an_agreement() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = tuesday().open();
    set_up(&page);
    push(&page, "Agreements");
    page.heading("Agreements").focused();
    push(&page, "New agreement");
    page.heading("New agreement").focused();
    reach(&page, "One client, or several");
    write(&page, "Client", "Finance");
    write(&page, "First response, Normal", "2");
    write(&page, "Done, Normal", "8");
    push(&page, "Put in force");
    page.see("is in force.");
    nothing_went_wrong(&page);
}

/// A request comes in, is declined with a reason and another way, and taken up again.
#[test]
fn a_respectful_no() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = tuesday().open();
    set_up(&page);
    push(&page, "New request");
    page.dialog("New request").here();
    page.field("What is it about?").focused();
    page.type_keys("Payslips on paper again");
    write(&page, "For which client?", "Warehouse");
    push(&page, "Put it on the board");
    page.dialog("New request").gone();
    push(&page, "Payslips on paper again");
    let drawer = page.dialog("Payslips on paper again");
    drawer.here();
    push(&page, "Decline");
    page.dialog(starts("Decline PEO-1")).here();
    reach(&page, "It works against a goal of the organisation");
    page.press("ArrowDown");
    page.press("ArrowDown");
    page.role("radio", "There is no capacity for it").ticked(true);
    write(&page, "The reason, in your words", "Paper costs us two days a month.");
    write(&page, "Another way we can offer", "A terminal prints payslips.");
    push(&page, "Decline PEO-1");
    page.dialog(starts("Decline PEO-1")).gone();
    drawer.see("Another way: A terminal prints payslips.");
    push(&page, "Take it up again");
    drawer.see("Deciding");
    page.press("Escape");
    drawer.gone();
    page.lane("Deciding").card("Payslips on paper again").here();
    nothing_went_wrong(&page);
}

/// A page of the self-assessment, from the list of runs to the second dimension.
#[test]
fn a_page_of_the_self_assessment() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = tuesday().open();
    set_up(&page);
    push(&page, "Self-assessment");
    page.heading("Self-assessment").focused();
    push(&page, "Start answering");
    page.heading("Knowing our clients").focused();
    let statements = page.role("main", any()).role("group", any()).names();
    page.press("Tab");
    while page.answer("return document.activeElement.type", &[]) != "radio" {
        page.press("Tab");
    }
    for n in 1..=statements.len() {
        // A digit answers, and the focus goes on to the next statement by itself.
        page.press("4");
        page.see(&format!("{n} of 45"));
        let is_open = "const at = document.activeElement.name; return !document.querySelector(`[name='${at}']:checked`)";
        page.script_until(is_open, &[], |open| open == true);
    }
    page.link("Next: Agreements").focused();
    page.press("Enter");
    page.heading("Agreements").focused();
    nothing_went_wrong(&page);
}

/// History comes in as pasted text, a backup goes out, and Undo takes the import back.
#[test]
fn history_in_and_a_backup_out() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = tuesday().open();
    set_up(&page);
    push(&page, "Settings");
    page.heading("Settings").focused();
    push(&page, "Import a file");
    page.heading("Bring what you have").focused();
    push(&page, "Paste the text instead");
    reach(&page, "The rows, with their header");
    for line in [
        "case,time,activity,client",
        "A-1,2026-11-02T08:00:00Z,Opened,Finance",
        "A-1,2026-11-02T10:00:00Z,Closed,Finance",
    ] {
        page.type_keys(line);
        page.press("Enter");
    }
    push(&page, "Read this text");
    page.button("Import 1 request").here();
    push(&page, "Import 1 request");
    page.see("1 request from 2 of 2 rows.");
    page.link("To the board").focused();
    page.press("Enter");
    page.heading("Requests to People").here();
    page.lane("Done").button(starts("Closed")).here();
    page.press("Control+z");
    page.see("Taken back:");
    page.press("Control+k");
    page.dialog("Search or do anything").here();
    page.type_keys("Download a backup");
    page.press("Enter");
    page.downloaded(starts_like_a_backup);
    page.see("is on its way to your downloads");
    nothing_went_wrong(&page);
}

/// Waits until something has the focus that has a name; what it is called.
fn stands(page: &Page) -> String {
    let called = |answer: &serde_json::Value| answer[0].as_str().unwrap_or_default().to_owned();
    called(&page.script_until(FOCUS, &[], |answer| !called(answer).is_empty()))
}

/// What has the focus goes from the page, and the focus goes on: beside it, to what led there, or to the heading.
#[test]
fn the_focus_is_never_lost() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = tuesday().open();
    page.within(60).button("Open the sample desk").press("Enter");
    page.within(60).see("You are looking around in the sample desk.");
    page.within(30).heading(starts("Requests to")).focused();
    page.button("Leave the sample desk").press("Enter");
    page.within(60).heading("Whom does your team deliver to?").focused();
    nothing_went_wrong(&page);

    let page = people();
    page.heading("Requests to People").focused();
    raise(&page, "A desk by the window", "Finance");
    raise(&page, "A list of overtime", "Finance");
    page.link("A desk by the window").focus();
    // Undo in a notice of the page leads back to where one was; so does it over a request.
    page.button("Undo").press("Enter");
    page.see("Taken back:");
    assert_eq!(stands(&page), "A desk by the window");
    page.press("Control+Shift+z");
    page.lane("New").card("A list of overtime").here();

    let drawer = open(&page, "A desk by the window");
    drawer.button("Move").press("Enter");
    drawer.button("In progress").press("Enter");
    drawer.see("PEO-1: In progress");
    drawer.button("Undo").press("Enter");
    drawer.see("Taken back:");
    assert_ne!(stands(&page), "");
    close(&drawer);

    // A request that is removed: the card beside it.
    let drawer = open(&page, "A desk by the window");
    drawer.button("More for this request").press("Enter");
    drawer.button("Remove PEO-1…").press("Enter");
    page.dialog("Remove PEO-1?").button("Remove it").press("Enter");
    drawer.gone();
    page.link("A list of overtime").focused();

    // A service that is removed: the row beside it, or the heading where it was the last.
    visit(&page, "Settings", "Settings");
    page.link("Services").press("Enter");
    page.heading("Services").focused();
    for name in ["Payroll", "Reports"] {
        page.field("Add a service").fill(name);
        page.press("Enter");
        page.button(["Remove ", name].concat().as_str()).here();
    }
    page.button("Remove Payroll").press("Enter");
    page.button("Remove Payroll").gone();
    page.button("Edit Reports").focused();

    // What is finished goes for good.
    page.go("#/board");
    page.heading("Requests to People").here();
    let drawer = open(&page, "A list of overtime");
    drawer.button("Move").press("Enter");
    drawer.button("Done").nth(0).press("Enter");
    drawer.see("PEO-2: Done");
    close(&drawer);
    page.go("#/data");
    page.heading("Data").here();
    page.button("Remove for good…").press("Enter");
    page.dialog("Remove what is finished for good?").button("Remove for good").press("Enter");
    page.see("gone for good");
    assert_ne!(stands(&page), "");
    nothing_went_wrong(&page);
}

/// What another desk holds is added to this one, and put in its place; both can be taken back.
#[test]
fn the_file_of_another_desk() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let other = people();
    raise(&other, "A desk by the window", "Finance");
    other.go("#/data");
    let file = download_backup(&other);

    let page = people();
    raise(&page, "A list of overtime", "Sales");
    let bring = || {
        page.press("g");
        page.press("d");
        page.heading("Data").focused();
        reach(&page, "Choose a file");
        // The dialog that follows is the browser's own.
        give_file(&page, &file);
        page.see("reads well. It was made today 10:00");
    };
    bring();
    push(&page, "Add to this desk");
    page.see("The file is taken in.");
    push(&page, "To the board");
    page.card("A desk by the window").here();
    page.card("A list of overtime").here();
    page.press("Control+z");
    page.see("Taken back:");
    page.card("A desk by the window").gone();

    bring();
    push(&page, "Replace this desk");
    page.see("The file is taken in.");
    push(&page, "Put the old desk back");
    page.see("The desk is as it was before.");
    page.press("g");
    page.press("b");
    page.card("A list of overtime").here();
    page.card("A desk by the window").gone();
    nothing_went_wrong(&page);
}

/// A template is written and a request begun with it.
#[test]
fn a_template_and_a_request_from_it() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = people();
    page.press("g");
    page.press("w");
    page.heading("Repeat work").focused();
    push(&page, "To the services");
    page.heading("Services").focused();
    write(&page, "Add a service", "Accounts");
    page.press("Enter");
    page.button("Remove Accounts").here();
    push(&page, "Repeat work");
    page.heading("Repeat work").focused();
    push(&page, "New template");
    write(&page, "Name of the template", "Month end");
    write(&page, "Title of the request", "Close the month");
    write(&page, "Done means", "Balance sent");
    push(&page, "Save");
    page.heading("Month end").here();
    page.press("n");
    page.dialog("New request").here();
    reach(&page, "Begin with a template");
    page.type_keys("Month end");
    page.field("What is it about?").holds("Close the month");
    write(&page, "For which client?", "Finance");
    push(&page, "Put it on the board");
    page.dialog("New request").gone();
    page.card("Close the month").see("0 of 1 met");
    nothing_went_wrong(&page);
}

/// An agreement is proposed, accepted by both sides and put in force.
#[test]
fn an_agreement_accepted_by_both() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = people();
    page.press("g");
    page.press("a");
    page.heading("Agreements").focused();
    push(&page, "New agreement");
    page.heading("New agreement").focused();
    reach(&page, "One client, or several");
    write(&page, "Client", "Finance");
    write(&page, "Done, Normal", "8");
    push(&page, "Propose");
    page.see("is proposed.");
    page.heading("Agreement: Finance").here();
    for (side, name) in [("People", "Bo Maes"), ("Finance", "Ann Peeters")] {
        let accepted = ["Accepted by ", side].concat();
        reach_by(&page, &accepted, "Tab");
        // From the button back to the name it needs: each side has one field of its own.
        page.press("Shift+Tab");
        while page.answer("return document.activeElement.labels?.[0]?.textContent.trim()", &[]) != "Name" {
            page.press("Shift+Tab");
        }
        page.type_keys(name);
        push(&page, &accepted);
        page.see(&[name, ", 10 Nov 2026"].concat());
    }
    page.see("Both sides have accepted. It can be put in force.");
    push(&page, "Put in force");
    page.see("is in force.");
    nothing_went_wrong(&page);
}

/// The ten statements of the short list are answered, the results read, and the self-assessment closed.
#[test]
fn a_self_assessment_to_its_end() {
    if skipped("the order of the focus is that of the page, alike everywhere") {
        return;
    }
    let page = people();
    page.press("g");
    page.press("s");
    page.heading("Self-assessment").focused();
    // All, the short list: the radios of one question are gone through by arrows.
    reach(&page, "All 45, with three conditions");
    while page.answer("return document.activeElement.labels[0].textContent.trim().startsWith('Ten')", &[])
        != true
    {
        page.press("ArrowDown");
    }
    push(&page, "Start answering");
    page.see("0 of 10");
    let mut answered = 0;
    while answered < 10 {
        let statements = page.role("main", any()).role("group", any()).names().len();
        page.press("Tab");
        while page.answer("return document.activeElement.type", &[]) != "radio" {
            page.press("Tab");
        }
        for _ in 0..statements {
            page.press("4");
            answered += 1;
            page.see(&format!("{answered} of 10"));
        }
        let onward = "const a = document.activeElement; return a.matches('a') ? a.innerText.trim().split('\\n')[0] : ''";
        let link = page.script_until(onward, &[], |text| text != "");
        page.press("Enter");
        if link == "See the results" {
            break;
        }
        let heading = link.as_str().unwrap_or_default().trim_start_matches("Next: ").to_owned();
        page.heading(heading.as_str()).focused();
    }
    assert_eq!(answered, 10);
    page.heading("Autumn 2026").here();
    page.role("region", "Overall").see("The team says 75");
    push(&page, "Close it");
    page.see("Closed 10 Nov 2026");
    nothing_went_wrong(&page);
}
