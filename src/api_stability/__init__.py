"""placeholder, written by the runtime work."""

__version__ = "0.1.0"
