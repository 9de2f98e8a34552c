"""Annotations: reviewed decisions from the configuration, as marks on the symbols they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from api_stability.model.ids import SURFACES
from api_stability.model.inventory import Diagnostic
from api_stability.model.patterns import is_literal, match_id
from api_stability.model.symbols import Declaration, Mark

CONFIGURATION = "configuration"
"""The source that annotations, and diagnostics about configuration, are from."""


_FACTS: Final = (
    "raw_level",
    "level",
    "deprecates",
    "reason",
    "since",
    "removal",
    "alternatives",
    "issue",
    "feature",
)


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """A mark, and the id or pattern of the symbols that it is for."""

    pattern: str
    mark: Mark


def apply_annotations(
    declarations: tuple[Declaration, ...], annotations: Iterable[Annotation]
) -> tuple[tuple[Declaration, ...], tuple[Diagnostic, ...]]:
    """Add each annotation's mark to what it names, by id or any alias.

    An annotation that names nothing is a diagnostic: it may be misspelt, or its symbol gone.
    """
    added: dict[str, list[Annotation]] = {}
    unused: list[Diagnostic] = []
    for annotation in annotations:
        matched = [
            declaration.id
            for declaration in declarations
            if any(match_id(annotation.pattern, name) for name in _names(declaration))
        ]
        for symbol_id in matched:
            added.setdefault(symbol_id, []).append(annotation)
        if not matched:
            unused.append(_unused(annotation))
    annotated = tuple(
        msgspec.structs.replace(
            declaration, marks=(*declaration.marks, _decide(added[declaration.id]))
        )
        if declaration.id in added
        else declaration
        for declaration in declarations
    )
    return annotated, tuple(unused)


def _decide(annotations: list[Annotation]) -> Mark:
    """One mark of all that name a symbol: each fact from the most specific that states it.

    Of two that are as specific, the later one in the file decides.
    """
    ordered = sorted(annotations, key=_specificity)[::-1]
    marks = [annotation.mark for annotation in ordered]
    stated = {
        name: value
        for mark in reversed(marks)
        for name in _FACTS
        if (value := getattr(mark, name)) not in (None, ())
    }
    return msgspec.structs.replace(marks[0], **stated)


def _specificity(annotation: Annotation) -> tuple[bool, int]:
    """An id is more than any pattern; of patterns, the one that spells out more."""
    surface, _, path = annotation.pattern.partition(":")
    said = path if surface in SURFACES else annotation.pattern
    return is_literal(said), len(said) - said.count("*")


def _names(declaration: Declaration) -> tuple[str, ...]:
    return (declaration.id, *declaration.aliases)


def _unused(annotation: Annotation) -> Diagnostic:
    return Diagnostic(
        source=CONFIGURATION,
        grade="unresolved",
        code="annotation-without-symbol",
        message=f"the annotation for {annotation.pattern} matches no symbol; correct or remove it",
        file=annotation.mark.file,
        line=annotation.mark.line,
        symbol=annotation.pattern,
    )
