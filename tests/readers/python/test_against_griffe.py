"""What griffe finds in published packages is declared: the same kind of thing, the same line.

griffe is a reading of the same packages that shares nothing with ours but `ast`. Where the two
differ the difference has a name and a reason here; whatever has none is a mistake of ours.
"""

import logging
import re
import sysconfig
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import griffe
import pytest

from api_stability.model.symbols import Declaration
from api_stability.readers.python import read_python
from api_stability.readers.python.facts import Definition
from api_stability.readers.python.files import find_modules
from api_stability.readers.python.loading import parse_file
from api_stability.readers.python.remembering import Read
from api_stability.readers.python.vocabulary import read_vocabulary
from api_stability.readers.quiet import quiet
from tests.readers.python.requests import make_request
from tests.support.wheels import PublishedWheel

SAME = {
    "module": {"module"},
    "class": {"class"},
    "function": {"function", "method"},
    "attribute": {"attribute"},
    "type alias": {"type alias"},
}


class Ours:
    """What our reader says about one package."""

    def __init__(self, root: Path, package: str) -> None:
        request = make_request(root, package, public="all")
        self.declared: dict[str, Declaration] = {}
        for each in read_python(request).declarations:
            for path in (each.id, *each.aliases):
                self.declared.setdefault(path.removeprefix("python:"), each)
        self.defined: dict[str, list[Definition]] = defaultdict(list)
        vocabulary = read_vocabulary(request.marker_sets)
        for file in find_modules(request).files:
            read = parse_file(file, vocabulary)
            if isinstance(read, Read):
                for found in read.facts.definitions:
                    self.defined[f"{file.module}.{found.name}"].append(found)

    def on_line(self, thing: griffe.Object) -> list[Definition]:
        """Definitions of that name on griffe's line, which is the first decorator's."""
        line = thing.lineno or 0
        return [
            each
            for each in self.defined[thing.path]
            if min([each.line, *(d.line for d in each.decorators)]) <= line <= each.line
        ]


def walk(thing: griffe.Object) -> Iterator[griffe.Object]:
    """What is defined in *thing*: no imported names."""
    for member in thing.members.values():
        if isinstance(member, griffe.Object):
            yield member
            if member.is_module or member.is_class:
                yield from walk(member)


def kind_of(thing: griffe.Object) -> str:
    return "property" if "property" in thing.labels else thing.kind.value


def defined_in(thing: griffe.Object, declaration: Declaration) -> bool:
    return any(str(thing.filepath).endswith(each.file) for each in declaration.locations)


def is_deleted(thing: griffe.Object) -> bool:
    """Whether its name, or that of a class around it, stands behind a ``del``."""
    inside = thing.path.removeprefix(f"{thing.module.path}.").replace(".", "|")
    return bool(re.search(rf"^ *del .*\b({inside})\b", thing.module.source, re.MULTILINE))


def difference(thing: griffe.Object, ours: Ours) -> str:
    """Why the two differ, or nothing; ``MISTAKE …`` where there is no reason."""
    if not all(step.isidentifier() for step in thing.path.split(".")):
        return "a module that no import statement can name"
    if not thing.is_module and not thing.lineno:
        return "written by griffe: the constructor of a dataclass"
    found = ours.declared.get(thing.path)
    if found is None:
        return "deleted where it was defined" if is_deleted(thing) else "MISTAKE missing"
    if thing.is_module:
        return "" if found.kind == "module" else f"MISTAKE {found.kind}"
    here = ours.on_line(thing)
    if not here:
        return "MISTAKE line"
    if found.kind in SAME.get(kind_of(thing), {kind_of(thing)}):
        return ""
    if found.kind == "class" and thing.name in {"__init__", "__new__"}:
        return "a constructor that is marked: its class is"
    if found.kind == "property" and here[0].accessor:
        return "the setter of an inherited property"
    if found.kind == "property" and here[0].kind == "property":
        return "a property of another kind than griffe knows: classproperty, hybrid_property …"
    if len(ours.defined[thing.path]) > 1:
        return "bound more than once: griffe keeps the last, we the class or function"
    if kind_of(thing) == "attribute" and not defined_in(thing, found):
        return "an alias: declared as what it is an alias of"
    return f"MISTAKE {found.kind}"


def compare(root: Path, package: str) -> Counter[str]:
    """How many of griffe's objects are as ours say, and why the others are not."""
    logging.disable(logging.CRITICAL)
    try:
        with quiet():
            ours = Ours(root, package)
            loaded = griffe.load(
                package, search_paths=[root], allow_inspection=False, resolve_aliases=False
            )
    finally:
        logging.disable(logging.NOTSET)
    assert isinstance(loaded, griffe.Object)
    found: Counter[str] = Counter()
    mistakes = []
    for thing in walk(loaded):
        reason = difference(thing, ours)
        found[reason] += 1
        if reason.startswith("MISTAKE"):
            mistakes.append(f"{thing.path}:{thing.lineno} {kind_of(thing)}: {reason}")
    assert not mistakes, "\n".join(mistakes)
    return found


@pytest.mark.parametrize("package", ["json", "asyncio", "email", "importlib", "unittest"])
def test_standard_library(package: str) -> None:
    found = compare(Path(sysconfig.get_path("stdlib")), package)
    assert found[""] > 0.95 * found.total()


@pytest.mark.parametrize(
    ("name", "version", "package"),
    [
        ("pydantic", "2.14.3", "pydantic"),
        ("langchain-core", "1.8.1", "langchain_core"),
        ("optuna", "5.0.0", "optuna"),
    ],
)
def test_published(name: str, version: str, package: str, unpacked_wheel: PublishedWheel) -> None:
    found = compare(unpacked_wheel(name, version), package)
    assert found[""] > 0.95 * found.total()
