//! What there is between the team and a client besides requests: talks, what was passed on unasked, what went well
//! together.
//!
//! Rules:
//! 1. It is noted with its day, which is not ahead, and in words.
//! 2. A talk may name the day of the next one, which is later than its own. From then on that is the client's next talk;
//!    one that is held on that day or later without naming another one takes it away.
//! 3. The next talk is spoken of from its day on, until it is noted or moved.
//! 4. Where both sides talk every so many weeks and no day is named, the next talk is that long after the last one; before
//!    the first one nothing is due.

use super::client::{Client, ClientFact};
use super::decide::{Context, deed};
use super::edit::{Decision, Refusal, Step};
use super::fact::Fact;
use super::ident::{ClientId, Subject, steady_hash};
use super::moment::{Moment, Span};
use super::request::codes;
use super::text::{Name, Note};
use super::workspace::Workspace;
use chrono::{Days, NaiveDate};

codes! {
    /// What there was.
    Kind {
        /// The two sides talked: a check-in.
        Talk = "talk",
        /// Something was passed on that nobody had asked for.
        Sent = "sent",
        /// Something went well that both have a part in.
        Win = "win",
    }
}

/// Something there was besides requests.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// What it was.
    pub kind: Kind,
    /// On which day, where the team works.
    pub on: NaiveDate,
    /// What came of it.
    pub text: Note,
}

impl Meeting {
    /// The number of one that is noted now. Two tabs that note one each do not meet.
    pub fn number(&self, now: Moment) -> u32 {
        let hash = steady_hash(&[self.text.as_str(), &now.0.to_string()]);
        u32::try_from(hash >> 33).unwrap_or(1).max(1)
    }
}

/// Today where the day begins first (UTC+14): the place of whoever notes it may be any, and a day that has begun nowhere is
/// still ahead for everybody.
fn today(context: &Context<'_>) -> NaiveDate {
    super::zone::ZoneTable::utc().to_local(context.now + Span::hours(14)).date()
}

/// What noting it comes to; `next` is the day of the next talk, where one is named.
pub(super) fn meet(
    desk: &Workspace,
    id: ClientId,
    meeting: Meeting,
    next: Option<NaiveDate>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let client = desk.client(id).ok_or(Refusal::Gone)?;
    if meeting.on > today(context) {
        return Err(Refusal::Future);
    }
    if next.is_some_and(|next| next <= meeting.on) {
        return Err(Refusal::PromisePast);
    }
    if meeting.text.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let held = meeting.kind == Kind::Talk && client.next.is_some_and(|day| day <= meeting.on);
    let name = client.name.as_ref().map(Name::as_str).unwrap_or_default();
    let mut facts = Vec::new();
    if next.is_some() && next != client.next || held && next.is_none() {
        facts.push(ClientFact::Next(next));
    }
    facts.push(ClientFact::Met(meeting.number(context.now), Some(Box::new(meeting))));
    let step = |fact| Step::now(Subject::Client(id), Fact::Client(fact));
    let deed = deed("client.met", name);
    Ok(Decision { steps: facts.into_iter().map(step).collect(), deed, made: None })
}

/// The day of the next talk: the one named, otherwise by the rhythm of talks (rule 4).
pub fn next_talk(client: &Client) -> Option<NaiveDate> {
    let by_rhythm = || {
        let last = client.meetings.values().filter(|one| one.kind == Kind::Talk).map(|one| one.on).max()?;
        last.checked_add_days(Days::new(7 * u64::from(client.rhythm?)))
    };
    client.next.or_else(by_rhythm)
}

/// The clients to talk to by this day, the earliest first (rule 3).
pub fn due_by(desk: &Workspace, day: NaiveDate) -> Vec<(NaiveDate, ClientId)> {
    let all = desk.clients().filter_map(|(id, client)| Some((next_talk(client)?, id)));
    let mut due: Vec<(NaiveDate, ClientId)> = all.filter(|(on, _)| *on <= day).collect();
    due.sort_unstable();
    due
}
