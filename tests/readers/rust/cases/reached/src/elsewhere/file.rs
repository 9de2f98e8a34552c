pub mod nested; pub fn here() {}
