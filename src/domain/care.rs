//! How a request is looked after besides being worked on: who asked for news and who was told, what stands
//! in its way, what "done" means and how the result was received, and what it hangs together with.
//!
//! Rules:
//! 1. A question to the client, a conversation with the client and the reply to a complaint are answers by a person: they stop the
//!    first-response clock as an update does, and count as news. What the client does (asks for news,
//!    answers) does neither.
//! 2. News of an open request is due when a number of working days has passed since the client last heard of
//!    it, or since it was raised ([`news_due`]): the agreement's next-update clock says when; without one the
//!    team's number of days, else five. What nobody has taken on yet has the first-response clock instead.
//! 3. A blocked request has a next step; who takes it and by when can be left open and is then asked for.
//!    Finishing a request ends its being blocked. Blocking stops no clock: only waiting may.
//! 4. One escalation runs at a time, and ends with its outcome.
//! 5. What "done" means is a list of points agreed with the client, each ticked as it is met. Delivering with
//!    open points is possible: the desk says so and leaves it to the team.
//! 6. Result and manner are rated apart, 1 to 5, because a good result can be delivered badly and the other
//!    way round; a rating of 4 or 5 counts as satisfied (the usual "top two boxes" of CSAT).
//! 7. A link between two requests stands in both. No chain of "blocks" and none of "part of" may come back
//!    to where it began.
//! 8. What was done more than ten working days ago ([`is_long_done`]) is not opened again: what there is to add
//!    becomes a request of its own that follows it, with clocks of its own. A card moved back by hand on the board is
//!    opened again all the same, and its clock begins anew (C37 of [`super::clock`]). (Desks that close for good after a while do so with a linked follow-up; the number
//!    is ours.)
//! 9. Before work begins the team may say in its own words what it has understood. That is said to the client (rule 1),
//!    who confirms it or not; said anew, it is to be confirmed anew.
//! 10. A request that waits for the client, who has said something since, waits on paper only: the desk says so, and
//!     whoever sees to it decides whether the work goes on ([`answered_since`]). (Audits of desks find clocks kept
//!     standing that way.)
//!     What is missing may be asked for point by point, each noted as it comes: once all of it is here, it is an answer.
//! 11. A confirmation is of the result there was: opened again, a request is to be confirmed anew. The earlier one stays
//!     in its history, and so does a rating until there is another.
//! 12. What was asked for already is merged into the open request that goes on: it is closed as merged, its client is told
//!     what goes on, and both show the other. Its clocks count for neither side, and it is no second piece of work done.
//!     Opened again it stands alone again.
//!     What is told of the one that goes on concerns everybody who asked ([`askers`]).
//! 13. What goes back and forth in writing is often settled sooner by a talk: after a number of written words, of either
//!     side, since the last conversation ([`wants_talk`]), the desk says so. The number is the team's, else six; it is ours.
//!     A word by phone or in person, of either side, is a conversation and no written word.
//! 14. What was done beyond what was agreed may be marked as such: it is worth a word of thanks, and where there is much
//!     of it the agreement is too narrow. The mark says nothing of whether that was right.

mod kept;

pub use kept::{Block, Care, Complaint, Escalation, Kept, Rating};

use super::fact::Field;
use super::gain::Gain;
use super::ident::{ClientId, RequestId, ServiceId, steady_hash};
use super::moment::{Moment, Span};
use super::request::{Channel, PauseReason, Request, Stage};
use super::text::{Name, Note, Title};
use super::timebook::{Clocks, Timebook};
use super::workspace::Workspace;
use chrono::NaiveDate;
use std::collections::{BTreeSet, VecDeque};

/// When the client said something while the request waits for them, the first time (rule 10).
pub fn answered_since(request: &Request) -> Option<Moment> {
    let wait = request.waiting().filter(|wait| wait.reason == PauseReason::Client)?;
    let said = request.said.iter().copied().find(|at| *at > wait.from);
    said.into_iter().chain(all_here(request).filter(|at| *at > wait.from)).min()
}

/// Since when everything is here that the client was asked for point by point; none while something is missing, or where
/// nothing was asked for so (rule 10).
pub fn all_here(request: &Request) -> Option<Moment> {
    let points = &request.care.kept()?.missing;
    let came: Option<Vec<Moment>> = points.values().map(|(_, came)| *came).collect();
    came?.into_iter().max()
}

/// After so many written words, of either side, a talk may be quicker, where the team says nothing else (rule 13).
pub const TALK_AFTER: u32 = 6;

/// The most of them a team may set.
pub const MOST_TALK_AFTER: u32 = 60;

