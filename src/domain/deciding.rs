//! The rules of deciding a request, from what a person asks for to the facts it comes to. What is decided on,
//! and in which order, is in [`super::triage`].
//!
//! Rules:
//! 1. An answer on impact or urgency brings the priority of the team's matrix with it. A mere preference is
//!    never urgent where the team tests by degrees: it is not raised as urgent, and what turns out to be one is high from
//!    then on. An answer on anything else leaves the priority as it is, also where it was urgent before the team tested so.
//!    Whoever adds a request may answer both at once, with what depends on it: deciding begins with those answers.
//! 2. Declining and deferring need a reason and an alternative; deferring needs a date or a condition as well. What is put
//!    off is not done by the date that was promised: the promise is taken back in the same step, with the same reason.
//!    Both may say what would make it a yes, and whom to ask instead; the next no says that anew.
//! 3. Putting a request elsewhere in the order needs a reason, every time. Of what is accepted that holds where somebody
//!    loses a turn by it ([`super::bump`]): a card put before earlier ones by hand, and a higher priority. An answer about
//!    consequences is a reason of its own.
//! 4. Asking back writes the question down as an update the client sees and hands the request to the client. What is
//!    missing may be listed point by point: what came of an earlier list goes off, what has not is still asked for.
//! 5. A change of what is wanted asks whether the promised date stays; where it does not, the new date is
//!    promised in the same step. A delay is told with its cause, and the new date is promised with it: a later date is
//!    promised in no other way.
//! 6. A gate keeps a request from going on until what the team wants to be there is there; so does a field of its service
//!    that has to be filled by then ([`super::asked`]). It is passed by being taken on
//!    for the first time, from wherever: waiting for the client in between decides nothing.

use super::asked::{AskedFault, owed};
use super::care::CareFact;
use super::caring::{CareRefusal, MOST_POINTS};
use super::columns::Column;
use super::decide::{
    Context, change, move_request, nothing, of_request, promise, request_deed, served_deed, stage_steps,
};
use super::edit::{Decision, Refusal, Step};
use super::ident::RequestId;
use super::moment::Moment;
use super::openness::entry;
use super::request::{DeclineReason, Direction, Effect, Priority, Request, RequestFact, Stage};
use super::text::{Name, Note, Title};
use super::timebook::Timebook;
use super::triage::{
    Answers, Deferral, Gate, Impact, Lens, OutsideFirst, Seat, TriageFact, Urgency, WayOn, WhoDeclines,
    manner, score, seat, to_decide,
};
use super::workspace::Workspace;

/// What a person asks for while deciding, or for a promise that changes.
#[derive(Clone, PartialEq, Debug)]
pub enum TriageEdit {
    /// Answers questions: goal, impact, urgency, effort, points, outside customer, pressure from above; also effect and
    /// purpose.
    Answer(Vec<RequestFact>),
    /// Takes it on; the note says why, where it is not essential and the team tests strictly.
    Accept(Note),
    /// Declines it.
    Decline(Box<Declining>),
    /// Puts it off, and says what leads on.
    Defer(Box<Deferral>, WayOn),
    /// Ends its being put off.
    TakeUp,
    /// Asks the client for what is missing, in these words and point by point.
    AskBack(Note, Vec<Title>),
    /// Puts it at this place, from 0, of what is to be decided, and says why.
    Place(usize, Note),
    /// Puts it back where its score puts it.
    Unplace,
    /// Lets it go before others that are accepted, for this reason.
    GoFirst(Passing, Note),
    /// The client wants something else than before.
    Scope {
        /// What is different.
        what: Note,
        /// The date that holds now; none where the promised one stays, or nothing is promised.
        date: Option<Moment>,
    },
    /// The client was told that another request goes first, in these words; empty where it was said.
    TellBumped(Note),
    /// The promised date will not hold.
    Delay {
        /// The new one.
        date: Moment,
        /// Why.
        cause: Note,
        /// What the client is told.
        text: Note,
    },
}

