"""A marked parameter warns only callers that pass it."""

import asyncio
import functools
import dataclasses
import inspect

from checking import raises, warns
from stability import beta, deprecated, experimental, removal

DEPRECATED = "DeprecationWarning: "
MISSING = object()


def mark(parameter, function):
    return deprecated("x", parameter=parameter)(function)


def any_kind(a, b=2, *rest, c=3, **extra): return a, b, rest, c, extra

def first_only(a, /, b=2): return a, b

# Parameter, arguments, whether they pass it.
CALLS = [
    ("a", (1,), {}, True), ("a", (), {"a": 1}, True),
    ("b", (1,), {}, False), ("b", (1, 2), {}, True), ("b", (1,), {"b": 2}, True),
    ("b", (1,), {"c": 3, "d": 4}, False),
    ("c", (1, 2, 3), {}, False), ("c", (1,), {"c": 3}, True),
    ("rest", (1, 2), {}, False), ("rest", (1, 2, 3), {}, True), ("rest", (1,), {"rest": 1}, False),
    ("extra", (1,), {"b": 1, "c": 3}, False), ("extra", (1,), {"d": 1}, True),
    ("d", (1,), {}, False), ("d", (1,), {"d": 1}, True), ("d", (1,), {"e": 1}, False),
]


def check_calls():
    for parameter, args, kwargs, passed in CALLS:
        f = mark(parameter, any_kind)
        expected = [DEPRECATED + f"any_kind({parameter}) is DEPRECATED. x"] if passed else []
        with warns(*expected): assert f(*args, **kwargs) == any_kind(*args, **kwargs)


def check_positional_only():
    f = mark("a", first_only)
    with warns(DEPRECATED + "first_only(a) is"): f(1)
    with warns(DEPRECATED): f(1, 2)


def check_first_use_of_the_parameter():
    @experimental("x", parameter="a")
    @experimental("y", parameter="b")
    def f(a=1, b=2): return a, b
    name = "FutureWarning: check_first_use_of_the_parameter.<locals>.f"
    with warns(): f()
    with warns(name + "(b) is EXPERIMENTAL and may change without notice. y"): f(b=1)
    with warns(name + "(a) is EXPERIMENTAL and may change without notice. x"): f(1, 2)
    with warns(): f(1, 2)


def check_attributes():
    @deprecated("D", removal="2.0", alternative="b", parameter="a")
    @beta("B", parameter="b")
    @experimental("E", parameter="a")
    @removal("3.0", parameter="b")
    def f(a=1, b=2): ...
    assert f.__stability_parameters__ == {
        "a": {
            "__stability__": "deprecated", "__stability_level__": "experimental",
            "__stability_reason__": "E", "__deprecated_reason__": "D",
            "__removal_version__": "2.0", "__alternative__": "b",
            "__deprecated__": "D. Use b instead. Will be removed in version 2.0.",
        },
        "b": {
            "__stability__": "deprecated", "__stability_level__": "beta",
            "__stability_reason__": "B", "__removal_version__": "3.0", "__alternative__": None,
        },
    }
    assert not hasattr(f, "__stability__")
    assert str(inspect.signature(f)) == "(a=1, b=2)"


def check_function_and_parameter():
    @deprecated("f")
    @deprecated("p", parameter="a")
    def f(a=1): ...
    with warns(DEPRECATED): f()
    with warns(DEPRECATED, DEPRECATED): f(1)
    assert f.__stability__ == "deprecated" and set(f.__stability_parameters__) == {"a"}


def check_beta_wraps_nothing():
    def f(a=1): ...
    assert beta("x", parameter="a")(f) is f
    with warns(): f(1)


def check_methods():
    class C:
        @deprecated("x", parameter="a")
        def method(self, a=1): return a
        @classmethod
        @deprecated("x", parameter="a")
        def of_class(cls, a=1): return a
        @deprecated("x", parameter="a")
        @staticmethod
        def static(a=1): return a
        @deprecated("x", parameter="a")
        async def coroutine(self, a=1): return a
    for use in (C().method, C.of_class, C.static):
        with warns(): use()
        with warns(DEPRECATED + "check_methods.<locals>.C."): use(2)
        with warns(DEPRECATED): use(a=2)
    with warns(): asyncio.run(C().coroutine())
    with warns(DEPRECATED): asyncio.run(C().coroutine(1))


def check_classes():
    @deprecated("x", parameter="b")
    class WithInit:
        def __init__(self, a, b=MISSING): self.b = b
    @deprecated("x", parameter="b")
    @dataclasses.dataclass
    class Record:
        a: int
        b: int = 2
    @deprecated("x", parameter="b")
    class WithNew(int):
        def __new__(cls, a, b=MISSING): return super().__new__(cls, a)
    for cls in (WithInit, Record, WithNew):
        with warns(): cls(1)
        with warns(DEPRECATED + cls.__qualname__ + "(b) is"): cls(1, 2)
        with warns(DEPRECATED): cls(1, b=2)
        assert not hasattr(cls, "__stability__")
        assert cls.__stability_parameters__["b"]["__stability__"] == "deprecated"
        Sub = type("Sub", (cls,), {})
        assert not hasattr(Sub, "__stability_parameters__")
        signature = inspect.signature(cls)
        assert list(signature.parameters) == ["a", "b"]

    marked = experimental("y")(WithInit)
    with warns("FutureWarning: "): marked(1)
    with warns(DEPRECATED): marked(1, 2)


def check_parameters_that_are_not_there():
    def f(a): ...
    class C: ...
    class Inherits(type("Base", (), {"__init__": f})): ...
    for decorator in (experimental, beta, deprecated):
        for thing in (f, C, Inherits):
            raises(TypeError, decorator("x", parameter="b"), thing, saying="'b'")
        raises(TypeError, decorator("x", parameter="a"), len, saying="not known")
        raises(TypeError, decorator("x", parameter="a"), functools.partial(f, 1), saying="its function")
        raises(TypeError, decorator("x", parameter="a"), property(lambda self: 1), saying="'a'")
    raises(TypeError, deprecated, "x", parameter=3, saying="parameter has to be text")
    raises(TypeError, removal("1", parameter="b"), f, saying="no parameter 'b'")
