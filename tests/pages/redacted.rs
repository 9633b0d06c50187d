//! Two files out of one desk: a copy without the names of people, to show to others, and parts of it as copies, for
//! another desk.

use crate::desk::{self, agree, give_file, nothing_went_wrong, raise, skipped};
use crate::support::browser::{part, starts};

/// From the desk with names to the same desk without, by the file: what is replaced is said before.
#[test]
fn a_desk_without_names_to_show_to_others() {
    if skipped("the copy is made by the same rules everywhere") {
        return;
    }
    let page = desk::people();
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Badge for Zoe Quill");
    form.field("Who asked?").fill("Zoe Quill");
    form.field("For which client?").fill("Finance");
    form.button("Put it on the board").click();
    form.gone();
    page.go("#/data");
    page.button("Make a copy without names…").click();
    let asked = page.dialog("A copy without the names of people");
    asked.see("1 person gets a stand-in");
    asked.see("Texts may name people whom no field names");
    asked.role("summary", "Who becomes whom").click();
    asked.see("Zoe Quill → Requester 1");
    asked.role("checkbox", "The names of clients too").click();
    asked.see("The name of 1 client becomes “Client” with a number.");
    asked.role("checkbox", starts("Leave texts out")).click();
    asked.see("Titles may name people whom no field names.");
    asked.button("Download the table").click();
    let table = page.downloaded(|name| name == "inhouse-without-names-2026-11-10.csv");
    let table = std::fs::read_to_string(table).expect("UTF-8");
    assert!(table.contains("Badge for Requester 1,Client 1,,Requester 1,"), "{table}");
    asked.button("Download the file").click();
    let file = page.downloaded(|name| name == "inhouse-without-names-2026-11-10.json");
    let text = std::fs::read_to_string(&file).expect("UTF-8");
    for out in [&table, &text] {
        assert!(!out.contains("Quill") && !out.contains("Zoe") && !out.contains("Finance"), "{out}");
    }
    assert_eq!(page.axe(), Vec::<String>::new());
    asked.button("Close").nth(1).click();
    asked.gone();

    give_file(&page, &file);
    page.see("reads well");
    page.button("Replace this desk").click();
    page.see("The file is taken in.");
    page.go("#/board");
    page.card("Badge for Requester 1").see("Client 1");
    nothing_went_wrong(&page);
}

/// Last year's desk is the pattern of this year's: what is chosen comes, the requests do not; onto a desk that has all of
/// it only the agreements come again, by other names, and one undo takes them back.
#[test]
fn a_new_desk_begins_like_the_old_one() {
    if skipped("copies are made by the same rules everywhere") {
        return;
    }
    let page = desk::people();
    agree(&page, "Finance", "2", "8");
    raise(&page, "A list of overtime", "Finance");
    page.go("#/data");
    let file = desk::download_backup(&page);
    give_file(&page, &file);
    let copies = page.role("region", "Or take parts of it as copies");
    copies.see("Here already by that name, and stays as it is: ");
    copies.role("checkbox", starts("Agreements")).ticked(true);
    copies.role("checkbox", "How the board is arranged").gone();
    copies.button("Bring copies in").click();
    page.see("The file is taken in.");
    desk::visit(&page, "Agreements", "Agreements");
    page.link("Finance (copy)").here();
    page.press("Control+z");
    page.link("Finance (copy)").gone();

    page.go("#/data");
    page.button("Remove everything…").click();
    page.dialog("Remove this desk from this browser?").button("Remove everything").click();
    page.link("Choose a file").click();
    page.heading("Bring what you have").here();
    give_file(&page, &file);
    page.see("reads well");
    let copies = page.role("region", "Or begin a new desk like it");
    copies.see("none of the old requests and history");
    assert_eq!(page.axe(), Vec::<String>::new());
    copies.button("Begin a new desk like it").click();
    page.heading("Requests to People").here();
    page.card("A list of overtime").gone();
    desk::visit(&page, "Clients", "Clients");
    page.link("Finance").nth(0).here();
    desk::visit(&page, "Agreements", "Agreements");
    page.link(part("Finance")).nth(0).here();
    page.reload();
    page.link(part("Finance")).nth(0).here();
    nothing_went_wrong(&page);
}
