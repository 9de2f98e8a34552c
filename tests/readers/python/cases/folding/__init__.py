"""Values that can be known, and values that cannot."""

import inspect
import os
import textwrap

from api_stability import deprecated, experimental

from folding import constants as c
from folding.constants import *
from folding.constants import NEXT as VERSION, Texts, cycle_a, doubled

LOCAL = "local"
EARLY = "before"
SUMMED = "a"
SUMMED += "b"
if os.name == "nt":
    EITHER = "same"
    DIFFERENT = "windows"
else:
    EITHER = "same"
    DIFFERENT = "posix"
CHANGED = "once"


def change():
    global CHANGED
    CHANGED = "again"


@deprecated(LOCAL, removal=c.NEXT, alternative=Texts.INSTEAD)
def from_constants(): ...


@deprecated(f"{LOCAL} and {STARRED!s}", removal=VERSION)
def formatted(): ...


@deprecated(
    """
    Several
      lines.
    """,
    removal=2.0,
)
def dedented(): ...


@deprecated(textwrap.dedent("   by a call"), removal=str(3))
def called(): ...


@deprecated(inspect.cleandoc(LOCAL) + "!", since=EARLY)
def summed(): ...


EARLY = "after"


@deprecated(EITHER, since=EARLY)
def branches(): ...


@deprecated(DIFFERENT)
def different(): ...


@deprecated(SUMMED)
def augmented(): ...


@deprecated(CHANGED)
def changed(): ...


@deprecated(cycle_a)
def cycle(): ...


@deprecated(doubled)
def too_long(): ...


@deprecated(f"{LOCAL:>10}", removal="%5s" % LOCAL, since="{:>9}".format(1), alternative=os.environ["X"])
def unknown(): ...


PATTERN = "Use {name} {} instead of {0}."


@deprecated(PATTERN.format("f", name=LOCAL), removal="%s.%s%%" % (2, VERSION), since="%s" % 1)
def patterns(): ...


ARGUMENTS = ("a", "b")


@deprecated(*ARGUMENTS)
def starred(): ...


@experimental(**{"reason": "x"})
def keywords(): ...


@experimental(parameter=os.name)
def unknown_parameter(x): ...


@deprecated(undefined)
def undefined_name(): ...
