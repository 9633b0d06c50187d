//! The agreement as a document: what stands on the page, as Markdown or as a web page, and the day both sides
//! look at it again for a calendar.

use super::form::Form;
use super::team_name;
use super::when::read_date;
use crate::browser::files;
use crate::browser::page;
use crate::store::document::{Kind, Line, html, markdown};
use crate::store::ics;
use crate::ui::desk::use_desk;
use crate::ui::notice::Notice;
use crate::ui::parts::icon::Icon;
use crate::words::{locale, say};
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
pub fn Exports(form: Form) -> impl IntoView {
    let desk = use_desk();
    let offer = move |ending: &str, mime: &str, text: String| {
        let name = file_name(&form.client_words(), ending);
        if let Err(fault) = files::download(&name, mime, &text) {
            desk.notices().show(Notice::plain(say!("exports.trouble", cause = fault.to_string())));
        }
    };
    let as_markdown = move |_| untrack(|| offer(".md", "text/markdown", markdown(&lines())));
    let as_html = move |_| untrack(|| offer(".html", "text/html", html(&lines(), &locale().tag())));
    let as_day = move |_| {
        untrack(|| {
            let Some(date) = form.review.with(|t| read_date(t)) else { return };
            let client = form.client_words();
            let (team, now) = desk.peek(|l| (team_name(l), l.now()));
            let written = crate::domain::zone::ZoneTable::utc().to_local(now);
            let uid = [&file_name(&client, ""), "@", &file_name(&team, "")].concat();
            let name = say!("exports.event", name = client.as_str());
            let text = say!("exports.event_text", team = team, client = client);
            offer(".ics", "text/calendar", ics::one_day(&uid, date, &name, &text, written));
        });
    };
    let as_json = move |_| {
        untrack(|| match super::carry::file(desk, form) {
            Ok(text) => offer(".json", "application/json", text),
            Err(fault) => desk.notices().show(Notice::plain(fault)),
        });
    };
    view! {
        <span class="row" role="group" aria-label=say!("exports.menu")>
            <button class="btn" type="button" on:click=as_markdown><Icon name="down2"/>{say!("exports.markdown")}</button>
            <button class="btn" type="button" on:click=as_html><Icon name="down2"/>{say!("exports.html")}</button>
            <button class="btn" type="button" on:click=as_json><Icon name="down2"/>{say!("exports.json")}</button>
            {move || (!form.review.with(String::is_empty)).then(|| view! {
                <button class="btn" type="button" on:click=as_day><Icon name="down2"/>{say!("exports.ics")}</button>
            })}
        </span>
    }
}
