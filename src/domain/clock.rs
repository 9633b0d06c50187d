//! The clocks of a request: how much of a promised time has been used, until when, and whether it was kept.
//!
//! Everything here is a pure function of what happened ([`Course`]), what was promised ([`Target`]), the
//! opening hours ([`OpenTime`]) and a moment to look from. There are no counters and no timers, so a closed
//! laptop, a late check or a repeated one cannot change a verdict. (Computing on reading from the log is
//! how FreeITSM works; ServiceNow offers "repair" by replaying the history.)
//!
//! # Rules
//!
//! Products are named where their public documentation states the rule; the wording and the choice between
//! them are ours.
//!
//! **Running**
//!
//! * **C1** First response and resolution start when the request is raised and never start again, whoever works on it
//!   (Zammad, GLPI).
//! * **C2** The *first response* clock stops at the first answer the requester can see. A request resolved
//!   without one was answered by the resolution; a decline is an answer.
//! * **C3** The *resolution* clock stops when the request is resolved; closing it later moves nothing
//!   (frappe Helpdesk).
//! * **C4** What is counted is open time, or, where the target says so, time around the clock
//!   (Freshservice: "business hours" or "calendar hours" per target).
//! * **C5** The target's *due* moment is when exactly the target has been counted. Used up exactly at a
//!   closing, it is that closing.
//! * **C6** A clock is breached when it stops, or is looked at still running, strictly later than due. To
//!   stop exactly on the due moment is to meet it.
//! * **C7** That comparison is of moments, not of counted time. Due Friday 17:00 at closing and resolved on
//!   Saturday: nothing more has been counted, and it is a breach all the same.
//! * **C8** No target means no clock; a target of nothing is an error in the agreement ([`Target::check`])
//!   and is read as no target.
//!
//! **Pauses**
//!
//! * **C9** Whether pauses count is the target's property, whichever clock it is of; by custom they stop resolution and
//!   the next update, and not first response and decision (GLPI: time to resolve, not time to own).
//! * **C10** A pause gives back exactly the counted time inside it, so that a pause overnight gives back
//!   nothing (frappe Helpdesk, GLPI, Dynamics 365; FreeITSM's example: 17:30 to 08:00 with closing at 18:00
//!   is half an hour).
//! * **C11** Pauses that overlap or touch are one. Before the start and after the stop they give nothing.
//! * **C12** A pause that begins after the due moment does not move it: a breach is never undone. One that
//!   begins exactly on it does: nothing is left, but nothing is late, until the pause ends.
//! * **C13** While paused nothing becomes due, so there is no due moment; the time left stands still.
//! * **C14** Outside opening hours is a state of its own and is never called paused (Jira's "paused" is
//!   widely read as "somebody paused it").
//!
//! **Ends**
//!
//! * **C15** A resolved request that is reopened continues; the time between is not counted and is not a
//!   pause (BoldDesk, FreeITSM "continue"). If the due moment had passed before, it stays passed.
//! * **C16** The verdict of the first resolution is kept beside the final one
//!   ([`read_first_resolution`]; Plain's first and total resolution time).
//! * **C17** Declined, withdrawn or merged: the resolution clock is cancelled, neither met nor breached,
//!   even if it was overdue; unless it had been resolved before.
//! * **C18** Withdrawn or merged cancels the first response clock too, unless it had been met or breached
//!   by then. Declined stops it, met or breached.
//!
//! * **C33** Where an agreement says that opening again begins *anew*, each stretch from a beginning to a resolution
//!   has the whole target to itself (osTicket, FreeITSM "reset"). While one lasts it is read; once it has ended, the
//!   request is met only if every stretch was, and otherwise read by the first that was not: a breach before a
//!   reopening is never erased.
//! * **C37** What is opened again by hand long after it was done (rule 8 of [`super::care`]) begins anew as in C33,
//!   whatever the agreement says of opening again: it is work of its own, and time nobody worked on it for weeks says
//!   nothing of it. A date agreed before (C35) was for the stretch in which it lies.
//!
//! **States**
//!
//! * **C19** Met, breached and cancelled go before paused, paused before outside hours, outside hours
//!   before at risk.
//! * **C20** At risk from the moment the warning has been counted: a share of the target (iTop: 75 %), or so long
//!   before it is used up ([`super::threshold`]).
//! * **C21** What lies after the moment of looking is not known yet: a reading as of last month ignores
//!   what has happened since.
//! * **C22** Attainment is met / (met + breached). Still open and already breached counts as breached;
//!   running, cancelled and without target count on neither side.
//!
//! **Next update**
//!
//! * **C23** The *next update* clock is a promise of rhythm: from one answer the requester can see to the
//!   next one, at most the target. It starts with the first answer (C2), so it never hides the first
//!   response clock; each further answer, and opening the request again, starts it anew (Zammad's "between
//!   agent updates").
//! * **C24** It ends when the request is resolved; that, and a decline, is news as well. An update after
//!   that starts nothing.
//! * **C25** While the request is open the present wait is read; a wait that was too long before does not
//!   hide how long the present one may still last. Once it has ended, the longest wait is read, and it is
//!   met only if every wait was short enough (Zammad keeps the longest exchange).
//! * **C26** Withdrawn or merged cancels it, unless a wait was too long by then.
//!
//! **Deciding**
//!
//! * **C34** The *decision* clock is a promise to look: from the request being raised to the team's yes or no. It stops
//!   when the request is first accepted, begun or resolved, or declined; a question to the client and putting it off
//!   decide nothing. (GLPI's "time to own" is the nearest.) By custom pauses do not stop it (C9). Withdrawn or
//!   merged cancels it, unless it was late by then (C18).
//!
//! **An agreed date**
//!
//! * **C35** Both sides may agree on another date for one request. It takes the place of the resolution target: due is
//!   that moment, whatever pauses there are (Appfire: a negotiated date is not moved by pauses), whatever the priority
//!   becomes and whichever agreement it moves to. What was promised before stays in the history, and figures say how
//!   the same requests stand without it ([`super::insight`]).
//!
//! **Working days**
//!
//! * **C27** A target of *n* working days is used up at closing time of the *n*-th day with opening hours
//!   after the one on which the request was raised. What is raised after closing, or on a closed day, counts
//!   as raised on the next day that opens. (People say "by Thursday evening".)
//! * **C36** Where the target says so, it is used up *by the same time* on that day instead (GLPI keeps the wall
//!   clock; django-bizcal has both): what is asked at 10:20 is due at 10:20. What is raised outside opening hours
//!   counts from the next opening. On a day on which that time is not open, it is the last closing before it, and
//!   before the day opens its opening: never later than by C27. The time is that of the wall clock of the
//!   calendar's zone, also across a change of the clocks.
//! * **C28** From there on it is as much open time as lies between: pauses give back open time, and warnings
//!   are shares of it. Days are never made into hours of a fixed number. Where no pause gave anything back, it is
//!   used up at that very moment, also at an opening, where the open time before it has ended the evening before.
//!
//! **Another priority**
//!
//! * **C29** After a change of priority the target of the present one counts from the beginning, less the pauses
//!   there were (ServiceNow's "retroactive start and pause"), also where that makes the request late at once, or late
//!   no more. There is never more than one breach of a clock (Thena). The next update is always read by the
//!   present priority. An agreement may say otherwise: C31, C32 ([`super::standing`]).
//! * **C31** *From here on:* as C29, but what came due and was not kept while a former priority stood stays
//!   breached, by the target that stood then: a promise that was broken is not made whole by calling the request
//!   less urgent. A former priority whose target came due before it was set or after it was changed has broken
//!   nothing, so a priority set by mistake and set back leaves nothing behind. Of several the first counts.
//! * **C32** *Anew:* the target counts from the last change of priority before the clock stopped; what was used,
//!   and paused, before that counts for nothing.
//!
//! **Answers to the client**
//!
//! * **C30** Where the agreement says so, the next-update clock waits for an answer to what the client says
//!   instead of a rhythm (Zendesk's and Zammad's "for an agent to respond"): it starts with the first thing the
//!   client says after the last answer, so that saying it twice moves nothing, and ends with the next answer. What
//!   the client says before the first answer belongs to the first response. While nothing waits for an answer, the
//!   longest wait is read (C25).
//! * **C38** Where a time is promised for the *answer* to what the client says as well, both are measured at once: the
//!   next-update clock as a rhythm, and the answer clock as C30 says, each with a target, a state and a verdict of its
//!   own (Zendesk has "next reply" beside "periodic update"). One word to the client ends the wait of both. By custom
//!   pauses do not stop it: who waits for the client has been answered by what they say.
//!
//! The opening hours must cover the time from the request being raised to the due moment
//! ([`OpenTime::covers`]); where they do not, `due` is `None` and the clock cannot breach.

