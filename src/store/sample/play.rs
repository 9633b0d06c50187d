//! Acting out the stories: each by the edits a person would make.

use super::Scene;
use super::stories::{Act, CLIENTS, PEOPLE, Story};
use crate::domain::edit::{Choice, Edit, NewRequest};
use crate::domain::ident::Subject;
use crate::domain::moment::Moment;
use crate::domain::request::RequestFact;
use crate::domain::text::{Note, Title};
use crate::store::ledger::Trouble;

impl Scene<'_> {
    /// Somebody asks for something.
    pub(super) fn raise(&mut self, number: usize, story: &Story) -> Result<(), Trouble> {
        let key = (number + 1).to_string();
        let Ok(title) = Title::new(&(self.texts)(&["title.", &key].concat())) else { return Ok(()) };
        let mut new = NewRequest::titled(title);
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
        if self.ledger.desk().request(id).is_some_and(|r| r.owner.is_none()) {
            self.made(Edit::Change(id, vec![RequestFact::Assigned(owner)]))?;
        }
        let edit = match *act {
            Act::To(stage) => Edit::Move { id, stage, index: None },
            Act::Seen => Edit::Acknowledge(id),
            Act::Say(key) => Edit::Update { id, text: self.note(key), visible: true },
            Act::Note(key) => Edit::Update { id, text: self.note(key), visible: false },
            Act::Promise(at) => Edit::Promise { id, date: Some(self.date(at)), reason: Note::default() },
            Act::Again(at, key) => Edit::Promise { id, date: Some(self.date(at)), reason: self.note(key) },
            Act::Pause(reason) => Edit::Pause(id, Some(reason)),
            Act::Withdraw(key) => Edit::Withdraw(id, self.note(key)),
            Act::Decline(category) => {
                let number = (number + 1).to_string();
                let reason = self.note(&["reason.", &number].concat());
                let alternative = self.note(&["instead.", &number].concat());
                Edit::Decline { id, category, reason, alternative }
            }
        };
        self.made(edit).map(|_| ())
    }

    /// A date to be promised: people promise by the half hour.
    fn date(&self, minutes: i64) -> Moment {
        let exact = self.ago(minutes);
        let half = Moment(exact.0 - exact.0.rem_euclid(1_800_000));
        if half > self.ledger.now() { half } else { exact }
    }
}
