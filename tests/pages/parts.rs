//! The page of all parts shows all of them: a file of `style/parts` that it does not show is looked at by nobody.

use crate::desk::{self, nothing_went_wrong, project, skipped};
use crate::support::browser::Page;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// What has no place on a page that stands: the page before the program, and rules for very little room.
const NOT_SHOWN: [&str; 2] = ["boot.css", "narrow.css"];

/// The names of the classes a style sheet has rules for.
fn classes(css: &str) -> BTreeSet<String> {
    let rules: String =
        css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
    let names = rules
        .split('.')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

/// The files none of whose classes are on the page now.
fn missing(page: &Page, files: &mut Vec<(String, BTreeSet<String>)>) {
    files.retain(|(_, classes)| {
        let any = "return arguments[0].some((name) => document.querySelector(`main .${name}, dialog[open].${name}`))";
        page.answer(any, &[json!(classes)]) != Value::Bool(true)
    });
}

#[test]
fn every_part_is_shown() {
    if skipped("the parts are the same everywhere") {
        return;
    }
    let folder = project().join("style/parts");
    let mut files: Vec<(String, BTreeSet<String>)> = fs::read_dir(folder)
        .expect("the folder of the parts")
        .map(|entry| entry.expect("a file").path())
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, classes(&fs::read_to_string(path).expect("a style sheet")))
        })
        .filter(|(name, _)| !NOT_SHOWN.contains(&name.as_str()))
        .collect();
    assert!(files.len() > 30, "{} files", files.len());
    let page = desk::people();
    page.go("#/settings/parts");
    page.heading("Every part in every state").here();
    missing(&page, &mut files);
    for opens in ["Open a dialog", "Open a drawer"] {
        page.button(opens).nth(0).press("Enter");
        page.script_until("return !!document.querySelector('dialog:modal')", &[], |there| there == true);
        missing(&page, &mut files);
        page.press("Escape");
        page.script_until("return !document.querySelector('dialog:modal')", &[], |gone| gone == true);
    }
    let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
    assert!(names.is_empty(), "nothing of them is shown: {names:?}");
    nothing_went_wrong(&page);
}
