"""Our own decorators on everything that can be decorated."""

import functools

import api_stability
import api_stability as stability
from api_stability import beta, deprecated as gone, experimental
from api_stability.runtime.decorators import removal


@experimental("Under active development.")
def function(): ...


@experimental
def bare(): ...


@experimental()
async def coroutine(): ...


@stability.beta("May change.", feature="kv", since="1.2", issue="https://example.org/1")
def module_alias(): ...


@api_stability.deprecated("Old.", "2.0", "own.function")
def positional(): ...


@gone(reason="Old.", alternative="own.function", removal="2.0")
def keywords(): ...


@removal("3.0", alternative="own.function")
def leaves(): ...


@gone("Still beta, and already old.")
@beta()
def stacked(): ...


@beta(parameter="new")
@gone("Never used.", removal="2.0", parameter="old")
def parameters(new, old): ...


@beta("A class.")
class Class:
    """A class. It has members."""

    @experimental()
    def method(self): ...

    @staticmethod
    @beta()
    def static(): ...

    @beta()
    @classmethod
    def klass(cls): ...

    @property
    @gone("Property.")
    def prop(self):
        """What it is."""

    @gone("Over the property.")
    @property
    def outer(self): ...

    @functools.cached_property
    @beta()
    def cached(self): ...

    @property
    def plain(self): ...

    @plain.setter
    @gone("Do not set.")
    def plain(self, value): ...

    @plain.deleter
    def plain(self): ...

    @beta("Calls.")
    def __call__(self): ...

    def __enter__(self): ...

    @beta()
    def _private(self): ...

    def _unmarked(self): ...

    class Inner:
        @beta()
        def deep(self): ...


old = gone("Use function.", alternative="function")(function)
expiring = removal("4.0")


@expiring
def kept_decorator(): ...
