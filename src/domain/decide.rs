//! The rules: from what a person asks for to the facts it comes to, or to a refusal.
//!
//! Rules of the board:
//! 1. A request gets the agreement that fits it when it is raised, and again when its client or service
//!    changes: the first in the list in force then. Where that is the one it has, it keeps its version, which somebody may
//!    have moved it to; and where none is, the one it has as long as that fits. An agreement says what we deliver: a request
//!    that we ask of others is measured by none, and gets the one that fits when it becomes ours. Nothing else changes
//!    the agreement of a request.
//! 2. Entering a column of waiting pauses for whom it waits for: the usual one for the client, one of the team's for whom
//!    the team says; going from one to another pauses for the other from then on. Leaving them resumes. Any finish ends waiting.
//!    A request may wait from its first moment on: it is raised so in one step, for the client in that stage.
//! 3. Declining needs a reason and an alternative, so it has a form of its own.
//! 4. The verdict of each clock is written down when a request is resolved or declined.
//! 5. A promise lies in the future when it is made; replacing one needs a reason.
//! 6. An event may be dated back, never ahead of now by more than five minutes.
//!
//! Rules of agreements are in [`super::agreement`]; what is asked of them and of calendars is decided in [`agreements`],
//! what moving a request brings with it in [`moving`], and how one comes in, and which agreement measures it, in [`raising`].

mod agreements;
mod moving;
mod raising;

pub(super) use agreements::term_facts;
pub use agreements::{can_change, check_terms, crossed, crossed_calendar, merged, merged_calendar};
use moving::went_first;
pub(super) use moving::{ended, into_column, move_request, stage_steps, waits_anew};
use raising::refit;
pub(super) use raising::{for_client, raise, raise_as, repin};
pub use raising::{matching, moved_to};

use super::agreement::Version;
use super::calendar_record::CalendarFact;
use super::client::{ClientFact, ServiceFact};
use super::clock::End;
use super::edit::{Choice, Decision, Deed, Edit, Refusal, Step};
use super::fact::Fact;
use super::ident::{CalendarId, ClientId, MappingId, RequestId, RunId, ServiceId, Subject};
use super::mapping::MappingFact;
use super::moment::Moment;
use super::position::Stance;
use super::request::{Direction, Request, RequestFact, Stage};
use super::run::RunFact;
use super::survey::instrument::{ItemId, VERSION};
use super::survey::{Answer, NaReason};
use super::team::TeamFact;
use super::text::{Name, Note};
use super::timebook::Timebook;
use super::triage::TriageFact;
use super::workspace::Workspace;

/// What deciding may know besides the desk: time and randomness come in as values.
pub struct Context<'a> {
    /// Now.
    pub now: Moment,
    /// Fresh random bits for a new record's id.
    pub fresh: &'a mut dyn FnMut() -> u128,
    /// Compiled calendars.
    pub book: &'a Timebook,
}

type Decided = Result<Decision, Refusal>;

impl Context<'_> {
    fn random(&mut self) -> u128 {
        (self.fresh)()
    }
}

/// What an edit comes to on this desk.
pub fn decide(desk: &Workspace, edit: Edit, context: &mut Context<'_>) -> Decided {
    Ok(super::over::noted(desk, asked_for(desk, edit, context)?))
}

