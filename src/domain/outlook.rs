//! What a request would be promised if it were raised now, before it is.

use super::decide::matching;
use super::ident::{AgreementId, CalendarId, ClientId, ServiceId};
use super::moment::Moment;
use super::request::{PauseReason, Priority, Request, Wait};
use super::timebook::Timebook;
use super::workspace::Workspace;

/// What a request would be promised if it were raised now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outlook {
    /// The agreement that would measure it.
    pub agreement: AgreementId,
    /// The opening hours it counts.
    pub calendar: CalendarId,
    /// By when the first response is due.
    pub response: Option<Moment>,
    /// By when it is due.
    pub resolution: Option<Moment>,
}

/// The deadlines of a request of this client for this service raised at `now`, waiting if it
/// `waits`: a clock that stops for that has no due moment. None where no agreement fits.
pub fn outlook(
    desk: &Workspace,
    book: &Timebook,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    priority: Priority,
    waits: Option<PauseReason>,
    now: Moment,
) -> Option<Outlook> {
    let (agreement, number, _) = matching(desk, client, service, now, now)?;
    let version = desk.agreement(agreement)?.versions.get(&number)?;
    let request = Request {
        raised: now,
        since: now,
        priority,
        waits: waits.map(|reason| Wait { reason, from: now, to: None, cut: false }).into_iter().collect(),
        ..Request::default()
    };
    let clocks = book.read_under(&request, version, now)?;
    Some(Outlook {
        agreement,
        calendar: version.calendar?,
        response: clocks.response.due,
        resolution: clocks.resolution.due,
    })
}
