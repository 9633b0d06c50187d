//! What a person asks for when looking after a request, and what it comes to. The rules are those of [`super::care`].

use super::care::{CareFact, Kept, Tie, is_long_done, leads_to};
use super::clock::End;
use super::decide::{Context, ended, nothing, of_request, raise, request_deed, served_deed, stage_steps};
use super::deciding::{at_most, was_taken_on};
use super::edit::{Choice, Decision, NewRequest, Refusal};
use super::ident::{RequestId, Subject};
use super::request::{Channel, Request, RequestFact, Stage};
use super::text::{Note, Title};
use super::workspace::Workspace;
use chrono::NaiveDate;

/// What a person asks for besides the work itself.
#[derive(Clone, PartialEq, Debug)]
pub enum CareEdit {
    /// Notes something.
    Note(CareFact),
    /// Writes an update the client sees, and by which way it goes.
    Tell(Note, Channel),
    /// Asks the client something they answer by this day.
    Ask(Note, NaiveDate),
    /// Adds a point to what "done" means.
    AddPoint(Title),
    /// Ties it to another request, or unties them.
    Link(Tie, RequestId, bool),
    /// Opens it again, for this reason; what was done long ago is followed by a request of its own instead (rule 8).
    Reopen(Note),
    /// Makes a second one like it.
    Duplicate,
    /// It is the same as another one, which goes on; the client is told so in these words, where there are some.
    Merge(RequestId, Note),
}

/// Why something of it cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CareRefusal {
    /// Blocked without a next step.
    #[error("blocked work needs a next step")]
    NoStep,
    /// An escalation runs already.
    #[error("an escalation runs already")]
    Escalated,
    /// There is no escalation to end, or nothing blocked to set free.
    #[error("nothing to end")]
    NothingToEnd,
    /// A rating outside 1 to 5.
    #[error("a rating is 1 to 5")]
    BadRating,
    /// Only what is delivered is confirmed, rated or opened again.
    #[error("the request is not finished")]
    NotFinished,
    /// Opening again needs a reason.
    #[error("opening again needs a reason")]
    NoReason,
    /// Tied to itself.
    #[error("a request cannot be tied to itself")]
    Itself,
    /// What it would be merged into is finished itself.
    #[error("{0} is finished")]
    MergedIntoFinished(String),
    /// The chain would come back to where it began.
    #[error("{0} leads back to here")]
    Circle(String),
    /// More points than a list holds.
    #[error("too many points")]
    TooManyPoints,
}

/// The most points of one list: a list of more is no longer read.
pub const MOST_POINTS: usize = 50;

/// What such an edit comes to.
pub(super) fn decide(
    desk: &Workspace,
    id: RequestId,
    edit: CareEdit,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    let done = |key, steps| Ok(Decision { steps, deed: request_deed(desk, key, request), made: None });
    let of = |fact| of_request(id, RequestFact::Care(fact));
    match edit {
        CareEdit::Note(CareFact::Filled(name, answer)) => {
            let there = request.care.look(|kept| kept.filled.get(&name).cloned()).unwrap_or_default();
            if there == answer {
                return Ok(nothing());
            }
            let service = request.service.and_then(|id| desk.service(id));
            if let Some(field) = service.and_then(|s| s.fields.values().find(|field| field.name == name)) {
                field.check(&answer).map_err(|fault| Refusal::Asked(name.to_string(), fault))?;
            }
            done("care.filled", vec![of(CareFact::Filled(name, answer))])
        }
        CareEdit::Note(fact) => match allowed(request, &fact)? {
            Some(key) => {
                // Delivered and confirmed is what closed means.
                let closes = matches!(fact, CareFact::Confirmed(_)) && request.stage == Stage::Done;
                let mut steps = vec![of(fact)];
                if closes {
                    steps.extend(stage_steps(desk, id, request, Stage::Closed, Some(0), context));
                }
                done(key, steps)
            }
            None => Ok(nothing()),
        },
        CareEdit::Tell(text, channel) => {
            if text.is_empty() {
                return Err(Refusal::EmptyText);
            }
            let told = RequestFact::Updated { text, visible: true, automatic: false };
            done("updated", vec![of_request(id, told), of(CareFact::Sent(channel))])
        }
        CareEdit::Ask(text, day) => {
            if text.is_empty() {
                return Err(Refusal::EmptyText);
            }
            done("care.asked", vec![of(CareFact::Asked(text)), of(CareFact::AnswerBy(day))])
        }
        CareEdit::AddPoint(point) => {
            let (number, many) = request.care.kept().map_or((1, 0), |k| (k.next_point(), k.means.len()));
            if many >= MOST_POINTS {
                return Err(Refusal::Care(CareRefusal::TooManyPoints));
            }
            done("care.means", vec![of(CareFact::Means(number, Some(point)))])
        }
        CareEdit::Link(tie, other, on) => {
            let there = request.care.kept().is_some_and(|kept| kept.links.contains(&(tie, other)));
            if there == on {
                return Ok(nothing());
            }
            if on {
                may_tie(desk, id, tie, other)?;
            }
            let back = RequestFact::Care(CareFact::Linked(tie.turned(), id, on));
            let key = if on { "care.linked" } else { "care.unlinked" };
            done(key, vec![of(CareFact::Linked(tie, other, on)), of_request(other, back)])
        }
        CareEdit::Reopen(why) => {
            if !request.stage.is_finished() {
                return Err(Refusal::Care(CareRefusal::NotFinished));
            }
            if why.is_empty() {
                return Err(Refusal::Care(CareRefusal::NoReason));
            }
            if is_long_done(desk, request, context.book, context.now) {
                return follow_up(desk, id, request, why, context);
            }
            // What was never taken on is to be decided first.
            let to = if was_taken_on(request) { Stage::InProgress } else { Stage::Deciding };
            let mut steps = vec![of_request(id, RequestFact::Reopened(why))];
            steps.extend(stage_steps(desk, id, request, to, None, context));
            Ok(Decision { steps, deed: served_deed(desk, "care.reopened", request), made: None })
        }
        CareEdit::Merge(into, text) => merge(desk, id, request, into, text, context),
        CareEdit::Duplicate => {
            let means =
                request.care.look(|kept| kept.means.values().map(|(point, _)| point.clone()).collect());
            let new = NewRequest { text: request.text.clone(), means, ..like(desk, request)? };
            raise(desk, new, context)
        }
    }
}

