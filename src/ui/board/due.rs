//! What falls due of the requests that are shown: promised dates, deadlines, answers of clients, also as a file for another calendar.

use super::order::BoardState;
use crate::browser::files;
use crate::domain::answered::awaited;
use crate::domain::clock::ClockState;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::domain::text::Title;
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ics::{self, Entry, On};
use crate::store::ledger::Ledger;
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::ui::parts::way::way_names;
use leptos::prelude::*;

/// What falls due.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    /// What the team promised.
    Promise,
    /// The deadline of an agreement.
    Deadline,
    /// The answer of the client.
    Theirs,
}

/// Something that falls due.
#[derive(Clone, PartialEq)]
pub struct Due {
    pub at: Moment,
    pub id: RequestId,
    /// What it is.
    pub what: What,
    /// The title, then the reference.
    pub title: String,
    pub reference: String,
    /// How it stands: the icon, the class that colours it and the words.
    pub stands: (&'static str, &'static str, &'static str),
}

/// What falls due of these requests, the earliest first: of each open one the date promised, the deadline that comes
/// next, and the day by which the client answers what it waits for.
pub fn dues(ledger: &Ledger, ids: &[RequestId], now: Moment) -> Vec<Due> {
    let mut all: Vec<Due> = Vec::new();
    for id in ids {
        let Some(request) = ledger.desk().request(*id).filter(|r| !r.stage.is_finished()) else { continue };
        let title = request.title.as_ref().map_or_else(|| say!("card.no_title"), Title::as_str);
        let (title, reference) = (title.to_owned(), request.reference.to_string());
        let promise = request.promise().map(|p| p.date);
        let clocks = ledger.book().read(ledger.desk(), request, now);
        let deadline = clocks.as_ref().and_then(|clocks| clocks.next().0.due.or(clocks.remind));
        let clock = clocks.as_ref().map(|clocks| clocks.next().0.state);
        let theirs = awaited(ledger.desk(), ledger.book(), request);
        for (at, what) in [(promise, What::Promise), (deadline, What::Deadline), (theirs, What::Theirs)] {
            if let Some(at) = at {
                let stands = stands(what, at < now, clock);
                let (title, reference) = (title.clone(), reference.clone());
                all.push(Due { at, id: *id, what, title, reference, stands });
            }
        }
    }
    all.sort_by_cached_key(|due| (due.at, due.id));
    all
}

/// How something that falls due stands: the icon, the class, the words.
fn stands(what: What, over: bool, clock: Option<ClockState>) -> (&'static str, &'static str, &'static str) {
    match (what, over, clock) {
        (What::Theirs, true, _) => ("people", "is-risk", say!("month.theirs_over")),
        (What::Theirs, false, _) => ("people", "", say!("month.theirs")),
        (What::Promise, true, _) => ("flag", "is-late", say!("month.promised_over")),
        (What::Promise, false, _) => ("flag", "", say!("month.promised")),
        (What::Deadline, _, Some(ClockState::Paused)) => {
            ("pause", "is-paused", say!("month.deadline_paused"))
        }
        (What::Deadline, true, _) => ("late", "is-late", say!("month.deadline_over")),
        (What::Deadline, _, Some(ClockState::AtRisk)) => ("risk", "is-risk", say!("month.deadline_risk")),
        (What::Deadline, false, _) => ("run", "", say!("month.deadline")),
    }
}

/// Offers what is shown as a file for another calendar.
pub fn offer(board: BoardState, desk: Desk) {
    let ids = board.sight.with_untracked(|sight| sight.list.clone());
    let (n, text) = desk.peek(|ledger| {
        let now = ledger.now();
        let all = dues(ledger, &ids, now);
        let entries: Vec<Entry> = all.iter().filter_map(|due| entry(ledger, due)).collect();
        (entries.len(), ics::file(&entries, ZoneTable::utc().to_local(now)))
    });
    let notice = match n {
        0 => say!("month.file_none").to_owned(),
        n => match files::download(say!("month.file_name"), "text/calendar", &text) {
            Ok(()) => say!("month.file_done", n = n),
            Err(fault) => say!("month.file_trouble", cause = fault.to_string()),
        },
    };
    desk.notices().show(Notice::plain(notice));
}

fn entry(ledger: &Ledger, due: &Due) -> Option<Entry> {
    let request: &Request = ledger.desk().request(due.id)?;
    let (from, to) = way_names(ledger, request.client, request.direction);
    let (kind, words) = match due.what {
        What::Promise => ("promise", say!("month.promised")),
        What::Deadline => ("deadline", say!("month.deadline")),
        What::Theirs => ("answer", say!("month.theirs")),
    };
    Some(Entry {
        uid: [&due.id.to_string(), "-", kind, "@inhouse"].concat(),
        on: On::Moment(ZoneTable::utc().to_local(due.at)),
        name: [words, " ", &due.title, " (", &due.reference, ")"].concat(),
        text: say!("month.event_text", from = from, to = to),
        again: None,
    })
}
