"""What to do with each kind of thing that can be marked."""

from __future__ import annotations

import functools
import types

from api_stability.runtime.attributes import Mark, apply_mark
from api_stability.runtime.classes import mark_class
from api_stability.runtime.functions import mark_function, set_attributes
from api_stability.runtime.instances import mark_instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CALLED_IN_C = (types.BuiltinFunctionType, types.MethodDescriptorType, types.MethodType)
CACHE: type = type(functools.lru_cache(lambda: None))


def mark_any(marked: Any, mark: Mark) -> Any:
    """The thing with the mark, of the same kind as before.

    Raises `TypeError` for what cannot be marked, naming it.
    """
    if isinstance(marked, type):
        return mark_class(marked, mark)
    if isinstance(marked, types.FunctionType):
        return mark_function(marked, mark)
    if isinstance(marked, (classmethod, staticmethod)):
        return type(marked)(mark_any(marked.__func__, mark))
    if isinstance(marked, types.MethodType) and mark.category is not None:
        return types.MethodType(mark_any(marked.__func__, mark), marked.__self__)
    if isinstance(marked, property):
        return mark_property(marked, mark)
    if isinstance(marked, (functools.partial, functools.partialmethod)):
        return mark_partial(marked, mark)
    if isinstance(marked, functools.cached_property):
        marked.func = mark_any(marked.func, mark)
        set_attributes(marked, apply_mark(vars(marked), mark))
        return marked
    if isinstance(marked, CALLED_IN_C):
        return mark_function(marked, mark)
    if isinstance(marked, CACHE):
        return mark_cache(marked, mark)
    if callable(marked):
        return mark_instance(marked, mark)
    raise TypeError(
        f"{marked!r} cannot be marked: it is neither a class nor something that is called; "
        "of a descriptor, mark the function that it is made of"
    )


def mark_property(marked: property, mark: Mark) -> property:
    """A property whose accessors are all marked; one that is added to it later is not.

    Its attributes are those of the accessors, because a property has none. The getter and the
    setter are one object: what is used first is the property, whichever way.
    """
    first = [True]
    accessors: list[Any] = [
        None if accessor is None else mark_function(accessor, mark, first=first)
        for accessor in (marked.fget, marked.fset, marked.fdel)
    ]
    fget, fset, fdel = accessors
    return type(marked)(fget, fset, fdel, marked.__doc__)


def mark_partial(marked: Any, mark: Mark) -> Any:
    """A partial of the marked function; the function itself stays as it is."""
    if mark.parameter is not None:
        raise TypeError(f"a parameter of {marked!r} cannot be marked; mark that of its function")
    if mark.category is not None:
        if not isinstance(marked.func, (types.FunctionType, *CALLED_IN_C)):
            return mark_instance(marked, mark)
        function = mark_function(marked.func, mark)
        new = type(marked)(function, *marked.args, **marked.keywords)
        vars(new).update(
            {name: value for name, value in vars(marked).items() if name not in vars(new)}
        )
        marked = new
    set_attributes(marked, apply_mark(vars(marked), mark))
    return marked


def mark_cache(marked: Any, mark: Mark) -> Any:
    """A function with the cache's own methods, or the cache itself where nothing warns."""
    wrapper = mark_function(marked, mark)
    if wrapper is not marked:
        wrapper.cache_info = marked.cache_info
        wrapper.cache_clear = marked.cache_clear
    return wrapper
