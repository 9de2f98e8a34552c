//! Every place that a marker can stand in.

/// Use the newer one.
#[deprecated(since = "0.2.0", note = "use `new_fn` instead")]
pub fn dep_full() {}
#[deprecated]
pub fn dep_bare() {}
#[deprecated = "name-value note"]
pub fn dep_namevalue() {}
pub fn new_fn() {}

/// There with a feature.
#[cfg(feature = "experimental_x")]
pub fn cfg_fn() {}

#[cfg(all(feature = "experimental_x", not(windows)))]
pub struct CfgAll {
    #[cfg(feature = "unstable")]
    pub f: u8,
    pub g: u8,
    hidden: u8,
}

#[cfg(any(tokio_unstable, feature = "unstable"))]
pub enum CfgAny {
    A,
    #[deprecated(since = "0.1.0", note = "gone")]
    #[cfg(feature = "unstable")]
    B {
        #[deprecated]
        x: u8,
    },
}

#[cfg(feature = "experimental_x")]
#[cfg_attr(docsrs, doc(cfg(feature = "experimental_x")))]
pub trait DocCfg {
    fn m(&self);
    #[deprecated(note = "x")]
    fn d(&self) {}
    #[deprecated]
    type T;
    #[cfg(feature = "nested")]
    const C: u8;
}

#[cfg_attr(feature = "old", deprecated(since = "0.3.0", note = "conditionally deprecated"))]
pub fn cond_dep() {}

#[cfg(feature = "experimental_x")]
#[cfg_attr(docsrs, doc(cfg(feature = "experimental_x")))]
#[deprecated(since = "0.2.5", note = "whole module")]
pub mod fam;

#[path = "weird_path.rs"]
pub mod weird;

mod inner {
    pub struct S;
    #[cfg(feature = "experimental_x")]
    impl S {
        pub fn in_cfg_impl(&self) {}
        #[deprecated(since = "1.0.0", note = "n")]
        pub const K: u8 = 0;
    }
    #[cfg(feature = "unstable")]
    impl Clone for S {
        fn clone(&self) -> Self {
            S
        }
    }
}
pub use inner::S;
pub use inner::S as RenamedS;

mod private {
    pub struct Reexported;
    impl Reexported {
        pub fn go(&self) {}
    }
}
#[cfg(feature = "unstable")]
pub use private::Reexported;

macro_rules! unstable_items {
    ($($item:item)*) => {
        $(
            #[cfg(feature = "unstable")]
            #[cfg_attr(docsrs, doc(cfg(feature = "unstable")))]
            $item
        )*
    };
}
unstable_items! {
    pub struct FromMacro;
    pub fn from_macro() {}
}

#[deprecated(since = "0.1.1", note = "macro gone")]
#[macro_export]
macro_rules! mymac {
    () => {};
}

#[cfg(feature = "experimental_x")]
pub type Alias = u8;
#[cfg(feature = "experimental_x")]
pub const KONST: u8 = 1;
#[cfg(feature = "experimental_x")]
pub static STAT: u8 = 1;
#[deprecated]
pub union U {
    pub a: u8,
}
