//! Agreeing with the client on another date for one request, instead of its resolution target.
//!
//! Rules:
//! 1. A date is agreed with somebody of the client, for a reason; both are kept with it.
//! 2. People agree on days: it is due at closing time of that day, or, where the day is closed, when the day ends, by
//!    the clock of the agreement's opening hours.
//! 3. It takes an agreement whose target it can replace, and lies ahead. It can be changed, and taken back.
//! 4. From then on the resolution clock is due on it (C35 of [`super::clock`]); figures say beside it how the same
//!    requests stand without it.

use super::decide::{Context, nothing, of_request, request_deed};
use super::edit::{Decision, Refusal};
use super::ident::RequestId;
use super::moment::Moment;
use super::request::{AgreedDate, RequestFact};
use super::text::{Name, Note};
use super::timebook::Compiled;
use super::workspace::Workspace;
use chrono::{Days, NaiveDate, NaiveTime};

/// What two sides agreed on.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreedDay {
    /// To be done on this day, by closing time.
    pub day: NaiveDate,
    /// Who of the client agreed.
    pub by: Name,
    /// Why.
    pub why: Note,
}

/// Closing time of a day, or its end where it is closed (rule 2).
pub fn end_of(day: NaiveDate, hours: &Compiled) -> Moment {
    let midnight = |day: NaiveDate| hours.zone.from_local(day.and_time(NaiveTime::MIN));
    let end = midnight(day.checked_add_days(Days::new(1)).unwrap_or(day));
    hours.open.end_of_working_day(midnight(day), 0).filter(|closing| *closing <= end).unwrap_or(end)
}

/// What agreeing, or taking it back, comes to.
pub(super) fn agree(
    desk: &Workspace,
    id: RequestId,
    agreed: Option<AgreedDay>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    let done = |key, agreed: Option<AgreedDate>| {
        let fact = RequestFact::Agreed(agreed.map(Box::new));
        Ok(Decision { steps: vec![of_request(id, fact)], deed: request_deed(desk, key, request), made: None })
    };
    let Some(agreed) = agreed else {
        return if request.agreed.is_some() { done("agreed_back", None) } else { Ok(nothing()) };
    };
    if request.stage.is_finished() {
        return Err(Refusal::Finished);
    }
    let calendar = desk.version_of(request).and_then(|version| version.calendar);
    let hours = calendar.and_then(|id| context.book.get(id)).ok_or(Refusal::NoClock)?;
    let date = end_of(agreed.day, hours);
    if date <= context.now {
        return Err(Refusal::PromisePast);
    }
    if agreed.why.is_empty() {
        return Err(Refusal::EmptyText);
    }
    done("agreed", Some(AgreedDate { date, by: agreed.by, why: agreed.why }))
}
