//! Browser tests of the built pages: `cargo test --features e2e --test pages`.

#[path = "../support/mod.rs"]
mod support;

mod selftest;
