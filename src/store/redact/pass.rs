//! One way through the facts of a record: who is in it, or the same fact with everybody replaced. Every kind of fact is
//! named here, so that a new one cannot be passed over.

use super::{Met, Redaction, Role, names_in};
use crate::domain::agreement::{Acceptance, AgreementFact, Duty, Review, Side, Term};
use crate::domain::asked::{Asked, Kind};
use crate::domain::calendar_record::CalendarFact;
use crate::domain::care::CareFact;
use crate::domain::cause::Cause;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::columns::ColumnFact;
use crate::domain::counter::{Counter, CounterAnswer};
use crate::domain::day_file::FileReading;
use crate::domain::fact::{Event, Fact};
use crate::domain::gain::Gain;
use crate::domain::meeting::Meeting;
use crate::domain::position::Stance;
use crate::domain::request::{AgreedDate, Raise, RequestFact};
use crate::domain::run::RunFact;
use crate::domain::stamp::Stamp;
use crate::domain::survey::{Answer, NaReason};
use crate::domain::team::TeamFact;
use crate::domain::template::Template;
use crate::domain::text::{Name, Note, Title};
use crate::domain::triage::{Criterion, Deferral, Fit, TriageFact, TriageSetting};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

pub(super) enum Work<'a> {
    /// Only remembers who is met, and when.
    Collect(&'a RefCell<Met>, &'a Cell<Stamp>),
    Replace(&'a Redaction),
}

/// One way through a record: to find who is in it, or to replace them. One way for both, so that nobody who is not found
/// is left in.
pub(super) struct Pass<'a> {
    pub(super) of: Work<'a>,
    pub(super) reference: Option<Arc<str>>,
}

