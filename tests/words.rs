//! The sentence files and every place that uses them, read by this test's own reader.
//!
//! It finds: sentences that do not exist, placeholders without a value and values without a placeholder,
//! sentences nobody uses, keys that are there twice, and text that does not keep to the house's voice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Words that never stand on a screen; a plural s is found as well.
const NEVER: [&str; 5] = ["please wait", "oops", "invalid", "user", "maturity"];

/// The sources in `src/ui` of what a first visit shows before the desk's own program is there.
const FIRST_SCREEN: [&str; 5] = ["bars.rs", "front.rs", "later.rs", "start/ahead.rs", "start/mod.rs"];

struct Sentence {
    text: String,
    place: String,
    /// Its key is put together by the program.
    dynamic: bool,
    /// It is compiled in, not loaded later.
    built_in: bool,
}

struct Use {
    /// The name of the macro or function.
    form: String,
    key: String,
    names: BTreeSet<String>,
    place: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(under: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(under).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry, extension));
        } else if entry.extension().is_some_and(|e| e == extension) {
            found.push(entry);
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// Every sentence, and what is wrong with the lines.
fn sentences() -> (BTreeMap<String, Sentence>, Vec<String>) {
    let (mut all, mut wrong) = (BTreeMap::new(), Vec::new());
    let list = fs::read_to_string(root().join("src/words/mod.rs")).unwrap();
    for path in files(&root().join("src/words"), "txt") {
        let name = path.strip_prefix(root().join("src/words")).unwrap().to_str().unwrap().replace('\\', "/");
        let built_in = list.contains(&format!("include_str!(\"{name}\")"));
        let page = name.starts_with("en/");
        if page && !built_in {
            wrong.push(format!("{name} is not in the list of src/words/mod.rs"));
        }
        let (mut section, mut declared, mut began) = (String::new(), false, false);
        for (i, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let place = format!("{}:{}", shown(&path), i + 1);
            if line != line.trim() {
                wrong.push(format!("{place}: space at the end or the beginning of the line"));
            }
            if line.starts_with("#! dynamic") {
                (declared, began) = (true, false);
            } else if line.is_empty() || line.starts_with('#') {
            } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = format!("{name}.");
                declared &= !began;
                began = false;
            } else if let Some((key, text)) = line.split_once(" = ") {
                began = true;
                if !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c)) {
                    wrong.push(format!("{place}: a key has small letters, digits, - and _ only"));
                }
                let sentence = Sentence {
                    text: String::from(text),
                    place: place.clone(),
                    dynamic: declared || !page,
                    built_in,
                };
                if let Some(first) = all.insert(format!("{section}{key}"), sentence) {
                    wrong.push(format!("{place}: {section}{key} is at {} already", first.place));
                }
            } else {
                wrong.push(format!("{place}: not one line of the form key = text"));
            }
        }
    }
    (all, wrong)
}

/// The placeholders of a sentence, and what is wrong with its braces.
fn placeholders(text: &str) -> Result<BTreeSet<String>, String> {
    let (mut names, mut open) = (BTreeSet::new(), 0);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => _ = rest.next(),
            '}' if open == 0 => return Err(String::from("a closing brace too many")),
            '}' => open -= 1,
            '{' => {
                open += 1;
                let mut name = String::new();
                while let Some(c) = rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == ' ') {
                    name.push(c);
                }
                let end = rest.peek().copied();
                if name.trim().is_empty() || name.trim().contains(' ') || !matches!(end, Some('}' | ':')) {
                    return Err(format!("a placeholder is called {name:?}"));
                }
                names.insert(String::from(name.trim()));
            }
            _ => {}
        }
    }
    if open == 0 { Ok(names) } else { Err(String::from("a closing brace is missing")) }
}