fn asked_for(desk: &Workspace, edit: Edit, context: &mut Context<'_>) -> Decided {
    match edit {
        Edit::SetUp { name, zone, week, calendar } => {
            let hours = super::calendar::Hours { week, ..Default::default() };
            hours.check().map_err(Refusal::Hours)?;
            let id = CalendarId::from_parts(context.now.0, context.random());
            let of_calendar = |fact| Step::now(Subject::Calendar(id), Fact::Calendar(fact));
            let of_team = |fact| Step::now(Subject::Team, Fact::Team(fact));
            let steps = vec![
                of_calendar(CalendarFact::Named(calendar)),
                of_calendar(CalendarFact::Zone(zone.clone())),
                of_calendar(CalendarFact::Week(hours.week)),
                of_team(TeamFact::Named(name.clone())),
                of_team(TeamFact::Zone(zone)),
                of_team(TeamFact::Prefix(prefix_of(name.as_str()).into())),
                of_team(TeamFact::Hours(id)),
            ];
            Ok(Decision { steps, deed: deed("set-up", name.as_str()), made: Some(Subject::Team) })
        }
        Edit::ChangeTeam(facts) => {
            let only_steps = facts.iter().all(|fact| matches!(fact, TeamFact::Step(_)));
            let only_rules =
                !facts.is_empty() && facts.iter().all(|fact| matches!(fact, TeamFact::Triage(_)));
            let key = match (only_steps, only_rules) {
                (_, true) => "triage.rules",
                (true, _) => "step",
                _ => "team",
            };
            let steps = facts.into_iter().map(|f| Step::now(Subject::Team, Fact::Team(f))).collect();
            Ok(Decision { steps, deed: deed(key, team_name(desk)), made: None })
        }
        Edit::TakePosition { stance, word } => take_position(desk, stance, word),
        Edit::Raise(new) => {
            let said = !new.purpose.is_empty() || new.direction != Direction::WeServe || new.at.is_some();
            if !said && super::openness::owes_purpose(desk) {
                return Err(super::deciding::TriageRefusal::PurposeOwed.into());
            }
            if new.at.is_none() {
                super::asked::check(desk, &new)?;
            }
            raise(desk, *new, context)
        }
        Edit::Many(ids, what) => super::many::many(desk, &ids, what, context),
        Edit::Change(id, facts) => change(desk, id, facts, None, context),
        Edit::ChangeClient(id, choice) => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            let mut steps = Vec::new();
            let client = client_of(desk, choice, context, &mut steps);
            if client == request.client {
                return Ok(nothing());
            }
            steps.push(of_request(id, RequestFact::For(client)));
            steps.extend(
                repin(desk, request, client, request.service, context.now).map(|fact| of_request(id, fact)),
            );
            Ok(Decision { steps, deed: request_deed(desk, "changed", request), made: None })
        }
        Edit::ChangeService(id, choice) => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            let mut steps = Vec::new();
            let service = service_of(desk, choice, context, &mut steps);
            if service == request.service {
                return Ok(nothing());
            }
            steps.push(of_request(id, RequestFact::About(service)));
            steps.extend(
                repin(desk, request, request.client, service, context.now).map(|fact| of_request(id, fact)),
            );
            Ok(Decision { steps, deed: request_deed(desk, "changed", request), made: None })
        }
        Edit::Move { id, column, index } => move_request(desk, id, column, index, None, context),
        Edit::Decline { id, category, reason, alternative } => {
            let no = super::deciding::Declining {
                category,
                reason,
                alternative,
                against: None,
                by: None,
                way_on: super::triage::WayOn::default(),
            };
            super::deciding::decline(desk, id, no, context)
        }
        Edit::Withdraw(id, why) => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            let mut steps = vec![of_request(id, RequestFact::Withdrawn(why))];
            let ended = ended(request, End::Withdrawn, context.now);
            steps.extend(stage_steps(desk, id, &ended, Stage::Closed, Some(0), context));
            Ok(Decision { steps, deed: request_deed(desk, "withdrawn", request), made: None })
        }
        Edit::AgreeDate(id, agreed) => super::agreeing::agree(desk, id, agreed, context),
        Edit::Promise { id, date, reason } => {
            let decision = promise(desk, id, date, reason, context)?;
            // Whoever waits hears of it: the form that tells of a delay does both (rule 5 of deciding).
            let present = desk.request(id).and_then(Request::promise);
            if present.zip(date).is_some_and(|(present, date)| date > present.date) {
                return Err(super::deciding::TriageRefusal::TellDelay.into());
            }
            Ok(decision)
        }
        Edit::Update { id, text, visible } => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            if text.is_empty() {
                return Err(Refusal::EmptyText);
            }
            let key = if visible { "updated" } else { "noted" };
            let fact = RequestFact::Updated { text, visible, automatic: false };
            Ok(one(of_request(id, fact), request_deed(desk, key, request)))
        }
        Edit::Acknowledge(id) => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            if request.acknowledged.is_some() {
                return Ok(nothing());
            }
            Ok(one(of_request(id, RequestFact::Acknowledged), request_deed(desk, "acknowledged", request)))
        }
        Edit::Pause(id, reason) => {
            let request = desk.request(id).ok_or(Refusal::Gone)?;
            if request.stage.is_finished() {
                return Err(Refusal::Finished);
            }
            match (reason, request.waiting()) {
                (None, None) => Ok(nothing()),
                (None, Some(_)) => {
                    Ok(one(of_request(id, RequestFact::Resumed), request_deed(desk, "resumed", request)))
                }
                (Some(new), Some(wait)) if wait.reason == new => Ok(nothing()),
                (Some(new), _) => {
                    Ok(one(of_request(id, RequestFact::Paused(new)), request_deed(desk, "paused", request)))
                }
            }
        }
        Edit::Triage(id, edit) => super::deciding::decide(desk, id, *edit, context),
        Edit::Care(id, edit) => super::caring::decide(desk, id, edit, context),
        Edit::ExplainOver(ids, why) => super::over::explain(desk, &ids, &why),
        Edit::MakeDue(dues) => super::template::make(desk, &dues, context),
        Edit::Remove(subject) => remove(desk, subject),
        Edit::AddClient(name) => {
            if desk.client_named(name.as_str()).is_some() {
                return Err(Refusal::NameTaken(name.to_string()));
            }
            let subject = Subject::Client(ClientId::from_parts(context.now.0, context.random()));
            let made = deed("client.added", name.as_str());
            Ok(new_record(Step::now(subject, Fact::Client(ClientFact::Named(name))), made))
        }
        Edit::EditClient(id, facts) => {
            let subject = Subject::Client(id);
            live(desk, subject)?;
            if let Some(ClientFact::Named(name)) = facts.iter().find(|f| matches!(f, ClientFact::Named(_)))
                && desk.client_named(name.as_str()).is_some_and(|other| other != id)
            {
                return Err(Refusal::NameTaken(name.to_string()));
            }
            let name = desk.client_name(id).map(Name::as_str).unwrap_or_default();
            let steps = facts.into_iter().map(|f| Step::now(subject, Fact::Client(f))).collect();
            Ok(Decision { steps, deed: deed("client.changed", name), made: None })
        }
        Edit::Meet(id, meeting, next) => super::meeting::meet(desk, id, *meeting, next, context),
        Edit::AddService(name) => {
            if desk.service_named(name.as_str()).is_some() {
                return Err(Refusal::NameTaken(name.to_string()));
            }
            let subject = Subject::Service(ServiceId::from_parts(context.now.0, context.random()));
            let made = deed("service.added", name.as_str());
            Ok(new_record(Step::now(subject, Fact::Service(ServiceFact::Named(name))), made))
        }
        Edit::EditService(id, facts) => {
            let subject = Subject::Service(id);
            live(desk, subject)?;
            if let Some(ServiceFact::Named(name)) = facts.iter().find(|f| matches!(f, ServiceFact::Named(_)))
                && desk.service_named(name.as_str()).is_some_and(|other| other != id)
            {
                return Err(Refusal::NameTaken(name.to_string()));
            }
            // What is made from it is never more urgent than its effect allows.
            let too_urgent = |fact: &ServiceFact| match fact {
                ServiceFact::Template(_, Some(one)) => {
                    super::deciding::at_most(desk, one.priority, one.effect) != one.priority
                }
                _ => false,
            };
            if facts.iter().any(too_urgent) {
                return Err(super::deciding::TriageRefusal::PreferenceUrgent.into());
            }
            let name = desk.service_name(id).map(Name::as_str).unwrap_or_default();
            let steps = facts.into_iter().map(|f| Step::now(subject, Fact::Service(f))).collect();
            Ok(Decision { steps, deed: deed("service.changed", name), made: None })
        }
        Edit::SaveCalendar(id, draft) => agreements::save_calendar(desk, id, *draft, context),
        Edit::SaveAgreement(id, draft) => agreements::save_agreement(desk, id, *draft, context),
        Edit::Review(id, review) => super::reviewed::review(desk, id, review, context),
        Edit::EndAgreement { id, keeps_clocks } => agreements::end_agreement(desk, id, keeps_clocks),
        Edit::Accept(id, side, acceptance) => agreements::accept(desk, id, side, acceptance),
        Edit::Counter(id, wish) => super::counter::counter(desk, id, *wish),
        Edit::TakeCounter(id, number) => super::counter::take_over(desk, id, number, context),
        Edit::RefuseCounter(id, number, why) => super::counter::refuse(desk, id, number, why),
        Edit::TakeBack(id) => agreements::take_back(desk, id, context.now),
        Edit::Discard(id) => agreements::discard(desk, id),
        Edit::MoveOpen(id, requests) => agreements::move_open(desk, id, &requests, context.now),
        Edit::PlaceAgreement(id, index) => agreements::place_agreement(desk, id, index),
        Edit::OpenRun { name, form } => {
            let subject = Subject::Run(RunId::from_parts(context.now.0, context.random()));
            let made = deed("run.opened", name.as_str());
            let fact = RunFact::Opened { name, form, instrument: VERSION.into() };
            Ok(new_record(Step::now(subject, Fact::Run(fact)), made))
        }
        Edit::Answer { run, sheet, item, answer } => {
            let found = desk.run(run).ok_or(Refusal::Gone)?;
            if found.closed.is_some() {
                return Err(Refusal::RunClosed);
            }
            let known = found.sheets.get(&sheet);
            let before = known.and_then(|s| s.answers.get(&item));
            if before == answer.as_ref() {
                return Ok(nothing());
            }
            let step = |item: ItemId, answer| {
                let fact = RunFact::Answered { sheet: sheet.clone(), item: item.id.into(), answer };
                Step::now(Subject::Run(run), Fact::Run(fact))
            };
            let mut steps = vec![step(item, answer)];
            // A sheet that begins: what the team's positions make pointless is answered so.
            if known.is_none_or(|s| s.answers.is_empty()) {
                let pointless = desk.team().positions.pointless();
                let asked =
                    pointless.filter(|other| *other != item && found.form.items().any(|i| i == *other));
                steps.extend(asked.map(|i| step(i, Some(Answer::NotApplicable(NaReason::Position)))));
            }
            Ok(Decision { steps, deed: deed("run.answered", item.id), made: None })
        }
        Edit::CloseRun(id) => run_step(desk, id, RunFact::Closed, "run.closed"),
        Edit::ReopenRun(id) => run_step(desk, id, RunFact::Reopened, "run.reopened"),
        Edit::SaveMapping(name, text) => {
            let known = desk.mappings().find(|(_, m)| m.name.as_ref() == Some(&name));
            if known.is_some_and(|(_, m)| m.text == text) {
                return Ok(nothing());
            }
            let id = known
                .map(|(id, _)| id)
                .unwrap_or_else(|| MappingId::from_parts(context.now.0, context.random()));
            let subject = Subject::Mapping(id);
            let made = deed("mapping", name.as_str());
            let steps = vec![
                Step::now(subject, Fact::Mapping(MappingFact::Named(name))),
                Step::now(subject, Fact::Mapping(MappingFact::Set(text))),
            ];
            Ok(Decision { steps, deed: made, made: Some(subject) })
        }
    }
}

