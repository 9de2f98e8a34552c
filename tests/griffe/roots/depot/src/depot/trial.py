"""What is tried out."""

__stability__ = "experimental"
__stability_reason__ = "Nobody knows"


def attempt() -> None:
    """Try."""


class Attempt:
    """One of several."""

    def repeat(self) -> None:
        """Try again."""
