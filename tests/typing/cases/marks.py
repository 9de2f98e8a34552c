"""Every decorator on every kind: the type stays what it was, and a wrong use is still an error."""

import dataclasses
import enum
import functools
from collections.abc import AsyncIterator, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar, assert_type

from api_stability import beta, deprecated, experimental, removal

T = TypeVar("T")


@experimental("reason", feature="f", since="1.0", issue="https://example.org/1")
def with_parentheses(a: int, *, b: str = "") -> float:
    return a + len(b)


@experimental
def bare(a: int, *, b: str = "") -> float:
    return a + len(b)


@beta()
def empty(a: int, *, b: str = "") -> float:
    return a + len(b)


@beta
def bare_beta(a: int, *, b: str = "") -> float:
    return a + len(b)


@deprecated("reason", removal="2.0", alternative="bare")
def old(a: int, *, b: str = "") -> float:
    return a + len(b)


@deprecated("reason", parameter="b")
@experimental(parameter="a")
def parameters(a: int, *, b: str = "") -> float:
    return a + len(b)


@experimental
def generic(a: T) -> list[T]:
    return [a]


for function in (with_parentheses, bare, empty, bare_beta, old, parameters):
    assert_type(function(1, b="x"), float)
assert_type(generic(1), list[int])
with_parentheses("x")  # error
bare("x")  # error
empty("x")  # error
bare_beta(1, b=2)  # error
old()  # error
parameters(1, c=2)  # error


@experimental
async def coroutine(a: int) -> str:
    return str(a)


@deprecated("x")
def generator(a: int) -> Iterator[int]:
    yield a


@experimental("x")
async def async_generator(a: int) -> AsyncIterator[int]:
    yield a


assert_type(generator(1), Iterator[int])
assert_type(async_generator(1), AsyncIterator[int])


async def user() -> None:
    assert_type(await coroutine(1), str)
    await coroutine("x")  # error


class Methods:
    @experimental
    def method(self, a: int) -> "Methods":
        return self

    @classmethod
    @deprecated("x")
    def of_class(cls, a: int) -> "Methods":
        return cls()

    @experimental
    @classmethod
    def of_class_above(cls, a: int) -> "Methods":
        return cls()

    @staticmethod
    @experimental("x")
    def static(a: int) -> int:
        return a

    @deprecated("x")
    @staticmethod
    def static_above(a: int) -> int:
        return a

    @property
    @experimental
    def value(self) -> int:
        return 1

    @value.setter
    @deprecated("x")
    def value(self, value: int) -> None: ...

    @functools.cached_property
    @experimental
    def cached(self) -> int:
        return 1

    # Which works, but mypy allows no decorator there.
    @experimental  # error: mypy
    @functools.cached_property
    def cached_above(self) -> int:
        return 1

    @experimental  # error: mypy
    @property
    def above(self) -> int:
        return 1


methods = Methods()
assert_type(methods.method(1), Methods)
assert_type(Methods.of_class(1), Methods)
assert_type(Methods.of_class_above(1), Methods)
assert_type(methods.static(1), int)
assert_type(Methods.static_above(1), int)
assert_type(methods.value, int)
assert_type(methods.cached, int)
assert_type(methods.cached_above, int)
assert_type(methods.above, int)
methods.method("x")  # error
Methods.of_class("x")  # error
Methods.of_class_above("x")  # error
methods.static("x")  # error
methods.value = "x"  # error


@experimental
class Plain:
    def __init__(self, a: int) -> None:
        self.a = a


@deprecated("x", removal="2.0")
class Old(Plain): ...


@experimental("x")
@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    a: int


@dataclasses.dataclass
@beta
class RecordBelow:
    a: int


@beta("x")
class Box(Generic[T]):
    def __init__(self, content: T) -> None:
        self.content = content


@experimental
class Point(NamedTuple):
    a: int


@experimental
class Colour(enum.Enum):
    RED = 1


@experimental
class Readable(Protocol):
    def read(self) -> str: ...


class Reader:
    def read(self) -> str:
        return ""


readable: Readable = Reader()
assert_type(Plain(1).a, int)
assert_type(Old(1), Old)
assert_type(Record(1).a, int)
assert_type(RecordBelow(1).a, int)
assert_type(Box(1).content, int)
assert_type(Point(1).a, int)
assert_type(Colour(1), Colour)
plain: type[Plain] = Old
Plain("x")  # error
Record("x")  # error
Record(1).a = 2  # error
RecordBelow("x")  # error
wrong: Readable = Plain(1)  # error
match Colour.RED:
    case Colour.RED:
        pass

deprecated()  # error
deprecated(bare)  # error
removal()  # error
experimental(3)  # error
beta("x", unknown=1)  # error
experimental("x", since=1.0)  # error
