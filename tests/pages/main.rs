//! Browser tests of the built pages: `cargo test --features e2e --test pages`. One program, so that the
//! WebDriver client is linked once; a file beside this one for each job.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod add;
mod agreement;
mod decline;
mod desk;
mod import;
mod keeping;
mod moves;
mod phone;
mod selftest;
mod speed;
mod start;
mod survey;
