//! The whole conversation about an agreement, as one story: a draft from the record, a warning mended, the draft
//! tried, an example, proposed, accepted by both, in force, another version, the difference, and the printed page.

use crate::desk::{self, nothing_went_wrong, raise};
use crate::support::browser::{Browser, Page, part, starts};
use serde_json::json;

const DONE: [&str; 5] = ["One", "Two", "Three", "Four", "Five"];

/// Five normal requests of Finance, raised on Tuesday at 10:00 and done at 13:30, three and a half hours later.
pub fn a_record(page: &Page) {
    for name in DONE {
        raise(page, &["Request ", name].concat(), "Finance");
    }
    page.set_now("2026-11-10T12:30:00Z");
    for name in DONE {
        let drawer = desk::open(page, &["Request ", name].concat());
        drawer.button("Done").click();
        drawer.button("Open again").here();
        desk::close(&drawer);
    }
}

/// What stands on paper: asks for the print dialog, and looks at what the style for paper leaves.
fn printed(page: &Page) {
    page.answer("window.__printed = 0; window.print = () => { window.__printed += 1; }", &[]);
    page.button("Print").click();
    page.script_until("return window.__printed", &[], |times| times == 1);
    if page.browser() != Browser::Chromium {
        return;
    }
    let medium = |name: &str| page.devtools_with("Emulation.setEmulatedMedia", json!({ "media": name }));
    medium("print");
    let seen = "return [...document.querySelectorAll('main h1, main h2, main h3, main input, main button, .top, .tabbar')]
        .filter((part) => part.checkVisibility()).map((part) => part.closest('.paper') ? 'paper' : part.outerHTML)";
    let left = page.answer(seen, &[]);
    medium("");
    let all = left.as_array().expect("a list");
    assert!(all.len() > 3 && all.iter().all(|one| one == "paper"), "beside the paper: {left}");
}

#[test]
fn from_the_record_to_the_printed_page() {
    let page = desk::people();
    a_record(&page);

    // The draft from the record: 85 of 100 would have been done within three and a half hours.
    desk::begin_agreement(&page, "Finance");
    page.see("5 finished requests in this scope");
    page.button("Write the targets that 85 % would have met").click();
    page.field("Done, Normal").holds("3.5");
    page.see("100 % · 5 of 5");
    // They were answered when they were done; an answer is not promised.
    page.field("First response, Normal").holds("3.5");
    page.field("First response, Normal").fill("");

    // A warning, mended; and the draft tried with less than the record can give.
    page.field("Done, Low").fill("2");
    page.see("Low is promised sooner than Normal");
    page.field("Done, Low").fill("8");
    page.not_see("Low is promised sooner than Normal");
    page.field("Done, Normal").fill("3");
    page.see("0 % · 0 of 5");
    page.role("summary", "5 would have been late").nth(0).click();
    page.link(part("Request Three")).nth(0).here();
    page.field("Done, Normal").fill("4");
    page.see("100 % · 5 of 5");

    // Friday 16:40: twenty minutes on Friday, three hours and forty minutes on Monday.
    page.field("In words").fill("Normal, raised Friday 16:40");
    page.see("16 Nov 12:40");

    page.button("Propose").click();
    page.see("is proposed.");
    page.heading("Agreement: Finance").here();
    for (side, name) in [("People", "Bo Maes"), ("Finance", "Ann Peeters")] {
        let form = page.role("form", ["For ", side].concat().as_str());
        form.field("Name").fill(name);
        form.button(["Accepted by ", side].concat().as_str()).click();
        page.see(&[name, ", 10 Nov 2026"].concat());
    }
    page.see("Both sides have accepted. It can be put in force.");
    page.button("Put in force").click();
    page.see("is in force.");
    desk::visit(&page, "Board", "Requests to People");
    raise(&page, "A list of overtime", "Finance");
    // 13:30 and four hours: half past nine on Wednesday.
    page.card("A list of overtime").see("due Wed 09:30");

    // Another version, with what it changes in words, and the request keeps what it was promised.
    desk::visit(&page, "Agreements", "Agreements");
    page.link("Finance").click();
    page.heading("Agreement: Finance").here();
    page.field("Done, Normal").fill("3.5");
    page.see("You are changing what was accepted.");
    page.role("summary", "1 difference between two versions").click();
    page.see("Normal, Done: from 4 opening hours to 3.5 opening hours.");
    page.field("Why this version").fill("We are two more people");
    page.button("Put in force").click();
    page.see("is in force.");
    desk::visit(&page, "Board", "Requests to People");
    page.card("A list of overtime").see("due Wed 09:30");

    desk::visit(&page, "Agreements", "Agreements");
    page.see("Version 2");
    page.link("Finance").click();
    page.role("list", "Versions").see("We are two more people");
    page.role("summary", starts("1 open request has another version than version 2")).here();
    printed(&page);
    nothing_went_wrong(&page);
}
