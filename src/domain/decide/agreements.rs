//! From what a person asks of calendars and agreements to the facts it comes to. The rules of agreements are in
//! [`crate::domain::agreement`].

use super::{Context, Decided, client_of, deed, live, nothing, of_request, one, service_of};
use crate::domain::agreed::Measure;
use crate::domain::agreement::{Acceptance, AgreementFact, Scope, Side, Status, Term, Version};
use crate::domain::calendar_record::{Calendar, CalendarFact};
use crate::domain::clock::{ClockKind, TargetFault};
use crate::domain::day_file::FileReading;
use crate::domain::edit::{AgreementDraft, CalendarDraft, Choice, Decision, Refusal, Step};
use crate::domain::fact::Fact;
use crate::domain::gap::as_expected;
use crate::domain::ident::{AgreementId, CalendarId, RequestId, Subject};
use crate::domain::layers::{Written, comes_back};
use crate::domain::moment::Moment;
use crate::domain::offices::{MOST_OFFICES, check_whole, opens_many, opens_ring, with_offices};
use crate::domain::rank::Rank;
use crate::domain::request::{MatchWhy, PauseReason, Priority, RequestFact};
use crate::domain::signed::signature;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use std::collections::BTreeSet;

pub(super) fn save_calendar(
    desk: &Workspace,
    id: Option<CalendarId>,
    draft: CalendarDraft,
    context: &mut Context<'_>,
) -> Decided {
    let before = match id {
        Some(id) => desk.calendar(id).ok_or(Refusal::Gone)?.clone(),
        None => Calendar::default(),
    };
    let made = id.is_none();
    let name = Some(draft.name.clone());
    let CalendarDraft { zone, hours, layers, opens, files, .. } = draft;
    let wanted = Calendar { name, zone, hours, layers, opens, files, ..Calendar::default() };
    // Only what was changed in the form is written.
    let after = match draft.opened.filter(|_| !made) {
        Some(opened) => merged_calendar(&before, &opened, &wanted),
        None => wanted,
    };
    let Calendar { zone, hours, layers, opens, .. } = &after;
    let whole = Written { id, zone, hours, layers, opens };
    check_whole(desk, whole).map_err(Refusal::Hours)?;
    // One that was taken away meanwhile gives no days; it stands in nobody's way.
    for layer in after.layers.difference(&before.layers) {
        desk.calendar(*layer).ok_or(Refusal::Gone)?;
        if id.is_some_and(|id| comes_back(desk, id, *layer)) {
            return Err(Refusal::LayerRing);
        }
    }
    for office in after.opens.difference(&before.opens) {
        desk.calendar(*office).ok_or(Refusal::Gone)?;
        if id.is_some_and(|id| opens_ring(desk, id, *office)) {
            return Err(Refusal::OfficeRing);
        }
    }
    // Where there are too many already, some can still be left out.
    let more = after.opens.difference(&before.opens).next().is_some();
    if more && opens_many(desk, id, &after.opens) {
        return Err(Refusal::ManyOffices);
    }
    let id = id.unwrap_or_else(|| CalendarId::from_parts(context.now.0, context.random()));
    let facts = calendar_facts(&before, &after, made);
    let subject = Subject::Calendar(id);
    let key = if made { "calendar.added" } else { "calendar.changed" };
    let steps = facts.into_iter().map(|f| Step::now(subject, Fact::Calendar(f))).collect();
    Ok(Decision { steps, deed: deed(key, draft.name.as_str()), made: made.then_some(subject) })
}

/// A calendar as it stands here, with what a form changed of what it showed when it was opened.
pub fn merged_calendar(here: &Calendar, opened: &Calendar, written: &Calendar) -> Calendar {
    let mut out = here.clone();
    for fact in calendar_facts(opened, written, false) {
        out.take(&fact);
    }
    out
}

/// What both a form and another place have changed, and not alike: for each, how it stands here and how it is written.
pub fn crossed_calendar(here: &Calendar, opened: &Calendar, written: &Calendar) -> Vec<CalendarFact> {
    let theirs = calendar_facts(opened, here, false);
    let both =
        |fact: &CalendarFact| theirs.iter().any(|their| their.field() == fact.field() && their != fact);
    calendar_facts(opened, written, false).into_iter().filter(both).collect()
}

