#![cfg(not(target_os = "none"))]

cfg_if::cfg_if! {
    if #[cfg(unix)] {
        pub fn everywhere() {}
        pub mod only_unix;
    } else if #[cfg(feature = "experimental_win")] {
        pub fn everywhere() {}
        #[deprecated(note = "on Windows")]
        pub fn only_windows() {}
    } else {
        pub fn everywhere() {}
    }
}

#[cfg(feature = "a")]
pub fn one_of_two() {}
#[cfg(feature = "b")]
#[deprecated(note = "with b")]
pub fn one_of_two() {}

#[cfg(any(feature = "experimental_a", feature = "unstable-b"))]
pub fn all_names_say_so() {}
#[cfg(any(feature = "experimental_a", feature = "std"))]
pub fn one_name_does_not() {}
#[cfg(not(feature = "experimental_a"))]
pub fn not_a() {}
#[cfg(all(feature = "std", feature = "nightly"))]
pub fn nightly() {}
#[cfg(feature = "_internal")]
pub fn internal() {}
#[cfg(tokio_unstable)]
pub fn flag() {}
#[cfg(feature = "alphabet")]
pub fn no_level() {}
#[cfg(test)]
pub fn in_tests() {}
#[cfg(any(test, feature = "std"))]
pub fn in_tests_or_std() {}
#[cfg(all(test, feature = "std"))]
mod tests;
#[doc(cfg(feature = "documented"))]
pub fn only_documented() {}

#[cfg(feature = "experimental_types")]
pub struct Gated {
    pub field: u8,
}
impl Gated {
    pub fn method(&self) {}
    #[cfg(feature = "unstable")]
    pub fn weaker(&self) {}
}
#[cfg(feature = "serde")]
impl From<Gated> for String {}
#[cfg(feature = "serde")]
impl<'a> From<&'a [Gated]> for Gated {}
impl Default for Gated {}
