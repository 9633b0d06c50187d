//! Inhouse: the desk of a team whose clients are colleagues.
//!
//! Layers, each allowed to use only those before it: [`domain`] (rules), [`store`] (bytes and the one path
//! every change takes), `browser` (adapters) and `ui` (screens; both only for wasm32), with `words` for every
//! sentence. `tests/layers.rs` keeps it so.

pub mod domain;
pub mod store;