/// What has to be written so that one calendar becomes the other.
fn calendar_facts(before: &Calendar, draft: &Calendar, made: bool) -> Vec<CalendarFact> {
    let mut facts = Vec::new();
    let (had, has) = (&before.layers, &draft.layers);
    facts.extend(has.difference(had).map(|id| CalendarFact::Takes(*id, true)));
    facts.extend(had.difference(has).map(|id| CalendarFact::Takes(*id, false)));
    let (had, has) = (&before.opens, &draft.opens);
    facts.extend(has.difference(had).map(|id| CalendarFact::Opens(*id, true)));
    facts.extend(had.difference(has).map(|id| CalendarFact::Opens(*id, false)));
    // Read again on another day, a file that says the same is nothing new.
    let known = |name, reading: &FileReading| {
        before.files.get(name).is_some_and(|known: &FileReading| known.days == reading.days)
    };
    for (name, reading) in draft.files.iter().filter(|(name, reading)| !known(*name, reading)) {
        facts.push(CalendarFact::File { name: name.clone(), reading: Some(reading.clone()) });
    }
    for name in before.files.keys().filter(|name| !draft.files.contains_key(*name)) {
        facts.push(CalendarFact::File { name: name.clone(), reading: None });
    }
    if let Some(name) = draft.name.as_ref().filter(|_| before.name != draft.name) {
        facts.push(CalendarFact::Named(name.clone()));
    }
    if before.zone != draft.zone {
        facts.push(CalendarFact::Zone(draft.zone.clone()));
    }
    let (old, new) = (&before.hours, &draft.hours);
    if old.week != new.week || made {
        facts.push(CalendarFact::Week(new.week.clone()));
    }
    for (date, name) in &new.closed {
        if old.closed.get(date) != Some(name) {
            let name = Name::new(name).or_else(|_| Name::new("·")).ok();
            facts.push(CalendarFact::Closed { date: *date, name });
        }
    }
    for date in old.closed.keys().filter(|d| !new.closed.contains_key(d)) {
        facts.push(CalendarFact::Closed { date: *date, name: None });
    }
    for ((month, day), name) in &new.yearly {
        if old.yearly.get(&(*month, *day)) != Some(name) {
            let name = Name::new(name).or_else(|_| Name::new("·")).ok();
            facts.push(CalendarFact::Yearly { month: *month, day: *day, name });
        }
    }
    for (month, day) in old.yearly.keys().filter(|d| !new.yearly.contains_key(d)) {
        facts.push(CalendarFact::Yearly { month: *month, day: *day, name: None });
    }
    for ruled in new.ruled.iter().filter(|r| !old.ruled.contains(r)) {
        let name = Name::new(&ruled.name).or_else(|_| Name::new("·")).ok();
        facts.push(CalendarFact::Ruled { rule: ruled.rule, name });
    }
    for ruled in old.ruled.iter().filter(|r| new.ruled.iter().all(|n| n.rule != r.rule)) {
        facts.push(CalendarFact::Ruled { rule: ruled.rule, name: None });
    }
    for (date, spans) in &new.overrides {
        if old.overrides.get(date) != Some(spans) {
            facts.push(CalendarFact::Special { date: *date, spans: Some(spans.clone()) });
        }
    }
    for date in old.overrides.keys().filter(|d| !new.overrides.contains_key(d)) {
        facts.push(CalendarFact::Special { date: *date, spans: None });
    }
    facts
}

/// What is wrong with terms, if anything: the first fault by priority.
pub fn check_terms(desk: &Workspace, terms: &Version) -> Result<(), Refusal> {
    let known = terms.calendar.and_then(|id| Some((id, desk.calendar(id)?)));
    let (id, calendar) = known.ok_or(Refusal::NoCalendar)?;
    check_whole(desk, Written::of(id, calendar)).map_err(Refusal::Hours)?;
    let many = |id: &CalendarId| with_offices(desk, *id).len() > MOST_OFFICES;
    if let Some(id) = [Some(id), terms.support].into_iter().flatten().find(many) {
        let name = desk.calendar(id).and_then(|calendar| calendar.name.as_ref());
        return Err(Refusal::UncountedHours(name.map(Name::to_string).unwrap_or_default()));
    }
    for ((clock, priority), target) in &terms.targets {
        match target.check() {
            Ok(()) => {}
            Err(TargetFault::NotPositive) => return Err(Refusal::ZeroTarget(*clock, *priority)),
            Err(TargetFault::NotWholeDays) => return Err(Refusal::WholeDays(*clock, *priority)),
        }
    }
    for ((clock, priority), target) in &as_expected(terms).targets {
        if target.check().is_err() {
            return Err(Refusal::Expected(*clock, *priority));
        }
    }
    if terms.counting.hand_over.is_some_and(|target| target.check().is_err()) {
        return Err(Refusal::HandOver);
    }
    if terms.counting.longest_pause.is_some_and(|target| target.check().is_err()) {
        return Err(Refusal::LongestPause);
    }
    if terms.counting.answers.is_some_and(|target| target.check().is_err()) {
        return Err(Refusal::Answers);
    }
    // An answer comes no later than a decision, and that no later than being done.
    let order = [ClockKind::FirstResponse, ClockKind::Decision, ClockKind::Resolution];
    for priority in Priority::ALL {
        for (n, earlier) in order.into_iter().enumerate() {
            for later in order.into_iter().skip(n + 1) {
                let (first, second) = (terms.target(earlier, *priority), terms.target(later, *priority));
                if let (Some(first), Some(second)) = (first, second)
                    && first.comes_after(second)
                {
                    return Err(Refusal::TargetsOutOfOrder(earlier, later, *priority));
                }
            }
        }
    }
    Ok(())
}

