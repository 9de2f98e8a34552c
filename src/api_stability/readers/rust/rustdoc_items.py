"""Items of rustdoc's JSON as the source reading has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from api_stability.readers.rust.comments import MAX_TEXT
from api_stability.readers.rust.facts import Attribute, Import, Item, Kind
from api_stability.readers.rust.rustdoc_attributes import attribute_texts
from api_stability.readers.rust.rustdoc_file import Documented, RustdocFile
from api_stability.readers.rust.use_trees import flatten_use

MAX_DEPTH: Final = 60
_IDENTIFIER: Final = re.compile(r"(?!\d)\w{1,200}|\d{1,4}")
_KINDS: Final[dict[str, Kind]] = {
    "module": "module",
    "struct": "struct",
    "union": "union",
    "enum": "enum",
    "variant": "variant",
    "struct_field": "struct_field",
    "trait": "trait",
    "function": "function",
    "constant": "constant",
    "static": "static",
    "type_alias": "type_alias",
    "assoc_type": "assoc_type",
    "assoc_const": "assoc_const",
    "macro": "macro",
}
_INHERITING: Final = frozenset({"variant", "enum", "trait"})
"""What is inside is as visible as they are."""
_KEYS: Final = ("items", "fields", "variants")


class RustdocItems:
    """Makes items of what one file says."""

    def __init__(self, file: RustdocFile) -> None:
        self._file = file
        self._left = 8 * len(file.index)
        """How many are made before it is clear that they are in each other in circles."""

    def make(self, number: int, around: Documented | None, depth: int = 0) -> Item | None:
        """The item of that number with all that is inside; ``None`` for what is no item.

        *around* is what it stands in.
        """
        found = self.own(number)
        self._left -= 1
        if found is None or depth > MAX_DEPTH or self._left < 0:
            return None
        if found.kind == "use":
            return self._make_use(found)
        kind = _KINDS.get(found.kind)
        name = found.name or ""
        if kind is None or not _IDENTIFIER.fullmatch(name):
            return None
        children = (self.make(each, found, depth + 1) for each in children_of(found))
        items = [each for each in children if each is not None]
        if kind == "module":
            for each in children_of(found):
                items += self.make_impls(each, found)
        else:
            items = [each for each in items if each.visible == "pub"]
        return Item(
            kind,
            name,
            line_of(found),
            "pub" if around is not None and around.kind in _INHERITING else _visibility(found),
            tuple(self._attributes(found, around)),
            (found.docs or "")[:MAX_TEXT],
            line_of(found) if found.docs else 0,
            tuple(items),
        )

    def make_impls(self, number: int, around: Documented | None) -> Iterator[Item]:
        """The blocks of a type, which stands in *around*, that implement no trait."""
        owner = self.own(number)
        impls = owner.detail.get("impls") if owner is not None else None
        name = (owner.name if owner is not None else None) or ""
        for each in _numbers(impls):
            block = self.own(each)
            if block is None or not is_inherent(block):
                continue
            made = (self.make(inside, block) for inside in children_of(block))
            members = tuple(item for item in made if item is not None and item.visible == "pub")
            attributes = tuple(self._attributes(block, around))
            if members:
                yield Item(
                    "impl",
                    "",
                    line_of(block),
                    attributes=attributes,
                    items=members,
                    target=name,
                )

    def own(self, number: int) -> Documented | None:
        """The item of that number, if it is of this crate."""
        found = self._file.index.get(number)
        return found if found is not None and found.crate_id == 0 else None

    @staticmethod
    def _make_use(found: Documented) -> Item | None:
        source, name = found.detail.get("source"), found.detail.get("name")
        if not isinstance(source, str) or not isinstance(name, str):
            return None
        path = [each.path for each in flatten_use(source[:2_000])][:1]
        shown = "*" if found.detail.get("is_glob") else name
        imports = tuple(Import(each, shown) for each in path)
        return Item("use", "", line_of(found), _visibility(found), imports=imports)

    @staticmethod
    def _attributes(found: Documented, around: Documented | None) -> Iterable[Attribute]:
        line = line_of(found)
        return (Attribute(text, line) for text in attribute_texts(found, around))


def children_of(found: Documented) -> Iterator[int]:
    """The numbers of what is inside an item, in the order of the file."""
    detail = found.detail
    for key in _KEYS:
        yield from _numbers(detail.get(key))
    shape = detail.get("kind")
    if isinstance(shape, dict):
        yield from _numbers(shape.get("tuple"))
        for key in ("plain", "struct"):
            named = shape.get(key)
            yield from _numbers(named.get("fields") if isinstance(named, dict) else None)


def is_inherent(block: Documented) -> bool:
    """Whether an ``impl`` is of no trait."""
    detail = block.detail
    return block.kind == "impl" and not detail.get("trait") and not detail.get("blanket_impl")


def line_of(found: Documented) -> int:
    """Where it begins; 1 where that is not known."""
    return max(found.span.begin[0], 1) if found.span is not None else 1


def _visibility(found: Documented) -> str:
    if found.visibility == "public":
        return "pub"
    return "" if found.visibility == "default" else "restricted"


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, int))
