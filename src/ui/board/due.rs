//! What falls due of the requests that are shown: promised dates and deadlines, also as a file for another calendar.

use super::order::BoardState;
use crate::browser::files;
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

/// Something that falls due.
#[derive(Clone, PartialEq)]
pub struct Due {
    pub at: Moment,
    pub id: RequestId,
    /// Promised, or the deadline of an agreement.
    pub promised: bool,
    /// The title, then the reference.
    pub title: String,
    pub reference: String,
    /// How it stands: the icon, the class that colours it and the words.
    pub stands: (&'static str, &'static str, &'static str),
}

/// What falls due of these requests, the earliest first: of each open one the date promised and the deadline that comes
/// next.
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
        for (at, promised) in [(promise, true), (deadline, false)] {
            if let Some(at) = at {
                let stands = stands(promised, at < now, clock);
                let (title, reference) = (title.clone(), reference.clone());
                all.push(Due { at, id: *id, promised, title, reference, stands });
            }
        }
    }
    all.sort_by_cached_key(|due| (due.at, due.id));
    all
}

/// How something that falls due stands: the icon, the class, the words.
fn stands(
    promised: bool,
    over: bool,
    clock: Option<ClockState>,
) -> (&'static str, &'static str, &'static str) {
    match (promised, over, clock) {
        (true, true, _) => ("flag", "is-late", say!("month.promised_over")),
        (true, false, _) => ("flag", "", say!("month.promised")),
        (false, _, Some(ClockState::Paused)) => ("pause", "is-paused", say!("month.deadline_paused")),
        (false, true, _) => ("late", "is-late", say!("month.deadline_over")),
        (false, _, Some(ClockState::AtRisk)) => ("risk", "is-risk", say!("month.deadline_risk")),
        (false, false, _) => ("run", "", say!("month.deadline")),
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
    let (kind, words) = match due.promised {
        true => ("promise", say!("month.promised")),
        false => ("deadline", say!("month.deadline")),
    };
    Some(Entry {
        uid: [&due.id.to_string(), "-", kind, "@inhouse"].concat(),
        on: On::Moment(ZoneTable::utc().to_local(due.at)),
        name: [words, " ", &due.title, " (", &due.reference, ")"].concat(),
        text: say!("month.event_text", from = from, to = to),
        again: None,
    })
}
