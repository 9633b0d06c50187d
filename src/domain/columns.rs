//! How the team arranges its board: what it calls a column, how much may be in it, in which order the columns
//! stand; and the views it keeps.
//!
//! Rules:
//! 1. A column stands for one stage. Its name, limit and place are the team's; what it does to the clocks is
//!    the stage's, so that times and figures keep their meaning whatever the board looks like.
//! 2. A limit of work in progress is a whole number from 1 to [`MOST`]; none means no limit. It is soft: work
//!    that has come in is never turned away, but the column says by how much it is over (D. J. Anderson,
//!    "Kanban", 2010, limits as a signal to finish before beginning). Whoever passes it may say why ([`super::over`]).
//! 3. Open columns and finished ones do not mix: an order names the open stages only, and those it leaves
//!    out stand behind, in their own order.
//! 4. The team may add columns to an open stage. They are of that stage in all that is counted, and every one has
//!    its own name, limit and place. A request stands in an added column only while it is in that stage: come back to
//!    it from another one, it stands in the usual column. A column that is taken away leaves its requests there too.
//!    A person may have a limit too, the same for everybody: so many requests in progress. It is as soft, and there is
//!    none until the team sets one. A column may have others for each person in it, for each client, each service and each
//!    priority ([`Each`]), as lanes are split, one of each kind at most: whatever is nobody's, or for no client, has none.
//!    An added column of "waiting" says whom it waits for, the client until the team says otherwise: coming into it pauses
//!    with that reason, so that nobody's time is counted as somebody else's.
//! 5. A view is a name for an address of the board. Its name is its own: saving it again replaces it.
//! 6. The column that usually comes next is the next one that neither waits nor declines, the added ones as well: to stop a
//!    clock, or to say no, is chosen and never proposed.
//! 7. A label may have a colour, beside its name and never in place of it.

use super::fact::Field;
use super::ident::{ClientId, RequestId, ServiceId, steady_hash};
use super::moment::Moment;
use super::request::{PauseReason, Priority, Request, Stage, codes};
use super::text::Name;
use super::workspace::Workspace;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The highest limit.
pub const MOST: u32 = 999;

/// So many columns may be added: more than a board can show would hide the work.
pub const MOST_ADDED: usize = 12;

/// A column of the board: the usual one of a stage, or one that the team has added to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Column {
    /// What being in it means to the clocks.
    pub stage: Stage,
    /// The number of an added one; 0 for the usual one.
    pub part: u32,
}

impl From<Stage> for Column {
    fn from(stage: Stage) -> Column {
        Column { stage, part: 0 }
    }
}

impl PartialEq<Stage> for Column {
    fn eq(&self, stage: &Stage) -> bool {
        *self == Column::from(*stage)
    }
}

impl Column {
    /// The number of a column added now. Two tabs that add one each do not meet.
    pub fn number(name: &Name, now: Moment) -> u32 {
        let hash = steady_hash(&[name.as_str(), &now.0.to_string()]);
        // 0 is the usual column.
        u32::try_from(hash >> 33).unwrap_or(1).max(1)
    }

    /// Its code, in stored data and links: that of its stage, with the number of an added one.
    pub fn code(self) -> String {
        match self.part {
            0 => self.stage.code().to_owned(),
            part => [self.stage.code(), ".", &part.to_string()].concat(),
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Column> {
        let Some((stage, part)) = code.split_once('.') else { return Stage::parse(code).map(Column::from) };
        let part = part.parse().ok().filter(|part| *part > 0)?;
        Some(Column { stage: Stage::parse(stage)?, part })
    }

    fn element(self) -> u64 {
        u64::from(self.part) << 8 | u64::from(self.stage.index())
    }
}

codes! {
    /// For each of which a limit within a column counts (rule 4).
    Each {
        /// For each person who sees to requests.
        Owner = "owner",
        /// For each client.
        Client = "client",
        /// For each service.
        Service = "service",
        /// For each priority.
        Priority = "priority",
    }
}

/// One of those for each of which a limit counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Share {
    /// What this person sees to.
    Owner(Name),
    /// What is for this client.
    Client(ClientId),
    /// What is about this service.
    Service(ServiceId),
    /// What has this priority.
    Priority(Priority),
}

impl Share {
    /// What it is one of.
    pub const fn each(&self) -> Each {
        match self {
            Share::Owner(_) => Each::Owner,
            Share::Client(_) => Each::Client,
            Share::Service(_) => Each::Service,
            Share::Priority(_) => Each::Priority,
        }
    }

