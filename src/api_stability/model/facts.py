"""A frozen mapping of text to text, sorted by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Facts(Mapping[str, str]):
    """What is particular to a surface, as text; immutable and hashable, iterates in key order."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, str] | None = None) -> None:
        self._items: dict[str, str] = dict(sorted((items or {}).items()))

    def __getitem__(self, key: str) -> str:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._items == dict(other)

    def __repr__(self) -> str:
        return f"Facts({self._items!r})"


NO_FACTS = Facts()