// ── small makers ────────────────────────────────────────────────────────────────────────────

pub(super) fn of_request(id: RequestId, fact: RequestFact) -> Step {
    Step::now(Subject::Request(id), Fact::Request(fact))
}

pub(super) fn deed(key: &'static str, name: &str) -> Deed {
    Deed { key, name: name.to_owned(), ..Deed::default() }
}

pub(super) fn request_deed(desk: &Workspace, key: &'static str, request: &Request) -> Deed {
    let client = request.client.and_then(|id| desk.client_name(id)).map(Name::to_string).unwrap_or_default();
    Deed { key, name: request.reference.to_string(), client, ..Deed::default() }
}

/// As [`request_deed`], for what is done for the client: where they deliver, it is not, and nobody is named.
pub(super) fn served_deed(desk: &Workspace, key: &'static str, request: &Request) -> Deed {
    let deed = request_deed(desk, key, request);
    match request.direction {
        Direction::WeServe => deed,
        Direction::WeAsk => Deed { client: String::new(), ..deed },
    }
}

pub(super) fn one(step: Step, deed: Deed) -> Decision {
    Decision { steps: vec![step], deed, made: None }
}

fn new_record(step: Step, deed: Deed) -> Decision {
    let made = Some(step.subject);
    Decision { steps: vec![step], deed, made }
}

