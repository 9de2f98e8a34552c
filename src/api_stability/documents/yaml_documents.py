"""YAML, from libyaml's events, without recursion and within bounds.

The composers of YAML libraries recurse for every level (the C one takes the process with it beyond
some 20,000) and expand what aliases refer to. Here the tree is put together from the parser's
events: an alias is the same node again, and nothing is expanded. What an alias refers to counts
all the same, in depth and in number: who walks through a document meets no more than the bounds
say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import yaml
from yaml import CSafeLoader

from api_stability.documents.nodes import (
    Document,
    DocumentError,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)

_MAX_DEPTH: Final = 200
_MAX_NODES: Final = 1_000_000
"""Of one file, with what its aliases refer to."""
_MAX_MERGED: Final = 100_000
"""Entries that merge keys (``<<``) bring into one file."""
_MAX_DOCUMENTS: Final = 50_000
_MERGE: Final = "<<"


def read_yaml(text: str, spell: Callable[[str], str] | None = None) -> Iterator[Document]:
    """The documents of *text*, one after the other; raises `DocumentError`.

    What was given before the error stands: a stream can be read up to where it breaks. *spell*
    tells how the text of a scalar is written.
    """
    builder = _Builder(spell)
    parser = CSafeLoader(text)
    try:
        while parser.check_event():
            document = builder.take(parser.get_event())
            if document is not None:
                yield document
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "it is broken"
        raise DocumentError("syntax-error", f"is no YAML: {what}", _line(mark)) from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise DocumentError("syntax-error", f"is no YAML: {error.reason}", line) from None
    except yaml.YAMLError as error:
        raise DocumentError("syntax-error", f"is no YAML: {_one_line(str(error))}") from None
    finally:
        parser.dispose()


class _Open:
    """A list or map that is not complete yet."""

    def __init__(self, event: yaml.CollectionStartEvent, before: int) -> None:
        self.is_map = isinstance(event, yaml.MappingStartEvent)
        self.anchor: str | None = event.anchor
        self.line = _line(event.start_mark) or 1
        self.nodes: list[Node] = []
        self.before = before
        """How many nodes there were before this one."""
        self.height = 1
        """How many levels it is, itself included."""


class _Anchored(NamedTuple):
    """What an alias may refer to, and what it counts there."""

    node: Node
    size: int
    height: int


class _Builder:
    """Puts documents together from events."""

    def __init__(self, spell: Callable[[str], str] | None) -> None:
        self._spell = spell
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored] = {}
        self._root: Node | None = None
        self._line = 1
        self._repeated: list[tuple[str, int]] = []
        self._unnamed: list[int] = []
        self._documents = 0
        self._nodes = 0
        self._merged = 0

    def take(self, event: Any) -> Document | None:
        """The document that *event* completes, if it does."""
        match event:
            case yaml.DocumentStartEvent():
                self._anchors, self._root, self._repeated = {}, None, []
                self._unnamed = []
                self._line = _line(event.start_mark) or 1
                self._documents += 1
                if self._documents > _MAX_DOCUMENTS:
                    message = f"holds more than {_MAX_DOCUMENTS:,} documents"
                    raise DocumentError("too-large", message, self._line)
            case yaml.DocumentEndEvent():
                repeated = tuple(sorted(self._repeated, key=lambda each: each[1]))
                unnamed = tuple(sorted(self._unnamed))
                return Document(self._root, self._line, repeated, unnamed=unnamed)
            case yaml.CollectionStartEvent():
                self._enter(event)
            case yaml.CollectionEndEvent():
                done = self._open.pop()
                self._add(self._close(done), done.anchor, self._nodes - done.before, done.height)
            case yaml.ScalarEvent():
                at = _line(event.start_mark) or 1
                plain = not event.style and event.tag is None
                self._count(1, at)
                text = event.value if self._spell is None else self._spell(event.value)
                self._add(Scalar(text, at, plain), event.anchor, 1, 0)
            case yaml.AliasEvent():
                self._repeat(event.anchor, _line(event.start_mark) or 1)
            case _:
                pass
        return None

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        line = _line(event.start_mark) or 1
        self._check_depth(1, line)
        self._open.append(_Open(event, self._nodes))
        self._count(1, line)

    def _repeat(self, anchor: str | None, line: int) -> None:
        found = self._anchors.get(anchor or "")
        if found is None:
            message = f"is no YAML: no value before *{anchor} is called so"
            raise DocumentError("syntax-error", message, line)
        self._check_depth(found.height, line)
        self._count(found.size, line)
        self._add(found.node, None, found.size, found.height)

    def _count(self, more: int, line: int) -> None:
        self._nodes += more
        if self._nodes > _MAX_NODES:
            raise DocumentError("too-large", f"holds more than {_MAX_NODES:,} values", line)

    def _check_depth(self, more: int, line: int) -> None:
        if len(self._open) + more > _MAX_DEPTH:
            raise DocumentError("too-deep", f"nests deeper than {_MAX_DEPTH} levels", line)

    def _add(self, node: Node, anchor: str | None, size: int, height: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = _Anchored(node, size, height)
        if self._open:
            above = self._open[-1]
            above.nodes.append(node)
            above.height = max(above.height, height + 1)
        else:
            self._root = node

    def _close(self, done: _Open) -> Node:
        if not done.is_map:
            return Sequence(tuple(done.nodes), done.line)
        own: dict[str, Entry] = {}
        merged: list[Node] = []
        for key, value in zip(done.nodes[::2], done.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._unnamed.append(key.line)
                continue
            if key.text == _MERGE and key.plain:
                merged.append(value)
                continue
            if key.text in own:
                self._repeated.append((key.text, key.line))
                del own[key.text]
            own[key.text] = Entry(key.text, value, key.line)
        inherited = self._inherited(merged, own, done.line) if merged else {}
        return Mapping((*inherited.values(), *own.values()), done.line)

    def _inherited(self, merged: list[Node], own: dict[str, Entry], line: int) -> dict[str, Entry]:
        """What merge keys add: the first map that has a key gives it, and the map's own wins."""
        found: dict[str, Entry] = {}
        sources = [
            each
            for node in merged
            for each in (node.items if isinstance(node, Sequence) else [node])
        ]
        for source in sources:
            if isinstance(source, Mapping):
                self._merged += len(source.entries)
                if self._merged > _MAX_MERGED:
                    message = f"merges more than {_MAX_MERGED:,} values"
                    raise DocumentError("too-large", message, line)
                for entry in source.entries:
                    if entry.key not in own:
                        found.setdefault(entry.key, entry)
        return found


def _line(mark: Any) -> int | None:
    return mark.line + 1 if mark is not None else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
