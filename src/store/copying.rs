//! Parts of another desk as copies: what a team has set up once begins another desk, or completes this one.
//!
//! Rules:
//! 1. Copies are new records, made by the edits a person would make here, now. Nothing of the other desk's history comes
//!    along: no request, nobody's acceptance, no date that is over.
//! 2. What is here already by its name stays as it is, and is named: clients and services by name, opening hours where
//!    they are the same ones. Opening hours that differ come under another name. The offices in whose hours they are open
//!    come with them.
//! 3. Agreements come as drafts, with the opening hours, clients and services they name: what binds is said here. One
//!    that has ended stays out.
//! 4. What comes again begins on its next day after today.
//! 5. The board's arrangement and the rules for deciding take the place of what is here, field by field. An added column
//!    is the one here of the same stage and name, whose limit stays where it has one; of the others, as many come as a
//!    board may have, and those that do not are named. None goes because they have taken it away.
//! 6. Where there is no desk yet, the team with its zone, its prefix and its usual hours comes first.

use super::drafted::Drafted;
use super::ledger::{Batch, Ledger, Trouble};
use super::one::{hours_of, placed};
use crate::domain::agreement::{Status, Version};
use crate::domain::calendar::Hours;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::columns::{Column, ColumnFact, Columns, MOST_ADDED};
use crate::domain::counting::Counting;
use crate::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit};
use crate::domain::fact::{Fact, Field};
use crate::domain::ident::{CalendarId, ClientId, ServiceId, Subject};
use crate::domain::moment::Moment;
use crate::domain::offices::with_offices;
use crate::domain::team::TeamFact;
use crate::domain::template::{Repeat, Template};
use crate::domain::text::{Name, Note};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A part that can be copied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Services, with what they ask for, their templates and texts.
    Services,
    /// Agreements, with the opening hours they count.
    Agreements,
    /// Opening hours.
    Hours,
    /// Clients, with what is known of them.
    Clients,
    /// How the board is arranged.
    Board,
    /// What requests are decided by, and the team's positions.
    Rules,
}

impl Part {
    /// Every one, in the order in which they are offered and copied: what is named before what names it.
    pub const ALL: [Part; 6] =
        [Part::Clients, Part::Services, Part::Hours, Part::Agreements, Part::Board, Part::Rules];

    /// Its code, in the key of its words.
    pub const fn code(self) -> &'static str {
        match self {
            Part::Services => "services",
            Part::Agreements => "agreements",
            Part::Hours => "hours",
            Part::Clients => "clients",
            Part::Board => "board",
            Part::Rules => "rules",
        }
    }
}

/// Another desk, from its file.
pub struct Other(Workspace);

/// What copying comes to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Copies {
    /// What is to be brought in.
    pub records: Batch,
    /// What is here already by its name, and stays (rule 2).
    pub there: Vec<Name>,
    /// The added columns for which the board has no room (rule 5).
    pub left: Vec<Name>,
}

impl Other {
    /// The desk these records make.
    pub fn of(records: &Batch) -> Other {
        let mut desk = Workspace::default();
        for (subject, log) in records.iter().filter(|(s, _)| !matches!(s, Subject::Request(_))) {
            desk.apply_all(*subject, log.clone());
        }
        Other(desk)
    }

    /// The parts it has anything of.
    pub fn parts(&self) -> Vec<Part> {
        let has = |part: &Part| match part {
            Part::Services => self.0.services().next().is_some(),
            Part::Agreements => self.0.agreements().next().is_some(),
            Part::Hours => self.0.calendars().next().is_some(),
            Part::Clients => self.0.clients().next().is_some(),
            part => self.facts(Subject::Team).iter().any(|fact| is_of(*part, fact)),
        };
        Part::ALL.into_iter().filter(has).collect()
    }

    /// Whether it is a desk that another one can begin like.
    pub fn is_set_up(&self) -> bool {
        self.0.is_set_up()
    }

    /// What copying these parts onto a desk comes to. `otherwise` gives another name for what has one that is taken.
    ///
    /// # Errors
    /// What keeps one of them from being made here.
    pub fn copies(
        &self,
        here: &Ledger,
        parts: &[Part],
        otherwise: &dyn Fn(&str) -> String,
    ) -> Result<Copies, Trouble> {
        let mut scene = Scene::on(here, self, otherwise)?;
        scene.begin()?;
        for part in Part::ALL.into_iter().filter(|part| parts.contains(part)) {
            match part {
                Part::Services => scene.services()?,
                Part::Agreements => scene.agreements()?,
                Part::Hours => {
                    for (id, _) in self.0.calendars() {
                        scene.hours(id)?;
                    }
                }
                Part::Clients => scene.clients()?,
                Part::Board | Part::Rules => scene.team(part)?,
            }
        }
        Ok(scene.end(here))
    }