    /// The one a request is of; none for what has no limit.
    pub fn of(each: Each, request: &Request) -> Option<Share> {
        match each {
            Each::Owner => request.owner.clone().map(Share::Owner),
            Each::Client => request.client.map(Share::Client),
            Each::Service => request.service.map(Share::Service),
            Each::Priority => Some(Share::Priority(request.priority)),
        }
    }
}

/// What happened to the board's arrangement.
#[derive(Clone, PartialEq, Debug)]
pub enum ColumnFact {
    /// A column is called so; none for its usual name.
    Named(Column, Option<Name>),
    /// So many requests may be in it; none for any number.
    Limit(Column, Option<u32>),
    /// The open columns stand in this order.
    Order(Vec<Column>),
    /// The column with this number is added to this stage; none when it is taken away.
    Added(u32, Option<Stage>),
    /// This view is kept under its name; none to forget it.
    View(Name, Option<Arc<str>>),
    /// One person has at most so many requests in progress.
    Each(Option<u32>),
    /// A label has this colour; none for the usual one.
    Labelled(Name, Option<Hue>),
    /// What stands in this added column waits for this.
    Waits(Column, PauseReason),
    /// So many of each may be in it, one limit for each kind; any number of the others.
    Within(Column, Vec<(Each, u32)>),
}

codes! {
    /// The colour of a label.
    Hue {
        /// A blue that tends to green.
        Petrol = "petrol",
        /// Green.
        Green = "green",
        /// Violet.
        Violet = "violet",
        /// A reddish brown.
        Clay = "clay",
        /// Yellow to orange.
        Amber = "amber",
        /// Red.
        Red = "red",
    }
}

impl ColumnFact {
    /// The field it writes, in the team's record.
    pub fn field(&self) -> Field {
        match self {
            ColumnFact::Named(column, _) => Field(20, column.element()),
            ColumnFact::Limit(column, _) => Field(21, column.element()),
            ColumnFact::Order(_) => Field(22, 0),
            ColumnFact::Added(part, _) => Field(24, u64::from(*part)),
            ColumnFact::View(name, _) => Field(23, steady_hash(&[name.as_str()])),
            ColumnFact::Each(_) => Field(25, 0),
            ColumnFact::Labelled(name, _) => Field(26, steady_hash(&[name.as_str()])),
            ColumnFact::Waits(column, _) => Field(27, column.element()),
            // 28 to 30 are left free.
            ColumnFact::Within(column, _) => Field(31, column.element()),
        }
    }
}

/// Why a limit cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    /// Not a whole number.
    #[error("not a whole number")]
    NotANumber,
    /// Nothing could be in the column.
    #[error("below one")]
    TooSmall,
    /// No limit at all.
    #[error("above {MOST}")]
    TooLarge,
}

/// A limit as it was typed; nothing for none.
pub fn limit(text: &str) -> Result<Option<u32>, LimitFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix(['-', '−']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(LimitFault::NotANumber);
    }
    match (digits.len() < text.len(), digits.parse::<u32>()) {
        (true, _) | (false, Ok(0)) => Err(LimitFault::TooSmall),
        (false, Ok(n)) if n <= MOST => Ok(Some(n)),
        _ => Err(LimitFault::TooLarge),
    }
}