use super::calendar::OpenTime;
use super::moment::{Moment, Span};
use super::threshold::Threshold;

/// Which promise is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockKind {
    /// From raised to the first visible answer (C2).
    FirstResponse,
    /// From raised to resolved (C3).
    Resolution,
    /// From one visible answer to the next (C23).
    Update,
    /// From raised to the team's yes or no (C34).
    Decision,
    /// From what the client says to the answer (C38).
    Reply,
}

impl ClockKind {
    /// All, in the order in which they are shown.
    pub const ALL: [ClockKind; 5] = [
        ClockKind::FirstResponse,
        ClockKind::Decision,
        ClockKind::Update,
        ClockKind::Reply,
        ClockKind::Resolution,
    ];

    /// True where pauses stop it by custom (C9): nobody waits for the client before having spoken to them.
    pub const fn pauses(self) -> bool {
        matches!(self, ClockKind::Resolution | ClockKind::Update)
    }

    /// True where it is a chain of waits, each with the whole target to itself (C25).
    pub const fn is_waits(self) -> bool {
        matches!(self, ClockKind::Update | ClockKind::Reply)
    }

    /// Its number in what is stored.
    pub const fn index(self) -> u8 {
        self as u8
    }
}

/// Which time is counted (C4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Open time of the calendar.
    #[default]
    Open,
    /// Every hour of every day.
    Calendar,
    /// Working days, by their end (C27). An amount of 24 hours is one of them.
    Days,
    /// Working days, by the same time of day (C36). An amount of 24 hours is one of them.
    SameTime,
    /// As much open time as lies before this moment: what working days come to once it is known from when they
    /// count (C28). It is never agreed.
    Until(Moment),
}

