"""Imports a parser or command object, in a process of its own that is given so much time.

This runs code of the documented project: only where a source says ``allow-import = true``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import msgspec

from api_stability.readers.cli.collected import Command
from api_stability.readers.cli.request import CliRequest
from api_stability.readers.plain_text import strip_terminal

TIMEOUT: Final = 60
"""Seconds."""
_MAX_BYTES: Final = 32 * 1024 * 1024
_TAIL: Final = 10_000
_LAST: Final = 300
"""Characters of what the process said last that are shown."""


class ImportFailedError(Exception):
    """An object that could not be imported; the message says what to do."""


def import_command(
    request: CliRequest, program: str, path: str, *, timeout: float | None = None
) -> Command:
    """What the object at *path* (``module:name``) takes; raises `ImportFailedError`."""
    with tempfile.TemporaryDirectory(prefix="api-stability-") as folder:
        answer = Path(folder) / "command.json"
        _run(request, path, answer, TIMEOUT if timeout is None else timeout)
        try:
            if answer.stat().st_size > _MAX_BYTES:
                raise ImportFailedError("it has more options than are read")
            command = msgspec.json.decode(answer.read_bytes(), type=Command)
        except (OSError, msgspec.DecodeError):
            raise ImportFailedError("the process gave no answer") from None
    command.name = program
    return command


def _run(request: CliRequest, path: str, answer: Path, timeout: float) -> None:
    folders = [str(request.root / each) for each in request.search_paths]
    module = "api_stability.readers.cli.import_worker"
    command = [sys.executable, "-m", module, path, str(answer), str(request.root), *folders]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    # what it prints goes to a file, which does not fill up as a pipe does
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=answer.parent,
                start_new_session=True,
            )
        except OSError as error:
            raise ImportFailedError(f"no process could be started: {error.strerror}") from None
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise ImportFailedError(f"not imported within {timeout:g} seconds") from None
        finally:
            _end(process)
        if code:
            raise ImportFailedError(f"could not be imported: {_last_line(said) or _ended(code)}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it has started, which may live on after it."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _last_line(said: IO[bytes]) -> str:
    end = said.seek(0, os.SEEK_END)
    said.seek(max(0, end - _TAIL))
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return strip_terminal(lines[-1])[:_LAST] if lines else ""


def _ended(code: int) -> str:
    return f"it was ended by signal {-code}" if code < 0 else f"exit code {code}"