/// The branches of every placeholder that has some: its name and the words before the equals signs.
fn branches(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    // The placeholders that are open: the name, and whether its branches have begun.
    let mut stack: Vec<(String, bool)> = Vec::new();
    // What is collected is the text since the last `{`, `:` or `;` of the placeholder on top.
    let mut since = String::new();
    let mut names: Vec<Vec<String>> = Vec::new();
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        match (c, stack.last_mut()) {
            ('\\', _) => _ = signs.next(),
            ('{', _) => {
                stack.push((String::new(), false));
                names.push(Vec::new());
                since.clear();
            }
            (':', Some((name, false))) => {
                *stack.last_mut().unwrap() = (format!("{}{}", name, since.trim()), true);
                since.clear();
            }
            ('=', Some((_, true))) if !since.contains('=') => {
                names.last_mut().unwrap().push(String::from(since.trim()));
                since.push('=');
            }
            (';', Some((_, true))) => {
                if !since.contains('=') {
                    names.last_mut().unwrap().push(String::from(since.trim()));
                }
                since.clear();
            }
            ('}', Some(_)) => {
                let ((name, branching), labels) = (stack.pop().unwrap(), names.pop().unwrap());
                if branching {
                    found.push((name, labels));
                }
                since = String::from("=");
            }
            _ => since.push(c),
        }
    }
    found
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// A Rust source in words, string literals and signs, with their lines; without comments, and without
/// the unit tests at its end.
fn tokens(source: &str) -> Vec<(Token, usize)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let signs: Vec<char> = source.chars().collect();
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    let at = |i: usize| signs.get(i).copied().unwrap_or('\0');
    while i < signs.len() {
        match at(i) {
            '\n' => line += 1,
            '/' if at(i + 1) == '/' => {
                while i + 1 < signs.len() && at(i + 1) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                while i < signs.len() && !(at(i) == '*' && at(i + 1) == '/' && at(i - 1) != '/') {
                    line += usize::from(at(i) == '\n');
                    i += 1;
                }
                i += 1;
            }
            'r' if at(i + 1) == '"' || at(i + 1) == '#' && matches!(at(i + 2), '"' | '#') => {
                let hashes = signs[i + 1..].iter().take_while(|c| **c == '#').count();
                let (start, end) = (i + 2 + hashes, format!("\"{}", "#".repeat(hashes)));
                let tail: String = signs[start..].iter().collect();
                let text = String::from(&tail[..tail.find(&end).unwrap()]);
                i = start + text.chars().count() + hashes;
                line += text.matches('\n').count();
                out.push((Token::Text(text), line));
            }
            '"' => {
                let (mut text, began) = (String::new(), line);
                i += 1;
                while i < signs.len() && at(i) != '"' {
                    line += usize::from(at(i) == '\n');
                    if at(i) == '\\' {
                        text.push(at(i));
                        i += 1;
                    }
                    text.push(at(i));
                    i += 1;
                }
                out.push((Token::Text(text), began));
            }
            // A character, not a lifetime.
            '\'' if at(i + 1) == '\\' => {
                i += 3;
                while i < signs.len() && at(i) != '\'' {
                    i += 1;
                }
            }
            '\'' if at(i + 2) == '\'' => i += 2,
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while at(i + 1).is_alphanumeric() || at(i + 1) == '_' {
                    i += 1;
                    word.push(at(i));
                }
                out.push((Token::Word(word), line));
            }
            c if c.is_whitespace() => {}
            c => out.push((Token::Sign(c), line)),
        }
        i += 1;
    }
    out
}

