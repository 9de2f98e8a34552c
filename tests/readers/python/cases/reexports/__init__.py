"""Re-exports: which paths lead to a thing, and which is its id."""

from typing import TYPE_CHECKING

from . import _aliased as aliased
from ._impl import listed, unlisted
from ._impl import explicit as explicit
from .sub import *
from .clash import clash

if TYPE_CHECKING:
    from ._lazy.thing import Lazy

try:
    from ._fast import fast
except ImportError:
    fast = None

try:
    from ._fast import local
except ImportError:

    def local():
        """The slow one."""


__all__ = ["Lazy", "aliased", "clash", "fast", "listed", "local", "nowhere"]
__all__ += sub.__all__


def hidden():
    """A module has this name."""


def __getattr__(name):
    raise AttributeError(name)


listed.__stability_reason__ = "Set where it is re-exported."
listed.__stability__ = "beta"
