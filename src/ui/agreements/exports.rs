//! The agreement as a document: what stands on the page, as Markdown or as a web page, and the days on which both sides
//! look at it again and check in, for a calendar.

use super::form::Form;
use super::team_name;
use crate::browser::files;
use crate::browser::page;
use crate::domain::series::Series;
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

/// The days on which both sides talk, as far as a cadence is agreed.
#[derive(Clone, PartialEq, Default)]
pub struct Talks {
    /// Looking at the agreement again.
    pub reviews: Option<Series>,
    /// Short check-ins.
    pub check_ins: Option<Series>,
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
    /// On which days both sides talk; none for a version that is only read.
    #[prop(into)]
    talks: Signal<Option<Talks>>,
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
    let as_days = move |_| {
        untrack(|| {
            let Some(talks) = talks.get() else { return };
            let (client, review) = (name.get(), review.get());
            let (team, now) = desk.peek(|l| (team_name(l), l.now()));
            let written = crate::domain::zone::ZoneTable::utc().to_local(now);
            let names = [file_name(&client, ""), file_name(&team, "")];
            let entry = |uid: String, on, again, event: String, text: String| Entry {
                uid,
                on: On::Day(on),
                name: event,
                text,
                again,
            };
            let first = talks.reviews.as_ref().map(|series| series.first).or(review);
            let reviews = first.map(|on| {
                let event = say!("exports.event", name = client.as_str());
                let text = say!("exports.event_text", team = team.as_str(), client = client.as_str());
                entry(names.join("@"), on, talks.reviews, event, text)
            });
            let check_ins = talks.check_ins.map(|series| {
                let event = say!("exports.check_in", name = client.as_str());
                let text = say!("exports.check_in_text", team = team.as_str(), client = client.as_str());
                entry(names.join("-check-in@"), series.first, Some(series), event, text)
            });
            let entries: Vec<Entry> = reviews.into_iter().chain(check_ins).collect();
            offer(".ics", "text/calendar", ics::file(&entries, written));
        });
    };
    let as_json = move |form: Form| {
        untrack(|| match super::carry::file(desk, form) {
            Ok(text) => offer(".json", "application/json", text),
            Err(fault) => desk.notices().show(Notice::plain(fault)),
        });
    };
    let has_days = Memo::new(move |_| {
        let talks = talks.get();
        talks.is_some_and(|t| review.get().is_some() || t.reviews.is_some() || t.check_ins.is_some())
    });
    view! {
        <span class="row" role="group" aria-label=say!("exports.menu")>
            <button class="btn" type="button" on:click=as_markdown><Icon name="down2"/>{say!("exports.markdown")}</button>
            <button class="btn" type="button" on:click=as_html><Icon name="down2"/>{say!("exports.html")}</button>
            {form.map(|form| view! { <button class="btn" type="button" on:click=move |_| as_json(form)><Icon name="down2"/>{say!("exports.json")}</button> })}
            {move || has_days.get().then(|| view! {
                <button class="btn" type="button" on:click=as_days><Icon name="down2"/>{say!("exports.ics")}</button>
            })}
        </span>
    }
}