    /// What counts of a record: the last fact of each field.
    fn facts(&self, subject: Subject) -> Vec<&Fact> {
        last_facts(&self.0, subject)
    }
}

fn last_facts(desk: &Workspace, subject: Subject) -> Vec<&Fact> {
    let gone = desk.revoked(subject);
    let mut last: BTreeMap<Field, (usize, &Fact)> = BTreeMap::new();
    for (at, event) in desk.log(subject).iter().enumerate().filter(|(_, e)| !gone.contains(&e.stamp)) {
        if let Some(field) = event.fact.field() {
            last.insert(field, (at, &event.fact));
        }
    }
    let mut facts: Vec<(usize, &Fact)> = last.into_values().collect();
    facts.sort_by_key(|(at, _)| *at);
    facts.into_iter().map(|(_, fact)| fact).collect()
}

/// True for what belongs to a part of the team's own record.
fn is_of(part: Part, fact: &Fact) -> bool {
    match fact {
        // A view is an address with names of this desk in it.
        Fact::Team(TeamFact::Columns(ColumnFact::View(..))) => false,
        Fact::Team(TeamFact::Columns(_)) => part == Part::Board,
        Fact::Team(
            TeamFact::Triage(_)
            | TeamFact::Position(_)
            | TeamFact::Word(..)
            | TeamFact::NewsDays(_)
            | TeamFact::TalkAfter(_)
            | TeamFact::Gain(..)
            | TeamFact::Plain(..),
        ) => part == Part::Rules,
        _ => false,
    }
}

/// A desk in memory like the one here, on which the copies are made.
struct Scene<'a> {
    ledger: Drafted,
    from: &'a Workspace,
    otherwise: &'a dyn Fn(&str) -> String,
    /// What stands here for the other desk's opening hours; none for those that are being copied.
    hours: BTreeMap<CalendarId, Option<CalendarId>>,
    there: Vec<Name>,
    left: Vec<Name>,
}

