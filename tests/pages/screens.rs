//! Every screen and dialog and how one gets there, in one list: what reads them all (axe, the geometry of very
//! little room, the pictures of `make shots`) goes through it. A new screen is a new line here.

use crate::desk::answer;
use crate::dialogs::{OF_FILES, OF_OFFICE, OF_REQUESTS};
use crate::support::browser::{Page, any, part, starts};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A screen or a dialog.
pub struct Screen {
    /// What it is called in reports and in the names of pictures.
    pub name: &'static str,
    /// What there has to be on the desk.
    pub needs: Needs,
    /// How one gets there from anywhere.
    pub open: fn(&Page),
}

/// What a screen needs to be there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Needs {
    /// A desk, if only an empty one.
    Desk,
    /// Requests on the board.
    Requests,
    /// What only the sample desk has: agreements and a closed self-assessment.
    Sample,
}

use Needs::{Desk, Requests, Sample};

/// A line of the list.
pub const fn screen(name: &'static str, needs: Needs, open: fn(&Page)) -> Screen {
    Screen { name, needs, open }
}

/// On a phone one lane is seen at a time: goes to the first that has a card.
pub const LANE: &str = "[...document.querySelectorAll('nav[aria-label=Lanes] button')]
    .find((lane) => /[1-9]/.test(lane.textContent))?.click()";

/// Waits for a form over what is there.
pub fn over(page: &Page) {
    page.script_until("return !!document.querySelector('dialog:modal .note-form')", &[], |there| {
        there == true
    });
}

/// Shuts what stands over the page, and lets go what is typed in it.
pub fn alone(page: &Page) {
    page.answer(
        "document.querySelectorAll('[data-typed]').forEach((form) => form.removeAttribute('data-typed'))",
        &[],
    );
    // What is shut leads the page back to where it came from: only then is it anybody's turn to go elsewhere.
    let shut = "const done = arguments[0], open = [...document.querySelectorAll('dialog[open]')];
        const closed = open.map((dialog) => new Promise((heard) => dialog.addEventListener('close', heard, { once: true })));
        open.forEach((dialog) => dialog.close());
        Promise.all(closed).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));";
    page.answer_later(shut, &[]);
}

/// A place by its address and heading.
pub fn at(page: &Page, place: &str, heading: &str) {
    alone(page);
    page.go(&format!("#/{place}"));
    page.within(60).heading(heading).here();
}

/// The board.
pub fn board(page: &Page) {
    alone(page);
    page.go("#/board");
    page.within(60).role("heading", starts("Requests to")).here();
}

/// Goes where the first link of the page leads whose address begins so.
pub fn first_of(page: &Page, address: &str) {
    let go = "const first = document.querySelector(`main a[href^='${arguments[0]}']`);
        if (first) location.hash = first.getAttribute('href'); return !!first";
    page.script_until(go, &[address], |there| there == true);
}

/// The drawer of the first request of the first lane that has one.
pub fn request(page: &Page) {
    board(page);
    first_of(page, "#/request/01");
    page.within(30).button("Close and go back to the board").here();
}

/// All of them; with `INHOUSE_SCREENS` those whose names have one of its parts ("delay,merge").
pub fn all() -> impl Iterator<Item = &'static Screen> {
    let of = std::env::var("INHOUSE_SCREENS").unwrap_or_default();
    let wanted = move |name: &str| of.is_empty() || of.split(',').any(|part| name.contains(part));
    [SCREENS, OF_REQUESTS, OF_OFFICE, OF_FILES]
        .into_iter()
        .flatten()
        .filter(move |screen| wanted(screen.name))
}

/// Goes there. One that cannot be reached is a finding like any other, and does not hide those after it.
pub fn reach(screen: &Screen, page: &Page, shown: &str, found: &mut Vec<String>) -> bool {
    let there = catch_unwind(AssertUnwindSafe(|| (screen.open)(page))).is_ok();
    if !there {
        found.push(format!("{shown}: it cannot be reached (why is said above)"));
    }
    there
}

