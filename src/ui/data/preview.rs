//! What taking in a file would change, before it does.

use super::backup::moment_words;
use crate::domain::ident::Subject;
use crate::domain::workspace::Workspace;
use crate::say;
use crate::store::ledger::Ledger;
use crate::store::merge::{Conflict, Preview, Side};
use crate::store::usage::kind_of;
use crate::ui::desk::use_desk;
use crate::ui::upkeep::field_word;
use crate::words::say_dyn;
use leptos::prelude::*;

/// How many names are shown of each list.
const MOST: usize = 200;

/// Figures, and behind them the names.
#[component]
pub fn WhatChanges(
    /// What would change.
    preview: Preview,
) -> impl IntoView {
    let desk = use_desk();
    let figures = [
        ("added", preview.added.len()),
        ("changed", preview.changed.len()),
        ("removed", preview.removed.len()),
        ("conflicts", preview.conflicts.len()),
        ("same", preview.same),
    ];
    let lists = desk.peek(|ledger| {
        let names = |subjects: &[Subject]| -> Vec<String> {
            subjects.iter().take(MOST).map(|s| name_of(ledger, &preview.after, *s)).collect()
        };
        [
            ("conflicts", preview.conflicts.len(), conflicts(ledger, &preview)),
            ("added", preview.added.len(), names(&preview.added)),
            ("changed", preview.changed.len(), names(&preview.changed)),
            ("removed", preview.removed.len(), names(&preview.removed)),
        ]
    });
    view! {
        <dl class="tally">
            {figures.into_iter().map(|(code, n)| view! {
                <div><dt>{say_dyn!("merge.", code)}</dt><dd>{say!("data.number", n = n)}</dd></div>
            }).collect_view()}
        </dl>
        {lists.into_iter().filter(|(_, count, _)| *count > 0).map(|(code, count, names)| {
            let title = say!("data.which", what = say_dyn!("merge.", code), n = count);
            view! {
                <details>
                    <summary>{title.clone()}</summary>
                    // It scrolls, so the keys have to get there.
                    <ul class="names" tabindex="0" aria-label=title>
                        {names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}
                        {(count > MOST).then(|| view! { <li class="soft">{say!("data.and_more", n = count - MOST)}</li> })}
                    </ul>
                </details>
            }
        }).collect_view()}
    }
}

fn conflicts(ledger: &Ledger, preview: &Preview) -> Vec<String> {
    preview.conflicts.iter().take(MOST).map(|conflict| conflict_line(ledger, preview, conflict)).collect()
}

/// Which record and field, who set it here and there, and which setting stays.
fn conflict_line(ledger: &Ledger, preview: &Preview, conflict: &Conflict) -> String {
    let side = |side: &Side| {
        let at = moment_words(ledger, side.at, ledger.now());
        match &side.actor {
            Some(name) => say!("data.side_by", name = name.as_str(), at = at),
            None => say!("data.side", at = at),
        }
    };
    say!(
        "data.conflict",
        name = name_of(ledger, &preview.after, conflict.subject),
        field = field_word(conflict.subject, conflict.field),
        ours = side(&conflict.ours),
        theirs = side(&conflict.theirs),
        stays = if conflict.theirs_stays { "file" } else { "desk" }
    )
}

/// What people call a record: here, or in the file where it is not here.
fn name_of(ledger: &Ledger, after: &Workspace, subject: Subject) -> String {
    let named = |desk: &Workspace| match subject {
        Subject::Request(id) => desk.request(id).map(|request| {
            let title = request.title.as_ref().map_or("", |title| title.as_str());
            [request.reference.as_ref(), " ", title].concat()
        }),
        Subject::Client(id) => desk.client(id).and_then(|c| c.name.as_ref()).map(ToString::to_string),
        Subject::Agreement(id) => desk.agreement(id).and_then(|a| a.name.as_ref()).map(ToString::to_string),
        Subject::Calendar(id) => desk.calendar(id).and_then(|c| c.name.as_ref()).map(ToString::to_string),
        Subject::Service(id) => desk.service_name(id).map(ToString::to_string),
        _ => None,
    };
    let kind = say_dyn!("kind.", kind_of(subject));
    match named(ledger.desk()).or_else(|| named(after)) {
        Some(name) if matches!(subject, Subject::Request(_)) => name,
        Some(name) => say!("data.named", kind = kind, name = name),
        None => kind,
    }
}
