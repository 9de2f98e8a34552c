"""Environment variables: read from the Python and Rust code that reads them."""
