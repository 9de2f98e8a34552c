//! What macros make.
macro_rules! pass { ($($t:item)*) => { $($t)* } }
macro_rules! gate { ($($t:item)+) => { $( #[cfg(feature = "gate")] $t )+ }; }
macro_rules! make {
    ($name:ident) => { pub struct $name; };
}
macro_rules! make_old {
    ($name:ident) => { #[deprecated] pub struct $name; };
}
macro_rules! traits { ($($t:ty),*) => { $( impl Clone for $t { fn clone(&self) -> Self { *self } } )* } }
pass! { pub fn passed() {} }
gate! {
    /// Documented.
    pub fn gated() {}
    pub mod module { pub fn inside() {} }
}
make!(Made);
make_old!(MadeOld);
traits!(u8, u16);
thread_local! { pub static LOCAL: u8 = 1; }
bitflags::bitflags! {
    #[deprecated]
    pub struct Flags: u8 { const A = 1; }
}
const_assert!(true);
pub struct Known;
impl Known {
    gate! { pub fn member(&self) {} }
    make!(x);
}
include!(concat!(env!("OUT_DIR"), "/generated.rs"));
pub use crate::made_by_macro::Thing;
