//! The layers hold: each may use only those before it, and the native build knows no web crate.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// What a layer may not name, in code (comments may).
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "crate::store",
            "crate::browser",
            "crate::ui",
            "crate::words",
            "crate::route",
            "serde",
            "leptos",
            "web_sys",
            "js_sys",
            "gloo",
            "Utc::now",
            "SystemTime",
            "Local::now",
            "rand::",
        ],
    ),
    (
        "store",
        &[
            "crate::browser",
            "crate::ui",
            "crate::words",
            "crate::route",
            "leptos",
            "web_sys",
            "js_sys",
            "gloo",
            "Utc::now",
            "SystemTime",
        ],
    ),
    (
        "words",
        &["crate::browser", "crate::ui", "crate::route", "leptos", "web_sys", "js_sys", "gloo", "serde"],
    ),
    ("browser", &["crate::ui", "crate::route", "leptos"]),
    ("ui", &["gloo", "local_storage()", "serde"]),
];

#[test]
fn each_layer_uses_only_those_before_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for (layer, names) in FORBIDDEN {
        let mut files = Vec::new();
        sources(&root.join(layer), &mut files);
        assert!(!files.is_empty(), "no sources in {layer}");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.lines().enumerate().take_while(|(_, l)| !l.starts_with("#[cfg(test)]"));
            for (number, line) in code {
                let line = line.split("//").next().unwrap_or_default();
                for name in names.iter().filter(|n| line.contains(**n)) {
                    faults.push(format!("{}:{}: {layer} names {name}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn gloo_storage_is_used_in_one_place_only() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let users: Vec<_> = files
        .into_iter()
        .filter(|f| fs::read_to_string(f).unwrap().contains("use gloo_storage"))
        .map(|f| f.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(users, ["local.rs"]);
}

#[test]
fn the_native_build_knows_no_web_crate() {
    let out = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--target"])
        .arg(target())
        .args(["--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&out.stdout);
    assert!(tree.contains("serde_json"), "cargo tree says: {}", String::from_utf8_lossy(&out.stderr));
    for name in ["leptos", "web-sys", "js-sys", "gloo-storage", "wasm-bindgen"] {
        let found = tree.lines().any(|l| l.split(' ').next() == Some(name));
        assert!(!found, "the native build depends on {name}");
    }
}

fn target() -> String {
    let out = std::process::Command::new(std::env::var("RUSTC").unwrap_or("rustc".into()))
        .arg("-vV")
        .output()
        .unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().find_map(|l| l.strip_prefix("host: ")).unwrap().to_owned()
}
