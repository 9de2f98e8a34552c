"""Functions of every kind stay of that kind, and warn at the line that uses them."""

import asyncio
import copy
import functools
import inspect
import pickle
import sys
import threading
import types
import typing
import unittest.mock
from contextlib import asynccontextmanager, contextmanager

from checking import raises, warns
from stability import beta, deprecated, experimental

EXPERIMENTAL = "FutureWarning: "
DEPRECATED = "DeprecationWarning: "


def plain(a: int, *, b: str = "x") -> tuple: 
    """Plain."""
    return a, b

async def coroutine(a: int, *, b: str = "x") -> tuple:
    """Coroutine."""
    await asyncio.sleep(0)
    return a, b

def generator(a: int, *, b: str = "x"):
    """Generator."""
    yield a
    yield b
    return a, b

async def async_generator(a: int, *, b: str = "x"):
    """Asynchronous generator."""
    yield a
    await asyncio.sleep(0)
    yield b

@types.coroutine
def iterable_coroutine(a: int, *, b: str = "x"):
    """Coroutine of the old kind."""
    yield
    return a, b


async def collect(iterator):
    return [item async for item in iterator]


FUNCTIONS = [plain, coroutine, generator, async_generator, iterable_coroutine]
VERDICTS = [
    inspect.isfunction, inspect.iscoroutinefunction, inspect.isgeneratorfunction,
    inspect.isasyncgenfunction, inspect.isroutine, inspect.ismethod, inspect.isbuiltin, callable,
    inspect.signature, inspect.getdoc, inspect.getsource, typing.get_type_hints,
]
if sys.version_info < (3, 14):
    VERDICTS.append(asyncio.iscoroutinefunction)
IDENTITY = ["__name__", "__qualname__", "__module__", "__doc__", "__annotations__"]


def check_each_kind_is_preserved():
    for function in FUNCTIONS:
        for decorator in [experimental("x"), deprecated("x"), beta("x"), experimental, beta]:
            # A new function each time: `beta` gives back the one that it gets.
            target = types.FunctionType(function.__code__, globals(), function.__name__)
            functools.update_wrapper(target, function)
            target.__kwdefaults__ = function.__kwdefaults__
            del target.__wrapped__
            marked = decorator(target)
            for verdict in VERDICTS:
                assert verdict(marked) == verdict(function), (function, decorator, verdict)
            for name in IDENTITY:
                assert getattr(marked, name) == getattr(function, name), (function, name)


def check_beta_gives_back_the_same_object():
    def f(): ...
    assert beta("x")(f) is f
    assert beta(f) is f
    with warns(): f()


def check_first_use_only():
    @experimental("x")
    def f(): return 1
    @experimental("x")
    def g(): ...
    with warns(EXPERIMENTAL + "check_first_use_only.<locals>.f is"): f()
    with warns(): f()
    with warns(EXPERIMENTAL + "check_first_use_only.<locals>.g is"): g()


def check_one_decorator_for_two_objects():
    decorator = experimental("x")
    f, g = decorator(lambda: 1), decorator(lambda: 2)
    with warns(EXPERIMENTAL): f()
    with warns(EXPERIMENTAL): g()
    with warns(): f(), g()


def check_every_use():
    @deprecated("x")
    def f(): ...
    for _ in range(3):
        with warns(DEPRECATED + "check_every_use.<locals>.f is DEPRECATED. x"): f()


def check_awaited():
    f = deprecated("x")(coroutine)
    async def user():
        with warns(DEPRECATED): assert await f(1) == (1, "x")
        with warns(): started = f(1)
        with warns(DEPRECATED): await started
    asyncio.run(user())


def check_first_frame_outside_asyncio():
    f = deprecated("x")(coroutine)
    with warns(DEPRECATED): asyncio.run(f(1))
    async def user():
        await asyncio.gather(f(1), asyncio.ensure_future(f(2)))
    with warns(DEPRECATED, DEPRECATED): asyncio.run(user())


def check_coroutine_is_cancelled_and_closed():
    seen = []
    @experimental
    async def f():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise
    async def user():
        task = asyncio.ensure_future(f())
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            seen.append("raised")
    with warns(EXPERIMENTAL): asyncio.run(user())
    assert seen == ["cancelled", "raised"]


def check_generator():
    f = deprecated("x")(generator)
    with warns(): iterator = f(1)
    with warns(DEPRECATED): assert next(iterator) == 1
    with warns(): assert next(iterator) == "x"
    raises(StopIteration, next, iterator, saying="(1, 'x')")
    with warns(DEPRECATED): assert list(f(1, b="y")) == [1, "y"]


