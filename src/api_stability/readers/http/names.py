"""Names in an API: steps of ids, paths of servers, and levels that a path says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from api_stability.model.ids import HttpId

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_VERSION: Final = re.compile(r"v\d+(?:p\d+)?(alpha|beta)\d*", re.IGNORECASE)
"""API versions as Kubernetes and Google write them: ``v1alpha1``, ``v2beta``, ``v1p1beta1``."""
_ALONE: Final = frozenset({"alpha", "beta", "experimental", "unstable"})
"""Words that say a level where they stand in the place of a version, at a path's beginning."""
_AUTHORITY: Final = re.compile(r"(?:[A-Za-z][\w+.-]*:)?//[^/?#]*")
_UNSPEAKABLE: Final = re.compile(r"[\s\x00-\x1f\x7f*]")


def spell_step(name: str) -> str:
    """*name* as a step of an id, which has neither spaces nor stars."""
    spelled = _UNSPEAKABLE.sub(_escape, name)
    if not all(spelled.split(".")):
        spelled = spelled.replace(".", "%2E")
    return spelled or "%"


def spell_path(path: str) -> str:
    """A path template as a part of an id."""
    spelled = _UNSPEAKABLE.sub(_escape, path)
    return spelled if spelled.startswith("/") else f"/{spelled}"


def _escape(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "backslashreplace"))


def spell_method(name: str) -> str:
    """A method of an operation as a part of an id: capital letters and hyphens."""
    return re.sub(r"[^A-Z]+", "-", name.upper()).strip("-")


def operation_id(method: str, path: str) -> HttpId:
    """The id of an operation."""
    return HttpId(method.upper(), spell_path(path))


def schema_id(name: str) -> HttpId:
    """The id of a schema."""
    return HttpId("schema", spell_step(name))


def base_path(urls: Iterable[str]) -> str:
    """The path that all servers have before that of an operation; empty where they differ."""
    found = {_AUTHORITY.sub("", url).partition("?")[0].rstrip("/") for url in urls}
    only = found.pop() if len(found) == 1 else ""
    return spell_path(only) if only and "{" not in only else ""


def find_path_levels(path: str) -> tuple[tuple[str, str], ...]:
    """The segments of *path* that say a level, each with the word for it, in their order."""
    steps = [step for step in path.split("/") if step]
    found = [(step, word[1].casefold()) for step in steps if (word := _VERSION.fullmatch(step))]
    if steps and steps[0].casefold() in _ALONE:
        found.insert(0, (steps[0], steps[0].casefold()))
    return tuple(found)
