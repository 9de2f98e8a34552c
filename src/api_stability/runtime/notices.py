"""When a marked thing warns: on first use, on every use, never."""

from __future__ import annotations

from api_stability.runtime.frames import OWN_MODULES, warn_caller
from api_stability.runtime.messages import say_deprecated, say_experimental

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from types import CodeType
    from typing import Any

OWN_MODULES.add(__name__)


class Notice:
    """What one marked thing has to say when it is used.

    `read` gives the thing's attributes; it is asked when warning, so that a later `removal` is in
    the message whichever decorator is outermost.
    """

    __slots__ = ("_first", "_name", "_read", "_say", "category")

    def __init__(
        self,
        name: str,
        category: type[Warning],
        read: Callable[[], Mapping[str, Any]],
        first: list[bool] | None = None,
    ) -> None:
        self.category = category
        self._name = name
        self._read = read
        once = category is FutureWarning
        self._say = say_experimental if once else say_deprecated
        # To take the one item is atomic, with or without the GIL: of threads that race, one warns.
        # A lock held while warning could deadlock with what the application does in its hook.
        self._first = ([True] if first is None else first) if once else None

    @property
    def is_due(self) -> bool:
        """Whether the next use may warn."""
        return self._first is None or bool(self._first)

    def give(self, *, name: str | None = None, codes: Collection[CodeType] = ()) -> None:
        """Warn the caller, unless this is not the first use and only that one warns.

        Where warnings are errors, a use that raised is not the first: the next one raises as well,
        so that a retry never slips through.
        """
        first = self._first
        if first is not None:
            if not first:
                return
            try:
                first.pop()
            except IndexError:
                return
        try:
            warn_caller(self._say(name or self._name, self._read()), self.category, codes)
        except BaseException:
            if first is not None:
                first.append(True)
            raise
