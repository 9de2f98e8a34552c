"""What nobody needs."""

__stability__ = "experimental"


def dust():
    """Dust everything."""