/// How an accepted request comes to go before others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passing {
    /// It is put into this column, before the request now at this place of its stage (none: at the end).
    Place(Column, Option<usize>),
    /// It gets this priority.
    Priority(Priority),
}

/// Why the team's own rules or a form keep something from being done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TriageRefusal {
    /// Nobody declines: it goes up.
    #[error("nobody declines here")]
    NobodyDeclines,
    /// Not anyone declines: it has to be said who decided.
    #[error("who decided is missing")]
    WhoDecided,
    /// Putting off needs a date or a condition.
    #[error("neither a date nor a condition")]
    UntilWhen,
    /// Somebody else declines, by the team's own rules.
    #[error("{0} declines here")]
    NotTheirs(String),
    /// Only what is essential is accepted without a reason.
    #[error("not known to be essential")]
    NotEssential,
    /// A mere preference is never urgent.
    #[error("a preference is not urgent")]
    PreferenceUrgent,
    /// So many criteria are not answered yet.
    #[error("{0} criteria are not answered")]
    NotScored(usize),
    /// Work begins with a promised date.
    #[error("no date is promised yet")]
    NoPromiseYet,
    /// Work begins once it is agreed what "done" means.
    #[error("what done means is not agreed yet")]
    NoMeansYet,
    /// Another place needs a reason.
    #[error("another place needs a reason")]
    OverrideReason,
    /// It would go before so many others that are accepted and were raised earlier.
    #[error("{0} earlier ones would lose their turn")]
    PassesOthers(usize),
    /// A later date is told to the client.
    #[error("a later date is told as a delay")]
    TellDelay,
    /// Each request says what it is for.
    #[error("what it is for is missing")]
    PurposeOwed,
    /// A delay of what was never promised.
    #[error("nothing is promised")]
    NothingPromised,
    /// The new date is not later.
    #[error("the new date is not later")]
    NoDelay,
}

/// A no.
#[derive(Clone, PartialEq, Debug)]
pub struct Declining {
    /// The kind of reason.
    pub category: DeclineReason,
    /// The reason in words.
    pub reason: Note,
    /// What the client can do instead.
    pub alternative: Note,
    /// The goal it works against.
    pub against: Option<Name>,
    /// Who decided, where that is not anyone's to do.
    pub by: Option<Name>,
    /// What leads on to a yes.
    pub way_on: WayOn,
}

type Decided = Result<Decision, Refusal>;