impl Basis {
    /// True where working days are promised.
    pub const fn is_days(self) -> bool {
        matches!(self, Basis::Days | Basis::SameTime)
    }
}

/// A promised time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// How much counted time is promised; more than nothing. In working days, 24 hours are one.
    pub amount: Span,
    /// Which time is counted.
    pub basis: Basis,
    /// True if pauses stop this clock (C9).
    pub pauses: bool,
    /// From when on it is at risk (C20).
    pub warn: Threshold,
}

/// What is wrong with a [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    /// A promise of no time, or less. "No target" is the absence of a [`Target`].
    #[error("target is not longer than nothing")]
    NotPositive,
    /// Working days are whole, and not more than [`Target::MOST_DAYS`].
    #[error("working days are whole")]
    NotWholeDays,
}

impl Target {
    /// The most working days a target may have.
    pub const MOST_DAYS: i64 = 1_000;

    /// A target with the usual warning and the customary pausing ([`ClockKind::pauses`]).
    pub fn usual(kind: ClockKind, amount: Span, basis: Basis) -> Result<Target, TargetFault> {
        let target = Target { amount, basis, pauses: kind.pauses(), warn: Threshold::USUAL_WARNING };
        target.check().map(|()| target)
    }

    /// What is wrong with it, if anything.
    pub fn check(&self) -> Result<(), TargetFault> {
        match self.basis {
            _ if !self.amount.is_positive() => Err(TargetFault::NotPositive),
            basis if basis.is_days() && self.working_days().is_none() => Err(TargetFault::NotWholeDays),
            _ => Ok(()),
        }
    }

