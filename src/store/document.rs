//! An agreement as a document of its own: the lines of the page as Markdown or as one HTML file.
//!
//! Rules:
//! 1. The document says what the page says, in the same order; nothing is written twice.
//! 2. In Markdown (CommonMark 0.31, section 2.4) signs that mean something are written with a backslash, so
//!    that a name with a star in it stays that name. In HTML the five signs of XML are written as entities.
//! 3. The HTML file needs nothing beside it: no script, no style from elsewhere, readable when printed.

/// What a line of a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The title.
    Title,
    /// A heading of a part.
    Heading,
    /// A paragraph.
    Text,
    /// An item of a list.
    Item,
    /// What somebody said.
    Quote,
    /// A place to sign: whose, and who has.
    Sign,
}

/// A line: what it is, and its text. A place to sign has two parts, parted by a line break.
pub type Line = (Kind, String);

/// The document as Markdown.
pub fn markdown(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut last = None;
    for (kind, text) in lines {
        // Items of one list stand close; everything else has a line of air.
        if last.is_some() && !(last == Some(Kind::Item) && *kind == Kind::Item) {
            out.push('\n');
        }
        last = Some(*kind);
        let before = match kind {
            Kind::Title => "# ",
            Kind::Heading => "## ",
            Kind::Item => "- ",
            Kind::Quote => "> ",
            Kind::Text | Kind::Sign => "",
        };
        out.push_str(before);
        match (kind, text.split_once('\n')) {
            (Kind::Sign, Some((whose, who))) => {
                out.push_str("**");
                plain_markdown(whose, &mut out);
                out.push_str("**  \n");
                plain_markdown(who, &mut out);
            }
            _ => plain_markdown(text, &mut out),
        }
        out.push('\n');
    }
    out
}

fn plain_markdown(text: &str, out: &mut String) {
    for (nth, word) in text.split_whitespace().enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        // "1." or "-" or "#" at the beginning of a line would begin a list or a heading.
        for (place, letter) in word.chars().enumerate() {
            let marks = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~');
            let begins = nth == 0 && place == 0 && matches!(letter, '#' | '-' | '+' | '=');
            let digits = nth == 0 && place > 0 && word.chars().take(place).all(|c| c.is_ascii_digit());
            let numbers = digits && matches!(letter, '.' | ')') && place + 1 == word.chars().count();
            if marks || begins || numbers {
                out.push('\\');
            }
            out.push(letter);
        }
    }
}

/// The document as one HTML file in a language (its tag, such as `en`).
pub fn html(lines: &[Line], language: &str) -> String {
    let title = lines.iter().find(|(kind, _)| *kind == Kind::Title).map_or("", |(_, text)| text.as_str());
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    entities(language, &mut out);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    entities(title, &mut out);
    out.push_str("</title>\n<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\nblockquote{margin-left:0;padding-left:1rem;border-left:3px solid #999}\n.sign{border-top:1px solid #999;margin-top:2rem;padding-top:.5rem}</style>\n</head>\n<body>\n");
    let mut listing = false;
    for (kind, text) in lines {
        if listing != (*kind == Kind::Item) {
            listing = !listing;
            out.push_str(if listing { "<ul>\n" } else { "</ul>\n" });
        }
        let (open, close) = match kind {
            Kind::Title => ("<h1>", "</h1>"),
            Kind::Heading => ("<h2>", "</h2>"),
            Kind::Text => ("<p>", "</p>"),
            Kind::Item => ("<li>", "</li>"),
            Kind::Quote => ("<blockquote>", "</blockquote>"),
            Kind::Sign => ("<p class=\"sign\"><b>", "</p>"),
        };
        out.push_str(open);
        match (kind, text.split_once('\n')) {
            (Kind::Sign, Some((whose, who))) => {
                entities(whose, &mut out);
                out.push_str("</b><br>");
                entities(who, &mut out);
            }
            (Kind::Sign, None) => {
                entities(text, &mut out);
                out.push_str("</b>");
            }
            _ => entities(text, &mut out),
        }
        out.push_str(close);
        out.push('\n');
    }
    if listing {
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn entities(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
}
