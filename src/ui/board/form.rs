//! What is typed into the form for a new request, and what is wrong with it. It stays until it is added or
//! emptied, also when the form is left.

use crate::browser::typed;
use crate::domain::deciding::{TriageRefusal, by_table};
use crate::domain::edit::{Choice, Edit, NewRequest, Refusal};
use crate::domain::fold::natural;
use crate::domain::ident::{RequestId, ServiceId, Subject};
use crate::domain::intake::Given;
use crate::domain::moment::Moment;
use crate::domain::openness::owes_purpose;
use crate::domain::quick::Quick;
use crate::domain::request::{Channel, Direction, Effect, PauseReason, Priority};
use crate::domain::template::Template;
use crate::domain::text::{Name, Note, TextFault, Title};
use crate::domain::triage::{Impact, Lens, Urgency, manner};
use crate::say;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::Desk;
use crate::words::errors;
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What is typed so far.
#[derive(Clone, Copy)]
pub struct Form {
    pub(super) title: RwSignal<String>,
    pub(super) client: RwSignal<String>,
    pub(super) requester: RwSignal<String>,
    pub(super) service: RwSignal<String>,
    pub(super) priority: RwSignal<String>,
    pub(super) effect: RwSignal<String>,
    pub(super) purpose: RwSignal<String>,
    pub(super) depends: RwSignal<String>,
    pub(super) urgency: RwSignal<String>,
    pub(super) impact: RwSignal<String>,
    pub(super) text: RwSignal<String>,
    pub(super) promise: RwSignal<String>,
    pub(super) labels: RwSignal<String>,
    /// For what it waits already; empty for nothing.
    pub(super) waits: RwSignal<String>,
    pub(super) channel: RwSignal<String>,
    pub(super) asks: RwSignal<bool>,
    /// The template it is made from, as the service and a number; empty for none.
    pub(super) template: RwSignal<String>,
    /// What is filled into the fields of its service, and what is wrong with it, by their names.
    pub(super) answers: RwSignal<BTreeMap<Name, String>>,
    pub(super) answer_faults: RwSignal<BTreeMap<Name, String>>,
    pub(super) faults: Faults,
    /// What is to be known of what came from outside.
    pub(super) notes: RwSignal<Vec<String>>,
    /// The request it has just made.
    pub made: RwSignal<Option<RequestId>>,
    /// The texts as a link has put them in.
    linked: RwSignal<([String; 13], BTreeMap<Name, String>)>,
}

/// What is wrong, by field; empty for nothing.
#[derive(Clone, Copy)]
pub(super) struct Faults {
    pub(super) title: RwSignal<String>,
    pub(super) client: RwSignal<String>,
    pub(super) requester: RwSignal<String>,
    pub(super) service: RwSignal<String>,
    pub(super) purpose: RwSignal<String>,
    pub(super) depends: RwSignal<String>,
    pub(super) text: RwSignal<String>,
    pub(super) promise: RwSignal<String>,
    pub(super) priority: RwSignal<String>,
    pub(super) labels: RwSignal<String>,
    pub(super) all: RwSignal<String>,
}

fn empty() -> RwSignal<String> {
    RwSignal::new(String::new())
}

impl Form {
    /// An empty form.
    pub fn new() -> Form {
        let form = Form {
            title: empty(),
            client: empty(),
            requester: empty(),
            service: empty(),
            priority: RwSignal::new(Priority::Normal.code().to_owned()),
            effect: empty(),
            purpose: empty(),
            depends: empty(),
            urgency: empty(),
            impact: empty(),
            text: empty(),
            promise: empty(),
            labels: empty(),
            waits: empty(),
            channel: RwSignal::new(Channel::Desk.code().to_owned()),
            asks: RwSignal::new(false),
            template: empty(),
            answers: RwSignal::new(BTreeMap::new()),
            answer_faults: RwSignal::new(BTreeMap::new()),
            faults: Faults {
                title: empty(),
                client: empty(),
                requester: empty(),
                service: empty(),
                purpose: empty(),
                depends: empty(),
                text: empty(),
                promise: empty(),
                priority: empty(),
                labels: empty(),
                all: empty(),
            },
            notes: RwSignal::new(Vec::new()),
            made: RwSignal::new(None),
            linked: RwSignal::new(Default::default()),
        };
        leptos::prelude::Effect::new(move |_| typed::hold("new request", form.holds()));
        form
    }

