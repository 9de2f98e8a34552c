pub use family_two::Shared; pub use family_two::*; pub use family_two::nested as again;
