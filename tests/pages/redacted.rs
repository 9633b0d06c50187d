//! A copy without the names of people: what is replaced is said before, the file opens as a desk of its own.

use crate::desk::{self, give_file, nothing_went_wrong, skipped};
use crate::support::browser::{part, starts};

const ASK: &str = "Make a copy without names…";
const DIALOG: &str = "A copy without the names of people";

/// From the desk with names to the same desk without, by the file.
#[test]
fn a_desk_without_names_to_show_to_others() {
    if skipped("the copy is made by the same rules everywhere") {
        return;
    }
    let page = desk::people();
    let form = desk::new_request(&page);
    form.field("What is it about?").fill("Badge for Zoe Quill");
    form.field("Who asked?").fill("Zoe Quill");
    form.field("Client").fill("Finance");
    form.button("Put on the board").click();
    form.gone();
    page.go("#/data");
    page.button(ASK).click();
    let asked = page.dialog(DIALOG);
    asked.see("1 person gets a stand-in");
    asked.see("Texts may name people whom no field names");
    asked.role("group", any_of_who()).here();
    asked.see("Zoe Quill → Requester 1");
    asked.role("radio", starts("Their initials")).click();
    asked.see("Zoe Quill → Z.Q.");
    asked.role("radio", starts("What they are")).click();
    asked.role("checkbox", "The names of clients too").click();
    asked.see("Finance → Client 1");
    asked.role("checkbox", starts("Leave texts out")).click();
    asked.see("Titles may name people whom no field names.");
    asked.button("Download the table").click();
    let table = page.downloaded(|name| name == "inhouse-people-2026-11-10-without-names.csv");
    let table = std::fs::read_to_string(table).expect("UTF-8");
    assert!(table.contains("Badge for Requester 1,Client 1,,Requester 1,") && !table.contains("Quill"), "{table}");
    asked.button("Download the file").click();
    let file = page.downloaded(|name| name == "inhouse-people-2026-11-10-without-names.json");
    let text = std::fs::read_to_string(&file).expect("UTF-8");
    assert!(!text.contains("Quill") && !text.contains("Finance"));
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