pub(super) fn save_agreement(
    desk: &Workspace,
    id: Option<AgreementId>,
    draft: AgreementDraft,
    context: &mut Context<'_>,
) -> Decided {
    let known = match id {
        Some(id) => Some(desk.agreement(id).ok_or(Refusal::Gone)?),
        None => None,
    };
    let (made, now) = (id.is_none(), context.now);
    let id = id.unwrap_or_else(|| AgreementId::from_parts(now.0, context.random()));
    let subject = Subject::Agreement(id);
    let mut steps = Vec::new();
    let clients = once(draft.clients).into_iter();
    let clients = clients.filter_map(|one| client_of(desk, one, context, &mut steps)).collect();
    let services = once(draft.services).into_iter();
    let services = services.filter_map(|one| service_of(desk, one, context, &mut steps)).collect();
    let scope = Scope { clients, services };
    let wanted = Version { scope: scope.clone(), ..draft.terms };
    let newest = known.and_then(|a| a.newest());
    // Only what was changed in the form is written.
    let mut terms = match (&draft.opened, newest) {
        (Some(opened), Some((_, here))) => merged(here, &opened.terms, &wanted),
        _ => wanted.clone(),
    };
    check_terms(desk, &terms)?;
    // The first of several: what names all of them is a term of the version.
    let first = Scope::one(scope.clients.first().copied(), scope.services.first().copied());
    let mut facts = Vec::new();
    let shown = match &draft.opened {
        Some(opened) => opened.name.as_ref(),
        None => known.and_then(|a| a.name.as_ref()),
    };
    if shown != Some(&draft.name) {
        facts.push(AgreementFact::Named(draft.name.clone()));
    }
    if made {
        let (client, service) = (first.clients.first().copied(), first.services.first().copied());
        facts.push(AgreementFact::Scope { client, service });
        facts.push(AgreementFact::Placed(place_for(desk, &scope, now)));
    }
    let first = known.map_or(first, |a| a.scope.clone());
    let (number, base) = match newest {
        Some((number, version)) if version.is_open() || can_change(desk, id, number, version, now) => {
            (number, version.clone())
        }
        Some((number, version)) if version.same_terms(&terms) => (number, version.clone()),
        _ => {
            let number = known.map_or(1, |a| a.next_number());
            (number, Version { scope: first, ..Version::default() })
        }
    };
    let fresh = newest.is_none_or(|(n, _)| n != number);
    if fresh {
        // The reason of the version before it is not its own.
        terms.reason = wanted.reason;
    }
    facts.extend(term_facts(&base, &terms, fresh).into_iter().map(|t| AgreementFact::Version(number, t)));
    let from = terms.effective.unwrap_or(now);
    if draft.publish && (fresh || base.status != Status::InForce || base.is_coming(now)) {
        if fresh || base.effective != Some(from) {
            facts.push(AgreementFact::Version(number, Term::Effective(Some(from))));
        }
        if fresh || base.status != Status::InForce {
            facts.push(AgreementFact::Version(number, Term::Status(Status::InForce)));
        }
    } else if let Some(status) = life(&base, &terms, fresh).filter(|_| !draft.publish) {
        facts.push(AgreementFact::Version(number, Term::Status(status)));
    }
    let taken_back = !draft.publish && !fresh && base.is_coming(now) && !base.same_terms(&terms);
    steps.extend(facts.into_iter().map(|f| Step::now(subject, Fact::Agreement(f))));
    if draft.publish && draft.adopt && from <= now {
        let (client, service) = (!scope.clients.is_empty(), !scope.services.is_empty());
        let why = MatchWhy { client, service, chosen: true };
        let orphans = desk.served().filter(|(_, r)| {
            !r.stage.is_finished() && r.pin().is_none() && terms.scope.fits(r.client, r.service)
        });
        let agreement = Some((id, number));
        steps.extend(orphans.map(|(r, _)| of_request(r, RequestFact::Pinned { agreement, why })));
    }
    let key = match (made, draft.publish) {
        (_, true) if from > now => "agreement.scheduled",
        (_, true) => "agreement.published",
        (_, false) if terms.status == Status::Proposed => "agreement.proposed",
        (_, false) if taken_back => "agreement.taken-back",
        (true, false) => "agreement.drafted",
        (false, false) => "agreement.changed",
    };
    Ok(Decision { steps, deed: deed(key, draft.name.as_str()), made: Some(subject) })
}