    /// How many working days are promised; none on another basis, or where they are not whole.
    pub fn working_days(&self) -> Option<usize> {
        const DAY: i64 = 86_400_000;
        let whole = self.basis.is_days() && self.amount.0 % DAY == 0;
        let days = Some(self.amount.0 / DAY).filter(|days| whole && (1..=Self::MOST_DAYS).contains(days));
        days.and_then(|days| usize::try_from(days).ok())
    }

    /// The same promise in counted time, for what began at `from` (C28); as it is, on another basis. None
    /// where the opening hours do not reach that far.
    pub fn counted_from(&self, from: Moment, open: &OpenTime) -> Option<Target> {
        if !self.basis.is_days() {
            return Some(*self);
        }
        self.days_from(from, from, open)
    }

    /// The same for working days that count from `begun`, of what was raised at `from` or before it.
    pub fn days_from(&self, from: Moment, begun: Moment, open: &OpenTime) -> Option<Target> {
        let days = self.working_days()?;
        let (due, basis) = if self.basis == Basis::SameTime {
            let due = open.same_time_of_working_day(begun, days)?;
            (due, Basis::Until(due))
        } else {
            (open.end_of_working_day(begun, days)?, Basis::Open)
        };
        Some(Target { amount: open.elapsed(from, due), basis, ..*self })
    }

    /// When what begins at `from` is due, if nothing is given back; none where the opening hours do not reach that
    /// far.
    pub fn due_from(&self, from: Moment, open: &OpenTime) -> Option<Moment> {
        let target = self.counted_from(from, open)?;
        Ruler { basis: target.basis, open }.after(from, target.amount.0)
    }

    /// How much time of its kind lies between two moments: around the clock, or open time. Working days have no length
    /// of their own; theirs is open time too.
    pub fn elapsed(&self, from: Moment, to: Moment, open: &OpenTime) -> Span {
        Span(Ruler { basis: self.basis, open }.elapsed(from, to))
    }

    /// True where something promised in working days or in hours of one kind is due after another by what is
    /// promised alone; hours and working days do not compare.
    pub fn comes_after(&self, other: &Target) -> bool {
        match (self.working_days(), other.working_days()) {
            // The same day: by its end, after any time of it.
            (Some(a), Some(b)) if a == b => self.basis == Basis::Days && other.basis == Basis::SameTime,
            (Some(a), Some(b)) => a > b,
            _ => self.basis == other.basis && self.amount > other.amount,
        }
    }
}

/// Time in which the request waited for somebody else; `[from, to)`, or still lasting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseSpan {
    /// When it began.
    pub from: Moment,
    /// When it ended, if it has.
    pub to: Option<Moment>,
}

/// An honourable end that is not a resolution (C17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The team said no.
    Declined,
    /// The requester took it back.
    Withdrawn,
    /// It is handled under another request.
    Merged,
}

/// What happened to a request, as far as its clocks care.
///
/// Pauses may come in any order and overlap. Resolutions are in the order in which they happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// When it was raised.
    pub raised: Moment,
    /// The first answer the requester could see.
    pub responded: Option<Moment>,
    /// When the team said yes: first accepted or begun (C34).
    pub decided: Option<Moment>,
    /// Every answer the requester could see, in order; the first one may be left out (C23).
    pub updates: Vec<Moment>,
    /// What the client said, in order: the next update answers it, and is no rhythm (C30). None for a rhythm.
    pub said: Option<Vec<Moment>>,
    /// What the client said, in order, for the clock of answers (C38).
    pub heard: Vec<Moment>,
    /// Each resolution: when, and when it was reopened, if it was.
    pub resolved: Vec<(Moment, Option<Moment>)>,
    /// Reopenings from which the whole target counts whatever is agreed, because they came so late (C37).
    pub anew: Vec<Moment>,
    /// Every pause.
    pub pauses: Vec<PauseSpan>,
    /// The date both sides agreed on instead of the target (C35).
    pub agreed: Option<Moment>,
    /// An end that is not a resolution, and when.
    pub ended: Option<(Moment, End)>,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockState {
    /// Nothing was promised.
    NotApplicable,
    /// Counting, with time to spare.
    Running,
    /// Counting, and past the warning.
    AtRisk,
    /// Standing still while somebody else is awaited.
    Paused,
    /// Standing still until opening.
    OutsideHours,
    /// Stopped in time.
    Met,
    /// Stopped too late, or still open and past due.
    Breached,
    /// Ended without a verdict.
    Cancelled(End),
}

