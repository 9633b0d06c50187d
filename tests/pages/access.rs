//! Every main screen as axe-core sees it, by WCAG 2.2 AA and its best practices, light and dark. Axe finds
//! about a third of what may be wrong; the rest is in the other stories, which find everything by role and
//! name and go through the main jobs by the keys.

use crate::desk::{self, answer, skipped, tuesday};
use crate::support::browser::{Page, any};

/// What axe has against the page as it stands.
fn look(page: &Page, screen: &str, found: &mut Vec<String>) {
    found.extend(page.axe().into_iter().map(|sentence| format!("{screen}: {sentence}")));
}

/// Goes through the screens in one theme.
fn every_screen(page: &Page, theme: &str, found: &mut Vec<String>) {
    let mut at = |screen: &str| look(page, &format!("{screen}, {theme}"), found);
    page.go("#/board");
    page.lane("In progress").role("listitem", any()).nth(0).here();
    at("board");
    page.go("#/request/new");
    page.dialog("New request").here();
    at("new request");
    page.dialog("New request").press("Escape");
    page.lane("In progress").link(any()).nth(0).click();
    page.button("Close and go back to the board").here();
    at("request");
    page.button("Decline").click();
    page.heading("Say no, with a way forward").here();
    at("decline");
    page.button("Do not decline").nth(0).click();
    page.button("Close and go back to the board").click();
    for (place, heading) in [
        ("clients", "Clients"),
        ("agreements", "Agreements"),
        ("agreements/new", "New agreement"),
        ("survey", "Self-assessment"),
        ("settings", "Settings"),
        ("settings/services", "Services"),
        ("settings/positions", "Positions"),
        ("settings/parts", "Every part in every state"),
        ("data", "Data"),
        ("import", "Bring what you have"),
    ] {
        page.go(&format!("#/{place}"));
        page.heading(heading).here();
        at(place);
    }
    page.go("#/settings/positions");
    page.button("Take a position").nth(0).click();
    page.role("radio", "A word of our own").click();
    at("taking a position");
    page.press("Control+k");
    page.dialog("Search or do anything").role("option", any()).nth(0).here();
    at("palette");
    page.dialog("Search or do anything").press("Escape");
    page.go("#/settings");
    page.button("All keys").click();
    page.dialog("Keys").here();
    at("keys");
    page.dialog("Keys").press("Escape");
    page.go("#/insights");
    page.role("table", any()).nth(0).here();
    at("insights");
    page.go("#/clients");
    page.link("Finance").click();
    page.heading("Finance").here();
    at("client");
    page.go("#/agreements");
    page.link("Payroll for Finance").nth(0).click();
    page.heading("Agreement: Payroll for Finance").here();
    at("agreement");
    page.go("#/survey");
    page.link("Autumn check").click();
    page.role("figure", "Ten dimensions").here();
    at("results");
    page.go("#/survey");
    page.button("Start answering").click();
    answer(&page.role("group", "We know who relies on our work."), "Usually").click();
    at("answering");
}

/// Axe finds nothing on any screen of the sample desk, nor on the first screen of all.
#[test]
fn axe_has_nothing_against_any_screen() {
    if skipped("axe reads the same pages everywhere") {
        return;
    }
    let mut found = Vec::new();
    let page = tuesday().open();
    page.button("Start empty").click();
    page.field("Name of your team").here();
    look(&page, "first screen, light", &mut found);
    page.button("Open the sample desk").click();
    page.see("You are looking around in the sample desk.");
    every_screen(&page, "light", &mut found);
    page.go("#/board");
    page.button("Switch between light and dark").click();
    every_screen(&page, "dark", &mut found);
    page.button("Leave the sample desk").click();
    page.button("Start empty").click();
    page.field("Name of your team").here();
    look(&page, "first screen, dark", &mut found);
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    desk::nothing_went_wrong(&page);
}
