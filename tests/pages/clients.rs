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
