"""Objects whose class makes them callable: handlers, commands, the actions of `argparse`."""

from __future__ import annotations

import functools

from api_stability.runtime.attributes import Mark, apply_mark
from api_stability.runtime.frames import OWN_MODULES
from api_stability.runtime.functions import find_name, set_attributes
from api_stability.runtime.notices import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from api_stability.runtime.functions import Notify

OWN_MODULES.add(__name__)


def mark_instance(instance: Any, mark: Mark) -> Any:
    """Mark this one object, which stays the same object and an instance of its class.

    Raises `TypeError` where a call of it cannot be seen, and for a parameter.
    """
    if hasattr(type(instance), "__get__"):
        raise TypeError(f"{instance!r} cannot be marked; mark the function that it is made of")
    if mark.parameter is not None:
        raise TypeError(f"a parameter of {instance!r} cannot be marked; mark that of its __call__")
    set_attributes(instance, apply_mark(getattr(instance, "__dict__", {}), mark))
    if mark.category is not None:
        attributes = vars(instance)
        notice = Notice(find_name(instance), mark.category, lambda: attributes)
        watch_calls(instance, lambda _args, _kwargs: notice.give())
    return instance


def watch_calls(instance: Any, notify: Notify) -> None:
    """Notify before each call of this one object.

    Python looks for ``__call__`` in the class only, so that the object gets one of its own: a
    subclass with the same name and layout. A copy, or what is unpickled, is of the first class.
    """
    cls: Any = type(instance)
    shown: Any = instance.__class__

    @functools.wraps(cls.__call__)
    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        notify(args, kwargs)
        return super(watched, self).__call__(*args, **kwargs)

    def reduce(self: Any, protocol: Any, /) -> Any:
        reduced = cls.__reduce_ex__(self, protocol)
        if isinstance(reduced, str):
            return reduced
        args = tuple(shown if arg is watched else arg for arg in reduced[1])
        return (reduced[0], args, *reduced[2:])

    namespace = {
        "__slots__": (),
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        # Also what `pickle` compares; `type` alone tells the difference.
        "__class__": property(lambda _: shown),
        "__call__": call,
        "__reduce_ex__": reduce,
    }
    try:
        watched: Any = type(cls)(cls.__name__, (cls,), namespace)
        # Not by assignment, which an object that is watched already has no setter for.
        vars(object)["__class__"].__set__(instance, watched)
    except (TypeError, AttributeError) as error:
        raise TypeError(
            f"{instance!r} cannot be marked: calls of a {cls.__qualname__} cannot be seen"
        ) from error
