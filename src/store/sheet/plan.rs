//! What reading a file would bring, held against the desk, before anything is taken in.

use super::cells::Cells;
use super::fault::{Reason, RowFault};
use super::fit::missing;
use super::guess::distinct;
use super::identity::Known;
use super::mapping::{Kind, Mapping, Role, Shape};
use super::names::{self, Newcomer};
use super::news::{News, Told, compare};
use super::single;
use super::story::{Beginning, Desk, Spot, Story};
use super::table::Table;
use crate::domain::fact::Fact;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, RequestId, ServiceId};
use crate::domain::moment::Moment;
use crate::domain::request::{RequestFact, Stage};
use crate::domain::text::Name;
use crate::domain::timebook::Zones;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;

/// Why a file cannot be read with a mapping at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// Parts no column plays, without which nothing can be read.
    #[error("columns are missing")]
    Missing(Vec<Role>),
    /// The zone of its times is not known here.
    #[error("the zone {0} is not known")]
    UnknownZone(String),
}

/// What is shown before a file is taken in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preview {
    /// Rows below the header.
    pub rows: usize,
    /// Rows that were read.
    pub rows_read: usize,
    /// Rows that bring something the desk does not have.
    pub rows_new: usize,
    /// Requests in the file.
    pub requests: usize,
    /// Of these: not on the desk yet.
    pub requests_new: usize,
    /// Of these: on the desk, and the file brings something.
    pub requests_changed: usize,
    /// Facts of an earlier reading that no longer follow from the file and are taken back.
    pub corrected: usize,
    /// Facts whose import had been undone and that come back.
    pub restored: usize,
    /// Cases that are closed and were never resolved: they come in as withdrawn.
    pub closed_unresolved: usize,
    /// Clients the desk does not have yet, by name.
    pub clients: Vec<Name>,
    /// Services the desk does not have yet, by name.
    pub services: Vec<Name>,
    /// How many requests end up in each stage, in the order of the stages.
    pub stages: Vec<(Stage, usize)>,
    /// The earliest and the latest moment of the rows that were read.
    pub span: Option<(Moment, Moment)>,
    /// Each activity with how often it comes.
    pub activities: Vec<(String, usize)>,
    /// Each priority with how often it comes.
    pub priorities: Vec<(String, usize)>,
    /// Each state with how often it comes.
    pub statuses: Vec<(String, usize)>,
    /// What could not be read, by line.
    pub faults: Vec<RowFault>,
}

/// A file, read and held against the desk.
pub struct Plan {
    /// What it would bring.
    pub preview: Preview,
    pub(super) cases: Vec<Case>,
    pub(super) clients: BTreeMap<ClientId, Newcomer<ClientId>>,
    pub(super) services: BTreeMap<ServiceId, Newcomer<ServiceId>>,
}

/// A request the file brings something of.
pub(super) struct Case {
    pub id: RequestId,
    pub client: Option<ClientId>,
    pub service: Option<ServiceId>,
    /// Every client and service its facts name, known facts included: of those an undone import takes
    /// with it, the name has to come back too.
    pub named: Vec<(Option<ClientId>, Option<ServiceId>)>,
    pub news: News,
}

/// Reads a table through a mapping and holds it against the desk. Nothing is changed.
/// `zones` finds the zone of times without an offset; nothing later than `now` (and five minutes) is read.
pub fn plan(
    table: &Table,
    mapping: &Mapping,
    desk: &Workspace,
    zones: Zones<'_>,
    now: Moment,
) -> Result<Plan, PlanFault> {
    let missing = missing(table, mapping);
    if !missing.is_empty() {
        return Err(PlanFault::Missing(missing));
    }
    let team_zone = desk.team().zone.as_deref().unwrap_or("UTC");
    let mut cells = Cells::new(table, mapping, team_zone, zones, now)?;
    let mut names = Desk { clients: names::clients(desk), services: names::services(desk) };
    let mut gathered =
        Gathered { desk, known: Known::of(desk), preview: Preview::default(), cases: Vec::new() };
    match mapping.shape {
        Shape::Events => gathered.events(&mut cells, &mut names, mapping),
        Shape::Requests => gathered.requests(&mut cells, &mut names, mapping),
    }
    let Gathered { mut preview, cases, .. } = gathered;
    preview.rows = table.len();
    preview.faults = std::mem::take(&mut cells.faults);
    preview.faults.sort_by_key(|fault| fault.line);
    // A record that was removed by hand still has its name, and stays removed.
    names.clients.new.retain(|id, _| desk.client_name(*id).is_none());
    names.services.new.retain(|id, _| desk.service_name(*id).is_none());
    preview.clients = names.clients.new.values().map(|c| c.name.clone()).collect();
    preview.clients.sort_by_cached_key(|name| natural(name.as_str()));
    preview.services = names.services.new.values().map(|s| s.name.clone()).collect();
    preview.services.sort_by_cached_key(|name| natural(name.as_str()));
    let counts = |role: Role| -> Vec<(String, usize)> {
        let column = mapping.column(role).filter(|_| mapping.roles().contains(&role));
        let column = column.and_then(|name| table.column(name));
        let words = column.map(|at| distinct(table, at)).unwrap_or_default();
        words.into_iter().map(|(word, count)| (word.to_owned(), count)).collect()
    };
    preview.activities = counts(Role::Activity);
    preview.priorities = counts(Role::Priority);
    preview.statuses = counts(Role::Status);
    Ok(Plan { preview, cases, clients: names.clients.new, services: names.services.new })
}

struct Gathered<'d> {
    desk: &'d Workspace,
    known: Known,
    preview: Preview,
    cases: Vec<Case>,
}

