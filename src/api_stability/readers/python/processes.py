"""Parses shares of the files in processes of their own, where a core is free for them.

Not by `multiprocessing`: a process of it begins by running the main module of whoever called, and
a fork copies threads and locks of which nobody knows the state. Here an interpreter is started that
knows nothing but this package; it sees neither the environment's Python variables nor the current
folder, where the project that is read may have modules with the names of the standard library's.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import msgspec

from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.vocabulary import Vocabulary

if TYPE_CHECKING:
    import subprocess

_WORTH_IT: Final = 12_000_000
"""Bytes of source for each process: parsing them takes twenty times as long as starting one."""
_MOST: Final = 8
_PROGRAM: Final = (
    "import json, sys\n"
    "sys.path += [each for each in json.loads(sys.argv[1]) if each not in sys.path]\n"
    "from api_stability.readers.python.worker import main\n"
    "main()\n"
)


class Job(msgspec.Struct, frozen=True):
    """What one process does."""

    vocabulary: Vocabulary
    files: tuple[ModuleFile, ...]


def count_processes(size: int) -> int:
    """How many processes, this one included, *size* bytes of source are worth."""
    worth = min(_MOST, size // _WORTH_IT)
    if worth < 2 or not sys.executable:
        return 1
    import multiprocessing

    if multiprocessing.current_process().daemon:
        return 1
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return min(cores, worth)


class Running:
    """Processes at work."""

    def __init__(self, started: list[tuple[subprocess.Popen[bytes], IO[bytes]] | None]) -> None:
        self._started = started

    def results(self) -> Iterator[list[bytes] | None]:
        """What each wrote, in order; ``None`` for one that could not start or did not finish."""
        for each in self._started:
            yield None if each is None else _result(*each)


@contextmanager
def run_jobs(jobs: Sequence[Job]) -> Iterator[Running]:
    """Work on *jobs*, one process each; none of them outlives the context."""
    with ExitStack() as stack:
        yield Running([_start(job, stack) for job in jobs])


def _start(job: Job, stack: ExitStack) -> tuple[subprocess.Popen[bytes], IO[bytes]] | None:
    import subprocess
    import tempfile

    try:
        # files, not pipes: nobody waits for the other one to read
        request = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - for longer
        answer = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        request.write(msgspec.msgpack.encode(job))
        request.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-I", "-c", _PROGRAM, json.dumps(_import_path())],
            stdin=request,
            stdout=answer,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    stack.callback(_end, process)
    return process, answer


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()


def _result(process: subprocess.Popen[bytes], answer: IO[bytes]) -> list[bytes] | None:
    if process.wait() != 0:
        return None
    answer.seek(0)
    try:
        return msgspec.msgpack.decode(answer.read(), type=list[bytes])
    except msgspec.MsgspecError:
        return None


def _import_path() -> list[str]:
    """The folders that this package and what it needs were imported from."""
    modules = (sys.modules[name] for name in ("api_stability", "msgspec"))
    files = (Path(module.__file__) for module in modules if module.__file__)
    return list(dict.fromkeys(str(file.parent.parent) for file in files))