def echo():
    """Tells all that comes in."""
    told = []
    try:
        while True:
            try:
                told.append((yield list(told)))
            except ValueError as error:
                told.append(str(error))
    finally:
        told.append("closed")
        CLOSED.append(told)

CLOSED = []


def check_generator_protocol():
    f = experimental(echo)
    with warns(EXPERIMENTAL): it = f(); next(it)
    assert it.send("sent") == ["sent"]
    assert it.throw(ValueError("thrown")) == ["sent", "thrown"]
    it.close()
    assert CLOSED.pop() == ["sent", "thrown", "closed"]
    with warns(): raises(KeyError, lambda: (lambda i: (next(i), i.throw(KeyError("out"))))(f()))
    assert CLOSED.pop() == ["closed"]


async def async_echo():
    told = []
    try:
        while True:
            try:
                told.append((yield list(told)))
            except ValueError as error:
                told.append(str(error))
            except KeyError:
                return
    finally:
        await asyncio.sleep(0)
        told.append("closed")
        CLOSED.append(told)


def check_async_generator_protocol():
    for f in (async_echo, experimental(async_echo)):
        async def user(f=f):
            it = f()
            assert await it.__anext__() == []
            assert await it.asend("sent") == ["sent"]
            assert await it.athrow(ValueError("thrown")) == ["sent", "thrown"]
            await it.aclose()
            assert CLOSED.pop() == ["sent", "thrown", "closed"]
            it = f()
            await it.__anext__()
            try:
                await it.athrow(OSError("out"))
            except OSError as error:
                assert str(error) == "out"
            else:
                raise AssertionError
            assert CLOSED.pop() == ["closed"]
            it = f()
            await it.__anext__()
            try:
                await it.athrow(KeyError)
            except StopAsyncIteration:
                pass
            else:
                raise AssertionError
            assert CLOSED.pop() == ["closed"]
            it = f()
            await it.aclose()
            return "done"
        if f is async_echo:
            assert asyncio.run(user()) == "done"
        else:
            with warns(EXPERIMENTAL, line=-29): assert asyncio.run(user()) == "done"


def check_async_generator():
    f = deprecated("x")(async_generator)
    async def user():
        with warns(): iterator = f(1)
        with warns(DEPRECATED): assert await iterator.__anext__() == 1
        with warns(): assert [item async for item in iterator] == ["x"]
        with warns(DEPRECATED): assert [item async for item in f(1)] == [1, "x"]
    asyncio.run(user())


def check_context_managers():
    @contextmanager
    @deprecated("x")
    def sync(): yield 1
    @asynccontextmanager
    @deprecated("x")
    async def asynchronous(): yield 1
    with warns(DEPRECATED):
        with sync(): pass
    async def user():
        with warns(DEPRECATED):
            async with asynchronous(): pass
    asyncio.run(user())


def check_methods():
    class C:
        @deprecated("x")
        def method(self, a): return self, a
        @classmethod
        @deprecated("x")
        def below(cls, a): return cls, a
        @deprecated("x")
        @classmethod
        def above(cls, a): return cls, a
        @staticmethod
        @deprecated("x")
        def static_below(a): return a
        @deprecated("x")
        @staticmethod
        def static_above(a): return a
        @deprecated("x")
        def __len__(self): return 3
        @deprecated("x")
        async def coroutine(self): return self

    c = C()
    with warns(DEPRECATED + "check_methods.<locals>.C.method is"): assert c.method(1) == (c, 1)
    with warns(DEPRECATED + "check_methods.<locals>.C.below is"): assert C.below(1) == (C, 1)
    with warns(DEPRECATED): assert c.below(1) == (C, 1)
    with warns(DEPRECATED + "check_methods.<locals>.C.above is"): assert C.above(1) == (C, 1)
    with warns(DEPRECATED): assert C.static_below(1) == 1
    with warns(DEPRECATED): assert c.static_above(1) == 1
    with warns(DEPRECATED): assert len(c) == 3
    async def user():
        with warns(DEPRECATED): assert await c.coroutine() is c
    asyncio.run(user())
    for name in ("below", "above"):
        assert isinstance(vars(C)[name], classmethod)
        assert inspect.ismethod(getattr(C, name))
        assert str(inspect.signature(getattr(C, name))) == "(a)"
    for name in ("static_below", "static_above"):
        assert isinstance(vars(C)[name], staticmethod)
    for name in ("method", "below", "above", "static_below", "static_above", "coroutine"):
        assert getattr(C, name).__stability__ == "deprecated", name
    assert inspect.iscoroutinefunction(C.coroutine)


