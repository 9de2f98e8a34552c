mod a;
pub mod b {
    pub use super::a::*;
    pub use crate::a::deep::{self, Deep as Deeper, Choice::*, *};
    pub use self::c::Circle;
    pub use std::collections::HashMap;
    pub use serde::*;
    pub mod c {
        pub use super::*;
        pub use crate as root;
        pub struct Circle;
        impl super::super::a::Shallow {
            pub fn from_c(&self) {}
        }
    }
}
pub use a::deep::Deep;
pub use b::Missing;
#[path = "elsewhere/file.rs"]
pub mod renamed;
pub mod inline {
    #[path = "special.rs"]
    pub mod by_path;
    pub mod by_name;
}
#[doc(hidden)]
pub mod hidden {
    pub fn only_hidden() {}
    pub use crate::a::Shallow as AlsoHidden;
}
pub(crate) mod restricted {
    pub fn unreachable() {}
}
pub type Short = a::Shallow;
impl Short {
    pub fn through_alias(&self) {}
}
#[macro_export]
macro_rules! exported { () => {}; }
macro_rules! textual { () => {}; }
pub use exported as exported_again;
pub(crate) use textual;
pub extern crate alloc as heap;
pub mod old {
    #![deprecated(note = "the module is old")]
    pub use crate::a::deep::Deep;
    pub use crate::a::OnlyOld;
}
pub trait Shape {
    const SIDES: u8;
    type Unit;
    fn area(&self) -> u8;
}
impl Shape for a::Shallow {}
impl dyn Shape {
    pub fn scaled(&self) {}
}
include!("included.rs");
