"""What belongs to a type or trait: fields, variants, members, and what ``impl`` blocks add."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence

from api_stability.model.symbols import Mark
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.rust.attributes import read_given
from api_stability.readers.rust.drafts import Draft, Drafts, spell
from api_stability.readers.rust.facts import Item
from api_stability.readers.rust.marks import MarkReader
from api_stability.readers.rust.modules import CrateTree, Definition, Module
from api_stability.readers.rust.names import Names

_MAX_ALIASES = 8


class MemberWriter:
    """Adds to *drafts* what belongs to definitions.

    *enclosing* gives the id of the nearest declared module.
    """

    def __init__(
        self,
        drafts: Drafts,
        marks: MarkReader,
        names: Names,
        enclosing: Callable[[Module], str | None],
    ) -> None:
        self._drafts = drafts
        self._marks = marks
        self._names = names
        self._enclosing = enclosing
        self._impls: dict[Definition, list[Definition]] = {}
        self._stray: list[Definition] = []
        self._mentioned: set[Definition] = set()
        """Blocks of other crates' types, which are with the type that they mention."""
        self._ids: dict[Definition, str] = {}
        self._public: Container[Definition] = ()

    def id_of(self, definition: Definition) -> str | None:
        """The id of something that was written."""
        return self._ids.get(definition)

    # -- impl blocks

    def collect_impls(self, trees: Iterable[CrateTree], public: Container[Definition]) -> None:
        """Find out to which definition each ``impl`` block belongs.

        What implements a trait that is not *public* is nobody else's business: no symbol.
        """
        self._public = public
        for tree in trees:
            todo = [tree.root] if tree.root is not None else []
            while todo:
                module = todo.pop()
                todo += reversed(module.children)
                for block in module.impls:
                    self._collect(block)

    def _collect(self, block: Definition) -> None:
        path = tuple(block.item.target.split("::")) if block.item.target else ()
        target = self._find_type(block.module, path) or self._find_mentioned(block)
        if target is not None:
            self._impls.setdefault(target, []).append(block)
        elif not block.item.name and block.item.items:
            self._stray.append(block)

    def _find_type(self, module: Module, path: tuple[str, ...]) -> Definition | None:
        """The type at *path*; through type aliases."""
        for _ in range(8):
            if not path:
                return None
            found = [
                each.target
                for each in self._names.find(module, path)
                if isinstance(each.target, Definition) and each.target.item.kind in _OWNERS
            ]
            if not found:
                return None
            if found[0].item.kind != "type_alias":
                return found[0]
            module, path = found[0].module, tuple(filter(None, found[0].item.target.split("::")))
        return None

    def _is_public(self, block: Definition) -> bool:
        for each in block.item.imports:
            trait = self._find_type(block.module, each.path)
            if trait is not None and trait.item.kind == "trait":
                return trait in self._public
        return True

    def _find_mentioned(self, block: Definition) -> Definition | None:
        """Of ``impl From<Own> for Foreign``: the own type, on whose page people look for it."""
        _, found, inside = block.item.name.partition("<")
        for name in _WORD.findall(inside) if found else ():
            target = self._find_type(block.module, (name,))
            if target is not None:
                self._mentioned.add(block)
                return target
        return None

    def report_stray(self, report: Report) -> None:
        """``impl`` blocks of types that no file declares; graver where marks are lost with them."""
        for block in self._stray:
            message = (
                f"has methods of {block.item.target or 'a type'}, which no file declares: they are "
                "missing"
            )
            inside = (
                block.given,
                *(read_given(each.attributes) for each in block.item.items or ()),
            )
            grade = report.incomplete if any(each.markers for each in inside) else report.unresolved
            grade("impl-of-unknown-type", block.file, message, block.item.line)

    # -- members

    def write(self, definition: Definition, owner: Draft, paths: Sequence[tuple[str, ...]]) -> None:
        """Everything that belongs to *definition*, whose *paths* begin with the one of its id."""
        self._ids[definition] = owner.id
        prefixes = [spell(path) for path in dict.fromkeys(paths)][:_MAX_ALIASES]
        file = definition.file
        if definition.item.kind != "module":
            for item in definition.item.items or ():
                self._write_item(item, owner, prefixes, owner.id, file)
        for block in self._impls.get(definition, ()):
            self._write_impl(block, definition, owner, prefixes)

    def _write_item(
        self,
        item: Item,
        owner: Draft,
        prefixes: Sequence[str],
        enclosing: str | None,
        file: ListedFile,
        conditions: frozenset[str] = frozenset(),
    ) -> None:
        given = read_given(item.attributes)
        if given.absent or item.kind in _NO_MEMBERS:
            return
        draft = Draft(
            id=f"{prefixes[0]}::{item.name}",
            kind=item.kind,
            file=file,
            line=item.line,
            conditions=owner.conditions.union(conditions, given.conditions),
            marks=self._marks.read(given, item.doc, item.doc_line, file, item.name),
            aliases=tuple(f"{prefix}::{item.name}" for prefix in prefixes[1:]),
            enclosing=enclosing,
            public=owner.public and not given.hidden,
            summary=first_sentence(item.doc or None),
        )
        self._drafts.add(draft)
        if item.items:
            inside = [draft.id, *draft.aliases]
            for each in item.items:
                self._write_item(each, draft, inside, draft.id, file)

    def _block_name(self, block: Definition, owner: Definition) -> str:
        """``{impl Clone}``; of a block without a trait, where there are several, what it needs."""
        item = block.item
        if item.name:
            foreign = item.target.rpartition("::")[2] if block in self._mentioned else ""
            about = item.arguments or foreign
            return f"{{impl {item.name} for {about}}}" if about else f"{{impl {item.name}}}"
        others = [
            each
            for each in self._impls[owner]
            if not each.item.name and each.item.arguments == item.arguments
        ]
        needs = {each.given.conditions for each in others if each.given.conditions}
        words = ["impl", item.arguments]
        if len(needs) > 1 and block.given.conditions:
            words += ["if", *block.given.conditions]
        text = " ".join(filter(None, words))
        return "{" + re.sub(r"[:{}]+", ".", text) + "}"

    def _write_impl(
        self, block: Definition, definition: Definition, owner: Draft, prefixes: Sequence[str]
    ) -> None:
        """A block is a symbol itself where something is said about it."""
        item, given = block.item, block.given
        file = block.file
        marks = self._marks.read(given, item.doc, item.doc_line, file, item.name)
        conditions = frozenset(block.gates)
        enclosing = self._enclosing(block.module)
        if _says_level(owner.marks):
            enclosing = owner.id
        says = marks or given.conditions or (item.name and conditions - owner.conditions)
        if says and self._is_public(block):
            name = self._block_name(block, definition)
            draft = Draft(
                id=f"{prefixes[0]}::{name}",
                kind="impl",
                file=file,
                line=item.line,
                conditions=owner.conditions | conditions,
                marks=marks,
                aliases=tuple(f"{prefix}::{name}" for prefix in prefixes[1:]),
                enclosing=enclosing,
                public=owner.public and not given.hidden,
                summary=first_sentence(item.doc or None),
            )
            self._drafts.add(draft)
            enclosing = draft.id
        for each in item.items or ():
            self._write_item(each, owner, prefixes, enclosing, file, conditions)


_OWNERS = frozenset({"struct", "union", "enum", "trait", "type_alias"})
_WORD = re.compile(r"[A-Za-z_]\w*")
_NO_MEMBERS = frozenset({"macro_call", "use", "impl", "module"})


def _says_level(marks: tuple[Mark, ...]) -> bool:
    """Whether a type's marks are about its methods too: a level is; a deprecation reaches, as with
    the compiler, only what stands inside the type's own braces.
    """
    return any(mark.raw_level and not mark.deprecates for mark in marks)