/// What a clock shows at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which clock.
    pub kind: ClockKind,
    /// How it stands.
    pub state: ClockState,
    /// The promised time, if any was promised.
    pub target: Option<Span>,
    /// Counted time, from raised to the stop or to the moment of looking; zero without a target.
    pub elapsed: Span,
    /// Target less elapsed: time left, or, negative, time over. Zero without a target. A breach can show
    /// zero, when only closed time has passed since the due moment (C7).
    pub remaining: Span,
    /// When the target is used up. `None` without a target, while paused before it (C13), and where the
    /// opening hours do not reach that far.
    pub due: Option<Moment>,
    /// When the warning is counted; `None` as for `due`, or without a warning.
    pub warn_at: Option<Moment>,
    /// How much of the target has been counted by the warning; `None` without one.
    pub warn: Option<Span>,
    /// From when on it was counted.
    pub began: Moment,
    /// Which time was counted.
    pub basis: Basis,
    /// When the clock stopped or was cancelled.
    pub stopped: Option<Moment>,
    /// While paused: since when.
    pub paused_since: Option<Moment>,
    /// While outside hours: when it goes on counting.
    pub resumes: Option<Moment>,
    /// The next moment at which `state` changes if nothing else happens.
    pub next_change: Option<Moment>,
    /// Breached and not stopped yet.
    pub breached_open: bool,
    /// Of the pilot of its agreement: measured, and no breach ([`super::counting`]).
    pub pilot: bool,
}

impl Reading {
    /// How much has been counted when a threshold of it is passed; none without a target, and where the opening hours do
    /// not reach that far.
    pub fn amount_at(&self, threshold: Threshold, open: &OpenTime) -> Option<Span> {
        let (basis, warn) = (self.basis, threshold);
        let target = Target { amount: self.target?, basis, pauses: false, warn };
        threshold.amount(&target, self.began, open)
    }

    /// A reading where nothing is promised; it may have stopped all the same.
    pub(super) fn nothing(kind: ClockKind, stopped: Option<Moment>) -> Reading {
        Reading {
            kind,
            state: ClockState::NotApplicable,
            target: None,
            elapsed: Span::ZERO,
            remaining: Span::ZERO,
            due: None,
            warn_at: None,
            warn: None,
            began: Moment::default(),
            basis: Basis::Open,
            stopped,
            paused_since: None,
            resumes: None,
            next_change: None,
            breached_open: false,
            pilot: false,
        }
    }
}

/// How a request stands over all its clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// At least one clock can still be met.
    Pending,
    /// Every verdict is met.
    Met,
    /// Some met, some breached.
    PartlyMet,
    /// Every verdict is breached.
    Breached,
    /// No clock has or will have a verdict.
    None,
}

/// What a reading counts as in attainment (C22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Stopped in time.
    Met,
    /// Stopped too late.
    Breached,
    /// Not stopped, and too late already; counts as breached.
    OpenBreached,
    /// On neither side: running, cancelled, or nothing promised.
    Excluded,
}

/// Reads a clock at `now`. Without a target the reading says so and nothing more than when it stopped.
pub fn read(
    kind: ClockKind,
    course: &Course,
    target: Option<&Target>,
    open: &OpenTime,
    now: Moment,
) -> Reading {
    if kind.is_waits() {
        return super::rhythm::read_waits(kind, course, target, open, now);
    }
    read_cycles(kind, course, &course.resolved, target, open, now)
}

