"""Classes, which stay the same objects, and whose subclasses are not marked."""

from __future__ import annotations

import types

from api_stability.runtime.attributes import HOOK, NAMES, Mark, apply_mark
from api_stability.runtime.class_kinds import (
    exclude_from_protocols,
    has_instances,
    is_protocol,
    is_typed_dict,
)
from api_stability.runtime.construction import ClassHook, watch_instances, watch_subclasses
from api_stability.runtime.functions import mark_function, set_attributes
from api_stability.runtime.notices import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class OwnAttribute:
    """An attribute of a class that neither its instances nor its subclasses have.

    The class is the one that holds this descriptor, whichever that is: ``dataclass(slots=True)``
    makes a second class of the first one's namespace.
    """

    __slots__ = ("attributes", "name")

    def __init__(self, name: str, attributes: dict[str, Any]) -> None:
        self.name = name
        self.attributes = attributes

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None and owner is not None and vars(owner).get(self.name) is self:
            return self.attributes[self.name]
        if instance is None and owner is not None:
            shown = f"type object {owner.__name__!r}"
        else:
            shown = repr(type(instance).__name__)
        raise AttributeError(f"{shown} has no attribute {self.name!r}")


def mark_class(cls: type, mark: Mark) -> type:
    """Mark the class itself, or a parameter of its ``__init__`` or ``__new__``.

    Raises `TypeError` for a `typing.TypedDict` and a mark that warns: making one is making a plain
    `dict`, which nothing can see.
    """
    if mark.category is not None and is_typed_dict(cls):
        raise TypeError(
            f"{cls.__qualname__} is a TypedDict, whose use cannot be seen at run time; "
            "set its attribute __stability__ instead"
        )
    if mark.parameter is not None:
        mark_constructor(cls, mark)
    present = {name: getattr(cls, name) for name in NAMES if name in vars(cls)}
    hook = vars(cls).get(HOOK) or ClassHook({})
    hook.attributes.update(apply_mark(present, mark))
    own = {name: OwnAttribute(name, hook.attributes) for name in hook.attributes}
    set_attributes(cls, own)
    if mark.category is not None and mark.parameter is None:
        if not hook.notices:
            setattr(cls, HOOK, hook)
            if has_instances(cls):
                watch_instances(cls, hook)
            watch_subclasses(cls, hook)
        hook.notices.append(Notice(cls.__qualname__, mark.category, lambda: hook.attributes))
    if is_protocol(cls):
        exclude_from_protocols((*NAMES, HOOK))
    return cls


def mark_constructor(cls: type, mark: Mark) -> None:
    """Mark a parameter of the class's own ``__init__``, else of its own ``__new__``."""
    for name in ("__init__", "__new__"):
        method = vars(cls).get(name)
        function = getattr(method, "__func__", method)
        if isinstance(function, types.FunctionType):
            try:
                marked = mark_function(function, mark, cls.__qualname__)
            except TypeError:
                continue
            setattr(cls, name, marked if function is method else staticmethod(marked))
            return
    raise TypeError(
        f"{cls.__qualname__} has no __init__ or __new__ of its own with a parameter "
        f"{mark.parameter!r}"
    )
