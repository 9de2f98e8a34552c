"""Imports a parser or command object, in a process of its own that is given so much time.

This runs code of the documented project: only where a source says ``allow-import = true``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from api_stability.readers.cli.collected import Command
from api_stability.readers.cli.request import CliRequest

TIMEOUT: Final = 60
"""Seconds."""
_MAX_BYTES: Final = 32 * 1024 * 1024
_LAST: Final = 300
"""Characters of what the process said last that are shown."""


class ImportFailedError(Exception):
    """An object that could not be imported; the message says what to do."""


def import_command(
    request: CliRequest, program: str, path: str, *, timeout: float = TIMEOUT
) -> Command:
    """What the object at *path* (``module:name``) takes; raises `ImportFailedError`."""
    with tempfile.TemporaryDirectory(prefix="api-stability-") as folder:
        answer = Path(folder) / "command.json"
        _run(request, path, answer, timeout)
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
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            check=False,
            capture_output=True,
            timeout=timeout,
            env=environment,
            stdin=subprocess.DEVNULL,
            cwd=answer.parent,
        )
    except subprocess.TimeoutExpired:
        raise ImportFailedError(f"not imported within {timeout:g} seconds") from None
    except OSError as error:
        raise ImportFailedError(f"no process could be started: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1][:_LAST] if said else f"exit code {done.returncode}"
        raise ImportFailedError(f"could not be imported: {last}")
