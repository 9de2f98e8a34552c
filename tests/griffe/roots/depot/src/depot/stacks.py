"""What is documented together with its ``__init__``."""

from typing import overload

from typing_extensions import deprecated as pep_702_deprecated

from api_stability import deprecated


class Stack:
    """Goods on goods."""

    @deprecated("All are as deep", since="1.3", parameter="depth", alternative="width")
    def __init__(self, width: int = 1, depth: int = 1) -> None:
        """Begin one.

        Args:
            width: How wide.
            depth: How deep; once `width`.
        """


class Pile:
    """Goods anyhow."""

    @overload
    def __init__(self, width: int) -> None: ...
    @overload
    @pep_702_deprecated("Say how wide in numbers")
    def __init__(self, width: str) -> None: ...
    def __init__(self, width: object) -> None:
        """Begin one."""
