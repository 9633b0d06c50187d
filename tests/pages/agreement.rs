//! An agreement with a client, and the clock of a request that is measured by it. Time is set by hand, as
//! the clock of the computer would move on while the page is out of sight: nobody waits.

use crate::desk::{self, agree, nothing_went_wrong, raise, raise_as};
use crate::support::browser::{part, starts};

/// People and Finance agree on targets. While they are written, the agreement stands beside them in plain
/// words; in force, it measures what Finance asks for and nothing else.
#[test]
fn an_agreement_is_made_and_measures() {
    let page = desk::people();
    raise(&page, "Asked before there was an agreement", "Finance");
    page.card("Asked before there was an agreement").see("No agreement, so no clock runs.");

    desk::visit(&page, "Agreements", "Agreements");
    page.see("No agreement yet");
    page.link("New agreement").nth(0).click();
    page.heading("New agreement").here();
    page.button("Put in force").click();
    page.see("Choose a client, or every client.");
    page.choose("They deliver to", "One client, or several");
    page.field("Client").fill("Finance");
    page.field("First response, Urgent").fill("two");
    page.see("“two” is not a number");
    page.field("First response, Urgent").fill("1");
    page.field("Done, Urgent").fill("4");
    page.field("First response, Normal").fill("2");
    page.field("Done, Normal").fill("8");
    let words = page.role("article", "The agreement in plain words");
    words.see("What Finance can count on");
    words.see(
        "Normal requests get a first response within 2 opening hours and are done within 8 opening hours.",
    );
    words.see("Open Monday to Friday 09:00–17:00, Brussels time.");
    page.role("checkbox", starts("Also measure the 1 open request it fits")).ticked(true);
    page.button("Put in force").click();
    page.see("is in force.");

    desk::visit(&page, "Agreements", "Agreements");
    page.see("Version 1");
    page.see("Normal: first response within 2 opening hours, done within 8 opening hours");

    // What was asked before is measured from the moment it was raised. 10:00 + 1 h and + 4 h, and + 2 h.
    desk::visit(&page, "Board", "Requests to People");
    page.card("Asked before there was an agreement").see("due 12:00");
    let form = desk::new_request(&page);
    form.field("For which client?").fill("Finance");
    form.choose("Priority", "Urgent");
    form.see("first response by today 11:00, done by today 14:00");
    form.field("For which client?").fill("Sales");
    form.see("No agreement fits yet, so no clock will run.");
    form.press("Escape");
    raise(&page, "A list of overtime", "Finance");
    page.card("A list of overtime").see("due 12:00");
    raise(&page, "A parking place", "Sales");
    page.card("A parking place").see("No agreement, so no clock runs.");
    nothing_went_wrong(&page);
}