/// The board's arrangement.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Columns {
    names: Vec<(Column, Name)>,
    limits: Vec<(Column, u32)>,
    order: Vec<Column>,
    added: Vec<(u32, Stage)>,
    views: Vec<(Name, Arc<str>)>,
    each: Option<u32>,
    hues: Vec<(Name, Hue)>,
    waits: Vec<(Column, PauseReason)>,
    within: Vec<(Column, Vec<(Each, u32)>)>,
}

fn put<K: PartialEq + Clone, V>(list: &mut Vec<(K, V)>, key: &K, value: Option<V>) {
    list.retain(|(other, _)| other != key);
    list.extend(value.map(|value| (key.clone(), value)));
}

impl Columns {
    /// Takes the next fact into account.
    pub fn take(&mut self, fact: &ColumnFact) {
        match fact {
            ColumnFact::Named(column, name) => put(&mut self.names, column, name.clone()),
            ColumnFact::Limit(column, limit) => put(&mut self.limits, column, *limit),
            ColumnFact::Order(order) => self.order = order.clone(),
            ColumnFact::Added(part, stage) => {
                put(&mut self.added, part, stage.filter(|stage| !stage.is_finished()));
                self.added.sort_unstable();
            }
            ColumnFact::View(name, address) => {
                put(&mut self.views, name, address.clone());
                self.views.sort_unstable();
            }
            ColumnFact::Each(limit) => self.each = *limit,
            ColumnFact::Labelled(name, hue) => put(&mut self.hues, name, *hue),
            ColumnFact::Waits(column, reason) => put(&mut self.waits, column, Some(*reason)),
            ColumnFact::Within(column, limits) => {
                // In one order, of each kind the last that was said: two tabs that say the same agree.
                let last = |each: &Each| limits.iter().rev().find(|(of, _)| of == each).copied();
                let limits: Vec<_> = Each::ALL.iter().filter_map(last).collect();
                put(&mut self.within, column, (!limits.is_empty()).then_some(limits));
            }
        }
    }

    /// What the team calls a column; none for its usual name.
    pub fn name(&self, column: impl Into<Column>) -> Option<&Name> {
        let column = column.into();
        self.names.iter().find(|(other, _)| *other == column).map(|(_, name)| name)
    }

    /// How many requests may be in it.
    pub fn limit(&self, column: impl Into<Column>) -> Option<u32> {
        let column = column.into();
        self.limits.iter().find(|(other, _)| *other == column).map(|(_, limit)| *limit)
    }

    /// Whom what stands in a column of "waiting" waits for (rule 4).
    pub fn waits_for(&self, column: Column) -> PauseReason {
        let said = self.waits.iter().find(|(other, _)| *other == column && column.part > 0);
        said.map_or(PauseReason::Client, |(_, reason)| *reason)
    }

    /// For each of which, and how many requests of it may be in a column; in the order of [`Each`].
    pub fn within(&self, column: Column) -> &[(Each, u32)] {
        self.within.iter().find(|(other, _)| *other == column).map_or(&[], |(_, limits)| limits.as_slice())
    }

    /// True where any column has a limit.
    pub fn has_limits(&self) -> bool {
        !self.limits.is_empty() || !self.within.is_empty()
    }

    /// The columns the team has added.
    pub fn added(&self) -> impl Iterator<Item = Column> + '_ {
        self.added.iter().map(|(part, stage)| Column { stage: *stage, part: *part })
    }

    /// True where this column is on the board.
    pub fn has(&self, column: Column) -> bool {
        column.part == 0 || self.added().any(|other| other == column)
    }

    /// The column a request stands in (rule 4).
    pub fn of(&self, request: &Request) -> Column {
        let placed = Column { stage: request.stage, part: request.column };
        if self.has(placed) { placed } else { request.stage.into() }
    }

    /// The columns that are not finished, in the team's order; one that was added and has no place yet stands
    /// behind the usual one of its stage.
    pub fn open(&self) -> Vec<Column> {
        let mut out: Vec<Column> = Vec::with_capacity(5);
        let usual = Stage::ALL.iter().map(|stage| Column::from(*stage));
        for column in self.order.iter().copied().filter(|column| self.has(*column)).chain(usual) {
            if !column.stage.is_finished() && !out.contains(&column) {
                out.push(column);
            }
        }
        for column in self.added() {
            if !out.contains(&column) {
                let behind = out.iter().rposition(|other| other.stage == column.stage);
                out.insert(behind.map_or(out.len(), |at| at + 1), column);
            }
        }
        out
    }

    /// How many requests one person may have in progress.
    pub fn each(&self) -> Option<u32> {
        self.each
    }

    /// The colour of a label; none for the usual one.
    pub fn hue(&self, label: &Name) -> Option<Hue> {
        self.hues.iter().find(|(other, _)| other == label).map(|(_, hue)| *hue)
    }

    /// The views kept, by name.
    pub fn views(&self) -> &[(Name, Arc<str>)] {
        &self.views
    }
}

