/// [BETA] Of both.
pub struct Shared;
impl Shared { pub fn f(&self) {} }
pub mod nested { pub fn g() {} }
