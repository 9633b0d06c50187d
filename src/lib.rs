//! Inhouse: the desk of a team whose clients are colleagues.
//!
//! Layers, each allowed to use only those before it: [`domain`] (rules), [`store`] (bytes and the one path
//! every change takes), `browser` (adapters) and `ui` (screens; both only for wasm32), with [`words`] for
//! every sentence and [`route`] for every address. `tests/layers.rs` keeps it so.

#![recursion_limit = "256"]

pub mod domain;
pub mod route;
pub mod store;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod browser;
// Components' props become public fields of generated structs; a name such as `id` says enough.
#[cfg(target_arch = "wasm32")]
#[allow(missing_docs)]
pub mod ui;
