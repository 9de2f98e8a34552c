"""Command lines: read from the code that defines them, or from their help texts."""
