"""Metrics, from lists of them and from the Python and Rust code that defines them."""
