//! The stored form of records. Versioned; every released version stays readable for ever.
//!
//! A record is stored as its events ([`v1`]). Rules of the format:
//! 1. A fact is a code and arguments by position. A code's arguments never change their shape: what needs
//!    another shape gets another code.
//! 2. Codes without a screen yet are reserved ([`reserved`]); they, and codes of later versions, are kept
//!    and written back exactly as they were read.
//! 3. A record with a higher version number than this program knows is not touched.

mod agreement;
mod args;
mod calendar;
mod care;
mod others;
mod request;
pub mod reserved;
mod triage;
pub mod v1;

pub use args::WireFault;
