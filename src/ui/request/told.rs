//! What the table of a clock says, in words and percents, ready to be drawn.

use super::{client_of, moment_both, moment_words};
use crate::domain::agreement::Version;
use crate::domain::clock::{Basis, ClockKind, Reading, Target};
use crate::domain::counting::UpdateBy;
use crate::domain::derivation::{Day, Derivation, Part, Piece, Row, Sums, derive};
use crate::domain::matched::passed_over;
use crate::domain::moment::{Moment, Span};
use crate::domain::request::{AgreedDate, MatchWhy, Priority, Request};
use crate::domain::standing::standing;
use crate::domain::text::Name;
use crate::domain::timebook::Compiled;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::parts::clock::for_reader;
use crate::ui::parts::days::{Axis, Bar, minute};
use crate::ui::parts::passed::passed_words;
use crate::ui::parts::shares::day_shares;
use crate::words::{DateStyle, Part as Words, locale, say_dyn, say_parts, time};
use chrono::{NaiveDate, NaiveTime};

/// The most days in the table.
const MOST_DAYS: usize = 60;

/// Everything the table shows, in words and percents.
#[derive(Clone, PartialEq, Default)]
pub struct Told {
    pub sentence: Vec<Words>,
    pub agreement: (String, String),
    pub fits: &'static str,
    /// The agreements that were passed over before it, each with why.
    pub passed: Vec<String>,
    pub reference: String,
    pub axis: Vec<(f64, String)>,
    pub rows: Vec<ToldRow>,
    pub foot: (String, String),
    pub legend: Vec<(&'static str, String)>,
    pub ends: String,
}

#[derive(Clone, PartialEq, Default)]
pub struct ToldRow {
    pub day: String,
    pub bars: Vec<Bar>,
    /// A word inside the drawing, and where it begins.
    pub label: Option<(f64, String)>,
    pub now: Option<f64>,
    pub due: Option<(f64, String)>,
    pub aloud: String,
    /// Whose hours those of the day are, where they are those of several offices.
    pub offices: Option<String>,
    pub counts: String,
}

/// The table of the clock that presses, or of the last one that did; none without a target.
pub fn tell(ledger: &Ledger, request: &Request, now: Moment) -> Option<Told> {
    let clocks = ledger.book().read(ledger.desk(), request, now)?;
    let pressing = clocks.pressing();
    let reading = if pressing.target.is_some() { pressing } else { &clocks.response };
    told(ledger, request, now, reading.kind)
}

/// The table of one clock; none without a target.
pub fn told(ledger: &Ledger, request: &Request, now: Moment, kind: ClockKind) -> Option<Told> {
    let desk = ledger.desk();
    let (_, fit) = request.pinned.as_ref()?;
    let (agreement_id, number) = request.pin()?;
    let agreement = desk.agreement(agreement_id)?;
    let version = agreement.versions.get(&number)?;
    let clocks = ledger.book().read_under(request, version, now)?;
    let reading = clocks.of(kind);
    reading.target?;
    let zone = &clocks.compiled.zone;
    let course = request.course_under(version);
    let by = standing(request, version, clocks.compiled, &course, reading.kind, now)?;
    let agreed = request.agreed.as_deref().filter(|_| reading.kind == ClockKind::Resolution);
    // One agreed before the clock began anew is over (C37 of the clocks).
    let agreed = agreed.filter(|agreed| reading.due == Some(agreed.date));
    let own = version.target(reading.kind, by.priority).filter(|_| agreed.is_none());
    let (priority, target) = (by.priority, own.unwrap_or(&by.target));
    let laid = derive(reading.kind, &by.course, &by.target, &clocks.compiled.open, zone, now, MOST_DAYS);
    let anew = Some(by.course.raised).filter(|from| *from != request.raised);
    let frame = Frame { ledger, zone, now, reading, target, priority, anew, version };
    let table = frame.table(&laid);
    let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
    Some(Told {
        sentence: match agreed {
            Some(agreed) => frame.agreed(request, agreed),
            None => frame.sentence(request),
        },
        agreement: (
            say!("why.version", name = name, n = number),
            Route::Version(agreement_id, number).href(),
        ),
        fits: fits(*fit),
        passed: passed_over(desk, request).iter().map(|(id, why)| passed_words(ledger, *id, why)).collect(),
        reference: request.reference.to_string(),
        foot: frame.foot(&laid.sums),
        legend: frame.legend(&laid.sums, &table),
        ends: frame.ends(&laid),
        ..table
    })
}

fn fits(why: MatchWhy) -> &'static str {
    match (why.chosen, why.client, why.service) {
        (true, ..) => say!("why.match_chosen"),
        (_, true, true) => say!("why.match_both"),
        (_, true, false) => say!("why.match_client"),
        (_, false, true) => say!("why.match_service"),
        _ => say!("why.match_all"),
    }
}

