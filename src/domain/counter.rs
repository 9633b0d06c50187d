//! What the client would have instead of what is proposed, and what the team says to it.
//!
//! Rules:
//! 1. Only a proposed version is answered so: other targets, other opening hours, more duties of either side, at least one
//!    of them, with a reason and the name of who wishes it. What it does not name stays as it is offered.
//! 2. A wish that could not be agreed as it stands is refused when it is written down, for the same reasons as terms are.
//! 3. It changes nothing by itself. The team takes it over, which writes it into a draft of a version of its own (or into the
//!    draft that came after what was answered), with the wish's reason; or it says why not. It is answered once.
//! 4. Both stay with the agreement: what was wished, and what came of it.
//! 5. A wished amount pauses and warns as the target it takes the place of; where there is none, as is usual.

use super::agreement::{Agreement, AgreementFact, Duty, Side, Status, Term, Version};
use super::clock::{Basis, ClockKind, Target};
use super::decide::{Context, check_terms, deed, live, one, term_facts};
use super::edit::{Decision, Refusal, Step};
use super::fact::Fact;
use super::ident::{AgreementId, CalendarId, Subject};
use super::moment::{Moment, Span};
use super::request::Priority;
use super::text::{Name, Note};
use super::threshold::Threshold;
use super::workspace::Workspace;
use std::collections::BTreeMap;

/// What the client would have instead (rule 1).
#[derive(Clone, PartialEq, Debug)]
pub struct Counter {
    /// The version it answers.
    pub version: u32,
    /// Who wishes it.
    pub by: Name,
    /// Why.
    pub reason: Note,
    /// Other targets: how much, counted in what.
    pub targets: BTreeMap<(ClockKind, Priority), (Span, Basis)>,
    /// Other opening hours; none for those that are offered.
    pub calendar: Option<CalendarId>,
    /// Duties besides: whose, and what they do.
    pub duties: Vec<(Side, Note)>,
}

/// What the team says to it (rule 3).
#[derive(Clone, PartialEq, Debug)]
pub enum CounterAnswer {
    /// It is taken over into this version.
    Taken(u32),
    /// It is not, for this reason.
    Refused(Note),
}

/// A wish as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Countered {
    /// When it was written down.
    pub at: Moment,
    /// What is wished.
    pub wish: Counter,
    /// What came of it; none as long as it is not answered.
    pub answer: Option<CounterAnswer>,
}

impl Counter {
    /// True where nothing else is wished.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty() && self.calendar.is_none() && self.duties.is_empty()
    }

    /// The terms with the wish in them (rules 1 and 5).
    pub fn within(&self, terms: &Version) -> Version {
        let mut out = terms.clone();
        for ((clock, priority), (amount, basis)) in &self.targets {
            let now = out.target(*clock, *priority);
            let pauses = now.map_or(clock.pauses(), |target| target.pauses);
            let warn = now.map_or(Threshold::USUAL_WARNING, |target| target.warn);
            let target = Target { amount: *amount, basis: *basis, pauses, warn };
            out.targets.insert((*clock, *priority), target);
        }
        out.calendar = self.calendar.or(out.calendar);
        for (side, text) in &self.duties {
            let number = out.duties.keys().next_back().map_or(1, |last| last.saturating_add(1));
            out.duties.insert(number, Duty { side: *side, text: text.clone(), owner: None });
        }
        out
    }
}

fn named(agreement: &Agreement) -> String {
    agreement.name.as_ref().map(Name::to_string).unwrap_or_default()
}

fn found(desk: &Workspace, id: AgreementId) -> Result<&Agreement, Refusal> {
    live(desk, Subject::Agreement(id))?;
    desk.agreement(id).ok_or(Refusal::Gone)
}

fn decided(id: AgreementId, key: &'static str, agreement: &Agreement, fact: AgreementFact) -> Decision {
    one(Step::now(Subject::Agreement(id), Fact::Agreement(fact)), deed(key, &named(agreement)))
}

/// A wish is written down (rules 1 and 2).
pub(super) fn counter(desk: &Workspace, id: AgreementId, wish: Counter) -> Result<Decision, Refusal> {
    let agreement = found(desk, id)?;
    let offered = agreement.newest().filter(|(_, version)| version.status == Status::Proposed);
    let (version, terms) = offered.ok_or(Refusal::NotOffered)?;
    if wish.is_empty() {
        return Err(Refusal::NoWish);
    }
    if wish.reason.is_empty() {
        return Err(Refusal::EmptyText);
    }
    check_terms(desk, &wish.within(terms))?;
    let number = agreement.counters.keys().next_back().map_or(1, |last| last.saturating_add(1));
    let fact = AgreementFact::Countered(number, Box::new(Counter { version, ..wish }));
    Ok(decided(id, "agreement.countered", agreement, fact))
}

/// The wish of an agreement with this number, as long as it is not answered.
fn unanswered(agreement: &Agreement, number: u32) -> Result<&Counter, Refusal> {
    let wish = agreement.counters.get(&number).filter(|countered| countered.answer.is_none());
    wish.map(|countered| &countered.wish).ok_or(Refusal::Gone)
}

/// A wish becomes a draft (rule 3).
pub(super) fn take_over(
    desk: &Workspace,
    id: AgreementId,
    number: u32,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let agreement = found(desk, id)?;
    let wish = unanswered(agreement, number)?;
    let (newest, here) = agreement.newest().ok_or(Refusal::Gone)?;
    let terms = Version { reason: wish.reason.clone(), ..wish.within(here) };
    check_terms(desk, &terms)?;
    let draft = here.status == Status::Draft && newest > wish.version && !here.is_coming(context.now);
    let version = if draft { newest } else { agreement.next_number() };
    let empty = Version { scope: agreement.scope.clone(), ..Version::default() };
    let mut facts = term_facts(if draft { here } else { &empty }, &terms, !draft);
    if !draft {
        facts.push(Term::Status(Status::Draft));
    }
    let facts = facts.into_iter().map(|term| AgreementFact::Version(version, term));
    let answer = AgreementFact::CounterAnswered(number, Box::new(CounterAnswer::Taken(version)));
    let subject = Subject::Agreement(id);
    let steps = facts.chain([answer]).map(|fact| Step::now(subject, Fact::Agreement(fact)));
    let deed = deed("agreement.counter-taken", &named(agreement));
    Ok(Decision { steps: steps.collect(), deed, made: None })
}

/// A wish is not taken over, for a reason (rule 3).
pub(super) fn refuse(desk: &Workspace, id: AgreementId, number: u32, why: Note) -> Result<Decision, Refusal> {
    let agreement = found(desk, id)?;
    unanswered(agreement, number)?;
    if why.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let fact = AgreementFact::CounterAnswered(number, Box::new(CounterAnswer::Refused(why)));
    Ok(decided(id, "agreement.counter-refused", agreement, fact))
}