impl<'a> Scene<'a> {
    fn on(
        here: &Ledger,
        from: &'a Other,
        otherwise: &'a dyn Fn(&str) -> String,
    ) -> Result<Scene<'a>, Trouble> {
        let ledger = Drafted::on(here)?;
        Ok(Scene {
            ledger,
            from: &from.0,
            otherwise,
            hours: BTreeMap::new(),
            there: Vec::new(),
            left: Vec::new(),
        })
    }

    fn act(&mut self, edit: Edit) -> Result<Option<Subject>, Trouble> {
        Ok(self.ledger.act(edit)?.made)
    }

    fn now(&self) -> Moment {
        self.ledger.ledger().now()
    }

    /// Today, by the clock of the team.
    fn today(&self) -> NaiveDate {
        let now = self.now();
        let zone = self.ledger.desk().team().zone.clone();
        let table = zone.and_then(|zone| self.ledger.ledger().ports().zones.table(&zone, now, now));
        table.unwrap_or_else(|| crate::domain::zone::ZoneTable::utc().into()).to_local(now).date()
    }

    /// The team, where there is none yet (rule 6).
    fn begin(&mut self) -> Result<(), Trouble> {
        let team = self.from.team();
        let usual = team.hours.and_then(|id| hours_of(self.from, id).map(|hours| (id, hours)));
        let (Some(name), Some(zone), Some((old, hours))) = (team.name.clone(), team.zone.clone(), usual)
        else {
            return Ok(());
        };
        if self.ledger.desk().is_set_up() {
            return Ok(());
        }
        // A team that is open in the hours of its offices only begins with those of one, which are written over below.
        let weeks = with_offices(self.from, old).into_iter().filter_map(|id| self.from.calendar(id));
        let weeks = weeks.map(|calendar| Hours { week: calendar.hours.week.clone(), ..Hours::default() });
        let week = weeks.into_iter().find(|hours| hours.check().is_ok()).unwrap_or_default().week;
        self.act(Edit::SetUp { name, zone, week, calendar: hours.name.clone() })?;
        if let Some(id) = self.ledger.desk().team().hours {
            // With its holidays and its offices.
            self.hours.insert(old, None);
            let opens = self.offices(&hours.opens)?;
            self.hours.insert(old, Some(id));
            self.act(Edit::SaveCalendar(Some(id), Box::new(CalendarDraft { opens, ..hours })))?;
        }
        if let Some(prefix) = &self.from.team().prefix {
            self.act(Edit::ChangeTeam(vec![TeamFact::Prefix(prefix.clone())]))?;
        }
        Ok(())
    }

    /// The copy of opening hours, or those that are here already.
    fn hours(&mut self, id: CalendarId) -> Result<Option<CalendarId>, Trouble> {
        if let Some(known) = self.hours.get(&id) {
            return Ok(*known);
        }
        let Some(draft) = hours_of(self.from, id) else { return Ok(None) };
        self.hours.insert(id, None);
        let draft = CalendarDraft { opens: self.offices(&draft.opens)?, ..draft };
        let name = draft.name.clone();
        let copy = match placed(self.ledger.desk(), draft, self.otherwise) {
            Ok(known) => {
                self.there.push(name);
                Some(known)
            }
            Err(new) => match self.act(Edit::SaveCalendar(None, new))? {
                Some(Subject::Calendar(made)) => Some(made),
                _ => None,
            },
        };
        self.hours.insert(id, copy);
        Ok(copy)
    }

    /// The offices in whose hours others are open, as copies. Hours that come back to themselves are left out where they
    /// do.
    fn offices(&mut self, opens: &BTreeSet<CalendarId>) -> Result<BTreeSet<CalendarId>, Trouble> {
        let mut copies = BTreeSet::new();
        for office in opens {
            copies.extend(self.hours(*office)?);
        }
        Ok(copies)
    }

    fn other_name(&self, name: &Name) -> Name {
        Name::new(&(self.otherwise)(name.as_str())).unwrap_or_else(|_| name.clone())
    }

    fn clients(&mut self) -> Result<(), Trouble> {
        for (id, client) in self.from.clients() {
            let Some(name) = client.name.clone() else { continue };
            if self.ledger.desk().client_named(name.as_str()).is_some() {
                self.there.push(name);
                continue;
            }
            let facts =
                last_facts(self.from, Subject::Client(id)).into_iter().filter_map(|fact| match fact {
                    // What there was with it is the other desk's history.
                    Fact::Client(
                        ClientFact::Named(_)
                        | ClientFact::Met(..)
                        | ClientFact::Next(_)
                        | ClientFact::Confirmed(_),
                    ) => None,
                    Fact::Client(fact) => Some(fact.clone()),
                    _ => None,
                });
            let facts: Vec<ClientFact> = facts.collect();
            if let Some(Subject::Client(made)) = self.act(Edit::AddClient(name))?
                && !facts.is_empty()
            {
                self.act(Edit::EditClient(made, facts))?;
            }
        }
        Ok(())
    }

    fn services(&mut self) -> Result<(), Trouble> {
        for (id, service) in self.from.services() {
            let Some(name) = service.name.clone() else { continue };
            if self.ledger.desk().service_named(name.as_str()).is_some() {
                self.there.push(name);
                continue;
            }
            let today = self.today();
            let facts =
                last_facts(self.from, Subject::Service(id)).into_iter().filter_map(|fact| match fact {
                    Fact::Service(ServiceFact::Named(_)) => None,
                    Fact::Service(ServiceFact::Template(number, Some(one))) => {
                        let one = self.template(one, today);
                        Some(ServiceFact::Template(*number, Some(Box::new(one))))
                    }
                    Fact::Service(fact) => Some(fact.clone()),
                    _ => None,
                });
            let facts: Vec<ServiceFact> = facts.collect();
            if let Some(Subject::Service(made)) = self.act(Edit::AddService(name))?
                && !facts.is_empty()
            {
                self.act(Edit::EditService(made, facts))?;
            }
        }
        Ok(())
    }

    /// For the client of the same name, from its next day on (rule 4).
    fn template(&self, one: &Template, today: NaiveDate) -> Template {
        let name = one.client.and_then(|id| self.from.client_name(id));
        let again = |repeat: Repeat| Some(Repeat { from: repeat.next(today)?, ..repeat });
        Template {
            client: name.and_then(|name| self.ledger.desk().client_named(name.as_str())),
            repeat: one.repeat.and_then(again),
            ..one.clone()
        }
    }

    fn agreements(&mut self) -> Result<(), Trouble> {
        let (now, today) = (self.now(), self.today());
        for (_, agreement) in self.from.agreements_in_order() {
            let (Some(name), Some((_, terms))) = (agreement.name.clone(), agreement.standing(now)) else {
                continue;
            };
            let Some(calendar) = terms.calendar.filter(|_| terms.status != Status::Ended) else { continue };
            let calendar = self.hours(calendar)?;
            let support = match terms.support {
                Some(hours) => self.hours(hours)?,
                None => None,
            };
            let clients = terms.scope.clients.iter().filter_map(|id| self.from.client_name(*id));
            let services = terms.scope.services.iter().filter_map(|id| self.from.service_name(*id));
            let taken = self.ledger.desk().agreements().any(|(_, other)| other.name.as_ref() == Some(&name));
            let ahead = |day: &NaiveDate| *day > today;
            let draft = AgreementDraft {
                name: if taken { self.other_name(&name) } else { name },
                clients: clients.cloned().map(Choice::<ClientId>::New).collect(),
                services: services.cloned().map(Choice::<ServiceId>::New).collect(),
                terms: Version {
                    status: Status::Draft,
                    effective: None,
                    reason: Note::default(),
                    calendar,
                    support,
                    accepted: [None, None],
                    review: terms.review.filter(ahead),
                    counting: Counting { pilot: terms.counting.pilot.filter(ahead), ..terms.counting },
                    ..terms.clone()
                },
                publish: false,
                adopt: false,
                opened: None,
            };
            self.act(Edit::SaveAgreement(None, Box::new(draft)))?;
        }
        Ok(())
    }

    /// What of the team's own record is another one here (rule 5).
    fn team(&mut self, part: Part) -> Result<(), Trouble> {
        let placed = if part == Part::Board { self.columns() } else { Vec::new() };
        let here = self.ledger.desk();
        let known = last_facts(here, Subject::Team);
        let theirs = last_facts(self.from, Subject::Team).into_iter().filter(|fact| is_of(part, fact));
        let theirs = theirs.filter_map(|fact| match fact {
            Fact::Team(TeamFact::Columns(fact)) => {
                arranged(fact, &placed, &here.team().columns).map(TeamFact::Columns)
            }
            Fact::Team(fact) => Some(fact.clone()),
            _ => None,
        });
        let is_known =
            |news: &TeamFact| known.iter().any(|fact| matches!(fact, Fact::Team(fact) if fact == news));
        let news: Vec<TeamFact> = theirs.filter(|fact| !is_known(fact)).collect();
        if !news.is_empty() {
            self.act(Edit::ChangeTeam(news))?;
        }
        Ok(())
    }

    /// The columns the other team has added, each with the one it is here; notes those that do not come.
    fn columns(&mut self) -> Vec<(Column, Column)> {
        let (here, theirs) = (&self.ledger.desk().team().columns, &self.from.team().columns);
        let same = |column: Column| {
            let name = theirs.name(column)?;
            here.added().find(|own| own.stage == column.stage && here.name(*own) == Some(name))
        };
        let (known, new): (Vec<Column>, Vec<Column>) =
            theirs.added().partition(|column| same(*column).is_some());
        let mut placed: Vec<(Column, Column)> =
            known.into_iter().filter_map(|column| Some((column, same(column)?))).collect();
        let mut taken: BTreeSet<u32> = here.added().map(|column| column.part).collect();
        let mut left = Vec::new();
        for column in new {
            let name = theirs.name(column);
            // The number of another one's copy is not to be had.
            let part = match (placed.iter().any(|(_, own)| own.part == column.part), name) {
                (true, Some(name)) => Column::number(name, self.now()),
                _ => column.part,
            };
            if taken.contains(&part) || taken.len() < MOST_ADDED {
                taken.insert(part);
                placed.push((column, Column { part, ..column }));
            } else {
                left.extend(name.cloned());
            }
        }
        self.left.extend(left);
        placed
    }

    /// What has come onto the desk.
    fn end(self, here: &Ledger) -> Copies {
        Copies { records: self.ledger.news(here), there: self.there, left: self.left }
    }
}