/// What is in progress, however much there is besides.
fn in_progress(desk: &Workspace) -> impl Iterator<Item = &Request> {
    desk.lanes().of(Stage::InProgress).filter_map(|id| desk.request(id))
}

/// The column that usually comes next (rule 6), of these in their order; none behind the last one.
pub fn next_of(columns: &[Column], was: Column) -> Option<Column> {
    let behind = columns.iter().skip_while(|column| **column != was).skip(1);
    behind.copied().find(|column| !matches!(column.stage, Stage::Waiting | Stage::Declined))
}

/// Everybody who has more in progress than one person may have, by name, with how much that is.
pub fn overloaded(desk: &Workspace) -> Vec<(Name, usize)> {
    let Some(limit) = desk.team().columns.each() else { return Vec::new() };
    let mut all: Vec<(Name, usize)> = Vec::new();
    for request in in_progress(desk) {
        let Some(owner) = &request.owner else { continue };
        match all.iter_mut().find(|(name, _)| name == owner) {
            Some((_, n)) => *n += 1,
            None => all.push((owner.clone(), 1)),
        }
    }
    all.retain(|(_, n)| *n > usize::try_from(limit).unwrap_or(usize::MAX));
    all.sort_unstable();
    all
}

/// Those of which more are in a column than may be of each, in order, with how many there are and how many may be.
pub fn crowded(desk: &Workspace, column: Column) -> Vec<(Share, usize, u32)> {
    let columns = &desk.team().columns;
    let limits = columns.within(column);
    if limits.is_empty() {
        return Vec::new();
    }
    let mut all: BTreeMap<Share, (usize, u32)> = BTreeMap::new();
    let there = desk.lanes().of(column.stage).filter_map(|id| desk.request(id));
    for request in there.filter(|r| columns.of(r) == column) {
        for (each, limit) in limits {
            if let Some(share) = Share::of(*each, request) {
                all.entry(share).or_insert((0, *limit)).0 += 1;
            }
        }
    }
    let is_over = |n: usize, limit: u32| n > usize::try_from(limit).unwrap_or(usize::MAX);
    let over = all.into_iter().filter(|(_, (n, limit))| is_over(*n, *limit));
    over.map(|(share, (n, limit))| (share, n, limit)).collect()
}

