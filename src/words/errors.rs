//! Refusals and store errors as sentences: what is wrong, where, the way out, and that nothing is lost.
//! Every match is exhaustive: a new error does not compile before it has its sentence.

use super::say_dyn;
use crate::domain::asked::AskedFault;
use crate::domain::calendar::{HoursFault, SpanFault};
use crate::domain::caring::CareRefusal;
use crate::domain::clock::ClockKind;
use crate::domain::deciding::TriageRefusal;
use crate::domain::edit::Refusal;
use crate::domain::offices::MOST_OFFICES;
use crate::domain::request::Priority;
use crate::domain::text::TextFault;
use crate::say;
use crate::store::ledger::Trouble;
use crate::store::ports::{FileFault, StoreError};

/// Why an edit was not done.
pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Refused(refusal) => self::refusal(refusal),
        Trouble::Store(error) => store(error),
    }
}

/// As [`trouble`]; where nothing was written, `empty` says what is wanted.
pub fn trouble_or(trouble: &Trouble, empty: &str) -> String {
    match trouble {
        Trouble::Refused(Refusal::EmptyText) => empty.to_owned(),
        other => self::trouble(other),
    }
}

/// Why the rules forbid an edit.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Gone => say!("error.gone").into(),
        Refusal::NotSetUp => say!("error.not_set_up").into(),
        Refusal::NoReason => say!("error.no_reason").into(),
        Refusal::NoAlternative => say!("error.no_alternative").into(),
        Refusal::DeclineByForm => say!("error.decline_by_form").into(),
        Refusal::PromisePast => say!("error.promise_past").into(),
        Refusal::NoClock => say!("error.no_clock").into(),
        Refusal::PromiseReason => say!("error.promise_reason").into(),
        Refusal::StillOpen(name) => say!("error.still_open", name = name.as_str()),
        Refusal::Finished => say!("error.finished").into(),
        Refusal::EmptyText => say!("error.empty_text").into(),
        Refusal::Future => say!("error.future").into(),
        Refusal::ZeroTarget(_, priority) => say!("error.zero_target", priority = priority_word(*priority)),
        Refusal::WholeDays(_, priority) => say!("error.whole_days", priority = priority_word(*priority)),
        Refusal::HandOver => say!("error.hand_over").into(),
        Refusal::LongestPause => say!("error.longest_pause").into(),
        Refusal::Answers => say!("error.answers").into(),
        Refusal::TargetsOutOfOrder(first, second, priority) => {
            let (first, second) = (target_word(*first), target_word(*second));
            say!("error.targets_order", priority = priority_word(*priority), first = first, second = second)
        }
        Refusal::NoCalendar => say!("error.no_calendar").into(),
        Refusal::Hours(fault) => hours(fault),
        Refusal::UnknownZone(zone) => say!("error.unknown_zone", zone = zone.as_ref()),
        Refusal::AgreementInUse(name, n) => say!("error.agreement_in_use", name = name.as_str(), n = *n),
        Refusal::LayerRing => say!("error.layer_ring").into(),
        Refusal::OfficeRing => say!("error.office_ring").into(),
        Refusal::ManyOffices => say!("error.many_offices", n = MOST_OFFICES),
        Refusal::UncountedHours(name) => {
            say!("error.uncounted_hours", name = name.as_str(), n = MOST_OFFICES)
        }
        Refusal::CalendarOffice(name) => say!("error.calendar_office", name = name.as_str()),
        Refusal::CalendarLayered(name) => say!("error.calendar_layered", name = name.as_str()),
        Refusal::CalendarInUse(name) => say!("error.calendar_in_use", name = name.as_str()),
        Refusal::NameTaken(name) => say!("error.name_taken", name = name.as_str()),
        Refusal::Expected(_, priority) => say!("error.expected", priority = priority_word(*priority)),
        Refusal::NotOffered => say!("error.not_offered").into(),
        Refusal::NoWish => say!("error.no_wish").into(),
        Refusal::NotProposed => say!("error.not_proposed").into(),
        Refusal::RunClosed => say!("error.run_closed").into(),
        Refusal::Asked(name, fault) => asked(name, *fault),
        Refusal::Care(refusal) => care(refusal),
        Refusal::Triage(refusal) => deciding(refusal),
        Refusal::ChangedSince => say!("error.changed_since").into(),
    }
}

/// Why what was filled into a field of a service cannot be taken.
pub fn asked(name: &str, fault: AskedFault) -> String {
    match fault {
        AskedFault::Missing => say!("error.asked_missing", name = name),
        AskedFault::NotANumber => say!("error.asked_number", name = name),
        AskedFault::NotADay => say!("error.asked_day", name = name),
        AskedFault::NotALink => say!("error.asked_link", name = name),
        AskedFault::NotAChoice => say!("error.asked_choice", name = name),
    }
}

