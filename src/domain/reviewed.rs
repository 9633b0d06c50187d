//! Looking at an agreement again: when it is due, and what came of it.
//!
//! Rules:
//! 1. The next review is on the day the version in force names, until a review has been noted; from then on it is the
//!    day agreed on there, unless a newer version names a later one.
//!    An agreement that is shown names that day too, where its terms are those of the version in force.
//! 2. A review is noted with its day, what came of it, and the day of the next one; the cadence proposes that one
//!    ([`super::agreed::Cadence::next_review`]). It changes no term: other terms are another version.
//! 3. A review is spoken of from [`AHEAD`] days before it is due. What the period says is counted over the requests the
//!    agreement measures that were raised since the last review, or since the version in force began.

use super::agreement::{Agreement, AgreementFact, Review, Version};
use super::decide::{Context, deed, one};
use super::edit::{Decision, Refusal, Step};
use super::fact::Fact;
use super::ident::{AgreementId, Subject};
use super::moment::Moment;
use super::workspace::Workspace;
use chrono::NaiveDate;

/// So many days before it is due a review is spoken of.
pub const AHEAD: i64 = 14;

/// The day of the next review (rule 1); none where none is agreed on, or nothing is in force.
pub fn next_review(agreement: &Agreement, now: Moment) -> Option<NaiveDate> {
    let (_, version) = agreement.in_force(now)?;
    let Some((noted, last)) = last_review(agreement) else { return version.review };
    let newer = version.review.filter(|day| *day > last.on && version.made > noted);
    newer.or(last.next)
}

/// The day on which both sides look at these terms of an agreement again (rule 1).
pub fn review_of(agreement: &Agreement, terms: &Version, now: Moment) -> Option<NaiveDate> {
    let bound = agreement.in_force(now).filter(|(_, version)| version.same_terms(terms));
    if bound.is_some() && !agreement.reviews.is_empty() { next_review(agreement, now) } else { terms.review }
}

/// The last review, with when it was noted.
pub fn last_review(agreement: &Agreement) -> Option<(Moment, &Review)> {
    agreement.reviews.values().next_back().map(|(noted, review)| (*noted, review))
}

/// The agreements whose review is due by then, the earliest first, with their days (rule 3).
pub fn due_by(desk: &Workspace, day: NaiveDate, now: Moment) -> Vec<(NaiveDate, AgreementId)> {
    let all = desk.agreements().filter_map(|(id, agreement)| Some((next_review(agreement, now)?, id)));
    let mut due: Vec<(NaiveDate, AgreementId)> = all.filter(|(on, _)| *on <= day).collect();
    due.sort_unstable();
    due
}

/// What noting a review comes to.
pub(super) fn review(
    desk: &Workspace,
    id: AgreementId,
    review: Review,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let (_, version) = agreement.in_force(context.now).ok_or(Refusal::NotProposed)?;
    let hours = version.calendar.and_then(|id| context.book.get(id)).ok_or(Refusal::NoCalendar)?;
    if review.on > hours.zone.to_local(context.now).date() {
        return Err(Refusal::Future);
    }
    if review.next.is_some_and(|next| next <= review.on) {
        return Err(Refusal::PromisePast);
    }
    if review.text.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let name = agreement.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let fact = Fact::Agreement(AgreementFact::Reviewed(Box::new(review)));
    Ok(one(Step::now(Subject::Agreement(id), fact), deed("agreement.reviewed", &name)))
}