pub(super) fn nothing() -> Decision {
    Decision { steps: Vec::new(), deed: Deed::default(), made: None }
}

pub(super) fn live(desk: &Workspace, subject: Subject) -> Result<(), Refusal> {
    if desk.is_live(subject) { Ok(()) } else { Err(Refusal::Gone) }
}

fn team_name(desk: &Workspace) -> &str {
    desk.team().name.as_ref().map(Name::as_str).unwrap_or_default()
}

/// An own word needs both its forms; a position that is held already changes nothing.
fn take_position(desk: &Workspace, stance: Box<Stance>, word: Option<(Name, Name)>) -> Decided {
    if !stance.is_known() {
        return Err(Refusal::Gone);
    }
    let own = &*stance.position == "word" && &*stance.choice == "own";
    let team = desk.team();
    if own && word.is_none() && team.word.is_none() {
        return Err(Refusal::EmptyText);
    }
    let of_team = |fact| Step::now(Subject::Team, Fact::Team(fact));
    let mut steps = Vec::new();
    if let Some((one, many)) = word.filter(|word| own && team.word.as_ref() != Some(word)) {
        steps.push(of_team(TeamFact::Word(one, many)));
    }
    if team.positions.taken(&stance.position).is_none_or(|taken| taken.stance != *stance) {
        steps.push(of_team(TeamFact::Position(stance)));
    }
    Ok(Decision { steps, deed: deed("position", ""), made: None })
}

