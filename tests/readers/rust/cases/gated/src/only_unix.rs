pub fn file() {}
