//! Cells by the part their column plays, read into what the desk holds; what cannot be read is noted.

use super::fault::{Reason, RowFault, head};
use super::mapping::{Mapping, Meaning, Role, Standing};
use super::moment::{Written, read_time};
use super::plan::PlanFault;
use super::table::Table;
use crate::domain::moment::{Moment, Span};
use crate::domain::request::Priority;
use crate::domain::text::{Name, Note, Title};
use crate::domain::timebook::Zones;
use crate::domain::zone::ZoneTable;
use std::collections::BTreeMap;

/// A time cell.
#[derive(Clone, Copy)]
pub(super) enum Time {
    /// Nothing stands there.
    Empty,
    /// It does not read.
    Bad,
    /// It reads.
    At(Moment),
}

/// The cells of a table through a mapping.
pub(super) struct Cells<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    columns: BTreeMap<Role, usize>,
    times: BTreeMap<Role, Vec<Time>>,
    names: BTreeMap<&'t str, Option<Name>>,
    notes: BTreeMap<&'t str, Note>,
    /// From this moment on nothing is taken in.
    ahead: Moment,
    /// What could not be read so far.
    pub faults: Vec<RowFault>,
}

impl<'t> Cells<'t> {
    pub fn new(
        table: &'t Table,
        mapping: &'t Mapping,
        team_zone: &str,
        zones: Zones<'_>,
        now: Moment,
    ) -> Result<Cells<'t>, PlanFault> {
        let columns: BTreeMap<Role, usize> = mapping
            .roles()
            .iter()
            .filter_map(|role| Some((*role, table.column(mapping.column(*role)?)?)))
            .collect();
        let mut written: BTreeMap<Role, Vec<Option<Written>>> = BTreeMap::new();
        for role in mapping.time_roles() {
            if let Some(at) = columns.get(role) {
                let read = |row| read_time(table.cell(row, *at), mapping.order);
                written.insert(*role, (0..table.len()).map(read).collect());
            }
        }
        let zone_name = mapping.zone.as_deref().unwrap_or(team_zone);
        let zone = zone_of(written.values().flatten().flatten(), zone_name, zones)?;
        let resolve = |(role, list): (Role, Vec<Option<Written>>)| {
            let column = columns.get(&role).copied().unwrap_or(usize::MAX);
            let times = list.into_iter().enumerate().map(|(row, written)| match written {
                Some(Written::At(at)) => Time::At(at),
                Some(Written::Wall(wall)) => Time::At(zone.from_local(wall)),
                None if table.cell(row, column).is_empty() => Time::Empty,
                None => Time::Bad,
            });
            (role, times.collect())
        };
        let times = written.into_iter().map(resolve).collect();
        Ok(Cells {
            table,
            mapping,
            columns,
            times,
            names: BTreeMap::new(),
            notes: BTreeMap::new(),
            ahead: now + Span::minutes(5),
            faults: Vec::new(),
        })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.table.len()
    }

    /// True when a column plays the part.
    pub fn has(&self, role: Role) -> bool {
        self.columns.contains_key(&role)
    }

    /// What stands in a row in the column of a part; empty where nothing does.
    pub fn text(&self, row: usize, role: Role) -> &'t str {
        self.columns.get(&role).map_or("", |at| self.table.cell(row, *at))
    }

    /// Notes that a cell could not be read.
    pub fn fault(&mut self, row: usize, role: Role, reason: Reason, lost: bool) {
        self.faults.push(RowFault {
            line: self.table.line(row),
            column: self.mapping.column(role).unwrap_or_default().to_owned(),
            value: head(self.text(row, role), 80).to_owned(),
            reason,
            lost,
        });
    }

    /// The line of a row.
    pub fn line(&self, row: usize) -> u32 {
        self.table.line(row)
    }

    /// Notes a row with a quote that is never closed.
    pub fn check_quotes(&mut self, row: usize, role: Role) {
        if self.table.torn(row) {
            self.fault(row, role, Reason::OpenQuote, false);
        }
    }

    /// The time in a row without which the row cannot come in; notes why there is none.
    pub fn needed_time(&mut self, row: usize, role: Role) -> Option<Moment> {
        match self.time(row, role) {
            Time::At(at) if at <= self.ahead => return Some(at),
            Time::At(_) => self.fault(row, role, Reason::Ahead, true),
            Time::Bad => self.fault(row, role, Reason::BadTime, true),
            Time::Empty => self.fault(row, role, Reason::NoTime, true),
        }
        None
    }

    /// A time in a row that may be missing: after `raised`, and not ahead of now unless it is a promise.
    pub fn later_time(&mut self, row: usize, role: Role, raised: Moment) -> Option<Moment> {
        match self.time(row, role) {
            Time::At(at) if at < raised => self.fault(row, role, Reason::BeforeRaised, false),
            Time::At(at) if at > self.ahead && role != Role::Promised => {
                self.fault(row, role, Reason::Ahead, false);
            }
            Time::At(at) => return Some(at),
            Time::Bad => self.fault(row, role, Reason::BadTime, false),
            Time::Empty => {}
        }
        None
    }

    fn time(&self, row: usize, role: Role) -> Time {
        self.times.get(&role).and_then(|list| list.get(row)).copied().unwrap_or(Time::Empty)
    }

    /// A name; none where nothing stands. One that is too long is shortened, and noted the first time.
    pub fn name(&mut self, row: usize, role: Role) -> Option<Name> {
        let text = self.text(row, role);
        if text.is_empty() {
            return None;
        }
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let short = head(text, Name::MOST);
        if short.len() < text.len() {
            self.fault(row, role, Reason::Shortened, false);
        }
        let name = Name::new(short).ok();
        self.names.insert(text, name.clone());
        name
    }

    /// A free text, shortened where it is too long.
    pub fn note(&mut self, row: usize, role: Role) -> Note {
        let text = self.text(row, role);
        let short = head(text, Note::MOST);
        if short.len() < text.len() {
            self.fault(row, role, Reason::Shortened, false);
        }
        Note::new(short).unwrap_or_default()
    }

    /// A short text that comes up again and again, as a note.
    pub fn word(&mut self, text: &'t str) -> Note {
        let make = || Note::new(head(text, Note::MOST)).unwrap_or_default();
        self.notes.entry(text).or_insert_with(make).clone()
    }

    /// The name of the column that plays a part, as a note.
    pub fn header_note(&self, role: Role) -> Note {
        Note::new(head(self.mapping.column(role).unwrap_or_default(), Note::MOST)).unwrap_or_default()
    }

    /// The title and the text of a request in a row: its title, else what it concerns with the case, else
    /// the case. The whole of a title that is too long begins the text.
    pub fn title(&mut self, row: usize, case: &str) -> (Option<Title>, Note) {
        let written = self.text(row, Role::Title);
        let text = self.note(row, Role::Text);
        if !written.is_empty() {
            let short = head(written, Title::MOST - 1);
            // A title of exactly the bound is as it should be.
            if let Ok(title) = Title::new(written) {
                return (Some(title), text);
            }
            self.fault(row, Role::Title, Reason::Shortened, false);
            let whole = Note::new(&format!("{written}\n\n{}", text.as_str())).unwrap_or(text);
            return (Title::new(&format!("{}…", short.trim_end())).ok(), whole);
        }
        let about =
            [Role::Topic, Role::Service].into_iter().map(|r| self.text(row, r)).find(|t| !t.is_empty());
        let made = match about {
            Some(about) => format!("{} {case}", head(about, Title::MOST / 2)),
            None => case.to_owned(),
        };
        (Title::new(head(&made, Title::MOST)).ok(), text)
    }

    /// The priority in a row; none where nothing stands.
    pub fn priority(&self, row: usize) -> Option<Priority> {
        let word = self.text(row, Role::Priority);
        (!word.is_empty()).then(|| self.mapping.priorities.get(word).copied().unwrap_or(Priority::Normal))
    }

    /// What the activity in a row means.
    pub fn meaning(&self, row: usize) -> Meaning {
        self.mapping.activities.get(self.text(row, Role::Activity)).copied().unwrap_or(Meaning::NOTE)
    }

    /// Where the request of a row stands, if its state is known.
    pub fn standing(&self, row: usize) -> Option<Standing> {
        self.mapping.statuses.get(self.text(row, Role::Status)).copied()
    }
}

/// The zone for times without an offset, over the time they span; nothing is asked where there are none.
fn zone_of<'a>(
    written: impl Iterator<Item = &'a Written>,
    name: &str,
    zones: Zones<'_>,
) -> Result<std::sync::Arc<ZoneTable>, PlanFault> {
    let (mut first, mut last) = (Moment::MAX, Moment::MIN);
    for time in written {
        if let Written::Wall(wall) = time {
            let at = Moment(wall.and_utc().timestamp_millis());
            (first, last) = (first.min(at), last.max(at));
        }
    }
    if first > last || name == "UTC" {
        return Ok(ZoneTable::utc().into());
    }
    zones(name, first - Span::days(2), last + Span::days(2))
        .ok_or_else(|| PlanFault::UnknownZone(name.to_owned()))
}