/// How many requests this person would have in progress with these as well, and how many that may be; none where it
/// would not be too many, or none of these is in progress and somebody else's.
pub fn too_many_for(desk: &Workspace, owner: &Name, ids: &[RequestId]) -> Option<(usize, u32)> {
    let limit = desk.team().columns.each()?;
    let busy = |r: &&Request| r.stage == Stage::InProgress;
    let new = ids.iter().filter_map(|id| desk.request(*id)).filter(busy);
    let new = new.filter(|r| r.owner.as_ref() != Some(owner)).count();
    let has = in_progress(desk).filter(|r| r.owner.as_ref() == Some(owner)).count();
    (new > 0 && has + new > usize::try_from(limit).ok()?).then_some((has + new, limit))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_limit_is_a_whole_number_from_one_on() {
        for (typed, wanted) in [
            ("", Ok(None)),
            (" 5 ", Ok(Some(5))),
            ("999", Ok(Some(999))),
            ("1000", Err(LimitFault::TooLarge)),
            ("99999999999999999999", Err(LimitFault::TooLarge)),
            ("0", Err(LimitFault::TooSmall)),
            ("-1", Err(LimitFault::TooSmall)),
            ("−1", Err(LimitFault::TooSmall)),
            ("five", Err(LimitFault::NotANumber)),
            ("2.5", Err(LimitFault::NotANumber)),
            ("-", Err(LimitFault::NotANumber)),
        ] {
            assert_eq!(limit(typed), wanted, "{typed:?}");
        }
    }

    #[test]
    fn an_order_names_every_open_stage_once_and_no_finished_one() {
        let mut columns = Columns::default();
        assert_eq!(columns.open(), Stage::ALL[..5]);
        use Stage::{Accepted, Deciding, Done, InProgress, New, Waiting};
        columns.take(&ColumnFact::Order([Waiting, Done, New, Waiting].map(Column::from).to_vec()));
        assert_eq!(columns.open(), [Waiting, New, Deciding, Accepted, InProgress]);
    }

    #[test]
    fn an_added_column_stands_behind_its_stage_until_it_has_a_place() {
        use Stage::{Accepted, Deciding, InProgress, New, Waiting};
        let review = Column { stage: InProgress, part: 7 };
        let mut columns = Columns::default();
        columns.take(&ColumnFact::Added(7, Some(InProgress)));
        columns.take(&ColumnFact::Named(review, Some(Name::new("In review").unwrap())));
        let usual = |stage: Stage| Column::from(stage);
        assert_eq!(
            columns.open(),
            [usual(New), usual(Deciding), usual(Accepted), usual(InProgress), review, usual(Waiting)]
        );
        columns.take(&ColumnFact::Order(vec![review, usual(New)]));
        assert_eq!(columns.open()[..2], [review, usual(New)]);
        // A request stands in it only while it is in its stage, and while it is there.
        let mut request = Request { stage: InProgress, column: 7, ..Request::default() };
        assert_eq!(columns.of(&request), review);
        request.stage = Waiting;
        assert_eq!(columns.of(&request), usual(Waiting));
        request.stage = InProgress;
        columns.take(&ColumnFact::Added(7, None));
        assert_eq!(columns.of(&request), usual(InProgress));
        assert_eq!(columns.open().len(), 5);
        // Nothing is added to what is finished.
        columns.take(&ColumnFact::Added(8, Some(Stage::Done)));
        assert_eq!(columns.added().count(), 0);
        for column in [review, usual(New)] {
            assert_eq!(Column::parse(&column.code()), Some(column));
        }
        for wrong in ["progress.", "progress.0", "progress.-1", "progress.x", "nowhere.3", ".", ""] {
            assert_eq!(Column::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_limits_and_views_are_replaced_and_forgotten() {
        let mut columns = Columns::default();
        let name = |text| Name::new(text).unwrap();
        columns.take(&ColumnFact::Named(Stage::New.into(), Some(name("Inbox"))));
        columns.take(&ColumnFact::Limit(Stage::InProgress.into(), Some(3)));
        columns.take(&ColumnFact::Limit(Stage::InProgress.into(), Some(5)));
        columns.take(&ColumnFact::View(name("Late"), Some("clock=late".into())));
        columns.take(&ColumnFact::View(name("All"), Some("".into())));
        assert_eq!(columns.name(Stage::New), Some(&name("Inbox")));
        assert_eq!(columns.limit(Stage::InProgress), Some(5));
        assert_eq!(columns.views().len(), 2);
        columns.take(&ColumnFact::Named(Stage::New.into(), None));
        columns.take(&ColumnFact::Limit(Stage::InProgress.into(), None));
        columns.take(&ColumnFact::View(name("All"), None));
        assert_eq!((columns.name(Stage::New), columns.limit(Stage::InProgress)), (None, None));
        assert_eq!(columns.views(), [(name("Late"), "clock=late".into())]);
    }
}