/// The uses of sentences in one source.
fn uses(source: &str, file: &str) -> Vec<Use> {
    let tokens = tokens(source);
    let sign = |i: usize, c: char| tokens.get(i).is_some_and(|(token, _)| *token == Token::Sign(c));
    let mut found = Vec::new();
    for (i, (token, line)) in tokens.iter().enumerate() {
        let Token::Word(form) = token else { continue };
        let is_macro = sign(i + 1, '!') && sign(i + 2, '(');
        let open = if is_macro { i + 2 } else { i + 1 };
        let known = match form.as_str() {
            "say" => is_macro || sign(open, '('),
            "say_with" => !is_macro && sign(open, '('),
            "say_parts" | "say_dyn" => is_macro,
            _ => false,
        };
        let defined = i > 0 && matches!(&tokens[i - 1].0, Token::Word(word) if word == "fn");
        if !known || defined || i > 0 && sign(i - 1, '.') {
            continue;
        }
        let Some((Token::Text(key), _)) = tokens.get(open + 1) else { continue };
        let (mut depth, mut j, mut names) = (1, open + 2, BTreeSet::new());
        while depth > 0 && j < tokens.len() {
            match &tokens[j].0 {
                Token::Sign('(' | '[' | '{') => depth += 1,
                Token::Sign(')' | ']' | '}') => depth -= 1,
                Token::Word(name)
                    if is_macro
                        && depth == 1
                        && sign(j - 1, ',')
                        && sign(j + 1, '=')
                        && !sign(j + 2, '=') =>
                {
                    names.insert(name.clone());
                }
                Token::Text(name) if !is_macro && depth == 3 && sign(j - 1, '(') => {
                    names.insert(name.clone());
                }
                _ => {}
            }
            j += 1;
        }
        found.push(Use { form: form.clone(), key: key.clone(), names, place: format!("{file}:{line}") });
    }
    found
}

fn all_uses() -> Vec<Use> {
    files(&root().join("src"), "rs")
        .iter()
        .flat_map(|path| uses(&fs::read_to_string(path).unwrap(), &shown(path)))
        .collect()
}

fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} found:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_line_is_one_sentence_and_no_key_is_there_twice() {
    nothing(&sentences().1);
}

#[test]
fn the_program_has_the_sentences_of_the_files() {
    let (all, _) = sentences();
    let built_in: Vec<_> = all.iter().filter(|(_, sentence)| sentence.built_in).collect();
    assert_eq!(inhouse::words::count(), built_in.len());
    for (key, sentence) in built_in {
        let place = inhouse::words::book::place(key);
        assert_eq!(inhouse::words::at(place), sentence.text, "{key}");
    }
}

#[test]
fn every_sentence_keeps_to_the_voice() {
    let mut wrong = Vec::new();
    for Sentence { text, place, .. } in sentences().0.values() {
        let small = text.to_lowercase();
        for word in NEVER {
            for (from, _) in small.match_indices(word) {
                let before = small[..from].chars().next_back();
                let behind = small[from + word.len()..].trim_start_matches('s').chars().next();
                if ![before, behind].iter().flatten().any(|c| c.is_alphanumeric()) {
                    wrong.push(format!("{place}: \u{201c}{word}\u{201d} is never said: {text}"));
                }
            }
        }
        if text.contains("  ") || text.contains('\t') || text.contains("\\n") {
            wrong.push(format!("{place}: two spaces, a tab or a line break: {text:?}"));
        }
    }
    nothing(&wrong);
}

#[test]
fn placeholders_and_their_branches_are_well_formed() {
    let mut wrong = Vec::new();
    for Sentence { text, place, .. } in sentences().0.values() {
        match placeholders(text) {
            Err(why) => wrong.push(format!("{place}: {why}: {text}")),
            Ok(names) if names.is_empty() && text.contains('\\') => {
                wrong.push(format!("{place}: a backslash is shown where there is no placeholder: {text}"));
            }
            Ok(_) => {}
        }
        for (name, labels) in branches(text) {
            let count = labels.iter().any(|label| ["one", "ordinal"].contains(&label.as_str()));
            if count && labels.last().is_none_or(|last| last != "other") {
                wrong
                    .push(format!("{place}: the last branch of {name} is not \u{201c}other\u{201d}: {text}"));
            }
            let ordinal = labels.first().is_some_and(|label| label == "ordinal");
            for label in labels.iter().filter(|_| count) {
                let english = match label.as_str() {
                    "one" | "other" => true,
                    "ordinal" | "two" | "few" => ordinal,
                    number => number.parse::<u32>().is_ok(),
                };
                if !english {
                    wrong.push(format!(
                        "{place}: English has no branch \u{201c}{label}\u{201d} there: {text}"
                    ));
                }
            }
        }
        if text.matches("**").count() % 2 == 1 {
            wrong.push(format!("{place}: strong words do not end: {text}"));
        }
    }
    nothing(&wrong);
}

