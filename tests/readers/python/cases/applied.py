"""How a marker of a package that is not read comes to what it marks."""

import functools
from collections import namedtuple
from functools import partial

import ray.util.annotations as ann
from langchain_core._api import deprecated
from ray.util import annotations
from ray.util.annotations import DeveloperAPI, PublicAPI
from streamlit.deprecation_util import deprecate_func_name as renamed

gone = deprecated("1.0", removal="2.0", message="Held in a variable.")
since_2 = partial(deprecated, "2.0", removal="3.0")
since_3 = functools.partial(since_2, alternative="three")
COMMON = {"since": "4.0", "removal": "5.0"}
PAIR = ("6.0",)


def plain(): ...


called = deprecated("1.1")(plain)
held = gone(plain)
bare = PublicAPI(plain)
Suspect = DeveloperAPI(namedtuple("Suspect", "a b"))
unwrapped = renamed(plain, "unwrapped", "2027-03-01", name_override="plain")
only_a_decorator = PublicAPI(stability="beta")
another_decorator = since_2(message="wants what it marks")


def again(): ...


again = deprecated("1.2")(again)


@gone
def by_variable(): ...


@since_2(message="Made by partial.")
def by_partial(): ...


@since_3(message="A partial of a partial.")
def by_partials(): ...


@partial(deprecated, "2.5")(message="On the spot.")
def by_nameless_partial(): ...


@deprecated(**COMMON)
def by_keywords(): ...


@deprecated(*PAIR, **dict(removal="7.0"))
def by_both(): ...


@deprecated(**unknown())
def by_unknown_keywords(): ...


@only_a_decorator
def beta(): ...


@annotations.PublicAPI(stability="alpha")
def alpha(): ...


@ann.PublicAPI
def stable(): ...


class Methods:
    older = staticmethod(deprecated("1.3")(plain))
    oldest = property(deprecated("1.4")(lambda self: 1))

    @deprecated("1.5")
    @staticmethod
    def static(): ...

    @property
    @gone
    def held(self): ...
