"""Macros that are not expanded: what may be missing because of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api_stability.readers.listed import Report
from api_stability.readers.rust.facts import Attribute, Item
from api_stability.readers.rust.macros import may_define, may_mark, wrapper_attributes
from api_stability.readers.rust.modules import Definition
from api_stability.readers.rust.splicing import with_attributes

_NOTHING: Final = frozenset(
    {"assert", "assert_eq", "debug_assert", "compile_error", "doctest"}
    | {"const_assert", "const_assert_eq", "const_assert_ne", "assert_impl_all", "assert_impl_any"}
    | {"assert_not_impl_all", "assert_not_impl_any", "assert_obj_safe", "assert_type_eq_all"}
)
"""Macros of the standard library, static_assertions and doc-comment: they make nothing with a
name."""


def unwrap(call: Item, known: Sequence[Definition]) -> tuple[Item, ...] | None:
    """The items that a macro is given, where all that it does is to set attributes on them.

    *known* are the definitions that the crate has of it.
    """
    wrappers = {wrapper_attributes(each.item.target, call.target) for each in known}
    attributes = wrappers.pop() if len(wrappers) == 1 else None
    if attributes is None or call.items is None:
        return None
    given = (*call.attributes, *(Attribute(each, call.line) for each in attributes))
    return tuple(with_attributes(each, given) for each in call.items)


def report_macro(report: Report, call: Definition, known: Sequence[Definition]) -> bool:
    """Say what the use of a macro may hide; whether it may hide anything that has a public name.

    *known* are the definitions that the crate has of it. A macro of another crate makes what it is
    given, as far as anybody can see here.
    """
    item = call.item
    if not known and item.name.rpartition("::")[2] in _NOTHING:
        return False
    definitions = [each.item.target for each in known]
    if not may_define(definitions, item.target, is_known=bool(known)):
        return False
    where = call.file
    if may_mark(definitions, item.target):
        message = (
            f"uses macro {item.name}!, which is not expanded, and may mark what it makes: that is "
            "missing; annotate it"
        )
        report.incomplete("unexpanded-macro", where, message, item.line)
    else:
        message = f"uses macro {item.name}!, which is not expanded: what it makes is not known"
        report.unresolved("unexpanded-macro", where, message, item.line)
    return True
