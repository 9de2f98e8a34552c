extern crate core as other;
mod imp { pub struct X; pub mod sub { pub use imp::X; pub use other::mem; } }
pub mod out { pub use imp::X; pub use imp::sub::X as Y; }
pub use imp::sub::mem;