fn run_step(desk: &Workspace, id: RunId, fact: RunFact, key: &'static str) -> Decided {
    let run = desk.run(id).ok_or(Refusal::Gone)?;
    let name = run.name.as_ref().map(Name::to_string).unwrap_or_default();
    Ok(one(Step::now(Subject::Run(id), Fact::Run(fact)), deed(key, &name)))
}

/// What references begin with: the first letters of the team's name, at most three.
pub fn prefix_of(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).take(3).collect();
    let text: String = letters.into_iter().flat_map(char::to_uppercase).collect();
    if text.is_empty() { "R".to_owned() } else { text }
}

/// The reference of the next request: one more than the highest number used with the team's prefix.
fn next_reference(desk: &Workspace, ahead: usize) -> String {
    let prefix = desk.team().prefix.as_deref().unwrap_or("R");
    let highest = desk.highest_number(prefix);
    format!("{prefix}-{}", highest + 1 + ahead as u64)
}

pub(super) fn client_of(
    desk: &Workspace,
    choice: Choice<ClientId>,
    context: &mut Context<'_>,
    steps: &mut Vec<Step>,
) -> Option<ClientId> {
    match choice {
        Choice::None => None,
        Choice::Known(id) => Some(id),
        Choice::New(name) => Some(desk.client_named(name.as_str()).unwrap_or_else(|| {
            let id = ClientId::from_parts(context.now.0, context.random());
            steps.push(Step::now(Subject::Client(id), Fact::Client(ClientFact::Named(name))));
            id
        })),
    }
}

pub(super) fn service_of(
    desk: &Workspace,
    choice: Choice<ServiceId>,
    context: &mut Context<'_>,
    steps: &mut Vec<Step>,
) -> Option<ServiceId> {
    match choice {
        Choice::None => None,
        Choice::Known(id) => Some(id),
        Choice::New(name) => Some(desk.service_named(name.as_str()).unwrap_or_else(|| {
            let id = ServiceId::from_parts(context.now.0, context.random());
            steps.push(Step::now(Subject::Service(id), Fact::Service(ServiceFact::Named(name))));
            id
        })),
    }
}

// ── requests ────────────────────────────────────────────────────────────────────────────────

/// Changes fields of a request; `why` says why others lose their turn by it, where they do.
pub(super) fn change(
    desk: &Workspace,
    id: RequestId,
    mut facts: Vec<RequestFact>,
    why: Option<Note>,
    context: &Context<'_>,
) -> Decided {
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    super::deciding::check_priority(desk, request, &facts)?;
    let lowered = super::deciding::lowered(desk, request, &facts);
    let key = if lowered.is_some() { "effect-lowered" } else { "changed" };
    facts.extend(lowered);
    let bumps = super::bump::by_priority(desk, context.book, id, request, &facts, context.now);
    let because = went_first(id, &bumps, why)?;
    let new = facts.into_iter().filter(|f| changes(request, f)).flat_map(|fact| {
        // It is ours to deliver from now on: the agreement that fits measures it.
        let ours = matches!(fact, RequestFact::Directed(Direction::WeServe));
        let ours = ours.then(|| refit(desk, request, request.client, request.service, context.now));
        [Some(fact), ours].into_iter().flatten().map(|fact| of_request(id, fact))
    });
    let steps: Vec<Step> = new.chain(because).chain(bumps).collect();
    Ok(Decision { steps, deed: request_deed(desk, key, request), made: None })
}

