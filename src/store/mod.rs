//! Bytes, and the one path every change takes. Knows the domain, and the world only through
//! [`ports`].

pub mod archive;
pub mod backup;
pub mod copying;
pub mod document;
pub mod drafted;
pub mod flush;
pub mod here;
pub mod history;
pub mod ics;
pub mod journal;
pub mod key;
pub mod ledger;
pub mod lifting;
pub mod memory;
pub mod merge;
pub mod one;
pub mod pack;
pub mod ports;
pub mod redact;
pub mod remind;
pub mod sample;
pub mod sheet;
pub mod usage;
pub mod wire;
