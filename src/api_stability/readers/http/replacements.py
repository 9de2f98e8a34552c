"""What to use instead, where an API description names something of its own."""

from __future__ import annotations

import re
from typing import Final

from api_stability.documents.nodes import Mapping
from api_stability.readers.http.names import METHODS, operation_id, schema_id

_OPERATION: Final = re.compile(rf"({'|'.join(METHODS)})\s+(/\S*)", re.IGNORECASE)
_POINTER: Final = re.compile(r"#/paths/([^/\s]+)/(\w+)")
_SCHEMA: Final = re.compile(r"#/(?:components/schemas|definitions)/(\S+)")


def find_operation_ids(root: Mapping) -> dict[str, str]:
    """``operationId`` to the id of the operation that has it."""
    found: dict[str, str] = {}
    for entry in root.mapping("paths").entries:
        item = entry.value
        for inner in item.entries if isinstance(item, Mapping) else ():
            if inner.key in METHODS and isinstance(inner.value, Mapping):
                name = inner.value.text("operationId")
                if name is not None:
                    found.setdefault(name, str(operation_id(inner.key, entry.key)))
    return found


def spell_replacement(text: str, operations: dict[str, str]) -> str:
    """*text* as an id where it names an operation or schema; else as it is written."""
    if text in operations:
        return operations[text]
    if found := _OPERATION.fullmatch(text):
        return str(operation_id(found[1], found[2]))
    if found := _POINTER.fullmatch(text):
        return str(operation_id(found[2], found[1].replace("~1", "/").replace("~0", "~")))
    if found := _SCHEMA.fullmatch(text):
        return str(schema_id(found[1]))
    return text
