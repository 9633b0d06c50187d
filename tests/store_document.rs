//! An agreement as a document of its own, and its day for a calendar.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::store::document::{Kind, Line, html, markdown};
use inhouse::store::ics::{Entry, On, When, file, read};

fn lines() -> Vec<Line> {
    let line = |kind, text: &str| (kind, text.to_owned());
    vec![
        line(Kind::Title, "What R&D <b> can count on"),
        line(Kind::Text, "1. not a list,  3.5 hours, 2*3 is six, #1"),
        line(Kind::Heading, "Duties"),
        line(Kind::Item, "Answer_soon [really]"),
        line(Kind::Item, "- Send"),
        line(Kind::Quote, "Before \"noon\""),
        line(Kind::Sign, "For R&D\nAnn, 9 Nov 2026"),
    ]
}

/// The signs that mean something in Markdown stand for themselves (CommonMark 0.31, 2.4).
#[test]
fn markdown_says_what_the_page_says() {
    let wanted = "# What R\\&D \\<b\\> can count on\n\n1\\. not a list, 3.5 hours, 2\\*3 is six, #1\n\n\
                  ## Duties\n\n- Answer\\_soon \\[really\\]\n- \\- Send\n\n> Before \"noon\"\n\n\
                  **For R\\&D**  \nAnn, 9 Nov 2026\n";
    assert_eq!(markdown(&lines()), wanted);
}

#[test]
fn the_web_page_holds_text_and_never_markup_of_its_own() {
    let page = html(&lines(), "en");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>What R&amp;D &lt;b&gt; can count on</title>"));
    assert!(page.contains("<h1>What R&amp;D &lt;b&gt; can count on</h1>"));
    assert!(page.contains("<ul>\n<li>Answer_soon [really]</li>\n<li>- Send</li>\n</ul>\n<blockquote>"));
    assert!(page.contains("<b>For R&amp;D</b><br>Ann, 9 Nov 2026</p>"));
    // Nothing is loaded from anywhere, and nothing runs.
    for never in ["<script", "http:", "https:", "src=", "href="] {
        assert!(!page.contains(never), "{never}");
    }
}

/// The bytes as RFC 5545 wants them.
#[test]
fn the_day_to_look_again_is_a_whole_day_of_another_calendar() {
    let date: NaiveDate = "2027-05-01".parse().unwrap();
    let written = "2026-11-22T05:04:03".parse().unwrap();
    let name = "Look again: Finance; payroll, über alles, and a name that is longer than a line may be";
    let entry = Entry {
        uid: "a@b".into(),
        on: On::Day(date),
        name: name.into(),
        text: "One\nTwo".into(),
        again: None,
    };
    let text = file(&[entry], written);
    let wanted = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Inhouse//Inhouse//EN\r\nBEGIN:VEVENT\r\n\
                  UID:a@b\r\nDTSTAMP:20261122T050403Z\r\nDTSTART;VALUE=DATE:20270501\r\n\
                  DTEND;VALUE=DATE:20270502\r\n";
    assert!(text.starts_with(wanted), "{text}");
    assert!(text.contains("\r\nDESCRIPTION:One\\nTwo\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let back = read(&text, date).unwrap();
    assert_eq!(back.days[0].when, When::Once(date));
    assert_eq!(back.days[0].name, name.chars().take(80).collect::<String>());
}