impl Pass<'_> {
    fn person(&self, name: &Name, role: Role) -> Name {
        match &self.of {
            Work::Collect(met, at) => {
                let mut met = met.borrow_mut();
                let known = met.entry(name.to_string()).or_insert((at.get(), role));
                *known = (known.0.min(at.get()), known.1.min(role));
                name.clone()
            }
            Work::Replace(with) => {
                let stand = with.people.get(name.as_str()).or_else(|| with.clients.get(name.as_str()));
                stand.and_then(|stand| Name::new(stand).ok()).unwrap_or_else(|| name.clone())
            }
        }
    }

    fn maybe(&self, name: &Option<Name>, role: Role) -> Option<Name> {
        name.as_ref().map(|name| self.person(name, role))
    }

    fn words(&self, text: &str, most: usize) -> String {
        match &self.of {
            Work::Collect(..) => text.to_owned(),
            // A stand-in may be longer than the name.
            Work::Replace(with) => with.known.replace(text).chars().take(most).collect(),
        }
    }

    /// The name of a thing.
    fn name(&self, name: &Name) -> Name {
        if let Work::Replace(with) = &self.of
            && let Some(stand) = with.clients.get(name.as_str())
        {
            return Name::new(stand).unwrap_or_else(|_| name.clone());
        }
        Name::new(&self.words(name.as_str(), Name::MOST)).unwrap_or_else(|_| name.clone())
    }

    fn note(&self, note: &Note) -> Note {
        match &self.of {
            Work::Replace(with) if with.choices.texts && !note.is_empty() => {
                with.left_out.clone().unwrap_or_default()
            }
            _ => Note::new(&self.words(note.as_str(), Note::MOST)).unwrap_or_default(),
        }
    }

    fn titled(&self, title: &Title, instead: Option<&str>) -> Title {
        let instead = match &self.of {
            Work::Replace(with) if with.choices.titles => Some(instead.unwrap_or(&with.point)),
            _ => None,
        };
        let text = instead.map_or_else(|| title.to_string(), str::to_owned);
        Title::new(&self.words(&text, Title::MOST)).unwrap_or_else(|_| title.clone())
    }

    fn title(&self, title: &Title) -> Title {
        self.titled(title, self.reference.as_deref())
    }

    fn point(&self, title: &Title, number: u32) -> Title {
        let point = match &self.of {
            Work::Replace(with) => [with.point.as_str(), " ", &number.to_string()].concat(),
            Work::Collect(..) => String::new(),
        };
        self.titled(title, Some(&point))
    }

    /// The event with what stands for the names in it; none where it is left out.
    pub(super) fn event(&self, event: &Event) -> Option<Event> {
        let actor = self.maybe(&event.actor, Role::Member);
        Some(Event { actor, fact: self.fact(&event.fact)?, ..event.clone() })
    }

    fn fact(&self, fact: &Fact) -> Option<Fact> {
        Some(match fact {
            Fact::Request(fact) => Fact::Request(self.request(fact)),
            Fact::Client(fact) => Fact::Client(self.client(fact)),
            Fact::Service(fact) => Fact::Service(self.service(fact)),
            Fact::Team(fact) => Fact::Team(self.team(fact)?),
            Fact::Calendar(fact) => Fact::Calendar(self.calendar(fact)),
            Fact::Agreement(fact) => Fact::Agreement(self.agreement(fact)),
            Fact::Run(fact) => Fact::Run(self.run(fact)),
            Fact::Revoked(_) | Fact::Removed | Fact::Restored => fact.clone(),
            Fact::Mapping(_) | Fact::Kept { .. } => return None,
        })
    }

    fn request(&self, fact: &RequestFact) -> RequestFact {
        match fact {
            RequestFact::Raised(first) => RequestFact::Raised(Box::new(Raise {
                reference: self.words(&first.reference, Name::MOST).into(),
                title: self.title(&first.title),
                requester: self.maybe(&first.requester, Role::Requester),
                purpose: self.note(&first.purpose),
                text: self.note(&first.text),
                ..first.as_ref().clone()
            })),
            RequestFact::Retitled(title) => RequestFact::Retitled(self.title(title)),
            RequestFact::Described(text) => RequestFact::Described(self.note(text)),
            RequestFact::AskedBy(name) => RequestFact::AskedBy(self.maybe(name, Role::Requester)),
            RequestFact::Purpose(text) => RequestFact::Purpose(self.note(text)),
            RequestFact::Assigned(name) => RequestFact::Assigned(self.maybe(name, Role::Member)),
            RequestFact::Updated { text, visible, automatic } => {
                RequestFact::Updated { text: self.note(text), visible: *visible, automatic: *automatic }
            }
            RequestFact::Promised { date, reason } => {
                RequestFact::Promised { date: *date, reason: self.note(reason) }
            }
            RequestFact::Declined { category, reason, alternative } => RequestFact::Declined {
                category: *category,
                reason: self.note(reason),
                alternative: self.note(alternative),
            },
            RequestFact::Withdrawn(text) => RequestFact::Withdrawn(self.note(text)),
            RequestFact::Reopened(text) => RequestFact::Reopened(self.note(text)),
            RequestFact::Labelled(label, on) => RequestFact::Labelled(self.name(label), *on),
            RequestFact::Care(fact) => RequestFact::Care(self.care(fact)),
            RequestFact::Triage(fact) => RequestFact::Triage(self.triage(fact)),
            RequestFact::Agreed(agreed) => RequestFact::Agreed(agreed.as_ref().map(|agreed| {
                Box::new(AgreedDate {
                    date: agreed.date,
                    by: self.person(&agreed.by, Role::Other),
                    why: self.note(&agreed.why),
                })
            })),
            RequestFact::BreachCause(cause) => RequestFact::BreachCause(Box::new(Cause {
                clock: cause.clock,
                kind: cause.kind,
                text: self.note(&cause.text),
            })),
            RequestFact::For(_)
            | RequestFact::About(_)
            | RequestFact::Directed(_)
            | RequestFact::Lens(_)
            | RequestFact::Came(_)
            | RequestFact::Prioritised(_)
            | RequestFact::Moved { .. }
            | RequestFact::Acknowledged
            | RequestFact::Paused(_)
            | RequestFact::Resumed
            | RequestFact::Anew
            | RequestFact::Merged(_)
            | RequestFact::Pinned { .. }
            | RequestFact::Settled(_)
            | RequestFact::Archived(_)
            | RequestFact::Column(_) => fact.clone(),
        }
    }

    fn care(&self, fact: &CareFact) -> CareFact {
        match fact {
            CareFact::Chased { channel, text } => {
                CareFact::Chased { channel: *channel, text: self.note(text) }
            }
            CareFact::Asked(text) => CareFact::Asked(self.note(text)),
            CareFact::Answered(text) => CareFact::Answered(self.note(text)),
            CareFact::Restated(text) => CareFact::Restated(self.note(text)),
            CareFact::Understood(name) => CareFact::Understood(self.maybe(name, Role::Other)),
            CareFact::Talked { channel, text } => {
                CareFact::Talked { channel: *channel, text: self.note(text) }
            }
            CareFact::AtRisk(text) => CareFact::AtRisk(self.note(text)),
            CareFact::Blocked { step, owner, date } => CareFact::Blocked {
                step: self.note(step),
                owner: self.maybe(owner, Role::Other),
                date: *date,
            },
            CareFact::Unblocked(text) => CareFact::Unblocked(self.note(text)),
            CareFact::Escalated { to, due, why } => {
                CareFact::Escalated { to: self.person(to, Role::Other), due: *due, why: self.note(why) }
            }
            CareFact::EscalationClosed(text) => CareFact::EscalationClosed(self.note(text)),
            CareFact::Means(number, point) => {
                CareFact::Means(*number, point.as_ref().map(|point| self.point(point, *number)))
            }
            CareFact::Missing(number, point) => {
                CareFact::Missing(*number, point.as_ref().map(|point| self.point(point, *number)))
            }
            CareFact::Confirmed(name) => CareFact::Confirmed(self.maybe(name, Role::Other)),
            CareFact::Rated { result, manner, comment } => {
                CareFact::Rated { result: *result, manner: *manner, comment: self.note(comment) }
            }
            CareFact::Benefit(text) => CareFact::Benefit(self.note(text)),
            CareFact::Gained(gain, on) => CareFact::Gained(self.gain(gain), *on),
            CareFact::Contributor(name, on) => CareFact::Contributor(self.person(name, Role::Member), *on),
            CareFact::Thanked(text) => CareFact::Thanked(self.note(text)),
            CareFact::Complained(text) => CareFact::Complained(self.note(text)),
            CareFact::Replied(text) => CareFact::Replied(self.note(text)),
            CareFact::Filled(name, text) => CareFact::Filled(self.name(name), self.note(text)),
            CareFact::Sent(_)
            | CareFact::AnswerBy(_)
            | CareFact::Beyond(_)
            | CareFact::Ticked(..)
            | CareFact::Received(..)
            | CareFact::Linked(..)
            | CareFact::Template(..)
            | CareFact::Repeats(..) => fact.clone(),
        }
    }

    fn triage(&self, fact: &TriageFact) -> TriageFact {
        match fact {
            TriageFact::Goal(Fit::Goal(name)) => TriageFact::Goal(Fit::Goal(self.name(name))),
            TriageFact::Scored(criterion, points) => TriageFact::Scored(self.criterion(criterion), *points),
            TriageFact::Overridden(Some((seat, why))) => {
                TriageFact::Overridden(Some((*seat, self.note(why))))
            }
            TriageFact::PriorityWhy(why) => TriageFact::PriorityWhy(self.note(why)),
            TriageFact::WentFirst(why) => TriageFact::WentFirst(self.note(why)),
            TriageFact::CrossedOver(why) => TriageFact::CrossedOver(self.note(why)),
            TriageFact::OverWhy(why) => TriageFact::OverWhy(self.note(why)),
            TriageFact::Deferred(one) => TriageFact::Deferred(Box::new(Deferral {
                category: one.category,
                reason: self.note(&one.reason),
                alternative: self.note(&one.alternative),
                until: one.until,
                condition: self.note(&one.condition),
            })),
            TriageFact::Returned(text) => TriageFact::Returned(self.note(text)),
            TriageFact::Excepted(why) => TriageFact::Excepted(self.note(why)),
            TriageFact::UrgentToo(why) => TriageFact::UrgentToo(self.note(why)),
            TriageFact::Depends(what) => TriageFact::Depends(self.note(what)),
            TriageFact::YesIf(what) => TriageFact::YesIf(self.note(what)),
            TriageFact::AskInstead(whom) => TriageFact::AskInstead(self.maybe(whom, Role::Other)),
            TriageFact::DecidedBy(name) => TriageFact::DecidedBy(self.person(name, Role::Member)),
            TriageFact::Against(name) => TriageFact::Against(self.name(name)),
            TriageFact::Pressed(by) => TriageFact::Pressed(self.maybe(by, Role::Other)),
            TriageFact::ScopeChanged { what, stays } => {
                TriageFact::ScopeChanged { what: self.note(what), stays: *stays }
            }
            TriageFact::DelayNoticed { old, new, cause } => {
                TriageFact::DelayNoticed { old: *old, new: *new, cause: self.note(cause) }
            }
            TriageFact::Goal(Fit::Unsaid | Fit::None)
            | TriageFact::Overridden(None)
            | TriageFact::Impact(_)
            | TriageFact::Urgency(_)
            | TriageFact::Effort(_)
            | TriageFact::Outside(_)
            | TriageFact::OverLimit { .. }
            | TriageFact::Bumped(_)
            | TriageFact::BumpTold
            | TriageFact::TakenUp
            | TriageFact::Load { .. } => fact.clone(),
        }
    }

    fn gain(&self, gain: &Gain) -> Gain {
        match gain {
            Gain::Own(name) => Gain::Own(self.name(name)),
            usual => usual.clone(),
        }
    }

    fn criterion(&self, criterion: &Criterion) -> Criterion {
        match criterion {
            Criterion::Own(name) => Criterion::Own(self.name(name)),
            usual => usual.clone(),
        }
    }

    fn client(&self, fact: &ClientFact) -> ClientFact {
        match fact {
            ClientFact::Named(name) => ClientFact::Named(self.name(name)),
            ClientFact::People(text) => ClientFact::People(match &self.of {
                Work::Collect(..) => {
                    for name in names_in(text.as_str()).filter_map(|name| Name::new(name).ok()) {
                        self.person(&name, Role::Other);
                    }
                    text.clone()
                }
                Work::Replace(_) if text.is_empty() => text.clone(),
                Work::Replace(with) => with.left_out.clone().unwrap_or_default(),
            }),
            ClientFact::Channel(text) => ClientFact::Channel(self.note(text)),
            ClientFact::Noted(text) => ClientFact::Noted(self.note(text)),
            ClientFact::Measured(text) => ClientFact::Measured(self.note(text)),
            ClientFact::Hard(text) => ClientFact::Hard(self.note(text)),
            ClientFact::Met(number, Some(one)) => {
                let text = self.note(&one.text);
                ClientFact::Met(*number, Some(Box::new(Meeting { text, ..one.as_ref().clone() })))
            }
            ClientFact::Onward(text) => ClientFact::Onward(self.note(text)),
            ClientFact::Elsewhere(_)
            | ClientFact::Met(_, None)
            | ClientFact::Next(_)
            | ClientFact::Chain(_)
            | ClientFact::Rhythm(_)
            | ClientFact::Confirmed(_) => fact.clone(),
        }
    }

    fn service(&self, fact: &ServiceFact) -> ServiceFact {
        match fact {
            ServiceFact::Named(name) => ServiceFact::Named(self.name(name)),
            ServiceFact::Described(text) => ServiceFact::Described(self.note(text)),
            ServiceFact::Owner(name) => ServiceFact::Owner(self.maybe(name, Role::Member)),
            ServiceFact::Field(number, asked) => {
                ServiceFact::Field(*number, asked.as_ref().map(|asked| Box::new(self.asked(asked))))
            }
            ServiceFact::Usual(minutes) => ServiceFact::Usual(*minutes),
            ServiceFact::Template(number, template) => ServiceFact::Template(
                *number,
                template.as_ref().map(|template| Box::new(self.template(template, *number))),
            ),
            ServiceFact::Reply(name, text) => {
                ServiceFact::Reply(self.name(name), text.as_ref().map(|text| self.note(text)))
            }
        }
    }

    fn asked(&self, asked: &Asked) -> Asked {
        let kind = match &asked.kind {
            Kind::Choice(list) => Kind::Choice(list.iter().map(|choice| self.name(choice)).collect()),
            other => other.clone(),
        };
        Asked { name: self.name(&asked.name), kind, required: asked.required, to_accept: asked.to_accept }
    }

    fn template(&self, template: &Template, number: u32) -> Template {
        let points = (1..).zip(&template.means);
        Template {
            name: self.name(&template.name),
            title: self.point(&template.title, number),
            text: self.note(&template.text),
            means: points.map(|(n, point)| self.point(point, n)).collect(),
            owner: self.maybe(&template.owner, Role::Member),
            ..template.clone()
        }
    }

    fn team(&self, fact: &TeamFact) -> Option<TeamFact> {
        Some(match fact {
            TeamFact::Named(name) => TeamFact::Named(self.name(name)),
            TeamFact::Position(stance) => TeamFact::Position(Box::new(Stance {
                owner: self.maybe(&stance.owner, Role::Member),
                note: self.note(&stance.note),
                ..stance.as_ref().clone()
            })),
            TeamFact::Word(one, several) => TeamFact::Word(self.name(one), self.name(several)),
            TeamFact::Gain(gain, on) => TeamFact::Gain(self.gain(gain), *on),
            TeamFact::Plain(word, plain) => {
                TeamFact::Plain(self.name(word), plain.as_ref().map(|plain| self.name(plain)))
            }
            TeamFact::Columns(fact) => TeamFact::Columns(self.columns(fact)?),
            TeamFact::Triage(setting) => TeamFact::Triage(self.setting(setting)),
            TeamFact::Zone(_)
            | TeamFact::Prefix(_)
            | TeamFact::Hours(_)
            | TeamFact::Step(_)
            | TeamFact::TalkAfter(_)
            | TeamFact::NewsDays(_) => fact.clone(),
        })
    }

    fn columns(&self, fact: &ColumnFact) -> Option<ColumnFact> {
        Some(match fact {
            ColumnFact::Named(column, name) => {
                ColumnFact::Named(*column, name.as_ref().map(|name| self.name(name)))
            }
            ColumnFact::Labelled(label, hue) => ColumnFact::Labelled(self.name(label), *hue),
            ColumnFact::View(..) => return None,
            ColumnFact::Limit(..)
            | ColumnFact::Order(_)
            | ColumnFact::Added(..)
            | ColumnFact::Each(_)
            | ColumnFact::Waits(..)
            | ColumnFact::Within(..) => fact.clone(),
        })
    }

    fn setting(&self, setting: &TriageSetting) -> TriageSetting {
        match setting {
            TriageSetting::Goal(name, on) => TriageSetting::Goal(self.name(name), *on),
            TriageSetting::Weight(criterion, weight) => {
                TriageSetting::Weight(self.criterion(criterion), *weight)
            }
            TriageSetting::Decider(name) => TriageSetting::Decider(self.maybe(name, Role::Member)),
            TriageSetting::Appeal(name) => TriageSetting::Appeal(self.maybe(name, Role::Other)),
            TriageSetting::Entry(name) => TriageSetting::Entry(self.maybe(name, Role::Member)),
            TriageSetting::Matrix(..)
            | TriageSetting::Capacity(_)
            | TriageSetting::Gate(..)
            | TriageSetting::UrgentQuota(_) => setting.clone(),
        }
    }

    fn calendar(&self, fact: &CalendarFact) -> CalendarFact {
        let named = |name: &Option<Name>| name.as_ref().map(|name| self.name(name));
        match fact {
            CalendarFact::Named(name) => CalendarFact::Named(self.name(name)),
            CalendarFact::Closed { date, name } => CalendarFact::Closed { date: *date, name: named(name) },
            CalendarFact::Yearly { month, day, name } => {
                CalendarFact::Yearly { month: *month, day: *day, name: named(name) }
            }
            CalendarFact::Ruled { rule, name } => CalendarFact::Ruled { rule: *rule, name: named(name) },
            CalendarFact::File { name, reading } => CalendarFact::File {
                name: self.name(name),
                reading: reading.as_ref().map(|read| FileReading {
                    on: read.on,
                    days: read.days.iter().map(|(day, name)| (*day, self.words(name, Name::MOST))).collect(),
                }),
            },
            CalendarFact::Zone(_)
            | CalendarFact::Week(_)
            | CalendarFact::Layer(_)
            | CalendarFact::Takes(..)
            | CalendarFact::Opens(..)
            | CalendarFact::Special { .. } => fact.clone(),
        }
    }

    fn agreement(&self, fact: &AgreementFact) -> AgreementFact {
        match fact {
            AgreementFact::Named(name) => AgreementFact::Named(self.name(name)),
            AgreementFact::Reviewed(review) => AgreementFact::Reviewed(Box::new(Review {
                on: review.on,
                text: self.note(&review.text),
                next: review.next,
            })),
            AgreementFact::Countered(number, wish) => AgreementFact::Countered(
                *number,
                Box::new(Counter {
                    by: self.person(&wish.by, role_of(Side::Client)),
                    reason: self.note(&wish.reason),
                    duties: wish.duties.iter().map(|(side, text)| (*side, self.note(text))).collect(),
                    ..wish.as_ref().clone()
                }),
            ),
            AgreementFact::CounterAnswered(number, answer) => AgreementFact::CounterAnswered(
                *number,
                Box::new(match answer.as_ref() {
                    CounterAnswer::Taken(version) => CounterAnswer::Taken(*version),
                    CounterAnswer::Refused(why) => CounterAnswer::Refused(self.note(why)),
                }),
            ),
            AgreementFact::Version(number, term) => AgreementFact::Version(*number, self.term(term)),
            AgreementFact::Scope { .. } | AgreementFact::Placed(_) => fact.clone(),
        }
    }

    fn term(&self, term: &Term) -> Term {
        match term {
            Term::Reason(text) => Term::Reason(self.note(text)),
            Term::Expects(text) => Term::Expects(self.note(text)),
            Term::Excludes(number, text) => {
                Term::Excludes(*number, text.as_ref().map(|text| self.note(text)))
            }
            Term::Duty(number, duty) => Term::Duty(
                *number,
                duty.as_ref().map(|duty| Duty {
                    side: duty.side,
                    text: self.note(&duty.text),
                    owner: self.maybe(&duty.owner, role_of(duty.side)),
                }),
            ),
            Term::Accepted(side, acceptance) => Term::Accepted(
                *side,
                acceptance.as_ref().map(|one| Acceptance {
                    name: self.person(&one.name, role_of(*side)),
                    role: one.role.as_ref().map(|role| self.name(role)),
                    on: one.on,
                    signature: None,
                }),
            ),
            Term::Step(clock, step, name) => Term::Step(*clock, *step, self.maybe(name, Role::Other)),
            Term::Status(_)
            | Term::Effective(_)
            | Term::Calendar(_)
            | Term::Target { .. }
            | Term::Expected { .. }
            | Term::PausesOn(..)
            | Term::AckCounts(_)
            | Term::Review(_)
            | Term::Measure(..)
            | Term::Cadence(_)
            | Term::Cost(_)
            | Term::Support(_)
            | Term::CutOff(_)
            | Term::UpdateBy(_)
            | Term::HandOver(_)
            | Term::Pilot(_)
            | Term::OnPriority(_)
            | Term::OnReopen(_)
            | Term::LongestPause(_)
            | Term::Answers(_)
            | Term::Scope(_)
            | Term::Discarded => term.clone(),
        }
    }

    fn run(&self, fact: &RunFact) -> RunFact {
        match fact {
            RunFact::Opened { name, form, instrument } => {
                RunFact::Opened { name: self.name(name), form: *form, instrument: instrument.clone() }
            }
            RunFact::Named(name) => RunFact::Named(self.name(name)),
            RunFact::Answered { sheet, item, answer } => {
                let who = Name::new(sheet).ok().map(|name| self.person(&name, Role::Member));
                let sheet = who.map_or_else(|| "".into(), |name| name.as_str().into());
                let answer = match answer {
                    Some(Answer::NotApplicable(NaReason::Other(why))) => {
                        let note = Note::new(why).map(|note| self.note(&note)).unwrap_or_default();
                        Some(Answer::NotApplicable(NaReason::Other(note.as_str().into())))
                    }
                    other => other.clone(),
                };
                RunFact::Answered { sheet, item: item.clone(), answer }
            }
            RunFact::Closed | RunFact::Reopened => fact.clone(),
        }
    }
}

/// What somebody is on whose side an agreement names them.
fn role_of(side: Side) -> Role {
    match side {
        Side::Provider => Role::Member,
        Side::Client => Role::Other,
    }
}