def check_properties():
    class C:
        def __init__(self): self.value = 1
        @property
        @deprecated("x")
        def below(self): """Below."""; return self.value
        @below.setter
        @deprecated("y")
        def below(self, value): self.value = value
        def get(self): return self.value
        def set(self, value): self.value = value
        def delete(self): self.value = None
        above = deprecated("x")(property(get, set, delete, "Above."))
        once = experimental("x")(property(get, set, delete, "Once."))

    c = C()
    with warns(DEPRECATED + "check_properties.<locals>.C.below is DEPRECATED. x"): assert c.below == 1
    with warns(DEPRECATED + "check_properties.<locals>.C.below is DEPRECATED. y"): c.below = 2
    with warns(DEPRECATED): assert c.above == 2
    with warns(DEPRECATED): c.above = 3
    with warns(EXPERIMENTAL): c.once = 4
    with warns(): assert c.once == 4
    with warns(DEPRECATED): del c.above
    assert type(C.above) is property and C.above.__doc__ == "Above." and C.below.__doc__ == "Below."
    assert C.above.fget.__stability__ == C.below.fget.__stability__ == "deprecated"


def check_cached_property():
    class C:
        @experimental("x")
        @functools.cached_property
        def above(self): return object()
        @functools.cached_property
        @experimental("x")
        def below(self): return object()

    c = C()
    with warns(EXPERIMENTAL): first = c.above
    with warns(): assert c.above is first
    with warns(EXPERIMENTAL): first = c.below
    with warns(): assert c.below is first
    assert C.above.__stability__ == "experimental"
    assert isinstance(C.above, functools.cached_property)


def check_partial():
    marked = deprecated("x")(functools.partial(plain, 1))
    assert isinstance(marked, functools.partial)
    assert inspect.signature(marked) == inspect.signature(functools.partial(plain, 1))
    with warns(DEPRECATED + "plain is"): assert marked(b="y") == (1, "y")
    with warns(): assert plain(1) == (1, "x")
    assert marked.__stability__ == "deprecated" and not hasattr(plain, "__stability__")
    marked = beta("x")(functools.partial(plain, 1))
    assert marked.__stability__ == "beta" and not hasattr(plain, "__stability__")
    marked = experimental("x")(functools.partial(coroutine, 1))
    assert inspect.iscoroutinefunction(marked)

    class C:
        def f(self, a, b): return a, b
        g = deprecated("x")(functools.partialmethod(f, 1))
    with warns(DEPRECATED): assert C().g(2) == (1, 2)


def check_cache():
    @deprecated("x")
    @functools.lru_cache(maxsize=4)
    def f(a): return object()
    with warns(DEPRECATED): first = f(1)
    with warns(DEPRECATED): assert f(1) is first
    assert f.cache_info().hits == 1
    f.cache_clear()
    assert f.cache_info().currsize == 0 and f.cache_parameters()["maxsize"] == 4


def check_built_in():
    f = deprecated("x")(len)
    with warns(DEPRECATED + "len is"): assert f([1]) == 1
    f = deprecated("x")(str.upper)
    with warns(DEPRECATED + "str.upper is"): assert f("a") == "A"
    f = deprecated("x")([1].append)
    with warns(DEPRECATED): f(1)
    raises(TypeError, beta("x"), len, saying="cannot be marked")


def check_bound_method():
    class C:
        def f(self): return self
    c = C()
    f = deprecated("x")(c.f)
    assert inspect.ismethod(f) and f.__self__ is c
    with warns(DEPRECATED): assert f() is c
    with warns(): c.f()
    raises(TypeError, beta("x"), c.f, saying="cannot be marked")


class Handler:
    """Called."""
    def __init__(self, value): self.value = value
    def __call__(self, a): return self.value + a

class SlottedHandler:
    __slots__ = ("value",)
    def __init__(self, value): self.value = value
    def __call__(self, a): return self.value + a


def check_callable_instance():
    handler = Handler(1)
    marked = deprecated("x")(handler)
    assert marked is handler and isinstance(marked, Handler) and marked.__class__ is Handler and type(marked).__name__ == "Handler"
    with warns(DEPRECATED + "Handler is"): assert marked(1) == 2
    with warns(): assert Handler(1)(1) == 2
    for duplicate in (copy.copy(marked), copy.deepcopy(marked), pickle.loads(pickle.dumps(marked))):
        assert type(duplicate) is Handler and duplicate.value == 1
    assert inspect.signature(marked) == inspect.signature(Handler(1))
    assert beta("x")(Handler(1)).__stability__ == "beta"
    twice = experimental("y")(marked)
    with warns(EXPERIMENTAL, DEPRECATED): assert twice(1) == 2
    assert twice is marked and type(pickle.loads(pickle.dumps(twice))) is Handler
    raises(TypeError, deprecated("x"), SlottedHandler(1), saying="cannot be marked")
    raises(TypeError, deprecated("x", parameter="a"), Handler(1), saying="__call__")


