//! The sample desk: an HR team in Brussels that delivers to five other teams, with two months behind it.
//!
//! Rules:
//! 1. It is made by the edits a person would make, on a desk of its own in memory whose clock walks through
//!    the past: so everything that follows from an edit (agreements, pauses, verdicts, references) is there.
//! 2. Everything is placed by *open* time before now, so that at whatever hour it is opened something is
//!    late, something at risk and something paused. Nothing lies ahead of now but promises.
//! 3. Every event says that it is part of the sample ([`Source::Sample`]).
//! 4. It knows no language: every text is asked for by its key.
//! 5. The same moment gives the same desk.

mod play;
mod stories;
mod told;

use super::ledger::{Batch, Ledger, Ports, Trouble};
use super::memory::{Counting, Memory, SetClock};
use super::ports::ZoneSource;
use crate::domain::agreement::{Duty, Side, Version};
use crate::domain::calendar::{Hours, OpenTime, Week};
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit};
use crate::domain::fact::Source;
use crate::domain::ident::{AgreementId, CalendarId, ClientId, RequestId, ServiceId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::request::{Effect, Priority};
use crate::domain::survey::Answer;
use crate::domain::survey::instrument::Form;
use crate::domain::team::TeamFact;
use crate::domain::template::{Every, Repeat, Template};
use crate::domain::text::{Name, Note, Title};
use crate::domain::triage::TriageSetting;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use stories::{Act, CLIENTS, GOALS, PEOPLE, SERVICES, Story};
use told::STORIES;

/// Gives the text with a key.
pub type Texts<'a> = &'a dyn Fn(&str) -> String;

/// Open minutes before now at which the desk was set up, the survey was run, and an agreement renewed.
const SET_UP: i64 = 9_900;
const SURVEY: i64 = 5_050;
const RENEWED: i64 = 4_400;
/// The usual answers of the survey, taken in turns: a team that is good at promises and poor at feedback.
const ANSWERS: [u8; 11] = [4, 3, 5, 4, 2, 4, 3, 5, 4, 1, 3];
/// Open minutes until the payroll of the month is due the next time.
const NEXT_RUN: i64 = 2_100;
/// What the team can do a week, in minutes: three people, most of whose time goes into requests.
const CAPACITY: u32 = 4_200;
/// Days on which nobody works, every year.
const HOLIDAYS: [(u32, u32, &str); 7] = [
    (1, 1, "holiday.new-year"),
    (5, 1, "holiday.labour"),
    (7, 21, "holiday.national"),
    (8, 15, "holiday.assumption"),
    (11, 1, "holiday.saints"),
    (11, 11, "holiday.armistice"),
    (12, 25, "holiday.christmas"),
];

/// Every record of the sample desk as it stands at `now`. `zones` should know `Europe/Brussels`; where it
/// does not, the desk works in UTC.
pub fn build(now: Moment, zones: Rc<dyn ZoneSource>, texts: Texts<'_>) -> Result<Batch, Trouble> {
    let mut scene = Scene::new(now, zones, texts);
    scene.set_up()?;
    for (at, what) in scene.script() {
        scene.clock.set(at);
        match what {
            What::Survey => scene.survey(at)?,
            What::Renew => scene.renew()?,
            What::Raise(number, story) => scene.raise(number, story)?,
            What::Act(number, story, act) => scene.act(number, story, act)?,
        }
    }
    Ok(scene.records())
}

#[derive(Clone, Copy)]
enum What {
    Survey,
    Renew,
    Raise(usize, &'static Story),
    Act(usize, &'static Story, &'static Act),
}

struct Scene<'a> {
    clock: SetClock,
    ledger: Ledger,
    zones: Rc<dyn ZoneSource>,
    zone: &'static str,
    hours: Hours,
    open: OpenTime,
    /// The last full open minute before now.
    anchor: Moment,
    texts: Texts<'a>,
    clients: Vec<ClientId>,
    services: Vec<ServiceId>,
    payroll: Option<(AgreementId, AgreementDraft)>,
    requests: Vec<Option<RequestId>>,
}

impl<'a> Scene<'a> {
    fn new(now: Moment, zones: Rc<dyn ZoneSource>, texts: Texts<'a>) -> Scene<'a> {
        let (from, to) = (now - Span::days(500), now + Span::days(200));
        let zone = if zones.table("Europe/Brussels", from, to).is_some() { "Europe/Brussels" } else { "UTC" };
        let table = zones.table(zone, from, to);
        let mut hours = Hours::weekly(Week::office(&[(9 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60)]));
        let year = table.as_ref().map_or(2026, |t| t.to_local(now).year());
        for year in year - 1..=year + 1 {
            for (month, day, key) in HOLIDAYS {
                if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
                    hours.closed.insert(date, texts(key));
                }
            }
        }
        let utc = crate::domain::zone::ZoneTable::utc();
        let open = OpenTime::compile(&hours, table.as_deref().unwrap_or(&utc), from, to);
        // A full minute, so that no time of the desk has seconds.
        let anchor = open.before(now, Span::minutes(1)).unwrap_or(now);
        let anchor = Moment(anchor.0 - anchor.0.rem_euclid(60_000));
        let clock = SetClock::at(anchor);
        let ports = Ports {
            kept: Rc::new(Memory::new()),
            clock: Rc::new(clock.clone()),
            entropy: Rc::new(Counting::from(now.0.unsigned_abs().into())),
            zones: zones.clone(),
            log: Rc::new(super::ports::NoLog),
        };
        clock.set(back(&open, anchor, SET_UP));
        Scene {
            ledger: Ledger::open(ports, "s"),
            clock,
            zones,
            zone,
            hours,
            open,
            anchor,
            texts,
            clients: Vec::new(),
            services: Vec::new(),
            payroll: None,
            requests: vec![None; STORIES.len()],
        }
    }

    /// The moment so many open minutes before the last open moment; below nothing, after it.
    fn ago(&self, minutes: i64) -> Moment {
        back(&self.open, self.anchor, minutes)
    }

    /// The day on which so many open minutes before the last open moment fall.
    fn day(&self, minutes: i64) -> Option<NaiveDate> {
        let at = self.ago(minutes);
        Some(self.zones.table(self.zone, at, at)?.to_local(at).date())
    }

    fn name(&self, key: &str) -> Option<Name> {
        Name::new(&(self.texts)(key)).ok()
    }

    fn note(&self, key: &str) -> Note {
        Note::new(&(self.texts)(key)).unwrap_or_default()
    }

    fn made(&mut self, edit: Edit) -> Result<Option<Subject>, Trouble> {
        Ok(self.ledger.act(edit)?.made)
    }

    /// What happens after the desk was set up, in order.
    fn script(&self) -> Vec<(Moment, What)> {
        let mut out = vec![(self.ago(SURVEY), What::Survey), (self.ago(RENEWED), What::Renew)];
        for (number, story) in STORIES.iter().enumerate() {
            out.push((self.ago(story.raised), What::Raise(number, story)));
            out.extend(story.acts.iter().map(|(at, act)| (self.ago(*at), What::Act(number, story, act))));
        }
        // Steady: what happens at one moment keeps the order in which it is told.
        out.sort_by_key(|(at, _)| *at);
        out
    }

    fn set_up(&mut self) -> Result<(), Trouble> {
        let (Some(team), Some(office)) = (self.name("team"), self.name("office")) else { return Ok(()) };
        self.ledger.set_actor(PEOPLE.first().and_then(|key| self.name(key)));
        let zone: Arc<str> = self.zone.into();
        let week = self.hours.week.clone();
        self.made(Edit::SetUp { name: team, zone: zone.clone(), week, calendar: office.clone() })?;
        let Some(brussels) = self.ledger.desk().team().hours else { return Ok(()) };
        let draft = CalendarDraft {
            name: office,
            zone,
            hours: self.hours.clone(),
            layers: BTreeSet::new(),
            opens: Default::default(),
            files: Default::default(),
            opened: None,
        };
        self.made(Edit::SaveCalendar(Some(brussels), Box::new(draft)))?;
        for key in CLIENTS {
            let Some(name) = self.name(key) else { continue };
            if let Some(Subject::Client(id)) = self.made(Edit::AddClient(name))? {
                self.clients.push(id);
                let fact =
                    |part: &str, make: fn(Note) -> ClientFact| make(self.note(&[key, ".", part].concat()));
                let facts = vec![
                    fact("people", ClientFact::People),
                    fact("channel", ClientFact::Channel),
                    fact("note", ClientFact::Noted),
                ];
                self.made(Edit::EditClient(id, facts))?;
            }
        }
        for key in SERVICES {
            let Some(name) = self.name(key) else { continue };
            if let Some(Subject::Service(id)) = self.made(Edit::AddService(name))? {
                self.services.push(id);
            }
        }
        self.rules()?;
        self.templates()?;
        self.agreements(brussels)
    }

    /// What the organisation wants, who declines and how much can be done.
    fn rules(&mut self) -> Result<(), Trouble> {
        let goals = GOALS.iter().filter_map(|key| Some(TriageSetting::Goal(self.name(key)?, true)));
        let mut rules: Vec<TriageSetting> = goals.collect();
        rules.push(TriageSetting::Capacity(Some(CAPACITY)));
        rules.push(TriageSetting::Appeal(self.name("head")));
        self.made(Edit::ChangeTeam(rules.into_iter().map(TeamFact::Triage).collect())).map(|_| ())
    }

    /// One template that is taken when somebody begins, and one that comes every month by itself.
    fn templates(&mut self) -> Result<(), Trouble> {
        let monthly = self.day(-NEXT_RUN).map(|from| Repeat { every: Every::Months(1), from });
        let (payroll, hiring) = (self.services.first().copied(), self.services.get(1).copied());
        let plans = [
            (hiring, "template.start", Priority::Normal, None, None),
            (payroll, "template.run", Priority::High, self.clients.first().copied(), monthly),
        ];
        for (service, key, priority, client, repeat) in plans {
            let text = |part: &str| (self.texts)(&[key, ".", part].concat());
            let (Some(service), Ok(name), Ok(title)) =
                (service, Name::new(&text("name")), Title::new(&text("title")))
            else {
                continue;
            };
            let template = Template {
                name,
                title,
                text: self.note(&[key, ".text"].concat()),
                means: ["1", "2", "3"].iter().filter_map(|n| Title::new(&text(n)).ok()).collect(),
                priority,
                effect: Some(Effect::Essential),
                owner: None,
                client,
                repeat,
            };
            self.made(Edit::EditService(service, vec![ServiceFact::Template(1, Some(Box::new(template)))]))?;
        }
        Ok(())
    }

    /// Finance has one of its own for payroll, Singapore its own hours, the others share one.
    fn agreements(&mut self, brussels: CalendarId) -> Result<(), Trouble> {
        let client = |index: usize| self.clients.get(index).copied().map_or(Choice::None, Choice::Known);
        let (finance, singapore) = (client(0), client(4));
        let payroll = self.services.first().copied().map_or(Choice::None, Choice::Known);
        let general = terms(brussels, [(60, 420), (120, 840), (240, 2_100), (420, 4_200)]);
        self.agree("agreement.all", Choice::None, Choice::None, general.clone())?;
        if let Some(calendar) = self.singapore_hours()? {
            self.agree(
                "agreement.singapore",
                singapore,
                Choice::None,
                Version { calendar: Some(calendar), ..general },
            )?;
        }
        let mut own = terms(brussels, [(30, 240), (60, 420), (120, 1_260), (240, 2_100)]);
        for (number, (side, key, owner)) in
            [(Side::Provider, "duty.us", PEOPLE.first()), (Side::Client, "duty.them", None)]
                .into_iter()
                .enumerate()
        {
            let owner = owner.and_then(|key| self.name(key));
            let number = u32::try_from(number + 1).unwrap_or(1);
            own.duties.insert(number, Duty { side, text: self.note(key), owner });
        }
        let made = self.agree("agreement.payroll", finance.clone(), payroll.clone(), own.clone())?;
        if let (Some(Subject::Agreement(id)), Some(name)) = (made, self.name("agreement.payroll")) {
            let draft = AgreementDraft {
                name,
                clients: vec![finance],
                services: vec![payroll],
                terms: own,
                publish: true,
                adopt: false,
                opened: None,
            };
            self.payroll = Some((id, draft));
        }
        Ok(())
    }

    fn agree(
        &mut self,
        key: &str,
        client: Choice<ClientId>,
        service: Choice<ServiceId>,
        terms: Version,
    ) -> Result<Option<Subject>, Trouble> {
        let Some(name) = self.name(key) else { return Ok(None) };
        let (clients, services) = (vec![client], vec![service]);
        let draft =
            AgreementDraft { name, clients, services, terms, publish: true, adopt: false, opened: None };
        self.made(Edit::SaveAgreement(None, Box::new(draft)))
    }

    /// The hours of the office in Singapore, where its zone is known.
    fn singapore_hours(&mut self) -> Result<Option<CalendarId>, Trouble> {
        let zone = "Asia/Singapore";
        let known = self.zones.table(zone, self.anchor - Span::days(1), self.anchor).is_some();
        let (true, Some(name)) = (known, self.name("office.singapore")) else { return Ok(None) };
        let hours = Hours::weekly(Week::office(&[(9 * 60, 18 * 60)]));
        let made = self.made(Edit::SaveCalendar(
            None,
            Box::new(CalendarDraft {
                name,
                zone: zone.into(),
                hours,
                layers: BTreeSet::new(),
                opens: Default::default(),
                files: Default::default(),
                opened: None,
            }),
        ))?;
        Ok(match made {
            Some(Subject::Calendar(id)) => Some(id),
            _ => None,
        })
    }

    /// The payroll agreement gets a second version: an hour more for urgent work, settled together.
    fn renew(&mut self) -> Result<(), Trouble> {
        let Some((id, mut draft)) = self.payroll.take() else { return Ok(()) };
        if let Some(target) = draft.terms.targets.get_mut(&(ClockKind::Resolution, Priority::Urgent)) {
            target.amount = Span::minutes(300);
        }
        draft.terms.reason = self.note("agreement.reason");
        self.made(Edit::SaveAgreement(Some(id), Box::new(draft))).map(|_| ())
    }

    fn survey(&mut self, at: Moment) -> Result<(), Trouble> {
        let Some(name) = self.name("run") else { return Ok(()) };
        let Some(Subject::Run(run)) = self.made(Edit::OpenRun { name, form: Form::Full })? else {
            return Ok(());
        };
        let mut passed = at;
        for (item, usual) in Form::Full.items().zip(ANSWERS.iter().cycle()) {
            passed = passed + Span::seconds(8);
            self.clock.set(passed);
            // A statement turned round is answered the other way round.
            let number = if item.reversed { 6 - usual } else { *usual };
            self.made(Edit::Answer { run, sheet: "".into(), item, answer: Answer::scale(number) })?;
        }
        self.made(Edit::CloseRun(run)).map(|_| ())
    }

    fn records(self) -> Batch {
        let desk = self.ledger.desk();
        let of_sample = |subject| {
            let mut events = desk.log(subject).to_vec();
            for event in &mut events {
                event.source = Source::Sample;
            }
            (subject, events)
        };
        desk.subjects().map(of_sample).collect()
    }
}

fn back(open: &OpenTime, from: Moment, minutes: i64) -> Moment {
    let span = Span::minutes(minutes.abs());
    let found = if minutes < 0 { open.after(from, span) } else { open.before(from, span) };
    found.unwrap_or(from - Span::minutes(minutes))
}

/// Terms with (first response, resolution) in open minutes for each priority, the most urgent first.
fn terms(calendar: CalendarId, minutes: [(i64, i64); 4]) -> Version {
    let mut out = Version { calendar: Some(calendar), ..Version::default() };
    for (priority, (response, resolution)) in Priority::ALL.iter().zip(minutes) {
        for (clock, amount) in [(ClockKind::FirstResponse, response), (ClockKind::Resolution, resolution)] {
            if let Ok(target) = Target::usual(clock, Span::minutes(amount), Basis::Open) {
                out.targets.insert((clock, *priority), target);
            }
        }
    }
    out
}
