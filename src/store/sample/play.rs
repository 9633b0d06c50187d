//! Acting out the stories: each by the edits a person would make.

use super::Scene;
use super::stories::{Act, CLIENTS, GOALS, Judged, PEOPLE, Story};
use crate::domain::care::CareFact;
use crate::domain::caring::CareEdit;
use crate::domain::cause::Cause;
use crate::domain::clock::ClockKind;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::{Choice, Edit, NewRequest};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::Moment;
use crate::domain::request::RequestFact;
use crate::domain::template::filled;
use crate::domain::text::{Note, Title};
use crate::domain::triage::{Criterion, Deferral, Fit, TriageFact, WayOn};
use crate::store::ledger::Trouble;

impl Scene<'_> {
    /// Somebody asks for something.
    pub(super) fn raise(&mut self, number: usize, story: &Story) -> Result<(), Trouble> {
        let key = (number + 1).to_string();
        let Ok(title) = Title::new(&(self.texts)(&["title.", &key].concat())) else { return Ok(()) };
        let mut new = self.begun(story, title);
        new.client = self.clients.get(story.client).copied().map_or(Choice::None, Choice::Known);
        new.service = match story.service.and_then(|index| self.services.get(index)) {
            Some(id) => Choice::Known(*id),
            None => Choice::None,
        };
        let by = CLIENTS.get(story.client).map(|client| [client, ".by"].concat());
        new.requester = by.and_then(|key| self.name(&key));
        new.direction = story.direction;
        new.channel = story.channel;
        new.priority = story.priority;
        new.effect = story.effect;
        if story.purpose {
            new.purpose = self.note(&["purpose.", &key].concat());
        }
        self.ledger.set_actor(PEOPLE.get(number % PEOPLE.len()).and_then(|key| self.name(key)));
        if let (Some(Subject::Request(id)), Some(place)) =
            (self.made(Edit::Raise(Box::new(new)))?, self.requests.get_mut(number))
        {
            *place = Some(id);
        }
        Ok(())
    }

    /// Something is done to it.
    pub(super) fn act(&mut self, number: usize, story: &Story, act: &Act) -> Result<(), Trouble> {
        let Some(id) = self.requests.get(number).copied().flatten() else { return Ok(()) };
        let owner = PEOPLE.get(story.owner).and_then(|key| self.name(key));
        self.ledger.set_actor(owner.clone());
        let unowned = self.ledger.desk().request(id).is_some_and(|r| r.owner.is_none());
        if unowned && !act.is_before_owner() {
            self.made(Edit::Change(id, vec![RequestFact::Assigned(owner)]))?;
        }
        match self.edit(id, number, story, act) {
            Some(edit) => self.made(edit).map(|_| ()),
            None => Ok(()),
        }
    }

    /// A new request: with what the template of its service fills in, where it is made from one.
    fn begun(&self, story: &Story, title: Title) -> NewRequest {
        let service =
            story.service.filter(|_| story.by_template).and_then(|at| self.services.get(at).copied());
        let template = service.and_then(|id| Some((id, self.ledger.desk().service(id)?.templates.get(&1)?)));
        match template {
            Some((id, template)) => NewRequest { title, ..filled(id, 1, template) },
            None => NewRequest::titled(title),
        }
    }

    /// The edit of what is done; none where it needs something that is not there.
    fn edit(&self, id: RequestId, number: usize, story: &Story, act: &Act) -> Option<Edit> {
        let own = |what: &str| self.note(&[what, ".", &(number + 1).to_string()].concat());
        Some(match *act {
            Act::To(stage) => Edit::Move { id, column: stage.into(), index: None },
            Act::Seen => Edit::Acknowledge(id),
            Act::Say(key) => Edit::Update { id, text: self.note(key), visible: true },
            Act::Note(key) => Edit::Update { id, text: self.note(key), visible: false },
            Act::Promise(at) => Edit::Promise { id, date: Some(self.date(at)), reason: Note::default() },
            Act::Again(at, key) => {
                let (date, cause) = (self.date(at), self.note(key));
                Edit::Triage(id, Box::new(TriageEdit::Delay { date, cause, text: Note::default() }))
            }
            Act::Pause(reason) => Edit::Pause(id, Some(reason)),
            Act::Withdraw(key) => Edit::Withdraw(id, self.note(key)),
            Act::Decline(category) => {
                Edit::Decline { id, category, reason: own("reason"), alternative: own("instead") }
            }
            Act::Later(category, at) => {
                let deferral = Deferral {
                    category: Some(category),
                    reason: own("reason"),
                    alternative: own("instead"),
                    until: Some(self.date(at)),
                    condition: Note::default(),
                };
                Edit::Triage(id, Box::new(TriageEdit::Defer(Box::new(deferral), WayOn::default())))
            }
            Act::Judge(judged) => Edit::Triage(id, Box::new(TriageEdit::Answer(self.answers(judged)))),
            Act::First(key) => Edit::Triage(id, Box::new(TriageEdit::Place(0, self.note(key)))),
            Act::Tell(key) => Edit::Triage(id, Box::new(TriageEdit::TellBumped(self.note(key)))),
            Act::Scope(key) => {
                Edit::Triage(id, Box::new(TriageEdit::Scope { what: self.note(key), date: None }))
            }
            Act::Tie(tie, other) => {
                Edit::Care(id, CareEdit::Link(tie, self.requests.get(other).copied()??, true))
            }
            Act::Means(key) => Edit::Care(id, CareEdit::AddPoint(Title::new(&(self.texts)(key)).ok()?)),
            Act::Late(kind, key) => {
                let cause = Cause { clock: ClockKind::Resolution, kind: Some(kind), text: self.note(key) };
                Edit::Change(id, vec![RequestFact::BreachCause(Box::new(cause))])
            }
            Act::Label(key) => Edit::Change(id, vec![RequestFact::Labelled(self.name(key)?, true)]),
            _ => Edit::Care(id, CareEdit::Note(self.noted(story, act)?)),
        })
    }

    /// What is noted besides the work itself.
    fn noted(&self, story: &Story, act: &Act) -> Option<CareFact> {
        let channel = story.channel;
        Some(match *act {
            Act::Chased(key) => CareFact::Chased { channel, text: self.note(key) },
            Act::Ask(key) => CareFact::Asked(self.note(key)),
            Act::Answered(key) => CareFact::Answered(self.note(key)),
            Act::Talk(key) => CareFact::Talked { channel, text: self.note(key) },
            Act::Risk(key) => CareFact::AtRisk(self.note(key)),
            Act::Block(key, owner, at) => {
                CareFact::Blocked { step: self.note(key), owner: self.name(owner), date: self.day(at) }
            }
            Act::Escalate(key, to, at) => {
                CareFact::Escalated { to: self.name(to)?, due: self.day(at), why: self.note(key) }
            }
            Act::Settle(key) => CareFact::EscalationClosed(self.note(key)),
            Act::Tick(point) => CareFact::Ticked(point, true),
            Act::Confirm => {
                let by = CLIENTS.get(story.client).map(|client| [client, ".by"].concat());
                CareFact::Confirmed(by.and_then(|key| self.name(&key)))
            }
            Act::Rate(result, manner, key) => CareFact::Rated { result, manner, comment: self.note(key) },
            Act::Complain(key) => CareFact::Complained(self.note(key)),
            Act::Reply(key) => CareFact::Replied(self.note(key)),
            Act::Benefit(key) => CareFact::Benefit(self.note(key)),
            Act::With(person) => CareFact::Contributor(self.name(PEOPLE.get(person)?)?, true),
            Act::Thank(key) => CareFact::Thanked(self.note(key)),
            _ => return None,
        })
    }

    fn answers(&self, judged: Judged) -> Vec<RequestFact> {
        let goal = judged.goal.and_then(|at| self.name(GOALS.get(at)?));
        let facts = [
            TriageFact::Urgency(Some(judged.urgency)),
            TriageFact::Impact(Some(judged.impact)),
            TriageFact::Goal(goal.map_or(Fit::None, Fit::Goal)),
            TriageFact::Effort(Some(judged.effort)),
            TriageFact::Scored(Criterion::Value, Some(judged.value)),
        ];
        facts.into_iter().map(RequestFact::Triage).collect()
    }

    /// A date to be promised: people promise by the half hour.
    fn date(&self, minutes: i64) -> Moment {
        let exact = self.ago(minutes);
        let half = Moment(exact.0 - exact.0.rem_euclid(1_800_000));
        if half > self.ledger.now() { half } else { exact }
    }
}
