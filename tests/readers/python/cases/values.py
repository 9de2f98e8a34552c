"""What an argument can be made of."""
import datetime
import inspect
import sys
import textwrap
from datetime import date
from enum import Enum

from langchain_core._api import deprecated
from matplotlib import _api
from polars._utils.expired import removed_parameters, RemovedParameter, RenamedParameter
from astropy.utils.decorators import deprecated_renamed_argument, future_keyword_only
from pandas.util._decorators import deprecate_kwarg, deprecate_nonkeyword_arguments
from pandas.errors import Pandas4Warning, Pandas5Warning as Later
import pydantic.warnings
import typing_extensions
from deprecation import deprecated as by_date
from debtcollector import removals

OLD = "1." + str(2)
TABLE = {"f": "2.0", "g": ["3.0", "4.0"]}
NEW = TABLE["g"][-1]
MESSAGE = "Use {new}{args} since %(since)s."
CHANGED = {"f": "6.0"}
CHANGED["f"] = "7.0"
GROWN = ["8.0"]
GROWN.append("9.0")
GONE = RemovedParameter(name="d", deprecated_in="0.9", removed_in="1.0")


class Release(str, Enum):
    NEXT = "5.0"


def target(): ...


class Home:
    def target(self): ...


@deprecated(OLD, removal=TABLE["f"], alternative=target, message=MESSAGE.format(new=f"{target.__name__!r}", args=""))
def a(): ...


@deprecated("1" if sys.version_info > (3,) else "1", removal=Release.NEXT, alternative=Home.target)
def b(): ...


@deprecated("1" if sys.version_info > (3,) else "2", message=textwrap.dedent("""\
    Two
    lines."""))
def c(): ...


@deprecated(NEW, removal=Release.NEXT.value, message=", ".join(["a", "b"]).upper() + "!" * 3)
def d(): ...


@_api.deprecated("3.11", message="%(name)s since %(since)s, gone in %(removal)s; use %(alternative)s", alternative="x")
def e(): ...


@_api.deprecated("3.11", pending=True)
def f(): ...


@removed_parameters(GONE, RenamedParameter(name="o", new_name="n", removed_in="1.1"))
def g(n): ...


@deprecated_renamed_argument(["a", "b"], ["x", None], ["7.0", "7.1"])
def h(x, b): ...


@future_keyword_only(["a", "b"], since=["7.1"] * 2)
def i(a, b): ...


@deprecate_kwarg(Pandas4Warning, "old", new_arg_name=None)
def j(old): ...


@deprecate_nonkeyword_arguments(Later, allowed_args=["self", "buf"])
def k(self, buf, x, y=1, *, z=2): ...


@deprecate_nonkeyword_arguments(Pandas4Warning)
def l(buf, x=1, *, z=2): ...


@_api.make_keyword_only("3.10", "x")
def m(buf, x=1, y=2, *, z=2): ...


@typing_extensions.deprecated("Why.", category=pydantic.warnings.PydanticDeprecatedSince211)
def n(): ...


@by_date("1.0", removed_in=date(2027, 3, 1), details="Date: %s, %d" % (OLD, 3))
def o(): ...


@removals.remove(version="1", removal_version="?")
def p(): ...


@removals.remove
def q(): ...


@deprecated("%(a)s.%(b)s" % {"a": 1, "b": 2}, message=__name__)
def r(): ...


@deprecated(compute(), removal=TABLE["nothing"], alternative=missing)
def s(): ...


@deprecated(CHANGED["f"], removal=GROWN[-1])
def t(): ...


class T:
    attr = _api.deprecate_privatize_attribute("3.11", alternative="other")
