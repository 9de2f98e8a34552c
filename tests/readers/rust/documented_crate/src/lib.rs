//! What only the compiler expands.

/// Makes a unit type and a function for it.
macro_rules! make_unit {
    ($name:ident, $function:ident, $since:literal) => {
        /// A unit of measure.
        #[deprecated(since = $since, note = "use `Length` instead")]
        pub struct $name {
            /// How many.
            pub value: u32,
        }

        impl $name {
            /// Adds one.
            pub fn more(&self) -> u32 {
                self.value + 1
            }
        }

        /// **EXPERIMENTAL** Measures.
        #[cfg(not(feature = "extra"))]
        pub fn $function() {}
    };
}

make_unit!(Foot, measure_feet, "1.2");

macro_rules! constants {
    ($($name:ident = $value:literal;)*) => { $(pub const $name: u32 = $value;)* };
}

pub mod limits {
    constants! { MOST = 9; LEAST = 1; }

    macro_rules! modules {
        ($name:ident) => {
            pub mod $name {
                #[doc(hidden)]
                pub fn inside() {}
            }
        };
    }
    modules!(made);
}

/// Read from the source.
#[derive(Clone, Debug)]
#[deprecated(note = "old")]
pub struct Length(pub u32);

macro_rules! methods {
    ($($name:ident)*) => { impl Length { $(
        /// Converts.
        #[deprecated = "say it with `From`"]
        pub fn $name(&self) {}
    )* } };
}
methods! { to_feet to_miles }

mod private {
    constants! { SHOWN = 3; }
    macro_rules! kind { ($($v:ident),*) => { pub enum Kind { $( #[deprecated] $v ),* } } }
    kind!(Old, Older);
}
pub use private::{Kind, SHOWN as VISIBLE};
pub use private::Kind::Old;

#[macro_use]
mod m {
    /// Members for a trait.
    #[macro_export]
    macro_rules! members {
        () => {
            /// **BETA** Converts.
            fn convert(&self);
        };
    }
}

/// What macros have members for.
pub trait Convert {
    fn plain(&self);
    members!();
}

macro_rules! reexports {
    ($from:path, $name:ident) => {
        pub use $from as $name;
    };
}
reexports!(crate::Length, Distance);

macro_rules! nothing {
    ($name:ident) => {
        #[cfg(feature = "extra")]
        pub struct $name;
    };
}
nothing!(NotInThisBuild);
