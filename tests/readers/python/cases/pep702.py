import sys
import warnings as w
from typing import TYPE_CHECKING, overload

import typing_extensions
import typing_extensions as te
from api_stability import removal

try:
    from warnings import deprecated
except ImportError:
    from typing_extensions import deprecated

if sys.version_info >= (3, 13):
    from warnings import deprecated as conditional
else:
    from typing_extensions import deprecated as conditional

if TYPE_CHECKING:
    from typing_extensions import deprecated as guarded
else:

    def guarded(message):
        return lambda f: f


@w.deprecated("aliased module")
def aliased_module(): ...


@typing_extensions.deprecated("whole path")
def whole_path(): ...


@te.deprecated("no warning", category=None)
def no_warning(): ...


@deprecated("try")
def in_try(): ...


@conditional("version")
def by_version(): ...


@guarded("guarded")
def by_guard(): ...


@deprecated("pending", category=PendingDeprecationWarning)
def pending(): ...


@deprecated("other category", category=FutureWarning)
def other_category(): ...


@removal("2.0", alternative="pep702.in_try")
@deprecated("outer removal")
def removal_outside(): ...


@deprecated("inner removal")
@removal("2.0")
def removal_inside(): ...


@deprecated("implicit " "concatenation" + " and sum")
class Class:
    @overload
    @deprecated("Pass bytes.")
    def read(self, name: str, *, raw: bool = ...) -> str: ...
    @overload
    def read(self, name: bytes, *, raw: bool = ...) -> str: ...
    def read(self, name, *, raw=False):
        return ""


@overload
@deprecated("One.")
def variants(x: "int", /, *args: str, **rest: object) -> int: ...
@overload
@deprecated("Two.")
def variants(x: dict[str, int]) -> int: ...
def variants(x):
    return x


def shadowing():
    def deprecated(message):
        return lambda f: f

    @deprecated("a local of that name")
    def inner(): ...


def deprecated(message):
    return lambda f: f


@deprecated("another of that name")
def after_redefinition(): ...