#[test]
fn every_use_names_a_sentence_and_gives_its_values() {
    let (all, uses, mut wrong) = (sentences().0, all_uses(), Vec::new());
    let fixed: BTreeSet<String> =
        uses.iter().filter(|one| one.form != "say_dyn").map(|one| one.key.clone()).collect();
    for Use { form, key, names, place } in uses {
        if form == "say_dyn" {
            let mut some = false;
            // A sentence that is also named in full is not one of the family.
            let family = all.range(key.clone()..).take_while(|(full, _)| full.starts_with(&key));
            for (full, sentence) in family.filter(|(full, _)| !fixed.contains(*full)) {
                some = true;
                let wanted = placeholders(&sentence.text).unwrap_or_default();
                for missing in wanted.difference(&names) {
                    wrong.push(format!("{place}: {full} needs a value for {{{missing}}}"));
                }
            }
            if !some {
                wrong.push(format!("{place}: no sentence's key begins with {key}"));
            }
            continue;
        }
        let Some(sentence) = all.get(&key) else {
            wrong.push(format!("{place}: no sentence has the key {key}"));
            continue;
        };
        let wanted = placeholders(&sentence.text).unwrap_or_default();
        for unknown in names.difference(&wanted) {
            wrong.push(format!("{place}: {key} has no placeholder {{{unknown}}}"));
        }
        for missing in wanted.difference(&names).filter(|_| form != "say_parts") {
            wrong.push(format!("{place}: {key} needs a value for {{{missing}}}"));
        }
        if form != "say_parts" && sentence.text.contains("**") {
            wrong.push(format!("{place}: {key} has strong words, which only say_parts! shows"));
        }
    }
    nothing(&wrong);
}

/// The sentences come with the parts of the program (`src/ui/later.rs`): what a page says has to stand on a shelf
/// that its part brings, or on one of the first two: the first is always there, the second comes with the desk.
/// Otherwise the release would show question marks.
#[test]
fn every_page_says_only_what_its_part_of_the_program_brings() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
        rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0.to_owned()
    };
    // The names of the shelves in their order, and the files on each.
    let shelves: Vec<String> = between(&read("src/words/book.rs"), "\nshelves! {", "\n}")
        .lines()
        .filter_map(|line| line.split_once(" = ").map(|(name, _)| name.trim().to_owned()))
        .collect();
    let listed = between(&read("src/words/mod.rs"), "const ENGLISH: &[&[&str]] = &[", "\n];");
    let lists: Vec<&str> = listed.split("&[").skip(1).collect();
    assert_eq!(lists.len(), shelves.len());
    let shelf_of = |sentence: &Sentence| {
        let file = sentence.place.strip_prefix("src/words/").unwrap().split(':').next().unwrap();
        let on = lists.iter().position(|list| list.contains(&format!("\"{file}\"")));
        on.map(|n| shelves[n].clone())
    };
    // What each part brings, by the module of its pages.
    let mut brought: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read("src/ui/later.rs").lines().filter(|line| line.contains("view! { <crate::ui::")) {
        let module = between(line, "<crate::ui::", "::");
        let with = between(line, "with [", "]");
        brought.entry(module).or_default().extend(with.split(", ").map(str::to_owned));
    }
    assert!(brought.len() > 5);
    // Shown over the board.
    brought.insert("request".to_owned(), brought["board"].clone());
    let module_of = |inside: &str| inside.split(['/', '.']).next().unwrap().to_owned();
    // What a page takes from another page's module is said with what the taker brings.
    let mut takers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&root().join("src/ui"), "rs") {
        let taker = module_of(shown(&path).strip_prefix("src/ui/").unwrap());
        if ["later", "gallery"].contains(&taker.as_str()) {
            continue;
        }
        for used in fs::read_to_string(&path).unwrap().split("crate::ui::").skip(1) {
            let named: String =
                used.chars().take_while(|c| c.is_ascii_lowercase() || "_:".contains(*c)).collect();
            let mut steps = named.split("::");
            if let (Some(module), Some(file)) = (steps.next(), steps.next())
                && module != taker
            {
                takers.entry(format!("{module}/{file}.rs")).or_default().insert(taker.clone());
            }
        }
    }
    let (all, mut wrong) = (sentences().0, Vec::new());
    for Use { form, key, place, .. } in all_uses() {
        let path = place.split(':').next().unwrap();
        let Some(inside) = path.strip_prefix("src/ui/") else { continue };
        let module = module_of(inside);
        let said: Vec<&Sentence> = match form.as_str() {
            "say_dyn" => all
                .range(key.clone()..)
                .take_while(|(full, _)| full.starts_with(&key))
                .map(|(_, s)| s)
                .collect(),
            _ => all.get(&key).into_iter().collect(),
        };
        for shelf in said.into_iter().filter_map(shelf_of) {
            let always = shelf == shelves[0] || shelf == shelves[1] && !FIRST_SCREEN.contains(&inside);
            if always || inside == "start/sample.rs" && shelf == "SAMPLE" {
                continue;
            }
            let brings = |module: &String| brought.get(module).is_some_and(|some| some.contains(&shelf));
            for said_in in std::iter::once(&module).chain(takers.get(inside).into_iter().flatten()) {
                if !brings(said_in) {
                    wrong.push(format!(
                        "{place}: {key} stands on the shelf {shelf}, which {said_in} does not bring"
                    ));
                }
            }
        }
    }
    wrong.dedup();
    nothing(&wrong);
}

