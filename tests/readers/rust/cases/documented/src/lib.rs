//! A crate whose documentation speaks about stability.
//!
//! # Stability
//!
//! This crate is **beta**.

/// Starts a thing.
///
/// # Stability
///
/// Experimental: the arguments may change.
///
/// # Examples
///
/// ```
/// // (deprecated)
/// ```
pub fn start() {}

/// **EXPERIMENTAL** Counts what is there.
pub struct Counter {
    /// How many. **DEPRECATED since 1.2**: use [`Counter::total`] instead.
    pub count: u64,
    /// All of them.
    pub total: u64,
}

impl Counter {
    /// Adds one.
    pub fn add(&mut self) {}
}

/// Sorts in a stable order; equal things keep their places.
pub fn sort() {}

/// # Stability
///
/// Ask us.
pub fn unclear() {}

/** Stops a thing.
 *
 * # Deprecated
 *
 * Since 0.3; use [`start`] instead.
 */
pub fn stop() {}

#[doc = "**BETA** Waits for a thing."]
pub fn wait() {}

/// [EXPERIMENTAL] Deprecated as well: use `start`.
#[deprecated(since = "0.4.0", note = "use `start`")]
pub fn both() {}

/// This module is unstable.
pub mod inside {
    pub fn inherits() {}
}
