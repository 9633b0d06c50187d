//! One condition of a filter: what is asked of a request, so that it can be asked for, left out, kept and typed alike.

use super::{ANY, Facet, NONE, Sieve, day};
use crate::domain::care::Tie;
use crate::domain::clock::ClockState;
use crate::domain::glance::Glance;
use crate::domain::ident::{ClientId, ServiceId};
use crate::domain::moment::{Moment, Span};
use crate::domain::request::{Effect, Outcome, Priority, Request, Stage};
use crate::domain::text::Name;
use chrono::NaiveDate;

coded! {
    /// What a condition is about.
    Key {
        /// How the clock stands.
        Clock = "clock",
        /// The client.
        Client = "client",
        /// The service.
        Service = "service",
        /// The stage.
        Stage = "stage",
        /// The priority.
        Priority = "priority",
        /// Who sees to it.
        Owner = "owner",
        /// Its labels.
        Label = "label",
        /// Its effect.
        Effect = "effect",
        /// What it hangs together with.
        Tie = "link",
        /// How long it waits.
        Waiting = "waiting",
        /// What is promised.
        Promised = "promised",
    }
}

/// What has to hold of a request; inside nothing for "none", of ties for "any".
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// Its clock stands so.
    Clock(Facet),
    /// It is for this client.
    Client(Option<ClientId>),
    /// It is about this service.
    Service(Option<ServiceId>),
    /// It is in this stage.
    Stage(Stage),
    /// It has this priority.
    Priority(Priority),
    /// This person sees to it.
    Owner(Option<Name>),
    /// It has this label.
    Label(Option<Name>),
    /// It has this effect.
    Effect(Option<Effect>),
    /// It hangs together with another one in this way.
    Tie(Option<Tie>),
    /// It has waited for at least so many days.
    Waiting(u16),
    /// It is promised before the end of this day.
    Promised(Option<NaiveDate>),
}

fn or_none<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or(NONE.to_owned(), T::to_string)
}

fn some_or_none<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text == NONE { Some(None) } else { read(text).map(Some) }
}

impl Condition {
    /// What it is about.
    pub fn key(&self) -> Key {
        match self {
            Condition::Clock(_) => Key::Clock,
            Condition::Client(_) => Key::Client,
            Condition::Service(_) => Key::Service,
            Condition::Stage(_) => Key::Stage,
            Condition::Priority(_) => Key::Priority,
            Condition::Owner(_) => Key::Owner,
            Condition::Label(_) => Key::Label,
            Condition::Effect(_) => Key::Effect,
            Condition::Tie(_) => Key::Tie,
            Condition::Waiting(_) => Key::Waiting,
            Condition::Promised(_) => Key::Promised,
        }
    }

    /// What it asks for, as an address holds it.
    pub fn code(&self) -> String {
        match self {
            Condition::Clock(facet) => facet.code().to_owned(),
            Condition::Client(id) => or_none(id),
            Condition::Service(id) => or_none(id),
            Condition::Stage(stage) => stage.code().to_owned(),
            Condition::Priority(priority) => priority.code().to_owned(),
            Condition::Owner(name) | Condition::Label(name) => or_none(name),
            Condition::Effect(effect) => effect.map_or(NONE, Effect::code).to_owned(),
            Condition::Tie(tie) => tie.map_or(ANY, Tie::code).to_owned(),
            Condition::Waiting(days) => days.to_string(),
            Condition::Promised(day) => or_none(day),
        }
    }

    /// The one with this code; none for one that nobody can read, and for "any clock", which asks for nothing.
    pub fn parse(key: Key, code: &str) -> Option<Condition> {
        let name = |name: &str| Name::new(name).ok();
        Some(match key {
            Key::Clock => Condition::Clock(Facet::parse(code).filter(|facet| *facet != Facet::All)?),
            Key::Client => Condition::Client(some_or_none(code, |id| id.parse().ok())?),
            Key::Service => Condition::Service(some_or_none(code, |id| id.parse().ok())?),
            Key::Stage => Condition::Stage(Stage::parse(code)?),
            Key::Priority => Condition::Priority(Priority::parse(code)?),
            Key::Owner => Condition::Owner(some_or_none(code, name)?),
            Key::Label => Condition::Label(some_or_none(code, name)?),
            Key::Effect => Condition::Effect(some_or_none(code, Effect::parse)?),
            Key::Tie if code == ANY => Condition::Tie(None),
            Key::Tie => Condition::Tie(Some(Tie::parse(code)?)),
            Key::Waiting => Condition::Waiting(code.parse().ok()?),
            Key::Promised => Condition::Promised(some_or_none(code, day)?),
        })
    }

    /// "None" of this, where that can be asked for: no label, nobody, nothing measured.
    pub fn none(key: Key) -> Option<Condition> {
        match key {
            Key::Clock => Some(Condition::Clock(Facet::Unmeasured)),
            key => Condition::parse(key, NONE),
        }
    }