/// A fact of another board with the columns as they are here; none of what does not come, or stays as it is here.
fn arranged(fact: &ColumnFact, placed: &[(Column, Column)], here: &Columns) -> Option<ColumnFact> {
    let own = |column: &Column| match column.part {
        0 => Some(*column),
        _ => placed.iter().find(|(theirs, _)| theirs == column).map(|(_, own)| *own),
    };
    Some(match fact {
        ColumnFact::Named(column, name) => ColumnFact::Named(own(column)?, name.clone()),
        ColumnFact::Limit(column, limit) => {
            let column = own(column)?;
            let stays = here.added().any(|own| own == column) && here.limit(column).is_some();
            (!stays).then_some(ColumnFact::Limit(column, *limit))?
        }
        ColumnFact::Order(order) => ColumnFact::Order(order.iter().filter_map(own).collect()),
        ColumnFact::Added(part, stage) => {
            let column = own(&Column { stage: (*stage)?, part: *part })?;
            ColumnFact::Added(column.part, *stage)
        }
        ColumnFact::Within(column, limits) => {
            let column = own(column)?;
            let stays = here.added().any(|own| own == column) && !here.within(column).is_empty();
            (!stays).then_some(ColumnFact::Within(column, limits.clone()))?
        }
        ColumnFact::Waits(column, reason) => ColumnFact::Waits(own(column)?, *reason),
        ColumnFact::View(..) | ColumnFact::Each(_) | ColumnFact::Labelled(..) => fact.clone(),
    })
}
