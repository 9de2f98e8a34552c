"""What a mark leaves for tools to read, whatever the order of the marks."""

import itertools

from checking import raises, warns
from stability import beta, deprecated, experimental, removal

MARKS = {
    "experimental": experimental("E", since="0.1", issue="e/1", feature="kv"),
    "beta": beta("B", since="0.2"),
    "bare beta": beta,
    "deprecated": deprecated("D", removal="2.0", alternative="new", since="0.9"),
    "bare deprecated": deprecated("D"),
    "removal": removal("2.0", alternative="new"),
}

EXPERIMENTAL = {
    "__stability__": "experimental", "__stability_level__": "experimental",
    "__stability_reason__": "E", "__stability_since__": "0.1", "__stability_issue__": "e/1",
    "__stability_feature__": "kv",
}
BETA = {
    "__stability__": "beta", "__stability_level__": "beta", "__stability_reason__": "B",
    "__stability_since__": "0.2",
}
PLAN = {"__stability__": "deprecated", "__removal_version__": "2.0", "__alternative__": "new"}
DEPRECATED = {
    **PLAN, "__deprecated_reason__": "D",
    "__deprecated__": "D. Use new instead. Will be removed in version 2.0.",
}

# Marks, in any order: what is then there.
TABLE = [
    (["experimental"], EXPERIMENTAL),
    (["beta"], BETA),
    (["bare beta"], {
        "__stability__": "beta", "__stability_level__": "beta", "__stability_reason__": ""}),
    (["deprecated"], {**DEPRECATED, "__stability_since__": "0.9"}),
    (["bare deprecated"], {
        "__stability__": "deprecated", "__deprecated_reason__": "D", "__removal_version__": None,
        "__alternative__": None, "__deprecated__": "D"}),
    (["removal"], PLAN),
    (["bare deprecated", "removal"], DEPRECATED),
    (["experimental", "deprecated"], {**EXPERIMENTAL, **DEPRECATED}),
    (["beta", "deprecated"], {**BETA, **DEPRECATED}),
    (["beta", "removal"], {**BETA, **PLAN}),
    (["beta", "bare deprecated", "removal"], {**BETA, **DEPRECATED}),
    (["experimental", "beta"], EXPERIMENTAL),
    (["experimental", "beta", "deprecated"], {**EXPERIMENTAL, **DEPRECATED}),
]


def attributes_of(thing):
    known = {name for _, expected in TABLE for name in expected}
    return {name: getattr(thing, name) for name in sorted(known) if hasattr(thing, name)}


def make_function():
    def f(a=1): ...
    return f

def make_coroutine():
    async def f(a=1): ...
    return f

def make_class():
    class C:
        def __init__(self, a=1): ...
    return C

def make_slotted():
    class C:
        __slots__ = ()
    return C


def check_attributes_in_any_order():
    for names, expected in TABLE:
        for order in itertools.permutations(names):
            for make in (make_function, make_coroutine, make_class, make_slotted):
                thing = make()
                for name in order:
                    thing = MARKS[name](thing)
                assert attributes_of(thing) == expected, (order, attributes_of(thing))


def check_attributes_of_methods():
    for wrap in (classmethod, staticmethod):
        class C:
            above = MARKS["experimental"](wrap(make_function()))
            below = wrap(MARKS["experimental"](make_function()))
        assert attributes_of(C.above) == attributes_of(C.below) == EXPERIMENTAL
        assert attributes_of(C().above) == EXPERIMENTAL


def check_plain_assignment():
    def f(): ...
    f.__stability__ = "beta"
    f = MARKS["deprecated"](f)
    assert (f.__stability__, f.__stability_level__) == ("deprecated", "beta")

    class C: __stability__ = "beta"
    C = MARKS["deprecated"](C)
    assert (C.__stability__, C.__stability_level__) == ("deprecated", "beta")


def check_marks_do_not_share_state():
    decorator = deprecated("D", parameter="a")
    f, g = decorator(make_function()), decorator(make_function())
    g = experimental("x", parameter="a")(g)
    assert f.__stability_parameters__["a"]["__stability__"] == "deprecated"
    assert "__stability_level__" not in f.__stability_parameters__["a"]
    assert g.__stability_parameters__["a"]["__stability_level__"] == "experimental"


def check_removal_does_not_warn():
    f = removal("2.0")(make_function())
    C = removal("2.0")(make_class())
    with warns(): f(), C()
    raises(TypeError, removal, f, saying="needs a version")
    raises(TypeError, removal, 2.0, saying="needs a version")


def check_removal_in_the_warning():
    text = "DeprecationWarning: make_function.<locals>.f is DEPRECATED. D. Will be removed in version 3."
    f = deprecated("D")(removal("3")(make_function()))
    with warns(text): f()
    f = removal("3")(deprecated("D")(make_function()))
    with warns(text): f()
