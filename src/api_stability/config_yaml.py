"""YAML files of a configuration: annotations, features, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from api_stability.model.errors import UserError

_MAX_DEPTH: Final = 50
"""Levels of a YAML file; composing it takes the process with it at some twenty thousand."""
_MERGE: Final = "tag:yaml.org,2002:merge"
_BOOL: Final = "tag:yaml.org,2002:bool"
_NULL: Final = "tag:yaml.org,2002:null"
_TRUE: Final = frozenset({"true", "yes", "on"})


def read_yaml_table(text: str, where: str) -> tuple[Any, dict[tuple[str, int | str], int]]:
    """What *text* holds, and the lines of the entries of its sections; raise `UserError`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_depth(text, where, loader)
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        at = f"{where}:{line + 1}" if line is not None else where
        message = " ".join(str(getattr(error, "problem", None) or error).split())
        raise UserError(f"this is no YAML: {message}", where=at) from None
    if root is None or root.tag == _NULL:
        return {}, {}  # an empty file, or one of comments alone
    return _Values(where).read(root), dict(_find_lines(root))


def _check_depth(text: str, where: str, loader: Any) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise UserError(
                f"this is no YAML that anybody wrote: deeper than {_MAX_DEPTH} levels",
                where=f"{where}:{line}",
            )


class _Values:
    """Plain values of composed nodes; what aliases share is made once."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._made: dict[int, Any] = {}

    def read(self, node: yaml.Node) -> Any:
        if id(node) not in self._made:
            self._made[id(node)] = None  # what an alias inside itself stands for
            self._made[id(node)] = self._make(node)
        return self._made[id(node)]

    def _make(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._make_map(node)
        if node.tag == _NULL:
            return None
        return node.value.casefold() in _TRUE if node.tag == _BOOL else node.value

    def _make_map(self, node: yaml.MappingNode) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for source in sources:
                    inherited = self.read(source)
                    if isinstance(inherited, dict):
                        merged = inherited | merged
                continue
            if not isinstance(key, yaml.ScalarNode) or key.value in own:
                what = f"the key {key.value!r} is there twice" if key.value else "this is no key"
                at = f"{self._where}:{key.start_mark.line + 1}"
                raise UserError(f"{what}; remove one", where=at)
            own[key.value] = self.read(value)
        return merged | own


def _find_lines(root: yaml.Node) -> Iterator[tuple[tuple[str, int | str], int]]:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if isinstance(value, yaml.SequenceNode):
            for number, item in enumerate(value.value):
                yield (str(key.value), number), item.start_mark.line + 1
        elif isinstance(value, yaml.MappingNode):
            for inner, _ in value.value:
                yield (str(key.value), str(inner.value)), inner.start_mark.line + 1
