//! What opens over a screen or further down in it: dialogs, forms, menus, what is unfolded, files that were given.
//! Each one is a line here; with the screens they make the list of [`crate::screens`].

use crate::desk::{answer, close_the_notice, give_file, scratch};
use crate::screens::Needs::{Desk, Requests, Sample};
use crate::screens::{LANE, Screen, alone, at, board, first_of, over, request, screen};
use crate::support::browser::{Page, any, part, starts};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The drawer of the first request of a lane.
fn in_lane(page: &Page, lane: &str) {
    board(page);
    let go = "const first = document.querySelector(`#lane-${arguments[0]} a[href^='#/request/01']`);
        if (first) location.hash = first.getAttribute('href'); return !!first";
    page.script_until(go, &[lane], |there| there == true);
    page.within(30).button("Close and go back to the board").here();
}

/// Unfolds everything that can be.
fn unfold(page: &Page) {
    page.answer("document.querySelectorAll('main details').forEach((one) => (one.open = true))", &[]);
}

/// The form a button of the drawer opens.
fn note(page: &Page, button: &str) {
    page.button(button).nth(0).press("Enter");
    over(page);
}

/// The form an entry of the menu of the drawer opens.
fn from_menu(page: &Page, entry: &str) {
    page.button("More for this request").nth(0).press("Enter");
    page.button(entry).press("Enter");
    over(page);
}

/// As [`note`] in what is being decided, where the button is there only after something else was noted in another form.
/// That stays on the desk; the notice of it would lie over the form.
fn note_after(page: &Page, button: &str, form: fn(&Page), fields: &[(&str, &str)], done: &str) {
    in_lane(page, "deciding");
    let there = "return [...document.querySelectorAll('dialog[open] button')].some((b) => b.textContent === arguments[0])";
    if page.answer(there, &[json!(button)]) != true {
        form(page);
        for (field, text) in fields {
            page.field(*field).fill(text);
        }
        page.button(done).press("Enter");
        page.script_until("return !document.querySelector('.note-form')", &[], |gone| gone == true);
        close_the_notice(page);
    }
    note(page, button);
}

/// An agreement of the sample that is in force.
fn agreement(page: &Page) {
    at(page, "agreements", "Agreements");
    page.link("Payroll for Finance").nth(0).press("Enter");
    page.heading("Agreement: Payroll for Finance").here();
}

/// A file of this run with this text.
pub fn written(name: &str, text: &str) -> PathBuf {
    let path = scratch(name);
    std::fs::write(&path, text).expect("a file can be written");
    path
}

/// A file of this desk as somebody else has gone on with it: a request is not in it, of another the last step is not,
/// and the same field was set otherwise later.
fn edited_elsewhere(page: &Page) -> PathBuf {
    let mut keys = page.storage();
    keys.retain(|key, _| key.contains("/r/") || key.contains("/c/") || key.ends_with("/t"));
    let records: Vec<String> = keys.keys().filter(|key| key.contains("/r/")).cloned().collect();
    if let Some(last) = records.last().filter(|_| records.len() > 2) {
        keys.remove(last);
    }
    for (index, key) in records.iter().enumerate().take(records.len().saturating_sub(1)) {
        let Ok(mut record) = serde_json::from_str::<Value>(&keys[key]) else { continue };
        let node = record["n"].as_array().map_or(0, Vec::len);
        let Some(at) = record["e"].as_array().and_then(|e| e.last()).and_then(|e| e[0].as_i64()) else {
            continue;
        };
        let priority = ["low", "urgent"][index % 2];
        record["n"].as_array_mut().expect("nodes").push("78".into());
        let event = json!([at + 60_000, 0, node, 0, -1, 0, "prio", [priority]]);
        record["e"].as_array_mut().expect("events").push(event);
        keys.insert(key.clone(), record.to_string());
    }
    let raw = json!({ "inhouse": "raw", "at": "2026-11-09T09:00:00.000Z", "keys": keys });
    written("inhouse-elsewhere-screens.json", &raw.to_string())
}

