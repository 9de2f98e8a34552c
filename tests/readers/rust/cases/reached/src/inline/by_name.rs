pub fn by_name() {}
