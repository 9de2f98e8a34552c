def clash():
    """A function with the name of its module."""
