"""What is re-exported."""

from typing import overload

from typing_extensions import deprecated as pep_702_deprecated

from api_stability import beta, deprecated, experimental


@beta("The order may still change", since="1.2")
def find(name: str) -> list[str]:
    """Find goods."""
    return [name]


@overload
@pep_702_deprecated("Count names, not numbers")
def count(of: int) -> int: ...
@overload
def count(of: str, *, twice: bool = ...) -> int: ...
def count(of: object, *, twice: bool = False) -> int:
    """Count goods."""
    return 0


class Shelf:
    """Where goods are.

    Args:
        width: How wide.
        depth: How deep; once `width`.
    """

    size = 1
    """How much fits."""

    @deprecated("All are as deep", since="1.3", parameter="depth", alternative="width")
    def __init__(self, width: int = 1, depth: int = 1) -> None:
        """Put up a shelf.

        Args:
            width: How wide.
            depth: How deep; once `width`.
        """

    @deprecated("It is found by name", since="1.1", removal="2.0", alternative="depot.find")
    def look(self, name: str) -> str:
        """Look for goods."""
        return name

    @property
    @experimental("Early")
    def weight(self) -> float:
        """How heavy it is."""
        return 0.0

    @property
    def height(self) -> float:
        """How high it is."""
        return 0.0

    @height.setter
    @deprecated("It cannot be changed", removal="2.0")
    def height(self, value: float) -> None: ...
