"""Which symbol a griffe object is, and which overload a signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from griffe import Alias, AliasResolutionError, CyclicAliasError, Function, Object
from griffe import ParameterKind as Kind

from api_stability.readers.python.signatures import read_signature

Documented: TypeAlias = Object | Alias


class Signature(NamedTuple):
    """One signature of a documented object."""

    id: str
    overload: str | None = None


def name_ids(documented: Documented) -> Iterator[str]:
    """The symbol ids of *documented*, likeliest first: by its path there, by where it is defined.

    What a class inherits has a path in it, and what is re-exported has several: an inventory need
    not know each.
    """
    yield f"python:{documented.path}"
    try:
        canonical = documented.canonical_path
    except (AliasResolutionError, CyclicAliasError):
        return
    if canonical != documented.path:
        yield f"python:{canonical}"


def find_overloads(documented: Documented | None) -> list[Function]:
    """The overloads of a function; none of anything else."""
    target = documented.final_target if isinstance(documented, Alias) else documented
    return list(target.overloads or ()) if isinstance(target, Function) else []


def spell_overload(function: Function) -> str | None:
    """The parameters of *function* as the id of an overload spells them."""
    parts: list[str] = []
    kinds = [parameter.kind for parameter in function.parameters]
    for position, parameter in enumerate(function.parameters):
        kind = parameter.kind
        if kind is Kind.keyword_only and not {Kind.keyword_only, Kind.var_positional}.intersection(
            kinds[:position]
        ):
            parts.append("*")
        stars = {Kind.var_positional: "*", Kind.var_keyword: "**"}.get(kind, "")
        annotation = "" if parameter.annotation is None else f": {parameter.annotation}"
        parts.append(f"{stars}{parameter.name}{annotation}")
        if kind is Kind.positional_only and kinds[position + 1 : position + 2] != [kind]:
            parts.append("/")
    return read_signature(", ".join(parts))