/// True for a version that is still to come and measures nothing: it can be changed where it stands, and taken back
/// (rule 6 of agreements).
pub fn can_change(desk: &Workspace, id: AgreementId, number: u32, version: &Version, now: Moment) -> bool {
    version.is_coming(now) && !desk.requests().any(|(_, r)| r.pin() == Some((id, number)))
}

/// Terms as they stand here, with what a form changed of what it showed when it was opened.
pub fn merged(here: &Version, opened: &Version, written: &Version) -> Version {
    let mut out = here.clone();
    for term in term_facts(opened, written, false) {
        out.take(&term);
    }
    Version { status: written.status, effective: written.effective, ..out }
}

/// What both a form and another place have changed, and not alike: the terms as they stand here and as they are
/// written, where all else is as the form showed it.
pub fn crossed(here: &Version, opened: &Version, written: &Version) -> (Version, Version) {
    let field = |term: &Term| AgreementFact::Version(0, term.clone()).field();
    let (theirs, mine) = (term_facts(opened, here, false), term_facts(opened, written, false));
    let both = |term: &&Term, others: &[Term]| others.iter().any(|other| field(other) == field(term));
    let mut before = opened.clone();
    for term in theirs.iter().filter(|term| both(term, &mine)) {
        before.take(term);
    }
    let mut after = before.clone();
    for term in mine.iter().filter(|term| both(term, &theirs)) {
        after.take(term);
    }
    (before, after)
}

/// A version that was to be in force is a draft again; what was accepted stays accepted.
pub(super) fn take_back(desk: &Workspace, id: AgreementId, now: Moment) -> Decided {
    let subject = Subject::Agreement(id);
    live(desk, subject)?;
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let (number, version) = agreement.newest().filter(|(_, v)| v.is_coming(now)).ok_or(Refusal::Gone)?;
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    if !can_change(desk, id, number, version, now) {
        let measures = desk.requests().filter(|(_, r)| r.pin() == Some((id, number))).count();
        return Err(Refusal::AgreementInUse(name, measures));
    }
    let fact = AgreementFact::Version(number, Term::Status(Status::Draft));
    Ok(one(Step::now(subject, Fact::Agreement(fact)), deed("agreement.taken-back", &name)))
}

/// The newest version goes, where it was never in force and there is another (rule 10 of agreements).
pub(super) fn discard(desk: &Workspace, id: AgreementId) -> Decided {
    let subject = Subject::Agreement(id);
    live(desk, subject)?;
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let others = agreement.versions.len() > 1;
    let (number, _) = agreement.newest().filter(|(_, v)| others && v.is_open()).ok_or(Refusal::Gone)?;
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    let fact = AgreementFact::Version(number, Term::Discarded);
    Ok(one(Step::now(subject, Fact::Agreement(fact)), deed("agreement.discarded", &name)))
}

/// The status a version gets that is kept without being put in force; none where it stays as it is. What
/// was proposed and is changed is a draft again (rule 5 of agreements).
fn life(base: &Version, terms: &Version, fresh: bool) -> Option<Status> {
    let open = fresh || base.is_open() || (base.status == Status::InForce && !base.same_terms(terms));
    let wanted = match (terms.status, base.status) {
        (Status::Proposed, _) => Status::Proposed,
        (_, Status::Proposed) if !fresh && base.same_terms(terms) => Status::Proposed,
        _ => Status::Draft,
    };
    (open && (fresh || base.status != wanted)).then_some(wanted)
}

