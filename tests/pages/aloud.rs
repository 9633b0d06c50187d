//! What a screen reader is given: the browser's own accessibility tree of the board, the agreement editor and the
//! self-assessment, a line for each thing that is read out. The files in `aloud/` are read and kept by hand:
//! whoever changes a page reads its file aloud. `INHOUSE_WRITE=1` writes what there is now.

use crate::desk::{self, nothing_went_wrong, raise, raise_as, skipped};
use crate::support::browser::Page;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// What is read out of a role; the rest is looked through.
fn spoken(role: &str) -> Option<&str> {
    Some(match role {
        "RootWebArea" | "none" | "generic" | "paragraph" | "InlineTextBox" | "LineBreak" | "LayoutTable"
        | "strong" | "emphasis" | "Iframe" | "DisclosureTriangle" | "Legend" | "LabelText" | "ListMarker"
        | "Abbr" | "code" | "time" | "mark" | "SvgRoot" | "sectionheader" | "sectionfooter" | "rowgroup"
        | "img" | "image" => return None,
        "StaticText" => "",
        "listitem" => "item",
        "textbox" => "field",
        "combobox" => "choice",
        "contentinfo" => "foot",
        other => other,
    })
}

/// A node of the tree with what is below it.
struct Tree<'a> {
    nodes: HashMap<&'a str, &'a Value>,
    out: String,
    /// What was called last: its label often stands behind it and is not said again.
    last: String,
}

fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node[key]["value"].as_str().unwrap_or_default()
}

fn property<'a>(node: &'a Value, name: &str) -> Option<&'a Value> {
    node["properties"].as_array()?.iter().find(|one| one["name"] == name).map(|one| &one["value"]["value"])
}

impl<'a> Tree<'a> {
    /// Reads a node out. `named` is what the one above is called: its text is not said again.
    fn read(&mut self, id: &str, depth: usize, named: &str) {
        let Some(node) = self.nodes.get(id).copied() else { return };
        let (role, name) = (text(node, "role"), text(node, "name").trim());
        let hidden = node["ignored"] == true;
        let mut below = (depth, named.to_owned());
        if !hidden && let Some(word) = spoken(role) {
            if word.is_empty() {
                if !name.is_empty() && !named.contains(name) && !self.last.contains(name) {
                    self.line(depth, name.to_owned());
                }
                return;
            }
            let mut line = word.to_owned();
            if let Some(level) = property(node, "level").and_then(Value::as_i64).filter(|_| role == "heading")
            {
                line = format!("{line} {level}");
            }
            if !name.is_empty() {
                line = format!("{line}: {name}");
            }
            let value = text(node, "value").trim();
            if !value.is_empty() && value != name {
                line = format!("{line} = {value}");
            }
            for state in ["disabled", "expanded", "pressed", "checked", "required", "invalid", "hasPopup"] {
                match property(node, state) {
                    Some(Value::Bool(true)) => line = format!("{line}, {state}"),
                    Some(Value::Bool(false)) if state == "expanded" => line.push_str(", collapsed"),
                    Some(Value::String(on)) if on == "true" => line = format!("{line}, {state}"),
                    _ => {}
                }
            }
            self.line(depth, line);
            self.last = name.to_owned();
            if role == "combobox" {
                return;
            }
            below = (
                depth + 1,
                if ["listitem", "group", "region", "list", "main", "form", "table"].contains(&role) {
                    String::new()
                } else {
                    name.to_owned()
                },
            );
        }
        for child in node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.read(child, below.0, &below.1);
        }
    }

    fn line(&mut self, depth: usize, text: String) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(&text);
        self.out.push('\n');
    }
}

/// What is read out of the `<main>` of the page.
fn aloud(page: &Page) -> String {
    page.devtools("Accessibility.enable");
    let all = page.devtools("Accessibility.getFullAXTree");
    let nodes = all["nodes"].as_array().expect("a list of nodes");
    let main = nodes.iter().find(|node| text(node, "role") == "main").expect("the page has a <main>");
    let mut tree = Tree {
        nodes: nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect(),
        out: String::new(),
        last: String::new(),
    };
    tree.read(main["nodeId"].as_str().expect("an id"), 0, "");
    tree.out
}

/// Compares what is read out with what was kept.
fn reads_like(page: &Page, name: &str) {
    let now = aloud(page);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/aloud").join(name);
    if std::env::var("INHOUSE_WRITE").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(kept.parent().unwrap()).expect("a folder");
        std::fs::write(&kept, &now).expect("a file can be written");
    }
    let wanted = std::fs::read_to_string(&kept).unwrap_or_default();
    let differing: Vec<String> = now
        .lines()
        .zip(wanted.lines().chain(std::iter::repeat("(nothing)")))
        .filter(|(now, wanted)| now != wanted)
        .take(8)
        .map(|(now, wanted)| format!("  kept: {}\n  now:  {}", wanted.trim(), now.trim()))
        .collect();
    assert!(
        now == wanted,
        "{name} reads otherwise ({} lines, {} kept):\n{}",
        now.lines().count(),
        wanted.lines().count(),
        differing.join("\n")
    );
}

fn left_out() -> bool {
    skipped("the tree is read by the means of Chromium")
}

#[test]
fn the_board() {
    if left_out() {
        return;
    }
    let page = desk::people();
    desk::agree(&page, "Finance", "2", "8");
    raise_as(&page, "The payroll export fails", "Finance", "Normal");
    raise(&page, "A badge for the new lead", "Warehouse");
    page.lane("New").card("A badge for the new lead").here();
    reads_like(&page, "board.txt");
    nothing_went_wrong(&page);
}

#[test]
fn the_agreement_editor() {
    if left_out() {
        return;
    }
    let page = desk::people();
    page.go("#/agreements/new");
    page.heading("New agreement").here();
    page.choose("They deliver to", "One client, or several");
    page.field("Client").fill("Finance");
    reads_like(&page, "agreement.txt");
}

#[test]
fn a_page_of_the_survey() {
    if left_out() {
        return;
    }
    let page = desk::people();
    page.go("#/survey");
    page.button("Start answering").click();
    page.heading("Knowing our clients").here();
    reads_like(&page, "survey.txt");
}