/// Reads the resolution clock as if the first resolution had been the last (C16). Until then it is the
/// same as [`read`].
pub fn read_first_resolution(
    course: &Course,
    target: Option<&Target>,
    open: &OpenTime,
    now: Moment,
) -> Reading {
    let first = course.resolved.first().map(|&(at, _)| [(at, None)]);
    let cycles = first.as_ref().map_or(&[][..], |cycle| cycle);
    read_cycles(ClockKind::Resolution, course, cycles, target, open, now)
}

/// How a request stands over the readings of its clocks. Clocks without target and cancelled ones have no
/// say; one that is breached has its verdict whether it still runs or not.
pub fn aggregate(readings: &[Reading]) -> RequestState {
    let (mut met, mut breached, mut pending) = (false, false, false);
    for reading in readings {
        match reading.state {
            ClockState::Met => met = true,
            ClockState::Breached => breached = true,
            ClockState::NotApplicable | ClockState::Cancelled(_) => {}
            ClockState::Running | ClockState::AtRisk | ClockState::Paused | ClockState::OutsideHours => {
                pending = true;
            }
        }
    }
    match (pending, met, breached) {
        (true, _, _) => RequestState::Pending,
        (false, true, true) => RequestState::PartlyMet,
        (false, true, false) => RequestState::Met,
        (false, false, true) => RequestState::Breached,
        (false, false, false) => RequestState::None,
    }
}

/// What a reading counts as in attainment.
pub fn verdict(reading: &Reading) -> Verdict {
    if reading.pilot { Verdict::Excluded } else { piloted(reading) }
}

/// What a reading would count as if a pilot were binding.
pub fn piloted(reading: &Reading) -> Verdict {
    match reading.state {
        ClockState::Met => Verdict::Met,
        ClockState::Breached if reading.stopped.is_none() => Verdict::OpenBreached,
        ClockState::Breached => Verdict::Breached,
        _ => Verdict::Excluded,
    }
}

/// How a clock came to rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// The promised thing was done.
    Done,
    /// The request ended otherwise.
    Ended(End),
}

/// The counted time of one basis.
struct Ruler<'a> {
    basis: Basis,
    open: &'a OpenTime,
}

impl Ruler<'_> {
    fn elapsed(&self, from: Moment, to: Moment) -> i64 {
        match self.basis {
            Basis::Open | Basis::Days | Basis::SameTime | Basis::Until(_) => self.open.elapsed(from, to).0,
            Basis::Calendar => to.since(from).at_least_zero().0,
        }
    }

    fn after(&self, from: Moment, amount: i64) -> Option<Moment> {
        match self.basis {
            Basis::Open | Basis::Days | Basis::SameTime => self.open.after(from, Span(amount)),
            Basis::Calendar => Some(from + Span(amount)),
            Basis::Until(said) => {
                let at = self.open.after(from, Span(amount))?;
                // Only closed time between: the moment that was said (C28).
                let same = at < said && self.open.elapsed(at, said) == Span::ZERO;
                Some(if same { said } else { at })
            }
        }
    }
}

/// Time that is not counted: what has begun by `until` of pauses and of stretches between a resolution and
/// its reopening. Lists are short and mostly empty, so each step looks at all of them instead of sorting a
/// copy.
struct Holes<'a> {
    pauses: &'a [PauseSpan],
    cycles: &'a [(Moment, Option<Moment>)],
    until: Moment,
}

impl Holes<'_> {
    /// The earliest stretch that ends after `at`, cut at `until`. It may begin before `at`, in an earlier
    /// stretch it overlaps; counting up to its beginning then counts nothing (C11).
    fn next(&self, at: Moment) -> Option<(Moment, Moment)> {
        let pauses = self.pauses.iter().map(|pause| (pause.from, pause.to));
        pauses
            .chain(self.cycles.iter().copied())
            .map(|(from, to)| (from, to.map_or(self.until, |to| to.min(self.until))))
            .filter(|&(from, to)| from < to && to > at)
            .min()
    }
}