    fn texts(&self) -> [RwSignal<String>; 13] {
        [
            self.title,
            self.client,
            self.requester,
            self.service,
            self.effect,
            self.purpose,
            self.depends,
            self.urgency,
            self.impact,
            self.text,
            self.promise,
            self.labels,
            self.waits,
        ]
    }

    pub(super) fn clear(&self) {
        for text in self.texts() {
            text.set(String::new());
        }
        self.priority.set(Priority::Normal.code().to_owned());
        self.channel.set(Channel::Desk.code().to_owned());
        self.asks.set(false);
        self.template.set(String::new());
        self.answers.set(BTreeMap::new());
        self.answer_faults.set(BTreeMap::new());
        self.notes.set(Vec::new());
        self.linked.set(Default::default());
        self.faults.clear();
    }

    /// What stands in it now can be had again from the link it came by: nothing is lost with it.
    pub(super) fn by_link(&self) {
        self.linked.set((self.texts().map(|text| text.get_untracked()), self.answers.get_untracked()));
    }

    /// True while something stands in it that is nowhere else.
    pub(super) fn holds(&self) -> bool {
        let texts = self.texts();
        self.linked.with(|(linked, filled)| {
            let same = texts.iter().zip(linked).all(|(text, was)| text.with(|text| text == was));
            let answered = |all: &BTreeMap<Name, String>| {
                let is = |name: &Name| {
                    let of = |all: &BTreeMap<Name, String>| all.get(name).cloned().unwrap_or_default();
                    of(all) == of(filled)
                };
                all.keys().chain(filled.keys()).all(is)
            };
            !same || !self.answers.with(answered)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts().iter().all(|text| text.with(String::is_empty))
            && self.answers.with(|all| all.values().all(String::is_empty))
    }

    pub(super) fn direction(&self) -> Direction {
        if self.asks.get() { Direction::WeAsk } else { Direction::WeServe }
    }

    fn direction_now(&self) -> Direction {
        untrack(|| self.direction())
    }

    /// The priority that follows from what happens if it waits and for whom, once both are said.
    pub(super) fn weighed(&self, desk: Desk) -> Option<Priority> {
        let impact = self.impact.with(|code| Impact::parse(code))?;
        let urgency = self.urgency.with(|code| Urgency::parse(code))?;
        let effect = self.effect.with(|code| Effect::parse(code));
        Some(desk.peek(|ledger| by_table(ledger.desk(), impact, urgency, effect)))
    }

    /// The request as typed; none where something cannot be taken, which then stands beside its field.
    fn read(&self, desk: Desk) -> Option<NewRequest> {
        let faults = &self.faults;
        faults.clear();
        let title = kept(self.title, faults.title, Title::new);
        let client = optional(self.client, faults.client, Name::new);
        let requester = optional(self.requester, faults.requester, Name::new);
        let service = optional(self.service, faults.service, Name::new);
        let purpose = kept(self.purpose, faults.purpose, Note::new);
        let purpose = purpose.filter(|text| {
            let missing =
                text.is_empty() && !self.asks.get_untracked() && desk.peek(|l| owes_purpose(l.desk()));
            if missing {
                faults.purpose.set(say!("raise.purpose_owed").to_owned());
            }
            !missing
        });
        let depends = kept(self.depends, faults.depends, Note::new);
        let text = kept(self.text, faults.text, Note::new);
        let promise = self.promise.with_untracked(|text| match (text.trim(), civil(text)) {
            ("", _) => Some(None),
            (_, Some(at)) => Some(Some(desk.peek(|ledger| moment_of(ledger, at)))),
            (_, None) => {
                faults.promise.set(say!("raise.bad_date").to_owned());
                None
            }
        });
        let labels = self.labels.with_untracked(|text| {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Name::new);
            let all: Result<Vec<Name>, TextFault> = names.collect();
            all.map_err(|wrong| faults.labels.set(errors::text(wrong))).ok()
        });
        let filled = self.filled(desk);
        let served = self.direction_now() == Direction::WeServe;
        let judged = desk.peek(|ledger| manner(ledger.desk()).lens != Lens::Off);
        let from = self.template.with_untracked(|key| desk.peek(|ledger| template(ledger, key)));
        let (means, owner) =
            from.as_ref().map(|(_, t)| (t.means.clone(), t.owner.clone())).unwrap_or_default();
        Some(NewRequest {
            means,
            owner,
            template: from.map(|(key, _)| key),
            client: client?.map_or(Choice::None, Choice::New),
            requester: requester?,
            service: service?.map_or(Choice::None, Choice::New),
            direction: self.direction_now(),
            channel: self.channel.with_untracked(|code| Channel::parse(code)).unwrap_or(Channel::Desk),
            priority: self.priority.with_untracked(|code| Priority::parse(code)).unwrap_or(Priority::Normal),
            // What is not asked is not answered either, whatever was chosen before.
            effect: self.effect.with_untracked(|code| Effect::parse(code)).filter(|_| judged),
            waits: self.waits.with_untracked(|code| PauseReason::parse(code)),
            labels: labels?,
            filled: filled?,
            purpose: purpose?,
            depends: depends?,
            // What others deliver to us is theirs to weigh.
            urgency: self.urgency.with_untracked(|code| Urgency::parse(code)).filter(|_| served),
            impact: self.impact.with_untracked(|code| Impact::parse(code)).filter(|_| served),
            text: text?,
            promise: promise?,
            ..NewRequest::titled(title?)
        })
    }

    /// What its service asks for; none where something cannot be taken, which then stands beside its field.
    fn filled(&self, desk: Desk) -> Option<Vec<(Name, Note)>> {
        let service = self.service.with_untracked(|name| desk.peek(|l| l.desk().service_named(name)));
        let fields = service.and_then(|id| desk.peek(|l| l.desk().service(id).map(|s| s.fields.clone())));
        let (mut out, mut wrong) = (Vec::new(), BTreeMap::new());
        for field in fields.unwrap_or_default().into_values() {
            let typed = self.answers.with_untracked(|all| all.get(&field.name).cloned()).unwrap_or_default();
            let read = Note::new(&typed).map_err(errors::text);
            let read = read.and_then(|answer| match field.check(&answer) {
                Ok(()) => Ok(answer),
                Err(fault) => Err(errors::asked(field.name.as_str(), fault)),
            });
            match read {
                Ok(answer) => out.push((field.name, answer)),
                Err(words) => drop(wrong.insert(field.name, words)),
            }
        }
        let fine = wrong.is_empty();
        self.answer_faults.set(wrong);
        fine.then_some(out)
    }

    /// Fills in what a template says; what it leaves open stays as it is.
    pub(super) fn fill(&self, desk: Desk, key: String) {
        let names = |ledger: &Ledger| {
            let (id, template) = template(ledger, &key)?;
            let client = template.client.and_then(|id| ledger.desk().client_name(id)).map(Name::to_string);
            Some((ledger.desk().service_name(id.0).map(Name::to_string), client, template))
        };
        if let Some((service, client, template)) = desk.peek(names) {
            self.title.set(template.title.to_string());
            self.text.set(template.text.to_string());
            self.priority.set(template.priority.code().to_owned());
            self.service.set(service.unwrap_or_default());
            if let Some(effect) = template.effect {
                self.effect.set(effect.code().to_owned());
            }
            if let Some(client) = client {
                self.client.set(client);
            }
        }
        self.template.set(key);
    }

    /// Takes over what was understood of a line, so that the rest can be written.
    pub(super) fn go_on(&self, quick: &Quick, due: Option<NaiveDateTime>) {
        self.clear();
        self.title.set(quick.title.clone());
        let name = |name: Option<&Name>| name.map(Name::to_string).unwrap_or_default();
        self.client.set(name(quick.client.as_ref().map(|named| &named.name)));
        self.service.set(name(quick.service.as_ref().map(|named| &named.name)));
        self.priority.set(quick.priority.unwrap_or(Priority::Normal).code().to_owned());
        self.labels.set(quick.labels.iter().map(Name::as_str).collect::<Vec<_>>().join(", "));
        self.promise.set(due.map(written).unwrap_or_default());
    }

    /// Takes over what came from outside, so that a person looks at it and adds it.
    pub(super) fn take(&self, given: &Given, channel: Channel) {
        let fields = [
            (self.title, &given.title),
            (self.client, &given.client),
            (self.service, &given.service),
            (self.requester, &given.requester),
            (self.text, &given.text),
        ];
        for (field, value) in fields {
            field.set(value.clone());
        }
        self.priority.set(given.priority.unwrap_or(Priority::Normal).code().to_owned());
        self.channel.set(channel.code().to_owned());
    }

    /// The moment promised, as far as it is one yet.
    pub(super) fn promised(&self, desk: Desk) -> Option<Moment> {
        let at = self.promise.with(|text| civil(text))?;
        Some(desk.peek(|ledger| moment_of(ledger, at)))
    }

    pub(super) fn submit(&self, desk: Desk) -> Option<RequestId> {
        let new = self.read(desk)?;
        match desk.attempt(Edit::Raise(Box::new(new))) {
            Ok(outcome) => match outcome.made {
                Some(Subject::Request(id)) => Some(id),
                _ => None,
            },
            Err(Trouble::Refused(refusal @ Refusal::PromisePast)) => {
                self.faults.promise.set(errors::refusal(&refusal));
                None
            }
            Err(Trouble::Refused(refusal @ Refusal::Triage(TriageRefusal::PreferenceUrgent))) => {
                self.faults.priority.set(errors::refusal(&refusal));
                None
            }
            Err(trouble) => {
                self.faults.all.set(errors::trouble(&trouble));
                None
            }
        }
    }
}

impl Faults {
    pub(super) fn clear(&self) {
        for fault in [
            self.title,
            self.client,
            self.requester,
            self.service,
            self.purpose,
            self.depends,
            self.text,
            self.promise,
            self.priority,
            self.labels,
            self.all,
        ] {
            fault.set(String::new());
        }
    }
}

/// The value of a `datetime-local` field.
pub(super) fn written(at: NaiveDateTime) -> String {
    // Display writes "2026-11-12 14:20:00".
    at.to_string().replacen(' ', "T", 1).chars().take(16).collect()
}

/// The template a key names: "service:number".
fn template(ledger: &Ledger, key: &str) -> Option<((ServiceId, u32), Template)> {
    let (service, number) = key.split_once(':')?;
    let (service, number) = (service.parse().ok()?, number.parse().ok()?);
    let found = ledger.desk().service(service)?.templates.get(&number)?;
    Some(((service, number), found.clone()))
}

/// Every template, by name: its key, and what it is called.
pub(super) fn templates(ledger: &Ledger) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (id, service) in ledger.desk().services() {
        let key = |n: &u32| [&id.to_string(), ":", &n.to_string()].concat();
        all.extend(service.templates.iter().map(|(n, t)| (key(n), t.name.to_string())));
    }
    all.sort_by_cached_key(|(_, name)| natural(name));
    all
}