/// What an edit comes to.
pub(super) fn decide(desk: &Workspace, id: RequestId, edit: TriageEdit, context: &Context<'_>) -> Decided {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    let done = |key, steps| Ok(Decision { steps, deed: request_deed(desk, key, request), made: None });
    let triage = |fact| of_request(id, RequestFact::Triage(fact));
    match edit {
        TriageEdit::Answer(facts) => {
            let facts = answered(desk, request, facts);
            let mut bumps = super::bump::by_judging(desk, id, request, &facts, context.now);
            bumps.extend(super::bump::by_priority(desk, context.book, id, request, &facts, context.now));
            let answers = facts.into_iter().map(|fact| of_request(id, fact));
            done("triage.answered", answers.chain(bumps).collect())
        }
        TriageEdit::Accept(why) => {
            let mut steps = Vec::new();
            let mut known = request.triage.look(|a| !a.exception.is_empty());
            if !why.is_empty() && needs_exception(desk, request) {
                steps.push(triage(TriageFact::Excepted(why)));
                known = true;
            }
            if matches!(request.stage, Stage::Accepted) {
                return Ok(nothing());
            }
            check_gates(desk, request, Stage::Accepted, known)?;
            steps.extend(stage_steps(desk, id, request, Stage::Accepted, None, context));
            Ok(Decision { steps, deed: served_deed(desk, "triage.accepted", request), made: None })
        }
        TriageEdit::Decline(no) => decline(desk, id, *no, context),
        TriageEdit::Defer(deferral, way_on) => {
            if request.stage.is_finished() {
                return Err(Refusal::Finished);
            }
            check_deferral(&deferral, context.now)?;
            let way_on = led_on(request, way_on);
            if request.triage.deferral() == Some(&*deferral) && way_on.is_empty() {
                return Ok(nothing());
            }
            let mut steps = Vec::new();
            if request.stage != Stage::Deciding {
                steps.extend(stage_steps(desk, id, request, Stage::Deciding, None, context));
            }
            if request.promise().is_some() {
                let reason = deferral.reason.clone();
                steps.push(of_request(id, RequestFact::Promised { date: None, reason }));
            }
            steps.extend(way_on.into_iter().map(triage));
            steps.push(triage(TriageFact::Deferred(deferral)));
            done("triage.deferred", steps)
        }
        TriageEdit::TakeUp => match request.triage.deferral() {
            Some(_) => done("triage.taken-up", vec![triage(TriageFact::TakenUp)]),
            None => Ok(nothing()),
        },
        TriageEdit::AskBack(question, points) => {
            if request.stage.is_finished() {
                return Err(Refusal::Finished);
            }
            if question.is_empty() {
                return Err(Refusal::EmptyText);
            }
            let told = RequestFact::Updated { text: question.clone(), visible: true, automatic: false };
            let mut steps = vec![of_request(id, told), triage(TriageFact::Returned(question))];
            steps.extend(missing(request, points)?.map(|fact| of_request(id, RequestFact::Care(fact))));
            steps.extend(stage_steps(desk, id, request, Stage::Waiting, None, context));
            done("triage.asked", steps)
        }
        TriageEdit::Place(to, why) => place(desk, id, request, to, why, context.now),
        TriageEdit::Unplace => match request.triage.look(|a| a.by_hand.is_some()) {
            true => done("triage.unplaced", vec![triage(TriageFact::Overridden(None))]),
            false => Ok(nothing()),
        },
        TriageEdit::GoFirst(how, why) => {
            if why.is_empty() {
                return Err(TriageRefusal::OverrideReason.into());
            }
            match how {
                Passing::Place(column, index) => move_request(desk, id, column, index, Some(why), context),
                Passing::Priority(priority) => {
                    change(desk, id, vec![RequestFact::Prioritised(priority)], Some(why), context)
                }
            }
        }
        TriageEdit::Scope { what, date } => {
            if what.is_empty() {
                return Err(Refusal::EmptyText);
            }
            let old = request.promise().map(|p| p.date);
            let moved = date.filter(|date| Some(*date) != old);
            let stays = old.map(|_| moved.is_none());
            let mut decision = match moved {
                Some(_) => promise(desk, id, moved, what.clone(), context)?,
                None => nothing(),
            };
            decision.steps.insert(0, triage(TriageFact::ScopeChanged { what, stays }));
            done("triage.scope", decision.steps)
        }
        TriageEdit::TellBumped(text) => {
            if super::bump::untold(request).is_empty() {
                return Ok(nothing());
            }
            let told = RequestFact::Updated { text: text.clone(), visible: true, automatic: false };
            let mut steps: Vec<Step> = (!text.is_empty()).then(|| of_request(id, told)).into_iter().collect();
            steps.push(triage(TriageFact::BumpTold));
            done("triage.bump-told", steps)
        }
        TriageEdit::Delay { date, cause, text } => {
            let promised = request.promise().map(|p| p.date);
            let old = promised.or_else(|| deadline(desk, context.book, request, context.now));
            let old = old.ok_or(TriageRefusal::NothingPromised)?;
            if cause.is_empty() {
                return Err(Refusal::PromiseReason);
            }
            if date <= old {
                return Err(TriageRefusal::NoDelay.into());
            }
            // Only a promise can be delayed: what is told of a deadline is the first promise.
            let noticed =
                promised.map(|old| TriageFact::DelayNoticed { old, new: date, cause: cause.clone() });
            let mut steps: Vec<Step> = noticed.map(triage).into_iter().collect();
            if !text.is_empty() {
                steps.push(of_request(id, RequestFact::Updated { text, visible: true, automatic: false }));
            }
            steps.extend(promise(desk, id, Some(date), cause, context)?.steps);
            let theirs = request.direction == Direction::WeAsk;
            done(if theirs { "triage.delayed-theirs" } else { "triage.delayed" }, steps)
        }
    }
}

