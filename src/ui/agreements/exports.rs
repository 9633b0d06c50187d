//! The agreement as a document: what stands on the page, as Markdown or as a web page, and the day both sides
//! look at it again for a calendar.

use super::form::Form;
use super::team_name;
use crate::browser::files;
use crate::browser::page;
use crate::store::document::{Kind, Line, html, markdown};
use crate::store::ics::{self, Entry, On};
use crate::ui::desk::use_desk;
use crate::ui::notice::Notice;
use crate::ui::parts::icon::Icon;
use crate::words::{locale, say};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The lines of the page: its headings, paragraphs, items and places to sign, in order.
fn lines() -> Vec<Line> {
    let kinds = [
        ("h2", Kind::Title),
        ("h3", Kind::Heading),
        ("p", Kind::Text),
        ("li", Kind::Item),
        ("blockquote", Kind::Quote),
        ("div", Kind::Sign),
    ];
    let found = page::texts(".paper > :is(h2, h3, p, blockquote), .paper > ul > li, .paper .sign");
    let line = |(tag, text): (String, String)| {
        let kind = kinds.iter().find(|(name, _)| *name == tag).map(|(_, kind)| *kind)?;
        Some((kind, text))
    };
    found.into_iter().filter_map(line).collect()
}

/// A name as part of a file's name: letters, digits and hyphens.
fn file_name(name: &str, ending: &str) -> String {
    let mut out = say!("exports.file").to_owned();
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        out.push('-');
        out.push_str(&word.to_lowercase());
    }
    out.push_str(ending);
    out
}

/// The buttons that save it.
#[component]
pub fn Exports(
    /// Whom it is with, for the names of the files.
    #[prop(into)]
    name: Signal<String>,
    /// On which day both sides look at it again.
    #[prop(into)]
    review: Signal<Option<NaiveDate>>,
    /// What is written, where it can be taken to another desk.
    #[prop(optional)]
    form: Option<Form>,
) -> impl IntoView {
    let desk = use_desk();
    let offer = move |ending: &str, mime: &str, text: String| {
        let file = file_name(&name.get_untracked(), ending);
        if let Err(fault) = files::download(&file, mime, &text) {
            desk.notices().show(Notice::plain(say!("exports.trouble", cause = fault.to_string())));
        }
    };
    let as_markdown = move |_| untrack(|| offer(".md", "text/markdown", markdown(&lines())));
    let as_html = move |_| untrack(|| offer(".html", "text/html", html(&lines(), &locale().tag())));
    let as_day = move |_| {
        untrack(|| {
            let Some(date) = review.get() else { return };
            let client = name.get();
            let (team, now) = desk.peek(|l| (team_name(l), l.now()));
            let written = crate::domain::zone::ZoneTable::utc().to_local(now);
            let uid = [&file_name(&client, ""), "@", &file_name(&team, "")].concat();
            let event = say!("exports.event", name = client.as_str());
            let text = say!("exports.event_text", team = team, client = client);
            let entry = Entry { uid, on: On::Day(date), name: event, text };
            offer(".ics", "text/calendar", ics::file(&[entry], written));
        });
    };
    let as_json = move |form: Form| {
        untrack(|| match super::carry::file(desk, form) {
            Ok(text) => offer(".json", "application/json", text),
            Err(fault) => desk.notices().show(Notice::plain(fault)),
        });
    };
    view! {
        <span class="row" role="group" aria-label=say!("exports.menu")>
            <button class="btn" type="button" on:click=as_markdown><Icon name="down2"/>{say!("exports.markdown")}</button>
            <button class="btn" type="button" on:click=as_html><Icon name="down2"/>{say!("exports.html")}</button>
            {form.map(|form| view! { <button class="btn" type="button" on:click=move |_| as_json(form)><Icon name="down2"/>{say!("exports.json")}</button> })}
            {move || review.get().map(|_| view! {
                <button class="btn" type="button" on:click=as_day><Icon name="down2"/>{say!("exports.ics")}</button>
            })}
        </span>
    }
}