/// A field's text, or its fault beside it.
fn kept<T>(
    from: RwSignal<String>,
    fault: RwSignal<String>,
    make: fn(&str) -> Result<T, TextFault>,
) -> Option<T> {
    from.with_untracked(|text| make(text))
        .map_err(|wrong| fault.set(errors::text_or(wrong, say!("raise.no_title"))))
        .ok()
}

/// As [`kept`], where nothing may stand as well.
fn optional<T>(
    from: RwSignal<String>,
    fault: RwSignal<String>,
    make: fn(&str) -> Result<T, TextFault>,
) -> Option<Option<T>> {
    if from.with_untracked(|text| text.trim().is_empty()) {
        Some(None)
    } else {
        kept(from, fault, make).map(Some)
    }
}

/// The value of a `datetime-local` field: "2026-11-24T16:00".
fn civil(text: &str) -> Option<NaiveDateTime> {
    let (date, clock) = text.trim().split_once('T')?;
    let mut date = date.splitn(3, '-');
    let (year, month, day) =
        (date.next()?.parse().ok()?, date.next()?.parse().ok()?, date.next()?.parse().ok()?);
    let mut clock = clock.split(':');
    let (hour, minute) = (clock.next()?.parse().ok()?, clock.next()?.parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, 0)
}

fn moment_of(ledger: &Ledger, at: NaiveDateTime) -> Moment {
    let near = Moment(at.and_utc().timestamp_millis());
    super::team_zone(ledger, near, near).from_local(at)
}