/// One request from its first hour to its end, by a calendar open Monday to Friday from 09:00 to 17:00 in
/// Brussels, with 2 hours to the first response and 8 hours to the end, at risk from three quarters on. It is
/// raised on Tuesday at 10:00, so the first response is due at 12:00 and the end on Wednesday at 10:00
/// (7 hours are left of Tuesday).
#[test]
fn a_clock_changes_as_time_passes() {
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    let card = page.card("A list of overtime");
    card.see("2 h left");
    card.see("due 12:00");
    card.see("First response");
    card.see("On track");

    page.set_now("2026-11-10T10:29:00Z");
    card.see("31 min left");
    card.see("On track");
    page.set_now("2026-11-10T10:30:00Z");
    card.see("At risk");
    page.button("1 at risk").here();
    page.set_now("2026-11-10T11:00:00Z");
    card.see("due now");
    page.set_now("2026-11-10T11:00:30Z");
    card.see("Late");
    card.see("1 min late");
    page.button("1 late").here();

    // Answered a minute late: now the other clock presses.
    page.set_now("2026-11-10T11:01:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("This is late, since today 12:00.");
    drawer.field("Update for Finance").fill("We have found the cause.");
    drawer.button("Save update").click();
    drawer.see("Finished late");
    drawer.see("5 h 59 left");
    desk::close(&drawer);
    card.see("due Wed 10:00");
    card.see("On track");
    page.button("1 late").gone();

    // In the evening the desk is shut, and the clock says when it goes on.
    page.set_now("2026-11-10T18:00:00Z");
    card.see("Outside hours");
    card.see("Resumes Wed 09:00");
    card.see("1 h left");
    page.see("Closed until Wed 09:00");

    // On Wednesday half an hour is used before the client has to act; while it does, the clock stands.
    page.set_now("2026-11-11T08:30:00Z");
    card.see("At risk");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Wait on Finance").click();
    drawer.button("Resume").here();
    desk::close(&drawer);
    page.lane("Waiting on client").card("A list of overtime").see("Paused");
    page.set_now("2026-11-11T14:30:00Z");
    card.see("Paused");
    card.see("Since today 09:30");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Resume").click();
    drawer.button("Wait on Finance").here();
    desk::close(&drawer);
    // Six hours were given back: 10:00 has become 16:00, and half an hour is left as before.
    let drawer = desk::open(&page, "A list of overtime");
    drawer
        .role("region", "In whose hands")
        .see("Waiting on the client: 6 h of opening time, in which the clock for “done” stood still");
    desk::close(&drawer);
    card.see("30 min left");
    card.see("due 16:00");

    // A tab that comes back the next week reads the clock from the calendar, not from a counter.
    page.set_now("2026-11-16T08:00:00Z");
    card.see("Late");
    page.set_now("2026-11-11T14:45:00Z");
    card.see("15 min left");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.button("Done").click();
    drawer.see("Met");
    drawer.see("1 of 2 promised times was kept.");
    desk::close(&drawer);
    page.lane("Done").card("A list of overtime").see("Met");
    page.reload();
    page.lane("Done").card("A list of overtime").see("Met");
    nothing_went_wrong(&page);
}

/// The clock of the device is put back an hour: what it noted lies ahead, and the request says so until that time has come.
#[test]
fn what_was_noted_by_a_wrong_clock_is_said() {
    if desk::skipped("the sentence is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "A list of overtime", "Finance");
    page.set_now("2026-11-10T08:00:00Z");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.see("Something here was noted as of today 10:00, which is still to come");
    page.set_now("2026-11-10T09:01:00Z");
    drawer.not_see("which is still to come");
    nothing_went_wrong(&page);
}

/// The reasons behind a date are laid open: which agreement, which hours counted on which day.
#[test]
fn a_due_date_says_why() {
    if desk::skipped("the drawer is the same everywhere") {
        return;
    }
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    let drawer = desk::open(&page, "A list of overtime");
    drawer.role("summary", starts("Why")).click();
    drawer.see("Normal requests of Finance get their first response within 2 h of opening time");
    drawer.see("It is the first agreement in the list for this client.");
    drawer.role("table", part("Time counted for")).here();

    // A promise, and its move with a reason: both dates stay.
    drawer.button("Promise a date").click();
    drawer.field("Done by").fill("2026-11-12T12:00");
    drawer.button("Promise this").click();
    drawer.see("The first promise is the one now.");
    drawer.button("Move the promise").click();
    drawer.field("Done by").fill("2026-11-13T12:00");
    drawer.see("That is later than what is promised.");
    drawer.button("Move the promise").click();
    let form = page.dialog(part("will be late"));
    form.field("The new date").holds("2026-11-13T12:00");
    form.button("Promise the new date").click();
    form.see("Write why the date moves.");
    form.field("What it is that takes longer").fill("The bank needs a day more.");
    form.button("Promise the new date").click();
    form.gone();
    drawer.see("first promise Thu 12 Nov 12:00, moved once");
    desk::close(&drawer);
    page.card("A list of overtime").see("Fri 13 Nov 12:00, first Thu 12 Nov 12:00");

    // A new priority without a target says so before it is chosen.
    raise_as(&page, "A second list", "Finance", "Low");
    page.card("A second list").see("No target");
}