/// Closes a duplicate: the other one goes on (rule 12).
fn merge(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    into: RequestId,
    text: Note,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if request.stage.is_finished() {
        return Err(Refusal::Finished);
    }
    may_tie(desk, id, Tie::MergedInto, into)?;
    let other = desk.request(into).ok_or(Refusal::Gone)?;
    if other.stage.is_finished() {
        return Err(Refusal::Care(CareRefusal::MergedIntoFinished(other.reference.to_string())));
    }
    let tied = |tie, other| RequestFact::Care(CareFact::Linked(tie, other, true));
    let told = RequestFact::Updated { text: text.clone(), visible: true, automatic: false };
    let mut steps: Vec<_> = (!text.is_empty()).then(|| of_request(id, told)).into_iter().collect();
    steps.push(of_request(id, RequestFact::Merged(Some(into))));
    steps.push(of_request(id, tied(Tie::MergedInto, into)));
    steps.push(of_request(into, tied(Tie::Holds, id)));
    let ended = ended(request, End::Merged, context.now);
    steps.extend(stage_steps(desk, id, &ended, Stage::Closed, Some(0), context));
    Ok(Decision { steps, deed: request_deed(desk, "care.merged", request), made: None })
}

/// A new request that asks for the same from the same, without its text.
fn like(desk: &Workspace, request: &Request) -> Result<NewRequest, Refusal> {
    let mut new = NewRequest::titled(request.title.clone().ok_or(Refusal::Gone)?);
    new.client = request.client.map_or(Choice::None, Choice::Known);
    new.requester = request.requester.clone();
    new.service = request.service.map_or(Choice::None, Choice::Known);
    new.direction = request.direction;
    new.priority = at_most(desk, request.priority, request.effect);
    new.effect = request.effect;
    new.purpose = request.purpose.clone();
    new.labels = request.labels.iter().cloned().collect();
    new.filled = request.care.look(|kept| kept.filled.clone().into_iter().collect());
    Ok(new)
}

/// A request of its own for what was left, tied to the one that was done (rule 8).
fn follow_up(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    why: Note,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut decision = raise(desk, NewRequest { text: why, ..like(desk, request)? }, context)?;
    if let Some(Subject::Request(next)) = decision.made {
        let tied = |tie, other| RequestFact::Care(CareFact::Linked(tie, other, true));
        decision.steps.push(of_request(next, tied(Tie::Follows, id)));
        decision.steps.push(of_request(id, tied(Tie::FollowedBy, next)));
    }
    Ok(decision)
}

