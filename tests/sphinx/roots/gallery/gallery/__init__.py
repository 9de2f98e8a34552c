"""A gallery of all that there is to show."""

import os
from typing import overload

from api_stability import beta, deprecated, experimental

LIGHT = os.environ.get("GALLERY_EXPERIMENTAL_LIGHT", "on")

HOSTILE = ""


@deprecated(
    "R `x` *x* |x| <script>alert(1)</script> &amp; \\x \\input{x} [x] {x} #x %x ~x ^x _x_ $x$ "
    "@code{x}\n.SH x\n\n'br\n\n]]> <!-- :x:`x` x:: https://example.org/a_b%20c~d",
    removal="2.0",
    alternative="gallery.paint instead of <i> \\x_y & 50%",
    since="1.3",
)
@experimental("{x}")
def hostile(x):
    """S `x` *x* \\x <b>x</b> & 100% $x$ @code{x}."""


@beta("May change.")
def paint(colour, *, frame=None):
    """Paint a picture.

    :param colour: what colour
    :param frame: what is around it
    """


@deprecated("Pass a frame.", parameter="size", alternative="frame", since="1.2")
@beta(parameter="frame")
def hang(picture, size=1, frame=None):
    """Hang a picture.

    :param size: how large
    """


@deprecated("Goes.", since="9.0", removal="10.0", alternative="gallery.paint")
def later():
    """Deprecated only in a release to come."""


@overload
def find(title: str) -> int: ...
@overload
@deprecated("Numbers are gone.", removal="2.0")
def find(number: int, *, strict: bool = False) -> int: ...
def find(what, strict=False):
    """Find a picture."""
    return 0


@experimental("Walls move.")
class Gallery:
    """A house of pictures."""

    #: The name.
    name: str = ""

    def open(self):
        """Open the doors."""

    @property
    def director(self):
        """Who leads it."""
        return ""

    @director.setter
    @deprecated("Elected.", removal="3.0")
    def director(self, value):
        pass

    @deprecated("Use open.", alternative="open")
    def unlock(self):
        """Open the doors."""
