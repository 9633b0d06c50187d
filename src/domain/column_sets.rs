//! Ready sets of columns to begin from, and what taking one changes on a board.
//!
//! Rules:
//! 1. A set says what the usual columns are called and which columns are added to which stage. Times keep their meaning,
//!    since a column is of its stage whatever it is called (rule 1 of [`super::columns`]).
//! 2. A column that has the name and the stage of one of the set is that one: it stays, with its limit and what stands
//!    in it. Any other added column goes, and what stands in it stands in the usual column of its stage (rule 4 there).
//! 3. A set says nothing of limits, and nothing changes before it is saved: one step, which can be undone.
//! 4. It knows no language: names are asked for by their codes.

use super::columns::{Column, Columns};
use super::ident::RequestId;
use super::request::{PauseReason, Stage};
use super::text::Name;
use super::workspace::Workspace;

/// A ready set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnSet {
    /// Its code, in the keys of its words.
    pub code: &'static str,
    /// What usual columns are called, by the codes of their names.
    pub named: &'static [(Stage, &'static str)],
    /// Which columns are added, by the codes of their names.
    pub added: &'static [(Stage, &'static str)],
}

/// Every set, in the order in which they are offered.
pub const SETS: [ColumnSet; 8] = [
    ColumnSet { code: "plain", named: &[], added: &[] },
    ColumnSet { code: "review", named: &[], added: &[(Stage::InProgress, "review")] },
    ColumnSet {
        code: "others",
        named: &[],
        added: &[(Stage::Waiting, "team"), (Stage::Waiting, "supplier")],
    },
    ColumnSet {
        code: "people",
        named: &[],
        added: &[(Stage::Waiting, "papers"), (Stage::InProgress, "payroll")],
    },
    ColumnSet {
        code: "it",
        named: &[(Stage::Accepted, "planned")],
        added: &[(Stage::InProgress, "testing"), (Stage::Waiting, "supplier")],
    },
    ColumnSet {
        code: "design",
        named: &[(Stage::InProgress, "drafts")],
        added: &[(Stage::InProgress, "review"), (Stage::InProgress, "artwork")],
    },
    ColumnSet {
        code: "finance",
        named: &[(Stage::InProgress, "checking")],
        added: &[(Stage::InProgress, "eyes"), (Stage::Waiting, "receipts")],
    },
    ColumnSet {
        code: "analytics",
        named: &[(Stage::Deciding, "question")],
        added: &[(Stage::InProgress, "data"), (Stage::InProgress, "review")],
    },
];

/// Whom a column of this code waits for, where it is one of waiting.
pub fn waits_for(code: &str) -> PauseReason {
    match code {
        "team" => PauseReason::OtherTeam,
        "supplier" => PauseReason::Supplier,
        _ => PauseReason::Client,
    }
}

/// The set with this code.
pub fn find(code: &str) -> Option<&'static ColumnSet> {
    SETS.iter().find(|set| set.code == code)
}

/// What would be different on the board.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// This column comes, under this name.
    Comes(Column, Name),
    /// This one goes; so many requests in it stand in the usual column of its stage then.
    Goes(Column, usize),
    /// This one is called otherwise; none for its usual name.
    Named(Column, Option<Name>),
}

/// What would be different if these were the columns, each with its name. Usual columns that are not among them stay as
/// they are called.
pub fn changes(desk: &Workspace, wanted: &[(Column, Option<Name>)]) -> Vec<Change> {
    let now = &desk.team().columns;
    let mut out = Vec::new();
    for (column, name) in wanted {
        match name {
            Some(name) if !now.has(*column) => out.push(Change::Comes(*column, name.clone())),
            name if now.has(*column) && now.name(*column) != name.as_ref() => {
                out.push(Change::Named(*column, name.clone()));
            }
            _ => {}
        }
    }
    let gone = now.added().filter(|column| !wanted.iter().any(|(other, _)| other == column));
    out.extend(gone.map(|column| Change::Goes(column, in_column(desk, now, column).count())));
    out
}

/// What stands in a column.
fn in_column<'a>(
    desk: &'a Workspace,
    columns: &'a Columns,
    column: Column,
) -> impl Iterator<Item = RequestId> + 'a {
    let here =
        move |id: &RequestId| desk.request(*id).is_some_and(|r| !r.archived && columns.of(r) == column);
    desk.lanes().of(column.stage).filter(here)
}
