//! Real history out of a file: a table of events (one row an event) or of requests (one row a request)
//! becomes the events of this desk's requests; and the requests as a table again.
//!
//! The way of a file: [`Table::parse`] → [`guess`] or a remembered [`Mapping`] → a person looks at it and
//! changes what is wrong ([`fit`] says what to ask) → [`plan`] with its preview → [`Plan::batches`], which
//! the desk takes in one after the other.
//!
//! Rules:
//! 1. A cell that cannot be read is listed with its line and the reason ([`RowFault`]) and loses nothing
//!    else: other rows, and the row's other cells, come in.
//! 2. The same file gives the same identifiers and stamps every time. Read again it adds nothing; a longer
//!    export of the same log adds only what is new; a corrected row puts right what followed from the wrong
//!    one, as if the right file had come first (`identity`, `news`). Requests are told apart by the header of the
//!    case column and the case, never by the name of the file.
//! 3. Events of equal time keep the order of the file.
//! 4. A request is raised by its first event, whatever that is (`story`).
//! 5. A row dated more than five minutes ahead of now is not taken in, as everywhere on the desk.
//! 6. Every moment is UTC inside. A time without an offset is read in the mapping's zone.

mod batch;
mod cells;
mod details;
mod export;
mod fault;
mod fit;
mod guess;
mod identity;
mod mapping;
mod moment;
mod names;
mod news;
mod plan;
mod single;
mod story;
mod table;

pub use batch::PinChoice;
pub use export::requests_csv;
pub use fault::{Reason, RowFault};
pub use fit::{Fit, fit};
pub use guess::guess;
pub use mapping::{Kind, Mapping, MappingFault, Meaning, Role, Shape, Standing};
pub use moment::DateOrder;
pub use plan::{Plan, PlanFault, Preview, plan};
pub use table::{SheetFault, Table};
