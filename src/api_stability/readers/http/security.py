"""Ways to authenticate that a description calls deprecated, or gives a level."""

from __future__ import annotations

from typing import Final

from api_stability.documents.nodes import Mapping
from api_stability.model.ids import HttpId
from api_stability.readers.http.collecting import Collector
from api_stability.readers.http.library import Library, Place
from api_stability.readers.http.marks import MarkReader
from api_stability.readers.http.markup import summarize
from api_stability.readers.http.names import spell_step

_SCHEMES: Final = (("components", "securitySchemes"), ("securityDefinitions",))
"""Where OpenAPI and Swagger keep them; OpenAPI 3.2 gave them ``deprecated``."""


def read_security_schemes(
    root: Place, library: Library, collector: Collector, marks: MarkReader
) -> None:
    """Declare the security schemes of a description that something marks."""
    assert isinstance(root.node, Mapping)  # noqa: S101 - what `Library.roots` gives
    for path in _SCHEMES:
        for entry in root.node.mapping(*path).entries:
            collector.count()
            symbol = HttpId("security-scheme", spell_step(entry.key))
            place = library.follow(Place(root.file, (*path, entry.key), entry.value))
            if place is None or not isinstance(place.node, Mapping):
                continue
            found = marks.read(place.node, place.file, str(symbol), entry.key)
            if found:
                collector.add(
                    symbol,
                    "security-scheme",
                    file=root.file,
                    line=entry.line,
                    marks=found,
                    summary=summarize(place.node.text("description")),
                )
