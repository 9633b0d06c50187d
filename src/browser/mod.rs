//! The browser behind the store's ports, and the few things the screens ask of a page.
//!
//! Only compiled for wasm32. Nothing here knows a rule of the desk, and nothing panics: whatever a browser
//! refuses comes back as a [`StoreError`](crate::store::ports::StoreError), a `FileFault`, `false` or nothing.
//! What not every browser has (or what web-sys holds back as unstable) is reached by name, in `js`.

pub mod clipboard;
pub mod clock;
pub mod database;
pub mod entropy;
pub mod files;
pub mod focus;
pub mod folder;
mod js;
pub mod listener;
pub mod local;
pub mod locale;
pub mod log;
pub mod notices;
pub mod pace;
pub mod page;
pub mod pointer;
pub mod tabs;
pub mod trail;
pub mod typed;
pub mod zones;
