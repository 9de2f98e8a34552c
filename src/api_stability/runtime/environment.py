# ruff: noqa: D103, F811 (an `overload` that is not from `typing` is not known as one)
"""Environment variables that have had other names (Feature Stability Policy, section 5)."""

from __future__ import annotations

import os

from api_stability.runtime.frames import OWN_MODULES, warn_caller
from api_stability.runtime.messages import say_deprecated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar, overload

    T = TypeVar("T")
else:

    def overload(function):
        """Only type checkers look at overloads; `typing` is slow to import."""
        return function


OWN_MODULES.add(__name__)


@overload
def env(
    name: str, default: None = None, *, was: str | Iterable[str] = (), removal: str | None = None
) -> str | None: ...
@overload
def env(
    name: str, default: T, *, was: str | Iterable[str] = (), removal: str | None = None
) -> str | T: ...
def env(
    name: str,
    default: object = None,
    *,
    was: str | Iterable[str] = (),
    removal: str | None = None,
) -> object:
    """The value of an environment variable, also where it still has an old name.

    A variable that graduates loses its prefix: ``DYN_EXPERIMENTAL_X``, ``DYN_BETA_X``, ``DYN_X``.
    The first of `name` and `was` that is set decides, an empty value included, as in
    `os.environ.get`. An old name is a `DeprecationWarning` at the caller's line that names both.

    Args:
        name: Its name now.
        default: What to give where none is set.
        was: The names that it has had, newest first.
        removal: The version that stops to read those.

    """
    value = os.environ.get(name)
    if value is not None:
        return value
    for old in (was,) if isinstance(was, str) else was:
        value = os.environ.get(old)
        if value is not None:
            attributes = {"__alternative__": name, "__removal_version__": removal}
            warn_caller(say_deprecated(old, attributes), DeprecationWarning)
            return value
    return default