/// Why something besides the work itself cannot be noted.
fn care(refusal: &CareRefusal) -> String {
    match refusal {
        CareRefusal::NoStep => say!("error.no_step").into(),
        CareRefusal::Escalated => say!("error.escalated").into(),
        CareRefusal::NothingToEnd => say!("error.nothing_to_end").into(),
        CareRefusal::BadRating => say!("error.bad_rating").into(),
        CareRefusal::NotFinished => say!("error.not_finished").into(),
        CareRefusal::NoReason => say!("error.no_reopen_reason").into(),
        CareRefusal::Itself => say!("error.tied_to_itself").into(),
        CareRefusal::MergedIntoFinished(name) => say!("error.merge_finished", name = name.as_str()),
        CareRefusal::Circle(name) => say!("error.circle", name = name.as_str()),
        CareRefusal::TooManyPoints => say!("error.too_many_points").into(),
    }
}

/// Why the team's own rules keep something from being done.
fn deciding(refusal: &TriageRefusal) -> String {
    match refusal {
        TriageRefusal::NobodyDeclines => say!("error.nobody_declines").into(),
        TriageRefusal::WhoDecided => say!("error.who_decided").into(),
        TriageRefusal::NotTheirs(name) => say!("error.not_theirs", name = name.as_str()),
        TriageRefusal::UntilWhen => say!("error.until_when").into(),
        TriageRefusal::NotEssential => say!("error.not_essential").into(),
        TriageRefusal::PreferenceUrgent => say!("error.preference_urgent").into(),
        TriageRefusal::NotScored(n) => say!("error.not_scored", n = *n),
        TriageRefusal::NoPromiseYet => say!("error.no_promise_yet").into(),
        TriageRefusal::NoMeansYet => say!("error.no_means_yet").into(),
        TriageRefusal::OverrideReason => say!("error.override_reason").into(),
        TriageRefusal::PassesOthers(n) => say!("error.passes_others", n = *n),
        TriageRefusal::TellDelay => say!("error.tell_delay").into(),
        TriageRefusal::PurposeOwed => say!("error.purpose_owed").into(),
        TriageRefusal::NothingPromised => say!("error.nothing_promised").into(),
        TriageRefusal::NoDelay => say!("error.no_delay").into(),
    }
}

/// What is wrong with opening hours.
pub fn hours(fault: &HoursFault) -> String {
    match fault {
        HoursFault::NeverOpen => say!("error.never_open").into(),
        HoursFault::Week { day, fault, .. } => {
            say!("error.week_span", day = say_dyn!("weekday.", &day.to_string()), what = span(*fault))
        }
        HoursFault::Override { date, fault, .. } => {
            say!("error.date_span", date = date.to_string(), what = span(*fault))
        }
    }
}

fn span(fault: SpanFault) -> &'static str {
    match fault {
        SpanFault::StartOutOfRange => say!("error.span_start"),
        SpanFault::EndOutOfRange => say!("error.span_end"),
        SpanFault::EndNotAfterStart => say!("error.span_order"),
    }
}

/// Why something could not be stored or read.
pub fn store(error: &StoreError) -> String {
    match error {
        StoreError::Blocked(_) => say!("error.blocked").into(),
        StoreError::Full { .. } => say!("error.full").into(),
        StoreError::Unreadable { .. } => say!("error.unreadable").into(),
        StoreError::Newer { .. } => say!("error.newer").into(),
        StoreError::Emptied => say!("error.emptied").into(),
        StoreError::Held => say!("error.held").into(),
        StoreError::BadFile(fault) => say!("error.bad_file", why = file(fault)),
    }
}

/// What is wrong with a file, where, and the way out.
fn file(fault: &FileFault) -> String {
    match fault {
        FileFault::CutShort { line, column } => say!("badfile.cut", line = *line, column = *column),
        FileFault::NotWritten { line, column } => say!("badfile.other", line = *line, column = *column),
        FileFault::NotADesk => say!("badfile.not_a_desk").into(),
        FileFault::NoDesk => say!("badfile.no_desk").into(),
        FileFault::UnknownRecord(record) => say!("badfile.unknown", record = record.as_str()),
        FileFault::Record { record, cause } => {
            say!("badfile.record", record = record.as_str(), cause = cause.as_str())
        }
        FileFault::Count { said, found } => say!("badfile.count", said = *said, found = *found),
        FileFault::Changed => say!("badfile.changed").into(),
    }
}

/// Why a text cannot be taken.
pub fn text(fault: TextFault) -> String {
    match fault {
        TextFault::Empty => say!("error.empty").into(),
        TextFault::TooLong { most, got } => say!("error.too_long", most = most, got = got),
    }
}

/// As [`text`]; where nothing was written, `empty` says what is wanted.
pub fn text_or(fault: TextFault, empty: &str) -> String {
    match fault {
        TextFault::Empty => empty.to_owned(),
        TextFault::TooLong { .. } => text(fault),
    }
}

/// What a target promises, as the subject of a sentence.
fn target_word(clock: ClockKind) -> &'static str {
    match clock {
        ClockKind::FirstResponse => say!("error.target_response"),
        ClockKind::Decision => say!("error.target_decision"),
        ClockKind::Update => say!("error.target_update"),
        ClockKind::Reply => say!("error.target_reply"),
        ClockKind::Resolution => say!("error.target_done"),
    }
}

fn priority_word(priority: Priority) -> String {
    say_dyn!("priority.", priority.code())
}
