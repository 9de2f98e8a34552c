pub struct Deep;
pub enum Choice { One, Two(u8) }
pub fn function() {}
