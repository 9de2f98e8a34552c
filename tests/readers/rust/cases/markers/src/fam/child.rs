pub fn in_child() {}
