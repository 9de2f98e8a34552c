#[deprecated(note = "included")]
pub fn included() {}