/// True for a plain field whose value would differ. Moves, promises and the like have edits of their own.
pub(super) fn changes(request: &Request, fact: &RequestFact) -> bool {
    match fact {
        RequestFact::Retitled(title) => request.title.as_ref() != Some(title),
        RequestFact::Described(text) => request.text != *text,
        RequestFact::AskedBy(name) => request.requester != *name,
        RequestFact::Directed(direction) => request.direction != *direction,
        RequestFact::Came(channel) => request.channel != *channel,
        RequestFact::Purpose(text) => request.purpose != *text,
        RequestFact::Lens(effect) => request.effect != *effect,
        RequestFact::Prioritised(priority) => request.priority != *priority,
        // With the priority it is the reason for, and never alone.
        RequestFact::Triage(TriageFact::PriorityWhy(why)) => !why.is_empty(),
        RequestFact::Assigned(owner) => request.owner != *owner,
        RequestFact::Labelled(label, on) => request.labels.contains(label) != *on,
        RequestFact::Archived(on) => request.archived != *on,
        RequestFact::BreachCause(cause) => match cause.kind {
            None => request.causes.iter().any(|known| known.clock == cause.clock),
            Some(_) => !request.causes.contains(cause),
        },
        _ => false,
    }
}

pub(super) fn promise(
    desk: &Workspace,
    id: RequestId,
    date: Option<Moment>,
    reason: Note,
    context: &Context<'_>,
) -> Decided {
    let now = context.now;
    let request = desk.request(id).ok_or(Refusal::Gone)?;
    if request.stage.is_finished() {
        return Err(Refusal::Finished);
    }
    if date.is_some_and(|d| d <= now) {
        return Err(Refusal::PromisePast);
    }
    let present = request.promise().map(|p| p.date);
    if present == date {
        return Ok(nothing());
    }
    if present.is_some() && reason.is_empty() {
        return Err(Refusal::PromiseReason);
    }
    let key = match (present, date) {
        (None, _) if request.direction == Direction::WeAsk => "promised-theirs",
        (None, _) => "promised",
        (_, Some(_)) => "promise-moved",
        (_, None) => "promise-withdrawn",
    };
    let mut steps = vec![of_request(id, RequestFact::Promised { date, reason })];
    let load = super::forecast::load_fact(desk, context.book, Some(id), date, now);
    steps.extend(load.map(|fact| of_request(id, fact)));
    Ok(Decision { steps, deed: request_deed(desk, key, request), made: None })
}

fn remove(desk: &Workspace, subject: Subject) -> Decided {
    live(desk, subject)?;
    let (key, name) = match subject {
        Subject::Request(id) => ("removed", desk.request(id).map(|r| r.reference.to_string())),
        Subject::Client(id) => ("client.removed", desk.client_name(id).map(Name::to_string)),
        Subject::Service(id) => ("service.removed", desk.service_name(id).map(Name::to_string)),
        Subject::Calendar(id) => {
            let uses = |v: &Version| v.calendar == Some(id) || v.support == Some(id);
            let user = desk.agreements().find(|(_, a)| a.versions.values().any(uses));
            if let Some((_, agreement)) = user {
                let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
                return Err(Refusal::CalendarInUse(name));
            }
            if let Some((_, other)) = desk.calendars().find(|(_, c)| c.layers.contains(&id)) {
                let name = other.name.as_ref().map(Name::to_string).unwrap_or_default();
                return Err(Refusal::CalendarLayered(name));
            }
            if let Some((_, other)) = desk.calendars().find(|(_, c)| c.opens.contains(&id)) {
                let name = other.name.as_ref().map(Name::to_string).unwrap_or_default();
                return Err(Refusal::CalendarOffice(name));
            }
            ("calendar.removed", desk.calendar(id).and_then(|c| c.name.as_ref()).map(Name::to_string))
        }
        Subject::Agreement(id) => {
            let name = desk.agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string);
            let measured = desk.requests().filter(|(_, request)| request.is_measured_by(id)).count();
            if measured > 0 {
                return Err(Refusal::AgreementInUse(name.unwrap_or_default(), measured));
            }
            ("agreement.removed", name)
        }
        Subject::Run(id) => ("run.removed", desk.run(id).and_then(|r| r.name.as_ref()).map(Name::to_string)),
        Subject::Team | Subject::Mapping(_) => ("mapping.removed", None),
    };
    Ok(one(Step::now(subject, Fact::Removed), deed(key, &name.unwrap_or_default())))
}
