//! Work that comes again: templates of a service, and those that are due on days of their own.
//!
//! Rules:
//! 1. A template fills in a new request: title, text, what "done" means, priority, effect, owner, client.
//!    Everything can still be changed before it is put on the board.
//! 2. A template may repeat: every so many days, weeks or months from its first day, or on the n-th weekday
//!    of every so many months. A month without that day takes its last day: what is to be done at the end of a
//!    month is not left out in February.
//! 3. Days that passed unnoticed are not made up for one by one: only the latest day counts. A team back from
//!    a month's closure finds one request, not thirty.
//! 4. The request of a day has an identifier that follows from service, template and day. Two tabs that make
//!    it make one request; one that was removed on purpose does not come back. One that was taken back is offered again.
//! 5. What is due is put on the board by itself while a desk is open, once ([`untried`]): what somebody has taken back
//!    is only offered.

use super::care::CareFact;
use super::decide::{Context, nothing, raise_as};
use super::edit::{Choice, Decision, Deed, NewRequest, Refusal};
use super::fact::{Fact, Field};
use super::ident::{ClientId, RequestId, ServiceId, Subject, steady_hash};
use super::request::{Effect, Priority};
use super::text::{Name, Note, Title};
use super::workspace::Workspace;
use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

/// How often something comes again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Every {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months, on the day of the month of the first one.
    Months(u16),
    /// Every so many months, on the n-th weekday of the month that the first one was; a fifth one is the last.
    Weekday(u16),
}

impl Every {
    /// Its code, in stored data and in the key of its words.
    pub const fn code(self) -> &'static str {
        match self {
            Every::Days(_) => "days",
            Every::Weeks(_) => "weeks",
            Every::Months(_) => "months",
            Every::Weekday(_) => "weekday",
        }
    }

    /// The number in it.
    pub const fn number(self) -> u16 {
        match self {
            Every::Days(n) | Every::Weeks(n) | Every::Months(n) | Every::Weekday(n) => n,
        }
    }

    /// The one with this code and number; none for an unknown code, or for none or more than a thousand.
    pub fn of(code: &str, n: u16) -> Option<Every> {
        if !(1..=1_000).contains(&n) {
            return None;
        }
        Some(match code {
            "days" => Every::Days(n),
            "weeks" => Every::Weeks(n),
            "months" => Every::Months(n),
            "weekday" => Every::Weekday(n),
            _ => return None,
        })
    }
}

/// When something comes again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Repeat {
    /// How often.
    pub every: Every,
    /// The first day.
    pub from: NaiveDate,
}

impl Repeat {
    /// The day of the `k`-th time, from 0.
    fn day(&self, k: u32) -> Option<NaiveDate> {
        let step = |n: u16| u32::from(n).checked_mul(k);
        match self.every {
            Every::Days(n) => self.from.checked_add_signed(TimeDelta::days(i64::from(step(n)?))),
            Every::Weeks(n) => self.from.checked_add_signed(TimeDelta::weeks(i64::from(step(n)?))),
            Every::Months(n) => self.from.checked_add_months(Months::new(step(n)?)),
            Every::Weekday(n) => {
                let month = self.from.with_day(1)?.checked_add_months(Months::new(step(n)?))?;
                let nth = (self.from.day() - 1) / 7;
                nth_weekday(month, self.from.weekday(), nth)
            }
        }
    }

    /// The latest of its days up to `today`; none before the first.
    pub fn latest(&self, today: NaiveDate) -> Option<NaiveDate> {
        let k = self.count_before(today)?;
        self.day(k)
    }

    /// The first of its days after `today`.
    pub fn next(&self, today: NaiveDate) -> Option<NaiveDate> {
        match self.count_before(today) {
            None => Some(self.from),
            Some(k) => self.day(k.checked_add(1)?),
        }
    }

    /// The number, from 0, of the latest time up to `today`.
    fn count_before(&self, today: NaiveDate) -> Option<u32> {
        if today < self.from {
            return None;
        }
        let days = today.signed_duration_since(self.from).num_days();
        let months = i64::from(today.year() - self.from.year()) * 12 + i64::from(today.month())
            - i64::from(self.from.month());
        let guess = match self.every {
            Every::Days(n) => days / i64::from(n.max(1)),
            Every::Weeks(n) => days / (7 * i64::from(n.max(1))),
            Every::Months(n) | Every::Weekday(n) => months / i64::from(n.max(1)),
        };
        let guess = u32::try_from(guess).ok()?;
        // Within a month its day may still be to come.
        match self.day(guess) {
            Some(day) if day <= today => Some(guess),
            _ => guess.checked_sub(1),
        }
    }