/// An amount of counted time, and when it is used up.
struct Mark {
    amount: Option<i64>,
    at: Option<Moment>,
}

/// How far the counting has come.
struct Count<'a> {
    ruler: Ruler<'a>,
    at: Moment,
    counted: i64,
}

impl Count<'_> {
    /// Counts up to a hole and steps over it. A mark used up strictly before the hole is settled there;
    /// one used up exactly on its edge is not (C12).
    fn skip(&mut self, from: Moment, to: Moment, marks: &mut [&mut Mark]) {
        let here = self.ruler.elapsed(self.at, from);
        for mark in marks {
            if mark.at.is_none() && mark.amount.is_some_and(|amount| amount <= self.counted + here) {
                mark.at = self.used_up(mark.amount).filter(|&moment| moment < from);
            }
        }
        self.counted += here;
        self.at = to;
    }

    /// When the amount is used up if nothing more comes between.
    fn used_up(&self, amount: Option<i64>) -> Option<Moment> {
        let rest = amount? - self.counted;
        if rest >= 0 { self.ruler.after(self.at, rest) } else { None }
    }
}

/// How much time of a basis was counted from a beginning until a moment, less the pauses, where they count (C9 to C11),
/// and less what lay between a resolution and its reopening (C15).
pub fn counted(course: &Course, (basis, pauses): (Basis, bool), open: &OpenTime, until: Moment) -> Span {
    let pauses = if pauses { course.pauses.as_slice() } else { &[] };
    let holes = Holes { pauses, cycles: &course.resolved, until };
    let mut count = Count { ruler: Ruler { basis, open }, at: course.raised, counted: 0 };
    while let Some((from, to)) = holes.next(count.at) {
        count.skip(from, to, &mut []);
    }
    Span(count.counted + count.ruler.elapsed(count.at, until))
}

/// [`read`] over some of the resolutions.
fn read_cycles(
    kind: ClockKind,
    course: &Course,
    cycles: &[(Moment, Option<Moment>)],
    target: Option<&Target>,
    open: &OpenTime,
    now: Moment,
) -> Reading {
    let stop = stop_of(kind, course, cycles, now);
    let mut reading = Reading::nothing(kind, stop.map(|(at, _)| at));
    let Some(target) = target.filter(|target| target.check().is_ok()) else { return reading };
    // Beyond the opening hours nothing is due, whatever the amount.
    let beyond = Target { amount: Span(i64::MAX / 4), basis: Basis::Open, ..*target };
    let target = &target.counted_from(course.raised, open).unwrap_or(beyond);
    let ruler = Ruler { basis: target.basis, open };
    let until = stop.map_or(now, |(at, _)| at);

    let pauses = if target.pauses { course.pauses.as_slice() } else { &[] };
    let paused = stop.is_none() && covers(pauses, now);

    // Count from hole to hole.
    let holes = Holes { pauses, cycles, until };
    let mut count = Count { ruler, at: course.raised, counted: 0 };
    let mut due = Mark { amount: Some(target.amount.0), at: None };
    let warning = target.warn.warning(target, course.raised, open);
    let mut warn = Mark { amount: warning.map(|span| span.0), at: None };
    while let Some((from, to)) = holes.next(count.at) {
        count.skip(from, to, &mut [&mut due, &mut warn]);
    }
    if paused {
        // Also for a pause that begins at this very moment and is no hole yet.
        count.skip(now, now, &mut [&mut due, &mut warn]);
    } else {
        due.at = due.at.or_else(|| count.used_up(due.amount));
        warn.at = warn.at.or_else(|| count.used_up(warn.amount));
    }
    let counted = count.counted + count.ruler.elapsed(count.at, until);

    reading.due = course.agreed.filter(|_| kind == ClockKind::Resolution).or(due.at);
    reading.warn_at = warn.at;
    (reading.warn, reading.began, reading.basis) = (warning, course.raised, target.basis);
    reading.target = Some(target.amount);
    reading.elapsed = Span(counted);
    reading.remaining = target.amount - reading.elapsed;
    let late = reading.due.is_some_and(|due| until > due);
    reading.state = match stop {
        Some((_, Stop::Done)) => {
            if late {
                ClockState::Breached
            } else {
                ClockState::Met
            }
        }
        Some((_, Stop::Ended(_))) if late && kind != ClockKind::Resolution => ClockState::Breached,
        Some((_, Stop::Ended(end))) => ClockState::Cancelled(end),
        None => open_state(&mut reading, &count.ruler, pauses, paused, late, now),
    };
    reading
}

