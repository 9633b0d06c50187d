//! Copies into a chosen folder: by themselves, a file a day, the oldest of many days gone; and what is said where the
//! browser does not let us.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use serde_json::json;
use std::collections::BTreeMap;

/// Copies go into a chosen folder by themselves: a file a day, whole, with what has changed.
#[test]
fn copies_go_into_a_folder() {
    if skipped("only Chromium lets pages write into a folder") {
        return;
    }
    let page = desk::people();
    raise(&page, "Kept in the folder", "Finance");
    // The picker is the browser's own window; the origin's private folder stands in for the one somebody picks.
    let pick = "window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('Copies', { create: true })";
    page.answer(pick, &[]);
    page.go("#/data");
    page.button("Choose a folder").click();
    page.see("A copy is in “Copies”.");
    page.see("Into “Copies”, once a day");
    page.see("Last taken today 10:00.");
    let read = "const done = arguments[0]; (async () => { const root = await navigator.storage.getDirectory(); const folder = await root.getDirectoryHandle('Copies'); const out = {}; for await (const [name, file] of folder.entries()) out[name] = await (await file.getFile()).text(); done(out); })()";
    let files = page.answer_later(read, &[]);
    let texts: BTreeMap<String, String> = serde_json::from_value(files).expect("names and texts");
    assert_eq!(texts.keys().collect::<Vec<_>>(), ["inhouse-people-2026-11-10.json"]);
    assert!(
        texts
            .values()
            .all(|text| text.starts_with("{\"inhouse\":\"desk\"") && text.contains("Kept in the folder"))
    );
    page.reload();
    page.see("Into “Copies”, once a day");
    page.button("Stop copying there").click();
    page.button("Choose a folder").here();
    nothing_went_wrong(&page);
}

/// The picker answers with a folder of this name in the origin's private place; what the browser says when it is asked
/// whether we may write into it stands in `__may` (`MAY` at the start), and a folder that is gone in `__gone`.
const FOLDERS: &str = "
window.__may = 'MAY'; window.__gone = false;
window.showDirectoryPicker = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(window.__pick ?? 'Copies', { create: true });
const word = async () => window.__may;
Object.assign(FileSystemHandle.prototype, { queryPermission: word, requestPermission: word });
const file = FileSystemDirectoryHandle.prototype.getFileHandle;
FileSystemDirectoryHandle.prototype.getFileHandle = async function (...parts) {
  if (window.__gone && this.name === 'Copies') throw new DOMException('gone', 'NotFoundError');
  return file.apply(this, parts);
};";

/// The browser takes its word back, or the folder is gone: that is said, nothing is lost, and there is a way on.
#[test]
fn a_folder_that_is_refused_or_gone() {
    if skipped("only Chromium lets pages write into a folder") {
        return;
    }
    let page = desk::people();
    raise(&page, "Kept in the folder", "Finance");
    page.stand_in(&FOLDERS.replace("MAY", "denied"));
    page.go("#/data");
    page.button("Choose a folder").click();
    page.see("The browser did not let a copy into “Copies”. Nothing is lost: try again and allow it");
    page.see("None downloaded on this device yet.");
    page.answer("window.__may = 'granted'", &[]);
    page.button("Copy now").click();
    page.see("A copy is in “Copies”.");

    // Hours later the browser wants to be asked again: a banner says what waits, and since when.
    // From before there is anything new: the page may look after its copies at any moment.
    page.set_now("2026-11-10T13:00:00Z");
    page.stand_in(&FOLDERS.replace("MAY", "prompt"));
    page.go("#/board");
    raise(&page, "Not in the folder yet", "Finance");
    page.reload();
    page.within(40).see("Copies into “Copies” wait since today 10:00");
    page.button("Allow").click();
    page.see("The browser did not let a copy into “Copies”.");
    page.see("Copies into “Copies” wait since");
    page.answer("window.__may = 'granted'", &[]);
    page.button("Allow").click();
    page.see("A copy is in “Copies”.");
    page.not_see("wait since");

    // The folder is gone, as a stick that was pulled out: another one is chosen.
    page.answer("window.__gone = true; window.__pick = 'Elsewhere'", &[]);
    page.go("#/data");
    page.button("Copy now").click();
    page.see("The browser did not let a copy into “Copies”.");
    page.button("Choose another").click();
    page.see("A copy is in “Elsewhere”.");
    page.see("Into “Elsewhere”, once a day");
    page.still();
    assert_eq!(page.axe(), Vec::<String>::new());
    nothing_went_wrong(&page);
}

/// Two weeks of copies stay; the oldest go, and nothing that is not a copy of this desk.
#[test]
fn copies_of_two_weeks_stay() {
    if skipped("only Chromium lets pages write into a folder") {
        return;
    }
    let page = desk::people();
    raise(&page, "Kept in the folder", "Finance");
    page.stand_in(&FOLDERS.replace("MAY", "granted"));
    let others =
        ["holidays.json", "inhouse-legal-2026-01-01.json", "inhouse-people-notes.json", "inhouse-people.txt"];
    let copies = (20..=31).map(|day| format!("inhouse-people-2026-10-{day}.json"));
    let copies: Vec<String> =
        copies.chain((1..=9).map(|day| format!("inhouse-people-2026-11-0{day}.json"))).collect();
    let put = "const [names, done] = arguments;
      (async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('Copies', { create: true });
        for (const name of names) {
          const out = await (await folder.getFileHandle(name, { create: true })).createWritable();
          await out.write(name);
          await out.close();
        }
        done(names.length);
      })()";
    let all: Vec<&str> = others.into_iter().chain(copies.iter().map(String::as_str)).collect();
    assert_eq!(page.answer_later(put, &[json!(all)]), all.len());
    page.go("#/data");
    page.button("Choose a folder").click();
    page.see("A copy is in “Copies”.");
    let names = "const done = arguments[0];
      (async () => {
        const root = await navigator.storage.getDirectory();
        const names = [];
        for await (const name of (await root.getDirectoryHandle('Copies')).keys()) names.push(name);
        done(names.sort());
      })()";
    // Today's is the fourteenth: of the 21 before it the newest 13 stay.
    let mut expected: Vec<&str> = copies[copies.len() - 13..].iter().map(String::as_str).collect();
    expected.push("inhouse-people-2026-11-10.json");
    expected.extend(others);
    expected.sort_unstable();
    let found = || serde_json::from_value::<Vec<String>>(page.answer_later(names, &[])).expect("names");
    // The oldest go after the copy is said to be there.
    page.script_until("return 1", &[], |_| found().len() <= expected.len());
    assert_eq!(found(), expected);
    nothing_went_wrong(&page);
}