/// How many written words, of either side, there have been since the last conversation about an open request, once they
/// are as many as the team's number (rule 13).
pub fn wants_talk(desk: &Workspace, request: &Request) -> Option<usize> {
    let talked = request.care.look(|kept| kept.talked);
    let since = |at: &&Moment| talked.is_none_or(|talked| **at > talked);
    let n = request.updates.iter().chain(&request.said).filter(since).count();
    let after = usize::try_from(desk.team().talk_after.unwrap_or(TALK_AFTER)).ok()?;
    (n >= after && !request.stage.is_finished()).then_some(n)
}

/// After so many working days what was done is not opened again (rule 8).
pub const LONG_DONE: usize = 10;

/// True for a request that was done more than [`LONG_DONE`] working days ago, by the hours of its agreement or else of
/// the team (rule 8). Where there are no hours to go by, nothing is long ago.
pub fn is_long_done(desk: &Workspace, request: &Request, book: &Timebook, now: Moment) -> bool {
    let Some(&(done, None)) = request.resolved.last() else { return false };
    let last = book.hours_of(desk, request).and_then(|hours| hours.open.end_of_working_day(done, LONG_DONE));
    last.is_some_and(|last| now > last)
}

/// How two requests hang together, seen from one of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tie {
    /// The other one cannot go on before this one is done.
    Blocks,
    /// This one cannot go on before the other one is done.
    BlockedBy,
    /// This one is a piece of the other one.
    PartOf,
    /// The other one is a piece of this one.
    HasPart,
    /// Both come from the same cause.
    SameCause,
    /// This one takes up what was left of the other one, which is done.
    Follows,
    /// The other one takes up what was left of this one.
    FollowedBy,
    /// This one was the same as the other one, which goes on.
    MergedInto,
    /// The other one was the same as this one.
    Holds,
}

impl Tie {
    /// Every one, in order.
    pub const ALL: &'static [Tie] = &[
        Tie::Blocks,
        Tie::BlockedBy,
        Tie::PartOf,
        Tie::HasPart,
        Tie::SameCause,
        Tie::Follows,
        Tie::FollowedBy,
        Tie::MergedInto,
        Tie::Holds,
    ];

    /// Those that are made by hand, in order: the others come with what is done.
    pub fn by_hand() -> impl Iterator<Item = Tie> {
        Tie::ALL.iter().copied().filter(|tie| !matches!(tie, Tie::MergedInto | Tie::Holds))
    }

    /// Its code, in stored data and in the key of its words.
    pub const fn code(self) -> &'static str {
        match self {
            Tie::Blocks => "blocks",
            Tie::BlockedBy => "blocked-by",
            Tie::PartOf => "part-of",
            Tie::HasPart => "has-part",
            Tie::SameCause => "same-cause",
            Tie::Follows => "follows",
            Tie::FollowedBy => "followed-by",
            Tie::MergedInto => "merged-into",
            Tie::Holds => "holds",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Tie> {
        Tie::ALL.iter().copied().find(|tie| tie.code() == code)
    }

    /// The same link seen from the other request.
    pub const fn turned(self) -> Tie {
        match self {
            Tie::Blocks => Tie::BlockedBy,
            Tie::BlockedBy => Tie::Blocks,
            Tie::PartOf => Tie::HasPart,
            Tie::HasPart => Tie::PartOf,
            Tie::SameCause => Tie::SameCause,
            Tie::Follows => Tie::FollowedBy,
            Tie::FollowedBy => Tie::Follows,
            Tie::MergedInto => Tie::Holds,
            Tie::Holds => Tie::MergedInto,
        }
    }

    /// True where it leads on towards the end result.
    pub const fn is_onward(self) -> bool {
        matches!(self, Tie::Blocks | Tie::PartOf | Tie::MergedInto)
    }
}

