def fast():
    """Compiled."""


def local():
    """Never seen under the public name."""
