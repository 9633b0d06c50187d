//! What somebody has accepted, as two numbers that stay the same while it does.
//!
//! Rules:
//! 1. An acceptance keeps a hash of the terms and the scope, and one of the opening hours as they stood: the week, closed
//!    days, days with hours of their own and the zone, with the closed days taken from others and the same of each office
//!    in whose hours they are open ([`super::offices`]), and likewise of the hours in which somebody can be reached. The names of calendars are not part of it, nor who accepted and when.
//! 2. What is as it usually is goes into no hash. So a term that a later version of this program knows changes nothing
//!    of what was accepted before, as long as nobody makes use of it.
//! 3. Where the hash of today is another one, what was accepted has changed since. The acceptance stays as the record
//!    it is, and what has changed is said beside it; accepting again writes the new hash down.
//! 4. An acceptance without hashes, as it was written down before there were any, is never said to have changed.
//! 5. Both numbers together make one for people to compare: the first eight signs of the hash of the two, each written as
//!    sixteen hexadecimal figures. It stands beside the version and beside who has accepted it; where the two differ, the
//!    text is another one. As it is stored nowhere by itself, it says the same of every version ever kept.

use super::agreed::{Cost, Goal, Over};
use super::agreement::{Side, Version};
use super::calendar::{DaySpan, Hours};
use super::clock::{Basis, ClockKind, Target};
use super::counting::{OnPriority, OnReopen, UpdateBy};
use super::holiday::DayRule;
use super::ident::{CalendarId, steady_hash};
use super::layers::whole;
use super::moment::Span;
use super::offices::{Office, offices};
use super::request::{PauseReason, Priority};
use super::text::Name;
use super::threshold::{Lead, Threshold};
use super::workspace::Workspace;

/// What was accepted (rule 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Signature {
    /// Of the scope and the terms.
    pub terms: u64,
    /// Of the opening hours, and of the hours in which somebody can be reached.
    pub hours: u64,
}

impl Signature {
    /// The number people compare (rule 5): eight hexadecimal figures.
    pub fn code(&self) -> String {
        let parts = [self.terms, self.hours].map(|hash| format!("{hash:016x}"));
        let [terms, hours] = &parts;
        let whole = steady_hash(&[terms, hours]);
        format!("{:08x}", whole >> 32)
    }
}

/// What has changed since it was accepted (rule 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// The terms, or whom they are for.
    Terms,
    /// The opening hours or their holidays.
    Hours,
    /// Both.
    Both,
}

/// What a version says now.
pub fn signature(desk: &Workspace, version: &Version) -> Signature {
    let mut hours = Said::default();
    hours.calendar(desk, "open", version.calendar);
    hours.calendar(desk, "support", version.support);
    Signature { terms: terms(version).hash(), hours: hours.hash() }
}

/// What has changed of a version since one side accepted it; none where nothing has, where nobody accepted it, or
/// where it is not known (rule 4).
pub fn changed(desk: &Workspace, version: &Version, side: Side) -> Option<Since> {
    let then = version.accepted_by(side)?.signature?;
    let now = signature(desk, version);
    match (then.terms == now.terms, then.hours == now.hours) {
        (true, true) => None,
        (false, true) => Some(Since::Terms),
        (true, false) => Some(Since::Hours),
        (false, false) => Some(Since::Both),
    }
}

#[derive(Default)]
struct Said(Vec<String>);

impl Said {
    fn say(&mut self, word: &str) {
        self.0.push(word.to_owned());
    }

    fn number(&mut self, number: impl Into<i64>) {
        self.0.push(number.into().to_string());
    }