/// A form over the board for the first request of a lane, which is selected.
fn of_selected(page: &Page, button: &str, title: &str) {
    // Nothing is selected on a board that is opened again.
    at(page, "settings", "Settings");
    board(page);
    page.answer(LANE, &[]);
    page.button("Select").press("Enter");
    page.role("checkbox", starts("Select")).nth(0).press("Space");
    page.role("toolbar", "Selected requests").button(button).press("Enter");
    page.dialog(starts(title)).here();
}

fn data(page: &Page) {
    at(page, "data", "Data");
}

/// Rows of another help desk; one has a time that does not read.
pub const ROWS: &str = "\
case,timestamp,activity,agent,client,service,seriousness
A-1,2026-11-02T08:00:00+00:00,Assign seriousness,Ann,Finance,Export,Seriousness 2
A-1,2026-11-02T10:00:00+00:00,Resolve ticket,Ben,Finance,Export,Seriousness 2
A-2,2026-11-09T08:00:00+00:00,Take in charge ticket,Ann,Sales,Export,Seriousness 4
A-3,some day,Take in charge ticket,Ann,Sales,Export,Seriousness 1
A-3,2026-11-10T08:00:00+00:00,Assign seriousness,Ann,Sales,Export,Seriousness 1
";

fn import(page: &Page, name: &str, text: &str) {
    at(page, "settings", "Settings");
    at(page, "import", "Bring what you have");
    give_file(page, &written(name, text));
}