    /// True where it holds of a request. `promised` is the moment at which [`Condition::Promised`]'s day ends.
    pub fn holds(
        &self,
        request: &Request,
        glance: Option<&Glance>,
        now: Moment,
        promised: Option<Moment>,
    ) -> bool {
        match self {
            Condition::Clock(facet) => stands(*facet, request, glance, now),
            Condition::Client(client) => request.client == *client,
            Condition::Service(service) => request.service == *service,
            Condition::Stage(stage) => request.stage == *stage,
            Condition::Priority(priority) => request.priority == *priority,
            Condition::Owner(owner) => request.owner == *owner,
            Condition::Label(Some(label)) => request.labels.contains(label),
            Condition::Label(None) => request.labels.is_empty(),
            Condition::Effect(effect) => request.effect == *effect,
            Condition::Tie(tie) => {
                request.care.look(|kept| kept.links.iter().any(|(is, _)| tie.is_none_or(|tie| tie == *is)))
            }
            Condition::Waiting(days) => {
                let since = now - Span::days(i64::from(*days));
                request.waiting().is_some_and(|wait| wait.from <= since)
            }
            Condition::Promised(None) => request.promise().is_none(),
            Condition::Promised(Some(_)) => {
                request.promise().is_some_and(|p| promised.is_some_and(|end| p.date < end))
            }
        }
    }
}

/// True where the clock of a request stands so (rule 3 of [`super`]).
fn stands(facet: Facet, request: &Request, glance: Option<&Glance>, now: Moment) -> bool {
    match facet {
        Facet::All => true,
        Facet::Pressing => glance.is_some_and(Glance::is_pressing),
        Facet::Late => glance.is_some_and(Glance::is_late),
        Facet::AtRisk => glance.is_some_and(Glance::is_at_risk),
        Facet::Waiting => glance.is_some_and(|g| g.waits),
        Facet::Running => {
            glance.is_some_and(|g| matches!(g.state, ClockState::Running | ClockState::OutsideHours))
        }
        Facet::Unmeasured => glance.is_some_and(|g| g.state == ClockState::NotApplicable),
        Facet::Tell => glance.is_some_and(|g| g.tell.is_some_and(|at| at <= now)),
        Facet::Overlong => glance.is_some_and(|g| g.overlong.is_some_and(|at| at <= now)),
        Facet::PromiseOver => glance.is_some_and(Glance::is_promise_over),
        Facet::PromiseNear => glance.is_some_and(Glance::is_promise_near),
        Facet::Blocked => glance.is_some() && request.care.blocked().is_some(),
        Facet::Chased => {
            glance.is_some() && request.care.kept().is_some_and(|kept| kept.chased_since_news > 0)
        }
        Facet::Bumped => !crate::domain::bump::untold(request).is_empty(),
        Facet::FromAbove => request.triage.look(|a| a.pressed.is_some()),
        Facet::Withdrawn => request.outcome() == Some(Outcome::Withdrawn),
        Facet::Reopened => request.resolved.iter().any(|(_, again)| again.is_some()),
    }
}

impl Sieve {
    /// What is asked for of this.
    pub fn get(&self, key: Key) -> Option<Condition> {
        match key {
            Key::Clock => (self.facet != Facet::All).then_some(Condition::Clock(self.facet)),
            Key::Client => self.client.map(Condition::Client),
            Key::Service => self.service.map(Condition::Service),
            Key::Stage => self.stage.map(Condition::Stage),
            Key::Priority => self.priority.map(Condition::Priority),
            Key::Owner => self.owner.clone().map(Condition::Owner),
            Key::Label => self.label.clone().map(Condition::Label),
            Key::Effect => self.effect.map(Condition::Effect),
            Key::Tie => self.tie.map(Condition::Tie),
            Key::Waiting => self.waiting.map(Condition::Waiting),
            Key::Promised => self.promised.map(Condition::Promised),
        }
    }

    /// Asks for this; nothing to ask for nothing of it.
    pub fn set(&mut self, key: Key, only: Option<Condition>) {
        macro_rules! take {
            ($kind:ident) => {
                match only {
                    Some(Condition::$kind(value)) => Some(value),
                    _ => None,
                }
            };
        }
        match key {
            Key::Clock => self.facet = take!(Clock).unwrap_or_default(),
            Key::Client => self.client = take!(Client),
            Key::Service => self.service = take!(Service),
            Key::Stage => self.stage = take!(Stage),
            Key::Priority => self.priority = take!(Priority),
            Key::Owner => self.owner = take!(Owner),
            Key::Label => self.label = take!(Label),
            Key::Effect => self.effect = take!(Effect),
            Key::Tie => self.tie = take!(Tie),
            Key::Waiting => self.waiting = take!(Waiting),
            Key::Promised => self.promised = take!(Promised),
        }
    }

    /// Leaves out what this holds of. They stand in an order of their own, so that filters that do the same are equal; of
    /// several days or waits the one that leaves out most is kept.
    pub fn leave_out(&mut self, not: Condition) {
        let wider = |other: &Condition| match (other, &not) {
            (Condition::Promised(Some(one)), Condition::Promised(Some(new))) => Some(one >= new),
            (Condition::Waiting(one), Condition::Waiting(new)) => Some(one <= new),
            (other, new) => (other == new).then_some(true),
        };
        if self.without.iter().any(|other| wider(other) == Some(true)) {
            return;
        }
        self.without.retain(|other| wider(other).is_none());
        self.without.push(not);
        self.without.sort_by_cached_key(|not| (not.key() as usize, not.code()));
    }

    /// What is asked for of this is left out from now on.
    pub fn turn(&mut self, key: Key) {
        if let Some(only) = self.get(key) {
            self.set(key, None);
            self.leave_out(only);
        }
    }

    /// The day by whose end a promise lies of what is left out.
    pub fn unpromised(&self) -> Option<NaiveDate> {
        self.without.iter().find_map(|not| match not {
            Condition::Promised(day) => *day,
            _ => None,
        })
    }
}