/// By when an open request is to be done, as its agreement says.
pub fn deadline(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Option<Moment> {
    let clocks = book.read(desk, request, now)?;
    clocks.resolution.due.filter(|_| clocks.resolution.stopped.is_none())
}

/// Declines a request (rule 2, and who may).
pub(super) fn decline(desk: &Workspace, id: RequestId, no: Declining, context: &Context<'_>) -> Decided {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    let who = manner(desk).no;
    if who == WhoDeclines::Nobody {
        return Err(TriageRefusal::NobodyDeclines.into());
    }
    if no.reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    if no.alternative.is_empty() {
        return Err(Refusal::NoAlternative);
    }
    if who != WhoDeclines::Anyone {
        let by = no.by.as_ref().ok_or(TriageRefusal::WhoDecided)?;
        if let Some(decider) = decider(desk).filter(|decider| *decider != by) {
            return Err(TriageRefusal::NotTheirs(decider.to_string()).into());
        }
    }
    let Declining { category, reason, alternative, against, by, way_on } = no;
    let by = by.filter(|_| who != WhoDeclines::Anyone).map(TriageFact::DecidedBy);
    let against = against.filter(|_| category == DeclineReason::Goal).map(TriageFact::Against);
    let notes = by
        .into_iter()
        .chain(against)
        .chain(led_on(request, way_on))
        .map(|fact| of_request(id, RequestFact::Triage(fact)));
    let mut steps: Vec<Step> = notes.collect();
    steps.push(of_request(id, RequestFact::Declined { category, reason, alternative }));
    steps.extend(stage_steps(desk, id, request, Stage::Declined, Some(0), context));
    Ok(Decision { steps, deed: request_deed(desk, "declined", request), made: None })
}

/// What is asked for point by point, after what is still missing (rule 4).
fn missing(request: &Request, points: Vec<Title>) -> Result<impl Iterator<Item = CareFact>, Refusal> {
    let old = request.care.look(|kept| kept.missing.clone());
    let (came, open): (Vec<_>, Vec<_>) = old.iter().partition(|(_, (_, came))| came.is_some());
    if open.len() + points.len() > MOST_POINTS {
        return Err(Refusal::Care(CareRefusal::TooManyPoints));
    }
    let off: Vec<u32> = came.into_iter().map(|(number, _)| *number).collect();
    let next = old.keys().last().map_or(1, |last| last.saturating_add(1));
    let off = off.into_iter().map(|number| CareFact::Missing(number, None));
    Ok(off.chain((next..).zip(points).map(|(number, point)| CareFact::Missing(number, Some(point)))))
}

/// What of a way on is not what was said before.
fn led_on(request: &Request, to: WayOn) -> Vec<TriageFact> {
    let old = request.triage.look(|a| a.way_on.clone());
    let yes_if = (old.yes_if != to.yes_if).then_some(TriageFact::YesIf(to.yes_if));
    let ask = (old.ask != to.ask).then_some(TriageFact::AskInstead(to.ask));
    yes_if.into_iter().chain(ask).collect()
}

/// Who declines, as the team has written down; where that is whoever takes requests in, whoever does so.
pub fn decider(desk: &Workspace) -> Option<&Name> {
    let written = desk.team().triage.decider.as_ref();
    written.or_else(|| entry(desk).filter(|_| manner(desk).no == WhoDeclines::Intake))
}

fn check_deferral(deferral: &Deferral, now: Moment) -> Result<(), Refusal> {
    if deferral.reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    if deferral.alternative.is_empty() {
        return Err(Refusal::NoAlternative);
    }
    match deferral.until {
        None if deferral.condition.is_empty() => Err(TriageRefusal::UntilWhen.into()),
        Some(until) if until <= now => Err(Refusal::PromisePast),
        _ => Ok(()),
    }
}

/// What of these answers is new, and the priority that follows (rule 1).
fn answered(desk: &Workspace, request: &Request, facts: Vec<RequestFact>) -> Vec<RequestFact> {
    let empty = Answers::default();
    let old = request.triage.answers().unwrap_or(&empty);
    let mut out: Vec<RequestFact> = facts.into_iter().filter(|fact| is_news(request, old, fact)).collect();
    let (mut impact, mut urgency, mut effect) = (old.impact, old.urgency, request.effect);
    let mut priority = request.priority;
    let (mut judged, mut weighed) = (false, false);
    for fact in &out {
        match fact {
            RequestFact::Triage(TriageFact::Impact(new)) => (impact, judged) = (*new, true),
            RequestFact::Triage(TriageFact::Urgency(new)) => (urgency, judged) = (*new, true),
            RequestFact::Lens(new) => (effect, weighed) = (*new, true),
            _ => {}
        }
    }
    if let (true, Some(impact), Some(urgency)) = (judged, impact, urgency) {
        priority = desk.team().triage.priority(impact, urgency);
    }
    if judged || weighed {
        priority = at_most(desk, priority, effect);
    }
    if priority != request.priority {
        out.push(RequestFact::Prioritised(priority));
    }
    out
}

fn is_news(request: &Request, old: &Answers, fact: &RequestFact) -> bool {
    match fact {
        RequestFact::Lens(effect) => request.effect != *effect,
        RequestFact::Purpose(text) => request.purpose != *text,
        RequestFact::Triage(fact) => match fact {
            TriageFact::Goal(fit) => old.goal != *fit,
            TriageFact::Impact(impact) => old.impact != *impact,
            TriageFact::Urgency(urgency) => old.urgency != *urgency,
            TriageFact::Effort(minutes) => old.effort != *minutes,
            TriageFact::Outside(outside) => old.outside != *outside,
            TriageFact::Pressed(by) => old.pressed != *by,
            TriageFact::UrgentToo(why) => old.urgent_too != *why,
            TriageFact::Depends(what) => old.depends != *what,
            TriageFact::Scored(criterion, points) => {
                old.scores.iter().find(|(one, _)| one == criterion).map(|(_, points)| *points) != *points
            }
            _ => false,
        },
        _ => false,
    }
}

/// False for a mere preference where the team tests by degrees or strictly.
pub fn may_be_urgent(desk: &Workspace, effect: Option<Effect>) -> bool {
    effect != Some(Effect::Preference) || manner(desk).lens == Lens::Off
}

/// The priority of the team's table, as far as it may be that (rule 1).
pub fn by_table(desk: &Workspace, impact: Impact, urgency: Urgency, effect: Option<Effect>) -> Priority {
    at_most(desk, desk.team().triage.priority(impact, urgency), effect)
}

/// The priority itself, or high for a mere preference that may not be urgent (rule 1).
pub(super) fn at_most(desk: &Workspace, priority: Priority, effect: Option<Effect>) -> Priority {
    match priority {
        Priority::Urgent if !may_be_urgent(desk, effect) => Priority::High,
        other => other,
    }
}

/// What follows for the priority where these changes make a mere preference of something urgent (rule 1).
pub(super) fn lowered(desk: &Workspace, request: &Request, facts: &[RequestFact]) -> Option<RequestFact> {
    let effect = facts.iter().rev().find_map(|fact| match fact {
        RequestFact::Lens(effect) if *effect != request.effect => Some(*effect),
        _ => None,
    })?;
    let chosen = facts.iter().any(|fact| matches!(fact, RequestFact::Prioritised(_)));
    let priority = at_most(desk, request.priority, effect);
    (!chosen && priority != request.priority).then_some(RequestFact::Prioritised(priority))
}

/// Whether these changes leave a mere preference urgent where that may not be (rule 1).
pub(super) fn check_priority(
    desk: &Workspace,
    request: &Request,
    facts: &[RequestFact],
) -> Result<(), Refusal> {
    let raised = facts.iter().any(|fact| matches!(fact, RequestFact::Prioritised(Priority::Urgent)));
    let effect = facts.iter().rev().find_map(|fact| match fact {
        RequestFact::Lens(effect) => Some(*effect),
        _ => None,
    });
    let judged = effect.unwrap_or(request.effect);
    let news = request.priority != Priority::Urgent || judged != request.effect;
    if raised && news && !may_be_urgent(desk, judged) {
        return Err(TriageRefusal::PreferenceUrgent.into());
    }
    Ok(())
}

/// True where it is only accepted with a reason: the team tests strictly, and it is not known to be essential.
pub fn needs_exception(desk: &Workspace, request: &Request) -> bool {
    manner(desk).lens == Lens::Strict && request.is_served() && request.effect != Some(Effect::Essential)
}

/// Whether a request may go to this stage by the team's own rules.
pub(super) fn gate(desk: &Workspace, request: &Request, to: Stage) -> Result<(), Refusal> {
    check_gates(desk, request, to, request.triage.look(|a| !a.exception.is_empty()))
}

/// True once it was accepted, begun or done, wherever it stands now.
pub(super) fn was_taken_on(request: &Request) -> bool {
    request.triage.begun.is_some() || !request.resolved.is_empty()
}

fn check_gates(desk: &Workspace, request: &Request, to: Stage, excepted: bool) -> Result<(), Refusal> {
    let taken_on = !was_taken_on(request)
        && matches!(to, Stage::Accepted | Stage::InProgress | Stage::Done | Stage::Closed);
    if !request.is_served() {
        return Ok(());
    }
    if taken_on && !excepted && needs_exception(desk, request) {
        return Err(TriageRefusal::NotEssential.into());
    }
    if let (true, Some(field)) = (taken_on, owed(desk, request)) {
        return Err(Refusal::Asked(field.name.to_string(), AskedFault::Missing));
    }
    let rules = &desk.team().triage;
    if taken_on && rules.has_gate(Gate::Scored) {
        let missing = score(desk, request).missing();
        if missing > 0 {
            return Err(TriageRefusal::NotScored(missing).into());
        }
    }
    if to == Stage::InProgress
        && request.stage != to
        && rules.has_gate(Gate::Promise)
        && request.promise().is_none()
    {
        return Err(TriageRefusal::NoPromiseYet.into());
    }
    let agreed = || request.care.kept().is_some_and(|kept| !kept.means.is_empty());
    if to == Stage::InProgress && request.stage != to && rules.has_gate(Gate::Means) && !agreed() {
        return Err(TriageRefusal::NoMeansYet.into());
    }
    Ok(())
}

/// Puts a request elsewhere in the order (rule 3; rule 4 of the order).
fn place(desk: &Workspace, id: RequestId, request: &Request, to: usize, why: Note, now: Moment) -> Decided {
    let list = to_decide(desk, now);
    let from = list.iter().position(|(other, _)| *other == id).ok_or(Refusal::Gone)?;
    let to = to.min(list.len() - 1);
    if to == from {
        return Ok(nothing());
    }
    if why.is_empty() {
        return Err(TriageRefusal::OverrideReason.into());
    }
    let manner = manner(desk);
    let others = || list.iter().filter(|(other, _)| *other != id);
    let seat_of = |at: usize| -> Option<Seat> {
        let (other, score) = others().nth(at)?;
        Some(seat(manner, desk.request(*other)?, score))
    };
    let seat = Seat::between(to.checked_sub(1).and_then(seat_of), seat_of(to));
    let triage = |id, fact| of_request(id, RequestFact::Triage(fact));
    let mut steps = vec![triage(id, TriageFact::Overridden(Some((seat, why.clone()))))];
    let passed = list.get(to..from).unwrap_or_default();
    let own = list.get(from).is_some_and(|(_, score)| score.outside);
    if manner.outside != OutsideFirst::NotAsked && !own && passed.iter().any(|(_, score)| score.outside) {
        steps.push(triage(id, TriageFact::CrossedOver(why)));
    }
    steps.extend(super::bump::steps(desk, id, request.raised, passed.iter().map(|(other, _)| *other)));
    Ok(Decision { steps, deed: request_deed(desk, "triage.placed", request), made: None })
}
