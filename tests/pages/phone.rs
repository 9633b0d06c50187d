//! On a phone: 390 CSS pixels wide, nothing to scroll sideways but the lanes.

use crate::desk::{self, answer, nothing_went_wrong, skipped, tuesday};
use crate::support::browser::{Page, any, starts};
use serde_json::json;

/// Nothing sticks out at the side.
fn fits(page: &Page) {
    let over = page.answer("return document.documentElement.scrollWidth - innerWidth", &[]);
    assert!(over.as_i64().is_some_and(|pixels| pixels <= 0), "{over} pixels stick out of {}", page.hash());
}

/// On the way somebody raises a request, reads it, writes to the client, moves it on, and answers a page of
/// the self-assessment.
#[test]
fn a_request_on_the_way() {
    if skipped("widths are exact in Chromium alone") {
        return;
    }
    let page = tuesday().size(390, 844).open();
    fits(&page);
    desk::set_up(&page);
    fits(&page);
    let form = desk::new_request(&page);
    fits(&page);
    form.field("What is it about?").fill("The scanner at gate 2 is dead");
    form.field("For which client?").fill("Warehouse");
    form.choose("Priority", "High");
    form.button("Put it on the board").click();
    form.gone();
    fits(&page);

    let drawer = desk::open(&page, "The scanner at gate 2 is dead");
    fits(&page);
    drawer.see("High");
    drawer.button("Update").click();
    drawer.field("Update for Warehouse").focused();
    page.type_keys("We come by at noon.");
    drawer.button("Save update").click();
    drawer.see("First response");
    drawer.button("Move").click();
    drawer.role("group", starts("Move PEO-1 to")).button("In progress").click();
    drawer.see("PEO-1: In progress, for Warehouse.");
    desk::close(&drawer);

    // One lane at a time, under tabs.
    let lanes = page.role("navigation", "Lanes");
    lanes.button(starts("In progress")).click();
    lanes.button(starts("In progress")).says("aria-current", Some("true"));
    page.lane("In progress").card("The scanner at gate 2 is dead").here();
    page.button("Move PEO-1").click();
    let dialog = page.dialog("Move PEO-1");
    dialog.choose("To", "Done");
    dialog.button("Move").click();
    page.lane("Done").card("The scanner at gate 2 is dead").here();

    let places = page.role("navigation", "Main, small screens");
    places.button("More").click();
    places.link("Self-assessment").click();
    page.heading("Self-assessment").here();
    fits(&page);
    page.role("radio", starts("Ten, one for each dimension")).click();
    page.button("Start answering").click();
    page.see("0 of 10");
    fits(&page);
    let statements = page.role("group", any()).names();
    answer(&page.role("group", statements[0].as_str()), "Usually").click();
    page.see("1 of 10");
    for place in ["clients", "agreements", "insights", "settings", "data", "import", "agreements/new"] {
        page.go(&format!("#/{place}"));
        page.role("heading", any()).nth(0).here();
        fits(&page);
    }
    nothing_went_wrong(&page);
}

/// What is done with several stands whole above the places at the foot: each button can be pressed.
#[test]
fn several_on_the_way() {
    if skipped("widths are exact in Chromium alone") {
        return;
    }
    let page = tuesday().size(390, 844).open();
    desk::set_up(&page);
    for title in ["The scanner at gate 2 is dead", "Gate 3 does not open"] {
        let form = desk::new_request(&page);
        form.field("What is it about?").fill(title);
        form.button("Put it on the board").click();
        form.gone();
    }
    page.button("Select").click();
    page.role("checkbox", "Select PEO-1").click();
    page.role("checkbox", "Select PEO-2").click();
    let bar = page.role("toolbar", "Selected requests");
    bar.see("2 selected");
    page.still();
    fits(&page);
    let hidden = page.answer(
        "const foot = document.querySelector('.tabbar').getBoundingClientRect().top;
        return [...document.querySelectorAll('.bulkbar button')].filter((button) => {
            const { left, right, top, bottom } = button.getBoundingClientRect();
            const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return left < 0 || right > innerWidth || bottom > foot || !button.contains(there);
        }).map((button) => button.textContent || button.ariaLabel).join()",
        &[],
    );
    assert_eq!(hidden, "", "cut or covered");
    bar.button("Priority").click();
    let form = page.dialog("The priority of 2 requests");
    form.choose("Priority", "High");
    form.button("Set the priority").click();
    form.gone();
    page.see("2 requests changed.");
    bar.gone();
    nothing_went_wrong(&page);
}

/// What is pressed above the lanes is wide enough for the pointer there is, at any width; selecting is the first of it.
#[test]
fn what_is_pressed_is_wide_enough() {
    if skipped("widths are exact in Chromium alone") {
        return;
    }
    let page = tuesday().size(1000, 800).open();
    desk::set_up(&page);
    let narrow = |least: u8| {
        let script = format!(
            "return [...document.querySelectorAll('.board-filter .icon-btn')].filter((button) => {{
                const {{ width, height }} = button.getBoundingClientRect();
                return width < {least} || height < {least};
            }}).map((button) => button.ariaLabel + ' ' + button.getBoundingClientRect().width).join()"
        );
        page.still();
        assert_eq!(page.answer(&script, &[]), json!(""), "less than {least} pixels");
    };
    page.button("Select").here();
    page.button("Columns").here();
    narrow(24);
    page.devtools_with("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    page.script_until("return matchMedia('(pointer: coarse)').matches", &[], |coarse| coarse == true);
    narrow(44);
    page.size(390, 844);
    narrow(44);
    let right =
        "return document.querySelector('[data-does=select]').getBoundingClientRect().right <= innerWidth";
    assert_eq!(page.answer(right, &[]), json!(true), "selecting is in sight before anything is scrolled");
    nothing_went_wrong(&page);
}
