"""Environment variables in Rust: ``env::var``, clap's ``env``, and documented constants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from api_stability.readers.cli.collected import Place
from api_stability.readers.cli.interpreter import Say
from api_stability.readers.env.mentions import Findings, Mention, Renaming
from api_stability.readers.env.naming import NAME, NameReader
from api_stability.readers.env.rust_nodes import SELF, Call, Constant, RustFile, read_rust
from api_stability.readers.listed import ListedFile, UnreadableFileError, read_text

_MAX_BYTES: Final = 8 * 1024 * 1024
_MAX_ROUNDS: Final = 4


def read_rust_files(
    files: Iterable[ListedFile],
    names: NameReader,
    findings: Findings,
    say: Say,
    tick: Callable[[], None],
) -> None:
    """Add to *findings* what *files* say; needs the ``rust`` extra, and says so without it."""
    read: list[tuple[str, RustFile]] = []
    for file in files:
        tick()
        try:
            text = read_text(file, limit=_MAX_BYTES)
            read.append((file.name, read_rust(text, names.is_own)))
        except UnreadableFileError as error:
            place = Place(file.name, error.line or 1)
            say("incomplete", error.code, f"{file.name} {error.message}", place)
        except ImportError:
            message = "Rust sources are not read: install api-stability[rust]"
            say("incomplete", "no-rust-parser", message, Place(file.name, 1))
            return
    for name, each in read:
        for line in each.broken:
            message = f"{name} holds Rust that is not understood here: a variable may be missing"
            say("unresolved", "rust-syntax", message, Place(name, line))
    _Joiner(read, names, findings).join()


class _Joiner:
    """Follows constants and helpers across files."""

    def __init__(
        self, files: list[tuple[str, RustFile]], names: NameReader, findings: Findings
    ) -> None:
        self._files = files
        self._names = names
        self._findings = findings
        self._constants: dict[str, set[str]] = {}
        for _, each in files:
            for constant in each.constants:
                self._constants.setdefault(constant.name, set()).add(constant.value)

    def join(self) -> None:
        helpers: dict[str, int] = {}
        for _ in range(_MAX_ROUNDS):
            found = {
                (_key(file, call.function), index)
                for file, each in self._files
                for call in each.calls
                for index in [self._passed(file, call, helpers)]
                if index is not None and call.function
            }
            new = {name: index for name, index in sorted(found) if name not in helpers}
            if not new:
                break
            helpers.update(new)
        before = len(self._findings.mentions)
        for file, each in self._files:
            self._read_file(file, each, helpers)
        read = {mention.name for mention in self._findings.mentions[before:]}
        for file, each in self._files:
            for constant in each.constants:
                if constant.value in read or self._names.is_own(constant.value):
                    self._findings.mentions.append(_documented(file, constant))

    def _passed(self, file: str, call: Call, helpers: dict[str, int]) -> int | None:
        """Which parameter of the function around *call* is the name that it reads."""
        position = 0 if call.reads else helpers.get(_key(file, call.callee))
        if position is None or position >= len(call.arguments):
            return None
        kind, text = call.arguments[position]
        return call.parameters.index(text) if kind == "name" and text in call.parameters else None

    def _read_file(self, file: str, each: RustFile, helpers: dict[str, int]) -> None:
        scopes: dict[tuple[str, int], dict[str, None]] = {}
        own = {constant.name: constant.value for constant in each.constants}
        for call in each.calls:
            position = 0 if call.reads else helpers.get(_key(file, call.callee))
            if position is None or position >= len(call.arguments):
                continue
            if self._passed(file, call, helpers) is not None:
                continue
            text = self._text(call.arguments[position], own)
            place = Place(file, call.line)
            if text is None:
                self._findings.computed.append((call.arguments[position][1], place))
            elif NAME.fullmatch(text):
                self._findings.mentions.append(Mention(text, place))
                scopes.setdefault((call.function, call.function_line), {})[text] = None
        for field in each.fields:
            text = self._text(field.variable, own)
            if text is not None and NAME.fullmatch(text):
                flags = (f"--{field.flag}",) if field.flag else ()
                place = Place(file, field.line)
                mention = Mention(text, place, flags=flags, text=field.help, option=bool(flags))
                self._findings.mentions.append(mention)
        for line, text in each.literals:
            self._findings.mentions.append(Mention(text, Place(file, line), use="named"))
        for (_, line), found in scopes.items():
            for chain in self._names.order(found):
                self._findings.renamings.append(Renaming(chain, Place(file, line), "fallback"))

    def _text(self, argument: tuple[str, str], own: dict[str, str]) -> str | None:
        kind, text = argument
        if kind == "text":
            return text
        name = text.rpartition("::")[2]
        if text in own:
            return own[text]
        known = self._constants.get(name, set())
        return next(iter(known)) if len(known) == 1 else None


def _key(file: str, name: str) -> str:
    """A method is known in its own file only: others have methods by the same name."""
    return f"{file}:{name}" if name.startswith(SELF) else name


def _documented(file: str, constant: Constant) -> Mention:
    return Mention(
        constant.value,
        Place(file, constant.line),
        use="named",
        text=constant.documentation,
        form="docstring",
        deprecated=constant.deprecated,
    )