/// The screens, in the order of the bars, with what one meets first over them.
const SCREENS: &[Screen] = &[
    screen("board", Desk, board),
    screen("board-table", Desk, |page| {
        alone(page);
        page.go("#/board?view=table");
        page.within(60).role("heading", starts("Requests to")).here();
    }),
    screen("board-calendar", Desk, |page| {
        alone(page);
        page.go("#/board?view=calendar");
        page.within(60).role("heading", starts("Requests to")).here();
    }),
    screen("board-swimlanes", Requests, |page| {
        alone(page);
        page.go("#/board?lanes=client");
        page.within(60).role("heading", starts("Requests to")).here();
    }),
    screen("board-filters", Desk, |page| {
        board(page);
        page.button("More filters").press("Enter");
        page.field("Label").here();
    }),
    screen("board-columns", Desk, |page| {
        board(page);
        page.button("Columns").press("Enter");
        page.dialog("Columns of the board").here();
    }),
    screen("board-keep-view", Desk, |page| {
        alone(page);
        page.go("#/board?q=pay");
        page.button("Save this view").press("Enter");
        page.dialog("Save this view").here();
    }),
    screen("board-move", Requests, |page| {
        board(page);
        page.answer(LANE, &[]);
        page.button(starts("Move")).nth(0).press("Enter");
        page.dialog(starts("Move")).here();
    }),
    screen("board-label", Requests, |page| {
        board(page);
        page.answer(LANE, &[]);
        page.button("Select").press("Enter");
        page.role("checkbox", starts("Select")).nth(0).press("Space");
        page.button("Label").press("Enter");
        page.dialog(starts("A label for")).here();
    }),
    screen("board-priority", Requests, |page| {
        // Nothing is selected on a board that is opened again.
        page.go("#/settings");
        page.heading("Settings").here();
        board(page);
        page.answer(LANE, &[]);
        page.button("Select").press("Enter");
        page.role("checkbox", starts("Select")).nth(0).press("Space");
        page.button("Priority").press("Enter");
        page.dialog(starts("The priority of")).here();
    }),
    screen("request-from-link", Desk, |page| {
        board(page);
        page.go("#/new?title=A+badge&client=Visitors&priority=soon");
        page.dialog("New request").see("A link has filled this in.");
    }),
    screen("request-goes-first", Sample, |page| {
        alone(page);
        page.go("#/board?sort=own");
        page.within(60).role("heading", starts("Requests to")).here();
        page.answer("[...document.querySelectorAll('#lane-accepted .card-title')].pop()?.focus()", &[]);
        page.press("Space");
        (0..8).for_each(|_| page.press("ArrowUp"));
        page.press("Enter");
        page.dialog(part("goes first")).here();
    }),
    screen("request-new", Desk, |page| {
        board(page);
        page.go("#/request/new");
        page.dialog("New request").here();
    }),
    screen("request", Requests, request),
    screen("request-promise", Requests, |page| {
        request(page);
        page.button(starts("Promise")).nth(0).press("Enter");
        page.button("Promise this").here();
    }),
    screen("request-update", Requests, |page| {
        request(page);
        // On a phone it stands under another name, at the foot.
        page.field(starts("Update for")).focus();
        page.button("Save update").here();
    }),
    screen("decline", Requests, |page| {
        request(page);
        page.answer("location.hash += '/decline'", &[]);
        page.heading("Say no, with a way forward").here();
    }),
    screen("request-care", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("They asked for news").press("Enter");
        page.dialog(part("asked for news")).here();
    }),
    screen("request-remove", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button(starts("Remove")).nth(0).press("Enter");
        page.dialog(starts("Remove")).here();
    }),
    screen("request-blocked", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("Blocked…").press("Enter");
        over(page);
    }),
    screen("request-escalate", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("Escalate…").press("Enter");
        over(page);
    }),
    screen("request-changed-wish", Requests, |page| {
        request(page);
        page.button("The wish has changed").nth(0).press("Enter");
        page.dialog(starts("What has changed about")).here();
    }),
    screen("request-merge", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("The same as another one…").press("Enter");
        page.dialog(part("is the same as another one")).here();
    }),
    screen("request-taken-back", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("The client took it back").press("Enter");
        over(page);
    }),
    screen("service-fields", Requests, |page| {
        at(page, "settings/services", "Services");
        page.button(starts("Edit")).nth(0).press("Enter");
        page.field("Name of the field").here();
    }),
    screen("request-tie", Requests, |page| {
        request(page);
        page.button("Tie to another request").nth(0).press("Enter");
        over(page);
    }),
    screen("triage-elsewhere", Sample, |page| {
        alone(page);
        page.go("#/triage");
        page.role("main", any()).button("Put it elsewhere").nth(0).press("Enter");
        page.dialog(starts("Put")).here();
    }),
    screen("triage-ask", Sample, |page| {
        alone(page);
        page.go("#/triage");
        page.role("main", any()).button("Ask back").nth(0).press("Enter");
        page.dialog(starts("Ask")).here();
    }),
    screen("triage", Desk, |page| {
        alone(page);
        page.go("#/triage");
        page.role("main", any()).role("heading", any()).nth(0).here();
    }),
    screen("triage-not-now", Sample, |page| {
        alone(page);
        page.go("#/triage");
        page.role("main", any()).button("Not now").nth(0).press("Enter");
        page.dialog(starts("Not now:")).here();
    }),
    screen("clients", Desk, |page| at(page, "clients", "Clients")),
    screen("client", Requests, |page| {
        at(page, "clients", "Clients");
        first_of(page, "#/clients/");
        page.role("main", any()).role("heading", any()).nth(0).here();
    }),
    screen("agreements", Desk, |page| at(page, "agreements", "Agreements")),
    screen("agreement-new", Desk, |page| at(page, "agreements/new", "New agreement")),
    screen("agreement", Sample, |page| {
        at(page, "agreements", "Agreements");
        page.link("Payroll for Finance").nth(0).press("Enter");
        page.heading("Agreement: Payroll for Finance").here();
    }),
    screen("agreement-version", Sample, |page| {
        at(page, "agreements", "Agreements");
        page.link("Payroll for Finance").nth(0).press("Enter");
        page.heading("Agreement: Payroll for Finance").here();
        page.link("Version 1").press("Enter");
        page.heading(starts("Payroll for Finance, version 1")).here();
    }),
    screen("opening-hours", Desk, |page| {
        at(page, "agreements", "Agreements");
        page.button(starts("Edit")).nth(0).press("Enter");
        page.dialog(starts("Opening hours")).here();
    }),
    screen("opening-hours-month", Desk, |page| {
        at(page, "agreements", "Agreements");
        page.button(starts("Edit")).nth(0).press("Enter");
        let dialog = page.dialog(starts("Opening hours"));
        dialog.role("summary", "Month by month").press("Enter");
        dialog.button("The month after").press("Enter");
        dialog.button("The month after").here();
    }),
    screen("survey", Desk, |page| at(page, "survey", "Self-assessment")),
    screen("survey-results", Sample, |page| {
        at(page, "survey", "Self-assessment");
        page.link("Autumn check").press("Enter");
        page.role("figure", "Ten dimensions").here();
    }),
    screen("survey-answering", Desk, |page| {
        at(page, "survey", "Self-assessment");
        page.button(starts("Start answering")).nth(0).press("Enter");
        answer(&page.role("group", "We know who relies on our work."), "Usually").here();
    }),
    screen("insights", Desk, |page| {
        at(page, "insights", "Insights");
    }),
    screen("insights-behind", Requests, |page| {
        at(page, "insights", "Insights");
        page.within(60).button(starts("First response, all clients")).press("Enter");
        page.dialog(starts("First response, all clients:")).here();
    }),
    screen("settings", Desk, |page| at(page, "settings", "Settings")),
    screen("services", Desk, |page| at(page, "settings/services", "Services")),
    screen("templates", Desk, |page| {
        alone(page);
        page.go("#/settings/templates");
        page.role("main", any()).role("heading", any()).nth(0).here();
    }),
    screen("template-new", Requests, |page| {
        alone(page);
        page.go("#/settings/templates");
        page.button("New template").nth(0).press("Enter");
        page.script_until("return !!document.querySelector('.template-form')", &[], |there| there == true);
    }),
    screen("triage-rules", Desk, |page| {
        alone(page);
        page.go("#/settings/triage");
        page.role("main", any()).role("heading", any()).nth(0).here();
    }),
    screen("positions", Desk, |page| at(page, "settings/positions", "Positions")),
    screen("position-taken", Desk, |page| {
        at(page, "settings/positions", "Positions");
        page.button("Take a position").nth(0).press("Enter");
        page.role("radio", "A word of our own").press("Space");
    }),
    screen("parts", Desk, |page| at(page, "settings/parts", "Every part in every state")),
    screen("data", Desk, |page| at(page, "data", "Data")),
    screen("data-remove", Desk, |page| {
        at(page, "data", "Data");
        page.button("Remove everything…").press("Enter");
        page.dialog("Remove this desk from this browser?").here();
    }),
    screen("data-without-names", Sample, |page| {
        at(page, "data", "Data");
        page.button("Make a copy without names…").press("Enter");
        page.dialog("A copy without the names of people").here();
    }),
    screen("data-room", Sample, |page| {
        at(page, "data", "Data");
        page.button("Remove for good…").press("Enter");
        page.dialog("Remove what is finished for good?").here();
    }),
    screen("import", Desk, |page| at(page, "import", "Bring what you have")),
    screen("palette", Desk, |page| {
        at(page, "settings", "Settings");
        page.button("Search or do anything").press("Enter");
        page.dialog("Search or do anything").role("option", any()).nth(0).here();
    }),
    screen("keys", Desk, |page| {
        at(page, "settings", "Settings");
        page.button("All keys").press("Enter");
        page.dialog("Keys").here();
    }),
];
