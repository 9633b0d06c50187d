//! Bytes, and the one path every change takes. Knows the domain, and the world only through
//! [`ports`].

pub mod backup;
pub mod document;
pub mod here;
pub mod history;
pub mod ics;
pub mod journal;
pub mod key;
pub mod ledger;
pub mod memory;
pub mod ports;
pub mod sample;
pub mod sheet;
pub mod wire;