/// The key of what is done, or why it may not be; none where nothing would change.
fn allowed(request: &Request, fact: &CareFact) -> Result<Option<&'static str>, Refusal> {
    let none = Kept::default();
    let kept = request.care.kept().unwrap_or(&none);
    let open = || if request.stage.is_finished() { Err(Refusal::Finished) } else { Ok(()) };
    let said = |text: &Note| if text.is_empty() { Err(Refusal::EmptyText) } else { Ok(()) };
    let delivered = || match request.stage.is_resolved() {
        true => Ok(()),
        false => Err(Refusal::Care(CareRefusal::NotFinished)),
    };
    let points = |n: &u8| (1..=5).contains(n);
    Ok(Some(match fact {
        CareFact::Chased { .. } => "care.chased",
        CareFact::Asked(text) => said(text).map(|()| "care.asked")?,
        CareFact::Answered(text) => said(text).map(|()| "care.answered")?,
        CareFact::Restated(text) => {
            open()?;
            said(text).map(|()| "care.restated")?
        }
        CareFact::Understood(_) if kept.unconfirmed().is_none() => {
            return Err(Refusal::Care(CareRefusal::NothingToEnd));
        }
        CareFact::Understood(_) => "care.understood",
        CareFact::Talked { text, .. } => said(text).map(|()| "care.talked")?,
        CareFact::AtRisk(why) => {
            open()?;
            match (&kept.risk, why.is_empty()) {
                (None, true) => return Ok(None),
                (_, true) => "care.safe",
                (_, false) => "care.risk",
            }
        }
        CareFact::Blocked { step, .. } => {
            open()?;
            if step.is_empty() {
                return Err(Refusal::Care(CareRefusal::NoStep));
            }
            "care.blocked"
        }
        CareFact::Unblocked(_) if kept.blocked.is_none() => {
            return Err(Refusal::Care(CareRefusal::NothingToEnd));
        }
        CareFact::Unblocked(_) => "care.unblocked",
        CareFact::Escalated { why, .. } => {
            open()?;
            said(why)?;
            if kept.escalation().is_some() {
                return Err(Refusal::Care(CareRefusal::Escalated));
            }
            "care.escalated"
        }
        CareFact::EscalationClosed(outcome) => {
            said(outcome)?;
            if kept.escalation().is_none() {
                return Err(Refusal::Care(CareRefusal::NothingToEnd));
            }
            "care.settled"
        }
        CareFact::Means(number, point) => {
            if kept.means.get(number).map(|(p, _)| p) == point.as_ref() {
                return Ok(None);
            }
            "care.means"
        }
        CareFact::Ticked(number, on) => match kept.means.get(number) {
            None => return Err(Refusal::Gone),
            Some((_, met)) if met.is_some() == *on => return Ok(None),
            Some(_) => "care.ticked",
        },
        CareFact::Received(number, on) => match kept.missing.get(number) {
            None => return Err(Refusal::Gone),
            Some((_, came)) if came.is_some() == *on => return Ok(None),
            Some(_) => "care.received",
        },
        CareFact::Confirmed(_) => delivered().map(|()| "care.confirmed")?,
        CareFact::Rated { result, manner, .. } => {
            delivered()?;
            if !(points(result) && points(manner)) {
                return Err(Refusal::Care(CareRefusal::BadRating));
            }
            "care.rated"
        }
        CareFact::Benefit(text) => {
            if kept.benefit.as_ref().map_or("", Note::as_str) == text.as_str() {
                return Ok(None);
            }
            "care.benefit"
        }
        CareFact::Beyond(on) => {
            if kept.beyond == *on {
                return Ok(None);
            }
            "care.beyond"
        }
        CareFact::Gained(gain, on) => {
            if kept.gains.contains(gain) == *on {
                return Ok(None);
            }
            "care.gained"
        }
        CareFact::Contributor(name, on) => {
            if kept.contributors.contains(name) == *on {
                return Ok(None);
            }
            "care.contributor"
        }
        CareFact::Thanked(_) => "care.thanked",
        CareFact::Complained(text) => said(text).map(|()| "care.complained")?,
        CareFact::Replied(text) => said(text).map(|()| "care.replied")?,
        // What is missing is asked for while deciding, links go in pairs, a way goes with its update, a day with its question, and where a request comes from is said when it is made.
        CareFact::Sent(_)
        | CareFact::Missing(..)
        | CareFact::AnswerBy(_)
        | CareFact::Linked(..)
        | CareFact::Template(..)
        | CareFact::Repeats(..)
        | CareFact::Filled(..) => {
            return Ok(None);
        }
    }))
}

fn may_tie(desk: &Workspace, id: RequestId, tie: Tie, other: RequestId) -> Result<(), Refusal> {
    let found = desk.request(other).ok_or(Refusal::Gone)?;
    if other == id {
        return Err(Refusal::Care(CareRefusal::Itself));
    }
    if tie != Tie::SameCause && leads_to(desk, tie, other, id) {
        return Err(Refusal::Care(CareRefusal::Circle(found.reference.to_string())));
    }
    Ok(())
}
