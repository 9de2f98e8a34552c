"""All Python files of a source: helpers are found in rounds, as one helper may call another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from api_stability.readers.cli.collected import Place
from api_stability.readers.cli.declaring import made_up_variable
from api_stability.readers.cli.interpreter import BudgetError, Interpreter, Say
from api_stability.readers.env.described import Described, needles_of
from api_stability.readers.env.helpers import Helper
from api_stability.readers.env.mentions import Findings, Mention, Renaming
from api_stability.readers.env.naming import NameReader
from api_stability.readers.env.python_reads import PythonReads
from api_stability.readers.env.reader_objects import imports_readers
from api_stability.readers.env.request import EnvRequest
from api_stability.readers.env.settings import Settings
from api_stability.readers.listed import ListedFile
from api_stability.readers.python.decoding import (
    UnreadableSourceError,
    decode_source,
    read_bytes,
)
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.projects import Locator, Project

_NEEDLES: Final = (
    "environ",
    "getenv",
    "envvar",
    "env_var",
    "BaseSettings",
    "decouple",
    "starlette.config",
)
_AUTOMATIC: Final = "auto_envvar_prefix"
_MAX_ROUNDS: Final = 6


class PythonFiles:
    """Reads the Python files of one source; see `read`."""

    def __init__(self, request: EnvRequest, names: NameReader, say: Say) -> None:
        self._request = request
        self._names = names
        self._say = say
        folders = [*request.search_paths]
        self._locator = Locator(request.root, [*folders, "."] if "." not in folders else folders)
        self._texts: dict[str, str] = {}
        self._helpers: dict[str, Helper] = {}
        self._readers: set[str] = set()

    def read(self, files: Iterable[ListedFile], tick: Callable[[], None]) -> Findings:
        """What all of *files* say."""
        modules = [self._module(file) for file in files]
        project = Project(self._locator, modules)
        needles = {*_NEEDLES, *needles_of(self._request.marker_sets), *self._request.prefixes}
        wanted = _pattern(needles)
        found: dict[str, Findings] = {}
        for module in modules:
            text = self._text(module)
            if wanted.search(text):
                found[module.module] = self._read_module(project, module)
            tick()
        self._follow_helpers(project, modules, found)
        for unread in project.unread.values():
            place = Place(unread.file, unread.line or 1)
            self._say("incomplete", unread.code, f"{unread.file} {unread.message}", place)
        return _union(found[name] for name in sorted(found))

    def _follow_helpers(
        self, project: Project, modules: list[ModuleFile], found: dict[str, Findings]
    ) -> None:
        """Read again where a function is called that reads what it is given."""
        known: set[str] = set()
        for _ in range(_MAX_ROUNDS):
            new = {*self._helpers, *self._readers} - known
            if not new:
                return
            known |= new
            called = {path.removesuffix(".__init__").rpartition(".")[2] for path in new}
            wanted = re.compile(rf"\b(?:{_pattern(called).pattern})\s*[(,).]")
            for module in modules:
                if wanted.search(self._text(module)):
                    found[module.module] = self._read_module(project, module)

    def _names_reader(self, text: str) -> bool:
        """Whether *text* names an object that reads."""
        pattern = rf"\b(?:{_pattern(self._readers).pattern})\s*[(.]"
        return bool(self._readers) and re.search(pattern, text) is not None

    def _module(self, file: ListedFile) -> ModuleFile:
        found = self._locator.file_of(file.path)
        name = found.module if found is not None else file.path.stem
        package = file.path.name == "__init__.py"
        return ModuleFile(name or file.path.stem, file.name, str(file.path), package)

    def _text(self, module: ModuleFile) -> str:
        if module.path not in self._texts:
            try:
                text = decode_source(read_bytes(module.path))
            except UnreadableSourceError as error:
                place = Place(module.file, error.line or 1)
                self._say("incomplete", error.code, f"{module.file} {error.message}", place)
                text = ""
            self._texts[module.path] = text
        return self._texts[module.path]

    def _read_module(self, project: Project, module: ModuleFile) -> Findings:
        loaded = project.world.modules.get(module.module)
        tree = project.tree(module.module)
        if loaded is None or tree is None:
            return Findings()
        facts = loaded.files[0]
        described = Described(project, self._request.marker_sets)
        text = self._text(module)
        reads = PythonReads(
            project,
            facts,
            self._names,
            self._helpers,
            described,
            described.needles,
            text,
            has_readers=imports_readers(text) or self._names_reader(text),
        )
        settled = Findings()
        try:
            reads.collect(tree)
            settings = Settings(reads.texts)
            classes = (node for node in reads.classes if node.bases)
            settled = _union(settings.read(node, facts) for node in classes)
        except RecursionError:
            message = f"{module.file} is nested too deeply: variables may be missing"
            self._say("incomplete", "too-deep", message, Place(module.file, 1))
        self._helpers.update(reads.found_helpers)
        self._readers |= reads.found_readers
        found = _union([reads.findings, described.findings, settled])
        for scope in reads.scopes:
            place = next(
                (m.place for m in reversed(found.mentions) if m.name in scope.names),
                Place(module.file, 1),
            )
            for chain in self._names.order(scope.names):
                found.renamings.append(Renaming(chain, place, "fallback"))
        if _AUTOMATIC in text:
            found.mentions += self._automatic(project, module)
        return found

    def _automatic(self, project: Project, module: ModuleFile) -> list[Mention]:
        """The variables that click makes up for options."""
        interpreter = Interpreter(project, self._request.marker_sets, lambda *_said: None)
        try:
            interpreter.names.execute(module.module, main=True)
        except (BudgetError, RecursionError):
            message = f"{module.file} takes too many steps to follow: variables may be missing"
            self._say("incomplete", "too-much-code", message, Place(module.file, 1))
        found: list[Mention] = []
        for each in interpreter.created:
            program = getattr(each, "command", None)
            if program is None or program.prefix is None:
                continue
            for words, command in program.walk():
                for option in command.options:
                    name = made_up_variable(program, words, option)
                    if name is not None:
                        flags = tuple(flag for flag in option.flags if flag.startswith("--"))
                        found.append(
                            Mention(
                                name,
                                option.place,
                                flags=flags,
                                text=option.help,
                                deprecated=option.deprecated,
                                option=True,
                            )
                        )
        return found


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")


def _union(parts: Iterable[Findings]) -> Findings:
    whole = Findings()
    for part in parts:
        whole.mentions += part.mentions
        whole.renamings += part.renamings
        whole.computed += part.computed
    return whole
