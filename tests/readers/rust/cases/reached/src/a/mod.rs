pub mod deep;
pub struct Shallow {
    pub x: u8,
}
impl Shallow {
    pub fn new() -> Self { Shallow { x: 0 } }
    fn private(&self) {}
    pub(crate) fn restricted(&self) {}
}
struct Private;
impl Private {
    pub fn unreachable(&self) {}
}
impl Unknown {
    pub fn of_unknown(&self) {}
}
pub struct OnlyOld;
