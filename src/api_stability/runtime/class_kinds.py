"""Classes of the standard library's own kinds, told apart without importing what defines them."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def is_typed_dict(cls: type) -> bool:
    """Whether it is a `typing.TypedDict`, or that of `typing_extensions`."""
    return dict in cls.__mro__ and {"__total__", "__required_keys__"} <= vars(cls).keys()


def is_protocol(cls: type) -> bool:
    """Whether it is a `typing.Protocol` itself, rather than a class that implements one."""
    return bool(vars(cls).get("_is_protocol"))


def has_instances(cls: type) -> bool:
    """Whether one can be made: not of a protocol, nor of an enumeration without members."""
    members = getattr(cls, "__members__", None)
    is_enum = "_member_map_" in vars(cls) and members is not None
    return not is_protocol(cls) and (not is_enum or bool(members))


def exclude_from_protocols(names: Iterable[str]) -> None:
    """Keep our attributes from counting as members of a runtime-checkable protocol.

    Until Python 3.12 took the members when the class was made, `isinstance` read all names of the
    namespace, except those in this list of `typing`; there is no other way to leave one out.
    """
    if sys.version_info >= (3, 12):
        return
    excluded: list[str] = getattr(sys.modules["typing"], "EXCLUDED_ATTRIBUTES", [])
    excluded.extend(name for name in names if name not in excluded)
