"""What is stored."""

from api_stability import deprecated, experimental


@experimental("Will be split", since="1.4")
class Goods:
    """Anything."""

    name = ""
    """What it is called."""

    def move(self) -> None:
        """Move them."""

    @deprecated("Nobody does")
    def drop(self) -> None:
        """Drop them."""

    class Label:
        """What is glued on."""