/// When and how the clock came to rest, as known at `now`.
fn stop_of(
    kind: ClockKind,
    course: &Course,
    cycles: &[(Moment, Option<Moment>)],
    now: Moment,
) -> Option<(Moment, Stop)> {
    let known = |at: &Moment| *at <= now;
    let first = |what: Option<Moment>| {
        let resolved = cycles.first().map(|&(at, _)| at);
        [what, resolved].into_iter().flatten().filter(known).min()
    };
    let done = match kind {
        ClockKind::FirstResponse => first(course.responded),
        ClockKind::Decision => first(course.decided),
        ClockKind::Resolution => cycles
            .iter()
            .find(|(at, reopened)| known(at) && !reopened.as_ref().is_some_and(known))
            .map(|&(at, _)| at),
        // Read as waits, each from an answer to the next (C25).
        ClockKind::Update | ClockKind::Reply => None,
    };
    let ended = course.ended.filter(|(at, _)| known(at));
    match (done, ended) {
        (Some(done), Some((at, _))) if done <= at => Some((done, Stop::Done)),
        (_, Some((at, End::Declined))) if kind != ClockKind::Resolution => Some((at, Stop::Done)),
        (_, Some((at, end))) => Some((at, Stop::Ended(end))),
        (Some(done), None) => Some((done, Stop::Done)),
        (None, None) => None,
    }
}

/// The state of a clock that has not stopped, with what the reading says about it.
fn open_state(
    reading: &mut Reading,
    ruler: &Ruler<'_>,
    pauses: &[PauseSpan],
    paused: bool,
    late: bool,
    now: Moment,
) -> ClockState {
    if late {
        reading.breached_open = true;
        return ClockState::Breached;
    }
    if paused {
        reading.paused_since = Some(paused_since(pauses, now));
        return ClockState::Paused;
    }
    // Late is strictly after due, and time goes in whole milliseconds.
    let breach = reading.due.map(|due| due + Span(1));
    let mut closing = None;
    if ruler.basis != Basis::Calendar {
        if !ruler.open.is_open(now) {
            reading.resumes = ruler.open.next_opening(now);
            reading.next_change = earlier(reading.resumes, breach);
            return ClockState::OutsideHours;
        }
        closing = ruler.open.next_closing(now);
    }
    let at_risk = reading.warn_at.is_some_and(|at| at <= now);
    let warning = if at_risk { None } else { reading.warn_at };
    reading.next_change = earlier(earlier(warning, breach), closing);
    if at_risk { ClockState::AtRisk } else { ClockState::Running }
}

/// True if one of the pauses lasts at `now`.
fn covers(pauses: &[PauseSpan], now: Moment) -> bool {
    pauses.iter().any(|pause| pause.from <= now && pause.to.is_none_or(|to| to > now))
}

/// Since when pauses have lasted without a break up to `now`, given that one lasts then.
fn paused_since(pauses: &[PauseSpan], now: Moment) -> Moment {
    let mut since = now;
    // Each round reaches back to a pause that touches what was found; there are as many as pauses at most.
    while let Some(from) = pauses
        .iter()
        .filter(|pause| pause.from < since && pause.to.is_none_or(|to| to >= since))
        .map(|pause| pause.from)
        .min()
    {
        since = from;
    }
    since
}

/// The earlier of two moments that may be missing.
fn earlier(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}
