//! What a person asks for, and why the desk may refuse it. Both are data; the sentences are in `words`.

use super::agreeing::AgreedDay;
use super::agreement::{Acceptance, Review, Side, Version};
use super::calendar::{Hours, HoursFault, Week};
use super::calendar_record::Calendar;
use super::client::{ClientFact, ServiceFact};
use super::clock::ClockKind;
use super::columns::Column;
use super::counter::Counter;
use super::day_file::FileReading;
use super::fact::{Fact, Source};
use super::ident::{AgreementId, CalendarId, ClientId, RequestId, RunId, ServiceId, Subject};
use super::moment::Moment;
use super::position::Stance;
use super::request::{Channel, DeclineReason, Direction, Effect, PauseReason, Priority, RequestFact, Stage};
use super::survey::Answer;
use super::survey::instrument::{Form, ItemId};
use super::team::TeamFact;
use super::text::{Name, Note, Title};
use super::triage::{Impact, Urgency};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something that is there already, or to be made under this name in the same step.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Choice<Id> {
    /// None of them.
    #[default]
    None,
    /// This one.
    Known(Id),
    /// A new one with this name (the one that has it already, if there is one).
    New(Name),
}

/// A request to be raised.
#[derive(Clone, PartialEq, Debug)]
pub struct NewRequest {
    /// What it is about.
    pub title: Title,
    /// Who it is for.
    pub client: Choice<ClientId>,
    /// Who asked.
    pub requester: Option<Name>,
    /// Which service.
    pub service: Choice<ServiceId>,
    /// Who delivers to whom.
    pub direction: Direction,
    /// How it came in.
    pub channel: Channel,
    /// How soon it matters.
    pub priority: Priority,
    /// What it does for the people served in the end.
    pub effect: Option<Effect>,
    /// Why: for which end result.
    pub purpose: Note,
    /// Which decision or deadline depends on it.
    pub depends: Note,
    /// What happens if it waits.
    pub urgency: Option<Urgency>,
    /// For whom.
    pub impact: Option<Impact>,
    /// Its text.
    pub text: Note,
    /// By when it is promised, if anything is promised yet.
    pub promise: Option<Moment>,
    /// When it was asked, if earlier than now.
    pub at: Option<Moment>,
    /// For what it waits from its first moment on, if it does.
    pub waits: Option<PauseReason>,
    /// Its labels.
    pub labels: Vec<Name>,
    /// Who sees to it.
    pub owner: Option<Name>,
    /// What "done" means, point by point.
    pub means: Vec<Title>,
    /// The template of a service it was made from.
    pub template: Option<(ServiceId, u32)>,
    /// What its service asks for besides, by the names of the fields.
    pub filled: Vec<(Name, Note)>,
}

impl NewRequest {
    /// A request of which only the title is known.
    pub fn titled(title: Title) -> NewRequest {
        NewRequest {
            title,
            client: Choice::None,
            requester: None,
            service: Choice::None,
            direction: Direction::WeServe,
            channel: Channel::Desk,
            priority: Priority::Normal,
            effect: None,
            purpose: Note::default(),
            depends: Note::default(),
            urgency: None,
            impact: None,
            text: Note::default(),
            promise: None,
            at: None,
            waits: None,
            labels: Vec::new(),
            owner: None,
            means: Vec::new(),
            template: None,
            filled: Vec::new(),
        }
    }
}

/// A calendar as a form holds it.
#[derive(Clone, PartialEq, Debug)]
pub struct CalendarDraft {
    /// Its name.
    pub name: Name,
    /// Its IANA zone.
    pub zone: Arc<str>,
    /// Its hours.
    pub hours: Hours,
    /// The calendars whose closed days are closed in it too.
    pub layers: BTreeSet<CalendarId>,
    /// The calendars whose hours it is open in, besides its own.
    pub opens: BTreeSet<CalendarId>,
    /// What calendar files said when they were read last, by the files' names.
    pub files: BTreeMap<Name, FileReading>,
    /// What the form showed when it was opened: only what differs from that is written, so that what another place
    /// changed meanwhile stays. None writes all of it.
    pub opened: Option<Box<Calendar>>,
}

