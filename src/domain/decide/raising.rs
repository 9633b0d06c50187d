//! How a request comes in, and which agreement measures it (rule 1 of [`super`]).

use super::{Context, Decided, client_of, next_reference, of_request, service_of};
use crate::domain::care::CareFact;
use crate::domain::edit::{Decision, Deed, NewRequest, Refusal};
use crate::domain::ident::{AgreementId, ClientId, RequestId, ServiceId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::openness::first_owner;
use crate::domain::request::{Direction, MatchWhy, PauseReason, Raise, Request, RequestFact, Stage};
use crate::domain::text::{Name, Note};
use crate::domain::triage::TriageFact;
use crate::domain::workspace::Workspace;

/// The agreement that fits a request of this client for this service raised at `raised`: the first in
/// the list that was in force then, or, for a request older than every agreement, is in force now.
pub fn matching(
    desk: &Workspace,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    raised: Moment,
    now: Moment,
) -> Option<(AgreementId, u32, MatchWhy)> {
    desk.agreements_in_order().into_iter().find_map(|(id, a)| {
        let (number, version) = a.in_force(raised).or_else(|| a.in_force(now))?;
        let scope = &version.scope;
        let why = MatchWhy {
            client: !scope.clients.is_empty(),
            service: !scope.services.is_empty(),
            chosen: false,
        };
        scope.fits(client, service).then_some((id, number, why))
    })
}

/// The agreement of a request that is for this client and this service from now on (rule 1); none to say of what we ask of
/// others.
pub(in crate::domain) fn repin(
    desk: &Workspace,
    request: &Request,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    now: Moment,
) -> Option<RequestFact> {
    request.is_served().then(|| refit(desk, request, client, service, now))
}

/// The request as it would be for this client: with the agreement that measures it then.
pub(in crate::domain) fn for_client(
    desk: &Workspace,
    request: &Request,
    client: Option<ClientId>,
    now: Moment,
) -> Request {
    let mut other = request.clone();
    other.client = client;
    if let Some(RequestFact::Pinned { agreement, why }) = repin(desk, request, client, request.service, now) {
        other.pinned = Some((agreement, why));
    }
    other
}

/// The agreement of a request that is ours to deliver from now on, for this client and this service (rule 1).
pub(in crate::domain) fn refit(
    desk: &Workspace,
    request: &Request,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    now: Moment,
) -> RequestFact {
    // As it is written down, also where another team delivered it so far.
    let written = request.pinned.as_ref().and_then(|(pinned, _)| *pinned);
    let kept = written.filter(|(id, number)| {
        let version = desk.agreement(*id).and_then(|agreement| agreement.versions.get(number));
        version.is_some_and(|version| version.scope.fits(client, service))
    });
    let found = matching(desk, client, service, request.raised, now);
    match (kept, found) {
        (Some(kept), Some((id, _, why))) if kept.0 == id => {
            RequestFact::Pinned { agreement: Some(kept), why }
        }
        (Some(kept), None) => {
            let why = request.pinned.as_ref().map(|(_, why)| *why);
            let why = why.unwrap_or(MatchWhy { client: false, service: false, chosen: true });
            RequestFact::Pinned { agreement: Some(kept), why }
        }
        _ => pin(desk, client, service, request.raised, now),
    }
}

/// A request as it would be for another client or another service: to show what that does before it is done.
pub fn moved_to(
    desk: &Workspace,
    request: &Request,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    now: Moment,
) -> Request {
    let mut out = Request { client, service, ..request.clone() };
    if let Some(RequestFact::Pinned { agreement, why }) = repin(desk, request, client, service, now) {
        out.pinned = Some((agreement, why));
    }
    out
}

pub(in crate::domain) fn pin(
    desk: &Workspace,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    raised: Moment,
    now: Moment,
) -> RequestFact {
    match matching(desk, client, service, raised, now) {
        Some((id, number, why)) => RequestFact::Pinned { agreement: Some((id, number)), why },
        None => RequestFact::Pinned {
            agreement: None,
            why: MatchWhy { client: false, service: false, chosen: false },
        },
    }
}

pub(in crate::domain) fn raise(desk: &Workspace, new: NewRequest, context: &mut Context<'_>) -> Decided {
    raise_as(desk, new, None, context)
}

/// Raises a request; where `due` is given, under the identifier of the day it is due on, with the fact that says
/// so, as one of several: so many go before it in the same step.
pub(in crate::domain) fn raise_as(
    desk: &Workspace,
    new: NewRequest,
    due: Option<(RequestId, CareFact, usize)>,
    context: &mut Context<'_>,
) -> Decided {
    if !desk.is_set_up() {
        return Err(Refusal::NotSetUp);
    }
    if new.at.is_some_and(|at| at > context.now + Span::minutes(5)) {
        return Err(Refusal::Future);
    }
    let raised = new.at.unwrap_or(context.now);
    if new.promise.is_some_and(|date| date <= raised) {
        return Err(Refusal::PromisePast);
    }
    // What is told of the past is taken as it was; what comes again by itself waits for nobody's answer.
    let allowed = crate::domain::deciding::at_most(desk, new.priority, new.effect);
    let priority = if new.at.is_some() { new.priority } else { allowed };
    if priority != new.priority && due.is_none() {
        return Err(crate::domain::deciding::TriageRefusal::PreferenceUrgent.into());
    }
    let mut steps = Vec::new();
    let client = client_of(desk, new.client, context, &mut steps);
    let service = service_of(desk, new.service, context, &mut steps);
    let ahead = due.as_ref().map_or(0, |(.., ahead)| *ahead);
    let id = due.as_ref().map_or_else(|| RequestId::from_parts(raised.0, context.random()), |(id, ..)| *id);
    let reference = next_reference(desk, ahead);
    let title = new.title.to_string();
    let first = Raise {
        reference: reference.as_str().into(),
        title: new.title,
        client,
        requester: new.requester,
        service,
        direction: new.direction,
        channel: new.channel,
        priority,
        effect: new.effect,
        purpose: new.purpose,
        text: new.text,
        rank: desk.lanes().rank_at(Stage::New, usize::MAX, None),
    };
    steps.push(of_request(id, RequestFact::Raised(Box::new(first))));
    let fact = pin(desk, client, service, raised, context.now);
    if new.direction == Direction::WeServe && matches!(fact, RequestFact::Pinned { agreement: Some(_), .. }) {
        steps.push(of_request(id, fact));
    }
    if let Some(date) = new.promise {
        steps.push(of_request(id, RequestFact::Promised { date: Some(date), reason: Note::default() }));
        let load = crate::domain::forecast::load_fact(desk, context.book, None, Some(date), context.now);
        steps.extend(load.filter(|_| new.at.is_none()).map(|fact| of_request(id, fact)));
    }
    // Rule 2: clocks that stop for it never begin to count.
    if new.waits == Some(PauseReason::Client) {
        let rank = desk.lanes().rank_at(Stage::Waiting, usize::MAX, None);
        steps.push(of_request(id, RequestFact::Moved { stage: Stage::Waiting, rank }));
    }
    steps.extend(new.waits.map(|reason| of_request(id, RequestFact::Paused(reason))));
    let said = [
        (!new.depends.is_empty()).then_some(TriageFact::Depends(new.depends)),
        new.urgency.map(|urgency| TriageFact::Urgency(Some(urgency))),
        new.impact.map(|impact| TriageFact::Impact(Some(impact))),
    ];
    steps.extend(said.into_iter().flatten().map(|fact| of_request(id, RequestFact::Triage(fact))));
    steps.extend(new.labels.into_iter().map(|label| of_request(id, RequestFact::Labelled(label, true))));
    // What is told of the past has been taken in already.
    let routed = |owner: &Option<Name>| match owner {
        None if new.direction == Direction::WeServe && new.at.is_none() => {
            first_owner(desk, service).cloned()
        }
        _ => owner.clone(),
    };
    if let Some(owner) = routed(&new.owner) {
        steps.push(of_request(id, RequestFact::Assigned(Some(owner))));
    }
    let points = (1..).zip(new.means).take(crate::domain::caring::MOST_POINTS);
    let means = points.map(|(n, point)| CareFact::Means(n, Some(point)));
    let made_from = new.template.map(|(service, number)| CareFact::Template(service, number));
    let filled = new.filled.into_iter().filter(|(_, answer)| !answer.is_empty());
    let filled = filled.map(|(name, answer)| CareFact::Filled(name, answer));
    let care = means.chain(filled).chain(made_from).chain(due.map(|(_, fact, _)| fact));
    steps.extend(care.map(|fact| of_request(id, RequestFact::Care(fact))));
    for step in steps.iter_mut().filter(|s| s.subject == Subject::Request(id)) {
        step.at = new.at;
    }
    let client = client.filter(|_| new.direction == Direction::WeServe);
    let client = client.and_then(|c| desk.client_name(c)).map(Name::to_string).unwrap_or_default();
    let deed = Deed { key: "added", name: format!("{reference} {title}"), client, ..Deed::default() };
    Ok(Decision { steps, deed, made: Some(Subject::Request(id)) })
}
