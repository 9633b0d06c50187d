//! What nobody should type, and what some have to: each has its sentence or is handled, and nothing breaks.
//! The line for a new request is tried in `board`.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::Page;

/// Puts a text of so many letters into a field, as pasting does.
fn paste_long(page: &Page, selector: &str, letters: &str) {
    let script = "const field = document.querySelector(arguments[0]);
        field.focus();
        field.value = 'x'.repeat(Number(arguments[1]));
        for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
        return field.value.length";
    page.answer(script, &[selector.into(), letters.into()]);
}

/// A title of a megabyte is refused where it is typed, with how long it is and how long it may be; so are a
/// point of that length and an impossible date.
#[test]
fn too_long_and_impossible() {
    if skipped("the same rules everywhere") {
        return;
    }
    let page = desk::people();
    let form = desk::new_request(&page);
    paste_long(&page, "dialog[open] form input", "1048576");
    form.button("Put it on the board").click();
    form.see("That is 1,048,576 characters long; 200 fit.");
    form.field("What is it about?").fill("Overtime is missing");
    form.field("For which client?").fill("Finance");
    form.field("Promised by").fill("2026-11-09T10:00");
    form.button("Put it on the board").click();
    form.see("That moment is over.");
    form.field("Promised by").fill("");
    form.button("Put it on the board").click();
    form.gone();

    let drawer = desk::open(&page, "Overtime is missing");
    paste_long(&page, "section[aria-labelledby=points] form input", "1048576");
    drawer.field("Another point").press("Enter");
    drawer.see("That is 1,048,576 characters long; 200 fit.");
    drawer.field("Another point").fill("The file opens");
    drawer.field("Another point").press("Enter");
    drawer.role("checkbox", "The file opens").here();
    drawer.button("They asked for news").click();
    let form = drawer.dialog("Finance asked for news");
    paste_long(&page, ".note-form textarea", "1048576");
    form.button("Note it").click();
    form.see("That is 1,048,576 characters long; 20,000 fit.");
    form.press("Escape");
    desk::let_go(&page);
    form.gone();
    desk::close(&drawer);
    nothing_went_wrong(&page);
}

/// A limit below one is no limit.
#[test]
fn a_limit_of_minus_one() {
    if skipped("the same rules everywhere") {
        return;
    }
    let page = desk::people();
    page.button("Columns").click();
    let dialog = page.dialog("Columns of the board");
    for (typed, said) in
        [("-1", "A limit begins at 1"), ("0", "A limit begins at 1"), ("many", "Write a whole number")]
    {
        dialog.field("At most").nth(2).fill(typed);
        dialog.button("Save").click();
        dialog.see(said);
    }
    dialog.field("At most").nth(2).fill("2");
    dialog.button("Save").click();
    dialog.gone();
    nothing_went_wrong(&page);
}

/// Writing from right to left, and signs of several code points, stay whole wherever they stand.
#[test]
fn every_writing() {
    if skipped("the text is kept by the same code everywhere") {
        return;
    }
    let page = desk::people();
    let (title, client, point) = ("تقرير الرواتب 👩‍👩‍👧‍👦", "الماليّة", "ملف أكتوبر ✅ נבדק");
    raise(&page, title, client);
    let drawer = desk::open(&page, title);
    drawer.field("Another point").fill(point);
    drawer.field("Another point").press("Enter");
    drawer.role("checkbox", point).click();
    drawer.button("We talked").click();
    let form = drawer.dialog(&*format!("A conversation with {client}"));
    form.field("What came of it").fill("‏اتفقنا 🤝🏽");
    form.button("Note the conversation").click();
    drawer.see("اتفقنا 🤝🏽");
    desk::close(&drawer);
    page.reload();
    let drawer = desk::open(&page, title);
    drawer.role("checkbox", point).ticked(true);
    drawer.see("اتفقنا 🤝🏽");
    let over = page.answer("return document.documentElement.scrollWidth - innerWidth", &[]);
    assert!(over.as_i64().is_some_and(|pixels| pixels <= 0), "{over} pixels stick out");
    nothing_went_wrong(&page);
}
