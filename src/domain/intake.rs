//! What comes from outside into the form for a new request: the text of an e-mail that was pasted, or a link that fills
//! the form. Nothing here makes a request; a person looks at the form first.
//!
//! Rules:
//! 1. A pasted text begins with its head where its first lines are "Word: value" and one of them is who wrote or the
//!    subject. The head ends at the first line that is neither such a line nor one that goes on from it.
//! 2. The subject is the title, without "Re:" and its like; where there is none, the first line with words is. What is
//!    below the head is the text. A title that had to be cut stands whole in the text.
//! 3. Who wrote is the name before the address in angle brackets, else the address.
//! 4. A link gives title, client, service, from, text and priority, and any number of times a field of the service with its
//!    answer (rule 5 of [`super::asked`]); what it gives besides is passed over.
//! 5. What does not fit is cut at a letter, and that is said. Signs that turn or hide text (control signs, marks of
//!    direction that overrule) are left out of it all: a name reads the way it is written.

use super::asked::MOST_FIELDS;
use super::request::Priority;
use super::text::{Name, Note, Title};

/// What was found to fill the form with; empty where there was nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Given {
    /// What it is about.
    pub title: String,
    /// For which client.
    pub client: String,
    /// Which service.
    pub service: String,
    /// Who asked.
    pub requester: String,
    /// What they wrote.
    pub text: String,
    /// How soon it matters.
    pub priority: Option<Priority>,
    /// Fields of the service, each `name: answer`.
    pub fields: Vec<String>,
    /// What is to be known of it.
    pub doubts: Vec<Doubt>,
}

/// What is to be known of what was put into the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// The title was cut.
    LongTitle,
    /// The text was cut.
    LongText,
    /// A name was longer than names are, and was left out.
    LongName,
    /// The link names a priority there is none of.
    NoPriority,
}

/// The words a head may use, in small letters: who wrote, what it is about, and what stands before the subject of an answer.
#[derive(Clone, Debug, Default)]
pub struct HeadWords {
    /// Who wrote.
    pub from: Vec<String>,
    /// The subject.
    pub subject: Vec<String>,
    /// Before the subject of an answer.
    pub again: Vec<String>,
}

/// Rule 5: without signs that turn or hide text.
fn plain(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
    };
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !hidden(*c)).collect()
}

/// The first `most` characters, and whether that is less than all of them.
fn cut(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((at, _)) => (text.split_at(at).0.trim_end(), true),
        None => (text, false),
    }
}

impl Given {
    fn name(&mut self, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, long) = cut(&text, Name::MOST);
        if long {
            self.doubt(Doubt::LongName);
            return String::new();
        }
        text
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Title and text; a title that is cut stands whole in the text.
    fn write(&mut self, title: &str, text: &str) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let (short, long) = cut(&title, Title::MOST);
        let text = if long { [&title, "\n\n", text.trim()].concat() } else { text.trim().to_owned() };
        let (fits, longer) = cut(&text, Note::MOST);
        self.title = short.to_owned();
        self.text = fits.to_owned();
        if long {
            self.doubt(Doubt::LongTitle);
        }
        if longer {
            self.doubt(Doubt::LongText);
        }
    }
}

/// A line of a head: its word in small letters, and its value.
fn head_line(line: &str) -> Option<(String, &str)> {
    let (word, value) = line.split_once(':')?;
    let fits = !word.is_empty()
        && word.chars().count() <= 20
        && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    fits.then(|| (word.to_lowercase(), value.trim()))
}

/// Without "Re:" and its like.
fn subject<'a>(mut text: &'a str, again: &[String]) -> &'a str {
    while let Some((word, rest)) = text.split_once(':') {
        if !again.contains(&word.trim().to_lowercase()) {
            break;
        }
        text = rest.trim();
    }
    text
}

/// Who wrote (rule 3).
fn writer(text: &str) -> &str {
    let (name, address) = text.split_once('<').unwrap_or((text, ""));
    let name = name.trim().trim_matches(['"', '\'']).trim();
    if name.is_empty() { address.trim_end_matches(['>', ' ']) } else { name }
}

/// True for a text that is more than one line.
pub fn has_lines(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some()
}

/// What a pasted text says (rules 1 to 3).
pub fn pasted(text: &str, words: &HeadWords) -> Given {
    let text = plain(text);
    let mut given = Given::default();
    let (mut title, mut from, mut known) = (String::new(), String::new(), false);
    let mut rest = text.trim_start_matches('\n');
    let mut last = None;
    while let Some((line, after)) = (!rest.is_empty()).then(|| rest.split_once('\n').unwrap_or((rest, ""))) {
        let goes_on = last.is_some() && line.starts_with([' ', '\t']) && !line.trim().is_empty();
        match head_line(line) {
            _ if goes_on => {
                if last == Some(true) {
                    title.push(' ');
                    title.push_str(line.trim());
                }
            }
            Some((word, value)) => {
                let is_subject = words.subject.contains(&word);
                if is_subject {
                    title = value.to_owned();
                } else if words.from.contains(&word) {
                    from = value.to_owned();
                }
                known |= is_subject || words.from.contains(&word);
                last = Some(is_subject);
            }
            None => break,
        }
        rest = after;
    }
    let body = if known { rest } else { text.as_str() }.trim();
    let about = subject(&title, &words.again);
    if about.is_empty() {
        let (first, after) = body.split_once('\n').unwrap_or((body, ""));
        given.write(first, after);
    } else {
        given.write(about, body);
    }
    given.requester = given.name(writer(&from));
    given
}

