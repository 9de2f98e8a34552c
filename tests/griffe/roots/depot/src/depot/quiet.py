"""What is documented without a heading."""

__stability__ = "experimental"

from api_stability import beta


def hush() -> None:
    """Say nothing."""


@beta("Softly")
class Whisper:
    """Say little."""
