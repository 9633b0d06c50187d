//! Moving a request: to another stage, column or place, with what follows from it (waiting, hands, verdicts at an end).

use super::{Context, Decided, nothing, of_request, served_deed};
use crate::domain::care::{CareFact, Tie, is_long_done};
use crate::domain::clock::{End, Verdict, verdict};
use crate::domain::columns::Column;
use crate::domain::edit::{Decision, Deed, Refusal, Step};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::openness::handed_to;
use crate::domain::rank::Rank;
use crate::domain::record::Folded;
use crate::domain::request::{Request, RequestFact, Settled, Stage};
use crate::domain::stamp::Stamp;
use crate::domain::text::Note;
use crate::domain::triage::TriageFact;
use crate::domain::workspace::Workspace;

/// Why it goes before those that lose their turn by it, written down with it; refused where they do and nobody says why.
pub(super) fn went_first(id: RequestId, bumps: &[Step], why: Option<Note>) -> Result<Option<Step>, Refusal> {
    match (bumps.len(), why) {
        (0, _) => Ok(None),
        (n, None) => Err(crate::domain::deciding::TriageRefusal::PassesOthers(n).into()),
        (_, Some(why)) => Ok(Some(of_request(id, RequestFact::Triage(TriageFact::WentFirst(why))))),
    }
}

/// Moves a request; `why` says why others lose their turn by it, where they do.
pub(in crate::domain) fn move_request(
    desk: &Workspace,
    id: RequestId,
    column: Column,
    index: Option<usize>,
    why: Option<Note>,
    context: &Context<'_>,
) -> Decided {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    let (stage, columns) = (column.stage, &desk.team().columns);
    if stage == Stage::Declined && request.stage != Stage::Declined {
        return Err(Refusal::DeclineByForm);
    }
    // One that was taken away meanwhile: its requests stand in the usual one.
    let column = if columns.has(column) { column } else { stage.into() };
    let crosses = columns.of(request) != column;
    if stage == request.stage && !crosses {
        let here = desk.lanes().of(stage).position(|other| other == id);
        if index.is_none() || index == here {
            return Ok(nothing());
        }
    }
    crate::domain::deciding::gate(desk, request, stage)?;
    let mut steps = stage_steps(desk, id, request, column, index, context);
    steps.extend(waits_anew(desk, id, request, column));
    let bumps = crate::domain::bump::by_hand(desk, id, request, stage, index);
    steps.extend(went_first(id, &bumps, why)?);
    steps.extend(bumps);
    steps.extend(into_column(id, request, column));
    let key = if crosses { "moved" } else { "placed" };
    let column = columns.name(column).cloned();
    let deed = Deed { stage: Some(stage), column, ..served_deed(desk, key, request) };
    Ok(Decision { steps, deed, made: None })
}

/// What is written down beside a move for the added column it leads to, or out of.
pub(in crate::domain) fn into_column(id: RequestId, request: &Request, column: Column) -> Option<Step> {
    let stays = if column.stage == request.stage { request.column } else { 0 };
    (stays != column.part).then(|| of_request(id, RequestFact::Column(column.part)))
}

/// That it waits for somebody else from now on, where it goes from one column of waiting to another (rule 2 of [`super`]).
pub(in crate::domain) fn waits_anew(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    column: Column,
) -> Option<Step> {
    let columns = &desk.team().columns;
    let reason = columns.waits_for(column);
    let other = columns.of(request) != column && request.waiting().is_none_or(|wait| wait.reason != reason);
    let within = request.stage == Stage::Waiting && column.stage == Stage::Waiting;
    (within && other).then(|| of_request(id, RequestFact::Paused(reason)))
}

/// The request as it is once it has come to such an end: what ends so is no resolution, and gets no verdict as one.
pub(in crate::domain) fn ended(request: &Request, end: End, now: Moment) -> Request {
    Request { ended: Some((now, end)), ..request.clone() }
}

/// The move itself with what follows from it: pause or resume, and the verdicts at an end.
pub(in crate::domain) fn stage_steps(
    desk: &Workspace,
    id: RequestId,
    request: &Request,
    column: impl Into<Column>,
    index: Option<usize>,
    context: &Context<'_>,
) -> Vec<Step> {
    let column = column.into();
    let stage = column.stage;
    let place = index.unwrap_or(usize::MAX);
    let rank: Rank = desk.lanes().rank_at(stage, place, Some(id));
    let mut facts = vec![RequestFact::Moved { stage, rank }];
    if stage != request.stage {
        if stage == Stage::Waiting {
            facts.push(RequestFact::Paused(desk.team().columns.waits_for(column)));
        } else if request.waiting().is_some() && !stage.is_finished() {
            facts.push(RequestFact::Resumed);
        }
        // Long done, it goes on with a clock of its own (C37).
        if !stage.is_finished() && is_long_done(desk, request, context.book, context.now) {
            facts.push(RequestFact::Anew);
        }
        if let Some(name) = handed_to(desk, request, stage) {
            facts.push(RequestFact::Assigned(Some(name.clone())));
        }
        if stage.is_finished() && !request.stage.is_finished() {
            facts.extend(settle(desk, request, &facts, context));
        }
    }
    let mut steps: Vec<Step> = facts.into_iter().map(|f| of_request(id, f)).collect();
    // What goes on by itself is no longer the same as the other one (rule 12 of care).
    if let Some(into) = request.merged_into.filter(|_| !stage.is_finished()) {
        let untied = |tie, other| RequestFact::Care(CareFact::Linked(tie, other, false));
        steps.push(of_request(id, untied(Tie::MergedInto, into)));
        steps.push(of_request(into, untied(Tie::Holds, id)));
    }
    steps
}

/// Each clock's verdict as it will read once these facts have happened.
fn settle(
    desk: &Workspace,
    request: &Request,
    facts: &[RequestFact],
    context: &Context<'_>,
) -> Vec<RequestFact> {
    let mut after = request.clone();
    for fact in facts {
        after.step(&Event {
            stamp: Stamp { ms: context.now.0, count: 0, node: 0 },
            at: context.now,
            actor: None,
            source: Source::Live,
            fact: Fact::Request(fact.clone()),
        });
    }
    let Some(clocks) = context.book.read(desk, &after, context.now) else { return Vec::new() };
    clocks
        .all()
        .into_iter()
        .filter_map(|reading| {
            let (clock, verdict) = (reading.kind, verdict(reading));
            (verdict != Verdict::Excluded).then_some({
                RequestFact::Settled(Settled { clock, verdict, elapsed: reading.elapsed, due: reading.due })
            })
        })
        .collect()
}