def check_callables_of_other_kinds():
    mock = deprecated("x")(unittest.mock.MagicMock(return_value=3))
    with warns(DEPRECATED + "MagicMock is"): assert mock(1) == 3
    mock.assert_called_once_with(1)
    if sys.version_info >= (3, 10):
        new = experimental("x")(typing.NewType("UserId", int))
        with warns(EXPERIMENTAL + "UserId is"): assert new(3) == 3
        assert new.__name__ == "UserId" and isinstance(new, typing.NewType)


def check_descriptors_that_are_not_understood():
    class Descriptor:
        def __call__(self): return 1
        def __get__(self, instance, owner=None): return lambda: 2
    for thing in (Descriptor(), functools.singledispatchmethod(plain)):
        for decorator in (experimental("x"), deprecated("x"), beta):
            raises(TypeError, decorator, thing, saying="mark the function that it is made of")
    for thing in (typing.List[int], functools.partial(dict)):
        raises(TypeError, deprecated("x"), thing, saying="cannot be marked")


def check_what_cannot_be_marked():
    for thing in (None, 1, [], object(), functools):
        for decorator in (experimental("x"), beta("x"), deprecated("x")):
            raises(TypeError, decorator, thing, saying="cannot be marked")
    raises(TypeError, deprecated, plain, saying="needs a reason")
    raises(TypeError, deprecated)
    raises(TypeError, deprecated, "x", removal=1.10, saying="removal_version has to be text")
    raises(TypeError, experimental, 3, saying="cannot be marked")
    raises(TypeError, experimental, "x", since=1, saying="since has to be text")


@experimental("x")
def module_level(a): return a


def check_pickle_and_copy():
    assert pickle.loads(pickle.dumps(module_level)) is module_level
    assert copy.copy(module_level) is copy.deepcopy(module_level) is module_level


def check_singledispatch():
    @functools.singledispatch
    @deprecated("x")
    def below(a): return "object"
    @below.register
    def _(a: int): return "int"
    with warns(DEPRECATED): assert below("") == "object"
    with warns(): assert below(1) == "int"

    @deprecated("x")
    @functools.singledispatch
    def above(a): return "object"
    @above.register(int)
    def _(a): return "int"
    with warns(DEPRECATED): assert above(1) == "int"
    assert above.dispatch(int)(1) == "int"


def check_wraps_of_another_decorator():
    def other(function):
        @functools.wraps(function)
        def wrapper(*args): return function(*args)
        return wrapper
    above = deprecated("x")(other(plain))
    with warns(DEPRECATED): above(1)
    below = other(deprecated("x")(plain))
    assert below.__stability__ == "deprecated"
    with warns(DEPRECATED, line=-6): below(1)


def check_stacked_warnings():
    @experimental("x")
    @deprecated("y")
    def f(): ...
    @deprecated("y")
    @experimental("x")
    def g(): ...
    with warns(EXPERIMENTAL, DEPRECATED): f()
    with warns(DEPRECATED, EXPERIMENTAL): g()
    with warns(DEPRECATED): f()
    with warns(DEPRECATED): g()


def check_threads_race_for_the_first_use():
    for _ in range(20):
        f = experimental("x")(lambda: None)
        barrier = threading.Barrier(8)
        def use():
            barrier.wait()
            f()
        threads = [threading.Thread(target=use) for _ in range(8)]
        with warns() as caught:
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert len(caught) == 1
            caught.clear()


def check_errors_do_not_use_up_the_first_use():
    import warnings
    ran = []
    f = experimental("x")(lambda: ran.append(1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        raises(FutureWarning, f, saying="is EXPERIMENTAL")
        raises(FutureWarning, f, saying="is EXPERIMENTAL")
        assert not ran
    with warns(EXPERIMENTAL): f()
    with warns(): f()


def check_ignored_is_used_up():
    import warnings
    f = experimental("x")(lambda: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        f()
    with warns(): f()


def check_recursion_in_the_hook():
    """A hook that shows warnings may use the same thing."""
    import warnings
    f = experimental("x")(lambda: 1)
    shown = []
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda *args, **kwargs: shown.append(f())
        f()
    assert shown == [1]


def check_no_globals_name():
    f = deprecated("x")(lambda: 1)
    namespace = {"f": f}
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile("f()", "somewhere", "exec"), namespace)
    assert [(w.filename, w.lineno) for w in caught] == [("somewhere", 1)]
