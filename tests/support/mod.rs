//! What several test files share.

#[cfg(feature = "e2e")]
pub mod browser;
