//! Requests as a table for a spreadsheet, one row a request, comma separated (RFC 4180).
//!
//! Rules:
//! 1. Moments are UTC in ISO 8601. States, priorities and verdicts are their codes, so that the file means
//!    the same in every language and [`super::guess`] reads it back.
//! 2. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
//!    carriage return) gets an apostrophe before it (OWASP, "CSV injection").
//! 3. A verdict is the one the figures count with (rule 4 of [`crate::domain::insight`]): of what is finished, what was
//!    written down at its end under the version it was measured by; of what is open, how it stands at `now`.

use super::mapping::Standing;
use crate::domain::clock::{Reading, Verdict};
use crate::domain::insight::counted;
use crate::domain::moment::Moment;
use crate::domain::request::{Outcome, Request, Stage};
use crate::domain::text::Name;
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use chrono::{DateTime, Datelike, Timelike};

const HEADER: &str = "reference,title,client,service,requester,owner,priority,status,raised,first response,\
resolved,closed,promised,response verdict,resolution verdict,purpose,description\r\n";

/// Every request that is there, oldest first, as it stands at `now`; clocks read with `book`.
pub fn requests_csv(desk: &Workspace, book: &Timebook, now: Moment) -> String {
    let mut out = String::with_capacity(HEADER.len() + 200 * desk.request_count());
    out.push_str(HEADER);
    for (_, request) in desk.requests() {
        row(&mut out, desk, book, request, now);
    }
    out
}

fn row(out: &mut String, desk: &Workspace, book: &Timebook, request: &Request, now: Moment) {
    let name = |name: Option<&Name>| name.map(Name::as_str).unwrap_or_default().to_owned();
    let answered = [request.answered, request.acknowledged].into_iter().flatten().min();
    let resolved = request.resolved.last().filter(|(_, reopened)| reopened.is_none()).map(|(at, _)| *at);
    let ended = request.ended.map(|(at, _)| at);
    let closed = (request.stage == Stage::Closed).then_some(request.since).or(ended);
    let clocks = book.read(desk, request, now);
    let verdict = |reading: Option<&Reading>| match reading.map(|reading| counted(request, reading)) {
        Some(Verdict::Met) => "met",
        Some(Verdict::Breached) => "breached",
        Some(Verdict::OpenBreached) => "open breached",
        Some(Verdict::Excluded) | None => "",
    };
    let cells = [
        request.reference.to_string(),
        request.title.as_ref().map(|t| t.as_str().to_owned()).unwrap_or_default(),
        name(request.client.and_then(|id| desk.client_name(id))),
        name(request.service.and_then(|id| desk.service_name(id))),
        name(request.requester.as_ref()),
        name(request.owner.as_ref()),
        request.priority.code().to_owned(),
        standing(request).code().to_owned(),
        iso(Some(request.raised)),
        iso(answered),
        iso(resolved),
        iso(closed),
        iso(request.promise().map(|p| p.date)),
        verdict(clocks.as_ref().map(|c| &c.response)).to_owned(),
        verdict(clocks.as_ref().map(|c| &c.resolution)).to_owned(),
        request.purpose.as_str().to_owned(),
        request.text.as_str().to_owned(),
    ];
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        put(out, cell);
    }
    out.push_str("\r\n");
}

fn standing(request: &Request) -> Standing {
    match (request.stage, request.outcome()) {
        (_, Some(Outcome::Withdrawn)) => Standing::Withdrawn,
        (_, Some(Outcome::Merged)) => Standing::Merged,
        (Stage::New, _) => Standing::New,
        (Stage::Deciding, _) => Standing::Deciding,
        (Stage::Accepted, _) => Standing::Accepted,
        (Stage::InProgress, _) => Standing::InProgress,
        (Stage::Waiting, _) => Standing::Waiting,
        (Stage::Done, _) => Standing::Done,
        (Stage::Closed, _) => Standing::Closed,
        (Stage::Declined, _) => Standing::Declined,
    }
}

/// A moment as `2012-10-09T14:50:17Z`, with thousandths where there are any.
fn iso(at: Option<Moment>) -> String {
    let Some(time) = at.and_then(|at| DateTime::from_timestamp_millis(at.0)) else { return String::new() };
    let mut out = String::with_capacity(24);
    let mut digits = |number: u32, width: usize, sign: &str| {
        let text = number.to_string();
        out.extend(std::iter::repeat_n('0', width.saturating_sub(text.len())));
        out.push_str(&text);
        out.push_str(sign);
    };
    digits(time.year().unsigned_abs(), 4, "-");
    digits(time.month(), 2, "-");
    digits(time.day(), 2, "T");
    digits(time.hour(), 2, ":");
    digits(time.minute(), 2, ":");
    let ms = time.timestamp_subsec_millis();
    if ms == 0 {
        digits(time.second(), 2, "Z");
    } else {
        digits(time.second(), 2, ".");
        digits(ms, 3, "Z");
    }
    out
}

/// Writes a cell: never a formula, and quoted where it has to be.
fn put(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = cell.contains([',', ';', '\t', '"', '\n', '\r']) || cell.trim() != cell;
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    for letter in cell.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    if quoted {
        out.push('"');
    }
}