/// What a link says (rule 4).
pub fn linked<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> Given {
    let mut given = Given::default();
    let (mut title, mut text) = (String::new(), String::new());
    for (key, value) in pairs {
        let value = plain(&value);
        match key {
            "title" => title = value,
            "text" => text = value,
            "client" => given.client = given.name(&value),
            "service" => given.service = given.name(&value),
            "from" => given.requester = given.name(&value),
            "field" if given.fields.len() < MOST_FIELDS => {
                let (short, long) = cut(value.trim(), Note::MOST);
                if long {
                    given.doubt(Doubt::LongText);
                }
                given.fields.push(short.to_owned());
            }
            "priority" => {
                given.priority = Priority::parse(value.trim());
                if given.priority.is_none() {
                    given.doubt(Doubt::NoPriority);
                }
            }
            _ => {}
        }
    }
    given.write(&title, &text);
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Given {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect();
        pasted(
            text,
            &HeadWords { from: list("from von"), subject: list("subject betreff"), again: list("re fwd aw") },
        )
    }

    #[test]
    fn a_mail_gives_its_subject_its_writer_and_its_text() {
        let given = read(
            "From: \"Ann Peeters\" <ann@example.org>\r\nDate: Tue, 3 Nov 2026 09:12\r\nTo: People\r\nSubject: Re: AW: Overtime of the\r\n warehouse\r\n\r\nHello,\r\n\r\nNote: it is wrong.\r\n",
        );
        assert_eq!(given.title, "Overtime of the warehouse");
        assert_eq!(given.requester, "Ann Peeters");
        assert_eq!(given.text, "Hello,\n\nNote: it is wrong.");
        assert!(given.doubts.is_empty());
        assert_eq!(read("Von: ann@example.org\nBetreff: Hallo\n\nText").requester, "ann@example.org");
        assert_eq!(read("From: <ann@example.org>\nText").requester, "ann@example.org");
    }

    #[test]
    fn a_text_without_a_head_begins_with_its_title() {
        let given = read("\n\nThe export fails\nSince: Monday\nIt says 500.");
        assert_eq!(
            (given.title.as_str(), given.text.as_str()),
            ("The export fails", "Since: Monday\nIt says 500.")
        );
        // A list of words and values is no head of a mail.
        let given = read("Colour: red\nSize: 4\nplease");
        assert_eq!((given.title.as_str(), given.text.as_str()), ("Colour: red", "Size: 4\nplease"));
        assert_eq!(read("From: Ann\n").title, "");
        assert_eq!(read(""), Given::default());
        assert!(has_lines("a\n\nb") && !has_lines("a\n \n") && !has_lines("a"));
    }

    #[test]
    fn what_is_hostile_is_cut_and_said_and_stays_text() {
        let long = "word ".repeat(200_000);
        let given = read(&["Subject: ", &long, "\n\n<script>alert(1)</script>"].concat());
        assert_eq!(given.doubts, [Doubt::LongTitle, Doubt::LongText]);
        assert!(given.title.chars().count() <= Title::MOST && Title::new(&given.title).is_ok());
        assert!(Note::new(&given.text).is_ok());
        let given = read("Subject: \u{202e}gnp.exe 👩‍👩‍👧 \u{2067}שלום\u{2069}\u{0}\n\n<b>bold</b>");
        assert_eq!(given.title, "gnp.exe 👩‍👩‍👧 שלום");
        assert_eq!(given.text, "<b>bold</b>");
        assert_eq!(
            read(&["From: ", &"x".repeat(121), "\nSubject: a\n\nb"].concat()).doubts,
            [Doubt::LongName]
        );
    }

    #[test]
    fn a_link_gives_what_the_form_knows() {
        let pairs = [
            ("title", "Fix it"),
            ("client", " Finance  team "),
            ("priority", "soon"),
            ("owner", "me"),
            ("from", "Ann"),
            ("text", "a\r\nb"),
            ("field", " Size: 4 "),
            ("field", "Colour: red\u{202e}"),
        ];
        let given = linked(pairs.into_iter().map(|(key, value)| (key, value.to_owned())));
        assert_eq!((given.title.as_str(), given.client.as_str()), ("Fix it", "Finance team"));
        assert_eq!((given.requester.as_str(), given.text.as_str()), ("Ann", "a\nb"));
        assert_eq!(given.fields, ["Size: 4", "Colour: red"]);
        assert_eq!((given.priority, given.doubts), (None, vec![Doubt::NoPriority]));
    }
}