/// Three days of a calendar, one of them at an hour.
const DAYS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas Day\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:New Year\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20261201T090000Z\r\nSUMMARY:Stand-up\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Over the board and over a request.
pub const OF_REQUESTS: &[Screen] = &[
    screen("board-quick", Desk, |page| {
        board(page);
        page.answer("document.querySelector('form.quick input')?.focus()", &[]);
        page.role("form", any())
            .nth(0)
            .role("textbox", any())
            .nth(0)
            .fill("Two monitors for the reception !high #IT");
    }),
    screen("board-nothing-fits", Requests, |page| {
        alone(page);
        page.go("#/board?q=zebra");
        page.within(60).role("heading", starts("Requests to")).here();
    }),
    screen("board-move-several", Requests, |page| of_selected(page, "Move", "Move 1 request")),
    screen("board-assign", Requests, |page| of_selected(page, "Assign", "The owner of")),
    screen("board-client", Requests, |page| of_selected(page, "Client", "The client of")),
    screen("typed-not-kept", Requests, |page| {
        request(page);
        page.answer("location.hash += '/decline'", &[]);
        let reason = page.dialog(starts("Decline")).field("The reason, in your words");
        reason.fill("Paper costs us two days a month.");
        reason.press("Escape");
        page.dialog("What you typed is not kept yet").here();
    }),
    screen("request-has-to-wait", Sample, |page| {
        board(page);
        let go = "const one = [...document.querySelectorAll('.card')].find((card) => card.textContent.includes(arguments[0]));
            if (one) location.hash = one.querySelector('.card-title').getAttribute('href'); return !!one";
        page.script_until(go, &["Another went first"], |there| there == true);
        page.within(30).button("Tell them").press("Enter");
        page.dialog(starts("Tell that")).here();
    }),
    screen("request-menu", Requests, |page| {
        request(page);
        page.button("More for this request").nth(0).press("Enter");
        page.button("They complained…").here();
    }),
    screen("request-move-menu", Requests, |page| {
        request(page);
        page.button("Move").nth(0).press("Enter");
        page.button("In progress").here();
    }),
    screen("request-why", Sample, |page| {
        in_lane(page, "progress");
        page.role("summary", starts("Why")).nth(0).press("Enter");
        page.role("table", part("Time counted for")).here();
    }),
    screen("request-asked", Requests, |page| {
        request(page);
        note(page, "We asked something");
    }),
    screen("request-talked", Requests, |page| {
        request(page);
        note(page, "We talked");
    }),
    screen("request-risk", Requests, |page| {
        request(page);
        from_menu(page, "May not be done in time…");
    }),
    screen("request-agreed", Sample, |page| {
        in_lane(page, "progress");
        from_menu(page, "Agree on another date…");
    }),
    screen("request-restated", Sample, |page| {
        in_lane(page, "progress");
        note(page, "In our words");
    }),
    screen("request-understood", Sample, |page| {
        let said = [("What they need, and what for, in our words", "A list of May, for the pay.")];
        note_after(page, "They confirmed", |page| note(page, "In our words"), &said, "Note what we said");
    }),
    screen("request-complained", Requests, |page| {
        request(page);
        from_menu(page, "They complained…");
    }),
    screen("request-answered", Sample, |page| {
        let asked = [("The question", "Which month?")];
        note_after(
            page,
            "They answered",
            |page| note(page, "We asked something"),
            &asked,
            "Note the question",
        );
    }),
    screen("request-unblocked", Sample, |page| {
        let blocked = [("What has to happen next?", "Ask IT for the log")];
        note_after(
            page,
            "No longer blocked",
            |page| from_menu(page, "Blocked…"),
            &blocked,
            "Mark as blocked",
        );
    }),
    screen("request-escalation-ended", Sample, |page| {
        let raised = [("What has to be decided?", "Who goes first?"), ("To whom?", "Ines Roth")];
        note_after(page, "Write down the outcome", |page| from_menu(page, "Escalate…"), &raised, "Escalate");
    }),
    screen("request-replied", Sample, |page| {
        let said = [("What are they not content with?", "Nobody told us.")];
        note_after(
            page,
            "Write down the reply",
            |page| from_menu(page, "They complained…"),
            &said,
            "Note the complaint",
        );
    }),
    screen("request-stands", Sample, |page| in_lane(page, "deciding")),
    screen("request-delay", Sample, |page| {
        board(page);
        let go = "const one = [...document.querySelectorAll('#lane-waiting a')].find((a) => a.textContent.includes(arguments[0]));
            if (one) location.hash = one.getAttribute('href'); return !!one";
        page.script_until(go, &["New contracts after the team move"], |there| there == true);
        page.within(30).button("Tell of a delay").nth(0).press("Enter");
        page.dialog(part("will be late")).here();
    }),
    screen("request-delay-theirs", Sample, |page| {
        board(page);
        let go = "const one = [...document.querySelectorAll('#lane-accepted a')].find((a) => a.textContent.includes(arguments[0]));
            if (one) location.hash = one.getAttribute('href'); return !!one";
        page.script_until(go, &["Headcount list for the budget round"], |there| there == true);
        page.within(30).button("Note their delay").nth(0).press("Enter");
        page.dialog(part("will be late")).here();
    }),
    screen("request-done", Sample, |page| in_lane(page, "done")),
    screen("request-confirmed", Sample, |page| {
        in_lane(page, "done");
        note(page, "They confirmed");
    }),
    screen("request-rated", Sample, |page| {
        in_lane(page, "done");
        note(page, "Another rating");
    }),
    screen("request-benefit", Sample, |page| {
        in_lane(page, "done");
        note(page, "What it was good for");
    }),
    screen("request-thanks", Sample, |page| {
        in_lane(page, "done");
        note(page, "Thanks");
    }),
    screen("request-reopened", Sample, |page| {
        in_lane(page, "done");
        note(page, "Open again");
    }),
    screen("request-declined", Sample, |page| in_lane(page, "declined")),
    screen("decline-letter", Requests, |page| {
        request(page);
        page.answer("location.hash += '/decline'", &[]);
        let form = page.dialog(starts("Decline"));
        form.choose("Why?", "There is no capacity for it");
        form.field("The reason, in your words").fill("Paper costs us two days a month.");
        form.field("Another way we can offer").fill("A terminal beside the canteen.");
        form.see("What we can offer instead");
    }),
    screen("decline-not-now", Requests, |page| {
        request(page);
        page.answer("location.hash += '/decline'", &[]);
        page.button("Not now, rather than no").press("Enter");
        page.dialog(starts("Not now:")).here();
    }),
    screen("request-gone", Desk, |page| {
        board(page);
        page.go("#/request/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        page.dialog(part("not on the desk")).here();
    }),
    screen("address-unknown", Desk, |page| at(page, "zebra", "There is no such page")),
];

/// Over agreements and settings.
pub const OF_OFFICE: &[Screen] = &[
    screen("client-edit", Requests, |page| {
        at(page, "clients", "Clients");
        first_of(page, "#/clients/");
        page.button(starts("Edit")).nth(0).press("Enter");
        page.field("Name").here();
    }),
    screen("client-besides", Requests, |page| {
        at(page, "clients", "Clients");
        first_of(page, "#/clients/");
        page.button("Note one").press("Enter");
        page.dialog(starts("Besides requests")).here();
    }),
    screen("parts-dialog", Desk, |page| {
        at(page, "settings/parts", "Every part in every state");
        page.button("Open a dialog").nth(0).press("Enter");
        page.script_until("return !!document.querySelector('dialog:modal')", &[], |there| there == true);
    }),
    screen("survey-not-applicable", Desk, |page| {
        at(page, "survey", "Self-assessment");
        page.button(starts("Start answering")).nth(0).press("Enter");
        let statement = page.role("group", "We know who relies on our work.");
        answer(&statement, "Usually").press("n");
        statement.field("Why does it not apply?").here();
    }),
    screen("agreement-unfolded", Sample, |page| {
        agreement(page);
        unfold(page);
    }),
    screen("agreement-version-new", Sample, |page| {
        agreement(page);
        page.field("Done, Low").fill("93");
        page.see("93 opening hours");
        unfold(page);
    }),
    screen("agreement-end", Sample, |page| {
        agreement(page);
        page.button("End it…").press("Enter");
        page.dialog(starts("End")).here();
    }),
    screen("agreement-review", Sample, |page| {
        at(page, "agreements", "Agreements");
        page.button(starts("Note a review of")).nth(0).press("Enter");
        page.dialog(starts("Review of")).here();
    }),
    screen("agreement-proposed", Sample, |page| {
        agreement(page);
        page.field("Done, Low").fill("94");
        page.field("Why this version").fill("It was never reached.");
        page.button("Propose").press("Enter");
        page.see("proposed");
    }),
    screen("agreement-accepted", Sample, |page| {
        agreement(page);
        page.field("Done, Low").fill("94");
        page.field("Why this version").fill("It was never reached.");
        page.button("Propose").press("Enter");
        page.see("proposed");
        if page.answer("return document.body.textContent.includes('Take back')", &[]) != true {
            page.role("region", starts("Accepted by both")).role("textbox", any()).nth(0).fill("Mila Berg");
            page.button(starts("Accepted by")).nth(0).press("Enter");
        }
        page.button(starts("Take back")).nth(0).here();
    }),
    screen("agreement-carried-not", Desk, |page| {
        at(page, "agreements", "Agreements");
        unfold(page);
        give_file(page, &written("no-agreement.json", "{\"inhouse\":\"agreement\"}"));
        page.see("no-agreement.json");
    }),
    screen("opening-hours-new", Desk, |page| {
        at(page, "agreements", "Agreements");
        page.button("New opening hours").press("Enter");
        page.dialog(starts("New opening hours")).here();
    }),
    screen("opening-hours-file", Desk, |page| {
        at(page, "agreements", "Agreements");
        page.button(starts("Edit")).nth(0).press("Enter");
        let form = page.dialog(starts("Opening hours"));
        form.here();
        page.answer("document.querySelectorAll('dialog details').forEach((one) => (one.open = true))", &[]);
        form.file(part("Choose a file"), &written("days.ics", DAYS));
        form.see("found in “days.ics”");
    }),
    screen("opening-hours-days", Desk, |page| {
        at(page, "agreements", "Agreements");
        page.button(starts("Edit")).nth(0).press("Enter");
        let form = page.dialog(starts("Opening hours"));
        for kind in ["by weekday", "from Easter", "open at other hours"] {
            form.button("Add a day").press("Enter");
            page.answer(
                "const all = [...document.querySelectorAll('.day-row select')].filter((s) => [...s.options].some((o) => o.value === 'easter'));
                const last = all.at(-1); last.value = { 'by weekday': 'nth', 'from Easter': 'easter' }[arguments[0]] ?? 'hours';
                last.dispatchEvent(new Event('change', { bubbles: true }))",
                &[json!(kind)],
            );
        }
    }),
    screen("service-edit", Sample, |page| {
        at(page, "settings/services", "Services");
        page.button(starts("Edit")).nth(0).press("Enter");
        page.field("Name").here();
    }),
    screen("template-recurring", Sample, |page| {
        alone(page);
        page.go("#/settings/templates");
        page.button("New template").nth(0).press("Enter");
        page.choose("Comes again", "Every so many months, on this day");
        page.field("Every how many months?").here();
    }),
    screen("settings-faults", Desk, |page| {
        at(page, "settings", "Settings");
        page.field("Name of the team").fill("");
        page.field("Time zone").fill("Atlantis");
        page.button("Save").nth(0).press("Enter");
        page.see("does not know the time zone");
    }),
    screen("palette-nothing", Desk, |page| {
        at(page, "settings", "Settings");
        page.button("Search or do anything").press("Enter");
        page.dialog("Search or do anything").role("combobox", any()).fill("zebra");
    }),
];

/// Files that were given. The last one changes the desk.
pub const OF_FILES: &[Screen] = &[
    screen("data-merge", Requests, |page| {
        data(page);
        give_file(page, &edited_elsewhere(page));
        page.role("region", "Add it to this desk").here();
        unfold(page);
    }),
    screen("data-restore", Desk, |page| {
        data(page);
        let keys: Value =
            serde_json::from_str(include_str!("../fixtures/v1/desk.json")).expect("a list of keys");
        let raw = json!({ "inhouse": "raw", "at": "2026-11-09T09:00:00.000Z", "keys": keys });
        give_file(page, &written("inhouse-earlier.json", &raw.to_string()));
        page.role("region", "Or put it in the place of this desk").here();
        unfold(page);
    }),
    screen("data-broken", Desk, |page| {
        data(page);
        give_file(page, &written("inhouse-broken.json", "{\"inhouse\":\"desk\","));
        page.see("“inhouse-broken.json” was not taken in.");
    }),
    screen("import-mapping", Desk, |page| {
        import(page, "tickets.csv", ROWS);
        page.heading("tickets.csv").here();
        page.role("region", "What comes in").here();
        unfold(page);
    }),
    screen("import-faults", Desk, |page| {
        import(page, "tickets.csv", ROWS);
        page.choose("What column “timestamp” is", "Not read");
        page.see("time");
    }),
    screen("import-no-table", Desk, |page| {
        import(page, "letter.csv", "Dear all");
        page.see("letter.csv");
    }),
    screen("import-done", Sample, |page| {
        import(page, "tickets.csv", ROWS);
        page.heading("tickets.csv").here();
        let there = "const found = [...document.querySelectorAll('main button')].find((b) => /^Import \\d/.test(b.textContent));
            if (found) found.click(); return !!found || document.body.textContent.includes('on the desk already')";
        page.script_until(there, &[], |there| there == true);
    }),
];
