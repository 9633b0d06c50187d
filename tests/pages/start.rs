//! The first visit: nothing is stored, and within a minute there is a desk.

use crate::desk::{self, FIRST_LOAD, nothing_went_wrong, skipped, tuesday};
use crate::support::browser::{any, part};

/// Somebody opens Inhouse for the first time, reads what it is, names the team, and has a board. Leaving out
/// a field is said beside it, and what was typed stays.
#[test]
fn a_first_visit_ends_with_a_board() {
    let page = tuesday().open();
    page.within(FIRST_LOAD).heading("Whom does your team deliver to?").here();
    page.see("It stays here.");
    page.see("0 of 6");

    page.button("Start empty").click();
    page.field("Name of your team").focused();
    page.field("Time zone").holds("Europe/Brussels");
    page.field("Time zone").fill("Atlantis");
    page.button("Create the desk").click();
    page.see("The team needs a name.");
    page.see("does not know the time zone “Atlantis”");
    page.field("Name of your team").focused();
    page.field("Time zone").holds("Atlantis");

    desk::fill_in_the_team(&page);
    page.heading("Requests to People").here();
    page.see("10 Nov, 10:00 in Brussels. Open until 17:00.");
    page.lane("New").see("No requests yet.");
    page.role("navigation", "Main").link(any()).many(6);

    // It is there the next time, without asking again.
    page.reload();
    page.heading("Requests to People").here();
    nothing_went_wrong(&page);
}

/// Somebody looks around first. The sample desk is full, says that it is one, and leaves nothing behind.
#[test]
fn looking_around_in_the_sample_leaves_nothing_behind() {
    if skipped("the sample desk is the same program with other records") {
        return;
    }
    let page = tuesday().open();
    page.button("Open the sample desk").click();
    page.see("You are looking around in the sample desk.");
    page.lane("In progress").role("listitem", any()).nth(0).here();
    page.lane("Declined").see("Instead:");
    page.reload();
    page.see("You are looking around in the sample desk.");

    page.button("Leave the sample desk").click();
    page.heading("Whom does your team deliver to?").here();
    page.not_see("sample desk. Nothing");
    let left: Vec<_> = page.storage().into_keys().filter(|key| key.starts_with("inhouse/s/")).collect();
    assert_eq!(left, Vec::<String>::new(), "records of the sample desk");
    nothing_went_wrong(&page);
}

/// An address that names nothing says so and leads back.
#[test]
fn an_unknown_address_leads_back() {
    if skipped("addresses are read by the program, alike in every browser") {
        return;
    }
    let page = desk::people();
    page.go("#/zebra");
    page.heading("There is no such page").here();
    page.link("To the board").click();
    page.heading("Requests to People").here();
    page.go("#/request/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    page.dialog(part("not on the desk")).button("Close and go back to the board").click();
    page.heading("Requests to People").here();
}
