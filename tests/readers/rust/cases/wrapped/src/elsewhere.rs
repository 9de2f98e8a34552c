#[deprecated] pub fn gone() {}