/// An agreement as a form holds it.
#[derive(Clone, PartialEq, Debug)]
pub struct AgreementDraft {
    /// Its name.
    pub name: Name,
    /// For these clients; for every one where none is chosen.
    pub clients: Vec<Choice<ClientId>>,
    /// For these services; for every one where none is chosen.
    pub services: Vec<Choice<ServiceId>>,
    /// The terms. Of their life only this counts: a status of proposed shows them to the other side, and an
    /// effective moment is the one from which they are in force (none for now).
    pub terms: Version,
    /// Put it in force now.
    pub publish: bool,
    /// When it is put in force at once: also measure the open requests it fits that have no agreement.
    pub adopt: bool,
    /// What the form showed when it was opened: only what differs from that is written, so that what another place
    /// changed meanwhile stays. None writes all of it.
    pub opened: Option<Box<Opened>>,
}

/// An agreement as a form showed it when it was opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// Its name.
    pub name: Option<Name>,
    /// Its terms.
    pub terms: Version,
}

/// What is done to many requests at once.
#[derive(Clone, PartialEq, Debug)]
pub enum Many {
    /// They go to the end of this stage, in the order given.
    Move(Column),
    /// Fields of each are changed.
    Change(Vec<RequestFact>),
    /// They are for this client.
    Client(Choice<ClientId>),
    /// They ask for this service.
    Service(Choice<ServiceId>),
    /// They go into the archive (true) or come out of it.
    Archive(bool),
    /// They are removed.
    Remove,
}

/// What a person asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// Does the same to many requests, as one step.
    Many(Vec<RequestId>, Many),
    /// Sets up the desk: the team with its zone and hours.
    SetUp {
        /// The team's name.
        name: Name,
        /// Its IANA zone.
        zone: Arc<str>,
        /// Its usual hours.
        week: Week,
        /// The name of the calendar made of them.
        calendar: Name,
    },
    /// Changes the team's record.
    ChangeTeam(Vec<TeamFact>),
    /// Takes a position; `word` is the team's own word for those it serves (one, and several of them), where
    /// it chose to have one.
    TakePosition {
        /// What, by whom it is looked after, until when, and why.
        stance: Box<Stance>,
        /// The own word.
        word: Option<(Name, Name)>,
    },
    /// Raises a request.
    Raise(Box<NewRequest>),
    /// Changes fields of a request.
    Change(RequestId, Vec<RequestFact>),
    /// Changes who a request is for.
    ChangeClient(RequestId, Choice<ClientId>),
    /// Changes which service a request asks for.
    ChangeService(RequestId, Choice<ServiceId>),
    /// Moves a request to a column (the usual one of a stage, or an added one), before the request now at `index` of
    /// its stage (none: to the end).
    Move {
        /// Which request.
        id: RequestId,
        /// Where to.
        column: Column,
        /// The place in the stage, from 0, not counting the request itself.
        index: Option<usize>,
    },
    /// Declines a request.
    Decline {
        /// Which request.
        id: RequestId,
        /// The kind of reason.
        category: DeclineReason,
        /// The reason in words.
        reason: Note,
        /// What the client can do instead.
        alternative: Note,
    },
    /// The client takes a request back.
    Withdraw(RequestId, Note),
    /// Promises a date, or takes the promise back (`None`).
    Promise {
        /// Which request.
        id: RequestId,
        /// By when.
        date: Option<Moment>,
        /// Why it is no longer the date before.
        reason: Note,
    },
    /// Both sides agree on another day to be done by, by closing time, instead of the target; none takes it back.
    AgreeDate(RequestId, Option<AgreedDay>),
    /// Writes an update the client sees, or a note only the team sees.
    Update {
        /// Which request.
        id: RequestId,
        /// What is said.
        text: Note,
        /// True when the client sees it.
        visible: bool,
    },
    /// Notes that somebody has seen a request.
    Acknowledge(RequestId),
    /// Notes that work waits for somebody without moving the request; none resumes.
    Pause(RequestId, Option<PauseReason>),
    /// Looks after a request besides working on it.
    Care(RequestId, super::caring::CareEdit),
    /// Decides a request, or changes what was promised.
    Triage(RequestId, Box<super::deciding::TriageEdit>),
    /// Says why these requests passed the limit of their column.
    ExplainOver(Vec<RequestId>, Note),
    /// Makes the requests that are due to come again.
    MakeDue(Vec<super::template::Due>),
    /// Removes a record.
    Remove(Subject),
    /// Adds a client.
    AddClient(Name),
    /// Changes a client.
    EditClient(ClientId, Vec<ClientFact>),
    /// Notes what there was with a client besides requests, and the day of the next talk where one is named.
    Meet(ClientId, Box<super::meeting::Meeting>, Option<chrono::NaiveDate>),
    /// Adds a service.
    AddService(Name),
    /// Changes a service.
    EditService(ServiceId, Vec<ServiceFact>),
    /// Adds a calendar (`None`) or changes one.
    SaveCalendar(Option<CalendarId>, Box<CalendarDraft>),
    /// Adds an agreement (`None`) or changes one: terms of a version in force become a new version.
    SaveAgreement(Option<AgreementId>, Box<AgreementDraft>),
    /// One side accepts the newest version of an agreement, or takes that back (`None`).
    Accept(AgreementId, Side, Option<Acceptance>),
    /// The client would have something else than what is proposed ([`super::counter`]); which version that is, is decided.
    Counter(AgreementId, Box<Counter>),
    /// Takes such a wish over into a draft, by its number.
    TakeCounter(AgreementId, u32),
    /// Does not take it over, for a reason.
    RefuseCounter(AgreementId, u32, Note),
    /// Takes back that the newest version of an agreement will be in force: it is a draft again.
    TakeBack(AgreementId),
    /// Discards the newest version of an agreement, which was never in force.
    Discard(AgreementId),
    /// Moves open requests of an agreement to its version in force.
    MoveOpen(AgreementId, Vec<RequestId>),
    /// Puts an agreement at this place, from 0, of the ordered list.
    PlaceAgreement(AgreementId, usize),
    /// Ends an agreement: it takes no more requests; those it has keep it.
    EndAgreement {
        /// Which one.
        id: AgreementId,
        /// What is open under it keeps its clocks to the end; otherwise it has none from now on.
        keeps_clocks: bool,
    },
    /// Both sides have looked at an agreement again.
    Review(AgreementId, Review),
    /// Opens a run of the self-assessment.
    OpenRun {
        /// Its name.
        name: Name,
        /// Which items.
        form: Form,
    },
    /// Answers an item, or takes the answer back.
    Answer {
        /// Which run.
        run: RunId,
        /// Whose sheet; empty for the team's agreed one.
        sheet: Arc<str>,
        /// Which item.
        item: ItemId,
        /// The answer.
        answer: Option<Answer>,
    },
    /// Closes a run.
    CloseRun(RunId),
    /// Opens a closed run again.
    ReopenRun(RunId),
    /// Remembers how a file is read.
    SaveMapping(Name, Arc<str>),
}

