//! A module with a file of its own.

pub mod child;
pub fn in_fam() {}
