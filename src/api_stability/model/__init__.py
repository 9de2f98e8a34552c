"""All values that cross a boundary: frozen, typed, pure data."""