/// What happened to a request besides the work itself.
#[derive(Clone, PartialEq, Debug)]
pub enum CareFact {
    /// The client asked for news.
    Chased {
        /// By which way.
        channel: Channel,
        /// In which words, if that is worth keeping.
        text: Note,
    },
    /// The team asked the client something.
    Asked(Note),
    /// The day by which the client answers the question asked with it.
    AnswerBy(NaiveDate),
    /// The client answered.
    Answered(Note),
    /// What the team has understood, in its own words.
    Restated(Note),
    /// The client confirmed that; who, where that is known.
    Understood(Option<Name>),
    /// The team and the client talked.
    Talked {
        /// By which way.
        channel: Channel,
        /// What came of it.
        text: Note,
    },
    /// It may not be done in time: why; empty when that is over.
    AtRisk(Note),
    /// Something stands in its way.
    Blocked {
        /// What has to happen next.
        step: Note,
        /// Who takes that step.
        owner: Option<Name>,
        /// By when.
        date: Option<NaiveDate>,
    },
    /// Nothing stands in its way any more.
    Unblocked(Note),
    /// It was taken to somebody who can decide.
    Escalated {
        /// To whom.
        to: Name,
        /// By when an outcome is needed.
        due: Option<NaiveDate>,
        /// Why.
        why: Note,
    },
    /// What came of the escalation.
    EscalationClosed(Note),
    /// A point of what "done" means, by its number; none takes it off.
    Means(u32, Option<Title>),
    /// A point is met, or not after all.
    Ticked(u32, bool),
    /// The client confirmed that it is done; who, where that is known.
    Confirmed(Option<Name>),
    /// The client rated it.
    Rated {
        /// The result, 1 to 5.
        result: u8,
        /// The manner, 1 to 5.
        manner: u8,
        /// In words.
        comment: Note,
    },
    /// What it was good for.
    Benefit(Note),
    /// The update written with it went this way ([`super::channel`]).
    Sent(Channel),
    /// It went beyond what was agreed, or did not after all.
    Beyond(bool),
    /// It was good for this kind of thing, or not after all ([`super::gain`]).
    Gained(Gain, bool),
    /// Somebody worked on it too, or did not.
    Contributor(Name, bool),
    /// Somebody was thanked for it, in these words.
    Thanked(Note),
    /// The client complained.
    Complained(Note),
    /// The team answered the complaint or a low rating.
    Replied(Note),
    /// This was missing and the client was asked for it, by its number; none takes it off.
    Missing(u32, Option<Title>),
    /// It is here, or not after all.
    Received(u32, bool),
    /// It hangs together with another request, or no longer does.
    Linked(Tie, RequestId, bool),
    /// What its service asks for under this name; empty for nothing.
    Filled(Name, Note),
    /// It was made from this template of a service.
    Template(ServiceId, u32),
    /// It was made because this template was due on that day.
    Repeats(ServiceId, u32, NaiveDate),
}

impl CareFact {
    /// The field it overwrites; none for what only adds to the history.
    pub fn field(&self) -> Option<Field> {
        Some(match self {
            CareFact::AtRisk(_) => Field(60, 0),
            CareFact::Blocked { .. } | CareFact::Unblocked(_) => Field(61, 0),
            CareFact::Escalated { .. } | CareFact::EscalationClosed(_) => Field(62, 0),
            CareFact::Means(number, _) => Field(63, u64::from(*number)),
            CareFact::Ticked(number, _) => Field(64, u64::from(*number)),
            CareFact::Confirmed(_) => Field(65, 0),
            CareFact::Rated { .. } => Field(66, 0),
            CareFact::Benefit(_) => Field(67, 0),
            CareFact::Contributor(name, _) => Field(68, steady_hash(&[name.as_str()])),
            CareFact::Linked(tie, other, _) => Field(69, steady_hash(&[tie.code(), &other.to_string()])),
            CareFact::Template(..) => Field(70, 0),
            CareFact::Repeats(..) => Field(71, 0),
            CareFact::Restated(_) => Field(72, 0),
            CareFact::Understood(_) => Field(73, 0),
            CareFact::Filled(name, _) => Field(74, steady_hash(&[name.as_str()])),
            CareFact::Gained(gain, _) => Field(75, gain.element()),
            CareFact::Beyond(_) => Field(76, 0),
            CareFact::Missing(number, _) => Field(80, u64::from(*number)),
            CareFact::Received(number, _) => Field(81, u64::from(*number)),
            CareFact::Chased { .. }
            | CareFact::Asked(_)
            | CareFact::AnswerBy(_)
            | CareFact::Answered(_)
            | CareFact::Talked { .. }
            | CareFact::Thanked(_)
            | CareFact::Complained(_)
            | CareFact::Sent(_)
            | CareFact::Replied(_) => return None,
        })
    }

    /// True for what a person of the team says to the client (rule 1).
    pub fn is_word_to_client(&self) -> bool {
        matches!(
            self,
            CareFact::Asked(_) | CareFact::Restated(_) | CareFact::Talked { .. } | CareFact::Replied(_)
        )
    }

    /// True for what the client says: it waits for an answer.
    pub fn is_word_of_client(&self) -> bool {
        matches!(self, CareFact::Chased { .. } | CareFact::Answered(_) | CareFact::Complained(_))
    }

    /// True for what both sides said to each other by voice (rule 13): a conversation by whichever way, and what went by
    /// phone or in person.
    pub fn is_spoken(&self) -> bool {
        match self {
            CareFact::Talked { .. } => true,
            CareFact::Sent(channel) | CareFact::Chased { channel, .. } => {
                matches!(channel, Channel::Phone | Channel::Person)
            }
            _ => false,
        }
    }

    /// The names in it, for the search.
    pub fn name(&self) -> Option<&Name> {
        match self {
            CareFact::Blocked { owner, .. } => owner.as_ref(),
            CareFact::Escalated { to, .. } => Some(to),
            CareFact::Contributor(name, true) | CareFact::Gained(Gain::Own(name), true) => Some(name),
            CareFact::Confirmed(by) | CareFact::Understood(by) => by.as_ref(),
            _ => None,
        }
    }

