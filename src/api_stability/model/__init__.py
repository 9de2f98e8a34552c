"""All values that cross a boundary: frozen, typed, pure data."""

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."