pub(super) fn accept(
    desk: &Workspace,
    id: AgreementId,
    side: Side,
    acceptance: Option<Acceptance>,
) -> Decided {
    let subject = Subject::Agreement(id);
    live(desk, subject)?;
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let (number, version) = agreement.newest().ok_or(Refusal::Gone)?;
    let signature = Some(signature(desk, version));
    let acceptance = acceptance.map(|acceptance| Acceptance { signature, ..acceptance });
    if !matches!(version.status, Status::Proposed | Status::InForce) {
        return Err(Refusal::NotProposed);
    }
    if version.accepted_by(side) == acceptance.as_ref() {
        return Ok(nothing());
    }
    let key = if acceptance.is_some() { "agreement.accepted" } else { "agreement.unaccepted" };
    let fact = AgreementFact::Version(number, Term::Accepted(side, acceptance));
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    Ok(one(Step::now(subject, Fact::Agreement(fact)), deed(key, &name)))
}

pub(super) fn move_open(desk: &Workspace, id: AgreementId, requests: &[RequestId], now: Moment) -> Decided {
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let (number, version) = agreement.in_force(now).ok_or(Refusal::Gone)?;
    let steps = requests.iter().filter_map(|request_id| {
        let request = desk.request(*request_id).filter(|r| !r.stage.is_finished())?;
        let (_, why) = request.pinned.as_ref()?;
        let fits = why.chosen || version.scope.fits(request.client, request.service);
        let (_, from) = request.pin().filter(|(other, _)| *other == id)?;
        let agreement = Some((id, number));
        (fits && from != number)
            .then(|| of_request(*request_id, RequestFact::Pinned { agreement, why: *why }))
    });
    let steps: Vec<Step> = steps.collect();
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    Ok(Decision { steps, deed: deed("agreement.moved", &name), made: None })
}

pub(super) fn place_agreement(desk: &Workspace, id: AgreementId, index: usize) -> Decided {
    let subject = Subject::Agreement(id);
    live(desk, subject)?;
    let list = desk.agreements_in_order();
    let here = list.iter().position(|(other, _)| *other == id).ok_or(Refusal::Gone)?;
    let index = index.min(list.len().saturating_sub(1));
    if index == here {
        return Ok(nothing());
    }
    // Its neighbours once it is taken out.
    let after =
        |place: usize| list.iter().filter(|(other, _)| *other != id).nth(place).map(|(_, a)| &a.place);
    let rank = Rank::between(index.checked_sub(1).and_then(after), after(index));
    let name = desk.agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string).unwrap_or_default();
    Ok(one(Step::now(subject, Fact::Agreement(AgreementFact::Placed(rank))), deed("agreement.placed", &name)))
}

/// What is chosen, each once: a new name that is typed twice is one.
fn once<Id: PartialEq>(chosen: Vec<Choice<Id>>) -> Vec<Choice<Id>> {
    let mut out: Vec<Choice<Id>> = Vec::new();
    for one in chosen {
        let same = |other: &Choice<Id>| match (other, &one) {
            (Choice::New(a), Choice::New(b)) => a.as_str().to_lowercase() == b.as_str().to_lowercase(),
            (a, b) => a == b,
        };
        if !out.iter().any(same) {
            out.push(one);
        }
    }
    out
}

/// Its place in the list: before those with a wider scope.
fn place_for(desk: &Workspace, scope: &Scope, now: Moment) -> Rank {
    let list = desk.agreements_in_order();
    let at = list.iter().position(|(_, a)| a.scope_at(now).width() > scope.width());
    let at = at.unwrap_or(list.len());
    let low = at.checked_sub(1).and_then(|i| list.get(i)).map(|(_, a)| &a.place);
    Rank::between(low, list.get(at).map(|(_, a)| &a.place))
}

