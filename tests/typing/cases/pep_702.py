"""`removal` beside the decorator of PEP 702: checkers still report every use."""

from typing import assert_type, overload

from api_stability import experimental, removal
from typing_extensions import deprecated


@deprecated("gone")
@removal("2.0", alternative="pkg.new")
def removal_below(a: int) -> int:
    return a


@removal("2.0", alternative="pkg.new")
@deprecated("gone")
def removal_above(a: int) -> int:
    return a


@deprecated("gone")
@experimental("x")
def with_level(a: int) -> int:
    return a


@deprecated("gone")
@removal("2.0")
class Below:
    def __init__(self, a: int) -> None: ...


@removal("2.0")
@deprecated("gone")
class Above:
    def __init__(self, a: int) -> None: ...


class Methods:
    @deprecated("gone")
    @removal("2.0")
    def below(self) -> int:
        return 1

    @removal("2.0")
    @deprecated("gone")
    def above(self) -> int:
        return 1

    @classmethod
    @removal("2.0")
    @deprecated("gone")
    def of_class(cls) -> int:
        return 1

    @property
    @removal("2.0")
    @deprecated("gone")
    def value(self) -> int:
        return 1


@overload
@deprecated("gone")
def overloaded(a: int) -> int: ...
@overload
def overloaded(a: str) -> str: ...
@removal("2.0", parameter="a")
def overloaded(a: int | str) -> int | str:
    return a


assert_type(removal_below(1), int)  # deprecated
assert_type(removal_above(1), int)  # deprecated
assert_type(with_level(1), int)  # deprecated
Below(1)  # deprecated
Above(1)  # deprecated
Methods().below()  # deprecated
Methods().above()  # deprecated
Methods.of_class()  # deprecated
Methods().value  # deprecated
overloaded(1)  # deprecated
overloaded("x")
removal_below("x")  # deprecated, error
removal_above("x")  # deprecated, error


class Sub(Below): ...  # deprecated
