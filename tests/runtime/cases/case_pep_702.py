"""`removal` beside the decorators that type checkers know (PEP 702)."""

import asyncio
import inspect
import warnings

from checking import warns
from stability import beta, experimental, removal

try:
    from typing_extensions import deprecated as backport
except ImportError:
    backport = None

DECORATORS = [d for d in (getattr(warnings, "deprecated", None), backport) if d is not None]
DEPRECATED = "DeprecationWarning: Gone."


def both_orders(make):
    for deprecated in DECORATORS:
        planned = removal("2.0", alternative="pkg.new")
        yield deprecated("Gone.")(planned(make()))
        yield planned(deprecated("Gone.")(make()))


def assert_attributes(thing):
    assert thing.__deprecated__ == "Gone."
    assert thing.__removal_version__ == "2.0"
    assert thing.__alternative__ == "pkg.new"
    assert thing.__stability__ == "deprecated"
    assert not hasattr(thing, "__deprecated_reason__")


def check_functions():
    def make():
        def f(a: int) -> int: return a
        return f
    for f in both_orders(make):
        assert_attributes(f)
        with warns(DEPRECATED): assert f(1) == 1
        assert inspect.isfunction(f) and str(inspect.signature(f)) == "(a: int) -> int"


def check_classes():
    def make():
        class C:
            def __init__(self, a): self.a = a
        return C
    for C in both_orders(make):
        assert_attributes(C)
        with warns(DEPRECATED): assert C(1).a == 1
        with warns(DEPRECATED):
            class Sub(C): ...
        assert not hasattr(Sub, "__removal_version__") and not hasattr(Sub, "__stability__")
        with warns(): Sub(1)


def check_methods():
    for deprecated in DECORATORS:
        class C:
            @deprecated("Gone.")
            @removal("2.0", alternative="pkg.new")
            def first(self): ...
            @classmethod
            @removal("2.0", alternative="pkg.new")
            @deprecated("Gone.")
            def second(cls): ...
            @property
            @removal("2.0", alternative="pkg.new")
            @deprecated("Gone.")
            def third(self): ...
        with warns(DEPRECATED): C().first()
        with warns(DEPRECATED): C.second()
        with warns(DEPRECATED): C().third
        for thing in (C.first, C.second, C.third.fget):
            assert_attributes(thing)


def check_coroutines():
    def make():
        async def f(): return 1
        return f
    for f in both_orders(make):
        assert_attributes(f)
        async def user(f=f):
            with warns(DEPRECATED): assert await f() == 1
        asyncio.run(user())


def check_level_below():
    for deprecated in DECORATORS:
        @deprecated("Gone.")
        @removal("2.0", alternative="pkg.new")
        @experimental("x")
        def f(): ...
        assert_attributes(f)
        assert f.__stability_level__ == "experimental"
        with warns(DEPRECATED, "FutureWarning: "): f()

        @deprecated("Gone.")
        @experimental("x")
        class C: ...
        with warns(DEPRECATED, "FutureWarning: "): C()
        with warns(DEPRECATED): C()
        assert C.__stability__ == "experimental" and C.__deprecated__ == "Gone."