#[test]
fn no_sentence_is_left_unused() {
    let uses = all_uses();
    let (dynamic, fixed): (Vec<_>, Vec<_>) = uses.iter().partition(|one| one.form == "say_dyn");
    let fixed: BTreeSet<&str> = fixed.iter().map(|one| one.key.as_str()).collect();
    let unused = sentences().0.into_iter().filter(|(key, sentence)| {
        !sentence.dynamic
            && !fixed.contains(key.as_str())
            && !dynamic.iter().any(|one| key.starts_with(one.key.as_str()))
    });
    nothing(
        &unused.map(|(key, sentence)| format!("{}: nobody says {key}", sentence.place)).collect::<Vec<_>>(),
    );
}

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let source = r##"
        // say!("in.comment") and /* say!("in.other") */
        /* say!("in.block") /* */
        fn say(key: &str) {}
        let a = say!("a.plain"); let b = 'x'; let q = '"'; let l: &'static str = r#"say!("in.raw")"#;
        view! { <p title=move || say!("b.values", n = list.len(), who = f("x, y", z == 1))>{words::say("c.fn")}</p> };
        say_with("d.with", &[("n", Arg::from(1)), ("who", Arg::from("text"))]);
        say_dyn!("e.", code, m = 1,);
        thing.say("not.ours");
        say_parts!(
            "f.parts",
            client = name(
                1, 2),
        );
        #[cfg(test)]
        mod tests { fn t() { say!("in.test"); } }
    "##;
    let seen: Vec<(String, String, Vec<String>)> = uses(source, "x.rs")
        .into_iter()
        .map(|one| (one.form, one.key, one.names.into_iter().collect()))
        .collect();
    let wanted: [(&str, &str, &[&str]); 6] = [
        ("say", "a.plain", &[]),
        ("say", "b.values", &["n", "who"]),
        ("say", "c.fn", &[]),
        ("say_with", "d.with", &["n", "who"]),
        ("say_dyn", "e.", &["m"]),
        ("say_parts", "f.parts", &["client"]),
    ];
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(form, key, names)| {
            (
                String::from(*form),
                String::from(*key),
                names.iter().map(|n| String::from(*n)).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(seen, wanted);
    assert_eq!(
        branches("{n: ordinal; one = {x: a = b; other = c}; other = d} {m}"),
        [
            (String::from("x"), vec![String::from("a"), String::from("other")]),
            (String::from("n"), ["ordinal", "one", "other"].map(String::from).to_vec()),
        ]
    );
    for broken in ["{n", "n}", "{}", "{a b}", "{a-b}", "{n: one = {m; other = x}"] {
        assert!(placeholders(broken).is_err(), "{broken}");
    }
}