impl Gathered<'_> {
    /// One row an event.
    fn events<'t>(&mut self, cells: &mut Cells<'t>, names: &mut Desk, mapping: &Mapping) {
        let mut places: BTreeMap<&'t str, usize> = BTreeMap::new();
        let mut cases: Vec<(&'t str, Vec<(Moment, usize)>)> = Vec::new();
        for row in 0..cells.rows() {
            cells.check_quotes(row, Role::Case);
            let case = cells.text(row, Role::Case);
            if case.is_empty() {
                cells.fault(row, Role::Case, Reason::NoCase, true);
                continue;
            }
            let Some(at) = cells.needed_time(row, Role::Time) else { continue };
            if cells.meaning(row).kind == Kind::Skip {
                continue;
            }
            let place = *places.entry(case).or_insert_with(|| {
                cases.push((case, Vec::new()));
                cases.len() - 1
            });
            if let Some((_, rows)) = cases.get_mut(place) {
                rows.push((at, row));
            }
        }
        let header = mapping.column(Role::Case).unwrap_or_default();
        for (case, mut rows) in cases {
            rows.sort_by_key(|(at, _)| *at);
            let Some((raised, _)) = rows.first().copied() else { continue };
            let (id, node) = self.known.case(header, case, raised);
            let mut story = Story::new(id, node, raised);
            let (mut last, mut place) = (None, 0);
            for (at, row) in rows {
                place = if last == Some(at) { place + 1 } else { 0 };
                last = Some(at);
                let spot = Spot { at, place, actor: cells.name(row, Role::Agent) };
                story.row(cells, names, row, &spot, case);
                self.read(at);
            }
            self.take(story, node, true);
        }
    }

    /// One row a request.
    fn requests<'t>(&mut self, cells: &mut Cells<'t>, names: &mut Desk, mapping: &Mapping) {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let header = mapping.column(Role::Case).unwrap_or_default();
        let prefix = self.desk.team().prefix.clone().unwrap_or_else(|| "R".into());
        let mut number = self.highest(&prefix);
        for row in 0..cells.rows() {
            cells.check_quotes(row, Role::Title);
            let (case, title) = (cells.text(row, Role::Case), cells.text(row, Role::Title));
            if case.is_empty() && title.is_empty() {
                let reason = if cells.has(Role::Title) { Reason::NoTitle } else { Reason::NoCase };
                cells.fault(row, if cells.has(Role::Title) { Role::Title } else { Role::Case }, reason, true);
                continue;
            }
            let Some(raised) = cells.needed_time(row, Role::Raised) else { continue };
            let own = match case {
                "" => format!("{title}\u{1f}{}\u{1f}{}", raised.0, cells.text(row, Role::Client)),
                case => case.to_owned(),
            };
            if let Some(line) = seen.get(&own) {
                let role = if case.is_empty() { Role::Title } else { Role::Case };
                cells.fault(row, role, Reason::Repeated(*line), true);
                continue;
            }
            let (id, node) = self.known.case(header, &own, raised);
            seen.insert(own, cells.line(row));
            let mut story = Story::new(id, node, raised);
            let (title, text) = cells.title(row, case);
            // Either is there, so there is always a title.
            let Some(title) = title else { continue };
            let reference = match case {
                "" => {
                    number += 1;
                    format!("{prefix}-{number}")
                }
                case => case.to_owned(),
            };
            let beginning = Beginning { reference: &reference, title, text };
            single::tell(&mut story, cells, names, row, raised, beginning);
            story.events.sort_by_key(|e| e.order());
            if let Some(event) = story.events.last() {
                self.span(event.at);
            }
            self.read(raised);
            self.take(story, node, false);
        }
    }

    /// The highest number used with a prefix.
    fn highest(&self, prefix: &str) -> u64 {
        let number = |reference: &str| reference.strip_prefix(prefix)?.strip_prefix('-')?.parse().ok();
        self.desk.requests().filter_map(|(_, r)| number(&r.reference)).max().unwrap_or(0)
    }

    fn read(&mut self, at: Moment) {
        self.preview.rows_read += 1;
        self.span(at);
    }

    fn span(&mut self, at: Moment) {
        let (first, last) = self.preview.span.unwrap_or((at, at));
        self.preview.span = Some((first.min(at), last.max(at)));
    }

    fn take(&mut self, story: Story<'_>, node: u32, by_rows: bool) {
        let Story { id, events, rows, stage, client, service, closed_unresolved, .. } = story;
        let preview = &mut self.preview;
        preview.requests += 1;
        preview.closed_unresolved += usize::from(closed_unresolved);
        match preview.stages.iter_mut().find(|(s, _)| *s == stage) {
            Some((_, count)) => *count += 1,
            None => preview.stages.push((stage, 1)),
        }
        preview.stages.sort();
        let named = events.iter().map(|e| named_by(&e.fact)).filter(|n| *n != (None, None)).collect();
        let news = compare(Told { id, node, events, rows: by_rows.then_some(rows) }, self.desk);
        preview.requests_new += usize::from(news.request);
        preview.requests_changed += usize::from(!news.request && !news.events.is_empty());
        preview.rows_new += if by_rows { news.rows.len() } else { usize::from(!news.events.is_empty()) };
        preview.corrected += news.corrected;
        preview.restored += news.restored;
        if !news.events.is_empty() || news.pin.is_some() {
            self.cases.push(Case { id, client, service, named, news });
        }
    }
}

/// The client and the service a fact names.
fn named_by(fact: &Fact) -> (Option<ClientId>, Option<ServiceId>) {
    match fact {
        Fact::Request(RequestFact::Raised(first)) => (first.client, first.service),
        Fact::Request(RequestFact::For(client)) => (*client, None),
        Fact::Request(RequestFact::About(service)) => (None, *service),
        _ => (None, None),
    }
}