pub(in crate::domain) fn term_facts(base: &Version, terms: &Version, fresh: bool) -> Vec<Term> {
    let mut out = Vec::new();
    if base.scope != terms.scope {
        out.push(Term::Scope(terms.scope.clone()));
    }
    if let Some(id) = terms.calendar.filter(|id| base.calendar != Some(*id)) {
        out.push(Term::Calendar(id));
    }
    for clock in ClockKind::ALL {
        for priority in Priority::ALL {
            let target = terms.target(clock, *priority);
            if base.target(clock, *priority) != target {
                out.push(Term::Target { clock, priority: *priority, target: target.copied() });
            }
        }
    }
    for reason in PauseReason::ALL {
        let on = terms.pauses_on.contains(reason);
        if base.pauses_on.contains(reason) != on {
            out.push(Term::PausesOn(*reason, on));
        }
    }
    if base.ack_counts != terms.ack_counts {
        out.push(Term::AckCounts(terms.ack_counts));
    }
    if base.review != terms.review {
        out.push(Term::Review(terms.review));
    }
    if base.expects != terms.expects {
        out.push(Term::Expects(terms.expects.clone()));
    }
    let both = base.expected.keys().chain(terms.expected.keys());
    for key @ (clock, priority) in both.collect::<BTreeSet<_>>() {
        let within = terms.expected.get(key).copied();
        if base.expected.get(key).copied() != within {
            out.push(Term::Expected { clock: *clock, priority: *priority, within });
        }
    }
    if base.reason != terms.reason || (fresh && !terms.reason.is_empty()) {
        out.push(Term::Reason(terms.reason.clone()));
    }
    if base.cadence != terms.cadence {
        out.push(Term::Cadence(terms.cadence));
    }
    if base.cost != terms.cost {
        out.push(Term::Cost(terms.cost));
    }
    if base.support != terms.support {
        out.push(Term::Support(terms.support));
    }
    counting_facts(base, terms, &mut out);
    for measure in Measure::ALL {
        let share = terms.measures.get(&measure);
        if base.measures.get(&measure) != share {
            out.push(Term::Measure(measure, share.copied()));
        }
    }
    for (key @ (clock, step), who) in &terms.ladder {
        if base.ladder.get(key) != Some(who) {
            out.push(Term::Step(*clock, *step, Some(who.clone())));
        }
    }
    for (clock, step) in base.ladder.keys().filter(|key| !terms.ladder.contains_key(key)) {
        out.push(Term::Step(*clock, *step, None));
    }
    for (number, duty) in &terms.duties {
        if base.duties.get(number) != Some(duty) {
            out.push(Term::Duty(*number, Some(duty.clone())));
        }
    }
    for number in base.duties.keys().filter(|n| !terms.duties.contains_key(n)) {
        out.push(Term::Duty(*number, None));
    }
    for (number, text) in terms.excludes.iter().filter(|(n, text)| base.excludes.get(*n) != Some(*text)) {
        out.push(Term::Excludes(*number, Some(text.clone())));
    }
    for number in base.excludes.keys().filter(|n| !terms.excludes.contains_key(n)) {
        out.push(Term::Excludes(*number, None));
    }
    out
}

/// What differs in how the clocks count.
fn counting_facts(base: &Version, terms: &Version, out: &mut Vec<Term>) {
    let (before, after) = (&base.counting, &terms.counting);
    if before.cut_off != after.cut_off {
        out.push(Term::CutOff(after.cut_off));
    }
    if before.update_by != after.update_by {
        out.push(Term::UpdateBy(after.update_by));
    }
    if before.hand_over != after.hand_over {
        out.push(Term::HandOver(after.hand_over));
    }
    if before.pilot != after.pilot {
        out.push(Term::Pilot(after.pilot));
    }
    if before.answers != after.answers {
        out.push(Term::Answers(after.answers));
    }
    if before.longest_pause != after.longest_pause {
        out.push(Term::LongestPause(after.longest_pause));
    }
    if before.on_priority != after.on_priority {
        out.push(Term::OnPriority(after.on_priority));
    }
    if before.on_reopen != after.on_reopen {
        out.push(Term::OnReopen(after.on_reopen));
    }
}

/// Ends every version. What is open under it keeps its clocks only where that is wanted: an agreement that is switched off
/// warns of nothing and breaches nothing.
pub(super) fn end_agreement(desk: &Workspace, id: AgreementId, keeps_clocks: bool) -> Decided {
    let subject = Subject::Agreement(id);
    live(desk, subject)?;
    let agreement = desk.agreement(id).ok_or(Refusal::Gone)?;
    let steps = agreement.versions.iter().filter(|(_, v)| v.status != Status::Ended).map(|(n, _)| {
        let fact = AgreementFact::Version(*n, Term::Status(Status::Ended));
        Step::now(subject, Fact::Agreement(fact))
    });
    let open =
        desk.requests().filter(|(_, r)| !keeps_clocks && !r.stage.is_finished() && r.is_measured_by(id));
    let why = MatchWhy { client: false, service: false, chosen: true };
    let freed = open.map(|(request, _)| of_request(request, RequestFact::Pinned { agreement: None, why }));
    let steps = steps.chain(freed).collect();
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    Ok(Decision { steps, deed: deed("agreement.ended", &name), made: None })
}
