//! A depot.

/// Lift something.
pub fn lift() {}

/// Drop something.
pub fn drop() {}
