//! The register of clients.

use crate::desk::{self, nothing_went_wrong, visit};

/// Whoever has many clients finds one by some letters of its name, in any case and without its accents.
#[test]
fn one_of_many_clients_is_found() {
    let page = desk::people();
    visit(&page, "Clients", "Clients");
    let names = "Sales,Finance,Müller & Sons,Warehouse,Legal,Facilities,Design,Analytics,Support,Kitchen,Reception,Garage";
    for name in names.split(',') {
        page.field("Add a client").fill(name);
        page.button("Add").click();
        page.link(name).here();
    }
    page.role("searchbox", "Find a client").gone();
    page.field("Add a client").fill("Board");
    page.button("Add").click();
    let search = page.role("searchbox", "Find a client");
    search.fill("muller");
    page.see("1 client");
    page.link("Müller & Sons").here();
    page.link("Sales").gone();
    search.fill("nobody");
    page.see("no client is called so");
    search.fill("");
    page.link("Sales").here();
    nothing_went_wrong(&page);
}

/// A notice goes by itself after a while, so that it covers nothing for long.
#[test]
fn a_notice_goes_by_itself() {
    if crate::desk::skipped("told once, in Chromium") {
        return;
    }
    let page = desk::people();
    visit(&page, "Clients", "Clients");
    page.field("Add a client").fill("Sales");
    page.button("Add").click();
    page.see("Sales is a client now.");
    page.heading("Clients").hover();
    page.button("Close this notice").within(40).gone();
}

/// More than a queue: what the client is measured on is seen while its request is decided, and a talk names the next one,
/// which the register speaks of on its day.
#[test]
fn a_client_is_more_than_its_requests() {
    if crate::desk::skipped("the same fields and lists as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "A list of overtime", "Finance");
    visit(&page, "Clients", "Clients");
    page.button("Edit Finance").click();
    page.field("What it is measured on").fill("Books closed by day 3");
    page.choose("Can it go elsewhere?", "No, it depends on us");
    page.button("Save").click();
    page.link("Finance").nth(0).click();
    page.heading("Finance").here();
    page.see("Books closed by day 3");
    page.see("No, it depends on us");
    page.button("Note one").click();
    let form = page.dialog("Besides requests, with Finance");
    form.button("Save").click();
    form.see("Write what came of it.");
    form.field("What came of it").fill("Receipts come late; we send a list each Friday.");
    form.field("On").fill("2026-11-11");
    form.field("Next talk on").fill("2026-11-10");
    form.button("Save").click();
    form.see("That day is still ahead.");
    form.field("On").fill("2026-11-10");
    form.button("Save").click();
    form.see("The next talk is on a later day than this one.");
    form.field("On").fill("2026-11-09");
    form.button("Save").click();
    form.gone();
    let talks = page.role("region", "Besides requests");
    talks.see("Receipts come late");
    talks.see("Next talk: today");
    assert_eq!(page.axe(), Vec::<String>::new());
    visit(&page, "Clients", "Clients");
    page.role("region", "Time to talk to").link("Finance").here();
    page.go("#/triage");
    page.see("They are measured on");
    page.see("Books closed by day 3");
    page.go("#/clients");
    page.link("Finance").nth(0).click();
    page.button("Take off: Talk, yesterday").click();
    talks.see("Nothing yet.");
    page.press("Control+z");
    talks.see("Receipts come late");
    nothing_went_wrong(&page);
}

/// How far a client is from the people served in the end, who comes next, how often one talks and when that was looked
/// through: written down once, seen on its page, while its request is decided, and in Insights.
#[test]
fn how_far_a_client_is_from_the_people_served_is_known() {
    if crate::desk::skipped("the same fields and lists as elsewhere") {
        return;
    }
    let page = desk::people();
    desk::raise(&page, "A list of overtime", "Finance");
    visit(&page, "Clients", "Clients");
    page.link("Finance").nth(0).click();
    page.heading("Finance").here();
    page.see("not yet");
    page.button("Edit").click();
    page.choose("How far is it from the people served in the end?", "Two links away");
    page.field("Who takes up its work next").fill("Sales");
    page.field("Weeks from one talk to the next").fill("a few");
    page.button("Save").click();
    page.see("Write a whole number of weeks from 1 to 52, or leave it empty.");
    page.field("Weeks from one talk to the next").fill("4");
    page.button("Save").click();
    page.see("Two links away, next: Sales");
    page.see("every 4 weeks");
    page.button("Note one").click();
    let form = page.dialog("Besides requests, with Finance");
    form.field("What came of it").fill("Receipts come late.");
    form.button("Save").click();
    form.gone();
    // Tuesday 10 November and four weeks.
    page.role("region", "Besides requests").see("Next talk: Tue 8 Dec");
    assert_eq!(page.axe(), Vec::<String>::new());
    // Half a year later it is to be asked again; once it is looked through, it is not.
    page.set_now("2027-05-10T09:00:00Z");
    page.see("half a year is long, ask again");
    page.button("Still right, as of today").click();
    page.not_see("half a year is long");
    page.go("#/triage");
    page.see("Two links away, next: Sales");
    page.go("#/insights");
    page.choose("Told apart by", "distance to the people served in the end");
    page.role("region", "How work goes").see("Two links away");
    nothing_went_wrong(&page);
}
