#![cfg(feature = "unstable")]
pub fn in_weird() {}
