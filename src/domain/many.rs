//! The same done to many requests, as one step: it is stored, told and taken back at once.
//!
//! Rules:
//! 1. Requests that are gone are passed over; where none is left, there is nothing to do it to.
//! 2. What holds for one holds for each: declining asks for its form, only finished ones go into the
//!    archive. One that may not stops them all, so that nobody has to find out which went.
//! 3. What would change nothing is left out, and not counted.
//! 4. Those that move keep their order and stand behind those that are there.

use super::columns::Column;
use super::decide::{
    Context, change, changes, client_of, into_column, nothing, of_request, repin, service_of, stage_steps,
    waits_anew,
};
use super::edit::{Decision, Deed, Many, Refusal, Step};
use super::fact::Fact;
use super::ident::{RequestId, Subject};
use super::rank::Rank;
use super::request::{Request, RequestFact, Stage};
use super::workspace::Workspace;

/// What doing this to these requests comes to.
pub fn many(
    desk: &Workspace,
    ids: &[RequestId],
    what: Many,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut there: Vec<(RequestId, &Request)> = Vec::with_capacity(ids.len());
    for id in ids {
        let known = there.iter().any(|(other, _)| other == id);
        if let Some(request) = desk.request(*id).filter(|_| !known) {
            there.push((*id, request));
        }
    }
    if there.is_empty() {
        return Err(Refusal::Gone);
    }
    let now = context.now;
    let mut steps = Vec::new();
    let mut column = None;
    let key = match what {
        Many::Move(to) => {
            column = Some(to);
            move_all(desk, &there, to, context, &mut steps)?;
            "many.moved"
        }
        // Of one alone others can lose their turn (rule 5 of bumps): that is said of it, or asked why.
        Many::Change(facts) if there.len() == 1 => {
            for (id, _) in &there {
                steps.extend(change(desk, *id, facts.clone(), None, context)?.steps);
            }
            "many.changed"
        }
        Many::Change(facts) => {
            for (id, request) in &there {
                super::deciding::check_priority(desk, request, &facts)?;
                steps.extend(
                    super::deciding::lowered(desk, request, &facts).map(|fact| of_request(*id, fact)),
                );
                let new = facts.iter().filter(|fact| changes(request, fact)).cloned();
                steps.extend(new.map(|fact| of_request(*id, fact)));
            }
            "many.changed"
        }
        Many::Client(choice) => {
            let client = client_of(desk, choice, context, &mut steps);
            for (id, request) in there.iter().filter(|(_, r)| r.client != client) {
                steps.push(of_request(*id, RequestFact::For(client)));
                steps.extend(
                    repin(desk, request, client, request.service, now).map(|fact| of_request(*id, fact)),
                );
            }
            "many.changed"
        }
        Many::Service(choice) => {
            let service = service_of(desk, choice, context, &mut steps);
            for (id, request) in there.iter().filter(|(_, r)| r.service != service) {
                steps.push(of_request(*id, RequestFact::About(service)));
                steps.extend(
                    repin(desk, request, request.client, service, now).map(|fact| of_request(*id, fact)),
                );
            }
            "many.changed"
        }
        Many::Archive(on) => {
            if let Some((_, open)) = there.iter().find(|(_, r)| on && !r.stage.is_finished()) {
                return Err(Refusal::StillOpen(open.reference.to_string()));
            }
            let fact = RequestFact::Archived(on);
            let new = there.iter().filter(|(_, r)| changes(r, &fact));
            steps.extend(new.map(|(id, _)| of_request(*id, fact.clone())));
            if on { "many.archived" } else { "many.unarchived" }
        }
        Many::Remove => {
            steps.extend(there.iter().map(|(id, _)| Step::now(Subject::Request(*id), Fact::Removed)));
            "many.removed"
        }
    };
    let mut touched: Vec<Subject> =
        steps.iter().map(|step| step.subject).filter(|s| matches!(s, Subject::Request(_))).collect();
    touched.sort_unstable();
    touched.dedup();
    if touched.is_empty() {
        return Ok(nothing());
    }
    let name = match touched.as_slice() {
        [Subject::Request(id)] => desk.request(*id).map(|r| r.reference.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    let stage = column.map(|column: Column| column.stage);
    let column = column.and_then(|column| desk.team().columns.name(column)).cloned();
    let deed = Deed { key, name, stage, column, n: touched.len(), ..Deed::default() };
    Ok(Decision { steps, deed, made: None })
}

fn move_all(
    desk: &Workspace,
    there: &[(RequestId, &Request)],
    column: Column,
    context: &Context<'_>,
    steps: &mut Vec<Step>,
) -> Result<(), Refusal> {
    let to = column.stage;
    if to == Stage::Declined && there.iter().any(|(_, r)| r.stage != to) {
        return Err(Refusal::DeclineByForm);
    }
    let columns = &desk.team().columns;
    let mut last: Option<Rank> = None;
    for (id, request) in there.iter().filter(|(_, r)| columns.of(r) != column) {
        if request.stage == to {
            steps.extend(waits_anew(desk, *id, request, column));
            steps.extend(into_column(*id, request, column));
            continue;
        }
        super::deciding::gate(desk, request, to)?;
        for mut step in stage_steps(desk, *id, request, column, None, context) {
            if let Fact::Request(RequestFact::Moved { rank, .. }) = &mut step.fact {
                if let Some(before) = &last {
                    *rank = Rank::between(Some(before), None);
                }
                last = Some(rank.clone());
            }
            steps.push(step);
        }
        steps.extend(into_column(*id, request, column));
    }
    Ok(())
}