fn length(span: Span) -> String {
    time::length(span, None, time::Round::Down)
}

struct Frame<'a> {
    ledger: &'a Ledger,
    zone: &'a ZoneTable,
    now: Moment,
    reading: &'a Reading,
    target: &'a Target,
    priority: Priority,
    /// From when it counts, where that is not the beginning.
    anew: Option<Moment>,
    version: &'a Version,
}

impl Frame<'_> {
    fn clock(&self, at: Moment) -> String {
        time::date(self.zone.to_local(at), DateStyle::Time)
    }

    /// What is promised: hours and minutes, or working days.
    fn promised(&self) -> String {
        match self.target.working_days() {
            Some(n) => say!("why.days", n = n),
            None => length(self.target.amount),
        }
    }

    fn calendar(&self) -> String {
        let calendar = self.version.calendar.and_then(|id| self.ledger.desk().calendar(id));
        calendar.and_then(|c| c.name.as_ref()).map(Name::to_string).unwrap_or_default()
    }

    fn sentence(&self, request: &Request) -> Vec<Words> {
        let priority = say_dyn!("priority.", self.priority.code());
        let (client, target) = (client_of(self.ledger, request), self.promised());
        let head = match self.reading.kind {
            ClockKind::FirstResponse => {
                say_parts!("why.response", priority = priority, client = client, target = target)
            }
            ClockKind::Decision => {
                say_parts!("why.decision", priority = priority, client = client, target = target)
            }
            ClockKind::Reply => {
                say_parts!("why.reply", priority = priority, client = client, target = target)
            }
            ClockKind::Update if self.replies() => {
                say_parts!("why.reply", priority = priority, client = client, target = target)
            }
            ClockKind::Update => {
                say_parts!("why.update", priority = priority, client = client, target = target)
            }
            ClockKind::Resolution => {
                say_parts!("why.resolution", priority = priority, client = client, target = target)
            }
        };
        let basis = match self.target.basis {
            Basis::Open | Basis::Until(_) => say!("why.basis_open", calendar = self.calendar()),
            Basis::Calendar => say!("why.basis_all").to_owned(),
            Basis::Days => say!("why.basis_days", calendar = self.calendar()),
            Basis::SameTime => say!("why.basis_same", calendar = self.calendar()),
        };
        let waits: Vec<String> =
            self.version.pauses_on.iter().map(|reason| say_dyn!("why.wait.", reason.code())).collect();
        let pauses =
            if self.target.pauses && !waits.is_empty() { locale().list(&waits) } else { "none".to_owned() };
        let mut parts = Vec::new();
        let from = match self.reading.kind {
            ClockKind::Reply => "said",
            ClockKind::Update if self.replies() => "said",
            ClockKind::Update => "answer",
            _ if self.anew.is_some_and(|from| request.anew.contains(&from)) => "late",
            _ if self.anew.is_some() => "anew",
            _ => "raised",
        };
        for part in say_parts!("why.sentence", basis = basis, from = from, pauses = pauses) {
            match part {
                Words::Slot(name) if name == "head" => parts.extend(head.iter().cloned()),
                other => parts.push(other),
            }
        }
        if let Some(from) = self.anew {
            let again = request.resolved.iter().any(|(_, to)| *to == Some(from));
            let why = if again { "again" } else { "priority" };
            parts.push(Words::Plain(" ".to_owned()));
            parts.extend(say_parts!("why.anew", why = why, at = moment_words(self.zone, from, self.now)));
        }
        if self.priority != request.priority {
            let (then, now) = (self.priority.code(), request.priority.code());
            parts.push(Words::Plain(" ".to_owned()));
            parts.extend(say_parts!(
                "why.stays",
                then = say_dyn!("priority.", then),
                now = say_dyn!("priority.", now)
            ));
        }
        parts
    }

    /// Due on the date both sides agreed on (C35).
    fn agreed(&self, request: &Request, agreed: &AgreedDate) -> Vec<Words> {
        say_parts!(
            "why.agreed",
            client = client_of(self.ledger, request),
            at = moment_words(self.zone, agreed.date, self.now),
            by = agreed.by.as_str(),
            why = agreed.why.as_str()
        )
    }

    fn replies(&self) -> bool {
        self.version.counting.update_by == UpdateBy::Reply
    }

    fn foot(&self, sums: &Sums) -> (String, String) {
        let words = |at: Moment| moment_words(self.zone, at, self.now);
        let counted = length(sums.counted + sums.over);
        match (self.reading.stopped, self.reading.due) {
            (Some(at), _) => (say!("why.foot_stopped", at = words(at)), counted),
            (None, Some(due)) => {
                let target = length(self.reading.target.unwrap_or(self.target.amount));
                (say!("why.foot_due", target = target.as_str(), at = words(due)), target)
            }
            (None, None) if self.reading.paused_since.is_some() => {
                (say!("why.foot_paused").to_owned(), counted)
            }
            (None, None) => (say!("why.foot_running").to_owned(), counted),
        }
    }

    fn legend(&self, sums: &Sums, table: &Told) -> Vec<(&'static str, String)> {
        let mut out =
            vec![("band-open", say!("why.open").to_owned()), ("band-count", say!("why.counted").to_owned())];
        if sums.over.is_positive() {
            out.push(("band-over", [say!("why.over"), ": ", &length(sums.over)].concat()));
        }
        if sums.left.is_positive() {
            out.push(("band-left", [say!("why.left"), ": ", &length(sums.left)].concat()));
        }
        if sums.paused.is_positive() {
            out.push(("paused", say!("why.given_back", span = length(sums.paused))));
        }
        if table.rows.iter().any(|row| row.now.is_some()) {
            out.push(("now", say!("why.now_mark", at = self.clock(self.now))));
        }
        out
    }

    fn ends(&self, laid: &Derivation) -> String {
        let mut text = laid.due_unpaused.map_or_else(String::new, |at| {
            let mut text = say!("why.unpaused", at = moment_both(self.ledger, self.zone, at, self.now));
            text.push(' ');
            text
        });
        text.push_str(&say!("why.zone", zone = self.zone.name()));
        let due = self.reading.due.filter(|_| self.reading.stopped.is_none());
        if let Some(both) = due.and_then(|at| for_reader(self.ledger, self.zone, at, self.now)) {
            text.push(' ');
            text.push_str(&say!("why.both", at = both));
        }
        text
    }

    /// The rows with their drawing; the axis spans the hours in which anything is open.
    fn table(&self, laid: &Derivation) -> Told {
        let axis = Axis::of(self.zone, &laid.rows);
        let rows = laid.rows.iter().map(|row| self.row(row, &axis)).collect();
        Told { axis: axis.labels(), rows, ..Told::default() }
    }

    fn row(&self, row: &Row, axis: &Axis) -> ToldRow {
        match row {
            Row::Gap { days, sums } => {
                let words = say!("why.gap", days = *days);
                ToldRow {
                    day: "…".to_owned(),
                    label: Some((axis.at(axis.low * 60.0), words.clone())),
                    aloud: words,
                    counts: length(sums.counted + sums.over + sums.left),
                    ..ToldRow::default()
                }
            }
            Row::Day(day) => self.day(day, axis),
        }
    }

    fn day(&self, day: &Day, axis: &Axis) -> ToldRow {
        let at = |moment: Moment| axis.at(minute(self.zone, day.date, moment));
        let bars = axis.bars(self.zone, day);
        let today = self.zone.to_local(self.now).date() == day.date;
        let due = self.reading.due.filter(|at| self.zone.to_local(*at).date() == day.date);
        let spoken: Vec<String> = day.pieces.iter().filter_map(|piece| self.aloud(piece)).collect();
        let idle = match day.pieces.is_empty() {
            true => Some(self.closed(day.date)),
            false if spoken.is_empty() => Some(say!("why.open_idle").to_owned()),
            false => None,
        };
        let label = match &idle {
            Some(words) if day.pieces.is_empty() => Some((axis.at(axis.low * 60.0), words.clone())),
            _ => None,
        };
        ToldRow {
            day: time::date(day.date.and_time(NaiveTime::MIN), DateStyle::Day),
            bars,
            label,
            now: (today
                && self.reading.stopped.is_none()
                && axis.holds(minute(self.zone, day.date, self.now)))
            .then(|| at(self.now)),
            due: due.map(|moment| (at(moment), say!("why.due_mark", at = self.clock(moment)))),
            offices: self.offices(day.date),
            aloud: idle.unwrap_or_else(|| locale().list(&spoken)),
            counts: length(day.sums.counted + day.sums.over + day.sums.left),
        }
    }

    fn compiled(&self) -> Option<&Compiled> {
        self.version.calendar.and_then(|id| self.ledger.book().get(id))
    }

    /// Whose the opening hours of a day are, where they are those of several offices.
    fn offices(&self, date: NaiveDate) -> Option<String> {
        day_shares(self.compiled()?, date).filter(|_| self.target.basis != Basis::Calendar)
    }

    fn closed(&self, date: NaiveDate) -> String {
        match self.compiled().and_then(|compiled| compiled.hours().closed_name(date)) {
            Some(name) => say!("why.closed_named", name = name),
            None => say!("why.closed").to_owned(),
        }
    }

    fn aloud(&self, piece: &Piece) -> Option<String> {
        let code = match piece.part {
            Part::Open => return None,
            Part::Counted => "counted",
            Part::Over => "over",
            Part::Left => "left",
            Part::Paused => "paused",
        };
        Some(say_dyn!("why.piece.", code, from = self.clock(piece.from), to = self.clock(piece.to)))
    }
}