    /// Something with its name, where there is something.
    fn some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.say(name);
            self.say(value);
        }
    }

    fn amount(&mut self, amount: Span, basis: Basis) {
        self.number(amount.0);
        self.say(match basis {
            // What working days come to is never agreed.
            Basis::Open | Basis::Until(_) => "open",
            Basis::Calendar => "calendar",
            Basis::Days => "days",
            Basis::SameTime => "same-time",
        });
    }

    fn target(&mut self, target: &Target) {
        self.amount(target.amount, target.basis);
        self.number(u8::from(target.pauses));
        self.threshold(target.warn);
    }

    /// A share is the number it always was (rule 2).
    fn threshold(&mut self, threshold: Threshold) {
        let (side, lead) = match threshold {
            Threshold::Share(percent) => return self.number(percent),
            Threshold::Before(lead) => ("before", lead),
            Threshold::After(lead) => ("after", lead),
        };
        self.say(side);
        match lead {
            Lead::Time(span) => self.number(span.0),
            Lead::Days(days) => {
                self.say("days");
                self.number(days);
            }
        }
    }

    fn spans(&mut self, spans: &[DaySpan]) {
        for span in spans {
            self.number(span.from);
            self.number(span.to);
        }
    }

    fn calendar(&mut self, desk: &Workspace, what: &str, id: Option<CalendarId>) {
        let known = id.and_then(|id| Some((id, desk.calendar(id)?, whole(desk, id)?)));
        let Some((id, calendar, hours)) = known else { return };
        self.say(what);
        self.hours(&calendar.zone, &hours);
        self.offices(&offices(desk, id));
    }

    /// In whose hours else they are open: what each of these says, with what those say in whose hours it is open, in no
    /// order. A ring goes round as often as there are calendars, so that it too comes to one number.
    fn offices(&mut self, all: &[Office]) {
        let own = |office: &Office| {
            let mut said = Said::default();
            said.hours(&office.zone, &office.hours);
            said.hash()
        };
        let own: Vec<u64> = all.iter().map(own).collect();
        let mut said = own.clone();
        let within = |office: &Office, said: &[u64]| {
            let mut within: Vec<u64> = office.opens.iter().filter_map(|at| said.get(*at)).copied().collect();
            within.sort_unstable();
            within
        };
        let whole = |(office, own): (&Office, &u64), said: &[u64]| {
            let mut out = Said(vec![own.to_string()]);
            out.0.extend(within(office, said).iter().map(u64::to_string));
            out.hash()
        };
        for _ in 0..all.len() {
            said = all.iter().zip(&own).map(|one| whole(one, &said)).collect();
        }
        if let Some(first) = all.first() {
            self.say("offices");
            self.0.extend(within(first, &said).iter().map(u64::to_string));
        }
    }

    fn hours(&mut self, zone: &str, hours: &Hours) {
        self.say(zone);
        for (day, spans) in (0u8..).zip(&hours.week.0) {
            self.say("day");
            self.number(day);
            self.spans(spans);
        }
        // On which days, not how they are called.
        for date in hours.closed.keys() {
            self.say("closed");
            self.say(&date.to_string());
        }
        for (month, day) in hours.yearly.keys() {
            self.say("yearly");
            self.number(*month);
            self.number(*day);
        }
        for ruled in &hours.ruled {
            self.rule(ruled.rule);
        }
        for (date, spans) in &hours.overrides {
            self.say("own");
            self.say(&date.to_string());
            self.spans(spans);
        }
    }

    fn rule(&mut self, rule: DayRule) {
        let (kind, numbers) = match rule {
            DayRule::Nth { month, nth, weekday } => ("nth", [month, nth, weekday].map(i64::from)),
            DayRule::Last { month, weekday } => ("last", [month, 0, weekday].map(i64::from)),
            DayRule::From { month, day, weekday } => ("from", [month, day, weekday].map(i64::from)),
            DayRule::Easter(days) => ("easter", [i64::from(days), 0, 0]),
            DayRule::OrthodoxEaster(days) => ("orthodox", [i64::from(days), 0, 0]),
        };
        self.say(kind);
        for number in numbers {
            self.number(number);
        }
    }

    fn hash(&self) -> u64 {
        let parts: Vec<&str> = self.0.iter().map(String::as_str).collect();
        steady_hash(&parts)
    }
}

/// The scope and the terms (rule 2).
fn terms(version: &Version) -> Said {
    let mut out = Said::default();
    for id in &version.scope.clients {
        out.some("client", Some(&id.to_string()));
    }
    for id in &version.scope.services {
        out.some("service", Some(&id.to_string()));
    }
    for priority in Priority::ALL {
        for clock in ClockKind::ALL {
            if let Some(target) = version.target(clock, *priority) {
                out.say("target");
                out.say(priority.code());
                out.number(clock.index());
                out.target(target);
            }
        }
    }
    for reason in PauseReason::ALL {
        if version.pauses_on.contains(reason) != (*reason == PauseReason::Client) {
            out.say("pause");
            out.say(reason.code());
        }
    }
    if version.ack_counts {
        out.say("ack");
    }
    for duty in version.duties.values() {
        out.say("duty");
        out.say(if duty.side == Side::Provider { "team" } else { "client" });
        out.say(duty.text.as_str());
        out.some("owner", duty.owner.as_ref().map(Name::as_str));
    }
    if !version.expects.is_empty() {
        out.some("expects", Some(version.expects.as_str()));
    }
    for ((clock, priority), (amount, basis)) in &version.expected {
        out.say("expected");
        out.say(priority.code());
        out.number(clock.index());
        out.amount(*amount, *basis);
    }
    for text in version.excludes.values() {
        out.some("excludes", Some(text.as_str()));
    }
    out.some("review", version.review.map(|day| day.to_string()).as_deref());
    for (measure, goal) in &version.measures {
        out.say(measure.code());
        out.number(goal.share);
        if goal.over != Over::All {
            out.say(goal.over.code());
        }
        if goal.least != Goal::LEAST {
            out.say("least");
            out.number(goal.least);
        }
    }
    for ((clock, step), who) in &version.ladder {
        // A step of the time until done is said as it always was.
        if *clock == ClockKind::Resolution {
            out.say("step");
        } else {
            out.say("step-of");
            out.number(clock.index());
        }
        out.threshold(*step);
        out.say(who.as_str());
    }
    if version.cadence != Default::default() {
        out.say("cadence");
        out.number(version.cadence.weeks);
        out.number(version.cadence.months);
    }
    match version.cost {
        Cost::NotShown => {}
        Cost::Shown => out.say("cost-shown"),
        Cost::AtCost => out.say("cost-at"),
        Cost::CostPlus(percent) => {
            out.say("cost-plus");
            out.number(percent);
        }
    }
    counting(version, &mut out);
    out
}

fn counting(version: &Version, out: &mut Said) {
    let counting = &version.counting;
    if let Some(minute) = counting.cut_off {
        out.say("cut-off");
        out.number(minute);
    }
    if counting.update_by == UpdateBy::Reply {
        out.say("reply");
    }
    let times = [
        ("hand-over", &counting.hand_over),
        ("longest-pause", &counting.longest_pause),
        ("answers", &counting.answers),
    ];
    for (name, target) in times {
        if let Some(target) = target {
            out.say(name);
            out.target(target);
        }
    }
    out.some("pilot", counting.pilot.map(|day| day.to_string()).as_deref());
    match counting.on_priority {
        OnPriority::Retarget => {}
        OnPriority::Onward => out.say("onward"),
        OnPriority::Anew => out.say("priority-anew"),
    }
    if counting.on_reopen == OnReopen::Anew {
        out.say("reopen-anew");
    }
}
