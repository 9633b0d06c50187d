//! The colours of high contrast, computed as WCAG 2.2 defines it (relative luminance; 1.4.6 Contrast, enhanced: 7 : 1;
//! 1.4.11 Non-text contrast: 3 : 1), from what stands in `style/tokens.css`: in light and in dark.

#![allow(clippy::expect_used, clippy::panic, clippy::string_slice)]

use std::collections::BTreeMap;

/// The tokens by their names, as they are written; those of high contrast in place of the usual ones.
fn tokens() -> BTreeMap<String, String> {
    let css = include_str!("../style/tokens.css");
    let (usual, more) = css.split_once("[data-contrast=\"more\"] {").expect("high contrast");
    let more = more.split_once('}').expect("its end").0;
    let mut all = BTreeMap::new();
    // A later rule, such as that of a density, sets none of the colours.
    for declaration in usual.split([';', '{', '}']).chain(more.split(';')) {
        if let Some((name, value)) = declaration.trim().trim_start_matches("*/").split_once(':')
            && let Some(name) = name.trim().rsplit("--").next().filter(|_| name.contains("--"))
        {
            all.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
    all
}

/// The colour a token comes to: `#rrggbb`.
fn colour(all: &BTreeMap<String, String>, name: &str, dark: bool) -> String {
    let mut value = all.get(name).unwrap_or_else(|| panic!("no token {name}")).as_str();
    if let Some(both) = value.strip_prefix("light-dark(") {
        let (light, other) = both.split_once(',').expect("two colours");
        value = if dark { other.trim().trim_end_matches(')') } else { light.trim() };
        let inner = value.trim_start_matches("var(--").trim_end_matches(')');
        return colour(all, inner, dark);
    }
    match value.strip_prefix("var(--") {
        Some(inner) => colour(all, inner.trim_end_matches(')'), dark),
        None => value.to_owned(),
    }
}

/// The relative luminance of `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits")) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn luminance_is_that_of_wcag() {
    // White on black is 21 : 1, and #767676 is the lightest grey with 4.5 : 1 on white (4.54).
    assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 0.001);
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.005);
}

#[test]
fn high_contrast_keeps_seven_to_one_for_text_and_three_to_one_for_edges() {
    const GROUNDS: [&str; 6] = ["page", "lane", "surface", "surface-2", "raised", "hover"];
    const TEXT: [&str; 10] =
        ["ink", "ink-2", "ink-3", "accent", "accent-deep", "late", "risk", "ok", "paused", "shut"];
    const EDGES: [&str; 18] = [
        "line",
        "line-strong",
        "control-line",
        "grid",
        "accent-line",
        "late-line",
        "risk-line",
        "ok-line",
        "paused-line",
        "shut-line",
        "late-bar",
        "risk-bar",
        "ok-bar",
        "paused-bar",
        "run-bar",
        "voice-team",
        "voice-clients",
        "focus",
    ];
    let all = tokens();
    let mut wrong = Vec::new();
    for dark in [false, true] {
        let mut check = |name: &str, ground: &str, least: f64| {
            let found = contrast(&colour(&all, name, dark), &colour(&all, ground, dark));
            if found < least {
                wrong.push(format!("{name} on {ground}, dark {dark}: {found:.2}, not {least}"));
            }
        };
        for ground in GROUNDS {
            TEXT.iter().for_each(|name| check(name, ground, 7.0));
            EDGES.iter().for_each(|name| check(name, ground, 3.0));
        }
        for state in ["late", "risk", "ok", "paused", "shut", "accent"] {
            check(state, &format!("{state}-soft"), 7.0);
        }
        // What a bar has filled stands out from the rest of it.
        for bar in ["late-bar", "risk-bar", "ok-bar", "paused-bar", "run-bar", "accent"] {
            check(bar, "track", 3.0);
        }
        check("ink-on", "accent", 7.0);
        check("invert-on", "invert", 7.0);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
