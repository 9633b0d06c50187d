//! What the team calls a stage or a column of it, wherever that is read.

use crate::domain::columns::Column;
use crate::domain::request::Request;
use crate::store::ledger::Ledger;
use crate::words::say_dyn;

/// The name of a stage, or of a column: the team's own, else the usual one. Who shows it listens to the team's record.
pub fn stage_name(ledger: &Ledger, column: impl Into<Column>) -> String {
    let column = column.into();
    let own = ledger.desk().team().columns.name(column).map(ToString::to_string);
    own.unwrap_or_else(|| say_dyn!("stage.", column.stage.code()))
}

/// The name of the column a request stands in.
pub fn column_name(ledger: &Ledger, request: &Request) -> String {
    stage_name(ledger, ledger.desk().team().columns.of(request))
}
