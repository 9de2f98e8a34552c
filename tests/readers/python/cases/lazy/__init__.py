"""Modules that answer for deprecated names."""

import warnings
from typing import TYPE_CHECKING

from lazy._impl import moved as _deprecated_moved
from lazy._impl import there

_moved = {"old": "_impl.moved", "older": "_impl.moved"}
_pairs = {"one": ("Use two.", there), "gone": ("Removed.", None)}

if TYPE_CHECKING:
    from lazy._impl import moved as old


def __getattr__(name):
    if name in _moved:
        warnings.warn(f"{name} is deprecated; use {_moved[name]}", DeprecationWarning, 2)
        return there
    elif name == "single":
        warnings.warn(f"lazy.{name} goes", category=PendingDeprecationWarning)
    elif name in ("a", "b"):
        warnings.warn(message=_pairs["x"], category=DeprecationWarning)
    if name in {"c"}:
        warnings.warn("c is deprecated")
    if name == "there":
        warnings.warn("never asked", DeprecationWarning)
    if name in _pairs:
        warnings.warn(_pairs[name][0], DeprecationWarning)
    if name == "raised":
        warnings.warn("gone", DeprecationWarning)
        raise AttributeError(name)
    if name == "slow":
        warnings.warn("slow", UserWarning)
    if name in dir():
        warnings.warn("computed", DeprecationWarning)
    raise AttributeError(name)
