"""Follows ``mod`` from a crate's root file to all of its modules.

Source of the rules: The Rust Reference, "Modules" (source file names, the path attribute).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.rust.attributes import Given, read_given
from api_stability.readers.rust.facts import FileFacts, Item
from api_stability.readers.rust.macros import included_file
from api_stability.readers.rust.manifest import Crate
from api_stability.readers.rust.modules import CrateTree, Definition, Module, UnexpandedCall
from api_stability.readers.rust.rustdoc_file import RustdocFile
from api_stability.readers.rust.rustdoc_join import RustdocJoin
from api_stability.readers.rust.sources import Sources
from api_stability.readers.rust.splicing import as_member, is_member
from api_stability.readers.rust.unexpanded import report_macro, unwrap

MAX_DEPTH: Final = 60
"""Modules in modules, over files."""
MAX_MODULES: Final = 50_000
_BLOCKS: Final = frozenset({"impl", "trait"})
_IMPORTS: Final = frozenset({"use", "extern_crate"})


def load_crate(
    crate: Crate, sources: Sources, report: Report, rustdoc: RustdocFile | None = None
) -> CrateTree:
    """The modules of *crate*, completed by what *rustdoc* has; what is missing is reported."""
    tree = CrateTree(crate)
    facts = sources.read(crate.root_file)
    if facts is not None:
        given = read_given(facts.attributes)
        folder = crate.root_file.parent
        tree.root = Module(
            crate=tree,
            path=(crate.name,),
            file=sources.listed(crate.root_file),
            line=facts.line,
            parent=None,
            visible="pub",
            given=given,
            gates=given.conditions,
            doc=facts.doc,
            doc_line=facts.doc_line,
            folder=folder,
            path_base=folder,
        )
        loader = _Loader(tree, sources, report)
        loader.fill(tree.root, facts.items, 0)
        loader.complete(rustdoc)
    return tree


class _Loader:
    def __init__(self, tree: CrateTree, sources: Sources, report: Report) -> None:
        self._tree = tree
        self._sources = sources
        self._report = report
        self._count = 0
        self._open = [tree.crate.root_file]
        """Files that are being read: one in another."""

    def fill(
        self,
        module: Module,
        items: Iterable[Item],
        depth: int,
        included: ListedFile | None = None,
    ) -> None:
        """Put *items* into *module*, and what they declare below it, in the order of the source:
        a macro is known from its definition on.

        *included* is the file that they stand in, where it is not the module's.
        """
        file = included or module.file
        present = [
            Definition(item, module, given, file)
            for item in items
            if not (given := self._read_given(item, file)).absent
        ]
        files = self._look_ahead(present) if depth < MAX_DEPTH else {}
        for definition in present:
            item = definition.item
            if item.kind == "module":
                self._add_module(definition, depth, files.get(definition, ()))
            elif item.kind in _BLOCKS:
                definition.item = self._read_block(item, module, file)
                (module.impls if item.kind == "impl" else module.definitions).append(definition)
            elif item.kind in _IMPORTS:
                module.imports.append(definition)
            elif item.kind == "macro_call":
                self._add_call(definition, depth)
            else:
                if item.kind == "macro":
                    self._tree.macros.setdefault(item.name, []).append(definition)
                module.definitions.append(definition)

    def complete(self, rustdoc: RustdocFile | None) -> None:
        """Add what *rustdoc* knows of macros that are not expanded, and report the others."""
        unexpanded = self._tree.unexpanded
        if rustdoc is not None:
            join = RustdocJoin(self._tree, rustdoc, self._sources, self._report)
            join.add_missing(
                [each.call for each in unexpanded],
                lambda module, items, file: self.fill(module, items, 1, file),
            )
            unexpanded = [each for each in unexpanded if not join.answers(each.call)]
        for each in unexpanded:
            report_macro(self._report, each.call, each.known)

    def _read_given(self, item: Item, file: ListedFile) -> Given:
        given = read_given(item.attributes)
        for attribute in given.unread:
            message = f"has an attribute that is not understood: #[{attribute.text[:80]}]"
            self._report.unresolved("unread-attribute", file, message, attribute.line)
        return given

    def _look_ahead(self, present: Iterable[Definition]) -> dict[Definition, list[Path]]:
        """The files of the modules that are declared; they are parsed while others are read."""
        files = {
            each: self._find_files(each)
            for each in present
            if each.item.kind == "module" and each.item.items is None
        }
        self._sources.expect(path for paths in files.values() for path in paths)
        return files

    # -- macros

    def _add_call(self, call: Definition, depth: int) -> None:
        known = self._known_macros(call)
        if not known and call.item.name == "include":
            self._include(call, depth)
            return
        inside = unwrap(call.item, known)
        if inside is not None and depth < MAX_DEPTH:
            self.fill(call.module, inside, depth + 1, call.file)
        else:
            self._tree.unexpanded.append(UnexpandedCall(call, tuple(known)))

    def _known_macros(self, call: Definition) -> list[Definition]:
        return self._tree.macros.get(call.item.name.rpartition("::")[2], [])

    def _read_block(self, block: Item, module: Module, file: ListedFile) -> Item:
        """A trait or ``impl`` with what macros make in it, as far as that can be read."""
        members: list[Item] = []
        if not any(each.kind == "macro_call" for each in block.items or ()):
            return block
        for item in block.items or ():
            if item.kind != "macro_call":
                members.append(item)
                continue
            call = Definition(item, module, read_given(item.attributes), file)
            if call.given.absent:
                continue
            known = self._known_macros(call)
            inside = unwrap(item, known)
            if inside is not None:
                members += (as_member(each) for each in inside if is_member(each, block))
            else:
                self._tree.unexpanded.append(UnexpandedCall(call, tuple(known)))
        return replace(block, items=tuple(members))

    def _include(self, call: Definition, depth: int) -> None:
        module = call.module
        name = included_file(call.item.target)
        if name is None:
            message = (
                f"includes a file that only a build knows ({call.item.target[:80]}): what it "
                "declares is missing; annotate it"
            )
            self._report.incomplete("included-file", call.file, message, call.item.line)
            return
        path = call.file.path.parent / name
        facts = self._read(path, call) if depth < MAX_DEPTH else None
        if facts is not None:
            self._open.append(path)
            self.fill(module, facts.items, depth + 1, self._sources.listed(path))
            self._open.pop()

    # -- modules

    def _add_module(self, declared: Definition, depth: int, files: Iterable[Path]) -> None:
        self._count += 1
        if depth >= MAX_DEPTH or self._count > MAX_MODULES:
            message = f"declares more modules than can be read, {declared.name} among them"
            module = declared.module
            self._report.incomplete("too-deep", module.file, message, declared.item.line)
            return
        if declared.item.items is not None:
            self._add_block(declared, depth)
            return
        for path in files:
            self._add_file(declared, path, depth)

    def _add_block(self, declared: Definition, depth: int) -> None:
        above, item, given = declared.module, declared.item, declared.given
        folder = above.path_base / given.paths[0] if given.paths else above.folder / item.name
        module = self._make(declared, given, folder)
        module.path_base = folder
        module.doc, module.doc_line = item.doc, item.doc_line
        self.fill(module, item.items or (), depth + 1)

    def _add_file(self, declared: Definition, path: Path, depth: int) -> None:
        facts = self._read(path, declared)
        if facts is None:
            return
        item = declared.item
        given = read_given((*item.attributes, *facts.attributes))
        if given.absent:
            return
        is_root = bool(given.paths) or path.name == "mod.rs"
        module = self._make(declared, given, path.parent if is_root else path.with_suffix(""))
        module.declared_in = module.file
        module.file, module.line = self._sources.listed(path), facts.line
        module.path_base = path.parent
        module.doc = "\n\n".join(filter(None, (item.doc, facts.doc)))
        module.doc_line = item.doc_line or facts.doc_line
        self._open.append(path)
        self.fill(module, facts.items, depth + 1)
        self._open.pop()

    def _make(self, declared: Definition, given: Given, folder: Path) -> Module:
        above = declared.module
        module = Module(
            crate=self._tree,
            path=(*above.path, declared.name),
            file=above.file,
            line=declared.item.line,
            parent=above,
            visible=declared.item.visible,
            given=given,
            gates=(*above.gates, *given.conditions),
            folder=folder,
        )
        above.children.append(module)
        return module

    def _find_files(self, declared: Definition) -> list[Path]:
        """One file; several where attributes choose between them; none, which is reported."""
        module, item = declared.module, declared.item
        if declared.given.paths:
            named = [module.path_base / each for each in declared.given.paths]
        else:
            named = [module.folder / f"{item.name}.rs", module.folder / item.name / "mod.rs"][:2]
        there = [path for path in named if path.is_file()]
        if not there:
            shown = " or ".join(self._sources.listed(path).name for path in named)
            message = (
                f"declares module {item.name}, but there is no {shown}: what it declares is missing"
            )
            self._report.incomplete("missing-module-file", module.file, message, item.line)
        return there if declared.given.paths else there[:1]

    def _read(self, path: Path, declared: Definition) -> FileFacts | None:
        if path in self._open:
            message = (
                f"is read from within {self._sources.listed(path).name}, which is read from it"
            )
            self._report.incomplete("module-cycle", declared.file, message, declared.item.line)
            return None
        return self._sources.read(path)
