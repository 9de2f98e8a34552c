pub fn by_path() {}
