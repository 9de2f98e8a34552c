"""Parses in a process that may die: a native crash costs one file, never the build.

The interpreter that is started knows nothing but this package and what it needs; it sees neither
the environment's Python variables nor the current folder. See `readers.python.processes` for why
this is not `multiprocessing`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import msgspec

from api_stability.readers.rust.contents import UnparsedError
from api_stability.readers.rust.facts import FileFacts
from api_stability.readers.rust.worker import Answer, Setup, read_message, write_message

SECONDS: Final = 60.0
"""For one file: sixteen megabytes take two."""
MAX_DEATHS: Final = 20
"""So many files that end the process are no accident: the rest is left unread."""
MAX_AHEAD: Final = 16_384
"""Bytes of requests that are not answered: fewer than any pipe holds, so that nobody waits for the
other to read."""
_CRASHED: Final = (
    "made the parser break down, or take longer than any file should; leave it out of the crate, "
    "or simplify it"
)
_PROGRAM: Final = (
    "import json, sys\n"
    # behind the standard library, before whatever else is installed under these names
    "at = [*(each.endswith('-packages') for each in sys.path), True].index(True)\n"
    "sys.path[at:at] = json.loads(sys.argv[1])\n"
    "from api_stability.readers.rust.worker import main\n"
    "main()\n"
)
_DECODER: Final = msgspec.msgpack.Decoder(Answer)


class ParserProcess:
    """A process that parses one file after the other; started when it is first needed."""

    def __init__(
        self, needles: tuple[str, ...], *, seconds: float = SECONDS, program: str = _PROGRAM
    ) -> None:
        self._setup = msgspec.msgpack.encode(Setup(needles, seconds))
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0
        self._waiting: dict[Path, bytes] = {}
        """What is asked for and not answered, in the order of the requests."""
        self._ready: dict[Path, Answer] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def expect(self, paths: Iterable[Path]) -> None:
        """Say which files will be asked for: they are parsed meanwhile."""
        for path in paths:
            if self._waiting_size >= MAX_AHEAD or self._deaths >= MAX_DEATHS:
                return
            if path not in self._ready and path not in self._waiting:
                self._ask(path)

    def parse(self, path: Path) -> FileFacts:
        """What the file says; raises `UnparsedError`. Each file can be asked for once."""
        while path not in self._ready:
            if self._deaths >= MAX_DEATHS:
                message = f"is not read: the parser broke down over {MAX_DEATHS} others"
                raise UnparsedError("parser-given-up", message)
            if path not in self._waiting:
                self._ask(path)
            self._take()
        answer = self._ready.pop(path)
        if answer.facts is None:
            raise UnparsedError(answer.code, answer.message, answer.line)
        return answer.facts

    @property
    def _waiting_size(self) -> int:
        return sum(map(len, self._waiting.values()))

    def _ask(self, path: Path) -> None:
        self._waiting[path] = os.fsencode(path.absolute())
        try:
            requests, _ = self._start()
            write_message(requests, self._waiting[path])
        except OSError:
            return  # said by whoever waits for the answer

    def _take(self) -> None:
        """The next answer; where there will be none, what that means for who is first in line."""
        first = next(iter(self._waiting))
        try:
            _, answers = self._start()
        except OSError as error:
            message = f"is not read: no process to parse it in can be started ({error})"
            self._waiting.pop(first)
            self._ready[first] = Answer(code="no-parser-process", message=message)
            return
        page = read_message(answers)
        self._waiting.pop(first)
        if page is not None:
            self._ready[first] = _DECODER.decode(page)
            return
        self._deaths += 1
        self._end()
        self._ready[first] = Answer(code="parser-crashed", message=_CRASHED)
        others, self._waiting = list(self._waiting), {}
        self.expect(others)

    def _start(self) -> tuple[BinaryIO, BinaryIO]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-I", "-c", self._program, json.dumps(_import_path())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            requests, _ = _streams(self._process)
            write_message(requests, self._setup)
        return _streams(self._process)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        # closed one by one: what is still buffered for a dead process raises
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        process.wait()


def _streams(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    requests, answers = process.stdin, process.stdout
    assert requests is not None  # noqa: S101 - both are pipes
    assert answers is not None  # noqa: S101
    return requests, answers  # type: ignore[return-value]


def _import_path() -> list[str]:
    """The folders that this package and what it needs were imported from."""
    from importlib.util import find_spec

    names = ("api_stability", "msgspec", "tree_sitter", "tree_sitter_rust")
    origins = [spec.origin for name in names if (spec := find_spec(name)) and spec.origin]
    return list(dict.fromkeys(str(Path(each).parent.parent) for each in origins))
