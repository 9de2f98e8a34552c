"""Functions of every kind, wrapped in one of the same kind."""

from __future__ import annotations

import functools
import types

from api_stability.runtime.attributes import PARAMETERS, Mark, apply_mark
from api_stability.runtime.frames import OWN_MODULES
from api_stability.runtime.notices import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from typing import Any

    Notify = Callable[[tuple[Any, ...], dict[str, Any]], None]
    """Called with the arguments of each use."""

OWN_MODULES.add(__name__)

# Of a code object, from the documentation of `inspect`, which is slow to import.
_VARARGS = 0x04
_VARKEYWORDS = 0x08
_GENERATOR = 0x20
_COROUTINE = 0x80
_ITERABLE_COROUTINE = 0x100
_ASYNC_GENERATOR = 0x200


def mark_function(
    function: Any, mark: Mark, name: str | None = None, first: list[bool] | None = None
) -> Any:
    """The function with the mark's attributes; in a wrapper, where the mark warns.

    `name` is what a message calls it, by default its ``__qualname__``; functions that share
    `first` have one first use. Raises `TypeError` for a
    parameter that it does not have.
    """
    name = name or find_name(function)
    parameter = mark.parameter
    is_passed = find_passing(function, parameter, name) if parameter is not None else None
    if mark.category is None:
        set_attributes(function, apply_mark(read_attributes(function), mark))
        return function

    def read() -> dict[str, Any]:
        attributes: dict[str, Any] = vars(wrapper)
        return attributes if parameter is None else attributes[PARAMETERS][parameter]

    notice = Notice(
        name if parameter is None else f"{name}({parameter})", mark.category, read, first
    )

    def notify(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if is_passed is None or is_passed(args, kwargs):
            notice.give()

    wrapper = wrap_function(function, notify)
    set_attributes(wrapper, apply_mark(vars(wrapper), mark))
    return wrapper


def find_name(function: Any) -> str:
    """What a message calls it: ``__qualname__``, of a partial that of its function."""
    while isinstance(function, (functools.partial, functools.partialmethod)):
        function = function.func
    name: object = getattr(function, "__qualname__", None)
    return name if isinstance(name, str) else type(function).__qualname__


def read_attributes(marked: Any) -> dict[str, Any]:
    """The attributes of an object itself, not of its class."""
    return getattr(marked, "__dict__", {})


def set_attributes(marked: Any, attributes: dict[str, Any]) -> None:
    """Set the attributes; `TypeError` where the object takes none."""
    for name, value in attributes.items():
        try:
            setattr(marked, name, value)
        except (AttributeError, TypeError) as error:
            raise TypeError(
                f"{marked!r} cannot be marked, because it takes no attributes"
            ) from error


def find_passing(
    function: Any, parameter: str, name: str
) -> Callable[[tuple[Any, ...], dict[str, Any]], bool]:
    """A function that tells from a call's arguments whether the caller passed the parameter."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code: types.CodeType | None = getattr(function, "__code__", None)
    if code is None:
        raise TypeError(f"the parameters of {name} are not known, so that none can be marked")
    positional = code.co_varnames[: code.co_argcount]
    count = code.co_argcount + code.co_kwonlyargcount
    has_rest = bool(code.co_flags & _VARARGS)
    rest = code.co_varnames[count] if has_rest else None
    extra = code.co_varnames[count + has_rest] if code.co_flags & _VARKEYWORDS else None
    named = frozenset(code.co_varnames[code.co_posonlyargcount : count])

    if parameter in positional:
        index = positional.index(parameter)
        by_name = parameter in named
        return lambda args, kwargs: len(args) > index or (by_name and parameter in kwargs)
    if parameter == rest:
        return lambda args, _: len(args) > len(positional)
    if parameter == extra:
        return lambda _, kwargs: not named.issuperset(kwargs)
    if parameter in named or extra is not None:
        return lambda _, kwargs: parameter in kwargs
    raise TypeError(f"{name} has no parameter {parameter!r}")


def wrap_function(function: Any, notify: Notify) -> Any:
    """A function of the same kind that notifies before each use.

    A coroutine function or a generator function notifies when its body starts, not when it is
    called. Only a wrapper that is itself of that kind is one for `inspect` and `asyncio`, and the
    body of such a wrapper starts then; what is never awaited or iterated was never used either.
    For `await f()` and `for x in f()` that is the user's line. For a task it is the first line
    outside asyncio, which runs the loop.
    """
    code = getattr(function, "__code__", None)
    flags: int = code.co_flags if code is not None else 0
    if flags & _ASYNC_GENERATOR:
        return _wrap_async_generator(function, notify)
    if flags & _COROUTINE:
        return _wrap_coroutine(function, notify)
    if flags & _GENERATOR:
        wrapper = _wrap_generator(function, notify)
        return types.coroutine(wrapper) if flags & _ITERABLE_COROUTINE else wrapper
    return _wrap_plain(function, notify)


def _wrap_plain(function: Any, notify: Notify) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        notify(args, kwargs)
        return function(*args, **kwargs)

    return wrapper


def _wrap_coroutine(function: Any, notify: Notify) -> Any:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        notify(args, kwargs)
        return await function(*args, **kwargs)

    return wrapper


def _wrap_generator(function: Any, notify: Notify) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        notify(args, kwargs)
        return (yield from function(*args, **kwargs))

    return wrapper


def _wrap_async_generator(function: Any, notify: Notify) -> Any:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        notify(args, kwargs)
        # What `yield from` does, which PEP 525 does not have: pass on all that comes in.
        generator = function(*args, **kwargs)
        step = generator.__anext__()
        while True:
            try:
                item = await step
            except StopAsyncIteration:
                return
            try:
                sent = yield item
            except GeneratorExit:
                await generator.aclose()
                raise
            except BaseException as error:  # noqa: BLE001 (it is the generator's to handle)
                step = generator.athrow(error)
            else:
                step = generator.asend(sent)

    return wrapper
