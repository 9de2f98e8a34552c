"""What tests of all parts use. Each module is one fixture or instrument, and a pytest plug-in."""