    /// Which weekday of the month it is, from 1; 5 for the last.
    pub fn nth(&self) -> u32 {
        (self.from.day() - 1) / 7 + 1
    }
}

/// The n-th (from 0) such weekday of a month, or its last where there are fewer.
fn nth_weekday(first_of_month: NaiveDate, weekday: Weekday, nth: u32) -> Option<NaiveDate> {
    let offset = (7 + weekday.num_days_from_monday() - first_of_month.weekday().num_days_from_monday()) % 7;
    (0..=nth).rev().find_map(|n| first_of_month.with_day(1 + offset + 7 * n))
}

/// A template of a service.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    /// What it is called.
    pub name: Name,
    /// The title of requests made from it.
    pub title: Title,
    /// Their text.
    pub text: Note,
    /// What "done" means, point by point.
    pub means: Vec<Title>,
    /// How soon they matter.
    pub priority: Priority,
    /// What they do for the people served in the end.
    pub effect: Option<Effect>,
    /// Who sees to them.
    pub owner: Option<Name>,
    /// For whom.
    pub client: Option<ClientId>,
    /// When they come again.
    pub repeat: Option<Repeat>,
}

/// A request that is due to be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// Of which service.
    pub service: ServiceId,
    /// From which of its templates.
    pub template: u32,
    /// For which day.
    pub day: NaiveDate,
}

impl Due {
    /// The identifier of its request (rule 4).
    pub fn id(&self) -> RequestId {
        let (service, number) = (self.service.to_string(), self.template.to_string());
        let low = steady_hash(&[&service, &number, &self.day.to_string()]);
        let high = steady_hash(&["repeats", &number, &service]);
        let midnight = self.day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        RequestId::from_parts(midnight, u128::from(high) << 64 | u128::from(low))
    }

    /// True where there was never anything of it: neither a request that stands nor one taken back.
    fn is_new(&self, desk: &Workspace) -> bool {
        desk.log(Subject::Request(self.id())).is_empty()
    }

    fn is_made(&self, desk: &Workspace) -> bool {
        let subject = Subject::Request(self.id());
        if desk.is_live(subject) {
            return true;
        }
        let revoked = desk.revoked(subject);
        desk.log(subject).iter().any(|e| e.fact == Fact::Removed && !revoked.contains(&e.stamp))
    }
}

/// What is due to be made on this day and is not yet, by service and template.
pub fn due(desk: &Workspace, today: NaiveDate) -> Vec<Due> {
    let mut out = Vec::new();
    for (service, known) in desk.services() {
        for (template, one) in &known.templates {
            let Some(day) = one.repeat.and_then(|repeat| repeat.latest(today)) else { continue };
            let due = Due { service, template: *template, day };
            if !due.is_made(desk) {
                out.push(due);
            }
        }
    }
    out
}

/// What is due on this day and goes on the board by itself (rule 5).
pub fn untried(desk: &Workspace, today: NaiveDate) -> Vec<Due> {
    due(desk, today).into_iter().filter(|due| due.is_new(desk)).collect()
}

/// The request a template makes.
pub fn filled(service: ServiceId, number: u32, template: &Template) -> NewRequest {
    NewRequest {
        client: template.client.map_or(Choice::None, Choice::Known),
        service: Choice::Known(service),
        priority: template.priority,
        effect: template.effect,
        text: template.text.clone(),
        means: template.means.clone(),
        owner: template.owner.clone(),
        template: Some((service, number)),
        ..NewRequest::titled(template.title.clone())
    }
}

/// Makes what is due, as one step. What another tab has made meanwhile is passed over.
pub(super) fn make(desk: &Workspace, dues: &[Due], context: &mut Context<'_>) -> Result<Decision, Refusal> {
    let mut steps = Vec::new();
    let (mut n, mut name) = (0, String::new());
    for due in dues.iter().filter(|due| !due.is_made(desk)) {
        let known = desk.service(due.service).and_then(|s| s.templates.get(&due.template));
        let Some(template) = known else { continue };
        let repeats = CareFact::Repeats(due.service, due.template, due.day);
        let made = raise_as(
            desk,
            filled(due.service, due.template, template),
            Some((due.id(), repeats, n)),
            context,
        )?;
        steps.extend(made.steps);
        name = made.deed.name;
        n += 1;
    }
    if n == 0 {
        return Ok(nothing());
    }
    Ok(Decision { steps, deed: Deed { key: "care.due", name, n, ..Deed::default() }, made: None })
}

/// The field a template of a service is.
pub(super) fn field(number: u32) -> Field {
    Field(20, u64::from(number))
}