/// A fact to be recorded.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Of which record.
    pub subject: Subject,
    /// What.
    pub fact: Fact,
    /// When it happened; none for now.
    pub at: Option<Moment>,
    /// Whence.
    pub source: Source,
}

impl Step {
    /// A fact that happens now.
    pub fn now(subject: Subject, fact: Fact) -> Step {
        Step { subject, fact, at: None, source: Source::Live }
    }
}

/// What an edit comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// The facts, in order. Empty when nothing would change.
    pub steps: Vec<Step>,
    /// What was done, for the notice and for undo.
    pub deed: Deed,
    /// The record it made, if it made one.
    pub made: Option<Subject>,
}

/// What was done, as data: a key of the sentence and the names in it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Deed {
    /// The sentence's key, below `deed.`.
    pub key: &'static str,
    /// The request's reference, or the name of what was changed.
    pub name: String,
    /// The client it is for, where that matters.
    pub client: String,
    /// The stage it went to, where it moved.
    pub stage: Option<Stage>,
    /// What the team calls the column of that stage, where it has a name of its own.
    pub column: Option<Name>,
    /// To how many requests, where it was done to many.
    pub n: usize,
    /// The requests that passed the limit of a column by it.
    pub over: Vec<RequestId>,
}

/// Why an edit cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There is no such record (any more).
    #[error("there is no such record")]
    Gone,
    /// The desk is not set up yet.
    #[error("the desk is not set up")]
    NotSetUp,
    /// Declining needs a reason.
    #[error("a decline needs a reason")]
    NoReason,
    /// Declining needs an alternative.
    #[error("a decline needs an alternative")]
    NoAlternative,
    /// Moving to Declined goes through the decline form.
    #[error("declining asks for a reason and an alternative")]
    DeclineByForm,
    /// A promised date lies in the past.
    #[error("the promised date is past")]
    PromisePast,
    /// There is no agreement whose target another date could replace.
    #[error("no agreement measures the request")]
    NoClock,
    /// A promise that is moved needs a reason.
    #[error("moving a promise needs a reason")]
    PromiseReason,
    /// Only finished requests go into the archive: this one is open.
    #[error("{0} is still open")]
    StillOpen(String),
    /// A finished request is promised nothing.
    #[error("the request is finished")]
    Finished,
    /// An update without text.
    #[error("nothing is written")]
    EmptyText,
    /// An event in the future.
    #[error("the moment is in the future")]
    Future,
    /// Nothing is set down for a target.
    #[error("a target of nothing cannot be kept")]
    ZeroTarget(ClockKind, Priority),
    /// Working days are whole.
    #[error("working days are whole")]
    WholeDays(ClockKind, Priority),
    /// Whoever takes a request over would have no time, or part of a working day.
    #[error("the hand-over target is not longer than nothing")]
    HandOver,
    /// A pause would be too long at once, or after part of a working day.
    #[error("the longest pause is not longer than nothing")]
    LongestPause,
    /// The time in which the client answers is nothing, or no whole days.
    #[error("the time to answer is not longer than nothing")]
    Answers,
    /// The first of the two would come after the second: an answer comes no later than a decision, and that no later
    /// than the resolution.
    #[error("the targets are out of order")]
    TargetsOutOfOrder(ClockKind, ClockKind, Priority),
    /// The agreement has no calendar.
    #[error("the agreement has no calendar")]
    NoCalendar,
    /// The hours cannot be used.
    #[error("the hours cannot be used: {0}")]
    Hours(HoursFault),
    /// The zone is not known.
    #[error("the zone {0} is not known")]
    UnknownZone(Arc<str>),
    /// The calendar is still used by this agreement.
    #[error("the calendar is used by {0}")]
    CalendarInUse(String),
    /// Closed days would be taken in a ring: these hours take days, by way of others too, from those that take theirs.
    #[error("closed days are taken in a ring")]
    LayerRing,
    /// Hours would be open in a ring: these in the hours of others that are, by way of others too, open in theirs.
    #[error("hours are open in a ring")]
    OfficeRing,
    /// Hours would be open in those of too many others, or those that are open in them would be
    /// ([`MOST_OFFICES`](super::offices::MOST_OFFICES)).
    #[error("too many hours are put together")]
    ManyOffices,
    /// An agreement would count in hours that put too many together, as two desks that were brought together can come to
    /// have them: those with this name.
    #[error("{0} puts too many hours together")]
    UncountedHours(String),
    /// Others are open in the hours of the calendar: the one with this name.
    #[error("{0} is open in the hours of the calendar")]
    CalendarOffice(String),
    /// Others take the closed days of the calendar: the one with this name.
    #[error("{0} takes the closed days of the calendar")]
    CalendarLayered(String),
    /// The agreement with this name measures so many requests, so it is ended and not removed.
    #[error("the agreement {0} measures {1} requests")]
    AgreementInUse(String, usize),
    /// There is one with this name already.
    #[error("the name {0} is taken")]
    NameTaken(String),
    /// A draft cannot be accepted: the other side has not been shown it.
    #[error("a draft cannot be accepted")]
    NotProposed,
    /// What is expected of a target is no length of time, or working days that are not whole.
    #[error("what is expected cannot be kept")]
    Expected(ClockKind, Priority),
    /// Another wish answers what is proposed, and nothing is.
    #[error("nothing is proposed that could be answered")]
    NotOffered,
    /// Another wish that wishes nothing else.
    #[error("nothing else is wished")]
    NoWish,
    /// The run is closed.
    #[error("the run is closed")]
    RunClosed,
    /// What its service asks for in this field is not there, or is something else.
    #[error("{0}: {1}")]
    Asked(String, super::asked::AskedFault),
    /// Besides the work itself.
    #[error("{0}")]
    Care(#[from] super::caring::CareRefusal),
    /// While deciding.
    #[error("{0}")]
    Triage(#[from] super::deciding::TriageRefusal),
    /// Undo: somebody changed the same field since.
    #[error("somebody changed the same field since")]
    ChangedSince,
}