    /// The words in it, for the search.
    pub fn text(&self) -> Option<&str> {
        match self {
            CareFact::Chased { text, .. } | CareFact::Talked { text, .. } => Some(text.as_str()),
            CareFact::Asked(text)
            | CareFact::Restated(text)
            | CareFact::Answered(text)
            | CareFact::AtRisk(text)
            | CareFact::Unblocked(text)
            | CareFact::EscalationClosed(text)
            | CareFact::Benefit(text)
            | CareFact::Thanked(text)
            | CareFact::Complained(text)
            | CareFact::Filled(_, text)
            | CareFact::Replied(text) => Some(text.as_str()),
            CareFact::Blocked { step, .. } => Some(step.as_str()),
            CareFact::Escalated { why, .. } => Some(why.as_str()),
            CareFact::Means(_, Some(point)) | CareFact::Missing(_, Some(point)) => Some(point.as_str()),
            CareFact::Rated { comment, .. } => Some(comment.as_str()),
            _ => None,
        }
    }
}

/// After how many working days without news the client is to hear of a request, where nothing else is agreed.
pub const NEWS_DAYS: u32 = 5;

/// The most of them a team may set.
pub const MOST_NEWS_DAYS: u32 = 60;

/// When the client is to hear of a request next (rule 2); none where nothing is due: it is finished, or nobody
/// has taken it on, or its agreement stops that clock just now, or no opening hours can be read.
pub fn news_due(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Option<Moment> {
    news_due_by(desk, book, request, book.read(desk, request, now).as_ref())
}

/// [`news_due`], where the clocks of the request have been read already.
pub(super) fn news_due_by(
    desk: &Workspace,
    book: &Timebook,
    request: &Request,
    clocks: Option<&Clocks>,
) -> Option<Moment> {
    if !matches!(request.stage, Stage::Accepted | Stage::InProgress | Stage::Waiting) {
        return None;
    }
    if let Some(clocks) = clocks.filter(|clocks| clocks.update.target.is_some()) {
        let open = [&clocks.update, &clocks.reply].into_iter().filter(|clock| clock.stopped.is_none());
        return open.filter_map(|clock| clock.due).min();
    }
    let hours = match clocks {
        Some(clocks) => clocks.compiled,
        None => book.get(desk.team().hours?)?,
    };
    let days = desk.team().news_days.unwrap_or(NEWS_DAYS);
    let interval = Span::minutes(i64::from(days) * i64::from(hours.day_minutes));
    let heard = request.updates.last().map_or(request.raised, |told| (*told).max(request.raised));
    hours.open.after(heard, interval)
}

/// The requests a request leads to, the end result last: from each to the one it blocks, or else the one it
/// is part of; where several go on, the first. It ends where nothing goes on, or where it would come back.
pub fn onward(desk: &Workspace, from: RequestId) -> Vec<(Tie, RequestId)> {
    let mut chain: Vec<(Tie, RequestId)> = Vec::new();
    let mut here = from;
    loop {
        let next = desk.request(here).and_then(|request| {
            let links = request.care.look(|kept| kept.links.iter().copied().collect::<Vec<_>>());
            links.into_iter().find(|(tie, other)| tie.is_onward() && desk.request(*other).is_some())
        });
        match next {
            Some((tie, other)) if other != from && !chain.iter().any(|(_, seen)| *seen == other) => {
                chain.push((tie, other));
                here = other;
            }
            _ => return chain,
        }
    }
}

/// Whom what is said of a request concerns: who asked for it and for whom, then those of every request merged into it,
/// also by way of others; each once (rule 12).
pub fn askers(desk: &Workspace, id: RequestId) -> Vec<(Option<Name>, Option<ClientId>)> {
    let (mut out, mut seen, mut open) = (Vec::new(), BTreeSet::new(), VecDeque::from([id]));
    while let Some(here) = open.pop_front() {
        let Some(request) = desk.request(here).filter(|_| seen.insert(here)) else { continue };
        let asker = (request.requester.clone(), request.client);
        if asker != (None, None) && !out.contains(&asker) {
            out.push(asker);
        }
        request.care.look(|kept| {
            open.extend(kept.links.iter().filter(|(tie, _)| *tie == Tie::Holds).map(|(_, other)| *other));
        });
    }
    out
}

/// True where following `tie` from `from` comes to `to`.
pub fn leads_to(desk: &Workspace, tie: Tie, from: RequestId, to: RequestId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(here) = open.pop() {
        if here == to {
            return true;
        }
        if !seen.insert(here) {
            continue;
        }
        if let Some(kept) = desk.request(here).and_then(|request| request.care.kept()) {
            open.extend(kept.links.iter().filter(|(t, _)| *t == tie).map(|(_, other)| *other));
        }
    }
    false
}
