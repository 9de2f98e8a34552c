"""What nobody looks at."""

__stability__ = "experimental"


def dust():
    """Remove the dust."""
