//! Spellings of attributes.
#![allow(dead_code)]

#[deprecated(
    since = "1.0",
    note = "a note \
            on two lines",
)]
pub fn continued() {}
#[deprecated(note = r#"a "raw" note"#)]
pub fn raw() {}
#[deprecated(note = "t\u{e4}b\there \x41 \"quoted\"")]
pub fn escaped() {}
#[deprecated(note = concat!("joined ", "note"))]
pub fn joined() {}
#[deprecated(note = NOTE)]
pub fn computed() {}
#[ deprecated ( since = "2" , note="close" ) ] pub fn spaced() {}
#[deprecated(note = "use `spaced` instead; will be removed in 3.0", suggestion = "spaced")]
pub fn suggested() {}
#[unsafe(deprecated(note = "odd"))]
pub fn wrapped() {}
#[unstable(feature = "thing", issue = "1234", reason = "new")]
pub fn unstable() {}
#[unstable(feature = "thing", issue = "none")]
pub fn unstable_without_issue() {}
#[stable(feature = "thing", since = "1.2.0")]
pub fn stable() {}
#[instability::unstable(feature = "risky")]
pub fn from_a_crate() {}
#[inline]
#[must_use]
#[doc(alias = "deprecated")]
#[allow(deprecated)]
pub fn unmarked() {}
pub mod inner {
    #![deprecated(since = "1.1", note = "inner attribute")]
    pub fn inherits() {}
    pub mod deeper {
        pub struct Both(pub u8, u8, pub(crate) u8, #[deprecated] pub (u8, u8));
    }
}
pub mod by_use {
    #[deprecated(note = "by the old name")]
    pub use crate::unmarked as renamed;
    #[cfg(feature = "experimental")]
    pub use crate::unmarked as gated;
    pub use crate::unmarked as plain;
}
#[deprecated]
impl Block {
    pub fn in_block(&self) {}
}
pub struct Block;
#[cfg_attr(all(), deprecated(note = "always"))]
pub fn always() {}
#[cfg_attr(test, deprecated(note = "only in tests"))]
pub fn never() {}
#[cfg_attr(a, cfg_attr(b, deprecated(note = "two gates"), cfg(c)))]
pub fn nested() {}
#[cfg(]
pub fn broken_attribute() {}
extern "C" {
    #[deprecated(note = "foreign")]
    pub fn foreign();
    fn private_foreign();
}
pub async unsafe fn r#try() {}
