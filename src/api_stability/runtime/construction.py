"""Instances and subclasses of a marked class: who makes one, and whether that is a use."""

from __future__ import annotations

import functools
import types

from api_stability.runtime.attributes import HOOK
from api_stability.runtime.frames import OWN_MODULES
from api_stability.runtime.notices import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

OWN_MODULES.add(__name__)


class ClassHook:
    """What is in a marked class beside its attributes: all its notices, of all its marks."""

    def __init__(self, attributes: dict[str, Any]) -> None:
        self.attributes = attributes
        self.notices: list[Notice] = []

    def __reduce__(self) -> tuple[Any, ...]:
        # For tools that copy or pickle a class by its namespace: the copy is not watched.
        return ClassHook, (dict(self.attributes),)

    def find_owner(self, cls: type) -> type | None:
        """The class among `cls` and its bases that this hook is of."""
        return next((base for base in cls.__mro__ if vars(base).get(HOOK) is self), None)

    def give_notice(self, cls: type) -> None:
        """Warn that the class was used, which may have gone through `cls`'s metaclass."""
        for notice in self.notices:
            if notice.is_due:
                notice.give(codes=find_metaclass_codes(cls))


def find_metaclass_codes(cls: type) -> Collection[types.CodeType]:
    """The code between a line that makes an instance or a subclass, and the class itself."""
    metaclass: Any = type(cls)
    methods = [
        vars(base).get(name)
        for base in metaclass.__mro__
        for name in ("__call__", "__new__", "__init__")
    ]
    codes = [getattr(getattr(method, "__func__", method), "__code__", None) for method in methods]
    return [code for code in codes if code is not None]


def watch_instances(cls: Any, hook: ClassHook) -> None:
    """Give notice when an instance of exactly this class is made.

    An ``__init__`` of its own is watched. A class without one gets a ``__new__`` instead, because
    a decorator above, such as `dataclasses.dataclass`, writes no ``__init__`` over one that is
    already there. To copy or unpickle an object is to make one where ``__new__`` is watched, as it
    is for `warnings.deprecated`, and no use of the class where ``__init__`` is.
    """
    if isinstance(vars(cls).get("__init__"), types.FunctionType):
        cls.__init__ = watch_init(vars(cls)["__init__"], hook)
    else:
        watch_new(cls, hook)


def watch_init(init: Any, hook: ClassHook) -> Any:
    """The ``__init__`` with a notice, which is not given for instances of subclasses."""

    @functools.wraps(init)
    def watched(self: Any, /, *args: Any, **kwargs: Any) -> None:
        if vars(type(self)).get(HOOK) is hook:
            hook.give_notice(type(self))
        return init(self, *args, **kwargs)  # type: ignore[no-any-return]

    return watched


def watch_new(cls: Any, hook: ClassHook) -> None:
    """Give the class a ``__new__`` with a notice, and leave its signature as it was."""
    own: Any = vars(cls).get("__new__")
    make: Any = getattr(own, "__func__", own)

    def watched(made: Any, /, *args: Any, **kwargs: Any) -> Any:
        owner = hook.find_owner(made) or cls
        if owner is made:
            hook.give_notice(made)
        if make is not None:
            return make(made, *args, **kwargs)
        return make_next(owner, made, args, kwargs)

    shown = find_shown_new(cls)
    has_call = isinstance(type(cls).__call__, types.FunctionType)
    if shown is None and not has_call and "__signature__" not in vars(cls):
        cls.__signature__ = ConstructorSignature(is_plain=cls.__new__ is object.__new__)
    # `inspect` looks at a __new__ before an __init__, unless it is written in C: this method of a
    # function is.
    new: Any = watched
    cls.__new__ = staticmethod(new.__call__ if shown is None else functools.wraps(shown)(new))


def find_shown_new(cls: type) -> Any:
    """The ``__new__`` that `inspect.signature` shows for the class, if it shows one at all."""
    for base in cls.__mro__:
        if "__new__" in vars(base):
            new = base.__new__
            return new if isinstance(new, types.FunctionType) else None
        if isinstance(vars(base).get("__init__"), types.FunctionType):
            return None
    return None


class ConstructorSignature:
    """``__signature__`` of a class whose ``__new__`` is only ours, where `inspect` finds none.

    Before Python 3.11 that is every such class, later one that is made without arguments. A
    subclass with an ``__init__`` of its own has none from here.
    """

    def __init__(self, *, is_plain: bool) -> None:
        self.is_plain = is_plain

    def __get__(self, instance: object, owner: Any = None) -> Any:
        if instance is None:
            import inspect

            init = owner.__init__
            if init is object.__init__ and self.is_plain:
                return inspect.Signature()
            if isinstance(init, types.FunctionType) and vars(owner).get("__signature__") is self:
                return inspect.signature(types.MethodType(init, owner))
        raise AttributeError("__signature__")


def make_next(owner: Any, made: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What would have happened without the ``__new__`` of `owner`: the next one of `made`."""
    new: Callable[..., Any] = super(owner, made).__new__
    if new is not object.__new__:
        return new(made, *args, **kwargs)
    # Asked by a class with a __new__, `object` refuses all arguments; by one without, only those
    # that no __init__ is there for.
    if (args or kwargs) and made.__init__ is object.__init__:
        raise TypeError(f"{made.__name__}() takes no arguments")
    return new(made)


def watch_subclasses(cls: Any, hook: ClassHook) -> None:
    """Give notice when a class names this one as its base, as `warnings.deprecated` does."""
    own = vars(cls).get("__init_subclass__")

    def watched(sub: Any, /, *args: Any, **kwargs: Any) -> None:
        owner: Any = hook.find_owner(sub) or cls
        if owner in sub.__bases__:
            hook.give_notice(sub)
        if own is not None:
            own.__get__(None, sub)(*args, **kwargs)
        else:
            super(owner, sub).__init_subclass__(*args, **kwargs)

    if own is not None:
        functools.update_wrapper(watched, own.__func__)
    cls.__init_subclass__ = classmethod(watched)
